"""Times of day as accounts name them: 22:35, 晚上十点四十, 五点半, 凌晨一点, half past ten at night."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from audit.account.actors import Actor, Status
from audit.account.clauses import Span
from audit.account.lexer import Kind
from audit.account.scene import Scene


class Moment(NamedTuple):
    """A time of day at `[start:end]`. `hour` is None where only a part of the day is told (半夜, 凌晨).

    `sure`: morning or evening is told or the hour is past 12, so that it cannot be meant twelve hours later. `phone`: it tells of a
    call or message; `promise`: of something still to come.
    """

    start: int
    end: int
    hour: int
    minute: int
    sure: bool
    status: Status
    actor: Actor
    clause: int
    phone: bool
    promise: bool


_NUMBER = "[0-9]{1,2}|[零〇一二两三四五六七八九十廿]{1,3}"
_PART = "凌晨|清晨|清早|一大早|大清早|早上|早晨|今早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|夜里|夜间|半夜|深夜|昨晚|当晚|今晚|夜晚|晚|早"
_CHINESE = re.compile(
    rf"(?P<part>{_PART})?(?P<day>的|快|将近|大概|大约|约|差不多|过了)?(?<![0-9])(?P<hour>{_NUMBER})[点點时](?!间|候|段|常|不)(?:"
    rf"(?P<half>半)|(?P<quarter>[一三]刻)|(?P<minute>[0-9]{{1,2}}|[零〇一二三四五六七八九十]{{1,3}})(?![个天期块元万千])分?|钟|整)?"
)
_DIGITS = re.compile(
    rf"(?P<part>{_PART})?(?<![0-9:.])(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?![0-9])(?P<after> ?[ap]m(?![a-z]))?"
)
_ENGLISH = re.compile(r"(?<![0-9a-z:.])(?P<hour>1[0-2]|0?[1-9])(?:[.](?P<minute>[0-5][0-9]))?(?P<after> ?[ap]m)(?![a-z])")
_CLOCK_WORD = re.compile("[点點时:]|[0-9] ?[ap]m")
_DIGIT = {"零": 0, "〇": 0, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_EVENING = frozenset({"下午", "午后", "傍晚", "晚上", "晚间", "夜里", "夜间", "半夜", "深夜", "昨晚", "当晚", "今晚", "夜晚", "晚"})
_NIGHT = frozenset({"夜里", "夜间", "半夜", "深夜", "晚上", "当晚", "昨晚", "今晚", "夜晚"})
_COMING = re.compile("下次|下周|下月|明天|明早|明晚|后天|改天|约好|约定|让我们|答应|承诺|才下班|才起|才到家|才收")
_CALL = re.compile("电话|来电|短信|微信|打了?个|致电|call|text")


def moments(folded: str, spans: Sequence[Span], scene: Scene) -> tuple[Moment, ...]:
    """All times of day in the folded account."""
    if not _CLOCK_WORD.search(folded):
        return ()
    found: list[Moment] = []
    for index, span in enumerate(spans):
        for pattern in (_CHINESE, _DIGITS, _ENGLISH):
            for match in pattern.finditer(folded, span.start, span.end):
                moment = _moment(match, folded, span, index, scene)
                if moment is not None:
                    found.append(moment)
    return tuple(sorted(found))


def _moment(match: re.Match[str], folded: str, span: Span, index: int, scene: Scene) -> Moment | None:
    parts = match.groupdict()
    hour, minute = _number(parts["hour"]), _minute(parts)
    if hour is None or hour > 24 or minute > 59:
        return None
    part, after = parts.get("part") or "", (parts.get("after") or "").strip()
    sure = bool(part or after) or hour > 12
    if (part in _EVENING or after == "pm") and hour < 12 and not (part in _NIGHT and hour <= 5):
        hour += 12
    elif (part in _NIGHT or after == "am") and hour == 12:
        hour = 0
    text = folded[span.start : span.end]
    answer = scene.answer(index, match.start(), match.end())
    phone = _CALL.search(text) is not None or any(Kind.PHONE in t.kinds for t in scene.tokens(index))
    return Moment(match.start(), match.end(), hour % 24, minute, sure, answer.status, answer.actor, index, phone,
                  _COMING.search(text) is not None)  # fmt: skip


def _minute(parts: dict[str, str]) -> int:
    if parts.get("half"):
        return 30
    if parts.get("quarter"):
        return 15 if parts["quarter"].startswith("一") else 45
    return _number(parts.get("minute") or "") or 0


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    if not word:
        return None
    if "十" in word or "廿" in word:
        tens, _, ones = word.replace("廿", "二十").partition("十")
        return _DIGIT.get(tens, 1 if not tens else 99) * 10 + (_DIGIT.get(ones, 99) if ones else 0)
    return _DIGIT.get(word[-1]) if len(word) == 1 or word[0] in "零〇" else None
