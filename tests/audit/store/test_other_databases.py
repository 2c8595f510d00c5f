"""Other databases: the tables and the statements can at least be said in their languages (no server is at hand here)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from audit.model import FIELDS
from audit.store import earlier, queries, runs
from audit.store.nouns import RunInfo
from audit.store.tables import METADATA
from audit.store.where import Order, Where

RUN = RunInfo(2, 1, "cn-default", "1", date(2026, 10, 1), "1", datetime(2026, 10, 1, tzinfo=UTC), "张", ("a",), (1,), previous=1)
WHERE = [Where("visit_date", ">", date(2026, 9, 1)), Where("agency", "not in", ["", "安信"]), Where("", "search", "现金")]
ON_VISIT = [Where(f"visit.{w.field}" if w.field else "", w.op, w.value) for w in WHERE]


@pytest.mark.parametrize("dialect", [postgresql.dialect(), mysql.dialect()], ids=["postgresql", "mysql"])
def test_tables_and_statements_can_be_said(dialect: Dialect) -> None:
    for table in METADATA.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
        assert all(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
    for statement in (
        queries.visit_ids(1, WHERE, [Order("promise_amount", descending=True)], None, False),
        queries.visit_counts(1, FIELDS, WHERE, False),
        queries.visit_counts(
            1, ["month", "weekday", "hour"], [Where("person", "=", ("张立", "A1")), Where("", "text", "现金")], False
        ),
        queries.visit_ids(
            1, [queries.Known(RUN, (Where("standing", "=", "violation"), Where("letter", "empty")), True)], (), None, False
        ),
        queries.finding_counts(
            RUN, ["standing", "open_notes", "letter", "visit.weekday"], [Where("visit.person", "=", "张立")], False
        ),
        queries.finding_ids(RUN, [Where("news", "=", "new"), Where("verdict", "=", ""), *ON_VISIT], [Order("visit.agency")], False),
        queries.finding_counts(RUN, ["rule", "verdict"], ON_VISIT, False),
        queries.finding_rows(RUN, [1, 2]),
        earlier.ids(1, date(2026, 1, 1), None),
        runs.gone_ids(RUN),
    ):
        said = str(statement.compile(dialect=dialect))
        assert "visit_text" not in said


def test_text_that_is_indexed_has_a_length() -> None:
    indexed = [c for t in METADATA.sorted_tables for i in t.indexes for c in i.columns] + [
        c for t in METADATA.sorted_tables for c in t.primary_key.columns
    ]
    assert all(c.type.length for c in indexed if c.type.python_type is str)
