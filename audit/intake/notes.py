"""What a sheet holds beside its shown values and is told: hidden parts, error cells, formulas that were never computed, comments."""

from __future__ import annotations

from collections.abc import Sequence

from audit.intake.cells import SheetInfo
from audit.intake.records import Context, Table
from audit.model import Text

HIDDEN_SHEET = Text("此工作表是隐藏的，已读入。", "This sheet is hidden; it was read.")
HIDDEN_ROW = Text("第 {first} 行是隐藏的，已读入。", "Row {first} is hidden; it was read.")
HIDDEN_ROWS = Text("第 {first} 至 {last} 行是隐藏的，已读入。", "Rows {first} to {last} are hidden; they were read.")
HIDDEN_COLUMNS = Text("有隐藏的列，已读入：{columns}。", "There are hidden columns; they were read: {columns}.")
ERROR_CELL = Text("单元格是公式错误，没有值。", "The cell is a formula's error and has no value.")
COMMENT = Text("单元格有批注，不在任何记录上，内容见右。", "The cell has a comment that belongs to no record; it is quoted here.")
NOT_COMPUTED = Text("单元格的公式没有保存计算结果，没有值。", "The cell's formula was saved without its result; there is no value.")


def tell_hidden(info: SheetInfo, context: Context) -> None:
    """Hidden sheets, rows and columns are read like all others; whoever checks should know."""
    if info.hidden:
        context.tell(info.name, None, HIDDEN_SHEET)
    last = max((s.first_row + s.rows for s in context.sheets if s.name == info.name), default=0)
    for a, until in info.hidden_rows:
        if a <= last:
            b = min(until, max(last, a))
            context.tell(info.name, a, (HIDDEN_ROW if a == b else HIDDEN_ROWS).format(first=a, last=b))
    if info.hidden_columns:
        context.tell(info.name, None, HIDDEN_COLUMNS.format(columns="、".join(_letters(a, b) for a, b in info.hidden_columns[:20])))


def tell_cells(table: Table, context: Context) -> None:
    """Error cells and formulas without a result, among the table's own cells."""
    info = table.info
    headers = {c.at: c.header for c in table.settled.columns}
    last = table.last_row

    def inside(row: int, column: int) -> bool:
        return table.header.bottom < row <= last and column - 1 in headers

    for (row, column), text in info.errors.items():
        if inside(row, column):
            context.tell(info.name, row, ERROR_CELL, text, headers[column - 1])
    for row, column in sorted(info.uncached):
        if inside(row, column):
            context.tell(info.name, row, NOT_COMPUTED, "", headers[column - 1])


def tell_comments(tables: Sequence[Table], info: SheetInfo, context: Context) -> None:
    """Comments on titles, headers and rows that are no records; those on records went to them."""
    placed = set().union(*(t.marks.placed for t in tables))
    for (row, column), text in sorted(info.comments.items()):
        if text and (row, column) not in placed:
            context.tell(info.name, row, COMMENT, text, _letter(column))


def _letters(first: int, last: int) -> str:
    return _letter(first) if first == last else f"{_letter(first)}-{_letter(last)}"


def _letter(column: int) -> str:
    """The letter under which a spreadsheet shows a column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
