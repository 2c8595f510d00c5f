"""What an account tells of our recording: what was off, partial or lost, and what says that all was recorded."""

from __future__ import annotations

import re

from audit.account.actors import COLLECTING, OWING, THIRD, Actor, Status
from audit.account.reading import Mention, Reading

#: By concept: which of sound and pictures it says is missing.
LACKING = ("not_recorded", "video_missing", "audio_missing")
_THEIRS = OWING | {Actor.RELATIVE, Actor.CHILD}
_TOLD = frozenset({Status.HAPPENED, Status.INTENDED, Status.REPORTED, Status.DENIED})
_SO = re.compile("(?:就|便|也|才|都)[没未冇沒]|懒得|没必要|犯不")
_WRITTEN = re.compile("录入|登录|登记|补录|写入|填报")
_BROKEN = re.compile("遗失|送修|维修|损坏|丢失|故障|摔坏")


def kept(reading: Reading) -> list[Mention]:
    """What says that all was recorded."""
    return [m for m in reading.find("recorded_all") if m.actor not in OWING and m.actor not in THIRD]


def missing(reading: Reading) -> list[Mention]:
    """What says that our recording was off, partial, lost or one of two."""
    found = [m for m in reading.find(*LACKING, status=_TOLD) if _ours(reading, m)]
    found += [m for m in reading.find("off_bare", status={Status.HAPPENED, Status.DENIED}) if _of_the_recorder(reading, m)]
    if not found:
        return []
    others = reading.find("device_of_others", status=None)
    return [
        m
        for m in found
        if not any(o.clause == m.clause and o.start <= m.end and m.start <= o.end for o in others) and not _only_late(reading, m)
    ]


def _ours(reading: Reading, m: Mention) -> bool:
    if m.status is Status.INTENDED:
        planned = m.actor in COLLECTING and (m.causer in COLLECTING or (m.named and m.group in ("partial", "lost")))
        return planned or (m.actor not in _THEIRS and _SO.search(reading.clauses[m.clause].text) is not None)
    if m.status is Status.DENIED:  # 没人就没开机: what is denied is that somebody was there
        return m.actor is Actor.NOBODY and _SO.search(reading.clauses[m.clause].text) is not None
    if m.status is Status.REPORTED:
        return m.speaker is Actor.NOBODY  # 没人应门，觉得没必要录: the thought is ours
    return m.actor not in _THEIRS


def _of_the_recorder(reading: Reading, m: Mention) -> bool:
    """要求关设备，关了: what was off, the clauses before tell."""
    return m.actor not in _THEIRS and bool(reading.near(m, "recorder_word", before=2, status=None))


def _only_late(reading: Reading, m: Mention) -> bool:
    """因设备遗失，延至八日方予录入: it is the record that came late."""
    if not _BROKEN.search(reading.text, m.start, m.end):
        return False
    following = reading.clauses[min(m.clause + 1, len(reading.clauses) - 1)]
    return _WRITTEN.search(reading.text, m.start, following.end) is not None
