"""Changes of rows that can be taken back: each is kept as what stood before and after, and refused where another window was quicker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, insert, select, update
from sqlalchemy.engine import Connection

from audit.model import Text
from audit.store import desk_tables, tables
from audit.store.columns import METADATA
from audit.store.imports import next_id
from audit.store.nouns import Conflict
from audit.store.rows import dumps, loads

Row = dict[str, Any]
_CHANGED = Text(
    "刚才另一个窗口改动了同一处内容，请核对后重试；您的改动没有保存。",
    "Another window has just changed the same thing. Look at it and try again; your change was not saved.",
)
#: Between two changes in a step's body, which is JSON; no line ends within a change.
_LINES = ",\n"
#: So many changes are read at a time.
_PART = 1_000
_PRESENT, _UNDONE, _DROPPED = "done", "undone", "dropped"


class Recorder:
    """Collects what one act of a person changes; `keep` makes a step of it that can be undone."""

    def __init__(self, conn: Connection, project: int | None, by: str, at: datetime, title: Text):
        self.conn, self.project, self.by, self.at, self.title = conn, project, by, at, title
        self.changes: list[Row] = []
        self._packed: list[str] = []  # changes as text, a line each
        self._count = 0

    def pack(self) -> None:
        """Makes text of what was collected: many at a time would hold up every other thread while they are written or let go."""
        self._packed += [dumps(change) for change in self.changes]
        self._count += len(self.changes)
        self.changes.clear()

    def insert(self, table: Table, values: Row) -> None:
        self.conn.execute(insert(table), [values])
        self.changes.append({"table": table.name, "key": _key(table, values), "before": None, "after": _whole(table, values)})

    def update(self, table: Table, key: Row, values: Row, version: int | None = None, mine: object = None) -> Row:
        """Sets some columns; raises Conflict if the row is gone or, where `version` is given, no longer of that version."""
        row = fetch(self.conn, table, key)
        if row is None or (version is not None and row["version"] != version):
            raise Conflict(_CHANGED, table.name, mine if mine is not None else values, row)
        set_row(self.conn, table, key, values)
        before = {name: row[name] for name in values}
        self.changes.append({"table": table.name, "key": key, "before": before, "after": dict(values)})
        return fetch(self.conn, table, key) or {}

    def delete(self, table: Table, key: Row, version: int | None = None) -> None:
        row = fetch(self.conn, table, key)
        if row is None or (version is not None and row["version"] != version):
            raise Conflict(_CHANGED, table.name, None, row)
        self.conn.execute(delete(table).where(_is(table, key)))
        self.changes.append({"table": table.name, "key": key, "before": _whole(table, row), "after": None})

    def note(self, change: Row) -> None:
        """A change of another kind, see `steps`."""
        self.changes.append(change)

    def keep(self, count: int | None = None) -> int | None:
        """Writes the step; what was undone before can no longer be done again. None where nothing changed."""
        self.pack()
        if not self._count:
            return None
        s = desk_tables.steps
        here = s.c.project_id.is_(None) if self.project is None else s.c.project_id == self.project
        self.conn.execute(update(s).where(s.c.by == self.by, s.c.state == _UNDONE, here).values(state=_DROPPED))
        row = {"project_id": self.project, "by": self.by, "at": self.at.isoformat(), "zh": self.title.zh, "en": self.title.en,
               "count": self._count if count is None else count, "body": _body(self._packed), "state": _PRESENT}  # fmt: skip
        number = next_id(self.conn, s)
        self.conn.execute(insert(s), [{"id": number, **row}])
        return number


def _body(packed: Sequence[str]) -> str:
    return "[" + _LINES.join(packed) + "]"


def parts(body: str, back: bool) -> Iterator[list[Row]]:
    """The changes of a step, some at a time; `back`: the last first."""
    lines = body[1:-1].split(_LINES)
    starts = range(0, len(lines), _PART)
    for start in reversed(starts) if back else starts:
        found: list[Row] = loads("[" + ",".join(lines[start : start + _PART]) + "]")
        yield found[::-1] if back else found


def take_back(conn: Connection, change: Mapping[str, Any]) -> None:
    """Puts a row as it was before a change. Raises Conflict if it is no longer what that change made of it."""
    _swap(conn, change, change["after"], change["before"])


def do_again(conn: Connection, change: Mapping[str, Any]) -> None:
    _swap(conn, change, change["before"], change["after"])


def _swap(conn: Connection, change: Mapping[str, Any], expected: Row | None, wanted: Row | None) -> None:
    table, key = METADATA.tables[change["table"]], change["key"]
    row = fetch(conn, table, key)
    same = row is None if expected is None else row is not None and all(row[n] == v for n, v in expected.items() if n != "version")
    if not same:
        raise Conflict(_CHANGED, table.name, wanted, row)
    if wanted is None:
        conn.execute(delete(table).where(_is(table, key)))
    elif expected is None:
        conn.execute(insert(table), [wanted])
    else:
        set_row(conn, table, key, {n: v for n, v in wanted.items() if n != "version"})


def set_row(conn: Connection, table: Table, key: Row, values: Row) -> None:
    """Sets columns and raises the version."""
    more = {"version": table.c.version + 1} if "version" in table.c else {}
    conn.execute(update(table).where(_is(table, key)).values(**values, **more))


def fetch(conn: Connection, table: Table, key: Row) -> Row | None:
    row = conn.execute(select(table).where(_is(table, key))).first()
    return {str(name): value for name, value in row._mapping.items()} if row else None  # plain text, as JSON wants it


def _is(table: Table, key: Row) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))


def _key(table: Table, values: Row) -> Row:
    return {str(c.name): values[c.name] for c in table.primary_key.columns}


def _whole(table: Table, values: Row) -> Row:
    return {str(c.name): values.get(c.name, 1 if c.name == "version" else None) for c in table.columns}


assert {tables.projects.name, desk_tables.notes.name} <= set(METADATA.tables)  # `_swap` looks tables up there
