"""Counts behind the report: how each finding stands, the grading's figures, and counts by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from audit.auditor import Audited
from audit.grading import Cell, counts, figures, waits
from audit.model import Decision, Finding, Visit
from audit.rules import RULES
from reports.result import AuditResult

Standing = Literal["violation", "confirmed", "review", "dismissed"]
ORDER = {rule.code: n for n, rule in enumerate(RULES)}


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
    """As the grading counts it; a finding for which evidence is wanted waits among the reviews."""
    if counts(finding, decision):
        return "confirmed" if decision else "violation"
    return "review" if waits(finding, decision) else "dismissed"


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
class RuleCount:
    """Findings of one rule by standing; `visits` and `logs`: visits and whole logs with a finding that counts."""

    standings: Counter[str] = field(default_factory=Counter)
    grades: Counter[int] = field(default_factory=Counter)
    visits: int = 0
    logs: int = 0

    @property
    def violations(self) -> int:
        return self.standings["violation"] + self.standings["confirmed"]


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a report: those of the grading, and counts by rule."""

    whole: Cell
    agencies: tuple[Cell, ...]
    by_rule: Mapping[str, RuleCount]
    rule_agency: Mapping[tuple[str, str], int]

    @property
    def violations(self) -> int:
        """Findings about visits that count."""
        return sum(self.whole.violations.values())

    @property
    def reviews(self) -> int:
        return sum(self.whole.reviews.values())

    @property
    def logs(self) -> int:
        """Findings about whole logs that count: they are in no rate and no score."""
        return sum(count.logs for count in self.by_rule.values())

    @property
    def dismissed(self) -> int:
        return sum(count.standings["dismissed"] for count in self.by_rule.values())


def tally(result: AuditResult, found: Sequence[Item]) -> Tally:
    """Count everything once."""
    by_rule: dict[str, RuleCount] = {}
    cells: Counter[tuple[str, str]] = Counter()
    for item in found:
        count = by_rule.setdefault(item.finding.rule, RuleCount())
        count.standings[item.standing] += 1
        if item.counts:
            count.grades[item.finding.grade] += 1
            count.visits += item.visit is not None
            count.logs += item.visit is None
            cells[item.finding.rule, item.agency] += 1
    told = figures(result.audited, result.decisions, result.policy)
    return Tally(told.whole, told.agencies, by_rule, cells)


def share(part: int, whole: int) -> str:
    """A rate in percent with one decimal; a dash where there is nothing to divide by."""
    return f"{part * 100 / whole:.1f}%" if whole else "—"
