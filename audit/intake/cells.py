"""What a spreadsheet file yields: cells, chunks of rows, and what is known of each sheet."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.model import Problem, Text

#: A blank cell is None. Numbers come as float (a spreadsheet knows no other), from text files every cell is a str.
Cell = str | float | int | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
Row = tuple[Cell, ...]
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What reading one file may cost. The child process that reads is ended when it goes beyond."""

    memory_mb: int = 920  # two hundred thousand rows of 28 columns fit
    seconds: float = 11.0  # that we wait for the child in all; a second attempt has as much again
    seconds_per_mb: float = 4.0  # more for each MB of the file
    max_unpacked_mb: int = 1500  # of the XML in a zipped workbook
    max_file_mb: int = 600
    chunk_rows: int = 2000
    max_notes: int = 200_000  # error cells, cells without a stored value, hidden ranges, comments told per sheet


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """What is known of a sheet before its rows come. All positions are 1-based as the spreadsheet shows them.

    `scanned` is False where the format does not tell hidden rows, errors and the like. `last_row` is for progress only.
    """

    name: str
    index: int
    hidden: bool = False
    last_row: int | None = None
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    hidden_rows: Ranges = ()  # first and last row of each run
    hidden_columns: Ranges = ()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)  # (row, column): "#N/A"; the cell comes as None
    uncached: frozenset[tuple[int, int]] = frozenset()  # formulas without a stored value; the cell comes as None
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    scanned: bool = True

    def is_hidden_row(self, row: int) -> bool:
        return any(a <= row <= b for a, b in self.hidden_rows)


@dataclass(frozen=True, slots=True)
class FileStart:
    """The first event of every file. `kind` is what the content is (xlsx, xls, xlsb, ods, csv, html, xml), not the suffix."""

    name: str
    sha256: str
    size: int
    kind: str
    encrypted: bool = False
    encoding: str = ""  # of a text file
    delimiter: str = ""
    unfit: int = 0  # places of a text file that are not valid in that encoding


@dataclass(frozen=True, slots=True)
class SheetStart:
    info: SheetInfo


@dataclass(frozen=True, slots=True)
class RowChunk:
    """Consecutive rows: `rows[i]` is row `first_row + i`. Blank cells at the end of a row are cut; a blank row is `()`."""

    first_row: int
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class SheetEnd:
    index: int
    rows: int  # that hold anything
    last_row: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Sent by the child in place of everything that did not come; the parent raises it as AuditError."""

    text: Text


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is asked. `careful` avoids the fast reader; `first_sheet` skips what was already read.

    `encoding` is how a person says that a text file is written; "" leaves it to the reader to find out.
    """

    path: str
    name: str
    passwords: tuple[str, ...]
    limits: ReadLimits
    careful: bool = False
    first_sheet: int = 0
    encoding: str = ""


#: What `open_workbook` yields: FileStart, then for each sheet SheetStart, RowChunk..., SheetEnd; a Problem at any place.
Event = FileStart | SheetStart | RowChunk | SheetEnd | Problem


class RefusedError(Exception):
    """Raised in the child where a file cannot be read; holds the sentence without the file's name."""

    def __init__(self, zh: str, en: str):
        super().__init__(en)
        self.text = Text(zh, en)
