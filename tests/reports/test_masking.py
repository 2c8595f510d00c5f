"""Masks are as long as what they hide, and hide no more than they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.masking import Names, mask_name, mask_names, mask_text, people


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13800001234。", "电话138****1234。"),
        ("电话138 0000 1234。", "电话138 **** 1234。"),
        ("身份证330199199001011237已核", "身份证3301**********1237已核"),
        ("证号33019919900101123X", "证号3301**********123X"),
        ("卡号6222 0212 3456 7890 123", "卡号**** **** **** ***0 123"),
        ("座机0571-88881234", "座机0571-******34"),
        ("住3幢2单元502室", "住3幢2单元***室"),
        ("文三路259号3-2-502", "文三路259号3-2-***"),
        ("欠款82000元，2026-09-03到达", "欠款82000元，2026-09-03到达"),
        ("前往房屋，共3户籍", "前往房屋，共3户籍"),
        ("合计  15户", "合计  15户"),
        ("共15户", "共15户"),
    ],
)
def test_numbers(text: str, masked: str) -> None:
    assert mask_text(text) == masked


def test_names_in_prose() -> None:
    assert mask_text("张三丰与张三到达", {"张三丰", "张三"}) == "张**与张*到达"


@pytest.mark.parametrize(
    ("name", "masked"), [("张三", "张*"), ("欧阳娜娜", "欧***"), ("John Smith", "J*** S****"), ("𠮷田", "𠮷*"), ("", "")]
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("cell", "masked"),
    [
        ("张三、李四四", "张*、李**"),
        ("张三(主)/李四0123", "张*(主)/李*0123"),
        ("John Smith, 王五", "J*** S****, 王*"),
        ("本人", "本人"),
        ("母亲", "母亲"),
        ("", ""),
    ],
)
def test_cells_of_names(cell: str, masked: str) -> None:
    assert mask_names(cell) == masked


def test_many_names_in_one_pass() -> None:
    assert Names(["张三", "张三丰", "李四"]).mask("张三丰、李四与张三\ud800") == "张**、李*与张*\ud800"
    assert Names([]).mask("张三") == "张三"


def test_the_case_number_stays() -> None:
    assert mask_text("案件202609010001234567号", keep={"202609010001234567"}) == "案件202609010001234567号"


@given(st.text(alphabet="张三0123456789- 号室X李，", max_size=60))
def test_length_is_kept(text: str) -> None:
    assert len(mask_text(text, {"张三", "李"})) == len(text)


@pytest.mark.parametrize(
    "role", ["母亲", "女友", "大女儿", "其母亲", "村支书", "其堂弟", "物业前台", "人事主管", "无人", "前台", "张先生"]
)
def test_a_role_is_no_name(role: str) -> None:
    assert not people(role)


@pytest.mark.parametrize("name", ["李明", "欧阳雪", "方大同", "李明母亲", "艾力江"])
def test_a_name_is_one(name: str) -> None:
    assert people(name) == [name]
