"""Conditions and orders as SQL: the only place that knows which column a field's name means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
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
from sqlalchemy.sql import Select

from audit.model import FIELDS, AuditError
from audit.model import Text as Sentence
from audit.store import decisions, fulltext
from audit.store.nouns import ImportState, News, RunInfo
from audit.store.tables import findings, imports, visits
from audit.store.where import AnyOf, Condition, Order

Columns = Mapping[str, ColumnElement[Any]]
#: Kept as text to be exact, compared as numbers.
_AS_NUMBERS = {"promise_amount"}

VISIT_COLUMNS: Columns = {
    name: cast(visits.c[name], Numeric(20, 4, asdecimal=False)) if name in _AS_NUMBERS else visits.c[name]
    for name in (*FIELDS, "id", "file", "sheet", "row", "key", "extra")
} | {"import": visits.c.import_id}
_former = findings.alias("former")


def visit_ids(project: int, where: Iterable[Condition], order: Sequence[Order], imports_: Sequence[int] | None, fts: bool) -> Select[Any]:  # fmt: skip
    return _ordered(select(visits.c.id).where(shown_visits(project, imports_)), VISIT_COLUMNS, where, order, visits.c.id, fts)


def visit_counts(project: int, by: Sequence[str], where: Iterable[Condition], fts: bool) -> Select[Any]:
    return _grouped(visits, shown_visits(project, None), VISIT_COLUMNS, by, where, fts)


def shown_visits(project: int, imports_: Sequence[int] | None) -> ColumnElement[Any]:
    """Visits of the live imports of a project, or of the imports named."""
    live = select(imports.c.id).where(imports.c.project_id == project)
    if imports_ is not None:
        return visits.c.import_id.in_(live.where(imports.c.id.in_(imports_)))
    return visits.c.import_id.in_(live.where(imports.c.state == ImportState.LIVE.value))


def finding_ids(run: RunInfo, where: Iterable[Condition], order: Sequence[Order], fts: bool) -> Select[Any]:
    columns, source = _findings_of(run)
    wanted = select(findings.c.id).select_from(source).where(findings.c.run_id == run.id)
    return _ordered(wanted, columns, where, order, findings.c.id, fts)


def finding_counts(run: RunInfo, by: Sequence[str], where: Iterable[Condition], fts: bool) -> Select[Any]:
    columns, source = _findings_of(run)
    return _grouped(source, findings.c.run_id == run.id, columns, by, where, fts)


def finding_rows(run: RunInfo, ids: Sequence[int]) -> Select[Any]:
    """Findings with the key data of their visits and their decisions."""
    columns, source = _findings_of(run)
    extra = (visits.c.visit_id, visits.c.case_id, visits.c.agency, visits.c.borrower_name, visits.c.visit_date, visits.c.visitors)
    decided = [columns[f"decision.{name}"].label(f"decision_{name}") for name in ("id", "verdict", "by", "at", "reason", "note")]
    wanted = select(findings, *extra, *decided, columns["news"].label("news"), columns["changed"].label("changed"))
    return wanted.select_from(source).where(findings.c.id.in_(ids))


def _findings_of(run: RunInfo) -> tuple[Columns, FromClause]:
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
        "decided_by": case((latest.c.verdict != "", latest.c.by), else_=""),
        "news": case((again, News.UNCHANGED.value), else_=News.NEW.value),
        "changed": case((moved, 1), else_=0),
    }, source


def _ordered(
    wanted: Select[Any], columns: Columns, where: Iterable[Condition], order: Sequence[Order], last: ColumnElement[Any], fts: bool
) -> Select[Any]:  # fmt: skip
    for condition in where:
        wanted = wanted.where(_condition(columns, condition, fts))
    for name, descending in order:
        column = _column(columns, name)
        # blanks come last either way, as in a spreadsheet
        wanted = wanted.order_by(case((_empty(column), 1), else_=0), column.desc() if descending else column.asc())
    return wanted.order_by(last)


def _grouped(
    source: FromClause, base: ColumnElement[Any], columns: Columns, by: Sequence[str], where: Iterable[Condition], fts: bool
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


def _condition(columns: Columns, condition: Condition, fts: bool) -> ColumnElement[Any]:
    if isinstance(condition, AnyOf):
        return or_(false(), *(_condition(columns, c, fts) for c in condition.conditions))
    if condition.op == "search":
        words = str(condition.value or "").strip()
        return fulltext.matches(words, fts) if words else true()
    column = _column(columns, condition.field)
    return _OPS[condition.op](column, _value(condition.value))


def _value(value: object) -> Any:
    """As the column holds it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(item) for item in value]
    return value


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
