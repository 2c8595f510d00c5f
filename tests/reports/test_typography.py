"""Lines break as Chinese print asks, and nothing is lost on the way."""

from collections import defaultdict
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.cidfont import covers
from reports.typography import NO_END, NO_START, Printable, Run, readable, wrap

WIDTHS: dict[str, float] = defaultdict(lambda: 1.0) | dict.fromkeys(map(chr, range(32, 127)), 0.5)
WIDTHS = defaultdict(lambda: 1.0, WIDTHS)


def lines(text: str, limit: float) -> list[str]:
    return [line.text for line in wrap([Run(text)], WIDTHS, limit)]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert lines("一二三四五，六七八九十。", 5) == ["一二三四", "五，六七八", "九十。"]


def test_no_line_ends_with_an_opening_mark() -> None:
    assert lines("一二三四“五六”七八", 5) == ["一二三四", "“五六”七", "八"]


def test_words_and_numbers_stay_whole() -> None:
    assert lines("金额 2000 yuan 已付", 5) == ["金额 2000", "yuan 已付"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert lines("a" * 25, 5) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_word_is_cut_rather_than_its_full_stop_left_alone() -> None:
    assert lines("a" * 10 + "。", 5) == ["a" * 9, "a。"]
    assert lines("0" * 12 + "，”", 6) == ["0" * 11, "0，”"]


def test_line_ends_are_kept() -> None:
    assert lines("一\n\n二", 5) == ["一", "", "二"]


def test_marks_keep_their_words_over_a_break() -> None:
    found = wrap([Run("一二三"), Run("四五六七", "mark"), Run("八")], WIDTHS, 5)
    assert [(run.text, run.look) for line in found for run in line.runs] == [
        ("一二三", ""),
        ("四五", "mark"),
        ("六七", "mark"),
        ("八", ""),
    ]


@settings(max_examples=150)
@given(st.text(alphabet="一二三。，“”（）ab1 ", max_size=80), st.integers(4, 12))
def test_text_survives_and_marks_stand_right(text: str, limit: int) -> None:
    found = lines(text, limit)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    for line in found:
        assert sum(WIDTHS[c] for c in line.rstrip(" ")) <= limit
    for before, after in pairwise(found):
        good = after[:1] not in NO_START and before[-1:] not in NO_END
        assert good or not any(may_break(before[:n], before[n]) for n in range(1, len(before))), (before, after)


def may_break(line: str, after: str) -> bool:
    word = line[-1] in "ab1" and after in "ab1"
    return after not in NO_START and line.rstrip(" ")[-1:] not in NO_END and not word and after != " "


def test_what_cannot_be_drawn_is_spelled_out() -> None:
    table = Printable(covers)
    assert readable("a\x07b\u202ec\ud800d😀\r\ne\tf", table) == "a〔U+0007〕b〔U+202E〕c〔U+D800〕d〔U+1F600〕\ne f"


def test_rare_name_characters_are_drawn() -> None:
    rare = "䶮𬭎㛃𠮷𣇉𪚥㑇"
    assert readable(rare, Printable(covers)) == rare
