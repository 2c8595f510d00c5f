"""What a rule is: one question, asked of one visit and what surrounds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from audit.model import Evidence, Found, Outcome, SheetReport, Text, Visit

if TYPE_CHECKING:
    from audit.casebook import Casebook

#: R a regulation, standard or guideline; C contract or bank policy; T truth of the record.
Ground = Literal["R", "C", "T"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue, named by the breach.

    `grade`: default severity, 1 (gravest) to 4. `broken`/`kept`: one sentence each on what breaks it and what does not.
    `family`: core, conduct, time, record. `across`: it asks the casebook for other visits. `check` answers for one visit and reads no clock, file or setting; `check_log`, where
    there is one, answers for a whole log.
    """

    code: str
    title: Text
    ground: Ground
    grade: int
    family: Literal["core", "conduct", "time", "record"]
    broken: Text
    kept: Text
    check: Callable[[Visit, Casebook], Found | None]
    check_log: Callable[[SheetReport, Casebook], Found | None] | None = None
    across: bool = False


def violation(message: Text, *evidence: Evidence, clears: Text = Text("", ""), grade: int | None = None) -> Found:
    return Found(Outcome.VIOLATION, message, evidence, clears, grade)


def review(message: Text, *evidence: Evidence, clears: Text = Text("", ""), grade: int | None = None) -> Found:
    return Found(Outcome.REVIEW, message, evidence, clears, grade)
