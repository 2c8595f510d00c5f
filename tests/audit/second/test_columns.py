"""What a row says beside its account, as the network is told it."""

from __future__ import annotations

import pytest

from audit.second.columns import FLAGS, VALUES, flags, words
from tests.rows import phrase


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"relation": "本人", "address_type": "居住地"}, ""),
        ({"relation": "self", "address_type": "Home"}, ""),
        ({"relation": "邻居"}, "邻居|"),
        ({"relation": "母亲", "address_type": "父母住址"}, "母亲|父母住址|"),
        ({"relation": "", "person_met": "保安", "address_type": "單位"}, "保安|"),
        ({"relation": "一位自称是其表哥的男子"}, "一位自称是其表哥|"),
    ],
)
def test_what_is_no_stock_entry_is_told_in_its_own_words(cells: dict[str, str], told: str) -> None:
    assert words(phrase("到访", **cells)) == told


@pytest.mark.parametrize(
    ("cells", "place", "value"),
    [
        ({"visitors": "张立"}, 0, 1), ({"visitors": "张立、李敏、王五、赵六"}, 0, 3), ({"visitors": ""}, 0, 0),
        ({"id_shown": "是"}, 1, 1), ({"id_shown": "否"}, 1, 2), ({"id_shown": "部分"}, 1, 3), ({}, 1, 0),
        ({"recorded": "是"}, 2, 1), ({"recorded": "×"}, 2, 2),
        ({"start_time": "10:00"}, 3, 1), ({"start_time": "20:10", "end_time": "20:40"}, 3, 2), ({"start_time": "21:50", "end_time": "22:10"}, 3, 3),
        ({"start_time": "06:00"}, 3, 3), ({"start_time": "", "end_time": ""}, 3, 0),
        ({"relation": "无人"}, 4, 2), ({"relation": "邻居"}, 4, 3), ({"relation": ""}, 4, 0),
        ({"address_type": "单位"}, 5, 2), ({"address_type": "母亲住址"}, 5, 3), ({"address_type": ""}, 5, 0),
    ],
)  # fmt: skip
def test_the_rest_is_told_in_numbers(cells: dict[str, str], place: int, value: int) -> None:
    assert flags(phrase("到访", **cells))[place] == value


def test_as_many_numbers_as_the_network_knows() -> None:
    told = flags(phrase("到访"))
    assert len(told) == FLAGS
    assert all(0 <= one < VALUES for one in told)
