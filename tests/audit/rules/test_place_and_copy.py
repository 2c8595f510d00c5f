"""One collector in two places, copied accounts, positions far from the address."""

from dataclasses import replace
from datetime import time
from itertools import permutations

import pytest

from audit.model import FiledAddress, Visit
from tests.audit.rules.asking import ask, verdict
from tests.make import case, casebook, member, visit

QINGYANG, SHUANGLIU = "成都市青羊区光华东三路88号2-1-503", "成都市双流区航空港物联二路9号4-1-902"


def _at(address: str, start: str, end: str, **fields: object) -> Visit:
    number = f"{start}{address}"
    return visit(
        visit_id=number,
        case_id=number,
        visit_address=address,
        start_time=time.fromisoformat(start),
        end_time=time.fromisoformat(end),
        **fields,
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((QINGYANG, "10:00", "10:40"), (SHUANGLIU, "10:20", "10:50"), "violation"),
        ((QINGYANG, "10:00", "10:40"), (SHUANGLIU, "10:40", "10:50"), ""),
        ((QINGYANG, "10:00", "10:40"), ("青羊区光华东三路88号2栋1单元503", "10:20", "10:50"), ""),
        ((QINGYANG, "10:00", "10:40"), ("成都市青羊区光华东三路88号2-1-504", "10:20", "10:50"), "violation"),
        (("南充市高坪区白塔路66号3-2-401", "09:00", "09:30"), ("重庆市渝中区大坪正街22号8-3", "10:00", "10:20"), "violation"),
        (("南充市高坪区白塔路66号3-2-401", "09:00", "09:30"), ("重庆市渝中区大坪正街22号8-3", "10:40", "11:00"), "review"),
        (("南充市高坪区白塔路66号3-2-401", "09:00", "09:30"), ("重庆市渝中区大坪正街22号8-3", "13:30", "14:00"), ""),
        (("苏州市昆山市青阳北路8号1幢101", "09:00", "09:30"), ("上海市嘉定区曹安公路1611弄7号902室", "10:15", "10:30"), "review"),
        (("南充市高坪区白塔路66号", "09:00", "09:30"), ("遂宁市船山区遂州北路320号", "10:05", "10:30"), "review"),
    ],
)
def test_two_visits_of_one_collector(one: tuple[str, str, str], other: tuple[str, str, str], expected: str) -> None:
    visits = [_at(*one), _at(*other)]
    for v in visits:
        assert verdict("visitor_overlap", v, casebook(*visits)) == expected
        assert verdict("visitor_overlap", v, casebook(v, earlier=[o for o in visits if o is not v])) == expected


def test_other_people_other_agencies_and_the_same_visit_again_do_not_meet() -> None:
    a = _at(QINGYANG, "10:00", "10:40")
    for b in (_at(SHUANGLIU, "10:20", "10:50", visitors=("王五", "赵六")), _at(SHUANGLIU, "10:20", "10:50", agency="恒诚"),
              replace(a, visit_address=SHUANGLIU)):  # fmt: skip
        assert verdict("visitor_overlap", a, casebook(a, b)) == ""


def test_numbers_tell_namesakes_apart_and_the_register_doubts_them() -> None:
    a, b = _at(QINGYANG, "10:00", "10:40", visitors=("张立",)), _at(SHUANGLIU, "10:20", "10:50", visitors=("张立",))
    numbered = [replace(a, visitor_numbers=("A1",)), replace(b, visitor_numbers=("A2",))]
    assert verdict("visitor_overlap", numbered[0], casebook(*numbered)) == ""
    two = [member(number="A1"), member(number="A2")]
    assert verdict("visitor_overlap", a, casebook(a, b, staff=two)) == "review"
    assert verdict("visitor_overlap", a, casebook(a, replace(b, visitor_numbers=("A1",)), staff=two[:1])) == "violation"


def test_positions_decide_where_both_are_known() -> None:
    a = _at(QINGYANG, "10:00", "10:40", latitude=30.66, longitude=104.00)
    near = _at(SHUANGLIU, "10:50", "11:00", latitude=30.67, longitude=104.01)
    far = _at(SHUANGLIU, "10:50", "11:00", latitude=30.40, longitude=104.40)
    assert verdict("visitor_overlap", a, casebook(a, near)) == ""
    found = ask("visitor_overlap", a, casebook(a, far))
    assert found
    assert "来不及到达" in found.message.zh
    assert {e.source for e in found.evidence} == {None, far.source}


TEXT = "{hour}点到达{name}住处，敲门后本人开门，我方两人出示工作证并说明受银行委托，客户表示今年做装修亏了十几万，{who}也在闹离婚，目前只能每月还{sum}元，请求停止计息。"


