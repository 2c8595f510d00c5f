"""Names: the people of the columns as accounts call them."""

from __future__ import annotations

import pytest

from audit.account import Actor, Cast, read
from audit.account.fold import fold
from audit.account.names import names

CAST = Cast(("覃光明", "Winnie Siu", "欧阳志强"), "陈家辉", ("苗立人",), "", "")


def called(text: str, cast: Cast = CAST) -> list[tuple[str, Actor | None]]:
    return [(text[t.start : t.end], t.actor) for t in names(fold(text), cast)]


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("与Winnie Siu上楼", "Winnie Siu", Actor.COLLECTORS),
        ("Winnie在楼下", "Winnie", Actor.COLLECTORS),
        ("Mr Siu stayed in the van", "Mr Siu", Actor.COLLECTORS),
        ("Ms. Siu knocked", "Ms. Siu", Actor.COLLECTORS),
        ("欧阳志强到场", "欧阳志强", Actor.COLLECTORS),
        ("志强哥敲门", "志强哥", Actor.COLLECTORS),
        ("小强敲门", "小强", Actor.COLLECTORS),
        ("阿明在楼下", "阿明", Actor.COLLECTORS),
        ("覃姐敲门", "覃姐", Actor.COLLECTORS),
        ("明哥敲门", "明哥", Actor.COLLECTORS),
        ("阿辉说没钱", "阿辉", Actor.BORROWER),
        ("小辉说没钱", "小辉", Actor.BORROWER),
        ("陈哥说没钱", "陈哥", Actor.BORROWER),
        ("陳哥說沒錢", "陳哥", Actor.BORROWER),
        ("辉哥说没钱", "辉哥", Actor.BORROWER),
        ("陈师傅说没钱", "陈师傅", Actor.BORROWER),
        ("阿人说没钱", "阿人", Actor.LIABLE),
    ],
)
def test_a_name_however_it_is_called(text: str, name: str, actor: Actor) -> None:
    assert called(text) == [(name, actor)]


def test_an_initial_stands_for_a_word_of_the_name_and_a_letter_for_none() -> None:
    cast = Cast(("V. Krishnan", "Priya S", "Team A"), "M. Thomas")
    assert called("Krishnan spoke, Priya filmed, the team of Mr Thomas listened", cast) == [
        ("Krishnan", Actor.COLLECTORS),
        ("Priya", Actor.COLLECTORS),
        ("Mr Thomas", Actor.BORROWER),
    ]


@pytest.mark.parametrize(
    "text", ["陈姐夫说没钱", "从小明白事理", "大小明细", "阿里巴巴", "wins the day", "he may come", "表哥说没钱", "小区门口"]
)
def test_what_is_no_name(text: str) -> None:
    assert called(text) == []


def test_words_that_hold_a_character_of_a_name() -> None:
    cast = Cast(("王平", "李红"), "张阳")
    assert called("小平房外, 小红书, 小阳台", cast) == []
    assert called("小平去, 小红留, 小阳骂", cast) == [
        ("小平", Actor.COLLECTORS),
        ("小红", Actor.COLLECTORS),
        ("小阳", Actor.BORROWER),
    ]


def test_the_borrower_bears_our_surname() -> None:
    cast = Cast(("陈志远", "Kenny Chan"), "陈家辉")
    assert called("陈先生说没钱", cast) == [("陈先生", Actor.BORROWER)]
    assert called("陈队敲门", cast) == [("陈队", Actor.COLLECTORS)]
    cast = Cast(("Kenny Chan",), "Chan Tai Man")
    assert called("Mr Chan shouted at Kenny", cast) == [("Mr Chan", Actor.BORROWER), ("Kenny", Actor.COLLECTORS)]


def test_names_that_are_words_of_the_language_stand_with_a_title_only() -> None:
    cast = Cast(("Grace Ho", "Mark Ng"), "Will Law")
    assert called("by law he may will it; mark this", cast) == []
    assert called("Mr Ng and Ms Ho met Mr Law", cast) == [
        ("Mr Ng", Actor.COLLECTORS),
        ("Ms Ho", Actor.COLLECTORS),
        ("Mr Law", Actor.BORROWER),
    ]


def test_who_does_it() -> None:
    reading = read("陈哥骂人，阿明出示工作证", CAST)
    (shown,) = reading.find("credentials_shown")
    assert shown.actor is Actor.COLLECTORS
    assert [p.actor for p in reading.persons][:1] == [Actor.BORROWER]
