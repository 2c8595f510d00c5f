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

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, overload

from audit.account.actors import COLLECTING, Actor, Cast, Place, Status
from audit.account.clock import Moment, moments
from audit.account.fold import fold
from audit.account.matching import Match, outermost
from audit.account.names import names
from audit.account.scene import PRONOUNS, Answer, Scene, Span
from audit.account.units import Placed, Sentence, placed, sentences
from audit.account.words import Concept, Vocabulary, vocabulary
from audit.values.lazy import lazy


class Mention(NamedTuple):
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

    def overlaps(self, other: Mention) -> bool:
        """Whether the two share words."""
        return self.start < other.end and other.start < self.end


class Clause(NamedTuple):
    """`text[start:end]` of the account. `actor` is the subject, carried over where dropped; `number` and `sentence` count from 0."""

    number: int
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


#: So many mentions are looked through one by one.
_FEW = 16
_START = attrgetter("start")


class _Clauses(Sequence[Clause]):
    """Clauses made one by one, each once."""

    def __init__(self, text: str, spans: Sequence[Span], scene: Scene):
        self._text, self._spans, self._scene = text, spans, scene
        self._made: list[Clause | None] = [None] * len(spans)

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

    def _make(self, i: int) -> Clause:
        span = self._spans[i]
        end = span.piece.end
        a = self._scene.answer(i, end, end)
        return Clause(i, span.start, span.end, self._text[span.start : span.end], a.actor, a.speaker, a.status, a.denied, a.place,
                      span.sentence, span.quoted)  # fmt: skip


