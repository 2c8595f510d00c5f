"""Connections: opening a database by URL, reading and writing transactions, bulk inserts, and failures as sentences."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Table, create_engine, event, insert
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from audit.model import AuditError, Text
from audit.store.failures import sentence

#: Milliseconds that a write waits for another process to finish its own.
BUSY_MS = 10_000
MEMORY = "memory"


class Database:
    """An engine and the way to it. `place` names it in sentences: a path, or a URL without its password."""

    def __init__(self, url: str, *, typed: bool = False, busy_ms: int = BUSY_MS):
        self.path: Path | None = None
        self._anchor: sqlite3.Connection | None = None
        self.engine, self.place = self._open(url, busy_ms)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._typed = typed or not self.sqlite

    def _open(self, url: str, busy_ms: int) -> tuple[Engine, str]:
        if url == MEMORY:
            # A named shared cache: many connections see one database, and it is gone with the last of them.
            name = f"file:visit-audit-{uuid.uuid4().hex}?mode=memory&cache=shared"
            self._anchor = _connect_memory(name, busy_ms)
            return _engine(make_url("sqlite://"), busy_ms, lambda: _connect_memory(name, busy_ms)), MEMORY
        parsed = parse(url)
        if parsed.get_backend_name() == "sqlite" and not (parsed.database or ":memory:").startswith((":memory:", "file:")):
            self.path = Path(str(parsed.database))
            return _engine(parsed, busy_ms), str(self.path)
        return _engine(parsed, busy_ms), parsed.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout."""
        with self.failing_in_sentences(), self.engine.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or, on any exception, nothing."""
        with self.failing_in_sentences(), self.engine.connect() as conn:
            conn.execution_options(visit_audit_writes=True)
            with conn.begin():
                yield conn

    @contextmanager
    def failing_in_sentences(self) -> Iterator[None]:
        """The driver's exceptions may quote the values of a row: none of them leaves this room."""
        failure: AuditError | None = None
        try:
            yield
        except (
            StatementError,
            PoolTimeout,
            sqlite3.Error,
            UnicodeEncodeError,
            orjson.JSONEncodeError,
            orjson.JSONDecodeError,
        ) as e:
            failure = AuditError(sentence(e, self.place))
        if failure is not None:
            raise failure from None

    def insert(self, conn: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Rows in the order of the table's columns. Below the type layer on SQLite (half the time), typed elsewhere."""
        if not rows:
            return
        if self._typed:
            names = [c.name for c in table.columns]
            conn.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        else:
            conn.exec_driver_sql(_bare_insert(table), list(rows))

    def close(self) -> None:
        self.engine.dispose()
        if self._anchor is not None:
            self._anchor.close()


def parse(url: str) -> URL:
    """A URL, or the path of an SQLite file. Raises AuditError where it is neither."""
    if "://" not in url:
        return URL.create("sqlite", database=str(Path(url).expanduser()))
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError):
        kind = url.split("://")[0]
        raise AuditError(
            Text(
                f"无法识别数据库地址（{kind}://…）。请填写 SQLAlchemy 地址，例如 sqlite:///D:/审计/visits.db，或填 memory。",
                f"The database address ({kind}://…) is not understood. Give a SQLAlchemy URL such as "
                "sqlite:///D:/audit/visits.db, or memory.",
            )
        ) from None
    return parsed


def _engine(url: URL, busy_ms: int, creator: Callable[[], sqlite3.Connection] | None = None) -> Engine:
    wanted: dict[str, Any] = {"hide_parameters": True}
    if creator is not None:
        wanted |= {"creator": creator, "poolclass": QueuePool}
    try:
        engine = create_engine(url, **wanted)
    except ImportError as e:
        name = e.name or url.drivername
        raise AuditError(
            Text(f"缺少数据库驱动 {name}，请先安装。", f"The database driver {name} is missing; install it first.")
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: _prepare(connection, busy_ms))
        event.listen(engine, "begin", _begin)
    return engine


def _connect_memory(name: str, busy_ms: int) -> sqlite3.Connection:
    return sqlite3.connect(name, uri=True, check_same_thread=False, timeout=busy_ms / 1000)


def _prepare(connection: Any, busy_ms: int) -> None:
    connection.isolation_level = None  # we begin ourselves, or SQLite would keep schema changes outside the transaction
    for pragma in (
        f"busy_timeout = {busy_ms}", "foreign_keys = ON", "synchronous = NORMAL", "cache_size = -32000",
        "temp_store = MEMORY", "journal_size_limit = 67108864", "read_uncommitted = ON",
    ):  # fmt: skip
        # read_uncommitted matters to the shared cache of `memory` only: there readers would otherwise fail beside a writer
        connection.execute(f"PRAGMA {pragma}")


def _begin(conn: Connection) -> None:
    writes = conn.get_execution_options().get("visit_audit_writes")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@cache
def _bare_insert(table: Table) -> str:
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(table.columns))})"
