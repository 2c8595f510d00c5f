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
        "told her boss that he owes 500, ", "拍了门牌，没有拍屋里，", "其舅已明言勿再打扰，次日复登门询其行踪，", "晚高峰堵车，七点半才到，八点二十结束，",
        "照片补拍了一张门牌,当场补的，", "电话约访那次没录,这次上门全程录了，", "我跟阿明穿拖鞋就去了,阿伯不给开门，", "劝他借网贷，别借，",
        "他扫了我手机上的码，是公司号还是个人号没写，", "开门后小丁推了他一把说你他妈还钱，", "让他误以为我俩是宽带师傅,进门后才亮明来意，",
        "按在门铃下面，写着“有事找，回电”，", "前夫称协议写明债务归女方，请前夫承担一半，", "资料上缺了单元号，我打算到了再问，就出的门，",
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
