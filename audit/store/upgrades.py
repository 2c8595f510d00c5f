"""Opening a database: creating it, upgrading an older one after a backup copy, refusing a newer or a foreign one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect, text, update
from sqlalchemy.engine import Connection

from audit.model import AuditError, Text
from audit.store import desk_tables, tables
from audit.store.bodies import evidence_digest
from audit.store.columns import METADATA
from audit.store.database import Database
from audit.store.rows import loads


def prepare(database: Database) -> None:
    """Brings the database to the present version, whatever it was; raises AuditError where that cannot be."""
    if database.path is not None:
        _folder(database.path)
    found = _version(database)
    if found == tables.VERSION:
        return
    if found is None and database.path is not None:
        _write_ahead(database)
    with database.writing() as conn:
        found = _read_version(conn, database.place)  # another process may have been quicker
        if found is None:
            tables.create(conn, database.sqlite)
        elif found > tables.VERSION:
            raise AuditError(_newer(database.place))
        elif found < tables.VERSION:
            if database.path is not None:
                backup(database.path, found)
            for step in STEPS[found - 1 :]:
                step(conn)
            conn.execute(update(tables.meta).where(tables.meta.c.key == "schema").values(value=str(tables.VERSION)))


def backup(path: Path, version: int) -> Path:
    """A whole copy beside the file, before it is changed. An older copy of the same name is never overwritten."""
    target, n = path.with_name(f"{path.name}.v{version}.bak"), 1
    while target.exists():
        n += 1
        target = path.with_name(f"{path.name}.v{version}.{n}.bak")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error:
        target.unlink(missing_ok=True)  # half a copy would be taken for a whole one
        raise
    return target


def _folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise AuditError(
            Text(
                f"无法建立数据库文件夹 {path.parent}（{e.strerror}）。请检查权限，或用 --db 另选位置。",
                f"The folder for the database cannot be made: {path.parent} ({e.strerror}). Check permissions or choose with --db.",
            )
        ) from None
    if path.is_dir():
        raise AuditError(Text(f"{path} 是文件夹，不是数据库文件。", f"{path} is a folder, not a database file."))


def _write_ahead(database: Database) -> None:
    """Readers and a writer do not hinder each other; lasts in the file. Cannot be set within a transaction."""
    with database.failing_in_sentences(), database.engine.connect() as conn:
        driver = conn.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA journal_mode = WAL")


def _version(database: Database) -> int | None:
    with database.reading() as conn:
        return _read_version(conn, database.place)


def _read_version(conn: Connection, place: str) -> int | None:
    """None for an empty database. Raises AuditError for one that is not ours."""
    known = set(inspect(conn).get_table_names())
    if not known:
        return None
    if not {"meta", "projects"} <= known:
        raise AuditError(
            Text(
                f"{place} 是其他程序的数据库，未作任何改动。请另选位置。",
                f"{place} is a database of another program; it was left alone. Choose another place.",
            )
        )
    value = conn.execute(text("SELECT value FROM meta WHERE key = 'schema'")).scalar()
    return int(value) if value else None


def _newer(place: str) -> Text:
    return Text(
        f"{place} 由较新版本的程序建立，本版本不能打开，文件未作改动。请升级程序。",
        f"{place} was made by a newer version of this program and was left alone. Upgrade the program to open it.",
    )


def _evidence_digests(conn: Connection) -> None:
    """1 to 2: findings and decisions hold a digest of the evidence, to tell when it changed under a decision."""
    conn.exec_driver_sql("ALTER TABLE findings ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    conn.exec_driver_sql("DROP TRIGGER decisions_keep")
    conn.exec_driver_sql("ALTER TABLE decisions ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    rows = conn.exec_driver_sql("SELECT id, outcome, evidence FROM findings").all()
    digests = [(evidence_digest(outcome, [(e[0], e[1]) for e in loads(evidence)]), id_) for id_, outcome, evidence in rows]
    if digests:
        conn.exec_driver_sql("UPDATE findings SET digest = ? WHERE id = ?", digests)
    # a decision was made on the finding of the last run that was finished before it
    conn.exec_driver_sql(
        "UPDATE decisions SET digest = coalesce((SELECT f.digest FROM findings f JOIN runs r ON r.id = f.run_id"
        " WHERE r.project_id = decisions.project_id AND f.fingerprint = decisions.fingerprint AND r.finished = 1"
        " AND r.at <= decisions.at ORDER BY r.id DESC, f.id LIMIT 1), '')"
    )
    conn.exec_driver_sql(tables.DECISIONS_KEEP)


def _desk(conn: Connection) -> None:
    """2 to 3: what people do beside deciding, versions of rows that two windows may change, decisions that put former ones back."""
    for name in ("projects", "users", "kept"):
        conn.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN version INTEGER NOT NULL DEFAULT 1")
    conn.exec_driver_sql("DROP TRIGGER decisions_keep")
    conn.exec_driver_sql("ALTER TABLE decisions ADD COLUMN stands_for INTEGER NOT NULL DEFAULT 0")
    conn.exec_driver_sql("UPDATE decisions SET stands_for = id")
    conn.exec_driver_sql(tables.DECISIONS_KEEP)
    METADATA.create_all(conn, tables=desk_tables.ALL)


#: The step at index n leads from version n + 1 to n + 2.
STEPS: tuple[Callable[[Connection], None], ...] = (_evidence_digests, _desk)
