"""The list of what could not be read in a log, as a workbook for the agency that sent it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from audit.model import AuditError, Lang, Problem, Text

HEAD = (
    (Text("文件", "File"), 28), (Text("工作表", "Sheet"), 14), (Text("行号", "Row"), 8), (Text("列", "Column"), 18),
    (Text("原内容", "As typed"), 30), (Text("问题", "Problem"), 60), (Text("机构更正", "Agency's correction"), 30),
)  # fmt: skip
_NAME = Text("数据问题", "Problems")
_HELD = Text(
    "“{name}”正被其他程序占用，没有写入。请关闭后重试，或换一个名称。",
    "“{name}” is held by another program and was not written. Close it and try again, or choose another name.",
)


def write_problem_list(problems: Sequence[Problem], path: Path, lang: Lang = "zh") -> Path:
    """A row for each problem with an empty cell beside it for the agency's answer. Text is never taken for a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NAME.in_(lang))
    sheet.freeze_panes = "A2"
    for n, (_, width) in enumerate(HEAD, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.append([_cell(sheet, title.in_(lang), bold=True) for title, _ in HEAD])
    for p in problems:
        row = "" if p.row is None else str(p.row)
        sheet.append([_cell(sheet, text) for text in (p.file, p.sheet, row, p.column, p.value, p.problem.in_(lang), "")])
    made = BytesIO()
    book.save(made)
    try:
        path.write_bytes(made.getvalue())
    except PermissionError as error:
        raise AuditError(_HELD.format(name=path.name)) from error
    return path


def _cell(sheet: object, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, "".join(c for c in text[:32_000] if c.isprintable() or c == "\n"))
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
