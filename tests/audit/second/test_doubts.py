"""What both readers answer: nothing, something to look at, a violation."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import pytest

from audit.account import Cast, read
from audit.bankwords import own
from audit.model import Evidence, Found, Outcome, Text
from audit.rules import BY_CODE
from audit.second import doubts, doubts_of
from audit.second.doubts import Limits, Thresholds
from audit.second.hearing import Heard
from tests.rows import phrase

module = importlib.import_module("audit.second.doubts")  # whose name is also that of what it is asked
BREACH = "亮证后坐下谈，他说没钱，我让他先去别家网贷平台借一笔出来把这期还上。"
CLEAN = "我和同事两人到门口，出示工作证，客户说月底发工资还款，全程录像。"


def asked(text: str, **first: Found) -> dict[str, Found | None]:
    visit = phrase(text)
    return {a.rule: a.found for a in doubts(visit, first, read(text, Cast(visit.visitors, visit.borrower_name)))}


def violation(*evidence: Evidence) -> Found:
    return Found(Outcome.VIOLATION, Text("有人收了现金。", "Cash was taken."), evidence)


def to_look_at(*evidence: Evidence) -> Found:
    return Found(Outcome.REVIEW, Text("或有人收了现金。", "Perhaps cash was taken."), evidence)


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Callable[[Limits], None]:
    """All rules under the same limits, whatever the first reader answered."""

    def limit(limits: Limits) -> None:
        known = dict.fromkeys(module.thresholds("chinese"), Thresholds(limits, limits, limits, -99.0))
        monkeypatch.setattr(module, "thresholds", lambda _language: known)
        monkeypatch.setattr(module, "_glance", lambda _language: None)

    return limit


#: Nothing is heard so loud, everything is.
NEVER, ALWAYS = 99.0, -99.0


@pytest.mark.parametrize(
    ("score", "outcome"), [(-1.0, None), (0.0, Outcome.REVIEW), (1.9, Outcome.REVIEW), (2.0, Outcome.VIOLATION)]
)
def test_one_score_for_a_look_and_a_higher_one_for_a_violation(score: float, outcome: Outcome | None) -> None:
    assert Limits(0.0, 2.0).outcome(score) is outcome


def test_in_each_language_more_is_asked_where_the_first_is_silent_than_where_it_accuses() -> None:
    chinese, english = module.thresholds("chinese"), module.thresholds("english")
    assert chinese.keys() == english.keys()
    for known in (*chinese.values(), *english.values()):
        assert all(limits.review < limits.violation for limits in (known.silent, known.review, known.violation))
        assert known.silent.violation > known.violation.violation or known.silent.violation > 50


def test_where_the_first_is_silent_the_sentence_is_shown() -> None:
    found = asked(BREACH)["induced_borrowing"]
    assert found is not None
    (quote,) = found.evidence
    assert quote.start is not None
    assert quote.quote == BREACH[quote.start : quote.end]
    assert "借一笔" in quote.quote


def test_the_nearest_known_phrase_is_told_in_both_languages() -> None:
    found = asked(BREACH)["induced_borrowing"]
    assert found is not None
    message = found.message
    like = message.zh.split("如“")[1].split("”")[0]
    assert len(like) > 5
    assert like in message.en


@pytest.mark.parametrize(
    ("like", "said"),
    [("说“先垫上”，他没应。", "（如“说‘先垫上’，他没应”）"), ("Took it.", "（如“Took it”）"), ("", "已知说法相近。")],
)
def test_an_example_is_quoted_around_what_it_quotes_and_without_its_stop(like: str, said: str) -> None:
    visit = phrase(BREACH)
    heard = Heard("induced_borrowing", 1.0, ((0, 4),), like)
    assert said in module._raised(visit, read(BREACH), heard, Outcome.REVIEW).message.zh


def test_it_tells_what_the_rule_means_what_it_does_not_and_what_would_clear_it() -> None:
    found = asked(BREACH)["induced_borrowing"]
    assert found is not None
    assert found.clears is not None
    rule = BY_CODE["induced_borrowing"]
    for part, whole in ((rule.broken, found.message), (rule.kept, found.clears), (rule.clears, found.clears)):
        assert part.zh in whole.zh
        assert part.en in whole.en


def test_where_it_is_sure_it_is_a_violation_named_by_its_rule(limited: Callable[[Limits], None]) -> None:
    limited(Limits(NEVER, 0.0))
    found = asked(BREACH)["induced_borrowing"]
    assert found is not None
    assert found.outcome is Outcome.VIOLATION
    assert "诱导借贷" in found.message.zh
    assert "borrow" in found.message.en.lower()


def test_where_it_is_not_so_sure_a_person_is_asked(limited: Callable[[Limits], None]) -> None:
    limited(Limits(0.0, NEVER))
    found = asked(BREACH)["induced_borrowing"]
    assert found is not None
    assert found.outcome is Outcome.REVIEW


@pytest.mark.parametrize(("box", "asked_for"), [("是", True), ("否", False), ("", False)])
def test_a_recording_that_was_not_made_is_held_against_the_box(box: str, asked_for: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    sure, never = Limits(ALWAYS, ALWAYS), Limits(NEVER, NEVER)
    all_sure, none = Thresholds(sure, sure, sure, -99.0), Thresholds(never, never, never, -99.0)
    known = {code: all_sure if code == "no_recording" else none for code in module.thresholds("chinese")}
    monkeypatch.setattr(module, "thresholds", lambda _language: known)
    monkeypatch.setattr(module, "_glance", lambda _language: None)
    visit = phrase(CLEAN, recorded=box)
    found = {a.rule: a.found for a in doubts(visit, {}, read(CLEAN, Cast(visit.visitors, visit.borrower_name)))}
    assert ("recording_mismatch" in found) == asked_for
    if (mismatch := found.get("recording_mismatch")) is not None:
        assert mismatch.outcome is Outcome.REVIEW
        assert [e.field for e in mismatch.evidence] == ["account", "recorded"]


def test_what_the_first_would_have_looked_at_becomes_a_violation_or_nothing(limited: Callable[[Limits], None]) -> None:
    review = to_look_at(Evidence("account", CLEAN[15:20], 15, 20))
    limited(Limits(ALWAYS, ALWAYS))
    answer = asked(CLEAN, cash_taken=review)["cash_taken"]
    assert answer is not None
    assert (answer.outcome, answer.evidence[0]) == (Outcome.VIOLATION, review.evidence[0])
    assert answer.message.zh.startswith("或有人收了现金。")
    limited(Limits(NEVER, NEVER))
    assert asked(CLEAN, cash_taken=review) == {"cash_taken": None}


def test_what_the_first_found_is_not_found_again() -> None:
    known = violation(Evidence("account", BREACH[10:20], 10, 20))
    assert "induced_borrowing" not in asked(BREACH, induced_borrowing=known)


def test_a_plain_visit_raises_nothing() -> None:
    assert asked(CLEAN) == {}


def test_what_rests_on_the_banks_own_words_stays(limited: Callable[[Limits], None]) -> None:
    limited(Limits(NEVER, NEVER))
    visit, words = phrase("两人到场，按丙三类办理，客户不满。"), own('[concept.credentials_missing.terms]\nbank = ["按丙三类办理"]')
    first = {"no_id_shown": violation(visit.quote("account", 5, 11))}
    assert "no_id_shown" in {a.rule for a in doubts(visit, first, read(visit.account))}
    assert "no_id_shown" not in {a.rule for a in doubts(visit, first, read(visit.account, words=words))}


def test_a_violation_by_words_that_speak_of_something_else_is_for_a_look(limited: Callable[[Limits], None]) -> None:
    limited(Limits(ALWAYS, NEVER))
    lowered = asked(CLEAN, cash_taken=violation(Evidence("account", CLEAN[15:20], 15, 20)))["cash_taken"]
    assert lowered is not None
    assert lowered.outcome is Outcome.REVIEW
    assert lowered.evidence == (Evidence("account", CLEAN[15:20], 15, 20),)
    assert lowered.message.zh.endswith("有人收了现金。")  # what the first said comes after the doubt


@pytest.mark.parametrize("field", ["outcome", "id_shown"])
def test_what_a_cell_shows_is_not_doubted(field: str) -> None:
    assert asked(CLEAN, cash_taken=violation(Evidence(field, "收2000"))) == {}


@pytest.mark.parametrize("shown", [Evidence("outcome", "借新还旧"), Evidence("account", BREACH[:10], 0, 10)])
def test_words_that_surely_tell_of_it_are_quoted_where_the_first_quoted_others(shown: Evidence) -> None:
    found = asked(BREACH, induced_borrowing=violation(shown))["induced_borrowing"]
    assert found is not None
    first, second = found.evidence
    assert (found.outcome, first) == (Outcome.VIOLATION, shown)
    assert "借一笔" in second.quote
    assert second.quote == BREACH[second.start : second.end]
    assert found.message.zh.startswith("有人收了现金。（再读")


@pytest.mark.parametrize(
    "quoted", [Evidence("account", "借一笔", BREACH.index("借一笔"), BREACH.index("借一笔") + 3), Evidence("account", BREACH)]
)
def test_words_that_are_quoted_already_are_not_quoted_again(quoted: Evidence) -> None:
    assert "induced_borrowing" not in asked(BREACH, induced_borrowing=violation(quoted))


def test_words_of_which_the_second_is_not_sure_are_not_quoted(limited: Callable[[Limits], None]) -> None:
    limited(Limits(ALWAYS, NEVER))
    assert "induced_borrowing" not in asked(BREACH, induced_borrowing=to_look_at(Evidence("outcome", "借新还旧")))


def test_a_batch_answers_as_one_by_one() -> None:
    visits = [(phrase(t), {}, read(t)) for t in (BREACH, CLEAN, "", BREACH)]
    assert [[a.rule for a in one] for one in doubts_of(visits)] == [[a.rule for a in doubts(*v)] for v in visits]
