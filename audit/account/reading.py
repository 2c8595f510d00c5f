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

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, overload

from audit.account.actors import COLLECTING, Actor, Cast, Place, Status
from audit.account.clauses import Span, cut
from audit.account.clock import Moment, moments
from audit.account.fold import fold
from audit.account.glance import Gaps, Hit, across, glances, matched
from audit.account.lexer import Token, mask, tokens, visitors_only
from audit.account.scene import PRONOUNS, Scene
from audit.account.words import Concept, Term, Vocabulary, vocabulary
from audit.values.lazy import lazy


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
    """Somebody named at `[start:end]`, in a clause that begins at `since`. `actor` of a pronoun is only a guess."""

    start: int
    end: int
    actor: Actor
    pronoun: bool
    clause: int
    since: int


Match = tuple[int, int, int, Gaps, Term]


class _Clauses(Sequence[Clause]):
    """Clauses made one by one, each once."""

    def __init__(self, count: int, make: Callable[[int], Clause]):
        self._made: list[Clause | None] = [None] * count
        self._make = make

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> Clause: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Clause]: ...
    def __getitem__(self, at: int | slice) -> Clause | Sequence[Clause]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        made = self._made[at]
        if made is None:
            at = range(len(self._made))[at]
            made = self._made[at] = self._make(at)
        return made


