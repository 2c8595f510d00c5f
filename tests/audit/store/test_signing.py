"""Signing off: two people, nothing left open, and every later change is seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from audit.model import AuditError, Verdict
from audit.sampling import Method, Plan
from audit.signoff import Part, SignState, same_person
from audit.store.nouns import Role
from audit.store.store import Store
from tests.audit.store.given import finding, imported, report, run, ticking, visits


@pytest.fixture
def store() -> Iterator[Store]:
    """One kind of store is enough here: the others have tests of their own."""
    with Store("memory", user="张", clock=ticking()) as opened:
        yield opened


@pytest.fixture
def checked(store: Store, project: int) -> int:
    return ready(store, project)


def ready(store: Store, project: int) -> int:
    store.set_user("张", Role.PREPARER)
    store.set_user("李", Role.REVIEWER)
    imported(store, project, visits(4))
    found = run(store, project, [(n, finding(v)) for n, v in store.numbered_visits(project)]).run.id
    store.decide_ids(found, list(store.finding_ids(found)), Verdict.CONFIRMED)
    return found


def signed(store: Store, project: int) -> None:
    store.sign_in("张")
    store.sign(project, Part.PREPARER)
    store.sign_in("李")
    store.sign(project, Part.REVIEWER)


def test_two_people_sign_and_the_digest_stands(store: Store, project: int, checked: int) -> None:
    assert store.signing(project).state is SignState.OPEN
    store.sign_in("张")
    store.sign(project, Part.PREPARER, "已复核录像")
    assert store.signing(project).state is SignState.PREPARED
    store.sign_in("李")
    store.sign(project, Part.REVIEWER)
    told = store.signing(project)
    assert told.state is SignState.SIGNED
    assert told.prepared is not None
    assert told.reviewed is not None
    assert (told.prepared.by, told.reviewed.by, told.prepared.run) == ("张", "李", checked)
    assert told.prepared.digest == told.reviewed.digest == told.digest != ""
    assert not told.tampered
    assert [e.action for e in store.trail(action="sign")] == ["sign", "sign"]


def test_who_may_not_sign_is_told_why(store: Store, project: int, checked: int) -> None:
    for name, part, words in (
        ("王", Part.PREPARER, "Register"), ("张", Part.REVIEWER, "only a reviewer"), ("李", Part.REVIEWER, "has not signed yet"),
    ):  # fmt: skip
        store.user = name
        with pytest.raises(AuditError, match=words):
            store.sign(project, part)
    store.user = "李"
    store.sign(project, Part.PREPARER)
    with pytest.raises(AuditError, match="two people"):
        store.sign(project, Part.REVIEWER)
    with pytest.raises(AuditError, match="already signed"):
        store.sign(project, Part.PREPARER)
    store.set_user("Ｌi Hua", Role.REVIEWER)
    store.set_user("li hua", Role.REVIEWER)
    assert same_person("Ｌi Hua", "li hua")
    assert not same_person("李华", "李桦")


def test_what_is_open_blocks_both(store: Store, project: int, checked: int) -> None:
    ids = list(store.finding_ids(checked))
    store.decide_ids(checked, ids[:1], None)
    store.add_note(project, "", "缺录像")
    told = store.signing(project)
    assert told.blocked
    left = {c.code: c.count for c in told.checks if c.blocks and not c.done}
    assert left == {"open": 1, "notes": 1}
    for c in told.checks:
        if c.where and c.code != "own":
            assert len(store.finding_ids(checked, c.where)) == (c.count if c.code != "notes" else 0)  # the note is on the project
    store.user = "张"
    with pytest.raises(AuditError, match=r"findings without a decision \(1\); review notes not resolved \(1\)"):
        store.sign(project, Part.PREPARER)
    store.decide_ids(checked, ids[:1], Verdict.DISMISSED)
    store.sign_in("李")
    store.resolve_note(store.notes(project)[0].id)
    signed(store, project)
    assert store.signing(project).state is SignState.SIGNED


def test_a_project_never_checked_or_with_other_files_since_cannot_be_signed(store: Store, project: int) -> None:
    assert {c.code for c in store.signing(project).checks if not c.done} == {"run"}
    ready(store, project)
    imported(store, project, visits(2, agency="信达"), report("b.xlsx", "b" * 64))
    assert store.stale(project)
    assert "stale" in {c.code for c in store.signing(project).checks if c.blocks and not c.done}
    store.undo(project)
    assert not store.stale(project)


def test_drawn_visits_left_unchecked_are_told_but_do_not_block(store: Store, project: int, checked: int) -> None:
    store.draw_sample(project, "抽样", Plan(Method.RANDOM, 2, "1"))
    told = store.signing(project)
    assert {c.code: c.count for c in told.checks if not c.done} == {"samples": 2, "own": 4}  # 张 decided, and is the one who asks
    assert not told.blocked


def _decide(s: Store, p: int, r: int) -> None:
    s.decide_ids(r, list(s.finding_ids(r))[:1], Verdict.DISMISSED)


def _note(s: Store, p: int, r: int) -> None:
    s.add_note(p, "", "再看第三条")


def _import(s: Store, p: int, r: int) -> None:
    imported(s, p, visits(2, agency="信达"), report("b.xlsx", "b" * 64))


def _run(s: Store, p: int, r: int) -> None:
    run(s, p, [(n, finding(v)) for n, v in list(s.numbered_visits(p))[:2]])


def _change(s: Store, p: int, r: int) -> None:
    s.change_project(p, policy="cn-strict")


def _undo(s: Store, p: int, r: int) -> None:
    s.user = "张"
    s.undo(p)


@pytest.mark.parametrize("act", [_decide, _note, _import, _run, _change, _undo], ids=lambda a: a.__name__)
def test_any_change_after_it_reopens_visibly(
    store: Store, project: int, checked: int, act: Callable[[Store, int, int], None]
) -> None:
    signed(store, project)
    act(store, project, checked)
    told = store.signing(project)
    assert told.state is SignState.REOPENED
    assert told.reviewed is None
    assert (told.prepared is None) == (act is not _note)  # a note is a matter between the two
    assert told.former[-1].ended_why
    assert told.changes
    assert not told.tampered
    assert store.trail(action="reopen")
    assert store.check_trail() is None


def test_the_same_check_again_is_no_change(store: Store, project: int, checked: int) -> None:
    signed(store, project)
    run(store, project, [(n, finding(v)) for n, v in store.numbered_visits(project)])
    assert store.signing(project).state is SignState.SIGNED
    store.add_note(project, "", "x")
    store.resolve_note(store.notes(project)[0].id)
    store.sign(project, Part.REVIEWER)
    assert store.signing(project).state is SignState.SIGNED


def test_harmless_work_goes_on(store: Store, project: int, checked: int) -> None:
    signed(store, project)
    store.make_letters(project, checked)
    store.log("export", "report.pdf", project=project)
    store.set_setting("letterhead", "某银行")
    store.undo(None)
    assert store.signing(project).state is SignState.SIGNED


def test_a_signature_taken_back_needs_a_reason(store: Store, project: int, checked: int) -> None:
    signed(store, project)
    with pytest.raises(AuditError, match="reason"):
        store.withdraw_signature(project, Part.REVIEWER, " ")
    store.withdraw_signature(project, Part.REVIEWER, "补看一条")
    assert store.signing(project).state is SignState.PREPARED
    store.withdraw_signature(project, Part.PREPARER, "重来")
    assert store.signing(project).state is SignState.OPEN
    with pytest.raises(AuditError, match="no signature"):
        store.withdraw_signature(project, Part.PREPARER, "再来")


def test_what_was_changed_past_the_program_is_told(path: Path) -> None:
    with Store(str(path), user="张", clock=ticking()) as store:
        project = store.create_project("九月").id
        ready(store, project)
        signed(store, project)
        assert not store.signing(project).tampered
    with closing(sqlite3.connect(path)) as bare:
        bare.execute("UPDATE findings SET outcome = 'review' WHERE id = 1")
        bare.commit()
    with Store(str(path), user="张", clock=ticking()) as store:
        assert store.signing(project).tampered
