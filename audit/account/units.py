"""Units: what one wording between two stops says by itself, worked out once: its clauses and words, what it may mean, how it goes on.

Agencies repeat themselves: most wordings of a log stand in it many times, so that a large audit is spared most of the reading. Offsets
count from the beginning of the unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from audit.account.actors import Actor, Cast
from audit.account.clauses import cut, ends_quoted
from audit.account.lexer import Token, mask, tokens
from audit.account.matching import Anchors, Match, anchors, matches, outermost, possible
from audit.account.names import names
from audit.account.notation import MARKS, OWNED_MARK
from audit.account.scene import Piece
from audit.account.words import Term, Vocabulary

_UNIT = re.compile(r"[^,。;!?\n]+")
_ANY_MARK = re.compile("[" + "".join(MARKS) + "]")
#: So many wordings are kept, and so long.
_MOST, _LONGEST = 12_000, 60


class Unit(NamedTuple):
    """One wording. `text`: its names masked, its typos mended. `quoted`: whether what follows stands inside “ ” (None: as before).

    `hits`: by concept, where its terms may match; what proves not to is dropped. `denied`: a word of denial is in it. `people`:
    whoever is named. `nicknamed`: the surnames of 小王, 老李 …
    """

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]  # of the pieces
    quoted: bool | None
    anchors: Anchors
    hits: dict[str, list[tuple[int, Term]]]
    matched: dict[str, tuple[Match, ...]]  # what `matches` has found
    denied: bool
    people: frozenset[Actor]
    nicknamed: str

    def matches(self, concept: str) -> tuple[Match, ...]:
        """Where terms of a concept that has hits match, in order, none inside another: looked for when first asked."""
        found = self.matched.get(concept)
        if found is None:
            # The window's threads share the units: another may be here at the same time, and finds the same.
            found = self.matched[concept] = tuple(outermost(matches(self.hits.get(concept, ()), self.text)))
            if not found:
                self.hits.pop(concept, None)  # the next account with this wording need not ask
        return found


class Placed(NamedTuple):
    """A unit in an account: where it begins, the number of its first clause, and of its sentence, counted from 0."""

    start: int
    unit: Unit
    first: int
    sentence: int


#: What ends a sentence.
_ENDS = frozenset("。!?\n;")


def placed(folded: str, cast: Cast, words: Vocabulary) -> list[Placed]:
    """The units of a folded account, in order."""
    named = names(folded, cast)
    joints = [one.end for one, other in pairwise(named) if one.end == other.start and one.word == other.word] if named else ()
    masked = mask(folded, named) if named else folded
    found: list[Placed] = []
    first, sentence, last = 0, 0, 0
    for match in _UNIT.finditer(masked):
        start, end = match.span()
        sentence += not _ENDS.isdisjoint(masked[last:start])
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
                known.clear()
                words.states.clear()
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
        pieces,
        tuple(p.start for p in pieces),
        ends_quoted(text),
        seen,
        _hits(seen),
        {},
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


def _hits(seen: Anchors) -> dict[str, list[tuple[int, Term]]]:
    hits: dict[str, list[tuple[int, Term]]] = {}
    for hit in possible(seen.within, seen.met):
        hits.setdefault(hit[1].concept, []).append(hit)
    return hits
