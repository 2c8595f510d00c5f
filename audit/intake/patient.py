"""Reads .xlsx with openpyxl, row by row: slower and more forgiving than the fast reader, and its memory does not grow."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterator
from typing import IO, Any

from audit.intake.cells import Cell, Row, SheetInfo

_LAST_ROW = 1_048_576
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ERRORS = frozenset(("#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!"))


class PatientBook:
    """A workbook opened read-only by openpyxl: cached values, no links."""

    def __init__(self, file: IO[bytes]):
        import openpyxl

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        self.all: list[Any] = list(self.book._sheets)

    def sheets(self) -> list[tuple[str, bool, str]]:
        return [(s.title, s.sheet_state != "visible", "worksheet" if hasattr(s, "reset_dimensions") else "other") for s in self.all]

    def rows(self, index: int, info: SheetInfo) -> Iterator[tuple[int, Row]]:
        sheet = self.all[index]
        sheet.reset_dimensions()  # what a sheet claims of its size is never believed
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                if number > _LAST_ROW:
                    return
                if values:
                    row = [_cell(v) for v in values]
                    if not _ERRORS.isdisjoint(v for v in row if isinstance(v, str)):
                        row = [None if _is_error(v, (number, i), info) else v for i, v in enumerate(row, 1)]
                    while row and row[-1] is None:
                        row.pop()
                    yield number, tuple(row)


def _is_error(value: Cell, at: tuple[int, int], info: SheetInfo) -> bool:
    """An error cell comes as its text; so does the same text typed by hand, which is kept."""
    return isinstance(value, str) and value in _ERRORS and (at in info.errors or not info.scanned)


def _cell(value: Any) -> Cell:
    """As the fast reader gives it: numbers are floats, midnight is a date, an empty text is blank."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), value) if "_x" in value else value
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return value
    return str(value)
