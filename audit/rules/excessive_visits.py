"""More visits to one borrower than the policy allows.

Broken by the visit that exceeds the limit of a day or of the window. Not broken within it; two rows of one visit count once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from audit.casebook import Casebook, elsewhere
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, violation

_SHOWN = 50  # of the visits before are quoted, the last ones; a number that stands for no case may have thousands


def check(visit: Visit, book: Casebook) -> Found | None:
    same = book.same_case(visit)
    day = visit.visit_date
    if len(same) == 1 or day is None:
        return None
    limits = book.limits(visit)
    since = day - timedelta(days=limits.visit_window_days - 1)
    earlier = _before(visit, _between(same, since, day))
    today = [v for v in earlier if v.visit_date == day]
    if limits.max_visits_a_day is not None and len(today) >= limits.max_visits_a_day:
        return _found(visit, today, _DAY.format(day=day, count=len(today) + 1, most=limits.max_visits_a_day))
    if limits.max_visits_in_window is not None and len(earlier) >= limits.max_visits_in_window:
        figures = {"days": limits.visit_window_days, "since": since, "count": len(earlier) + 1, "most": limits.max_visits_in_window}
        return _found(visit, earlier, _WINDOW.format(day=day, **figures))
    return None


_DAY = Text(
    "{day}当天第{count}次上门同一债务人，超过每天{most}次的限制。",
    "Visit no. {count} to the same borrower on {day}; the policy allows {most} a day.",
)
_WINDOW = Text(
    "{since}至{day}的{days}天内第{count}次上门同一债务人，超过{most}次的限制。",
    "Visit no. {count} to the same borrower within {days} days ({since} to {day}); the policy allows {most}.",
)


def _between(same: tuple[Visit, ...], since: date, day: date) -> tuple[Visit, ...]:
    """Those of these days; they are in order of time."""
    first = bisect_left(same, str(since), key=lambda v: str(v.visit_date or ""))
    return same[first : bisect_right(same, str(day), key=lambda v: str(v.visit_date or ""))]


def _before(visit: Visit, same: tuple[Visit, ...]) -> list[Visit]:
    """Those before this one in time, of visits up to its day; rows of one day, hour and place are one visit (a row for each collector)."""
    found: dict[object, Visit] = {}
    own = _moment(visit)
    for other in same:
        if other is visit or (other.visit_date == visit.visit_date and _moment(other) > own):
            continue
        if (
            other.start_time == visit.start_time
            and other.visit_date == visit.visit_date
            and other.visit_address == visit.visit_address
        ):
            continue
        found.setdefault((other.visit_date, other.start_time, other.visit_address), other)
    return list(found.values())


def _moment(visit: Visit) -> tuple[str, str, str]:
    return (str(visit.start_time or ""), visit.visit_id, visit.visit_address)


def _found(visit: Visit, others: list[Visit], message: Text) -> Found:
    own = tuple(visit.cell(name) for name in ("visit_date", "start_time") if visit.as_typed(name))
    return violation(message, *own, *(elsewhere(v, "visit_date") for v in others[-_SHOWN:]))


RULE = Rule(
    "excessive_visits",
    title=Text("外访过频", "Too many visits"),
    ground="C",
    grade=4,
    family="time",
    broken=Text(
        "对同一债务人的外访次数超过规则包规定的每日或一定期间内的上限。",
        "More visits to one borrower than the policy pack allows in a day or within its window of days.",
    ),
    kept=Text(
        "次数在上限以内；同一次外访登记为多行的，只计一次。",
        "Within the limit; several rows of one visit count once.",
    ),
    clears=Text(
        "债务人要求再次上门的凭证，或证明这些记录为同一次外访的材料。",
        "Proof that the borrower asked for the visit, or that the rows are one visit.",
    ),
    check=check,
    across=True,
)
