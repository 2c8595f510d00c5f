"""Session: what all topics of the store share: the database, the clock, and who sits before it and may change things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from audit.model import AuditError, Text
from audit.store.database import Database
from audit.store.nouns import Role, User
from audit.store.tables import users

_READ_ONLY = Text(
    "您的角色是“只读”，不能改动任何内容。请由编制人或复核人操作，或在设置中更改角色。",
    "Your role is read-only; nothing was changed. Let a preparer or reviewer do it, or change the role in the settings.",
)


class Session:
    def __init__(self, database: Database, clock: Callable[[], datetime], user: str):
        self.database, self.clock, self.user = database, clock, user

    def reading(self) -> AbstractContextManager[Connection]:
        return self.database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """For what the program does by itself."""
        return self.database.writing()

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """For what a person does: somebody who may only read is refused. Names that nobody registered may do as before."""
        with self.database.writing() as conn:
            me = user(conn, self.user)
            if me and me.role is Role.READER:
                raise AuditError(_READ_ONLY)
            yield conn


def user(conn: Connection, name: str) -> User | None:
    row = conn.execute(select(users.c.name, users.c.role).where(users.c.name == name)).first()
    return User(row.name, Role(row.role)) if row else None
