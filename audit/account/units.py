"""Units: what one wording between two stops says by itself, worked out once: its clauses and words, what it may mean, how it goes on.

Agencies repeat themselves: most wordings of a log stand in it many times, so that a large audit is spared most of the reading. Of a
sentence is kept what matched over its commas. Offsets count from the beginning of the unit or sentence.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, zip_longest
from operator import itemgetter
from typing import NamedTuple

from audit.account.actors import Actor, Cast
from audit.account.clauses import cut, ends_quoted
from audit.account.lexer import Token, mask, tokens
from audit.account.matching import Anchors, Match, anchors, matches, outermost, possible
from audit.account.names import names
from audit.account.notation import MARKS, OWNED_MARK, SENTENCE_STOPS
from audit.account.scene import Piece
from audit.account.words import Term, Vocabulary

_UNIT = re.compile(r"[^,。;!?\n]+")
_ANY_MARK = re.compile("[" + "".join(MARKS) + "]")
#: So many wordings are kept, and so long; of sentences as many.
_MOST, _LONGEST, _LONGEST_SENTENCE = 12_000, 60, 180


Hits = dict[str, list[tuple[int, Term]]]


@dataclass(slots=True, eq=False)
class Wording(ABC):
    """A text (between two stops, or a sentence) of which is kept what matched. `text`: its names masked, its typos mended.

    `matched`: what `matches` has found.
    """

    text: str
    matched: dict[str, tuple[Match, ...]]
    _hits: Hits | None = field(default=None, init=False)

    @abstractmethod
    def possible(self) -> Iterable[tuple[int, Term]]:
        """The terms that may match, each with where its anchor stands."""

    @property
    def hits(self) -> Hits:
        """By concept, where its terms may match, worked out when first asked; what proves not to is dropped."""
        found = self._hits
        if found is None:
            found = {}
            for hit in self.possible():
                found.setdefault(hit[1].concept, []).append(hit)
            self._hits = found
        return found

    def matches(self, concept: str) -> tuple[Match, ...]:
        """Where terms of a concept that has hits match, in order, none inside another: looked for when first asked."""
        found = self.matched.get(concept)
        if found is None:
            # The window's threads share the units: another may be here at the same time, and finds the same.
            hits = self.hits
            found = self.matched[concept] = tuple(outermost(matches(hits.get(concept, ()), self.text)))
            if not found:
                hits.pop(concept, None)  # the next account with this wording need not ask
        return found


@dataclass(slots=True, eq=False)
class Unit(Wording):
    """One wording between two stops. `quoted`: whether what follows stands inside “ ” (None: as before).

    `denied`: a word of denial is in it. `people`: whoever is named. `nicknamed`: the surnames of 小王, 老李 …
    """

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]  # of the pieces
    quoted: bool | None
    anchors: Anchors
    denied: bool
    people: frozenset[Actor]
    nicknamed: str

    def possible(self) -> Iterable[tuple[int, Term]]:
        return possible(self.anchors.within, self.anchors.holds)


@dataclass(slots=True, eq=False)
class Sentence(Wording):
    """A sentence in which terms that run over commas may match."""

    found: tuple[tuple[int, Term], ...]

    def possible(self) -> Iterable[tuple[int, Term]]:
        return self.found


class Placed(NamedTuple):
    """A unit in an account: where it begins, the number of its first clause, and of its sentence, counted from 0."""

    start: int
    unit: Unit
    first: int
    sentence: int


def placed(folded: str, cast: Cast, words: Vocabulary) -> list[Placed]:
    """The units of a folded account, in order."""
    named = names(folded, cast)
    joints = [one.end for one, other in pairwise(named) if one.end == other.start and one.word == other.word] if named else ()
    masked = mask(folded, named) if named else folded
    found: list[Placed] = []
    first, sentence, last = 0, 0, 0
    for match in _UNIT.finditer(masked):
        start, end = match.span()
        sentence += not SENTENCE_STOPS.isdisjoint(masked[last:start])
        last = end
        inside = joints[bisect_left(joints, start) : bisect_left(joints, end)] if joints else ()
        unit = _unit(match.group(), tuple(joint - start for joint in inside), cast, words)
        found.append(tuple.__new__(Placed, (start, unit, first, sentence)))
        first += len(unit.pieces)
    return found


def _unit(text: str, joints: tuple[int, ...], cast: Cast, words: Vocabulary) -> Unit:
    unit = _kept((text, joints, ""), words)
    if unit.nicknamed and cast.borrower:
        theirs = "".join(c for c in unit.nicknamed if c in cast.borrower and not any(c in visitor for visitor in cast.visitors))
        if theirs:
            return _kept((text, joints, theirs), words)
    return unit


def _kept(wording: tuple[str, tuple[int, ...], str], words: Vocabulary) -> Unit:
    known: dict[object, Unit] = words.units
    unit = known.get(wording)
    if unit is None:
        unit = _worked_out(*wording, words)
        if len(wording[0]) <= _LONGEST:
            if len(known) >= _MOST:
                words.forget()
            known[wording] = unit
    return unit


def _worked_out(text: str, joints: tuple[int, ...], theirs: str, words: Vocabulary) -> Unit:
    text = _mended(text, words)
    found, nicknames = tokens(text, joints, theirs, words)
    text = _masked(text, found)
    pieces = _pieces(text, found)
    seen = anchors(text, words)
    people = frozenset(t.actor for t in found if t.actor is not None)
    return Unit(
        text,
        {},
        pieces,
        tuple(p.start for p in pieces),
        ends_quoted(text),
        seen,
        words.denial.search(text) is not None,
        people,
        nicknames,
    )


def _pieces(text: str, found: Sequence[Token]) -> tuple[Piece, ...]:
    begins = [token.start for token in found]
    return tuple(
        Piece(text, c.start, c.end, c.quoted, c.last, tuple(found[bisect_left(begins, c.start) : bisect_left(begins, c.end)]))
        for c in cut(text, found)
    )


def _mended(text: str, words: Vocabulary) -> str:
    """The text with its typos put right, which never changes its length."""
    if not words.typos:
        return text
    parts: list[str] = []
    done = 0
    for last, (wrong, right) in words.mistyped.iter(text):
        at = last + 1 - len(wrong)
        if at >= done:
            parts += text[done:at], right
            done = last + 1
    return "".join((*parts, text[done:])) if parts else text


def _masked(text: str, found: Iterable[Token]) -> str:
    """Nicknames masked, too; where a name only tells whose father somebody is, it stands for nobody."""
    text = mask(text, found)
    parts: list[str] = []
    done = 0
    for token in found:
        if token.word == "person":
            parts += text[done : token.start], _ANY_MARK.sub(OWNED_MARK, text[token.start : token.end])
            done = token.end
    return "".join((*parts, text[done:])) if parts else text


def sentences(units: Iterable[Placed], masked: str, words: Vocabulary) -> list[tuple[int, Sentence]]:
    """The sentences of an account in which terms that run over commas may match, each with where it begins.

    `masked`: the text of the account with its names masked and its typos mended.
    """
    found: list[tuple[int, Sentence]] = []
    known: dict[str, Sentence] = words.sentences
    same = [list(group) for _, group in groupby(units, itemgetter(3))]
    ends = [group[0].start for group in same[1:]]
    for group, end in zip_longest(same, ends):
        if not any(unit.anchors.across for _, unit, _, _ in group):
            continue
        start = group[0].start
        text = masked[start:end]
        wording = known.get(text)
        if wording is None:
            holds = frozenset().union(*(unit.anchors.holds for _, unit, _, _ in group))
            seen = ((at + begin - start, term) for begin, unit, _, _ in group for at, term in possible(unit.anchors.across, holds))
            wording = Sentence(text, {}, tuple(seen))
            if len(text) <= _LONGEST_SENTENCE:
                if len(known) >= _MOST:
                    words.forget()
                known[text] = wording
        if wording.hits:
            found.append((start, wording))
    return found
