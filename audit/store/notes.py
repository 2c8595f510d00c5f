"""Review notes: raised on a finding or the project, replied to, resolved by whoever may."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from audit.model import AuditError, Text
from audit.signoff import may_resolve
from audit.store import trail
from audit.store.changes import Recorder
from audit.store.desk_tables import notes
from audit.store.imports import next_id
from audit.store.nouns import Note, NoteState, Reply
from audit.store.rows import dumps, loads, moment
from audit.store.session import Session, user

_GONE = Text("这条复核意见已不存在，请刷新。", "That review note is no longer there; refresh.")
_NOT_YOURS = Text(
    "复核意见只能由提出人或复核人关闭；您可以回复。", "Only who raised a review note, or a reviewer, closes it; you can reply."
)
_EMPTY = Text("复核意见不能为空。", "A review note needs words.")


class Notes:
    def __init__(self, session: Session):
        self._session = session

    def every(self, project: int, fingerprint: str | None, open_only: bool) -> tuple[Note, ...]:
        """In the order they were raised."""
        wanted = select(notes).where(notes.c.project_id == project).order_by(notes.c.id)
        if fingerprint is not None:
            wanted = wanted.where(notes.c.fingerprint == fingerprint)
        if open_only:
            wanted = wanted.where(notes.c.state == NoteState.OPEN.value)
        with self._session.reading() as conn:
            return tuple(_note(row) for row in conn.execute(wanted))

    def add(self, project: int, fingerprint: str, text: str) -> Note:
        session, at = self._session, self._session.clock()
        if not text.strip():
            raise AuditError(_EMPTY)
        with session.changing() as conn:
            number = next_id(conn, notes)
            recorder = Recorder(conn, project, session.user, at, Text("提出复核意见", "raise a review note"))
            recorder.insert(notes, {
                "id": number, "project_id": project, "fingerprint": fingerprint, "text": text, "by": session.user,
                "at": at.isoformat(), "state": NoteState.OPEN.value, "replies": "[]", "resolved_by": "", "resolved_at": "", "version": 1,
            })  # fmt: skip
            recorder.keep()
            trail.write(conn, at, session.user, "note", f"note:{number}", project=project, after={"finding": fingerprint})
            return one(conn, number)

    def reply(self, number: int, text: str, version: int | None) -> Note:
        if not text.strip():
            raise AuditError(_EMPTY)
        said = [self._session.user, self._session.clock().isoformat(), text]
        return self._change(
            number, "note_reply", Text("回复复核意见", "reply to a review note"), version,
            lambda row: {"replies": dumps([*loads(row["replies"]), said])},
        )  # fmt: skip

    def edit(self, number: int, text: str, version: int | None) -> Note:
        if not text.strip():
            raise AuditError(_EMPTY)
        return self._change(number, "note_edit", Text("修改复核意见", "edit a review note"), version, lambda _: {"text": text})

    def resolve(self, number: int, version: int | None) -> Note:
        done = {
            "state": NoteState.RESOLVED.value,
            "resolved_by": self._session.user,
            "resolved_at": self._session.clock().isoformat(),
        }
        return self._change(number, "note_resolve", Text("关闭复核意见", "resolve a review note"), version, lambda _: done)

    def reopen(self, number: int, version: int | None) -> Note:
        undone = {"state": NoteState.OPEN.value, "resolved_by": "", "resolved_at": ""}
        return self._change(number, "note_reopen", Text("重新打开复核意见", "open a review note again"), version, lambda _: undone)

    def _change(self, number: int, action: str, title: Text, version: int | None, values: Any) -> Note:
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            former = one(conn, number)
            if action in ("note_edit", "note_resolve") and not may_resolve(user(conn, session.user), former):
                raise AuditError(_NOT_YOURS)
            row = conn.execute(select(notes).where(notes.c.id == number)).one()
            recorder = Recorder(conn, former.project, session.user, at, title)
            recorder.update(notes, {"id": number}, values(row._mapping), version)
            recorder.keep()
            after = one(conn, number)
            trail.write(conn, at, session.user, action, f"note:{number}", project=former.project,
                        before={"state": former.state}, after={"state": after.state, "finding": after.fingerprint})  # fmt: skip
            return after


def one(conn: Connection, number: int) -> Note:
    row = conn.execute(select(notes).where(notes.c.id == number)).first()
    if row is None:
        raise AuditError(_GONE)
    return _note(row)


def _note(row: Any) -> Note:
    return Note(
        row.id, row.project_id, row.fingerprint, row.text, row.by, moment(row.at), NoteState(row.state),
        tuple(Reply(by, moment(at), text) for by, at, text in loads(row.replies)), row.resolved_by,
        moment(row.resolved_at) if row.resolved_at else None, row.version,
    )  # fmt: skip
