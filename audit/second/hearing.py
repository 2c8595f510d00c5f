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
from audit.model import Visit
from audit.second.columns import flags, words
from audit.second.network import Floats, Given, Ints, Network, strongest
from audit.second.pieces import Piece, Pieces
from audit.second.underline import Span, runs
from audit.values.text import in_english, occurrences

#: The numbers by which the network knows them; 0 is none. Never reorder: the weights hang on it.
_ACTORS = {Actor(name): i + 1 for i, name in enumerate((
    "collectors", "partner", "borrower", "liable", "relative", "neighbour", "colleague", "staff", "child", "other", "nobody", "unknown",
))}  # fmt: skip
_STATUSES = {Status(name): i + 1 for i, name in enumerate((
    "happened", "denied", "intended", "reported", "rule", "corrected", "asked", "unsure", "elsewhere",
))}  # fmt: skip
_LONG = re.compile(r"[0-9]{3,}")
_COLLECTOR, _BORROWER = "外访员", "借款人"
#: Longer accounts are heard in parts of so many pieces.
_PART = 240
#: So many pieces go through the network at once.
_AT_ONCE = 1024
#: From which score on it is told what a piece is like, and from which on which pieces are nearly as loud.
_LIKE, _HEARD = -3.0, -8.0
#: The cosine from which on two phrases are understood much alike: of those that are less a person seldom sees why one is named.
_ALIKE = 0.85
#: So many parts are remembered: agencies repeat themselves.
_REMEMBERED = 20_000
_Key = tuple[bytes, bytes, tuple[int, ...], bool, bool]


