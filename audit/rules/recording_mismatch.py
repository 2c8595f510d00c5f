"""The recording does not cover the visit.

Broken by a recording that starts later, ends earlier, is shorter or of another day than the visit, and by a file that is missing
while the column says that the visit was recorded. Not broken by a recording that covers the visit.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from audit.account import OWING, THIRD, Mention, Reading, Status
from audit.account.clock import FIGURES, PART_OF_DAY
from audit.account.recorded import kept, missing, no_length, said_minutes, visit_minutes
from audit.casebook import Casebook
from audit.model import FIELDS, Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation
from audit.values.clock import minutes, span
from audit.values.times import read_minutes

_LENGTH = re.compile(
    r"(?:录[音像制]|摄录|视频|音频|音视频).*(?:时长|长度|时间长)|(?:recording|video|audio).*(?:length|duration)", re.IGNORECASE
)
_UNIT = re.compile(r"秒|分|小时|min|sec|hour", re.IGNORECASE)


def check(visit: Visit, book: Casebook) -> Found | None:
    slack = book.limits(visit).recording_slack_minutes
    if visit.recording_start is not None or visit.recording_end is not None:
        found = _span(visit, slack)
        if found:
            return found
    elif visit.recorded and _has_columns(visit) and not visit.as_typed("recording_start"):
        return violation(_MISSING, visit.cell("recorded"), visit.cell("recording_start"))
    lengths = _length_headers(tuple(visit.extra)) if visit.extra else ()
    for header in lengths:
        found = _length(visit, header, visit.extra[header], slack)
        if found:
            return found
    return _by_account(visit, book.reading(visit), slack) if visit.account else None


def _has_columns(visit: Visit) -> bool:
    """Whether the log has columns for the recording's times; of a visit whose columns are not known nothing is said."""
    return "recording_start" in visit.columns and len(visit.columns) < len(FIELDS)


def _by_account(visit: Visit, reading: Reading, slack: float) -> Found | None:
    """A recording that the account calls shorter than the visit; one that it calls lost although the box was ticked."""
    found = _short(visit, reading, slack) or _other_file(visit, reading)
    if found or not visit.recorded:
        return found
    lost = [m for m in reading.find("recording_lost", status=_SAID) if m.actor not in OWING and m.actor not in THIRD]
    lacking = missing(reading)
    if not (lost or lacking):
        return None
    whole = kept(reading, lacking)
    if any(_covers(visit, reading, m, slack) for m in reading.find("recorded_part", "file_short")):
        return None
    lost = [m for m in lost if not (whole and m.group == "device") and not _seen_in_time(reading, m)]
    for m in lost or ([] if whole else lacking):
        return review(LOST, visit.quote("account", *reading.quote(m)), visit.cell("recorded"))
    return None


def _short(visit: Visit, reading: Reading, slack: float) -> Found | None:
    """录像文件就六分钟, of a visit that by its columns or its own account took longer; 归档视频自10:00至10:20."""
    later = [m for m in reading.find("file_short", status=Status.INTENDED) if m.group == "more"]  # 回头系统里的像十五分
    for m in (*reading.find("recorded_part", "file_short", status=_TOLD), *later):
        whole, talked = visit_minutes(visit, reading)
        length = said_minutes(reading.plain[m.start : m.end])
        if (
            no_length(reading.plain, m)
            or m.actor in THIRD
            or _sent_by_him(reading, m)
            or length is None
            or whole is None
            or whole - length < slack
        ):
            continue
        told = (visit.quote("account", *reading.quote(talked)),) if talked is not None else ()
        quote = visit.quote("account", *reading.quote(m))
        return violation(_PART.format(visit=whole, length=length), quote, *told, *_times(visit))
    return _by_clock(visit, reading, slack)


def _sent_by_him(reading: Reading, m: Mention) -> bool:
    """客户发来的视频只有十几秒: no recording of ours."""
    return _SENT.search(reading.plain, reading.clause_start(m.clause), m.end) is not None


_SENT = re.compile(
    "(?:客户|他|她|对方|邻居|债务人|借款人|家属|老板|佢).{0,3}(?:发|给|拍|传|转|手机)|看了?段|内存|电量|容量|还能录|够录"
)


def _times(visit: Visit) -> tuple[Evidence, ...]:
    return tuple(visit.cell(n) for n in ("start_time", "end_time") if visit.as_typed(n))


