"""Signing off a project: the checklist from the database, the two signatures, and what was changed after them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from audit.model import AuditError, Text
from audit.signoff import WITHDRAWN, Facts, Part, Signature, Signing, checklist, refusal, state_of
from audit.store import queries, runs, signatures, trail
from audit.store.desk_tables import notes, sample_items, samples
from audit.store.nouns import NoteState, RunInfo
from audit.store.reviewing import stale
from audit.store.session import Session, user
from audit.store.where import Where

_NOT_SIGNED = Text("这一栏没有有效的签字。", "There is no signature that stands here.")
_REASON = Text("撤回签字需要写明理由。", "A reason is needed to take a signature back.")


class SigningOff:
    def __init__(self, session: Session):
        self._session = session

    def state(self, project: int) -> Signing:
        with self._session.reading() as conn:
            return _state(conn, project, self._session.user)

    def sign(self, project: int, part: Part, remark: str) -> Signature:
        """Raises AuditError with what stands in the way."""
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            now = _state(conn, project, session.user)
            standing = [s for s in (now.prepared, now.reviewed) if s]
            why = refusal(part, user(conn, session.user), now.checks, standing)
            run = runs.latest(conn, project)
            if why is not None or run is None:
                raise AuditError(why or _NOT_SIGNED)
            trail.write(conn, at, session.user, "sign", f"project:{project}", project=project,
                        after={"part": part, "run": run.id, "digest": now.digest})  # fmt: skip
            return signatures.add(conn, project, run.id, part, session.user, at, now.digest, remark)

    def withdraw(self, project: int, part: Part, reason: str) -> None:
        """Takes a signature back; that of the preparer takes the reviewer's with it."""
        session, at = self._session, self._session.clock()
        if not reason.strip():
            raise AuditError(_REASON)
        with session.changing() as conn:
            standing = signatures.of_project(conn, project, standing=True)
            ended = standing if part is Part.PREPARER else [s for s in standing if s.part is part]
            if not any(s.part is part for s in ended):
                raise AuditError(_NOT_SIGNED)
            numbers = signatures.stop(conn, ended, WITHDRAWN, at, session.user)
            trail.write(conn, at, session.user, "unsign", f"project:{project}", project=project,
                        before={"signatures": numbers}, after={"part": part}, reason=reason)  # fmt: skip


def _state(conn: Connection, project: int, me: str) -> Signing:
    every = signatures.of_project(conn, project)
    standing = {s.part: s for s in every if s.ended_at is None}
    former = tuple(s for s in every if s.ended_at is not None)
    run = runs.latest(conn, project)
    digest = signatures.digest(conn, project)
    since = min((signatures.seen_until(conn, s.id) for s in former[-1:]), default=None)
    changes = [] if since is None or Part.REVIEWER in standing else list(trail.entries(conn, project, after=since))
    return Signing(
        state_of(every), checklist(_facts(conn, project, run, me)), standing.get(Part.PREPARER), standing.get(Part.REVIEWER), former,
        tuple(e for e in changes if signatures.ends(e.action, e.after)), any(s.digest != digest for s in standing.values()), digest,
    )  # fmt: skip


def _facts(conn: Connection, project: int, run: RunInfo | None, me: str) -> Facts:
    counted = select(func.count())
    open_notes = counted.where(notes.c.project_id == project, notes.c.state == NoteState.OPEN.value)
    drawn = sample_items.join(samples, samples.c.id == sample_items.c.sample_id)
    unchecked = counted.select_from(drawn).where(samples.c.project_id == project, sample_items.c.state == "")
    told = {"open_notes": conn.execute(open_notes).scalar_one(), "unchecked": conn.execute(unchecked).scalar_one()}
    if run is None:
        return Facts(checked=False, stale=False, open=0, wanted=0, changed=0, **told)
    by_verdict = {row[0]: row[1] for row in conn.execute(queries.finding_counts(run, ["verdict"], (), False))}
    return Facts(
        True, stale(conn, project, run), by_verdict.get("", 0), wanted=by_verdict.get("wanted", 0),
        changed=_count(conn, run, Where("changed", "=", True)), own=_count(conn, run, Where("decided_by", "=", me)) if me else 0, **told,
    )  # fmt: skip


def _count(conn: Connection, run: RunInfo, where: Where) -> int:
    return int(conn.execute(queries.finding_counts(run, [], [where], False)).scalar() or 0)
