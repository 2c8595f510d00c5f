"""Matching: where the terms of the vocabulary stand in a text whose names are masked, by one look of the automaton over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from audit.account.stepping import at_edge
from audit.account.words import Groups, Term, Vocabulary

Gaps = tuple[tuple[int, int], ...]
#: A term that may match, and where its anchor stands.
Hit = tuple[int, Term]


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


_AT = itemgetter(0)


def candidates(text: str, words: Vocabulary) -> tuple[list[Hit], list[Hit]]:
    """What the automaton sees in a text between two stops: terms that may match in it, and those that may from it over commas."""
    within: list[tuple[int, Groups]] = []
    across: list[tuple[int, Groups]] = []
    holds = set(text)  # each character, and each longer string that the automaton knows
    for last, (string, groups, others) in words.anchors.iter(text):
        holds.add(string)
        if groups:
            within.append((last + 1 - len(string), groups))
        if others:
            across.append((last + 1 - len(string), others))
    # The automaton tells them by where they end; a term's anchor inside another of its anchors must not come first.
    within.sort(key=_AT)
    across.sort(key=_AT)
    return _possible(within, holds.isdisjoint), _possible(across, holds.isdisjoint)


def _possible(found: Iterable[tuple[int, Groups]], lacks: Callable[[Iterable[object]], bool]) -> list[Hit]:
    """The terms of the anchors of which nothing that they need is lacked."""
    return [
        (at, term)
        for at, groups in found
        for need, terms in groups
        if need is None or not lacks(need)
        for other, term in terms
        if other is None or not lacks(other)
    ]


def in_reach(hit: Hit, text: str) -> bool:
    """Whether what the term needs beyond the stops around its anchor is as near as a match reaches."""
    at, term = hit
    pattern = term.pattern
    around = text[max(0, at - pattern.before) : at + pattern.after]
    for need in pattern.far:
        for string in need:
            if string in around:
                break
        else:
            return False
    return True


def matches(hits: Iterable[Hit], text: str) -> Iterator[Match]:
    """Where the terms really match, each anchor of a term looked at once its last match is over."""
    covered: dict[int, int] = {}
    for at, term in hits:
        since = covered.get(term.id, 0)
        if at >= since and (found := _matched(term, text, at, since)) is not None:
            covered[term.id] = found.end
            yield found


def outermost(found: Iterable[Match]) -> list[Match]:
    """The matches in order of place, none inside another; of equal ones that of the term that stands first in the vocabulary."""
    kept: list[Match] = []
    for one in sorted(found, key=lambda m: (m.start, -m.end, m.term.id)):
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
