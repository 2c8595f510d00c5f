"""The network: a small transformer in numpy that gives each piece of an account a score for each rule.

All accounts of a batch stand one behind the other, so that a weight is fetched once for all of them; attention stays within an
account. Half way up a glance tells which accounts are worth the rest of the way. Nothing here is random.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: Numbers in which a head of attention compares two pieces.
HEAD = 32
_EPS = np.float32(1e-12)
#: How sharply the strongest piece stands for the whole account.
_SHARP = np.float32(2.0)


class Given(NamedTuple):
    """An account as numbers: its pieces, what is known of each of them (three a piece), what its row says (see `columns`)."""

    ids: Ints
    marks: Ints
    flags: tuple[int, ...]


class Network:
    """Weights by name, as `train_second.py` writes them. Word rows are kept in bytes and widened when looked up."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]):
        self._words: NDArray[np.int8] = weights["word"]
        self._word_scale: Floats = weights["word.scale"].astype(np.float32)
        self._rest = {name: _wide(weights, name) for name in weights if not name.startswith("word") and not name.endswith(".scale")}
        self.layers = sum(name.endswith(".fi.w") for name in self._rest)
        self.longest = len(self._rest["pos"])

    def begun(self, given: Sequence[Given]) -> list[Floats]:
        """The lower half of the layers: for each account, a row a piece."""
        lengths = [len(g.ids) for g in given]
        x = self._embed(given, lengths)
        for i in range(self.layers // 2):
            x = self._layer(f"l{i}", x, lengths)
        return np.split(x, np.cumsum(lengths)[:-1])

    def glances(self, begun: Sequence[Floats]) -> list[Floats]:
        """What half of the layers make of each account: a score for each rule."""
        z = np.concatenate(begun) @ self._rest["glance.w"] + self._rest["glance.b"]
        return [strongest(table) for table in np.split(z, np.cumsum([len(x) for x in begun])[:-1])]

    def finished(self, begun: Sequence[Floats]) -> list[tuple[Floats, Floats]]:
        """The upper half. For each account a row a piece: how the piece is understood where it stands, and its score for each rule."""
        lengths = [len(x) for x in begun]
        x = np.concatenate(begun)
        for i in range(self.layers // 2, self.layers):
            x = self._layer(f"l{i}", x, lengths)
        z = x @ self._rest["head.w"] + self._rest["head.b"]
        ends = np.cumsum(lengths)[:-1]
        return list(zip(np.split(x, ends), np.split(z, ends), strict=True))

    def _embed(self, given: Sequence[Given], lengths: Sequence[int]) -> Floats:
        w = self._rest
        ids, marks = np.concatenate([g.ids for g in given]), np.concatenate([g.marks for g in given])
        x = self._words[ids].astype(np.float32) * self._word_scale[ids][:, None]
        x += np.concatenate([w["pos"][:n] for n in lengths])
        for i in range(marks.shape[1]):
            x += w[f"mark{i}"][marks[:, i]]
        starts = np.cumsum([0, *lengths[:-1]])
        for i in range(len(given[0].flags)):
            x[starts] += w[f"flag{i}"][[g.flags[i] for g in given]]
        return _norm(x, w["eln.w"], w["eln.b"])

    def _layer(self, name: str, x: Floats, lengths: Sequence[int]) -> Floats:
        w = self._rest
        mixed = self._through(f"{name}.ao", self._attend(self._through(f"{name}.qkv", x), lengths))
        mixed += x
        x = _norm(mixed, w[f"{name}.aln.w"], w[f"{name}.aln.b"])
        inner = self._through(f"{name}.fo", _gelu(self._through(f"{name}.fi", x)))
        inner += x
        return _norm(inner, w[f"{name}.oln.w"], w[f"{name}.oln.b"])

    def _through(self, name: str, x: Floats) -> Floats:
        """In place where it can be: new room costs more than the sum."""
        out: Floats = x @ self._rest[f"{name}.w"]
        out += self._rest[f"{name}.b"]
        return out

    @staticmethod
    def _attend(qkv: Floats, lengths: Sequence[int]) -> Floats:
        """Each piece takes up what others of its account say. Overwrites `qkv`."""
        wide = qkv.shape[1] // 3
        heads = wide // HEAD
        out = np.empty((len(qkv), wide), np.float32)
        ones = np.ones(max(lengths), np.float32)
        qkv[:, :wide] *= np.float32(HEAD**-0.5)
        at = 0
        for n in lengths:
            q, k, v = (part.reshape(n, heads, HEAD) for part in np.split(qkv[at : at + n], 3, axis=1))
            a = q.transpose(1, 0, 2) @ k.transpose(1, 2, 0).copy()
            a -= a.reshape(heads, -1).max(axis=1)[:, None, None]
            np.exp(a, out=a)
            mixed = (a @ v.transpose(1, 0, 2)).transpose(1, 0, 2)
            np.divide(mixed, (a @ ones[:n] + _EPS).T[:, :, None], out=out[at : at + n].reshape(n, heads, HEAD))
            at += n
        return out


def strongest(table: Floats) -> Floats:
    """Of a row a piece one score for each rule: the strongest piece speaks loudest."""
    weight = np.exp(_SHARP * (table - table.max(axis=0)))
    return np.asarray((weight * table).sum(axis=0) / weight.sum(axis=0), np.float32)


def _wide(weights: Mapping[str, NDArray[Any]], name: str) -> Floats:
    """Bytes times their column's scale, or the floats as they are."""
    value = weights[name]
    if value.dtype == np.int8:
        return np.asarray(value.astype(np.float32) * weights[name + ".scale"].astype(np.float32), np.float32)
    return value.astype(np.float32)


def _norm(x: Floats, gain: Floats, bias: Floats) -> Floats:
    """Overwrites `x`."""
    x -= x.mean(axis=-1, keepdims=True)
    x *= 1 / np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1]) + _EPS)
    x *= gain
    x += bias
    return x


def _gelu(x: Floats) -> Floats:
    """The tanh form; off the exact one by less than a thousandth."""
    t = x * x
    t *= np.float32(0.044715 * 0.7978845608)
    t += np.float32(0.7978845608)
    t *= x
    np.tanh(t, out=t)
    t += 1
    t *= x
    t *= np.float32(0.5)
    return t
