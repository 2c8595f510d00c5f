"""Letters in the store: made of findings, moved from state to state, answers read back, open findings carried to the next period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from audit.letters import NAMES, Answer, Attached, Letter, LetterItem, LetterState, moved, shown
from audit.model import AuditError, Text, Verdict
from audit.store import projects, queries, runs, trail
from audit.store.changes import Recorder
from audit.store.desk_tables import letter_items, letters
from audit.store.imports import next_id
from audit.store.rows import day, dumps, loads, moment
from audit.store.session import Session
from audit.store.tables import findings
from audit.store.tables import runs as runs_table
from audit.store.where import Condition, Where

_GONE = Text("这份通知书已不存在，请刷新。", "That letter is no longer there; refresh.")
_SENT = Text(
    "通知书已发出，不能再增减问题；请先撤回为草稿。", "The letter was sent; take it back to a draft before changing its findings."
)
_NOT_SENT = Text("通知书尚未发出，不能登记回复。", "The letter was not sent yet; there can be no answer to it.")
_NONE = Text("没有可以发出整改通知的问题：请先确认违规，或所选问题都已在通知书中。",
             "Nothing to write about: confirm violations first, or all of these are in a letter already.")  # fmt: skip


class Lettering:
    def __init__(self, session: Session):
        self._session = session

    def make(
        self, project: int, run: int, where: Iterable[Condition], confirmed_only: bool, term_days: int
    ) -> tuple[Letter, ...]:  # fmt: skip
        """A draft for each agency with findings that stand and are in no letter; a draft that is there takes them up."""
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            by_agency = _unwritten(conn, project, run, tuple(where), confirmed_only, session.database.sqlite)
            if not by_agency:
                raise AuditError(_NONE)
            recorder = Recorder(
                conn, project, session.user, at, Text(f"拟整改通知书 {len(by_agency)} 份", f"draft {len(by_agency)} letters")
            )
            drafts = {row.agency: row.id for row in conn.execute(_drafts(project))}
            made = []
            for agency, found in sorted(by_agency.items()):
                number = drafts.get(agency) or _new(recorder, project, agency, term_days, None)
                made.append(number)
                for fingerprint, rule in found:
                    _add(recorder, number, project, fingerprint, rule)
            recorder.keep(len(made))
            for number in made:
                trail.write(
                    conn, at, session.user, "letter", f"letter:{number}", project=project, after={"items": _count(conn, number)}
                )
            return tuple(_one(conn, number, at.date()) for number in made)

    def carry(self, old: int, new: int) -> tuple[Letter, ...]:
        """Drafts in the project `new` of what was not accepted in the sent letters of `old`; those carried before are left."""
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            done = set(conn.execute(select(letters.c.carried).where(letters.c.project_id == new)).scalars())
            recorder = Recorder(conn, new, session.user, at, Text("未整改问题带入本期", "carry open findings into this period"))
            made = []
            for letter in _of(conn, old, at.date()):
                left = [row for row in conn.execute(_items(letter.id)) if row.accepted != 1]
                if letter.state in (LetterState.DRAFT, LetterState.VERIFIED) or letter.id in done or not left:
                    continue
                number = _new(recorder, new, letter.agency, letter.term_days, letter.id)
                made.append(number)
                for row in left:
                    _add(recorder, number, row.origin, row.fingerprint, row.rule)
            recorder.keep(len(made))
            for number in made:
                trail.write(
                    conn, at, session.user, "letter_carry", f"letter:{number}", project=new, after={"items": _count(conn, number)}
                )
            return tuple(_one(conn, number, at.date()) for number in made)

    def every(self, project: int, today: date | None) -> tuple[Letter, ...]:
        with self._session.reading() as conn:
            return _of(conn, project, today or self._session.clock().date())

    def items(self, number: int) -> tuple[LetterItem, ...]:
        """In the order they were put in, each with the id of the finding in its project's latest run, if that has it."""
        with self._session.reading() as conn:
            found = conn.execute(_items(number)).all()
            ids: dict[tuple[int, str], int] = {}
            for origin in {row.origin for row in found}:
                run = select(func.max(runs_table.c.id)).where(
                    runs_table.c.project_id == origin, runs_table.c.finished == runs.FINISHED
                )
                wanted = select(findings.c.fingerprint, func.min(findings.c.id)).where(
                    findings.c.run_id == run.scalar_subquery(),
                    findings.c.fingerprint.in_(select(letter_items.c.fingerprint).where(letter_items.c.letter_id == number)),
                )  # fmt: skip
                ids |= {(origin, row[0]): row[1] for row in conn.execute(wanted.group_by(findings.c.fingerprint))}
        return tuple(_item(row, ids.get((row.origin, row.fingerprint))) for row in found)

    def move(self, number: int, to: LetterState, on: date | None, version: int | None) -> Letter:
        session = self._session
        day_ = on or session.clock().date()

        def values(conn: Connection, letter: Letter) -> dict[str, Any]:
            rows = conn.execute(_items(number)).all()
            return moved(letter, to, day_, sum(r.accepted != 1 for r in rows), sum(not r.answer for r in rows))

        title = Text(f"通知书改为{NAMES[to].zh}", f"letter becomes {NAMES[to].en}")
        return self._change(number, "letter_state", title, values, version)

    def change(self, number: int, values: Mapping[str, Any], version: int | None) -> Letter:
        if unknown := set(values) - {"number", "term_days", "note"}:
            raise TypeError(f"not a field of a letter that can be changed: {sorted(unknown)[0]}")
        title = Text("修改通知书", "change a letter")
        return self._change(number, "letter_change", title, lambda _conn, _letter: dict(values), version)

    def _change(
        self, number: int, action: str, title: Text, values: Callable[[Connection, Letter], dict[str, Any]], version: int | None
    ) -> Letter:  # fmt: skip
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            before = _one(conn, number, at.date())
            recorder = Recorder(conn, before.project, session.user, at, title)
            recorder.update(letters, {"id": number}, values(conn, before), version)
            recorder.keep()
            after = _one(conn, number, at.date())
            told = ("number", "state", "term_days", "sent_on", "due")
            trail.write(conn, at, session.user, action, f"letter:{number}", project=before.project,
                        before={n: getattr(before, n) for n in told}, after={n: getattr(after, n) for n in told})  # fmt: skip
            return after

    def drop(self, item: int) -> None:
        """Takes a finding out of a draft."""
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            row = _item_row(conn, item)
            letter = _one(conn, row.letter_id, at.date())
            if letter.state is not LetterState.DRAFT:
                raise AuditError(_SENT)
            recorder = Recorder(conn, letter.project, session.user, at, Text("从通知书移出一条", "take a finding out of a letter"))
            recorder.delete(letter_items, {"id": item})
            recorder.keep()
            trail.write(conn, at, session.user, "letter_drop", f"letter:{letter.id}", project=letter.project,
                        before={"finding": row.fingerprint})  # fmt: skip

    def attach(self, number: int, answers: Mapping[str, Answer], on: date | None) -> Attached:
        """Puts answers to their findings; with the last one the letter is answered. Those of findings not in it are told."""
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            letter = _one(conn, number, at.date())
            if letter.state is LetterState.DRAFT:
                raise AuditError(_NOT_SENT)
            recorder = Recorder(conn, letter.project, session.user, at, Text("登记机构回复", "read an agency's answers"))
            rows = {row.fingerprint: row for row in conn.execute(_items(number))}
            known = [mark for mark in answers if mark in rows]
            for mark in known:
                values = {"answer": dumps(list(answers[mark])), "answered_at": at.isoformat()}
                recorder.update(letter_items, {"id": rows[mark].id}, values)
            waiting = [row for mark, row in rows.items() if not row.answer and mark not in answers]
            if known and not waiting and letter.state in (LetterState.SENT, LetterState.OVERDUE):
                recorder.update(letters, {"id": number}, moved(letter, LetterState.ANSWERED, on or at.date(), 0, 0))
            recorder.keep(len(known))
            trail.write(conn, at, session.user, "letter_answers", f"letter:{number}", project=letter.project,
                        after={"attached": len(known), "unknown": len(answers) - len(known)})  # fmt: skip
            return Attached(len(known), tuple(mark for mark in answers if mark not in rows))

    def accept(self, item: int, accepted: bool | None, remark: str, version: int | None) -> LetterItem:
        """Whether the bank takes the answer as putting the finding right."""
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            row = _item_row(conn, item)
            letter = _one(conn, row.letter_id, at.date())
            recorder = Recorder(conn, letter.project, session.user, at, Text("验收整改", "accept or refuse an answer"))
            value = None if accepted is None else int(accepted)
            recorder.update(letter_items, {"id": item}, {"accepted": value, "remark": remark}, version)
            recorder.keep()
            trail.write(conn, at, session.user, "letter_accept", f"letter:{letter.id}", project=letter.project,
                        before={"accepted": row.accepted}, after={"accepted": value, "finding": row.fingerprint})  # fmt: skip
            return _item(_item_row(conn, item), None)


