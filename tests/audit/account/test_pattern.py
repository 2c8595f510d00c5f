"""The notation of terms: what it matches, and that every match holds an anchor."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.account.fold import fold
from audit.account.notation import parse_nodes
from audit.account.pattern import parse, trie

SLOTS = {"证": parse_nodes("(工作证|工牌|证)", {})}


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("出示工作证", "已出示工作證"),
        ("(出示|亮)了?证", "亮了证"),
        ("(出示|亮)了?证", "出示证"),
        ("[没未]带证", "未带证"),
        ("出示~证", "出示了他的证"),
        ("出示~2证", "出示了证"),
        ("搭档~~楼下等", "搭档说累，在楼下等"),
        ("出示~<证>", "出示过工牌"),
        ("^单人$", "单人。敲门"),
        ("show(ed|n)? badges?", "we showed badge"),
        ("钱~~8@收下", "钱不多，收下"),
    ],
)
def test_what_a_term_matches(term: str, text: str) -> None:
    assert re.search(parse(term, SLOTS).regex or re.escape(parse(term, SLOTS).literal), fold(text))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("出示~证", "出示，证"),
        ("出示~2证", "出示了他的证"),
        ("搭档~~楼下等", "搭档。楼下等"),
        ("^单人$", "单人外访"),
        ("show badge", "show badger"),
        ("alone", "阿alonely"),
    ],
)
def test_what_it_does_not(term: str, text: str) -> None:
    pattern = parse(term, SLOTS)
    regex = pattern.regex.pattern if not pattern.literal else rf"(?<![a-z]){re.escape(pattern.literal)}(?![a-z])"
    assert not re.search(regex, fold(text))


@pytest.mark.parametrize(
    ("term", "what"),
    [
        ("(出示|亮", "( without"), ("出示)", ") without"), ("~证", "gap"), ("出示~99证", "gap of 99"), ("<礼>", "no slot"), ("a|b", "outside"),
        ("?证", "nothing before"), ("(出示)?", "nothing that must be there"), ("a~b~c~d~e~f", "more than"), ("@收", "@ may stand"),
        ("", "empty"),
    ],
)  # fmt: skip
def test_a_bad_term_says_what_is_wrong(term: str, what: str) -> None:
    with pytest.raises(ValueError, match=re.escape(what)):
        parse(term, SLOTS)


WORDS = st.lists(st.text("ab证件工", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS)
def test_a_trie_matches_just_its_words_and_the_longest(words: list[str]) -> None:
    regex = re.compile(trie(words))
    for word in words:
        found = regex.match(word)
        assert found is not None
        assert found.group() == word
    longest = max(words, key=len)
    assert regex.fullmatch(longest + "x") is None


@given(
    st.sampled_from(["(出示|亮)了?<证>", "收~3(现金|钱)", "a?(b|c~2d)e", "[没未]~<证>"]),
    st.text("出示亮了证工牌收现金钱abcde没未x", max_size=14),
)
def test_every_match_holds_an_anchor_and_its_support(term: str, text: str) -> None:
    pattern = parse(term, SLOTS)
    for found in pattern.regex.finditer(text):
        assert any(anchor in found.group() for anchor in pattern.anchors)

        assert len(found.group()) <= pattern.before + pattern.after