class Reading:
    """An account as read. Offsets are code points of `text`, the account as typed, which is for showing.

    `plain`: the same in one spelling (Simplified characters, lower case, plain punctuation; see `fold`), place by place: what is looked at.
    """

    def __init__(self, text: str, cast: Cast, words: Vocabulary):
        self.text = text
        self.cast = cast
        self._words = words
        self.plain = fold(text)
        self._units, self._masked = placed(self.plain, cast, words)
        self._mentions: dict[str, tuple[Mention, ...]] = {}
        self._by_clause: dict[str, list[tuple[int, int]]] = {}  # of concepts met often: clause and number of each mention
        self.kept: dict[Any, tuple[Any, ...]] = {}  # by `once`

    # -- what rules ask

    def find(
        self, *concepts: str, by: Collection[Actor] | None = None, to: Collection[Actor] | None = None,
        status: Status | Collection[Status] | None = Status.HAPPENED, at: Collection[Place] | None = None,
    ) -> tuple[Mention, ...]:  # fmt: skip
        """Mentions of any of the concepts, in order. None for a filter means any."""
        met = self._concepts
        for concept in concepts:
            if concept in met:
                break
        else:
            return ()
        return tuple(self._found(concepts, by, to, status, at))

    def may(self, *concepts: str) -> bool:
        """Whether any of the concepts may be met: a quick question before a dear one, yes rather too often than too seldom."""
        met = self._concepts
        if met.isdisjoint(concepts):  # half the time of asking one by one
            return False
        return any(concept in met and self._is_met(concept) for concept in concepts)

    def names_any(self, cast: Cast) -> bool:
        """Whether the text names somebody of the cast; if not, it reads the same with any cast of which that is true."""
        return any(unit.nicknamed for _, unit, _, _ in self._units) or bool(names(self.plain, cast))

    def has(
        self, *concepts: str, by: Collection[Actor] | None = None, to: Collection[Actor] | None = None,
        status: Status | Collection[Status] | None = Status.HAPPENED, at: Collection[Place] | None = None,
    ) -> bool:  # fmt: skip
        return not self._concepts.isdisjoint(concepts) and bool(self._found(concepts, by, to, status, at, first=True))

    def near(
        self, mention: Mention, *concepts: str, before: int = 0, after: int = 0, by: Collection[Actor] | None = None,
        status: Status | Collection[Status] | None = Status.HAPPENED,
    ) -> tuple[Mention, ...]:  # fmt: skip
        """Mentions of the concepts at most so many clauses before or after a mention (same clause always)."""
        clauses = (mention.clause - before, mention.clause + after)
        return tuple(m for m in self._found(concepts, by, None, status, None, clauses) if m != mention)

    def within(self, first: int, last: int, *concepts: str) -> tuple[Mention, ...]:
        """Mentions of the concepts, whatever their status, in the clauses from `first` to `last`."""
        return tuple(self._found(concepts, None, None, None, None, (first, last)))

    def touching(self, mention: Mention, *concepts: str) -> tuple[Mention, ...]:
        """Mentions of the concepts, whatever their status, that share words with a mention; those that stand elsewhere are not looked at."""
        found: list[Mention] = []
        for concept in concepts:
            known = self._of(concept) if concept in self._concepts else ()
            last = first = bisect_left(known, mention.end, key=_START)
            while first and known[first - 1].end > mention.start:  # none lies inside another, so that they end in order, too
                first -= 1
            found += known[first:last]
        return tuple(found)

    def quote(self, mention: Mention, *more: Mention) -> tuple[int, int]:
        """The words that a person would underline: the clause of a mention (of several: from first to last), trimmed."""
        spans = [self._core(m) for m in (mention, *more)]
        return min(s for s, _ in spans), max(e for _, e in spans)

    @lazy
    def clauses(self) -> Sequence[Clause]:
        """All clauses; who acts in one and whether at all is worked out when it is asked for."""
        return _Clauses(self.text, self._spans, self._scene)

    @lazy
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of all concepts, in order: what `describe` prints."""
        return tuple(sorted((m for c in self._concepts for m in self._of(c)), key=lambda m: (m.start, m.concept)))

    @lazy
    def own(self) -> tuple[Mention, ...]:
        """Mentions by words that the bank has added to the vocabulary."""
        own = self._words.own
        return tuple(m for m in self.mentions if (m.concept, m.term) in own) if own else ()

    @lazy
    def times(self) -> tuple[Moment, ...]:
        """Times of day that the account names, with what they belong to."""
        return moments(self._masked, self._spans, self._scene)

    @lazy
    def people(self) -> frozenset[Actor]:
        """Everyone whom the account names, whatever they did."""
        return frozenset().union(*[unit.people for _, unit, _, _ in self._units])

    @lazy
    def persons(self) -> tuple[Person, ...]:
        """The same in order of place, each with its clause; he/she/其 are marked, for they name nobody by themselves."""
        new = tuple.__new__  # half the time of the named constructor
        return tuple([
            new(Person, (base + t.start, base + t.end, t.actor, t.word in PRONOUNS, number, base + piece.start))
            for number, (piece, base, _, _, _) in enumerate(self._spans)
            for t in piece.tokens
            if t.actor is not None
        ])  # fmt: skip

    def named_in(self, first: int, last: int | None = None) -> tuple[Person, ...]:
        """Who is named in the clauses from `first` to `last` (None: in the first alone), in order; the others are not looked at."""
        clauses = self._clauses_of_persons
        return self.persons[bisect_left(clauses, first) : bisect_right(clauses, first if last is None else last)]

    def named_between(self, start: int, end: int) -> tuple[Person, ...]:
        """Whose words begin in `[start:end]`, in order."""
        starts = self._starts_of_persons
        return self.persons[bisect_left(starts, start) : bisect_left(starts, end)]

    def named_at(self, start: int, end: int) -> tuple[Person, ...]:
        """Whose words share characters with `[start:end]` or end right before it, in order."""
        first = last = bisect_left(self._starts_of_persons, end)
        while first and self.persons[first - 1].end >= start:
            first -= 1
        return self.persons[first:last]

    def named_since(self, clause: int, until: int) -> tuple[Person, ...]:
        """Whose words begin in the clause or behind it, and before the place `until`, in order."""
        return self.persons[bisect_left(self._clauses_of_persons, clause) : bisect_left(self._starts_of_persons, until)]

    def clause_at(self, at: int) -> Clause | None:
        """The clause in which a place lies; None between two."""
        before = bisect_right(self._starts, at) - 1
        return self.clauses[before] if before >= 0 and at < self._spans[before].end else None

    def said(self, clause: int) -> str:
        """What a clause says, in one spelling; '' where there is none of that number."""
        if not 0 <= clause < len(self._spans):
            return ""
        span = self._spans[clause]
        return self.plain[span.start : span.end]

    def clause_start(self, clause: int) -> int:
        """Where a clause begins; the first, for any before it."""
        return self._starts[max(0, clause)]

    def clause_end(self, clause: int) -> int:
        """Where a clause ends (`clause` from 0); the last, for any behind it."""
        return self._spans[min(clause, len(self._spans) - 1)].end

    def sentence(self, clause: int) -> int:
        """The number of the sentence in which a clause stands, counted from 0."""
        return self._sentences[clause]

    def sentence_start(self, clause: int, back: int = 0) -> int:
        """Where the sentence of a clause begins, or the one that stands so many before it."""
        sentences = self._sentences
        return self._starts[bisect_left(sentences, sentences[clause] - back)]

    def concept(self, name: str) -> Concept:
        """What the vocabulary says of a concept."""
        return self._words.concepts[name]

    # -- how it is worked out

    @lazy
    def _concepts(self) -> set[str]:
        """The concepts that may be met."""
        return {*self._within, *self._across}

    @lazy
    def _within(self) -> dict[str, list[Placed]]:
        """The concepts of which terms that stay between two stops may be met, each with the units in which they may."""
        found: dict[str, list[Placed]] = {}
        for one in self._units:
            for concept in tuple(one[1].hits):  # of which another thread may drop some meanwhile
                if concept in found:
                    found[concept].append(one)
                else:
                    found[concept] = [one]
        return found

    @lazy
    def _across(self) -> dict[str, list[tuple[int, Sentence]]]:
        """The concepts of which terms that run over commas may be met, each with the sentences in which they may, and where those begin."""
        found: dict[str, list[tuple[int, Sentence]]] = {}
        for one in sentences(self._units, self._masked, self._words):
            for concept in tuple(one[1].hits):  # of which another thread may drop some meanwhile
                found.setdefault(concept, []).append(one)
        return found

    @lazy
    def _spans(self) -> list[Span]:
        spans: list[Span] = []
        new = tuple.__new__  # half the time of the named constructor
        quoted, asked = False, "?" in self.plain
        for start, unit, _, sentence in self._units:
            asks = asked and self.plain.startswith("?", start + len(unit.text))
            for piece in unit.pieces:
                inside = quoted if piece.quoted is None else piece.quoted
                spans.append(new(Span, (piece, start, sentence, inside, asks and piece.last)))
            quoted = quoted if unit.quoted is None else unit.quoted
        return spans

    @lazy
    def _starts(self) -> list[int]:
        return [base + piece.start for piece, base, _, _, _ in self._spans]

    @lazy
    def _sentences(self) -> list[int]:
        return [span.sentence for span in self._spans]

    @lazy
    def _starts_of_persons(self) -> list[int]:
        return [p.start for p in self.persons]

    @lazy
    def _clauses_of_persons(self) -> list[int]:
        return [p.clause for p in self.persons]

    @lazy
    def _scene(self) -> Scene:
        return Scene(self._spans, self._words.states)

    def _found(
        self, concepts: Sequence[str], by: Collection[Actor] | None, to: Collection[Actor] | None,
        status: Status | Collection[Status] | None, at: Collection[Place] | None, clauses: tuple[int, int] | None = None,
        first: bool = False,
    ) -> list[Mention]:  # fmt: skip
        """What `find` and `near` look for, in order; any one of it where `first` is all that is asked.

        `clauses`: the first and the last in which it may be; None: any.
        """
        known, denied_only = self._concepts, status is Status.DENIED
        found: list[Mention] = []
        for concept in concepts:
            if concept not in known:
                continue
            for m in self._of(concept, denied_only) if clauses is None else self._of_clauses(concept, *clauses, denied_only):
                if (
                    (by is None or m.actor in by) and (to is None or m.target in to) and (at is None or m.place in at)
                    and (status is None or m.status is status or (not isinstance(status, Status) and m.status in status))
                ):  # fmt: skip
                    found.append(m)
                    if first:
                        return found
        if len(concepts) > 1:
            found.sort(key=_START)
        return found

    def _of(self, concept: str, denied_only: bool = False) -> tuple[Mention, ...]:
        known = self._mentions.get(concept)
        if known is None:
            if denied_only and not self._deniable(concept):
                return ()
            known = self._mentions[concept] = tuple(self._met(concept))
        return known

    def _of_clauses(self, concept: str, first: int, last: int, denied_only: bool) -> Iterable[Mention]:
        """The mentions in these clauses, in order; where there are many, the others are not looked at."""
        known = self._of(concept, denied_only)
        if len(known) <= _FEW:
            return [m for m in known if first <= m.clause <= last]
        by_clause = self._by_clause.get(concept)
        if by_clause is None:
            by_clause = self._by_clause[concept] = sorted((m.clause, place) for place, m in enumerate(known))
        inside = by_clause[bisect_left(by_clause, (first, 0)) : bisect_left(by_clause, (last + 1, 0))]
        return [known[place] for place in sorted(place for _, place in inside)]

    def _is_met(self, concept: str) -> bool:
        return self._is_met_across(concept) or any(unit.matches(concept) for _, unit, _, _ in self._within.get(concept, ()))

    def _is_met_across(self, concept: str) -> bool:
        return any(sentence.matches(concept) for _, sentence in self._across.get(concept, ()))

    def _deniable(self, concept: str) -> bool:
        """Whether there is a word of denial where a term of the concept matches."""
        return self._is_met_across(concept) or any(unit.denied for _, unit, _, _ in self._within.get(concept, ()))

    def _met(self, concept: str) -> Iterator[Mention]:
        if concept in self._across:
            yield from self._met_across(concept)
            return
        for start, unit, first, _ in self._within.get(concept, ()):
            starts = unit.starts
            found = unit.matched.get(concept)  # mostly known: spares a call
            if found is None:
                found = unit.matches(concept)
            for match in found:
                clause = first + max(0, bisect_right(starts, match.head) - 1)
                answer = self._scene.answer(clause, match.head, match.end, match.gaps)
                yield self._mention(match, start, clause, answer)

    def _met_across(self, concept: str) -> Iterator[Mention]:
        """As `_met`, by the offsets of the whole account."""
        found = [match.moved(start) for start, sentence in self._across[concept] for match in sentence.matches(concept)]
        for start, unit, _, _ in self._within.get(concept, ()):
            found += (match.moved(start) for match in unit.matches(concept))
        for match in outermost(found):
            clause = max(0, bisect_right(self._starts, match.head) - 1)
            inside = match.moved(-self._spans[clause].base)
            yield self._mention(match, 0, clause, self._scene.answer(clause, inside.head, inside.end, inside.gaps))

    def _mention(self, match: Match, base: int, clause: int, a: Answer) -> Mention:
        term = match.term
        concept = self._words.concepts[term.concept]
        actor, status, speaker = a.actor, a.status, a.speaker
        if concept.doer is not None:
            actor = concept.doer
        elif concept.default is not None and not a.named and a.causer is Actor.UNKNOWN:
            actor = concept.default
            if a.told is not None and actor in COLLECTING:
                # 客户说没钱，出示证件后离开: what only we do is told by us again
                status, speaker = a.told, Actor.UNKNOWN
        return tuple.__new__(Mention, (  # half the time of the named constructor
            term.concept, base + match.start, base + match.end, actor, a.target, a.causer, speaker, status, a.denied, a.place, clause,
            a.named, term.pattern.source, term.group,
        ))  # fmt: skip

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


def read(text: str, cast: Cast = Cast(), words: Vocabulary | None = None) -> Reading:
    """Read an account. Linear in its length."""
    return Reading(text, cast, words or vocabulary())


def together(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in order of place, each once."""
    return tuple(sorted(set(mentions), key=lambda m: m.start))
