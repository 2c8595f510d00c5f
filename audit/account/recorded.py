"""What an account tells of our recording: what was off, partial or lost, and what says that all was recorded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.account.actors import COLLECTING, OWING, THIRD, Actor, Status
from audit.account.once import once
from audit.account.ours import Among, apart
from audit.account.reading import Mention, Reading
from audit.model import Visit
from audit.values.clock import span
from audit.values.numbers import chinese_number

#: By concept: which of sound and pictures it says is missing.
LACKING = ("not_recorded", "video_missing", "audio_missing")
_THEIRS = OWING | {Actor.RELATIVE, Actor.CHILD}
_TOLD = frozenset({Status.HAPPENED, Status.INTENDED, Status.REPORTED, Status.DENIED})
_SO = re.compile("(?:就|便|也|才|都)[没未冇]|懒得|没必要|犯不")
_WRITTEN = re.compile("录入|登录|登记|写入|填报|补[录记齐充写填]")
_BROKEN = re.compile("遗失|送修|维修|损坏|丢失|故障|摔坏")


def kept(reading: Reading, lacking: Sequence[Mention] = ()) -> list[Mention]:
    """What says that all was recorded; that it went on after something was missed, does not say so."""
    found = [m for m in reading.find("recorded_all") if m.actor not in OWING and m.actor not in THIRD]
    missed, partial = Among(lacking), min((m.start for m in lacking if m.group == "partial"), default=len(reading.plain))

    def resumed(m: Mention) -> bool:
        if missed.overlaps(m) and not _UNBROKEN.search(reading.plain, m.start, m.end):
            return True
        return partial < m.start and _AGAIN.search(reading.plain, m.start, m.end) is not None

    return [m for m in found if not _of_a_part(reading, m) and not resumed(m)]


def _of_a_part(reading: Reading, m: Mention) -> bool:
    """全程只录了声音, 前二十分钟都录了."""
    start = max(0, m.start - 8)
    start = max(start, *(reading.plain.rfind(stop, start, m.start) + 1 for stop in ",。;"))  # another clause says nothing of it
    return _PART.search(reading.plain, start, m.end) is not None


#: 声音画面都没停 is the whole, 声音没停 a part.
_PART = re.compile(
    "[只仅光净]|这些|(?<!画面)(?<!画面、)(?:声音|音频)(?![、和跟与]?[画图视])|[前头后][0-9一二两三四五六七八九十]+(?:来|多)?[分秒]"
)
_UNBROKEN = re.compile("[未没无不]")
_AGAIN = re.compile("继续|接着|恢复|重新")


@once
def missing(reading: Reading) -> list[Mention]:
    """What says that our recording was off, partial, lost or one of two."""
    found = [m for m in reading.find(*LACKING, status=_TOLD) if _ours(reading, m)]
    found += [m for m in reading.find("off_bare", status={Status.HAPPENED, Status.DENIED}) if _of_the_recorder(reading, m)]
    if not found:
        return []
    unbroken = [m for m in reading.find("recorded_all") if _UNBROKEN.search(reading.plain, m.start, m.end)]
    excused = (_of_another_device, _only_late, _until_away)
    return [m for m in apart(found, unbroken) if not any(excuse(reading, m) for excuse in excused)]


def _of_another_device(reading: Reading, m: Mention) -> bool:
    """The words, or those right before or behind them, tell of a device that is not our recorder."""
    if reading.touching(m._replace(end=m.end + 1), "device_of_others"):
        return True
    return any(o.end == m.start for o in reading.near(m, "device_of_others", status=None))


def _ours(reading: Reading, m: Mention) -> bool:
    if m.status is Status.INTENDED:
        planned = m.actor in COLLECTING and (m.causer in COLLECTING or (m.named and m.group in ("partial", "lost")))
        return planned or (m.actor not in _THEIRS and _SO.search(reading.said(m.clause)) is not None)
    if m.status is Status.DENIED:  # 没人就没开机: what is denied is that somebody was there
        return m.actor is Actor.NOBODY and _SO.search(reading.said(m.clause)) is not None
    if m.status is Status.REPORTED:
        return m.speaker is Actor.NOBODY  # 没人应门，觉得没必要录: the thought is ours
    return m.actor not in _THEIRS


def _of_the_recorder(reading: Reading, m: Mention) -> bool:
    """要求关设备，关了: what was off, the clauses before tell."""
    return m.actor not in _THEIRS and bool(reading.near(m, "recorder_word", before=2, status=None))


def _only_late(reading: Reading, m: Mention) -> bool:
    """因设备遗失，延至八日方予录入: it is the record that came late."""
    if not _BROKEN.search(reading.plain, m.start, m.end):
        return False
    return _WRITTEN.search(reading.plain, m.start, reading.clause_end(m.clause + 1)) is not None


def _until_away(reading: Reading, m: Mention) -> bool:
    """Recorder stayed on until we were back at the car, switched off once we were on the street: it stopped when the visit was over."""
    return _ON_UNTIL_AWAY.search(reading.said(m.clause)) is not None


_AWAY = (
    "(?:(?:back )?(?:in|into|at|to|on|by|reached|inside) (?:the |our )?(?:car|van|taxi|street|pavement|kerb|road|main road|bus stop|car ?park"
    "|minibus|mrt|mtr|station)\\b|back (?:at|in|to) the (?:lift|office|lobby|gate)\\b|on [a-z]+ (?:street|road|avenue|lane)\\b"
    "|left (?:the |his |her |their )?(?:house|flat|block|estate|building|premises|compound)\\b"
    "|out of the (?:estate|building|block|compound|gate)\\b|drove off)"
)
_ON_UNTIL_AWAY = re.compile(
    "(?:stayed|kept|remained|was|still|bodycam|body cam|camera|cam|recorder|recording) (?:on|running|rolling|recording|going) (?:until|till) "
    f".{{0,30}}{_AWAY}|(?:off|stopped|ended) (?:only )?(?:after|once|when) (?:we|i) .{{0,20}}{_AWAY}"
)


def said_minutes(words: str) -> float | None:
    """一个小时零五分, 两个半小时, 三分钟, 四十秒, 0:11:32, in the reading's spelling: in minutes."""
    clock = _LASTS.search(words)
    if clock is not None:
        first, second, third = int(clock[1]), int(clock[2]), clock[3]
        return first + second / 60 if third is None else first * 60 + second + int(third) / 60
    words = words.translate(_TWO_THREE)
    hours = _HOURS.search(words)
    if hours is not None:
        whole = float(hours[1]) if hours[1][0].isdigit() else 0.5 if hours[1] == "半" else chinese_number(hours[1])
        return None if whole is None else whole * 60 + (30 if hours[2] else 0)
    spelled = _SPELLED.search(words)
    if spelled is not None:
        return _ENGLISH[spelled[1]] / (60 if spelled[2] == "sec" else 1)
    number = _AMOUNT.search(words)
    if number is None:
        return None
    value = float(number[0]) if number[0][0].isdigit() else chinese_number(number[0])
    return None if value is None else value / 60 if "秒" in words and "分" not in words else float(value)


