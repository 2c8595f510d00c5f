"""Whole files, from disk to nouns."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from audit.intake import read_file
from audit.model import FileKind, FileReport, Progress
from tests.audit.intake.grids import HEADER, ROWS


def outcome(path: Path, **options: Any) -> tuple[list[Any], FileReport, list[Progress]]:
    records: list[Any] = []
    steps: list[Progress] = []
    reading = read_file(path, **options)
    while True:
        try:
            event = next(reading)
        except StopIteration as end:
            return records, end.value, steps
        if isinstance(event, Progress):
            steps.append(event)
        else:
            records += event.records


def saved(path: Path, grid: list[list[object]], **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "8月"
    for row in grid:
        book.active.append(row)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_with_merges_real_days_and_hidden_rows(tmp_path: Path) -> None:
    path = tmp_path / "外访.xlsx"
    rows = [[*r[:2], datetime(2026, 8, 3), time(9, 30), time(10, 10), *r[5:]] for r in ROWS]
    rows[1][2] = None
    saved(path, [["外访记录"], HEADER, *rows])
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.merge_cells("A1:K1")
    sheet.merge_cells("C3:C4")
    sheet.row_dimensions[5].hidden = True
    book.save(path)
    visits, report, steps = outcome(path)
    assert [v.visit_date for v in visits] == [date(2026, 8, 3)] * 4
    assert [v.source.row for v in visits] == [3, 4, 5, 6]
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (report.name, report.kind, report.failed) == ("外访.xlsx", FileKind.VISITS, None)
    assert [p.row for p in report.problems if "隐藏" in p.problem.zh] == [5]
    assert steps


def test_a_text_file_in_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes("\r\n".join(",".join(row) for row in [HEADER, *ROWS]).encode("gb18030"))
    visits, report, _ = outcome(path, agency="华信")
    assert [(v.case_id, v.agency) for v in visits] == [(r[0], "华信") for r in ROWS]
    assert report.sheets[0].missing == ()


def test_a_log_and_a_register_in_one_workbook(tmp_path: Path) -> None:
    register = [
        ["姓名", "工号", "所属机构", "培训日期"],
        ["张三丰", "A1", "华信", "2026-01-01"],
        ["李思远", "A2", "华信", "2026-01-01"],
    ]
    path = saved(tmp_path / "b.xlsx", [HEADER, *ROWS], 名册=register)
    records, report, _ = outcome(path)
    assert [type(r).__name__ for r in records] == ["Visit"] * 4 + ["StaffMember"] * 2
    assert report.kind is FileKind.VISITS


def test_a_preview_ends_early(tmp_path: Path) -> None:
    path = saved(tmp_path / "b.xlsx", [HEADER, *ROWS * 500])
    visits, report, _ = outcome(path, limit=20)
    assert len(visits) == 20
    assert report.failed is None


def test_what_holds_no_log_fails_with_a_sentence(tmp_path: Path) -> None:
    path = saved(tmp_path / "b.xlsx", [["随便", "什么"], [1, 2]])
    records, report, _ = outcome(path)
    assert not records
    assert report.failed is not None
    assert "b.xlsx" in report.failed.zh


def test_what_is_no_spreadsheet_fails_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(b"PK\x03\x04 not really")
    records, report, _ = outcome(path)
    assert not records
    assert report.failed is not None


def test_a_file_that_is_not_there_fails_with_a_sentence(tmp_path: Path) -> None:
    assert outcome(tmp_path / "none.xlsx")[1].failed is not None


def test_closing_midway_ends_the_reading(tmp_path: Path) -> None:
    reading = read_file(saved(tmp_path / "b.xlsx", [HEADER, *ROWS * 2000]))
    next(reading)
    reading.close()


CASES = [["委案编号", "姓名", "家庭地址", "单位地址", "担保人姓名", "委案日期", "最新催记"],
         ["A-1", "任建国", "甲路1号", "乙路2号", "钱国栋", "2026-06-01", "电话无人接听，短信已发，号码可能为空号，请外访核实地址是否有效并反馈情况。"]]  # fmt: skip
STAFF = [["姓名", "工号", "所属机构", "培训日期", "状态"], ["任建国", "H001", "恒通", "2026-03-01", "在职"]]


@pytest.mark.parametrize(
    ("grid", "asked", "zh", "option"),
    [
        (CASES, FileKind.VISITS, "看起来是案件台账，不是外访日志", "--cases"),
        (STAFF, FileKind.VISITS, "看起来是外访人员名册，不是外访日志", "--staff"),
        ([HEADER, *ROWS], FileKind.CASES, "看起来是外访日志，不是案件台账", "LOG"),
        ([HEADER, *ROWS], FileKind.STAFF, "看起来是外访日志，不是外访人员名册", "LOG"),
    ],
)
def test_a_table_of_another_kind_is_named(tmp_path: Path, grid: list[list[object]], asked: FileKind, zh: str, option: str) -> None:
    records, report, _ = outcome(saved(tmp_path / "a.xlsx", grid), kind=asked)
    assert records == []
    assert report.failed is not None
    assert zh in report.failed.zh
    assert option in report.failed.en


def test_the_agency_of_a_title_is_that_of_the_file_and_known_by_its_name_elsewhere(tmp_path: Path) -> None:
    grid = [["瑞达信用管理有限公司 2026年8月外访日志"], HEADER, *ROWS]
    path = saved(tmp_path / "log.xlsx", grid, 第二周=[HEADER, *ROWS])
    visits, _, _ = outcome(path, agency="其他公司", agencies=("恒远资产", "瑞达信用管理"))
    assert [v.agency for v in visits] == ["瑞达信用管理"] * 4 + ["其他公司"] * 4
    assert visits[0].as_typed("agency") == "瑞达信用管理有限公司"
    assert {v.agency for v in outcome(path)[0]} == {"瑞达信用管理有限公司"}


def test_a_files_name_names_only_a_known_agency(tmp_path: Path) -> None:
    path = saved(tmp_path / "明达商务_外访台账.xlsx", [HEADER, *ROWS])
    assert {v.agency for v in outcome(path)[0]} == {""}
    assert {v.agency for v in outcome(path, agencies=("明达商务",))[0]} == {"明达商务"}


def test_comments_go_to_their_records_and_the_others_are_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [HEADER, *ROWS, ["合计", 4]])
    book = openpyxl.load_workbook(path)
    for place, text in (("J2", "录像中断两次"), ("M3", "栏外的批注"), ("A1", "标题的批注"), ("B6", "合计的批注")):
        book.active[place].comment = Comment(text, "复核")
    book.save(path)
    visits, report, _ = outcome(path)
    assert [dict(v.extra) for v in visits] == [{"外访经过（批注）": "录像中断两次"}, {"（第13列）（批注）": "栏外的批注"}, {}, {}]
    assert [(p.row, p.column, p.value) for p in report.problems if "批注" in p.problem.zh] == [
        (1, "A", "标题的批注"),
        (6, "B", "合计的批注"),
    ]
