"""Words looked for in a text of which each row has its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.values.text import occurrences


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("王强敲门，王强问", ("王强",), ["王强", "王强"]),
        ("欧阳强与欧阳", ("欧阳", "欧阳强"), ["欧阳强", "欧阳"]),
        ("ababa", ("aba",), ["aba"]),  # none runs into another
        ("敲门", (), []),
        ("敲门", ("",), []),
    ],
)
def test_words_are_found_where_they_stand(text: str, words: tuple[str, ...], wanted: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(text, words)] == wanted


@given(st.text("ab"), st.lists(st.text("ab", min_size=1), min_size=1))
def test_as_a_regular_expression_would_with_the_longest_word_first(text: str, words: list[str]) -> None:
    pattern = re.compile("|".join(sorted(words, key=len, reverse=True)))
    assert list(occurrences(text, words)) == [found.span() for found in pattern.finditer(text)]
