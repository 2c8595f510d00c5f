"""Reads XML spreadsheets of Excel 2003, which some systems export under the name of .xls."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from audit.intake.cells import Cell, FileStart, RefusedError, Request
from audit.intake.grid import LAST_COLUMN, LAST_ROW, Grid
from audit.intake.parts import declares_types


def read_xml(request: Request, file: IO[bytes], start: FileStart) -> Iterator[Any]:
    """All events of an XML spreadsheet."""
    sheets = Sheets()
    try:
        while block := file.read(1 << 20):
            sheets.parser.Parse(block, False)
        sheets.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as e:
        raise RefusedError("文件已损坏：内部 XML 不完整。", "the file is damaged: its XML is broken.") from e
    if not sheets.grids:
        raise RefusedError("工作簿中没有工作表。", "the workbook has no sheets.")
    yield start
    for index, grid in enumerate(sheets.grids):
        yield from grid.events(request, index)


class Sheets:
    """The worksheets as grids."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.grids: list[Grid] = []
        self.row = self.column = self.columns = 0
        self.cells: list[Cell] = []
        self.kind = ""
        self.text: list[str] = []
        self.in_table = False

    def _refuse(self, *_: object) -> None:
        raise declares_types()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name, given = tag.rsplit(" ", 1)[-1], {k.rsplit(" ", 1)[-1]: v for k, v in attributes.items()}
        if name == "Worksheet":
            self.grids.append(Grid(given.get("Name", "")))
        elif name == "Table" and self.grids:
            self.row = self.columns = 0
            self.in_table = True
        elif not self.in_table:
            if name == "Visible":
                self.text = []
                self.parser.CharacterDataHandler = self.text.append
        elif name == "Column":
            self._column(given)
        elif name == "Row":
            self._row(given)
        elif name == "Cell":
            self._cell(given)
        elif name == "Comment" or (name == "Data" and self.kind != "Comment"):
            self.kind, self.text = given.get("Type", "String") if name == "Data" else "Comment", []
            self.parser.CharacterDataHandler = self.text.append

    def _end(self, tag: str) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name == "Table":
            self.in_table = False
        elif name == "Row" and self.in_table:
            self.grids[-1].add(self.row, self.cells)
            self.cells = []
        elif name == "Data" and self.kind == "Comment":
            return
        elif name == "Comment" and self.in_table:
            self.parser.CharacterDataHandler = None
            self.grids[-1].comments[self.row, self.column] = "".join(self.text)[:4000]
            self.kind = ""
        elif name == "Data" and self.in_table:
            self.parser.CharacterDataHandler = None
            self._value("".join(self.text))
        elif name == "Visible" and self.grids:
            self.parser.CharacterDataHandler = None
            self.grids[-1].hidden = "".join(self.text).strip() != "SheetVisible"

    def _column(self, given: dict[str, str]) -> None:
        first = _number(given.get("Index"), self.columns + 1)
        self.columns = first + _number(given.get("Span"), 0)
        if given.get("Hidden") == "1":
            self.grids[-1].hidden_columns.append((first, min(self.columns, LAST_COLUMN)))

    def _row(self, given: dict[str, str]) -> None:
        self.row = _number(given.get("Index"), self.row + 1)
        self.cells, self.column = [], 0
        if given.get("Hidden") == "1":
            self.grids[-1].hidden_rows.append((self.row, self.row))

    def _cell(self, given: dict[str, str]) -> None:
        self.column = min(_number(given.get("Index"), self.column + 1), LAST_COLUMN)
        right, down = _number(given.get("MergeAcross"), 0), _number(given.get("MergeDown"), 0)
        if right or down:
            last = min(self.row + down, LAST_ROW), min(self.column + right, LAST_COLUMN)
            self.grids[-1].merged.append((self.row, self.column, *last))
        self.cells.extend([None] * (self.column - 1 - len(self.cells)))
        self.column += right

    def _value(self, text: str) -> None:
        place = self.row, len(self.cells) + 1
        if len(self.cells) >= LAST_COLUMN:
            return
        value: Cell = sys.intern(text) if text else None
        try:
            if self.kind == "Number" and text.strip():
                value = float(text)
            elif self.kind == "DateTime":
                moment = datetime.datetime.fromisoformat(text.strip())
                value = moment
                if moment.year < 1900:
                    value = moment.time()
                elif moment.time() == datetime.time.min:
                    value = moment.date()
            elif self.kind == "Boolean":
                value = text.strip() == "1"
            elif self.kind == "Error":
                self.grids[-1].errors[place], value = text[:20], None
        except ValueError:
            pass  # kept as the text it is
        self.cells.append(value)


def _number(given: str | None, default: int) -> int:
    return min(int(given), LAST_ROW) if given and given.isdigit() and len(given) < 9 else default
