"""Addresses in Latin letters, English or pinyin: words and numbers compared as sets, for either may come first.

    33 Rizal St, Silang, Cavite                  33 Rizal Street, Silang                    same
    Room 1204, Unit 4, Bldg 17, 248 Heping Rd    248 Heping Road 17-4-1204                  same
    Flat 1802, Tower 3, Golden Bay               Flat 1803, Tower 3, Golden Bay             different: the room
    88 Renmin Road, 1203                         88 People's Road, 1203                     for a person: perhaps translated

Upper levels may be left out on one side. Numbers and names must both differ, or numbers of the same name, before two addresses are called
different.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
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
        "number": "NO NOS NUMBER",
    }.items()
    for word in words.split()
}
#: Kinds of streets, estates and houses in all their spellings: the word before them is a name.
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
_SIDES = frozenset({*_COMPASS.values(), "MIDDLE", "UPPER", "LOWER", "INNER", "OUTER"})
_NEAR = frozenset({"NEAR", "OPPOSITE", "OPP", "BEHIND", "BESIDE", "NEXT", "ACROSS", "OUTSIDE"})
_UNSAID = """
    THE OF AT IN CITY DISTRICT DIST PROVINCE PROV COUNTY TOWN TOWNSHIP MUNICIPALITY CHINA PRC SINGAPORE PHILIPPINES MALAYSIA
    HK HKSAR HONG KONG KOWLOON KLN NT NEW TERRITORIES BARANGAY BRGY BGY
