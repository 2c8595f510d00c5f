"""What is kept of a wording never shows: an account reads the same whatever was read before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.account import Actor, Cast, read, units, vocabulary
from audit.account.units import placed, sentences

CAST = Cast(visitors=("王伟", "李强"), borrower="赵敏")


def test_the_same_wording_is_worked_out_once() -> None:
    (one, other), _ = placed("客户不在家,客户不在家", CAST, vocabulary())
    assert one.unit is other.unit
    assert (one.start, other.start) == (0, 6)


def test_two_names_without_a_stop_between_are_two_people() -> None:
    (one,), _ = placed("王伟李强两人到场", CAST, vocabulary())
    assert [(t.start, t.end) for t in one.unit.pieces[0].tokens if t.actor is Actor.COLLECTORS][:2] == [(0, 2), (2, 4)]


def test_only_what_ends_a_sentence_begins_the_next() -> None:
    folded = "。两人到场,出示证件!?客户在家,。;没有还款"
    assert [(one.start, one.sentence) for one in placed(folded, CAST, vocabulary())[0]] == [(1, 1), (6, 1), (12, 2), (19, 3)]
    assert [one.sentence for one in placed("两人到场,出示证件", CAST, vocabulary())[0]] == [0, 0]


def test_a_nickname_is_ours_unless_only_the_borrower_bears_the_name() -> None:
    assert Actor.BORROWER in read("小赵收下了信", CAST).people
    assert Actor.BORROWER not in read("小赵收下了信", Cast(("赵刚",), "钱进")).people


_CLAUSES = st.sampled_from(
    [
        "王伟出示了工作证",
        "小赵说没带证",
        "“你别跟我妈说",
        "他不认",
        "”",
        "收了五百现金",
        "邻居问找谁",
        "说是来要债的",
        "经其同意后入内",
        "李强在楼下等",
        "不是没出示",
        "我喊“派出所",
        "敲门说“物业",
        "他晕倒",
        "送医",
        "电话",
        "没接",
        "登记的是1栋",
        "我们到的是旁边2",
    ]
)


def test_a_sentence_is_worked_out_once() -> None:
    words = vocabulary()
    text = "敲门说“物业，登记的是1栋，我们到的是旁边2"
    (one,), (other,) = (sentences(*placed(text, CAST, words), words) for _ in range(2))
    assert one[1] is other[1]
    assert "third_place" in one[1].hits


@pytest.mark.parametrize(("limit", "most"), [("_MOST", 10), ("_MOST_STATES", 3)])
def test_what_is_kept_has_an_end(limit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    words = vocabulary()
    words.forget()
    texts = [f"王伟说{n}号没带证，登记的是{n}栋，我们到的是旁边{n + 1}栋，客户称{n}日还{n}千。" for n in range(60)]
    found = [read(text, CAST, words).mentions for text in texts]
    free = len(words.units), len(words.sentences)
    words.forget()
    monkeypatch.setattr(units, limit, most)
    assert [read(text, CAST, words).mentions for text in texts] == found
    kept = len(words.units), len(words.sentences)
    assert all(some < many for some, many in zip(kept, free, strict=True)), (kept, free)


def test_an_anchor_inside_another_hides_nothing(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text('[concept.stopped.terms]\nformal = ["(停催|暂停催收)了?"]\n', encoding="utf-8")
    (found,) = read("已暂停催收了", words=vocabulary(file)).find("stopped")
    assert (found.start, found.end) == (1, 6)


@given(st.lists(st.tuples(_CLAUSES, st.sampled_from("，。；？")), max_size=8))
def test_what_was_read_before_changes_nothing(clauses: list[tuple[str, str]]) -> None:
    words = vocabulary()
    text = "".join(clause + stop for clause, stop in clauses)
    after_others = read(text, CAST, words)
    found = after_others.mentions, tuple(after_others.clauses), after_others.persons
    words.forget()
    fresh = read(text, CAST, words)
    assert found == (fresh.mentions, tuple(fresh.clauses), fresh.persons)
