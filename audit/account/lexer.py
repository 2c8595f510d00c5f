"""The lexer: finds the words of people, denial, speech, rule and time in a folded account, and puts marks for names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import ahocorasick

from audit.account.actors import Actor, Cast
from audit.account.fold import fold
from audit.account.notation import BORROWER_MARK, LIABLE_MARK, MET_MARK, VISITOR_MARK
from audit.account.pattern import trie
from audit.account.words import Vocabulary, nicknames


class Kind(StrEnum):
    """What a grammar word does; the lists of `[grammar]` bear these names."""

    PERSON = "person"
    NEGATION = "negation"
    OUTER = "outer"
    PLAIN = "plain"
    SAY = "say"
    ASK = "ask"
    REQUEST = "request"
    PASSIVE = "passive"
    TO = "to"
    BY = "by"
    CLOSER = "closer"
    RULE = "rule"
    INTEND = "intend"
    CORRECTED = "corrected"
    ELSEWHERE = "elsewhere"
    NOW = "now"
    UNSURE = "unsure"
    DOOR = "door"
    INSIDE = "inside"
    PUBLIC = "public"
    DOWNSTAIRS = "downstairs"
    CAR = "car"
    PHONE = "phone"
    WORKPLACE = "workplace"
    CONNECTIVE = "connective"


class Token(NamedTuple):
    """A word of the lexicon at `[start:end]`. One word may do several things (想要: intend and request)."""

    start: int
    end: int
    kinds: frozenset[Kind]
    actor: Actor | None
    word: str


class Entry(NamedTuple):
    """A word of the lexicon. `edge`: a Latin word, which must stand by itself; `title`: the title of a nickname (小王)."""

    length: int
    kinds: frozenset[Kind]
    actor: Actor | None
    word: str
    edge: bool
    title: bool


#: Titles that make a name of a surname.
_INSIDE = ("姐", "哥", "师傅", "工", "队", "主管", "队长", "组长", "经理", "某")
#: Titles that outsiders bear as well; the surname must be a visitor's.
_OUTSIDE = ("先生", "女士", "小姐", "某某", "某", "太太", "老板", "总", "叔", "婶", "大姐", "大哥", "阿姨", "大爷", "老师", "生")
_TITLE, _OUR_TITLE = re.compile(trie(_OUTSIDE)), re.compile(trie({*_INSIDE, *_OUTSIDE}))


def lexicon(words: Vocabulary) -> Any:
    """The automaton over all words of people and grammar; made once per vocabulary."""
    if words.lexicon is None:
        words.lexicon = _build(words)
    return words.lexicon


def _build(words: Vocabulary) -> Any:
    kinds: dict[str, set[Kind]] = {}
    actors: dict[str, Actor] = {}
    nicks = nicknames(words.people.get("surnames", ()), words.grammar.get("plain", ()))
    actors.update(dict.fromkeys(nicks, Actor.COLLECTORS))
    for word in words.grammar.get("plain", ()):
        kinds.setdefault(word, set()).add(Kind.PLAIN)
    for name, listed in words.people.items():
        if name != "surnames":
            actors.update(dict.fromkeys(listed, Actor(name)))
            nicks.difference_update(listed)
    for name, listed in words.grammar.items():
        for word in listed:
            if name != "plain":
                kinds.setdefault(word, set()).add(Kind(name))
    for word in actors:
        kinds.setdefault(word, set()).add(Kind.PERSON)
        kinds[word].discard(Kind.PLAIN)
    automaton = ahocorasick.Automaton()
    for word, found in kinds.items():
        edge = word[0].isascii() and word[0].isalpha()
        automaton.add_word(word, Entry(len(word), frozenset(found), actors.get(word), word, edge, word in nicks))
    automaton.make_automaton()
    return automaton


def names(folded: str, cast: Cast) -> list[Token]:
    """Names of the cast in the text, in order: in full, given name alone, surname with a title."""
    found: list[Token] = []
    for name in cast.visitors:
        _add_name(folded, name, Actor.COLLECTORS, VISITOR, found)
    if cast.borrower:
        _add_name(folded, cast.borrower, Actor.BORROWER, BORROWER, found)
    for name in cast.liable:
        _add_name(folded, name, Actor.LIABLE, LIABLE, found)
    return sorted(found)


def mask(text: str, found: Iterable[Token]) -> str:
    """The text with each name replaced, character for character, by the mark of whose name it is."""
    pieces: list[str] = []
    at = 0
    for token in found:
        if token.word[0] == "<":
            pieces.append(text[at : token.start])
            pieces.append(_MARK_OF[token.word] * (token.end - token.start))
            at = token.end
    return "".join((*pieces, text[at:])) if pieces else text


def tokens(text: str, joints: Sequence[int], theirs: str, words: Vocabulary) -> list[Token]:
    """The words of a text whose names are masked: those of the lexicon, the longest at each place, and the names.

    `joints`: where a name ends at which another with the same mark begins. `theirs`: surnames by which 小王 is the borrower, not one
    of ours.
    """
    found: list[Token] = []
    for last, (length, kinds, actor, word, edge, title) in lexicon(words).iter_long(text):
        end = last + 1
        start = end - length
        if edge and not _whole(text, start, end):
            continue
        if title:
            actor, word = (Actor.BORROWER, BORROWER) if word[1] in theirs else (Actor.COLLECTORS, VISITOR)  # noqa: PLW2901
        found.append(Token(start, end, kinds, actor, word))
    found += _masked_names(text, joints)
    found.sort()
    return _merged(found)


def nicknamed(text: str, words: Vocabulary) -> str:
    """The surnames of 小王, 老李 … in the text."""
    return "".join(sorted({word[1] for _, (_, _, _, word, _, title) in lexicon(words).iter_long(text) if title}))


def _masked_names(text: str, joints: Sequence[int]) -> Iterator[Token]:
    for run in _NAME.finditer(text):
        start = run.start()
        actor, word = _MASKED[text[start]]
        for end in (*joints[bisect_right(joints, start) : bisect_left(joints, run.end())], run.end()):
            yield Token(start, end, _PERSON, actor, word)
            start = end


#: The `word` of a token that a name of the cast made.
VISITOR, BORROWER, LIABLE, MET = "<visitor>", "<borrower>", "<liable>", "<met>"
_MARK_OF = {VISITOR: VISITOR_MARK, BORROWER: BORROWER_MARK, LIABLE: LIABLE_MARK, MET: MET_MARK}
_MASKED = {
    VISITOR_MARK: (Actor.COLLECTORS, VISITOR), BORROWER_MARK: (Actor.BORROWER, BORROWER), LIABLE_MARK: (Actor.LIABLE, LIABLE),
}  # fmt: skip
_NAME = re.compile("|".join(f"{mark}+" for mark in _MASKED))
_PERSON = frozenset({Kind.PERSON})


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[str, str, str]:
    """Of a name: all of it, what stands for it by itself (the given name), and the surname that does so with a title."""
    name = fold(name)
    if not 2 <= len(name) <= 4 or name.isascii():
        return name if 2 <= len(name) <= 40 else "", "", ""
    return name, name[1:] if len(name) == 3 else name[2:] if len(name) == 4 else "", name[0]


def _add_name(folded: str, name: str, actor: Actor, word: str, found: list[Token]) -> None:
    whole, given, surname = _spellings(name)
    with_surname = not surname or surname in folded
    for spelling in (whole if with_surname else "", given):
        at = folded.find(spelling) if spelling else -1
        while at >= 0:
            _add(at, at + len(spelling), actor, word, found)
            at = folded.find(spelling, at + len(spelling))
    at = folded.find(surname) if surname and with_surname else -1
    while at >= 0:
        title = (_OUR_TITLE if actor is Actor.COLLECTORS else _TITLE).match(folded, at + 1)
        if title is not None:
            _add(at, title.end(), actor, word, found)
        at = folded.find(surname, at + 1)


def _add(start: int, end: int, actor: Actor, word: str, found: list[Token]) -> None:
    if not any(t.start < end and start < t.end for t in found):
        found.append(Token(start, end, _PERSON, actor, word))


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether a Latin word stands by itself."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha())


_OWNED = frozenset({Actor.RELATIVE, Actor.NEIGHBOUR, Actor.COLLEAGUE, Actor.STAFF, Actor.CHILD, Actor.PARTNER})


def _merged(found: list[Token]) -> list[Token]:
    """债务人父亲 is one person, and so is 我媳妇."""
    out: list[Token] = []
    last_end, owner = -1, None
    for token in found:
        actor = token.actor
        if (
            owner is not None
            and token.start == last_end
            and actor in _OWNED
            and owner is not Actor.PARTNER
            and out[-1].word != VISITOR
        ):
            last = out.pop()
            token = Token(last.start, token.end, _PERSON, _owned(owner, actor), "person")  # noqa: PLW2901
        out.append(token)
        last_end = token.end
        owner = token.actor if token.actor is not Actor.NOBODY else None
    return out


def _owned(owner: Actor, owned: Actor | None) -> Actor:
    ours = owner is Actor.COLLECTORS
    if owned is Actor.PARTNER:
        return Actor.PARTNER if ours else Actor.COLLEAGUE
    if ours and owned in (Actor.RELATIVE, Actor.CHILD):
        return Actor.OTHER
    return owned or owner
