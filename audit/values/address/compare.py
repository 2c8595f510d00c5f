"""Whether two addresses are one place: same, different or review, with the level that decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from audit.model import FiledAddress, Text
from audit.values.address.align import Gap, align
from audit.values.address.divisions import divisions
from audit.values.address.names import branch
from audit.values.address.parse import parse, unplaced
from audit.values.address.reading import LEVELS, Part, Reading
from audit.values.address.region import conflict


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    REVIEW = "review"


NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Side:
    """The deciding part of one address: its words and where they stand in the original; no words where it has no such part."""

    words: str = ""
    start: int | None = None
    end: int | None = None


NO_SIDE = Side()


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict, the level that decided ('' where nothing differs), the two parts, and why in a sentence."""

    verdict: Verdict
    level: str = ""
    on_file: Side = NO_SIDE
    visited: Side = NO_SIDE
    why: Text = NO_TEXT


SAME = Answer(Verdict.SAME, "", why=Text("各级均一致或可推得一致", "nothing in the two contradicts"))
#: Numbers whose conflict decides, and whose lack on one side does not let the place be taken for the same.
_FINE = ("room", "entrance", "building", "wing", "number", "group", "row", "lane", "sublane", "phase", "zone", "floor", "side", "regiment")


def compare(on_file: str, visited: str) -> Answer:
    """Whether `visited` may be taken for `on_file`. Deterministic; empty strings are for review."""
    if on_file == visited and on_file:
        return SAME
    return _compare(on_file, visited)


def nearest(visited: str, addresses: Iterable[FiledAddress]) -> tuple[FiledAddress, Answer] | None:
    """The address on file that the visited one is, else the one that comes nearest with what differs; None without addresses."""
    best: tuple[int, int, FiledAddress, Answer] | None = None
    for filed in addresses:
        if not filed.address.strip():
            continue
        answer = compare(filed.address, visited)
        if answer.verdict is Verdict.SAME:
            return filed, answer
        depth = list(LEVELS).index(answer.level) if answer.level else 0
        rank = (answer.verdict is Verdict.REVIEW, depth)
        if best is None or rank > best[:2]:
            best = (*rank, filed, answer)
    return best[2:] if best else None


def region(text: str) -> tuple[str, str, str]:
    """Province, city, county of today as far as the address tells them without doubt ('' each)."""
    place = parse(text).place
    table = divisions()

    def only(found: frozenset[int]) -> str:
        last = {table.all[i].name for i in found if table.kin(i) == {i}} or {table.all[i].name for i in found}
        return next(iter(last)) if len(last) == 1 else ""

    return only(place.provinces), only(place.cities), only(place.counties)


@lru_cache(maxsize=8192)
def _compare(on_file: str, visited: str) -> Answer:
    a, b = parse(on_file), parse(visited)
    if not a.text.strip("\0") or not b.text.strip("\0"):
        return Answer(Verdict.REVIEW, "whole", why=Text("其中一方没有地址", "one of the two is empty"))
    if a.foreign or b.foreign:
        return _foreign(a, b)
    if a.text == b.text:
        return SAME
    clash = conflict(a.place, b.place)
    if clash and not (a.place.firm and b.place.firm):
        # A lone short name at the head may be an estate's: read it as a name unless the divisions agree.
        a = a if a.place.firm else unplaced(a)
        b = b if b.place.firm else unplaced(b)
        clash = 0
    if clash:
        return _places(a, b, clash)
    return _best(a, b)


def _foreign(a: Reading, b: Reading) -> Answer:
    """English, Hong Kong, Macau, Taiwan: the same words are the same place, anything else a person must see."""
    if _words(a.text) == _words(b.text):
        return SAME
    why = Text("外文或港澳台地址只作全文比对", "English, Hong Kong, Macau and Taiwan addresses are compared as a whole only")
    return Answer(Verdict.REVIEW, "whole", why=why)


def _words(text: str) -> str:
    return re.sub(r"[^0-9A-Z\u4e00-\u9fff]", "", re.sub(r"NO\.|室$|^(?:中国)?香港", "", text))