def _unwritten(
    conn: Connection, project: int, run: int, where: tuple[Condition, ...], confirmed_only: bool, fts: bool
) -> dict[str, list[tuple[str, str]]]:  # fmt: skip
    """(fingerprint, rule) by agency of the findings that stand and are in no letter of the project."""
    info, own = runs.one(conn, run), projects.one(conn, project).agency
    standing = Where("verdict", "=", Verdict.CONFIRMED) if confirmed_only else Where("standing", "=", "violation")
    asked = [*queries.resolved(conn, where), standing, Where("letter", "empty")]
    by: dict[str, dict[str, str]] = {}
    counted = conn.execute(
        queries.finding_counts(info, ["visit.agency", "rule", "visit.visit_date", "id", "fingerprint"], asked, fts)
    )
    for agency, rule, _, _, fingerprint, _ in sorted(counted, key=lambda r: (r[0] or "", r[1], r[2] or "", r[3])):
        by.setdefault(agency or own, {}).setdefault(fingerprint, rule)
    return {agency: list(found.items()) for agency, found in by.items()}


def _new(recorder: Recorder, project: int, agency: str, term_days: int, carried: int | None) -> int:
    number = next_id(recorder.conn, letters)
    recorder.insert(letters, {
        "id": number, "project_id": project, "agency": agency, "number": f"{recorder.at.year}-{number:03d}",
        "state": LetterState.DRAFT.value, "term_days": term_days, "by": recorder.by, "at": recorder.at.isoformat(), "sent_on": None,
        "due": None, "answered_on": None, "verified_on": None, "carried": carried, "note": "", "version": 1,
    })  # fmt: skip
    return number


