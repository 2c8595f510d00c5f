"""The findings workbook: every finding uncut, cells that could not be read, figures, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from audit.model import Lang, Progress, Text
from reports.cells import FORMULA, safe
from reports.ledger import ledger_rows, lists
from reports.result import AuditResult
from reports.rows import figure_rows, file_rows, finding_rows, issue_rows
from reports.summary_sheet import summary_sheet
from reports.telling import Options, Telling

STAGE = Text("写出工作簿", "Writing the workbook")


def write_sheet(result: AuditResult, out: BinaryIO, lang: Lang = "zh", options: Options = Options()) -> Iterator[Progress]:
    """Write the workbook. It is for the bank's own desk: what it quotes is not masked unless `options` say so."""
    telling = Telling(result, lang, options)
    book = Workbook(write_only=True)
    writer = _Writer(book, lang)
    book.properties.creator = "Visit Audit"
    with _tidied(book):
        for n, row in enumerate(writer.sheet(*finding_rows(telling))):
            if row and n % 500 == 0:
                yield Progress(STAGE, n, len(telling.items))
        for rows in (issue_rows(telling), figure_rows(telling), file_rows(telling)):
            for _ in writer.sheet(*rows):
                pass
            yield Progress(STAGE, len(telling.items), len(telling.items))
        summary_sheet(book, telling)
        for _ in writer.sheet(*ledger_rows(telling), choices=lists(telling)):
            pass
        book.save(out)


def write_ledger(
    result: AuditResult, out: BinaryIO, lang: Lang = "zh", options: Options = Options(), agency: str | None = None, every: Sequence[str] = ()
) -> Iterator[Progress]:  # fmt: skip
    """The issue ledger by itself: of the whole audit, or of one agency with the numbers of the whole (`every` agency in order)."""
    telling = Telling(result, lang, options)
    book = Workbook(write_only=True)
    book.properties.creator = "Visit Audit"
    writer = _Writer(book, lang)
    with _tidied(book):
        for _ in writer.sheet(*ledger_rows(telling, agency, every), choices=lists(telling)):
            yield Progress(STAGE, 0, None)
        book.save(out)


@contextmanager
def _tidied(book: Workbook) -> Iterator[None]:
    """A workbook that is given up leaves no open sheet and none of openpyxl's temporary files, which hold what was written."""
    try:
        yield
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
                sheet._writer.cleanup()


class _Writer:
    """Sheets with a frozen, filtered header row and wrapped text cells."""

    def __init__(self, book: Workbook, lang: Lang):
        self._book = book
        self._lang: Lang = lang

    def sheet(
        self, name: str, head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str | int | float]],
        choices: Mapping[int, Sequence[str]] | None = None,
    ) -> Iterator[bool]:  # fmt: skip
        """Write a sheet row by row. `choices` are the drop-downs of columns, by place."""
        sheet = self._book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for n, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(n)].width = width
        cells = _Row(sheet, len(head))
        sheet.append(cells.head([safe(title, self._lang) for title in head]))
        count = 1
        for row in rows:
            sheet.append(cells.values([safe(v, self._lang) if isinstance(v, str) else v for v in row]))
            count += 1
            yield True
        for place, listed in (choices or {}).items():
            rule = DataValidation(type="list", formula1=f'"{",".join(listed)}"', allow_blank=True, showErrorMessage=True)
            rule.add(f"{get_column_letter(place + 1)}2:{get_column_letter(place + 1)}{max(2, count)}")
            sheet.data_validations.append(rule)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{count}"
        yield False


class _Row:
    """The cells of one row, filled anew for each: openpyxl writes a row at once, and making cells would take half the time."""

    def __init__(self, sheet: Any, width: int):
        self._cells = [WriteOnlyCell(sheet) for _ in range(width)]
        border, top = Border(bottom=Side(style="thin")), Alignment(wrap_text=True, vertical="top")
        middle, fill = Alignment(wrap_text=True, vertical="center"), PatternFill("solid", fgColor="E4E7EC")
        self._head = _style(sheet, border=border, alignment=middle, font=Font(bold=True), fill=fill)
        self._text = _style(sheet, alignment=top)
        self._quoted = _style(sheet, alignment=top, quotePrefix=True)

    def head(self, titles: Sequence[str]) -> list[Any]:
        return self._filled(titles, lambda _: self._head)

    def values(self, values: Sequence[str | int | float]) -> list[Any]:
        return self._filled(values, self._look)

    def _look(self, value: str | int | float) -> Any:
        return self._quoted if isinstance(value, str) and FORMULA.match(value) else self._text

    def _filled(self, values: Sequence[str | int | float], look: Callable[[str | int | float], Any]) -> list[Any]:
        for cell, value in zip(self._cells, values, strict=True):
            cell._value, cell._style = value, look(value)
            cell.data_type = "s" if isinstance(value, str) else "n"  # never a formula, whatever it begins with
        return [None if value == "" else cell for cell, value in zip(self._cells, values, strict=True)]


def _style(sheet: Any, **looks: Any) -> Any:
    cell = WriteOnlyCell(sheet)
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell._style
