"""The whole audit as one generator: read every file into the store, check every visit, keep what was found."""

from __future__ import annotations

import gc
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from audit import __version__
from audit.auditor import Audited, audit_log
from audit.casebook import Casebook
from audit.crew import Crew
from audit.grading import aggravate
from audit.intake import read_file
from audit.intake.records import Batch, Record
from audit.intake.templates import Template
from audit.intake.templates import from_json as template_of
from audit.model import AuditError, CaseFile, Decision, FileKind, FileReport, Finding, Progress, StaffMember, Text, Visit
from audit.policy import Policy

if TYPE_CHECKING:
    from audit.store.nouns import ImportInfo, RunDiff
    from audit.store.store import Store

CHECKING = Text("检查", "Checking")
#: Visits of other projects from so many days before the first visit on are looked at by the rules across rows.
CONTEXT_DAYS = 120
CHUNK = 2_000
#: Logs of more visits are read a second time only where the policy says `always`.
MOST_TWICE = 20_000
#: From so many visits on that are read twice processes do it: starting them costs what they save on some 2,000.
BY_CREW = 3_000
#: Bytes of all files from which checking begins while the last of them is still read.
LARGE = 2_000_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files to audit, each with its kind or None (then told apart by itself). `agency`: where a log names none."""

    files: tuple[tuple[Path, FileKind | None], ...]
    agency: str = ""
    passwords: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()  # beside those that are saved in the store

    @classmethod
    def of(
        cls, logs: Iterable[Path], cases: Iterable[Path] = (), staff: Iterable[Path] = (), *, agency: str = "",
        passwords: Sequence[str] = (),
    ) -> Inputs:  # fmt: skip
        kinds = ((FileKind.CASES, cases), (FileKind.STAFF, staff), (FileKind.VISITS, logs))
        return cls(tuple((Path(path), kind) for kind, paths in kinds for path in paths), agency, tuple(passwords))

    @property
    def name(self) -> str:
        """What a project of these files is called: auditing files of the same names again is the same project."""
        logs = [path.name for path, kind in self.files if kind is not FileKind.CASES and kind is not FileKind.STAFF]
        return "、".join(sorted(logs))

    @property
    def bytes(self) -> int:
        """How large the files are together; what is not there is told when it is read."""
        size = 0
        for path, _ in self.files:
            with suppress(OSError):
                size += path.stat().st_size
        return size


@dataclass(frozen=True, slots=True)
class AuditRun:
    """An audit as it ended: all that reports and the window print of it."""

    project_id: int
    run_id: int
    policy: Policy
    as_of: date
    agency: str
    files: tuple[FileReport, ...]
    audited: Sequence[Audited]
    log_findings: tuple[Finding, ...]
    decisions: Mapping[str, Decision]
    diff: RunDiff
    program_version: str = __version__

    @property
    def failed(self) -> tuple[FileReport, ...]:
        """Files of which nothing could be had."""
        return tuple(report for report in self.files if report.failed)


def passwords(path: Path | None) -> tuple[str, ...]:
    """The lines of a password file. Raises AuditError if it cannot be read."""
    if path is None:
        return ()
    try:
        return tuple(line for line in path.read_text(encoding="utf-8-sig").splitlines() if line)
    except (OSError, UnicodeDecodeError) as e:
        raise AuditError(
            Text(
                f"密码文件 {path.name} 无法读取，应为 UTF-8 文本，一行一个密码。",
                f"Password file {path.name} cannot be read; it should be UTF-8 text, one password a line.",
            )
        ) from e


def run_audit(store: Store, inputs: Inputs, policy: Policy, as_of: date, *, project: int | None = None) -> Generator[Progress, None, AuditRun]:  # fmt: skip
    """Reads, stores and checks. A file that cannot be read is told in the result and the others go on.

    Raises AuditError with that file's sentence if no visit log could be read at all. Closing the generator leaves the former run.
    """
    with no_collector(), Crew(policy, as_of) as crew:
        project = _project(store, inputs, policy, as_of) if project is None else project
        read = yield from _read(store, project, _with_saved(inputs, store), crew)
        _retire_others(store, project, read.imports)
        earlier = earlier_visits(store, project, read.visits)
        book = Casebook(read.visits, policy=policy, as_of=as_of, cases=read.cases, staff=read.staff, earlier=earlier)
        with opened_run(store, project, policy, as_of) as run:
            found = yield from checked(book, crew)
            crew.end()
            audited = aggravate(found, book, decisions=store.decisions(project))
            logs = tuple(f for r in read.reports if r.kind is FileKind.VISITS for s in r.sheets for f in audit_log(r.name, s, book))
            yield from keep_findings(store, run, audited, read.ids, logs)
            diff = store.finish_run(run, len(audited))
    agency = inputs.agency or _only(v.agency for v in read.visits)
    return AuditRun(project, run, policy, as_of, agency, tuple(read.reports), audited, logs, store.decisions(project), diff)


def stored_run(store: Store, number: int) -> Generator[Progress, None, AuditRun]:
    """A run of an earlier day, read back from the store: the same findings, with the decisions as they are now."""
    diff = store.run_diff(number)
    run, project = diff.run, store.project(diff.run.project)
    found: dict[int | None, list[Finding]] = {}
    for done, row in enumerate(store.findings(number)):
        found.setdefault(row.visit, []).append(row.finding)
        if done % 500 == 0:
            yield Progress(_READING_BACK, done, run.findings)
    audited = [Audited(visit, tuple(found.get(id, ()))) for id, visit in store.numbered_visits(project.id, run.imports)]
    files = tuple(store.report(imported) for imported in run.imports)
    agency = project.agency or _only(one.visit.agency for one in audited)
    return AuditRun(project.id, number, store.policy(run.policy, run.policy_version), run.as_of, agency, files, audited, tuple(found.get(None, ())),
                    store.decisions(project.id), diff, run.program_version)  # fmt: skip


_READING_BACK = Text("读取上次的结果", "Reading the last results")
_ONLY_HEADERS = Text("{names}：有表头，但表头下面没有任何外访记录。", "{names}: there is a header, but no visit below it.")
_NOTHING = Text("没有读到任何外访记录。", "No visit was read.")


@contextmanager
def no_collector() -> Iterator[None]:
    """An audit makes millions of objects and no rings of them; looking for rings time and again would cost a sixth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def saved_templates(store: Store) -> tuple[Template, ...]:
    """The columns of agencies' logs as people settled them before; one that is damaged is passed over."""
    found = []
    for text in store.kept("template").values():
        with suppress(AuditError):
            found.append(template_of(str(text)))
    return tuple(found)


