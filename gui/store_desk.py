"""StoreDesk: the desk's verbs answered by the store, intake, the audit and the reports. They are imported at first use.

The window must be painted before SQLAlchemy, openpyxl and ReportLab are loaded; so nothing heavy stands at the top.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import audit
from audit.model import FileKind, Progress, Text
from audit.store.nouns import FindingRow, RunDiff
from audit.store.where import Where
from gui import words
from gui.desk import FindingSheet, PolicyChoice
from gui.masking import masked_row, masked_sheet

if TYPE_CHECKING:
    from audit.bringing import Asked, Brought
    from audit.intake.look import Look
    from audit.intake.templates import Template
    from audit.store.store import Store

SAMPLES = Path(audit.__file__).parent / "samples"
SAMPLE_DAY = date(2026, 10, 15)


class StoreDesk:
    """`url` as the store takes it: None for the user's own file."""

    def __init__(self, url: str | None = None):
        self._url = url
        self._user = self._role = ""
        self.masked = True

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
        from audit.run import Inputs, run_audit

        kept = self._store.kept("sample").get("project")
        if any(project.id == kept for project in self._store.projects()):
            return int(str(kept))
        logs = [path for path in self.samples() if path.name.startswith(("瑞达", "恒远", "明达"))]
        inputs = Inputs.of(logs, [SAMPLES / "案件台账.xlsx"], [SAMPLES / "外访人员备案表.xlsx"])
        project = self._store.create_project(name, period="2026-09", as_of=SAMPLE_DAY).id
        try:
            yield from run_audit(self._store, inputs, self._store.policy("cn-default"), SAMPLE_DAY, project=project)
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

    def wake(self) -> Generator[Progress, None, None]:
        """Load what is heavy and open the store; on the lane, so that the first file and the first project wait for nothing."""
        yield Progress(words.STARTING, 0, None)
        self._store  # noqa: B018
        self._titles  # noqa: B018
        import audit.intake.look
        import audit.policy  # noqa: F401

    def look(self, path: Path, *, passwords: Sequence[str] = (), kind: FileKind | None = None, columns: Sequence[Template] = (),
             header_rows: Mapping[str, int] | None = None, skip: Collection[str] = (), encoding: str = "") -> Generator[Progress, None, Look]:  # fmt: skip
        """A file as the import will read it; nothing is stored."""
        from audit.intake.look import look
        from audit.run import no_collector, saved_templates

        templates = (*columns, *saved_templates(self._store))
        with no_collector():  # it would stop the window, too
            reading = look(
                path, passwords=passwords, kind=kind, templates=templates, header_rows=header_rows, skip=skip, encoding=encoding
            )
            return (yield from reading)

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
        return (yield from check_project(self._store, project, self._store.policy(policy), as_of, rules=rules, second=False))

    def second_look(self, run: int) -> Generator[Progress, None, RunDiff]:
        """What the second reader doubts, put among the findings of the latest run."""
        from audit.checking import second_look

        return (yield from second_look(self._store, run))

    # quick verbs

    def samples(self) -> Sequence[Path]:
        return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".xlsx", ".csv"))

    def policies(self) -> Sequence[PolicyChoice]:
        """The bank's own packs first, then those given as files to former checks, then the built-in ones."""
        from audit.policy import load, names

        own = (
            [PolicyChoice(pack.name, pack.title) for pack in self._store.packs()]
            + [PolicyChoice(pack.name, pack.title) for pack in self._store.filed_policies()]
            if self.place
            else []
        )
        return [*own, *(PolicyChoice(name, load(name).title) for name in names())]

    def title(self, rule: str) -> Text:
        return self._titles.get(rule) or Text(rule, rule)

    def lines(self, ids: Sequence[int]) -> Sequence[FindingRow]:
        rows = self._store.findings_by_id(ids)
        return [masked_row(row) for row in rows] if self.masked else rows

    def sheet(self, finding: int) -> FindingSheet | None:
        """None if it has left the run since it was listed."""
        sheet = self._sheet(finding)
        return masked_sheet(sheet) if sheet and self.masked else sheet

    def _sheet(self, finding: int) -> FindingSheet | None:
        row = next(iter(self._store.findings_by_id([finding])), None)
        if row is None:
            return None
        if row.visit is None:
            return FindingSheet(row, None)
        (visit,) = self._store.visits_by_id([row.visit])
        same_visit = self._store.finding_ids(row.run, [Where("visit", "=", row.visit)])
        others = tuple(other for other in self._store.findings_by_id(same_visit) if other.id != finding)
        return FindingSheet(row, visit, others)

    def close(self) -> None:
        if "_store" in self.__dict__:
            self._store.close()
