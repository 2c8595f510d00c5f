"""Near copies among many texts, in near-linear time and bounded memory.

Texts are compared without names, digits and punctuation. Equal ones are found by a dictionary; for the others, hashes of eight
characters (every other hash, chosen by its value so that a shifted passage keeps its own) name the pairs that share at least three,
and the ratio of equal characters decides. A hash that more than 40 texts share is a stock phrase and names no pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

_SHINGLE = 8
_SHARED = 3
_GROUP = 40
_PAIRS = 3_000_000  # pairs weighed at a time
_BLOCK = 10_000  # texts hashed at a time
_BASE = np.uint64(1_099_511_628_211)
_NOISE = re.compile(r"[\W\d_零〇一二两三四五六七八九十百千万]+")


def bare(text: str, names: Iterable[str] = ()) -> str:
    """The text without the given names, digits, numerals, spaces and punctuation."""
    for name in names:
        if len(name) > 1:
            text = text.replace(name, "")
    return _NOISE.sub("", text)


def groups(texts: Sequence[str], similarity: float) -> dict[int, list[int]]:
    """For each text that has a (near) copy, the indices of its copies in order. Empty texts have none."""
    same: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if text:
            same.setdefault(text, []).append(index)
    distinct = list(same)
    members = list(same.values())
    near: dict[int, set[int]] = {}
    for a, b in _near_pairs(distinct, similarity):
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    found: dict[int, list[int]] = {}
    for place, own in enumerate(members):
        others = near.get(place)
        if others is None and len(own) == 1:
            continue
        together = sorted([*own, *(i for other in others or () for i in members[other])])
        for index in own:
            found[index] = together
    return found


def _near_pairs(texts: list[str], similarity: float) -> Iterable[tuple[int, int]]:
    """Pairs of distinct texts whose ratio of equal characters reaches `similarity`."""
    hashes, owners = _shingles(texts)
    if not len(hashes):
        return
    lengths = np.array([len(t) for t in texts], dtype=np.int64)
    for left, right in _sharing(hashes, owners, len(texts)):
        here, there = lengths[left], lengths[right]
        like = np.minimum(here, there) * 2 >= (here + there) * similarity  # a much longer text cannot reach the ratio
        first, second = left[like], right[like]
        scores = cpdist([texts[i] for i in first], [texts[i] for i in second], scorer=ratio, score_cutoff=similarity * 100)
        for a, b, score in zip(first.tolist(), second.tolist(), scores.tolist(), strict=True):
            if score >= similarity * 100:
                yield a, b


def _shingles(texts: list[str]) -> tuple[Any, Any]:
    """Sorted hashes of the chosen shingles and, beside each, the text it stands in."""
    found = [_chosen(texts[start : start + _BLOCK], start) for start in range(0, len(texts), _BLOCK)]
    hashes = np.concatenate([h for h, _ in found]) if found else np.empty(0, np.uint32)
    owners = np.concatenate([o for _, o in found]) if found else np.empty(0, np.int32)
    order = np.argsort(hashes, kind="stable")
    return hashes[order], owners[order]


def _chosen(texts: list[str], first: int) -> tuple[Any, Any]:
    """The chosen hashes of some texts, in the order of the texts, with their owners counted from `first`."""
    letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(letters) < _SHINGLE:
        return np.empty(0, np.uint32), np.empty(0, np.int32)
    own = np.repeat(np.arange(first, first + len(texts), dtype=np.int32), np.array([len(t) for t in texts]))
    rolled = np.zeros(len(letters) - _SHINGLE + 1, dtype=np.uint64)
    for offset in range(_SHINGLE):
        rolled = rolled * _BASE + letters[offset : offset + len(rolled)]
    rolled ^= rolled >> np.uint64(29)
    inside = own[: len(rolled)] == own[_SHINGLE - 1 :]  # not across the seam of two texts
    take = inside & ((rolled & np.uint64(1)) == 0)
    return (rolled[take] >> np.uint64(8)).astype(np.uint32), own[: len(rolled)][take]


def _sharing(hashes: Any, owners: Any, texts: int) -> Iterable[tuple[Any, Any]]:
    """Pairs of texts that share at least three chosen shingles, in slices that keep memory bounded.

    A slice holds all pairs whose smaller index falls into one range of texts.
    """
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    sizes = np.diff(np.r_[starts, len(hashes)])
    size_here = np.repeat(sizes, sizes)
    kept = (size_here > 1) & (size_here <= _GROUP)
    hashes, owners = hashes[kept], owners[kept].astype(np.int64)
    size_here = size_here[kept]
    slices = max(1, -(-int((size_here - 1).sum()) // 2 // _PAIRS))
    edges = np.linspace(0, texts, slices + 1).astype(np.int64)
    for low, high in pairwise(edges):
        pairs = [_lagged(hashes, owners, lag, low, high, texts) for lag in range(1, int(size_here.max(initial=1)))]
        codes, counts = np.unique(np.concatenate(pairs), return_counts=True) if pairs else (np.empty(0, np.int64),) * 2
        codes = codes[counts >= _SHARED]
        yield codes // texts, codes % texts


def _lagged(hashes: Any, owners: Any, lag: int, low: int, high: int, texts: int) -> Any:
    """Codes of the pairs that stand `lag` apart under one hash; within a hash owners ascend, so the first is the smaller."""
    a, b = owners[:-lag], owners[lag:]
    take = (hashes[:-lag] == hashes[lag:]) & (a != b) & (a >= low) & (a < high)
    return a[take] * texts + b[take]


def longest_equal(a: str, b: str) -> tuple[int, int, int]:
    """(start in a, start in b, length) of the longest passage that an alignment of both texts has in common."""
    best = (0, 0, 0)
    for block in Indel.opcodes(a, b):
        length = block.src_end - block.src_start
        if block.tag == "equal" and length > best[2]:
            best = (block.src_start, block.dest_start, length)
    return best
