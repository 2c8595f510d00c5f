"""Folding keeps every offset, whatever comes in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.account.fold import fold


@given(st.text(max_size=80))
def test_the_length_never_changes(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("債務人將款項匯入外訪員個人帳戶", "债务人将款项汇入外访员个人帐户"),
        ("２２：３５到，ＯＫ", "22:35到,ok"),
        ("「你好」『吗』", "“你好”“吗”"),
        ("客户 在家", "客户,在家"),
        ("two of us", "two of us"),
        ("他说...走了..", "他说。。。走了。。"),
        ("took 1,500 in cash.", "took 1_500 in cash。"),
        ("3.5万", "3.5万"),
        ("İstanbul", "i̇stanbul"[:1] + "stanbul" if len("İ".lower()) == 1 else "İstanbul"),
    ],
)
def test_one_spelling(typed: str, folded: str) -> None:
    assert fold(typed) == folded
