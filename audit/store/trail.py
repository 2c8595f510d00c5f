"""The trail: who did what, each entry holding the former one's hash, so that a later change shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.engine import Connection

from audit.store.nouns import TrailEntry
from audit.store.rows import dumps, loads, moment
from audit.store.tables import meta, trail

_START = "0" * 64


def write(
    conn: Connection, at: datetime, who: str, action: str, object_: str, *, project: int | None = None,
    before: Mapping[str, object] | None = None, after: Mapping[str, object] | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Adds an entry within the transaction of what it tells of. No personal data in `before` and `after`."""
    seq, former = _head(conn)
    row: dict[str, object] = {
        "seq": seq + 1, "at": at.isoformat(), "who": who, "action": action, "object": object_, "project_id": project,
        "before": dumps(dict(before or {})), "after": dumps(dict(after or {})), "reason": reason, "former": former,
    }  # fmt: skip
    row["hash"] = _hash(row)
    conn.execute(insert(trail), [row])
    _note_head(conn, seq + 1, str(row["hash"]))


def entries(conn: Connection, project: int | None = None) -> Iterator[TrailEntry]:
    wanted = select(trail).order_by(trail.c.seq)
    for row in conn.execute(wanted if project is None else wanted.where(trail.c.project_id == project)):
        yield _entry(row)


def last(conn: Connection) -> int:
    return conn.execute(select(func.max(trail.c.seq))).scalar() or 0


def first_broken(conn: Connection) -> int | None:
    """The number of the first entry that was changed, removed or put in; None where the chain is whole."""
    former, expected = _START, 1
    for row in conn.execute(select(trail).order_by(trail.c.seq)):
        fields = dict(row._mapping)
        if row.seq != expected or row.former != former or row.hash != _hash(fields):
            return expected
        former, expected = row.hash, expected + 1
    # entries cut off at the end leave a whole chain: the head noted beside it tells
    noted = conn.execute(select(meta.c.value).where(meta.c.key == "trail")).scalar()
    if noted is not None and noted != f"{expected - 1}:{former}":
        return expected
    return None


def _head(conn: Connection) -> tuple[int, str]:
    row = conn.execute(select(trail.c.seq, trail.c.hash).order_by(trail.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, _START)


def _note_head(conn: Connection, seq: int, hash_: str) -> None:
    value = f"{seq}:{hash_}"
    if not conn.execute(update(meta).where(meta.c.key == "trail").values(value=value)).rowcount:
        conn.execute(insert(meta), [{"key": "trail", "value": value}])


def _hash(fields: Mapping[str, object]) -> str:
    covered = [fields[c.name] for c in trail.columns if c.name != "hash"]
    return hashlib.sha256(dumps(covered).encode()).hexdigest()


def _entry(row: Row[tuple[object, ...]]) -> TrailEntry:
    return TrailEntry(
        row.seq, moment(row.at), row.who, row.action, row.object, row.project_id, loads(row.before), loads(row.after), row.reason,
        row.former, row.hash,
    )  # fmt: skip
