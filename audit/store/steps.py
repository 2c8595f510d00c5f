"""Steps: the list of what a person did, undone and done again one by one, also after a restart."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update
from sqlalchemy.engine import Connection

from audit.model import Text
from audit.store import changes, decisions, imports, trail
from audit.store.desk_tables import steps
from audit.store.nouns import Step
from audit.store.rows import moment
from audit.store.session import Session

#: Tables whose rows a signature speaks for.
_SIGNED_FOR = frozenset({"notes", "imports", "projects"})


class Steps:
    def __init__(self, session: Session):
        self._session = session

    def every(self, project: int | None) -> tuple[Step, ...]:
        """Those of the user, the newest first; the undone ones can be done again from the last of them on."""
        with self._session.reading() as conn:
            wanted = select(steps).where(_mine(project, self._session.user), steps.c.state != "dropped")
            return tuple(_step(row) for row in conn.execute(wanted.order_by(steps.c.id.desc())))

    def undo(self, project: int | None) -> Step | None:
        """Takes the last step back; None where there is none."""
        return self._move(project, "done", True)

    def redo(self, project: int | None) -> Step | None:
        return self._move(project, "undone", False)

    def _move(self, project: int | None, state: str, back: bool) -> Step | None:
        session = self._session
        with session.changing() as conn:
            order = steps.c.id.desc() if back else steps.c.id.asc()
            wanted = select(steps).where(_mine(project, session.user), steps.c.state == state).order_by(order).limit(1)
            row = conn.execute(wanted).first()
            if row is None:
                return None
            at = session.clock()
            others: list[dict[str, Any]] = []
            for part in changes.parts(row.body, back):
                decided = [change for change in part if change.get("kind") == "decision"]
                decisions.put_back(conn, row.project_id, decided, back, at, session.user)
                others += [change for change in part if change.get("kind") != "decision"]
            for change in others:
                _apply(conn, change, back)
            conn.execute(update(steps).where(steps.c.id == row.id).values(state="undone" if back else "done"))
            signed = any(c.get("kind") == "import" or c.get("table") in _SIGNED_FOR for c in others)
            trail.write(conn, at, session.user, "step_undo" if back else "step_redo", f"step:{row.id}", project=row.project_id,
                        after={"what": row.zh, "count": row._mapping["count"], "signed_for": signed})  # fmt: skip
            return one(conn, row.id)


def one(conn: Connection, number: int) -> Step:
    return _step(conn.execute(select(steps).where(steps.c.id == number)).one())


def _apply(conn: Connection, change: dict[str, Any], back: bool) -> None:
    match change.get("kind"):
        case "import":
            imports.set_undone(conn, change["id"], change["undone"] is not back)
        case _:
            (changes.take_back if back else changes.do_again)(conn, change)


def _mine(project: int | None, user: str) -> ColumnElement[bool]:
    here: ColumnElement[bool] = steps.c.project_id.is_(None)
    if project is not None:
        here = or_(here, steps.c.project_id == project)
    return here & (steps.c.by == user)


def _step(row: Row[Any]) -> Step:
    return Step(row.id, row.project_id, row.by, moment(row.at), Text(row.zh, row.en), row._mapping["count"], row.state == "undone")
