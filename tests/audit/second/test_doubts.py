"""When a person is asked to look, and when not."""

from __future__ import annotations

import pytest

from audit.account import Cast, read
from audit.model import Evidence, Found, Outcome, Text
from audit.second import doubts, doubts_of
from tests.rows import phrase

BREACH = "亮证后坐下谈，他说没钱，我让他先去别家网贷平台借一笔出来把这期还上。"
CLEAN = "我和同事两人到门口，出示工作证，客户说月底发工资还款，全程录像。"


def asked(text: str, **first: Found) -> dict[str, Found]:
    visit = phrase(text)
    return {a.rule: a.found for a in doubts(visit, first, read(text, Cast(visit.visitors, visit.borrower_name)))}


def violation(*evidence: Evidence) -> Found:
    return Found(Outcome.VIOLATION, Text("有人收了现金。", "Cash was taken."), evidence)


def test_where_the_first_is_silent_a_person_is_asked_to_look() -> None:
    found = asked(BREACH)["induced_borrowing"]
    assert found.outcome is Outcome.REVIEW
    (quote,) = found.evidence
    assert quote.start is not None
    assert quote.quote == BREACH[quote.start : quote.end]
    assert "借一笔" in quote.quote


def test_the_nearest_known_phrase_is_told_in_both_languages() -> None:
    message = asked(BREACH)["induced_borrowing"].message
    like = message.zh.split("“")[1].split("”")[0]
    assert len(like) > 5
    assert like in message.en


def test_what_the_first_found_is_not_found_again() -> None:
    known = violation(Evidence("account", BREACH[10:20], 10, 20))
    assert "induced_borrowing" not in asked(BREACH, induced_borrowing=known)


def test_a_plain_visit_raises_nothing() -> None:
    assert asked(CLEAN) == {}


def test_a_violation_by_words_that_speak_of_something_else_is_doubted() -> None:
    lowered = asked(CLEAN, cash_taken=violation(Evidence("account", CLEAN[15:20], 15, 20)))["cash_taken"]
    assert lowered.outcome is Outcome.REVIEW
    assert lowered.evidence == (Evidence("account", CLEAN[15:20], 15, 20),)
    assert lowered.message.zh.startswith("有人收了现金。")


@pytest.mark.parametrize("field", ["outcome", "id_shown"])
def test_what_a_cell_shows_is_not_doubted(field: str) -> None:
    assert asked(CLEAN, cash_taken=violation(Evidence(field, "收2000"))) == {}


def test_a_batch_answers_as_one_by_one() -> None:
    visits = [(phrase(t), {}, read(t)) for t in (BREACH, CLEAN, "", BREACH)]
    assert [[a.rule for a in one] for one in doubts_of(visits)] == [[a.rule for a in doubts(*v)] for v in visits]
