"""Reading: an account as a person would take it: clauses, and in them what was done, by whom, to whom, and whether at all.

A rule asks the reading by concepts of the vocabulary and never matches text itself:

    reading.find("cash_taken", by=COLLECTING)                 mentions that happened, done by our side
    reading.find("credentials_shown", status=Status.DENIED)   they did not
    reading.has("two_together")                               is there any
    reading.near(mention, "refused", after=2)                 in the clauses around a mention
    reading.quote(mention)                                    (start, end) of the words a person would underline

Everything is worked out when first asked for: an account that holds no word of a concept costs a rule one look into a dict.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from audit.account.actors import COLLECTING, Actor, Cast, Place, Status
from audit.account.clauses import Span, cut
from audit.account.clock import Moment, moments
from audit.account.fold import fold
from audit.account.lexer import Token, mask, tokens
from audit.account.pattern import Pattern
from audit.account.scene import PRONOUNS, Scene
from audit.account.words import NOTHING, Concept, Groups, Term, Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept met in the account; `text[start:end]` are the words.

    `actor` does it, `target` is whom it is done to, `causer` asked the actor to do it (让客户转账: causer collectors), `speaker`
    says it (UNKNOWN: the writer tells it himself). `status` is the answer most rules need; `denied` is the bare polarity, so that
    REPORTED and denied can be told from REPORTED and affirmed. `named`: the clause itself names the actor.
    """

    concept: str
    start: int
    end: int
    actor: Actor
    target: Actor
    causer: Actor
    speaker: Actor
    status: Status
    denied: bool
    place: Place
    clause: int
    named: bool
    term: str
    group: str


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]` of the account. `actor` is the subject, carried over where dropped; `sentence` counts from 0."""

    index: int
    start: int
    end: int
    text: str
    actor: Actor
    speaker: Actor
    status: Status
    denied: bool
    place: Place
    sentence: int
    quoted: bool


class Person(NamedTuple):
    """Somebody named at `[start:end]`. `actor` of a pronoun is only a guess."""

    start: int
    end: int
    actor: Actor
    pronoun: bool
    clause: int


Hit = tuple[int, Term]
Gaps = tuple[tuple[int, int], ...]
Match = tuple[int, int, int, Gaps, Term]


class Reading:
    """An account as read. Offsets are code points of `text`, the account as typed."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary):
        self.text = text
        self.cast = cast
        self._words = words
        self._folded = fold(text)
        self._hits = self._scan()
        self._mentions: dict[str, tuple[Mention, ...]] = {}

    # -- what rules ask

    def find(
        self, *concepts: str, by: Collection[Actor] | None = None, to: Collection[Actor] | None = None,
        status: Status | Collection[Status] | None = Status.HAPPENED, at: Collection[Place] | None = None,
    ) -> tuple[Mention, ...]:  # fmt: skip
        """Mentions of any of the concepts, in order. None for a filter means any."""
        found: list[Mention] = []
        denied_only = status is Status.DENIED
        for concept in concepts:
            if concept not in self._hits:
                if concept not in self._words:
                    raise KeyError(concept)
                continue
            for m in self._of(concept, denied_only):
                if (
                    (by is None or m.actor in by) and (to is None or m.target in to) and (at is None or m.place in at)
                    and (status is None or m.status is status or (not isinstance(status, Status) and m.status in status))
                ):  # fmt: skip
                    found.append(m)
        if len(concepts) > 1:
            found.sort(key=lambda m: m.start)
        return tuple(found)

    def has(
        self, *concepts: str, by: Collection[Actor] | None = None, to: Collection[Actor] | None = None,
        status: Status | Collection[Status] | None = Status.HAPPENED, at: Collection[Place] | None = None,
    ) -> bool:  # fmt: skip
        return bool(self.find(*concepts, by=by, to=to, status=status, at=at))

    def near(
        self, mention: Mention, *concepts: str, before: int = 0, after: int = 0, by: Collection[Actor] | None = None,
        status: Status | Collection[Status] | None = Status.HAPPENED,
    ) -> tuple[Mention, ...]:  # fmt: skip
        """Mentions of the concepts at most so many clauses before or after a mention (same clause always)."""
        found = self.find(*concepts, by=by, status=status)
        return tuple(m for m in found if mention.clause - before <= m.clause <= mention.clause + after and m != mention)

    def quote(self, mention: Mention, *more: Mention) -> tuple[int, int]:
        """The words that a person would underline: the clause of a mention (of several: from first to last), trimmed."""
        spans = [self._core(m) for m in (mention, *more)]
        return min(s for s, _ in spans), max(e for _, e in spans)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        out = []
        for i, span in enumerate(self._spans):
            a = self._scene.answer(i, span.end, span.end)
            out.append(Clause(i, span.start, span.end, self.text[span.start : span.end], a.actor, a.speaker, a.status, a.denied,
                              a.place, span.sentence, span.quoted))  # fmt: skip
        return tuple(out)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of all concepts, in order: what `describe` prints."""
        return tuple(sorted((m for c in self._hits for m in self._of(c)), key=lambda m: (m.start, m.concept)))

    @cached_property
    def times(self) -> tuple[Moment, ...]:
        """Times of day that the account names, with what they belong to."""
        return moments(self._folded, self._spans, self._scene)

    @cached_property
    def people(self) -> frozenset[Actor]:
        """Everyone whom the account names, whatever they did."""
        return frozenset(t.actor for t in self._tokens if t.actor is not None)

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """The same in order of place, each with its clause; he/she/其 are marked, for they name nobody by themselves."""
        return tuple(
            Person(t.start, t.end, t.actor, t.word in PRONOUNS, max(0, bisect_right(self._starts, t.start) - 1))
            for t in self._tokens
            if t.actor is not None
        )

    def concept(self, name: str) -> Concept:
        """What the vocabulary says of a concept."""
        return self._words.concepts[name]

    # -- how it is worked out

    def _scan(self) -> dict[str, list[Hit]]:
        """Where terms may match: their anchor stands there, and what else they need stands somewhere in the account."""
        anchors: list[tuple[int, Groups]] = []
        met = {NOTHING}
        typos: list[tuple[int, str]] = []
        for last, (string, groups, needs, typo) in self._words.automaton.iter(self._folded):
            if groups:
                anchors.append((last + 1 - len(string), groups))
            if needs:
                met.update(needs)
            if typo:
                typos.append((last + 1 - len(string), string))
        if typos:
            self._mend(typos)
            return self._scan()
        return self._possible(anchors, met)

    def _mend(self, typos: list[tuple[int, str]]) -> None:
        for start, typo in typos:
            right = self._words.typos[typo]
            self._folded = self._folded[:start] + right + self._folded[start + len(right) :]

    def _possible(self, anchors: list[tuple[int, Groups]], met: set[int]) -> dict[str, list[Hit]]:
        single = self._words.characters
        present = frozenset(self._folded)
        missing: set[int] = set()
        hits: dict[str, list[Hit]] = {}
        for at, groups in anchors:
            for need, terms in groups:
                if need not in met:  # written out twice: this runs some two hundred times an account
                    if need in missing:
                        continue
                    if present.isdisjoint(single[need]):
                        missing.add(need)
                        continue
                    met.add(need)
                for other, term in terms:
                    if other not in met:
                        if other in missing:
                            continue
                        if present.isdisjoint(single[other]):
                            missing.add(other)
                            continue
                        met.add(other)
                    if term.concept in hits:
                        hits[term.concept].append((at, term))
                    else:
                        hits[term.concept] = [(at, term)]
        return hits

    @cached_property
    def _tokens(self) -> list[Token]:
        return tokens(self._folded, self.cast, self._words)

    @cached_property
    def _masked(self) -> str:
        return mask(self._folded, self._tokens)

    @cached_property
    def _spans(self) -> list[Span]:
        return cut(self._folded, self._tokens)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self._spans]

    @cached_property
    def _scene(self) -> Scene:
        return Scene(self._folded, self._spans, self._tokens)

    def _of(self, concept: str, denied_only: bool = False) -> tuple[Mention, ...]:
        known = self._mentions.get(concept)
        if known is None:
            if not self._plausible(concept, denied_only):
                if not denied_only:
                    self._mentions[concept] = ()
                return ()
            known = self._mentions[concept] = tuple(self._mention(*one) for one in self._match(concept))
        return known

    def _plausible(self, concept: str, denied_only: bool) -> bool:
        """A quick no, before words are told apart: some term matches, and if it is to be denied, there is a denial beside it."""
        for at, term in self._hits[concept]:
            if term.pattern.named and self._names_somebody:
                return True
            span = _matched(term.pattern, self._folded, at, 0)
            if span is not None and (not denied_only or self._denial_beside(span[0], span[1])):
                return True
        return False

    @cached_property
    def _names_somebody(self) -> bool:
        """Whether a name of the cast may stand in the account, whole or in part."""
        names = (*self.cast.visitors, self.cast.borrower, *self.cast.liable, self.cast.person_met)
        if any(name and (name[0] in self._folded or name[-1] in self._folded) for name in map(fold, names)):
            return True
        return self._words.nickname.search(self._folded) is not None

    def _denial_beside(self, start: int, end: int) -> bool:
        """Whether the clauses of `[start:end]` hold any word of denial."""
        first = max(self._folded.rfind(stop, 0, start) for stop in _STOPS) + 1
        last = min((n for stop in _STOPS if (n := self._folded.find(stop, end)) >= 0), default=len(self._folded))
        return self._words.denial.search(self._folded, first, last) is not None

    def _match(self, concept: str) -> list[Match]:
        """Where the terms of a concept really match, longest first at each place, none inside another."""
        covered: dict[int, int] = {}
        found: list[Match] = []
        for at, term in self._hits[concept]:
            since = covered.get(term.id, 0)
            if at < since:
                continue
            span = _matched(term.pattern, self._masked, at, since)
            if span is not None:
                covered[term.id] = span[1]
                found.append((*span, term))
        found.sort(key=lambda f: (f[0], -f[1]))
        kept: list[Match] = []
        for one in found:
            if not kept or one[1] > kept[-1][1]:
                kept.append(one)
        return kept

    def _mention(self, start: int, end: int, head: int, gaps: Gaps, term: Term) -> Mention:
        clause = max(0, bisect_right(self._starts, head) - 1)
        a = self._scene.answer(clause, head, end, gaps)
        concept = self._words.concepts[term.concept]
        actor, status, speaker = a.actor, a.status, a.speaker
        if concept.doer is not None:
            actor = concept.doer
        elif concept.default is not None and not a.named and a.causer is Actor.UNKNOWN:
            actor = concept.default
            if a.told is not None and actor in COLLECTING:
                # 客户说没钱，出示证件后离开: what only we do is told by us again
                status, speaker = a.told, Actor.UNKNOWN
        return Mention(
            term.concept, start, end, actor, a.target, a.causer, speaker, status, a.denied, a.place, clause, a.named,
            term.pattern.source, term.group,
        )  # fmt: skip

    def _core(self, m: Mention) -> tuple[int, int]:
        """From the beginning of the mention's clause to the end of the clause in which it ends, without blanks."""
        last = self._spans[max(0, bisect_right(self._starts, m.end - 1) - 1)]
        first = self._spans[max(0, bisect_right(self._starts, m.start) - 1)]
        start, end = min(first.start, m.start), max(last.end, m.end)
        while start < m.start and self.text[start].isspace():
            start += 1
        while end > m.end and self.text[end - 1].isspace():
            end -= 1
        return start, end


_NAME_MARK = re.compile("[\ue000-\uf8ff]")


_STOPS = ",。;!?\n"


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


def _matched(pattern: Pattern, text: str, at: int, since: int) -> tuple[int, int, int, Gaps] | None:
    """Where the pattern matches around its anchor at `at`, not before `since`: start, end, head and gaps."""
    if pattern.literal:
        end = at + len(pattern.literal)
        if not text.startswith(pattern.literal, at):  # a name stands there
            return None
        word = pattern.literal
        if (word[0].isascii() and word[0].isalpha() and text[at - 1 : at].isascii() and text[at - 1 : at].isalpha()) or (
            word[-1].isascii() and word[-1].isalpha() and text[end : end + 1].isascii() and text[end : end + 1].isalpha()
        ):
            return None
        return at, end, at, ()
    end = at + pattern.after
    if pattern.tail and _compiled(pattern.tail).match(text, at, end) is None:  # much quicker than to search
        return None
    if pattern.leads:
        found = _compiled(pattern.regex).match(text, at, end)
    else:
        found = _compiled(pattern.regex).search(text, max(since, at - pattern.before), end)
    if found is None:
        return None
    head = found.start("head") if "head" in found.re.groupindex else found.start()
    return found.start(), found.end(), head, found.regs[1:]


def read(text: str, cast: Cast = Cast(), words: Vocabulary | None = None) -> Reading:
    """Read an account. Linear in its length."""
    return Reading(text, cast, words or vocabulary())


def together(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in order of place, each once."""
    return tuple(sorted(set(mentions), key=lambda m: m.start))
