"""Units: what one wording between two stops says by itself, worked out once: its clauses and words, what it may mean, how it goes on.

Agencies repeat themselves: most wordings of a log stand in it many times, so that a large audit is spared most of the reading. Of a
sentence is kept what matched over its commas. Offsets count from the beginning of the unit or sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import NamedTuple

from audit.account.actors import Actor, Cast
from audit.account.clauses import cut, ends_quoted
from audit.account.lexer import Token, mask, tokens
from audit.account.matching import Hit, Match, candidates, in_reach, matches, outermost
from audit.account.names import names
from audit.account.notation import MARKS, OWNED_MARK, SENTENCE_STOPS
from audit.account.scene import Piece
from audit.account.words import Vocabulary

_STOPS = re.compile(r"([,。;!?\n]+)")
_ANY_MARK = re.compile("[" + "".join(MARKS) + "]")
#: So many wordings are kept, and so long; of sentences as many; and so many states in which they were met.
_MOST, _LONGEST, _LONGEST_SENTENCE, _MOST_STATES = 12_000, 60, 180, 20_000


#: By concept, the terms that may match, each with where its anchor stands.
Hits = dict[str, list[Hit]]


@dataclass(slots=True, eq=False)
class Wording:
    """A text (between two stops, or a sentence) of which is kept what matched. `text`: its names masked, its typos mended.

    `hits`: what may match; what proves not to is dropped. `matched`: what `matches` has found.
    """

    text: str
    hits: Hits
    matched: dict[str, tuple[Match, ...]] = field(default_factory=dict, init=False)

    def matches(self, concept: str) -> tuple[Match, ...]:
        """Where terms of a concept that has hits match, in order, none inside another: looked for when first asked."""
        found = self.matched.get(concept)
        if found is None:
            # The window's threads share the units: another may be here at the same time, and finds the same.
            found = self.matched[concept] = tuple(outermost(matches(self.hits.get(concept, ()), self.text)))
            if not found:
                self.hits.pop(concept, None)  # the next account with this wording need not ask
        return found


@dataclass(slots=True, eq=False)
class Unit(Wording):
    """One wording between two stops. `quoted`: whether what follows stands inside “ ” (None: as before).

    `across`: what may match from it over commas. `denied`: a word of denial is in it. `people`: whoever is named. `nicknamed`: the
    surnames of 小王, 老李 …
    """

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]  # of the pieces
    quoted: bool | None
    across: Sequence[Hit]
    denied: bool
    people: frozenset[Actor]
    nicknamed: str


class Sentence(Wording):
    """A sentence in which terms that run over commas may match."""

    __slots__ = ()


class Placed(NamedTuple):
    """A unit in an account: where it begins, the number of its first clause, and of its sentence, counted from 0."""

    start: int
    unit: Unit
    first: int
    sentence: int


def placed(folded: str, cast: Cast, words: Vocabulary) -> tuple[list[Placed], str]:
    """The units of a folded account, in order, and the account with its names masked and its typos mended, of the same length."""
    named = names(folded, cast)
    joints = [one.end for one, other in pairwise(named) if one.end == other.start and one.word == other.word] if named else ()
    masked = mask(folded, named) if named else folded
    known: dict[object, Unit] = words.units
    found: list[Placed] = []
    start, first, sentence, changed = 0, 0, 0, False
    new = tuple.__new__  # half the time of the named constructor
    parts = iter((*_STOPS.split(masked), ""))
    for text, stops in zip(parts, parts, strict=True):  # each wording with what stands behind it
        if text:
            inside = _inside(joints, start, start + len(text)) if joints else ()
            unit = known.get((text, inside, ""))
            if unit is None:
                unit = _kept((text, inside, ""), words)
            if unit.nicknamed and (theirs := _theirs(unit.nicknamed, cast)):
                unit = _kept((text, inside, theirs), words)
            found.append(new(Placed, (start, unit, first, sentence)))
            first += len(unit.pieces)
            changed = changed or unit.text != text
        if stops != ",":
            sentence += not SENTENCE_STOPS.isdisjoint(stops)
        start += len(text) + len(stops)
    return found, _with_units(masked, found) if changed else masked


def _inside(joints: Sequence[int], start: int, end: int) -> tuple[int, ...]:
    """The joints in `[start:end]`, counted from its beginning."""
    return tuple(joint - start for joint in joints[bisect_left(joints, start) : bisect_left(joints, end)])


def _with_units(text: str, units: Iterable[Placed]) -> str:
    """The text with what the units read in their places: nicknames are masked there, too, and typos mended."""
    parts: list[str] = []
    at = 0
    for start, unit, _, _ in units:
        parts += text[at:start], unit.text
        at = start + len(unit.text)
    return "".join((*parts, text[at:]))


def _theirs(nicknamed: str, cast: Cast) -> str:
    """The surnames by which 小王 is the borrower: he bears them, and none of ours does."""
    return "".join(c for c in nicknamed if c in cast.borrower and not any(c in visitor for visitor in cast.visitors))


def _kept(wording: tuple[str, tuple[int, ...], str], words: Vocabulary) -> Unit:
    known: dict[object, Unit] = words.units
    unit = known.get(wording)
    if unit is None:
        unit = _worked_out(*wording, words)
        if len(wording[0]) <= _LONGEST:
            _make_room(words)
            known[wording] = unit
    return unit


def _make_room(words: Vocabulary) -> None:
    """Before one more is kept. Sentences seldom come back, units do; with the states grows what the units keep of them."""
    if len(words.units) >= _MOST or len(words.states) >= _MOST_STATES:
        words.forget()
    elif len(words.sentences) >= _MOST:
        words.sentences.clear()


def _worked_out(text: str, joints: tuple[int, ...], theirs: str, words: Vocabulary) -> Unit:
    text = _mended(text, words)
    found, nicknames = tokens(text, joints, theirs, words)
    text = _masked(text, found)
    pieces = _pieces(text, found)
    within, across = candidates(text, words)
    people = frozenset(t.actor for t in found if t.actor is not None)
    return Unit(
        text,
        _by_concept(within),
        pieces,
        tuple(p.start for p in pieces),
        ends_quoted(text),
        across,
        words.denial.search(text) is not None,
        people,
        nicknames,
    )


def _by_concept(hits: Iterable[Hit]) -> Hits:
    found: Hits = {}
    for hit in hits:
        found.setdefault(hit[1].concept, []).append(hit)
    return found


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


def sentences(units: Sequence[Placed], masked: str, words: Vocabulary) -> list[tuple[int, Sentence]]:
    """The sentences of an account in which terms that run over commas may match, each with where it begins.

    `masked`: the text of the account with its names masked and its typos mended.
    """
    found: list[tuple[int, Sentence]] = []
    firsts = [at for at, one in enumerate(units) if not at or one[3] != units[at - 1][3]]
    for first, behind in zip_longest(firsts, firsts[1:]):
        group = units[first:behind]
        if any(unit.across for _, unit, _, _ in group):
            start = group[0].start
            sentence = _sentence(group, masked[start : None if behind is None else units[behind].start], words)
            if sentence.hits:
                found.append((start, sentence))
    return found


def _sentence(units: Sequence[Placed], text: str, words: Vocabulary) -> Sentence:
    """The sentence of these units."""
    known: dict[str, Sentence] = words.sentences
    sentence = known.get(text)
    if sentence is None:
        base = units[0].start
        seen = [(start - base + at, term) for start, unit, _, _ in units for at, term in unit.across]
        sentence = Sentence(text, _by_concept([hit for hit in seen if in_reach(hit, text)]))
        if len(text) <= _LONGEST_SENTENCE:
            _make_room(words)
            known[text] = sentence
    return sentence
