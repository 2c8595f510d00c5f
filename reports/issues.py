"""Issues: what is asked of an agency, one for each rule that its records broke, with the number that all papers call it by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reports.tally import Item
from reports.telling import Telling, number


class Issue(NamedTuple):
    """One rule at one agency: its findings that count, the gravest grade among them, and what they cost before the cap."""

    number: str
    agency: str
    rule: str
    grade: int
    items: tuple[Item, ...]
    points: float

    @property
    def short(self) -> str:
        """The number's end, by which the papers of one notice call it: 03-01."""
        return self.number[-5:]

    @property
    def confirmed(self) -> int:
        return sum(item.standing == "confirmed" for item in self.items)

    @property
    def sure_grade(self) -> int:
        """The gravest grade that a person has confirmed; where nothing is confirmed, the gravest suspected."""
        return min((i.finding.grade for i in self.items if i.standing == "confirmed"), default=self.grade)

    @property
    def visits(self) -> int:
        return len({item.visit.source for item in self.items if item.visit})

    @property
    def cases(self) -> int:
        return len({item.visit.case_id for item in self.items if item.visit and item.visit.case_id})


def issues(t: Telling, agencies: Sequence[str] = ()) -> tuple[Issue, ...]:
    """By agency, then the gravest first. `agencies` are all of the audit in order, where this telling knows only one of them:
    an agency's papers carry the same numbers as the bank's ledger."""
    order = list(agencies) or sorted({one.visit.agency for one in t.result.audited})
    order += sorted({item.agency for item in t.items} - set(order))  # a finding about a log that several agencies share is nobody's
    points = {cell.agency: {(d.rule, d.grade): d.points for c in cell.charges for d in c.deductions} for cell in t.tally.agencies}
    found: list[Issue] = []
    for place, agency in enumerate(order, 1):
        groups: dict[str, list[Item]] = {}
        for item in t.items:
            if item.counts and item.agency == agency:
                groups.setdefault(item.finding.rule, []).append(item)
        ranked = sorted(groups.items(), key=lambda pair: min(i.finding.grade for i in pair[1]))
        for n, (rule, items) in enumerate(ranked, 1):
            cost = sum(points.get(agency, {}).get((rule, i.finding.grade), 0.0) for i in items if i.visit)
            name = f"{paper_number(t, place)}-{n:02d}"
            found.append(Issue(name, agency, rule, min(i.finding.grade for i in items), tuple(items), cost))
    return tuple(found)


def paper_number(t: Telling, place: int) -> str:
    """The number of an agency's papers: the report's, and which of its agencies this is."""
    return f"{number(t)}-{place:02d}"
