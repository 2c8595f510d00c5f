"""Store: the one door to the database. Its verbs take and return nouns; connections open and close inside a verb."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from platformdirs import user_data_path
from sqlalchemy import select
from sqlalchemy.engine import Connection

from audit.model import (
    CaseFile,
    Decision,
    FileKind,
    FileReport,
    Finding,
    Progress,
    StaffMember,
    Text,
    Visit,
)  # fmt: skip
from audit.store import (
    bodies,
    decisions,
    earlier,
    fulltext,
    imports,
    pages,
    people,
    projects,
    queries,
    runs,
    tables,
    trail,
    upgrades,
)
from audit.store.changes import Recorder
from audit.store.database import Database
from audit.store.desk import DeskVerbs
from audit.store.nouns import (
    DecisionEntry,
    FindingRow,
    ImportInfo,
    ImportState,
    Overlap,
    Project,
    Role,
    RunDiff,
    RunInfo,
    User,
)  # fmt: skip
from audit.store.session import Session
from audit.store.where import Condition, Order, Where

Batch = Sequence[Visit | CaseFile | StaffMember]
#: What intake hands over: batches of rows (and steps to show), the file's report as the generator's value.
Reading = Generator[Batch | Progress, None, FileReport]
Ids: TypeAlias = "array[int]"

_STORING = Text("正在保存", "storing")
_INDEXING = Text("正在建立全文索引", "indexing")


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def default_path() -> Path:
    """The user's own file, in the local (never the roaming) data folder."""
    return user_data_path("VisitAudit", appauthor=False, roaming=False) / "visits.db"


