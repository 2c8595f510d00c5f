"""Whole files of twenty-one agencies, from disk: every field of every visit is read as it was meant, and what is beside them is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.model import FIELDS, FileKind, Visit
from tests.audit.intake.agency_files import LOGS, Log, formulas_with_results, groups_merged_in_two_rows, sheet_a_week
from tests.audit.intake.test_read_file import outcome

_DEFAULTS = {name: Visit.__dataclass_fields__[name].default for name in FIELDS}


def read(log: Log) -> tuple[list[Any], Any]:
    records, report, _ = outcome(log.path, passwords=log.passwords)
    assert report.failed is None
    assert report.kind is FileKind.VISITS
    return records, report


@pytest.mark.parametrize("make", LOGS, ids=lambda make: make.__name__)
def test_every_field_is_read_as_meant(make: Callable[[Path], Log], tmp_path: Path) -> None:
    log = make(tmp_path)
    visits, _ = read(log)
    by_key = {v.case_id or v.borrower_name: v for v in visits}
    assert len(visits) == len(by_key) == len(log.meant)
    for meant in log.meant:
        visit = by_key[meant.get("case_id") or meant["borrower_name"]]
        assert {name: getattr(visit, name) for name in FIELDS} == _DEFAULTS | meant
    for visit, extra in zip(visits, log.extra, strict=False):
        assert extra.items() <= visit.extra.items()


def test_a_hidden_row_and_totals_are_told(tmp_path: Path) -> None:
    _, report = read(groups_merged_in_two_rows(tmp_path))
    told = {p.row: p.problem.zh for p in report.problems}
    assert set(told) == {7, 11, 12}
    assert told[7] == "第 7 行是隐藏的，已读入。"
    assert "合计" in told[11]


def test_an_error_cell_stays_visible(tmp_path: Path) -> None:
    visits, report = read(formulas_with_results(tmp_path))
    third = next(v for v in visits if v.as_typed("remark"))
    assert (third.remark, third.typed["remark"], third.source.row) == ("", "#REF!", 4)
    assert {(p.row, p.column) for p in report.problems} == {(4, "备注"), *((row, "查找结果") for row in range(2, 7))}


def test_a_hidden_sheet_is_told_and_an_empty_one_lacks_nothing(tmp_path: Path) -> None:
    _, report = read(sheet_a_week(tmp_path))
    assert [(p.sheet, p.problem.en) for p in report.problems if p.row is None] == [
        ("9.17-9.21", "This sheet is hidden; it was read.")
    ]
    assert [s.rows for s in report.sheets] == [4, 1, 1, 0]
    assert not any(s.missing for s in report.sheets)
