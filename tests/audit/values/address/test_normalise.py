"""The comparable text and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.values.address.normalise import number, plain


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("凤城八路６号院６－２－１２０４", "凤城八路6号院6-2-1204"),
        ("中山二路十二号", "中山二路12号"),
        ("八一路五十号", "八一路50号"),
        ("五四路158号", "五四路158号"),
        ("十里大道8号", "十里大道8号"),
        ("經三路68號", "经三路68号"),
        ("壹栋贰单元叁零壹室", "1栋2单元301室"),
        ("张洼039号", "张洼39号"),
        ("33号之三", "33号之3"),
        ("18 号之二 301", "18号之2\x00301"),
        ("南塘村第三村民小组", "南塘村第3村民小组"),
        ("四零二室", "402室"),
        ("三门峡市", "三门峡市"),
        ("臺南路3號樓", "台南路3号楼"),
    ],
)
def test_plain(typed: str, text: str) -> None:
    assert plain(typed).text == text


@given(st.text(alphabet="一二十百零0９a１号楼室单元之第（） \u3000\u200b臺號ﬁ", max_size=30))
def test_every_character_knows_where_it_stood(typed: str) -> None:
    base = plain(typed)
    assert len(base.text) == len(base.where)
    assert list(base.where) == sorted(base.where)
    assert all(0 <= at < len(typed) for at in base.where)


@pytest.mark.parametrize(
    ("numeral", "value"), [("十", 10), ("二十三", 23), ("一百零八", 108), ("四零二", 402), ("十二", 12), ("12", 12), ("路", None)]
)
def test_number(numeral: str, value: int | None) -> None:
    assert number(numeral) == value
