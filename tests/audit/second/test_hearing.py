"""What goes into the network, and that an account is heard alike in any company."""

from __future__ import annotations

import pytest

from audit.account import Cast, read
from audit.second.hearing import ear, marks, named

CAST = Cast(visitors=("覃光明", "臧玉梅"), borrower="邬海燕")


def test_names_of_the_row_are_put_as_what_they_are() -> None:
    text, places = named(read("臧玉梅敲门，邬海燕应门", CAST))
    assert text == "外访员敲门,借款人应门"
    assert places == [0, 0, 0, 3, 4, 5, 6, 6, 6, 9, 10]


def test_a_text_without_names_keeps_its_places() -> None:
    assert named(read("敲门，无人", CAST)) == ("敲门,无人", [0, 1, 2, 3, 4])


def test_each_character_is_marked_with_who_acts_and_whether_at_all() -> None:
    known = marks(read("我们未出示证件，邻居说看见了", CAST)).tolist()
    assert known[0][:2] == [1, 2]  # collectors, denied
    assert known[9][0] == 6  # neighbour
    assert known[-1] == [0, 0, 0]


def test_alone_and_in_company_the_same_is_heard() -> None:
    readings = [read(t, CAST) for t in ("证没带，他也没问。", "", "一个人上去的，" * 60, "客户月底还款")]
    together = ear().hear(readings)
    assert [len(heard) for heard in together] == [len(ear().rules), 0, len(ear().rules), len(ear().rules)]
    for reading, heard in zip(readings, together, strict=True):
        for one, other in zip(ear().hear([reading])[0], heard, strict=True):
            assert (one.rule, one.start, one.end) == (other.rule, other.start, other.end)
            assert one.score == pytest.approx(other.score, abs=0.011)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "。", "\ue000\ue001", "𠮷" * 10, "a" * 3000, "，" * 2000])
def test_odd_texts_are_heard_without_harm(text: str) -> None:
    for heard in ear().hear([read(text)])[0]:
        assert 0 <= heard.start <= heard.end <= len(text)