def _copy(number: int, name: str, **fields: object) -> Visit:
    text = TEXT.format(hour=10 + number, name=name, who="老婆" if number % 2 else "老公", sum=500 + number)
    fields.setdefault("start_time", time(10 + number))
    return visit(
        row=number, visit_id=f"V{number}", case_id=f"C{number}", borrower_name=name, person_met=name, account=text, **fields
    )


def test_copies_are_found_in_any_order_and_quote_each_other() -> None:
    visits = [_copy(1, "景小波"), _copy(2, "苏小燕"), visit(visit_id="X", case_id="X")]
    answers = set()
    for some in permutations(visits):
        found = ask("copied_account", visits[0], casebook(*some))
        assert found
        answers.add(found)
    assert len(answers) == 1
    own, other = found.evidence
    assert len(own.quote) > 20
    assert own.quote == other.quote
    assert other.source == visits[1].source
    assert verdict("copied_account", visits[2], casebook(*visits)) == ""


def test_one_case_and_stock_phrases_are_no_copies() -> None:
    a, b = _copy(1, "景小波"), _copy(2, "景小波")
    same = [a, replace(b, case_id=a.case_id)]
    assert verdict("copied_account", a, casebook(*same)) == ""
    stock = [
        visit(row=n, visit_id=f"V{n}", case_id=f"C{n}", borrower_name=f"甲{n}", account="敲门无人应答，未与邻居接触，拍照离开。")
        for n in range(3)
    ]
    assert verdict("copied_account", stock[0], casebook(*stock)) == ""


def test_many_exact_copies_are_all_found() -> None:
    visits = [_copy(2, "苏小燕")] + [
        replace(_copy(2, "苏小燕"), visit_id=f"W{n}", case_id=f"W{n}", borrower_name=f"客户{n}") for n in range(60)
    ]
    book = casebook(*visits)
    assert all(verdict("copied_account", v, book) == "violation" for v in visits)


HERE = {"latitude": 30.66000, "longitude": 104.00000}


@pytest.mark.parametrize(
    ("north", "expected"),
    [(30.664, ""), (30.668, "review"), (30.70, "violation")],
)
def test_positions_against_the_file(north: float, expected: str) -> None:
    assert verdict("location_mismatch", visit(**HERE), cases=[case(latitude=north, longitude=104.0)]) == expected


def test_a_position_on_file_of_an_unknown_address_is_for_a_look() -> None:
    two = (FiledAddress("home", QINGYANG), FiledAddress("work", SHUANGLIU))
    file = case(latitude=30.70, longitude=104.0, addresses=two)
    assert verdict("location_mismatch", visit(**HERE), cases=[file]) == "review"
    assert verdict("location_mismatch", visit(visit_address=QINGYANG, **HERE), cases=[file]) == "violation"


@pytest.mark.parametrize(
    ("header", "text", "expected"),
    [("定位偏差", "180米", ""), ("定位偏差", "3.2公里", "violation"), ("最短距离(km)", "0.3", ""), ("最短距离（公里）", "1.2", "violation"),
     ("打卡距离", "", ""), ("距离下次还款日", "3200", "")],
)  # fmt: skip
def test_distance_columns(header: str, text: str, expected: str) -> None:
    assert verdict("location_mismatch", visit(extra={header: text})) == expected


def test_two_positions_in_one_row() -> None:
    assert verdict("location_mismatch", visit(extra={"受访地点经纬度": "104.00,30.70"}, **HERE)) == "violation"
    assert verdict("location_mismatch", visit(extra={"受访地点经纬度": "104.00,30.661"}, **HERE)) == ""
    assert verdict("location_mismatch", visit(extra={"受访地点经纬度": "104.00,30.70"}, latitude=0.0, longitude=0.0)) == ""


def test_one_visit_told_for_two_cases_is_for_a_person() -> None:
    when = {"start_time": time(10), "visit_address": QINGYANG}
    husband, wife = _copy(1, "景小波", **when), _copy(1, "苏小燕", **when)
    wife = replace(wife, case_id="W", visit_id="W", visit_address="青羊区光华东三路88号2栋1单元503")
    assert verdict("copied_account", husband, casebook(husband, wife)) == "review"
    elsewhere = replace(wife, visit_address=SHUANGLIU)
    assert verdict("copied_account", husband, casebook(husband, elsewhere)) == "violation"
    assert verdict("copied_account", husband, casebook(husband, replace(wife, start_time=time(15)))) == "violation"
    assert verdict("copied_account", husband, casebook(husband, wife, replace(elsewhere, case_id="Z", visit_id="Z"))) == "violation"
