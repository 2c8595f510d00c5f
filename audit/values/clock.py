"""Minutes of a day: how long a visit took, and what of it lay in closed hours."""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

DAY = 1440.0
LONGEST = 720.0  # an end "before" the start means the next day only if the visit then took half a day at most


class Closed(NamedTuple):
    """What of a span lies in closed hours: `minutes` of it, or only the very minute of a boundary (`touches`)."""

    minutes: float
    touches: bool


def minutes(clock: time) -> float:
    return clock.hour * 60 + clock.minute + clock.second / 60


def span(start: time, end: time | None) -> tuple[float, float] | None:
    """Start and end in minutes from midnight of the first day; None where the end contradicts the start."""
    begin = minutes(start)
    if end is None:
        return begin, begin
    finish = minutes(end)
    if finish < begin:
        finish += DAY
        if finish - begin > LONGEST:
            return None
    return begin, finish


def closed(begin: float, finish: float, shut: time, opens: time) -> Closed:
    """How much of begin..finish lies between `shut` and `opens` (over midnight if `opens` is earlier)."""
    first, last = minutes(shut), minutes(opens)
    if last <= first:
        last += DAY
    inside, touches = 0.0, False
    for day in (-DAY, 0.0, DAY):
        low, high = max(begin, first + day), min(finish, last + day)
        inside += max(0.0, high - low)
        touches = touches or (low == high and first + day <= low <= last + day)
    return Closed(inside, touches and inside == 0)
