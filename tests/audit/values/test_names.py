"""The people in a cell, in any of the usual spellings."""

from __future__ import annotations

import pytest

from audit.values import names
from audit.values.names import Names, like_name, read_names

TWO = ("张三", "李四")


@pytest.mark.parametrize(
    "text",
    ["张三、李四", "张三 李四", "张三　李四", "张三/李四", "张三+李四", "张三＋李四", "张三，李四", "张三;李四", "张三和李四", "张三与李四", "张三&李四", "张三\n李四", "张三(主)李四(辅)", "张三（主访）、李四（协访）", "主访:张三;协访:李四",
     "主访张三、协访李四", "1.张三 2.李四", "①张三②李四", "张 三、李　四", "外访员：张三、李四", "张三 、 李四"],
)  # fmt: skip
def test_two_people(text: str) -> None:
    assert read_names(text) == Names(TWO)


@pytest.mark.parametrize(
    "text",
    [
        "张三(工号0123)、李四(工号0456)",
        "张三0123、李四0456",
        "0123张三 0456李四",
        "张三（0123）/李四（0456）",
        "张三-0123、李四-0456",
        "0123 张三\n0456 李四",
    ],
)
def test_two_people_with_their_numbers(text: str) -> None:
    assert read_names(text) == Names(TWO, ("0123", "0456"))


@pytest.mark.parametrize("text", ["欧阳娜娜", "司马光", "李和平", "阿卜杜拉·买买提", "张*三", "Tan Wei Ming", "王建", "张先生"])
def test_one_person(text: str) -> None:
    assert read_names(text) == Names((text,))


@pytest.mark.parametrize(
    ("text", "people"),
    [("李和平和张三", ("李和平", "张三")), ("Tan Wei Ming, Lee Kah Hoe", ("Tan Wei Ming", "Lee Kah Hoe")), ("John Tan and Mary Lim", ("John Tan", "Mary Lim")), ("Wong Ka Ho / Chan Siu Ming", ("Wong Ka Ho", "Chan Siu Ming")),
     ("张三、张三", ("张三", "张三")), ("陳大文、李嘉欣", ("陳大文", "李嘉欣")), ("司马相如、欧阳修", ("司马相如", "欧阳修")), ("张三、李四、王五", ("张三", "李四", "王五"))],
)  # fmt: skip
def test_order_and_repeats_are_kept(text: str, people: tuple[str, ...]) -> None:
    assert read_names(text) == Names(people)


@pytest.mark.parametrize("text", ["2", "2人", "两人", "双人", "共2人", "二人"])
def test_a_headcount_is_no_name(text: str) -> None:
    assert read_names(text) == Names(trouble=names.HEADCOUNT)


def test_et_al_is_told() -> None:
    assert read_names("张三等2人") == Names(("张三",), (), names.ET_AL)
    assert read_names("张三、李四等") == Names(TWO, (), names.ET_AL)


def test_names_that_run_together_are_parted_and_told() -> None:
    assert read_names("张三李四") == Names(TWO, (), names.RUN_TOGETHER)
    assert read_names("张三王小明") == Names(("张三", "王小明"), (), names.RUN_TOGETHER)


def test_numbers_alone_and_nothing() -> None:
    assert read_names("AX1002、AX1003") == Names((), ("AX1002", "AX1003"))
    assert read_names("无") == read_names("/") == Names()


def test_what_looks_like_a_name() -> None:
    assert [t for t in ("张三", "欧阳倩", "Tan Wei Ming", "无人", "承诺还款", "本人") if like_name(t)] == [
        "张三",
        "欧阳倩",
        "Tan Wei Ming",
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Lee, K.", ("Lee, K",)),
        ("Lee, K M / Tan, W.", ("Lee, K M", "Tan, W")),
        ("Lee, KM", ("Lee, KM",)),
        ("Shahril、Raj", ("Shahril", "Raj")),  # short names are no initials: two came
        ("Chan / Lee", ("Chan", "Lee")),
        ("Chan and Ali", ("Chan", "Ali")),
        ("Tan, Lim", ("Tan", "Lim")),
        ("LEE, NG", ("LEE", "NG")),
        ("A, B", ("A", "B")),
    ],
)
def test_initials_belong_to_the_surname_before_the_comma_and_short_names_are_people(cell: str, names: tuple[str, ...]) -> None:
    assert read_names(cell).names == names
