"""A project is checked as it is stored: the same findings as when its files are read and checked at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.auditor import Audited
from audit.checking import PIECE, check_project, let_go
from audit.model import AuditError, Visit
from audit.policy import load
from audit.store.store import Store
from tests.make import AS_OF
from tests.steps import audited_sample, drained


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "v.db")) as made:
        yield made


def marks(store: Store, project: int) -> list[tuple[str, str]]:
    run = store.last_run(project)
    assert run is not None
    return sorted((row.finding.fingerprint, row.finding.message.zh) for row in store.findings(run.id))


def test_the_same_findings_as_from_the_files(store: Store) -> None:
    project = audited_sample(store)
    before = marks(store, project)
    diff = drained(check_project(store, project, load("cn-default"), AS_OF))
    assert marks(store, project) == before
    assert (diff.new, diff.gone, diff.unchanged) == (0, 0, len(before))


def test_only_the_rules_that_were_chosen_are_asked(store: Store) -> None:
    project = audited_sample(store)
    all_of = marks(store, project)
    diff = drained(check_project(store, project, load("cn-default"), AS_OF, rules=["impersonation"]))
    run = store.last_run(project)
    assert run is not None
    rows = list(store.findings(run.id))
    assert {row.finding.rule for row in rows} == {"impersonation"}
    assert len(rows) < len(all_of)
    assert diff.gone == 0  # rules that were not asked have lost nothing


def test_a_check_that_is_stopped_leaves_the_former_run(store: Store) -> None:
    project = audited_sample(store)
    before = store.last_run(project)
    steps = check_project(store, project, load("cn-default"), AS_OF)
    next(steps)
    steps.close()
    assert store.last_run(project) == before


def test_a_project_without_visits_says_what_to_do(store: Store) -> None:
    project = store.create_project("空").id
    with pytest.raises(AuditError, match="Import a visit log"):
        drained(check_project(store, project, load("cn-default"), AS_OF))


def test_what_is_large_is_let_go_piece_by_piece_and_wholly() -> None:
    left: list[int] = []

    class Heavy:
        def __del__(self) -> None:
            left.append(len(large))

    large: list[object] = [Heavy() for _ in range(2 * PIECE + 1)]
    let_go(large)
    assert not large
    assert len(left) == 2 * PIECE + 1
    assert len(set(left)) == 3  # three pieces


def test_nothing_else_holds_the_visits_when_a_check_ends_or_is_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Freed by another hand they would go all at once."""
    from audit import checking

    project, seen = audited_sample(store), list[bool]()

    def looked_at(large: list[object]) -> None:
        seen.append(bool(large) and all(isinstance(one, Audited | Visit) for one in large))
        held = [one for one in large if isinstance(one, Visit)]
        large.clear()
        ours = 3  # the list, the name in the loop below and the argument of the question
        seen.append(all(sys.getrefcount(one) <= ours for one in held))

    monkeypatch.setattr(checking, "let_go", looked_at)
    drained(check_project(store, project, load("cn-default"), AS_OF))
    stopped = check_project(store, project, load("cn-default"), AS_OF)
    for _ in range(3):
        next(stopped, None)
    stopped.close()
    assert seen
    assert all(seen)