"""
#: Said or left out, they tell no two places apart.
_EMPTY = frozenset(_UNSAID.split())
_APOSTROPHE = re.compile(r"(?<=[A-Z])['’`](?=[A-Z])")
_TOKEN = re.compile(
    r"(?P<floor>(?<![0-9A-Z])(?:\d{1,3}|[GULB])/F(?![A-Z]))|(?P<ordinal>\d+(?:ST|ND|RD|TH)(?![A-Z]))"
    r"|(?P<number>\d+[A-Z]?(?![A-Z])(?:[-/]\d+[A-Z]?(?![0-9A-Z]))*)|(?P<word>[A-Z]+|#)"
)
_ATOM = re.compile(r"\d+|[A-Z]")
#: So many digits are a postcode, so many at least a room that tells its floor. Names of so many letters that are so much alike may be one.
_POSTCODE, _ROOM, _LONG, _ALIKE = 6, 3, 4, 85
_OPEN = Answer(Verdict.REVIEW, "whole", why=Text("外文地址的文字不足以判定", "the words of the two addresses do not decide it"))


class Latin(NamedTuple):
    """An address in Latin letters as read.

    `names` tell places apart, `streets` are those right before a kind of street or estate, `values` all numbers and letters of parts,
    `levels` the first value of each level that is told. `at`: where names and values stand in the address as typed.
    """

    names: frozenset[str]
    streets: frozenset[str]
    kinds: frozenset[str]
    values: Counter[str]
    levels: dict[str, str]
    near: bool
    at: dict[str, tuple[int, int]]


class _Difference(NamedTuple):
    """A level, and the words of either address that differ there."""

    level: str
    on_file: Iterable[str]
    visited: Iterable[str]


@lru_cache(maxsize=8192)
def compare(on_file: str, visited: str) -> Answer:
    """Whether two addresses in Latin letters are one place."""
    a, b = _read(on_file), _read(visited)
    if a.near != b.near:
        return _OPEN
    if _agree(a, b):
        return SAME
    found = _difference(a, b)
    if found is None:
        return _OPEN
    first, second, name = _side(on_file, a, found.on_file), _side(visited, b, found.visited), LEVELS[found.level]
    why = Text(f"{name.zh} {second.words} ≠ {first.words}", f"{name.en} {second.words} ≠ {first.words}")
    return Answer(Verdict.DIFFERENT, found.level, first, second, why)


def _agree(a: Latin, b: Latin) -> bool:
    """The same numbers, and one names and calls all that the other does."""
    nested = a.names <= b.names or b.names <= a.names
    alike = a.kinds <= b.kinds or b.kinds <= a.kinds
    swapped = any(a.levels[level] != b.levels[level] for level in a.levels.keys() & b.levels.keys())  # 5-3-201 and 3-5-201
    return bool(a.names & b.names) and a.values == b.values and nested and alike and not swapped


def _difference(a: Latin, b: Latin) -> _Difference | None:
    """What tells two places apart for sure."""
    only_a, only_b = a.names - b.names, b.names - a.names
    if only_a and only_b and only_a | only_b <= _SIDES:  # West Road, East Road
        return _Difference("road", only_a, only_b)
    more_a, more_b = a.values - b.values, b.values - a.values
    if not (more_a and more_b):
        return None
    common, street = a.names & b.names, a.streets & b.streets
    if street or (len(common) > 1 and not (only_a and only_b)):
        return _Difference(_level(a, b), more_a, more_b)
    if only_a and only_b and a.streets and b.streets and not _alike(a.streets, b.streets):
        return _Difference("road", a.streets, b.streets)
    if only_a and only_b and not common and not _alike(only_a, only_b):
        return _Difference("name", only_a, only_b)
    return None


def _level(a: Latin, b: Latin) -> str:
    """The coarsest level that both tell and that differs; else it is the number."""
    both = a.levels.keys() & b.levels.keys()
    return next((level for level in LEVELS if level in both and a.levels[level] != b.levels[level]), "number")


def _alike(some: Iterable[str], others: Iterable[str]) -> bool:
    """Baizhang and Baizang: perhaps one name."""
    others = [other for other in others if len(other) >= _LONG]
    return any(len(one) >= _LONG and ratio(one, other) >= _ALIKE for one in some for other in others)


def _side(address: str, r: Latin, words: Iterable[str]) -> Side:
    """The first of the words where it stands, as typed."""
    spans = [r.at[word] for word in words if word in r.at]
    start, end = min(spans) if spans else (0, len(address))
    return Side(address[start:end], start, end)


@lru_cache(maxsize=8192)
def _read(address: str) -> Latin:
    reader = _Reader(address)
    for i, token in enumerate(reader.tokens):
        reader.take(token, reader.tokens[i + 1] if i + 1 < len(reader.tokens) else None)
    return reader.read()


class _Reader:
    """Goes through an address word by word. `role`: what the word before says a number is."""

    def __init__(self, address: str):
        text = "".join(unicodedata.normalize("NFD", c)[0] for c in half(address))
        gone = {m.start() for m in _APOSTROPHE.finditer(text)}
        self._where = [i for i in range(len(text)) if i not in gone]
        self.tokens = list(_TOKEN.finditer("".join(text[i] for i in self._where)))
        self._typed = len(text) == len(address)
        self._names: set[str] = set()
        self._streets: set[str] = set()
        self._kinds: set[str] = set()
        self._values: Counter[str] = Counter()
        self._levels: dict[str, str] = {}
        self._floors: list[str] = []
        self._at: dict[str, tuple[int, int]] = {}
        self._role = self._last = ""
        self._near = False

    def take(self, token: re.Match[str], after: re.Match[str] | None) -> None:
        said, role = token[0], self._role
        self._role = ""
        if token["floor"] or (token["ordinal"] and after and _ROLES.get(after[0]) == "floor"):
            self._floors.append(re.sub(r"\D+$", "", said) or said[0])
        elif token["ordinal"]:
            self._keep(_ATOM.findall(said)[0], "", token)
        elif token["number"]:
            self._number(said, role, token)
        elif said in _ROLES and (said == "#" or after is None or not after["word"] or len(after[0]) == 1 or after[0] in _ROLES):
            self._role = role if role and _ROLES[said] == "number" else _ROLES[said]  # Stall No. 14
        elif len(said) == 1 and (role or said not in _COMPASS or after is None or not after["word"]):
            self._keep(said, role, token)
        else:
            self._word(_KINDS.get(said) or _SHORT.get(said) or _COMPASS.get(said) or said, token)

    def _number(self, said: str, role: str, token: re.Match[str]) -> None:
        self._last = ""
        if said.isdigit() and len(said) >= _POSTCODE:
            return
        if role == "floor" or said[-1] == "F":
            self._floors.append(said.rstrip("F"))
            return
        chain = re.split("[-/]", said)
        levels = {2: ("floor" if role == "room" else "building", "room"), 3: ("building", "entrance", "room")}.get(len(chain))
        for level, part in zip(levels or [role] * len(chain), chain, strict=True):
            first, *more = _ATOM.findall(part)
            self._keep(str(int(first)), level, token)
            for letter in more:
                self._keep(letter, "", token)

    def _word(self, word: str, token: re.Match[str]) -> None:
        if word in _NEAR:
            self._near = True
        elif word in _KINDS:
            self._kinds.add(word)
            if self._last:
                self._streets.add(self._last)
        elif word not in _EMPTY:
            self._names.add(word)
            self._place(word, token)
            self._last = self._last if word in _SIDES else word

    def _keep(self, value: str, level: str, token: re.Match[str]) -> None:
        self._values[value] += 1
        if level and level != "number":
            self._levels.setdefault(level, value)
        self._place(value, token)

    def _place(self, word: str, token: re.Match[str]) -> None:
        if self._typed:
            self._at.setdefault(word, (self._where[token.start()], self._where[token.end() - 1] + 1))

    def read(self) -> Latin:
        for floor in self._floors:
            if not any(len(value) >= _ROOM and value.startswith(floor) for value in self._values):  # 12/F, Room 1207
                self._values[floor.lstrip("0")] += 1
        names, streets, kinds = frozenset(self._names), frozenset(self._streets), frozenset(self._kinds)
        return Latin(names, streets, kinds, self._values, self._levels, self._near, self._at)
