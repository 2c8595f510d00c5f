"""The columns of the table of visits: what each shows of a visit, how wide, what it is filtered by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from audit.model import FIELDS, Text, Visit
from audit.store.nouns import VisitMark
from gui import words as common
from gui.data import words
from gui.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: the visit as it is shown, and how it stands in the latest check (None: not checked)."""

    id: int
    visit: Visit
    mark: VisitMark | None


@dataclass(frozen=True, slots=True)
class DataColumn:
    """`field` as the store's conditions name it; `filters` is False where values cannot be listed."""

    field: str
    title: Text
    width: int  # in figures
    says: Callable[[Line, Tongue], str]
    shown: bool = True
    filters: bool = True


def state(line: Line) -> str:
    if line.mark is None:
        return "unknown"
    return "violation" if line.mark.violations else "waiting" if line.mark.waiting else "clear"


def _typed(field: str) -> Callable[[Line, Tongue], str]:
    def says(line: Line, _say: Tongue) -> str:
        return line.visit.as_typed(field).replace("\n", " ")

    return says


def _day(line: Line, _say: Tongue) -> str:
    visit = line.visit
    return visit.visit_date.isoformat() if visit.visit_date else visit.as_typed("visit_date")


def _clock(field: str) -> Callable[[Line, Tongue], str]:
    def says(line: Line, _say: Tongue) -> str:
        value = getattr(line.visit, field)
        return value.strftime("%H:%M") if isinstance(value, time) else line.visit.as_typed(field)

    return says


def _yes_no(field: str) -> Callable[[Line, Tongue], str]:
    def says(line: Line, say: Tongue) -> str:
        value = getattr(line.visit, field)
        return line.visit.as_typed(field) if value is None else say(words.YES if value else words.NO)

    return says


#: Widths of fields whose text is longer or shorter than most.
_WIDTHS = {
    "visit_id": 12, "case_id": 14, "agency": 20, "borrower_name": 9, "visit_date": 12, "start_time": 8, "end_time": 8, "visitors": 16,
    "visit_address": 34, "account": 70, "remark": 30, "outcome": 14, "home_address": 30, "work_address": 30, "household_address": 30,
}  # fmt: skip
_FIRST = (
    "visit_date", "start_time", "end_time", "agency", "case_id", "borrower_name", "visitors", "visit_address", "address_type", "person_met",
    "relation", "outcome", "account", "id_shown", "recorded", "dress", "remark",
)  # fmt: skip
_NO_VALUES = frozenset({"account", "remark", "visitors", "visitor_numbers", "other_addresses"})


def _of(field: str) -> DataColumn:
    says: Callable[[Line, Tongue], str]
    if field == "visit_date":
        says = _day
    elif field in ("start_time", "end_time"):
        says = _clock(field)
    elif field in ("id_shown", "recorded", "address_verified"):
        says = _yes_no(field)
    else:
        says = _typed(field)
    return DataColumn(field, common.FIELDS[field], _WIDTHS.get(field, 13), says, field in _FIRST, field not in _NO_VALUES)


COLUMNS: tuple[DataColumn, ...] = (
    DataColumn("", words.MARK, 4, lambda line, say: say(words.MARKS[state(line)]), True, False),
    *(_of(field) for field in (*_FIRST, *(f for f in FIELDS if f not in _FIRST))),
    DataColumn("file", words.FILE, 24, lambda line, say: line.visit.source.file),
    DataColumn("sheet", words.SHEET, 12, lambda line, say: line.visit.source.sheet),
    DataColumn("row", words.ROW, 7, lambda line, say: str(line.visit.source.row), True, False),
)


def value_of(field: str, text: str) -> object:
    """What a person typed beside a condition, as the field's own kind. ValueError where it cannot be."""
    if field in ("visit_date", "promise_date"):
        return date.fromisoformat(text)
    if field in ("start_time", "end_time"):
        return time.fromisoformat(text if len(text) > 4 else f"0{text}")
    if field in ("latitude", "longitude", "promise_amount", "row"):
        return float(text)
    return text
