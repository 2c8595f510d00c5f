"""The administrative divisions: their names, old and short ones too, and whether two of them can be the same place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "divisions.tsv"
PROVINCE, CITY, COUNTY = 1, 2, 3
_NATIONS = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|"
    "毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:(?:{_NATIONS})族?)*(?:自治区|自治州|自治县|自治旗)$")
_SUFFIX = re.compile(r"(?:特别行政区|地区|新区|林区|特区|省|市|区|县|旗|盟)$")
#: 管城回族区 is written 管城区, 梅里斯达斡尔族区 梅里斯区.
_ETHNIC = re.compile(rf"^(.{{2,}}?)(?:(?:{_NATIONS})族)+区$")
_BANNER = re.compile(r"^(.).*(左|右)翼(.*旗)$")

#: Names that people write for a division and that no rule makes.
ALIASES = {
    "昆区": "内蒙古自治区/包头市/昆都仑区", "东河": "内蒙古自治区/包头市/东河区", "前郭县": "吉林省/松原市/前郭尔罗斯蒙古族自治县",
    "杜蒙县": "黑龙江省/大庆市/杜尔伯特蒙古族自治县", "阜蒙县": "辽宁省/阜新市/阜新蒙古族自治县",
    "喀左县": "辽宁省/朝阳市/喀喇沁左翼蒙古族自治县", "巴州": "新疆维吾尔自治区/巴音郭楞蒙古自治州",
    "博州": "新疆维吾尔自治区/博尔塔拉蒙古自治州", "克州": "新疆维吾尔自治区/克孜勒苏柯尔克孜自治州",
    "乌市": "新疆维吾尔自治区/乌鲁木齐市", "哈市": "黑龙江省/哈尔滨市", "齐市": "黑龙江省/齐齐哈尔市", "呼市": "内蒙古自治区/呼和浩特市", "浦东": "上海市/浦东新区", "内蒙": "内蒙古自治区",
    "西双版纳州": "云南省/西双版纳傣族自治州", "石市": "河北省/石家庄市", "旅顺": "辽宁省/大连市/旅顺口区",
}  # fmt: skip


class Division(NamedTuple):
    """`path` is province, city, county as far as it goes; a municipality's district and a county under no city have two."""

    key: int
    level: int
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path[-1]


class Name(NamedTuple):
    """A way to write some divisions; `full` if it ends in its kind (…市, …区)."""

    text: str
    full: bool
    divisions: tuple[int, ...]


class Divisions:
    """All divisions of today and before, with the links between old and new."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.all: list[Division] = []
        self.at: dict[tuple[str, ...], int] = {}
        self._next: dict[int, set[int]] = {}
        self._cut: set[tuple[int, int]] = set()
        self._kin: dict[int, frozenset[int]] = {}
        self._upper: dict[int, frozenset[int]] = {}
        for line in lines:
            kind, *rest = line.rstrip("\n").split("\t")
            if kind == "now":
                self._add(rest[0])
            elif kind == "was":
                old, new = self._add(rest[1]), self._add(rest[2])
                self._next.setdefault(old, set()).add(new)
            elif kind == "cut":
                whole, *parts = (self._add(path) for path in rest)
                self._cut.update((whole, part) for part in parts)
        self.by_start = self._names()

    def _add(self, text: str) -> int:
        path = tuple(text.split("/"))
        found = self.at.get(path)
        if found is not None:
            return found
        level = len(path)
        if level == 2 and (path[0] in ("北京市", "天津市", "上海市", "重庆市") or _is_county(path[1])):
            level = COUNTY
        if len(path) == 3:
            self._add("/".join(path[:2]))
        self.at[path] = index = len(self.all)
        self.all.append(Division(index, level, path))
        return index

    def _names(self) -> dict[str, list[Name]]:
        """All names by their first two characters, the longest first."""
        found: dict[tuple[str, bool], list[int]] = {}
        for division in self.all:
            for text, full in _spellings(division.name, division.level):
                found.setdefault((text, full), []).append(division.key)
        for text, where in ALIASES.items():
            found.setdefault((text, True), []).append(self.at[tuple(where.split("/"))])
        starts: dict[str, list[Name]] = {}
        for (text, full), which in sorted(found.items(), key=lambda item: -len(item[0][0])):
            starts.setdefault(text[:2], []).append(Name(text, full, tuple(which)))
        return starts

    def kin(self, index: int) -> frozenset[int]:
        """The division and everything that it became."""
        known = self._kin.get(index)
        if known is None:
            found, todo = {index}, [index]
            while todo:
                for new in self._next.get(todo.pop(), ()):
                    if new not in found:
                        found.add(new)
                        todo.append(new)
            known = self._kin[index] = frozenset(found)
        return known

    def upper(self, index: int, level: int) -> frozenset[int]:
        """The divisions of `level` that the division, or what it became, stands under or is; what those became, too."""
        key = index * 4 + level
        known = self._upper.get(key)
        if known is None:
            found: set[int] = set()
            for one in self.kin(index):
                path = self.all[one].path
                for end in range(1, len(path) + 1):
                    above = self.at.get(path[:end])
                    if above is not None and self.all[above].level == level:
                        found |= self.kin(above)
            known = self._upper[key] = frozenset(i for i in found if self.all[i].level == level)
        return known

    def same(self, a: int, b: int) -> bool:
        """Whether two divisions of one level can be the same place: equal, successor, or cut out of one another."""
        if a == b or b in self.kin(a) or a in self.kin(b):
            return True
        return any((x, y) in self._cut or (y, x) in self._cut for x in self.kin(a) for y in self.kin(b))

    def under(self, lower: int, above: int) -> bool:
        """Whether `lower` stands, or stood, under `above`."""
        level = self.all[above].level
        if self.all[lower].level <= level:
            return False
        if self.upper(lower, level) & self.kin(above):
            return True
        # A county that no city rules is still written after the prefecture around it.
        path = self.all[lower].path
        return level == CITY and len(path) == 2 and path[0] == self.all[above].path[0]


def _is_county(name: str) -> bool:
    """Whether what stands directly under a province is no prefecture; the table tells by the code, we by the name."""
    return bool(_DIRECT.fullmatch(name)) or name.endswith(("县", "林区"))


_DIRECT = re.compile(
    "(?:济源|仙桃|潜江|天门|五指山|琼海|文昌|万宁|东方|石河子|阿拉尔|图木舒克|五家渠|北屯|铁门关|双河|可克达拉|昆玉|胡杨河|新星|白杨)市"
)


def _spellings(name: str, level: int) -> Iterable[tuple[str, bool]]:
    yield name, True
    if "自治" in name and (match := _AUTONOMOUS.match(name)):
        core = match[1]
        yield core, False
        if level > PROVINCE:
            yield core + {"州": "州", "县": "县", "旗": "旗"}.get(name[-1], ""), True
        return
    if "翼" in name and (match := _BANNER.match(name)):
        yield f"{match[1]}{match[2]}{match[3]}", True
    elif level == COUNTY and name.endswith("旗") and len(name) > 2:
        yield f"{name[0]}旗", True
    if "族" in name and (match := _ETHNIC.match(name)):
        yield f"{match[1]}区", True
        yield match[1], False
        return
    core = _SUFFIX.sub("", name)
    if len(core) > 1 and core not in ("市中", "市北", "市南", "开发"):
        yield core, False


@cache
def divisions() -> Divisions:
    """The table, loaded at first use."""
    with DATA.open(encoding="utf-8") as lines:
        return Divisions(line for line in lines if line[0] != "#")