class Heard(NamedTuple):
    """For one rule: `score` (0 and above: rather yes), and the spans of the account whose pieces speak for it, the loudest first.

    `like` is the phrase it was trained on that comes nearest, '' where the score is too low to look for one or none is much alike.
    """

    rule: str
    score: float
    spans: tuple[Span, ...]
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
        self._before: dict[_Key, _Said | None] = {}

    def hear(self, rows: Sequence[tuple[Visit, Reading]], glances: Sequence[Floats | None] = ()) -> list[tuple[Heard, ...]]:
        """What is heard in each account, a line a rule. An empty account says nothing.

        `glances`: for each row scores, one a rule, of which half of the layers must reach one for the account to be heard to the end;
        else it says nothing. None: heard to the end anyway.
        """
        heard: list[tuple[Heard, ...]] = [()] * len(rows)
        parts = [(n, part) for n, row in enumerate(rows) for part in self._parts(*row)]
        asked = [glances[n] if glances else None for n, _ in parts]
        for (n, part), said in zip(parts, self._said([part for _, part in parts], asked), strict=True):
            if said is not None:
                told = tuple(self._heard(part, said))
                heard[n] = tuple(max(a, b, key=_score) for a, b in zip(heard[n], told, strict=True)) if heard[n] else told
        return heard

    def scores(self, rows: Sequence[tuple[Visit, Reading]]) -> list[tuple[Floats, Floats]]:
        """The scores of each account, a rule each: those of the glance and those of the whole network."""
        none = np.full(len(self.rules), -99, np.float32)
        found = [(none, none)] * len(rows)
        for n, row in enumerate(rows):
            for part in self._parts(*row):
                begun = self._network.begun([part.given])
                last = strongest(self._network.finished(begun)[0][1])
                found[n] = (np.maximum(found[n][0], self._network.glances(begun)[0]), np.maximum(found[n][1], last))
        return found

    def _said(self, parts: list[_Part], glances: list[Floats | None]) -> list[_Said | None]:
        """What the network makes of each part; what it was asked before it is not asked again."""
        keys = [
            (p.given.ids.tobytes(), p.given.marks.tobytes(), p.given.flags, p.english, glance is None)
            for p, glance in zip(parts, glances, strict=True)
        ]
        known = {key: self._before[key] for key in dict.fromkeys(keys) if key in self._before}
        new = {key: (part, glance) for key, part, glance in zip(keys, parts, glances, strict=True) if key not in known}
        for some in _portions(list(new), [len(part.given.ids) for part, _ in new.values()]):
            answers = self._asked([new[key][0] for key in some], [new[key][1] for key in some])
            known.update(zip(some, answers, strict=True))
        if len(self._before) > _REMEMBERED:
            self._before = {}
        self._before.update(known)
        return [known[key] for key in keys]

    def _asked(self, parts: list[_Part], glances: list[Floats | None]) -> list[_Said | None]:
        """None for a part of which a glance is enough."""
        begun = self._network.begun([part.given for part in parts])
        on = list(range(len(parts)))
        if any(glance is not None for glance in glances):
            looks = zip(self._network.glances(begun), glances, strict=True)
            on = [n for n, (look, glance) in enumerate(looks) if glance is None or (look >= glance).any()]
        said: list[_Said | None] = [None] * len(parts)
        for n, (meant, table) in zip(on, self._network.finished([begun[n] for n in on]) if on else (), strict=True):
            inner = slice(parts[n].skipped, -1)
            scores, loudest = strongest(table), table[inner].argmax(axis=0).tolist()
            loud, like = [[(at, at)] for at in loudest], [""] * len(loudest)
            for r in np.flatnonzero(scores >= _HEARD).tolist():
                loud[r] = runs(table[inner, r].tolist())
                if scores[r] >= _LIKE:
                    like[r] = self._known.nearest(r, parts[n].english, meant[inner][loudest[r]])
            said[n] = _Said(scores, loud, like)
        return said

    def meant(self, rows: Sequence[tuple[Visit, Reading]], rules: Sequence[str]) -> list[Floats]:
        """How the piece of each account that speaks loudest for its rule is understood: what `like` compares."""
        found: list[Floats] = []
        for start in range(0, len(rows), 32):
            parts = [self._parts(*row)[0] for row in rows[start : start + 32]]
            finished = self._network.finished(self._network.begun([part.given for part in parts]))
            for part, (meant, table), rule in zip(parts, finished, rules[start : start + 32], strict=True):
                inner = slice(part.skipped, -1)
                found.append(np.asarray(meant[inner][table[inner, self.rules.index(rule)].argmax()], np.float32))
        return found

    def _parts(self, visit: Visit, reading: Reading) -> list[_Part]:
        if not reading.text.strip():
            return []
        text, places = named(reading)
        before = self._pieces.cut(words(visit)) if words(visit) else []
        pieces, known, told = self._pieces.cut(text), marks(reading), flags(visit)
        english = in_english(reading.text)
        return [self._part(before, pieces[i : i + _PART], known, places, told, english) for i in range(0, len(pieces), _PART)]

    def _part(
        self, before: list[Piece], pieces: list[Piece], marks: Ints, places: list[int], told: tuple[int, ...], english: bool
    ) -> _Part:
        inner = [self._unknown if p.id < 0 else p.id for p in (*before, *pieces)]
        skipped = 1 + len(before)
        at = np.array([places[min(p.start, len(places) - 1)] for p in pieces])
        table = np.zeros((len(inner) + 2, 3), np.int64)
        table[skipped:-1] = marks[at]
        spans = [(places[p.start], places[p.end - 1] + 1) if p.end > p.start else (places[0], places[0]) for p in pieces]
        return _Part(Given(np.array([self._first, *inner, self._last]), table, told), spans, skipped, english)

    def _heard(self, part: _Part, said: _Said) -> Iterator[Heard]:
        for rule, score, loud, like in zip(self.rules, said.scores.tolist(), said.loud, said.like, strict=True):
            spans = tuple((part.spans[first][0], part.spans[last][1]) for first, last in loud)
            yield Heard(rule, round(score, 2), spans, like)


def _score(heard: Heard) -> float:
    return heard.score


