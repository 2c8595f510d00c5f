"""Pieces: a folded account cut into the pieces of words that the network knows, each with its place in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: Stands for a blank, and before the first word.
BLANK = "▁"
#: Worse than any piece: a character that no piece holds.
_UNKNOWN = -30.0


class Piece(NamedTuple):
    """Number `id` of the list of pieces (-1: unknown), `[start:end]` of the text."""

    id: int
    start: int
    end: int


class Pieces:
    """The list of pieces with their log-likelihoods; the likeliest way to cut a text is looked for (Viterbi)."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]):
        self._known: Mapping[str, tuple[int, float]] = {p: (i, s) for i, (p, s) in enumerate(zip(pieces, scores, strict=True))}
        self._begins = frozenset(p[:n] for p in pieces for n in range(1, len(p)))

    def cut(self, text: str) -> list[Piece]:
        """The pieces of the text, in order. Linear: a piece is short."""
        marked = BLANK + text.replace(" ", BLANK)
        back = self._forward(marked)
        found: list[Piece] = []
        at = len(marked)
        while at > 0:
            since, one = back[at]
            found.append(Piece(one, max(0, since - 1), at - 1))
            at = since
        found.reverse()
        return found

    def _forward(self, text: str) -> list[tuple[int, int]]:
        """For each place, where the last piece of the likeliest cut up to it began, and which it is."""
        size = len(text)
        best = [float("-inf")] * (size + 1)
        back = [(0, -1)] * (size + 1)
        best[0] = 0.0
        known, begins = self._known, self._begins
        for i in range(size):
            here = best[i]
            if here + _UNKNOWN > best[i + 1]:
                best[i + 1], back[i + 1] = here + _UNKNOWN, (i, -1)
            end = i + 1
            while end <= size:
                word = text[i:end]
                hit = known.get(word)
                if hit is not None and here + hit[1] > best[end]:
                    best[end], back[end] = here + hit[1], (i, hit[0])
                if word not in begins:
                    break
                end += 1
        return back
