"""The network against the same arithmetic spelled out account by account."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from audit.second.network import HEAD, Floats, Given, Network, strongest

WIDE, HEADS, RULES = 24, 2, 3
LOOK = HEADS * HEAD


def weights() -> dict[str, Any]:
    dice = np.random.default_rng(7)

    def table(*shape: int) -> Any:
        return (dice.standard_normal(shape) * 0.3).astype(np.float32)

    out: dict[str, Any] = {
        "word": dice.integers(-127, 127, (20, WIDE)).astype(np.int8),
        "word.scale": np.full(20, 0.01, np.float32),
    }
    out |= {"pos": table(16, WIDE), "head.w": table(WIDE, RULES), "head.b": table(RULES)}
    out |= {f"mark{i}": table(16, WIDE) for i in range(3)}
    for name, (inside, outside) in {"qkv": (WIDE, 3 * LOOK), "ao": (LOOK, WIDE), "fi": (WIDE, 96), "fo": (96, WIDE)}.items():
        out |= {f"l0.{name}.w": table(inside, outside), f"l0.{name}.b": table(outside)}
    out |= {f"flag{i}": table(4, WIDE) for i in range(2)} | {"glance.w": table(WIDE, RULES), "glance.b": table(RULES)}
    for name in ("eln", "l0.aln", "l0.oln"):
        out |= {f"{name}.w": table(WIDE) + 1, f"{name}.b": table(WIDE)}
    return out


def norm(x: Any, w: dict[str, Any], name: str) -> Any:
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True)) * w[f"{name}.w"] + w[f"{name}.b"]


def spelled_out(w: dict[str, Any], given: Given) -> Any:
    ids, marks = given.ids, given.marks
    x = w["word"][ids] * 0.01 + w["pos"][: len(ids)] + sum(w[f"mark{i}"][marks[:, i]] for i in range(3))
    x[0] += w["flag0"][given.flags[0]] + w["flag1"][given.flags[1]]
    x = norm(x, w, "eln")
    q, k, v = np.split(x @ w["l0.qkv.w"] + w["l0.qkv.b"], 3, axis=1)
    mixed = np.zeros_like(q)
    for h in range(HEADS):
        of = slice(h * HEAD, (h + 1) * HEAD)
        a = np.exp(q[:, of] @ k[:, of].T / np.sqrt(HEAD))
        mixed[:, of] = a / a.sum(1, keepdims=True) @ v[:, of]
    x = norm(x + mixed @ w["l0.ao.w"] + w["l0.ao.b"], w, "l0.aln")
    inner = x @ w["l0.fi.w"] + w["l0.fi.b"]
    inner = inner / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (inner + 0.044715 * inner**3)))
    x = norm(x + inner @ w["l0.fo.w"] + w["l0.fo.b"], w, "l0.oln")
    return x @ w["head.w"] + w["head.b"]


def all_the_way(w: dict[str, Any], given: list[Given]) -> list[tuple[Floats, Floats]]:
    network = Network(w)
    return network.finished(network.begun(given))


@pytest.mark.parametrize("lengths", [(5,), (1, 7, 3)])
def test_accounts_of_a_batch_do_not_see_each_other(lengths: tuple[int, ...]) -> None:
    w = weights()
    dice = np.random.default_rng(3)
    given = [Given(dice.integers(0, 20, n), dice.integers(0, 9, (n, 3)), (n % 4, 1)) for n in lengths]
    for (_, scores), one in zip(all_the_way(w, given), given, strict=True):
        np.testing.assert_allclose(scores, spelled_out(w, one), atol=2e-4)


def test_what_nothing_answers_to_takes_up_nothing() -> None:
    """A piece whose weights all underflow beside those of others leaves no gap in the numbers."""
    w = weights()
    w["l0.qkv.w"][:, : 2 * LOOK] *= 60
    given = [Given(np.arange(9), np.zeros((9, 3), np.int64), (0, 0))]
    assert np.isfinite(all_the_way(w, given)[0][1]).all()


def test_a_glance_scores_what_half_of_the_layers_made() -> None:
    w = weights()
    network = Network(w)
    begun = network.begun([Given(np.arange(n), np.zeros((n, 3), np.int64), (0, 0)) for n in (4, 6)])
    for x, glance in zip(begun, network.glances(begun), strict=True):
        np.testing.assert_allclose(glance, strongest(x @ w["glance.w"] + w["glance.b"]), atol=1e-5)


def test_the_strongest_piece_speaks_loudest() -> None:
    table = np.array([[-5, 3], [-5, -5], [-5, -5]], np.float32)
    assert strongest(table)[0] == pytest.approx(-5)
    assert 2.9 < strongest(table)[1] < 3


def test_tables_in_bytes_are_widened_by_their_scale() -> None:
    w = weights()
    given = [Given(np.arange(4), np.zeros((4, 3), np.int64), (0, 0))]
    plain = all_the_way(w, given)[0][1]
    top = np.abs(w["head.w"]).max(0) / 127
    packed = w | {"head.w": np.round(w["head.w"] / top).astype(np.int8), "head.w.scale": top}
    np.testing.assert_allclose(all_the_way(packed, given)[0][1], plain, atol=0.05)
