"""A term made ready for matching: its regex, the words it cannot match without, and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import NamedTuple

from audit.account.notation import MARKS, STOPS, Choice, Gap, Head, Literal, Node, Optional, Raw, Sequence, parse_nodes

MAX_GAPS = 4
_IN_CLAUSE = r"[^,。;!?\n()]"
_IN_SENTENCE = r"[^。;!?\n]"


@dataclass(frozen=True, eq=False)
class Pattern:
    """A parsed term. `anchors`: every match contains one of them. `literal` is the term where it is one plain word, else ''.

    A match begins at most `before` characters before its anchor and ends at most `after` behind the anchor's beginning. `needs` are
    sets of strings: an account that lacks all strings of one of them cannot match. `named`: a name may be part of it, so that it may
    match only where names are masked. `first`: the node where the anchor begins, -1 where an anchor may stand anywhere inside it.
    `across`: a match may run over commas.
    """

    source: str
    nodes: Sequence
    anchors: tuple[str, ...]
    before: int
    after: int
    literal: str
    needs: tuple[tuple[str, ...], ...]
    named: bool
    first: int
    across: bool

    # Regexes are made when first looked for: of thousands of terms an audit meets the anchors of a few hundred.

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The whole pattern; its groups are the gaps, and `head` where there is one."""
        return re.compile(_bounded("".join(map(_regex, self.nodes)), self.nodes))

    @cached_property
    def tail(self) -> re.Pattern[str] | None:
        """The pattern from its anchor on, which is quicker to try than to search; None where that tells nothing."""
        if self.first < 1:
            return None
        return re.compile("".join(map(_regex, self.nodes[self.first :])))


def parse(source: str, slots: Mapping[str, Sequence]) -> Pattern:
    """The pattern that `source` spells. Raises ValueError with a sentence on what is wrong with it."""
    nodes = parse_nodes(source, slots)
    traits = _joint(nodes)
    if traits.heads > 1 or traits.heads > sum(isinstance(n, Head) for n in nodes[1:]):
        raise ValueError("@ may stand once, not first, and not inside ( )")
    if traits.gaps > MAX_GAPS:
        raise ValueError(f"more than {MAX_GAPS} gaps (~)")
    if isinstance(nodes[0], Gap) or isinstance(nodes[-1], Gap):
        raise ValueError("a gap (~) at the beginning or the end")
    anchors, first, last = _anchors(nodes)
    if not anchors:
        raise ValueError("nothing that must be there: every part is optional or a name")
    plain = nodes[0].text if len(nodes) == 1 and isinstance(nodes[0], Literal) else ""
    before, after = _length(nodes[:first]), _length(nodes[first:])
    if first != last and isinstance(nodes[first], Choice):  # an anchor may stand anywhere inside an option with gaps
        before += _length(nodes[first:last])
    spells = all(_strings(node) is not None for node in nodes[first:last])
    needs = _needs((*nodes[:first], *nodes[last:]))
    return Pattern(source, nodes, anchors, before, after, plain, needs, traits.named, first if spells else -1, traits.across)


class _Traits(NamedTuple):
    """Of a node, or of some in a row: how many heads and gaps, the most characters, whether a name or a stop may be in it."""

    heads: int
    gaps: int
    longest: int
    named: bool
    across: bool


def _joint(nodes: Iterable[Node]) -> _Traits:
    each = [_traits(node) for node in nodes]
    heads, gaps, longest, named, across = zip(*each, strict=True) if each else ((), (), (), (), ())
    return _Traits(sum(heads), sum(gaps), sum(longest), any(named), any(across))


@cache
def _traits(node: Node) -> _Traits:
    match node:
        case Literal(text):
            return _Traits(0, 0, len(text), False, _stops((text,)))
        case Choice(options):
            heads, gaps, longest, named, across = zip(*map(_joint, options), strict=True)
            return _Traits(sum(heads), max(gaps), max(longest), any(named), any(across))
        case Optional(of):
            return _traits(of)
        case Gap(most, over):
            return _Traits(0, 1, most, False, over)
        case Raw(regex, longest):
            return _Traits(0, 0, longest, any(mark in regex for mark in MARKS), False)
        case Head():
            return _Traits(1, 0, 0, False, False)


@cache
def _regex(node: Node) -> str:
    match node:
        case Literal(text):
            return re.escape(text)
        case Choice(options):
            return _choice(options)
        case Optional(of):
            return f"(?:{_regex(of)})?"
        case Gap(most, over):
            return f"({_IN_SENTENCE if over else _IN_CLAUSE}{{0,{most}}}?)"  # a group: what is denied in a gap, is denied
        case Raw(regex):
            return regex
        case Head():
            return "(?P<head>)"


def _choice(options: tuple[Sequence, ...]) -> str:
    """What can be spelled out as a trie, before it the rest (names, options with gaps), longest first."""
    words: list[str] = []
    rest: list[Sequence] = []
    for option in options:
        spelled = _strings(Choice((option,)))
        if spelled is None:
            rest.append(option)
        else:
            words.extend(spelled)
    parts = ["".join(map(_regex, o)) for o in sorted(rest, key=_length, reverse=True)]
    if words:
        parts.append(trie(words))
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def trie(words: Iterable[str]) -> str:
    """A regex of these words that takes the longest, by their common beginnings: quick however many they are."""
    heads: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            heads.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    branches = [re.escape(head) + trie(tails) for head, tails in heads.items()]
    if not branches:
        return ""
    if all(tails == [""] for tails in heads.values()):
        regex = "[" + "".join(map(re.escape, heads)) + "]" if len(heads) > 1 else branches[0]
    else:
        regex = "(?:" + "|".join(branches) + ")"
    return f"(?:{regex})?" if ends else regex


