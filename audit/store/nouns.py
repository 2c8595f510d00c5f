"""The nouns of the store: projects, imports, runs, rows for tables, entries of decisions and of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from audit.model import FileKind, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Project:
    """One audit: an agency (or several) and a period, judged by a policy as of a day."""

    id: int
    name: str
    agency: str
    period: str
    policy: str
    as_of: date
    created: datetime


class ImportState(StrEnum):
    LIVE = "live"
    SUPERSEDED = "superseded"  # a corrected version took its place; kept, not shown
    UNDONE = "undone"  # taken back by a person; kept, not shown


@dataclass(frozen=True, slots=True)
class ImportInfo:
    """One file read into a project. Its rows have the ids `first_id` to `first_id + rows - 1`, in file order.

    `replaced` are the imports whose place it took; `superseded_by` is the one that took its own.
    """

    id: int
    project: int
    name: str
    sha256: str
    kind: FileKind
    rows: int
    first_id: int
    problems: int
    at: datetime
    by: str
    state: ImportState = ImportState.LIVE
    superseded_by: int | None = None
    replaced: tuple[int, ...] = ()

    @property
    def ids(self) -> range:
        return range(self.first_id, self.first_id + self.rows)


@dataclass(frozen=True, slots=True)
class Overlap:
    """An older import of which `shared` of its `rows` came again in another."""

    earlier: ImportInfo
    shared: int
    rows: int


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One finished (or still open) check of a project. `rules` are the codes that were asked; `imports` what was audited."""

    id: int
    project: int
    policy: str
    policy_version: str
    as_of: date
    program_version: str
    at: datetime
    by: str
    rules: tuple[str, ...]
    imports: tuple[int, ...]
    visits: int = 0
    findings: int = 0
    previous: int | None = None
    finished: bool = False


@dataclass(frozen=True, slots=True)
class RunDiff:
    """What a run brought against the one before, counted by fingerprint.

    `gone` counts only rules that were asked again. `decided` are findings of this run on which a decision already stands, and
    `changed` those among them whose evidence is no longer what was decided on.
    """

    run: RunInfo
    new: int
    unchanged: int
    gone: int
    decided: int
    changed: int


class News(StrEnum):
    """How a finding stands to the run before."""

    NEW = "new"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """One entry of the history of decisions; `verdict` is None where a decision was taken back."""

    id: int
    fingerprint: str
    verdict: Verdict | None
    by: str
    at: datetime
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as a table shows it: with its id, the key data of its visit and what was decided.

    `visit` is None for a finding about a whole log. `changed`: the evidence is not what the decision was made on.
    """

    id: int
    run: int
    visit: int | None
    finding: Finding
    visit_id: str = ""
    case_id: str = ""
    agency: str = ""
    borrower_name: str = ""
    visit_date: date | None = None
    visitors: tuple[str, ...] = ()
    decision: DecisionEntry | None = None
    news: News = News.NEW
    changed: bool = False


class Role(StrEnum):
    PREPARER = "preparer"
    REVIEWER = "reviewer"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class User:
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """Who did what to which object, from what to what and why. `hash` covers all of it and the former entry's hash."""

    seq: int
    at: datetime
    who: str
    action: str
    what: str
    project: int | None = None
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    former: str = ""
    hash: str = ""
