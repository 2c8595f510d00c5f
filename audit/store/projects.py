"""Projects: an agency, a period and the policy it is judged by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from audit.model import AuditError, Text
from audit.store import fulltext, imports, tables, trail
from audit.store.changes import Recorder
from audit.store.nouns import Project
from audit.store.rows import moment
from audit.store.tables import projects

CHANGEABLE = frozenset({"name", "agency", "period", "policy", "as_of"})
_GONE = Text("这个项目已不存在，请刷新。", "That project is no longer there; refresh the list.")


def every(conn: Connection) -> tuple[Project, ...]:
    """The newest first."""
    return tuple(_project(row) for row in conn.execute(select(projects).order_by(projects.c.id.desc())))


def one(conn: Connection, number: int) -> Project:
    row = conn.execute(select(projects).where(projects.c.id == number)).first()
    if row is None:
        raise AuditError(_GONE)
    return _project(row)


def create(conn: Connection, name: str, agency: str, period: str, policy: str, as_of: date, at: datetime, by: str) -> Project:
    made = Project(_new_id(conn), name, agency, period, policy, as_of, at)
    conn.execute(
        insert(projects),
        [{"id": made.id, "name": name, "agency": agency, "period": period, "policy": policy, "as_of": as_of.isoformat(),
          "created": at.isoformat(), "version": 1}],
    )  # fmt: skip
    trail.write(conn, at, by, "create", f"project:{made.id}", project=made.id, after=_described(made))
    return made


def _new_id(conn: Connection) -> int:
    """Never that of an erased project: the trail and other windows still speak of it."""
    erased = conn.execute(select(func.max(tables.trail.c.project_id))).scalar() or 0
    return max(erased + 1, imports.next_id(conn, projects))


def change(conn: Connection, number: int, changed: dict[str, Any], version: int | None, at: datetime, by: str, reason: str) -> Project:  # fmt: skip
    if unknown := set(changed) - CHANGEABLE:
        raise TypeError(f"not a field of a project: {sorted(unknown)[0]}")
    before = one(conn, number)
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in changed.items()}
    recorder = Recorder(conn, number, by, at, Text("更改项目信息", "change the project"))
    recorder.update(projects, {"id": number}, values, version)
    recorder.keep(1)
    after = one(conn, number)
    trail.write(
        conn,
        at,
        by,
        "change",
        f"project:{number}",
        project=number,
        before=_described(before),
        after=_described(after),
        reason=reason,
    )
    return after


def erase(conn: Connection, number: int, at: datetime, by: str, reason: str, sqlite: bool) -> None:
    before = one(conn, number)
    if sqlite:
        conn.exec_driver_sql("PRAGMA secure_delete = ON")  # what is erased is written over
        for info in imports.of_project(conn, number):
            fulltext.unindex(conn, info)
    views = tables.kept.c.kind.startswith(f"view:{number}:", autoescape=True)  # their conditions may name people
    conn.execute(delete(tables.kept).where(views))
    conn.execute(delete(projects).where(projects.c.id == number))
    trail.write(conn, at, by, "delete", f"project:{number}", project=number, before=_described(before), reason=reason)


def _project(row: Any) -> Project:
    return Project(row.id, row.name, row.agency, row.period, row.policy, date.fromisoformat(row.as_of), moment(row.created),
                   row.version)  # fmt: skip


def _described(project: Project) -> dict[str, object]:
    return {"name": project.name, "agency": project.agency, "period": project.period, "policy": project.policy,
            "as_of": project.as_of}  # fmt: skip
