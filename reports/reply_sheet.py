"""The reply sheet (整改反馈表) of one agency: what it is asked, with drop-downs for the answers, and a hidden key to know it by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any, BinaryIO, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from audit.model import Lang, Progress, Text
from reports.cells import FORMULA, safe
from reports.editions import agencies, only, plan
from reports.issues import paper_number
from reports.reply import AGREED, ASKED, BANKS, CLOSED, FIRST_ROW, FORMAT, KEY_SHEET, PROGRESS, TOLD, Key, row_key, rows
from reports.result import AuditResult
from reports.telling import Telling

STAGE = Text("写出反馈表", "Writing the reply sheet")
_THIN = Border(*(Side(style="thin", color="999999"),) * 4)
_TOP = Alignment(wrap_text=True, vertical="top")


def write_reply_sheet(
    result: AuditResult, agency: str, out: BinaryIO, lang: Lang = "zh", every: Sequence[str] = ()
) -> Iterator[Progress]:  # fmt: skip
    """Only the cells that the agency fills in can be changed; the bank's stand beside them, locked without a password. `every` as
    for a notice."""
    every = tuple(every) or agencies(result)
    t = Telling(only(result, agency), lang, plan("agency").options)
    paper = paper_number(t, every.index(agency) + 1)
    book = Workbook()
    book.properties.creator = "Visit Audit"
    sheet = book.active
    sheet.title = t.say("整改反馈表", "Reply sheet")
    _top(sheet, t, agency, paper)
    looks, count = _looks(sheet), 0
    for told, fingerprint in rows(t, every):
        _row(sheet, FIRST_ROW + count, [safe(text, lang) for text in told], fingerprint, looks)
        count += 1
        if count % 500 == 0:
            yield Progress(STAGE, count, len(t.items))
    _choices(sheet, t, max(FIRST_ROW, FIRST_ROW + count - 1))
    _key(book, Key(FORMAT, agency, paper, str(count)))
    book.save(out)
    yield Progress(STAGE, count, count)


def _top(sheet: Any, t: Telling, agency: str, paper: str) -> None:
    """Title, instructions and the header; the key's column is hidden."""
    columns = (*TOLD, *ASKED, *BANKS)
    last = len(columns)
    start, end = t.period
    sheet["A1"] = safe(t.say(f"整改反馈表　{t.agency(agency)}　{paper}", f"Reply sheet  {t.agency(agency)}  {paper}"), t.lang)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = t.say(
        f"检查期间：{t.day(start)}至{t.day(end)}。请填写浅色各列；“是否认可”“完成情况”从下拉列表选择，不认可的须写明原因。请勿增删、改动灰色各列，以本文件原样交回。",
        f"Period: {t.day(start)} to {t.day(end)}. Please fill in the light columns; choose “Agreed?” and “State” from their lists, and give the cause "
        "where you do not agree. Leave the grey columns as they are, add and delete no rows, and return this very file.")  # fmt: skip
    sheet["A2"].alignment = _TOP
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 24, 34
    groups = ((len(TOLD), t.say("检查结果（银行填写）", "Findings (bank)")), (len(ASKED), t.say("机构反馈（机构填写）", "Reply (agency)")),
              (len(BANKS), t.say("验收（银行填写）", "Acceptance (bank)")))  # fmt: skip
    column = 1
    for width, title in groups:
        _head(sheet.cell(FIRST_ROW - 2, column), title)
        sheet.merge_cells(start_row=FIRST_ROW - 2, start_column=column, end_row=FIRST_ROW - 2, end_column=column + width - 1)
        column += width
    for n, (zh, en, width) in enumerate(columns, 1):
        _head(sheet.cell(FIRST_ROW - 1, n), t.say(zh, en))
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.column_dimensions[get_column_letter(last + 1)].hidden = True
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 3)
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(sheet.protection, allowed, False)
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 8, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{FIRST_ROW - 2}:{FIRST_ROW - 1}"


def _head(cell: Any, title: str) -> None:
    cell.value, cell.font, cell.border = title, Font(bold=True), _THIN
    cell.fill = PatternFill("solid", fgColor="D9D9D9")
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


class _Looks(NamedTuple):
    """The looks of cells, made once: openpyxl takes most of its time to look for each cell's style among those it has."""

    told: Any
    quoted: Any
    own: Any


def _looks(sheet: Any) -> _Looks:
    cell = sheet.cell(FIRST_ROW - 3, 1)
    plain = copy(cell._style)
    cell.border, cell.alignment = _THIN, _TOP
    cell.fill, cell.protection = PatternFill("solid", fgColor="F2F2F2"), Protection(locked=True)
    told = copy(cell._style)
    cell.quotePrefix = True
    quoted = copy(cell._style)
    cell.quotePrefix, cell.number_format = False, "@"  # what is typed stays what it is: no date, no formula
    cell.fill, cell.protection = PatternFill("solid", fgColor="FFFFF2"), Protection(locked=False)
    own = copy(cell._style)
    cell._style = plain
    return _Looks(told, quoted, own)


def _row(sheet: Any, row: int, told: list[str], fingerprint: str, looks: _Looks) -> None:
    for n in range(1, len(TOLD) + len(ASKED) + len(BANKS) + 1):
        cell = sheet.cell(row, n)
        if n <= len(TOLD):
            cell._value, cell.data_type = told[n - 1], "s"  # text, whatever it begins with
            cell._style = looks.quoted if FORMULA.match(told[n - 1]) else looks.told
        else:
            cell._style = looks.own if n <= len(TOLD) + len(ASKED) else looks.told
    _text(sheet.cell(row, len(TOLD) + len(ASKED) + len(BANKS) + 1), row_key(told, fingerprint))


def _text(cell: Any, text: str) -> None:
    """Text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"
    if FORMULA.match(text):
        cell.quotePrefix = True


def _choices(sheet: Any, t: Telling, last: int) -> None:
    first = len(TOLD) + 1
    for column, choices in ((first, AGREED), (first + 5, PROGRESS), (first + len(ASKED) + 3, CLOSED)):
        listed = ",".join(t.text(choice) for choice in choices)
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = t.say("请从列表选择", "Choose from the list"), listed
        rule.add(f"{get_column_letter(column)}{FIRST_ROW}:{get_column_letter(column)}{last}")
        sheet.add_data_validation(rule)


def _key(book: Workbook, key: Key) -> None:
    sheet = book.create_sheet(KEY_SHEET)
    sheet.sheet_state = "veryHidden"
    for n, (name, value) in enumerate(zip(Key._fields, key, strict=True), 1):
        sheet.cell(n, 1).value = name
        _text(sheet.cell(n, 2), safe(value, "zh"))
