"""Conditions and orders as SQL: the only place that knows which column a field's name means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Numeric,
    String,
    Text,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)  # fmt: skip
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from audit.model import FIELDS, AuditError, Outcome, Verdict
from audit.model import Text as Sentence
from audit.store import decisions, fulltext, runs
from audit.store.calendar import weekday
from audit.store.desk_tables import letter_items, notes
from audit.store.nouns import ImportState, News, NoteState, RunInfo
from audit.store.rows import dumps
from audit.store.tables import findings, imports, visits
from audit.store.where import AnyOf, Condition, Order, WithFinding, stored

Columns = Mapping[str, ColumnElement[Any]]
#: Kept as text to be exact, compared as numbers.
_AS_NUMBERS = {"promise_amount"}

VISIT_COLUMNS: Columns = {
    name: cast(visits.c[name], Numeric(20, 4, asdecimal=False)) if name in _AS_NUMBERS else visits.c[name]
    for name in (*FIELDS, "id", "file", "sheet", "row", "key", "extra")
} | {
    "import": visits.c.import_id,
    "month": func.substr(visits.c.visit_date, 1, 7, type_=String),
    "weekday": weekday(visits.c.visit_date),
    "hour": cast(func.substr(visits.c.start_time, 1, 2), Integer),
}
#: Where `text` looks, beside account and remark.
_ANYWHERE = ("case_id", "visit_id", "borrower_name", "visitors", "visit_address", "agency", "person_met", "outcome", "extra")
_former = findings.alias("former")


class Known(NamedTuple):
    """A `WithFinding` whose run was looked up."""

    run: RunInfo
    conditions: tuple[Condition, ...]
    negated: bool


Asked = Condition | Known


def resolved(conn: Connection, where: Iterable[Condition]) -> list[Asked]:
    """Conditions with what the database has to be asked for first."""
    return [Known(runs.one(conn, c.run), c.conditions, c.negated) if isinstance(c, WithFinding) else c for c in where]


def visit_ids(project: int, where: Iterable[Asked], order: Sequence[Order], imports_: Sequence[int] | None, fts: bool) -> Select[Any]:  # fmt: skip
    return _ordered(select(visits.c.id).where(shown_visits(project, imports_)), VISIT_COLUMNS, where, order, visits.c.id, fts)


def visit_counts(project: int, by: Sequence[str], where: Iterable[Asked], fts: bool) -> Select[Any]:
    return _grouped(visits, shown_visits(project, None), VISIT_COLUMNS, by, where, fts)


def shown_visits(project: int, imports_: Sequence[int] | None) -> ColumnElement[Any]:
    """Visits of the live imports of a project, or of the imports named."""
    live = select(imports.c.id).where(imports.c.project_id == project)
    if imports_ is not None:
        return visits.c.import_id.in_(live.where(imports.c.id.in_(imports_)))
    return visits.c.import_id.in_(live.where(imports.c.state == ImportState.LIVE.value))


def finding_ids(run: RunInfo, where: Iterable[Asked], order: Sequence[Order], fts: bool) -> Select[Any]:
    columns, source = findings_of(run)
    wanted = select(findings.c.id).select_from(source).where(findings.c.run_id == run.id)
    return _ordered(wanted, columns, where, order, findings.c.id, fts)


def finding_counts(run: RunInfo, by: Sequence[str], where: Iterable[Asked], fts: bool) -> Select[Any]:
    columns, source = findings_of(run)
    return _grouped(source, findings.c.run_id == run.id, columns, by, where, fts)


def finding_rows(run: RunInfo, ids: Sequence[int]) -> Select[Any]:
    """Findings with the key data of their visits and their decisions."""
    columns, source = findings_of(run)
    extra = (visits.c.visit_id, visits.c.case_id, visits.c.agency, visits.c.borrower_name, visits.c.visit_date, visits.c.visitors)
    decided = [columns[f"decision.{name}"].label(f"decision_{name}") for name in ("id", "verdict", "by", "at", "reason", "note")]
    told = [columns[name].label(name) for name in ("news", "changed", "open_notes")]
    wanted = select(findings, *extra, *decided, *told)
    return wanted.select_from(source).where(findings.c.id.in_(ids))


def findings_of(run: RunInfo) -> tuple[Columns, FromClause]:
    latest = decisions.latest
    source = findings.outerjoin(visits, visits.c.id == findings.c.visit).outerjoin(
        latest, decisions.is_latest(run.project, findings.c.fingerprint)
    )
    previous = run.previous if run.previous is not None else -1
    again = exists().where(_former.c.run_id == previous, _former.c.fingerprint == findings.c.fingerprint)
    moved = and_(latest.c.verdict != "", latest.c.digest != findings.c.digest)
    names = ("id", "rule", "outcome", "grade", "file", "sheet", "row", "fingerprint", "visit")
    return {
        **{name: findings.c[name] for name in names},
        **{f"visit.{name}": column for name, column in VISIT_COLUMNS.items()},
        **{f"decision.{name}": latest.c[name] for name in ("id", "verdict", "by", "at", "reason", "note")},
        "message": findings.c.zh + literal("\n") + findings.c.en,
        "verdict": func.coalesce(latest.c.verdict, ""),
        **{name: case((latest.c.verdict != "", latest.c[column]), else_="") for name, column in _OF_DECISION.items()},
        "standing": _standing(func.coalesce(latest.c.verdict, "")),
        "open_notes": _open_notes(run.project),
        "letter": _letter(run.project),
        "evidence": findings.c.evidence,
        "news": case((again, News.UNCHANGED.value), else_=News.NEW.value),
        "changed": case((moved, 1), else_=0),
    }, source


_OF_DECISION = {"decided_by": "by", "decided_at": "at", "reason": "reason", "note": "note"}


def _standing(verdict: ColumnElement[Any]) -> ColumnElement[Any]:
    """As `grading.counts` and `grading.waits` have it: what a finding is in the figures."""
    undecided = and_(verdict == "", findings.c.outcome == Outcome.VIOLATION.value)
    waiting = or_(verdict == Verdict.WANTED.value, verdict == "")
    counting = or_(undecided, verdict == Verdict.CONFIRMED.value)
    return case((counting, "violation"), (waiting, "waiting"), else_="cleared")


def _open_notes(project: int) -> ColumnElement[Any]:
    mine = select(func.count()).where(
        notes.c.project_id == project, notes.c.fingerprint == findings.c.fingerprint, notes.c.state == NoteState.OPEN.value
    )  # fmt: skip
    return mine.correlate(findings).scalar_subquery()


def _letter(project: int) -> ColumnElement[Any]:
    mine = select(func.max(letter_items.c.letter_id)).where(
        letter_items.c.origin == project, letter_items.c.fingerprint == findings.c.fingerprint
    )  # fmt: skip
    return mine.correlate(findings).scalar_subquery()


def _ordered(
    wanted: Select[Any], columns: Columns, where: Iterable[Asked], order: Sequence[Order], last: ColumnElement[Any], fts: bool
) -> Select[Any]:  # fmt: skip
    for condition in where:
        wanted = wanted.where(_condition(columns, condition, fts))
    for name, descending in order:
        column = _column(columns, name)
        # blanks come last either way, as in a spreadsheet
        wanted = wanted.order_by(case((_empty(column), 1), else_=0), column.desc() if descending else column.asc())
    return wanted.order_by(last)


def _grouped(
    source: FromClause, base: ColumnElement[Any], columns: Columns, by: Sequence[str], where: Iterable[Asked], fts: bool
) -> Select[Any]:  # fmt: skip
    keys = [_column(columns, name).label(f"k{n}") for n, name in enumerate(by)]
    wanted = select(*keys, func.count().label("n")).select_from(source).where(base)
    for condition in where:
        wanted = wanted.where(_condition(columns, condition, fts))
    return wanted.group_by(*keys).order_by(func.count().desc(), *keys)


def _column(columns: Columns, name: str) -> ColumnElement[Any]:
    column = columns.get(name)
    if column is None:
        raise AuditError(Sentence(f"没有名为“{name}”的列。", f"There is no column “{name}”."))
    return column


def _condition(columns: Columns, condition: Asked, fts: bool) -> ColumnElement[Any]:
    if isinstance(condition, AnyOf):
        return or_(false(), *(_condition(columns, c, fts) for c in condition.conditions))
    if isinstance(condition, Known):
        return _with_finding(condition, fts)
    if isinstance(condition, WithFinding):
        raise TypeError("a condition on other findings stands at the top")
    if condition.op in ("search", "text"):
        words = str(condition.value or "").strip()
        return (_anywhere(columns, words, fts) if condition.op == "text" else fulltext.matches(words, fts)) if words else true()
    if condition.field in ("person", "visit.person"):
        if condition.op == "in":
            names = condition.value if isinstance(condition.value, Sequence) else ()
            return or_(false(), *(_person(columns, name) for name in names))
        return _person(columns, condition.value)
    column = _column(columns, condition.field)
    return _OPS[condition.op](column, stored(condition.value))


def _with_finding(asked: Known, fts: bool) -> ColumnElement[Any]:
    columns, source = findings_of(asked.run)
    wanted = select(findings.c.visit).select_from(source).where(findings.c.run_id == asked.run.id, findings.c.visit.is_not(None))
    for condition in asked.conditions:
        wanted = wanted.where(_condition(columns, condition, fts))
    found = visits.c.id.in_(wanted.correlate(None))
    return not_(found) if asked.negated else found


def _anywhere(columns: Columns, words: str, fts: bool) -> ColumnElement[Any]:
    start = "visit." if "fingerprint" in columns else ""
    names = [f"{start}{name}" for name in _ANYWHERE] + (["message", "evidence"] if start else [])
    return or_(fulltext.matches(words, fts), *(columns[name].icontains(words, autoescape=True) for name in names))


def _person(columns: Columns, value: object) -> ColumnElement[Any]:
    """Visits that a collector took part in: by name, or by name and staff number ('': where the log gives him none)."""
    name, number = (value, None) if isinstance(value, str) or not isinstance(value, Sequence) else (value[0], value[1])
    start = "visit." if "fingerprint" in columns else ""
    names, numbers = columns[f"{start}visitors"], columns[f"{start}visitor_numbers"]
    found = names.contains(dumps(str(name or "")), autoescape=True)
    if number is None:
        return found
    one_by_one = and_(not_(_empty(numbers)), _commas(names) == _commas(numbers))
    return and_(found, one_by_one, numbers.contains(dumps(number), autoescape=True)) if number else and_(found, not_(one_by_one))


def _commas(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Three times the commas of a list as JSON: a quote within a name is written otherwise."""
    return func.length(column) - func.length(func.replace(column, '","', ""))


