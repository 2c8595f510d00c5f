"""Names laid beside each other: an omitted piece is fine, a replaced one is not, and a slip of the ear or eye is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from audit.values.address.divisions import PROVINCE, divisions
from audit.values.address.names import branch
from audit.values.address.normalise import characters
from audit.values.address.reading import Part

#: Characters that tell sisters apart: 南塘村 is not 北塘村, 三市里 not 二市里.
ORDER = frozenset("东西南北中前后上下左右内外大小新老旧〇一二三四五六七八九十百甲乙丙丁戊")
_COUNT = re.compile(r"[〇一二三四五六七八九十百]+")
_LOOKS = frozenset(
    frozenset(pair)
    for pair in re.findall(
        "..",
        "末未土士日曰己已已巳人入睛晴侯候祟崇折拆茶荼柏拍坊妨怡恰洒酒沽治淮准冶治兔免祥详晖辉苑宛榔椰浙淅栗粟栖柄径经泰秦弛驰洲州埔铺郡群园圆廷延宫官"
        "埠阜钓钩喜嘉灌罐堤提蓝篮塘糖涌诵海悔城诚朗郎祁邢泓弘岗冈坝埧峪裕峰锋莹萤荣莱营莹枫风溪奚龙尤杨扬汤杨钟种濠豪棠堂桐铜洋样池地乌鸟"
        "苕召漕曹淞松璋章樟章漳章滏釜浔寻涪培嵊乘鄞堇埭隶墩敦磴登浐产灞霸沣丰瀛嬴珑龙泷龙潢黄璜黄瑭唐漪猗湄眉滨宾",
    )
)
_ROAD = re.compile(
    r"^(?P<base>.+?)(?P<way>[东西南北中]?)(?P<nth>[〇一二三四五六七八九十]*)"
    r"(?P<kind>大道|大街|公路|胡同|国道|省道|县道|路|街|道|巷)(?P<part>(?:[东西南北中前后上下〇一二三四五六七八九]段|[东西南北中])?)$"
)
_SIDE = re.compile("^(?P<whole>.{2,}?)(?P<way>[东西南北中新老])(?P<kind>院|园|区|校区|院区|厂区|校园)$")
_WHOLE = ("医院", "学校", "中学", "小学", "大学", "银行")
_LANDMARK = re.compile(r"^村[口头尾]")
_UNIVERSITY = re.compile(r"^.大(?!学|厦|道|楼|队|街|桥)")


class Gap(NamedTuple):
    """Two names that do not go together. `how`: different; order (one lacks 东西南北一二三…); unlike; lacking (one side None)."""

    how: Literal["different", "order", "unlike", "lacking"]
    a: Part | None
    b: Part | None


class Step(NamedTuple):
    """What becomes of two names laid together: what is over of each, and a gap or none."""

    over_a: list[Part]
    over_b: list[Part]
    gap: Gap | None = None


def align(a: Sequence[Part], b: Sequence[Part], loose: frozenset[str] = frozenset()) -> tuple[list[Part], list[Gap]]:
    """(names of `a` that have their like in `b`, what does not go together). `loose` are division names that may fall away."""
    a, b, matched = _shortened(a, b, loose)
    left, right = [_without(p, loose) for p in a], [_without(p, loose) for p in b]
    left, right = [_road_of(p, right, loose) for p in left], [_road_of(p, left, loose) for p in right]
    gaps: list[Gap] = []
    for way in (_equal, _contained, _slipped, _replaced):
        while found := _first(left, right, way):
            x, y, step = found
            left.remove(x)
            right.remove(y)
            left += step.over_a
            right += step.over_b
            if step.gap:
                gaps.append(step.gap)
            else:
                matched.append(x)
    return matched, gaps + _leftovers(left, right)


def _shortened(a: Sequence[Part], b: Sequence[Part], loose: frozenset[str]) -> tuple[list[Part], list[Part], list[Part]]:
    """Long names of firms and schools beside their short ones, before the city's name is taken off: 北理工, 哈医大一院."""
    left, right, matched = list(a), list(b), []
    for x in a:
        for y in b:
            if _abbreviates(x, y, loose):
                left.remove(x)
                right.remove(y)
                matched.append(x)
                return left, right, matched
    return left, right, matched


