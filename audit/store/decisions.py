"""Decisions: a history to which is only ever added; the latest entry of a fingerprint counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, func, insert, select
from sqlalchemy import Row as SqlRow
from sqlalchemy.engine import Connection

from audit.model import Decision, Text, Verdict
from audit.store import trail
from audit.store.nouns import Conflict, DecisionEntry
from audit.store.rows import moment
from audit.store.tables import decisions, findings, runs

_OVERTAKEN = Text(
    "其中 {n} 条问题刚被另一个窗口作出决定，请刷新后再决定；您的决定没有保存。",
    "{n} of these findings was just decided in another window. Refresh and decide again; your decision was not saved.",
)
_STEP = 500
_KEPT = ("verdict", "by", "at", "reason", "note", "digest", "stands_for")

#: The entry that counts for a finding at hand; join it by `is_latest`.
latest = decisions.alias("latest")


def is_latest(project: int, fingerprint: Column[str]) -> ColumnElement[bool]:
    """Joins `latest` to rows with a fingerprint: one look into the index for each (a grouped subquery took 2 s at 40,000)."""
    every = decisions.alias("every")
    last = select(func.max(every.c.id)).where(every.c.project_id == project, every.c.fingerprint == fingerprint)
    return latest.c.id == last.correlate(fingerprint.table).scalar_subquery()


def add(
    conn: Connection, project: int, new: Sequence[Decision | DecisionEntry], seen: Mapping[str, int] | None, at: datetime,
    changes: list[dict[str, Any]] | None = None,
) -> tuple[DecisionEntry, ...]:  # fmt: skip
    """Adds entries. `seen` holds, by fingerprint, the id of the last entry the person saw (0: none).

    `changes` takes what `put_back` needs to undo them.
    """
    prints = list(dict.fromkeys(d.fingerprint for d in new))
    last = last_of(conn, project, prints)
    if seen is not None:
        _check(new, seen, last)
    shown = digests(conn, project, prints)
    number = (conn.execute(select(func.max(decisions.c.id))).scalar() or 0) + 1
    rows: list[dict[str, Any]] = []
    told: list[trail.Entry] = []
    for d in new:
        verdict = d.verdict.value if d.verdict else ""
        former = last.get(d.fingerprint)
        row = {"id": number + len(rows), "project_id": project, "fingerprint": d.fingerprint, "verdict": verdict, "by": d.by,
               "at": d.at.isoformat(), "reason": d.reason, "note": d.note, "digest": shown.get(d.fingerprint, ""),
               "stands_for": number + len(rows)}  # fmt: skip
        rows.append(row)
        if changes is not None:
            was = {name: former[name] for name in _KEPT} if former else None
            changes.append(
                {"kind": "decision", "print": d.fingerprint, "before": was, "after": {name: row[name] for name in _KEPT}}
            )
        told.append(
            trail.Entry(
                at, d.by, "decide" if verdict else "withdraw", f"finding:{d.fingerprint}", project,
                {"verdict": former["verdict"] if former else ""}, {"verdict": verdict, "decision": row["id"]}, d.reason,
            )
        )  # fmt: skip
        last[d.fingerprint] = row
    _insert(conn, rows)
    trail.write_all(conn, told)
    return tuple(
        DecisionEntry(row["id"], d.fingerprint, d.verdict, d.by, d.at, d.reason, d.note) for row, d in zip(rows, new, strict=True)
    )


def put_back(
    conn: Connection, project: int, changes: Sequence[Mapping[str, Any]], back: bool, at: datetime, who: str
) -> None:  # fmt: skip
    """Undoes (`back`) or does again decisions, as new entries that say what stood before.

    Raises Conflict if somebody else has decided one of the findings since.
    """
    last = last_of(conn, project, [change["print"] for change in changes])
    number = (conn.execute(select(func.max(decisions.c.id))).scalar() or 0) + 1
    rows: list[dict[str, Any]] = []
    told: list[trail.Entry] = []
    for change in changes:
        fingerprint, former = change["print"], last.get(change["print"])
        expected, wanted = (change["after"], change["before"]) if back else (change["before"], change["after"])
        if (former["stands_for"] if former else 0) != (expected["stands_for"] if expected else 0):
            raise Conflict(_OVERTAKEN.format(n=1), fingerprint, wanted, _known(former))
        told_before = former["verdict"] if former else ""
        state = wanted or {
            **{name: (former or {})[name] for name in _KEPT},
            "verdict": "",
            "reason": "",
            "note": "",
            "stands_for": 0,
        }
        row = {"id": number + len(rows), "project_id": project, "fingerprint": fingerprint, **state}
        rows.append(row)
        last[fingerprint] = row
        after = {"verdict": row["verdict"], "decision": row["id"], "step": "undo" if back else "redo"}
        told.append(
            trail.Entry(
                at,
                who,
                "decide" if row["verdict"] else "withdraw",
                f"finding:{fingerprint}",
                project,
                {"verdict": told_before},
                after,
            )
        )
    _insert(conn, rows)
    trail.write_all(conn, told)


def _insert(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        conn.execute(insert(decisions), [dict(row) for row in rows])


def _check(new: Sequence[Decision | DecisionEntry], seen: Mapping[str, int], last: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises Conflict where a finding was decided since it was seen."""
    late = [d for d in new if moved(d.fingerprint, seen, last)]
    if late:
        raise overtaken(len(late), late[0], last)


def moved(fingerprint: str, seen: Mapping[str, int], last: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the finding was decided since it was seen."""
    return seen.get(fingerprint, 0) != (last[fingerprint]["id"] if fingerprint in last else 0)


def overtaken(count: int, first: Decision | DecisionEntry, last: Mapping[str, Mapping[str, Any]]) -> Conflict:
    """`count` findings were decided since they were seen; `first` is what was wanted on one of them."""
    return Conflict(_OVERTAKEN.format(n=count), first.fingerprint, first, _known(last.get(first.fingerprint)))


def _known(row: Mapping[str, Any] | None) -> DecisionEntry | None:
    if row is None or not row["verdict"]:
        return None
    return DecisionEntry(
        row["id"], row["fingerprint"], Verdict(row["verdict"]), row["by"], moment(row["at"]), row["reason"], row["note"]
    )


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


def last_of(conn: Connection, project: int, prints: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The latest entry of each fingerprint that has one."""
    found: dict[str, dict[str, Any]] = {}
    for part in _parts(prints):
        last = select(func.max(decisions.c.id)).where(decisions.c.project_id == project, decisions.c.fingerprint.in_(part))
        wanted = select(decisions).where(decisions.c.id.in_(last.group_by(decisions.c.fingerprint)))
        found |= {row.fingerprint: {str(name): value for name, value in row._mapping.items()} for row in conn.execute(wanted)}
    return found


def digests(conn: Connection, project: int, prints: Sequence[str]) -> dict[str, str]:
    """The evidence as the person saw it: that of the project's last finished run."""
    run = select(func.max(runs.c.id)).where(runs.c.project_id == project, runs.c.finished == 1).scalar_subquery()
    found: dict[str, str] = {}
    for part in _parts(prints):
        wanted = select(findings.c.fingerprint, findings.c.digest).where(findings.c.run_id == run, findings.c.fingerprint.in_(part))
        for row in conn.execute(wanted.order_by(findings.c.id)):
            found.setdefault(row.fingerprint, row.digest)
    return found


def _parts(prints: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(prints), _STEP):
        yield prints[start : start + _STEP]
