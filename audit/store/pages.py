"""Pages: visits and findings by their ids, and streams in chunks so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from audit.model import Text, Verdict, Visit
from audit.store import bodies, imports, queries, rows, runs
from audit.store.nouns import DecisionEntry, FindingRow, ImportInfo, News
from audit.store.tables import findings as findings_table
from audit.store.tables import imports as imports_table
from audit.store.tables import layouts, sentences
from audit.store.tables import visits as visits_table

CHUNK = 1_000
#: Findings a transaction.
BATCH = 5_000
T = TypeVar("T")


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, BATCH)):
        yield batch


def visits(conn: Connection, ids: Sequence[int]) -> dict[int, Visit]:
    """Visits by id, in no promised order."""
    t = visits_table
    found = [row for part in chunks(ids) for row in conn.execute(select(t).where(t.c.id.in_(list(part))))]
    wanted = {row[6] for row in found}  # layout
    names = conn.execute(select(layouts.c.id, layouts.c.names).where(layouts.c.id.in_(wanted)))
    known = {row.id: frozenset(rows.loads(row.names)) for row in names}
    return {row[0]: rows.visit(row, known) for row in found}


def versions(conn: Connection, number: int) -> tuple[tuple[ImportInfo, Visit], ...]:
    """All imports of the project that hold this visit, each with how it stood there."""
    v, i = visits_table, imports_table
    own = select(v.c.key, i.c.project_id).join(i, i.c.id == v.c.import_id).where(v.c.id == number)
    row = conn.execute(own).first()
    if row is None:
        return ()
    wanted = select(v.c.id, v.c.import_id).join(i, i.c.id == v.c.import_id)
    same = conn.execute(wanted.where(v.c.key == row.key, i.c.project_id == row.project_id).order_by(v.c.id)).all()
    found = visits(conn, [r.id for r in same])
    return tuple((imports.one(conn, r.import_id), found[r.id]) for r in same)


def findings(conn: Connection, ids: Sequence[int]) -> dict[int, FindingRow]:
    """Findings by id (of one run or of several), in no promised order."""
    t = findings_table
    found: dict[int, FindingRow] = {}
    for part in chunks(ids):
        for number in conn.execute(select(t.c.run_id).distinct().where(t.c.id.in_(list(part)))).scalars().all():
            page = conn.execute(queries.finding_rows(runs.one(conn, number), list(part))).all()
            long = _sentences(conn, {row.basis for row in page} | {row.clears for row in page})
            found |= {row.id: _row(row, long) for row in page}
    return found


def _sentences(conn: Connection, ids: set[int]) -> dict[int, Text]:
    found = conn.execute(select(sentences).where(sentences.c.id.in_(ids)))
    return {row.id: Text(row.zh, row.en) for row in found}


def _row(row: Row[Any], long: dict[int, Text]) -> FindingRow:
    width = len(findings_table.columns)
    decision = None
    if row.decision_id is not None:
        verdict = Verdict(row.decision_verdict) if row.decision_verdict else None
        decision = DecisionEntry(row.decision_id, row.fingerprint, verdict, row.decision_by, rows.moment(row.decision_at),
                                 row.decision_reason, row.decision_note)  # fmt: skip
    return FindingRow(
        row.id, row.run_id, row.visit, bodies.finding(row[:width], long), row.visit_id or "", row.case_id or "", row.agency or "",
        row.borrower_name or "", rows.day(row.visit_date), rows.words(row.visitors or ""), decision, News(row.news),
        bool(row.changed), row.open_notes,
    )  # fmt: skip