def _covers(visit: Visit, reading: Reading, m: Mention, slack: float) -> bool:
    """只录了头二十八分钟, of a visit of thirty."""
    length, whole = said_minutes(reading.plain[m.start : m.end]), visit_minutes(visit, reading)[0]
    return length is not None and whole is not None and whole - length < slack


def _by_clock(visit: Visit, reading: Reading, slack: float) -> Found | None:
    """文件时间轴为14:31—15:10, where the columns have the visit begin at 14:00."""
    times = span(visit.start_time, visit.end_time) if visit.start_time and visit.end_time else None
    if times is None:
        return None
    for found in _CLOCKS.finditer(reading.plain) if ":" in reading.plain else ():
        begins, ends = (int(h) * 60 + int(m) for h, m in (found.group(1, 2), found.group(3, 4)))
        missed = max(0, begins - times[0]) + max(0, times[1] - ends)
        clause = reading.clause_at(found.end() - 1)
        if clause is not None and begins < ends and slack <= missed < times[1] - times[0] + 1:
            shown = reading.text[found.start() : found.end()]
            message = _SHORT.format(visit=_shown(visit.start_time, visit.end_time), recording=shown, missing=missed)
            return violation(message, visit.quote("account", clause.start, clause.end), *_times(visit))
    return _by_one_clock(visit, reading, slack, times)


def _by_one_clock(visit: Visit, reading: Reading, slack: float, times: tuple[float, float]) -> Found | None:
    """录像从十点二十才开始, 只录到十三点四十八, of a visit that began before or went on."""
    for moment in reading.times if _BOUND.search(reading.plain) else ():  # most accounts name no such time
        at = float(moment.hour * 60 + moment.minute)
        at += 720 if not moment.sure and moment.hour < 12 and times[0] >= 720 else 0
        if not times[0] < at < times[1]:
            continue
        start, end = reading.clause_start(moment.clause), reading.clause_end(moment.clause)
        before, after = reading.plain[start : moment.start], reading.plain[moment.end : end]
        if not (_FILE.search(before) or (_FILE.search(after) and _FROM.search(before))):
            continue
        missed = times[1] - at if _UNTIL.search(before) else at - times[0] if _FROM.search(before) else 0.0
        if missed >= slack:
            shown = reading.text[moment.start : moment.end]
            message = _CLOCK.format(visit=_shown(visit.start_time, visit.end_time), recording=shown, missing=missed)
            return violation(message, visit.quote("account", start, end), *_times(visit))
    return None


_FILE = re.compile("录像|录音|视频|片子|影像|音像|录影|文件|画面|footage|clip|video|recording|film")
_UNTIL = re.compile(
    "(?:[录拍存]?(?:到|至)|止于|停在|断在|终止于|截止|ends? at|stops? at|until|till|cuts? (?:out|off) at)[^,。;]{0,2}$"
)
_FROM = re.compile("(?:从|自|始于|起于|开始于|starts? (?:at|from)|begins? (?:at|from)|from)[^,。;]{0,2}$")
#: What `_UNTIL` and `_FROM` look for, before what a time of day begins with.
#: The class in front holds the first character of every option: so it is looked for in a fifth of the time.
_BOUND = re.compile(
    f"[到至在于从自止afut](?:(?<=[到至在于从自止])[^,。;]{{0,2}}(?:[{FIGURES}的快将大约差过]|{PART_OF_DAY})"
    "|(?<=a)t|(?<=f)rom|(?<=u)ntil|(?<=t)ill)"
)
_CLOCK = Text(
    "外访时间为{visit}，外访经过所述录音录像的起止为{recording}，缺少{missing:.0f}分钟，未覆盖外访全程。",
    "The visit took {visit}; by the account the recording begins or ends at {recording}: {missing:.0f} minutes are missing.",
)
#: Two times of day after a word for the file.
_CLOCKS = re.compile(
    r"(?:录像|录音|视频|影像|文件|档案|时间轴|footage|clip|recording)[^。;\n\d]{0,14}?"
    r"(\d{1,2}):(\d{2})(?::\d{2})?[\s,]*(?:[-~至到]|to|until|and ends(?: at)?|and stops(?: at)?)+[\s,]*(\d{1,2}):(\d{2})"
)


