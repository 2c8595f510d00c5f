"""Imports: one file's rows into the store in one transaction, what they replace, and taking them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.engine import Connection

from audit.model import AuditError, CaseFile, FileKind, FileReport, Problem, StaffMember, Text, Visit
from audit.store import bodies, rows, trail
from audit.store.database import Database
from audit.store.nouns import ImportInfo, ImportState, Overlap
from audit.store.tables import cases, imports, layouts, problems, staff, visits

Noun = Visit | CaseFile | StaffMember
TABLES = {FileKind.VISITS: visits, FileKind.CASES: cases, FileKind.STAFF: staff}
#: A file of the same name is a corrected version from this share of the older one's rows on; below, it is another period's log.
SAME_FILE_SHARE = 0.5


#: State of an import that is not finished: readers of `memory` can see into an open transaction.
_WRITING = "writing"


class ImportWriter:
    """Writes the rows of one file within an open transaction; `finish` makes an import of them."""

    def __init__(self, database: Database, conn: Connection, project: int, at: datetime, by: str):
        self._database, self._conn = database, conn
        self._project, self._at, self._by = project, at, by
        self._layouts: dict[frozenset[str], int] = {}
        self._first = {kind: next_id(conn, table) for kind, table in TABLES.items()}
        self._count = dict.fromkeys(TABLES, 0)
        self.added = True  # False where the very same file was shown already
        self._savepoint = conn.begin_nested()
        self.id = next_id(conn, imports)
        conn.execute(
            insert(imports),
            [{"id": self.id, "project_id": project, "name": "", "sha256": "", "kind": "", "rows": 0, "first_id": 0, "problems": 0,
              "at": at.isoformat(), "by": by, "state": _WRITING, "superseded_by": None, "sheets": "[]",
              "indexed_to": 0}],
        )  # fmt: skip

    @property
    def rows(self) -> int:
        return sum(self._count.values())

    def add(self, batch: Iterable[Noun]) -> None:
        """Rows of one kind, in file order."""
        by_kind: dict[FileKind, list[rows.Row]] = {kind: [] for kind in TABLES}
        for noun in batch:
            if isinstance(noun, Visit):
                number = self._number(FileKind.VISITS)
                by_kind[FileKind.VISITS].append(rows.visit_row(noun, number, self.id, self._layout(noun.columns)))
            elif isinstance(noun, CaseFile):
                by_kind[FileKind.CASES].append(bodies.case_row(noun, self._number(FileKind.CASES), self.id))
            else:
                by_kind[FileKind.STAFF].append(bodies.staff_row(noun, self._number(FileKind.STAFF), self.id))
        for kind, found in by_kind.items():
            self._database.insert(self._conn, TABLES[kind], found)

    def finish(self, report: FileReport, replaces: Collection[int]) -> int:
        """Completes the import by its report and retires what it replaces. Returns its id, or that of an equal former one."""
        kind = report.kind
        if report.failed is not None or kind is None:
            raise AuditError(report.failed or Text(f"未识别出 {report.name} 的内容。", f"{report.name} was not recognised."))
        self._complete(report, kind)
        equal = equal_import(self._conn, self._project, self.id, kind)
        if equal is None:
            self._savepoint.commit()
        else:
            self._savepoint.rollback()  # the same file, read the same way: its rows are not kept twice
            self.added = one(self._conn, equal).state is not ImportState.LIVE
            _show_again(self._conn, equal)
        number = self.id if equal is None else equal
        old = set(replaces) | former_versions(self._conn, self._project, number, report)
        for former in sorted(old - {number}):
            supersede(self._conn, former, number)
        trail.write(
            self._conn, self._at, self._by, "import", f"import:{number}", project=self._project,
            after={"file": report.name, "sha256": report.sha256, "kind": kind.value, "rows": self._count[kind],
                   "problems": len(report.problems), "replaces": sorted(old), "again": equal is not None},
        )  # fmt: skip
        return number

    def _complete(self, report: FileReport, kind: FileKind) -> None:
        self._conn.execute(
            update(imports).where(imports.c.id == self.id).values(
                name=report.name, sha256=report.sha256, kind=kind.value, state=ImportState.LIVE.value, rows=self._count[kind], first_id=self._first[kind],
                problems=len(report.problems), sheets=bodies.sheets_text(report.sheets),
            )
        )  # fmt: skip
        start = next_id(self._conn, problems)
        told = [bodies.problem_row(p, start + n, self.id) for n, p in enumerate(report.problems)]
        self._database.insert(self._conn, problems, told)

    def _number(self, kind: FileKind) -> int:
        number = self._first[kind] + self._count[kind]
        self._count[kind] += 1
        return number

    def _layout(self, columns: frozenset[str]) -> int:
        number = self._layouts.get(columns)
        if number is None:
            number = self._layouts[columns] = next_id(self._conn, layouts)
            self._database.insert(self._conn, layouts, [(number, self.id, rows.dumps(columns))])
        return number


def next_id(conn: Connection, table: Table) -> int:
    """The id after the last; safe within a writing transaction, of which there is one at a time."""
    return (conn.execute(select(func.max(table.c.id))).scalar() or 0) + 1


def former_versions(conn: Connection, project: int, new: int, report: FileReport) -> set[int]:
    """Live imports that this file stands for again: the very same bytes, or the same name with mostly the same rows."""
    live = select(imports.c.id, imports.c.sha256, imports.c.name).where(
        imports.c.project_id == project, imports.c.id != new, imports.c.state == ImportState.LIVE.value,
        imports.c.kind == str(report.kind),
    )  # fmt: skip
    found = set()
    for row in conn.execute(live).all():
        if row.sha256 == report.sha256:
            found.add(row.id)
        elif row.name.casefold() == report.name.casefold():
            shared, whole = shared_rows(conn, row.id, new, FileKind(str(report.kind)))
            if whole and shared >= SAME_FILE_SHARE * whole:
                found.add(row.id)
    return found


def equal_import(conn: Connection, project: int, new: int, kind: FileKind) -> int | None:
    """A former import of the same bytes that was read into the very same rows and report, shown or not; the latest of them."""
    row = conn.execute(select(imports).where(imports.c.id == new)).one()
    candidates = select(imports).where(
        imports.c.project_id == project, imports.c.id != new, imports.c.sha256 == row.sha256, imports.c.kind == kind.value,
        imports.c.name == row.name, imports.c.rows == row.rows, imports.c.sheets == row.sheets,
    )  # fmt: skip
    for old in conn.execute(candidates.order_by(imports.c.id.desc())).all():
        same_layouts = _names(conn, old.id) == _names(conn, new) and problems_of(conn, old.id) == problems_of(conn, new)
        if same_layouts and _equal_rows(conn, TABLES[kind], old, row) == row.rows:
            return int(old.id)
    return None


def _names(conn: Connection, number: int) -> list[str]:
    return list(conn.execute(select(layouts.c.names).where(layouts.c.import_id == number).order_by(layouts.c.id)).scalars())


def _equal_rows(conn: Connection, table: Table, old: SqlRow[Any], new: SqlRow[Any]) -> int:
    """How many rows are the same, place by place, in everything but the ids."""
    a, b = table.alias("a"), table.alias("b")
    equal = [a.c[c.name].is_not_distinct_from(b.c[c.name]) for c in table.columns if c.name not in ("id", "import_id", "layout")]
    if "layout" in a.c:
        first = [select(func.min(layouts.c.id)).where(layouts.c.import_id == i.id).scalar_subquery() for i in (old, new)]
        equal.append(a.c.layout - first[0] == b.c.layout - first[1])
    pairs = a.join(b, b.c.id == a.c.id + (new.first_id - old.first_id))
    wanted = select(func.count()).select_from(pairs).where(a.c.import_id == old.id, b.c.import_id == new.id, *equal)
    return conn.execute(wanted).scalar_one()


def _show_again(conn: Connection, number: int) -> None:
    conn.execute(update(imports).where(imports.c.id == number).values(state=ImportState.LIVE.value, superseded_by=None))


def shared_rows(conn: Connection, old: int, new: int, kind: FileKind) -> tuple[int, int]:
    """How many different rows of the old import came again in the new one, and how many it had."""
    table = TABLES[kind]
    again = select(table.c.key).where(table.c.import_id == new)
    count = select(func.count(table.c.key.distinct())).where(table.c.import_id == old)
    return conn.execute(count.where(table.c.key.in_(again))).scalar_one(), conn.execute(count).scalar_one()


def overlaps(conn: Connection, number: int) -> tuple[Overlap, ...]:
    new = one(conn, number)
    others = [i for i in of_project(conn, new.project) if i.kind is new.kind and i.id != number and i.state is ImportState.LIVE]
    counted = ((i, *shared_rows(conn, i.id, number, i.kind)) for i in others)
    return tuple(Overlap(i, shared, whole) for i, shared, whole in counted if shared)


def supersede(conn: Connection, old: int, by: int) -> None:
    if old == by:
        raise AuditError(Text("一次导入不能替换它自己。", "An import cannot replace itself."))
    conn.execute(
        update(imports).where(imports.c.id == old).values(state=ImportState.SUPERSEDED.value, superseded_by=by)
    )  # fmt: skip


def set_undone(conn: Connection, number: int, undone: bool) -> ImportInfo:
    """Takes an import back (what it replaced shows again) or puts it in again."""
    info = one(conn, number)
    wanted = ImportState.LIVE if undone else ImportState.UNDONE
    if info.state is not wanted:
        raise AuditError(
            Text(f"{info.name} 已被撤销或替换，请刷新。", f"{info.name} was already undone or replaced; refresh the list.")
        )
    state = ImportState.UNDONE if undone else ImportState.LIVE
    conn.execute(update(imports).where(imports.c.id == number).values(state=state.value))
    for old in info.replaced:
        former = ImportState.LIVE if undone else ImportState.SUPERSEDED
        # one that a person took back himself stays taken back
        conn.execute(
            update(imports).where(imports.c.id == old, imports.c.state != ImportState.UNDONE.value).values(state=former.value)
        )  # fmt: skip
    return one(conn, number)


def one(conn: Connection, number: int) -> ImportInfo:
    row = conn.execute(select(imports).where(imports.c.id == number)).first()
    if row is None:
        raise AuditError(Text("这次导入已不存在，请刷新。", "That import is no longer there; refresh the list."))
    return _info(row, _replaced(conn, row.project_id))


def of_project(conn: Connection, project: int) -> tuple[ImportInfo, ...]:
    """All imports of a project, the replaced and undone ones too, in the order they came."""
    replaced = _replaced(conn, project)
    finished = select(imports).where(imports.c.project_id == project, imports.c.state != _WRITING)
    found = conn.execute(finished.order_by(imports.c.id))
    return tuple(_info(row, replaced) for row in found)


def _replaced(conn: Connection, project: int) -> Mapping[int, tuple[int, ...]]:
    wanted = select(imports.c.id, imports.c.superseded_by).where(
        imports.c.project_id == project, imports.c.superseded_by.is_not(None)
    )
    found: dict[int, tuple[int, ...]] = {}
    for row in conn.execute(wanted.order_by(imports.c.id)):
        found[row.superseded_by] = (*found.get(row.superseded_by, ()), row.id)
    return found


def _info(row: SqlRow[tuple[object, ...]], replaced: Mapping[int, tuple[int, ...]]) -> ImportInfo:
    return ImportInfo(
        row.id, row.project_id, row.name, row.sha256, FileKind(row.kind), row.rows, row.first_id, row.problems,
        rows.moment(row.at), row.by, ImportState(row.state), row.superseded_by, replaced.get(row.id, ()),
    )  # fmt: skip


def report(conn: Connection, number: int) -> FileReport:
    """The report of an import as it was given, problems included."""
    row = conn.execute(select(imports).where(imports.c.id == number)).first()
    if row is None:
        raise AuditError(Text("这次导入已不存在，请刷新。", "That import is no longer there; refresh the list."))
    return bodies.file_report(row.name, row.sha256, row.kind, row.sheets, problems_of(conn, number))


def problems_of(conn: Connection, number: int) -> Sequence[Problem]:
    found = conn.execute(select(problems).where(problems.c.import_id == number).order_by(problems.c.id))
    return [Problem(p.file, p.sheet, p.row, p.column, Text(p.zh, p.en), p.value) for p in found]
