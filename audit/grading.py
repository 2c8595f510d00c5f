"""From findings and decisions to grades, rates and scores: the same figures for the window and the report.

A review that nobody confirmed, a finding that somebody dismissed and one for which more evidence is wanted cost nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from audit.aggravating import REPEATED, aggravate
from audit.auditor import Audited
from audit.model import Decision, Finding, Outcome, Verdict
from audit.policy import Policy

__all__ = ["Cell", "Charge", "Deduction", "Figures", "Past", "Rate", "aggravate", "counts", "figures", "score", "waits"]
WORST = "D"


class Rate(NamedTuple):
    """A part and its whole. A whole of 0 has no rate."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        return self.part / self.whole if self.whole else None


class Deduction(NamedTuple):
    """What the counted findings of one rule at one grade cost before the cap of the grade."""

    grade: int
    rule: str
    findings: int
    points: float

    @property
    def cost(self) -> float:
        return self.findings * self.points


class Charge(NamedTuple):
    """What one grade costs: the deductions of its rules, together at most `cap`."""

    grade: int
    deductions: tuple[Deduction, ...]
    cap: float

    @property
    def cost(self) -> float:
        return min(self.cap, sum(d.cost for d in self.deductions))


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of one agency in one month (`month` is '' where the date was not read; both are '' for the whole)."""

    agency: str
    month: str
    visits: int
    with_violation: int
    with_review: int  # visits with something that waits for a person
    complete: int  # visits without a gap in the record
    repeated: int  # violations by a visitor who had broken the same rule before
    violations: Mapping[str, int]
    reviews: Mapping[str, int]
    by_grade: Mapping[int, int]
    confirmed: int
    dismissed: int
    wanted: int
    charges: tuple[Charge, ...]
    score: float
    rating: str

    @property
    def violation_rate(self) -> Rate:
        return Rate(self.with_violation, self.visits)

    @property
    def review_rate(self) -> Rate:
        return Rate(self.with_review, self.visits)

    @property
    def completeness(self) -> Rate:
        return Rate(self.complete, self.visits)

    @property
    def repeat_rate(self) -> Rate:
        return Rate(self.repeated, sum(self.violations.values()))


@dataclass(frozen=True, slots=True)
class Figures:
    """All cells by agency and month, each agency over all months, and the whole (its score is that of all agencies taken together)."""

    cells: tuple[Cell, ...]
    agencies: tuple[Cell, ...]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Past:
    """A former audit of one agency: its period, how it was judged and its figures then, with the decisions as they are now."""

    agency: str
    first: date
    last: date
    as_of: date
    policy: str  # name and version
    cell: Cell


def counts(finding: Finding, decision: Decision | None) -> bool:
    """Whether a finding is a violation in the figures."""
    if decision is None:
        return finding.outcome is Outcome.VIOLATION
    return decision.verdict is Verdict.CONFIRMED


def waits(finding: Finding, decision: Decision | None) -> bool:
    """Whether a finding waits for a person or for evidence."""
    if decision is None:
        return finding.outcome is Outcome.REVIEW
    return decision.verdict is Verdict.WANTED


def figures(audited: Iterable[Audited], decisions: Mapping[str, Decision], policy: Policy) -> Figures:
    """Counts everything once. `decisions` are the latest by fingerprint."""
    months: dict[tuple[str, str], _Count] = {}
    for one in audited:
        day = one.visit.visit_date
        key = (one.visit.agency, f"{day:%Y-%m}" if day else "")
        count = months.get(key)
        if count is None:
            count = months[key] = _Count()
        count.add(one, decisions)
    agencies: dict[str, _Count] = {}
    whole = _Count()
    for (agency, _), count in months.items():
        agencies.setdefault(agency, _Count()).merge(count)
        whole.merge(count)
    return Figures(
        tuple(_cell(agency, month, months[agency, month], policy) for agency, month in sorted(months)),
        tuple(_cell(agency, "", agencies[agency], policy) for agency in sorted(agencies)),
        _cell("", "", whole, policy),
    )


def score(by_rule: Mapping[tuple[int, str], int], policy: Policy) -> tuple[tuple[Charge, ...], float, str]:
    """Charges by grade, the score that they leave of 100, and the rating: A to D, D for any finding of grade 1."""
    charges = tuple(_charge(grade, by_rule, policy.scorecard.get(str(grade), {})) for grade in (1, 2, 3, 4))
    left = max(0.0, 100.0 - sum(c.cost for c in charges))
    if charges[0].deductions:
        return charges, left, WORST
    steps = sorted(policy.scorecard.get("rating", {}).items(), key=lambda step: -float(step[1]))
    return charges, left, next((letter for letter, least in steps if left >= float(least)), WORST)


def _charge(grade: int, by_rule: Mapping[tuple[int, str], int], told: Mapping[str, Any]) -> Charge:
    points, cap = float(told.get("points", 0)), float(told.get("cap", 100))
    own = sorted((rule, n) for (g, rule), n in by_rule.items() if g == grade and n)
    return Charge(grade, tuple(Deduction(grade, rule, n, points) for rule, n in own), cap)


@dataclass(slots=True)
class _Count:
    """A tally while it grows."""

    visits: int = 0
    with_violation: int = 0
    with_review: int = 0
    complete: int = 0
    repeated: int = 0
    by_rule: Counter[tuple[int, str]] = field(default_factory=Counter)
    reviews: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[Verdict] = field(default_factory=Counter)

    def add(self, one: Audited, decisions: Mapping[str, Decision]) -> None:
        self.visits += 1
        broken = waiting = gap = False
        for finding in one.findings:
            decision = decisions.get(finding.fingerprint)
            if decision:
                self.verdicts[decision.verdict] += 1
            if counts(finding, decision):
                broken = True
                gap = gap or finding.rule == "record_gap"
                self.by_rule[finding.grade, finding.rule] += 1
                self.repeated += any(reason.zh.startswith(REPEATED) for reason in finding.aggravated)
            elif waits(finding, decision):
                waiting = True
                self.reviews[finding.rule] += 1
        self.with_violation += broken
        self.with_review += waiting
        self.complete += not gap

    def merge(self, other: _Count) -> None:
        for name in ("visits", "with_violation", "with_review", "complete", "repeated"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.by_rule.update(other.by_rule)
        self.reviews.update(other.reviews)
        self.verdicts.update(other.verdicts)


def _cell(agency: str, month: str, count: _Count, policy: Policy) -> Cell:
    rules: Counter[str] = Counter()
    grades: Counter[int] = Counter()
    for (grade, rule), n in count.by_rule.items():
        rules[rule] += n
        grades[grade] += n
    charges, left, rating = score(count.by_rule, policy)
    return Cell(
        agency, month, count.visits, count.with_violation, count.with_review, count.complete, count.repeated,
        dict(sorted(rules.items())), dict(sorted(count.reviews.items())), dict(sorted(grades.items())),
        count.verdicts[Verdict.CONFIRMED], count.verdicts[Verdict.DISMISSED], count.verdicts[Verdict.WANTED],
        charges, left, rating,
    )  # fmt: skip