def _empty(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return or_(column.is_(None), column == "") if isinstance(column.type, String) else column.is_(None)


def _equals(column: ColumnElement[Any], value: Any) -> ColumnElement[Any]:
    return _empty(column) if value in (None, "") and value is not False else column == value


def _among(column: ColumnElement[Any], values: Any) -> ColumnElement[Any]:
    filled = [v for v in values if v not in (None, "")]
    found = column.in_(filled)
    return or_(found, _empty(column)) if len(filled) < len(values) else found


def _negated(condition: ColumnElement[Any], column: ColumnElement[Any]) -> ColumnElement[Any]:
    """NOT of an unknown is unknown in SQL: a blank does differ from every value."""
    return not_(func.coalesce(condition, false()))


def _contains(column: ColumnElement[Any], value: Any) -> ColumnElement[Any]:
    return cast(column, Text).icontains(str(value), autoescape=True)


_OPS: Mapping[str, Callable[[ColumnElement[Any], Any], ColumnElement[Any]]] = {
    "=": _equals,
    "!=": lambda c, v: _negated(_equals(c, v), c),
    "<": lambda c, v: and_(c < v, not_(_empty(c))),
    "<=": lambda c, v: and_(c <= v, not_(_empty(c))),
    ">": lambda c, v: and_(c > v, not_(_empty(c))),
    ">=": lambda c, v: and_(c >= v, not_(_empty(c))),
    "in": _among,
    "not in": lambda c, v: _negated(_among(c, v), c),
    "contains": _contains,
    "lacks": lambda c, v: _negated(_contains(c, v), c),
    "starts": lambda c, v: cast(c, Text).startswith(str(v), autoescape=True),
    "empty": lambda c, _: _empty(c),
    "filled": lambda c, _: not_(_empty(c)),
}
