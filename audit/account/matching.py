"""Matching: where the terms of the vocabulary stand in a text whose names are masked, by one look of the automaton over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from audit.account.stepping import at_edge
from audit.account.words import NOTHING, Groups, Term, Vocabulary

Gaps = tuple[tuple[int, int], ...]
Anchor = tuple[int, Groups]


class Match(NamedTuple):
    """Where a term matches: `[start:end]`, the place `head` at which it is asked who does it, and the gaps."""

    start: int
    end: int
    head: int
    gaps: Gaps
    term: Term

    def moved(self, by: int) -> Match:
        """The same match in a text that begins so many characters before."""
        gaps = tuple((start + by, end + by) for start, end in self.gaps)
        return Match(self.start + by, self.end + by, self.head + by, gaps, self.term)


class Anchors(NamedTuple):
    """Where terms that stay between two stops may match (`within`), those that run over commas (`across`), and the needs met.

    `wanted`: the first needs of those in `across`; `heeded`: all of them. Needs are bits, see `words`. `known`: which of `across` are
    possible, by the needs met of those heeded.
    """

    within: tuple[Anchor, ...]
    across: tuple[Anchor, ...]
    wanted: int
    heeded: int
    met: int
    known: dict[int, tuple[tuple[int, Term], ...]]


def anchors(text: str, words: Vocabulary) -> Anchors:
    """What the automaton sees in the text."""
    within: list[Anchor] = []
    across: list[Anchor] = []
    met, wanted, heeded = NOTHING, 0, 0
    for last, (string, groups, others, needs) in words.anchors.iter(text):
        at = last + 1 - len(string)
        met |= needs
        if groups:
            within.append((at, groups))
        if others:
            across.append((at, others))
            for need, terms in others:
                wanted |= need
                for other, _ in terms:
                    heeded |= other
    for character in set(text):
        met |= words.characters.get(character, 0)
    return Anchors(tuple(within), tuple(across), wanted, wanted | heeded, met, {})


def possible_across(seen: Anchors, met: int) -> tuple[tuple[int, Term], ...]:
    """As `possible`, of the terms that run over commas; each answer is kept, for the same wordings stand beside the same again."""
    heeded = met & seen.heeded
    found = seen.known.get(heeded)
    if found is None:
        found = seen.known[heeded] = tuple(possible(seen.across, met))
    return found


def possible(found: Iterable[Anchor], met: int) -> Iterator[tuple[int, Term]]:
    """The terms of the anchors of which all that they need is met, each with where its anchor stands."""
    for at, groups in found:
        for need, terms in groups:
            if need & met:
                for other, term in terms:
                    if other & met:
                        yield at, term


def matches(hits: Iterable[tuple[int, Term]], text: str) -> Iterator[Match]:
    """Where the terms really match, each anchor of a term looked at once its last match is over."""
    covered: dict[int, int] = {}
    for at, term in hits:
        since = covered.get(term.id, 0)
        if at >= since and (found := _matched(term, text, at, since)) is not None:
            covered[term.id] = found.end
            yield found


def outermost(found: Iterable[Match]) -> list[Match]:
    """The matches in order of place, the longest first, none inside another."""
    kept: list[Match] = []
    for one in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _matched(term: Term, text: str, at: int, since: int) -> Match | None:
    """The match around an anchor at `at` that does not begin before `since`."""
    pattern = term.pattern
    if pattern.literal:
        return _literally(term, pattern.literal, text, at)
    found = pattern.search(text, at, since)
    if found is None:
        return None
    start, met = found
    return Match(start, met.end, start if met.head < 0 else met.head, tuple(met.gaps), term)


def _literally(term: Term, word: str, text: str, at: int) -> Match | None:
    end = at + len(word)
    return Match(at, end, at, (), term) if at_edge(text, at) and at_edge(text, end) else None
