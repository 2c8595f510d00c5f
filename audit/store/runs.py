"""Runs: findings written in chunks that nobody sees until the run is finished, and how a run stands to the one before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import bindparam, delete, exists, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from audit.model import AuditError, Finding, Text
from audit.store import bodies, decisions, rows, trail
from audit.store.database import Database
from audit.store.imports import next_id
from audit.store.nouns import ImportState, RunDiff, RunInfo
from audit.store.rows import dumps, loads, moment
from audit.store.tables import findings, imports, runs, sentences

_GONE = Text(
    "这次检查已被另一个窗口的检查取代，请重新检查。", "This check was overtaken by one begun in another window; run it again."
)

#: What `finished` holds.
OPEN, FINISHED, DROPPED = 0, 1, -1


def begin(
    conn: Connection, project: int, policy: str, version: str, as_of: date, program_version: str, rules: Sequence[str],
    at: datetime, by: str,
) -> RunInfo:  # fmt: skip
    """Opens a run; what an unfinished one left behind (a killed process, an overtaken window) goes away."""
    number = next_id(conn, runs)  # taken before the others go: what they write late must not land in this one
    conn.execute(delete(runs).where(runs.c.project_id == project, runs.c.finished != FINISHED))
    live = select(imports.c.id).where(imports.c.project_id == project, imports.c.state == ImportState.LIVE.value)
    conn.execute(
        insert(runs),
        [{"id": number, "project_id": project, "policy": policy, "policy_version": version, "as_of": as_of.isoformat(),
          "program_version": program_version, "at": at.isoformat(), "by": by, "rules": dumps(list(rules)),
          "imports": dumps(list(conn.execute(live.order_by(imports.c.id)).scalars())), "visits": 0, "findings": 0,
          "previous": None, "finished": OPEN}],
    )  # fmt: skip
    return one(conn, number)


class FindingWriter:
    """Adds findings to an open run; keeps the ids of its few long sentences between chunks."""

    def __init__(self, database: Database, run: int):
        self._database, self._run = database, run
        self._sentences: dict[Text, int] = {}

    def add(self, conn: Connection, found: Iterable[tuple[int | None, Finding]]) -> int:
        """Writes a chunk in the given transaction; returns how many findings it held."""
        if conn.execute(select(runs.c.finished).where(runs.c.id == self._run)).scalar() != OPEN:
            raise AuditError(_GONE)
        return self.write(conn, found, {})

    def write(
        self, conn: Connection, found: Iterable[tuple[int | None, Finding]], stood: Mapping[tuple[int | None, str], int]
    ) -> int:  # fmt: skip
        """`stood`: ids that are free again, by visit and fingerprint; other findings get new ones."""
        number = max([next_id(conn, findings), *(id_ + 1 for id_ in stood.values())])
        sentence = next_id(conn, sentences)
        new: list[rows.Row] = []
        written: list[rows.Row] = []
        for visit, f in found:
            for text in (f.basis, f.clears):
                if text not in self._sentences:
                    self._sentences[text] = sentence + len(new)
                    new.append((sentence + len(new), self._run, *text))
            id_ = stood.get((visit, f.fingerprint)) or number
            number += id_ == number
            written.append(bodies.finding_row(f, id_, self._run, visit, self._sentences[f.basis], self._sentences[f.clears]))
        self._database.insert(conn, sentences, new)
        self._database.insert(conn, findings, written)
        return len(written)


def finish(conn: Connection, number: int, visits: int, at: datetime) -> RunDiff:
    """Makes the run the project's latest and tells how it differs from the one before."""
    run = one(conn, number)
    former = latest(conn, run.project)
    count = conn.execute(select(func.count()).select_from(findings).where(findings.c.run_id == number)).scalar_one()
    changed = conn.execute(
        update(runs).where(runs.c.id == number, runs.c.finished == OPEN).values(
            finished=FINISHED, previous=former.id if former else None, findings=count, visits=visits
        )
    )  # fmt: skip
    if not changed.rowcount:
        raise AuditError(_GONE)
    difference = diff(conn, one(conn, number))
    trail.write(
        conn, at, run.by, "run", f"run:{number}", project=run.project,
        before={"run": former.id} if former else {},
        after={"policy": run.policy, "version": run.policy_version, "as_of": run.as_of, "visits": visits, "findings": count,
               "new": difference.new, "unchanged": difference.unchanged, "gone": difference.gone},
    )  # fmt: skip
    return difference


