"""Whole files, from disk to nouns."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

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
