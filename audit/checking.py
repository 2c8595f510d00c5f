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
from audit.model import AuditError, CaseFile, FileKind, Finding, Progress, StaffMember, Text, Visit
from audit.policy import Policy
from audit.rules import RULES
from audit.run import checked, earlier_visits, keep_findings, no_collector, opened_run, prepare, read_twice, twice

if TYPE_CHECKING:
    from audit.store.nouns import RunDiff, RunInfo
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
    store: Store, project: int, policy: Policy, as_of: date, *, rules: Collection[str] = (), second: bool = True
) -> Generator[Progress, None, RunDiff]:
    """Checks a project by `rules` (all, if none are named) and keeps what was found as its latest run.

    Closing the generator leaves the former run as it was. Accounts are read a second time before anything is kept, where the policy
    wants it; if `second` is False `second_look` may do so afterwards, and nobody waits for it.
    """
    large: list[object] = []
    try:
        return (yield from _checked(store, project, policy, as_of, rules, large, second))
    finally:
        let_go(large)


def _checked(
    store: Store, project: int, policy: Policy, as_of: date, rules: Collection[str], large: list[object], second: bool
) -> Generator[Progress, None, RunDiff]:
    """As `check_project`. `large` are the things that must be let go piece by piece: it holds them longer than anything here."""
    with no_collector(), Crew(only(policy, rules), as_of) as crew:
        held = yield from _stored(store, project, large)
        earlier = earlier_visits(store, project, held.visits)
        large += earlier
        book = Casebook(held.visits, policy=only(policy, rules), as_of=as_of, cases=held.cases, staff=held.staff, earlier=earlier)
        with opened_run(store, project, policy, as_of, rules) as run:
            found = yield from checked(book, crew, second=second)
            crew.end()
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


def second_look(store: Store, run: int) -> Generator[Progress, None, RunDiff]:
    """Reads the accounts of a project's latest run a second time and makes its findings those of both readers.

    Closing the generator leaves the run as it was. Where the policy wants no second reading it ends at once.
    """
    diff = store.run_diff(run)
    policy = only(store.policy(diff.run.policy, diff.run.policy_version), diff.run.rules)
    if not twice(policy, diff.run.visits):
        return diff
    large: list[object] = []
    try:
        changed, gone = yield from _doubted(store, diff.run, policy, large)
        return store.revise_run(run, changed, gone) if changed or gone else diff
    finally:
        let_go(large)


def _doubted(
    store: Store, run: RunInfo, policy: Policy, large: list[object]
) -> Generator[Progress, None, tuple[list[tuple[int, Finding]], list[tuple[int, str]]]]:  # fmt: skip
    """By id of the visit: findings that are new or come out otherwise on second reading, and fingerprints of those that
    are none, unless somebody has decided on them."""
    with no_collector(), Crew(policy, run.as_of) as crew:
        held = yield from _stored(store, run.project, large)
        earlier = earlier_visits(store, run.project, held.visits)
        large += earlier
        book = Casebook(held.visits, policy=policy, as_of=run.as_of, cases=held.cases, staff=held.staff, earlier=earlier)
        prepare(book, crew)
        first = yield from checked(book, crew, second=False)
        again = yield from read_twice(book, first, crew)
        crew.end()
        decisions = store.decisions(run.project)
        before, after = aggravate(first, book, decisions=decisions), aggravate(again, book, decisions=decisions)
        large += [*first, *again, *before, *after]
        pairs = list(zip(held.ids, before, after, strict=True))
        left = {(number, f.fingerprint) for number, _, other in pairs for f in other.findings}
        seen = [(number, f.fingerprint) for number, one, _ in pairs for f in one.findings]
        gone = [(number, mark) for number, mark in seen if (number, mark) not in left and mark not in decisions]
        return [(number, f) for number, one, other in pairs for f in other.findings if f not in one.findings], gone


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
