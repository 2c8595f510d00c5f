"""Describing: a reading as plain text, so that a person can see what was understood of which clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.account.actors import Actor, Place, Status
from audit.account.clock import Moment
from audit.account.reading import Clause, Mention, Reading
from audit.model import Lang, Text

ACTORS: Mapping[Actor, Text] = {
    Actor.COLLECTORS: Text("我方", "collectors"), Actor.PARTNER: Text("同伴", "partner"), Actor.BORROWER: Text("借款人", "borrower"),
    Actor.LIABLE: Text("担保人或共借人", "liable person"), Actor.RELATIVE: Text("亲属", "relative"),
    Actor.NEIGHBOUR: Text("邻居", "neighbour"), Actor.COLLEAGUE: Text("单位或熟人", "employer or acquaintance"),
    Actor.STAFF: Text("物业、村社、公职等", "guard, property, officials"), Actor.CHILD: Text("未成年人", "child"),
    Actor.OTHER: Text("其他人", "somebody else"), Actor.NOBODY: Text("无人", "nobody"), Actor.UNKNOWN: Text("不明", "unknown"),
}  # fmt: skip
STATUSES: Mapping[Status, Text] = {
    Status.HAPPENED: Text("发生", "happened"), Status.DENIED: Text("否定", "denied"), Status.INTENDED: Text("打算或要求", "intended or asked for"),
    Status.REPORTED: Text("他人转述", "reported by others"), Status.RULE: Text("规定", "rule recited"),
    Status.CORRECTED: Text("已更正", "corrected"), Status.ASKED: Text("询问", "a question"), Status.UNSURE: Text("不确定", "not sure"),
    Status.ELSEWHERE: Text("另一时、另一户、另一家", "another time or agency"),
}  # fmt: skip
PLACES: Mapping[Place, Text] = {
    Place.UNKNOWN: Text("", ""), Place.DOOR: Text("门口", "at the door"), Place.INSIDE: Text("室内", "inside"),
    Place.PUBLIC: Text("公共处", "in public"), Place.DOWNSTAIRS: Text("楼下", "downstairs"), Place.CAR: Text("车里", "in the car"),
    Place.PHONE: Text("电话", "on the phone"), Place.WORKPLACE: Text("单位", "at work"),
}  # fmt: skip


def describe(reading: Reading, lang: Lang = "zh") -> Iterator[str]:
    """One line a clause, and under it one line for everything understood in it."""
    by_clause: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        by_clause.setdefault(mention.clause, []).append(mention)
    for clause in reading.clauses:
        yield _clause_line(clause, lang)
        for mention in by_clause.get(clause.number, ()):
            yield _mention_line(reading, mention, lang)
    yield from dict.fromkeys(_moment_line(reading, moment, lang) for moment in reading.times)


def _clause_line(clause: Clause, lang: Lang) -> str:
    parts = [ACTORS[clause.actor].in_(lang), STATUSES[clause.status].in_(lang), PLACES[clause.place].in_(lang)]
    if clause.speaker is not Actor.UNKNOWN:
        parts.append(Text("{}说", "said by {}").in_(lang).format(ACTORS[clause.speaker].in_(lang)))
    return f"{clause.number + 1:>3} {clause.text.strip()}  ({', '.join(p for p in parts if p)})"


def _moment_line(reading: Reading, moment: Moment, lang: Lang) -> str:
    label = Text("时刻", "time").in_(lang)
    said = reading.text[moment.start : moment.end]
    return f"{label} {moment.hour:02}:{moment.minute:02} [{said}] {STATUSES[moment.status].in_(lang)}"


def _mention_line(reading: Reading, m: Mention, lang: Lang) -> str:
    concept = reading.concept(m.concept)
    parts = [ACTORS[m.actor].in_(lang), STATUSES[m.status].in_(lang)]
    if m.target is not Actor.UNKNOWN:
        parts.append(Text("对{}", "to {}").in_(lang).format(ACTORS[m.target].in_(lang)))
    if m.causer is not Actor.UNKNOWN:
        parts.append(Text("由{}要求", "asked for by {}").in_(lang).format(ACTORS[m.causer].in_(lang)))
    name = Text(concept.zh, concept.en).in_(lang)
    return f"      · {name} ({m.concept}) [{reading.text[m.start : m.end]}] {', '.join(parts)}"
