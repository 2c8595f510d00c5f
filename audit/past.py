"""Former audits of the same agencies, for the comparison with the last period: found in the store, counted as today.

An agency is known again by its name as people write it: 瑞达资产（杭州）有限公司 and 瑞达资产 (杭州) 有限责任公司 are one.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from audit.auditor import Audited
from audit.grading import Past, figures
from audit.model import AuditError, FileKind, Progress, Text
from audit.run import AuditRun, stored_run
from audit.values.text import fold

if TYPE_CHECKING:
    from audit.store.store import Store

STAGE = Text("读取上期数据", "Reading the last period")

MOST_OVERWRITTEN = 3  # former logs of one project that are looked at: their visits have to be read for their dates


_MARKS = re.compile(r"[\s()（）\[\]【】〔〕<>《》“”\"'·.,，。、\-_]+")
_FORM = re.compile(r"(?:股份|有限|责任)*公司$|(?:co|ltd|limited|inc|llc|corp|company)+$")


@lru_cache(maxsize=4096)
def agency_key(name: str) -> str:
    """An agency's name without what people write now so and now so: blanks, brackets, width, and the form of the company."""
    bare = _MARKS.sub("", fold(name).casefold())
    return _FORM.sub("", bare) or bare


class _Former(NamedTuple):
    """A finished run that holds visits of an agency from before the period at hand; `agency` as it is written now."""

    agency: str
    first: date
    last: date
    run: int


def past(store: Store, run: AuditRun) -> Generator[Progress, None, tuple[Past, ...]]:
    """The newest earlier audit of each agency of `run` whose visits all lie before its own; an agency without one is left out."""
    begins = _begins(run)
    newest: dict[str, _Former] = {}
    for former in (*_formers(store, run.project_id, begins), *_overwritten(store, run, begins)):
        known = newest.get(former.agency)
        if known is None or (known.last, known.run) < (former.last, former.run):
            newest[former.agency] = former
    told: list[Past] = []
    for number in sorted({former.run for former in newest.values()}):
        try:
            read = yield from stored_run(store, number)
        except AuditError:  # a policy file that is no longer there: its figures cannot be had again
            continue
        audited = _renamed(read.audited, _Spellings(begins))
        cells = {cell.agency: cell for cell in figures(audited, read.decisions, read.policy).agencies}
        version = f"{read.policy.name} {read.policy.version}"
        told += [Past(f.agency, f.first, f.last, read.as_of, version, cells[f.agency])
                 for f in newest.values() if f.run == number and f.agency in cells]  # fmt: skip
    return tuple(sorted(told, key=lambda p: p.agency))


class _Spellings:
    """The agencies at hand, asked for by any spelling. Two at hand that differ in spelling only stay two."""

    def __init__(self, names: Iterable[str]):
        self._names = frozenset(names)
        self._by_key: dict[str, list[str]] = {}
        for name in self._names:
            self._by_key.setdefault(agency_key(name), []).append(name)

    def now(self, name: str) -> str | None:
        if name in self._names:
            return name
        known = self._by_key.get(agency_key(name), [])
        return known[0] if len(known) == 1 else None


def _renamed(audited: Iterable[Audited], spellings: _Spellings) -> list[Audited]:
    """Visits under the names of today, so that they are counted together."""
    return [Audited(replace(one.visit, agency=now), one.findings)
            if (now := spellings.now(one.visit.agency)) and now != one.visit.agency else one for one in audited]  # fmt: skip


def _begins(run: AuditRun) -> Mapping[str, date]:
    """The first day of each agency's visits."""
    begins: dict[str, date] = {}
    for one in run.audited:
        day = one.visit.visit_date
        if day and day < begins.get(one.visit.agency, date.max):
            begins[one.visit.agency] = day
    return begins


def _formers(store: Store, project: int, begins: Mapping[str, date]) -> Iterator[_Former]:
    """Last runs of other projects."""
    for other in store.projects():
        if other.id != project and (last := store.last_run(other.id)) is not None:
            yield from _before(store.visit_counts(other.id, ("agency", "visit_date")), begins, last.id)


def _overwritten(store: Store, run: AuditRun, begins: Mapping[str, date]) -> Iterator[_Former]:
    """Former runs of this very project over other logs: whoever calls each month's log by one name has one project for them all."""
    logs = {info.id for info in store.imports(run.project_id) if info.kind is FileKind.VISITS}
    seen = [logs & set(run.diff.run.imports)]
    for former in sorted(store.runs(run.project_id), key=lambda r: -r.id):
        own = logs & set(former.imports)
        if own and not any(own & others for others in seen) and len(seen) <= MOST_OVERWRITTEN:
            seen.append(own)
            days = ((v.agency, v.visit_date) for v in store.visits(run.project_id, tuple(own)))
            yield from _before(days, begins, former.id)


def _before(rows: Iterable[tuple[Any, ...]], begins: Mapping[str, date], run: int) -> Iterator[_Former]:
    """The agencies of which every visit lies before those at hand."""
    spellings, days = _Spellings(begins), dict[str, list[date]]()
    for name, day in rows:
        if day and (agency := spellings.now(str(name or ""))) is not None:
            days.setdefault(agency, []).append(day if isinstance(day, date) else date.fromisoformat(str(day)))
    for agency, found in days.items():
        if max(found) < begins[agency]:
            yield _Former(agency, min(found), max(found), run)
