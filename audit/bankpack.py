"""A bank's own pack: a built-in pack with limits, rules, grades and words that the bank has changed, checked sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Literal

from audit.model import SILENT, AuditError, Text
from audit.policy import Limits, Period, Policy, load, names

Kind = Literal["time", "int", "float", "bool", "choice", "places"]
_NAME = re.compile(r"[\w\-·（）() ]{1,40}")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a limit means to people and what it may be. `off`: None switches what depends on it off."""

    title: Text
    kind: Kind
    least: float = 0
    most: float = 0
    off: bool = False
    choices: tuple[str, ...] = ()
    unit: Text = SILENT


_MEDIA = ("required", "if_agreed")
_DAYS, _VISITS, _MINUTES = Text("天", "days"), Text("次", "visits"), Text("分钟", "minutes")
LIMITS: Mapping[str, Limit] = {
    "closed_from": Limit(Text("禁止时段开始", "closed hours begin"), "time", off=True),
    "closed_until": Limit(Text("禁止时段结束", "closed hours end"), "time", off=True),
    "closed_from_open": Limit(Text("开始的那一分钟仍可外访", "the first closed minute is still open"), "bool"),
    "closed_until_open": Limit(Text("结束的那一分钟已可外访", "the last closed minute is open again"), "bool"),
    "consent_opens_hours": Limit(Text("债务人同意或预约可解除禁止时段", "consent or appointment lifts the closed hours"), "bool"),
    "min_visitors": Limit(Text("最少外访人数", "least visitors"), "int", 1, 5, off=True),
    "audio": Limit(Text("录音", "audio recording"), "choice", off=True, choices=_MEDIA),
    "video": Limit(Text("录像", "video recording"), "choice", off=True, choices=_MEDIA),
    "id_on_own_initiative": Limit(Text("须主动出示证件", "credentials shown unasked"), "bool"),
    "entry_needs_consent": Limit(
        Text("进入须经同意的场所", "places that need consent to enter"), "places", choices=("home", "office")
    ),
    "guarantor_address_ok": Limit(Text("可上门担保人地址", "a guarantor's address may be visited"), "bool"),
    "spouse_is_third_person": Limit(Text("配偶视为第三人", "the spouse is a third person"), "bool"),
    "third_party_contact": Limit(
        Text("联系第三人", "contacting third persons"), "choice", choices=("if_lost", "barred", "allowed")
    ),
    "max_visits_a_day": Limit(Text("每天最多外访", "most visits a day"), "int", 1, 20, off=True, unit=_VISITS),
    "max_visits_in_window": Limit(Text("一定期间内最多外访", "most visits in the window"), "int", 1, 100, off=True, unit=_VISITS),
    "visit_window_days": Limit(Text("次数统计期间", "window for counting visits"), "int", 1, 366, unit=_DAYS),
    "late_record_hours": Limit(Text("补录时限", "record within"), "float", 0, 720, off=True, unit=Text("小时", "hours")),
    "training_months": Limit(Text("培训有效期", "training is valid for"), "int", 1, 60, off=True, unit=Text("个月", "months")),
    "location_metres": Limit(
        Text("定位与地址允许相差", "position may be off by"), "float", 10, 50_000, off=True, unit=Text("米", "metres")
    ),
    "travel_km_per_hour": Limit(Text("可信的最高时速", "fastest travel believed"), "float", 5, 400, unit=Text("公里", "km/h")),
    "other_city_travel_minutes": Limit(Text("跨城最短间隔", "least gap between cities"), "int", 0, 600, unit=_MINUTES),
    "same_city_travel_minutes": Limit(Text("同城最短间隔", "least gap within a town"), "int", 0, 240, unit=_MINUTES),
    "copied_similarity": Limit(Text("雷同判定的相似度", "likeness of copied accounts"), "float", 0.8, 1.0),
    "copied_min_length": Limit(
        Text("雷同判定的最短字数", "shortest account compared"), "int", 10, 500, unit=Text("字", "characters")
    ),
    "recording_slack_minutes": Limit(Text("录音录像起止允许相差", "recording may be off by"), "float", 0, 120, unit=_MINUTES),
    "follow_up_days": Limit(Text("承诺到期后跟进期限", "follow up within"), "int", 0, 60, unit=_DAYS),
    "repeat_days": Limit(Text("重复违规统计期间", "repeated within"), "int", 1, 730, unit=_DAYS),
}


