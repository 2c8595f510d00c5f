"""Runs: seen only when finished, compared by fingerprint, with people's decisions kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.model import AuditError, Decision, Evidence, Finding, Outcome, Source, Text, Verdict
from audit.store.nouns import News
from audit.store.store import Store
from audit.store.where import Where
from tests.audit.store.given import DAY, decision, finding, imported, run, visits


@pytest.fixture
def found(store: Store, project: int) -> list[tuple[int | None, Finding]]:
    imported(store, project, visits(4))
    return [(number, finding(v)) for number, v in store.numbered_visits(project)]


def test_findings_come_back_equal_with_their_visits(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    number, first = found[0]
    full = replace(
        first, outcome=Outcome.REVIEW, grade=3, aggravated=(Text("再犯", "again"),), message=Text("改“引号”", 'with "quotes"'),
        evidence=(Evidence("account", "到场\n", 3, 6), Evidence("case", "住址", source=Source("c.xlsx", "案件", 9))),
    )  # fmt: skip
    log = Finding("no_recording", Outcome.REVIEW, 4, Text("缺列", "no column"), Text("", ""), (), "log", Source("a.xlsx", "9月", 0))
    diff = run(store, project, [(number, full), (None, log)])
    rows = list(store.findings(diff.run.id))
    assert [r.finding for r in rows] == [full, log]
    assert (rows[0].visit, rows[0].visit_id, rows[0].visitors, rows[0].decision) == (number, "V0", ("张立", "李敏"), None)
    assert (rows[1].visit, rows[1].agency) == (None, "")


def test_a_run_is_seen_only_when_finished(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    begun = store.begin_run(project, "cn-default", "2026.1", DAY, "1.0")
    store.add_findings(begun.id, found)
    assert store.last_run(project) is None
    diff = store.finish_run(begun.id, visits=4)
    assert store.last_run(project) == diff.run
    assert (diff.run.visits, diff.run.findings, diff.run.imports, diff.run.finished) == (4, 4, (1,), True)
    with pytest.raises(AuditError, match="overtaken"):
        store.add_findings(begun.id, found)
    store.cancel_run(begun.id)
    assert store.runs(project) == (diff.run,)


def test_a_cancelled_run_leaves_nothing(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    begun = store.begin_run(project, "cn-default", "2026.1", DAY, "1.0")
    store.add_findings(begun.id, found)
    store.cancel_run(begun.id)
    assert store.runs(project) == ()
    with pytest.raises(AuditError, match="overtaken"):
        store.finish_run(begun.id, visits=4)


def test_what_an_unfinished_run_left_goes_with_the_next(
    store: Store, project: int, found: list[tuple[int | None, Finding]]
) -> None:
    dead = store.begin_run(project, "cn-default", "2026.1", DAY, "1.0")
    store.add_findings(dead.id, found)
    late = store.findings_writer(dead.id)
    cancelled = store.begin_run(project, "cn-default", "2026.1", DAY, "1.0")
    store.cancel_run(cancelled.id)
    begun = store.begin_run(project, "cn-default", "2026.1", DAY, "1.0")
    with pytest.raises(AuditError, match="overtaken"):
        late(found)  # the overtaken window writes on, and not into the run of the other
    store.add_findings(begun.id, found[:1])
    assert store.finish_run(begun.id, visits=4).run.findings == 1
    assert [r.finding for r in store.findings(begun.id)] == [found[0][1]]


def test_a_second_run_tells_new_unchanged_and_gone(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    first = run(store, project, found[:3])
    assert (first.new, first.unchanged, first.gone) == (3, 0, 0)
    second = run(store, project, found[1:])
    assert (second.new, second.unchanged, second.gone) == (1, 2, 1)
    assert [r.news for r in store.findings(second.run.id)] == [News.UNCHANGED, News.UNCHANGED, News.NEW]
    assert [r.finding for r in store.findings_by_id(store.gone_ids(second.run.id))] == [found[0][1]]
    assert second.run.previous == first.run.id
    assert store.run_diff(second.run.id) == second
    assert list(store.finding_ids(second.run.id, [Where("news", "=", News.NEW)])) == [store.finding_ids(second.run.id)[2]]


def test_rules_that_were_not_asked_are_not_gone(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    other = [(number, finding(v, "cash_taken")) for number, v in store.numbered_visits(project)]
    run(store, project, [*found, *other])
    assert run(store, project, found[:3], rules=["lone_visitor"]).gone == 1


def test_decisions_stand_through_runs_and_tell_when_the_evidence_changed(
    store: Store, project: int, found: list[tuple[int | None, Finding]]
) -> None:
    first = run(store, project, found)
    store.decide(project, decision(found[0][1], reason="属实"), decision(found[1][1], Verdict.DISMISSED))
    number, changed = found[1]
    moved = replace(found[0][1], source=Source("b.xlsx", "9月", 99), evidence=(Evidence("account", "两人到场", 7, 11),))
    second = run(
        store, project, [(found[0][0], moved), (number, replace(changed, evidence=(Evidence("account", "一人"),))), *found[2:]]
    )
    assert (second.unchanged, second.decided, second.changed) == (4, 2, 1)
    rows = list(store.findings(second.run.id))
    assert [r.decision.verdict if r.decision else None for r in rows] == [Verdict.CONFIRMED, Verdict.DISMISSED, None, None]
    assert [r.changed for r in rows] == [False, True, False, False]
    assert store.run_diff(first.run.id).changed == 0
    store.decide(project, decision(changed))  # decided anew, on the new evidence
    assert store.run_diff(second.run.id).changed == 0


def test_decisions_are_a_history_of_which_the_last_counts(
    store: Store, project: int, found: list[tuple[int | None, Finding]]
) -> None:
    run(store, project, found)
    f = found[0][1]
    store.decide(project, decision(f, reason="属实", note="看过录音"))
    store.decide(project, decision(f, Verdict.DISMISSED, by="李"))
    assert store.decisions(project) == {f.fingerprint: decision(f, Verdict.DISMISSED, by="李")}
    store.withdraw(project, f.fingerprint, reason="按错了")
    assert store.decisions(project) == {}
    history = store.decision_history(project, f.fingerprint)
    assert [(e.verdict, e.by) for e in history] == [(Verdict.CONFIRMED, "王"), (Verdict.DISMISSED, "李"), (None, "张")]
    assert (history[0].reason, history[0].note) == ("属实", "看过录音")
    assert store.finding_counts(store.runs(project)[0].id, ("verdict",)) == {("",): 4}


def test_two_windows_do_not_overwrite_each_other(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    run(store, project, found)
    f, other = found[0][1], found[1][1]
    (mine,) = store.decide(project, decision(f), seen={f.fingerprint: 0})
    with pytest.raises(AuditError, match="another window"):
        store.decide(project, decision(other), decision(f, Verdict.DISMISSED), seen={})
    assert store.decisions(project) == {f.fingerprint: decision(f)}  # all or none
    store.decide(project, decision(f, Verdict.DISMISSED), seen={f.fingerprint: mine.id})
    assert store.decisions(project)[f.fingerprint].verdict is Verdict.DISMISSED


def test_decisions_of_another_project_are_its_own(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    other = store.create_project("十月").id
    store.decide(other, Decision(found[0][1].fingerprint, Verdict.CONFIRMED, "王", decision(found[0][1]).at))
    diff = run(store, project, found)
    assert diff.decided == 0
    assert store.decisions(project) == {}
    assert len(store.decisions(other)) == 1


def test_the_same_visit_twice_in_a_log_counts_once(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    twice = replace(found[0][1], evidence=(Evidence("account", "另一行"),))
    first = run(store, project, [found[0], (found[1][0], twice)])
    store.decide(project, decision(found[0][1]))
    diff = store.run_diff(first.run.id)
    assert (diff.new, diff.decided, diff.changed, first.run.findings) == (1, 1, 0, 2)
