"""Times of day as people write them: 下午3点20, 9点半, 1530, 15：30, 9:30-10:10, a fraction of a day."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import NamedTuple

from audit.model import Text
from audit.values.numbers import CHINESE_NUMERALS, NOTHING, chinese_number
from audit.values.text import LONGEST, fold

TIME_UNCLEAR = Text("时间无法识别。", "The time cannot be read.")
TIME_VAGUE = Text("时间只写了个大概，没有确定的几点几分。", "The time is only approximate, not a definite hour and minute.")
_EARLY = ("凌晨", "清晨", "早晨", "早上", "清早", "早", "上午", "am")
_LATE = ("下午", "午后", "傍晚", "pm")
_NIGHT = ("晚上", "晚间", "夜里", "夜间", "深夜", "夜晚", "晚", "夜")
_PERIOD = "凌晨|清晨|早晨|早上|清早|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|夜间|深夜|夜晚|早|晚|夜|am|pm"
_N = f"[{CHINESE_NUMERALS}]"
_TIME = re.compile(
    rf"(?P<period>{_PERIOD})?\s*(?:"
    rf"(?P<h>\d{{1,2}})\s*[:.]\s*(?P<m>\d{{1,2}})(?:\s*[:.]\s*(?P<s>\d{{1,2}})(?:\.\d+)?)?(?![\d])"
    rf"|(?P<hz>\d{{1,2}}|{_N}{{1,3}})\s*[点點时時h]\s*(?:(?P<half>半)|(?P<quarter>[一三1-3])刻|(?P<mz>\d{{1,2}}|{_N}{{1,3}})(?!\s*[个多小])|整|正|钟|鐘)?\s*分?(?P<vague>多|来钟|左右不详)?"
    rf"|(?P<four>\d{{3,4}})(?!\d)"
    rf"|(?P<six>\d{{6}})(?!\d)"
    rf")\s*(?P<after>am|pm)?"
)
_OTHER_LETTERS = re.compile(r"[a-gi-z]{3,}|(?:^|[^a-z])(?!am|pm|to|hr|h|noon)[a-gi-z]{1,2}[-#_]?\d")


class Span(NamedTuple):
    """A start and, where the cell held a range, an end. `trouble` says why nothing could be had."""

    start: time | None = None
    end: time | None = None
    trouble: Text | None = None


class _Clock(NamedTuple):
    hour: int
    minute: int
    second: int
    period: str
    at: tuple[int, int]


def read_span(value: object) -> Span:
    """A time, or a range of two, in a cell."""
    if isinstance(value, datetime):
        return Span(value.time().replace(microsecond=0))
    if isinstance(value, time):
        return Span(value.replace(microsecond=0))
    if isinstance(value, timedelta):
        return Span(_from_fraction(value.total_seconds() / 86400))
    if isinstance(value, bool):
        return Span(trouble=TIME_UNCLEAR)
    if isinstance(value, int | float):
        return _number(value) if abs(value) < 1e15 else Span(trouble=TIME_UNCLEAR)  # NaN too
    text = fold(str(value)).lower().replace("a.m.", "am").replace("p.m.", "pm")
    if len(text) > LONGEST:
        return Span(trouble=TIME_UNCLEAR)
    return Span() if text in NOTHING else _text(text)


def _text(text: str) -> Span:
    if re.fullmatch(r"0?\.\d{2,}|\d{5}\.\d+", text):
        return _number(float(text))
    if _OTHER_LETTERS.search(text):
        return Span(trouble=TIME_UNCLEAR)
    found = [m for m in _TIME.finditer(text) if _stands_alone(text, m)]
    if not found or len(found) > 2:
        return Span(trouble=TIME_UNCLEAR)
    if any(m.group("vague") for m in found):
        return Span(trouble=TIME_VAGUE)
    clocks = [_clock(m) for m in found]
    start = _time(clocks[0]) if clocks[0] else None
    if clocks[0] is None or start is None:
        return Span(trouble=TIME_UNCLEAR)
    if len(clocks) == 1:
        return Span(start)
    if clocks[1] is None:
        return Span(start, None, TIME_UNCLEAR)
    return Span(start, _end(clocks[0], clocks[1], start))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Digits that belong to a longer number or to a count (共3人, 25分钟) are no time of day."""
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    if match.group("four") or match.group("six"):
        ahead = text[: match.start()].rstrip("-~–—－至到～→ ,，、")
        after_range = ahead != text[: match.start()] and ahead[-1:].isdecimal()
        opens = not ahead or match.group("period") or after_range
        return bool(opens) and not before.isalnum() and (not after or after in "-~–—－至到～→ ,，、(")
    return not before.isdecimal() and not (after and after in "万元小个")


