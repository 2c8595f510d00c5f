"""Recordings that do not cover the visit."""

from datetime import datetime, time

import pytest

from tests.audit.rules.asking import ask, verdict
from tests.make import visit

NINE, TEN, HALF = time(9, 58), time(10), time(10, 30)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(9, 58), time(10, 31), ""),
        (time(10, 4), time(10, 27), ""),
        (time(10), time(10, 20), "violation"),
        (time(10, 5), time(10, 30), "violation"),
        (datetime(2026, 9, 1, 9, 59), datetime(2026, 9, 1, 10, 31), ""),
        (datetime(2026, 9, 2, 10, 0), datetime(2026, 9, 2, 10, 30), "violation"),
        (datetime(2026, 8, 31, 10, 0), datetime(2026, 8, 31, 10, 30), "violation"),
        (None, time(10, 31), ""),
        (None, time(10, 2), "violation"),
    ],
)
def test_spans(start: datetime | time | None, end: datetime | time | None, expected: str) -> None:
    assert verdict("recording_mismatch", visit(recording_start=start, recording_end=end)) == expected


def test_a_visit_over_midnight_with_its_recording() -> None:
    v = visit(start_time=time(21, 30), end_time=time(0, 10), recording_start=time(21, 29), recording_end=time(0, 12))
    assert verdict("recording_mismatch", v) == ""


def test_missing_while_the_column_says_recorded() -> None:
    v = visit(recorded=True, recording_start=None, recording_end=None)
    assert verdict("recording_mismatch", v) == "violation"
    assert verdict("recording_mismatch", visit(recorded=False, recording_start=None, recording_end=None)) == ""
    assert verdict("recording_mismatch", visit(recorded=True)) == "", "the log has no such columns"


@pytest.mark.parametrize(
    ("header", "text", "expected"),
    [("录像时长", "31分钟", ""), ("录像时长", "12分钟", "violation"), ("录像时长", "00:30:05", ""), ("录像时长(秒)", "6", "violation"),
     ("录音时长（分钟）", "28", ""), ("录像时长", "12", "review"), ("录像时长", "", ""), ("录像时长", "40秒", "violation"), ("外访时长", "5分钟", "")],
)  # fmt: skip
def test_length_columns(header: str, text: str, expected: str) -> None:
    assert verdict("recording_mismatch", visit(extra={header: text})) == expected


def test_the_message_says_how_much_is_missing() -> None:
    found = ask("recording_mismatch", visit(recording_start=time(10), recording_end=time(10, 20)))
    assert found
    assert "缺少10分钟" in found.message.zh
