"""A check whose findings are seen first and read again afterwards ends with the findings of a check that does both at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from audit.checking import check_project, second_look
from audit.model import Evidence, Found, Outcome, Progress, Text
from audit.policy import load
from audit.second import again
from audit.second.doubts import Answer, by_words
from audit.store.store import Store
from tests.make import AS_OF
from tests.steps import audited_sample, drained


def doubts(rows: Sequence[Any]) -> list[tuple[Answer, ...]]:
    """One of two visits is doubted: what it was accused of by words is lowered, and something else is raised."""
    told = []
    for visit, first, _ in rows:
        quote = (Evidence("account", visit.account[:2], 0, 2),)
        lowered = [
            Answer(c, Found(Outcome.REVIEW, f.message, f.evidence, f.clears, f.grade), -9) for c, f in first.items() if by_words(f)
        ]
        raised = [] if "indoor_photo" in first else [Answer("indoor_photo", Found(Outcome.REVIEW, Text("像。", "Like."), quote), 9)]
        told.append((*lowered, *raised) if len(visit.account) % 2 else ())
    return told


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(again, "doubts_of", doubts)
    with Store("memory") as made:
        yield made


@pytest.fixture
def project(store: Store) -> int:
    return audited_sample(store)


def told(store: Store, project: int) -> list[Any]:
    run = store.last_run(project)
    assert run is not None
    return sorted(store.findings(run.id), key=lambda row: (row.visit or 0, row.finding.rule))


def findings(store: Store, project: int) -> list[Any]:
    return [(row.visit, row.finding) for row in told(store, project)]


def test_afterwards_it_is_as_if_both_had_read_at_once(store: Store, project: int) -> None:
    at_once = findings(store, project)
    first = drained(check_project(store, project, load("cn-default"), AS_OF, second=False))
    assert findings(store, project) != at_once  # these are seen while the rest is read
    diff = drained(second_look(store, first.run.id))
    assert findings(store, project) == at_once
    assert (diff.run.findings, diff.new, diff.gone) == (len(at_once), 0, 0)


def test_stopped_it_leaves_the_first_readers_findings(store: Store, project: int) -> None:
    first = drained(check_project(store, project, load("cn-default"), AS_OF, second=False))
    before = findings(store, project)
    steps = second_look(store, first.run.id)
    stages: list[Text] = []
    while again.READING not in stages:
        step: Progress = next(steps)
        stages.append(step.stage)
    steps.close()
    assert findings(store, project) == before


def test_only_the_rules_that_were_asked_are_doubted(store: Store, project: int) -> None:
    first = drained(check_project(store, project, load("cn-default"), AS_OF, rules=["impersonation"], second=False))
    drained(second_look(store, first.run.id))
    assert {finding.rule for _, finding in findings(store, project)} == {"impersonation"}
