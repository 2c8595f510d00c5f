"""Names laid beside each other: an omitted piece is fine, a replaced one is not, and a slip of the ear or eye is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from audit.values.address.names import branch
from audit.values.address.normalise import characters
from audit.values.address.reading import Part

_ORDER = frozenset("东西南北中前后上下左右内外大小新老旧〇一二三四五六七八九十百甲乙丙丁戊")
_LOOKS = tuple(
    frozenset(pair) for pair in
    "末未 土士 日曰 己已 已巳 人入 八入 夭天 睛晴 赢羸 侯候 祟崇 折拆 汨汩 茶荼 柏拍 坊妨 怡恰 洒酒 沽治 淌倘 淮准 冶治 兔免 祥详 晖辉 苑宛 榔椰 "
    "浙淅 栗粟 栖柄 径经 泰秦 弛驰 洲州 埔铺 郡群 部都 园圆 廷延 宫官 贷货 埠阜 钓钩 喜嘉 灌罐 堤提 蓝篮 塘糖 涌诵 海悔 城诚 朗郎 祁邢 泓弘 珺君 岗冈 "
    "坝埧 峪裕 峰锋 莹萤 荣莱 营莹 枫风 溪奚 庆庄 龙尤 戊戌 杨扬 汤杨 钟种 濠豪 棠堂 桐铜 洋样 池地 乌鸟 广厂 刁习 丰车".split()
)  # fmt: skip
_ROAD = re.compile(
    r"^(?P<base>.+?)(?P<way>[东西南北中]?)(?P<nth>[〇一二三四五六七八九十]*)(?P<kind>大道|大街|公路|胡同|国道|省道|县道|路|街|道|巷)(?P<part>(?:[东西南北中前后上下〇一二三四五六七八九]段)?)$"
)
_FORGET = re.compile(r"省|市|县|区|第|(?<=.{2})[的]")


class Gap(NamedTuple):
    """Two names that do not go together. `how`: different, order (one side lacks 东西南北一二三…), unlike, or lacking (`b` None)."""

    how: Literal["different", "order", "unlike", "lacking"]
    a: Part | None
    b: Part | None


def align(a: Sequence[Part], b: Sequence[Part], loose: frozenset[str] = frozenset()) -> tuple[int, list[Gap], bool]:
    """(how many names matched, what did not, whether a slip was forgiven). `loose` are division names that may fall away."""
    left, right = list(a), list(b)
    matched, slipped = 0, False
    for part in a:
        twin = next((o for o in right if o.value == part.value), None)
        if twin and part in left:
            left.remove(part)
            right.remove(twin)
            matched += 1
    gaps: list[Gap] = []
    changed = True
    while changed and left and right:
        changed = False
        for x in left:
            for y in right:
                step = _pair(x, y, loose)
                if step is None:
                    continue
                left.remove(x)
                right.remove(y)
                rest_x, rest_y, gap, slip = step
                left += rest_x
                right += rest_y
                slipped |= slip
                gaps += [gap] if gap else []
                matched += not gap
                changed = True
                break
            if changed:
                break
    gaps += _leftovers(left, right)
    return matched, gaps, slipped


_Step = tuple[list[Part], list[Part], Gap | None, bool]


def _pair(x: Part, y: Part, loose: frozenset[str]) -> _Step | None:
    """What becomes of two names that share something; None if they share nothing."""
    a, b = _bare(x.value, loose), _bare(y.value, loose)
    if a == b:
        return [], [], None, False
    if x.kind == y.kind == "road" and (step := _roads(x, y)):
        return step
    if len(a) >= 2 and a in b:
        return _inside(x, y, a, b, swapped=False)
    if len(b) >= 2 and b in a:
        return _inside(y, x, b, a, swapped=True)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    mid_a, mid_b = a[head : len(a) - tail], b[head : len(b) - tail]
    if len(mid_a) == len(mid_b) == 1 and head + tail:
        return _one_character(x, y, mid_a, mid_b, head + tail)
    if set(mid_a + mid_b) <= _ORDER and mid_a and mid_b and head + tail >= 2:
        return [], [], Gap("different", x, y), False
    if _abbreviates(a, b) or _abbreviates(b, a):
        return [], [], None, False
    if x.kind in ("town", "village", "hamlet") and x.kind == y.kind:
        return None
    if x.kind != y.kind and "road" in (x.kind, y.kind):
        return None
    if mid_a and mid_b and (head >= 2 or (branch(a) and branch(b) and head + tail >= 2)):
        return [], [], Gap("different", x, y), False
    return None


def _bare(value: str, loose: frozenset[str]) -> str:
    for name in loose:
        if value.startswith(name) and len(value) - len(name) >= 2:
            value = value[len(name) :]
            if value[0] in "省市县区" and len(value) > 2:
                value = value[1:]
            break
    if value[0] == "市" and len(value) > 3:
        value = value[1:]
    return value.replace("第", "") if len(value) > 2 else value


def _common(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _inside(x: Part, y: Part, short: str, long: str, *, swapped: bool) -> _Step | None:
    """`short` stands whole in `long`: what is over goes back to be matched, unless it is 东, 新 or a number beside the name."""
    at = long.index(short)
    before, after = long[:at], long[at + len(short) :]
    gap = None
    if before and len(before) == 1 and before in _ORDER and y.kind in ("village", "hamlet", "road", ""):
        gap = Gap("order", *((y, x) if swapped else (x, y)))
        before = ""
    if after and set(after) <= _ORDER:
        gap, after = Gap("order", *((y, x) if swapped else (x, y))), ""
    rest = []
    if len(before) >= 2:
        rest.append(y._replace(value=before, level="name", kind="" if y.kind in ("road", "village", "town", "hamlet") else y.kind))
    if len(after) >= 2:
        rest.append(y._replace(value=after))
    return (rest, [], gap, False) if swapped else ([], rest, gap, False)


def _one_character(x: Part, y: Part, a: str, b: str, shared: int) -> _Step | None:
    slip = _sounds_alike(a, b)
    if a in _ORDER or b in _ORDER:
        if slip and not (a in _ORDER and b in _ORDER):
            return [], [], None, True
        return [], [], Gap("different", x, y), False
    if slip:
        return [], [], None, True
    if x.kind == y.kind or shared >= 2:
        return [], [], Gap("different", x, y), False
    return None


def _sounds_alike(a: str, b: str) -> bool:
    sound = characters().sound
    return frozenset((a, b)) in _LOOKS or (a in sound and sound.get(a) == sound.get(b))


def _abbreviates(short: str, long: str) -> bool:
    """郑大一附院 of 郑州大学第一附属医院: the same characters in order, no number or direction left out."""
    if len(short) < 2 or len(short) >= len(long) or short[0] != long[0]:
        return False
    rest = iter(long)
    skipped: list[str] = []
    for c in short:
        for other in rest:
            if other == c:
                break
            skipped.append(other)
        else:
            return False
    return not set([*skipped, *rest]) & (_ORDER - set("大中内外上新"))


def _roads(x: Part, y: Part) -> _Step | None:
    a, b = _ROAD.match(x.value), _ROAD.match(y.value)
    if not a or not b:
        return None
    if a["base"] != b["base"]:
        long, short = sorted((a["base"], b["base"]), key=len, reverse=True)
        if not long.endswith(short) or len(short) < 2:
            return None
        over = Part(
            "name",
            long[: -len(short)],
            (x if long == a["base"] else y).start,
            (x if long == a["base"] else y).start + len(long) - len(short),
        )
        keep = [over] if len(over.value) >= 2 else []
        rest = (keep, []) if long == a["base"] else ([], keep)
    else:
        rest = ([], [])
    if a["part"] and b["part"] and a["part"] != b["part"]:
        return [], [], Gap("different", x, y), False
    if a["way"] + a["nth"] != b["way"] + b["nth"]:
        both = bool(a["way"] + a["nth"]) and bool(b["way"] + b["nth"])
        return *rest, Gap("different" if both else "order", x, y), False
    if a["kind"] != b["kind"] and {a["kind"], b["kind"]} not in ({"大道", "道"}, {"大街", "街"}, {"大道", "路"}):
        return *rest, Gap("different", x, y), False
    return *rest, None, False


def _leftovers(left: list[Part], right: list[Part]) -> list[Gap]:
    gaps: list[Gap] = []
    for kind in ("town", "village", "hamlet", "road"):
        xs, ys = [p for p in left if p.kind == kind], [p for p in right if p.kind == kind]
        for x, y in zip(xs, ys, strict=False):
            gaps.append(Gap("different", x, y))
            left.remove(x)
            right.remove(y)
    for x, y in [(x, y) for x in left for y in right if branch(x.value) and branch(y.value)][:1]:
        gaps.append(Gap("different" if branch(x.value) != branch(y.value) and x.kind == y.kind == "branch" else "unlike", x, y))
        left.remove(x)
        right.remove(y)
    while left and right:
        gaps.append(Gap("unlike", left.pop(0), right.pop(0)))
    gaps += [Gap("lacking", x, None) for x in left]
    gaps += [Gap("lacking", None, y) for y in right]
    return gaps
