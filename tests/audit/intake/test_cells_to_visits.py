"""Cells to the fields of a visit: what cannot be read as meant is told with row, column and what stood there."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.audit.intake.grids import HEADER, ROWS, changed, read


def test_an_unreadable_day_is_told_and_kept_as_typed() -> None:
    visits, context = read({"a": changed("外访日期", "2026-08-03", "8月?日", "昨日", "2026-08-04")})
    assert [v.visit_date for v in visits] == [date(2026, 8, 3), None, None, date(2026, 8, 4)]
    assert [v.as_typed("visit_date") for v in visits[1:3]] == ["8月?日", "昨日"]
    assert [(p.row, p.column, p.value) for p in context.problems] == [(3, "外访日期", "8月?日"), (4, "外访日期", "昨日")]


def test_an_empty_cell_is_no_problem() -> None:
    visits, context = read({"a": changed("外访日期", "2026-08-03", "", "/", "2026-08-04")})
    assert visits[1].visit_date is None
    assert not context.problems


def test_the_order_of_day_and_month_is_the_columns() -> None:
    visits, context = read({"a": changed("外访日期", "3/8/2026", "13/8/2026", "4/8/2026")})
    assert [v.visit_date for v in visits] == [date(2026, 8, 3), date(2026, 8, 13), date(2026, 8, 4)]
    assert not context.problems


def test_an_order_that_nothing_settles_is_told() -> None:
    visits, context = read({"a": changed("外访日期", "3/8/2026", "5/8/2026", "4/7/2026")})
    assert [v.visit_date for v in visits] == [None] * 3
    assert len(context.problems) == 3


def test_the_title_settles_the_order() -> None:
    visits, _ = read({"a": [["2026年8月外访"], *changed("外访日期", "3/8/2026", "5/8/2026", "4/8/2026")]})
    assert [v.visit_date for v in visits] == [date(2026, 8, 3), date(2026, 8, 5), date(2026, 8, 4)]


def test_a_year_comes_from_the_other_days_or_is_missed() -> None:
    visits, _ = read({"a": changed("外访日期", "2026-12-30", "1月2日", "12月31日", "1.3")})
    assert [v.visit_date for v in visits] == [date(2026, 12, 30), date(2027, 1, 2), date(2026, 12, 31), date(2027, 1, 3)]
    visits, context = read({"a": changed("外访日期", "8月3日", "8月4日")})
    assert [v.visit_date for v in visits] == [None, None]
    assert len(context.problems) == 2


def test_a_decimal_day_that_lost_its_zero_is_told() -> None:
    visits, context = read({"a": changed("外访日期", datetime(2026, 8, 1), 8.1, 8.25, 8.3)})
    assert [v.visit_date for v in visits] == [date(2026, 8, 1), None, date(2026, 8, 25), None]
    assert [p.row for p in context.problems] == [3, 5]


def test_a_day_with_its_clock_fills_the_start() -> None:
    header = ["案件编号", "借款人", "外访时间", "外访人员", "外访地址", "外访经过"]
    rows = [[r[0], r[1], f"{r[2]} {r[3]}-{r[4]}", *r[5:7], r[9]] for r in ROWS]
    visits, context = read({"a": [header, *rows]})
    assert [(v.visit_date, v.start_time, v.end_time) for v in visits[:1]] == [(date(2026, 8, 3), time(9, 30), time(10, 10))]
    assert visits[0].as_typed("start_time") == "2026-08-03 09:30-10:10"
    assert not context.problems


def test_headcounts_and_et_al_are_told() -> None:
    visits, context = read({"a": changed("外访人员", "2人", "张三丰等2人", "张三丰、张三丰", "王建（主）赵小兰（辅）")})
    assert [v.visitors for v in visits] == [(), ("张三丰",), ("张三丰", "张三丰"), ("王建", "赵小兰")]
    assert [p.row for p in context.problems] == [2, 3]
    assert visits[3].as_typed("visitors") == "王建（主）赵小兰（辅）"


def test_two_accounts_are_joined_and_offsets_hold() -> None:
    header = [*HEADER, "现场情况"]
    visits, _ = read({"a": [header, *([*r, "第二段：" + r[9]] for r in ROWS)]})
    assert visits[0].account == f"{ROWS[0][9]}\n第二段：{ROWS[0][9]}"
    start = visits[0].account.index("第二段")
    assert visits[0].quote("account", start, start + 3).quote == "第二段"


def test_text_stays_text() -> None:
    header = ["身份证号", "案件编号", "借款人", "外访日期", "开始时间", "外访人员", "外访地址", "外访经过", "批次", "批次"]
    row = [f"{410101199001011234}", 45720.0, *ROWS[0][1:4], *ROWS[0][5:7], ROWS[0][9], 3.0, "乙"]
    visits, context = read({"a": [header, row]})
    assert visits[0].case_id == "45720"
    assert visits[0].extra == {"身份证号": "410101199001011234", "批次": "3", "批次 (2)": "乙"}
    assert not context.problems


@pytest.mark.parametrize("ruined", [4.10101199001e17, "4.10101E+17"])
def test_ruined_numbers_are_told(ruined: object) -> None:
    _, context = read({"a": [[*HEADER, "证件号码"], *([*r, ruined] for r in ROWS)]})
    assert [(p.row, p.column) for p in context.problems] == [(n, "证件号码") for n in (2, 3, 4, 5)]


def test_ticks_are_read_by_what_they_ask() -> None:
    header = [*HEADER, "是否出示证件", "录音录像", "出访前核实地址", "异常情况"]
    cells = [
        ("主动出示", "全程", "电话核实", "无"),
        ("未见人", "部分", "未核实", "无"),
        ("忘带", "没电", "/", "报警"),
        ("经要求出示", "仅录音", "是", ""),
    ]
    visits, context = read({"a": [header, *([*r, *c] for r, c in zip(ROWS, cells, strict=True))]})
    assert [v.id_shown for v in visits] == [True, None, False, True]
    assert [v.recorded for v in visits] == [True, None, False, None]
    assert [v.address_verified for v in visits] == [True, False, None, True]
    assert [v.incident for v in visits] == ["无", "无", "报警", ""]
    assert visits[1].as_typed("recorded") == "部分"
    assert not context.problems


def test_sound_and_picture_apart() -> None:
    header = [*HEADER, "是否录音", "是否录像"]
    cells = [("是", "是"), ("是", "否"), ("否", "否"), ("", "是")]
    visits, _ = read({"a": [header, *([*r, *c] for r, c in zip(ROWS, cells, strict=True))]})
    assert [v.recorded for v in visits[:3]] == [True, None, False]
    assert visits[1].as_typed("recorded") == "是否录音：是；是否录像：否"


def test_registered_addresses_keep_their_kind_and_owner() -> None:
    header = [*HEADER, "住宅地址", "单位地址", "户籍地址", "账单地址", "担保人地址"]
    visits, _ = read({"a": [header, *([*r, "甲路1号", "乙路2号", "丙村3组", "丁路4号", "戊路5号"] for r in ROWS)]})
    assert (visits[0].home_address, visits[0].work_address, visits[0].household_address) == ("甲路1号", "乙路2号", "丙村3组")
    assert [(a.kind, a.address, a.owner) for a in visits[0].other_addresses] == [
        ("mailing", "丁路4号", "borrower"),
        ("other", "戊路5号", "liable"),
    ]


def test_an_address_that_names_its_town_is_not_given_another() -> None:
    header = ["城市", "区县", *HEADER]
    rows = [
        ["成都市", "青羊区", *r[:6], place, *r[7:]]
        for r, place in zip(ROWS, ("文武路8号3栋", "成都市青羊区文武路8号", "德阳市旌阳区长江路1号", ""), strict=True)
    ]
    visits, _ = read({"a": [[*header[:2], *(h if h != "外访地址" else "详细地址" for h in HEADER)], *rows]})
    assert [v.visit_address for v in visits[:3]] == ["成都市青羊区文武路8号3栋", "成都市青羊区文武路8号", "德阳市旌阳区长江路1号"]


def test_coordinates_in_one_cell_or_two() -> None:
    one, _ = read({"a": [[*HEADER, "签到经纬度"], *([*r, "120.62,31.32"] for r in ROWS)]})
    two, _ = read({"a": [[*HEADER, "经度", "纬度"], *([*r, "120.62", 31.32] for r in ROWS)]})
    assert {(v.latitude, v.longitude) for v in (*one, *two)} == {(31.32, 120.62)}


def test_an_entry_time_without_its_day_is_told() -> None:
    visits, context = read(
        {
            "a": [
                [*HEADER, "录入时间"],
                *([*r, e] for r, e in zip(ROWS, ("2026-08-03 18:20", "2026-08-05", "18:20", ""), strict=True)),
            ]
        }
    )
    assert [v.recorded_at for v in visits] == [datetime(2026, 8, 3, 18, 20), date(2026, 8, 5), None, None]
    assert [(p.row, p.value) for p in context.problems] == [(4, "18:20")]


def test_the_agency_given_fills_what_the_log_leaves_open() -> None:
    assert {v.agency for v in read({"a": [HEADER, *ROWS]}, agency="安信")[0]} == {"安信"}
    assert not any(v.agency for v in read({"a": [["华信资产外访日志"], HEADER, *ROWS]})[0])


def test_the_only_free_text_is_the_account_whatever_it_is_called() -> None:
    grid = [[("备注" if h == "外访经过" else h) for h in HEADER], *ROWS]
    visits, _ = read({"a": grid})
    assert visits[0].account == ROWS[0][9]
