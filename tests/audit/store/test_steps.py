"""Steps: whatever a person does can be undone one by one, also after a restart, and never over somebody else's work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.letters import Answer, LetterState
from audit.model import Verdict
from audit.sampling import Method, Plan
from audit.store.nouns import Conflict, ImportState, Role, View
from audit.store.store import Store
from audit.store.where import Where
from tests.audit.store.given import decision, finding, imported, report, run, ticking, visits


@pytest.fixture
def checked(store: Store, project: int) -> int:
    imported(store, project, visits(6))
    return run(store, project, [(number, finding(v)) for number, v in store.numbered_visits(project)]).run.id


def verdicts(store: Store, run_id: int) -> list[Verdict | None]:
    return [row.decision.verdict if row.decision else None for row in store.findings(run_id)]


def test_a_step_that_was_kept_in_one_line_is_undone_as_well(store: Store, project: int, checked: int) -> None:
    """As older versions wrote them."""
    store.decide_ids(checked, list(store.finding_ids(checked)), Verdict.CONFIRMED)
    with store._session.writing() as conn:
        body = conn.exec_driver_sql("SELECT body FROM steps ORDER BY id DESC").scalars().first()
        conn.exec_driver_sql("UPDATE steps SET body = REPLACE(body, CHAR(10), '')")
    assert str(body).count("\n") == 5
    assert store.undo(project) is not None
    assert verdicts(store, checked) == [None] * 6


def test_many_steps_back_and_forth(store: Store, project: int, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    store.decide_ids(checked, ids[:3], Verdict.CONFIRMED, reason="as_recorded")
    store.decide_ids(checked, ids[1:2], Verdict.DISMISSED, reason="misread", note="看过录像")
    store.decide_ids(checked, ids, Verdict.WANTED)
    states = [verdicts(store, checked)]
    for _ in range(3):
        store.undo(project)
        states.append(verdicts(store, checked))
    c, d, w = Verdict.CONFIRMED, Verdict.DISMISSED, Verdict.WANTED
    assert states == [[w] * 6, [c, d, c, None, None, None], [c, c, c, None, None, None], [None] * 6]
    assert [s.undone for s in store.steps(project)][:3] == [True] * 3
    for expected in reversed(states[:-1]):
        assert store.redo(project) is not None
        assert verdicts(store, checked) == expected
    assert store.redo(project) is None
    assert store.check_trail() is None
    row = store.findings_by_id(ids[1:2])[0]
    history = store.decision_history(project, row.finding.fingerprint)
    assert [e.verdict for e in history] == [c, d, w, d, c, None, c, d, w]


def test_a_restored_decision_is_that_of_who_made_it(store: Store, project: int, checked: int) -> None:
    f = next(store.findings(checked)).finding
    store.decide(project, decision(f, by="王", reason="属实"))
    store.decide_ids(checked, [store.finding_ids(checked)[0]], Verdict.DISMISSED)
    store.undo(project)
    (row, *_) = store.findings(checked)
    assert row.decision is not None
    assert (row.decision.by, row.decision.reason, row.decision.verdict) == ("王", "属实", Verdict.CONFIRMED)


def test_a_new_step_drops_what_could_be_done_again(store: Store, project: int, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    store.decide_ids(checked, ids[:1], Verdict.CONFIRMED)
    store.undo(project)
    store.decide_ids(checked, ids[1:2], Verdict.CONFIRMED)
    assert store.redo(project) is None
    assert [v is not None for v in verdicts(store, checked)] == [False, True, False, False, False, False]


def test_the_list_survives_a_restart_and_is_ones_own(path: Path) -> None:
    with Store(str(path), user="张", clock=ticking()) as store:
        project = store.create_project("九月").id
        imported(store, project, visits(2))
        checked = run(store, project, [(n, finding(v)) for n, v in store.numbered_visits(project)]).run.id
        store.decide_ids(checked, list(store.finding_ids(checked)), Verdict.CONFIRMED)
    with Store(str(path), user="李", clock=ticking()) as other:
        assert other.steps(project) == ()
        assert other.undo(project) is None
    with Store(str(path), user="张", clock=ticking()) as store:
        step = store.undo(project)
        assert step is not None
        assert (step.title.zh, step.count, step.undone) == ("确认违规：2 条", 2, True)
        assert verdicts(store, checked) == [None, None]


def test_what_somebody_else_decided_since_is_not_undone(store: Store, project: int, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    store.decide_ids(checked, ids[:2], Verdict.CONFIRMED)
    store.user = "李"
    store.decide_ids(checked, ids[:1], Verdict.DISMISSED)
    store.user = "张"
    before = store.stamp()
    with pytest.raises(Conflict) as caught:
        store.undo(project)
    assert caught.value.theirs is not None
    assert verdicts(store, checked)[:2] == [Verdict.DISMISSED, Verdict.CONFIRMED]
    assert store.stamp() == before


def _note(s: Store, p: int, r: int) -> None:
    s.add_note(p, "", "请补充录像")


def _reply(s: Store, p: int, r: int) -> None:
    s.reply_note(s.notes(p)[0].id, "已补")


def _resolve(s: Store, p: int, r: int) -> None:
    s.resolve_note(s.notes(p)[0].id)


def _sample(s: Store, p: int, r: int) -> None:
    s.draw_sample(p, "九月抽样", Plan(Method.RANDOM, 3, "1"))


def _check(s: Store, p: int, r: int) -> None:
    s.check_item(s.sample_items(s.samples(p)[0].id)[0].id, "deviation", "时间不符")


def _unsample(s: Store, p: int, r: int) -> None:
    s.delete_sample(s.samples(p)[0].id)


def _letters(s: Store, p: int, r: int) -> None:
    s.make_letters(p, r, confirmed_only=False)


def _send(s: Store, p: int, r: int) -> None:
    s.move_letter(s.letters(p)[0].id, LetterState.SENT)


def _answer(s: Store, p: int, r: int) -> None:
    letter = s.letters(p)[0].id
    s.attach_answers(letter, {item.fingerprint: Answer("认可", measure="培训") for item in s.letter_items(letter)})


def _accept(s: Store, p: int, r: int) -> None:
    s.accept_item(s.letter_items(s.letters(p)[0].id)[0].id, True, "已核")


def _project(s: Store, p: int, r: int) -> None:
    s.change_project(p, period="2026-10")


def _setting(s: Store, p: int, r: int) -> None:
    s.set_setting("letterhead", "某银行")


def _view(s: Store, p: int, r: int) -> None:
    s.save_view(p, "visits", View("周末", (Where("weekday", ">=", 5),)))


def _forget_view(s: Store, p: int, r: int) -> None:
    s.forget_view(p, "visits", "周末")


def _user(s: Store, p: int, r: int) -> None:
    s.set_user("李", Role.REVIEWER)


def _import(s: Store, p: int, r: int) -> None:
    imported(s, p, visits(2, agency="信达"), report("b.xlsx", "b" * 64))


def _unimport(s: Store, p: int, r: int) -> None:
    s.undo_import(s.imports(p)[0].id)


ACTS = (_note, _reply, _resolve, _sample, _check, _unsample, _letters, _send, _answer, _accept, _project, _setting, _view, _forget_view,
        _user, _import, _unimport)  # fmt: skip


def world(store: Store, project: int) -> dict[str, Any]:
    """All that people can see of it."""
    p = store.project(project)
    return {
        "notes": [(n.text, n.state, n.replies, n.resolved_by) for n in store.notes(project)],
        "samples": [(s.name, s.checked, [(i.visit, i.state, i.note) for i in store.sample_items(s.id)]) for s in store.samples(project)],
        "letters": [
            (x.agency, x.state, x.due, x.answered_on, [(i.fingerprint, i.answer, i.accepted) for i in store.letter_items(x.id)])
            for x in store.letters(project)
        ],
        "project": (p.name, p.agency, p.period, p.policy, p.as_of),
        "setting": store.setting("letterhead").value,
        "views": [(v.name, v.where) for v in store.views(project, "visits")],
        "users": store.users(),
        "visits": len(store.visit_ids(project)),
        "imports": [i.state for i in store.imports(project) if i.state is not ImportState.UNDONE],
    }  # fmt: skip


def test_everything_a_person_does_can_be_undone_and_done_again(store: Store, project: int, checked: int) -> None:
    worlds = [world(store, project)]
    for act in ACTS:
        act(store, project, checked)
        worlds.append(world(store, project))
        assert worlds[-1] != worlds[-2], act.__name__
    for act, expected in zip(reversed(ACTS), reversed(worlds[:-1]), strict=True):
        store.undo(project)
        assert world(store, project) == expected, act.__name__
    for act, expected in zip(ACTS, worlds[1:], strict=True):
        store.redo(project)
        assert world(store, project) == expected, act.__name__
    assert store.check_trail() is None


@pytest.mark.parametrize("act", [_note, _sample, _letters, _import], ids=lambda a: a.__name__)
def test_a_step_whose_rows_another_changed_is_refused_whole(
    store: Store, project: int, checked: int, act: Callable[[Store, int, int], None]
) -> None:
    act(store, project, checked)
    store.user = "李"
    {_note: _reply, _sample: _check, _letters: _send, _import: lambda s, p, r: s.undo_import(s.imports(p)[-1].id)}[act](
        store, project, checked
    )
    store.user = "张"
    before = world(store, project)
    with pytest.raises(Exception, match=r"[Aa]nother window|already undone"):
        store.undo(project)
    assert world(store, project) == before


def test_two_windows_on_one_project_never_overwrite_each_other(path: Path) -> None:
    with Store(str(path), user="张", clock=ticking()) as one, Store(str(path), user="李", clock=ticking()) as other:
        project = one.create_project("九月").id
        imported(one, project, visits(2))
        checked = run(one, project, [(n, finding(v)) for n, v in one.numbered_visits(project)]).run.id
        ids = list(one.finding_ids(checked))
        seen = {row.finding.fingerprint: row.decision.id if row.decision else 0 for row in other.findings_by_id(ids)}
        note = one.add_note(project, "", "第一稿")
        stamp = other.stamp()
        one.decide_ids(checked, ids, Verdict.CONFIRMED)
        assert other.stamp() > stamp  # by this the other window knows
        with pytest.raises(Conflict):
            other.decide_ids(checked, ids, Verdict.DISMISSED, seen=seen)
        one.edit_note(note.id, "第二稿", note.version)
        with pytest.raises(Conflict) as caught:
            other.edit_note(note.id, "别的", note.version)
        assert isinstance(caught.value.theirs, dict)
        assert caught.value.theirs["text"] == "第二稿"
        period = other.project(project)
        one.change_project(project, period="2026-09", version=period.version)
        with pytest.raises(Conflict):
            other.change_project(project, period="2026-10", version=period.version)
        assert one.undo(project) is not None
        assert (one.project(project).period, verdicts(other, checked)) == ("", [Verdict.CONFIRMED] * 2)
