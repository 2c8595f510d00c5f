"""Hearing: an account handed to the network with what the reading knows of it, and what the network makes of it for each rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from audit.account import Actor, Reading, Status
from audit.account.fold import fold
from audit.second.network import Floats, Ints, Network
from audit.second.pieces import Piece, Pieces

#: The numbers by which the network knows them; 0 is none. Never reorder: the weights hang on it.
_ACTORS = {name: i + 1 for i, name in enumerate((
    "collectors", "partner", "borrower", "liable", "relative", "neighbour", "colleague", "staff", "child", "other", "nobody", "unknown",
))}  # fmt: skip
_STATUSES = {name: i + 1 for i, name in enumerate((
    "happened", "denied", "intended", "reported", "rule", "corrected", "asked", "unsure", "elsewhere",
))}  # fmt: skip
_COLLECTOR, _BORROWER = "外访员", "借款人"
#: Longer accounts are heard in parts of so many pieces.
_PART = 254
#: So many pieces go through the network at once.
_AT_ONCE = 1024
#: How sharply the strongest piece stands for the whole account.
_SHARP = np.float32(2.0)


class Heard(NamedTuple):
    """For one rule: `score` (0 and above: rather yes), and `[start:end]` of the account's piece that speaks loudest for it.

    `like` is the phrase it was trained on that comes nearest; none is looked for below 0.
    """

    rule: str
    score: float
    start: int
    end: int
    like: str = ""


class Ear:
    """The network with its list of pieces and rules."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]):
        held = dict(weights)
        pieces = bytes(held.pop("pieces")).decode("utf-8").split("\n")
        self._pieces = Pieces(pieces, held.pop("piece_scores").astype(float).tolist())
        self._unknown, self._first, self._last = len(pieces), len(pieces) + 1, len(pieces) + 2
        self.rules = tuple(bytes(held.pop("rules")).decode("ascii").split("\n"))
        self._known = _Known.of(held)
        self._network = Network(held)

    def hear(self, readings: Sequence[Reading]) -> list[tuple[Heard, ...]]:
        """What is heard in each account, a line a rule. An empty account says nothing."""
        parts = [(n, part) for n, reading in enumerate(readings) for part in self._parts(reading)]
        heard: list[tuple[Heard, ...]] = [()] * len(readings)
        for n, part, meant, table in self._understood(parts):
            said = self._told(part, meant, table)
            heard[n] = (
                said if not heard[n] else tuple(max(a, b, key=lambda h: h.score) for a, b in zip(heard[n], said, strict=True))
            )
        return heard

    def _understood(self, parts: list[tuple[int, _Part]]) -> Iterator[tuple[int, _Part, Floats, Floats]]:
        """Each part with what the network makes of it; as many at once as the processor's memory likes."""
        at = 0
        while at < len(parts):
            end, size = at + 1, len(parts[at][1].ids)
            while end < len(parts) and size + len(parts[end][1].ids) <= _AT_ONCE:
                size += len(parts[end][1].ids)
                end += 1
            some = parts[at:end]
            tables = self._network.scores([p.ids for _, p in some], [p.marks for _, p in some])
            yield from ((n, part, *both) for (n, part), both in zip(some, tables, strict=True))
            at = end

    def meant(self, reading: Reading, rule: str) -> Floats:
        """How the piece that speaks loudest for the rule is understood: what `like` compares."""
        part = self._parts(reading)[0]
        meant, table = self._network.scores([part.ids], [part.marks])[0]
        loudest = int(table[1:-1, self.rules.index(rule)].argmax())
        return np.asarray(meant[1 + loudest], np.float32)

    def _parts(self, reading: Reading) -> list[_Part]:
        text, places = named(reading)
        pieces = self._pieces.cut(text) if text.strip() else []
        known = marks(reading)
        return [self._part(pieces[i : i + _PART], known, places) for i in range(0, len(pieces), _PART)]

    def _part(self, pieces: list[Piece], marks: Ints, places: list[int]) -> _Part:
        inner = [self._unknown if p.id < 0 else p.id for p in pieces]
        at = np.array([places[min(p.start, len(places) - 1)] for p in pieces])
        table = np.zeros((len(inner) + 2, 3), np.int64)
        table[1:-1] = marks[at]
        spans = [(places[p.start], places[p.end - 1] + 1) if p.end > p.start else (places[0], places[0]) for p in pieces]
        return _Part(np.array([self._first, *inner, self._last]), table, spans)

    def _told(self, part: _Part, meant: Floats, table: Floats) -> tuple[Heard, ...]:
        weight = np.exp(_SHARP * (table - table.max(axis=0)))
        scores = (weight * table).sum(axis=0) / weight.sum(axis=0)
        loudest = table[1:-1].argmax(axis=0)
        told = []
        for n, rule in enumerate(self.rules):
            score, at = round(float(scores[n]), 2), int(loudest[n])
            told.append(Heard(rule, score, *part.spans[at], self._known.nearest(n, meant[at + 1]) if score >= 0 else ""))
        return tuple(told)


class _Known(NamedTuple):
    """Phrases it was trained on that break a rule: how their loudest piece was understood, which rule, what they say."""

    meant: Floats
    rules: Ints
    texts: tuple[str, ...]

    @classmethod
    def of(cls, held: dict[str, NDArray[Any]]) -> _Known:
        if "known" not in held:
            return cls(np.zeros((0, 1), np.float32), np.zeros(0, np.int64), ())
        meant = held.pop("known").astype(np.float32)
        meant /= np.linalg.norm(meant, axis=1, keepdims=True)
        return cls(
            meant, held.pop("known_rules").astype(np.int64), tuple(bytes(held.pop("known_texts")).decode("utf-8").split("\n"))
        )

    def nearest(self, rule: int, meant: Floats) -> str:
        of = np.flatnonzero(self.rules == rule)
        return self.texts[of[(self.meant[of] @ meant).argmax()]] if len(of) else ""


class _Part(NamedTuple):
    ids: Ints
    marks: Ints
    spans: list[tuple[int, int]]


def named(reading: Reading) -> tuple[str, list[int]]:
    """The folded account with the visitors' and the borrower's names put as what they are, and where each character stood."""
    text = fold(reading.text)
    roles = {fold(name): _COLLECTOR for name in reading.cast.visitors if len(name) > 1}
    if len(reading.cast.borrower) > 1:
        roles[fold(reading.cast.borrower)] = _BORROWER
    if not roles:
        return text, list(range(len(text)))
    pattern = re.compile("|".join(re.escape(name) for name in sorted(roles, key=len, reverse=True)))
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for found in pattern.finditer(text):
        role = roles[found.group()]
        parts += (text[at : found.start()], role)
        places += [*range(at, found.start()), *([found.start()] * len(role))]
        at = found.end()
    return "".join(parts) + text[at:], [*places, *range(at, len(text))]


def marks(reading: Reading) -> Ints:
    """For each character who acts, whether it took place and who says so."""
    known = np.zeros((len(reading.text) + 1, 3), np.int64)
    for clause in reading.clauses:
        known[clause.start : clause.end] = (_actor(clause.actor), _STATUSES.get(_name(clause.status), 0), _actor(clause.speaker))
    return known


def _actor(actor: Actor) -> int:
    return _ACTORS.get(_name(actor), 0)


def _name(one: Actor | Status) -> str:
    return str(one.value)


@cache
def ear() -> Ear:
    """The ear with the weights that came with the package, opened once."""
    with np.load(Path(__file__).parent / "weights.npz", allow_pickle=False) as weights:
        return Ear({name: weights[name] for name in weights.files})
