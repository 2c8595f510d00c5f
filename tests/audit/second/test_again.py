"""A log read again: where the second reader's doubts go, what stays as it was, and when it is left out."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from multiprocessing import active_children
from typing import Any

import pytest

from audit import crew
from audit.auditor import Audited, audit
from audit.casebook import Casebook
from audit.model import Evidence, Finding, Found, Outcome, Progress, Text
from audit.rules import RULES
from audit.second import again
from audit.second.doubts import Answer, by_words
from tests.make import casebook, visit

PLACE = {rule.code: n for n, rule in enumerate(RULES)}
RAISED = Found(Outcome.REVIEW, Text("像。", "Like it."), (Evidence("account", "两人", 0, 2),))


def followed(job: Generator[Progress, None, Sequence[Audited]]) -> tuple[list[Progress], Sequence[Audited]]:
    steps = []
    try:
        while True:
            steps.append(next(job))
    except StopIteration as end:
        return steps, end.value


def doubting(monkeypatch: pytest.MonkeyPatch, *answers: Answer) -> None:
    """Every account is doubted so: what the network hears is another test's question."""
    monkeypatch.setattr(again, "doubts_of", lambda rows: [answers for _ in rows])


def read_again(book: Casebook) -> Sequence[Audited]:
    return followed(again.read_again(book, list(audit(book))))[1]


def test_a_doubt_becomes_a_finding_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    doubting(monkeypatch, Answer("cash_taken", RAISED, 3.0))
    book = casebook(visit())
    (one,) = read_again(book)
    (finding,) = one.findings
    assert (finding.rule, finding.outcome, finding.evidence) == ("cash_taken", Outcome.REVIEW, RAISED.evidence)
    by_rule = audit(casebook(visit(account="两人出示工作证，我当场收取客户现金2000元。")))
    known = next(f for a in by_rule for f in a.findings if f.rule == "cash_taken")
    assert finding.fingerprint == known.fingerprint  # a decision outlives who spoke first


def test_findings_stay_in_the_order_of_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    doubting(monkeypatch, Answer("vulnerable_person", RAISED, 1.0), Answer("no_id_shown", RAISED, 1.0))
    (one,) = read_again(casebook(visit(visitors=("张立",), recorded=False)))
    places = [PLACE[f.rule] for f in one.findings]
    assert len(places) >= 4
    assert places == sorted(places)


def test_a_lowered_violation_stands_once_and_keeps_its_grade(monkeypatch: pytest.MonkeyPatch) -> None:
    book = casebook(visit(account="两人出示工作证，我当场收取客户现金2000元。"))
    first = next(f for a in audit(book) for f in a.findings if f.rule == "cash_taken")
    assert by_words(first)
    lowered = Found(Outcome.REVIEW, Text("疑。", "Doubtful."), first.evidence, first.clears, first.grade)
    doubting(monkeypatch, Answer("cash_taken", lowered, -5.0))
    (one,) = read_again(book)
    mine = [f for f in one.findings if f.rule == "cash_taken"]
    assert [(f.outcome, f.grade, f.fingerprint) for f in mine] == [(Outcome.REVIEW, first.grade, first.fingerprint)]


def test_a_rule_that_is_off_stays_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    doubting(monkeypatch, Answer("cash_taken", RAISED, 3.0))
    book = casebook(visit())
    periods = tuple(replace(p, off=p.off | {"cash_taken"}) for p in book.policy.periods)
    book.policy = replace(book.policy, periods=periods)
    assert [f for one in read_again(book) for f in one.findings] == []


