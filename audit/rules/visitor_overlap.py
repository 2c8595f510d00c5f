"""One collector was at two places at a time, or too far away to come in the time between.

Broken by two visits of the same collector at different addresses whose times overlap, or whose gap is too short for the way. Not
broken at one place, with time enough, or where two people of one name may be meant (to be looked at).
"""

from __future__ import annotations

import re
from functools import lru_cache

from audit.casebook import Casebook, elsewhere
from audit.model import Found, Outcome, Text, Visit
from audit.policy import Limits
from audit.rules.rule import Rule, review, violation
from audit.values.address import Verdict, compare
from audit.values.address.divisions import CITY, PROVINCE
from audit.values.address.normalise import plain
from audit.values.address.region import Place, conflict, head
from audit.values.clock import span
from audit.values.distance import least_metres, metres, valid

_FIGURE = re.compile(r"\d")  # from the first house number on nothing tells the town: what stands before it comes again and again
_WALK = 1000.0  # metres that no gap is too short for: signals wander, and one estate has many gates


def check(visit: Visit, book: Casebook) -> Found | None:
    found: Found | None = None
    for name, other in book.neighbours(visit):
        answer = _meeting(visit, other, name, book)
        if answer and answer.outcome is Outcome.VIOLATION:
            return answer
        found = found or answer
    return found


def _meeting(visit: Visit, other: Visit, name: str, book: Casebook) -> Found | None:
    if visit.start_time is None or other.start_time is None or not visit.visit_address or not other.visit_address:
        return None
    own, theirs = span(visit.start_time, visit.end_time), span(other.start_time, other.end_time)
    if own is None or theirs is None:
        return None
    overlap = min(own[1], theirs[1]) - max(own[0], theirs[0])
    if overlap < 0 or (overlap == 0 and own[0] != theirs[0]):
        return _travel(visit, other, name, book, -overlap)
    place = compare(other.visit_address, visit.visit_address).verdict
    if place is Verdict.SAME:
        return None
    message = _OVERLAP.format(overlap=f"{max(overlap, 1):.0f}")
    return _answer(visit, other, name, book, message, sure=place is Verdict.DIFFERENT)


def _travel(visit: Visit, other: Visit, name: str, book: Casebook, gap: float) -> Found | None:
    """Whether the gap (minutes) is enough for the way between the two places."""
    limits = book.limits(visit)
    here, there = valid(visit.latitude, visit.longitude), valid(other.latitude, other.longitude)
    if here and there:
        reach = max(_WALK, limits.travel_km_per_hour * gap / 60 * 1000)
        if metres(here, there) <= reach or least_metres(here, there) <= reach:
            return None
        far = least_metres(here, there)
        return _answer(visit, other, name, book, _TOO_FAR.format(gap=f"{gap:.0f}", km=f"{far / 1000:.1f}"), sure=True)
    if gap < limits.same_city_travel_minutes and compare(other.visit_address, visit.visit_address).verdict is Verdict.DIFFERENT:
        return _answer(visit, other, name, book, _NEAR.format(gap=f"{gap:.0f}", least=limits.same_city_travel_minutes), sure=True)
    if gap >= 2 * limits.other_city_travel_minutes:
        return None
    return _cities(visit, other, name, book, gap, limits)


def _cities(visit: Visit, other: Visit, name: str, book: Casebook, gap: float, limits: Limits) -> Found | None:
    """Two cities without positions: neighbours may be half an hour apart, two provinces hardly ever."""
    level = conflict(_place(visit), _place(other))
    if level not in (PROVINCE, CITY):
        return None
    least = limits.other_city_travel_minutes * (1.0 if level == PROVINCE else 0.5)
    if gap >= 2 * least:
        return None
    return _answer(visit, other, name, book, _CITIES.format(gap=f"{gap:.0f}"), sure=gap < least)


def _place(visit: Visit) -> Place:
    return _head(_FIGURE.split(visit.visit_address[:20], 1)[0])


@lru_cache(maxsize=65536)
def _head(address: str) -> Place:
    return head(plain(address).text)


def _answer(visit: Visit, other: Visit, name: str, book: Casebook, how: Text, *, sure: bool) -> Found:
    cells = [visit.cell(n) for n in ("visitors", "start_time", "end_time", "visit_address")]
    cells += [elsewhere(other, n) for n in ("visitors", "start_time", "end_time", "visit_address")]
    day = f"{visit.visit_date}"
    message = Text(
        f"外访人员{name}于{day}的两次外访（{_shown(visit)}与{_shown(other)}）在不同地点，{how.zh}",
        f"{name} had two visits at different places on {day} ({_shown(visit)} and {_shown(other)}): {how.en}",
    )
    if sure and not _namesakes(visit, name, book):
        return violation(message, *cells)
    return review(message, *cells)


def _namesakes(visit: Visit, name: str, book: Casebook) -> bool:
    if not book.staff or visit.visitor_numbers:
        return False
    return any(m.name == name and len(m.members) > 1 for m in book.register.match(visit))


def _shown(visit: Visit) -> str:
    return "–".join(f"{t:%H:%M}" for t in (visit.start_time, visit.end_time) if t)


_OVERLAP = Text("时间重叠{overlap}分钟。", "the times overlap by {overlap} minutes.")
_TOO_FAR = Text("间隔{gap}分钟，相距{km}公里，来不及到达。", "{gap} minutes apart and {km} km away, too far for the gap.")
_NEAR = Text(
    "间隔{gap}分钟，少于规定的{least}分钟路程时间。", "{gap} minutes apart; the policy reckons at least {least} for the way."
)
_CITIES = Text("分处不同城市而只间隔{gap}分钟，来不及到达。", "in two cities, only {gap} minutes apart.")

RULE = Rule(
    "visitor_overlap",
    title=Text("时空冲突", "Visitor in two places"),
    ground="T",
    grade=1,
    family="record",
    broken=Text(
        "同一外访人员的两次外访在不同地点而时间重叠，或间隔不足以到达。",
        "Two visits of one visitor at different places overlap in time, or the gap is too short for the way.",
    ),
    kept=Text(
        "在同一地点；间隔足以到达。可能为同名的两人的，请人工核实。",
        "At one and the same place; the gap is long enough. Where two people of one name may be meant a person has to look.",
    ),
    clears=Text(
        "两次外访的原始录音录像、定位轨迹，证明时间登记有误或并非同一人。",
        "Recordings and position tracks of both visits that show a wrong time or two different people.",
    ),
    check=check,
    across=True,
)
