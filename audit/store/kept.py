"""Small things people keep: settings, saved views, column templates; each with a version, so that two windows do not overwrite."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from audit.model import Text
from audit.store import trail
from audit.store.changes import Recorder, fetch
from audit.store.nouns import Conflict, Setting, View
from audit.store.rows import dumps, loads
from audit.store.session import Session
from audit.store.tables import kept
from audit.store.where import Order, of_plain, plain

_SETTING = "setting"
_MEANWHILE = Text(
    "这一项刚被另一个窗口改过，请核对后重试；您的改动没有保存。",
    "This was just changed in another window. Look at it and try again; your change was not saved.",
)


class Kept:
    def __init__(self, session: Session):
        self._session = session

    def setting(self, key: str, default: object) -> Setting:
        with self._session.reading() as conn:
            row = fetch(conn, kept, {"kind": _SETTING, "name": key})
        return Setting(loads(row["value"]), row["version"]) if row else Setting(default)

    def set_setting(self, key: str, value: object | None, version: int | None) -> Setting:
        new = self._put(_SETTING, key, value, version, Text(f"更改设置 {key}", f"change setting {key}"), "setting")
        return Setting(value, new)

    def views(self, project: int, table: str) -> tuple[View, ...]:
        with self._session.reading() as conn:
            rows = conn.execute(select(kept).where(kept.c.kind == _kind(project, table)).order_by(kept.c.name)).all()
        return tuple(_view(row) for row in rows)

    def save_view(self, project: int, table: str, view: View) -> View:
        """A view of version 0 is a new one; raises Conflict where its name is taken or another window has changed it."""
        value = {
            "where": plain(view.where),
            "order": [list(o) for o in view.order],
            "columns": list(view.columns),
            "layout": dict(view.layout),
        }
        title = Text(f"保存视图 {view.name}", f"save view {view.name}")
        version = self._put(_kind(project, table), view.name, value, view.version, title, "view", project)
        return View(view.name, view.where, view.order, view.columns, view.layout, version)

    def forget_view(self, project: int, table: str, name: str) -> None:
        self._put(_kind(project, table), name, None, None, Text(f"删除视图 {name}", f"forget view {name}"), "view", project)

    def _put(self, kind: str, name: str, value: object | None, version: int | None, title: Text, action: str, project: int | None = None) -> int:  # fmt: skip
        session, at = self._session, self._session.clock()
        key = {"kind": kind, "name": name}
        with session.changing() as conn:
            recorder = Recorder(conn, project, session.user, at, title)
            new = _write(conn, recorder, key, value, version)
            recorder.keep(1)
            trail.write(conn, at, session.user, action, f"{kind}:{name}", project=project, after={"version": new})
            return new


def _kind(project: int, table: str) -> str:
    """`projects.erase` knows a project's own by how it begins."""
    return f"view:{project}:{table}"


def _write(conn: Connection, recorder: Recorder, key: dict[str, Any], value: object | None, version: int | None) -> int:
    row = fetch(conn, kept, key)
    if version is not None and version != (row["version"] if row else 0):
        raise Conflict(_MEANWHILE, key["name"], value, loads(row["value"]) if row else None)
    if value is None:
        if row:
            recorder.delete(kept, key)
        return 0
    if row is None:
        recorder.insert(kept, {**key, "value": dumps(value), "version": 1})
        return 1
    return int(recorder.update(kept, key, {"value": dumps(value)})["version"])


def _view(row: Any) -> View:
    raw = loads(row.value)
    order = tuple(Order(name, descending) for name, descending in raw["order"])
    return View(row.name, of_plain(raw["where"]), order, tuple(raw["columns"]), raw["layout"], row.version)
