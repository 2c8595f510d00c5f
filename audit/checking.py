"""Checking a project as it is stored: all its visits under a policy, without reading a file again."""

from __future__ import annotations

from collections.abc import Collection, Generator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from audit.auditor import audit_log
from audit.casebook import Casebook
from audit.crew import Crew
from audit.grading import aggravate
from audit.model import AuditError, CaseFile, FileKind, Progress, StaffMember, Text, Visit
from audit.policy import Policy
from audit.rules import RULES
from audit.run import checked, earlier_visits, keep_findings, no_collector, opened_run

if TYPE_CHECKING:
    from audit.store.nouns import RunDiff
    from audit.store.store import Store

#: So many visits are freed in less than a millisecond or two.
PIECE = 200
_FETCHING = Text("读取已导入的数据", "Reading what was imported")
_NO_VISITS = Text("项目中还没有外访记录。请先导入外访日志。", "The project holds no visits yet. Import a visit log first.")


@dataclass(frozen=True, slots=True)
class Stored:
    """What a project holds. `ids` are the store's ids of `visits`, in the same order."""

    visits: tuple[Visit, ...]
    ids: tuple[int, ...]
    cases: tuple[CaseFile, ...]
    staff: tuple[StaffMember, ...]


def check_project(
    store: Store, project: int, policy: Policy, as_of: date, *, rules: Collection[str] = ()
) -> Generator[Progress, None, RunDiff]:
    """Checks a project by `rules` (all, if none are named) and keeps what was found as its latest run.

    Closing the generator leaves the former run as it was.
    """
    large: list[object] = []
    try:
        return (yield from _checked(store, project, policy, as_of, rules, large))
    finally:
        let_go(large)


def _checked(
    store: Store, project: int, policy: Policy, as_of: date, rules: Collection[str], large: list[object]
) -> Generator[Progress, None, RunDiff]:
    """As `check_project`. `large` are the things that must be let go piece by piece: it holds them longer than anything here."""
    with no_collector(), Crew(only(policy, rules), as_of) as crew:
        held = yield from _stored(store, project, large)
        earlier = earlier_visits(store, project, held.visits)
        large += earlier
        book = Casebook(held.visits, policy=only(policy, rules), as_of=as_of, cases=held.cases, staff=held.staff, earlier=earlier)
        with opened_run(store, project, policy, as_of, rules) as run:
            found = yield from checked(book, crew)
            audited = aggravate(found, book, decisions=store.decisions(project))
            large += [*found, *audited]
            asked = [rule for rule in RULES if not rules or rule.code in rules]
            logs = tuple(
                finding
                for info in store.imports(project, shown_only=True)
                if info.kind is FileKind.VISITS
                for sheet in store.report(info.id).sheets
                for finding in audit_log(info.name, sheet, book, asked)
            )
            yield from keep_findings(store, run, audited, held.ids, logs)
            return store.finish_run(run, len(audited))


def let_go(large: list[object]) -> None:
    """Lets go of many objects a few at a time: freeing 100,000 visits at once keeps all other threads waiting for a third of a second."""
    while large:
        del large[-PIECE:]


def only(policy: Policy, rules: Collection[str]) -> Policy:
    """The policy with all other rules off."""
    if not rules:
        return policy
    others = frozenset(rule.code for rule in RULES if rule.code not in rules)
    return replace(policy, periods=tuple(replace(period, off=period.off | others) for period in policy.periods))


def _stored(store: Store, project: int, large: list[object]) -> Generator[Progress, None, Stored]:
    """All that a project holds, page by page."""
    total = len(store.visit_ids(project))
    if not total:
        raise AuditError(_NO_VISITS)
    ids, visits = list[int](), list[Visit]()
    for number, visit in store.numbered_visits(project):
        ids.append(number)
        visits.append(visit)
        large.append(visit)
        if len(ids) % 500 == 0:
            yield Progress(_FETCHING, len(ids), total)
    return Stored(tuple(visits), tuple(ids), tuple(store.cases(project)), tuple(store.staff(project)))
