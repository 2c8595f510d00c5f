"""The three editions of one audit: for whom each is, which sections it has, what it masks, and what it must not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audit.auditor import Audited
from audit.model import AuditError, Decision, FileKind, FileReport, Finding, Source, Text
from reports.options import ON_PAPER, REPORT, Options
from reports.result import AuditResult

Edition = Literal["regulator", "internal", "agency"]
#: A file or folder of an agency whose name no log tells.
UNNAMED = Text("未载明机构", "agency-not-named")
EDITIONS: tuple[Edition, ...] = ("regulator", "internal", "agency")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition is: its name, what the cover says of it, and what it is made with."""

    name: Text
    note: Text
    options: Options


#: The regulator reads no names; the bank's own desk needs those of visitors and borrowers, but never whole numbers; an agency knows
#: its own people and finds the borrower by the case number.
PLANS: Mapping[Edition, Plan] = {
    "regulator": Plan(
        Text("监管版", "Regulator's edition"),
        Text("姓名、证件号、电话、卡号和房间号已脱敏（以房号认定地址问题的除外）。",
             "Names, identity, phone, card and room numbers are masked (but where a finding rests on the room)."),
        REPORT,
    ),
    "internal": Plan(
        Text("内部版", "Internal edition"),
        Text("姓名和房间号未脱敏，证件号、电话、卡号已脱敏；仅限本行内部使用。",
             "Names and rooms are shown, identity, phone and card numbers are masked; for use inside the bank only."),
        Options(edition="internal", annex_rows=ON_PAPER, clear=frozenset({"visitors", "borrowers", "rooms"})),
    ),
    "agency": Plan(
        Text("机构版", "Agency's edition"),
        Text("只含本机构的记录；借款人及第三人姓名、证件号、电话、卡号和房间号已脱敏（以房号认定地址问题的除外）。",
             "Holds this agency's records only; names of borrowers and third persons, identity, phone, card and room "
             "numbers are masked (but where a finding rests on the room)."),
        Options(edition="agency", annex_rows=ON_PAPER, clear=frozenset({"visitors"})),
    ),
}  # fmt: skip


def plan(edition: Edition) -> Plan:
    return PLANS[edition]


def agencies(result: AuditResult) -> tuple[str, ...]:
    """The agencies whose visits were audited, by name."""
    return tuple(sorted({one.visit.agency for one in result.audited}))


def only(result: AuditResult, agency: str) -> AuditResult:
    """The audit as one agency may know it: its own visits and findings, and nothing that another agency's records hold.

    Raises AuditError where no visit is that agency's.
    """
    own = [one for one in result.audited if one.visit.agency == agency]
    if not own:
        raise AuditError(_NONE.format(agency=agency))
    others = {one.visit.source for one in result.audited if one.visit.agency != agency}
    counts = Counter((one.visit.source.file, one.visit.source.sheet) for one in own)
    shared = {source.file for source in others}
    mine = {file for file, _ in counts}
    audited = [Audited(one.visit, tuple(_without(f, others) for f in one.findings)) for one in own]
    logs = tuple(f for f in result.log_findings if f.source.file in mine - shared)
    return replace(
        result, audited=audited, log_findings=logs, files=tuple(_files(result.files, counts, shared)),
        decisions=_decisions(result, audited, logs), project=replace(result.project, agency=agency),
        past=tuple(p for p in result.past if p.agency == agency),
    )  # fmt: skip


def _decisions(result: AuditResult, audited: Iterable[Audited], logs: Iterable[Finding]) -> Mapping[str, Decision]:
    """Decisions about its own findings; who of the bank decided is not the agency's to know."""
    own = {f.fingerprint for one in audited for f in one.findings} | {f.fingerprint for f in logs}
    return {print_: replace(d, by="") for print_, d in result.decisions.items() if print_ in own}


def _without(finding: Finding, others: set[Source]) -> Finding:
    """The finding without other agencies' rows; its sentence may tell of them, so it gives way too."""
    kept = tuple(e for e in finding.evidence if e.source not in others)
    if len(kept) == len(finding.evidence):
        return finding
    return replace(finding, message=_ELSEWHERE, evidence=kept)


def _files(files: Sequence[FileReport], counts: Mapping[tuple[str, str], int], shared: set[str]) -> Iterable[FileReport]:
    mine = {file for file, _ in counts}
    for report in files:
        if report.kind is not FileKind.VISITS:
            yield replace(report, sheets=tuple(replace(s, rows=0) for s in report.sheets), problems=())
        elif report.name in mine:
            sheets = tuple(replace(s, rows=counts[report.name, s.name]) for s in report.sheets if counts.get((report.name, s.name)))
            problems = () if report.name in shared else report.problems
            yield replace(report, sheets=sheets, problems=problems)


_NONE = Text("本次检查没有机构“{agency}”的外访记录。", "There is no visit of the agency “{agency}” in this audit.")
_ELSEWHERE = Text(
    "本条记录与其他机构报送的记录相同或冲突，对方记录由银行留存，不在此列示。",
    "This record equals or contradicts one that another agency delivered; that record stays with the bank and is not shown here.",
)
