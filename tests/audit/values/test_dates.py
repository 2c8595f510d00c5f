"""Days in every spelling that logs use; what cannot be known is told."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from audit.values import dates
from audit.values.dates import Hints, near_of, order_by, order_of, read_moment

NEAR = Hints(near=date(2026, 8, 15))
MARCH = date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    ["2026-03-05", "2026/3/5", "2026.3.5", "20260305", "26-3-5", "3月5日", "3.5", "3-5", "2026年3月5日(周四)", "2026年03月05号", "46086", "46086.0", "２０２６－０３－０５",
     "二〇二六年三月五日", "三月五日", "5 Mar 2026", "March 5, 2026", "05-Mar-26", "115/3/5", "民國115年3月5日", "星期四 2026-3-5", "260305", "2026-03-05T10:00:00+08:00", " 2026 年 3 月 5 日 "],
)  # fmt: skip
def test_one_day_in_many_spellings(text: str) -> None:
    found = read_moment(text, NEAR)
    assert (found.day, found.trouble) == (MARCH, None)


@pytest.mark.parametrize("cell", [MARCH, datetime(2026, 3, 5), 46086, 46086.0, 20260305.0, 3.05])
def test_one_day_in_many_cells(cell: object) -> None:
    assert read_moment(cell, NEAR).day == MARCH


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("2026年7月1日 15:54", time(15, 54), None), ("2026-07-01 9:30-10:10", time(9, 30), time(10, 10)), ("7月1日 下午3点20-4点", time(15, 20), time(16)),
     ("2026.7.1晚上8点", time(20), None), ("Jul 1, 2026 2:30 PM", time(14, 30), None), ("20260701103000", time(10, 30), None), ("2026-07-01 23:30-2026-07-02 00:20", time(23, 30), time(0, 20))],
)  # fmt: skip
def test_a_day_with_its_clock(text: str, start: time, end: time | None) -> None:
    found = read_moment(text, NEAR)
    assert (found.day, found.start, found.end) == (date(2026, 7, 1), start, end)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [("昨日", dates.DATE_RELATIVE), ("8月?日", dates.DATE_INCOMPLETE), ("2026年8月", dates.DATE_INCOMPLETE), ("3/4/2026", dates.DATE_AMBIGUOUS), ("5/3/26", dates.DATE_AMBIGUOUS),
     ("2026-2-30", dates.DATE_IMPOSSIBLE), ("31/2/2026", dates.DATE_IMPOSSIBLE), ("不详", dates.DATE_UNCLEAR), (8.1, dates.DATE_ZERO_LOST), (True, dates.DATE_UNCLEAR), (time(9), dates.DATE_UNCLEAR)],
)  # fmt: skip
def test_what_is_no_known_day_is_told(text: object, trouble: object) -> None:
    found = read_moment(text, NEAR)
    assert (found.day, found.trouble) == (None, trouble)


def test_without_a_time_around_a_day_has_no_year() -> None:
    assert read_moment("8月25日").trouble == dates.DATE_NO_YEAR
    assert read_moment("2月30日").trouble == dates.DATE_IMPOSSIBLE


def test_a_year_is_the_nearest() -> None:
    assert read_moment("12月30日", Hints(near=date(2027, 1, 5))).day == date(2026, 12, 30)
    assert read_moment("1月2日", Hints(near=date(2026, 12, 20))).day == date(2027, 1, 2)


def test_a_thirteenth_settles_the_order_of_a_column() -> None:
    assert order_of(["3/4/2026", "13/4/2026"]) == "dmy"
    assert order_of(["3/4/2026", "4/13/2026"]) == "mdy"
    assert order_of(["3/4/2026", "13/4/2026", "4/13/2026"]) is None
    assert order_of(["3/4/2026", 46086.0, None]) is None


def test_the_time_around_settles_the_order() -> None:
    assert order_by(["3/8/2026", "5/8/2026"], date(2026, 8, 15)) == "dmy"
    assert order_by(["8/3/2026", "8/5/2026"], date(2026, 8, 15)) == "mdy"
    assert order_by(["7/8/2026"], date(2026, 8, 1)) is None


def test_two_days_in_a_cell_are_told() -> None:
    found = read_moment("2026年8月3日、8月5日", NEAR)
    assert (found.day, found.trouble) == (date(2026, 8, 3), dates.TWO_DATES)


@pytest.mark.parametrize(
    ("title", "day"),
    [("安信外访日志2026年9月", date(2026, 9, 15)), ("visits_2026Q3.csv", date(2026, 8, 15)), ("外访202608", date(2026, 8, 15)), ("2026年第三季度", date(2026, 8, 15)), ("2026年台账", date(2026, 7, 1)), ("外访台账（8.3-8.9）", None)],
)  # fmt: skip
def test_the_time_that_a_title_speaks_of(title: str, day: date | None) -> None:
    assert near_of(title) == day
