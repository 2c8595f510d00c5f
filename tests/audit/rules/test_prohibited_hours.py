"""Closed hours by the columns."""

from datetime import date, time

import pytest

from tests.audit.rules.asking import ask, verdict
from tests.make import case, visit


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("10:00", "10:30", ""),
        ("08:00", "08:30", ""),
        ("07:59", "08:30", "violation"),
        ("06:45", "07:10", "violation"),
        ("21:40", "22:10", "violation"),
        ("21:30", "22:00", "review"),
        ("22:00", "22:20", "violation"),
        ("22:00", None, "violation"),
        ("23:30", "00:20", "violation"),
        ("21:30", "21:59", ""),
        (None, "22:00", "review"),
        (None, "23:00", "violation"),
        (None, "08:00", ""),
        (None, None, ""),
        ("15:00", "14:30", ""),
    ],
)
def test_the_boundary(start: str | None, end: str | None, expected: str) -> None:
    v = visit(start_time=start and time.fromisoformat(start), end_time=end and time.fromisoformat(end))
    assert verdict("prohibited_hours", v) == expected


def test_the_message_has_the_figures() -> None:
    found = ask("prohibited_hours", visit(start_time=time(21, 40), end_time=time(22, 25)))
    assert found
    assert "21:40–22:25" in found.message.zh
    assert "25分钟" in found.message.zh


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        ("客户短信同意21:30后上门", ""),
        ("2026-09-01 22:00 预约", ""),
        ("2026-08-20 22:00 预约", "violation"),
        ("否", "violation"),
        ("无", "violation"),
    ],
)
def test_consent_on_file(consent: str, expected: str) -> None:
    v = visit(start_time=time(22, 10), end_time=time(22, 40))
    assert verdict("prohibited_hours", v, cases=[case(consent=consent)]) == expected
    assert verdict("prohibited_hours", visit(start_time=v.start_time, end_time=v.end_time, extra={"预约时间": consent})) == expected


@pytest.mark.parametrize(
    ("pack", "start", "end", "expected"),
    [("tw", "21:30", "22:00", ""), ("tw", "07:00", "07:30", ""), ("tw", "22:00", "22:10", "violation"), ("in-rbi", "19:10", "19:30", "violation"),
     ("us-regf", "21:00", "21:05", "violation"), ("us-regf", "20:30", "21:00", ""), ("uk-conc", "23:00", "23:30", "")],
)  # fmt: skip
def test_packs_have_their_own_hours(pack: str, start: str, end: str, expected: str) -> None:
    v = visit(start_time=time.fromisoformat(start), end_time=time.fromisoformat(end), visit_date=date(2026, 9, 1))
    assert verdict("prohibited_hours", v, pack=pack) == expected