class Reading:
    """An account as read. Offsets are code points of `text`, the account as typed."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary):
        self.text = text
        self.cast = cast
        self._words = words
        folded = fold(text)
        self._glances = glances(folded, words)
        self._folded = self._mended(folded)
        self._mentions: dict[str, tuple[Mention, ...]] = {}

    # -- what rules ask

    def find(
        self, *concepts: str, by: Collection[Actor] | None = None, to: Collection[Actor] | None = None,
        status: Status | Collection[Status] | None = Status.HAPPENED, at: Collection[Place] | None = None,
    ) -> tuple[Mention, ...]:  # fmt: skip
        """Mentions of any of the concepts, in order. None for a filter means any."""
        if self._concepts.isdisjoint(concepts):
            return ()
        found: list[Mention] = []
        denied_only = status is Status.DENIED
        for concept in concepts:
            if concept not in self._concepts:
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

    def may(self, *concepts: str) -> bool:
        """Whether any of the concepts may be met: a quick question before a dear one, yes rather too often than too seldom."""
        return not self._concepts.isdisjoint(concepts)

    @property
    def silent(self) -> bool:
        """Whether no concept can be met, whoever the cast is."""
        return not any(glance.hits or glance.across for _, glance in self._glances)

    def may_name(self, actors: frozenset[Actor]) -> bool:
        """Whether any of these people may be named: as quick."""
        return self._names_somebody or self._words.words_for(actors).search(self._folded) is not None

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

    @lazy
    def clauses(self) -> Sequence[Clause]:
        """All clauses; who acts in one and whether at all is worked out when it is asked for."""
        return _Clauses(len(self._spans), self._clause)

    def _clause(self, i: int) -> Clause:
        span = self._spans[i]
        a = self._scene.answer(i, span.end, span.end)
        return Clause(i, span.start, span.end, self.text[span.start : span.end], a.actor, a.speaker, a.status, a.denied, a.place,
                      span.sentence, span.quoted)  # fmt: skip

    @lazy
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of all concepts, in order: what `describe` prints."""
        return tuple(sorted((m for c in self._concepts for m in self._of(c)), key=lambda m: (m.start, m.concept)))

    @lazy
    def times(self) -> tuple[Moment, ...]:
        """Times of day that the account names, with what they belong to."""
        return moments(self._folded, self._spans, self._scene)

    @lazy
    def people(self) -> frozenset[Actor]:
        """Everyone whom the account names, whatever they did."""
        return frozenset(t.actor for t in self._tokens if t.actor is not None)

    @lazy
    def persons(self) -> tuple[Person, ...]:
        """The same in order of place, each with its clause; he/she/其 are marked, for they name nobody by themselves."""
        found = []
        for t in self._tokens:
            if t.actor is not None:
                clause = max(0, bisect_right(self._starts, t.start) - 1)
                found.append(Person(t.start, t.end, t.actor, t.word in PRONOUNS, clause, self._starts[clause]))
        return tuple(found)

    def concept(self, name: str) -> Concept:
        """What the vocabulary says of a concept."""
        return self._words.concepts[name]

    # -- how it is worked out

    def _mended(self, folded: str) -> str:
        """The folded account with the typos mended that the glances mended: of the same length."""
        for start, glance in self._glances:
            if glance.mended:
                folded = folded[:start] + glance.text + folded[start + len(glance.text) :]
        return folded

    @lazy
    def _concepts(self) -> set[str]:
        """Concepts that may be met in the account."""
        plain: set[str] = set(self._across)
        named: set[str] = set()
        for _, glance in self._glances:
            if glance.plain:
                plain |= glance.plain
            if glance.named:
                named |= glance.named
        if not named <= plain and self._names_somebody:
            plain |= named
        return plain

    @lazy
    def _across(self) -> dict[str, list[Hit]]:
        """Terms that run over commas and may match, by concept."""
        hits: dict[str, list[Hit]] = {}
        for at, term in across(self._glances, self._folded, self._words):
            if (term.pattern.named and self._names_somebody) or matched(term.pattern, self._folded, at, 0) is not None:
                hits.setdefault(term.concept, []).append((at, term))
        return hits

    @lazy
    def _tokens(self) -> list[Token]:
        return tokens(self._folded, self.cast, self._words)

    @lazy
    def _masked(self) -> str:
        if "_tokens" not in self.__dict__ and self._words.nickname.search(self._folded) is None:
            names = visitors_only(self._folded, self.cast)
            if names is not None:
                return mask(self._folded, names)
        return mask(self._folded, self._tokens)

    @lazy
    def _spans(self) -> list[Span]:
        return cut(self._folded, self._tokens)

    @lazy
    def _starts(self) -> list[int]:
        return [s.start for s in self._spans]

    @lazy
    def _scene(self) -> Scene:
        return Scene(self._folded, self._spans, self._tokens)

    def _of(self, concept: str, denied_only: bool = False) -> tuple[Mention, ...]:
        known = self._mentions.get(concept)
        if known is None:
            if denied_only and not self._deniable(concept):
                return ()
            known = self._mentions[concept] = tuple(self._mention(*one) for one in self._match(concept))
        return known

    def _deniable(self, concept: str) -> bool:
        """Whether there is a word of denial where a term of the concept may match."""
        return concept in self._across or any(glance.denied and concept in glance.hits for _, glance in self._glances)

    @lazy
    def _names_somebody(self) -> bool:
        """Whether a name of the cast may stand in the account, whole or in part."""
        names = (*self.cast.visitors, self.cast.borrower, *self.cast.liable, self.cast.person_met)
        if any(name and (name[0] in self._folded or name[-1] in self._folded) for name in map(_folded, names)):
            return True
        return self._words.nickname.search(self._folded) is not None

    def _hits(self, concept: str) -> list[Hit]:
        hits = [(start + at, term) for start, glance in self._glances for at, term in glance.hits.get(concept, ())]
        if over := self._across.get(concept):
            hits = sorted([*hits, *over], key=lambda hit: hit[0])
        return hits

    def _match(self, concept: str) -> list[Match]:
        """Where the terms of a concept really match, longest first at each place, none inside another."""
        covered: dict[int, int] = {}
        found: list[Match] = []
        for at, term in self._hits(concept):
            since = covered.get(term.id, 0)
            if at < since:
                continue
            span = matched(term.pattern, self._masked, at, since)
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


_folded = lru_cache(maxsize=4096)(fold)


def read(text: str, cast: Cast = Cast(), words: Vocabulary | None = None) -> Reading:
    """Read an account. Linear in its length."""
    return Reading(text, cast, words or vocabulary())


def together(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in order of place, each once."""
    return tuple(sorted(set(mentions), key=lambda m: m.start))