def _abbreviates(x: Part, y: Part, loose: frozenset[str]) -> bool:
    if x.value == y.value or x.kind in _SETTLED or y.kind in _SETTLED:
        return False
    short, long = sorted((x.value, y.value), key=len)
    if len(long) > 4 and long[0] == "第" and _shortens(short, long[1:]):
        return True  # 一中教工 of 第一中学教工
    if len(long) <= 6:
        return False
    whole = (long, _placeless(long), *(city + long for city in loose))  # 哈医大二院: the city was taken for the address' own
    return any(_shortens(short, one) for one in whole)


_SETTLED = ("road", "town", "village", "hamlet")


@lru_cache(maxsize=4096)
def _placeless(name: str) -> str:
    """国网湖北省电力公司黄冈供电公司 without 湖北省, unless it begins with it."""
    table = divisions()
    at = 1
    while at < len(name) - 1:
        for known in table.by_start.get(name[at : at + 2], ()):
            if name.startswith(known.text, at) and (known.full or table.all[known.divisions[0]].level == PROVINCE):
                name = name[:at] + name[at + len(known.text) :]
                break
        else:
            at += 1
    return name


def _first(left: Sequence[Part], right: Sequence[Part], way: Callable[[Part, Part], Step | None]) -> tuple[Part, Part, Step] | None:
    for x in left:
        for y in right:
            if step := way(x, y):
                return x, y, step
    return None


def _without(part: Part, loose: frozenset[str]) -> Part:
    """The name without its city's name: 兰州财富中心 is 财富中心; 市四医院 is 第四医院."""
    value = part.value
    if part.kind == "work" and value.startswith("中国") and len(value) > 6 and not value.startswith("中国银行"):
        value = value[2:]
    if part.kind == "road":
        return part  # 南海大道 in 南海区 is called so
    for name in loose:
        if value.startswith(name) and len(value) - len(name) >= 2:
            value = value[len(name) :]
            value = value[1:] if value[0] in "省市县区" and len(value) > 2 else value
            break
    if value[0] == "市" and len(value) > 3 and part.kind == "work":
        value = value[1:]
    return part._replace(value=value)


def _road_of(part: Part, others: Sequence[Part], loose: frozenset[str]) -> Part:
    """运城盐湖南街 may be 南街 in 盐湖区: the head could not tell, the other address can."""
    if part.kind == "road":
        for other in others:
            if other.kind == "road" and part.value.endswith(other.value) and part.value[: -len(other.value)] in loose:
                return part._replace(value=other.value)
    return part


def _equal(x: Part, y: Part) -> Step | None:
    a, b = x.value.replace("第", ""), y.value.replace("第", "")
    if x.kind == y.kind == "town":
        a, b = a.rstrip("镇乡"), b.rstrip("镇乡")  # 索镇镇 is 索镇
    return Step([], []) if a == b else None


def _contained(x: Part, y: Part) -> Step | None:
    """One name stands whole in the other: 洪庆 in 洪庆车丈沟."""
    if x.kind == y.kind == "road":
        return _roads(x, y)
    if len(x.value) >= 2 and x.value in y.value:
        over, order = _over(x, y)
        return Step([], over, _sisters(x, y) if order else None)
    if len(y.value) >= 2 and y.value in x.value:
        over, order = _over(y, x)
        return Step(over, [], _sisters(x, y) if order else None)
    return None


def _over(short: Part, long: Part) -> tuple[list[Part], bool]:
    """What is over of `long`, and whether it is only 东, 新 or a number, which makes another place of it."""
    at = long.value.index(short.value)
    before, after = long.value[:at], long.value[at + len(short.value) :]
    order = _sister(before)
    if _sister(after) and not (long.kind == "town" and short.kind != "town"):
        order = True
    over = []
    if len(before) >= 2 and not order:
        over.append(long._replace(value=before, level="name", kind=long.kind if long.kind in ("work", "estate") else ""))
    if len(after) >= 2 and not order:
        kind = "" if _LANDMARK.match(after) else long.kind
        over.append(long._replace(value=after, kind=kind))
    return over, order


def _sisters(x: Part, y: Part) -> Gap:
    """人民医院 and 第二人民医院 are two; 古城村 and 上古城村 may be one written short."""
    numbered = x.kind == y.kind == "work" and bool(_COUNT.search(x.value)) != bool(_COUNT.search(y.value))
    return Gap("different" if numbered else "order", x, y)


def _sister(over: str) -> bool:
    """东 of 东陈庄, 十 of 第十三中学: alone it makes another place; 小南 is a name."""
    return bool(over) and (over in ORDER or bool(_COUNT.fullmatch(over.removeprefix("第"))))


