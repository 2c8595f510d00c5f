"""Users with their roles, and the small things people keep: column templates, saved views, settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from audit.model import Text
from audit.store import trail
from audit.store.changes import Recorder
from audit.store.nouns import Role, User
from audit.store.rows import dumps, loads
from audit.store.tables import kept, users


def every(conn: Connection) -> tuple[User, ...]:
    return tuple(User(row.name, Role(row.role)) for row in conn.execute(select(users).order_by(users.c.name)))


def put(conn: Connection, name: str, role: Role, at: datetime, by: str) -> User:
    former = conn.execute(select(users.c.role).where(users.c.name == name)).scalar()
    recorder = Recorder(conn, None, by, at, Text(f"登记用户 {name}", f"register user {name}"))
    if former is None:
        recorder.insert(users, {"name": name, "role": role.value, "version": 1})
    else:
        recorder.update(users, {"name": name}, {"role": role.value})
    recorder.keep(1)
    trail.write(conn, at, by, "user", f"user:{name}", before={"role": former or ""}, after={"role": role.value})
    return User(name, role)


def keep(conn: Connection, kind: str, name: str, value: object | None) -> None:
    conn.execute(delete(kept).where(kept.c.kind == kind, kept.c.name == name))
    if value is not None:
        conn.execute(insert(kept), [{"kind": kind, "name": name, "value": dumps(value), "version": 1}])


def kept_of(conn: Connection, kind: str) -> dict[str, Any]:
    wanted = select(kept).where(kept.c.kind == kind).order_by(kept.c.name)
    return {row.name: loads(row.value) for row in conn.execute(wanted)}
