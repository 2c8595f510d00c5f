"""An address in Latin letters beside one in Chinese: written in the other's characters where they sound so, to be compared as two Chinese ones.

    Room 1203, Bldg 7, Lane 388 Zhennan Rd, Putuo    真南路388弄7号1203室                 普陀区真南路388弄7号1203室
    Flat 7C, Block 2, Cuizhu Garden, Shenzhen        深圳市罗湖区翠竹花园2栋7C              深圳市翠竹花园2栋7C室
    No. 9 Changjiang East Road                       宝山区长江西路9号                     长江东路9号
    Room 101, Block 3, Sunshine Garden               阳光花园3栋101                        none: translated

Any one word that is neither spelled in the other address, nor a kind of place, nor a division, and nothing is written: a person looks.
Pinyin is Hanyu Pinyin without tones (ISO 7098); ü may be u, v or yu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from audit.values.address.divisions import divisions
from audit.values.address.latin import Token, spelling
from audit.values.address.normalise import characters
from audit.values.address.reading import Reading

#: What a number is of, by the word before it, and how that is written. What stands in brackets tells of the number before it, too: 388 Nong.
_BEFORE, _BEHIND = (
    {
        word: unit
        for unit, words in table.items()
        for word in words.split()
    }
    for table in (
        {
            "室": "ROOM RM FLAT FLT APT APARTMENT SUITE STE SHOP OFFICE SHI FANG #",
            "栋": "BUILDING BLDG BLD BLOCK BLK TOWER TWR DONG LOU DORM DORMITORY",
            "单元": "UNIT ENTRANCE ENT DANYUAN STAIRCASE GATE",
            "楼": "FLOOR FL STOREY LEVEL LVL",
            "号": "NO NOS NUMBER HAO",
            "号院": "COURTYARD YARD",
            "弄": "LANE LN NONG ALLEY",
            "支弄": "SUBLANE",
            "组": "GROUP TEAM ZU SHE DUI",
            "期": "PHASE PH QI",
            "区": "AREA ZONE DISTRICT QUARTER QU",
            "段": "SECTION DUAN",
            "附": "FU",
        },
        {
            "室": "SHI",
            "栋": "DONG ZHUANG HAOLOU",
            "单元": "DANYUAN",
            "楼": "CENG FLOOR FL F",
            "号": "HAO",
            "弄": "NONG LONG",
            "组": "ZU SHE DUI",
        },
    )
)  # fmt: skip
#: Behind all names, but for what belongs to a road.
_ORDER = {
    unit: i for i, unit in enumerate(("段", "组", "期", "区", "弄", "支弄", "号", "附", "号院", "栋", "", "单元", "楼", "室"))
}
_OF_ROADS = frozenset({"段", "弄", "支弄", "号", "附", "号院"})
#: The levels of the other address that a number without a unit may be of, with the unit, the likeliest first.
_LEVELS = (("number", "号"), ("room", "室"), ("building", "栋"), ("lane", "弄"), ("entrance", "单元"), ("floor", "楼"))
#: Words of English for kinds of places and what they mean. `-`: may be left out; else the first of them is written where the other has none.
_KINDS = {
    word: tuple(written.split())
    for written, words in {
        "路 大路 大道 街 道": "ROAD RD",
        "街道 大街 街 路": "STREET ST STR",
        "大道 大街 路": "AVENUE AVE AV BOULEVARD BLVD",
        "公路 路 大道": "HIGHWAY HWY",
        "巷 弄 里 胡同 街": "LANE LN ALLEY",
        "段": "SECTION",
        "村 新村 社区 -": "VILLAGE VILL VLG",
        "新 -": "NEW",
        "街道 镇 乡 -": "TOWN TOWNSHIP SUBDISTRICT ZHEN JIEDAO",
        "花园 园 苑 花苑 家园 -": "GARDEN GARDENS GDN GDNS",
        "园 公园 产业园 园区 -": "PARK PK",
        "小区 社区 区 苑 园 城 -": "COMMUNITY COMPOUND RESIDENTIAL ESTATE QUARTER QUARTERS NEIGHBOURHOOD NEIGHBORHOOD RESIDENCE RESIDENCES",
        "大厦 公寓 大楼 -": "MANSION MANSIONS BUILDING TOWER TOWERS",
        "公寓 -": "APARTMENT APARTMENTS",
        "广场 -": "PLAZA SQUARE",
        "中心 -": "CENTRE CENTER",
        "宿舍 -": "DORM DORMITORY",
        "区 新区 -": "AREA DISTRICT DIST ZONE QU",
        "市 -": "CITY SHI MUNICIPALITY",
        "省 -": "PROVINCE PROV SHENG",
        "县 -": "COUNTY XIAN",
        "-": "CHINA PRC P R THE OF AT IN",
    }.items()
    for word in words.split()
}  # fmt: skip
#: Words of English that names hold, too; never written where the other does not say them.
_MEANINGS = {
    "FACTORY": "工厂 厂", "WORKS": "厂", "PLANT": "厂", "INDUSTRIAL": "工业", "INDUSTRY": "工业", "SCIENCE": "科学 科技", "TECHNOLOGY": "科技 技术", "TECH": "科技",
    "SOFTWARE": "软件", "LOGISTICS": "物流", "HOSPITAL": "医院", "SCHOOL": "学校 小学 中学", "UNIVERSITY": "大学", "COLLEGE": "学院", "MARKET": "市场", "HOTEL": "酒店 宾馆",
    "STATION": "站", "BRIDGE": "桥", "LAKE": "湖", "MOUNTAIN": "山", "HILL": "山", "RIVER": "河 江", "SEA": "海", "BAY": "湾", "ISLAND": "岛", "PORT": "港",
    "INTERNATIONAL": "国际", "DEVELOPMENT": "开发", "ECONOMIC": "经济", "BANK": "银行", "COMPANY": "公司", "HUTONG": "胡同", "RING": "环", "OLD": "老 旧", "BIG": "大",
    "PEOPLE": "人民", "PEOPLES": "人民", "LIBERATION": "解放", "CITY": "城", "TEMPLE": "寺 庙",
}  # fmt: skip
_SIDES = {
    **dict.fromkeys(("EAST", "E", "DONG"), "东"), **dict.fromkeys(("SOUTH", "S", "NAN"), "南"), **dict.fromkeys(("WEST", "W", "XI"), "西"),
    **dict.fromkeys(("NORTH", "N", "BEI"), "北"), **dict.fromkeys(("MIDDLE", "CENTRAL", "ZHONG"), "中"), "UPPER": "上", "LOWER": "下",
    "INNER": "内", "OUTER": "外", "FRONT": "前", "REAR": "后",
}  # fmt: skip
_NUMERALS = "〇一二三四五六七八九十"
_FIGURES = {
    word: str(n)
    for words in (
        "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN",
        "FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH TENTH",
    )
    for n, word in enumerate(words.split(), 1)
}
_STEMS = {"JIA": "甲", "YI": "乙", "BING": "丙", "DING": "丁"}
#: In place of one another these make another place of a name.
_SISTERS = ("东西南北中", "一二三四五六七八九十", "123456789", "上下", "前后", "内外", "新老", "大小")
_OTHER_NAMES = {"SHAANXI": "陕西", "TIBET": "西藏", "HARBIN": "哈尔滨", "URUMQI": "乌鲁木齐", "HOHHOT": "呼和浩特", "LHASA": "拉萨", "MONGOLIA": "内蒙古",
                "QIQIHAR": "齐齐哈尔"}  # fmt: skip
_SAID = dict(zip("0123456789", ("ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"), strict=True))
_ROADS = ("路", "街", "道", "巷", "胡同", "段")
_DIVISIONS = frozenset({"DISTRICT", "DIST", "QU", "CITY", "SHI", "PROVINCE", "PROV", "SHENG", "COUNTY", "XIAN", "NEW"})
#: A number that belongs to a name: 二村, 西2区, 南一路.
_IN_NAMES = re.compile(r"[一二三四五六七八九十]|(?<!\d)\d(?=[区期弄巷村])")
_PART_OF_ROAD = re.compile("[一二三四五六七八九十环]{0,2}(?:路|大?街|大?道|段|巷|里|区|村)")
_LAST = 1000.0
#: No address is longer, and none tells more divisions.
_LONGEST, _MOST_HEADS = 200, 4


class Written(NamedTuple):
    """The address in Chinese; `where[i]` is where the words of its character i stand in the original."""

    text: str
    where: tuple[tuple[int, int], ...]


class _Piece(NamedTuple):
    """Characters for the words `[start:end]` of the original, and in which order they stand."""

    order: float
    text: str
    start: int
    end: int


class _Number(NamedTuple):
    """A number with its unit as told, '' where none is."""

    unit: str
    said: str
    token: Token


class _Unspelled(Exception):
    """A word that is neither spelled in the other address nor known."""


@lru_cache(maxsize=8192)
def written(address: str, other: Reading) -> Written | None:
    """An address in Latin letters in the characters of the other; None where a word is not to be found there."""
    if max(len(address), len(other.text)) > _LONGEST:
        return None
    try:
        pieces = _Writer(address, other).pieces()
    except _Unspelled:
        return None
    return Written("".join(p.text for p in pieces), tuple((p.start, p.end) for p in pieces for _ in p.text))


class _Writer:
    """Goes through the words; `_at` is where in the other address the last name ended, `_used` are its characters that are spelled."""

    def __init__(self, address: str, other: Reading):
        self._address = address
        self._tokens: Sequence[Token] = spelling(address).tokens
        self._other, self._text = other, other.text
        self._used: set[int] = set()
        self._at = 0
        self._next = 0
        self._road = -1.0  # behind which in order the numbers of the road stand
        self._names: list[_Piece] = []
        self._numbers: list[_Number] = []
        self._heads: list[Token] = []  # words that may be divisions

    def pieces(self) -> list[_Piece]:
        while self._next < len(self._tokens):
            self._take()
        return sorted([*self._names, *self._placed(), *self._divisions()], key=lambda p: p.order)

    def _take(self) -> None:
        """The next word or number, with the words that belong to it."""
        token, after = self._tokens[self._next], self._behind(1)
        number = _figure(token)
        if token.text == "SUB" and after and after.text == "LANE":
            self._next += 1
            token, after = Token("word", "SUBLANE", token.start, after.end), self._behind(1)
        unit = _BEFORE.get(token.text, "")
        if token.text in _STEMS and after and after.kind == "number" and _STEMS[token.text] in self._text:
            self._numbers.append(_Number("", _STEMS[token.text] + after.text, after))
            self._next += 2
        elif unit and after and (said := _figure(after) or (after.text if len(after.text) == 1 else "")):
            third = self._behind(2)
            if third and unit == "号" and third.text in ("VILLAGE", "ROAD", "STREET", "LANE") and self._ordinal(said, after):
                self._next += 2  # No. 3 Village
                return
            behind = self._behind(3)
            if third and unit == "号" and _BEFORE.get(third.text) == "栋" and not (behind and _figure(behind)):
                unit = "栋"  # No. 4 Building
                self._next += 1
            self._numbers.append(_Number(unit, said, after))
            self._next += 3 if unit == "附" and third and third.text == "HAO" else 2
        elif token.kind == "floor" or token.text == f"{number}F":
            self._numbers.append(_Number("楼", number, token))
            self._next += 1
        elif number and after and after.text in ("FLOOR", "FL"):
            self._numbers.append(_Number("楼", number, token))
            self._next += 2
        elif token.kind == "ordinal" or (number and token.kind == "word"):
            self._next += 1
            if not self._ordinal(number, token):
                raise _Unspelled(token.text)
        elif number:
            told = _BEHIND.get(after.text, "") if after and not self._is_road(2) else ""
            self._numbers.append(_Number(told, number, token))
            self._next += 2 if told else 1
        else:
            self._next += 1
            self._word(token)

    def _behind(self, by: int) -> Token | None:
        """The token so many further on, if no comma stands before it."""
        at = self._next + by
        if at >= len(self._tokens) or "," in self._address[self._tokens[at - 1].end : self._tokens[at].start].replace("，", ","):
            return None
        return self._tokens[at]

    def _is_road(self, by: int) -> bool:
        """9 Dong Lu: what looks like a unit is the side of a road."""
        token = self._behind(by)
        return token is not None and token.text in ("LU", "JIE", "DAJIE", "DADAO", "ROAD", "STREET", "RD", "ST")

    def _ordinal(self, said: str, token: Token) -> bool:
        """二村, 三巷, 4区: a number in a name, as the other writes it, or another one where the other has one there."""
        n = int(said) if said.isdigit() else 0
        if not 0 < n < len(_NUMERALS):
            return False
        known = [one for one in _IN_NAMES.finditer(self._text) if one.start() not in self._used]
        for one in known:
            if one[0] in (_NUMERALS[n], str(n)):
                self._name(*one.span(), token)
                return True
        for one in known:
            if one.start() == self._at:
                self._used.add(self._at)
                self._at += 1
                self._put(str(n) if one[0].isdigit() else _NUMERALS[n], token)
                return True
        return False

    def _word(self, token: Token) -> None:
        """A word of a name: as the other address has it, else of a kind, a side or a division."""
        word = token.text
        if (span := self._spelled(word)) is not None:
            self._name(*span, token)
        elif word in _SIDES and not self._is_mongolia():
            self._side(_SIDES[word], token)
        elif word in _MEANINGS and self._means(_MEANINGS[word].split(), token):
            pass
        elif word in _KINDS:
            self._kind(_KINDS[word], token)
        elif word in _OTHER_NAMES or word in _names_of_divisions():
            self._heads.append(token)
        elif (sister := self._sister(word)) is not None:
            start, text = sister
            self._used.update(range(start, start + len(text)))
            self._at = start + len(text)
            self._put(text, token)
        elif word != "INNER":
            raise _Unspelled(word)

    def _is_mongolia(self) -> bool:
        after = self._tokens[self._next] if self._next < len(self._tokens) else None
        return after is not None and after.text == "MONGOLIA"

    def _means(self, options: Sequence[str], token: Token) -> bool:
        for option in options:
            for at in (self._at, self._text.find(option)):
                if at >= 0 and self._text.startswith(option, at) and at not in self._used:
                    self._name(at, at + len(option), token)
                    return True
        return False

    def _kind(self, options: Sequence[str], token: Token) -> None:
        for option in options:
            if option != "-" and self._text.startswith(option, self._at) and self._at not in self._used:
                self._name(self._at, self._at + len(option), token)
                return
        if "-" not in options:
            self._put(options[0], token)

    def _name(self, start: int, end: int, token: Token) -> None:
        for _, begins, ends in self._other.place.levels:
            if start == begins and end < ends:
                end = ends  # Xuhui is 徐汇区: its kind may be left out
        self._used.update(range(start, end))
        self._names.append(_Piece(start, self._text[start:end], token.start, token.end))
        self._at = end
        self._mark(self._text[start:end])

    def _put(self, text: str, token: Token) -> None:
        """What the other address does not have, behind what was spelled last."""
        self._names.append(_Piece(self._at - 0.5, text, token.start, token.end))
        self._mark(text)

    def _side(self, side: str, token: Token) -> None:
        """东 behind the name or, of East Tianhe Road, further on; where the other says 天河北路, in the place of that."""
        row = next(row for row in _SISTERS if side in row)
        free = [at for at in range(max(self._at, self._other.place.end), len(self._text)) if at not in self._used]
        same = next(
            (at for at in free if self._text[at] == side and (at == self._at or _PART_OF_ROAD.match(self._text, at + 1))), None
        )
        if same is not None:
            self._name(same, same + 1, token)
            return
        other = next((at for at in free if self._text[at] in row), None)
        if other is not None:
            self._used.add(other)
            self._at = other + 1
        self._put(side, token)

    def _mark(self, text: str) -> None:
        """Notes where the road ends; 中 of 大道中 belongs to it."""
        if text.endswith(_ROADS) or (text in "东西南北中" and self._text[self._at - 2 : self._at - 1] in ("路", "道", "街")):
            self._road = self._at - 0.4

    def _spelled(self, word: str) -> tuple[int, int] | None:
        """Where the other address says a word: right behind the last one, else further on, else anywhere; one syllable only right there."""
        head, after = self._other.place.end, self._behind(0)
        above = after is None or after.text in _DIVISIONS  # Chaoyang North Road, Chaoyang
        first = self._at if above or self._at >= head else head
        for start in (first, *range(first + 1, len(self._text)), *range(first)):
            if start in self._used or (self._text[start : start + 1].isdigit() and start != self._at):
                continue
            end = _spells(word.lower(), self._text, start)
            if end is not None and (end - start > 1 or start == self._at or self._text.count(self._text[start]) == 1):
                return start, end
        return None

    def _sister(self, word: str) -> tuple[int, str] | None:
        """长江东路 beside 长江西路 in one word: all but one of its syllables, which is another side or number; where, and how it is written."""
        for start in range(len(self._text)):
            for length in range(2, 7):
                part = self._text[start : start + length]
                if len(part) < length or not self._used.isdisjoint(range(start, start + length)):
                    break
                for i, one in enumerate(part):
                    for sister in next((row for row in _SISTERS if one in row), ""):
                        text = part[:i] + sister + part[i + 1 :]
                        if _spells(word.lower(), text, 0) == length:
                            return start, text
        return None

    def _placed(self) -> Iterator[_Piece]:
        """The numbers with their units, behind the road or behind all names."""
        told = {unit for unit, _, _ in self._numbers}
        for unit, said, token in self._numbers:
            unit = self._unit(unit, said, token, told)  # noqa: PLW2901
            told.add(unit)
            if unit == "楼" and any(u == "室" and s.startswith(said) for u, s, _ in self._numbers):
                continue  # 12/F, Room 1207
            behind = self._road >= 0 and unit in _OF_ROADS
            rank = _ORDER[unit] + 0.5 * (unit == "栋" and said.isalpha())  # 5栋B座
            order = self._road + rank / 1000 if behind else _LAST + rank
            yield _Piece(order, self._with_unit(unit, said), token.start, token.end)

    def _with_unit(self, unit: str, said: str) -> str:
        if unit == "附":
            return f"附{said}号"
        if unit == "段":
            return f"{_NUMERALS[int(said)] if said.isdigit() and int(said) < len(_NUMERALS) else said}段"
        if unit == "弄" and re.search(r"\d巷", self._text):
            return f"{said}巷"
        if unit == "栋" and said.isalpha():
            return f"{said}座"
        return said + unit

    def _unit(self, unit: str, said: str, token: Token, told: set[str]) -> str:
        """What a number is of, by the other address where the words leave it open."""
        theirs = {part.level: part.value for part in self._other.numbers}
        if unit == "单元" and "室" not in told and "room" in theirs and "entrance" not in theirs:
            return "室"  # Unit 1203
        if unit == "栋" and "building" not in theirs and "lane" in theirs and "号" not in told:
            return "号"  # 388弄7号
        if unit == "号" and theirs.get("number") != said and theirs.get("room") == said and "室" not in told:
            return "室"  # No. 601
        if unit or "-" in said:
            return unit
        for level, known in _LEVELS:
            if theirs.get(level) == said and known not in told:
                return known
        after = next((t for t in self._tokens if t.start >= token.end), None)
        if after and after.kind == "word" and "," not in self._address[token.end : after.start] and "号" not in told:
            return "号"  # 12 Hubin Road
        if "室" not in told:
            return "室"
        raise _Unspelled(said)

    def _divisions(self) -> Iterator[_Piece]:
        """What stands above the names, as the table calls it; of several divisions of one sound, what goes with the others."""
        if not self._heads:
            return
        if len(self._heads) > _MOST_HEADS:
            raise _Unspelled
        table, place = divisions(), self._other.place
        near = {*place.told, *place.cities, *place.provinces}

        def kin(a: int, b: int) -> bool:
            return table.same(a, b) or table.under(a, b) or table.under(b, a)

        def fits(chosen: tuple[int, ...]) -> tuple[bool, bool]:
            inner = all(kin(a, b) for i, a in enumerate(chosen) for b in chosen[:i])
            return inner, inner and (not near or all(any(kin(a, b) for b in near) for a in chosen))

        choices = [_candidates(token.text) for token in self._heads]
        combined = {chosen: fits(chosen) for chosen in product(*choices)}
        best = max(combined.values())
        found = [chosen for chosen, fit in combined.items() if fit == best]
        if not best[0] or (len(found) > 1 and not best[1]):
            raise _Unspelled
        for index, token in zip(min(found, key=lambda c: [len(table.all[i].path) for i in c]), self._heads, strict=True):
            yield _Piece(table.all[index].level - 10.0, table.all[index].name, token.start, token.end)


def _figure(token: Token) -> str:
    """What a number says in figures, an ordinal or floor too; '' of other words."""
    if token.kind in ("floor", "ordinal"):
        return token.text[:-2]
    if token.kind == "number" and token.text[-1] == "F":
        return token.text[:-1]
    return token.text if token.kind == "number" else _FIGURES.get(token.text, "")


def _spells(word: str, text: str, start: int) -> int | None:
    """Where the characters end that sound like the word from `start` on; None if they do not."""
    if not word:
        return start
    if start >= len(text):
        return None
    for sound in _sounds(text[start]):
        if word.startswith(sound) and (end := _spells(word[len(sound) :], text, start + 1)) is not None:
            return end
    return None


@lru_cache(maxsize=8192)
def _sounds(char: str) -> tuple[str, ...]:
    """How a character may be spelled, and a figure."""
    if char in _SAID:
        return (_SAID[char],)
    found = (*characters().sounds(char), *_LOCAL.get(char, ()))
    return (*found, *(sound.replace("v", u) for sound in found if "v" in sound for u in ("u", "yu")))


#: As people call places there.
_LOCAL = {"堡": ("pu", "bu", "bao"), "涌": ("chong",), "埔": ("bu",), "大": ("dai",)}


@cache
def _names_of_divisions() -> dict[str, tuple[int, ...]]:
    """All divisions by how their names are spelled, with their kind and without."""
    found: dict[str, set[int]] = {}
    for names in divisions().by_start.values():
        for name in names:
            for sounds in product(*(_sounds(c) for c in name.text)):
                found.setdefault("".join(sounds).upper(), set()).update(name.divisions)
    return {spelled: tuple(sorted(which)) for spelled, which in found.items()}


def _candidates(word: str) -> tuple[int, ...]:
    other = _OTHER_NAMES.get(word)
    if other is None:
        return _names_of_divisions()[word]
    return next(name.divisions for name in divisions().by_start[other[:2]] if name.text == other)