def _places(a: Reading, b: Reading, clash: int) -> Answer:
    level = ("province", "city", "county")[clash - 1]
    return _answer(Verdict.DIFFERENT, level, a, b, _step(a, clash), _step(b, clash))


def _step(r: Reading, level: int) -> Part:
    """The name told at that level, or the finest one told."""
    told = next((s for s in r.place.levels if s[0] == level), r.place.levels[-1])
    return Part("", "", told[1], told[2])


def _best(a: Reading, b: Reading) -> Answer:
    """The answer under the readings of dash forms that agree best."""
    rank = {Verdict.SAME: 0, Verdict.REVIEW: 1, Verdict.DIFFERENT: 2}
    matched, gaps = align(a.names, b.names, _loose(a) | _loose(b))
    best: Answer | None = None
    for x, y in _ways(a, b):
        answer = _decide(a, b, x, y, matched, gaps)
        if best is None or rank[answer.verdict] < rank[best.verdict]:
            best = answer
        if best.verdict is Verdict.SAME:
            break
    assert best is not None
    return best


def _loose(r: Reading) -> frozenset[str]:
    """Names of the divisions told, short and full: a tower may carry its city's name or not."""
    table = divisions()
    names = {table.all[i].name for i in (*r.place.told, *r.place.cities, *r.place.provinces)}
    return frozenset(n for name in names for n in (name, re.sub(r"(?:省|市|区|县|自治区)$", "", name)) if len(n) >= 2)


_Numbers = dict[str, Part]


def _ways(a: Reading, b: Reading) -> Iterator[tuple[_Numbers, _Numbers]]:
    first, second = _numbers(a), _numbers(b)
    if a.chain and b.chain and len(a.chain.parts) == len(b.chain.parts) and _above(a) == _above(b):
        way = a.chain.ways[0]
        yield _with(first, a, way), _with(second, b, way)
        return
    for way in a.chain.ways if a.chain else ((),):
        for other in b.chain.ways if b.chain else ((),):
            yield _with(first, a, way), _with(second, b, other)


def _above(r: Reading) -> frozenset[str]:
    return frozenset(p.level for p in r.numbers) & {"building", "entrance", "floor"}


def _numbers(r: Reading) -> _Numbers:
    found: _Numbers = {}
    for part in r.numbers:
        found.setdefault(part.level, part)
    return found


def _with(numbers: _Numbers, r: Reading, way: Sequence[str]) -> _Numbers:
    found = dict(numbers)
    if r.chain:
        for part, level in zip(r.chain.parts, way, strict=True):
            found.setdefault(level, part._replace(level=level))
    if "lane" in found and "building" in found and "number" not in found:
        found["number"] = found.pop("building")  # 10弄3号楼 is 10弄3号
    return _doors(found)


def _doors(n: _Numbers) -> _Numbers:
    """3楼6号 is room 306; a floor that the room says already is dropped; room 1203 says floor 12."""
    floor, room = n.get("floor"), n.get("room")
    if room is None:
        return n
    digits = room.value if room.value.isdigit() else ""
    if floor and floor.value.isdigit():
        if (digits and len(digits) <= 2) or len(room.value) == 1:
            value = f"{floor.value}{int(digits):02d}" if digits else floor.value + room.value
            n["room"] = Part("room", value, min(floor.start, room.start), max(floor.end, room.end), "merged" if digits else "")
        del n["floor"]
    return n


def _floor_of(room: str) -> str:
    match = re.fullmatch(r"(\d{1,2})(?:\d\d|[A-Z])", room)
    return match[1] if match else ""


def _decide(a: Reading, b: Reading, x: _Numbers, y: _Numbers, matched: Sequence[Part], gaps: Sequence[Gap]) -> Answer:
    if answer := _near(a, b):
        return answer
    for gap in gaps:
        if gap.how == "different" and gap.a and gap.b:
            return _answer(Verdict.DIFFERENT, gap.a.level, a, b, gap.a, gap.b)
    for level in _FINE:
        if level in x and level in y and x[level].value != y[level].value:
            return _answer(Verdict.DIFFERENT, level, a, b, x[level], y[level])
    if answer := _floors(a, b, x, y):
        return answer
    for gap in gaps:
        if gap.how in ("order", "unlike"):
            part = gap.a or gap.b
            assert part is not None
            return _answer(Verdict.REVIEW, part.level, a, b, gap.a, gap.b)
    return _lacking(a, b, x, y, matched, gaps) or _guessed(a, b, x, y) or SAME