def revise(
    database: Database, conn: Connection, number: int, found: Sequence[tuple[int | None, Finding]],
    gone: Collection[tuple[int | None, str]], at: datetime,
) -> None:  # fmt: skip
    """Puts findings into a project's latest run, each in place of the one that the visit had under its fingerprint; `gone` ones leave."""
    run = one(conn, number)
    if latest(conn, run.project) != run:
        raise AuditError(_GONE)
    wanted = {(visit, f.fingerprint) for visit, f in found}
    known = select(findings.c.visit, findings.c.fingerprint, findings.c.id).where(findings.c.run_id == number)
    held = {(visit, mark): id_ for visit, mark, id_ in conn.execute(known)}
    stood = {key: held[key] for key in wanted if key in held}
    left = {key: held[key] for key in gone if key in held and key not in wanted}
    _delete(conn, stood.values())
    FindingWriter(database, number).write(conn, found, stood)
    _delete(conn, left.values())  # not before: no new finding takes an id that somebody still looks at
    new = len(wanted) - len(stood) - len(left)
    conn.execute(update(runs).where(runs.c.id == number).values(findings=run.findings + new))
    trail.write(
        conn, at, run.by, "run", f"run:{number}", project=run.project, before={"findings": run.findings},
        after={"findings": run.findings + new, "revised": len(stood) + len(left)},
    )  # fmt: skip


def _delete(conn: Connection, ids: Collection[int]) -> None:
    if ids:
        conn.execute(delete(findings).where(findings.c.id == bindparam("old")), [{"old": id_} for id_ in ids])


def newest_finding(conn: Connection, number: int) -> int:
    return conn.execute(select(func.max(findings.c.id)).where(findings.c.run_id == number)).scalar_one() or 0


def drop(conn: Connection, number: int) -> None:
    """Empties an unfinished run; a finished one stays. The bare row holds its number until the next run begins."""
    if conn.execute(update(runs).where(runs.c.id == number, runs.c.finished == OPEN).values(finished=DROPPED)).rowcount:
        for table in (findings, sentences):
            conn.execute(delete(table).where(table.c.run_id == number))


def diff(conn: Connection, run: RunInfo) -> RunDiff:
    previous = run.previous if run.previous is not None else -1
    current, former, same = findings.alias("current"), findings.alias("former"), findings.alias("same")
    mine = select(func.count(current.c.fingerprint.distinct())).where(current.c.run_id == run.id)
    again = exists().where(former.c.run_id == previous, former.c.fingerprint == current.c.fingerprint)
    known = conn.execute(mine.where(again)).scalar_one()
    whole = conn.execute(mine).scalar_one()
    gone = conn.execute(gone_ids(run).with_only_columns(func.count(findings.c.fingerprint.distinct())).order_by(None)).scalar_one()
    latest = decisions.latest
    on_them = current.join(latest, decisions.is_latest(run.project, current.c.fingerprint))
    decided = mine.select_from(on_them).where(latest.c.verdict != "")
    as_decided = exists().where(
        same.c.run_id == run.id, same.c.fingerprint == current.c.fingerprint, same.c.digest == latest.c.digest
    )  # fmt: skip
    return RunDiff(
        run, whole - known, known, gone, conn.execute(decided).scalar_one(), conn.execute(decided.where(~as_decided)).scalar_one()
    )


def gone_ids(run: RunInfo) -> Select[Any]:
    """Findings of the run before that this one no longer has, among the rules it asked."""
    current = findings.alias("current")
    still = exists().where(current.c.run_id == run.id, current.c.fingerprint == findings.c.fingerprint)
    wanted = select(findings.c.id).where(
        findings.c.run_id == (run.previous if run.previous is not None else -1), ~still
    )  # fmt: skip
    return (wanted.where(findings.c.rule.in_(run.rules)) if run.rules else wanted).order_by(findings.c.id)


def one(conn: Connection, number: int) -> RunInfo:
    row = conn.execute(select(runs).where(runs.c.id == number)).first()
    if row is None:
        raise AuditError(_GONE)
    return _info(row)


def latest(conn: Connection, project: int) -> RunInfo | None:
    wanted = select(runs).where(runs.c.project_id == project, runs.c.finished == FINISHED).order_by(runs.c.id.desc()).limit(1)
    row = conn.execute(wanted).first()
    return _info(row) if row else None


def of_project(conn: Connection, project: int) -> tuple[RunInfo, ...]:
    """The finished runs, the oldest first."""
    wanted = select(runs).where(runs.c.project_id == project, runs.c.finished == FINISHED).order_by(runs.c.id)
    return tuple(_info(row) for row in conn.execute(wanted))


def _info(row: SqlRow[tuple[object, ...]]) -> RunInfo:
    return RunInfo(
        row.id, row.project_id, row.policy, row.policy_version, date.fromisoformat(row.as_of), row.program_version,
        moment(row.at), row.by, tuple(loads(row.rules)), tuple(loads(row.imports)), row.visits, row.findings, row.previous,
        row.finished == FINISHED,
    )  # fmt: skip
