"""What the tabs ask the core: all on the lane that reads."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from audit.store.where import Where
from gui.masking import masked_visit

if TYPE_CHECKING:
    from audit.model import Visit
    from audit.policy import Policy
    from audit.relations import CaseTrack, Day, Pair, Passage, PersonDay
    from audit.store.nouns import Project
    from audit.store.store import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """A collector's day in the list; `flagged`: there is a finding of two places at once."""

    person: PersonDay
    flagged: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two accounts with their equal passages; `texts` as they are shown."""

    pair: Pair
    visits: tuple[Visit, Visit]
    passages: tuple[Passage, ...]


def project_of(store: Store, number: int) -> Project:
    return next(p for p in store.projects() if p.id == number)


def policy_of(store: Store, number: int) -> Policy:
    """What the present limits of a project are."""
    return store.policy(project_of(store, number).policy)


def days(store: Store, project: int) -> Generator[None, None, tuple[Listed, ...]]:
    """Days with two visits or more; those with a finding of two places at once come first."""
    from audit.relations import people
    from audit.statistics import persons

    found = people(store, project)
    yield
    flagged: set[tuple[str, str, str, str]] = set()
    if run := store.last_run(project):
        by = ["visit.agency", "visit.visit_date", "visit.visitors", "visit.visitor_numbers"]
        for agency, on, names, numbers in store.finding_counts(run.id, by, [Where("rule", "=", "visitor_overlap")]):
            flagged |= {(agency or "", on or "", name, number) for name, number in persons(names, numbers)}
    yield
    listed = (Listed(p, (p.agency, p.day.isoformat(), p.name, p.number) in flagged) for p in found)
    return tuple(sorted(listed, key=lambda row: not row.flagged))


def day(store: Store, project: int, who: tuple[str, str, str], on: date) -> Generator[None, None, Day]:
    from audit.relations import day as day_of

    policy = policy_of(store, project)
    yield
    return day_of(store, project, *who, on, policy)


def pairs(store: Store, project: int) -> Generator[None, None, tuple[Pair, ...] | None]:
    """None where nothing was checked yet."""
    from audit.relations import copies

    run = store.last_run(project)
    if run is None:
        return None
    yield
    return copies(store, run.id, policy_of(store, project))


def compared(store: Store, pair: Pair, masked: bool) -> Generator[None, None, Compared]:
    from audit.relations import compare

    one, other = store.visits_by_id([pair.first, pair.second])
    yield
    passages = compare(one.account, other.account)
    shown = (masked_visit(one), masked_visit(other)) if masked else (one, other)
    return Compared(pair, shown, passages)


def cases(store: Store, project: int) -> Generator[None, None, tuple[tuple[str, str, int], ...]]:
    from audit.relations import cases as cases_of

    return cases_of(store, project)
    yield


def track(store: Store, project: int, case_id: str, borrower: str) -> Generator[None, None, CaseTrack]:
    from audit.relations import case

    policy = policy_of(store, project)
    yield
    return case(store, project, case_id, policy, project_of(store, project).as_of, borrower)
