"""The lexer: finds the words of people, denial, speech, rule and time in a folded account, and puts marks for names (which `names` finds)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import ahocorasick

from audit.account.actors import Actor
from audit.account.notation import BORROWER_MARK, LIABLE_MARK, MET_MARK, VISITOR_MARK
from audit.account.words import Kind, Vocabulary, nicknames


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


def tokens(text: str, joints: Sequence[int], theirs: str, words: Vocabulary) -> tuple[list[Token], str]:
    """The words of a text whose names are masked: those of the lexicon, the longest at each place, and the names.

    With them the surnames of 小王, 老李 … in the text.

    `joints`: where a name ends at which another with the same mark begins. `theirs`: surnames by which 小王 is the borrower, not one
    of ours.
    """
    found: list[Token] = []
    nicknamed: set[str] = set()
    for last, (length, kinds, actor, word, edge, title) in lexicon(words).iter_long(text):
        end = last + 1
        start = end - length
        if edge and not whole(text, start, end):
            continue
        if title:
            nicknamed.add(word[1])
            actor, word = (Actor.BORROWER, BORROWER) if word[1] in theirs else (Actor.COLLECTORS, VISITOR)  # noqa: PLW2901
        found.append(Token(start, end, kinds, actor, word))
    found += _masked_names(text, joints)
    found.sort()
    return _merged(text, found), "".join(sorted(nicknamed))


def _masked_names(text: str, joints: Sequence[int]) -> Iterator[Token]:
    for run in _NAME.finditer(text):
        start = run.start()
        actor, word = _MASKED[text[start]]
        for end in (*joints[bisect_right(joints, start) : bisect_left(joints, run.end())], run.end()):
            yield Token(start, end, PERSON, actor, word)
            start = end


#: The `word` of a token that a name of the cast made.
VISITOR, BORROWER, LIABLE, MET = "<visitor>", "<borrower>", "<liable>", "<met>"
_MARK_OF = {VISITOR: VISITOR_MARK, BORROWER: BORROWER_MARK, LIABLE: LIABLE_MARK, MET: MET_MARK}
_MASKED = {
    VISITOR_MARK: (Actor.COLLECTORS, VISITOR), BORROWER_MARK: (Actor.BORROWER, BORROWER), LIABLE_MARK: (Actor.LIABLE, LIABLE),
}  # fmt: skip
_NAME = re.compile("|".join(f"{mark}+" for mark in _MASKED))
PERSON = frozenset({Kind.PERSON})


def whole(folded: str, start: int, end: int) -> bool:
    """Whether a Latin word stands by itself; CX-5 is a car, no word."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalnum()):
        return False
    return not (after == "-" and folded[end + 1 : end + 2].isdigit())


_OWNED = frozenset({Actor.RELATIVE, Actor.NEIGHBOUR, Actor.COLLEAGUE, Actor.STAFF, Actor.CHILD, Actor.PARTNER})


def _merged(text: str, found: list[Token]) -> list[Token]:
    """债务人父亲 is one person, and so are 我媳妇 and Ms Lam's sister."""
    out: list[Token] = []
    last_end, owner = -1, None
    for token in found:
        actor = token.actor
        if (
            owner is not None
            and (token.start == last_end or (token.start == last_end + 3 and text.startswith("'s ", last_end)))
            and actor in _OWNED
            and owner is not Actor.PARTNER
            and out[-1].word != VISITOR
        ):
            last = out.pop()
            token = Token(last.start, token.end, PERSON, _owned(owner, actor), "person")  # noqa: PLW2901
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
