"""Whose words and deeds a mention tells of: what rules about conduct ask before they accuse anybody."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Person, Reading, Status
from audit.account.once import once

#: Words that were said, whatever they speak of: a threat is made in the conditional, a promise in the future.
SAID = frozenset({Status.HAPPENED, Status.DENIED, Status.INTENDED, Status.ASKED, Status.RULE, Status.UNSURE})
_UNKNOWN = Actor.UNKNOWN
_UNLESS = re.compile("[不唔](?:[还给交垫签来填补拿付掏出听结清存转认把接凑]|处理|开门)|再不|没钱还|不露面")
_YOU = re.compile("[你侬汝恁丫]|your|you ")


def spoken_by_us(reading: Reading, m: Mention) -> bool:
    """Whether our side said these words, and the account does not deny that they were said."""
    if m.status is Status.REPORTED:
        return told_by_us(reading, m)
    if (m.status is Status.DENIED or m.denied) and not conditional(reading, m):
        return False
    if m.status not in SAID or m.causer is Actor.BORROWER:
        return False
    if m.speaker in COLLECTING or told_by_us(reading, m):
        return True
    ours = m.actor in COLLECTING or m.causer in COLLECTING
    return m.speaker is _UNKNOWN and (ours or addressed(reading, m))


def told_by_us(reading: Reading, m: Mention) -> bool:
    """我跟他讲…, 本人向其表示…: ours speak, whoever is named last."""
    near = (t for t in reading.near(m, "said_to_them", by=COLLECTING) if t.start <= m.start)
    return any(not t.denied for t in near) or _said_by_a_visitor(reading, m)


def _said_by_a_visitor(reading: Reading, m: Mention) -> bool:
    """小琴姐跟她讲：…，…: a visitor by name speaks, and nobody else was called since."""
    said = [t for t in reading.near(m, "visitor_said", before=4, status=None) if t.start <= m.start]
    if not said or said[-1].denied or reading.sentence(said[-1].clause) != reading.sentence(m.clause):
        return False
    between = (p for p in reading.named_between(said[-1].end + 1, m.start) if not p.pronoun and p.actor not in COLLECTING)
    return not any(reading.plain[p.end : p.end + 1] in tuple("说讲称道喊话") for p in between)


def in_our_mouth(reading: Reading, m: Mention) -> bool:
    """Whether the words are told as said by one of ours who is named: before them in the sentence, before the quotation mark, or
    right behind them (…，我就这么跟他讲的)."""
    if m.status is Status.CORRECTED or _NOT_SAID.search(reading.plain, reading.clause_start(m.clause), m.start):
        return False
    if (led := _led(reading, m)) is not None:
        return led
    after = reading.near(m, "so_we_said", after=2, status=None)
    if any(m.start <= s.start for s in after) and m.speaker not in THIRD | OWING:
        return True
    if m.speaker not in COLLECTING:
        return told_by_us(reading, m)
    sentence = reading.sentence(m.clause)
    to_them = (t for t in reading.near(m, "said_to_them", before=4, by=COLLECTING) if t.start <= m.start)
    if any(reading.sentence(t.clause) == sentence and not t.denied for t in to_them):
        return True
    near = (p for p in reading.named_since(m.clause - 4, m.start + 1) if p.actor in COLLECTING)
    return told_by_us(reading, m) or any(
        reading.sentence(p.clause) == sentence
        and p.start - p.since <= _AT_THE_HEAD
        and not _SUFFERS.search(reading.plain, max(0, p.start - 2), p.start)
        for p in near
    )


def quoted_from_us(reading: Reading, m: Mention) -> bool:
    """Whether words stand inside “ ” and the clause before the quotation lets one of ours speak: 樊涛笑了一声：“…”."""
    return _led(reading, m) is True


def _led(reading: Reading, m: Mention) -> bool | None:
    """Whether the clause before the quotation in which words stand lets one of ours speak; None where it names nobody, or they stand in none."""
    first = m.clause
    while first and reading.clauses[first].quoted:
        first -= 1
    if first == m.clause:
        return None
    lead = reading.clauses[first]
    if lead.status is Status.RULE:
        return False  # 对外一律不说“逾期”
    if lead.speaker is not _UNKNOWN:
        return lead.speaker in COLLECTING
    named = [p for p in reading.named_in(first) if not p.pronoun]
    return named[0].actor in COLLECTING if named else None


#: So many characters before whoever speaks.
_AT_THE_HEAD = 6
#: 威胁我们: ours are those to whom it is done.
_SUFFERS = re.compile("(?:[对跟向骂打冲朝找让叫给被拦推]|威胁|恐吓|投诉|抱怨|指责)$")
#: 没有说过…: nothing of it was said.
_NOT_SAID = re.compile(
    "(?:没有?|未曾?|从未|并未|不曾|不会|不得|严禁|禁止|不准|不许|不能|不可)(?:对其|对他|跟他|向其)?(?:再)?(?:说|讲|提|用|出现)"
)


def surely_ours(reading: Reading, m: Mention) -> bool:
    """Whether it is plain that ours speak: they say 你, or are named as who says it. A dropped subject is not enough."""
    if addressed(reading, m) and (m.speaker in COLLECTING or m.speaker is _UNKNOWN):
        return True
    told = any(t.start < m.end for t in reading.near(m, "said_to_them", before=1, by=COLLECTING))
    named = any(p.actor in COLLECTING for p in reading.named_in(m.clause - 1, m.clause))
    return m.speaker in COLLECTING and (told or named)


def addressed(reading: Reading, m: Mention) -> bool:
    """Whether the words speak to one person (你, your): in a log of ours, the borrower or who was met."""
    said = reading.said(m.clause)
    return "你们" not in said and _YOU.search(said) is not None


def conditional(reading: Reading, m: Mention) -> bool:
    """不还就…: what is denied is the paying, not the words."""
    return _UNLESS.search(reading.plain, reading.clause_start(m.clause), m.end) is not None


def done_by_us(m: Mention) -> bool:
    """Done by our side; with the subject dropped, what is done to the borrower is not done by him."""
    if m.status is not Status.HAPPENED:
        return False
    return m.actor in COLLECTING or (m.actor in OWING and m.target in OWING and not m.named)


class Among:
    """Some mentions, asked which of them stands beside another: as quickly where there are thousands of them."""

    def __init__(self, mentions: Iterable[Mention]):
        found = sorted(mentions, key=attrgetter("start"))
        self._starts = [m.start for m in found]
        self._reach = list(accumulate((m.end for m in found), max))
        self._clauses = sorted(m.clause for m in found)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def overlaps(self, m: Mention) -> bool:
        """Whether any of them shares words with a mention."""
        before = bisect_left(self._starts, m.end)
        return before > 0 and self._reach[before - 1] > m.start

    def within(self, first: int, last: int) -> bool:
        """Whether any of them stands in the clauses from `first` to `last`."""
        return bisect_left(self._clauses, first) < bisect_right(self._clauses, last)


def apart(mentions: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Those of the mentions that share no words with any of the others."""
    if not mentions or not others:
        return list(mentions)
    among = Among(others)
    return [m for m in mentions if not among.overlaps(m)]