class Store(DeskVerbs):
    """`url`: None for the user's own file, `memory`, a path, or any SQLAlchemy URL. `user` signs what no other name is given for.

    Safe to use from several threads; each verb is a transaction of its own. Generators must be run to their end or closed.
    """

    def __init__(
        self, url: str | None = None, *, user: str = "", clock: Callable[[], datetime] = now, typed_inserts: bool = False,
        busy_ms: int = 10_000,
    ):  # fmt: skip
        self._clock = clock
        self._database = Database(url or str(default_path()), typed=typed_inserts, busy_ms=busy_ms)
        super().__init__(Session(self._database, clock, user))
        try:
            upgrades.prepare(self._database)
        except BaseException:
            self._database.close()
            raise

    @property
    def place(self) -> str:
        """Where the data lies, for people."""
        return self._database.place

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- projects ------------------------------------------------------------------------------------------------------------

    def projects(self) -> tuple[Project, ...]:
        """All projects, the newest first."""
        with self._database.reading() as conn:
            return projects.every(conn)

    def project(self, project: int) -> Project:
        with self._database.reading() as conn:
            return projects.one(conn, project)

    def create_project(
        self, name: str, agency: str = "", period: str = "", policy: str = "cn-default", as_of: date | None = None
    ) -> Project:
        at = self._clock()
        with self._database.writing() as conn:
            return projects.create(conn, name, agency, period, policy, as_of or at.date(), at, self.user)

    def change_project(self, project: int, *, reason: str = "", version: int | None = None, **changed: Any) -> Project:
        """Changes `name`, `agency`, `period`, `policy` or `as_of`."""
        with self._session.changing() as conn:
            return projects.change(conn, project, changed, version, self._clock(), self.user, reason)

    def delete_project(self, project: int, *, reason: str = "") -> None:
        """Erases a project and all that belongs to it for good. The trail keeps that it was there."""
        with self._session.changing() as conn:
            projects.erase(conn, project, self._clock(), self.user, reason, self._database.sqlite)

    # -- imports -------------------------------------------------------------------------------------------------------------

    def add_import(self, project: int, reading: Reading, *, replaces: Collection[int] = (), by: str | None = None) -> Generator[Progress, None, ImportInfo]:  # fmt: skip
        """Stores what `reading` yields and its report as one import: all of it, or nothing if it fails or is closed.

        The same bytes read the same way are not stored twice: the former import is the answer. A file of the same name with mostly
        the same rows (or the same bytes read another way) replaces the former import, as it does those named in `replaces`; what
        was replaced is kept and no longer shown. A file that could not be read raises its own sentence.
        """
        with closing(reading), self._session.changing() as conn:
            projects.one(conn, project)
            writer = imports.ImportWriter(self._database, conn, project, self._clock(), self._by(by))
            while True:
                try:
                    item = next(reading)
                except StopIteration as end:
                    number = writer.finish(end.value, replaces)
                    break
                if isinstance(item, Progress):
                    yield item
                else:
                    writer.add(item)
                    yield Progress(_STORING, writer.rows, None)
            info = imports.one(conn, number)
            if writer.added:
                self._record_import(conn, info, False, Text(f"导入 {info.name}", f"import {info.name}"))
        return info

    def _record_import(self, conn: Connection, info: ImportInfo, undone: bool, title: Text) -> None:
        recorder = Recorder(conn, info.project, self.user, self._clock(), title)
        recorder.note({"kind": "import", "id": info.id, "undone": undone})
        recorder.keep(info.rows)

    def imports(self, project: int, *, shown_only: bool = False) -> tuple[ImportInfo, ...]:
        """All imports in the order they came, the replaced and undone ones too unless `shown_only`."""
        with self._database.reading() as conn:
            found = imports.of_project(conn, project)
        return tuple(i for i in found if i.state is ImportState.LIVE) if shown_only else found

    def import_of(self, project: int, sha256: str) -> ImportInfo | None:
        """The import of this very file that is shown in the project, if there is one."""
        return next((i for i in self.imports(project, shown_only=True) if i.sha256 == sha256), None)

    def overlaps(self, import_id: int) -> tuple[Overlap, ...]:
        """Other shown imports of the project of which rows came again in this one: perhaps former versions of it."""
        with self._database.reading() as conn:
            return imports.overlaps(conn, import_id)

    def replace_import(self, old: int, new: int, *, reason: str = "", by: str | None = None) -> None:
        """Puts `new` in the place of `old`, which is kept and no longer shown."""
        with self._session.changing() as conn:
            before = imports.one(conn, old)
            imports.supersede(conn, old, new)
            title = Text(f"替换 {before.name}", f"replace {before.name}")
            recorder = Recorder(conn, before.project, self.user, self._clock(), title)
            was = {"state": before.state.value, "superseded_by": before.superseded_by}
            now_ = {"state": ImportState.SUPERSEDED.value, "superseded_by": new}
            recorder.note({"table": "imports", "key": {"id": old}, "before": was, "after": now_})
            recorder.keep(before.rows)
            trail.write(conn, self._clock(), self._by(by), "replace", f"import:{old}", project=imports.one(conn, new).project,
                        after={"superseded_by": new}, reason=reason)  # fmt: skip

    def undo_import(self, import_id: int, *, reason: str = "", by: str | None = None) -> ImportInfo:
        """Takes an import back; what it had replaced is shown again."""
        return self._set_undone(import_id, True, reason, by)

    def redo_import(self, import_id: int, *, reason: str = "", by: str | None = None) -> ImportInfo:
        return self._set_undone(import_id, False, reason, by)

    def _set_undone(self, number: int, undone: bool, reason: str, by: str | None) -> ImportInfo:
        with self._session.changing() as conn:
            before = imports.one(conn, number)
            after = imports.set_undone(conn, number, undone)
            title = (
                Text(f"撤销导入 {after.name}", f"undo import {after.name}")
                if undone
                else Text(f"恢复导入 {after.name}", f"redo import {after.name}")
            )
            self._record_import(conn, after, undone, title)
            trail.write(conn, self._clock(), self._by(by), "undo" if undone else "redo", f"import:{number}", project=after.project,
                        before={"state": before.state}, after={"state": after.state}, reason=reason)  # fmt: skip
            return after

    def report(self, import_id: int) -> FileReport:
        """The report of an import as intake gave it: sheets and problems."""
        with self._database.reading() as conn:
            return imports.report(conn, import_id)

    # -- rows ----------------------------------------------------------------------------------------------------------------

    def visits(self, project: int, import_ids: Collection[int] | None = None) -> Iterator[Visit]:
        """The shown visits of a project (or those of the imports named) in file order; `visit_ids` has their ids in the same."""
        for _, visit in self.numbered_visits(project, import_ids):
            yield visit

    def numbered_visits(self, project: int, import_ids: Collection[int] | None = None) -> Iterator[tuple[int, Visit]]:
        """As `visits`, each with its id."""
        ids = self.visit_ids(project, import_ids=import_ids)
        for chunk in pages.chunks(ids):
            with self._database.reading() as conn:
                found = pages.visits(conn, chunk)
            yield from ((number, found[number]) for number in chunk if number in found)

    def earlier_visits(self, project: int, *, since: date | None = None, until: date | None = None) -> Iterator[Visit]:
        """Shown visits of all other projects, without those that came in this one too: context for rules across rows."""
        with self._database.reading() as conn:
            ids = array("q", conn.execute(earlier.ids(project, since, until)).scalars())
        for chunk in pages.chunks(ids):
            with self._database.reading() as conn:
                found = pages.visits(conn, chunk)
            yield from (found[number] for number in chunk if number in found)

    def versions(self, visit: int) -> tuple[tuple[ImportInfo, Visit], ...]:
        """The same visit in all imports of its project, the oldest first: what a corrected file changed in it."""
        with self._database.reading() as conn:
            return pages.versions(conn, visit)

    def cases(self, project: int) -> Iterator[CaseFile]:
        """The shown case files of a project in file order."""
        t = tables.cases
        for row in self._bodies(project, FileKind.CASES):
            yield bodies.case_file(row[t.c.file], row[t.c.sheet], row[t.c.row], row[t.c.body])

    def staff(self, project: int) -> Iterator[StaffMember]:
        """The shown staff registers of a project in file order."""
        t = tables.staff
        for row in self._bodies(project, FileKind.STAFF):
            yield bodies.staff_member(row[t.c.file], row[t.c.sheet], row[t.c.row], row[t.c.body])

    def _bodies(self, project: int, kind: FileKind) -> Iterator[Any]:
        for info in self.imports(project, shown_only=True):
            if info.kind is kind:
                table = imports.TABLES[kind]
                for chunk in pages.chunks(array("q", info.ids)):
                    with self._database.reading() as conn:
                        found = conn.execute(select(table).where(table.c.id.in_(chunk)).order_by(table.c.id)).all()
                    yield from (row._mapping for row in found)

    # -- tables --------------------------------------------------------------------------------------------------------------

    def visit_ids(
        self, project: int, where: Iterable[Condition] = (), order: Sequence[Order] = (), *, import_ids: Collection[int] | None = None
    ) -> Ids:  # fmt: skip
        """Ids in the order to show them; without `order` the order of the files."""
        with self._database.reading() as conn:
            asked = queries.resolved(conn, where)
        wanted = queries.visit_ids(project, asked, order, None if import_ids is None else list(import_ids), self._database.sqlite)
        return self._ids(wanted)

    def visits_by_id(self, ids: Sequence[int]) -> list[Visit]:
        """A page of visits in the order of `ids`; ids that are gone are left out."""
        with self._database.reading() as conn:
            found = pages.visits(conn, ids)
        return [found[number] for number in ids if number in found]

    def visit_counts(self, project: int, by: Sequence[str], where: Iterable[Condition] = ()) -> dict[tuple[Any, ...], int]:
        """How many visits there are by the values of some fields (as stored: text, numbers), the most first."""
        with self._database.reading() as conn:
            asked = queries.resolved(conn, where)
            return _counts(conn.execute(queries.visit_counts(project, by, asked, self._database.sqlite)))

    def search(self, project: int, words: str) -> Ids:
        """Ids of the visits whose account or remark holds `words`, letter for letter; words of two characters too."""
        return self.visit_ids(project, [Where("account", "search", words)])

    def index_text(self, project: int) -> Generator[Progress, None, None]:
        """Builds what `search` is quick by; may be stopped at any step and taken up again. Searching works before, slower."""
        if not self._database.sqlite:
            return
        with self._database.reading() as conn:
            todo = fulltext.pending(conn, project)
        done, total = 0, sum(last - first + 1 for _, first, last in todo)
        for number, first, last in todo:
            for n in fulltext.index(self._database, number, first, last):
                done += n
                yield Progress(_INDEXING, done, total)

    # -- runs ----------------------------------------------------------------------------------------------------------------

    def begin_run(
        self, project: int, policy: str, version: str, as_of: date, program_version: str, *, rules: Sequence[str] = (), by: str | None = None
    ) -> RunInfo:  # fmt: skip
        """Opens a run. Nobody sees it before `finish_run`. `rules` are the codes asked, if not all: others cannot be `gone`.

        A policy that was had from a file by `policy` is kept; the run tells its version so that `policy` gives it back.
        """
        with self._database.writing() as conn:
            version = self._packs.keep_file(conn, policy, version)
            return runs.begin(conn, project, policy, version, as_of, program_version, rules, self._clock(), self._by(by))

    def findings_writer(self, run: int) -> Callable[[Iterable[tuple[int | None, Finding]]], int]:
        """A function that adds a chunk of (visit id, or None for a whole log; finding) in a transaction of its own."""
        writer = runs.FindingWriter(self._database, run)

        def add(found: Iterable[tuple[int | None, Finding]]) -> int:
            with self._database.writing() as conn:
                return writer.add(conn, found)

        return add

    def add_findings(self, run: int, found: Iterable[tuple[int | None, Finding]]) -> int:
        """Adds (visit id, or None for a whole log; finding) to an open run, in chunks; returns how many."""
        add, count = self.findings_writer(run), 0
        for chunk in pages.batches(found):
            count += add(chunk)
        return count

    def finish_run(self, run: int, visits: int) -> RunDiff:
        """Makes the run the project's latest. `visits`: how many were audited. Decisions stay where their fingerprints are."""
        with self._database.writing() as conn:
            return runs.finish(conn, run, visits, self._clock())

    def revise_run(
        self, run: int, found: Sequence[tuple[int | None, Finding]], gone: Collection[tuple[int | None, str]] = ()
    ) -> RunDiff:  # fmt: skip
        """Puts (visit id, finding) into the latest run, each in place of the visit's finding of the same fingerprint, if any.

        Those of `gone` (visit id, fingerprint) leave it.
        """
        with self._database.writing() as conn:
            runs.revise(self._database, conn, run, found, gone, self._clock())
            return runs.diff(conn, runs.one(conn, run))

    def cancel_run(self, run: int) -> None:
        """Leaves nothing of an unfinished run; does nothing to a finished one."""
        with self._database.writing() as conn:
            runs.drop(conn, run)

    def runs(self, project: int) -> tuple[RunInfo, ...]:
        """The finished runs of a project, the oldest first."""
        with self._database.reading() as conn:
            return runs.of_project(conn, project)

    def last_run(self, project: int) -> RunInfo | None:
        with self._database.reading() as conn:
            return runs.latest(conn, project)

    def run_diff(self, run: int) -> RunDiff:
        """How a finished run stands to the one before, with the decisions as they are now."""
        with self._database.reading() as conn:
            return runs.diff(conn, runs.one(conn, run))

    def finding_ids(self, run: int, where: Iterable[Condition] = (), order: Sequence[Order] = ()) -> Ids:
        """Ids of a run's findings in the order to show them; without `order` that of the files."""
        with self._database.reading() as conn:
            asked = queries.resolved(conn, where)
            wanted = queries.finding_ids(runs.one(conn, run), asked, order, self._database.sqlite)
        return self._ids(wanted)

    def newest_finding(self, run: int) -> int:
        """The highest id among a run's findings, 0 if it has none: with their number it tells whether they are still the same."""
        with self._database.reading() as conn:
            return runs.newest_finding(conn, run)

    def gone_ids(self, run: int) -> Ids:
        """Ids of the findings of the run before that this one no longer has."""
        with self._database.reading() as conn:
            return array("q", conn.execute(runs.gone_ids(runs.one(conn, run))).scalars())

    def findings_by_id(self, ids: Sequence[int]) -> list[FindingRow]:
        """A page of findings in the order of `ids`, with their visits' key data and what was decided."""
        with self._database.reading() as conn:
            found = pages.findings(conn, ids)
        return [found[number] for number in ids if number in found]

    def findings(self, run: int, where: Iterable[Condition] = (), order: Sequence[Order] = ()) -> Iterator[FindingRow]:
        """A run's findings, page by page."""
        for chunk in pages.chunks(self.finding_ids(run, where, order)):
            yield from self.findings_by_id(chunk)

    def finding_counts(self, run: int, by: Sequence[str], where: Iterable[Condition] = ()) -> dict[tuple[Any, ...], int]:
        """How many findings there are by the values of some fields: `("rule", "visit.agency")`, `("verdict",)` …"""
        with self._database.reading() as conn:
            asked = queries.resolved(conn, where)
            return _counts(conn.execute(queries.finding_counts(runs.one(conn, run), by, asked, self._database.sqlite)))

    # -- decisions -----------------------------------------------------------------------------------------------------------

    def decide(self, project: int, *new: Decision, seen: Mapping[str, int] | None = None) -> tuple[DecisionEntry, ...]:
        """Adds decisions, all or none. `seen` (fingerprint to id of the last entry shown, 0 for none) keeps two windows from
        overwriting each other: if another entry came meanwhile, nothing is saved and a sentence says so."""
        return self._decide(project, new, seen, Text(f"作出结论：{len(new)} 条", f"decide {len(new)} findings"))

    def withdraw(self, project: int, *fingerprints: str, reason: str = "", by: str | None = None, seen: Mapping[str, int] | None = None) -> tuple[DecisionEntry, ...]:  # fmt: skip
        """Takes decisions back, as new entries."""
        at = self._clock()
        new = [DecisionEntry(0, fingerprint, None, self._by(by), at, reason) for fingerprint in fingerprints]
        return self._decide(project, new, seen, Text(f"撤回结论：{len(new)} 条", f"take {len(new)} decisions back"))

    def _decide(
        self, project: int, new: Sequence[Decision | DecisionEntry], seen: Mapping[str, int] | None, title: Text
    ) -> tuple[DecisionEntry, ...]:  # fmt: skip
        at = self._clock()
        with self._session.changing() as conn:
            recorder = Recorder(conn, project, self.user, at, title)
            added = decisions.add(conn, project, new, seen, at, recorder.changes)
            recorder.keep()
        return added

    def decisions(self, project: int) -> dict[str, Decision]:
        """The decisions that count, by fingerprint."""
        with self._database.reading() as conn:
            return decisions.current(conn, project)

    def decision_history(self, project: int, fingerprint: str) -> tuple[DecisionEntry, ...]:
        """All entries of a fingerprint, the oldest first; `verdict` None where one was taken back."""
        with self._database.reading() as conn:
            return decisions.history(conn, project, fingerprint)

    # -- trail, users, small things --------------------------------------------------------------------------------------------

    def check_trail(self) -> int | None:
        """The number of the first entry that was changed, removed or put in; None where the chain is whole."""
        with self._database.reading() as conn:
            return trail.first_broken(conn)

    def stamp(self) -> int:
        """Rises with every change of a person or run, from whatever window: when it moved, refresh."""
        with self._database.reading() as conn:
            return trail.last(conn)

    def users(self) -> tuple[User, ...]:
        with self._database.reading() as conn:
            return people.every(conn)

    def set_user(self, name: str, role: Role) -> User:
        """Adds a user or changes their role."""
        with self._session.changing() as conn:
            return people.put(conn, name, role, self._clock(), self.user)

    def keep(self, kind: str, name: str, value: object | None) -> None:
        """Keeps a small thing that is JSON (a column template, a saved view) under a name; None forgets it."""
        with self._database.writing() as conn:
            people.keep(conn, kind, name, value)

    def kept(self, kind: str) -> dict[str, Any]:
        """What is kept of a kind, by name."""
        with self._database.reading() as conn:
            return people.kept_of(conn, kind)

    def _ids(self, wanted: Any) -> Ids:
        with self._database.reading() as conn:
            return array("q", conn.execute(wanted).scalars())

    def _by(self, by: str | None) -> str:
        return self.user if by is None else by


def _counts(found: Iterable[Any]) -> dict[tuple[Any, ...], int]:
    return {tuple(row[:-1]): row[-1] for row in found}
