"""Findings put into a run that is finished: each in the place of the one it follows, others behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.model import AuditError, Finding, Outcome, Text
from audit.store.store import Store
from tests.audit.store.given import decision, finding, imported, run, visits


@pytest.fixture
def found(store: Store, project: int) -> list[tuple[int | None, Finding]]:
    imported(store, project, visits(4))
    return [(number, finding(v)) for number, v in store.numbered_visits(project)]


def test_a_finding_takes_the_place_of_the_one_with_its_fingerprint(
    store: Store, project: int, found: list[tuple[int | None, Finding]]
) -> None:
    before = run(store, project, found)
    ids = list(store.finding_ids(before.run.id))
    (visit, first), (other, second), *_ = found
    lowered = replace(first, outcome=Outcome.REVIEW, message=Text("疑。", "Doubtful."))
    new = replace(second, rule="cash_taken", fingerprint="f" * 32, outcome=Outcome.REVIEW)
    diff = store.revise_run(before.run.id, [(visit, lowered), (other, new)])
    rows = {row.id: row for row in store.findings(before.run.id)}
    assert diff.run.findings == len(rows) == 5
    assert rows[ids[0]].finding == lowered
    assert [rows[i].finding for i in ids[1:]] == [f for _, f in found[1:]]
    (added,) = set(rows) - set(ids)
    assert (rows[added].finding, rows[added].visit) == (new, other)
    assert store.check_trail() is None


def test_no_new_finding_takes_the_id_of_one_that_leaves_or_stays(
    store: Store, project: int, found: list[tuple[int | None, Finding]]
) -> None:
    before = run(store, project, found)
    ids = list(store.finding_ids(before.run.id))
    (visit, first), *_, (newest, last) = found
    new = replace(first, rule="cash_taken", fingerprint="f" * 32)
    store.revise_run(before.run.id, [(visit, new)], [(newest, last.fingerprint)])
    left = list(store.finding_ids(before.run.id))
    assert set(left) & set(ids) == set(ids[:-1])
    assert store.newest_finding(before.run.id) == max(left) > ids[-1]
    again = replace(new, message=Text("又。", "Again."))
    other = replace(first, rule="private_channel", fingerprint="e" * 32)
    store.revise_run(before.run.id, [(visit, other), (visit, again)])
    assert len(set(store.finding_ids(before.run.id))) == len(left) + 1


def test_a_decision_on_what_was_revised_stands_beside_it(
    store: Store, project: int, found: list[tuple[int | None, Finding]]
) -> None:
    before = run(store, project, found)
    visit, first = found[0]
    decided = decision(first)
    store.decide(project, decided)
    diff = store.revise_run(before.run.id, [(visit, replace(first, outcome=Outcome.REVIEW))])
    (row,) = [r for r in store.findings(before.run.id) if r.finding.fingerprint == first.fingerprint]
    assert row.finding.outcome is Outcome.REVIEW
    assert row.decision is not None
    assert (diff.decided, diff.changed) == (1, 1)


def test_only_the_latest_run_is_revised(store: Store, project: int, found: list[tuple[int | None, Finding]]) -> None:
    former = run(store, project, found)
    run(store, project, found)
    with pytest.raises(AuditError, match="overtaken"):
        store.revise_run(former.run.id, found)
