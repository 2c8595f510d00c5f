"""Numbers that tell who somebody is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.values.identity import find_numbers, is_id_card, luhn


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("310199199709054710", ["id_card"]),
        ("310199 19970905 4710", ["id_card"]),
        ("310199199702304710", []),
        ("6299451597156522", ["bank_card"]),
        ("6299451597156523", []),
        ("13800001234", ["mobile"]),
        ("0086 13800001234", ["mobile"]),
        ("12800001234", []),
        ("13800001234和13900005678", ["mobile", "mobile"]),
        ("138000012345", []),
        ("*13800001234", []),
        ("身份证310199970905471", ["id_card"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [n.kind for n in find_numbers(text)] == kinds


def test_checksums() -> None:
    assert is_id_card("33019919800814865X")
    assert not is_id_card("330199198008148651")
    assert luhn("4111111111111111")
    assert not luhn("0000000000000000")


@given(st.text(alphabet="0123456789 -Xx１２＊*八a，", max_size=80))
def test_any_text_is_read_and_spans_lie_in_order(text: str) -> None:
    last = 0
    for number in find_numbers(text):
        assert last <= number.start < number.end <= len(text)
        last = number.end