@once
def ours_named(reading: Reading) -> Iterator[Person]:
    """Everyone named who is one of ours."""
    return (p for p in reading.persons if p.actor in COLLECTING)


@once
def others_named(reading: Reading) -> Iterator[Person]:
    """Everyone named who is not; he and she name nobody."""
    return (p for p in reading.persons if p.actor not in COLLECTING and not p.pronoun)


def any_between(people: Sequence[Person], start: int, end: int) -> bool:
    """Whether the words of any of these people, who stand in order, begin in `[start:end]`."""
    at = bisect_left(people, start, key=attrgetter("start"))
    return at < len(people) and people[at].start < end


#: A clause as long as this has swallowed its punctuation, and a denial in it reaches no further than so many characters.
_RUN_ON, _DENIED_WITHIN = 28, 8
_STOPS = re.compile("[,。;!?\\n]")
_DENYING = frozenset("不没未无冇莫别勿拒免")


def denied_far_off(reading: Reading, m: Mention) -> bool:
    """Whether what denies a mention belongs to something else: an account typed without commas, the word far before."""
    before = reading.plain[max(0, m.start - _RUN_ON) : m.start]
    if _STOPS.search(before + reading.plain[m.start : m.end]) or len(before) < _RUN_ON:
        return False
    return not _DENYING & set(before[-_DENIED_WITHIN:] + reading.plain[m.start : m.end])
