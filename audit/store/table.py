"""What a table shows beside its rows: the distinct values of a column with counts, and how visits stand in a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection

from audit.store import pages, queries, runs
from audit.store.nouns import Value, Values, VisitMark
from audit.store.rows import words
from audit.store.session import Session
from audit.store.tables import findings
from audit.store.where import Condition, Where


class Tables:
    def __init__(self, session: Session):
        self._session = session

    def values(self, project: int, field: str, where: Iterable[Condition], search: str, limit: int) -> Values:
        """`person` counts each collector of a visit; `search` keeps the values that hold these words."""
        with self._session.reading() as conn:
            asked = queries.resolved(conn, where)
            if field == "person":
                return _people(conn, project, asked, search, limit, self._session.database.sqlite)
            if search.strip():
                asked.append(Where(field, "contains", search.strip()))
            found = conn.execute(queries.visit_counts(project, [field], asked, self._session.database.sqlite)).all()
        return _first([Value(row[0], row[1]) for row in found], limit)

    def marks(self, run: int, ids: Sequence[int]) -> dict[int, VisitMark]:
        """Of those visits that have findings in the run."""
        found: dict[int, VisitMark] = {}
        with self._session.reading() as conn:
            columns, source = queries.findings_of(runs.one(conn, run))
            standing, verdict = columns["standing"], columns["verdict"]
            sums = (
                func.sum(case((standing == "violation", 1), else_=0)), func.sum(case((standing == "waiting", 1), else_=0)),
                func.min(case((standing != "cleared", findings.c.grade))), func.sum(case((verdict == "", 1), else_=0)),
            )  # fmt: skip
            of_run = findings.c.run_id + 0 == run  # the sum keeps SQLite from going through the whole run: 18 ms a page at 30,000
            for part in pages.chunks(list(ids)):
                wanted = select(findings.c.visit, *sums).select_from(source).where(of_run, findings.c.visit.in_(part))
                for visit, violations, waiting, worst, undecided in conn.execute(wanted.group_by(findings.c.visit)):
                    found[visit] = VisitMark(violations, waiting, worst or 0, undecided)
        return found


def _people(conn: Connection, project: int, asked: list[Any], search: str, limit: int, fts: bool) -> Values:
    count: Counter[str] = Counter()
    for visitors, n in conn.execute(queries.visit_counts(project, ["visitors"], asked, fts)):
        for name in dict.fromkeys(words(visitors)):
            count[name] += n
    wanted = search.strip().casefold()
    ordered = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return _first([Value(name, n) for name, n in ordered if wanted in name.casefold()], limit)


def _first(values: list[Value], limit: int) -> Values:
    return Values(tuple(values[:limit]), max(0, len(values) - limit))
