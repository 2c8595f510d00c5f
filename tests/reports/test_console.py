"""What a terminal shows while a job runs."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Generator
from itertools import count

import pytest

from audit.model import Progress, Text
from reports.console import Console

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