def _portions(all_: list[_Key], sizes: list[int]) -> Iterator[list[_Key]]:
    """So many at once that their pieces do not exceed `_AT_ONCE`, and one at least."""
    start = total = 0
    for end, size in enumerate(sizes):
        if end > start and total + size > _AT_ONCE:
            yield all_[start:end]
            start, total = end, 0
        total += size
    if start < len(all_):
        yield all_[start:]


class _Known(NamedTuple):
    """Phrases it was trained on, by the number of the rule that they break and whether they are English.

    Of each: how its loudest piece was understood, what it says.
    """

    by_rule: Mapping[tuple[int, bool], tuple[Floats, tuple[str, ...]]]

    @classmethod
    def of(cls, held: dict[str, NDArray[Any]]) -> _Known:
        if "known" not in held:
            return cls({})
        meant = held.pop("known").astype(np.float32)
        meant /= np.linalg.norm(meant, axis=1, keepdims=True)
        rules, texts = held.pop("known_rules"), bytes(held.pop("known_texts")).decode("utf-8").split("\n")
        places: dict[tuple[int, bool], list[int]] = {}
        for at, (rule, text) in enumerate(zip(rules.tolist(), texts, strict=True)):
            places.setdefault((rule, in_english(text)), []).append(at)
        return cls({kind: (meant[of], tuple(texts[at] for at in of)) for kind, of in places.items()})

    def nearest(self, rule: int, english: bool, meant: Floats) -> str:
        """Of the phrases in the same language, '' where none is near enough for a person to see the likeness."""
        if (rule, english) not in self.by_rule:
            return ""
        known, texts = self.by_rule[rule, english]
        near = np.round(known @ (meant / np.linalg.norm(meant)), 2)  # the last bits of a sum are another machine's own
        return texts[near.argmax()] if near.max() >= _ALIKE else ""


class _Said(NamedTuple):
    """What the network made of a part, a rule each: its score, first and last of the pieces that spoke for it, what that is like."""

    scores: Floats
    loud: list[list[Span]]
    like: list[str]


class _Part(NamedTuple):
    """What goes into the network, where each of the account's pieces stands, how many stand before it, in which language it is."""

    given: Given
    spans: list[tuple[int, int]]
    skipped: int
    english: bool


def named(reading: Reading) -> tuple[str, list[int]]:
    """The folded account with the visitors' and the borrower's names put as what they are, and where each character stood.

    Sums and numbers of three digits and more are all one: what somebody owes tells nothing of how he was visited.
    """
    text = _LONG.sub(lambda found: "1" + "0" * (len(found.group()) - 1), fold(reading.text))
    roles = {fold(name): _COLLECTOR for name in reading.cast.visitors if len(name) > 1}
    if len(reading.cast.borrower) > 1:
        roles[fold(reading.cast.borrower)] = _BORROWER
    if not roles:
        return text, list(range(len(text)))
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for start, end in occurrences(text, roles):
        role = roles[text[start:end]]
        parts += (text[at:start], role)
        places += [*range(at, start), *([start] * (len(role) - 1)), end - 1]
        at = end
    return "".join(parts) + text[at:], [*places, *range(at, len(text))]


def marks(reading: Reading) -> Ints:
    """For each character who acts, whether it took place and who says so."""
    known = np.zeros((len(reading.text) + 1, 3), np.int64)
    for clause in reading.clauses:
        known[clause.start : clause.end] = (
            _ACTORS.get(clause.actor, 0), _STATUSES.get(clause.status, 0), _ACTORS.get(clause.speaker, 0),
        )  # fmt: skip
    return known


@cache
def ear() -> Ear:
    """The ear with the weights that came with the package, opened once."""
    return opened(Path(__file__).parent / "weights.npz")


def opened(path: Path) -> Ear:
    with np.load(path, allow_pickle=False) as weights:
        return Ear({name: weights[name] for name in weights.files})
