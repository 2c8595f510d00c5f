"""The nouns of the store: projects, imports, runs, rows for tables, entries of decisions and of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from audit.model import AuditError, FileKind, Finding, Text, Verdict
from audit.sampling import Plan
from audit.store.where import Condition, Order


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
    version: int = 1


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
    """One entry of the history of decisions; `verdict` is None where a decision was taken back.

    `id` is the version of the finding's decision: what a window saw when it asks to change it (0: none).
    """

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

    `visit` is None for a finding about a whole log. `changed`: the evidence is not what the decision was made on. `open_notes`:
    review notes on it that nobody resolved.
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
    open_notes: int = 0


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


class Conflict(AuditError):
    """What a person was about to change was changed in another window meanwhile. Nothing was stored.

    `mine` is what was to be stored, `theirs` what stands now (None: it was removed or taken back), `what` names the thing.
    """

    def __init__(self, text: Text, what: str, mine: object, theirs: object):
        super().__init__(text)
        self.what, self.mine, self.theirs = what, mine, theirs


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did that can be undone. `count` rows were touched; `undone` steps can be done again."""

    id: int
    project: int | None
    by: str
    at: datetime
    title: Text
    count: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a decision on many findings would do. `fresh` were undecided, `same` say so already, `other` say otherwise.

    `seen` is what to hand back to `decide`, so that a decision made meanwhile elsewhere is a `Conflict`.
    """

    count: int
    fresh: int
    same: int
    other: int
    by_rule: Mapping[str, int]
    by_others: int  # of those that say otherwise: decided by somebody else
    seen: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """How far the reading of a run is. `changed`: decided, but the evidence is another one since."""

    total: int
    open: int
    confirmed: int
    dismissed: int
    wanted: int
    changed: int
    open_notes: int

    @property
    def decided(self) -> int:
        return self.total - self.open


@dataclass(frozen=True, slots=True)
class Alike:
    """A decided finding of the same agency and rule, and how like its quotes are (0..1)."""

    finding: int
    project: int
    project_name: str
    visit_date: date | None
    quote: str
    similarity: float
    decision: DecisionEntry


class NoteState(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Reply:
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A review note on a finding (`fingerprint` '' : on the project), with what was replied."""

    id: int
    project: int
    fingerprint: str
    text: str
    by: str
    at: datetime
    state: NoteState
    replies: tuple[Reply, ...] = ()
    resolved_by: str = ""
    resolved_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a column and how often it stands there; `value` is what a `Where` takes."""

    value: object
    count: int


@dataclass(frozen=True, slots=True)
class Values:
    """The distinct values of a column, the most frequent first; `more` are left out."""

    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class VisitMark:
    """How a visit stands in a run: violations that count, findings that wait, the gravest grade of both (0: none), undecided ones."""

    violations: int = 0
    waiting: int = 0
    worst: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """A table as a person likes it: conditions, order, and what the window wants to keep of its columns."""

    name: str
    where: tuple[Condition, ...] = ()
    order: tuple[Order, ...] = ()
    columns: tuple[str, ...] = ()
    layout: Mapping[str, object] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """A value (JSON) and its version; version 0: never set."""

    value: object
    version: int = 0


@dataclass(frozen=True, slots=True)
class HealthCard:
    """One kind of trouble in a file: what, in which column, how many rows; `visits` are the ids of the rows that were stored."""

    problem: Text
    column: str
    count: int
    visits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn sample, how far it is checked, and from how many visits it was drawn."""

    id: int
    project: int
    name: str
    plan: Plan
    population: int
    by: str
    at: datetime
    checked: int = 0
    deviations: int = 0
    stratum: str = "agency"
    version: int = 1


@dataclass(frozen=True, slots=True)
class SampleItem:
    """A drawn visit in the order of drawing. `state`: '' (unchecked), ok, deviation."""

    id: int
    sample: int
    visit: int
    place: int
    stratum: str
    state: str
    note: str = ""
    by: str = ""
    at: datetime | None = None
    version: int = 1
