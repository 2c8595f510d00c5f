"""What goes into the network, and that an account is heard alike in any company."""

from __future__ import annotations

import numpy as np
import pytest

from audit.account import Cast, read
from audit.account.reading import Reading
from audit.model import Visit
from audit.second.hearing import _Known, ear, marks, named
from tests.rows import phrase

CAST = Cast(visitors=("覃光明", "臧玉梅"), borrower="邬海燕")


def heard_of(text: str, **cells: str) -> tuple[Visit, Reading]:
    return phrase(text, **cells), read(text, CAST)


def test_names_of_the_row_are_put_as_what_they_are() -> None:
    text, places = named(read("臧玉梅敲门，邬海燕应门", CAST))
    assert text == "外访员敲门,借款人应门"
    assert places == [0, 0, 2, 3, 4, 5, 6, 6, 8, 9, 10]  # from its first character to its last


def test_a_text_without_names_keeps_its_places() -> None:
    assert named(read("敲门，无人", CAST)) == ("敲门,无人", [0, 1, 2, 3, 4])


def test_long_numbers_are_all_one_and_short_ones_are_not() -> None:
    assert named(read("欠36580元，晚23点去的，1人", CAST))[0] == "欠10000元,晚23点去的,1人"


def test_each_character_is_marked_with_who_acts_and_whether_at_all() -> None:
    known = marks(read("我们未出示证件，邻居说看见了", CAST)).tolist()
    assert known[0][:2] == [1, 2]  # collectors, denied
    assert known[9][0] == 6  # neighbour
    assert known[-1] == [0, 0, 0]


def test_alone_and_in_company_the_same_is_heard() -> None:
    rows = [heard_of(t) for t in ("证没带，他也没问。", "", "一个人上去的，" * 60, "客户月底还款")]
    together = ear().hear(rows)
    assert [len(heard) for heard in together] == [len(ear().rules), 0, len(ear().rules), len(ear().rules)]
    for row, heard in zip(rows, together, strict=True):
        for one, other in zip(ear().hear([row])[0], heard, strict=True):
            assert (one.rule, one.spans) == (other.rule, other.spans)
            assert one.score == pytest.approx(other.score, abs=0.011)


def test_what_is_heard_to_the_end_scores_as_it_does_when_asked_for_scores() -> None:
    row = heard_of("亮证后坐下谈，我让他先去别家网贷平台借一笔出来把这期还上。")
    whole = ear().scores([row])[0][1]
    assert [h.score for h in ear().hear([row])[0]] == pytest.approx(whole.tolist(), abs=0.011)


def test_an_account_that_a_glance_finds_dull_is_left_unless_it_is_wanted_anyway() -> None:
    rows = [heard_of("客户称月底发工资后还款，双方道别离开。"), heard_of("客户称下月初还款，双方道别离开。")]
    never = np.full(len(ear().rules), 99, np.float32)
    heard = ear().hear(rows, (never, None))
    assert [bool(one) for one in heard] == [False, True]


def test_the_quote_is_of_the_account_never_of_the_columns() -> None:
    text = "其余略。"
    for heard in ear().hear([heard_of(text, relation="隔壁邻居大妈", address_type="其前妻父母住址")])[0]:
        assert all(0 <= start <= end <= len(text) for start, end in heard.spans)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "。", "\ue000\ue001", "𠮷" * 10, "a" * 3000, "，" * 2000])
def test_odd_texts_are_heard_without_harm(text: str) -> None:
    for heard in ear().hear([heard_of(text)])[0]:
        assert all(0 <= start <= end <= len(text) for start, end in heard.spans)


def test_only_a_phrase_that_is_much_alike_is_named_and_in_the_same_language() -> None:
    known = _Known.of({
        "known": np.array([[4, 0], [0, 1], [1, 0]], np.float16), "known_rules": np.array([0, 0, 0]),
        "known_texts": np.frombuffer("收了现金\n没出示证件\ntook cash".encode(), np.uint8),
    })  # fmt: skip
    alike, between = np.array([9, 1], np.float32), np.array([1, 1], np.float32)
    assert known.nearest(0, False, alike) == "收了现金"
    assert known.nearest(0, True, alike) == "took cash"
    assert known.nearest(0, False, between) == ""
    assert known.nearest(1, False, alike) == ""
