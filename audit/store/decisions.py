"""Decisions: a history to which is only ever added; the latest entry of a fingerprint counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, func, insert, select
from sqlalchemy import Row as SqlRow
from sqlalchemy.engine import Connection

from audit.model import AuditError, Decision, Text, Verdict
from audit.store import trail
from audit.store.nouns import DecisionEntry
from audit.store.rows import moment
from audit.store.tables import decisions, findings, runs

_OVERTAKEN = Text(
    "这条问题刚被另一个窗口作出决定，请刷新后再决定；您的决定没有保存。",
    "This finding was just decided in another window. Refresh and decide again; your decision was not saved.",
)


#: The entry that counts for a finding at hand; join it by `is_latest`.
latest = decisions.alias("latest")


def is_latest(project: int, fingerprint: Column[str]) -> ColumnElement[bool]:
    """Joins `latest` to rows with a fingerprint: one look into the index for each (a grouped subquery took 2 s at 40,000)."""
    every = decisions.alias("every")
    last = select(func.max(every.c.id)).where(every.c.project_id == project, every.c.fingerprint == fingerprint)
    return latest.c.id == last.correlate(fingerprint.table).scalar_subquery()


def add(
    conn: Connection, project: int, new: Sequence[Decision | DecisionEntry], seen: Mapping[str, int] | None, at: datetime
) -> tuple[DecisionEntry, ...]:
    """Adds entries. `seen` holds, by fingerprint, the id of the last entry the person saw (0: none)."""
    added = []
    for d in new:
        former = _last(conn, project, d.fingerprint)
        if seen is not None and seen.get(d.fingerprint, 0) != (former.id if former else 0):
            raise AuditError(_OVERTAKEN)
        verdict = d.verdict.value if d.verdict else ""
        number = (conn.execute(select(func.max(decisions.c.id))).scalar() or 0) + 1
        conn.execute(
            insert(decisions),
            [{"id": number, "project_id": project, "fingerprint": d.fingerprint, "verdict": verdict, "by": d.by,
              "at": d.at.isoformat(), "reason": d.reason, "note": d.note, "digest": _digest(conn, project, d.fingerprint)}],
        )  # fmt: skip
        trail.write(
            conn, at, d.by, "decide" if verdict else "withdraw", f"finding:{d.fingerprint}", project=project,
            before={"verdict": former.verdict.value if former and former.verdict else ""},
            after={"verdict": verdict, "decision": number}, reason=d.reason,
        )  # fmt: skip
        added.append(DecisionEntry(number, d.fingerprint, d.verdict, d.by, d.at, d.reason, d.note))
    return tuple(added)


def current(conn: Connection, project: int) -> dict[str, Decision]:
    """The decisions that count, by fingerprint."""
    last = select(func.max(decisions.c.id)).where(decisions.c.project_id == project).group_by(decisions.c.fingerprint)
    wanted = select(decisions).where(decisions.c.id.in_(last), decisions.c.verdict != "").order_by(decisions.c.id)
    found = (entry(row) for row in conn.execute(wanted))
    return {e.fingerprint: Decision(e.fingerprint, e.verdict, e.by, e.at, e.reason, e.note) for e in found if e.verdict}


def history(conn: Connection, project: int, fingerprint: str) -> tuple[DecisionEntry, ...]:
    """All entries of a fingerprint, the oldest first."""
    wanted = select(decisions).where(decisions.c.project_id == project, decisions.c.fingerprint == fingerprint)
    return tuple(entry(row) for row in conn.execute(wanted.order_by(decisions.c.id)))


def entry(row: SqlRow[tuple[object, ...]]) -> DecisionEntry:
    verdict = Verdict(row.verdict) if row.verdict else None
    return DecisionEntry(row.id, row.fingerprint, verdict, row.by, moment(row.at), row.reason, row.note)


def _last(conn: Connection, project: int, fingerprint: str) -> DecisionEntry | None:
    wanted = select(decisions).where(decisions.c.project_id == project, decisions.c.fingerprint == fingerprint)
    row = conn.execute(wanted.order_by(decisions.c.id.desc()).limit(1)).first()
    return entry(row) if row else None


def _digest(conn: Connection, project: int, fingerprint: str) -> str:
    """The evidence as the person saw it: that of the project's last finished run."""
    run = select(func.max(runs.c.id)).where(runs.c.project_id == project, runs.c.finished == 1).scalar_subquery()
    wanted = select(findings.c.digest).where(findings.c.run_id == run, findings.c.fingerprint == fingerprint)
    return conn.execute(wanted.order_by(findings.c.id).limit(1)).scalar() or ""
