"""The unit within a building as people write it (502室, 3-2-501, 16号2栋1908, 四零二室, Rm 1203), found so that a report can hide it.

What tells a place only coarsely stays: lots (259号, 100-108号), buildings, stairs and floors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_D = "0-9０-９"
_HAN = "〇零○一二三四五六七八九"
_DASH = "-－—–"
#: What makes a number no room: more digits, a further level, a time, a sum, a count.
_NOT = (
    rf"[{_D}A-Za-z*]|\s*[栋棟幢座单單楼樓元层層年月日点时分秒块万千百亿人名次条件个天米岁位度周期斤公里吨套平厘毫多余%％]"
    rf"|[号號][楼樓院]|[:：.．][{_D}]|[,，][{_D}]{{3}}|\s*k?m(?![A-Za-z])|\s*小时"
)
_END = rf"(?!{_NOT})"
_WHOLE = rf"(?!{_NOT}|[{_DASH}][{_D}*])"  # nor the middle of a chain
#: Marks after which the unit stands.
_LEVELS = "栋棟幢座层層楼樓梯#＃元"
_AFTER = "(?:[栋棟幢座层層楼樓梯#＃]|[单單]元)"
#: Each with characters of which its text has one: most sentences hold none of them.
_UNITS = tuple(
    (needed, re.compile(pattern))
    for needed, pattern in (
        # 502室, 12A房, 8户; but neither 共3户籍 nor 3室2厅
        (
            "室房户戶",
            rf"(?<![{_D}A-Za-z计共])(?<!计\s)(?<!计\s\s)(?P<unit>[{_D}A-Za-z]+)(?=室(?!\s*[{_D}一二两三]厅)|房(?![地产屋东])|[户戶](?![籍主口]))",
        ),
        ("室", rf"(?<![{_HAN}十])(?P<unit>[{_HAN}]{{2,5}})(?=室)"),
        # 2栋1908, 3单元 502A, 12楼B03, 2幢-1203
        (_LEVELS, rf"{_AFTER}[ 　,，]?[{_DASH}]?(?P<unit>[A-Za-z]?[{_D}]{{2,4}}[A-Za-z]?){_WHOLE}"),
        (_LEVELS, rf"{_AFTER}[ 　]?(?P<unit>[{_HAN}]{{3,4}})(?![{_HAN}十百千万层層楼樓单單栋棟幢号號元年])"),
        # 3单元6号, 5楼2门: one digit too, where its mark says what it is
        (_LEVELS, rf"{_AFTER}[ 　]?(?P<unit>[{_D}]{{1,4}})(?=[门門]|[号號](?![楼樓院]))"),
        # 4层东户
        ("户戶手", r"(?:[层層楼樓]|[单單]元)(?P<unit>[东東西南北中左右])(?=[户戶手])"),
        # 16号1908, 45号 602
        (
            "号號",
            rf"[号號](?<=[{_D}][号號])(?<!月[{_D}][号號])(?<!月[{_D}]{{2}}[号號])[ 　]?(?P<unit>[{_D}]{{3,4}}[A-Za-z]?){_WHOLE}",
        ),
        # 3-2-501, 2－501, 3-2-501号; but 100-108号 is a lot
        (_DASH, rf"(?<![{_D}\-－—–])[{_D}]{{1,3}}[{_DASH}][{_D}]{{1,3}}[{_DASH}](?P<unit>[{_D}]{{3,4}})(?![{_D}\-－—–年月日])"),
        (
            _DASH,
            rf"(?<![{_D}A-Za-z\-－—–])(?:[{_D}]{{1,3}}|[A-Za-z][{_D}]{{1,2}})[{_DASH}](?P<unit>[{_D}]{{3,4}}[A-Za-z]?)(?![号號]){_WHOLE}",
        ),
        # 259号3-2-12, 翰林苑6-2-1
        (
            _DASH,
            rf"[号號幢栋棟座弄巷苑园園村区區庭城府院里坊][ ]?(?:[{_D}]{{1,3}}[{_DASH}]){{1,2}}(?P<unit>[{_D}]{{1,4}})(?![号號]){_WHOLE}",
        ),
        # Room 1203, Flat 3B, #12-03
        (
            "mtextMTEX",
            rf"(?i:(?<![A-Za-z])(?:room|rm|unit|flat|apt|apartment|suite|ste)\b\.?\s*#?\s*)(?P<unit>[{_D}]{{1,5}}[A-Za-z]?(?:-[{_D}]{{1,4}})?|[A-Z][{_D}]{{0,4}})(?![A-Za-z])",
        ),
        ("#", rf"#(?P<unit>[{_D}]{{1,3}}-[{_D}]{{1,4}})(?![{_D}])"),
    )
)
#: Only in a cell that holds an address and nothing else, where a number at its end is neither sum nor count.
_STOP = r"(?=\s*(?:[(（【,，;；、]|$))"
_AT_END = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=[{_D}A-Za-z栋棟幢座元楼樓号號])[{_DASH}/](?P<unit>[{_D}]{{1,4}}[A-Za-z]?){_STOP}",
        rf"(?<=[一-龥 ])(?<![路街道巷弄村组])(?P<unit>[A-Za-z]?[{_D}]{{3,4}}|[{_D}]{{1,2}}[A-EGHa-egh]){_STOP}",
        rf"(?<=[层層楼樓])(?P<unit>[东東西南北中左右]){_STOP}",
    )
)
_SURE = 3  # digits of a room's number by which it is known wherever it stands alone


def units(text: str) -> Iterator[tuple[int, int]]:
    """Where units stand in a sentence; a span may come twice."""
    for needed, pattern in _UNITS:
        if any(char in text for char in needed):
            for found in pattern.finditer(text):
                yield found.span("unit")


@lru_cache(maxsize=4096)
def mask_address(address: str) -> str:
    """A cell that holds an address and nothing else, its unit hidden."""
    spans = [*units(address), *(m.span("unit") for pattern in _AT_END for m in pattern.finditer(address))]
    return hidden(address, spans)


@lru_cache(maxsize=4096)
def numbers(address: str) -> tuple[str, ...]:
    """The unit's number where it is long enough to be known by itself in a sentence: 1908 of 16号2栋1908."""
    spans = {*units(address), *(m.span("unit") for pattern in _AT_END for m in pattern.finditer(address))}
    found = {address[a:b] for a, b in spans}
    return tuple(sorted((n for n in found if sum(c.isdigit() for c in n) >= _SURE), key=lambda n: (-len(n), n)))


def alone(text: str, number: str) -> Iterator[tuple[int, int]]:
    """Where a known unit's number stands by itself and is no sum, time or count."""
    for found in re.finditer(rf"(?<![{_D}A-Za-z.:：\-－—–]){re.escape(number)}(?![号號][楼樓院]){_WHOLE}", text):
        yield found.span()


def hidden(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with these spans as *, dashes as they are."""
    if not spans:
        return text
    chars = list(text)
    for start, end in spans:
        chars[start:end] = [c if c in _DASH else "*" for c in chars[start:end]]
    return "".join(chars)