def _other_file(visit: Visit, reading: Reading) -> Found | None:
    """A file of another household or day, or none where the column says that there is one."""
    for m in reading.find("file_wrong", status=_TOLD):
        if m.actor not in THIRD and not m.denied and not _seen_in_time(reading, m) and not _no_film(reading, m):
            return violation(_WRONG_FILE, visit.quote("account", *reading.quote(m)), *_filed_as(visit))
    for m in reading.find("file_absent", status=_SAID) if visit.recorded else ():
        if m.actor not in THIRD and m.actor not in OWING:
            return violation(_NO_FILE, visit.quote("account", *reading.quote(m)), *_filed_as(visit))
    return None


def _no_film(reading: Reading, m: Mention) -> bool:
    """胸前挂的是去年的旧牌, 门牌挂错, 导航导错: no film; 文件名串了，一秒不少: only its name."""
    start, end = reading.clause_start(m.clause), reading.clause_end(m.clause)
    if _OTHER_THING.search(reading.plain, start, end) and not _FILE.search(reading.plain, start, end):
        return True
    return _ONLY_THE_NAME.search(reading.plain, max(start - 30, 0), m.end + 40) is not None


_OTHER_THING = re.compile("牌|证件|识别证|导航|短信|微信")
_ONLY_THE_NAME = re.compile(
    r"一[秒分]不少|内容(?:没错|无误|是(?:今天|当天|本次))|时钟[快慢]|content is (?:today|of this)|address per file"
)


def _filed_as(visit: Visit) -> tuple[Evidence, ...]:
    return tuple(visit.cell(n) for n in ("recorded", "visit_date") if visit.as_typed(n))


def _seen_in_time(reading: Reading, m: Mention) -> bool:
    """传错了，当晚换成本次的: put right."""
    return _PUT_RIGHT.search(reading.plain, m.end, m.end + 40) is not None


_PUT_RIGHT = re.compile(
    r"移正|移回|归位|重挂|跑[快慢]了|出厂设|同框|核定为当日|可放|可播|能放|已重传|没错|没问题|无误|核对过|对得上|符合|(?:已|马上|立即|随即|当晚|当天|后来|又)(?:.{0,4})(?:换回|更换|换成|重传|重新上传|更正|改正|传对|补传)"
)


#: 没录 is denied by its own words.
_SAID = frozenset({Status.HAPPENED, Status.DENIED})
#: 抽检说日期不对, 文件是上周三在另一户门口的: told by whoever checked, and of elsewhere.
_TOLD = frozenset({Status.HAPPENED, Status.ELSEWHERE, Status.REPORTED, Status.UNSURE, Status.CORRECTED})
_WRONG_FILE = Text(
    "外访经过显示所存录音录像不是本次外访的（属于别户、别日）。",
    "By the account the recording on file is not of this visit but of another household or day.",
)
_NO_FILE = Text(
    "“是否录音录像”填写为已录，外访经过称没有对应的文件。", "The column says recorded; by the account there is no such file."
)
_PART = Text(
    "外访持续{visit:.0f}分钟，外访经过称只录了{length:g}分钟，未覆盖外访全程。",
    "The visit lasted {visit:.0f} minutes; by the account only {length:g} were recorded.",
)
LOST = Text(
    "“是否录音录像”填写为已录，外访经过却称未录、损坏、已删除或尚未上传。",
    "The column says recorded; the account that it was not, or was lost, deleted or not yet uploaded.",
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
        return violation(_OTHER_DAY.format(recorded=recorded, day=day), *cells)
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
    return violation(_SHORT.format(missing=missing, **shown), *cells)


def _length(visit: Visit, header: str, text: str, slack: float) -> Found | None:
    if visit.start_time is None or visit.end_time is None or not text.strip():
        return None
    times, length = span(visit.start_time, visit.end_time), _read_length(header, text)
    if times is None or length is None or times[1] - times[0] - length < slack:
        return None
    cells = (Evidence(header, text), visit.cell("start_time"), visit.cell("end_time"))
    message = _LONGER.format(visit=times[1] - times[0], length=text.strip())
    if _UNIT.search(header + text) or ":" in text or "：" in text:
        return violation(message, *cells)
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
    clears=Text("覆盖外访全程的原始录音录像文件。", "The original recording that covers the whole visit."),
    check=check,
)
