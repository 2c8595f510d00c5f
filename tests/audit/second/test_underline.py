"""The words that a person would underline."""

from __future__ import annotations

import pytest

from audit.account import Cast, read
from audit.second.underline import grown, runs


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        ([-9, -9, 5, 2, -9], [(2, 3)]),
        ([-9, 5, -9, -9, 5.5, -9], [(1, 4)]),  # two quieter ones between
        ([4, -9, -9, -9, 5, -9], [(4, 4), (0, 0)]),  # three: another run, and the loudest comes first
        ([5, 1.5, 0.5, -9], [(0, 1)]),  # not four quieter than the loudest
        ([-5, -6.5, -8, -9], [(0, 1)]),  # a faint voice: the others must come nearer
        ([-3.0], [(0, 0)]),
    ],
)
def test_pieces_nearly_as_loud_as_the_loudest_belong_to_the_words(scores: list[float], wanted: list[tuple[int, int]]) -> None:
    assert runs(scores) == wanted


@pytest.mark.parametrize(
    ("text", "heard", "wanted"),
    [
        ("亮证后坐下，我让他去别家借一笔，他没应。", "借一笔", "我让他去别家借一笔"),  # the rest of the clause is near
        ("隔着铁门在三楼东户的楼梯间站了半个钟头借一笔，走了。", "借一笔", "借一笔"),  # and here it is not
        ("敲门，证没带，他也没问，走了。", "没带，他也没", "证没带，他也没问"),
        (
            "It would be a shame if somebody dropped the jar on the stairs one of these days.",
            " shame if somebody drop",
            "shame if somebody dropped",
        ),
        ("He said he'd rather we didn't come here any more and shut the door on us quietly.", "rather we didn", "rather we didn't"),
        ("来了。\n 没人，", "\n 没人，", "没人"),
        ("。，", "，", "，"),
    ],
)
def test_words_grow_to_the_end_of_a_near_clause_and_never_begin_with_a_blank(text: str, heard: str, wanted: str) -> None:
    at = text.index(heard)
    start, end = grown(read(text), at, at + len(heard))
    assert text[start:end] == wanted


def test_no_name_is_cut_and_no_title_ends_a_clause() -> None:
    text = "登记表后补，梅春香和我在楼道口一直站到客户的邻居散了以后才又去敲他的门。"
    start, end = grown(read(text, Cast(("梅春香",))), 0, text.index("春香"))
    assert text[start:end] == "登记表后补，梅春香"
    text = "On the stair we met Annabel and Kou's younger brother, and said nothing to them."
    start, end = grown(read(text, Cast(("Ann", "Kou"))), text.index("stair"), text.index("Kou") + 3)
    assert text[start:end] == "On the stair we met Annabel and Kou's"
    text = "We had waited a good while for Tan Ahmad who came late."
    start, end = grown(read(text, Cast(("Tan Ah",))), text.index("mad who"), text.index("late"))
    assert text[start:end] == "Tan Ahmad who came late"
    text = "Visited Mr. Kou at his farmhouse, whom Mr. Gu names as guarantor."
    start, end = grown(read(text), text.index("at his"), text.index("whom") + 4)
    assert text[start:end] == "at his farmhouse, whom"
    assert [clause.text.strip() for clause in read(text).clauses] == [
        "Visited Mr. Kou at his farmhouse",
        "whom Mr. Gu names as guarantor",
    ]
