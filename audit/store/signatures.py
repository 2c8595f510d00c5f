"""Signatures in the database: what they cover, as a digest, and how a change ends them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from audit.signoff import Part, Signature
from audit.store.desk_tables import signatures
from audit.store.rows import moment
from audit.store.tables import decisions, findings, runs, trail

#: Acts that change what was signed for. A run does only where its findings are others than those signed for.
_ENDING = frozenset({"decide", "withdraw", "import", "replace", "undo", "redo", "run", "note", "note_reopen", "change"})
#: A note raised or opened again is the reviewer's business: the preparer has signed for the same findings as before.
_REVIEWERS = frozenset({"note", "note_reopen"})


def ends(action: str, after: Mapping[str, object]) -> bool:
    return action in _ENDING or bool(after.get("signed_for"))


def end(conn: Connection, project: int, action: str, at: datetime, who: str) -> list[int]:
    """Ends the signatures that stand; tells which."""
    standing = of_project(conn, project, standing=True)
    if action in _REVIEWERS:
        standing = [s for s in standing if s.part is Part.REVIEWER]
    if not standing or (action == "run" and digest(conn, project) == standing[-1].digest):
        return []
    return stop(conn, standing, action, at, who)


def stop(conn: Connection, standing: Sequence[Signature], why: str, at: datetime, who: str) -> list[int]:
    numbers = [s.id for s in standing]
    ended = {"ended_at": at.isoformat(), "ended_by": who, "ended_why": why}
    conn.execute(update(signatures).where(signatures.c.id.in_(numbers)).values(**ended))
    return numbers


def add(conn: Connection, project: int, run: int, part: Part, by: str, at: datetime, digest_: str, remark: str) -> Signature:
    head = conn.execute(select(func.max(trail.c.seq))).scalar() or 0
    row = {"project_id": project, "run": run, "part": part.value, "by": by, "at": at.isoformat(), "digest": digest_, "remark": remark,
           "ended_at": "", "ended_by": "", "ended_why": "", "after": head}  # fmt: skip
    number = (conn.execute(select(func.max(signatures.c.id))).scalar() or 0) + 1
    conn.execute(insert(signatures), [{"id": number, **row}])
    return Signature(number, project, run, part, by, at, digest_, remark)


def of_project(conn: Connection, project: int, *, standing: bool = False) -> list[Signature]:
    wanted = select(signatures).where(signatures.c.project_id == project).order_by(signatures.c.id)
    return [
        Signature(row.id, project, row.run, Part(row.part), row.by, moment(row.at), row.digest, row.remark,
                  moment(row.ended_at) if row.ended_at else None, row.ended_by, row.ended_why)
        for row in conn.execute(wanted) if not (standing and row.ended_at)
    ]  # fmt: skip


def seen_until(conn: Connection, number: int) -> int:
    """The last entry of the trail when a signature was given."""
    return int(conn.execute(select(signatures.c.after).where(signatures.c.id == number)).scalar_one())


def digest(conn: Connection, project: int) -> str:
    """Of the findings of the latest run with the decisions on them; the same findings and decisions give the same."""
    run = conn.execute(
        select(runs).where(runs.c.project_id == project, runs.c.finished == 1).order_by(runs.c.id.desc()).limit(1)
    ).first()
    if run is None:
        return ""
    f, decided = findings.c, _decided(conn, project)
    wanted = (
        select(f.fingerprint, f.rule, f.outcome, f.grade, f.digest)
        .where(f.run_id == run.id)
        .order_by(f.fingerprint, f.digest, f.id)
    )
    hashed = hashlib.sha256(repr((run.policy, run.policy_version, run.as_of, run.visits)).encode())
    for row in conn.execute(wanted):
        hashed.update(repr((*row, decided.get(row.fingerprint))).encode())
    return hashed.hexdigest()


def _decided(conn: Connection, project: int) -> dict[str, tuple[str, ...]]:
    """What stands of each decided finding (joined here: SQLite takes minutes for it at 40,000)."""
    d = decisions.c
    wanted = select(d.fingerprint, d.verdict, d.reason, d.note, d.by, d.at).where(d.project_id == project).order_by(d.id)
    found = {fingerprint: tuple(told) for fingerprint, *told in conn.execute(wanted)}
    return {fingerprint: told for fingerprint, told in found.items() if told[0]}
