"""The findings JSON, `visit-findings/1`: written visit by visit, so that a hundred thousand of them need no memory of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from operator import attrgetter
from typing import Any, BinaryIO

import orjson

from audit.auditor import Audited
from audit.model import FIELDS, Decision, Evidence, FileReport, Finding, Lang, Outcome, Problem, Progress, Source, Text, Visit
from reports.result import AuditResult

FORMAT = "visit-findings/1"
STAGE = Text("写出检查结果", "Writing findings")
CHUNK = 500
_values = attrgetter(*FIELDS)


#: How a visit is told, or None where it is left out; and who wants to see each part as it is told, by its name.
Show = Callable[[Audited], "dict[str, Any] | None"]
Note = Callable[[str, Any], None]


def write_json(result: AuditResult, out: BinaryIO, lang: Lang = "zh", show: Show | None = None, note: Note | None = None) -> Iterator[Progress]:  # fmt: skip
    """Write the findings as the contract has them. The same audit gives the same bytes."""
    summary, show, note = Summary(), show or (lambda one: told_visit(one, result, lang)), note or (lambda *_: None)
    total, first, audit = len(result.audited), True, _audit(result, lang)
    note("audit", audit)
    out.write(b'{"format":' + dump(FORMAT) + b',"audit":' + dump(audit) + b',"visits":[')
    for at in range(0, total, CHUNK):
        chunk = result.audited[at : at + CHUNK]
        summary.add(chunk)
        visits = [told for told in map(show, chunk) if told is not None]
        for told in visits:
            note("visit", told)
        if visits:
            out.write((b"\n" if first else b",\n") + b",\n".join([dump(told) for told in visits]))
            first = False
        yield Progress(STAGE, at + len(chunk), total)
    logs = [{"source": {"file": f.source.file, "sheet": f.source.sheet}} | told_finding(f, result, lang) for f in result.log_findings]  # fmt: skip
    issues = [_issue(p, lang) for report in result.files for p in report.problems]
    for name, parts in (("log_finding", logs), ("issue", issues), ("summary", [summary.told()])):
        for part in parts:
            note(name, part)
    out.write(b'\n],"log_findings":' + dump(logs) + b',"issues":' + dump(issues) + b',"summary":' + dump(summary.told()) + b"}\n")


class Summary:
    """Counts of the visits' own findings; those about a whole log are listed apart and not counted here."""

    def __init__(self) -> None:
        self.visits = self.with_violation = 0
        self.counts: dict[Outcome, Counter[str]] = {Outcome.VIOLATION: Counter(), Outcome.REVIEW: Counter()}

    def add(self, chunk: Sequence[Audited]) -> None:
        self.visits += len(chunk)
        for _, findings in chunk:
            for finding in findings:
                self.counts[finding.outcome][finding.rule] += 1
            self.with_violation += any(f.outcome is Outcome.VIOLATION for f in findings)

    def told(self) -> dict[str, Any]:
        return {
            "visits": self.visits, "visits_with_violation": self.with_violation,
            "violations": dict(sorted(self.counts[Outcome.VIOLATION].items())),
            "reviews": dict(sorted(self.counts[Outcome.REVIEW].items())),
        }  # fmt: skip


def _audit(result: AuditResult, lang: Lang) -> dict[str, Any]:
    return {
        "policy": result.policy.name, "policy_version": result.policy.version, "as_of": result.as_of.isoformat(),
        "program_version": result.program_version, "files": [_file(report, lang) for report in result.files],
    }  # fmt: skip


def _file(report: FileReport, lang: Lang) -> dict[str, Any]:
    sheets = [
        {"name": s.name, "header_row": s.header_row, "first_row": s.first_row, "rows": s.rows, "columns": dict(s.columns)}
        for s in report.sheets
    ]  # fmt: skip
    told: dict[str, Any] = {"name": report.name, "sha256": report.sha256, "kind": report.kind, "sheets": sheets}
    return told | {"failed": report.failed.in_(lang)} if report.failed else told


def told_visit(one: Audited, result: AuditResult, lang: Lang) -> dict[str, Any]:
    visit, findings = one
    return {
        "source": told_source(visit.source),
        "fields": fields(visit),
        "findings": [told_finding(f, result, lang) for f in findings],
    }


def fields(visit: Visit) -> dict[str, Any]:
    """All canonical fields as JSON values, empty ones too, and `extra`."""
    told: dict[str, Any] = dict(zip(FIELDS, _values(visit), strict=True))
    told["start_time"] = _clock(visit.start_time)
    told["end_time"] = _clock(visit.end_time)
    told["recording_start"] = _clock(visit.recording_start)
    told["recording_end"] = _clock(visit.recording_end)
    if visit.other_addresses:
        told["other_addresses"] = [{"kind": a.kind, "address": a.address} for a in visit.other_addresses]
    told["extra"] = dict(visit.extra)
    return told


def _clock(value: datetime | time | None) -> datetime | str | None:
    return f"{value.hour:02d}:{value.minute:02d}" if isinstance(value, time) else value


def told_finding(f: Finding, result: AuditResult, lang: Lang) -> dict[str, Any]:
    told: dict[str, Any] = {
        "rule": f.rule, "outcome": f.outcome, "grade": f.grade, "message": f.message.in_(lang), "basis": f.basis.in_(lang),
        "fingerprint": f.fingerprint, "evidence": [_evidence(e) for e in f.evidence],
    }  # fmt: skip
    if f.clears.zh:
        told["clears"] = f.clears.in_(lang)
    if f.aggravated:
        told["aggravated"] = [reason.in_(lang) for reason in f.aggravated]
    if decision := result.decisions.get(f.fingerprint):
        told["decision"] = _decision(decision)
    return told


def _evidence(e: Evidence) -> dict[str, Any]:
    told: dict[str, Any] = {"field": e.field, "quote": e.quote, "start": e.start, "end": e.end}
    if e.source:
        told["source"] = told_source(e.source)
    return told


def _decision(decision: Decision) -> dict[str, Any]:
    at = decision.at.isoformat(timespec="seconds")
    return {"verdict": decision.verdict, "by": decision.by, "at": at, "reason": decision.reason, "note": decision.note}


def told_source(source: Source) -> dict[str, Any]:
    return {"file": source.file, "sheet": source.sheet, "row": source.row}


def _issue(p: Problem, lang: Lang) -> dict[str, Any]:
    return {"file": p.file, "sheet": p.sheet, "row": p.row, "column": p.column, "problem": p.problem.in_(lang), "value": p.value}


def dump(value: Any, option: int = 0) -> bytes:
    try:
        return orjson.dumps(value, default=_number, option=option)
    except TypeError:  # a lone surrogate somewhere, which UTF-8 cannot hold: one character for one, so that offsets stay
        return orjson.dumps(_whole(value), default=_number, option=option)


def _number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _whole(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, dict):
        return {_whole(k): _whole(v) for k, v in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [_whole(v) for v in value]
    return value
