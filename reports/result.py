"""What a report is made from: an audit as it ended, the project around it and what people decided since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from audit import __version__
from audit.auditor import Audited
from audit.grading import Past
from audit.model import Decision, FileReport, Finding
from audit.policy import Policy


class Run(Protocol):
    """The least that an audit must tell to be reported."""

    @property
    def policy(self) -> Policy: ...
    @property
    def as_of(self) -> date: ...
    @property
    def files(self) -> Sequence[FileReport]: ...
    @property
    def audited(self) -> Sequence[Audited]: ...
    @property
    def log_findings(self) -> Sequence[Finding]: ...


@dataclass(frozen=True, slots=True)
class Project:
    """What stands on the cover. Empty fields are taken from the visits or left as a line to be filled in.

    `contract` is the clause that gives the bank its right to check, as a notice prints it; the policy pack may name it instead.
    """

    bank: str = ""
    agency: str = ""
    number: str = ""
    period_from: date | None = None
    period_to: date | None = None
    team: str = ""
    addressee: str = ""
    contract: str = ""


class Reply(NamedTuple):
    """What an agency answered to one finding on its reply sheet, as typed; `agreed` and `state` are of the sheet's lists.

    `accepted`: whether the bank takes the answer; None while nobody said. `remark` is the bank's.
    """

    fingerprint: str
    agreed: str = ""
    cause: str = ""
    measure: str = ""
    owner: str = ""
    due: str = ""
    state: str = ""
    proof: str = ""
    lasting: str = ""
    accepted: bool | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AuditResult:
    """An audit as it ended. `past` are former audits of the same agencies, `replies` what agencies answered, by fingerprint."""

    policy: Policy
    as_of: date
    files: Sequence[FileReport]
    audited: Sequence[Audited]
    log_findings: Sequence[Finding] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    project: Project = Project()
    program_version: str = __version__
    started: datetime | None = None
    finished: datetime | None = None
    past: Sequence[Past] = ()
    replies: Mapping[str, Reply] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Run) -> AuditResult:
        """Of anything that tells an audit; what it does not tell keeps its default."""
        if isinstance(run, AuditResult):
            return run
        names: tuple[str, ...] = ("decisions", "project", "program_version", "started", "finished", "past", "replies")
        told: dict[str, Any] = {n: getattr(run, n) for n in names if getattr(run, n, None) is not None}
        return cls(run.policy, run.as_of, run.files, run.audited, run.log_findings, **told)
