"""When visits were made and who made them: counts by month, week, weekday and hour, and by visitor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from audit.model import Source
from reports.tally import Item
from reports.telling import Telling


class Spell(NamedTuple):
    """Visits of a month or week: all, those with a violation, those with something to be reviewed."""

    first: date
    visits: int
    broken: int
    waiting: int


class Rhythm(NamedTuple):
    """`hours`: by weekday (Monday 0) and hour of the start, visits and those among them with a violation; `timed`: visits with both."""

    months: tuple[Spell, ...]
    weeks: tuple[Spell, ...]
    visits_at: Counter[tuple[int, int]]
    broken_at: Counter[tuple[int, int]]
    timed: int
    dated: int


class Visitor(NamedTuple):
    """A visitor of an agency: visits, those with a violation, and violations."""

    agency: str
    name: str
    number: str
    visits: int
    broken: int
    findings: int


def rhythm(t: Telling) -> Rhythm:
    """Counted as the grading counts: what was dismissed is nothing, what waits for a person is apart."""
    broken, waiting = _standing(t.items)
    months: dict[date, list[int]] = {}
    weeks: dict[date, list[int]] = {}
    visits_at: Counter[tuple[int, int]] = Counter()
    broken_at: Counter[tuple[int, int]] = Counter()
    dated = 0
    for visit, _ in t.result.audited:
        day = visit.visit_date
        if day is None:
            continue
        dated += 1
        row = (1, visit.source in broken, visit.source in waiting)
        for spells, first in ((months, day.replace(day=1)), (weeks, day - timedelta(days=day.weekday()))):
            counts = spells.setdefault(first, [0, 0, 0])
            for n in range(3):
                counts[n] += row[n]
        if visit.start_time:
            place = (day.weekday(), visit.start_time.hour)
            visits_at[place] += 1
            broken_at[place] += visit.source in broken
    return Rhythm(_spells(months), _spells(weeks), visits_at, broken_at, sum(visits_at.values()), dated)


def _standing(items: Sequence[Item]) -> tuple[set[Source], set[Source]]:
    """The rows with a violation, and those with something that waits."""
    broken = {item.finding.source for item in items if item.visit and item.counts}
    return broken, {item.finding.source for item in items if item.visit and item.standing == "review"}


def _spells(counted: dict[date, list[int]]) -> tuple[Spell, ...]:
    return tuple(Spell(first, *counts) for first, counts in sorted(counted.items()))


def visitors(t: Telling) -> tuple[Visitor, ...]:
    """Everybody in whose records something was found, the most findings first; each person of a visit counts."""
    visits: Counter[tuple[str, str, str]] = Counter()
    broken: Counter[tuple[str, str, str]] = Counter()
    findings: Counter[tuple[str, str, str]] = Counter()
    hit, _ = _standing(t.items)
    for visit, _findings in t.result.audited:
        for who in _who(visit.agency, visit.visitors, visit.visitor_numbers):
            visits[who] += 1
            broken[who] += visit.source in hit
    for item in t.items:
        if item.counts and item.visit:
            for who in _who(item.visit.agency, item.visit.visitors, item.visit.visitor_numbers):
                findings[who] += 1
    named = sorted(findings, key=lambda who: (-findings[who], who))
    return tuple(Visitor(*who, visits[who], broken[who], findings[who]) for who in named)


def _who(agency: str, names: tuple[str, ...], numbers: tuple[str, ...]) -> set[tuple[str, str, str]]:
    padded = numbers if len(numbers) == len(names) else ("",) * len(names)
    return {(agency, name, number) for name, number in zip(names, padded, strict=True)}