def _with_saved(inputs: Inputs, store: Store) -> Inputs:
    return replace(inputs, templates=(*inputs.templates, *saved_templates(store)))


def _read(store: Store, project: int, inputs: Inputs, crew: Crew) -> Generator[Progress, None, Taken]:
    """All files. While the last one is read the crew checks: by then all that the rules of one visit ask is known, as a rule."""
    read = Taken(crew)
    for number, (path, kind) in enumerate(inputs.files, 1):
        if number == len(inputs.files) and inputs.bytes >= LARGE:
            crew.begin(read.cases, read.staff)
            crew.give(read.visits)
        yield from read.file(store, project, inputs, path, kind)
    if not read.visits:
        raise AuditError(_nothing(read.reports))
    return read


def _nothing(reports: Sequence[FileReport]) -> Text:
    """Why no visit was read: each file's sentence on a line of its own."""
    failed = [report.failed for report in reports if report.failed]
    if failed:
        return Text("\n".join(text.zh for text in failed), "\n".join(text.en for text in failed))
    names = "、".join(report.name for report in reports if report.kind is FileKind.VISITS)
    return _ONLY_HEADERS.format(names=names) if names else _NOTHING


class Taken:
    """What was taken from the files so far. `ids` are the store's ids of `visits`, in the same order."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self.reports: list[FileReport] = []
        self.imports: list[ImportInfo] = []
        self.visits: list[Visit] = []
        self.ids: list[int] = []
        self.cases: list[CaseFile] = []
        self.staff: list[StaffMember] = []

    def file(
        self, store: Store, project: int, inputs: Inputs, path: Path, kind: FileKind | None
    ) -> Generator[Progress, None, None]:
        """Reads one file into the store and keeps its nouns at hand; of a file that is refused on the way nothing is kept."""
        nouns: list[Record] = []
        known = sorted({a for a in (*(c.agency for c in self.cases), *(s.agency for s in self.staff)) if a})
        reading = read_file(path, passwords=inputs.passwords, kind=kind, agency=inputs.agency, agencies=known,
                            templates=inputs.templates)  # fmt: skip
        before = len(self.reports)
        try:
            info = yield from store.add_import(project, self._seen(reading, nouns))
        except AuditError:
            if len(self.reports) == before or not self.reports[-1].failed:
                raise
            return
        if any(info.id == known.id for known in self.imports):
            self.reports[-1] = replace(self.reports[-1], failed=_TWICE.format(name=path.name))
            return
        self.imports.append(info)
        self.cases += [noun for noun in nouns if isinstance(noun, CaseFile)]
        self.staff += [noun for noun in nouns if isinstance(noun, StaffMember)]
        if info.kind is FileKind.VISITS:
            self.visits += [noun for noun in nouns if isinstance(noun, Visit)]
            self.ids += info.ids

    def _seen(
        self, reading: Generator[Batch | Progress, None, FileReport], nouns: list[Record]
    ) -> Generator[Progress | tuple[Record, ...], None, FileReport]:
        try:
            while True:
                item = next(reading)
                if isinstance(item, Progress):
                    yield item
                else:
                    nouns += item.records
                    if item.kind is FileKind.VISITS:
                        self._crew.give([noun for noun in item.records if isinstance(noun, Visit)])
                    yield item.records
        except StopIteration as end:
            report: FileReport = end.value
            self.reports.append(report)
            return report
        finally:
            reading.close()


_TWICE = Text("{name}：同一文件给了两次，只检查一次。", "{name}: the same file was given twice; it is checked once.")


def _project(store: Store, inputs: Inputs, policy: Policy, as_of: date) -> int:
    same = [p for p in store.projects() if p.name == inputs.name]
    if same:
        return store.change_project(same[0].id, policy=policy.name, as_of=as_of).id
    return store.create_project(inputs.name, agency=inputs.agency, policy=policy.name, as_of=as_of).id


def _retire_others(store: Store, project: int, kept: Sequence[ImportInfo]) -> None:
    """The same files must give the same answer: what the project held of other files no longer counts."""
    ids = {info.id for info in kept}
    for info in store.imports(project, shown_only=True):
        if info.id not in ids:
            store.undo_import(info.id, reason="not among the files of this audit")


def earlier_visits(store: Store, project: int, visits: Sequence[Visit]) -> list[Visit]:
    days = [v.visit_date for v in visits if v.visit_date]
    since = min(days) - timedelta(days=CONTEXT_DAYS) if days else None
    return list(store.earlier_visits(project, since=since, until=max(days) if days else None))


@contextmanager
def opened_run(store: Store, project: int, policy: Policy, as_of: date, rules: Collection[str] = ()) -> Iterator[int]:
    """An open run that leaves nothing behind if it does not come to its end."""
    run = store.begin_run(project, policy.name, policy.version, as_of, __version__, rules=tuple(rules)).id
    try:
        yield run
    except BaseException:
        store.cancel_run(run)
        raise


def checked(book: Casebook, crew: Crew, *, second: bool = True) -> Generator[Progress, None, Sequence[Audited]]:
    """All visits under all rules; `second`: then read again, where the policy wants it."""
    if second:
        prepare(book, crew)
    audited, total = [], len(book.visits)
    for one in crew.audit(book):
        audited.append(one)
        if len(audited) % 500 == 0:
            yield Progress(CHECKING, len(audited), total)
    return (yield from read_twice(book, audited, crew)) if second else audited


def prepare(book: Casebook, crew: Crew) -> None:
    """Starts the crew where there is so much to be read twice that it is worth it."""
    if twice(book.policy, len(book.visits)) and len(book.visits) >= BY_CREW:
        crew.start(book)


def read_twice(book: Casebook, audited: Sequence[Audited], crew: Crew) -> Generator[Progress, None, Sequence[Audited]]:
    """The second reader's doubts among the first reader's findings, where the policy wants them."""
    if not twice(book.policy, len(book.visits)):
        return audited
    from audit.second.again import read_again  # opens numpy and a file of weights: not before it is needed

    return (yield from read_again(book, audited, crew))


def twice(policy: Policy, visits: int) -> bool:
    """Whether accounts are to be read a second time."""
    return policy.second == "always" or (policy.second == "auto" and visits <= MOST_TWICE)


def keep_findings(
    store: Store, run: int, audited: Sequence[Audited], ids: Sequence[int], logs: Sequence[Finding]
) -> Generator[Progress, None, None]:
    found = [(number, f) for number, one in zip(ids, audited, strict=True) for f in one.findings]
    found_all: list[tuple[int | None, Finding]] = [*found, *((None, f) for f in logs)]
    add = store.findings_writer(run)
    for start in range(0, len(found_all), CHUNK):
        add(found_all[start : start + CHUNK])
        yield Progress(_KEEPING, min(start + CHUNK, len(found_all)), len(found_all))


_KEEPING = Text("保存结果", "Storing findings")


def _only(values: Iterable[str]) -> str:
    """The value, if it is one and the same."""
    distinct = {v for v in values if v}
    return distinct.pop() if len(distinct) == 1 else ""
