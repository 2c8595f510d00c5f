"""Reply sheets there and back: what is filled in is matched with its finding, and what is wrong or another's is told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from audit.auditor import Audited
from audit.model import AuditError, Lang
from reports.console import reply_lines
from reports.content import tell
from reports.deliver import with_replies
from reports.editions import only
from reports.reply import FIRST_ROW
from reports.reply_read import read_reply
from reports.reply_sheet import write_reply_sheet
from reports.result import AuditResult
from tests.reports.make_report import AGENCIES, finding, result, visit
from tests.reports.test_content import section, text_of

RUIDA, HENGYUAN, _ = AGENCIES
Change = Callable[[Any, Any], None]


def sent(audit: AuditResult | None = None, agency: str = RUIDA, lang: Lang = "zh") -> Any:
    """The sheet of an audit, or of the usual one."""
    return openpyxl.load_workbook(BytesIO(_usual(agency, lang) if audit is None else _written(audit, agency, lang)))


@cache
def _usual(agency: str, lang: Lang) -> bytes:
    return _written(result(), agency, lang)


def _written(audit: AuditResult, agency: str, lang: Lang) -> bytes:
    out = BytesIO()
    for _ in write_reply_sheet(audit, agency, out, lang):
        pass
    return out.getvalue()


def filled(
    path: Path, change: Change | None = None, audit: AuditResult | None = None, agency: str = RUIDA, lang: Lang = "zh"
) -> Path:
    book = sent(audit, agency, lang)
    if change:
        change(book, book.worksheets[0])
    target = path / "反馈.xlsx"
    book.save(target)
    return target


def test_a_sheet_has_lists_and_only_the_agencys_cells_can_be_changed() -> None:
    book = sent()
    sheet = book.worksheets[0]
    assert sheet.max_row == FIRST_ROW - 1 + 9 + 2  # nine problems and two matters to be settled
    lists = sorted(v.formula1 for v in sheet.data_validations.dataValidation)
    assert '"认可,部分认可,不认可"' in lists
    assert '"已完成,整改中,未开始"' in lists
    assert sheet.protection.sheet
    assert sheet["A5"].protection.locked
    assert not sheet["K5"].protection.locked
    assert book["_key"].sheet_state == "veryHidden"
    assert sheet.column_dimensions["W"].hidden


def test_answers_come_back_to_their_findings(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet["K5"], sheet["L5"], sheet["N5"], sheet["O5"], sheet["P5"] = (
            "认可",
            "排班疏漏",
            "王经理",
            datetime(2026, 10, 30),
            "已完成",
        )
        sheet["K6"], sheet["L6"] = "不认可", "录像可证两人同行"

    answers = read_reply(filled(tmp_path, fill), result())
    assert (answers.agency, answers.asked, answers.blank, answers.problems) == (RUIDA, 11, 9, ())
    by_answer = {reply.agreed: reply for reply in answers.replies.values()}
    assert (by_answer["认可"].owner, by_answer["认可"].due, by_answer["认可"].state) == ("王经理", "2026-10-30", "已完成")
    own = {f.fingerprint for one in only(result(), RUIDA).audited for f in one.findings}
    assert set(answers.replies) <= own


def test_sorted_rows_are_still_known(tmp_path: Path) -> None:
    def turn(_: Any, sheet: Any) -> None:
        sheet["K5"] = "认可"
        for column in range(1, 24):
            a, b = sheet.cell(5, column), sheet.cell(9, column)
            a.value, b.value = b.value, a.value

    answers = read_reply(filled(tmp_path, turn), result())
    assert len(answers.replies) == 1
    assert answers.problems == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book, _: book.remove(book["_key"]), "没有识别信息"),
        (lambda book, _: book["_key"].cell(1, 2, "visit-reply/9"), "格式“visit-reply/9”"),
        (lambda _, sheet: sheet.cell(FIRST_ROW - 1, 4, "别的"), "表头被改动"),
        (lambda _, sheet: [sheet.cell(6, c, sheet.cell(5, c).value) for c in range(1, 24)], "第5行与第6行是同一问题"),
    ],
)
def test_wrong_sheets_are_refused_with_a_reason(tmp_path: Path, change: Change, said: str) -> None:
    with pytest.raises(AuditError) as failure:
        read_reply(filled(tmp_path, change), result())
    assert said in failure.value.text.zh
    assert failure.value.text.zh.startswith("反馈.xlsx：")


def test_another_audits_or_agencys_sheet_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path)
    for other in (only(result(), HENGYUAN), result([visit(n) for n in range(60, 64)], log_findings=())):
        with pytest.raises(AuditError) as failure:
            read_reply(path, other)
        assert "没有一项属于本次检查" in failure.value.text.zh
        assert RUIDA in failure.value.text.zh


def test_a_log_is_no_reply_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["案件编号", "外访情况"])
    book.save(tmp_path / "log.xlsx")
    with pytest.raises(AuditError) as failure:
        read_reply(tmp_path / "log.xlsx", result())
    assert "不是本系统生成的整改反馈表" in failure.value.text.zh


@pytest.mark.parametrize(
    ("cells", "row", "said"),
    [
        ({"K5": "同意"}, 5, "应从“认可、部分认可、不认可”中选择"),
        ({"K5": "不认可"}, 5, "未写原因"),
        ({"H5": "改写的事实", "K5": "认可"}, 5, "银行填写的内容被改动"),
        ({"K5": "认可", "P5": "差不多了"}, 5, "应从“已完成、整改中、未开始”中选择"),
        ({"A40": "新增"}, 40, "新增的行"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_are(tmp_path: Path, cells: dict[str, str], row: int, said: str) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet["K6"] = "认可"
        for place, value in cells.items():
            sheet[place] = value

    answers = read_reply(filled(tmp_path, fill), result())
    assert len(answers.replies) == 1
    assert [(p.row, said in p.problem.zh) for p in answers.problems] == [(row, True)]
    assert any(said in line.zh for line in reply_lines([answers]))


def test_rows_that_did_not_come_back_are_told(tmp_path: Path) -> None:
    answers = read_reply(filled(tmp_path, lambda _, sheet: sheet.delete_rows(6, 2)), result())
    assert [p.problem.zh for p in answers.problems] == ["下发11行，交回9行，缺少2行。"]


@pytest.mark.parametrize("odd", ["=1+1", "@SUM(A1)", "a_x0041_b", "\x00\ud800𠮷", "行一\r\n行二\t末", "长" * 33_000])
def test_odd_text_stays_text_and_still_matches(tmp_path: Path, odd: str) -> None:
    v = visit(3, case_id=odd[:200], account=odd + "两人到达")
    audit = result([v], audited=[Audited(v, (finding(v, "late_record", v.cell("account")),))], log_findings=(), decisions={})
    book = sent(audit)
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)
    answers = read_reply(filled(tmp_path, lambda _, sheet: sheet.__setitem__("K5", "认可"), audit), audit)
    assert len(answers.replies) == 1
    assert answers.problems == ()


def test_an_english_sheet_comes_back_too(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet["K5"], sheet["P5"] = "agreed", "done"

    assert len(read_reply(filled(tmp_path, fill, lang="en"), result()).replies) == 1


def test_replies_stand_in_the_report(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet["K5"], sheet["K6"], sheet["L6"] = "认可", "不认可", "张建国可作证"

    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK no workbook")
    told, answers, refused = with_replies(result(), [filled(tmp_path, fill), bad])
    assert (len(answers), len(refused)) == (1, 1)
    text = text_of(section(tell(told), "九"))
    assert "机构已反馈2项（不认可 1、认可 1）" in text
    assert "张**可作证" in text


def test_what_was_chosen_stands_in_the_reports_language(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet["K5"], sheet["P5"] = "认可", "已完成"

    audit, *_ = with_replies(result(), [filled(tmp_path, fill)])
    text = text_of(section(tell(audit, "en"), "9."))
    assert "given: 1 (agreed 1)" in text
    assert "|agreed|" in text
    assert "|done|" in text
