"""Rules on texts that somebody made to keep them busy: a cell may hold 32,767 characters."""

from __future__ import annotations

import sys

import pytest

from audit.auditor import ask
from audit.rules import RULES
from tests.make import casebook
from tests.rows import phrase


@pytest.mark.parametrize(
    "piece",
    [
        "告诉邻居他欠银行三万，", "两人在楼下大声喊他欠钱，", "他妈让他姐姐替他还钱，", "跟客户小张说明，", "收了他现金，", "进屋后他让我们出去，",
        "told her boss that he owes 500, ",
    ],
)  # fmt: skip
def test_four_times_the_text_takes_four_times_the_calls(piece: str) -> None:
    calls(piece, 1_000)  # terms are made ready when first met
    assert calls(piece, 8_000) < 6 * calls(piece, 2_000)


def calls(piece: str, length: int) -> int:
    """How often anything is called, or a generator goes on, while all rules look at the piece again and again."""
    visit = phrase((piece * length)[:length])
    book = casebook(visit)
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        ask(RULES, visit, book)
    finally:
        sys.setprofile(before)
    return count
