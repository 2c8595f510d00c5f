"""Casebook: all visits, case files, staff, the policy and the audit day, with the indexes that rules ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from audit.account import Cast, Reading, read
from audit.model import CaseFile, StaffMember, Visit
from audit.policy import Limits, Policy


class Casebook:
    """What surrounds a visit. Indexes are built at first use, in near-linear time, and never change.

    `visits` are those to be audited; `earlier` are visits already stored from other imports: cross-row rules see both.
    """

    def __init__(
        self, visits: Sequence[Visit], *, policy: Policy, as_of: date, cases: Iterable[CaseFile] = (),
        staff: Iterable[StaffMember] = (), earlier: Sequence[Visit] = (),
    ):  # fmt: skip
        self.visits = visits
        self.earlier = earlier
        self.policy = policy
        self.as_of = as_of
        self.cases: Mapping[str, CaseFile] = {c.case_id: c for c in cases}
        self.staff: tuple[StaffMember, ...] = tuple(staff)
        self._read: tuple[Visit, dict[str, Reading]] | None = None

    def limits(self, visit: Visit) -> Limits:
        """The limits in force on the day of the visit."""
        return self.policy.on(visit.visit_date).limits

    def case(self, visit: Visit) -> CaseFile | None:
        """The case file of the visit's case, if there is one."""
        return self.cases.get(visit.case_id)

    def reading(self, visit: Visit, name: str = "account") -> Reading:
        """Text field `name` of the visit as read; all rules share the readings of the visit at hand."""
        if self._read is None or self._read[0] is not visit:
            self._read = (visit, {})
        known = self._read[1].get(name)
        if known is None:
            case = self.case(visit)
            liable = tuple(person.name for person in case.liable) if case else ()
            cast = Cast(visit.visitors, visit.borrower_name, liable, visit.person_met, visit.relation)
            known = self._read[1][name] = read(visit.as_typed(name), cast)
        return known

    @cached_property
    def by_case(self) -> Mapping[str, tuple[Visit, ...]]:
        """All visits (earlier ones too) of a case in order of time; a visit that came in two files stands once."""
        found: dict[str, dict[str, Visit]] = {}
        for visit in (*self.earlier, *self.visits):
            if visit.case_id:
                found.setdefault(visit.case_id, {})[visit.key] = visit
        return {case: tuple(sorted(same.values(), key=_when)) for case, same in found.items()}


def _when(visit: Visit) -> tuple[date, str]:
    return (visit.visit_date or date.min, visit.as_typed("start_time"))
