"""An address in Latin letters beside one in Chinese: written in the other's characters where they sound so, to be compared as two Chinese ones.

    Room 1203, Bldg 7, Lane 388 Zhennan Rd, Putuo    真南路388弄7号1203室                 普陀区真南路388弄7号1203室
    Flat 7C, Block 2, Cuizhu Garden, Shenzhen        深圳市罗湖区翠竹花园2栋7C              深圳市翠竹花园2栋7C室
    No. 9 Changjiang East Road                       宝山区长江西路9号                     长江东路9号
    Room 101, Block 3, Sunshine Garden               阳光花园3栋101                        none: translated

Any one word that the other address does not spell, that is no kind of place as the other has it, no division that fits and no side or
number in place of another, and nothing is written: a person looks. Pinyin is Hanyu Pinyin without tones (ISO 7098); ü may be u, v or yu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from audit.values.address.divisions import divisions
from audit.values.address.latin import DIGITS, ORDINALS, Token, spelling
from audit.values.address.normalise import characters
from audit.values.address.reading import Reading
from audit.values.address.spoken import (
    BEFORE,
    BEHIND,
    DIVISIONS,
    IN_NAMES,
    KINDS,
    LOCAL,
    MEANINGS,
    NOTHING,
    NUMERALS,
    OF_ROADS,
    OPEN,
    ORDER,
    OTHER_NAMES,
    PART_OF_ROAD,
    ROAD_TAIL,
    ROADS,
    SIDES,
    SISTERS,
    STEMS,
)

#: No address is longer, and none tells divisions in more ways.
LONGEST, _MOST_WAYS = 200, 2000
_LAST = 1000.0
_HANZI = re.compile("[\u4e00-\u9fff]")
#: What of a name may be left out: 小区 and its like at the end.
_TAIL = re.compile("(?:小区|社区|街道|大厦|号?院)$")
#: A room taken for a postcode, for those of the mainland have six digits.
_ROOM = re.compile(r"\D*\d{5}")


class Written(NamedTuple):
    """The address in Chinese; `where[i]` is where the words of its character i stand in the original.

    `whole`: it says every name that the other address does, and no other.
    """

    text: str
    where: tuple[tuple[int, int], ...]
    whole: bool


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
    """A word that the other address does not say."""


@lru_cache(maxsize=8192)
def written(address: str, other: Reading) -> Written | None:
    """An address in Latin letters in the characters of the other; None where a word is not to be found there."""
    if max(len(address), len(other.text)) > LONGEST or _HANZI.search(address):
        return None
    tokens, codes = spelling(address)
    if any(_ROOM.fullmatch(code) for code in codes):
        return None
    writer = _Writer(address, tokens, other)
    try:
        pieces = writer.pieces()
    except _Unspelled:
        return None
    return Written("".join(p.text for p in pieces), tuple((p.start, p.end) for p in pieces for _ in p.text), writer.whole())


class _Writer:
    """Goes through the words; `_at` is where in the other address the last name ended, `_used` are its characters that are spelled."""

    def __init__(self, address: str, tokens: Sequence[Token], other: Reading):
        self._address, self._tokens = address, tokens
        self._other, self._text = other, other.text
        self._used: set[int] = set()
        self._at = 0
        self._next = 0
        self._in_name = False  # whether the last word was spelled, and no comma came since
        self._road = -1.0  # behind which in order the numbers of the road stand
        self._names: list[_Piece] = []
        self._numbers: list[_Number] = []
        self._heads: list[Token] = []  # words that may be divisions
        self._changed = False  # whether something stands in place of what the other says

    def pieces(self) -> list[_Piece]:
        while self._next < len(self._tokens):
            self._take()
        return sorted([*self._names, *self._placed(), *self._divisions()], key=lambda p: p.order)

    def whole(self) -> bool:
        """Whether all names of the other address are spelled; towns and the like of 小区 may be left out."""
        left = [p for p in self._other.names if p.kind not in ("town", "park")]
        ends = (p.end - len(tail[0]) if (tail := _TAIL.search(self._text[p.start : p.end])) else p.end for p in left)
        return not self._changed and all(at in self._used for p, end in zip(left, ends, strict=True) for at in range(p.start, end))

    def _take(self) -> None:
        """The next word or number, with the words that belong to it."""
        token, after, third = self._tokens[self._next], self._ahead(1), self._ahead(2)
        number, stem = _figure(token), STEMS.get(token.text, "")
        if self._next and self._has_comma(self._next):
            self._in_name = False
        if token.text == "SUB" and after and after.text == "LANE":
            self._next += 1
            token, after, third = Token("word", "SUBLANE", token.start, after.end), third, self._ahead(2)
        unit = BEFORE.get(token.text, "")
        if stem and stem in self._text and after and (after.kind == "number" or after.text in ("DANYUAN", "DONG", "ZUO")):
            of = "" if after.kind == "number" else BEHIND.get(after.text, "座")
            self._numbers.append(_Number(of, stem if of else stem + after.text, token if of else after))
            self._next += 2
        elif unit and after and (said := _said(after)):
            self._unit_and_number(unit, said, after)
        elif number and token.kind == "floor":
            self._numbers.append(_Number("楼", number, token))
            self._next += 1
        elif number and after and after.text in ("FLOOR", "FL"):
            self._numbers.append(_Number("楼", number, token))
            self._next += 2
        elif token.kind == "ordinal" or (number and token.kind == "word"):
            self._next += 1
            self._ordinal(number, token)
        elif token.kind == "number":
            told = BEHIND.get(after.text, "") if after and not self._is_road(2) else ""
            building = told == "号" and third is not None and third.text == "LOU"  # 14 Hao Lou
            self._numbers.append(_Number("栋" if building else told, token.text, token))
            self._next += 3 if building else 2 if told else 1
        else:
            self._next += 1
            self._word(token)

    def _unit_and_number(self, unit: str, said: str, number: Token) -> None:
        """Block 5, No. 4 Building, No. 3 Village, Fu 3 Hao."""
        third, fourth = self._ahead(2), self._ahead(3)
        if third and unit == "号" and third.text in ("VILLAGE", "ROAD", "STREET") and IN_NAMES.search(self._text):
            self._next += 2
            self._ordinal(said, number)
            return
        if third and unit == "号" and BEFORE.get(third.text) == "栋" and not (fourth and _said(fourth)):
            unit = "栋"
            self._next += 1
        self._numbers.append(_Number(unit, said, number))
        self._next += 3 if unit == "附" and third and third.text == "HAO" else 2

    def _ahead(self, by: int) -> Token | None:
        """The token so many further on, if no comma stands before it."""
        at = self._next + by
        return None if at >= len(self._tokens) or self._has_comma(at) else self._tokens[at]

    def _has_comma(self, at: int) -> bool:
        between = self._address[self._tokens[at - 1].end : self._tokens[at].start]
        return "," in between or "，" in between

    def _is_road(self, by: int) -> bool:
        """9 Dong Lu: what looks like a unit is the side of a road."""
        token = self._ahead(by)
        return token is not None and token.text in ("LU", "JIE", "DAJIE", "DADAO", "ROAD", "STREET", "RD", "ST")

    def _ordinal(self, said: str, token: Token) -> None:
        """二村, 三巷, 4区: a number in a name, as the other writes it, or another one where the other has one there."""
        n = int(said) if said.isdigit() else 0
        if not 0 < n < len(NUMERALS):
            raise _Unspelled
        known = [one for one in IN_NAMES.finditer(self._text) if one.start() not in self._used]
        same = next(
            (one for one in known if one[0] in (NUMERALS[n], str(n)) and (one.start() == self._at or len(known) == 1)), None
        )
        if same is not None:
            self._name(*same.span(), token)
        elif any(one.start() == self._at for one in known):
            self._replace(str(n) if self._text[self._at].isdigit() else NUMERALS[n], self._at, token)
        else:
            raise _Unspelled

    def _word(self, token: Token) -> None:
        """A word of a name: as the other address has it, else of a kind, a side or a division."""
        word = token.text
        named = OTHER_NAMES.get(word, "")
        if named and (at := self._text.find(named)) >= 0 and at not in self._used:
            self._name(at, at + len(named), token)
        elif word in MEANINGS and self._means(MEANINGS[word], token):
            pass
        elif (span := self._spelled(word)) is not None:
            self._name(*span, token)
        elif word == "INNER" and (after := self._ahead(0)) is not None and after.text == "MONGOLIA":
            pass
        elif word in SIDES:
            self._side(SIDES[word], token)
        elif word in KINDS:
            self._kind(word, token)
        elif (named or word in _names_of_divisions()) and not self._is_named():
            self._heads.append(token)
        elif (sister := self._sister(word)) is not None:
            start, text = sister
            self._replace(text, start, token)
        elif word not in NOTHING:
            raise _Unspelled

    def _is_named(self) -> bool:
        """South Shaanxi Road: a road or town of that name."""
        after = self._ahead(0)
        return after is not None and after.text not in DIVISIONS and (after.text in SIDES or after.text in KINDS)

    def _means(self, option: str, token: Token) -> bool:
        at = self._at if self._text.startswith(option, self._at) else self._text.find(option, self._other.place.end)
        if at < 0 or at in self._used or (at != self._at and self._in_name):
            return False
        self._changed = self._changed or at != self._at  # said elsewhere: not surely the same
        self._name(at, at + len(option), token)
        return True

    def _kind(self, word: str, token: Token) -> None:
        """A kind of place, which the other must call so, too, or not say."""
        behind = self._at
        while behind in self._used:
            behind += 1  # Central Jiangxi Road: 中 is behind us
        for at in (self._at, behind):
            for kind in sorted(KINDS[word].split(), key=len, reverse=True):
                if at not in self._used and self._text.startswith(kind, at):
                    self._name(at, at + len(kind), token)
                    return
        if word not in OPEN or not (self._at <= self._other.place.end or self._is_at_end()):
            raise _Unspelled

    def _is_at_end(self) -> bool:
        """Whether nothing more of the other's name stands where the last word ended."""
        return not any(p.start < self._at < p.end for p in self._other.names)

    def _name(self, start: int, end: int, token: Token) -> None:
        for _, begins, ends in self._other.place.levels:
            if start == begins and end < ends:
                end = ends  # Xuhui is 徐汇区: its kind may be left out
        self._used.update(range(start, end))
        self._names.append(_Piece(start, self._text[start:end], token.start, token.end))
        self._at, self._in_name = end, True
        self._mark(self._text[start:end])

    def _replace(self, text: str, start: int, token: Token) -> None:
        """Another side or number in place of the other's."""
        self._used.update(range(start, start + len(text)))
        self._names.append(_Piece(start, text, token.start, token.end))
        self._at, self._in_name, self._changed = start + len(text), True, True
        self._mark(text)

    def _side(self, side: str, token: Token) -> None:
        """东 behind the name or, of East Tianhe Road, further on; where the other says 天河北路 behind the name, in the place of that."""
        row = next(row for row in SISTERS if side in row)
        free = [at for at in range(max(self._at, self._other.place.end), len(self._text)) if at not in self._used]
        ahead = [] if self._in_name else [at for at in free if PART_OF_ROAD.match(self._text, at + 1)]
        same = next((at for at in (self._at, *ahead) if at in free and self._text[at] == side), None)
        if same is not None:
            at, self._at = self._at, same + 1
            self._name(same, same + 1, token)
            self._at = self._at if at == same else at  # what follows stands before it
        elif self._in_name and self._text[self._at : self._at + 1] in tuple(row):
            self._replace(side, self._at, token)
        else:
            raise _Unspelled

    def _mark(self, text: str) -> None:
        """Notes where the road ends; 中 of 大道中 belongs to it."""
        if text.endswith(ROADS) or (text in SISTERS[0] and self._text[self._at - 2 : self._at - 1] in ("路", "道", "街")):
            self._road = self._at - 0.4

    def _spelled(self, word: str) -> tuple[int, int] | None:
        """Where the other address says a word: right behind the last one, else further on, else anywhere; one syllable only right there."""
        head, after = self._other.place.end, self._ahead(0)
        above = after is None or after.text in DIVISIONS  # Chaoyang North Road, Chaoyang
        first = self._at if above or self._at >= head else head
        for start in (first, *range(first + 1, len(self._text)), *range(first)):
            if start in self._used or (self._text[start : start + 1].isdigit() and start != self._at):
                continue
            end = _spells(word.lower(), self._text, start)
            if end is None or not self._used.isdisjoint(range(start, end)):
                continue
            if start != self._at and ROAD_TAIL.fullmatch(self._text, start, end):
                continue  # 5 Shanghai Lu, Nanjing is none of 南京路 in 上海
            alone = self._text.count(self._text[start]) == 1 and start + 1 not in self._used
            if end - start > 1 or start == self._at or alone:
                return start, end
        return None

    def _sister(self, word: str) -> tuple[int, str] | None:
        """长江东路 beside 长江西路 in one word: all but one of its syllables, which is another side or number; where, and how it is written."""
        for start in range(self._other.place.end, len(self._text)):
            for length in range(2, 7):
                part = self._text[start : start + length]
                if len(part) < length or not self._used.isdisjoint(range(start, start + length)):
                    break
                for i, one in enumerate(part):
                    row = next((row for row in SISTERS if one in row), "")
                    if row in SISTERS[1:3] and not PART_OF_ROAD.match(self._text, start + i + 1):
                        continue  # 四平路, 九华山: no number of a road or village
                    for sister in row:
                        if {one, sister} == {"四", "十"}:
                            continue  # shi and si are mistaken for one another
                        text = part[:i] + sister + part[i + 1 :]
                        if _spells(word.lower(), text, 0) == length:
                            return start, text
        return None

    def _placed(self) -> Iterator[_Piece]:
        """The numbers with their units, behind the road or behind all names."""
        numbers = [part for one in self._numbers for part in _parted(one)]
        told = {unit for unit, _, _ in numbers}
        for unit, said, token in numbers:
            unit = self._unit(unit, said, token, told)  # noqa: PLW2901
            told.add(unit)
            if unit == "楼" and not said.isdigit():
                raise _Unspelled  # G/F
            if unit == "楼" and any(u == "室" and s.isdigit() and s[:-2] == said for u, s, _ in numbers):
                continue  # 12/F, Room 1207
            rank = ORDER[unit or "-"] + 0.5 * (unit == "栋" and said.isalpha())  # 5栋B座
            order = self._road + rank / 1000 if self._road >= 0 and unit in OF_ROADS else _LAST + rank
            yield _Piece(order, self._with_unit(unit, said), token.start, token.end)

    def _with_unit(self, unit: str, said: str) -> str:
        if unit == "附":
            return f"附{said}号"
        if unit == "段":
            return f"{NUMERALS[int(said)] if said.isdigit() and int(said) < len(NUMERALS) else said}段"
        if unit == "弄" and re.search(r"\d巷", self._text):
            return f"{said}巷"
        if unit == "栋" and said.isalpha():
            return f"{said}座"
        return said + unit

    def _unit(self, unit: str, said: str, token: Token, told: set[str]) -> str:
        """What a number is of; where the words leave it open, the house of the road behind it or, once, the room."""
        theirs = {part.level: part.value for part in self._other.numbers}
        if unit == "单元" and "室" not in told and "room" in theirs and "entrance" not in theirs:
            return "室"  # Unit 1203
        if unit == "栋" and "building" not in theirs and "lane" in theirs and "号" not in told:
            return "号"  # 388弄7号
        if unit == "号" and theirs.get("number") != said and theirs.get("room") == said and "室" not in told:
            return "室"  # No. 601
        if unit or "-" in said:
            return unit
        at = self._tokens.index(token)
        before = self._tokens[at - 1].text if at and not self._has_comma(at) else ""
        after = self._tokens[at + 1] if at + 1 < len(self._tokens) and not self._has_comma(at + 1) else None
        house = before in ("LU", "JIE", "DAJIE", "DADAO", "ROAD", "STREET") or (after is not None and after.kind == "word")
        known = "号" if house else "室"  # 12 Hubin Road, Hubin Lu 12
        if known in told:
            raise _Unspelled
        return known

    def _divisions(self) -> Iterator[_Piece]:
        """What stands above the names, as the table calls it; of several divisions of one sound, what goes with the others."""
        if not self._heads:
            return
        table, place = divisions(), self._other.place
        choices = [_candidates(token.text) for token in self._heads]
        if prod(map(len, choices)) > _MOST_WAYS:
            raise _Unspelled

        def kin(a: int, b: int) -> bool:
            return table.same(a, b) or table.under(a, b) or table.under(b, a)

        def fits(chosen: tuple[int, ...]) -> tuple[bool, bool]:
            inner = all(kin(a, b) for i, a in enumerate(chosen) for b in chosen[:i])
            return inner, inner and (not place.told or all(any(kin(a, b) for b in place.told) for a in chosen))

        combined = {chosen: fits(chosen) for chosen in product(*choices)}
        best = max(combined.values())
        found = [chosen for chosen, fit in combined.items() if fit == best]
        chosen = min(found, key=lambda c: [len(table.all[i].path) for i in c])
        if not best[0] or (not best[1] and (len(found) > 1 or not self._elsewhere(chosen))):
            raise _Unspelled
        for index, token in zip(chosen, self._heads, strict=True):
            yield _Piece(table.all[index].level - 10.0, table.all[index].name, token.start, token.end)

    def _elsewhere(self, chosen: Sequence[int]) -> bool:
        """Whether divisions that do not fit are meant for sure, and no town or quarter has the name of one: a district so called of the very
        city that the other tells; or, where nothing of the other's is told, two, one in the other."""
        table, place = divisions(), self._other.place
        if any(start in self._used for _, start, _ in place.levels):
            upper = place.cities or place.provinces
            return all(self._is_called(token) for token in self._heads) and all(
                any(table.under(i, up) for up in upper) for i in chosen
            )
        return len({table.all[i].level for i in chosen}) > 1

    def _is_called(self, token: Token) -> bool:
        at = self._tokens.index(token) + 1
        return at < len(self._tokens) and not self._has_comma(at) and self._tokens[at].text in DIVISIONS


def _parted(number: _Number) -> Iterator[_Number]:
    """Unit 2-601, No. 12-403: the room behind the dash."""
    first, dash, room = number.said.partition("-")
    if dash and number.unit in ("号", "单元", "栋") and "-" not in room:
        yield number._replace(said=first)
        yield number._replace(unit="室", said=room)
    else:
        yield number


def _figure(token: Token) -> str:
    """What a number says in figures, an ordinal or floor too; '' of other words."""
    if token.kind in ("floor", "ordinal"):
        return token.text[:-2]
    return token.text if token.kind == "number" else DIGITS.get(token.text) or ORDINALS.get(token.text, "")


def _said(token: Token) -> str:
    """What may stand behind a unit: a number, or a letter."""
    return _figure(token) or (token.text if len(token.text) == 1 and token.text.isalpha() else "")


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
    usual = characters().sound.get(char)
    found = dict.fromkeys((*LOCAL.get(char, "").split(), *([usual] if usual else ())))
    return (*found, *(sound.replace("v", u) for sound in found if "v" in sound for u in ("u", "yu")))


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
    other = OTHER_NAMES.get(word)
    if other is None:
        return _names_of_divisions()[word]
    return next(name.divisions for name in divisions().by_start[other[:2]] if name.text == other)
