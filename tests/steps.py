"""Jobs run to their end, and the sample project audited into a store."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

from audit.policy import load
from audit.run import Inputs, run_audit
from audit.store.store import Store
from tests.make import AS_OF

T = TypeVar("T")
SAMPLES = Path(__file__).resolve().parents[1] / "audit" / "samples"


def drained(job: Generator[Any, Any, T]) -> T:
    """Runs a job to its end and returns its result."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: T = end.value
            return result


def audited_sample(store: Store) -> int:
    """The project of one sample agency's log, with case file and register, checked once."""
    logs = [path for path in sorted(SAMPLES.iterdir()) if path.name.startswith("恒远")]
    project = store.create_project("恒远", as_of=AS_OF).id
    inputs = Inputs.of(logs, [SAMPLES / "案件台账.xlsx"], [SAMPLES / "外访人员备案表.xlsx"])
    drained(run_audit(store, inputs, load("cn-default"), AS_OF, project=project))
    return project
