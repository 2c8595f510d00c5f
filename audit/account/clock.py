"""Times of day as accounts name them: 22:35, 晚上十点四十, 五点半, 凌晨一点, half past ten at night."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from audit.account.actors import Actor, Status
from audit.account.scene import Scene, Span
from audit.account.words import Kind


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


#: What hours are written with, and what may stand before them.
FIGURES = "0123456789零〇一二两三四五六七八九十廿"
_NUMBER = "[0-9]{1,2}|[零〇一二两三四五六七八九十廿]{1,3}"
PART_OF_DAY = "凌[晨辰]|清晨|清早|一大早|大清早|早上|早晨|今早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|夜里|夜间|半夜|深夜|昨晚|当晚|今晚|夜晚|当夜|入夜|午夜|后半夜|下半夜|深更半夜|三更半夜|夜里头?厢?|夜头|暗时|暗头|半暝|朝头早|朝早|一清早|今朝|晨|夜|晚|早"
_CHINESE = re.compile(
    rf"(?P<part>{PART_OF_DAY})?(?P<day>的|快|将近|大概|大约|约|差不多|过了)?(?<![0-9])(?P<hour>{_NUMBER})[点點时](?!间|候|段|常|一到(?=[就便]?(?:[不别停撤走离该得要]|必须)|[就便]是)|不(?!到))(?:"
    rf"(?P<half>半)|(?P<quarter>[一三]刻)|(?P<minute>[0-9]{{1,2}}|[零〇一二三四五六七八九十]{{1,3}})(?![个天期块元万千])分?|钟|整)?"
)
_DIGITS = re.compile(
    rf"(?P<part>{PART_OF_DAY}|[ap]m ?)?(?<![0-9.])(?<![0-9]:)(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?![0-9])(?P<after> ?[ap]m(?![a-z]))?"
)
_ENGLISH = re.compile(r"(?<![0-9a-z:.])(?P<hour>1[0-2]|0?[1-9])(?:[.](?P<minute>[0-5][0-9]))?(?P<after> ?[ap]m)(?![a-z])")
_SPOKEN = re.compile(
    r"(?<![a-z0-9.:])(?:(?P<minute>a quarter|quarter|half|five|ten|twenty|twenty-five) (?P<way>past|to) )?(?P<hour>one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|1[0-2]|[1-9])(?: o'clock)? (?P<after>at night|in the evening|in the morning|pm|am)(?![a-z])"
)
#: What a time of day is told by, behind a figure or a word of English.
_MARKS, _IS_FIGURE = "点點时:", frozenset(FIGURES)
_LATIN_WORD = re.compile("[0-9] ?[ap]m|(?:night|evening|morning)(?![a-z])")
_DIGIT = {"零": 0, "〇": 0, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_EVENING = frozenset(
    {
        "pm",
        "下午",
        "午后",
        "傍晚",
        "晚上",
        "晚间",
        "夜里",
        "夜间",
        "半夜",
        "深夜",
        "昨晚",
        "当晚",
        "今晚",
        "夜晚",
        "晚",
        "当夜",
        "入夜",
        "午夜",
        "后半夜",
        "下半夜",
        "深更半夜",
        "三更半夜",
        "夜里头",
        "夜里厢",
        "夜里头厢",
        "夜头",
        "暗时",
        "暗头",
        "半暝",
        "夜",
    }
)
_NIGHT = _EVENING - {"pm", "下午", "午后", "傍晚", "晚"}
_AFTERNOON = frozenset({"pm", "下午", "午后", "傍晚"})
_LATE = frozenset({"pm", "at night", "in the evening"})
_EARLY = frozenset({"am", "in the morning"})
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "a quarter": 15, "quarter": 15, "half": 30, "twenty": 20, "twenty-five": 25,
}  # fmt: skip
_COMING = re.compile("下次|下周|下月|明天|明早|明晚|后天|改天|约好|约定|让我们|答应|承诺|才下班|才起|才到家|才收")
_CALL = re.compile("电话|来电|短信|微信|打了?个|致电|call|text")


def moments(folded: str, spans: Sequence[Span], scene: Scene) -> tuple[Moment, ...]:
    """All times of day in the folded account."""
    found: list[Moment] = []
    for index, patterns in _where(folded, spans):
        span = spans[index]
        for pattern in patterns:
            for match in pattern.finditer(folded, span.start, span.end):
                moment = _moment(match, folded, span, index, scene)
                if moment is not None:
                    found.append(moment)
    return tuple(sorted(found))


def _where(folded: str, spans: Sequence[Span]) -> Iterator[tuple[int, tuple[re.Pattern[str], ...]]]:
    """The clauses that hold a word of the clock, each with the patterns of such words."""
    words = [(at, mark) for mark in _MARKS for at in _after_figures(folded, mark)]
    if "m" in folded or "night" in folded or "evening" in folded:  # am, pm, morning
        words += [(m.end() - 1, "m") for m in _LATIN_WORD.finditer(folded)]
    told: dict[int, set[str]] = {}
    for at, last in words:
        told.setdefault(max(0, bisect_right(spans, at, key=attrgetter("start")) - 1), set()).add(last)
    for index, ends in sorted(told.items()):
        chinese = not ends.isdisjoint("点點时")
        yield index, (*((_CHINESE,) * chinese), *((_DIGITS,) * (":" in ends)), *((_ENGLISH, _SPOKEN) if "m" in ends else ()))


def _after_figures(folded: str, mark: str) -> Iterator[int]:
    """Where the mark stands behind a figure."""
    at = folded.find(mark)
    while at >= 0:
        if folded[at - 1 : at] in _IS_FIGURE:
            yield at
        at = folded.find(mark, at + 1)


def _moment(match: re.Match[str], folded: str, span: Span, index: int, scene: Scene) -> Moment | None:
    parts = match.groupdict()
    hour, minute = _number(parts["hour"]), _minute(parts)
    if hour is None or hour > 24 or minute > 59:
        return None
    part, after = (parts.get("part") or "").strip(), (parts.get("after") or "").strip()
    sure = bool(part or after) or hour > 12
    late = part in _EVENING or after in _LATE
    if parts.get("way") == "to":
        hour, minute = hour - 1 or 12, 60 - minute
    if late and hour < 12 and not ((part in _NIGHT or after == "at night") and hour <= 5):
        hour += 12
    elif ((late and after != "pm" and part not in _AFTERNOON) or after in _EARLY) and hour == 12:
        hour = 0
    text = folded[span.start : span.end]
    answer = scene.answer(index, match.start() - span.base, match.end() - span.base)
    phone = _CALL.search(text) is not None or any(Kind.PHONE in t.kinds for t in span.piece.tokens)
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
    if not word or word[0].isascii():
        return _WORDS.get(word)
    if "十" in word or "廿" in word:
        tens, _, ones = word.replace("廿", "二十").partition("十")
        return _DIGIT.get(tens, 1 if not tens else 99) * 10 + (_DIGIT.get(ones, 99) if ones else 0)
    return _DIGIT.get(word[-1]) if len(word) == 1 or word[0] in "零〇" else None
