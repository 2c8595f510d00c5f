"""The numbers of two readings under every way to read their dash forms, floors and doors made one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.values.address.reading import Part, Reading

Numbers = dict[str, Part]
_INSIDE = {"building", "entrance", "floor", "room"}
_FLOOR = re.compile(r"(\d{1,2})(?:\d\d|[A-Z])")


def ways(a: Reading, b: Reading) -> Iterator[tuple[Numbers, Numbers]]:
    first, second = _numbers(a), _numbers(b)
    if a.chain and b.chain and len(a.chain.parts) == len(b.chain.parts) and _above(a) == _above(b):
        way = a.chain.ways[0]
        yield _with(first, a, way), _with(second, b, way)
        return
    every = [(_with(first, a, way), _with(second, b, other)) for way in _chain_ways(a) for other in _chain_ways(b)]
    # 6-1102 beside 8栋1102 is a building and a room: the other address tells what the numbers are.
    every = [_plates(a, b, *_letters(x, y)) for x, y in every]
    told = [(x, y) for x, y in every if x.keys() & _INSIDE == y.keys() & _INSIDE]
    yield from told or every


_LETTER = re.compile(r"([A-Z])(\d{3,})")


def _chain_ways(r: Reading) -> tuple[tuple[str, ...], ...]:
    """2-3-5西: with a side behind it, the last number may be a floor."""
    if not r.chain:
        return ((),)
    floors = {2: ("entrance", "floor"), 3: ("building", "entrance", "floor")}
    more = floors.get(len(r.chain.parts)) if any(p.level == "side" for p in r.numbers) else None
    return (more, *r.chain.ways) if more else r.chain.ways


def _letters(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """5栋B1803 beside 5栋B座1803: the letter before the room is the wing that the other address tells."""
    return _split(x, y), _split(y, x)


def _plates(a: Reading, b: Reading, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    return _inner(x, y, a, b), _inner(y, x, b, a)


def _inner(n: Numbers, other: Numbers, r: Reading, s: Reading) -> Numbers:
    """柏庄一村127号 beside 春雷路88号柏庄一村127号: the only number here may be the inner one there."""
    plate = n.get("number")
    if plate and _same_stair(plate, n, other) and not any(p.kind == "road" for p in (*r.names, *s.names)):
        return {level: part for level, part in n.items() if level != "number"} | {"building": plate._replace(level="building")}
    if plate is None or "number" not in other or other["number"].value == plate.value:
        return n
    inner = "zone" if plate.kind == "yard" else "building"
    if inner in n or inner not in other or other[inner].value != plate.value or any(p.kind == "road" for p in r.names):
        return n
    return {level: part for level, part in n.items() if level != "number"} | {inner: plate._replace(level=inner)}


def _same_stair(plate: Part, n: Numbers, other: Numbers) -> bool:
    """贝港南区18号301 beside 贝港南区18幢301: in an estate the plate and the building are one."""
    if "number" in other or "building" in n or "room" not in n:
        return False
    return "building" in other and other["building"].value == plate.value


def _split(n: Numbers, other: Numbers) -> Numbers:
    room = n.get("room")
    match = _LETTER.fullmatch(room.value) if room else None
    if not room or not match or "room" not in other or _LETTER.fullmatch(other["room"].value):
        return n
    for level in ("wing", "building", "zone"):
        if level in other and level not in n and other[level].value.isalpha():
            return n | {level: Part(level, match[1], room.start, room.start + 1), "room": room._replace(value=match[2])}
    return n


def _above(r: Reading) -> frozenset[str]:
    return frozenset(p.level for p in r.numbers) & {"building", "entrance", "floor"}


def _numbers(r: Reading) -> Numbers:
    found: Numbers = {}
    for part in r.numbers:
        found.setdefault(part.level, part)
    return found


def _with(numbers: Numbers, r: Reading, way: Sequence[str]) -> Numbers:
    found = dict(numbers)
    if r.chain:
        for part, level in zip(r.chain.parts, way, strict=True):
            found.setdefault(level, part._replace(level=level))
    if "lane" in found and "building" in found and "number" not in found:
        found["number"] = found.pop("building")  # 10弄3号楼 is 10弄3号
    return _doors(found)


def _doors(n: Numbers) -> Numbers:
    """3楼6号 is room 306; a floor that the room says already is dropped; room 1203 says floor 12."""
    floor, room = n.get("floor"), n.get("room")
    if room is None:
        return n
    digits = room.value if room.value.isdigit() else ""
    if floor and floor.value.isdigit():
        if (digits and len(digits) <= 2) or len(room.value) == 1:
            value = f"{floor.value}{int(digits):02d}" if digits else floor.value + room.value
            n["room"] = Part("room", value, min(floor.start, room.start), max(floor.end, room.end), "merged" if digits else "")
        elif not digits:
            return n  # 2楼1A is not 1楼1A
        del n["floor"]
    return n


def floor_of(room: str) -> str:
    match = _FLOOR.fullmatch(room)
    return match[1] if match else ""
