"""A promise to pay fell due and nobody came back to it.

Broken when the promised day has passed by the audit date and no visit or contact of the case is of that day or later; the finding is
on the visit that took the promise. Not broken when followed up, replaced by a newer promise, or not due.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audit.casebook import Casebook, filed
from audit.model import CaseFile, Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation


def check(visit: Visit, book: Casebook) -> Found | None:
    case = book.case(visit)
    if visit.promise_date is None and (case is None or not case.promises):
        return None
    same = book.same_case(visit)
    for day, cell in _promises(visit, case, same):
        if day < book.as_of and not _followed(visit, day, case, same):
            return _found(day, cell, book, case, visit)
    return None


_MISSED = Text(
    "债务人承诺{day}还款，至审计日{today}已过{days}天，未见承诺日之后的联系或外访。",
    "The borrower promised to pay on {day}; by the audit date {today}, {days} days later, no contact of that day or after is on record.",
)
_JUST = Text(
    "债务人承诺{day}还款，至审计日{today}只过{days}天，尚未见跟进。",
    "The borrower promised to pay on {day}; by the audit date {today}, only {days} days later, there is no follow-up yet.",
)


def _found(day: date, cell: Evidence, book: Casebook, case: CaseFile | None, visit: Visit) -> Found:
    days = (book.as_of - day).days
    last = (
        [Evidence("contact_log", str(max(c.day for c in case.contact_log)), source=case.source)]
        if case and case.contact_log
        else []
    )
    figures = {"day": day, "today": book.as_of, "days": days}
    if days <= book.limits(visit).follow_up_days:
        return review(_JUST.format(**figures), cell, *last)
    return violation(_MISSED.format(**figures), cell, *last)


def _promises(visit: Visit, case: CaseFile | None, same: tuple[Visit, ...]) -> Iterator[tuple[date, Evidence]]:
    """Promises that this visit took: its own, and those of the case file that no other visit is nearer to."""
    if visit.promise_date is not None:
        yield visit.promise_date, visit.cell("promise_date")
    for promise in case.promises if case and visit.visit_date else ():
        if promise.day == visit.promise_date or any(v.promise_date == promise.day for v in same):
            continue
        before = [v for v in same if v.visit_date and v.visit_date <= promise.day]
        if before and case and (before[-1] is visit or before[-1].key == visit.key):
            typed = filed(case, "promises")
            yield promise.day, Evidence("promises", case.typed.get("promises", str(promise.day)), source=typed.source)


def _followed(visit: Visit, day: date, case: CaseFile | None, same: tuple[Visit, ...]) -> bool:
    if case and any(contact.day >= day and not _is_this(visit, contact.day) for contact in case.contact_log):
        return True
    for other in same:
        if other is visit or other.visit_date is None or visit.visit_date is None or other.visit_date < visit.visit_date:
            continue
        if other.visit_date >= day and other.visit_date > visit.visit_date:
            return True
        if other.visit_date > visit.visit_date and other.promise_date and other.promise_date > day:
            return True  # a newer promise has taken its place
    return False


def _is_this(visit: Visit, day: date) -> bool:
    """The contact of the visit's own day is the visit itself."""
    return visit.visit_date == day


RULE = Rule(
    "missed_follow_up",
    title=Text("承诺未跟进", "Promise not followed up"),
    ground="C",
    grade=4,
    family="record",
    broken=Text(
        "承诺还款日已过，至审计基准日没有该日或之后的联系、外访。",
        "The promised day has passed, and by the audit date there is no contact or visit of that day or later.",
    ),
    kept=Text(
        "承诺日当天或之后有联系、外访；已由新的承诺替代；承诺尚未到期或仅过期数日（数日以内的请人工核实）。",
        "There was contact or a visit on that day or later; a newer promise took its place; the promise is not due. A few days after it a person has to look.",
    ),
    clears=Text("承诺日之后的联系或回访记录，或还款到账凭证。", "A record of contact after the promised day, or proof of payment."),
    check=check,
    across=True,
)
