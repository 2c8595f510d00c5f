"""The findings workbook read back."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from audit.auditor import Audited
from audit.model import Problem, Text
from reports.result import AuditResult
from reports.sheet import write_sheet
from reports.telling import Options
from tests.reports.make_report import FILES, finding, result, visit


def written(audit: AuditResult, **options: Any) -> Any:
    out = BytesIO()
    for _ in write_sheet(audit, out, options=Options(**({"mask": False} | options))):
        pass
    return openpyxl.load_workbook(out)


def column(book: Any, title: str) -> list[Any]:
    sheet = book.worksheets[0]
    n = [c.value for c in sheet[1]].index(title)
    return [row[n] for row in sheet.iter_rows(min_row=2)]


def one(account: str, quote: str | None = None) -> AuditResult:
    v = visit(3, account=account)
    evidence = v.cell("account") if quote is None else v.quote("account", account.index(quote), account.index(quote) + len(quote))
    return result(audited=[Audited(v, (finding(v, "late_record", evidence),))], log_findings=(), decisions={})


def test_one_row_a_finding_with_filter_and_frozen_head() -> None:
    book = written(result())
    sheet = book.worksheets[0]
    assert book.sheetnames == ["检查结果", "未读单元格", "统计", "文件", "汇总", "问题台账"]
    assert sheet.max_row == 1 + 37
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:Z38"
    row = {c.value: sheet.cell(2, n).value for n, c in enumerate(sheet[1], 1)}
    assert (row["案件编号"], row["规则代码"], row["行号"], row["复核结论"]) == ("XD2026000004", "lone_visitor", 7, "确认")
    assert row["引文"].split("\n")[0] == "外访情况：“独自前往”"


@pytest.mark.parametrize("start", ["=1+1", "+86", "-1", "@SUM(A1)", " \t=1", "\r=1", "＝1", "＋1", "－1", "＠x"])
def test_what_looks_like_a_formula_stays_text(start: str) -> None:
    v = visit(3, borrower_name=start, visit_address=start)
    audit = result(audited=[Audited(v, (finding(v, "late_record", v.cell("remark")),))], log_findings=(), decisions={})
    cell = column(written(audit), "借款人")[0]
    assert cell.data_type != "f"
    assert str(cell.value).strip() == start.strip()
    assert cell.quotePrefix


def test_odd_characters_and_long_numbers() -> None:
    v = visit(3, case_id="330199199001011237", borrower_name="a\x00b\ud800c")
    book = written(result(audited=[Audited(v, (finding(v, "late_record", v.cell("remark")),))], log_findings=(), decisions={}))
    assert column(book, "案件编号")[0].value == "330199199001011237"
    assert column(book, "案件编号")[0].data_type == "s"
    assert column(book, "借款人")[0].value == "a〔U+0000〕b〔U+D800〕c"


def test_odd_agencies_in_the_head_of_the_figures() -> None:
    v = visit(3, agency="=\x00\ud800")
    book = written(result(audited=[Audited(v, (finding(v, "late_record", v.cell("remark")),))], log_findings=(), decisions={}))
    assert book["统计"].cell(1, 6).value == "=〔U+0000〕〔U+D800〕"
    assert book["统计"].cell(1, 6).data_type == "s"


def test_a_cut_cell_says_so() -> None:
    value = column(written(one("长" * 40_000)), "引文")[0].value
    assert len(value) <= 32_767
    assert "单元格容量所限" in value


def test_characters_beyond_the_bmp_count_twice() -> None:
    value = column(written(one("𠮷" * 20_000)), "引文")[0].value
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert "后略" in value


def test_figures_by_rule_and_agency() -> None:
    rows = [[c.value for c in row] for row in written(result())["统计"].iter_rows()]
    assert rows[0][5:] == ["恒远信用服务有限公司", "明达咨询有限公司", "瑞达资产管理有限公司"]
    assert rows[1] == ["检查记录数", None, 24, None, None, 8, 8, 8]
    lone = next(r for r in rows if r[0] == "单人外访")
    assert lone[2:] == [5, 0, 1, 2, 2, 1]


def test_masked_on_demand() -> None:
    assert column(written(result(), mask=True), "借款人")[0].value == "张**"


def test_english_rows_have_english_signs() -> None:
    out = BytesIO()
    for _ in write_sheet(result(), out, "en", Options(mask=False)):
        pass
    quoted = [cell.value for cell in column(openpyxl.load_workbook(out), "Evidence")]
    assert any(": “" in (text or "") for text in quoted)
    assert not any("：“" in (text or "") for text in quoted)


def test_a_masked_workbook_hides_what_could_not_be_read_too() -> None:
    audit = result()
    hidden = Problem(FILES[0], "9月", 9, "外访人员", Text("无法识别", "unreadable"), "张建国 13800001234")
    files = tuple(replace(f, problems=(hidden,)) if f.name == FILES[0] else f for f in audit.files)
    book = written(replace(audit, files=files), mask=True)
    text = "".join(str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row)
    assert "13800001234" not in text
    assert "张建国" not in text
