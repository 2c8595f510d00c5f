"""Conditions and orders for tables as plain data; only `audit.store.queries` makes SQL of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, NamedTuple

Op = Literal["=", "!=", "<", "<=", ">", ">=", "in", "not in", "contains", "lacks", "starts", "empty", "filled", "search", "text"]


class Where(NamedTuple):
    """`field op value`. Values are those of the nouns (date, time, bool, Decimal, enum, str).

    '' and None both count as empty. `search` looks for words in account and remark, whatever the field; `text` looks everywhere.
    Visits: the canonical fields, `file`, `sheet`, `row`, `import`, `id`, `key`, `month` (2026-09), `weekday` (0 Monday), `hour`
    and `person` (= a name, or a name and a staff number). Findings: `rule`, `outcome`, `grade`, `file`, `sheet`, `row`,
    `fingerprint`, `message`, `visit` (id), `verdict` ('' if undecided), `standing`, `decided_by`, `decided_at`, `reason`, `note`,
    `open_notes`, `letter` (id), `news`, `changed`, and the visit's fields as `visit.agency`, `visit.visit_date` …
    """

    field: str
    op: Op
    value: object = None


class AnyOf(NamedTuple):
    """True where any of the conditions is."""

    conditions: tuple[Where, ...]


class WithFinding(NamedTuple):
    """Visits that have a finding of `run` which meets all `conditions` (that are on findings); `negated`: that have none."""

    run: int
    conditions: tuple[Where | AnyOf, ...] = ()
    negated: bool = False


class Order(NamedTuple):
    field: str
    descending: bool = False


Condition = Where | AnyOf | WithFinding
Conditions = Iterable[Condition]


def stored(value: object) -> Any:
    """A value as columns hold it: text for dates and times, numbers for flags."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [stored(item) for item in value]
    return value


def plain(conditions: Conditions) -> list[list[Any]]:
    """Conditions as JSON can hold them; `of_plain` gives conditions that find the same."""
    return [_plain(c) for c in conditions]


def of_plain(kept: Sequence[Sequence[Any]]) -> tuple[Condition, ...]:
    return tuple(_of_plain(item) for item in kept)


def _plain(c: Condition) -> list[Any]:
    if isinstance(c, WithFinding):
        return ["with", c.run, plain(c.conditions), c.negated]
    if isinstance(c, AnyOf):
        return ["any", plain(c.conditions)]
    return ["where", c.field, c.op, stored(c.value)]


def _of_plain(item: Sequence[Any]) -> Condition:
    kind, *rest = item
    if kind == "with":
        return WithFinding(rest[0], tuple(c for c in of_plain(rest[1]) if not isinstance(c, WithFinding)), rest[2])
    if kind == "any":
        return AnyOf(tuple(c for c in of_plain(rest[0]) if isinstance(c, Where)))
    return Where(*rest)
