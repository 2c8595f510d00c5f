"""The health of an imported file: its problems by kind with the rows they are in, and as a list for the agency."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from audit.model import FileKind, Lang, Problem, Text
from audit.store import imports, pages
from audit.store.nouns import HealthCard, ImportInfo
from audit.store.tables import visits

_HEADER = (
    Text("文件", "File"), Text("工作表", "Sheet"), Text("行号", "Row"), Text("列", "Column"), Text("问题", "Problem"), Text("原内容", "As typed"),
)  # fmt: skip


def cards(conn: Connection, number: int) -> tuple[HealthCard, ...]:
    """The most frequent kind first."""
    info = imports.one(conn, number)
    found: dict[tuple[Text, str], list[Problem]] = {}
    for problem in imports.problems_of(conn, number):
        found.setdefault((problem.problem, problem.column), []).append(problem)
    ids = _ids(conn, info) if info.kind is FileKind.VISITS else {}
    told = [
        HealthCard(text, column, len(same), tuple(sorted({ids[p.sheet, p.row] for p in same if (p.sheet, p.row) in ids})))
        for (text, column), same in found.items()
    ]
    return tuple(sorted(told, key=lambda card: -card.count))


def rows(conn: Connection, number: int, lang: Lang) -> list[tuple[str, ...]]:
    """A header and a row for each problem, as they stand in the file."""
    listed = [tuple(text.in_(lang) for text in _HEADER)]
    for p in imports.problems_of(conn, number):
        listed.append((p.file, p.sheet, "" if p.row is None else str(p.row), p.column, p.problem.in_(lang), p.value))
    return listed


def _ids(conn: Connection, info: ImportInfo) -> dict[tuple[str, int | None], int]:
    """Ids of the import's visits that have a problem's place, by sheet and row."""
    told: Sequence[Problem] = imports.problems_of(conn, info.id)
    wanted = sorted({p.row for p in told if p.row is not None})
    found: dict[tuple[str, int | None], int] = {}
    for part in pages.chunks(wanted):
        asked = select(visits.c.id, visits.c.sheet, visits.c.row).where(visits.c.import_id == info.id, visits.c.row.in_(part))
        found |= {(row.sheet, row.row): row.id for row in conn.execute(asked)}
    return found
