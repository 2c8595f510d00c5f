"""The recording does not cover the visit.

Broken by a recording that starts later, ends earlier, is shorter or of another day than the visit, and by a file that is missing
while the column says that the visit was recorded. Not broken by a recording that covers the visit.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from audit.account import COLLECTING, OWING, THIRD, Status
from audit.casebook import Casebook
from audit.model import FIELDS, Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation
from audit.values.clock import minutes, span
from audit.values.numbers import chinese_number
from audit.values.times import read_minutes

_LENGTH = re.compile(
    r"(?:录[音像制]|摄录|视频|音频|音视频).*(?:时长|长度|时间长)|(?:recording|video|audio).*(?:length|duration)", re.IGNORECASE
)
_UNIT = re.compile(r"秒|分|小时|min|sec|hour", re.IGNORECASE)
_CLEARS = Text("覆盖外访全程的原始录音录像文件。", "The original recording that covers the whole visit.")


def check(visit: Visit, book: Casebook) -> Found | None:
    if visit.recording_start is not None or visit.recording_end is not None:
        found = _span(visit, book.limits(visit).recording_slack_minutes)
        if found:
            return found
    elif visit.recorded and _has_columns(visit) and not visit.as_typed("recording_start"):
        return violation(_MISSING, visit.cell("recorded"), visit.cell("recording_start"), clears=_CLEARS)
    lengths = _length_headers(tuple(visit.extra)) if visit.extra else ()
    for header in lengths:
        found = _length(visit, header, visit.extra[header], book.limits(visit).recording_slack_minutes)
        if found:
            return found
    return _by_account(visit, book) if visit.account else None


def _has_columns(visit: Visit) -> bool:
    """Whether the log has columns for the recording's times; of a visit whose columns are not known nothing is said."""
    return "recording_start" in visit.columns and len(visit.columns) < len(FIELDS)


def _by_account(visit: Visit, book: Casebook) -> Found | None:
    """A recording that the account calls shorter than the visit; one that it calls lost although the box was ticked."""
    reading = book.reading(visit)
    for m in reading.find("recorded_part", by=COLLECTING):
        quote, length = visit.quote("account", *reading.quote(m)), _minutes_said(visit.account[m.start : m.end])
        times = span(visit.start_time, visit.end_time) if visit.start_time and visit.end_time else None
        if length is not None and times and times[1] - times[0] - length >= book.limits(visit).recording_slack_minutes:
            message = _PART.format(visit=times[1] - times[0], length=length)
            return violation(message, quote, visit.cell("start_time"), visit.cell("end_time"), clears=_CLEARS)
    if visit.recorded:
        for m in reading.find("recording_lost", status=_SAID):
            if m.actor not in OWING and m.actor not in THIRD:
                return review(_LOST, visit.quote("account", *reading.quote(m)), visit.cell("recorded"), clears=_CLEARS)
    return None


def _minutes_said(words: str) -> float | None:
    number = _AMOUNT.search(words)
    if number is None:
        return None
    value = float(number[0]) if number[0][0].isdigit() else chinese_number(number[0])
    return None if value is None else value / 60 if "秒" in words else float(value)


_AMOUNT = re.compile(r"\d+(?:\.\d+)?|[零一二两三四五六七八九十百]+")
#: 没录 is denied by its own words.
_SAID = frozenset({Status.HAPPENED, Status.DENIED})
_PART = Text(
    "外访持续{visit:.0f}分钟，外访经过称只录了{length:g}分钟，未覆盖外访全程。",
    "The visit lasted {visit:.0f} minutes; by the account only {length:g} were recorded.",
)
_LOST = Text(
    "“是否录音录像”填写为已录，外访经过却称未录、损坏或已删除。",
    "The column says recorded; the account that it was not, or was lost or deleted.",
)


_MISSING = Text(
    "“是否录音录像”填写为已录，但录制时间为空，没有对应的录音录像。", "The column says recorded, but the recording has no times."
)
_OTHER_DAY = Text(
    "录音录像的日期为{recorded}，外访日期为{day}，不是同一天。",
    "The recording is of {recorded}, the visit of {day}: not the same day.",
)
_SHORT = Text(
    "外访时间为{visit}，录音录像时间为{recording}，缺少{missing:.0f}分钟，未覆盖外访全程。",
    "The visit took {visit}, the recording {recording}: {missing:.0f} minutes of the visit are missing.",
)
_LONGER = Text(
    "外访持续{visit:.0f}分钟，录音录像只有{length}，未覆盖外访全程。",
    "The visit lasted {visit:.0f} minutes, the recording only {length}: it does not cover the visit.",
)


