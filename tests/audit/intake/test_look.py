"""What a person sees of a file before it is imported is what the import will read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from audit.intake.look import Look, look
from audit.intake.templates import template_from
from audit.model import FileKind, Visit
from tests.steps import drained

HEADER = ("案件编号", "借款人", "外访日期", "开始时间", "外访人员", "外访地址", "外访经过")
ROW = (
    "AJ001",
    "常秋实",
    "2026-09-01",
    "09:30",
    "周启航、林知夏",
    "干将东路188号3幢502室",
    "两人到场，敲门无人应答，留下联系卡后离开。",
)


def saved(folder: Path, **sheets: list[tuple[str, ...]]) -> Path:
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    path = folder / "日志.xlsx"
    book.save(path)
    return path


def seen(path: Path, **asked: Any) -> Look:
    return drained(look(path, **asked))


def test_the_grid_the_header_and_the_columns_are_shown(tmp_path: Path) -> None:
    found = seen(saved(tmp_path, 九月=[("瑞达公司外访日志",), HEADER, *[ROW] * 4], 说明=[("填写说明",)]))
    sheet, other = found.sheets
    assert sheet.grid[0] == ("瑞达公司外访日志",)
    assert sheet.grid[1] == HEADER
    (table,) = sheet.tables
    assert (table.kind, table.header_row, table.rows) == (FileKind.VISITS, 2, 4)
    assert [c.field for c in table.columns][:3] == ["case_id", "borrower_name", "visit_date"]
    assert table.columns[0].samples == ("AJ001",)
    assert table.columns[0].sure == "high"
    assert not other.tables
    assert found.records == 4
    assert isinstance(found.first[0], Visit)


def test_a_column_nobody_can_know_is_not_sure_and_kept(tmp_path: Path) -> None:
    found = seen(saved(tmp_path, 九月=[(*HEADER, "组别"), *[(*ROW, "三组")] * 4]))
    last = found.sheets[0].tables[0].columns[-1]
    assert (last.header, last.field, last.sure) == ("组别", None, "low")


def test_the_header_may_be_pointed_at(tmp_path: Path) -> None:
    path = saved(tmp_path, 九月=[HEADER, ROW, ROW, HEADER, *[ROW] * 3])
    assert seen(path).records == 5
    assert seen(path, header_rows={"九月": 4}).records == 3


def test_a_template_settles_the_columns_and_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, 九月=[(*HEADER, "组别"), *[(*ROW, "干将东路1号")] * 4])
    report = seen(path).report
    columns = {**report.sheets[0].columns, "组别": "home_address"}
    template = template_from("瑞达 2026", FileKind.VISITS, type(report.sheets[0])("九月", 1, 2, 4, columns))
    table = seen(path, templates=[template]).sheets[0].tables[0]
    assert table.template == "瑞达 2026"
    assert table.columns[-1].field == "home_address"
    assert {c.sure for c in table.columns} == {"template"}


def test_a_sheet_may_be_passed_over(tmp_path: Path) -> None:
    path = saved(tmp_path, 九月=[HEADER, ROW, ROW, ROW], 旧表=[HEADER, ROW])
    assert seen(path).records == 4
    assert seen(path, skip=["旧表"]).records == 3


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert seen(path).report.failed
