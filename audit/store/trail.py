"""The trail: who did what, each entry holding the former one's hash, so that a later change shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Row, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from audit.store import signatures
from audit.store.nouns import TrailEntry
from audit.store.rows import dumps, loads, moment
from audit.store.tables import meta, trail

_START = "0" * 64


class Entry(NamedTuple):
    """What is to be told. No personal data in `before` and `after`."""

    at: datetime
    who: str
    action: str
    what: str
    project: int | None = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    reason: str = ""


def write(
    conn: Connection, at: datetime, who: str, action: str, object_: str, *, project: int | None = None,
    before: Mapping[str, object] | None = None, after: Mapping[str, object] | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Adds an entry within the transaction of what it tells of. No personal data in `before` and `after`."""
    write_all(conn, [Entry(at, who, action, object_, project, before, after, reason)])


def write_all(conn: Connection, entries: Sequence[Entry]) -> None:
    """Adds entries; where one of them changes what was signed for, the signatures end and that is an entry, too."""
    if not entries:
        return
    _append(conn, entries)
    told = [e for e in entries if signatures.ends(e.action, e.after or {}) and e.project is not None]
    for project in dict.fromkeys(e.project for e in told if e.project is not None):
        first = next(e for e in told if e.project == project)
        ended = signatures.end(conn, project, first.action, first.at, first.who)
        if ended:
            _append(
                conn,
                [Entry(first.at, first.who, "reopen", f"project:{project}", project, {"signatures": ended}, {"by": first.action})],
            )


def _append(conn: Connection, entries: Sequence[Entry]) -> None:
    seq, former = _head(conn)
    rows: list[dict[str, object]] = []
    for e in entries:
        row: dict[str, object] = {
            "seq": seq + 1, "at": e.at.isoformat(), "who": e.who, "action": e.action, "object": e.what, "project_id": e.project,
            "before": dumps(dict(e.before or {})), "after": dumps(dict(e.after or {})), "reason": e.reason, "former": former,
        }  # fmt: skip
        row["hash"] = former = _hash(row)
        seq += 1
        rows.append(row)
    conn.execute(insert(trail), rows)
    _note_head(conn, seq, former)


def entries(
    conn: Connection, project: int | None = None, *, who: str = "", action: str = "", what: str = "", since: date | None = None,
    until: date | None = None, text: str = "", after: int = 0, limit: int | None = None,
) -> Iterator[TrailEntry]:  # fmt: skip
    """In order; `what` is the beginning of the object (`finding:`), `since` and `until` are days, `text` stands in reason or values.

    `limit`: the last so many.
    """
    c = trail.c
    asked = [c.seq > after]
    asked += [c.project_id == project] if project is not None else []
    asked += [c.who == who] if who else []
    asked += [c.action == action] if action else []
    asked += [c.object.startswith(what, autoescape=True)] if what else []
    asked += [c.at >= since.isoformat()] if since else []
    asked += [c.at < (until + timedelta(days=1)).isoformat()] if until else []
    if text:
        asked.append(or_(*(x.icontains(text, autoescape=True) for x in (c.who, c.object, c.reason, c.before, c.after))))
    wanted = select(trail).where(*asked).order_by(c.seq.desc() if limit else c.seq).limit(limit)
    found = conn.execute(wanted).all()
    yield from (_entry(row) for row in (reversed(found) if limit else found))


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
