"""The visit was not recorded in sound and pictures from beginning to end; an empty door is no exception.

Which of the two is required the policy says. The household's camera and the borrower's telephone are not our recording; a battery
or device swapped without a break is none. Text outranks the box; a box that says part, interrupted or sound only is read as typed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from audit.account import COLLECTING, Mention, Reading, Status
from audit.account.recorded import kept, missing, no_length, said_minutes, visit_minutes
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.policy import Limits
from audit.rules.rule import Rule, review, violation

Lack = Literal["both", "video", "audio"]
_LACKS: dict[str, Lack] = {"not_recorded": "both", "off_bare": "both", "video_missing": "video", "audio_missing": "audio"}
_WHAT = {
    "both": Text("未对外访全程录音录像", "was not recorded from beginning to end"),
    "video": Text("只有录音，没有录像", "was recorded in sound only"),
    "audio": Text("只有画面，没有录音", "was recorded in pictures only"),
}


def check(visit: Visit, book: Casebook) -> Found | None:
    limits = book.limits(visit)
    if limits.audio is None and limits.video is None:
        return None
    reading = book.reading(visit)
    lacking, lack = [*missing(reading)], _cell(visit)
    refused = reading.find("filming_refused", status=None)
    unclear = reading.find("record_unclear", status=None)
    files = [m for m in reading.find("file_short", "file_absent", by=COLLECTING) if _falls_short(visit, reading, m)]
    if files and not lacking:  # 传的是前天另一户的，卡已格式化: elsewhere by its words only
        lacking = list(reading.find("not_recorded", status=frozenset({Status.REPORTED, Status.ELSEWHERE})))
    if not (lacking or lack or unclear or files):
        return None
    whole = kept(reading, lacking)
    if lacking and not whole:
        return _told(visit, reading, lacking, limits, bool(refused))
    if lack:
        return _boxed(visit, reading, lack, whole, limits, bool(refused))
    if files:
        return review(_OPEN, visit.quote("account", *reading.quote(files[0])))
    kit = tuple(m for m in unclear if m.group == "kit")
    if whole and not kit:
        return None
    if _SOUND.fullmatch(visit.as_typed("recorded").strip()) and not visit.recorded:
        return review(_ASK, visit.cell("recorded"))
    return _unclear(visit, reading, unclear)


def _falls_short(visit: Visit, reading: Reading, m: Mention) -> bool:
    """录像时长四十二分 is a length, not yet a short one."""
    if m.concept == "file_short" and no_length(reading.plain, m):
        return False
    if m.concept != "file_short" or _FEW.search(reading.plain, m.start, m.end):
        return True
    length, whole = said_minutes(reading.plain[m.start : m.end]), visit_minutes(visit, reading)[0]
    return length is not None and whole is not None and whole - length >= _MUCH


#: Minutes that no clock is wrong by.
_MUCH = 10


def _told(visit: Visit, reading: Reading, missing: list[Mention], limits: Limits, refused: bool) -> Found | None:
    lack = _lack(missing)
    evidence = [visit.quote("account", *reading.quote(m)) for m in missing]
    if visit.as_typed("recorded"):
        evidence.append(visit.cell("recorded"))
    allowed = _allowed(lack, limits, refused)
    if allowed == "yes":
        return None
    if allowed == "perhaps":
        return review(_ASK, *evidence)
    if all(_perhaps_saved(reading, m) for m in missing):
        return review(_OPEN, *evidence)
    zh, en = ("，与“是否录音录像”一栏相矛盾", ", against what the box says") if visit.recorded else ("", "")
    what = _WHAT[lack]
    return violation(Text(f"外访记录写明{what.zh}{zh}。", f"By the account the visit {what.en}{en}."), *evidence)


def _perhaps_saved(reading: Reading, m: Mention) -> bool:
    """存储卡读不出来，送修了: recorded perhaps, and not to be seen yet."""
    last = reading.clause_end(m.clause + 3)
    return bool(_UNREAD.search(reading.said(m.clause)) and _PENDING.search(reading.plain, m.start, last))


_UNREAD = re.compile("[读播]不[出了]|打不开|坏道|识别不|(?<![确承])认不|不认卡|格式化|缺|cannot be read|unreadable")
_PENDING = re.compile("送修|恢复|修复|待查|技术|厂家|抽取|转码|同步失败|recover|repair")


def _lack(missing: list[Mention]) -> Lack:
    """Sound kept and pictures not, the other way round, or neither."""
    lacks = {_LACKS[m.concept] for m in missing}
    if lacks == {"video"} or ("audio" not in lacks and any(m.group == "sound" for m in missing)):
        return "video"
    return "audio" if lacks == {"audio"} else "both"


def _allowed(lack: Lack, limits: Limits, refused: bool) -> Literal["yes", "perhaps", "no"]:
    """Whether the policy lets one of the two be missing."""
    needed = limits.video if lack == "video" else limits.audio if lack == "audio" else "required"
    if needed is None or (needed == "if_agreed" and refused):
        return "yes"
    return "perhaps" if needed == "if_agreed" else "no"


def _cell(visit: Visit) -> Lack | None:
    """What the box says is missing."""
    if visit.recorded:
        return None
    return "both" if visit.recorded is False else _typed_lack(visit.as_typed("recorded"))


@lru_cache(maxsize=1024)
def _typed_lack(text: str) -> Lack | None:
    if not text:
        return None
    if _SOUND_ONLY.search(text):
        return "video"
    if _PICTURES_ONLY.search(text):
        return "audio"
    return "both" if _PARTLY.search(text) else None


_SOUND_ONLY = re.compile(
    r"[仅僅只][有录錄]?(?:录音|錄音|音频)|(?:无|無|没|沒|未)有?(?:录像|錄像|錄影|录影|视频|摄像|画面)|录音.?[√是有Yy].*录像.?[×否无xXNn]|audio only|no video",
    re.I,
)
_PICTURES_ONLY = re.compile(
    r"[仅僅只][有录錄]?(?:录像|錄像|視頻|视频|画面)|(?:无|無|没|沒|未)有?(?:录音|錄音|声音)|录音.?[×否无xXNn].*录像.?[√是有Yy]|video only|no (?:audio|sound)",
    re.I,
)
_PARTLY = re.compile(
    r"部分|中断|中斷|间断|断续|半程|片段|缺|不全|不完整|后半|前半|少于|未全程|非全程|关闭|关机|關|删|没电|沒電|没开|未开|没录|未录|忘|损坏|故障|丢失|无文件|照片|拍照|partial|interrupt|half|deleted|incomplete|dead|off\b",
    re.I,
)


def _boxed(visit: Visit, reading: Reading, lack: Lack, kept: list[Mention], limits: Limits, refused: bool) -> Found | None:
    if kept:
        return review(
            Text("“是否录音录像”一栏与外访经过所述不一致。", "The recording box and the account do not agree."),
            visit.cell("recorded"), visit.quote("account", *reading.quote(kept[0]))
        )  # fmt: skip
    allowed = _allowed(lack, limits, refused)
    if allowed == "yes":
        return None
    if allowed == "perhaps":
        return review(_ASK, visit.cell("recorded"))
    what = _WHAT[lack]
    return violation(
        Text(f"“是否录音录像”一栏填写“{visit.as_typed('recorded')}”：{what.zh}。", f"By the recording box the visit {what.en}."),
        visit.cell("recorded")
    )  # fmt: skip


_SOUND = re.compile("有?(?:录音|錄音|音频)|audio", re.I)


def _unclear(visit: Visit, reading: Reading, found: tuple[Mention, ...]) -> Found | None:
    for m in found:
        if m.concept == "record_unclear" and m.actor not in COLLECTING and m.status in (Status.ASKED, Status.REPORTED):
            continue  # 客户问有没有录像
        if m.status not in (Status.RULE, Status.ELSEWHERE, Status.DENIED) or m.denied:
            return review(_OPEN, visit.quote("account", *reading.quote(m)))
    return None


#: Told of a short recording.
_FEW = re.compile("[只仅就才得剩黑断停没头前]|不足|不到|only|just")
_ASK = Text(
    "录音录像缺少其一，未写明对方是否同意：请核对。", "One of sound and pictures is missing; whether that was agreed is not told."
)
_OPEN = Text("记录未能说明是否全程录音录像。", "Whether the visit was recorded throughout is not clear.")

RULE = Rule(
    "no_recording",
    title=Text("未全程录音录像", "Visit not recorded"),
    ground="R",
    grade=2,
    family="time",
    broken=Text(
        "外访未全程录音录像：没开、没带、没电、晚开、中断、关闭、删除，或只有其一；空门也须录。",
        "The visit was not recorded in sound and pictures throughout: off, left behind, dead, late, interrupted, deleted, or only one "
        "of the two; an empty door is no exception.",
    ),
    kept=Text(
        "全程录音录像；换电池或设备而无间断；坏的是他人的设备；规则包允许时对方不同意录像而保留了录音。",
        "Recorded throughout; battery or device swapped without a break; the broken device was another's; sound alone where the "
        "policy allows it and filming was refused.",
    ),
    clears=Text(
        "自到场至离开、声音和画面均不间断的原始文件。", "The original file, sound and pictures unbroken from arrival to departure."
    ),
    check=check,
)
