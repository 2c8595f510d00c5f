"""StoreDesk: the desk's verbs answered by the store, intake, the audit and the reports. They are imported at first use.

The window must be painted before SQLAlchemy, openpyxl and ReportLab are loaded; so nothing heavy stands at the top.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import audit
from audit.model import FileKind, FileReport, Lang, Outcome, Problem, Progress, Text
from audit.store.nouns import FindingRow, RunDiff, RunInfo
from audit.store.where import AnyOf, Condition, Where
from audit.store.where import Order as By
from gui import words
from gui.desk import NO_AGENCY, Checked, Choice, Choices, FindingSheet, Found, Order, PolicyChoice, Query, Recognised, SortKey
from gui.masking import masked_problem, masked_row, masked_sheet

if TYPE_CHECKING:
    from audit.bringing import Asked, Brought
    from audit.intake.look import Look
    from audit.intake.templates import Template
    from audit.policy import Policy
    from audit.run import AuditRun
    from audit.store.store import Store

SAMPLES = Path(audit.__file__).parent / "samples"
SAMPLE_DAY = date(2026, 10, 15)
_SORTS: Mapping[SortKey, str] = {
    "grade": "grade", "outcome": "outcome", "rule": "rule", "agency": "visit.agency", "visit_date": "visit.visit_date",
    "case_id": "visit.case_id", "verdict": "verdict", "row": "row",
}  # fmt: skip
_TEXT_FIELDS = ("message", "visit.case_id", "visit.visit_id", "visit.borrower_name", "visit.visitors", "visit.visit_address")


class StoreDesk:
    """`url` as the store takes it: None for the user's own file."""

    def __init__(self, url: str | None = None):
        self._url = url
        self._user = self._role = ""
        self.masked = True
        self._runs: dict[int, AuditRun] = {}
        self._problems: tuple[Problem, ...] = ()

    @cached_property
    def _store(self) -> Store:
        from audit.store.store import Store

        return Store(self._url, user=self._user)

    @property
    def store(self) -> Store:
        """The store itself, whose verbs are the services; pages call it through their frame."""
        return self._store

    @property
    def user(self) -> str:
        return self._user

    @user.setter
    def user(self, name: str) -> None:
        self._user = name
        if "_store" in self.__dict__:
            self._store.user = name

    @property
    def place(self) -> str:
        """Where the data lie, for people; '' before the store was opened."""
        return self._store.place if "_store" in self.__dict__ else ""

    def sign_in(self) -> None:
        """The person who sits here, with the role they gave, is known to the store."""
        from audit.store.nouns import Role

        if self._user and self._role:
            self._store.user = self._user
            self._store.set_user(self._user, Role(self._role))

    def introduce(self, name: str, role: str) -> None:
        """Who sits here; the store hears of it by `sign_in`."""
        self.user, self._role = name, role

    def sample_project(self, name: str) -> Generator[Progress, None, int]:
        """The sample logs, read and checked as of a fixed day; made once, opened ever after."""
        from audit.policy import load
        from audit.run import Inputs, run_audit

        kept = self._store.kept("sample").get("project")
        if any(project.id == kept for project in self._store.projects()):
            return int(str(kept))
        logs = [path for path in self.samples() if path.name.startswith(("瑞达", "恒远", "明达"))]
        inputs = Inputs.of(logs, [SAMPLES / "案件台账.xlsx"], [SAMPLES / "外访人员备案表.xlsx"])
        project = self._store.create_project(name, period="2026-09", as_of=SAMPLE_DAY).id
        try:
            yield from run_audit(self._store, inputs, load("cn-default"), SAMPLE_DAY, project=project)
        except BaseException:
            self._store.delete_project(project)
            raise
        self._store.keep("sample", "project", project)
        return project

    def project_name(self, project: int | None) -> str:
        """What an open project is called; '' if it is gone."""
        if project is None or "_store" not in self.__dict__:
            return ""
        return next((p.name for p in self._store.projects() if p.id == project), "")

    def project_of(self, run: int) -> int:
        """The project a run belongs to."""
        return self._store.run_diff(run).run.project

    def stamp(self) -> Generator[Progress, None, int]:
        """Rises with every change of a person or run, from whatever window."""
        return self._store.stamp()
        yield

    def log_masking(self, masked: bool, project: int | None) -> None:
        """Showing personal data is an act that is kept."""
        self._store.log("mask" if masked else "unmask", "window", project=project)

    @cached_property
    def _titles(self) -> Mapping[str, Text]:
        from audit.rules import RULES

        return {rule.code: rule.title for rule in RULES}

    # long verbs

    def wake(self) -> Generator[Progress, None, Checked | None]:
        yield Progress(words.STARTING, 0, None)
        store = self._store
        self._titles  # imported here, on the lane, as is the reader: the first file waits for nothing  # noqa: B018
        import audit.intake.look
        import audit.policy  # noqa: F401

        last = next((run for project in store.projects() if (run := store.last_run(project.id))), None)
        return self._checked(last, [store.report(number) for number in last.imports]) if last else None

    def last_checked(self, project: int) -> Generator[Progress, None, Checked | None]:
        """The last check of a project."""
        yield Progress(words.STARTING, 0, None)
        run = self._store.last_run(project)
        return self._checked(run, [self._store.report(number) for number in run.imports]) if run else None

    def recognise(self, path: Path) -> Generator[Progress, None, Recognised]:
        from audit.intake import read_file

        rows, agencies = 0, dict[str, None]()
        reading = read_file(path)
        try:
            while True:
                item = next(reading)
                if isinstance(item, Progress):
                    yield item
                    continue
                rows += len(item.records)
                agencies |= dict.fromkeys(noun.agency for noun in item.records if noun.agency)
                yield Progress(words.READING, rows, None)
        except StopIteration as end:
            report: FileReport = end.value
            return Recognised(path, report.kind, rows, tuple(agencies), len(report.problems), report.failed)
        finally:
            reading.close()

    def check(self, order: Order) -> Generator[Progress, None, Checked]:
        from audit.policy import load
        from audit.run import Inputs, run_audit

        inputs = Inputs.of(order.logs, order.cases, order.staff, agency=order.vendor)
        run = yield from run_audit(self._store, inputs, load(order.policy), order.as_of)
        self._runs = {run.run_id: run}  # one is kept at hand for the reports; the store has them all
        return self._checked(run.diff.run, run.files)

    def export(self, run: int, target: Path, lang: Lang) -> Generator[Progress, None, Path]:
        from reports.export import check_target, export

        check_target(target)
        if run not in self._runs:
            from audit.run import stored_run

            self._runs = {run: (yield from stored_run(self._store, run))}
        yield from export(self._runs[run], target, lang)
        return target

    def look(self, path: Path, *, passwords: Sequence[str] = (), kind: FileKind | None = None, columns: Sequence[Template] = (),
             header_rows: Mapping[str, int] | None = None, skip: Collection[str] = ()) -> Generator[Progress, None, Look]:  # fmt: skip
        """A file as the import will read it; nothing is stored."""
        from audit.intake.look import look
        from audit.run import no_collector, saved_templates

        templates = (*columns, *saved_templates(self._store))
        with no_collector():  # it would stop the window, too
            return (yield from look(path, passwords=passwords, kind=kind, templates=templates, header_rows=header_rows, skip=skip))

    def bring_in(
        self, project: int | None, new: tuple[str, str, str, date] | None, files: Sequence[Asked]
    ) -> Generator[Progress, None, tuple[int, Brought]]:
        """Files into a project; `new` is name, agency, policy and audit date of one that is to be made."""
        from audit.bringing import bring_in
        from audit.run import no_collector

        made = None
        if project is None:
            name, agency, policy, as_of = new or ("", "", "cn-default", date.today())
            project = made = self._store.create_project(name, agency=agency, policy=policy, as_of=as_of).id
        try:
            with no_collector():
                brought = yield from bring_in(self._store, project, files)
        except BaseException:
            if made and not self._store.imports(made):
                self._store.delete_project(made)
            raise
        return project, brought

    def check_project(self, project: int, policy: str, as_of: date, rules: Collection[str]) -> Generator[Progress, None, RunDiff]:
        """The project as it is stored, under a policy as of a day, which become the project's own."""
        from audit.checking import check_project

        yield Progress(words.STARTING, 0, None)
        held = self._store.project(project)
        if (held.policy, held.as_of) != (policy, as_of):
            self._store.change_project(project, policy=policy, as_of=as_of)
        return (yield from check_project(self._store, project, self._policy(policy), as_of, rules=rules))

    def _policy(self, name: str) -> Policy:
        from audit.policy import load

        return self._store.policy(name) if hasattr(self._store, "policy") else load(name)

    def find(self, query: Query) -> Generator[Progress, None, Found]:
        yield Progress(words.STARTING, 0, None)
        order = [By(_SORTS[query.sort], query.descending)]
        return Found(query, self._store.finding_ids(query.run, conditions(query), order))

    def choices(self, run: int) -> Generator[Progress, None, Choices]:
        yield Progress(words.STARTING, 0, None)
        count = self._store.finding_counts
        rules = [Choice(rule, self.title(rule), n) for (rule,), n in count(run, ["rule"]).items()]
        outcomes = [Choice(o, words.OUTCOMES[Outcome(o)], n) for (o,), n in count(run, ["outcome"]).items()]
        agencies = [_agency(name or "", n) for (name,), n in count(run, ["visit.agency"]).items()]
        verdicts = [Choice(v or "open", words.VERDICTS[v or "open"], n) for (v,), n in count(run, ["verdict"]).items()]
        return Choices(tuple(rules), tuple(outcomes), tuple(agencies), tuple(verdicts))

    # quick verbs

    def samples(self) -> Sequence[Path]:
        return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".xlsx", ".csv"))

    def policies(self) -> Sequence[PolicyChoice]:
        from audit.policy import load, names

        return [PolicyChoice(name, load(name).title) for name in names()]

    def title(self, rule: str) -> Text:
        return self._titles.get(rule) or Text(rule, rule)

    def lines(self, ids: Sequence[int]) -> Sequence[FindingRow]:
        rows = self._store.findings_by_id(ids)
        return [masked_row(row) for row in rows] if self.masked else rows

    def sheet(self, finding: int) -> FindingSheet:
        sheet = self._sheet(finding)
        return masked_sheet(sheet) if self.masked else sheet

    def _sheet(self, finding: int) -> FindingSheet:
        (row,) = self._store.findings_by_id([finding])
        if row.visit is None:
            return FindingSheet(row, None)
        (visit,) = self._store.visits_by_id([row.visit])
        same_visit = self._store.finding_ids(row.run, [Where("visit", "=", row.visit)])
        others = tuple(other for other in self._store.findings_by_id(same_visit) if other.id != finding)
        return FindingSheet(row, visit, others)

    def problem_ids(self, run: int) -> Sequence[int]:
        return range(len(self._problems))

    def problems(self, ids: Sequence[int]) -> Sequence[Problem]:
        problems = [self._problems[number] for number in ids]
        return [masked_problem(problem) for problem in problems] if self.masked else problems

    def close(self) -> None:
        if "_store" in self.__dict__:
            self._store.close()

    # what several verbs share

    def _checked(self, run: RunInfo, reports: Iterable[FileReport]) -> Checked:
        reports = tuple(reports)
        self._problems = tuple(problem for report in reports for problem in _problems(report))
        by_outcome = {outcome: n for (outcome,), n in self._store.finding_counts(run.id, ["outcome"]).items()}
        standing = words.STANDING.format(policy=run.policy, version=run.policy_version, as_of=run.as_of.isoformat())
        return Checked(
            run.id, run.visits, by_outcome.get(Outcome.VIOLATION.value, 0), by_outcome.get(Outcome.REVIEW.value, 0),
            len(self._problems), tuple(report for report in reports if report.failed), standing,
        )  # fmt: skip


def conditions(query: Query) -> list[Condition]:
    """What the filters mean in the store's terms."""
    wanted: list[Condition] = []
    for field, value in (("rule", query.rule), ("outcome", query.outcome), ("visit.agency", query.agency)):
        if value:
            wanted.append(Where(field, "=", "" if value == NO_AGENCY else value))
    if query.verdict:
        wanted.append(Where("verdict", "=", "" if query.verdict == "open" else query.verdict))
    if query.text:
        anywhere = [Where(field, "contains", query.text) for field in _TEXT_FIELDS]
        wanted.append(AnyOf((Where("visit.account", "search", query.text), *anywhere)))
    return wanted


def _agency(name: str, count: int) -> Choice:
    return Choice(name, Text(name, name), count) if name else Choice(NO_AGENCY, words.NOT_GIVEN, count)


def _problems(report: FileReport) -> Iterable[Problem]:
    if report.failed:
        yield Problem(report.name, "", None, "", report.failed)
    yield from report.problems
