"""Spelling: what the nodes of a term can spell: which words, how many characters, whether stops may be among them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from audit.account.notation import SENTENCE_STOPS, STOPS, Choice, Gap, Head, Literal, Node, Optional, Raw, Sequence

LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
#: So many words are a short list.
_MOST_SPELLED = 240


class Traits(NamedTuple):
    """Of a node, or of some in a row: how many heads and gaps, the most characters, and what may be in it.

    `forks`: how many parts may match in two ways, such as 了? and (票|票据). `across`, `latin`: a stop, a Latin letter.
    """

    heads: int
    gaps: int
    forks: int
    longest: int
    across: bool
    latin: bool


def joint(nodes: Iterable[Node]) -> Traits:
    each = [traits(node) for node in nodes]
    heads, gaps, forks, longest, across, latin = zip(*each, strict=True) if each else ((),) * 6
    return Traits(sum(heads), sum(gaps), sum(forks), sum(longest), any(across), any(latin))


@cache
def traits(node: Node) -> Traits:
    match node:
        case Literal(text):
            return Traits(0, 0, 0, len(text), stops((text,)), not LATIN.isdisjoint(text))
        case Choice(options):
            heads, gaps, forks, longest, across, latin = zip(*map(joint, options), strict=True)
            return Traits(sum(heads), max(gaps), max(forks) + _forks(options), max(longest), any(across), any(latin))
        case Optional(of):
            inner = traits(of)
            return inner._replace(forks=inner.forks + 1)
        case Gap(most, over):
            return Traits(0, 1, 0, most, over, False)
        case Raw(_, longest):
            return Traits(0, 0, 0, longest, False, False)
        case Head():
            return Traits(1, 0, 0, 0, False, False)


def _forks(options: Iterable[Sequence]) -> bool:
    """Whether one of the words begins another, or is none at all."""
    words = sorted({word for option in options for word in spelled_in_row(option) or ()})
    return any(longer.startswith(word) for word, longer in pairwise(words))


def ends_sentence(nodes: Sequence) -> bool:
    """Whether a sentence may end within: no text is looked at beyond its sentence."""
    return any(_ends_sentence(node, place + 1 == len(nodes)) for place, node in enumerate(nodes))


def _ends_sentence(node: Node, last: bool) -> bool:
    match node:
        case Literal(text):
            return not SENTENCE_STOPS.isdisjoint(text[:-1] if last else text)
        case Optional(of):
            return _ends_sentence(of, last)
        case Choice(options):
            return any(_ends_sentence(one, last and place + 1 == len(o)) for o in options for place, one in enumerate(o))
        case _:
            return False


@cache
def spelled(node: Node) -> tuple[str, ...] | None:
    """All that the node can spell, where that is a short list; None else."""
    match node:
        case Literal(text):
            return (text,)
        case Choice(options):
            out: list[str] = []
            for option in options:
                words = spelled_in_row(option)
                if words is None or len(out) + len(words) > _MOST_SPELLED:
                    return None
                out.extend(words)
            return tuple(out)
        case Optional(of):
            inner = spelled(of)
            return None if inner is None else ("", *inner)
        case _:
            return None


def spelled_in_row(nodes: Sequence) -> tuple[str, ...] | None:
    """All that the nodes can spell one behind the other, where that is a short list; None else."""
    if len(nodes) == 1:
        return (nodes[0].text,) if isinstance(nodes[0], Literal) else spelled(nodes[0])
    parts: list[tuple[str, ...]] = []
    count = 1
    for node in nodes:
        words = spelled(node)
        if words is None or (count := count * len(words)) > _MOST_SPELLED:
            return None
        parts.append(words)
    return tuple("".join(words) for words in product(*parts))


def stops(words: Iterable[str]) -> bool:
    """Whether one of the words runs over the end of a clause, where anchors and needs are looked for clause by clause."""
    return any(not STOPS.isdisjoint(word) for word in words)


def longest(nodes: Iterable[Node]) -> int:
    return sum(traits(node).longest for node in nodes)
