"""Reads the tables of a web page, which many systems export under the name of .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import IO, Any

from audit.intake.cells import Cell, FileStart, RefusedError, Request
from audit.intake.grid import LAST_COLUMN, Grid
from audit.intake.textfile import encoding_of

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_GB = ("gb2312", "gbk", "gb18030", "x-gbk")


def read_html(request: Request, file: IO[bytes], start: FileStart) -> Iterator[Any]:
    """All events of a web page: every outermost table is a sheet. Cells are text."""
    encoding, _ = encoding_of(file)
    file.seek(0)
    m = _CHARSET.search(file.read(4096))
    if m and m[1].decode().lower() in _GB and encoding != "utf-8":
        encoding = "gb18030"
    file.seek(0)
    tables = Tables()
    while block := file.read(1 << 20):
        tables.raw += block
        if len(tables.raw) > 200e6:
            raise RefusedError("网页文件过大，请另存为 .xlsx。", "the web page is too large; please save it as .xlsx.")
    tables.feed(bytes(tables.raw).decode(encoding, "replace"))
    tables.close()
    tables.finish()
    grids = [g for g in tables.grids if g.rows]
    if not grids:
        raise RefusedError("这是网页文件，其中没有表格。", "this is a web page without a table.")
    yield replace(start, encoding=encoding)
    for index, grid in enumerate(grids):
        grid.name = grid.name or f"表{index + 1}"
        yield from grid.events(request, index)


class Tables(HTMLParser):
    """Outermost tables as grids. A table inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.raw = bytearray()
        self.grids: list[Grid] = []
        self.depth = self.row = 0
        self.cells: dict[int, Cell] = {}
        self.taken: dict[int, int] = {}  # column: last row that a cell from above reaches into
        self.text: list[str] | None = None
        self.column = self.right = self.down = 1
        self.hidden = False
        self.muted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.grids.append(Grid(""))
                self.row, self.taken = 0, {}
        elif tag in ("script", "style"):
            self.muted += 1
        elif self.depth == 1 and tag == "tr":
            self._close_row()
            self.row += 1
            self.hidden = "display:none" in (dict(attrs).get("style") or "").replace(" ", "").lower()
            self.column = 0
        elif self.depth == 1 and tag in ("td", "th") and self.row:
            self._close_cell()
            self._open_cell(dict(attrs))
        elif tag in ("br", "p", "div") and self.text:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.depth:
            if self.depth == 1:
                self._close_row()
            self.depth -= 1
        elif tag in ("script", "style"):
            self.muted = max(0, self.muted - 1)
        elif self.depth == 1 and tag in ("td", "th"):
            self._close_cell()
        elif self.depth == 1 and tag == "tr":
            self._close_row()

    def handle_data(self, data: str) -> None:
        if self.text is not None and not self.muted:
            self.text.append(data)

    def finish(self) -> None:
        if self.depth:
            self._close_row()

    def _open_cell(self, given: dict[str, str | None]) -> None:
        self.column += 1
        while self.taken.get(self.column, 0) >= self.row:
            self.column += 1
        self.right, self.down = _span(given.get("colspan")), _span(given.get("rowspan"))
        self.text = []

    def _close_cell(self) -> None:
        if self.text is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.text).replace("\xa0", " ").split("\n"))
        self.text = None
        if self.column > LAST_COLUMN:
            return
        self.cells[self.column] = "\n".join(line for line in lines if line) or None
        last = min(self.column + self.right - 1, LAST_COLUMN)
        if self.down > 1:
            for column in range(self.column, last + 1):
                self.taken[column] = self.row + self.down - 1
        if self.down > 1 or self.right > 1:
            self.grids[-1].merged.append((self.row, self.column, self.row + self.down - 1, last))
        self.column = last

    def _close_row(self) -> None:
        self._close_cell()
        if self.cells:
            self.grids[-1].add(self.row, [self.cells.get(c) for c in range(1, max(self.cells) + 1)])
            if self.hidden:
                self.grids[-1].hidden_rows.append((self.row, self.row))
        self.cells = {}


def _span(given: str | None) -> int:
    return min(max(1, int(given)), 65_536) if given and given.isdigit() and len(given) < 7 else 1
