"""An address cut into its parts: tags and remarks off, divisions at the head, then names and numbers in their order."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from audit.values.address.names import names_of
from audit.values.address.normalise import Plain, plain
from audit.values.address.numbers import SIDE, TOKEN, in_name, read_chain, read_number
from audit.values.address.reading import Chain, Part, Reading
from audit.values.address.region import Place, head
from audit.values.address.trim import GAP, Trimmed, blank, nearness, start, trim

CACHED = 16384
#: No head: 香港中路, 九龙小区, 澳门豪庭, 新界村 are on the mainland.
_ROAD = "(?!中?[东西南北]?[一二三四五六七八九十]?路|大道|街|巷|里|村|社区|小区|广场|家园|花园|豪庭|明珠|城|苑|山|湖|岭|池|坡|县|镇|乡|新世界|国际)"
#: Heads that the table of divisions does not have.
_OVERSEAS = re.compile(
    rf"(?:中国)?(?:(?P<hk>香港{_ROAD}(?:特别行政区|岛)?(?:,?(?:九龙|新界|港岛))?|(?:港岛|九龙|新界){_ROAD})"
    rf"|(?P<macau>澳门{_ROAD}(?:特别行政区|半岛)?)"
    r"|(?:\d{3}(?:\d{2,3})?)?(?:台湾省?)?"
    r"(?P<taiwan>台北|新北|桃园|台中|台南|高雄|基隆|新竹|嘉义|苗栗|彰化|南投|云林|屏东|宜兰|花莲|台东|澎湖|金门)(?:市(?!场|民)|县(?!城)))"
)
#: The ground floor, by its many names in Hong Kong.
_GROUND = re.compile(r"(?:地下|地铺|地面|(?<![A-Z])G/?F)(?:铺|店)?$")
#: Three Latin letters in a row, and fewer characters than this beside them.
_LATIN, _FEW = re.compile(r"[A-Z]{3,}"), 3
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
    if _LATIN.search(text) and sum(c > "\u3000" for c in text) < _FEW:
        return Reading(address, text, base.where, Place(), (), (), latin=True)
    trimmed = trim(text)
    at = start(trimmed.text)
    if overseas := _OVERSEAS.match(trimmed.text, at):
        trimmed = trimmed._replace(text=_GROUND.sub(lambda ground: GAP * len(ground[0]), trimmed.text))
        return replace(_components(address, base, trimmed, Place(end=overseas.end())), overseas=_head(overseas))
    return _components(address, base, trimmed, head(trimmed.text, at))


def _head(overseas: re.Match[str]) -> Part:
    """By what it is called today: the county of Taipei is New Taipei."""
    name = (
        "新北"
        if overseas["taiwan"] == "台北" and overseas[0].endswith("县")
        else overseas["taiwan"] or ("香港" if overseas["hk"] else "澳门")
    )
    return Part("city", name, *overseas.span())


def _park(zone: re.Match[str]) -> Part:
    """高新区 and 经开区 are two; other zones lie over one another and over districts."""
    return Part("park", "高新" if "高新" in zone[0] else "经开", *zone.span())


def unplaced(reading: Reading) -> Reading:
    """The same address with its head taken for a name: a lone short name may be an estate's."""
    base = Plain(reading.text, reading.where)
    return replace(_components(reading.original, base, trim(reading.text), Place()), spans=reading.spans)


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
