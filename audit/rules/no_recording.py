"""The visit was not recorded in sound and pictures from beginning to end; an empty door is no exception.

Which of the two is required the policy says. The household's camera and the borrower's telephone are not our recording; a battery
or device swapped without a break is none. Text outranks the box; a box that says part, interrupted or sound only is read as typed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Reading, Status
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.policy import Limits
from audit.rules.rule import Rule, review, violation

Lack = Literal["both", "video", "audio"]
CLEARS = Text(
    "自到场至离开、声音和画面均不间断的原始文件。", "The original file, sound and pictures unbroken from arrival to departure."
)
_LACKS: dict[str, Lack] = {"not_recorded": "both", "video_missing": "video", "audio_missing": "audio"}
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
    missing, lack = _missing(reading), _cell(visit)
    refused = reading.find("filming_refused", status=None)
    unclear = reading.find("record_unclear", status=None)
    if not (missing or lack or refused or unclear):
        return None
    kept = _kept(reading)
    if missing and not kept:
        return _told(visit, reading, missing, limits, bool(refused))
    if lack:
        return _boxed(visit, reading, lack, kept, limits, bool(refused))
    if kept:
        return None
    return _unclear(visit, reading, (*unclear, *refused))


def _kept(reading: Reading) -> list[Mention]:
    """What says that all was recorded."""
    return [m for m in reading.find("recorded_all") if m.actor not in OWING and m.actor not in THIRD]


def _missing(reading: Reading) -> list[Mention]:
    """What says that our recording was off, partial, lost or one of two."""
    found = [m for m in reading.find(*_LACKS, status=_TOLD) if _ours(m)]
    if not found:
        return []
    others = reading.find("device_of_others", status=None)
    return [m for m in found if not any(o.clause == m.clause and o.start <= m.end and m.start <= o.end for o in others)]


def _ours(m: Mention) -> bool:
    if m.status is Status.INTENDED:
        return m.actor in COLLECTING and (m.causer in COLLECTING or (m.named and m.group in ("partial", "lost")))
    if m.status is Status.REPORTED:
        return m.speaker is Actor.NOBODY  # 没人应门，觉得没必要录: the thought is ours
    return m.actor not in _THEIRS


_THEIRS = OWING | {Actor.RELATIVE, Actor.CHILD}
_TOLD = frozenset({Status.HAPPENED, Status.INTENDED, Status.REPORTED})


def _told(visit: Visit, reading: Reading, missing: list[Mention], limits: Limits, refused: bool) -> Found | None:
    lack = _lack(missing)
    evidence = [visit.quote("account", *reading.quote(m)) for m in missing]
    if visit.as_typed("recorded"):
        evidence.append(visit.cell("recorded"))
    allowed = _allowed(lack, limits, refused)
    if allowed == "yes":
        return None
    if allowed == "perhaps":
        return review(_ASK, *dict.fromkeys(evidence), clears=CLEARS)
    zh, en = ("，与“是否录音录像”一栏相矛盾", ", against what the box says") if visit.recorded else ("", "")
    what = _WHAT[lack]
    return violation(
        Text(f"外访记录写明{what.zh}{zh}。", f"By the account the visit {what.en}{en}."), *dict.fromkeys(evidence), clears=CLEARS
    )


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
            visit.cell("recorded"), visit.quote("account", *reading.quote(kept[0])), clears=CLEARS,
        )  # fmt: skip
    allowed = _allowed(lack, limits, refused)
    if allowed == "yes":
        return None
    if allowed == "perhaps":
        return review(_ASK, visit.cell("recorded"), clears=CLEARS)
    what = _WHAT[lack]
    return violation(
        Text(f"“是否录音录像”一栏填写“{visit.as_typed('recorded')}”：{what.zh}。", f"By the recording box the visit {what.en}."),
        visit.cell("recorded"), clears=CLEARS,
    )  # fmt: skip


def _unclear(visit: Visit, reading: Reading, found: tuple[Mention, ...]) -> Found | None:
    for m in found:
        if m.status not in (Status.RULE, Status.ELSEWHERE, Status.DENIED) or m.denied:
            return review(_OPEN, visit.quote("account", *reading.quote(m)), clears=CLEARS)
    return None


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
    check=check,
)
