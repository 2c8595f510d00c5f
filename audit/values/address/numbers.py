"""The numbers in an address: what each one counts, by the word behind it and by what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from audit.values.address.reading import Chain, Part

_V = r"(?:[A-Z]{0,2}\d+[A-Z]?|[A-Z])"
_STEM = "甲乙丙丁戊己"
TOKEN = re.compile(
    rf"(?P<chain>(?:{_V}(?:#|号楼?|栋|幢|座)?-)+{_V})(?P<end>号楼|栋|幢|座|号院|号(?!线|门)|室|房|户|铺|档|单元|层|楼)?|"
    rf"第?(?P<before>[{_STEM}增附](?=\d)|)(?P<value>[A-Z]{{0,2}}\d+[A-Z]?|[A-Z](?=[座栋幢区单户馆#]|号楼)|(?<=[层楼F])[A-Z](?![A-Z\d])|"
    rf"[{_STEM}东西南北中](?=单元|门\d|梯\d)|[{_STEM}](?=栋|幢|座|号楼))"
    r"(?P<unit>号?(?:商位|摊位|档口|铺位)|号楼|号院|号厂房|号库|号街坊|号小区(?=\d)|号(?![路线井矿桥街道地])|栋|幢|座|橦|#楼|#院|#|单元|单(?=\d|$)|门(?!诊|店|市)|梯|层|楼|F|室|房间|房(?!产)|户|商铺|铺(?!面)|"
    r"档|组团|村民小组|居民小组|村民组|居民组|小组|组|社(?!区)|生产队|队|连|团|师|作业站|管理区|作业区|分场|支弄|弄|直巷|横巷|巷|胡同|条|排|期|街坊|小区(?=\d)|区(?!域)|院|厂房|车间|馆)?"
    rf"(?P<after>[之附增]\d+号?|-\d(?!\d)|[{_STEM}](?!栋|单元|幢|座|门|梯|\d)|)"
)
SIDE = re.compile(r"[东西南北中左右](?:边|侧)?(?:户|手|室|首|套)|(?<=[\d层楼号])[东西南北左右中](?=$)")
_UNIT = {
    **dict.fromkeys(("号楼", "栋", "幢", "座", "橦", "#楼", "#", "号厂房", "厂房", "号库", "馆", "车间"), "building"),
    **dict.fromkeys(("号院", "#院", "院"), "number"),
    **dict.fromkeys(("单元", "单", "门", "梯"), "entrance"),
    **dict.fromkeys(("层", "楼", "F"), "floor"),
    **dict.fromkeys(("室", "房间", "房", "户", "商铺", "铺", "档"), "room"),
    **dict.fromkeys((f"{number}{kind}" for number in ("", "号") for kind in ("商位", "摊位", "档口", "铺位")), "room"),
    **dict.fromkeys(("组团", "号街坊", "街坊", "号小区", "小区", "区", "管理区", "作业区", "分场"), "zone"),
    **dict.fromkeys(("村民小组", "居民小组", "村民组", "居民组", "小组", "组", "社", "生产队", "队", "连", "作业站"), "group"),
    **dict.fromkeys(("弄", "巷", "直巷", "横巷", "胡同", "条"), "lane"),
    "期": "phase", "团": "regiment", "师": "division", "支弄": "sublane", "排": "row",
}  # fmt: skip


_FLOOR = re.compile(r"\d+F")
_LETTER_FIRST = re.compile(r"([A-Z])(\d{3,4})")
_LETTER_LAST = re.compile(r"(\d{1,2})([A-Z])")
_SUFFIX = re.compile(r"[之附增号-]+")
_ENTRANCE_NEXT = re.compile(r"(?:\d+|[东西甲乙丙丁])(?:单元|门)")
_ROOM_NEXT = re.compile(r"(\d{1,2})\d\d(?!\d)")
_NUMBER_NEXT = re.compile(r"[A-Z]?\d|[东西]单元")


def in_name(text: str, m: re.Match[str], at: int) -> bool:
    """107国道, 7中学, 绿地21城: a number without a unit that belongs to the name around it; `at` is where the name begins."""
    if m["chain"] or m["unit"] or not m["value"]:
        return False
    after = text[m.end() : m.end() + 1]
    return "\u4e00" <= after <= "\u9fff" and (m.start() > at or after in "路街道国省县乡线里村中小附完农林牧渔厂所矿局")


def read_number(text: str, m: re.Match[str], before: Sequence[Part], names: Sequence[Part]) -> Iterable[Part]:
    """The parts that one number with its unit stands for."""
    value, unit, prefix = m["value"], m["unit"] or "", m["before"] or ""
    seen = {p.level for p in before}
    start, end = m.span()
    if not unit and _FLOOR.fullmatch(value):
        value, unit = value[:-1], "F"
    level = _level(value, unit, seen, text[end:].strip("\0,"), names)
    if level == "room" and prefix in tuple(_STEM) and "entrance" not in seen:
        yield Part("entrance", prefix, start, start + 1)  # 36幢乙302
        prefix = ""
    if not unit and level == "room" and "building" not in seen and (split := _LETTER_FIRST.fullmatch(value)):
        yield Part("building", split[1], start, start + 1)
        value = split[2]
    if level == "room" and "floor" not in seen and (split := _LETTER_LAST.fullmatch(value)):
        yield Part("floor", split[1], start, end)
        value = split[2]
    if level and level != "division":
        extra = m["after"] and _SUFFIX.sub("-", m["after"]).strip("-")
        kind = "yard" if _UNIT.get(unit) == "number" else ""
        yield Part(level, prefix + _plain(value) + (f"-{extra}" if extra else ""), start, end, kind)


def _level(value: str, unit: str, seen: set[str], rest: str, names: Sequence[Part]) -> str:
    level = _UNIT.get(unit, "")
    if level == "number" and "number" in seen:
        return "zone"  # 祥和路3号居易国际城1号院
    if unit == "号":
        return _house(seen, rest)
    if unit == "":
        return _bare(value, seen, names)
    if unit in ("楼", "F") and not seen & {"building", "entrance"} and _is_building(value, unit, rest):
        return "building"
    if "floor" in seen and (unit == "门" or (unit == "座" and value.isalpha())):
        return "room"
    if level == "lane" and "lane" in seen:
        return "sublane"
    if level == "building" and "building" in seen:
        return "wing"
    return level


def _is_building(value: str, unit: str, rest: str) -> bool:
    """18楼3单元 is a building; so is 410楼1802, where the room is on the 18th floor."""
    if _ENTRANCE_NEXT.match(rest):
        return True
    room = _ROOM_NEXT.match(rest) if unit == "楼" else None
    return bool(room and room[1] != value)


def _house(seen: set[str], rest: str) -> str:
    """What …号 counts: a house, a stair or a door, by what stands before and behind it."""
    if seen & {"entrance", "floor", "row"}:
        return "room"
    if "building" in seen:
        return "entrance" if _NUMBER_NEXT.match(rest) else "room"
    if "number" in seen:
        return "building" if _NUMBER_NEXT.match(rest) else "room"
    return "number"


def _bare(value: str, seen: set[str], names: Sequence[Part]) -> str:
    digits = value.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if len(digits) >= 3 or seen & {"entrance", "floor", "building", "row", "number"} or _LETTER_LAST.fullmatch(value):
        return "room"
    return "building" if names and names[-1].kind == "estate" else "number"


def _plain(value: str) -> str:
    return value.lstrip("0") or "0"


def read_chain(m: re.Match[str], before: Sequence[Part]) -> Chain | Part:
    """A dash form with the ways to read it; or a number with its suffix (12-1号, 7-12号楼)."""
    parts = tuple(Part("", _plain(p[0]), m.start() + p.start(), m.start() + p.end(), "chain") for p in re.finditer(_V, m["chain"]))
    end = m["end"] or ""
    seen = {p.level for p in before}
    joined = "-".join(p.value for p in parts)
    if end in ("号", "号院") and not seen & {"building", "number"} and len(parts) == 2:
        return Part("number", joined, m.start(), m.end())
    if end in ("号楼", "栋", "幢", "座") and len(parts) == 2:
        return Part("building", joined, m.start(), m.end())
    if "号-" in m["chain"] and not seen & {"building", "number"} and len(parts) == 2:
        if len(parts[1].value) <= 2:
            return Part("number", joined, m.start(), m.end())
        return Chain(parts, (("number", "room"),))
    told = bool(re.search(r"[#栋幢座]|号楼", m["chain"]))
    return Chain(parts, _ways(len(parts), seen, len(parts[-1].value) >= 3, told, end))


def _ways(n: int, seen: set[str], long: bool, told: bool, end: str) -> tuple[tuple[str, ...], ...]:
    """How n numbers may be read, the likeliest way first. `long`: the last has three digits, so it is a room."""
    b, e, f, r = "building", "entrance", "floor", "room"
    if n == 2 and end == "单元":
        return ((b, e),)
    if "entrance" in seen:
        return ((f, r), (r, "side")) if n == 2 else ((b, f, r),) if n == 3 else ((b, e, f, r),)
    if "building" in seen:
        return {2: ((e, r),) if long else ((e, r), (f, r)), 3: ((e, f, r),)}.get(n, ((e, f, r, "side"),))[: 3 if n < 5 else 0]
    if n == 2:
        return ((b, r),) if told else ((b, r), (e, r)) if long else ((f, r), (b, r), (e, r))
    if n == 3:
        if long or told:
            return ((b, e, r),)
        return ((e, f, r), (b, e, r)) if "number" in seen else ((b, e, r), (b, f, r), (e, f, r))
    return ((b, e, f, r),) if n == 4 else ()
