"""The columns of the table of visits: what each shows of a visit, how wide, what it is filtered by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from audit.model import FIELDS, Text, Visit
from audit.store.nouns import VisitMark
from gui import words as common
from gui.data import words
from gui.masking import cell_mask, masked_visit
from gui.tongue import Tongue


class Line:
    """A row of the table, and how it stands in the latest check (None: not checked). `masked` cells are masked as they are shown."""

    __slots__ = ("_mask", "_masked", "id", "mark", "raw")

    def __init__(self, id: int, raw: Visit, mark: VisitMark | None, *, masked: bool):
        self.id, self.raw, self.mark, self._masked = id, raw, mark, masked
        self._mask: Callable[[str, str], str] | None = None

    def text(self, field: str) -> str:
        """What stood in the log under a field."""
        typed = self.raw.as_typed(field)
        if not self._masked:
            return typed
        if self._mask is None:
            self._mask = cell_mask(self.raw)
        return self._mask(field, typed)

    def whole(self) -> Visit:
        """The visit with all its fields."""
        return masked_visit(self.raw) if self._masked else self.raw


@dataclass(frozen=True, slots=True)
class DataColumn:
    """`field` as the store's conditions name it; `filters` is False where values cannot be listed."""

    field: str
    title: Text
    width: int  # in figures
    says: Callable[[Line, Tongue], str]
    shown: bool = True
    filters: bool = True

    @property
    def listed(self) -> str:
        """Under what the store lists its values: those of a visit's collectors one by one."""
        return "person" if self.field == "visitors" else self.field


def state(line: Line) -> str:
    if line.mark is None:
        return "unknown"
    return "violation" if line.mark.violations else "waiting" if line.mark.waiting else "clear"


def _typed(field: str) -> Callable[[Line, Tongue], str]:
    def says(line: Line, _say: Tongue) -> str:
        return line.text(field).replace("\n", " ")

    return says


def _day(line: Line, _say: Tongue) -> str:
    day = line.raw.visit_date
    return day.isoformat() if day else line.text("visit_date")


def _clock(field: str) -> Callable[[Line, Tongue], str]:
    def says(line: Line, _say: Tongue) -> str:
        value = getattr(line.raw, field)
        return value.strftime("%H:%M") if isinstance(value, time) else line.text(field)

    return says


def _yes_no(field: str) -> Callable[[Line, Tongue], str]:
    def says(line: Line, say: Tongue) -> str:
        value = getattr(line.raw, field)
        return line.text(field) if value is None else say(words.YES if value else words.NO)

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
_NO_VALUES = frozenset({"account", "remark", "visitor_numbers", "other_addresses"})


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
    DataColumn("file", words.FILE, 24, lambda line, say: line.raw.source.file),
    DataColumn("sheet", words.SHEET, 12, lambda line, say: line.raw.source.sheet),
    DataColumn("row", words.ROW, 7, lambda line, say: str(line.raw.source.row), True, False),
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
