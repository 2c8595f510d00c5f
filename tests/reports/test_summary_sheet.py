"""The workbook's summary: cross tables with the figures of the report, a chart beside each, nothing that looks like a formula."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl

from reports.result import AuditResult
from reports.sheet import write_sheet
from tests.reports.make_report import AGENCIES, result, visit


def data(audit: AuditResult) -> BytesIO:
    out = BytesIO()
    for _ in write_sheet(audit, out):
        pass
    return out


def rows(audit: AuditResult) -> list[list[Any]]:
    return [[c.value for c in row] for row in openpyxl.load_workbook(data(audit))["汇总"].iter_rows()]


def test_each_table_has_its_chart() -> None:
    with ZipFile(data(result())) as book:
        charts = [n for n in book.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == 4


def test_agencies_by_grade_agree_with_the_report() -> None:
    found = rows(result())
    assert found[1][:9] == ["机构", "重大", "严重", "一般", "提示", "待核实", "检查记录数", "违规记录数", "违规率"]
    by_agency = {r[0]: r for r in found[2:5]}
    assert set(by_agency) == set(AGENCIES)
    assert sum(sum(r[1:5]) for r in by_agency.values()) == 29
    assert all(r[8] == r[7] / r[6] == 0.75 for r in by_agency.values())


def test_an_odd_agency_is_text_in_the_summary() -> None:
    book = openpyxl.load_workbook(data(result([visit(0, agency="=1+1")], log_findings=(), decisions={})))
    cell = book["汇总"]["A3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_nothing_found_is_a_workbook_too() -> None:
    assert rows(result([], audited=[], log_findings=(), decisions={}))[0][0].startswith("机构 × 级别")
