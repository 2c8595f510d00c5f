"""What the page fetches besides the list: how far the review is, and what is known around one finding."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.store.nouns import Alike, DecisionEntry, FindingRow, Note, ReviewProgress, Step

if TYPE_CHECKING:
    from audit.store.store import Store
    from gui.desk import FindingSheet
    from gui.store_desk import StoreDesk


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of a project: its last check (None: none yet), how far it is read, and the person's steps.

    `findings`: how many it has and the newest one's id, by which the list knows whether a second reading changed them.
    """

    run: int | None
    findings: tuple[int, int] = (0, 0)
    progress: ReviewProgress | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """Around one finding."""

    alike: tuple[Alike, ...]
    history: tuple[DecisionEntry, ...]
    notes: tuple[Note, ...]


def surroundings(store: Store, project: int) -> Generator[None, None, Surroundings]:
    run = store.last_run(project)
    if run is None:
        return Surroundings(None)
    yield
    progress, newest = store.progress(run.id), store.newest_finding(run.id)
    yield
    return Surroundings(run.id, (run.findings, newest), progress, tuple(store.steps(project)))


def around(store: Store, project: int, row: FindingRow) -> Generator[None, None, Around]:
    mark = row.finding.fingerprint
    notes = store.notes(project, mark)
    yield
    history = store.decision_history(project, mark)
    yield
    return Around(store.alike(row.id), history, notes)


def sheet_of(desk: StoreDesk, finding: int) -> Generator[None, None, FindingSheet | None]:
    """A finding as it is now; None if it has left the run."""
    return desk.sheet(finding)
    yield
