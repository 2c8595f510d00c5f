"""Who went: the staff register, agencies, and who is whom."""

from datetime import date

import pytest

from audit.model import StaffMember
from tests.audit.rules.asking import ask, verdict
from tests.make import case, member, visit

OTHER = member("李敏")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"trained_on": date(2025, 9, 1)}, ""),
        ({"trained_on": date(2025, 8, 31)}, "violation"),
        ({"trained_on": date(2026, 9, 2)}, "review"),
        ({"trained_on": None}, "review"),
        ({"trained_on": None, "remark": "待培训"}, "violation"),
        ({"credential_until": date(2026, 9, 1)}, ""),
        ({"credential_until": date(2026, 8, 31)}, "violation"),
        ({"status": "离职", "left_on": date(2026, 7, 15)}, "violation"),
        ({"status": "离职", "left_on": date(2026, 9, 1)}, ""),
        ({"status": "离职", "remark": "2026-07-15离职"}, "violation"),
        ({"status": "离职", "remark": "2026-09-15离职"}, ""),
        ({"status": "离职"}, "review"),
        ({"barred": True}, "violation"),
        ({"barred": False}, ""),
        ({"status": "停岗"}, "review"),
        ({"joined_on": date(2026, 9, 5)}, "review"),
        ({"remark": "内勤"}, "review"),
        ({"name": "王五"}, "violation"),
    ],
)
def test_one_visitor_on_the_register(fields: dict[str, object], expected: str) -> None:
    assert verdict("untrained_visitor", visit(), staff=[member(**fields), OTHER]) == expected


def test_without_a_register_or_with_another_agencys_nothing_is_said() -> None:
    assert verdict("untrained_visitor", visit()) == ""
    assert verdict("untrained_visitor", visit(), staff=[member("王五", agency="恒诚")]) == ""
    assert verdict("untrained_visitor", visit(agency="安信资产管理服务有限公司"), staff=[member(), OTHER]) == ""


def test_the_number_goes_before_the_name() -> None:
    staff = [member(number="A1", credential_until=date(2026, 1, 1)), member(number="A2"), OTHER]
    assert verdict("untrained_visitor", visit(visitor_numbers=("A1", "")), staff=staff) == "violation"
    assert verdict("untrained_visitor", visit(visitor_numbers=("A2", "")), staff=staff) == ""
    assert verdict("untrained_visitor", visit(), staff=staff) == "", "one of the two namesakes was fit to go"


@pytest.mark.parametrize("name", ["张立(外)", "A1 张立", "张 立"])
def test_names_with_additions_are_the_same_person(name: str) -> None:
    assert verdict("untrained_visitor", visit(visitors=(name, "李敏")), staff=[member(), OTHER]) == ""


@pytest.mark.parametrize("name", ["小李", "王某", "张*", "陈先生", "刘经理"])
def test_who_cannot_be_told_by_name_is_not_accused(name: str) -> None:
    staff = [member(), OTHER]
    expected = "violation" if name == "刘经理" else ""
    assert verdict("untrained_visitor", visit(visitors=("张立", name)), staff=staff) == expected


def test_the_graver_of_two_visitors_is_told() -> None:
    found = ask("untrained_visitor", visit(), staff=[member(trained_on=None), member("李敏", credential_until=date(2026, 1, 1))])
    assert found
    assert "李敏" in found.message.zh
    assert found.evidence[1].source == OTHER.source


def _staff() -> list[StaffMember]:
    return [member(), OTHER, member("雍凯", agency="恒诚")]


def test_another_firms_man_is_subcontracting_and_not_untrained() -> None:
    v = visit(visitors=("张立", "雍凯"))
    assert verdict("subcontracted_visit", v, staff=_staff()) == "violation"
    assert verdict("untrained_visitor", v, staff=_staff()) == ""


def test_seconded_or_unknown_staff_is_no_subcontracting() -> None:
    v = visit(visitors=("张立", "雍凯"))
    assert verdict("subcontracted_visit", v, staff=[*_staff(), member("雍凯")]) == ""
    assert verdict("subcontracted_visit", visit(visitors=("张立", "宣平")), staff=_staff()) == ""
    assert verdict("subcontracted_visit", visit(visitors=("张立", "雍凯"), agency=""), staff=_staff()) == ""


@pytest.mark.parametrize(("agency", "expected"), [("恒诚", "violation"), ("安信", ""), ("", ""), ("安信资产管理服务有限公司", "")])
def test_the_case_is_entrusted_to_another_agency(agency: str, expected: str) -> None:
    assert verdict("subcontracted_visit", visit(), cases=[case(agency=agency)]) == expected
