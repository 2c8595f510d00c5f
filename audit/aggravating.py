"""What makes a violation graver by one step: repetition, company of a graver one, a complaint, a child there, a false tick-box."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from audit.auditor import Audited
from audit.casebook import Casebook, people
from audit.model import Decision, Finding, Outcome, Text, Verdict, Visit

#: How every reason that tells of a repetition begins (findings come back from the store as text).
REPEATED = "同一外访人员"
_REPEAT = Text(
    REPEATED + "{days}天内再次违反本条（上一次为{day}），升级一档。",
    "The same visitor broke this rule before within {days} days (on {day}): one step graver.",
)
_TOGETHER = Text("同一次外访另有更重的违规，升级一档。", "The same visit has a graver violation beside it: one step graver.")
_COMPLAINT = Text("债务人就此投诉，升级一档。", "The borrower complained: one step graver.")
_MINOR = Text("有未成年人在场，升级一档。", "Somebody under 18 was there: one step graver.")
_FALSIFIED = Text("栏目填写与外访经过相反，升级一档。", "The column says the contrary of the account: one step graver.")

#: Breaches of the bank's or the agency's desk rather than of those who went: nobody repeats them at a door.
_DESK = frozenset({"no_outsourcing_notice", "missed_follow_up", "excessive_visits", "visit_during_dispute"})
_MINORS = re.compile(r"未成年|小孩|孩子|儿童|幼儿|小学生|初中生|(?<!\d)(?:[0-9]|1[0-7])岁|\bchild|\bminor", re.IGNORECASE)
_COMPLAINED = re.compile(r"(?<![无未没])(?<!不再)(?:已|要|当场|扬言)?投诉|12378|complain", re.IGNORECASE)
_BOXES = ("id_shown", "recorded", "address_verified")


def aggravate(
    audited: Sequence[Audited], book: Casebook, *, decisions: Mapping[str, Decision] | None = None, earlier: Iterable[Audited] = ()
) -> list[Audited]:
    """The same visits with the grades of their violations raised where the policy's scorecard says so, each with its reasons.

    A dismissed finding aggravates nothing. `earlier` are audited visits of former runs. No finding is raised by more than one step.
    """
    told = book.policy.scorecard.get("aggravate", {})
    active = {name for name, on in told.items() if on}
    dropped = {f for f, d in (decisions or {}).items() if d.verdict in (Verdict.DISMISSED, Verdict.WANTED)}
    history = _history((*earlier, *audited), dropped) if "repeat" in active else {}
    return [_visit(one, book, active, dropped, history) if one.findings else one for one in audited]


_History = Mapping[tuple[str, str, str], Sequence[date]]


def _history(audited: Iterable[Audited], dropped: set[str]) -> _History:
    """The days on which each visitor broke each rule, in order."""
    days: dict[tuple[str, str, str], set[date]] = {}
    for visit, findings in audited:
        for finding in findings:
            if visit.visit_date and _is_violation(finding, dropped) and finding.rule not in _DESK:
                for person in people(visit):
                    days.setdefault((*person, finding.rule), set()).add(visit.visit_date)
    return {key: sorted(found) for key, found in days.items()}


def _visit(one: Audited, book: Casebook, active: set[str], dropped: set[str], history: _History) -> Audited:
    broken = [f for f in one.findings if _is_violation(f, dropped)]
    if not broken:
        return one
    around = [text for name, text, applies in _AROUND if name in active and applies(one.visit, book)]
    gravest = min(f.grade for f in broken)
    raised = []
    for finding in one.findings:
        if not _is_violation(finding, dropped) or finding.grade <= 1:
            raised.append(finding)
            continue
        reasons = [*around]
        if "repeat" in active and (before := _before(one.visit, finding, book, history)):
            reasons.append(_REPEAT.format(days=book.limits(one.visit).repeat_days, day=before))
        if "two_grades" in active and finding.grade > gravest:
            reasons.append(_TOGETHER)
        if "falsified" in active and _contradicted(one.visit, finding):
            reasons.append(_FALSIFIED)
        raised.append(replace(finding, grade=finding.grade - 1, aggravated=tuple(reasons)) if reasons else finding)
    return Audited(one.visit, tuple(raised))


def _is_violation(finding: Finding, dropped: set[str]) -> bool:
    return finding.outcome is Outcome.VIOLATION and finding.fingerprint not in dropped


def _before(visit: Visit, finding: Finding, book: Casebook, history: _History) -> date | None:
    """The last earlier day within the policy's days on which one of the visitors broke the same rule."""
    day = visit.visit_date
    if day is None or finding.rule in _DESK:
        return None
    days = [d for person in people(visit) for d in history.get((*person, finding.rule), ()) if d < day]
    last = max(days, default=None)
    return last if last and (day - last).days <= book.limits(visit).repeat_days else None


def _complained(visit: Visit, book: Casebook) -> bool:
    """A complaint in the columns, or one in the case file that began within a month after the visit."""
    if _COMPLAINED.search(visit.incident) or _COMPLAINED.search(visit.outcome):
        return True
    case, day = book.case(visit), visit.visit_date
    events = case.events if case and day else ()
    return any(e.kind == "complaint" and e.start and day and 0 <= (e.start - day).days <= 30 for e in events)


def _minor(visit: Visit, book: Casebook) -> bool:
    return bool(_MINORS.search(visit.person_met) or _MINORS.search(visit.relation))


def _contradicted(visit: Visit, finding: Finding) -> bool:
    """The finding rests on the account against a box that was ticked, or against a second name in the roster."""
    own = {e.field for e in finding.evidence if e.source is None}
    if "account" not in own:
        return False
    if any(name in own and getattr(visit, name) is True for name in _BOXES):
        return True
    return finding.rule == "lone_visitor" and "visitors" in own and len(set(visit.visitors)) > 1


_Applies = Callable[[Visit, Casebook], bool]
_AROUND: tuple[tuple[str, Text, _Applies], ...] = (("complaint", _COMPLAINT, _complained), ("minor", _MINOR, _minor))
