"""Samples: what was drawn of a project's visits, what a person found in each, and what it says of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection

from audit.model import AuditError, Text
from audit.sampling import Item, Method, Plan, Result, draw, evaluate
from audit.store import queries, runs, trail
from audit.store.changes import Recorder
from audit.store.desk_tables import sample_items, samples
from audit.store.imports import next_id
from audit.store.nouns import RunInfo, Sample, SampleItem
from audit.store.rows import dumps, loads, moment
from audit.store.session import Session
from audit.store.tables import findings, visits
from audit.store.where import Condition, plain

STATES = ("", "ok", "deviation")
_GONE = Text("这份抽样已不存在，请刷新。", "That sample is no longer there; refresh.")
_NOTHING = Text("按所选条件没有可抽取的外访。", "No visit meets the conditions: there is nothing to draw from.")
_STATE = Text("检查结果只能是“未查”“无偏差”或“有偏差”。", "A check ends as unchecked, ok or deviation.")
#: What a finding adds to the risk of its visit, by grade; one that only waits for a person adds a tenth.
_WEIGHTS: Mapping[int, float] = {1: 1000.0, 2: 100.0, 3: 10.0, 4: 1.0}
_STRATA = ("agency", "month", "outcome", "weekday")


class Samples:
    def __init__(self, session: Session):
        self._session = session

    def draw(self, project: int, name: str, plan: Plan, where: Iterable[Condition], stratum: str, run: int | None) -> Sample:
        """One step to undo. The same visits, plan and seed give the same sample on any machine."""
        session, at, where = self._session, self._session.clock(), tuple(where)
        if stratum not in _STRATA:
            raise AuditError(Text(f"不能按“{stratum}”分层。", f"Strata cannot be made of “{stratum}”."))
        with session.changing() as conn:
            asked = queries.resolved(conn, where)
            info = runs.one(conn, run) if run is not None else runs.latest(conn, project)
            items = _items(conn, queries.visit_ids(project, asked, (), None, session.database.sqlite), stratum, info)
            if not items:
                raise AuditError(_NOTHING)
            drawn = draw(items, plan.method, plan.size, plan.seed)
            recorder = Recorder(
                conn, project, session.user, at, Text(f"抽取样本 {len(drawn)} 条", f"draw a sample of {len(drawn)}")
            )
            number = next_id(conn, samples)
            kept = {"confidence": plan.confidence, "tolerable": plan.tolerable, "expected": plan.expected, "stratum": stratum,
                    "where": plain(where)}  # fmt: skip
            recorder.insert(samples, {
                "id": number, "project_id": project, "name": name, "method": plan.method.value, "size": len(drawn), "seed": plan.seed,
                "population": len(items), "plan": dumps(kept), "by": session.user, "at": at.isoformat(), "version": 1,
            })  # fmt: skip
            first = next_id(conn, sample_items)
            for place, item in enumerate(drawn):
                recorder.insert(sample_items, {
                    "id": first + place, "sample_id": number, "visit": item.id, "place": place + 1, "stratum": item.stratum, "state": "",
                    "note": "", "by": "", "at": "", "version": 1,
                })  # fmt: skip
            recorder.keep(len(drawn))
            trail.write(conn, at, session.user, "sample", f"sample:{number}", project=project,
                        after={"method": plan.method, "size": len(drawn), "seed": plan.seed, "population": len(items)})  # fmt: skip
            return _one(conn, number)

    def every(self, project: int) -> tuple[Sample, ...]:
        with self._session.reading() as conn:
            return tuple(_sample(row) for row in conn.execute(_wanted().where(samples.c.project_id == project)))

    def one(self, number: int) -> Sample:
        with self._session.reading() as conn:
            return _one(conn, number)

    def items(self, number: int) -> tuple[SampleItem, ...]:
        wanted = select(sample_items).where(sample_items.c.sample_id == number).order_by(sample_items.c.place)
        with self._session.reading() as conn:
            return tuple(_item(row) for row in conn.execute(wanted))

    def check(self, number: int, state: str, note: str, version: int | None) -> SampleItem:
        session, at = self._session, self._session.clock()
        if state not in STATES:
            raise AuditError(_STATE)
        with session.changing() as conn:
            before = conn.execute(select(sample_items).where(sample_items.c.id == number)).first()
            if before is None:
                raise AuditError(_GONE)
            project = _one(conn, before.sample_id).project
            recorder = Recorder(conn, project, session.user, at, Text("记录抽样检查结果", "record what a drawn visit showed"))
            values = {"state": state, "note": note, "by": session.user, "at": at.isoformat()}
            recorder.update(sample_items, {"id": number}, values, version)
            recorder.keep()
            trail.write(conn, at, session.user, "sample_check", f"visit:{before.visit}", project=project,
                        before={"state": before.state}, after={"state": state, "sample": before.sample_id})  # fmt: skip
            return _item(conn.execute(select(sample_items).where(sample_items.c.id == number)).one())

    def delete(self, number: int) -> None:
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            sample = _one(conn, number)
            recorder = Recorder(
                conn, sample.project, session.user, at, Text(f"删除抽样 {sample.name}", f"delete sample {sample.name}")
            )
            ids = conn.execute(
                select(sample_items.c.id).where(sample_items.c.sample_id == number).order_by(sample_items.c.id.desc())
            )
            for item in ids.scalars().all():
                recorder.delete(sample_items, {"id": item})
            recorder.delete(samples, {"id": number})
            recorder.keep(1)
            trail.write(conn, at, session.user, "sample_delete", f"sample:{number}", project=sample.project,
                        before={"size": sample.plan.size, "checked": sample.checked})  # fmt: skip

    def result(self, number: int) -> Result:
        sample = self.one(number)
        plan = sample.plan
        return evaluate(
            sample.population, sample.checked, sample.deviations, confidence=plan.confidence, tolerable=plan.tolerable, method=plan.method
        )  # fmt: skip

    def by_stratum(self, number: int) -> dict[str, tuple[int, int, int]]:
        """Drawn, checked and deviating by stratum."""
        found: dict[str, tuple[int, int, int]] = {}
        for item in self.items(number):
            drawn, checked, bad = found.get(item.stratum, (0, 0, 0))
            found[item.stratum] = (drawn + 1, checked + bool(item.state), bad + (item.state == "deviation"))
        return found


def _items(conn: Connection, ids: Any, stratum: str, run: RunInfo | None) -> list[Item]:
    """What can be drawn: each visit once by its key, also where two files tell of it."""
    risks = _risks(conn, run) if run else {}
    inside = ids.order_by(None).subquery()
    told = visits.c.id, visits.c.key, queries.VISIT_COLUMNS[stratum].label("stratum"), visits.c.visit_date, visits.c.start_time
    wanted = select(*told).join(inside, inside.c.id == visits.c.id)
    found: dict[str, Item] = {}
    for row in conn.execute(wanted.order_by(visits.c.id)):
        found.setdefault(
            row.key,
            Item(
                row.key,
                row.id,
                "" if row.stratum is None else str(row.stratum),
                risks.get(row.id, 0.0),
                f"{row.visit_date} {row.start_time}",
            ),
        )
    return list(found.values())


def _risks(conn: Connection, run: RunInfo) -> dict[int, float]:
    columns, source = queries.findings_of(run)
    weight = case(*((findings.c.grade == grade, points) for grade, points in _WEIGHTS.items()), else_=1.0)
    standing = columns["standing"]
    counted = case((standing == "violation", weight), (standing == "waiting", weight / 10), else_=0.0)
    wanted = select(findings.c.visit, func.sum(counted)).select_from(source).where(findings.c.run_id == run.id)
    return {row[0]: float(row[1]) for row in conn.execute(wanted.group_by(findings.c.visit)) if row[0] is not None}


def _wanted() -> Any:
    mine = sample_items.c.sample_id == samples.c.id
    checked = select(func.count()).where(mine, sample_items.c.state != "").correlate(samples).scalar_subquery()
    bad = select(func.count()).where(mine, sample_items.c.state == "deviation").correlate(samples).scalar_subquery()
    return select(samples, checked.label("checked"), bad.label("deviations")).order_by(samples.c.id)


def _one(conn: Connection, number: int) -> Sample:
    row = conn.execute(_wanted().where(samples.c.id == number)).first()
    if row is None:
        raise AuditError(_GONE)
    return _sample(row)


def _sample(row: Any) -> Sample:
    kept = loads(row.plan)
    plan = Plan(Method(row.method), row.size, row.seed, kept["confidence"], kept["tolerable"], kept["expected"])
    return Sample(
        row.id, row.project_id, row.name, plan, row.population, row.by, moment(row.at), row.checked, row.deviations, kept["stratum"],
        row.version,
    )  # fmt: skip


def _item(row: Any) -> SampleItem:
    return SampleItem(
        row.id, row.sample_id, row.visit, row.place, row.stratum, row.state, row.note, row.by, moment(row.at) if row.at else None,
        row.version,
    )  # fmt: skip
