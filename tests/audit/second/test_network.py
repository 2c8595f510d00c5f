"""The network against the same arithmetic spelled out account by account."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from audit.second.network import Network

WIDE, RULES = 24, 3


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
    for name, (inside, outside) in {"qkv": (WIDE, 3 * WIDE), "ao": (WIDE, WIDE), "fi": (WIDE, 96), "fo": (96, WIDE)}.items():
        out |= {f"l0.{name}.w": table(inside, outside), f"l0.{name}.b": table(outside)}
    for name in ("eln", "l0.aln", "l0.oln"):
        out |= {f"{name}.w": table(WIDE) + 1, f"{name}.b": table(WIDE)}
    return out


def norm(x: Any, w: dict[str, Any], name: str) -> Any:
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True)) * w[f"{name}.w"] + w[f"{name}.b"]


def spelled_out(w: dict[str, Any], ids: Any, marks: Any) -> Any:
    x = w["word"][ids] * 0.01 + w["pos"][: len(ids)] + sum(w[f"mark{i}"][marks[:, i]] for i in range(3))
    x = norm(x, w, "eln")
    q, k, v = np.split(x @ w["l0.qkv.w"] + w["l0.qkv.b"], 3, axis=1)
    mixed = np.zeros_like(x)
    for h in range(12):
        of = slice(2 * h, 2 * h + 2)
        a = np.exp(q[:, of] @ k[:, of].T / np.sqrt(2))
        mixed[:, of] = a / a.sum(1, keepdims=True) @ v[:, of]
    x = norm(x + mixed @ w["l0.ao.w"] + w["l0.ao.b"], w, "l0.aln")
    inner = x @ w["l0.fi.w"] + w["l0.fi.b"]
    inner = inner / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (inner + 0.044715 * inner**3)))
    x = norm(x + inner @ w["l0.fo.w"] + w["l0.fo.b"], w, "l0.oln")
    return x @ w["head.w"] + w["head.b"]


@pytest.mark.parametrize("lengths", [(5,), (1, 7, 3)])
def test_accounts_of_a_batch_do_not_see_each_other(lengths: tuple[int, ...]) -> None:
    w = weights()
    dice = np.random.default_rng(3)
    ids = [dice.integers(0, 20, n) for n in lengths]
    marks = [dice.integers(0, 9, (n, 3)) for n in lengths]
    for (_, scores), one, mark in zip(Network(w).scores(ids, marks), ids, marks, strict=True):
        np.testing.assert_allclose(scores, spelled_out(w, one, mark), atol=2e-4)


def test_tables_in_bytes_are_widened_by_their_scale() -> None:
    w = weights()
    plain = Network(w).scores([np.arange(4)], [np.zeros((4, 3), np.int64)])[0][1]
    top = np.abs(w["head.w"]).max(0) / 127
    packed = w | {"head.w": np.round(w["head.w"] / top).astype(np.int8), "head.w.scale": top}
    np.testing.assert_allclose(Network(packed).scores([np.arange(4)], [np.zeros((4, 3), np.int64)])[0][1], plain, atol=0.05)
