"""The notation of terms: what it matches, and that every match holds an anchor."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.account.fold import fold
from audit.account.matching import in_reach, matches
from audit.account.notation import Choice, Gap, Head, Literal, Node, Optional, Raw, Sequence, TermError, parse_nodes
from audit.account.pattern import Pattern, parse
from audit.account.spelling import longest, spelled_in_row
from audit.account.words import Term

SLOTS = {"证": parse_nodes("(工作证|工牌|证)", {}), "数": (Raw("[二三千]{1,10}", 10),)}


def found(pattern: Pattern, text: str) -> list[tuple[int, int]]:
    """Where the pattern matches, its anchors looked at one after another in order of place, as an audit does."""
    term = Term(0, "", "", pattern)
    places = sorted(m.start() for a in pattern.anchors for m in re.finditer(f"(?={re.escape(a)})", text))
    return [(one.start, one.end) for one in matches(((at, term) for at in places), text)]


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
        ("(没说，没钱|出示)", "他没说，没钱"),
        ("(let|ask) (us|me) in", "he let us in"),
    ],
)
def test_what_a_term_matches(term: str, text: str) -> None:
    assert found(parse(term, SLOTS), fold(text))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("出示~证", "出示，证"),
        ("出示~2证", "出示了他的证"),
        ("搭档~~楼下等", "搭档。楼下等"),
        ("^单人$", "单人外访"),
        ("show badge", "show badger"),
        ("alone", "阿alonely"),
        ("let (us|me) in", "let us into the room"),
        ("开着~3(录$|录音)", "开着记录仪"),
    ],
)
def test_what_it_does_not(term: str, text: str) -> None:
    assert not found(parse(term, SLOTS), fold(text))


@pytest.mark.parametrize("term", ["还(钱|,|$)", "妈(还(钱|,|$)|掏钱)", "走(了|,|$)?"])
def test_a_stop_beside_the_end_of_a_clause_keeps_the_term_in_it(term: str) -> None:
    pattern = parse(term, SLOTS)
    assert not pattern.across
    assert found(pattern, fold("妈还，走，"))
    assert found(pattern, fold("妈还。走"))


def test_a_stop_in_a_word_of_a_slot_stays_where_more_follows_it() -> None:
    slots = {"还": (Choice((parse_nodes("还(了|,|$)", {}),)),)}
    assert found(parse("<还>走", slots), fold("还，走"))


@pytest.mark.parametrize("term", ["还(钱|,)", "妈(还(钱|,|$)|掏钱)了", "走~~还"])
def test_a_term_that_needs_a_stop_runs_over_it(term: str) -> None:
    assert parse(term, SLOTS).across


@pytest.mark.parametrize(
    ("term", "what"),
    [
        ("(出示|亮", "( without"), ("出示)", ") without"), ("~证", "gap"), ("出示~99证", "gap of 99"), ("<礼>", "no slot"), ("a|b", "outside"),
        ("?证", "nothing before"), ("(出示)?", "nothing that must be there"), ("a~b~c~d~e~f", "more than 4 gaps"), ("@收", "@ may stand"),
        ("收" + "了?" * 17 + "钱", "more than 16 parts"), ("收" + "(票|票据)" * 17, "more than 16 parts"),
        ("快递(,|!)开门", "ends the sentence"), ("晕倒。送医", "ends the sentence"), ("", "empty"),
    ],
)  # fmt: skip
def test_a_bad_term_says_what_is_wrong(term: str, what: str) -> None:
    with pytest.raises(TermError, match=re.escape(what)) as error:
        parse(term, SLOTS)
    assert not re.search("[a-z] [a-z]", error.value.why.zh)


def regex(nodes: Sequence) -> str:
    """The same term as a regular expression."""
    return "".join(map(_regex, nodes))


def _regex(node: Node) -> str:
    match node:
        case Literal(text):
            return re.escape(text)
        case Choice(options):
            rest = sorted((o for o in options if spelled_in_row(o) is None), key=longest, reverse=True)
            words = {w for o in options for w in spelled_in_row(o) or ()}
            return f"(?:{'|'.join([*map(regex, rest), *map(re.escape, sorted(words, key=len, reverse=True))])})"
        case Optional(of):
            return f"(?:{_regex(of)})?"
        case Gap(most, over):
            return f"([^{'' if over else ',()'}。;!?\n]{{0,{most}}}?)"
        case Raw(raw):
            return raw
        case Head():
            return "(?P<head>)"


TERMS = st.sampled_from([
    "(出示|亮)了?<证>", "收~3(现金|钱)", "工?(证|现~2金)了", "[没未]~<证>", "(收|收了|收了~2)?(钱|现金$)", "^?(没|没有)~~4(证|<证>)?@钱", "亮了?~(了|了证)?$",
    "<数>(千|百)?(没|钱)", "[^没]收(钱|了(钱|(现)?金))", "(亮|出示)?了(<证>|~3证)?收", "(现|金~2)(证|$)", "(没有,没钱|出示)了?", "^钱(,|了)?~~收",
])  # fmt: skip
TEXT = st.text("出示亮了证工牌收现金钱没有未,。二三千", max_size=16)


@given(TERMS, TEXT)
def test_a_term_matches_where_the_same_regex_does(term: str, text: str) -> None:
    pattern = parse(term, SLOTS)
    plain = re.compile(regex(pattern.nodes))
    for start in range(len(text)):
        wanted, got = plain.match(text, start), pattern.steps[0].met(text, start)
        assert (wanted and wanted.end()) == (got and got.end)
        if wanted and got:
            assert got.head == (wanted.start("head") if "@" in term else -1)
            spans = {span for span in wanted.regs[1:] if span[0] != span[1]}
            assert {gap for gap in got.gaps if gap[0] != gap[1]} == spans


@given(TERMS, TEXT)
@example("(收|收了|收了~2)?(钱|现金$)", "钱钱")
def test_every_match_is_found_by_an_anchor_in_it(term: str, text: str) -> None:
    pattern = parse(term, SLOTS)
    wanted = list(re.compile(regex(pattern.nodes)).finditer(text))
    assert found(pattern, text) == [one.span() for one in wanted]
    assert all(any(anchor in one.group() for anchor in pattern.anchors) for one in wanted)


ACROSS = st.sampled_from([
    "证~~没钱", "(没有,没钱|出示)了?", "^钱(,|了)?~~收", "钱~2了~~(收|亮)~3(证|现金)", "[没未]~<证>~~(出示|亮了),钱", "(收|出示)(证|钱,)~2(了|没)?~~8@(二|三)千",
    "<证>~~4(没|未)~2(收|亮),(现金|钱)",
])  # fmt: skip


@given(ACROSS, TEXT)
@example("钱~2了~~(收|亮)~3(证|现金)", "钱三了,亮了证")
def test_what_a_term_over_commas_needs_is_there_wherever_it_matches(term: str, text: str) -> None:
    pattern = parse(term, SLOTS)
    for one in re.compile(regex(pattern.nodes)).finditer(text):
        places = [at for a in pattern.anchors for at in range(one.start(), one.end()) if text.startswith(a, at, one.end())]
        assert any(
            in_reach((at, Term(0, "", "", pattern)), text)
            and all(any(map(around(text, at).__contains__, need)) for need in pattern.needs)
            for at in places
        )


def around(text: str, at: int) -> str:
    """What stands between the two stops around a place."""
    return re.split("[,。]", text[:at])[-1] + re.split("[,。]", text[at:])[0]