@dataclass(frozen=True, slots=True)
class Pack:
    """What the bank changed of `base`. Values of limits are as JSON has them: "22:00", 3, null for off, ["home"].

    `off` and `on` are rules switched; `vocabulary` adds terms to concepts. `since`: before that day the base pack holds unchanged.
    `version` rises with every save (0: never saved).
    """

    name: str
    title: Text
    base: str = "cn-default"
    limits: Mapping[str, Any] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    grades: Mapping[str, int] = field(default_factory=dict)
    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    version: int = 0


def policy(pack: Pack) -> Policy:
    """The pack as rules are judged by it. Raises AuditError where something in it is wrong."""
    wrong = problems(pack)
    if wrong:
        raise AuditError(Text("\n".join(t.zh for t in wrong), "\n".join(t.en for t in wrong)))
    base = load(pack.base)
    return replace(
        base, name=pack.name, version=f"{base.version}+{pack.version}", title=pack.title, periods=tuple(_periods(base, pack)),
        vocabulary=toml(pack.vocabulary),
    )  # fmt: skip


def _periods(base: Policy, pack: Pack) -> Iterator[Period]:
    """The base's periods, changed from `since` on."""
    if pack.since is None:
        yield from (_changed(p, pack) for p in base.periods)
        return
    yield from (p for p in base.periods if p.effective_from < pack.since)
    yield _changed(replace(base.on(pack.since), effective_from=pack.since), pack)
    yield from (_changed(p, pack) for p in base.periods if p.effective_from > pack.since)


def _changed(period: Period, pack: Pack) -> Period:
    values: dict[str, Any] = {name: _value(name, value) for name, value in pack.limits.items()}
    return replace(
        period, limits=replace(period.limits, **values), off=(period.off | set(pack.off)) - set(pack.on),
        grades={**period.grades, **pack.grades},
    )  # fmt: skip


def _value(name: str, value: Any) -> Any:
    """As `Limits` has it. Raises ValueError for what it cannot be."""
    told = LIMITS[name]
    if value is None:
        if not told.off:
            raise ValueError
        return None
    if told.kind == "time":
        return time.fromisoformat(value)
    if told.kind == "bool":
        if not isinstance(value, bool):
            raise ValueError
        return value
    if told.kind == "choice":
        if value not in told.choices:
            raise ValueError
        return value
    if told.kind == "places":
        if not set(value) <= set(told.choices):
            raise ValueError
        return tuple(value)
    if isinstance(value, bool) or not told.least <= value <= told.most or (told.kind == "int" and value != int(value)):
        raise ValueError
    return int(value) if told.kind == "int" else float(value)


def plain(limits: Limits) -> dict[str, Any]:
    """All limits as a pack writes them, for a form to start from."""
    told = {name: getattr(limits, name) for name in LIMITS}
    return {n: v.strftime("%H:%M") if isinstance(v, time) else list(v) if isinstance(v, tuple) else v for n, v in told.items()}


def problems(pack: Pack) -> tuple[Text, ...]:
    """What is wrong in a pack, a sentence each; none: it may be used."""
    return tuple(_problems(pack))


def _problems(pack: Pack) -> Iterator[Text]:
    if not _NAME.fullmatch(pack.name.strip()):
        yield Text(
            "规则包需要一个 40 字以内的名称，可用文字、数字、横线。",
            "The pack needs a name of up to 40 letters, digits and dashes.",
        )
    if pack.name in names():
        yield Text(f"“{pack.name}”是内置规则包的名称，请另取一个。", f"“{pack.name}” is a built-in pack; choose another name.")
    if not pack.title.zh.strip() or not pack.title.en.strip():
        yield Text("规则包需要中文和英文标题。", "The pack needs a title in Chinese and in English.")
    if pack.base not in names():
        yield Text(f"没有名为“{pack.base}”的内置规则包。", f"There is no built-in pack “{pack.base}”.")
    for name, value in pack.limits.items():
        yield from _of_limit(name, value)
    if not any(name not in LIMITS for name in pack.limits):
        yield from _of_hours(pack)
    yield from _of_rules(pack)
    yield from _of_words(pack.vocabulary)


