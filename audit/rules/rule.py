"""What a rule is: one question, asked of one visit and what surrounds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from audit.model import Evidence, Found, Outcome, SheetReport, Source, Text, Visit

if TYPE_CHECKING:
    from audit.casebook import Casebook

#: R a regulation, standard or guideline; C contract or bank policy; T truth of the record.
Ground = Literal["R", "C", "T"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue, named by the breach.

    `grade`: default severity, 1 (gravest) to 4. `broken`/`kept`: one sentence each on what breaks it and what does not; `clears`: what
    would show that a finding is none. `family`: core, conduct, time, record. `across`: it asks the casebook for other visits. `check`
    answers for one visit and reads no clock, file or setting; `check_log`, where there is one, answers for a whole log.
    """

    code: str
    title: Text
    ground: Ground
    grade: int
    family: Literal["core", "conduct", "time", "record"]
    broken: Text
    kept: Text
    clears: Text
    check: Callable[[Visit, Casebook], Found | None]
    check_log: Callable[[SheetReport, Casebook], Found | None] | None = None
    across: bool = False


def violation(message: Text, *evidence: Evidence, clears: Text | None = None, grade: int | None = None) -> Found:
    return Found(Outcome.VIOLATION, message, _each(evidence), clears, grade)


def review(message: Text, *evidence: Evidence, clears: Text | None = None, grade: int | None = None) -> Found:
    return Found(Outcome.REVIEW, message, _each(evidence), clears, grade)


def _each(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """In the same order, without quotes that stand inside another one, or twice."""
    each = dict.fromkeys(evidence)
    furthest: dict[tuple[str, Source | None], int] = {}
    for one in sorted((e for e in each if e.end is not None), key=lambda e: (e.start or 0, -(e.end or 0))):
        where, end = (one.field, one.source), one.end or 0
        if end <= furthest.get(where, 0):
            del each[one]
        furthest[where] = max(end, furthest.get(where, 0))
    return tuple(each)
