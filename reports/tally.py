"""Counts behind the report: which findings count, how many visits of how many, and the score of each agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from audit.auditor import Audited
from audit.model import Decision, Finding, Outcome, Verdict, Visit
from audit.policy import Policy
from audit.rules import RULES

Standing = Literal["violation", "confirmed", "review", "dismissed"]
ORDER = {rule.code: n for n, rule in enumerate(RULES)}
#: Points lost by a finding and the most a grade can cost, where the policy's scorecard says nothing. Grade 1 leaves nothing.
POINTS = {1: (100.0, 100.0), 2: (10.0, 40.0), 3: (3.0, 20.0), 4: (1.0, 10.0)}


class Item(NamedTuple):
    """A finding with the visit it is about (None: the whole log) and how it stands after people's decisions."""

    visit: Visit | None
    finding: Finding
    standing: Standing
    decision: Decision | None
    agency: str

    @property
    def counts(self) -> bool:
        return self.standing in ("violation", "confirmed")


def standing(finding: Finding, decision: Decision | None) -> Standing:
    """A dismissed finding never counts; a review counts only once a person confirmed it."""
    if decision and decision.verdict is Verdict.DISMISSED:
        return "dismissed"
    if decision and decision.verdict is Verdict.CONFIRMED:
        return "confirmed"
    return "violation" if finding.outcome is Outcome.VIOLATION else "review"


def items(audited: Sequence[Audited], logs: Iterable[Finding], decisions: Mapping[str, Decision]) -> list[Item]:
    """Every finding in the order of reports: by rule of the catalogue, then agency, file, sheet, row."""

    of_file = _agencies_of_files(audited)

    def item(visit: Visit | None, finding: Finding) -> Item:
        decision = decisions.get(finding.fingerprint)
        agency = visit.agency if visit else of_file.get(finding.source.file, "")
        return Item(visit, finding, standing(finding, decision), decision, agency)

    found = [item(a.visit, f) for a in audited for f in a.findings] + [item(None, f) for f in logs]
    return sorted(found, key=_place)


def _agencies_of_files(audited: Iterable[Audited]) -> dict[str, str]:
    """The agency of each file that holds visits of one agency only: a finding about the whole log is its."""
    seen: dict[str, set[str]] = {}
    for visit, _ in audited:
        seen.setdefault(visit.source.file, set()).add(visit.agency)
    return {file: next(iter(names)) for file, names in seen.items() if len(names) == 1}


def _place(item: Item) -> tuple[int, str, str, str, int, str]:
    source = item.finding.source
    return (ORDER.get(item.finding.rule, len(ORDER)), item.agency, source.file, source.sheet, source.row, item.finding.fingerprint)


@dataclass(slots=True)
class Count:
    """How many visits were checked in a group, and how many findings of each standing were made there."""

    visits: int = 0
    with_violation: int = 0
    with_review: int = 0
    standings: Counter[str] = field(default_factory=Counter)
    grades: Counter[int] = field(default_factory=Counter)

    @property
    def violations(self) -> int:
        return self.standings["violation"] + self.standings["confirmed"]


class Charge(NamedTuple):
    """What the findings of a grade cost: `findings` times `points`, at most `cap`."""

    grade: int
    findings: int
    points: float
    cap: float

    @property
    def cost(self) -> float:
        return min(self.findings * self.points, self.cap)


class Score(NamedTuple):
    """100 less the charges; any finding of grade 1 leaves 0."""

    charges: tuple[Charge, ...]

    @property
    def points(self) -> float:
        return max(0.0, 100.0 - sum(charge.cost for charge in self.charges))

    @property
    def rating(self) -> str:
        if self.charges[0].findings:
            return "D"
        return next((letter for letter, least in (("A", 95), ("B", 85), ("C", 70)) if self.points >= least), "D")


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a report."""

    whole: Count
    by_agency: Mapping[str, Count]
    by_rule: Mapping[str, Counter[str]]
    rule_agency: Mapping[tuple[str, str], int]
    scores: Mapping[str, Score]


def tally(audited: Sequence[Audited], found: Sequence[Item], policy: Policy) -> Tally:
    """Count everything once. Findings about a whole log count for their rule, but for no visit."""
    whole = Count(len(audited))
    groups: dict[str, Count] = {}
    for visit, _ in audited:
        groups.setdefault(visit.agency, Count()).visits += 1
    by_rule: dict[str, Counter[str]] = {}
    cells: Counter[tuple[str, str]] = Counter()
    marked: dict[str, set[int]] = {"violation": set(), "review": set()}
    for item in found:
        by_rule.setdefault(item.finding.rule, Counter())[item.standing] += 1
        for count in (whole, groups.setdefault(item.agency, Count())):
            count.standings[item.standing] += 1
            if item.counts:
                count.grades[item.finding.grade] += 1
        if item.counts:
            cells[item.finding.rule, item.agency] += 1
        for kind in _first(item, marked):
            for count in (whole, groups[item.agency]):
                if kind == "violation":
                    count.with_violation += 1
                else:
                    count.with_review += 1
    agencies = {name: groups[name] for name in sorted(groups)}
    scores = {name: _score(count, policy) for name, count in agencies.items() if count.visits}
    return Tally(whole, agencies, by_rule, cells, scores)


def _first(item: Item, marked: Mapping[str, set[int]]) -> Iterator[str]:
    """Whether this is the visit's first finding that counts, or its first review."""
    if item.visit is None:
        return
    kind = "violation" if item.counts else item.standing
    if kind in marked and id(item.visit) not in marked[kind]:
        marked[kind].add(id(item.visit))
        yield kind


def _score(count: Count, policy: Policy) -> Score:
    return Score(tuple(Charge(g, count.grades[g], *_points(policy, g)) for g in (1, 2, 3, 4)))


def _points(policy: Policy, grade: int) -> tuple[float, float]:
    told = policy.scorecard.get(str(grade), {})
    points, cap = POINTS[grade]
    return float(told.get("points", points)), float(told.get("cap", cap))


def share(part: int, whole: int) -> str:
    """A rate in percent with one decimal; a dash where there is nothing to divide by."""
    return f"{part * 100 / whole:.1f}%" if whole else "—"