def _guessed(a: Reading, b: Reading, x: _Numbers, y: _Numbers) -> Answer | None:
    """2-1104 and 2号楼11楼4号: a dash form and a door both had to be guessed."""
    rooms = [n["room"] for n in (x, y) if "room" in n]
    if {p.kind for p in rooms} == {"chain", "merged"} and any(p.kind == "chain" and len(p.value) >= 3 for p in rooms):
        return _answer(Verdict.REVIEW, "room", a, b, rooms[0], rooms[1])
    return None


def _near(a: Reading, b: Reading) -> Answer | None:
    if a.near and b.near:
        return None if a.near.value == b.near.value else _answer(Verdict.REVIEW, "nearness", a, b, a.near, b.near)
    if a.near or b.near:
        # What the file places by a landmark (农行对面) may be that very place; what the log places beside it is not.
        return _answer(Verdict.REVIEW if a.near else Verdict.DIFFERENT, "nearness", a, b, a.near, b.near)
    return None


def _floors(a: Reading, b: Reading, x: _Numbers, y: _Numbers) -> Answer | None:
    for one, other in ((x, y), (y, x)):
        if "floor" in one and "room" in other and "room" not in one:
            known = _floor_of(other["room"].value)
            if known and known != one["floor"].value:
                p, q = (one["floor"], other["room"]) if one is x else (other["room"], one["floor"])
                return _answer(Verdict.DIFFERENT, "floor", a, b, p, q)
    return None


def _lacking(
    a: Reading, b: Reading, x: _Numbers, y: _Numbers, matched: Sequence[Part], gaps: Sequence[Gap]
) -> Answer | None:
    """What one side tells and the other does not, where it matters."""
    estate = any(p.kind in ("estate", "work", "") for p in matched)
    village = any(p.kind == "village" for p in matched) and "building" in x and "building" in y
    for level in _FINE:
        if (level in x) == (level in y) or (level == "floor" and "room" in x and "room" in y):
            continue
        if level == "number" and (estate or village):
            continue
        return _answer(Verdict.REVIEW, level, a, b, x.get(level), y.get(level))
    for gap in gaps:
        part = gap.a or gap.b
        if part and (part.kind == "hamlet" or (branch(part.value)[1] and part.kind == "work")):
            if not any(part.value in aside.value or aside.value in part.value for aside in (*a.aside, *b.aside) if aside.value):
                return _answer(Verdict.REVIEW, part.level, a, b, gap.a, gap.b)
    if not matched and not any(level in x and level in y for level in ("number", "regiment")):
        return _answer(Verdict.REVIEW, "name", a, b, next(iter(a.names), None), next(iter(b.names), None))
    return None


def _answer(verdict: Verdict, level: str, a: Reading, b: Reading, x: Part | None, y: Part | None) -> Answer:
    first, second = _side(a, x), _side(b, y)
    name = LEVELS[level]
    if verdict is Verdict.DIFFERENT:
        why = Text(
            f"{name.zh} {second.words or '无'} ≠ {first.words or '无'}",
            f"{name.en} {second.words or 'none'} ≠ {first.words or 'none'}",
        )
    elif first.words and second.words:
        why = Text(
            f"{name.zh}：{second.words} 与 {first.words} 无法判定",
            f"{name.en}: {second.words} against {first.words} cannot be decided",
        )
    else:
        words, zh, en = (
            (first.words, "走访地址", "the visited address") if first.words else (second.words, "登记地址", "the address on file")
        )
        why = Text(f"{zh}缺少{name.zh}（{words}）", f"{en} lacks the {name.en} ({words})")
    return Answer(verdict, level, first, second, why)


def _side(r: Reading, part: Part | None) -> Side:
    if part is None:
        return Side()
    start, end = r.span(part.start, part.end)
    return Side(r.original[start:end], start, end)
