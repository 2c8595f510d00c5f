"""Desk: everything the window asks of the core, as one list of verbs, and the plain data that goes over it.

The window knows these verbs only. Long ones are generators for a Task; short ones answer within a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from audit.model import Evidence, FileKind, FileReport, Lang, Problem, Progress, Text, Visit
from audit.store.nouns import FindingRow

Format = Literal["pdf", "xlsx", "json"]
NOTHING = Text("", "")
#: Filter for findings whose visit names no agency.
NO_AGENCY = "\N{NULL}"
#: What a table of findings can be ordered by.
SortKey = Literal["grade", "outcome", "rule", "agency", "visit_date", "case_id", "verdict", "row"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file as it was told apart: `rows` data rows, `agencies` named in it."""

    path: Path
    kind: FileKind | None
    rows: int = 0
    agencies: tuple[str, ...] = ()
    problems: int = 0
    failed: Text | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants checked."""

    logs: tuple[Path, ...]
    cases: tuple[Path, ...]
    staff: tuple[Path, ...]
    policy: str
    as_of: date
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A run that was done: totals for the window's headings, always over everything, never over a page."""

    run: int
    visits: int
    violations: int
    reviews: int
    problems: int
    failed: tuple[FileReport, ...] = ()
    standing: Text = NOTHING  # policy, audit date: one line for the status bar


@dataclass(frozen=True, slots=True)
class Choice:
    """A value one can filter by, with how many findings it has."""

    value: str
    title: Text
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters of a run offer."""

    rules: tuple[Choice, ...] = ()
    outcomes: tuple[Choice, ...] = ()
    agencies: tuple[Choice, ...] = ()
    verdicts: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Which findings of a run, in what order. Empty means all. `verdict` is a Verdict's value or "open"."""

    run: int
    rule: str = ""
    outcome: str = ""
    agency: str = ""
    verdict: str = ""
    text: str = ""
    sort: SortKey = "grade"
    descending: bool = False

    @property
    def filtered(self) -> bool:
        return any((self.rule, self.outcome, self.agency, self.verdict, self.text))

    def all(self) -> Query:
        return replace(self, rule="", outcome="", agency="", verdict="", text="")


@dataclass(frozen=True, slots=True)
class FindingSheet:
    """A finding with all that surrounds it. `visit` is None for a finding about a whole log.

    `others` are the other findings on the same visit.
    """

    row: FindingRow
    visit: Visit | None
    others: tuple[FindingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    name: str
    title: Text


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: ids in display order, with the query they answer, so that a late answer is known as late."""

    query: Query
    ids: Sequence[int] = ()


class Desk(Protocol):
    """The verbs. While `masked`, personal data come masked."""

    masked: bool

    def samples(self) -> Sequence[Path]: ...
    def policies(self) -> Sequence[PolicyChoice]: ...
    def recognise(self, path: Path) -> Generator[Progress, None, Recognised]: ...
    def check(self, order: Order) -> Generator[Progress, None, Checked]: ...
    def wake(self) -> Generator[Progress, None, Checked | None]: ...
    def choices(self, run: int) -> Generator[Progress, None, Choices]: ...
    def find(self, query: Query) -> Generator[Progress, None, Found]: ...
    def title(self, rule: str) -> Text: ...
    def lines(self, ids: Sequence[int]) -> Sequence[FindingRow]: ...
    def sheet(self, finding: int) -> FindingSheet: ...
    def problem_ids(self, run: int) -> Sequence[int]: ...
    def problems(self, ids: Sequence[int]) -> Sequence[Problem]: ...
    def export(self, run: int, target: Path, lang: Lang) -> Generator[Progress, None, Path]: ...
    def close(self) -> None: ...


def own_cell(evidence: Evidence) -> bool:
    """Whether the quote stands in the visit's own row."""
    return evidence.source is None