def _slipped(x: Part, y: Part) -> Step | None:
    """One character in place of another; a shortened name; numbers inside equal names."""
    a, b = x.value, y.value
    if _COUNT.sub("#", a) == _COUNT.sub("#", b):
        return Step([], [], Gap("different", x, y))
    if _counted(a, b) or _counted(b, a):
        return Step([], [], Gap("different", x, y))
    if _opposite(a, b):
        return Step([], [], Gap("different", x, y))
    if len(a) == len(b) and sorted(a) == sorted(b):
        return Step([], [], Gap("unlike", x, y))
    head, tail, mid_a, mid_b = _ends(a, b)
    if len(mid_a) == len(mid_b) == 1 and head + tail:
        return _one_character(x, y, mid_a, mid_b, head + tail)
    if mid_a and mid_b and set(mid_a + mid_b) <= ORDER and head + tail >= 2:
        return Step([], [], Gap("different", x, y))
    if x.kind == y.kind == "work" and not (mid_a and mid_b) and _sister(mid_a or mid_b):
        return Step([], [], Gap("different" if _COUNT.search(mid_a or mid_b) else "order", x, y))
    if x.kind not in ("road", "town") and y.kind not in ("road", "town") and (_shortens(a, b) or _shortens(b, a)):
        return Step([], [])
    return None


def _opposite(a: str, b: str) -> bool:
    """西北工业大学西院 and 西工大东院: two sides of one place, however its name is shortened."""
    one, other = _SIDE.match(a), _SIDE.match(b)
    if not one or not other or one["kind"] != other["kind"] or one["way"] == other["way"]:
        return False
    short, long = sorted((one["whole"], other["whole"]), key=len)
    return short == long or _shortens(short, long)


def _counted(short: str, long: str) -> bool:
    """总医院第一医学中心 and 解放军总医院第四医学中心: the same but for the number."""
    masked = _COUNT.sub("#", short)
    return "#" in masked and len(masked) > 3 and masked in _COUNT.sub("#", long) and short not in long


def _one_character(x: Part, y: Part, a: str, b: str, shared: int) -> Step | None:
    if a in ORDER and b in ORDER:
        return Step([], [], Gap("different", x, y))
    if _alike(a, b) and (shared >= 2 or x.kind == y.kind):
        return Step([], [])
    if shared >= 2 or (x.kind == y.kind and x.kind in ("town", "village", "hamlet", "road")):
        return Step([], [], Gap("different", x, y))
    return None


def _replaced(x: Part, y: Part) -> Step | None:
    """The same beginning and another end: 凯乐国际城 and 凯乐桂园; two campuses of the same kind."""
    if {x.kind, y.kind} & {"road", "town", "village", "hamlet"}:
        return None
    a, b = x.value, y.value
    head, _, mid_a, mid_b = _ends(a, b)
    (whole, one, kind), (other_whole, other, other_kind) = branch(a), branch(b)
    if one and kind == other_kind and not one.endswith(other) and not other.endswith(one):
        kindred = head >= 2 or _ends(whole, other_whole)[1] >= 2 or _shortens(whole, other_whole) or _shortens(other_whole, whole)
        return Step([], [], Gap("different" if kindred else "unlike", x, y))
    if mid_a and mid_b and head >= 2:
        return Step([], [], Gap("different", x, y))
    banks = _BANK.match(a), _BANK.match(b)
    if banks[0] and banks[1] and banks[0][0] != banks[1][0]:
        return Step([], [], Gap("different", x, y))
    return None


_BANK = re.compile(r".{2,4}银行")


def _ends(a: str, b: str) -> tuple[int, int, str, str]:
    """Length of the common beginning and end, and what stands between on either side."""
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    return head, tail, a[head : len(a) - tail], b[head : len(b) - tail]


