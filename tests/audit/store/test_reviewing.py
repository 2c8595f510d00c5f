"""Reviewing: bulk decisions with a preview, conflicts that show both sides, the next open one, likes of the same agency, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from audit.model import AuditError, Evidence, Outcome, Verdict
from audit.reasons import REASONS, of, title
from audit.store.nouns import Conflict, NoteState, Role
from audit.store.store import Store
from audit.store.where import Where
from tests.audit.store.given import finding, imported, report, run, ticking, visits


@pytest.fixture
def store() -> Iterator[Store]:
    """One kind of store is enough here: the others have tests of their own."""
    with Store("memory", user="张", clock=ticking()) as opened:
        yield opened


@pytest.fixture
def checked(store: Store, project: int) -> int:
    imported(store, project, visits(6))
    rules = ("lone_visitor", "no_id_shown")
    outcomes = (Outcome.VIOLATION, Outcome.REVIEW)
    found = [(n, finding(v, rules[n % 2], outcome=outcomes[n % 2])) for n, v in store.numbered_visits(project)]
    return run(store, project, found).run.id


def test_a_preview_tells_what_would_be_overruled(store: Store, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    store.decide_ids(checked, ids[:2], Verdict.CONFIRMED)
    store.user = "李"
    store.decide_ids(checked, ids[2:3], Verdict.DISMISSED)
    told = store.preview(checked, ids, Verdict.DISMISSED)
    assert (told.count, told.fresh, told.same, told.other, told.by_others) == (6, 3, 1, 2, 2)
    assert told.by_rule == {"lone_visitor": 3, "no_id_shown": 3}
    back = store.preview(checked, ids, None)
    assert (back.fresh, back.same, back.other) == (0, 3, 3)


def test_a_decision_is_given_again_on_evidence_that_has_changed_since(store: Store, project: int) -> None:
    imported(store, project, visits(2))
    found = [(number, finding(v)) for number, v in store.numbered_visits(project)]
    first = run(store, project, found).run.id
    store.decide_ids(first, list(store.finding_ids(first)), Verdict.CONFIRMED, reason="as_recorded")
    anew = replace(found[0][1], evidence=(Evidence("account", "一人"),))
    second = run(store, project, [(found[0][0], anew), found[1]]).run.id
    ids = list(store.finding_ids(second))
    assert [row.changed for row in store.findings(second)] == [True, False]
    told = store.preview(second, ids, Verdict.CONFIRMED)
    assert (told.fresh, told.same, told.other) == (0, 1, 1)
    step = store.decide_ids(second, ids, Verdict.CONFIRMED, reason="as_recorded")
    assert step is not None
    assert step.count == 1, "only the one whose evidence is another"
    assert [row.changed for row in store.findings(second)] == [False, False]
    assert store.decide_ids(second, ids, Verdict.CONFIRMED, reason="as_recorded") is None
    store.undo(project)
    assert [row.changed for row in store.findings(second)] == [True, False]


def test_thousands_are_decided_undone_and_refused_as_one(store: Store, project: int) -> None:
    imported(store, project, visits(1))
    ((number, v),) = store.numbered_visits(project)
    rules = [f"rule_{n}" for n in range(2300)]
    checked = run(store, project, [(number, finding(v, rule)) for rule in rules]).run.id
    ids = list(store.finding_ids(checked))
    seen = store.preview(checked, ids, Verdict.CONFIRMED).seen
    step = store.decide_ids(checked, ids, Verdict.CONFIRMED, seen=seen)
    assert step is not None
    assert (step.count, step.title.en) == (2300, "confirm 2300 findings")
    store.undo(project)
    assert store.progress(checked).open == 2300
    store.redo(project)
    assert store.progress(checked).confirmed == 2300
    with pytest.raises(Conflict, match="2300"):
        store.decide_ids(checked, ids, Verdict.DISMISSED, seen=seen)
    assert store.progress(checked).confirmed == 2300
    assert store.check_trail() is None


def test_a_decision_made_elsewhere_is_a_conflict_with_both_sides(store: Store, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    seen = store.preview(checked, ids, Verdict.CONFIRMED).seen
    store.user = "李"
    store.decide_ids(checked, ids[1:2], Verdict.DISMISSED, reason="misread")
    store.user = "张"
    with pytest.raises(Conflict) as caught:
        store.decide_ids(checked, ids, Verdict.CONFIRMED, seen=seen)
    theirs, mine = caught.value.theirs, caught.value.mine
    assert getattr(theirs, "by", "") == "李"
    assert getattr(mine, "verdict", None) is Verdict.CONFIRMED
    assert store.progress(checked).decided == 1  # none of the others was stored


def test_the_same_decision_elsewhere_is_a_conflict_too(store: Store, checked: int) -> None:
    (first, *_) = store.finding_ids(checked)
    seen = store.preview(checked, [first], Verdict.CONFIRMED).seen
    store.decide_ids(checked, [first], Verdict.CONFIRMED)
    with pytest.raises(Conflict):
        store.decide_ids(checked, [first], Verdict.CONFIRMED, seen=seen)


def test_what_is_said_already_is_not_said_again(store: Store, project: int, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    store.decide_ids(checked, ids, Verdict.CONFIRMED, reason="as_recorded")
    before = store.stamp()
    assert store.decide_ids(checked, ids, Verdict.CONFIRMED, reason="as_recorded") is None
    assert store.stamp() == before
    assert len(store.steps(project)) == 2  # the import and the decision


def test_progress_and_the_next_open_one(store: Store, project: int, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    store.decide_ids(checked, ids[1:3], Verdict.CONFIRMED)
    store.decide_ids(checked, ids[4:5], Verdict.WANTED)
    store.add_note(project, "", "请核对")
    told = store.progress(checked)
    assert (told.total, told.open, told.decided, told.confirmed, told.dismissed, told.wanted, told.open_notes) == (
        6,
        3,
        3,
        2,
        0,
        1,
        1,
    )
    assert store.next_open(checked, ids) == ids[0]
    assert store.next_open(checked, ids, ids[0]) == ids[3]
    assert store.next_open(checked, ids, ids[3]) == ids[5]
    assert store.next_open(checked, ids, ids[5]) == ids[0]  # round the end
    assert store.next_open(checked, ids, ids[3], backwards=True) == ids[0]
    assert store.next_open(checked, ids[1:3], ids[1]) is None
    assert store.next_open(checked, ids[5:], ids[5]) is None  # it is the only one


def test_standing_is_what_the_figures_count(store: Store, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    assert store.finding_counts(checked, ["standing"]) == {("violation",): 3, ("waiting",): 3}
    store.decide_ids(checked, ids, Verdict.WANTED)
    assert store.finding_counts(checked, ["standing"]) == {("waiting",): 6}
    store.decide_ids(checked, ids[:2], Verdict.CONFIRMED)
    store.decide_ids(checked, ids[2:3], Verdict.DISMISSED)
    assert store.finding_counts(checked, ["standing"]) == {("waiting",): 3, ("violation",): 2, ("cleared",): 1}
    store.decide_ids(checked, ids, None)
    assert store.finding_counts(checked, ["standing", "verdict"]) == {("violation", ""): 3, ("waiting", ""): 3}


def test_likes_of_the_same_agency_come_the_most_similar_first(store: Store, project: int) -> None:
    former = store.create_project("八月", "安信").id
    quotes = ("仅张立一人上门", "张立独自前往", "客户单独在家")
    imported(store, former, visits(3, account="x"), report("8月.xlsx", "8" * 64))
    found = [(n, finding(v, quote=q)) for (n, v), q in zip(store.numbered_visits(former), quotes, strict=True)]
    august = run(store, former, found).run.id
    store.decide_ids(august, list(store.finding_ids(august))[:2], Verdict.CONFIRMED, reason="as_recorded")
    store.decide_ids(august, list(store.finding_ids(august))[2:], Verdict.DISMISSED, reason="misread")
    elsewhere = store.create_project("信达", "信达").id
    imported(store, elsewhere, visits(1, agency="信达"), report("信达.xlsx", "9" * 64))
    other = run(store, elsewhere, [(n, finding(v, quote=quotes[0])) for n, v in store.numbered_visits(elsewhere)]).run.id
    store.decide_ids(other, list(store.finding_ids(other)), Verdict.CONFIRMED)

    imported(store, project, [replace(visits(1)[0], visit_id="W1")], report("9月.xlsx", "7" * 64))
    ((number, visit),) = store.numbered_visits(project)
    own = finding(
        visit, quote="仅李敏一人上门", evidence=(Evidence("visitors", "李敏"), Evidence("account", "仅李敏一人上门", 0, 7))
    )
    september = run(store, project, [(number, own), (number, finding(visit, "no_id_shown"))]).run.id
    (lone,) = store.finding_ids(september, [Where("rule", "=", "lone_visitor")])
    told = store.alike(lone)
    assert (told[0].quote, told[0].project_name, told[0].decision.reason) == (quotes[0], "八月", "as_recorded")
    assert {a.project for a in told} == {former}  # another agency's are none of its likes
    assert [a.similarity for a in told] == sorted((a.similarity for a in told), reverse=True)
    assert len(store.alike(lone, limit=1)) == 1
    store.decide_ids(august, list(store.finding_ids(august)), None)
    assert store.alike(lone) == ()
    assert store.alike(10**9) == ()


def test_notes_are_raised_answered_and_closed_by_whoever_may(store: Store, project: int, checked: int) -> None:
    store.set_user("张", Role.PREPARER)
    store.set_user("李", Role.REVIEWER)
    (row, *_) = store.findings(checked)
    store.sign_in("李")
    note = store.add_note(project, row.finding.fingerprint, "录像听了吗？")
    assert [r.open_notes for r in store.findings(checked)] == [1, 0, 0, 0, 0, 0]
    assert list(store.finding_ids(checked, [Where("open_notes", ">", 0)])) == [row.id]
    store.sign_in("张")
    answered = store.reply_note(note.id, "听了，14:05 处。", version=note.version)
    with pytest.raises(AuditError, match="closes it"):
        store.resolve_note(note.id)
    with pytest.raises(Conflict):
        store.reply_note(note.id, "迟到的回复", version=note.version)
    store.sign_in("李")
    closed = store.resolve_note(note.id, version=answered.version)
    assert (closed.state, closed.resolved_by, [(r.by, r.text) for r in closed.replies]) == (
        NoteState.RESOLVED,
        "李",
        [("张", "听了，14:05 处。")],
    )
    assert store.notes(project, open_only=True) == ()
    assert store.notes(project, row.finding.fingerprint) == (closed,)
    assert "录像听了吗" not in repr(store.trail())
    with pytest.raises(AuditError, match="needs words"):
        store.add_note(project, "", "  ")


def test_a_reader_changes_nothing(store: Store, project: int, checked: int) -> None:
    store.set_user("赵", Role.READER)
    store.sign_in("赵")
    before = store.stamp()
    ids = list(store.finding_ids(checked))
    acts = (
        lambda: store.decide_ids(checked, ids, Verdict.CONFIRMED), lambda: store.add_note(project, "", "x"), lambda: store.undo(project),
        lambda: store.undo_import(1), lambda: store.change_project(project, period="x"), lambda: store.set_user("赵", Role.REVIEWER),
        lambda: store.set_setting("a", 1), lambda: store.make_letters(project, checked), lambda: store.delete_project(project),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(AuditError, match="read-only"):
            act()
    assert store.stamp() == before
    assert store.me is not None
    with pytest.raises(AuditError, match="no user"):
        store.sign_in("没有")


def test_every_decision_has_reasons_to_choose_from() -> None:
    assert all(of(verdict) for verdict in Verdict)
    assert len({r.code for r in REASONS}) == len(REASONS)
    assert title("misread").zh == "程序误读原文"
    assert title("另有原因").en == "另有原因"
