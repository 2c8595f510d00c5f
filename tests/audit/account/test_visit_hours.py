"""Hours as accounts spell them, and whether they are the visit's."""

from datetime import time

import pytest

from audit.account import read
from audit.account.visit_hours import closed_hours

_SHUT, _OPENS = time(22), time(8)


def _said(account: str) -> list[str]:
    return [hour.said for hour in closed_hours(read(account), _SHUT, _OPENS)]


@pytest.mark.parametrize(
    ("account", "said"),
    [("晚上十点四十敲的门。", "22:40"), ("夜里11点多还坐在他家。", "23:00"), ("22:35到门，敲三次。", "22:35"), ("凌晨一点半在楼下等到客户。", "01:30"),
     ("一大早六点上门，本人在。", "06:00"), ("我们朝早六點上门。", "06:00"), ("PM10:15到，见本人。", "22:15"), ("Knocked at quarter to eleven at night.", "22:45"),
     ("We arrived at half past six in the morning.", "06:30"), ("天没亮就敲门。", "天没亮"), ("复访时间：22:08，见本人。", "22:08"),
     ("晚九点半进门，聊了一个多小时才走。", "22:30")],
)  # fmt: skip
def test_a_closed_hour_of_the_visit(account: str, said: str) -> None:
    assert said in _said(account)


@pytest.mark.parametrize(
    "account",
    ["上午十点半到的。", "早上九点敲门。", "晚上八点到，八点半走。", "夜里十点半客户来电。", "我们早上六点从公司出发。", "客户说晚上十一点才下班。", "没到十点就走了，夜里凉。",
     "晚上十点在酒店整理记录。", "十点二十到的，客户在睡午觉，太阳很大。", "We left at nine in the evening.", "外访报告当晚23:10录入系统。"],
)  # fmt: skip
def test_an_open_hour_or_not_the_visits(account: str) -> None:
    assert _said(account) == []


def test_a_bare_hour_goes_by_the_words_around_it() -> None:
    assert _said("白天没人，晚上又去了一趟，到的时候十点二十了。") == ["22:20"]
    assert _said("下午又去了一趟，到的时候五点二十了。") == []


def test_late_words_count_only_where_the_night_is_closed() -> None:
    account = "半夜去敲门。"
    assert _said(account) == ["半夜"]
    assert [h.said for h in closed_hours(read(account), time(19), time(7))] == []
