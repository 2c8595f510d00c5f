"""Conditions and orders for tables as plain data; only `audit.store.queries` makes SQL of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Op = Literal["=", "!=", "<", "<=", ">", ">=", "in", "not in", "contains", "lacks", "starts", "empty", "filled", "search"]


class Where(NamedTuple):
    """`field op value`. Values are those of the nouns (date, time, bool, Decimal, enum, str).

    '' and None both count as empty. `search` looks for words in account and remark, whatever the field.
    Visits: the canonical fields, `file`, `sheet`, `row`, `import`, `id`, `key`. Findings: `rule`, `outcome`, `grade`, `file`,
    `sheet`, `row`, `fingerprint`, `message`, `visit` (id), `verdict` ('' if undecided), `decided_by`, `news`, `changed`, and the
    visit's fields as `visit.agency`, `visit.visit_date` …
    """

    field: str
    op: Op
    value: object = None


class AnyOf(NamedTuple):
    """True where any of the conditions is."""

    conditions: tuple[Where, ...]


class Order(NamedTuple):
    field: str
    descending: bool = False


Condition = Where | AnyOf
Conditions = Iterable[Condition]
