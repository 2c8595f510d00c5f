"""Times of day in every spelling that logs use."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from audit.values import times
from audit.values.times import Span, read_minutes, read_span

HALF_PAST_NINE, TWENTY_PAST_THREE = time(9, 30), time(15, 20)


@pytest.mark.parametrize("cell", ["9:30", "09:30:00", "9点半", "9时30分", "上午9:30", "上午 9：30", "0930", "930", "9.30", "0.395833", 0.3958333, 930.0, 9.3, "九点半", "早上9点30", "9:30 AM", "约9点30分左右", "9h30",
                                  time(9, 30), datetime(2026, 8, 3, 9, 30), timedelta(hours=9, minutes=30), 46086.395833])  # fmt: skip
def test_half_past_nine(cell: object) -> None:
    assert read_span(cell) == Span(HALF_PAST_NINE)


@pytest.mark.parametrize(
    "cell", ["下午3点20", "15：20", "下午3:20", "3:20 PM", "3:20pm", "15时20分", "下午三点二十", "1520", "15:20:00"]
)
def test_twenty_past_three(cell: str) -> None:
    assert read_span(cell) == Span(TWENTY_PAST_THREE)


@pytest.mark.parametrize(
    ("text", "start"),
    [("晚上8点", time(20)), ("中午12点10", time(12, 10)), ("中午1点", time(13)), ("晚上12点", time(0)), ("凌晨2点", time(2)), ("12:30 am", time(0, 30)), ("24:00", time(0)), ("3点一刻", time(3, 15)), ("下午3点三刻", time(15, 45)),
     ("上午11点整", time(11)), ("下午14:00", time(14)), ("傍晚6点半", time(18, 30)), ("10点05", time(10, 5)), ("14:00（到达）", time(14))],
)  # fmt: skip
def test_parts_of_the_day(text: str, start: time) -> None:
    assert read_span(text) == Span(start)


@pytest.mark.parametrize(
    "text",
    [
        "9:30-10:10",
        "9:30~10:10",
        "9:30至10:10",
        "9点半到10点10分",
        "09:30 — 10:10",
        "上午9:30－上午10:10",
        "9:30 10:10",
        "0930-1010",
    ],
)
def test_a_range_fills_the_end(text: str) -> None:
    assert read_span(text) == Span(HALF_PAST_NINE, time(10, 10))


def test_the_second_time_shares_the_half_of_the_day() -> None:
    assert read_span("下午3点-4点半") == Span(time(15), time(16, 30))
    assert read_span("上午11:30-1:10") == Span(time(11, 30), time(13, 10))
    assert read_span("晚上10点至凌晨1点") == Span(time(22), time(1))
    assert read_span("23:30-00:20") == Span(time(23, 30), time(0, 20))


@pytest.mark.parametrize(
    "text", ["30分钟", "上午", "2人", "HX-0001", "25:00", "9:75", "9:30 10:10 11:00", "门牌0930号楼上", 9.0, True]
)
def test_what_is_no_time_is_told(text: object) -> None:
    assert read_span(text) == Span(trouble=times.TIME_UNCLEAR)


def test_vague_times_and_nothing() -> None:
    assert read_span("9点多") == Span(trouble=times.TIME_VAGUE)
    assert read_span("/") == read_span("—") == Span()


@pytest.mark.parametrize(
    ("cell", "unit", "length"),
    [("30分钟", "", 30), ("1小时20分", "", 80), ("半小时", "", 30), ("一个半小时", "", 90), ("1.5小时", "", 90), ("0:30", "", 30), ("45", "minutes", 45), ("45", "", None), (0.5, "hours", 30), (time(0, 25), "", 25), ("很久", "", None)],
)  # fmt: skip
def test_lengths(cell: object, unit: str, length: int | None) -> None:
    assert read_minutes(cell, unit) == length
