"""Samples drawn and checked, letters from draft to verified and into the next period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from audit.letters import Answer, LetterState, nexts, shown
from audit.model import AuditError, Verdict
from audit.sampling import Method, Plan
from audit.store.nouns import Conflict
from audit.store.store import Store
from audit.store.where import Where
from tests.audit.store.given import finding, imported, report, run, ticking, visits


@pytest.fixture
def store() -> Iterator[Store]:
    """One kind of store is enough here: the others have tests of their own."""
    with Store("memory", user="张", clock=ticking()) as opened:
        yield opened


SENT = date(2026, 10, 20)


@pytest.fixture
def checked(store: Store, project: int) -> int:
    imported(store, project, visits(20))
    imported(store, project, visits(10, agency="信达"), report("b.xlsx", "b" * 64))
    found = [(n, finding(v, grade=1 + n % 3)) for n, v in store.numbered_visits(project) if n % 3 == 0]
    run_id = run(store, project, found).run.id
    store.decide_ids(run_id, list(store.finding_ids(run_id))[:8], Verdict.CONFIRMED)
    return run_id


def test_the_same_plan_draws_the_same_visits_in_another_project(store: Store, project: int, checked: int) -> None:
    other = store.create_project("又一份").id
    imported(store, other, visits(10, agency="信达"), report("b.xlsx", "b" * 64))
    imported(store, other, visits(20))
    plan = Plan(Method.RANDOM, 8, "2026")
    drawn = [store.draw_sample(p, "抽样", plan) for p in (project, other)]
    keys = [[v.key for v in store.visits_by_id([i.visit for i in store.sample_items(s.id)])] for s in drawn]
    assert keys[0] == keys[1]
    assert [s.population for s in drawn] == [30, 30]


def test_strata_conditions_and_risk(store: Store, project: int, checked: int) -> None:
    by_agency = store.draw_sample(project, "分层", Plan(Method.STRATIFIED, 6, "1"), stratum="agency")
    assert {name: n[0] for name, n in store.sample_strata(by_agency.id).items()} == {"安信": 4, "信达": 2}
    only = store.draw_sample(project, "信达", Plan(Method.INTERVAL, 5, "1"), where=[Where("agency", "=", "信达")])
    assert only.population == 10
    risky = store.draw_sample(project, "高风险", Plan(Method.RISK, 4, "1"))
    grades = [
        row.finding.grade for i in store.sample_items(risky.id) for row in store.findings(checked, [Where("visit", "=", i.visit)])
    ]
    assert grades == [1, 1, 1, 1]
    assert "不能推断" in store.sample_result(risky.id).text.zh
    with pytest.raises(AuditError, match="nothing to draw"):
        store.draw_sample(project, "空", Plan(Method.RANDOM, 5, "1"), where=[Where("agency", "=", "无")])
    with pytest.raises(AuditError, match="Strata"):
        store.draw_sample(project, "x", Plan(Method.STRATIFIED, 5, "1"), stratum="account")


def test_what_was_found_is_carried_to_the_whole(store: Store, project: int, checked: int) -> None:
    sample = store.draw_sample(project, "抽样", Plan(Method.RANDOM, 10, "1"))
    first, second, *_ = store.sample_items(sample.id)
    store.check_item(first.id, "ok")
    changed = store.check_item(second.id, "deviation", "录像只有一人", version=second.version)
    with pytest.raises(Conflict):
        store.check_item(second.id, "ok", version=second.version)
    with pytest.raises(AuditError, match="unchecked, ok or deviation"):
        store.check_item(first.id, "maybe")
    result = store.sample_result(sample.id)
    assert (result.checked, result.deviations, result.population) == (2, 1, 30)
    (told,) = store.samples(project)
    assert (told.checked, told.deviations) == (2, 1)
    assert changed.note == "录像只有一人"
    store.delete_sample(sample.id)
    assert store.samples(project) == ()
    store.undo(project)
    assert store.sample_result(sample.id) == result
    assert "录像只有一人" not in repr(store.trail())


def test_letters_go_to_each_agency_with_what_was_confirmed(store: Store, project: int, checked: int) -> None:
    made = store.make_letters(project, checked)
    assert {x.agency: x.items for x in made} == {"安信": 6, "信达": 2}
    assert all(x.state is LetterState.DRAFT for x in made)
    with pytest.raises(AuditError, match="Nothing to write"):
        store.make_letters(project, checked)
    rest = store.make_letters(project, checked, confirmed_only=False)
    assert {(x.id, x.agency, x.items) for x in rest} == {(made[0].id, "信达", 4)}  # the draft that is there takes them up
    written = store.finding_ids(checked, [Where("letter", "filled")])
    assert len(written) == 10
    assert [i.finding for i in store.letter_items(made[1].id)] == list(store.finding_ids(checked))[:6]


def test_a_letter_from_draft_to_verified(store: Store, project: int, checked: int) -> None:
    letter = next(x for x in store.make_letters(project, checked, term_days=10) if x.agency == "信达")
    one, other = store.letter_items(letter.id)
    with pytest.raises(AuditError, match="not sent yet"):
        store.attach_answers(letter.id, {one.fingerprint: Answer("认可")})
    with pytest.raises(AuditError, match="cannot become"):
        store.move_letter(letter.id, LetterState.VERIFIED)
    sent = store.move_letter(letter.id, LetterState.SENT, SENT, version=letter.version)
    assert (sent.sent_on, sent.due) == (SENT, date(2026, 10, 30))
    with pytest.raises(Conflict):
        store.change_letter(letter.id, letter.version, note="迟")
    with pytest.raises(AuditError, match="take it back to a draft"):
        store.drop_from_letter(one.id)
    assert [x.state for x in store.letters(project, date(2026, 10, 30)) if x.id == letter.id] == [LetterState.SENT]
    assert [x.state for x in store.letters(project, date(2026, 10, 31)) if x.id == letter.id] == [LetterState.OVERDUE]
    told = store.attach_answers(letter.id, {one.fingerprint: Answer("认可", "疏忽", "培训"), "unknown": Answer("不认可")})
    assert (told.attached, told.unknown) == (1, ("unknown",))
    with pytest.raises(AuditError, match="no answer yet"):
        store.move_letter(letter.id, LetterState.ANSWERED)
    store.attach_answers(letter.id, {other.fingerprint: Answer("不认可", "系同名")}, on=date(2026, 10, 28))
    (now,) = (x for x in store.letters(project) if x.id == letter.id)
    assert (now.state, now.answered, now.answered_on) == (LetterState.ANSWERED, 2, date(2026, 10, 28))
    store.accept_item(one.id, True, "材料齐全")
    with pytest.raises(AuditError, match="not accepted"):
        store.move_letter(letter.id, LetterState.VERIFIED)
    store.accept_item(other.id, True)
    assert store.move_letter(letter.id, LetterState.VERIFIED).verified == 2
    assert [i.answer.measure for i in store.letter_items(letter.id) if i.answer] == ["培训", ""]


def test_what_is_not_put_right_goes_into_the_next_period_once(store: Store, project: int, checked: int) -> None:
    anxin = next(x for x in store.make_letters(project, checked) if x.agency == "安信")
    store.move_letter(anxin.id, LetterState.SENT, SENT)
    first, *_ = store.letter_items(anxin.id)
    store.attach_answers(anxin.id, {first.fingerprint: Answer("认可")})
    store.accept_item(first.id, True)
    new = store.create_project("十月", "安信").id
    (carried,) = store.carry_letters(project, new)  # 信达's is still a draft
    assert (carried.agency, carried.items, carried.carried, carried.state) == ("安信", 5, anxin.id, LetterState.DRAFT)
    assert all(i.project == project and i.finding is not None for i in store.letter_items(carried.id))
    assert store.carry_letters(project, new) == ()
    store.drop_from_letter(store.letter_items(carried.id)[0].id)
    assert len(store.letter_items(carried.id)) == 4


def test_states_and_their_names() -> None:
    assert nexts(LetterState.OVERDUE) == nexts(LetterState.SENT)
    assert shown(LetterState.DRAFT, date(2020, 1, 1), SENT) is LetterState.DRAFT
    assert shown(LetterState.SENT, None, SENT) is LetterState.SENT