_HOURS = re.compile(r"(\d+(?:\.\d+)?|[一二两三四五六七八九十半]+)个?多?(半)?(?:小时|钟头|hours?|hrs?)")
_LASTS = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "eighteen": 18, "twenty": 20,
}  # fmt: skip
_SPELLED = re.compile(rf"\b({'|'.join(_ENGLISH)}) (min|sec)")
_TWO_THREE = str.maketrans("俩仨", "两三")
#: 两段片加起来十一分钟: not the number of films.
_AMOUNT = re.compile(r"(?:\d++(?:\.\d++)?|[零〇一二两三四五六七八九十百廿]++)(?![段条])")


def visit_minutes(visit: Visit, reading: Reading) -> tuple[float | None, Mention | None]:
    """How long the visit was: by its columns, or where they are silent by what the account says of the talk."""
    times = span(visit.start_time, visit.end_time) if visit.start_time and visit.end_time else None
    if times and times[1] > times[0]:
        return times[1] - times[0], None
    for m in reading.find("talk_length", status=None):
        length = said_minutes(reading.plain[m.start : m.end])
        if length is not None:
            return length, m
    return None, None


def no_length(plain: str, m: Mention) -> bool:
    """缺最后十分钟, 前两分钟在电梯里, 电话录音两分钟: not how long the file is. `plain`: that of the reading."""
    return bool(
        _LACKS.search(plain, m.start, m.end) or _PASSAGE.match(plain, m.end) or _CALL.search(plain, max(0, m.start - 3), m.end)
    )


_PASSAGE = re.compile("钟?(?:是|在|拍的|等|都是|为|不少|不差)| ?as long as")
_CALL = re.compile("电话|通话|语音|微信|监控|行车|短视频|phone|call")
_LACKS = re.compile("[缺少漏丢]")
