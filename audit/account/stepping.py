"""Stepping: the nodes of a term tried one after another from a place of a text; of words the longest first, of gaps the shortest.

There are ten thousand terms, and an audit tries some thousand of them a few times each. What a list of words needs is worked out once
for all the terms that use it, so that a term is made ready in microseconds; a regular expression of it takes a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from audit.account.notation import SENTENCE_STOPS, STOPS, Choice, Gap, Head, Literal, Node, Optional, Raw, Sequence
from audit.account.spelling import LATIN, longest, spelled_in_row


class Met:
    """Where a term matches: its end, its head (-1 where it has none), and its gaps, the last first."""

    __slots__ = ("end", "gaps", "head")

    def __init__(self, end: int):
        self.end, self.head = end, -1
        self.gaps: list[tuple[int, int]] = []


Try = Callable[[str, int], Met | None]


class Step(NamedTuple):
    """`met(text, at)`: the match of this node at that place and of all behind it. `begins`: it begins with one of these; None: unknown."""

    met: Try
    begins: frozenset[str] | None


_ENDS_CLAUSE = STOPS | frozenset("()")


def steps(nodes: Sequence, at_edges: bool) -> tuple[Step, ...]:
    """For each node the step from it to the end of the term. `at_edges`: the term must not end inside a Latin word."""
    return _steps(nodes, _DONE_AT_EDGE if at_edges else _DONE)


def _steps(nodes: Sequence, then: Step) -> tuple[Step, ...]:
    """For each node the step from it on, through all nodes to what comes behind them."""
    made = [then]
    for node in reversed(nodes):
        made.append(_step(node, made[-1]))
    return tuple(made[:0:-1])


def at_edge(text: str, at: int) -> bool:
    """Whether a Latin word may begin or end at the place: it does not lie between two letters."""
    return not (0 < at < len(text) and text[at] in LATIN and text[at - 1] in LATIN)


def _met(text: str, at: int) -> Met | None:
    return Met(at)


def _met_at_edge(text: str, at: int) -> Met | None:
    return Met(at) if at_edge(text, at) else None


_DONE, _DONE_AT_EDGE = Step(_met, None), Step(_met_at_edge, None)


def _step(node: Node, then: Step) -> Step:
    match node:
        case Literal(word):
            return _word(word, then)
        case Choice():
            return _choice(node, then)
        case Optional(of):
            return _choice(of if isinstance(of, Choice) else Choice(((of,),)), then, nothing=True)
        case Gap(most, over_commas):
            return _gap(most, SENTENCE_STOPS if over_commas else _ENDS_CLAUSE, then)
        case Raw(regex):
            return _raw(re.compile(regex), then)
        case Head():
            return _head(then)


def _word(word: str, then: Step) -> Step:
    length, behind = len(word), then.met

    def met(text: str, at: int) -> Met | None:
        return behind(text, at + length) if text.startswith(word, at) else None

    return Step(met, frozenset(word[0]))


def _choice(choice: Choice, then: Step, nothing: bool = False) -> Step:
    """First the options that cannot be spelled out (names, gaps), then the words, then nothing at all, where it may be that."""
    words, rest, empty = _parts(choice)
    found = _words(words, then, nothing or empty)
    for option in reversed(rest):
        found = _either(_steps(option, then)[0], found)
    return found


@cache
def _parts(choice: Choice) -> tuple[Mapping[str, tuple[str, ...]], tuple[Sequence, ...], bool]:
    """The words among the options by their first character, the longest first; the options that are no words; whether one is empty."""
    listed: dict[str, None] = {}
    rest: list[Sequence] = []
    for option in choice.options:
        words = spelled_in_row(option)
        if words is None:
            rest.append(option)
        else:
            listed.update(dict.fromkeys(words))
    by_first: dict[str, tuple[str, ...]] = {}
    for word in sorted(filter(None, listed), key=len, reverse=True):
        by_first[word[0]] = (*by_first.get(word[0], ()), word)
    rest.sort(key=longest, reverse=True)
    return by_first, tuple(rest), "" in listed


def _words(words: Mapping[str, tuple[str, ...]], then: Step, nothing: bool) -> Step:
    behind, begins = then

    def met(text: str, at: int) -> Met | None:
        for word in words.get(text[at : at + 1], ()):
            if text.startswith(word, at) and (found := behind(text, at + len(word))):
                return found
        return behind(text, at) if nothing else None

    return Step(met, _either_begins(frozenset(words), begins) if nothing else frozenset(words))


def _either(one: Step, other: Step) -> Step:
    first, second = one.met, other.met

    def met(text: str, at: int) -> Met | None:
        return first(text, at) or second(text, at)

    return Step(met, _either_begins(one.begins, other.begins))


def _either_begins(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other


def _gap(most: int, ends: frozenset[str], then: Step) -> Step:
    behind, begins = then

    def met(text: str, at: int) -> Met | None:
        end = at
        for character in text[at : at + most + 1]:
            if (begins is None or character in begins) and (found := behind(text, end)):
                found.gaps.append((at, end))
                return found
            if character in ends:
                return None
            end += 1
        if begins is None and end == len(text) and end - at <= most and (found := behind(text, end)):
            found.gaps.append((at, end))
            return found
        return None

    return Step(met, None)


def _raw(regex: re.Pattern[str], then: Step) -> Step:
    behind = then.met

    def met(text: str, at: int) -> Met | None:
        found = regex.match(text, at)
        if found is None:
            return None
        if behind_all := behind(text, found.end()):
            return behind_all
        for end in range(found.end() - 1, at, -1):
            if regex.fullmatch(text, at, end) and (behind_less := behind(text, end)):
                return behind_less
        return None

    return Step(met, None)


def _head(then: Step) -> Step:
    behind = then.met

    def met(text: str, at: int) -> Met | None:
        found = behind(text, at)
        if found:
            found.head = at
        return found

    return Step(met, then.begins)
