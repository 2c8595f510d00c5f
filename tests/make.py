"""Builders for tests: a compliant visit, a casebook around it, and only what a test cares about is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from audit import policy
from audit.casebook import Casebook
from audit.model import CaseFile, Source, StaffMember, Visit

AS_OF = date(2026, 10, 15)
_CLEAN = Visit(
    source=Source("log.xlsx", "9月", 5), visit_id="V1", case_id="C1", agency="安信", borrower_name="路遥遥", visit_date=date(2026, 9, 1),
    start_time=time(10), end_time=time(10, 30), visitors=("张立", "李敏"), visit_address="杭州市西湖区古墩路673弄9幢501室",
    person_met="路遥遥", relation="本人", id_shown=True, recorded=True, account="两人到场并出示工作证，客户表示月底还款。", outcome="承诺还款",
    columns=frozenset({
        "visit_id", "case_id", "borrower_name", "visit_date", "start_time", "end_time", "visitors", "visit_address", "person_met",
        "relation", "id_shown", "recorded", "account", "outcome",
    }),
)  # fmt: skip


def visit(row: int = 5, **fields: Any) -> Visit:
    """A visit that breaks nothing, but for the given fields; a field given is a column that the log has."""
    columns = fields.pop("columns", _CLEAN.columns | set(fields) - {"extra", "typed", "columns"})
    return replace(_CLEAN, source=replace(_CLEAN.source, row=row), columns=columns, **fields)


def case(**fields: Any) -> CaseFile:
    given = {"source": Source("cases.xlsx", "案件", 2), "case_id": "C1", "borrower_name": "路遥遥", "columns": frozenset(fields)}
    return CaseFile(**{**given, **fields})


def member(name: str = "张立", **fields: Any) -> StaffMember:
    given: dict[str, Any] = {
        "source": Source("staff.xlsx", "备案", 3), "name": name, "agency": "安信", "trained_on": date(2026, 3, 1),
        "credential": "WF100001", "credential_until": date(2027, 12, 31), "status": "在职",
        "columns": frozenset({"name", "number", "agency", "trained_on", "credential", "credential_until", "status", "remark"}),
    }  # fmt: skip
    return StaffMember(**{**given, **fields})


def casebook(
    *visits: Visit, cases: Iterable[CaseFile] = (), staff: Iterable[StaffMember] = (), earlier: Sequence[Visit] = (),
    pack: str = "cn-default", as_of: date = AS_OF,
) -> Casebook:  # fmt: skip
    return Casebook(visits, policy=policy.load(pack), as_of=as_of, cases=cases, staff=staff, earlier=earlier)