def _bounded(regex: str, nodes: Sequence) -> str:
    """Latin words match as whole words."""
    if not re.search("[a-z]", regex):
        return regex
    return rf"(?:(?<![a-z])|(?=[^a-z]))(?:{regex})(?:(?![a-z])|(?<=[^a-z]))"


def _stops(words: Iterable[str]) -> bool:
    """Whether one of the words runs over the end of a clause, where anchors and needs are looked for clause by clause."""
    return any(not STOPS.isdisjoint(word) for word in words)


#: So many strings may be looked for instead of a term; so many may come of joining neighbours, which seldom pays.
_MOST_ANCHORS, _MOST_JOINED = 240, 60


@cache
def _strings(node: Node) -> tuple[str, ...] | None:
    """All that the node can spell, where that is a short list; None else."""
    match node:
        case Literal(text):
            return (text,)
        case Choice(options):
            out: list[str] = []
            for option in options:
                parts = [_strings(n) for n in option]
                if any(p is None for p in parts):
                    return None
                spelled = ["".join(p) for p in product(*(p for p in parts if p is not None))]
                out.extend(spelled)
                if len(out) > _MOST_ANCHORS:
                    return None
            return tuple(out)
        case Optional(of):
            inner = _strings(of)
            return None if inner is None else ("", *inner)
        case _:
            return None


#: The characters that accounts hold most, the most frequent first.
_FREQUENT = (
    "的了我e说他没人证一们at户客上o来不在是门snhir到还看她个就d下出给着件里去过有0子l后先话问开家行这讲两亮天回工把电w老跟头前都p1那也点月楼打公cu谈十走进手自你要m事号录口分小三得本司f让、机信款单示期同大"
    "己儿牌2作外记b系面对时好车y银g钱等二请收方发才k再:今边接账别见找完9五钟能已佢写欠只屋住拿地应核明拍卡5起多答用3以当意几转次千报名敲半4条和照百坐场张其位从主道保会提听访"
)
_CHANCE: dict[str, float] = {character: 0.03 / rank**0.6 for rank, character in enumerate(_FREQUENT, 1)}
#: Of any other character; and how much likelier one is beside another of its word than anywhere.
_RARE, _DRAWN = 0.0006, 12.0
#: What it costs to have one more string to look for; what is cheap enough that longer strings are not tried.
_EACH, _CHEAP = 3e-6, 4e-4


@cache
def _chance_of(word: str) -> float:
    """How often, roughly, the word begins at a place of an account."""
    chance = _CHANCE.get(word[0], _RARE)
    for character in word[1:]:
        chance *= min(1.0, _DRAWN * _CHANCE.get(character, _RARE))
    return chance


def _anchors(nodes: Sequence) -> tuple[tuple[str, ...], int, int]:
    """The rarest set of strings of which every match contains one, and which nodes (first, end) they spell."""
    best: tuple[tuple[str, ...], int, int] = ((), 0, 0)
    least = 1.0
    for i in range(len(nodes)):
        words = _words(nodes[i])
        for j in range(i, len(nodes)):
            if j > i:
                more = _words(nodes[j])
                words = tuple(a + b for a in words for b in more) if len(words) * len(more) <= _MOST_JOINED else ()
            if not words:
                break
            price = _price(words) if "" not in words else 1.0
            if price < least:
                best, least = (tuple(dict.fromkeys(words)), i, j + 1), price
            if price < _CHEAP:
                break
        if options := _anchors_of_options(nodes[i]):
            price = _price(options)
            if price < least:
                best, least = (options, i, i + 1), price
    return best


@cache
def _words(node: Node) -> tuple[str, ...]:
    """All that the node can spell, where that is a short list and runs over no stop; none else."""
    spelled = _strings(node)
    return () if spelled is None or _stops(spelled) else spelled


@cache
def _price(words: tuple[str, ...]) -> float:
    """What it costs to look for the words: how often one begins at a place, and a little for each."""
    return _EACH * len(words) + sum(_chance_of(word) for word in words)


@cache
def _anchors_of_options(node: Node) -> tuple[str, ...]:
    """Where some option holds a gap, a name or a stop: the anchors of each option, together."""
    if not isinstance(node, Choice) or _words(node):
        return ()
    each = [_anchors(option)[0] for option in node.options]
    return tuple(dict.fromkeys(anchor for anchors in each for anchor in anchors)) if all(each) else ()


def _needs(others: Sequence) -> tuple[tuple[str, ...], ...]:
    """What else must be there: the two rarest parts."""
    found = [tuple(mark for mark in MARKS if mark in n.regex) for n in others if isinstance(n, Raw)]
    for node in others:
        if isinstance(node, Literal | Choice):
            words = _anchors_of_options(node) or _words(node)
            if words and "" not in words:
                found.append(tuple(dict.fromkeys(words)))
    return tuple(dict.fromkeys(sorted(filter(None, found), key=_price)))[:2]


def _length(nodes: Iterable[Node]) -> int:
    return sum(_traits(node).longest for node in nodes)
