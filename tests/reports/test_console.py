"""What a terminal shows while a job runs."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Generator
from itertools import count
from typing import cast

import pytest

from audit.model import AuditError, Lang, Progress, Text
from audit.run import AuditRun
from reports.console import Console, reading_lines, rule_lines, summary_lines
from tests.reports.make_report import result

READING, STORING = Text("正在读取", "Reading"), Text("正在保存", "storing")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def job() -> Generator[Progress, None, str]:
    yield Progress(READING, 0, None)  # a large sheet is opened
    yield Progress(READING, 0, None)
    for done in (2_000, 4_000, 8_000):
        yield Progress(STORING, done, None)
        yield Progress(READING, done, 10_000)
    return "done"


def test_rate_and_time_left_are_reckoned_from_the_first_rows_on(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, seconds = Terminal(), count(100)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(time, "monotonic", lambda: float(next(seconds)))  # a second goes by with every step
    assert Console("en").follow(job()) == "done"
    lines = [line for line in screen.getvalue().split("\r\x1b[K") if line]
    assert lines == [
        "Reading",
        "Reading",
        "Reading 2,000 / 10,000",
        "Reading 4,000 / 10,000, 1,000 rows/s, about 6 s left",
        "Reading 8,000 / 10,000, 1,500 rows/s, about 1 s left",
    ]


def test_without_a_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    assert Console("zh").follow(job()) == "done"
    assert not out.getvalue()


@pytest.mark.parametrize(("lang", "grade"), [("zh", "  级别：2 严重"), ("en", "  Grade: 2 serious")])
def test_a_rule_is_told_with_the_word_for_its_grade(lang: Lang, grade: str) -> None:
    lines = list(rule_lines("lone_visitor", lang))
    assert grade in lines
    assert len(lines) == 5


def test_a_reading_names_outcomes_in_the_language_asked_for() -> None:
    assert any("→ cash_taken [疑似违规] " in line for line in reading_lines("我方收取现金2000元。", "zh"))
    assert any("→ cash_taken [suspected violation] " in line for line in reading_lines("我方收取现金2000元。", "en"))


def test_a_reading_says_how_it_is_read_and_what_would_settle_each_finding() -> None:
    first, *lines = reading_lines("我方收取现金2000元。", "en")
    assert first.startswith("Each clause (who")
    found = next(i for i, line in enumerate(lines) if line.startswith("→ cash_taken"))
    assert lines[found + 1].startswith("  What would settle it: Proof")


def test_an_hour_is_listed_once() -> None:
    times = [line for line in reading_lines("We came at 3 pm and left.", "en") if line.startswith("time ")]
    assert times == ["time 15:00 [3 pm] happened"]


def test_nothing_to_read_is_told() -> None:
    with pytest.raises(AuditError, match="nothing to read"):
        list(reading_lines(" ", "en"))


def test_findings_about_a_whole_log_are_counted_apart() -> None:
    lines = [line.zh for line in summary_lines(cast("AuditRun", result()), [])]
    assert "  另有针对整份日志的问题 1 项：记录要素缺失" in lines
    assert not any(line.startswith("  记录要素缺失") for line in lines)
