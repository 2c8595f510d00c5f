"""The findings JSON that travels inside a report: only visits with findings, only what the report itself may show of them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from io import BytesIO
from typing import Any, Final, NamedTuple

from audit.auditor import Audited
from audit.model import FIELDS, Decision, Evidence, FileReport, Finding, Lang, Problem, Progress, Text
from reports.content import digest
from reports.digests import Digests
from reports.fieldnames import ADDRESS_FIELDS, NAME_FIELDS
from reports.findings_json import fields, told_visit, write_json
from reports.masking import mask_names, mask_text
from reports.result import AuditResult
from reports.rooms import mask_address
from reports.telling import Options, Telling

#: What tells one visit from another; of a masked report's other fields only those travel that a finding quotes.
KEYS: Final = frozenset({"visit_id", "case_id", "agency", "visit_date", "start_time", "end_time", "visitors"})
NAME = "findings.json"


class Inside(NamedTuple):
    """The JSON's bytes, their digests field by field, and the digest of all results as the report's cover prints it."""

    data: bytes
    digests: Digests
    results: str


def attached(result: AuditResult, lang: Lang, options: Options) -> Generator[Progress, None, Inside]:
    """What travels inside a report. Masked as the report is: what the paper hides the file inside it does not tell."""
    t, out, digests = Telling(result, lang, options), BytesIO(), Digests()
    shown = _masked_result(t) if options.mask else t.result

    def show(one: Audited) -> dict[str, Any] | None:
        if not one.findings:
            return None
        return _masked_visit(t, shown, one) if options.mask else told_visit(one, shown, lang)

    yield from write_json(shown, out, lang, show, digests.note)
    return Inside(out.getvalue(), digests, digest(t))


def _masked_result(t: Telling) -> AuditResult:
    """Everything but the visits, which are masked one by one as they are written."""
    result = t.result
    findings = {f.fingerprint: f for one in result.audited for f in one.findings} | {f.fingerprint: f for f in result.log_findings}
    decisions = {key: _masked_decision(t, d, findings[key]) for key, d in result.decisions.items() if key in findings}
    return replace(result, files=[_masked_file(f) for f in result.files], decisions=decisions,
                   log_findings=[_masked_finding(t, f) for f in result.log_findings])  # fmt: skip


def _masked_file(report: FileReport) -> FileReport:
    columns = {s.name: s.columns for s in report.sheets}

    def masked(p: Problem) -> Problem:
        field = columns.get(p.sheet, {}).get(p.column)
        if field in NAME_FIELDS:
            return replace(p, value=mask_names(p.value))
        return replace(p, value=mask_text(mask_address(p.value) if field in ADDRESS_FIELDS else p.value))

    return replace(report, problems=tuple(masked(p) for p in report.problems))


def _masked_decision(t: Telling, decision: Decision, finding: Finding) -> Decision:
    return replace(decision, reason=t.masked(decision.reason, finding), note=t.masked(decision.note, finding))


def _masked_visit(t: Telling, shown: AuditResult, one: Audited) -> dict[str, Any]:
    visit, findings = one
    told = told_visit(Audited(visit, tuple(_masked_finding(t, f) for f in findings)), shown, t.lang)
    quoted = {
        e.field.removeprefix("extra.").removeprefix("extra:")
        for f in findings
        for e in f.evidence
        if e.source in (None, visit.source)
    }
    kept = {name: value for name, value in fields(visit).items() if name in KEYS or (name in quoted and name in FIELDS)}
    extra = {header: text for header, text in visit.extra.items() if header in quoted}
    told["fields"] = {name: _masked_value(t, findings[0], name, value) for name, value in (kept | extra).items() if name in kept}
    if extra:
        told["fields"]["extra"] = {header: _masked_value(t, findings[0], header, text) for header, text in extra.items()}
    return told


def _masked_value(t: Telling, finding: Finding, name: str, value: Any) -> Any:
    if name in ("agency", "visit_id", "case_id", "visitor_numbers"):
        return value
    if isinstance(value, str) and type(value) is str:
        return t.masked(value, finding, name)
    if isinstance(value, dict):
        return {key: _masked_value(t, finding, key, v) for key, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked_value(t, finding, name, v) for v in value]
    return value


def _masked_finding(t: Telling, f: Finding) -> Finding:
    def text(said: Text) -> Text:
        masked = t.masked(t.text(said), f)
        return Text(masked, masked)  # only the report's own language is written

    evidence = tuple(Evidence(e.field, t.masked(e.quote, f, e.field), e.start, e.end, e.source) for e in f.evidence)
    return replace(f, message=text(f.message), evidence=evidence, aggravated=tuple(text(a) for a in f.aggravated))
