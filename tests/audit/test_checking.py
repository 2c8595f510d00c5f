"""A project is checked as it is stored: the same findings as when its files are read and checked at once."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.checking import check_project
from audit.model import AuditError
from audit.policy import load
from audit.run import Inputs, run_audit
from audit.store.store import Store

AS_OF = date(2026, 10, 15)
SAMPLES = Path(__file__).resolve().parents[2] / "audit" / "samples"


def result(steps: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "v.db")) as made:
        yield made


def audited(store: Store) -> int:
    logs = [path for path in sorted(SAMPLES.iterdir()) if path.name.startswith("恒远")]
    project = store.create_project("恒远", as_of=AS_OF).id
    inputs = Inputs.of(logs, [SAMPLES / "案件台账.xlsx"], [SAMPLES / "外访人员备案表.xlsx"])
    result(run_audit(store, inputs, load("cn-default"), AS_OF, project=project))
    return project


def marks(store: Store, project: int) -> list[tuple[str, str]]:
    run = store.last_run(project)
    assert run is not None
    return sorted((row.finding.fingerprint, row.finding.message.zh) for row in store.findings(run.id))


def test_the_same_findings_as_from_the_files(store: Store) -> None:
    project = audited(store)
    before = marks(store, project)
    diff = result(check_project(store, project, load("cn-default"), AS_OF))
    assert marks(store, project) == before
    assert (diff.new, diff.gone, diff.unchanged) == (0, 0, len(before))


def test_only_the_rules_that_were_chosen_are_asked(store: Store) -> None:
    project = audited(store)
    all_of = marks(store, project)
    diff = result(check_project(store, project, load("cn-default"), AS_OF, rules=["impersonation"]))
    run = store.last_run(project)
    assert run is not None
    rows = list(store.findings(run.id))
    assert {row.finding.rule for row in rows} == {"impersonation"}
    assert len(rows) < len(all_of)
    assert diff.gone == 0  # rules that were not asked have lost nothing


def test_a_check_that_is_stopped_leaves_the_former_run(store: Store) -> None:
    project = audited(store)
    before = store.last_run(project)
    steps = check_project(store, project, load("cn-default"), AS_OF)
    next(steps)
    steps.close()
    assert store.last_run(project) == before


def test_a_project_without_visits_says_what_to_do(store: Store) -> None:
    project = store.create_project("空").id
    with pytest.raises(AuditError, match="Import a visit log"):
        result(check_project(store, project, load("cn-default"), AS_OF))
