"""The reading: who, to whom, denied or not, happened or only meant, by grammar and not by topic."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.account import COLLECTING, Actor, Cast, Place, Status, describe, read
from audit.account.reading import Mention

CAST = Cast(("覃光明", "臧玉梅"), "邬海燕", ("苗立人",), "邬海燕", "本人")


def shown(text: str) -> Mention:
    mentions = read(text, CAST).find("credentials_shown", status=None)
    assert mentions, text
    return mentions[0]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("我们出示了工作证", Status.HAPPENED),
        ("我们没有出示工作证", Status.DENIED),
        ("我方未出示任何证件", Status.DENIED),
        ("进门后忘了出示证件", Status.DENIED),
        ("并非未出示证件", Status.HAPPENED),
        ("不是我们不肯亮证", Status.HAPPENED),
        ("不得不出示证件", Status.HAPPENED),
        ("没等他开口就亮了证", Status.HAPPENED),
        ("外访应当出示证件", Status.RULE),
        ("按规定出示了证件", Status.HAPPENED),
        ("未按规定出示证件", Status.DENIED),
        ("打算进屋再出示证件", Status.INTENDED),
        ("如果出示证件", Status.INTENDED),
        ("原计划先出示证件", Status.CORRECTED),
        ("上次出示了证件", Status.ELSEWHERE),
        ("客户说我们出示了证件", Status.REPORTED),
        ("他问有没有出示证件", Status.ASKED),
        ("好像出示了证件", Status.UNSURE),
        ("We did not show our badges", Status.DENIED),
        ("We showed our badges", Status.HAPPENED),
        ("I never showed my badge", Status.DENIED),
        ("本次末出示證件", Status.DENIED),
    ],
)
def test_status(text: str, status: Status) -> None:
    assert shown(text).status is status


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("我们出示证件", Actor.COLLECTORS),
        ("覃光明出示证件", Actor.COLLECTORS),
        ("光明出示证件", Actor.COLLECTORS),
        ("老覃出示证件", Actor.COLLECTORS),
        ("覃姐出示证件", Actor.COLLECTORS),
        ("小聂出示证件", Actor.COLLECTORS),
        ("借款人出示证件", Actor.BORROWER),
        ("邬海燕出示证件", Actor.BORROWER),
        ("邬女士出示证件", Actor.BORROWER),
        ("他父亲出示证件", Actor.RELATIVE),
        ("债务人的堂哥来了，他出示证件", Actor.RELATIVE),
        ("苗立人出示证件", Actor.LIABLE),
        ("保安出示证件", Actor.STAFF),
        ("同事出示证件", Actor.PARTNER),
        ("客户同事出示证件", Actor.COLLEAGUE),
        ("客户开门，出示证件", Actor.COLLECTORS),
        ("我们向客户出示证件", Actor.COLLECTORS),
        ("客户被我们要求出示证件", Actor.BORROWER),
        ("由臧玉梅出示证件", Actor.COLLECTORS),
    ],
)
def test_actor(text: str, actor: Actor) -> None:
    assert shown(text).actor is actor


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("我们向客户出示证件", Actor.BORROWER),
        ("我们对他母亲出示证件", Actor.RELATIVE),
        ("我们给保安出示证件", Actor.STAFF),
        ("我们跟邻居出示证件", Actor.NEIGHBOUR),
    ],
)
def test_target(text: str, target: Actor) -> None:
    assert shown(text).target is target


def test_who_asked_for_it() -> None:
    mention = shown("客户要求我们出示证件")
    assert (mention.actor, mention.causer, mention.status) == (Actor.COLLECTORS, Actor.BORROWER, Status.INTENDED)


def test_what_somebody_says_ends_where_ours_begin() -> None:
    reading = read("他说证件是假的，我们又出示了工作证", CAST)
    assert [m.status for m in reading.find("credentials_shown", by=COLLECTING)] == [Status.HAPPENED]


def test_correction_ends_the_plan() -> None:
    reading = read("原计划一人去，后改为两人同行", CAST)
    assert reading.has("together")
    assert [c.status for c in reading.clauses] == [Status.CORRECTED, Status.HAPPENED]


def test_place_is_carried_on() -> None:
    reading = read("在楼道里碰到客户，出示工作证", CAST)
    assert reading.find("credentials_shown")[0].place is Place.PUBLIC


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("22:35到楼下", (22, 35)), ("晚上十点四十多才碰上", (22, 40)), ("早上5点半到", (5, 30)), ("下午3点20分进门", (15, 20)),
        ("凌晨一点还在", (1, 0)), ("夜里十一点多", (23, 0)), ("十点五十走的", (10, 50)), ("arrived at 10.40 pm", (22, 40)),
        ("八点一刻", (8, 15)), ("晚十点整", (22, 0)),
    ],
)  # fmt: skip
def test_times(text: str, clock: tuple[int, int]) -> None:
    assert [(m.hour, m.minute) for m in read(text, CAST).times] == [clock]


@pytest.mark.parametrize("text", ["一点小事", "三点要求", "谈了几点意见", "还款1:1", "等了两点钟头"])
def test_no_times(text: str) -> None:
    assert [m for m in read(text, CAST).times if m.sure] == []


def test_a_call_is_no_visit() -> None:
    (moment,) = read("客户早上6点50给我们回了个电话", CAST).times
    assert moment.phone


def test_unpunctuated_text_is_cut_where_a_new_subject_acts() -> None:
    assert len(read("忘带工作证了跟他说了是来要钱的他也没问", CAST).clauses) >= 2


@given(st.text("我客户没出示证，。“”说收钱现金被让,. abcI", max_size=60))
def test_any_text_is_read_and_every_offset_holds(text: str) -> None:
    reading = read(text, CAST)
    for mention in reading.mentions:
        start, end = reading.quote(mention)
        assert 0 <= start <= mention.start < mention.end <= end <= len(text)
    assert all(text[c.start : c.end] == c.text for c in reading.clauses)
    assert list(describe(reading)) == list(describe(read(text, CAST)))


@pytest.mark.parametrize("piece", ["收现金", "客户说没", "证", "我和小王", "收了钱，", "给我转", "“", "1", "两人", "覃光明，"])
def test_hostile_text_takes_time_linear_in_its_length(piece: str) -> None:
    def spent(length: int) -> float:
        text = (piece * length)[:length]
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            _ = read(text, CAST).mentions
            best = min(best, time.process_time() - start)
        return best

    assert spent(16_000) < 12 * spent(2_000) + 0.2
