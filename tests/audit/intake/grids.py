"""Grids of cells read without any file: what the tests of tables, columns and rows share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit.intake.cells import SheetInfo
from audit.intake.reader import read_sheet
from audit.intake.records import Context
from audit.intake.tables import Numbered
from audit.model import FileKind

HEADER = ["案件编号", "借款人", "外访日期", "开始时间", "结束时间", "外访人员", "外访地址", "见面人", "关系", "外访经过", "结果"]
ROWS = [
    ["HX-01", "周小满", "2026-08-03", "09:30", "10:10", "张三丰、李思远", "苏州市姑苏区平江路88号3幢402室", "周小满", "本人", "两人到场后先出示工作证和委托书，客户本人在家，称近期失业，同意月底前先还一部分。", "跟进"],
    ["HX-02", "吴国栋", "2026-08-03", "14:00", "14:15", "张三丰、李思远", "苏州市吴中区东吴北路12号", "无人", "", "敲门无人应答，等候十分钟后离开，未留任何纸质材料，拍门牌照一张后两人一同返回公司。", "未遇"],
    ["HX-03", "郑大海", "2026-08-04", "10:05", "10:25", "王建、赵小兰", "无锡市梁溪区人民中路200号", "郑父", "父亲", "客户父亲开门，称儿子在外地打工，我方表明身份并出示工牌，未告知欠款情况，请其转告。", "转告"],
    ["HX-04", "冯丽娟", "2026-08-04", "15:20", "15:40", "王建、赵小兰", "常州市天宁区和平北路33号", "前台", "同事", "公司前台称客户已离职两个月，我方仅询问客户是否在岗，未说明来意即离开，未留下材料。", "离职"],
]  # fmt: skip


def without(*columns: str) -> list[list[Any]]:
    """The header and the rows without some columns."""
    keep = [j for j, name in enumerate(HEADER) if name not in columns]
    return [[row[j] for j in keep] for row in [HEADER, *ROWS]]


def changed(column: str, *values: Any) -> list[list[Any]]:
    """The header and the rows with other cells in one column."""
    j = HEADER.index(column)
    return [HEADER, *([*row[:j], value, *row[j + 1 :]] for row, value in zip(ROWS, values, strict=False))]


def numbered(grid: Sequence[Sequence[Any]]) -> Iterator[Numbered]:
    for number, row in enumerate(grid, 1):
        cells = [None if c == "" else c for c in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield Numbered(number, tuple(cells))


def read(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    file: str = "log.xlsx",
    kind: FileKind | None = None,
    merged: Mapping[str, Any] | None = None,
    **info: Any,
) -> tuple[list[Any], Context]:
    """All records of the sheets, and what was told."""
    options = {k: info.pop(k) for k in ("templates", "agency", "limit") if k in info}
    context = Context(file, kind, **options)
    records: list[Any] = []
    for index, (name, grid) in enumerate(sheets.items()):
        about = SheetInfo(name, index, merged=(merged or {}).get(name, ()), **info)
        for batch in read_sheet(numbered(grid), about, context):
            records += batch.records
    return records + list(context.cases.values()), context


def told(context: Context) -> list[tuple[str, int | None, str]]:
    return [(p.sheet, p.row, p.problem.zh) for p in context.problems]