def _common(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _alike(a: str, b: str) -> bool:
    sound = characters().sound
    return frozenset((a, b)) in _LOOKS or (a in sound and sound[a] == sound.get(b))


def _shortens(short: str, long: str) -> bool:
    """郑大一附院 of 郑州大学第一附属医院: the same characters in order, no number or direction left out."""
    if not 2 <= len(short) < len(long):
        return False
    if short.endswith(_WHOLE) and len(short) < 4:
        return False  # 中医院 is not 中心医院
    university = bool(_UNIVERSITY.match(short)) and "大学" in long
    if short[0] != long[0] and not university:
        return False
    skipped = _skipped(short, long)
    if skipped is None:
        return False
    if (
        short.endswith(_WHOLE)
        and long.endswith(_WHOLE)
        and any(len(run) == 1 and run not in "第市省县区学" for run in skipped[university:])
    ):
        return False  # 中[心]医院: an abbreviation drops whole words
    if university:
        return _COUNT.findall(short) == _COUNT.findall(long[long.index("大学") :])
    if "大学" in long and "大" in short and "大学" not in short:
        at = long.index("大学")
        skipped = _skipped(short[short.index("大") :], long[at:]) or []  # 西[北]工[业]大: the university's own name may lose a 北
    return not set("".join(skipped)) & (ORDER - set("大中内外上新"))


def _skipped(short: str, long: str) -> list[str] | None:
    """The pieces of `long` that `short` leaves out, None if it does not have the same characters in order."""
    runs, at = [], 0
    for c in short:
        found = long.find(c, at)
        if found < 0:
            return None
        runs.append(long[at:found])
        at = found + 1
    return [run for run in (*runs, long[at:]) if run]


def _roads(x: Part, y: Part) -> Step | None:
    """中山南路 and 中山北路 are two roads; 康乐北路珊瑚路段 has 康乐北路 in it; 小榄升平中路 is 升平中路."""
    a, b = _ROAD.match(x.value), _ROAD.match(y.value)
    if not a or not b:
        return None
    if step := _tail_of(x, y):
        return step
    if step := _tail_of(y, x):
        return Step([], step.over_a)
    over = _town_before(x, a["base"], b["base"]), _town_before(y, b["base"], a["base"])
    if a["base"] != b["base"] and over == (None, None):
        return None
    over_a, over_b = over[0] or [], over[1] or []
    if any(part.value in ORDER for part in (*over_a, *over_b)):
        return Step([], [], Gap("order", x, y))
    if a["part"] and b["part"] and a["part"] != b["part"]:
        return Step(over_a, over_b, Gap("different", x, y))
    if a["way"] + a["nth"] != b["way"] + b["nth"]:
        both = bool(a["way"] + a["nth"]) and bool(b["way"] + b["nth"])
        return Step(over_a, over_b, Gap("different" if both else "order", x, y))
    if a["kind"] != b["kind"] and {a["kind"], b["kind"]} not in ({"大道", "道"}, {"大街", "街"}, {"大道", "路"}):
        return Step(over_a, over_b, Gap("different", x, y))
    return Step([p for p in over_a if len(p.value) > 1], [p for p in over_b if len(p.value) > 1])


def _tail_of(long: Part, short: Part) -> Step | None:
    """`short` whole at the end of `long`, with a name before it that is no direction."""
    before = long.value.removesuffix(short.value)
    if len(short.value) < 3 or before in ("", long.value) or before[-1] in ORDER:
        return None
    over = [long._replace(level="name", value=before, end=long.start + len(before), kind="")] if len(before) > 1 else []
    return Step(over, [])


def _town_before(part: Part, base: str, other: str) -> list[Part] | None:
    """What stands before a road's name where the other address has the bare name; None where it does not."""
    if base == other or not base.endswith(other) or len(other) < 2:
        return None
    before = base[: -len(other)]
    return [Part("name", before, part.start, part.start + len(before))]


def _kindred(a: str, b: str) -> bool:
    """洪楼南路 and 洪家楼南路, 经七路 and 经七纬二路: too alike to be called two places, too unlike to be called one."""
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return all(c in rest for c in short) or (len(short) > 2 and short[:-1] in long)


def _leftovers(left: list[Part], right: list[Part]) -> list[Gap]:
    """Names that nothing answers: two of a kind are two places, others may be two names of one."""
    gaps: list[Gap] = []
    for kind in ("town", "village", "hamlet", "road"):
        xs, ys = [p for p in left if p.kind == kind], [p for p in right if p.kind == kind]
        for x, y in zip(xs, ys, strict=False):
            gaps.append(Gap("unlike" if _kindred(x.value, y.value) else "different", x, y))
            left.remove(x)
            right.remove(y)
    while left and right:
        gaps.append(Gap("unlike", left.pop(0), right.pop(0)))
    gaps += [Gap("lacking", x, None) for x in left]
    gaps += [Gap("lacking", None, y) for y in right]
    return gaps