def _clock(match: re.Match[str]) -> _Clock | None:
    period = match.group("period") or match.group("after") or ""
    minute = second = 0
    if match.group("h"):
        hour, minute, second = int(match.group("h")), int(match.group("m")), int(match.group("s") or 0)
    elif match.group("four"):
        hour, minute = divmod(int(match.group("four")), 100)
    elif match.group("six"):
        hour, rest = divmod(int(match.group("six")), 10_000)
        minute, second = divmod(rest, 100)
    else:
        hour = _whole(match.group("hz"))
        if match.group("half"):
            minute = 30
        elif match.group("quarter"):
            minute = 15 * _whole(match.group("quarter"))
        elif match.group("mz"):
            minute = _whole(match.group("mz"))
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute):
        return None
    return _Clock(hour, minute, second, period, match.span())


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_number(text) or 0


def _time(clock: _Clock) -> time | None:
    hour, period = clock.hour, clock.period
    if (period in _LATE and hour < 12) or (period in _NIGHT and 5 <= hour < 12):
        hour += 12
    elif hour == 12 and (period in _NIGHT or period in ("凌晨", "am")):
        hour = 0
    elif period in ("中午", "正午") and 1 <= hour <= 3:
        hour += 12
    return time(hour % 24, clock.minute, clock.second)


def _end(first: _Clock, second: _Clock, start: time) -> time | None:
    """下午3点-4点: the second shares the first one's half of the day unless it names its own or says so by 24 hours."""
    end = _time(second)
    if end is not None and not second.period and first.period and second.hour <= 12 and end < start and end.hour + 12 < 24:
        return end.replace(hour=end.hour + 12)
    return end


def _number(value: float) -> Span:
    """A number under a time header: a fraction of a day, a serial with its clock, or 930 and 1530."""
    if 0 < value < 1:
        return Span(_from_fraction(value))
    if value == 0:
        return Span(time(0))
    if 20_000 < value < 80_000:
        return Span(_from_fraction(value % 1))
    if value == int(value) and 100 <= value <= 2400 and value % 100 < 60:
        return Span(time(int(value) // 100 % 24, int(value) % 100))
    if (
        1 < value < 24
        and round(value * 100) % 100 < 60
        and abs(value * 100 - round(value * 100)) < 1e-6
        and round(value * 100) % 100
    ):
        return Span(time(int(value), round(value * 100) % 100))  # 9.3 was typed 9.30
    return Span(trouble=TIME_UNCLEAR)


def _from_fraction(fraction: float) -> time:
    seconds = round(fraction * 86400) % 86400
    if seconds % 60 in (1, 59):  # 0.395833 is 9:30, not 9:29:59
        seconds = round(seconds / 60) * 60 % 86400
    return time(seconds // 3600, seconds % 3600 // 60, seconds % 60)


_HOURS = re.compile(rf"(\d+(?:\.\d+)?|{_N}+|半)\s*个?(半)?\s*(?:小时|小時|时|h)")
_MINUTES = re.compile(rf"(\d+(?:\.\d+)?|{_N}+)\s*(?:分钟|分鐘|分|min)")


def read_minutes(value: object, unit: str = "") -> int | None:
    """How long something took, in minutes; a bare number counts only where the header names the unit."""
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60) if timedelta() <= value < timedelta(days=30) else None
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, int | float):
        return round(value * (60 if unit == "hours" else 1)) if unit and 0 <= value < 1e6 else None
    text = fold(str(value)[:LONGEST]).lower()
    if clock := re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", text):
        return int(clock[1]) * 60 + int(clock[2])
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return read_minutes(float(text), unit)
    hours, minutes = _HOURS.search(text), _MINUTES.search(text)
    if not hours and not minutes:
        return None
    total = (_amount(hours[1]) + (0.5 if hours[2] else 0)) * 60 if hours else 0.0
    return round(total + (_amount(minutes[1]) if minutes else 0))


def _amount(text: str) -> float:
    if text == "半":
        return 0.5
    return float(text) if text[0].isdecimal() else float(chinese_number(text) or 0)
