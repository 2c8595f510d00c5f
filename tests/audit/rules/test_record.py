"""The record itself: gaps, time of entry, numbers in clear, columns of preparation."""

from datetime import date, datetime, time

import pytest

from audit.model import ContactEntry, SheetReport
from audit.rules import record_gap
from tests.audit.rules.asking import ask, verdict
from tests.make import case, casebook, visit


@pytest.mark.parametrize("field", ["visitors", "visit_date", "start_time", "visit_address", "person_met", "outcome"])
def test_an_empty_mandatory_cell(field: str) -> None:
    empty = () if field == "visitors" else None if field in ("visit_date", "start_time") else ""
    found = ask("record_gap", visit(**{field: empty}))
    assert found
    assert [e.field for e in found.evidence] == [field]


def test_case_or_borrower_is_enough_and_nobody_is_somebody() -> None:
    assert verdict("record_gap", visit(borrower_name="", person_met="无人")) == ""
    assert verdict("record_gap", visit(case_id="")) == ""
    assert verdict("record_gap", visit(case_id="", borrower_name="")) == "violation"
    assert verdict("record_gap", visit(visitors=(), visitor_numbers=("A1", "A2"))) == ""


def test_an_unreadable_cell_is_quoted_as_typed() -> None:
    found = ask("record_gap", visit(visit_date=None, typed={"visit_date": "8月?日"}))
    assert found
    assert found.evidence[0].quote == "8月?日"
    assert "“8月?日”无法识别" in found.message.zh


def test_an_end_before_the_start_is_for_a_look() -> None:
    assert verdict("record_gap", visit(start_time=time(15), end_time=time(14, 30))) == "review"
    assert verdict("record_gap", visit(start_time=time(23, 30), end_time=time(0, 10))) == ""


def test_a_missing_column_is_one_finding_for_the_log() -> None:
    v = visit(person_met="", columns=visit().columns - {"person_met"})
    assert verdict("record_gap", v) == ""
    sheet = SheetReport("9月", 1, 2, 10, {"日期": "visit_date", "备注": None}, missing=("person_met", "outcome", "case_id"))
    found = record_gap.check_log(sheet, casebook(v))
    assert found
    assert "会见对象、外访结果" in found.message.zh
    assert "案件编号" not in found.message.zh, "the borrower's name is enough"
    assert [e.quote for e in found.evidence] == ["日期", "备注"]
    assert record_gap.check_log(SheetReport("9月", 1, 2, 10, {}, missing=("dress",)), casebook(v)) is None


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        (datetime(2026, 9, 1, 21, 19), ""),
        (datetime(2026, 9, 2, 10, 30), ""),
        (datetime(2026, 9, 2, 17, 30), "violation"),
        (date(2026, 9, 1), ""),
        (date(2026, 9, 2), ""),
        (date(2026, 9, 3), "violation"),
        (datetime(2026, 9, 2), ""),
        (datetime(2026, 9, 1, 9, 0), "review"),
        (date(2026, 8, 31), "review"),
        (None, ""),
    ],
)
def test_time_of_entry(entered: date | None, expected: str) -> None:
    assert verdict("late_record", visit(recorded_at=entered)) == expected


def test_the_hours_stand_in_the_message() -> None:
    found = ask("late_record", visit(recorded_at=datetime(2026, 9, 2, 17, 30)))
    assert found
    assert "距外访结束31小时，超过24小时" in found.message.zh


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("核对身份证号310199199709054710无误。", "violation"),
        ("身份证号４２０１９９１９７３１０２３７８８８一致", "violation"),
        ("身份证33019919800814865x地址", "violation"),
        ("证号310199199709054711对不上", ""),
        ("还款卡号6299451597156522，", "violation"),
        ("扣款账户6299 2022 5486 4399，绑定", "violation"),
        ("工资卡是6299809811589777502，", "violation"),
        ("受理号1382520884145，首期已扣", ""),
        ("给了他新号186-0000-1251，", "violation"),
        ("新号+86 138 0000 8836", "violation"),
        ("手机18700006925。", "violation"),
        ("手机138****5678", ""),
        ("座机021-52284478", ""),
        ("请回电15000008399（公司工作机）黄小姐", "review"),
        ("委托书（编号370299197109141571）", ""),
        ("流水2026416316007010543129，", ""),
        ("合同FQ18700006925", ""),
        ("2026-08-15 10:00至10:30，走了", ""),
    ],
)
def test_numbers_in_clear(text: str, expected: str) -> None:
    for field in ("account", "remark"):
        assert verdict("unmasked_data", visit(**{field: text})) == expected


def test_the_quote_is_the_number_and_no_more() -> None:
    found = ask("unmasked_data", visit(account="给了他新号186-0000-1251，卡6299 2022 5486 4399。"))
    assert found
    assert [e.quote for e in found.evidence] == ["186-0000-1251", "6299 2022 5486 4399"]


@pytest.mark.parametrize(("typed", "expected"), [("0", "violation"), ("0次", "violation"), ("未联系", "violation"), ("26", ""), ("", ""), ("否", "review"), ("电话12次", "")])  # fmt: skip
def test_contact_before(typed: str, expected: str) -> None:
    assert verdict("no_prior_contact", visit(prior_contact=typed)) == expected


def test_the_case_file_knows_of_a_contact_before() -> None:
    log = (ContactEntry(date(2026, 8, 20), "电话", "无人接"),)
    assert verdict("no_prior_contact", visit(prior_contact="0"), cases=[case(contact_log=log)]) == ""


def test_address_check() -> None:
    assert verdict("unverified_address", visit(address_verified=False, typed={"address_verified": "否"})) == "violation"
    assert verdict("unverified_address", visit(address_verified=True)) == ""
    assert verdict("unverified_address", visit(address_verified=None)) == ""