def _span(visit: Visit, slack: float) -> Found | None:
    cells = tuple(
        visit.cell(n) for n in ("recording_start", "recording_end", "visit_date", "start_time", "end_time") if visit.as_typed(n)
    )
    day, recorded = visit.visit_date, _day(visit.recording_start) or _day(visit.recording_end)
    if day and recorded and not day <= recorded <= day + timedelta(days=1):
        return violation(_OTHER_DAY.format(recorded=recorded, day=day), *cells, clears=_CLEARS)
    if visit.start_time is None:
        return None
    times = span(visit.start_time, visit.end_time)
    if times is None:
        return None
    begins, ends = _minute(visit.recording_start, day), _minute(visit.recording_end, day)
    if begins is not None and ends is not None and ends < begins and times[1] >= 1440:
        ends += 1440
    late = begins - times[0] if begins is not None else 0.0
    early = times[1] - ends if ends is not None and visit.end_time else 0.0
    if max(late, early) < slack:
        return None
    whole = times[1] - times[0]
    missing = min(max(0.0, late) + max(0.0, early), whole) if whole else max(late, early)
    shown = {"visit": _shown(visit.start_time, visit.end_time), "recording": _shown(visit.recording_start, visit.recording_end)}
    return violation(_SHORT.format(missing=missing, **shown), *cells, clears=_CLEARS)


def _length(visit: Visit, header: str, text: str, slack: float) -> Found | None:
    if visit.start_time is None or visit.end_time is None or not text.strip():
        return None
    times, length = span(visit.start_time, visit.end_time), _read_length(header, text)
    if times is None or length is None or times[1] - times[0] - length < slack:
        return None
    cells = (Evidence(header, text), visit.cell("start_time"), visit.cell("end_time"))
    message = _LONGER.format(visit=times[1] - times[0], length=text.strip())
    if _UNIT.search(header + text) or ":" in text or "：" in text:
        return violation(message, *cells, clears=_CLEARS)
    return review(
        message, *cells, clears=Text("录音录像时长的单位及原始文件。", "The unit of the recording's length, and the file.")
    )


def _read_length(header: str, text: str) -> float | None:
    """Minutes of a recording: 18分钟, 1小时5分, 45秒, 00:18:20, 18 (minutes, or as the header says)."""
    clock = re.fullmatch(r"\s*(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?\s*", text)
    if clock:
        first, second, third = (int(g) if g else None for g in clock.groups())
        return (first or 0) * 60 + (second or 0) + third / 60 if third is not None else (first or 0) + (second or 0) / 60
    seconds = re.fullmatch(r"\s*(?:(\d+)\s*分(?:钟)?)?\s*(\d+(?:\.\d+)?)\s*(?:秒|s|sec)\s*", text, re.IGNORECASE)
    if seconds:
        return int(seconds[1] or 0) + float(seconds[2]) / 60
    bare = re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", text)
    if bare:
        return float(text) / 60 if "秒" in header else float(text) * 60 if "小时" in header else float(text)
    return read_minutes(text, header)


@lru_cache(maxsize=256)
def _length_headers(headers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(h for h in headers if _LENGTH.search(h))


def _day(moment: datetime | time | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else None


def _minute(moment: datetime | time | None, day: date | None) -> float | None:
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return minutes(moment.time()) + (1440.0 if day and moment.date() > day else 0.0)
    return minutes(moment)


def _shown(start: datetime | time | None, end: datetime | time | None) -> str:
    return "–".join(f"{t:%H:%M}" if t else "?" for t in (start, end))


RULE = Rule(
    "recording_mismatch",
    title=Text("录音录像不符", "Recording does not match"),
    ground="R",
    grade=2,
    family="time",
    broken=Text(
        "录音录像未覆盖外访全程：比外访晚开始、早结束、时长短，或不是当日；或登记为已录而没有对应的录音录像。",
        "The recording does not cover the visit: it starts later, ends earlier, is shorter or of another day; or the column says recorded and there is no recording.",
    ),
    kept=Text(
        "录音录像的起止时间覆盖外访全程，差异在规则包允许的分钟数以内；没有录制时间或时长的记录可比。",
        "The recording covers the visit, give or take the minutes that the policy pack allows; there is no recorded time or length to compare.",
    ),
    check=check,
)