def _of_limit(name: str, value: Any) -> Iterator[Text]:
    told = LIMITS.get(name)
    if told is None:
        yield Text(f"没有名为“{name}”的限额。", f"There is no limit “{name}”.")
        return
    try:
        _value(name, value)
    except (ValueError, TypeError):
        yield Text(f"“{told.title.zh}”{_wanted(told).zh}。", f"“{told.title.en}” {_wanted(told).en}.")


def _wanted(told: Limit) -> Text:
    if told.kind in ("int", "float"):
        whole = Text("整数", "whole ") if told.kind == "int" else Text("数", "")
        return Text(
            f"应为 {told.least:g} 至 {told.most:g} 之间的{whole.zh}",
            f"must be a {whole.en}number from {told.least:g} to {told.most:g}",
        )
    if told.kind == "time":
        return Text("应为时刻，例如 22:00", "must be a time such as 22:00")
    if told.kind == "bool":
        return Text("应为是或否", "must be yes or no")
    return Text(f"应从 {'、'.join(told.choices)} 中选择", f"must be chosen from {', '.join(told.choices)}")


def _of_hours(pack: Pack) -> Iterator[Text]:
    if pack.base not in names():
        return
    given = {**plain(load(pack.base).periods[-1].limits), **pack.limits}
    if given["closed_from"] and given["closed_from"] == given["closed_until"]:
        yield Text("禁止时段的开始与结束相同，等于全天或从不；请更正，或将其关闭。",
                   "The closed hours begin and end at one minute: all day or never. Correct them or switch them off.")  # fmt: skip


def _of_rules(pack: Pack) -> Iterator[Text]:
    from audit.rules import BY_CODE

    for code in sorted({*pack.off, *pack.on, *pack.grades} - set(BY_CODE)):
        yield Text(f"没有代码为“{code}”的规则。", f"There is no rule “{code}”.")
    for code in sorted(set(pack.off) & set(pack.on)):
        yield Text(f"规则“{code}”不能既启用又停用。", f"The rule “{code}” cannot be both on and off.")
    for code, grade in sorted(pack.grades.items()):
        if grade not in (1, 2, 3, 4):
            yield Text(f"规则“{code}”的级别应为 1 至 4。", f"The grade of “{code}” must be 1 to 4.")


def _of_words(vocabulary: Mapping[str, tuple[str, ...]]) -> Iterator[Text]:
    from audit.account import vocabulary as shipped

    if not vocabulary:
        return
    known = shipped().known
    for concept in sorted(set(vocabulary) - known):
        yield Text(f"词库中没有概念“{concept}”。", f"The vocabulary has no concept “{concept}”.")
    for concept, terms in sorted(vocabulary.items()):
        if not all(term.strip() for term in terms):
            yield Text(f"“{concept}”的词语不能为空。", f"A term of “{concept}” is empty.")
    given = {
        concept: filled
        for concept, terms in vocabulary.items()
        if concept in known and (filled := tuple(t for t in terms if t.strip()))
    }
    if given and _refused(given):
        singly = [{concept: (term,)} for concept, terms in sorted(given.items()) for term in terms]
        yield from (why for one in singly if (why := _refused(one)))


def _refused(vocabulary: Mapping[str, tuple[str, ...]]) -> Text | None:
    from audit.bankwords import own

    try:
        own(toml(vocabulary))
    except AuditError as e:
        return e.text
    return None


def toml(vocabulary: Mapping[str, tuple[str, ...]]) -> str:
    """The words as a file of the vocabulary would have them; '' where there are none."""
    return "".join(
        f"[concept.{concept}.terms]\nbank = [{', '.join(map(_quoted, terms))}]\n" for concept, terms in sorted(vocabulary.items())
    )


def _quoted(term: str) -> str:
    return '"' + "".join(f"\\u{ord(c):04x}" if c in '"\\' or ord(c) < 32 else c for c in term) + '"'
