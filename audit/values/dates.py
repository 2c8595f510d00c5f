"""Days as people write them: 2026年8月3日(周一), 26-3-5, 8月25日, 46086, 3/4/2026; what is missing is told, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from audit.model import Text
from audit.values.numbers import NOTHING, chinese_number
from audit.values.text import LONGEST, fold
from audit.values.times import Span, read_span

Order = Literal["dmy", "mdy", "ymd"]
DATE_UNCLEAR = Text("日期无法识别。", "The date cannot be read.")
DATE_RELATIVE = Text(
    "日期是相对说法（如“昨日”），无法确定是哪一天。", "The date is relative (such as “yesterday”); the day is not known."
)
DATE_NO_YEAR = Text("日期没有年份，表内也没有可以推断年份的内容。", "The date has no year, and nothing in the sheet tells it.")
DATE_AMBIGUOUS = Text(
    "日期的日、月次序不明（如 3/4/2026），本列其他日期也不能确定。",
    "Day and month of the date could be either way round (as in 3/4/2026), and the column's other dates do not settle it.",
)
DATE_IMPOSSIBLE = Text("没有这样的日期。", "There is no such day.")
DATE_INCOMPLETE = Text("日期不完整。", "The date is incomplete.")
DATE_ZERO_LOST = Text(
    "日期被存成了小数，“8.1”可能是8月1日，也可能是8月10日。",
    "The date was stored as a decimal number: “8.1” may be 1 August or 10 August.",
)
TWO_DATES = Text("单元格里有两个日期，取了第一个。", "There are two dates in the cell; the first was taken.")
EARLIEST, LATEST = 1990, 2099
_PLAUSIBLE = range(2008, 2046)  # years that a two-digit year may mean without being named first
_EPOCH = datetime(1899, 12, 30)

_CN = "〇零○一二三四五六七八九十"
_CHINESE_DAY = re.compile(rf"(?:([{_CN}]{{4}}|[{_CN}]{{2}})\s*年)?\s*([{_CN}]{{1,2}})\s*月\s*([{_CN}]{{1,3}})\s*[日号號]?")
_WEEKDAY = re.compile(
    r"[(\[]?\s*(?:星期|礼拜|禮拜|周|週)\s*[一二三四五六日天1-7]\s*[)\]]?|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
)
_RELATIVE = re.compile(r"昨日|昨天|今日|今天|当日|当天|前日|前天|明日|明天|本日|上周|下周|本周|月底|月初|yesterday|today|tomorrow")
_ROC = re.compile(
    r"(?:民国|民國)\s*(\d{2,3})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号號]?|(?<!\d)(1[01]\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)\s*[日号號]?"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4}|\d{2}(?=\s*年))\s*[-/.年,_\\]\s*(\d{1,2})\s*[-/.月,_\\]\s*(\d{1,2})(?!\d)\s*[日号號]?")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*((?:19|20)\d{2})(?!\d)")
_SHORT = re.compile(r"(?<![\d:.])(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?![\d:])")  # 9.15-9.21 is a span of days
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?=\d{4}(?:\d\d)?(?!\d)|(?!\d))")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})(?!\d)\s*[日号號]?|(?<![\d:.])(\d{1,2})\s*[-/.]\s*(\d{1,2})(?![\d:])")
_MONTHS = {m: i for i, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ENGLISH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s/-]*{_MONTH}[\s,/-]*(\d{{4}}|\d{{2}}(?![\d:]))?|{_MONTH}\s*(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])[\s,]*(\d{{4}})?"
)
_ZONE = re.compile(r"(\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:z|[+-]\d\d:?\d\d)\s*$")
_SECOND = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]|\d\s*月\s*\d")
_INCOMPLETE = re.compile(r"\d{1,2}\s*月|\d{4}\s*年|\d{4}\s*[-/.]\s*\d{1,2}")


class Hints(NamedTuple):
    """What the surroundings tell of dates: the order of day and month in the column, and days near which the undated lie."""

    order: Order | None = None
    near: date | None = None


class Moment(NamedTuple):
    """A day and, where the cell held them too, times. `trouble` says what could not be had."""

    day: date | None = None
    start: time | None = None
    end: time | None = None
    trouble: Text | None = None


class _Day(NamedTuple):
    day: date | None
    at: tuple[int, int]
    trouble: Text | None = None


def read_moment(value: object, hints: Hints = Hints()) -> Moment:
    """A day in a cell, with the clock if there is one."""
    if isinstance(value, datetime):
        clock = value.time().replace(microsecond=0)
        return Moment(value.date(), clock if clock != time(0) else None)
    if isinstance(value, date):
        return Moment(value)
    if isinstance(value, bool | time | timedelta):
        return Moment(trouble=DATE_UNCLEAR)
    if isinstance(value, int | float):
        return _number(float(value), hints) if abs(value) < 1e15 else Moment(trouble=DATE_UNCLEAR)  # NaN too
    text = fold(str(value)).lower()
    if text in NOTHING:
        return Moment()
    if len(text) > LONGEST:
        return Moment(trouble=DATE_UNCLEAR)
    return _text(text, hints)


def _number(value: float, hints: Hints) -> Moment:
    if 20_000 < value < 80_000:
        moment = _EPOCH + timedelta(seconds=round(value * 86400))
        return Moment(moment.date(), moment.time() if moment.time() != time(0) else None)
    if value == int(value) and value > 0:
        return _text(str(int(value)), hints)
    if 1 < value < 13 and abs(value * 100 - round(value * 100)) < 1e-6:
        month, day = divmod(round(value * 100), 100)
        if day in (10, 20, 30):
            return Moment(trouble=DATE_ZERO_LOST)
        return _given(_undated(month, day if day % 10 else day // 10, hints, (0, 0)))
    return Moment(trouble=DATE_UNCLEAR)


def _given(found: _Day) -> Moment:
    return Moment(found.day, trouble=found.trouble)


def _text(text: str, hints: Hints) -> Moment:
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _number(float(text), hints)
    plain = _WEEKDAY.sub(" ", text).strip()
    found = _find(plain, hints)
    if found is None:
        return Moment(trouble=_why(plain))
    if found.day is None:
        return Moment(trouble=found.trouble)
    rest = plain[: found.at[0]] + " " + plain[found.at[1] :].replace("t", " ", 1)
    trouble = found.trouble
    if second := _find(rest, hints._replace(near=found.day)) if _SECOND.search(rest) else None:
        if second.day is not None and second.day != found.day:
            trouble = TWO_DATES
        rest = rest[: second.at[0]] + " " + rest[second.at[1] :]
    span = read_span(_ZONE.sub(r"\1", rest)) if any(c.isdecimal() for c in rest) or "点" in rest else Span()
    return Moment(found.day, span.start, span.end, trouble)


def _why(text: str) -> Text:
    if _RELATIVE.search(text):
        return DATE_RELATIVE
    return DATE_INCOMPLETE if _INCOMPLETE.search(text) else DATE_UNCLEAR


def _find(text: str, hints: Hints) -> _Day | None:
    """The first day in a folded, lower-case text."""
    if m := _ROC.search(text):
        year, month, day = (int(g) for g in m.groups() if g)
        return _made(year + 1911, month, day, m.span())
    if m := _YEAR_FIRST.search(text) or _COMPACT.search(text):
        year, month, day = int(m[1]), int(m[2]), int(m[3])
        return _made(year + 2000 if year < 100 else year, month, day, m.span())
    if m := _YEAR_LAST.search(text):
        return _either(int(m[1]), int(m[2]), int(m[3]), m.span(), hints)
    if m := _SHORT.search(text):
        return _short(int(m[1]), int(m[3]), int(m[4]), m.span(), hints)
    if m := _ENGLISH.search(text):
        return _english(m, hints)
    if m := re.fullmatch(r"(\d{2})(\d{2})(\d{2})", text):
        return _made(int(m[1]) + 2000, int(m[2]), int(m[3]), m.span())
    if m := _CHINESE_DAY.search(text):
        return _chinese(m, hints)
    if m := _MONTH_DAY.search(text):
        return _month_day(m, hints)
    return None


def _made(year: int, month: int, day: int, at: tuple[int, int]) -> _Day:
    made = _day(year, month, day)
    return _Day(made, at, None if made else DATE_IMPOSSIBLE)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if EARLIEST <= year <= LATEST else None
    except ValueError:
        return None


def _either(a: int, b: int, year: int, at: tuple[int, int], hints: Hints) -> _Day:
    """a/b/year: the day is the one beyond twelve, else as the column has it."""
    dmy, mdy = _day(year, b, a), _day(year, a, b)
    if dmy and mdy and dmy != mdy:
        if hints.order in ("dmy", "mdy"):
            return _Day(dmy if hints.order == "dmy" else mdy, at)
        return _Day(None, at, DATE_AMBIGUOUS)
    return _Day(dmy or mdy, at, None if dmy or mdy else DATE_IMPOSSIBLE)


def _short(a: int, b: int, c: int, at: tuple[int, int], hints: Hints) -> _Day:
    """26-3-5, 5/3/26: every order that gives a day in a plausible year; the column settles what stays open."""
    ways: dict[str, date] = {}
    for order, (year, month, day) in {"ymd": (a, b, c), "dmy": (c, b, a), "mdy": (c, a, b)}.items():
        made = _day(2000 + year, month, day)
        if made and made.year in _PLAUSIBLE:
            ways[order] = made
    if hints.order in ways:
        return _Day(ways[str(hints.order)], at)
    if len(set(ways.values())) == 1:
        return _Day(next(iter(ways.values())), at)
    if not ways:
        return _Day(None, at, DATE_IMPOSSIBLE)
    if hints.near:
        nearest = sorted(set(ways.values()), key=lambda d: abs((d - hints.near).days))  # type: ignore[operator]
        if abs((nearest[0] - hints.near).days) <= 45 < abs((nearest[1] - hints.near).days) - 90:
            return _Day(nearest[0], at)
    return _Day(None, at, DATE_AMBIGUOUS)


def _english(m: re.Match[str], hints: Hints) -> _Day:
    day, month, year = (m[1], m[2], m[3]) if m[2] else (m[5], m[4], m[6])
    if not year:
        return _undated(_MONTHS[month[:3]], int(day), hints, m.span())
    return _made(int(year) + (2000 if len(year) == 2 else 0), _MONTHS[month[:3]], int(day), m.span())


def _chinese(m: re.Match[str], hints: Hints) -> _Day | None:
    month, day = chinese_number(m[2].replace("○", "〇")), chinese_number(m[3].replace("○", "〇"))
    if not month or not day:
        return None
    if not m[1]:
        return _undated(month, day, hints, m.span())
    year = chinese_number(m[1].replace("○", "〇")) or 0
    return _made(year + 2000 if year < 100 else year, month, day, m.span())


def _month_day(m: re.Match[str], hints: Hints) -> _Day:
    if m[1]:
        return _undated(int(m[1]), int(m[2]), hints, m.span())
    a, b = int(m[3]), int(m[4])
    if hints.order == "dmy":
        a, b = b, a
    return _undated(a, b, hints, m.span()) if a <= 12 else _Day(None, m.span(), DATE_UNCLEAR)


def _undated(month: int, day: int, hints: Hints, at: tuple[int, int]) -> _Day:
    """A day without its year: the year that brings it nearest to the days around."""
    if hints.near is None:
        possible = _day(2024, month, day)  # a leap year
        return _Day(None, at, DATE_NO_YEAR if possible else DATE_IMPOSSIBLE)
    near = hints.near
    ways = [d for d in (_day(near.year + k, month, day) for k in (0, -1, 1)) if d]
    return _Day(min(ways, key=lambda d: abs((d - near).days)), at) if ways else _Day(None, at, DATE_IMPOSSIBLE)


def order_of(values: Iterable[object]) -> Order | None:
    """The order of day and month in a column, where some value can only be read one way and none speaks against it."""
    seen: set[Order] = set()
    for value in values:
        if not isinstance(value, str):
            continue
        text = fold(value[:LONGEST])
        if m := _YEAR_LAST.search(text):
            a, b = int(m[1]), int(m[2])
            if (a > 12) != (b > 12):
                seen.add("dmy" if a > 12 else "mdy")
        elif not _YEAR_FIRST.search(text) and (m := _SHORT.search(text)) and (way := _only_way(int(m[1]), int(m[3]), int(m[4]))):
            seen.add(way)
    return seen.pop() if len(seen) == 1 else None


def order_by(values: Iterable[object], near: date) -> Order | None:
    """The order of day and month that brings every day near the time that the sheet speaks of, where the other does not."""
    texts = [v for v in values if isinstance(v, str) and (_YEAR_LAST.search(fold(v)) or _SHORT.search(fold(v)))]
    if not texts:
        return None

    def farthest(order: Order) -> int:
        days = (read_moment(v, Hints(order)).day for v in texts)
        return max(abs((d - near).days) if d else 9999 for d in days)

    dmy, mdy = farthest("dmy"), farthest("mdy")
    if min(dmy, mdy) <= 45 and max(dmy, mdy) > 75:
        return "dmy" if dmy < mdy else "mdy"
    return None


def _only_way(a: int, b: int, c: int) -> Order | None:
    ways: list[Order] = []
    tries: tuple[tuple[Order, tuple[int, int, int]], ...] = (("ymd", (a, b, c)), ("dmy", (c, b, a)), ("mdy", (c, a, b)))
    for order, (year, month, day) in tries:
        made = _day(2000 + year, month, day)
        if made and made.year in _PLAUSIBLE:
            ways.append(order)
    return ways[0] if len(ways) == 1 else None


_TITLE_MONTH = re.compile(
    r"((?:19|20)\d{2})\s*[年./_-]\s*(\d{1,2})(?!\d)\s*月?|(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?!\d)|((?:19|20)\d{2})[年-]?\s*第?\s*q?([1-4一二三四])\s*(?:季度|季)?"
)
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def near_of(title: str) -> date | None:
    """The middle of the time that a title, sheet name or file name speaks of: 2026年9月, 2026Q3, 2026."""
    text = fold(title[:LONGEST]).lower()
    found = _find(text, Hints())
    if found and found.day:
        return found.day
    if (m := re.search(r"((?:19|20)\d{2})\s*年?\s*第?(?:q\s*([1-4])|([1-4一二三四])\s*季)", text)) is not None:
        quarter = int(m[2]) if m[2] else "1234一二三四".index(m[3]) % 4 + 1
        return _day(int(m[1]), quarter * 3 - 1, 15)
    for m in _TITLE_MONTH.finditer(text):
        year, month = (m[1], m[2]) if m[1] else (m[3], m[4])
        if year and 1 <= int(month) <= 12:
            return _day(int(year), int(month), 15)
    if (m := _TITLE_YEAR.search(text)) is not None:
        return _day(int(m[1]), 7, 1)
    return None
