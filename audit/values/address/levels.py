"""Two readings compared level by level, from what decides for certain to what only leaves a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from audit.values.address.align import Gap, align
from audit.values.address.answer import SAME, Answer, Verdict, answer_of
from audit.values.address.divisions import divisions
from audit.values.address.doors import Numbers, floor_of, ways
from audit.values.address.names import branch
from audit.values.address.reading import Part, Reading

#: Numbers whose conflict decides, and whose lack on one side does not let the place be taken for the same.
_FINE = (
    "room",
    "entrance",
    "building",
    "wing",
    "number",
    "group",
    "row",
    "lane",
    "sublane",
    "phase",
    "zone",
    "floor",
    "side",
    "regiment",
)


def best(a: Reading, b: Reading) -> tuple[Answer, Numbers, Numbers]:
    """The answer under the readings of dash forms that agree best, and those readings."""
    rank = {Verdict.SAME: 0, Verdict.REVIEW: 1, Verdict.DIFFERENT: 2}
    matched, gaps = align(a.names, b.names, _loose(a) | _loose(b))
    found: tuple[Answer, Numbers, Numbers] | None = None
    for x, y in ways(a, b):
        answer = _decide(a, b, x, y, matched, gaps)
        if found is None or rank[answer.verdict] < rank[found[0].verdict]:
            found = answer, x, y
        if found[0].verdict is Verdict.SAME:
            break
    assert found is not None
    return found


_KIND = re.compile(r"(?:省|市|区|县|自治区)$")


def _loose(r: Reading) -> frozenset[str]:
    """Names of the divisions told, short and full: a tower may carry its city's name or not."""
    return _names(r.place.told, r.place.cities, r.place.provinces)


@lru_cache(maxsize=8192)
def _names(*which: Iterable[int]) -> frozenset[str]:
    table = divisions()
    names = {table.all[i].name for some in which for i in some}
    return frozenset(n for name in names for n in (name, _KIND.sub("", name)) if len(n) >= 2)


def _decide(a: Reading, b: Reading, x: Numbers, y: Numbers, matched: Sequence[Part], gaps: Sequence[Gap]) -> Answer:
    if answer := _near(a, b):
        return answer
    for gap in gaps:
        if gap.how == "different" and gap.a and gap.b and not _offices(a, b, gap.a, gap.b, x, y, matched):
            return answer_of(Verdict.DIFFERENT, gap.a.level, a, b, gap.a, gap.b)
    for level in ("park", *_FINE):
        if level in x and level in y and x[level].value != y[level].value:
            return answer_of(Verdict.DIFFERENT, level, a, b, x[level], y[level])
    if answer := _floors(a, b, x, y):
        return answer
    for gap in gaps:
        if gap.how in ("order", "unlike", "different"):
            part = gap.a or gap.b
            assert part is not None
            return answer_of(Verdict.REVIEW, part.level, a, b, gap.a, gap.b)
    return _lacking(a, b, x, y, matched, gaps) or _guessed(a, b, x, y) or SAME


def _offices(a: Reading, b: Reading, p: Part, q: Part, x: Numbers, y: Numbers, matched: Sequence[Part]) -> bool:
    """Two street offices, but the same number on the same road of a district: offices are merged and redrawn, old records keep them."""
    if not (_OFFICE.search(a.text, p.start, p.end) and _OFFICE.search(b.text, q.start, q.end)):
        return False
    if not (a.place.counties or b.place.counties) or not any(m.kind == "road" for m in matched):
        return False
    return "number" in x and "number" in y and x["number"].value == y["number"].value


_FIGURE = re.compile(r"\d")
_OFFICE = re.compile("(?:街道|办事处|街道办)$")


def _guessed(a: Reading, b: Reading, x: Numbers, y: Numbers) -> Answer | None:
    """2-1104 and 2号楼11楼4号: a dash form and a door both had to be guessed."""
    if "entrance" in x and "entrance" in y:
        return None
    rooms = [n["room"] for n in (x, y) if "room" in n]
    if {p.kind for p in rooms} == {"chain", "merged"} and any(p.kind == "chain" and len(p.value) >= 3 for p in rooms):
        return answer_of(Verdict.REVIEW, "room", a, b, rooms[0], rooms[1])
    return None


def _near(a: Reading, b: Reading) -> Answer | None:
    if a.near and b.near:
        return None if a.near.value == b.near.value else answer_of(Verdict.REVIEW, "nearness", a, b, a.near, b.near)
    if (b.near and not a.near and _leads(b, a)) or (a.near and not b.near and _leads(a, b, numbered=True)):
        return None
    near, other = (a.near, b) if a.near else (b.near, a)
    if near and near.kind == "attached" and near.value in other.text:
        return None  # B区宿舍6号楼 beside B区6号宿舍楼: a house of that name in either
    if near:
        # What the file places by a landmark (农行对面) may be that very place; what the log places beside it is not.
        return answer_of(Verdict.REVIEW if a.near else Verdict.DIFFERENT, "nearness", a, b, a.near, b.near)
    return None


def _leads(near: Reading, other: Reading, *, numbered: bool = False) -> bool:
    """医院对面阳光公寓 beside 阳光公寓: the word of nearness leads to the place that the other address names."""
    assert near.near is not None
    found = (near.text.find(p.value, near.near.end) for p in other.names if len(p.value) >= 3)
    return any(at >= 0 and (not numbered or _FIGURE.search(near.text, at)) for at in found)


def _floors(a: Reading, b: Reading, x: Numbers, y: Numbers) -> Answer | None:
    for one, other in ((x, y), (y, x)):
        if "floor" in one and "room" in other and "room" not in one:
            known = floor_of(other["room"].value)
            if known and known != one["floor"].value:
                p, q = (one["floor"], other["room"]) if one is x else (other["room"], one["floor"])
                return answer_of(Verdict.DIFFERENT, "floor", a, b, p, q)
    return None


def _lacking(a: Reading, b: Reading, x: Numbers, y: Numbers, matched: Sequence[Part], gaps: Sequence[Gap]) -> Answer | None:
    """What one side tells and the other does not, where it matters."""
    estate = any(p.kind in ("estate", "work", "") for p in matched)
    village = any(p.kind == "village" for p in matched) and "building" in x and "building" in y
    for level in _FINE:
        if (level in x) == (level in y) or (level == "floor" and "room" in x and "room" in y):
            continue
        if level == "number" and (estate or village):
            continue
        return answer_of(Verdict.REVIEW, level, a, b, x.get(level), y.get(level))
    asides = [aside.value for aside in (*a.aside, *b.aside) if aside.value]
    for gap in gaps:
        part = gap.a or gap.b
        if part and _finer(part) and not any(part.value in w or w in part.value for w in asides):
            return answer_of(Verdict.REVIEW, part.level, a, b, gap.a, gap.b)
    if not matched and not any(level in x and level in y for level in ("number", "regiment")):
        return answer_of(Verdict.REVIEW, "name", a, b, next(iter(a.names), None), next(iter(b.names), None))
    return None


def _finer(part: Part) -> bool:
    """A hamlet or a branch: without it the place is only told roughly."""
    return part.kind == "hamlet" or (part.kind == "work" and bool(branch(part.value)[1]))
