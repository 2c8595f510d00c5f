"""Reads .ods sheet by sheet from its content.xml; repeated rows and columns are unfolded only where they hold something."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from audit.intake.cells import Cell, FileStart, RefusedError, Request
from audit.intake.grid import LAST_COLUMN, LAST_ROW, Grid, trimmed
from audit.intake.parts import Package, UnreadablePartError, declares_types
from audit.model import Problem, Text

_DATE = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?)?")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?$")
_NUMBERS = ("float", "percentage", "currency")


def read_ods(request: Request, file: IO[bytes], start: FileStart) -> Iterator[Any]:
    """All events of an OpenDocument spreadsheet."""
    package = Package(file, request.limits.max_unpacked_mb)
    if _is_encrypted(package):
        raise RefusedError(
            "文件已加密（OpenDocument），请取消密码后另存为 .xlsx。",
            "the file is encrypted (OpenDocument); please remove the password and save it as .xlsx.",
        )
    yield start
    content, index = Content(), 0
    try:
        for block in package.blocks("content.xml"):
            content.feed(block)
            while content.done:
                yield from content.done.pop(0).events(request, index)
                index += 1
        content.parser.Parse(b"", True)
    except (UnreadablePartError, expat.ExpatError, ValueError, LookupError) as e:
        if isinstance(e, UnreadablePartError) and not content.begun:
            raise RefusedError("文件不完整，其中没有可读的内容。", "the file is incomplete; it has no readable content.") from e
        grid = content.grid
        if grid is None or not grid.rows:
            if index == 0:
                raise RefusedError("文件已损坏：内部 XML 不完整。", "the file is damaged: its XML is broken.") from e
        else:
            yield from grid.events(request, index)
        last = grid.rows[-1][0] if grid is not None and grid.rows else 0
        text = Text(f"文件后部已损坏，只读到第 {last} 行。", f"The rest of the file is damaged; it was read up to row {last}.")
        yield Problem(request.name, grid.name if grid is not None else "", None, "", text)
        return
    while content.done:
        yield from content.done.pop(0).events(request, index)
        index += 1
    if not index:
        raise RefusedError("工作簿中没有工作表。", "the workbook has no sheets.")


def _is_encrypted(package: Package) -> bool:
    try:
        return any(b"encryption-data" in block for block in package.blocks("META-INF/manifest.xml"))
    except UnreadablePartError:
        return False


class Content:
    """The events of content.xml gathered into grids; `done` holds those complete."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.done: list[Grid] = []
        self.grid: Grid | None = None
        self.begun = False
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.depth = 0  # of tables inside tables: only the outermost is a sheet
        self.skip = 0  # of shapes and notes within a cell
        self.row = self.row_repeats = self.column = self.columns = 0
        self.cells: list[Cell] = []
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []
        self.note: list[str] = []

    def feed(self, block: bytes) -> None:
        self.begun = True
        self.parser.Parse(block, False)

    def _refuse(self, *_: object) -> None:
        raise declares_types()

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name == "table" or name == "sub-table":
            self._table(given)
        elif self.depth != 1 or self.grid is None:
            if name == "style":
                self.style = _get(given, "name")
            elif name == "table-properties" and _get(given, "display") == "false":
                self.hidden_styles.add(self.style)
        elif name in ("annotation", "frame", "custom-shape", "g"):
            self.skip += 1
            self.parser.CharacterDataHandler = self.note.append if name == "annotation" else None
        elif self.skip:
            return
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.text, self.note = {k.rsplit(" ", 1)[-1]: v for k, v in given.items()}, [], []
            if name == "covered-table-cell":
                self.cell["covered"] = "true"
            if (calc := next((v for k, v in given.items() if k.endswith("calcext:1.0 value-type")), "")) == "error":
                self.cell["error"] = calc
        elif name == "table-row":
            self._row(given)
        elif name == "table-column":
            self._column(given)
        elif self.cell is not None:
            self._inside_cell(name, given)

    def _inside_cell(self, name: str, given: dict[str, str]) -> None:
        if name == "p":
            if self.text:
                self.text.append("\n")
            self.parser.CharacterDataHandler = self.text.append
        elif name == "s":
            self.text.append(" " * min(_count(_get(given, "c")), 1000))
        elif name == "tab":
            self.text.append("\t")
        elif name == "line-break":
            self.text.append("\n")

    def _end(self, tag: str) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name == "table" or name == "sub-table":
            self.depth -= 1
            if self.depth == 0 and self.grid is not None:
                last = self.grid.rows[-1][0] if self.grid.rows else 0
                self.grid.hidden_rows = trimmed(self.grid.hidden_rows, last)
                self.done.append(self.grid)
                self.grid = None
        elif self.depth != 1 or self.grid is None:
            return
        elif name in ("annotation", "frame", "custom-shape", "g"):
            self.skip -= 1
            self.parser.CharacterDataHandler = None
        elif self.skip:
            return
        elif name == "p":
            self.parser.CharacterDataHandler = None
        elif name in ("table-cell", "covered-table-cell") and self.cell is not None:
            self._close_cell(self.grid, self.cell)
            self.cell = None
        elif name == "table-row":
            self.grid.add(self.row, self.cells, self.row_repeats)
            self.row += self.row_repeats - 1

    def _table(self, given: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.grid = Grid(_get(given, "name"), _get(given, "style-name") in self.hidden_styles)
            self.row = self.columns = self.skip = 0

    def _row(self, given: dict[str, str]) -> None:
        assert self.grid is not None
        self.row += 1
        self.row_repeats = min(_count(_get(given, "number-rows-repeated")), LAST_ROW)
        self.column, self.cells = 0, []
        if _get(given, "visibility") in ("collapse", "filter"):
            last = min(self.row + self.row_repeats - 1, LAST_ROW)
            runs = self.grid.hidden_rows
            if runs and runs[-1][1] == self.row - 1:
                runs[-1] = runs[-1][0], last
            else:
                runs.append((self.row, last))

    def _column(self, given: dict[str, str]) -> None:
        assert self.grid is not None
        repeats = min(_count(_get(given, "number-columns-repeated")), LAST_COLUMN)
        if _get(given, "visibility") in ("collapse", "filter") and self.columns < LAST_COLUMN:
            self.grid.hidden_columns.append((self.columns + 1, min(self.columns + repeats, LAST_COLUMN)))
        self.columns += repeats

    def _close_cell(self, grid: Grid, cell: dict[str, str]) -> None:
        repeats = min(_count(cell.get("number-columns-repeated", "")), LAST_COLUMN)
        value = None if "covered" in cell else self._value(cell)
        place = self.row, self.column + 1
        if "error" in cell and value is not None:
            grid.errors[place], value = str(value)[:20], None
        elif "formula" in cell and value is None and "value-type" not in cell:
            grid.uncached.add(place)
        down, right = _count(cell.get("number-rows-spanned", "")), _count(cell.get("number-columns-spanned", ""))
        if down > 1 or right > 1:
            grid.merged.append((*place, min(self.row + down - 1, LAST_ROW), min(self.column + right, LAST_COLUMN)))
        if self.note:
            grid.comments[place] = "".join(self.note)[:4000]
        self.column += repeats
        if value is not None and self.column <= LAST_COLUMN:
            self.cells.extend([None] * (self.column - repeats - len(self.cells)))
            self.cells.extend([value] * repeats)

    def _value(self, cell: dict[str, str]) -> Cell:
        kind = cell.get("value-type", "")
        if kind in _NUMBERS:
            try:
                return float(cell.get("value", ""))
            except ValueError:
                pass
        elif kind == "date" and (day := _date(cell.get("date-value", ""))) is not None:
            return day
        elif kind == "time" and (time := _time(cell.get("time-value", ""))) is not None:
            return time
        elif kind == "boolean":
            return cell.get("boolean-value") == "true"
        text = "".join(self.text) or cell.get("string-value", "")
        return sys.intern(text) if text else None


def _get(given: dict[str, str], name: str) -> str:
    return next((v for k, v in given.items() if k.endswith(" " + name)), "")


def _count(given: str) -> int:
    return max(1, int(given)) if given.isdigit() and len(given) < 9 else 1


def _date(given: str) -> datetime.date | datetime.datetime | None:
    m = _DATE.match(given)
    if not m:
        return None
    try:
        day = datetime.date(int(m[1]), int(m[2]), int(m[3]))
        if m[4] is None or (m[4], m[5], m[6]) == ("00", "00", "00"):
            return day
        return datetime.datetime.combine(day, datetime.time(int(m[4]), int(m[5]), int(m[6])))
    except ValueError:
        return None


def _time(given: str) -> datetime.time | datetime.timedelta | None:
    m = _DURATION.match(given)
    if not m or len(given) > 40:
        return None
    try:
        span = datetime.timedelta(int(m[2] or 0), int(m[5] or 0), 0, 0, int(m[4] or 0), int(m[3] or 0))
    except OverflowError:
        return None
    if m[1]:
        return -span
    return (datetime.datetime.min + span).time() if span < datetime.timedelta(1) else span
