"""The head of an address: province, city and county, read only where they stand, in order, each inside the one before."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from audit.values.address.divisions import CITY, COUNTY, PROVINCE, Divisions, divisions


class Place(NamedTuple):
    """Divisions as told: `told` are the candidates for the deepest one, `levels` what was read on the way, `end` where it ends.

    `firm` if it was told by its full name or after its parent; a lone short name may just as well be an estate's.
    """

    told: tuple[int, ...] = ()
    levels: tuple[tuple[int, int, int], ...] = ()  # (level, start, end)
    end: int = 0
    firm: bool = False
    counties: frozenset[int] = frozenset()
    cities: frozenset[int] = frozenset()
    provinces: frozenset[int] = frozenset()


#: What forbids to read a short name before it: 北京路, 南京西路, 中山小区, 朝阳门.
_NOT_BEFORE = re.compile(
    r"(?![东西南北中前后上下][^路街]{1,2}(?:街道|镇))(?:[东西南北中前后上下]?[一二三四五六七八九十]?(?:路|街|大道|道(?!外|里)|巷|弄|胡同|公路|里(?!弄)|村|庄|屯|号|乡|街道|小区|花园|花苑|苑|家园|新村|新城|"
    r"大厦|大楼|广场|公寓|国际|门|桥|站|港|湾|名都|豪庭|山庄|宾馆|酒店|饭店|商场|商城|市场|超市|医院|学校|小学|中学|大学|银行|厂|公司|集团|铁路|军)|"
    r"镇(?!江|海|原|平|安|远|宁|雄|康|赉|巴|坪|沅|赍)|[0-9A-Z#(\-]|$)"
)
_SKIP = (",", "\0", "(", ")")
#: 某市郊区, where no such district is known: it says nothing.
_SUBURB = re.compile(r"(?:郊区|城区|矿区|市区|市郊|城关区)(?=[\u4e00-\u9fff])")
_LOOSE = re.compile(r"[鄂湘川苏皖豫粤闽浙赣鲁冀晋陕陇滇黔桂琼辽吉黑][东西南北中](?=.{2,3}[市县区州])")
_CHINA = re.compile(r"(?:中华人民共和国|中国)(?=.{2,4}(?:省|市|自治区))|四川省(?=重庆)")


def head(text: str, start: int = 0) -> Place:
    """The divisions at the head of `text[start:]`."""
    table = divisions()
    match = _CHINA.match(text, start)
    start = match.end() if match else start
    best = _deepest(table, text, start, (), _NOTHING)
    if not best[0] and _LOOSE.match(text, start):  # 鄂西恩施市
        best = _deepest(table, text, start + 2, (), _NOTHING)
    return _place(table, text, best[2]) if best[0] else Place(end=start)


_Step = tuple[int, int, int, bool, tuple[int, ...]]  # level, start, end, full, candidates
_Chain = tuple[int, int, tuple[_Step, ...]]  # how many levels, how many characters, the steps
_NOTHING: _Chain = (0, 0, ())


def _deepest(table: Divisions, text: str, at: int, above: tuple[int, ...], chain: _Chain) -> _Chain:
    """The chain of names from `at` that reads the most levels and, among those, the most characters."""
    best = chain
    begin = at
    while text[begin : begin + 1] in _SKIP:
        begin += 1
    levels, chars, steps = chain
    for name in table.by_start.get(text[begin : begin + 2], ()):
        if not text.startswith(name.text, begin):
            continue
        end = begin + len(name.text)
        if not name.full and _NOT_BEFORE.match(text, end) and not _child_follows(table, text, end, name.divisions):
            continue
        if name.full and len(name.text) == 2 and not above and name.text[1] in "区州":
            continue
        fitting, again = _fitting(name.divisions, above)
        if again:
            best = _better(best, _deepest(table, text, end, above, chain))
        for level, these in fitting:
            longer = (levels + 1, chars + len(name.text), (*steps, (level, begin, end, name.full, these)))
            best = _better(best, longer if level == COUNTY and not _more(text, end) else _deepest(table, text, end, these, longer))
    return best


def _child_follows(table: Divisions, text: str, at: int, above: tuple[int, ...]) -> bool:
    """唐山路北建设北路: what looks like a road (唐山路) is a city with its district (路北) behind it."""
    children = (
        name
        for name in table.by_start.get(text[at : at + 2], ())
        if text.startswith(name.text, at) and not _NOT_BEFORE.match(text, at + len(name.text))
    )
    return any(table.under(i, up) for name in children for i in name.divisions for up in above)


def _more(text: str, at: int) -> bool:
    """Whether another division's name may follow a county's: said twice, or by its old name."""
    return text[at : at + 2] in divisions().by_start


def _better(a: _Chain, b: _Chain) -> _Chain:
    return b if b[:2] > a[:2] else a


@lru_cache(maxsize=32768)
def _fitting(which: tuple[int, ...], above: tuple[int, ...]) -> tuple[tuple[tuple[int, tuple[int, ...]], ...], bool]:
    """Those that stand under `above`, level by level; if there are none, whether they say `above` once again."""
    table = divisions()
    fitting = [i for i in which if not above or any(table.under(i, up) for up in above)]
    by_level = ((level, tuple(i for i in fitting if table.all[i].level == level)) for level in (PROVINCE, CITY, COUNTY))
    return tuple((level, these) for level, these in by_level if these), not fitting and _again(table, which, above)


def _again(table: Divisions, which: tuple[int, ...], above: tuple[int, ...]) -> bool:
    """桂林市桂林市, 滨海新区塘沽: said twice, or once by its old name."""
    return any(
        table.all[i].level == table.all[up].level and (i == up or up in table.kin(i) or i in table.kin(up))
        for i in which for up in above
    )  # fmt: skip


def _place(table: Divisions, text: str, steps: tuple[_Step, ...]) -> Place:
    level, begin, end, full, told = steps[-1]
    if len(steps) == 1 and not full:
        return _lone(table, text[begin:end], steps)
    if level == CITY and (suburb := _SUBURB.match(text, end)):
        end = suburb.end()
    cities = told if level == CITY else tuple(i for s in steps if s[0] == CITY for i in s[4])
    counties, upper_cities, provinces = _known(told, level, cities)
    firm = full or len(steps) > 1 or level < COUNTY
    return Place(told, tuple(s[:3] for s in steps), end, firm, counties, upper_cities, provinces)


def _lone(table: Divisions, short: str, steps: tuple[_Step, ...]) -> Place:
    """A short name alone: 朝阳 may be the city in 辽宁 or a district of 北京, so it tells only what all of them share."""
    level, _, end, _, _ = steps[0]
    told = next(name.divisions for name in table.by_start[short[:2]] if name.text == short and not name.full)
    if len({table.all[i].level for i in told}) == 1:
        counties, cities, provinces = _known(told, level, ())
        return Place(told, tuple(s[:3] for s in steps), end, level < COUNTY, counties, cities, provinces)
    upper = [_known((i,), table.all[i].level, ()) for i in told]
    cities = frozenset(c for u in upper for c in u[1]) if all(u[1] for u in upper) else frozenset()
    return Place(told, tuple(s[:3] for s in steps), end, False, frozenset(), cities, frozenset(p for u in upper for p in u[2]))


@lru_cache(maxsize=8192)
def _known(told: tuple[int, ...], level: int, cities: tuple[int, ...]) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    table = divisions()
    counties = frozenset(i for i in told if not _told_as_city(table, i)) if level == COUNTY else frozenset()
    upper = frozenset(c for i in told for c in table.upper(i, CITY)) if level >= CITY else frozenset()
    if level == COUNTY and not upper:
        upper = frozenset(c for i in cities for c in table.kin(i))
    provinces = frozenset(p for i in told for p in table.upper(i, PROVINCE))
    return counties, upper, provinces


def _told_as_city(table: Divisions, index: int) -> bool:
    """昭通地区昭通市: the old town gave its name to the whole city, so later on it says no more than the city."""
    path = table.all[index].path
    if len(path) == 3 and path[1][:2] == path[2][:2] and path[1].endswith("地区") and path[2].endswith("市"):
        return True
    return any(table.all[new].level == CITY for new in table.kin(index))


def conflict(a: Place, b: Place) -> int:
    """The level at which two places cannot be one (1 province, 2 city, 3 county), 0 if they can."""
    if not a.told or not b.told:
        return 0
    if a.provinces and b.provinces and not a.provinces & b.provinces:
        return PROVINCE
    table = divisions()
    if a.counties and b.counties:
        if any(table.same(x, y) for x in a.counties for y in b.counties):
            return 0
        return CITY if a.cities and b.cities and not a.cities & b.cities else COUNTY
    if a.cities and b.cities and not a.cities & b.cities:
        return CITY
    return 0
