"""Case files, staff, file reports and findings to rows of their tables and back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from audit.model import (
    CaseFile,
    ContactEntry,
    Evidence,
    FileKind,
    FileReport,
    Finding,
    Liable,
    Outcome,
    Problem,
    Promise,
    SheetReport,
    Source,
    StaffMember,
    StatusEvent,
    Text,
)  # fmt: skip
from audit.store.rows import Row, addresses, day, dumps, loads

Columned = Mapping[int, frozenset[str]]


def case_row(c: CaseFile, number: int, import_id: int) -> Row:
    return (number, import_id, c.source.file, c.source.sheet, c.source.row, _key("case", c.case_id), c.case_id, c.borrower_name,
            c.agency, _body(c))  # fmt: skip


def staff_row(s: StaffMember, number: int, import_id: int) -> Row:
    return (number, import_id, s.source.file, s.source.sheet, s.source.row, _key("staff", s.agency, s.name, s.number), s.name,
            s.number, s.agency, _body(s))  # fmt: skip


def _key(*parts: str) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def _body(noun: CaseFile | StaffMember) -> str:
    """All fields but the source: nested nouns as lists in the order of their fields."""
    return dumps({f.name: _nested(getattr(noun, f.name)) for f in fields(noun) if f.name != "source"})


def _nested(value: object) -> object:
    if isinstance(value, tuple):
        return [_nested(item) for item in value]
    if isinstance(value, Liable | StatusEvent | ContactEntry | Promise):
        return [_nested(getattr(value, f.name)) for f in fields(value)]
    return value


def case_file(file: str, sheet: str, row: int, body: str) -> CaseFile:
    raw = loads(body)
    raw["addresses"] = addresses(raw["addresses"])
    raw["liable"] = tuple(_liable(item) for item in raw["liable"])
    raw["contacts"] = tuple(_liable(item) for item in raw["contacts"])
    raw["events"] = tuple(StatusEvent(kind, typed, day(start), day(end)) for kind, typed, start, end in raw["events"])
    raw["contact_log"] = tuple(ContactEntry(_day(when), channel, result) for when, channel, result in raw["contact_log"])
    raw["promises"] = tuple(Promise(_day(when), None if sum_ is None else Decimal(sum_)) for when, sum_ in raw["promises"])
    raw["columns"] = frozenset(raw["columns"])
    for name in ("outsourced_notice", "entrusted_from", "entrusted_to"):
        raw[name] = day(raw[name])
    return CaseFile(Source(file, sheet, row), **raw)


def staff_member(file: str, sheet: str, row: int, body: str) -> StaffMember:
    raw = loads(body)
    raw["columns"] = frozenset(raw["columns"])
    for name in ("trained_on", "credential_until", "joined_on", "left_on"):
        raw[name] = day(raw[name])
    return StaffMember(Source(file, sheet, row), **raw)


def _liable(item: Sequence[Any]) -> Liable:
    name, role, places = item
    return Liable(name, role, addresses(places))


def _day(text: str) -> Any:
    return day(text)


def sheets_text(sheets: Sequence[SheetReport]) -> str:
    return dumps([[s.name, s.header_row, s.first_row, s.rows, dict(s.columns), list(s.missing)] for s in sheets])


def file_report(name: str, sha256: str, kind: str, sheets: str, problems: Sequence[Problem]) -> FileReport:
    read = tuple(
        SheetReport(title, header, first, rows, columns, tuple(missing))
        for title, header, first, rows, columns, missing in loads(sheets)
    )
    return FileReport(name, sha256, FileKind(kind), read, tuple(problems))


def problem_row(p: Problem, number: int, import_id: int) -> Row:
    return (number, import_id, p.file, p.sheet, p.row, p.column, p.problem.zh, p.problem.en, p.value)


def finding_row(f: Finding, number: int, run: int, visit: int | None, basis: int, clears: int) -> Row:
    """In the order of `tables.findings`; `basis` and `clears` are ids of sentences."""
    return (
        number, run, visit, f.source.file, f.source.sheet, f.source.row, f.rule, f.outcome.value, f.grade, f.message.zh,
        f.message.en, basis, clears, f.fingerprint, digest(f), dumps([_quoted(e) for e in f.evidence]),
        dumps([tuple(t) for t in f.aggravated]) if f.aggravated else "",
    )  # fmt: skip


def finding(row: Sequence[Any], sentences: Mapping[int, Text]) -> Finding:
    """The finding of a row in the order of `tables.findings`."""
    _, _, _, file, sheet, number, rule, outcome, grade, zh, en, basis, clears, mark, _, evidence, aggravated = row
    return Finding(
        rule, Outcome(outcome), grade, Text(zh, en), sentences[basis], tuple(_evidence(e) for e in loads(evidence)), mark,
        Source(file, sheet, number), sentences[clears], tuple(Text(*t) for t in loads(aggravated)) if aggravated else (),
    )  # fmt: skip


def digest(f: Finding) -> str:
    """What a decision was made on: outcome and quotes. Rows and offsets may move without changing it."""
    return evidence_digest(f.outcome.value, [(e.field, e.quote) for e in f.evidence])


def evidence_digest(outcome: str, quotes: Sequence[tuple[str, str]]) -> str:
    return hashlib.sha256(repr((outcome, sorted(quotes))).encode()).hexdigest()[:16]


def _quoted(e: Evidence) -> list[object]:
    if e.source is None:
        return [e.field, e.quote, e.start, e.end]
    return [e.field, e.quote, e.start, e.end, [e.source.file, e.source.sheet, e.source.row]]


def _evidence(item: Sequence[Any]) -> Evidence:
    name, quote, start, end, *elsewhere = item
    return Evidence(name, quote, start, end, Source(*elsewhere[0]) if elsewhere else None)
