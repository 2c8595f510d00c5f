"""Addresses in Latin letters, English or pinyin: words and numbers compared as sets, for either may come first.

    33 Rizal St, Silang, Cavite                  33 Rizal Street, Silang                    same
    Room 1204, Unit 4, Bldg 17, 248 Heping Rd    248 Heping Road 17-4-1204                  same
    Flat 1802, Tower 3, Golden Bay               Flat 1803, Tower 3, Golden Bay             different: the room
    Bldg 5, 12 Hubin Road                        Room 203, 12 Hubin Road                    for a person: neither says what the other does
    88 Jiefang Road, Room 3                      88 Liberation Road, Flat C                 for a person: perhaps translated

Upper levels may be left out on one side. Different is what gives two values for one level of the same street or estate, or two streets with
two numbers, or two addresses that share nothing at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from audit.model import Text
from audit.values.address.answer import SAME, Answer, Side, Verdict
from audit.values.address.normalise import half
from audit.values.address.reading import LEVELS

#: What introduces a number, by the level it is of.
_ROLES = {
    word: level
    for level, words in {
        "room": "ROOM RM FLAT FLT APT APARTMENT SHOP STALL SUITE STE HUT SLIP OFFICE #",
        "building": "BUILDING BLDG BLD BLOCK BLK TOWER TWR",
        "entrance": "UNIT ENTRANCE ENT",
        "floor": "FLOOR FL STOREY LEVEL LVL",
        "group": "LOT KM GROUP PHASE PH",
        "zone": "ZONE SECTOR PUROK BARANGAY BRGY BGY DISTRICT",
        "number": "NO NOS NUMBER",
    }.items()
    for word in words.split()
}
#: Kinds of streets, estates and houses in all their spellings: the words before them are a name.
_KINDS = {
    word: words.split()[0]
    for words in (
        "STREET ST STR JIE", "ROAD RD LU", "LANE LN XIANG", "AVENUE AVE AV DADAO", "DRIVE DR", "BOULEVARD BLVD", "COURT CT", "SQUARE SQ", "PLACE PL",
        "CRESCENT CRES", "TERRACE TER", "HIGHWAY HWY", "LORONG LOR", "JALAN JLN", "CLOSE CL", "EXTENSION EXT", "WAY", "ROW", "PATH", "ALLEY", "HUTONG",
        "PARK PK", "GARDEN GARDENS GDN GDNS HUAYUAN", "ESTATE EST XIAOQU", "HOUSE HSE", "CENTRE CENTER CTR", "SCHOOL SCH", "HEIGHTS HTS",
        "MARKET MKT", "VILLAGE VILL CUN", "RESIDENCE RES", "APARTMENTS APTS", "MANSION MANSIONS", "PLAZA", "BUILDINGS", "TOWERS", "VILLAS", "HOMES",
    )
    for word in words.split()
}  # fmt: skip
_SHORT = {"MT": "MOUNT", "STA": "SANTA", "STO": "SANTO", "BT": "BUKIT", "TG": "TANJONG", "UPP": "UPPER"}
_COMPASS = {"N": "NORTH", "S": "SOUTH", "E": "EAST", "W": "WEST"}
_OPPOSITE = ({"NORTH", "SOUTH"}, {"EAST", "WEST"}, {"UPPER", "LOWER"}, {"INNER", "OUTER"})
_SIDES = frozenset({"MIDDLE"}.union(*_OPPOSITE))
#: Beside the place; or a house that has two numbers.
_NEAR = frozenset({"OLD", "AKA", "FORMERLY", "NEAR", "OPPOSITE", "OPP", "BEHIND", "BESIDE", "NEXT", "ACROSS", "OUTSIDE"})
_LANDS = {
    word: words.split()[0]
    for words in (
        "CHINA PRC",
        "SINGAPORE",
        "PHILIPPINES",
        "MALAYSIA",
        "HK HKSAR HONG KONG KOWLOON KLN NT TERRITORIES",
        "MACAU MACAO",
        "TAIWAN",
    )
    for word in words.split()
}
#: Said or left out, they tell no two places apart.
_EMPTY = frozenset(
    {"THE", "OF", "AT", "IN", "NEW", "CITY", "DIST", "PROVINCE", "PROV", "COUNTY", "TOWN", "TOWNSHIP", "MUNICIPALITY"}
)
DIGITS = {word: str(n) for n, word in enumerate(("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"), 1)}
ORDINALS = {
    word: str(n)
    for n, word in enumerate(("FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH", "TENTH"), 1)
}
#: What is no part of an address, and postcodes of Britain, the United States and Singapore; other numbers of five digits that are not the first.
_ASIDE = re.compile(r"\b1\d{2}[ -]?\d{4}[ -]?\d{4}\b|\b\d{1,2}:\d{2}\b|\b\d+(?:ST|ND|RD|TH) (?:VISIT|TIME|CALL)\b")
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b|(?:\bS ?)?\(?(?<!\d)\d{6}(?!\d)\)?|(?<=\d)(\D+)\b\d{5}\b"
)
_TOKEN = re.compile(
    r"(?P<floor>(?<![0-9A-Z])(?:\d{1,3}|[GULB])/F(?![A-Z]))|(?P<ordinal>\d+(?:ST|ND|RD|TH)(?![A-Z]))"
    r"|(?P<number>\d+(?:[A-Z](?![A-Z]))?(?:[-/]\d+(?:[A-Z](?![A-Z]))?(?![0-9]))*)|(?P<word>[A-Z]+|#)"
)
_ATOM = re.compile(r"\d+|[A-Z]")
#: A room of so many digits tells its floor by all but the last two. Names of so many letters that are so much alike may be one.
_ROOM, _UNIT, _LONG, _ALIKE = 3, 2, 4, 85
#: From the coarse to the fine.
_ORDER = ("group", "number", "building", "entrance", "floor", "room")
_OPEN = Answer(Verdict.REVIEW, "whole", why=Text("外文地址的文字不足以判定", "the words of the two addresses do not decide it"))


class Latin(NamedTuple):
    """An address in Latin letters as read.

    `names` tell places apart, `streets` are those before a kind of street or estate, run together, with what `sides` they are of; `values` all
    numbers and letters of parts, `levels` the value of each level that is told; `codes` postcodes. `at`: where each of them stands as typed.
    """

    names: frozenset[str]
    streets: dict[str, frozenset[str]]
    kinds: frozenset[str]
    lands: frozenset[str]
    values: Counter[str]
    levels: dict[str, str]
    codes: frozenset[str]
    near: bool
    at: dict[str, tuple[int, int]]


class Token(NamedTuple):
    """A number, word, ordinal (2ND) or floor (12/F) in plain capitals, and where it stands in the original."""

    kind: str
    text: str
    start: int
    end: int


class Spelling(NamedTuple):
    """The tokens of an address in order, and its postcodes, which are none of them."""

    tokens: tuple[Token, ...]
    codes: frozenset[str]


class _Difference(NamedTuple):
    """A level, and what either address says there."""

    level: str
    on_file: Collection[str]
    visited: Collection[str]


@lru_cache(maxsize=8192)
def compare(on_file: str, visited: str) -> Answer:
    """Whether two addresses in Latin letters are one place."""
    a, b = _read(on_file), _read(visited)
    if a.near or b.near or _contradict(a.codes, b.codes) or _contradict(a.lands, b.lands):
        return _OPEN
    if _agree(a, b):
        return SAME
    found = _difference(a, b)
    if found is None:
        return _OPEN
    first, second, name = _side(on_file, a, found.on_file), _side(visited, b, found.visited), LEVELS[found.level]
    why = Text(f"{name.zh} {second.words} ≠ {first.words}", f"{name.en} {second.words} ≠ {first.words}")
    return Answer(Verdict.DIFFERENT, found.level, first, second, why)


def _contradict(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others and some.isdisjoint(others))


def _agree(a: Latin, b: Latin) -> bool:
    """The same numbers, level by level, and one names and calls all that the other does."""
    nested = a.names <= b.names or b.names <= a.names
    alike = a.kinds <= b.kinds or b.kinds <= a.kinds
    told = all(a.levels[level] == b.levels[level] for level in a.levels.keys() & b.levels.keys())
    sides = (a.names & _SIDES) == (b.names & _SIDES)
    return bool(a.names & b.names) and a.values == b.values and nested and alike and told and sides


def _difference(a: Latin, b: Latin) -> _Difference | None:
    """What tells two places apart for sure."""
    street = a.streets.keys() & b.streets.keys()
    if any(_opposite(a.streets[name], b.streets[name]) for name in street):  # West Road, East Road
        return _Difference("road", a.names & _SIDES, b.names & _SIDES)
    if a.values == b.values:  # 5-3-201 and 3-5-201
        return None
    only_a, only_b, common = a.names - b.names, b.names - a.names, a.names & b.names
    if street or (len(common) > 1 and not (only_a and only_b)):
        level = next((level for level in _ORDER if _apart(a.levels, b.levels, level)), "")
        return _Difference(level, [_told(a.levels, level)], [_told(b.levels, level)]) if level else None
    if not (only_a and only_b) or _alike((*only_a, *a.streets), (*only_b, *b.streets)):
        return None
    shared = a.values & b.values
    apart = {level for level in _ORDER if _apart(a.levels, b.levels, level)}
    if a.streets and b.streets and ("number" in apart or (apart and not shared)):
        return _Difference("road", only_a, only_b)
    if not common and min(len(only_a), len(only_b)) > 1 and a.values and b.values and not shared:
        return _Difference("name", only_a, only_b)
    return None


def _opposite(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(pair == {one, other} for one in some for other in others for pair in _OPPOSITE)


def _told(levels: dict[str, str], level: str) -> str:
    """What is said of a level; a room may tell its floor."""
    return levels.get(level) or (levels.get("room", "") if level == "floor" else "")


def _apart(a: dict[str, str], b: dict[str, str], level: str) -> bool:
    """Whether both tell the level, in one way, and otherwise."""
    if level == "floor":
        x, y = _floor(a), _floor(b)
    elif level == "room":
        x, y = _door(a), _door(b)
    else:
        x, y = a.get(level, ""), b.get(level, "")
    return bool(x and y) and x != y and ((x.isdigit() and y.isdigit()) or (x.isalpha() and y.isalpha()))


def _floor(levels: dict[str, str]) -> str:
    """As told, or by the room: 12 of 1203."""
    room = levels.get("room", "")
    return levels.get("floor") or (room[:-_UNIT] if room.isdigit() and len(room) >= _ROOM else "")


def _door(levels: dict[str, str]) -> str:
    """Which door of its floor: 3 of 1203."""
    room = levels.get("room", "")
    return room[-_UNIT:].lstrip("0") if room.isdigit() and len(room) >= _ROOM else room


def _alike(some: Iterable[str], others: Iterable[str]) -> bool:
    """Baizhang and Baizang, Taipo and Tai Po: perhaps one name."""
    others = list(others)
    return any(min(len(x), len(y)) >= _LONG and (ratio(x, y) >= _ALIKE or x in y or y in x) for x in some for y in others)


def _side(address: str, r: Latin, words: Iterable[str]) -> Side:
    """The first of the words where it stands, as typed."""
    spans = [r.at[word] for word in words if word in r.at]
    start, end = min(spans) if spans else (0, len(address))
    return Side(address[start:end], start, end)


def spelling(address: str) -> Spelling:
    """An address in Latin letters word by word: without accents, telephone numbers and times."""
    typed = [(i, plain) for i, c in enumerate(address) for plain in _plain(c)]
    where = [i for i, _ in typed]
    text = _ASIDE.sub(_blank, "".join(plain for _, plain in typed))
    codes = frozenset(code[0].strip("() ")[-6:] for code in _POSTCODE.finditer(text))
    found = _TOKEN.finditer(_POSTCODE.sub(_blank, text))
    return Spelling(tuple(Token(m.lastgroup or "", m[0], where[m.start()], where[m.end() - 1] + 1) for m in found), codes)


@lru_cache(maxsize=8192)
def _read(address: str) -> Latin:
    reader = _Reader(address)
    for i in range(len(reader.tokens)):
        reader.take(i)
    return reader.read()


class _Reader:
    """Goes through an address word by word. `_role`: what the word before says a number is; `_said`: the name so far."""

    def __init__(self, address: str):
        self.tokens, self._codes = spelling(address)
        self._names: set[str] = set()
        self._streets: dict[str, frozenset[str]] = {}
        self._kinds: set[str] = set()
        self._lands: set[str] = set()
        self._values: Counter[str] = Counter()
        self._levels: dict[str, str] = {}
        self._at: dict[str, tuple[int, int]] = {}
        self._said: list[str] = []
        self._role = self._ordinal = ""
        self._near = False
        self._in_chain = False  # #07-246: the floor is among the values already

    def take(self, i: int) -> None:
        token, role = self.tokens[i], self._role
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        said = token.text
        self._role = ""
        if token.kind == "floor":
            self._level("floor", said[:-2].lstrip("0"), token)
        elif token.kind == "ordinal" or said in ORDINALS:
            number = ORDINALS.get(said) or said[:-2]
            if after and _ROLES.get(after.text) == "floor":
                self._level("floor", number, token)
            else:
                self._ordinal = number
        elif token.kind == "number" or (role and said in DIGITS):
            self._number(DIGITS.get(said, said), role, i)
        elif said in _ROLES and _introduces(said, after):
            self._role = role if role and _ROLES[said] == "number" else _ROLES[said]  # Stall No. 14
        elif len(said) == 1 and (role or said not in _COMPASS or after is None or after.kind != "word"):
            self._values[said] += 1
            self._level(role, said, token)
        else:
            self._word(_KINDS.get(said) or _SHORT.get(said) or _COMPASS.get(said) or said, token)

    def _number(self, said: str, role: str, i: int) -> None:
        token, before, after = (
            self.tokens[i],
            self.tokens[i - 1] if i else None,
            self.tokens[i + 1] if i + 1 < len(self.tokens) else None,
        )
        self._said = []
        if role == "zone":
            self._level("zone", said, token)
            return
        if role == "floor" or said[-1] == "F":
            self._level("floor", said.rstrip("F").lstrip("0"), token)
            return
        chain = re.split("[-/]", said)
        ahead = after is not None and after.kind == "word" and after.text not in _ROLES
        house = not role and ahead and not (before and before.text in _KINDS)  # 12 Hubin Road, but not Ave 6 Bukit
        levels = {2: ("floor" if role == "room" else "building", "room"), 3: ("building", "entrance", "room")}.get(len(chain))
        if levels is None or (house and len(chain) == 2):
            levels = ("",) * len(chain)
            self._level(role or ("number" if house else ""), said if len(chain) > 1 else said.lstrip("0"), token)
        self._in_chain = self._in_chain or levels[0] == "floor"
        for level, part in zip(levels, chain, strict=True):
            self._level(level, part.lstrip("0"), token)
            self._values.update(atom.lstrip("0") for atom in _ATOM.findall(part))

    def _word(self, word: str, token: Token) -> None:
        if word in _NEAR:
            self._near = True
        elif word in _KINDS:
            self._kinds.add(word)
            names = [name for name in self._said if name not in _SIDES]
            if names or self._ordinal:
                self._streets[self._ordinal + "".join(names)] = frozenset(self._said) & _SIDES
            if self._ordinal:
                self._name(self._ordinal + word, token)
            self._said = []
        elif word in _LANDS:
            self._lands.add(_LANDS[word])
        elif word not in _EMPTY and word not in _ROLES:
            self._name(self._ordinal + word, token)
        self._ordinal = ""

    def _name(self, word: str, token: Token) -> None:
        self._names.add(word)
        self._said.append(word)
        self._place(word, token)

    def _level(self, level: str, value: str, token: Token) -> None:
        if level and value:
            self._levels.setdefault(level, value)
        self._place(value, token)

    def _place(self, word: str, token: Token) -> None:
        self._at.setdefault(word, (token.start, token.end))

    def read(self) -> Latin:
        if "room" not in self._levels and "entrance" in self._levels:
            self._levels["room"] = self._levels.pop("entrance")  # Unit 3 is a flat where no other is told
        floor, room = self._levels.get("floor", ""), self._levels.get("room", "")
        if floor and not (len(room) == len(floor) + _UNIT and room.startswith(floor)):  # 12/F, Room 1207
            self._values[floor] += not self._in_chain
        names, kinds, lands = frozenset(self._names), frozenset(self._kinds), frozenset(self._lands)
        return Latin(names, self._streets, kinds, lands, self._values, self._levels, self._codes, self._near, self._at)


def _introduces(said: str, after: Token | None) -> bool:
    """Whether a word tells what the next number is: Block 5, Block A, Tower One; Block Tower Street is a name."""
    return (
        said == "#" or after is None or after.kind != "word" or len(after.text) == 1 or after.text in _ROLES or after.text in DIGITS
    )


def _plain(char: str) -> str:
    """Half width, upper case, without accent; nothing of an apostrophe (Xi'an)."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in half(char) if c not in "`’")


def _blank(found: re.Match[str]) -> str:
    """As long as what was found, so that places stay; the words between two numbers stay too."""
    kept = found[1] if found.re is _POSTCODE and found[1] else ""
    return kept + " " * (len(found[0]) - len(kept))
