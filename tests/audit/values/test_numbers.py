"""Money, Chinese numerals, coordinates, and numbers that a spreadsheet ruined."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from audit.values.numbers import AMOUNT_UNCLEAR, Amount, Place, chinese_number, read_amount, read_degrees, read_place
from audit.values.text import ruined, shown


@pytest.mark.parametrize(
    ("cell", "value"),
    [("5,000元", 5000), ("5千", 5000), ("1.2万", 12000), ("伍佰", 500), ("¥5000", 5000), ("五百元", 500), ("一万二", 12000), ("3000左右", 3000), ("每月500", 500), ("叁仟伍佰元整", 3500), ("1.5w", 15000), (1500.0, 1500), ("8月26号还五百", 500), ("RMB 800", 800), ("两千", 2000)],
)  # fmt: skip
def test_amounts(cell: object, value: int) -> None:
    assert read_amount(cell) == Amount(Decimal(value))


def test_cents_stay() -> None:
    assert read_amount("1430.55").value == read_amount(1430.55).value == Decimal("1430.55")


@pytest.mark.parametrize("text", ["500-1000", "全额", "最低还款", True])
def test_no_definite_amount_is_told(text: object) -> None:
    assert read_amount(text) == Amount(None, AMOUNT_UNCLEAR)


def test_nothing_is_no_trouble() -> None:
    assert read_amount("/") == read_amount("无") == Amount(None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", 23),
        ("十", 10),
        ("一百零五", 105),
        ("一千零五十", 1050),
        ("一万二", 12000),
        ("二〇二六", 2026),
        ("三百五", 350),
        ("两", 2),
        ("张", None),
        ("", None),
    ],
)
def test_chinese_numerals(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "116.397,39.908",
        "39.908,116.397",
        "E116.397 N39.908",
        "经度:116.397 纬度:39.908",
        "纬度39.908，经度116.397",
        "(116.397，39.908)",
        "116.397 / 39.908",
    ],
)
def test_a_place_in_either_order(text: str) -> None:
    assert read_place(text) == Place(39.908, 116.397)


def test_places_outside_china_and_none() -> None:
    assert read_place("1.3521, 103.8198") == Place(1.3521, 103.8198)
    assert read_place("苏州市姑苏区") is None
    assert read_place("0,0") is None
    assert read_degrees("116°30'00\"") == 116.5
    assert read_degrees("见备注") is None


@pytest.mark.parametrize("value", [4.10101e17, 4.10101199001011e17, "4.10101E+17", "6.22848E+18", 10**15 * 4])
def test_ruined(value: object) -> None:
    assert ruined(value)


@pytest.mark.parametrize("value", ["410101199001011234", 45720.0, 1_000_000.0, "E+", "AX+17", None, True, "1E17b"])
def test_not_ruined(value: object) -> None:
    assert not ruined(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [(45720.0, "45720"), (0.1 + 0.2, "0.3"), (datetime(2026, 8, 3), "2026-08-03"), (datetime(2026, 8, 3, 9, 5), "2026-08-03 09:05"), (date(2026, 8, 3), "2026-08-03"), (time(9, 5), "09:05"), (timedelta(hours=25, minutes=1), "25:01"),
     ("　张三 \u200b", "张三"), (None, ""), (True, "TRUE"), (float("nan"), ""), (1234567890123.0, "1234567890123")],
)  # fmt: skip
def test_shown(value: object, text: str) -> None:
    assert shown(value) == text
