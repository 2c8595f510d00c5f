"""Former audits of the same agencies, for the comparison with the last period: found in the store, counted as today."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from audit.grading import Past, figures
from audit.model import AuditError, Progress, Text
from audit.run import AuditRun, stored_run

if TYPE_CHECKING:
    from audit.store.store import Store

STAGE = Text("读取上期数据", "Reading the last period")


class _Former(NamedTuple):
    """A finished run of another project that holds visits of an agency from before the period at hand."""

    agency: str
    first: date
    last: date
    run: int


def past(store: Store, run: AuditRun) -> Generator[Progress, None, tuple[Past, ...]]:
    """The newest earlier audit of each agency of `run` whose visits all lie before its own; an agency without one is left out."""
    begins = _begins(run)
    newest: dict[str, _Former] = {}
    for former in _formers(store, run.project_id, begins):
        known = newest.get(former.agency)
        if known is None or (known.last, known.run) < (former.last, former.run):
            newest[former.agency] = former
    told: list[Past] = []
    for number in sorted({former.run for former in newest.values()}):
        try:
            read = yield from stored_run(store, number)
        except AuditError:  # a policy file that is no longer there: its figures cannot be had again
            continue
        cells = {cell.agency: cell for cell in figures(read.audited, read.decisions, read.policy).agencies}
        version = f"{read.policy.name} {read.policy.version}"
        told += [Past(f.agency, f.first, f.last, read.as_of, version, cells[f.agency])
                 for f in newest.values() if f.run == number and f.agency in cells]  # fmt: skip
    return tuple(sorted(told, key=lambda p: p.agency))


def _begins(run: AuditRun) -> Mapping[str, date]:
    """The first day of each agency's visits."""
    begins: dict[str, date] = {}
    for one in run.audited:
        day = one.visit.visit_date
        if day and day < begins.get(one.visit.agency, date.max):
            begins[one.visit.agency] = day
    return begins


def _formers(store: Store, project: int, begins: Mapping[str, date]) -> Iterator[_Former]:
    for other in store.projects():
        if other.id == project or (last := store.last_run(other.id)) is None:
            continue
        days: dict[str, list[date]] = {}
        for agency, day in store.visit_counts(other.id, ("agency", "visit_date")):
            if day and agency in begins:
                days.setdefault(agency, []).append(day if isinstance(day, date) else date.fromisoformat(str(day)))
        for agency, found in days.items():
            if max(found) < begins[agency]:
                yield _Former(agency, min(found), max(found), last.id)