def _add(recorder: Recorder, letter: int, origin: int, fingerprint: str, rule: str) -> None:
    recorder.insert(letter_items, {
        "id": next_id(recorder.conn, letter_items), "letter_id": letter, "origin": origin, "fingerprint": fingerprint, "rule": rule,
        "answer": "", "answered_at": "", "accepted": None, "remark": "", "version": 1,
    })  # fmt: skip


def _drafts(project: int) -> Any:
    return select(letters.c.id, letters.c.agency).where(
        letters.c.project_id == project, letters.c.state == LetterState.DRAFT.value, letters.c.carried.is_(None)
    )  # fmt: skip


def _items(letter: int) -> Any:
    return select(letter_items).where(letter_items.c.letter_id == letter).order_by(letter_items.c.id)


def _item_row(conn: Connection, number: int) -> Any:
    row = conn.execute(select(letter_items).where(letter_items.c.id == number)).first()
    if row is None:
        raise AuditError(_GONE)
    return row


def _count(conn: Connection, letter: int) -> int:
    return conn.execute(select(func.count()).where(letter_items.c.letter_id == letter)).scalar_one()


def _wanted() -> Any:
    mine = letter_items.c.letter_id == letters.c.id
    counts = {"items": mine, "answered": mine & (letter_items.c.answer != ""), "verified": mine & (letter_items.c.accepted == 1)}
    sums = [select(func.count()).where(w).correlate(letters).scalar_subquery().label(name) for name, w in counts.items()]
    return select(letters, *sums).order_by(letters.c.id)


def _of(conn: Connection, project: int, today: date) -> tuple[Letter, ...]:
    return tuple(_letter(row, today) for row in conn.execute(_wanted().where(letters.c.project_id == project)))


def _one(conn: Connection, number: int, today: date) -> Letter:
    row = conn.execute(_wanted().where(letters.c.id == number)).first()
    if row is None:
        raise AuditError(_GONE)
    return _letter(row, today)


def _letter(row: Any, today: date) -> Letter:
    r = row._mapping
    return Letter(
        r["id"], r["project_id"], r["agency"], r["number"], shown(LetterState(r["state"]), day(r["due"]), today), r["term_days"],
        moment(r["at"]), r["by"], r["items"], r["answered"], r["verified"], day(r["sent_on"]), day(r["due"]), day(r["answered_on"]),
        day(r["verified_on"]), r["carried"], r["note"], r["version"],
    )  # fmt: skip


def _item(row: Any, finding: int | None) -> LetterItem:
    return LetterItem(
        row.id, row.letter_id, row.origin, row.fingerprint, row.rule, finding, Answer(*loads(row.answer)) if row.answer else None,
        moment(row.answered_at) if row.answered_at else None, None if row.accepted is None else bool(row.accepted), row.remark,
        row.version,
    )  # fmt: skip
