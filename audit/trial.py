"""A trial: the visits of a project judged by another policy without storing anything, and how that differs from the last run."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from audit.auditor import audit_log
from audit.casebook import Casebook
from audit.checking import let_go
from audit.crew import Crew
from audit.grading import aggravate
from audit.model import AuditError, FileKind, Finding, Progress, Text
from audit.policy import Policy
from audit.rules import RULES
from audit.run import checked, earlier_visits

if TYPE_CHECKING:
    from audit.store.nouns import RunInfo
    from audit.store.store import Store

_READING = Text("读取外访记录", "reading the visits")
_NO_RUN = Text("这个项目还没有检查过，没有可比较的结果；请先运行检查。",
               "This project was not checked yet, so there is nothing to compare with; run a check first.")  # fmt: skip


class Change(NamedTuple):
    """How many findings of a rule come, go, or change in outcome or grade."""

    added: int = 0
    gone: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """`added` by id of the visit (None: a whole log); `gone` and `changed` by id of the finding in the last run.

    `decided` of the gone ones were decided by people: those decisions would stand beside nothing.
    """

    policy: Policy
    run: int
    added: tuple[tuple[int | None, Finding], ...]
    gone: tuple[int, ...]
    changed: tuple[tuple[int, Finding], ...]
    unchanged: int
    decided: int
    by_rule: Mapping[str, Change]


def trial(store: Store, project: int, policy: Policy, *, rules: Iterable[str] | None = None) -> Generator[Progress, None, Trial]:
    """Closing the generator stops it; nothing is stored at any time. `rules`: only these are tried and compared."""
    last = store.last_run(project)
    if last is None:
        raise AuditError(_NO_RUN)
    asked = set(rules) if rules is not None else {r.code for r in RULES}
    large: list[object] = []
    try:
        found = yield from _judged(store, last, policy, asked, large)
        return _compared(store, last, policy, found, asked)
    finally:
        let_go(large)


def _judged(
    store: Store, last: RunInfo, policy: Policy, asked: set[str], large: list[object]
) -> Generator[Progress, None, list[tuple[int | None, Finding]]]:  # fmt: skip
    """Findings of the visits that were checked last, under the other policy. `large`: see `let_go`."""
    numbered = []
    for item in store.numbered_visits(last.project, last.imports):
        numbered.append(item)
        large.append(item)
        if len(numbered) % 1000 == 0:
            yield Progress(_READING, len(numbered), last.visits)
    visits = [visit for _, visit in numbered]
    book = Casebook(
        visits, policy=policy, as_of=last.as_of, cases=store.cases(last.project), staff=store.staff(last.project),
        earlier=earlier_visits(store, last.project, visits),
    )  # fmt: skip
    with Crew(policy, last.as_of) as crew:
        audited = yield from checked(book, crew)
    graded = aggravate(audited, book, decisions=store.decisions(last.project))
    large += [*audited, *graded]
    found: list[tuple[int | None, Finding]] = [
        (id_, f) for (id_, _), one in zip(numbered, graded, strict=True) for f in one.findings if f.rule in asked
    ]
    chosen = [rule for rule in RULES if rule.code in asked]
    reports = [store.report(number) for number in last.imports]
    logs = [f for r in reports if r.kind is FileKind.VISITS for s in r.sheets for f in audit_log(r.name, s, book, chosen)]
    return [*found, *((None, f) for f in logs)]


def _compared(store: Store, last: RunInfo, policy: Policy, found: list[tuple[int | None, Finding]], asked: set[str]) -> Trial:
    stood = {row.finding.fingerprint: row for row in store.findings(last.id) if row.finding.rule in asked}
    now = {f.fingerprint: (id_, f) for id_, f in found}
    added = tuple(item for mark, item in now.items() if mark not in stood)
    gone = tuple(row for mark, row in stood.items() if mark not in now)
    changed = tuple(
        (stood[mark].id, f) for mark, (_, f) in now.items()
        if mark in stood and (stood[mark].finding.outcome, stood[mark].finding.grade) != (f.outcome, f.grade)
    )  # fmt: skip
    counts: dict[str, list[int]] = {}
    named = ([f.rule for _, f in added], [row.finding.rule for row in gone], [f.rule for _, f in changed])
    for place, listed in enumerate(named):
        for rule in listed:
            counts.setdefault(rule, [0, 0, 0])[place] += 1
    return Trial(
        policy, last.id, added, tuple(row.id for row in gone), changed, len(now) - len(added) - len(changed),
        sum(row.decision is not None and row.decision.verdict is not None for row in gone),
        {rule: Change(*n) for rule, n in sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0]))},
    )  # fmt: skip