@pytest.mark.parametrize(
    ("rule", "limits"),
    [
        ("lone_visitor", {"min_visitors": 1}),
        ("lone_visitor", {"min_visitors": None}),
        ("prohibited_hours", {"closed_from": None, "closed_until": None}),
        ("no_recording", {"audio": None, "video": None}),
        ("third_party_contact", {"third_party_contact": "allowed"}),
        ("late_record", {"late_record_hours": None}),
    ],
)
def test_what_the_banks_limits_allow_is_not_raised(rule: str, limits: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    doubting(monkeypatch, Answer(rule, RAISED, 3.0))
    book = casebook(visit())
    assert [f.rule for one in read_again(book) for f in one.findings] == [rule]
    book = casebook(visit())
    book.policy = replace(book.policy, periods=tuple(replace(p, limits=replace(p.limits, **limits)) for p in book.policy.periods))
    assert [f for one in read_again(book) for f in one.findings] == []


def test_visits_without_an_account_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    doubting(monkeypatch, Answer("cash_taken", RAISED, 3.0))
    silent, told = read_again(casebook(visit(account=" "), visit(6, visit_id="V2")))
    assert "cash_taken" not in {f.rule for f in silent.findings}
    assert "cash_taken" in {f.rule for f in told.findings}


def test_progress_is_told_and_the_first_readers_answers_are_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    doubting(monkeypatch)
    book = casebook(*(visit(n, visit_id=f"V{n}", recorded=n % 2 == 0) for n in range(5, 5 + again.BATCH + 3)))
    first = list(audit(book))
    steps, found = followed(again.read_again(book, first))
    assert found == first
    assert [(s.stage, s.done, s.total) for s in steps] == [(again.READING, n, len(first)) for n in (again.BATCH, len(first))]


def test_it_may_be_stopped_between_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(rows: Sequence[Any]) -> list[tuple[Answer, ...]]:
        asked.append(len(rows))
        return [() for _ in rows]

    monkeypatch.setattr(again, "doubts_of", counted)
    book = casebook(*(visit(n, visit_id=f"V{n}") for n in range(5, 5 + 20 * again.BATCH)))
    job = again.read_again(book, [Audited(v, ()) for v in book.visits])
    next(job)
    job.close()
    assert len(asked) < 20


def test_a_finding_may_be_doubted_as_an_answer_may() -> None:
    book = casebook(visit(account="两人出示工作证，我当场收取客户现金2000元。"))
    found = [f for a in audit(book) for f in a.findings]
    assert all(isinstance(f, Finding) for f in found)
    assert any(by_words(f) for f in found)


def told_by_many(n: int = 150) -> Casebook:
    accounts = (
        "两人出示工作证，我当场收取客户现金{}元。",
        "我们说自己是街道上的，{}室才开门。",
        "客户不在家，{}室没人应门，未留任何材料。",
        "",
    )
    return casebook(*(visit(5 + n, visit_id=f"V{n}", account=accounts[n % 4].format(100 + n)) for n in range(n)))


@pytest.mark.parametrize("batches", [None, 1, 0])
def test_a_crew_hears_what_threads_hear(monkeypatch: pytest.MonkeyPatch, batches: int | None) -> None:
    """And where its processes die after some batches, threads hear the rest."""
    book = told_by_many()
    first = list(audit(book))
    alone = followed(again.read_again(book, first))
    assert alone[1] != first
    heard: list[object] = []

    def ask(self: crew.Crew, *question: Any) -> Iterator[Any]:
        heard.extend(islice(asked(self, *question), batches))
        yield from heard

    asked = crew.Crew.ask
    monkeypatch.setattr(crew.Crew, "ask", ask)
    with crew.Crew(book.policy, book.as_of, 2) as two:
        two.start(book)
        assert followed(again.read_again(book, first, two)) == alone
    assert len(heard) == (2 if batches is None else batches)


def test_closed_it_leaves_no_process_behind() -> None:
    book = told_by_many()
    with crew.Crew(book.policy, book.as_of, 2) as two:
        two.start(book)
        job = again.read_again(book, list(audit(book)), two)
        next(job)
        assert active_children()
        job.close()
    assert not active_children()


@pytest.mark.parametrize(
    ("account", "asked"), [("略", False), ("I", False), ("同上。", False), ("两人到场", False), ("两人到场谈话", True)]
)
def test_a_word_is_no_account_to_read_again(monkeypatch: pytest.MonkeyPatch, account: str, asked: bool) -> None:
    doubting(monkeypatch, Answer("cash_taken", RAISED, 3.0))
    (one,) = read_again(casebook(visit(account=account)))
    assert ("cash_taken" in {f.rule for f in one.findings}) == asked
