"""An address cut into its parts: tags and remarks off, divisions at the head, then names and numbers in their order."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.values.address.names import names_of
from audit.values.address.normalise import Plain, plain
from audit.values.address.numbers import SIDE, TOKEN, in_name, read_chain, read_number
from audit.values.address.reading import Chain, Part, Reading
from audit.values.address.region import Place, head
from audit.values.address.trim import Trimmed, blank, nearness, start, trim

CACHED = 16384
_FOREIGN = re.compile(
    r"香港|九龙(?!坡|县|镇|乡|街|路|村|山|湖|苑|花园)|(?:^|香港|特别行政区|HK)新界(?!路|镇|村)|HONGKONG|KOWLOON|MACAU|MACAO|TAIWAN|TAIPEI|^(?:中国)?澳门(?!路|街)|^(?:中国)?台湾(?!路|街)|"
    r"^(?:台北|新北|高雄|台中|台南|桃园)(?:市|县)|^(?:基隆|新竹|嘉义)市"
)
_LATIN = re.compile(r"[A-Z]{3,}")
#: Development zones are no divisions: they may be named or not, and a district changes hands with them.
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|高新区|经开区|开发区|保税区|示范区|旅游度假区|度假区|工业园区|"
    r"(?<![一-龥]{6})新区|新城区|园区)(?=[\u4e00-\u9fff])|(?:新疆)?(?:生产建设)?兵团"
)

_PARK = re.compile(r"高新(?:技术产业开发|技术开发)?区|经(?:济技术开发|济开发|开)区")


@lru_cache(maxsize=CACHED)
def parse(address: str) -> Reading:
    """The address as read. Never fails; what is not understood stays a name."""
    base = plain(address)
    text = base.text
    if _FOREIGN.search(text) or (_LATIN.search(text) and sum(c > "\u3000" for c in text) < 3):
        return Reading(address, text, base.where, Place(), (), (), foreign=True)
    trimmed = trim(text)
    return _components(address, base, trimmed, head(trimmed.text, start(trimmed.text)))


def _park(zone: re.Match[str]) -> Part:
    """高新区 and 经开区 are two; other zones lie over one another and over districts."""
    return Part("park", "高新" if "高新" in zone[0] else "经开", *zone.span())


def unplaced(reading: Reading) -> Reading:
    """The same address with its head taken for a name: a lone short name may be an estate's."""
    base = Plain(reading.text, reading.where)
    return _components(reading.original, base, trim(reading.text), Place())


def _components(address: str, base: Plain, trimmed: Trimmed, place: Place) -> Reading:
    at = max(place.end, start(trimmed.text))
    if zone := _ZONE.match(trimmed.text, at):
        at = zone.end()
    near, text = nearness(trimmed.text, at)
    numbers: list[Part] = [_park(zone)] if zone and _PARK.search(zone[0]) else []
    names: list[Part] = []
    chain: Chain | None = None
    side = SIDE.search(text, at)
    if side:
        text = blank(text, side.start(), side.end())
    for m in TOKEN.finditer(text, at):
        if not (m["chain"] or m["value"]) or in_name(text, m, at):
            continue
        names += names_of(text, at, m.start(), numbers)
        at = m.end()
        if m["value"]:
            numbers += read_number(text, m, numbers, names)
        elif isinstance(read := read_chain(m, numbers), Chain):
            chain = read if read.ways else chain
        else:
            numbers.append(read)
    names += names_of(text, at, len(text), numbers)
    if side:
        numbers.append(Part("side", side[0][0], side.start(), side.end()))
    return Reading(address, base.text, base.where, place, tuple(names), tuple(numbers), chain, near or trimmed.near, trimmed.asides)
