"""Findings as they are shown while personal data are hidden: every mask is as long as what it hides, so marks stay right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from audit.model import FIELDS, Evidence, FiledAddress, Finding, Problem, Text, Visit
from audit.store.nouns import FindingRow
from gui.desk import FindingSheet
from reports.masking import mask_name, mask_text, people

Mask = Callable[[str], str]
#: A case number with a dash, which would else be taken for a house and room.
CASE_NUMBER = re.compile(r"(?<![0-9A-Za-z])[A-Z]{1,6}[0-9][0-9A-Z]*-[0-9]{1,6}(?![0-9A-Za-z-])")
#: Shown as they are: what a clerk needs to find the case, and the collectors, whose work it is that is checked.
PLAIN = frozenset({"visit_id", "case_id", "agency", "visitors", "visitor_numbers", "dress", "relation", "address_type"})

_FIELDS = frozenset(FIELDS)


def masked_row(row: FindingRow) -> FindingRow:
    mask = _mask(row)
    return replace(row, borrower_name=mask_name(row.borrower_name), finding=_finding(row.finding, mask, None))


def masked_sheet(sheet: FindingSheet) -> FindingSheet:
    mask = _mask(sheet.row, sheet.visit.person_met if sheet.visit else "")
    visit = _visit(sheet.visit, mask) if sheet.visit else None
    row = replace(sheet.row, borrower_name=mask_name(sheet.row.borrower_name), finding=_finding(sheet.row.finding, mask, visit))
    others = tuple(replace(other, finding=_finding(other.finding, mask, visit)) for other in sheet.others)
    return FindingSheet(row, visit, others)


def masked_problem(problem: Problem) -> Problem:
    return replace(problem, value=mask_text(problem.value))


def _mask(row: FindingRow, met: str = "") -> Mask:
    names = {name for name in (row.borrower_name, *people(met)) if name}
    keep = {word for word in (row.case_id, row.visit_id) if word}
    return lambda text: mask_text(text, names, keep)


def _visit(visit: Visit, mask: Mask) -> Visit:
    hidden: dict[str, Any] = {
        f.name: mask(value)
        for f in fields(visit)
        if f.name not in PLAIN and isinstance(value := getattr(visit, f.name), str)
    }  # fmt: skip
    hidden["borrower_name"] = mask_name(visit.borrower_name)
    others = tuple(FiledAddress(a.kind, mask(a.address), a.owner) for a in visit.other_addresses)
    typed = {name: text if name in PLAIN else mask(text) for name, text in visit.typed.items()}
    extra = {name: mask(text) for name, text in visit.extra.items()}
    return replace(visit, **hidden, other_addresses=others, typed=typed, extra=extra)


def _finding(finding: Finding, mask: Mask, visit: Visit | None) -> Finding:
    evidence = tuple(_evidence(e, mask, visit) for e in finding.evidence)
    return replace(finding, evidence=evidence, message=_sentence(finding.message, mask), clears=_sentence(finding.clears, mask))


def _sentence(text: Text, mask: Mask) -> Text:
    """A rule's own sentence. The numbers of other cases in it stay: HY2609-310 is no room."""
    return Text(_around(text.zh, mask), _around(text.en, mask))


def _around(said: str, mask: Mask) -> str:
    hidden = mask(said)
    for number in CASE_NUMBER.finditer(said):
        hidden = hidden[: number.start()] + number[0] + hidden[number.end() :]
    return hidden


def _evidence(e: Evidence, mask: Mask, visit: Visit | None) -> Evidence:
    """A quote is cut anew from the masked text: a number that is only half in the quote must be hidden too."""
    if visit is None or e.source is not None:
        return replace(e, quote=mask(e.quote))
    text = visit.as_typed(e.field) if hasattr(visit, e.field) else ""
    if e.start is None or e.end is None:
        return replace(e, quote=text if len(text) == len(e.quote) else mask(e.quote))
    return replace(e, quote=text[e.start : e.end] or mask(e.quote))


def masked_visit(visit: Visit) -> Visit:
    """A visit by itself."""
    names = {name for name in (visit.borrower_name, *people(visit.person_met)) if name}
    keep = {word for word in (visit.case_id, visit.visit_id) if word}
    return _visit(visit, lambda text: mask_text(text, names, keep))


def cell_mask(visit: Visit) -> Callable[[str, str], str]:
    """A function (field, text) that masks one cell of a visit: a table shows few of them, and masking takes its time."""
    names = {name for name in (visit.borrower_name, *people(visit.person_met)) if name}
    keep = {word for word in (visit.case_id, visit.visit_id) if word}

    def mask(field: str, text: str) -> str:
        if not text or field in PLAIN:
            return text
        return mask_name(text) if field == "borrower_name" else mask_text(text, names, keep)

    return mask


def masked_cell(field: str | None, text: str) -> str:
    """A cell of a file that is about to be read as `field`."""
    if field in NAMES:
        return mask_name(text)
    return text if field in PLAIN else mask_text(text)


def masked_value(field: str, text: str) -> str:
    """A value of a column by itself, as the cells of that column show it."""
    if field == "borrower_name":
        return mask_name(text)
    return mask_text(text, set(people(text)) if field == "person_met" else ()) if field in _FIELDS - PLAIN else text


#: Fields that hold nothing but the name of somebody who is not the agency's.
NAMES = frozenset({"borrower_name", "person_met", "contact_name", "liable_name", "spouse_name"})


def masked_grid(sheet: Any) -> tuple[tuple[str, ...], ...]:
    """A sheet's first rows: headers as they are, below them each cell as what its column is."""
    fields = {column.at: column.field for table in sheet.tables for column in table.columns}
    top = min((table.header_row for table in sheet.tables), default=0)
    return tuple(
        row if number <= top else tuple(masked_cell(fields.get(at), cell) for at, cell in enumerate(row))
        for number, row in enumerate(sheet.grid, 1)
    )
