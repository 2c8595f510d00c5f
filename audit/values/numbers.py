"""Numbers as people write them: 1.2万, 伍佰, 5,000元, coordinates in one cell, Chinese numerals."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from audit.model import Text
from audit.values.text import LONGEST, fold

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "兩": 2, "貳": 2, "參": 3, "陸": 6, "俩": 2, "○": 0}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8}
CHINESE_NUMERALS = "".join((*_DIGITS, *_UNITS))
_AMOUNT = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[十百佰千仟万萬wWkK亿億]*)|(?P<chinese>[{CHINESE_NUMERALS}]+)(?P<half>半)?"
)
_NOT_MONEY = re.compile(r"\d{4}年|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号]|\d+[期个笔次天]|第\d+")
AMOUNT_UNCLEAR = Text("金额不是一个确定的数。", "The amount is not one definite number.")
COORDINATE_UNCLEAR = Text("经纬度无法识别。", "The coordinates cannot be read.")
NOTHING = frozenset(
    ("", "/", "-", "—", "--", "——", "无", "無", "N/A", "n/a", "NA", "None", "none", "nil", "不适用", "\\", "暂无", "未承诺", "null")
)


class Amount(NamedTuple):
    """An amount of money as read; `trouble` says why there is none where something stood there."""

    value: Decimal | None
    trouble: Text | None = None


def chinese_number(text: str) -> int | None:
    """二十三 is 23, 一万二 is 12000, 二〇二六 is 2026; None if it is no number."""
    if not 0 < len(text) <= 24 or any(c not in CHINESE_NUMERALS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = last_unit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
            if digit == 0:
                last_unit = 0  # 一百零五: what follows counts ones
        elif _UNITS[c] >= 10_000:
            total, section, digit, last_unit = (total + section + digit) * _UNITS[c], 0, 0, _UNITS[c]
        else:
            section, digit, last_unit = section + (digit or 1) * _UNITS[c], 0, _UNITS[c]
    return total + section + (digit * last_unit // 10 if digit and last_unit > 10 else digit)


def read_amount(value: object) -> Amount:
    """Money in a cell."""
    if isinstance(value, bool):
        return Amount(None, AMOUNT_UNCLEAR)
    if isinstance(value, int | float):
        number = _decimal(repr(round(value, 4)))
        return Amount(number, None if number is not None else AMOUNT_UNCLEAR)
    text = fold(str(value))
    if text in NOTHING:
        return Amount(None)
    if len(text) > LONGEST:
        return Amount(None, AMOUNT_UNCLEAR)
    found = [m for m in _AMOUNT.finditer(_NOT_MONEY.sub(" ", text)) if m.group("number") or _is_amount(m.group("chinese"))]
    if len(found) != 1:
        return Amount(None, AMOUNT_UNCLEAR)
    return Amount(_one(found[0])) if _one(found[0]) is not None else Amount(None, AMOUNT_UNCLEAR)


def _is_amount(text: str) -> bool:
    return any(c in _UNITS for c in text) or len(text) > 1


def _one(match: re.Match[str]) -> Decimal | None:
    if match.group("number"):
        number = _decimal(match.group("number").replace(",", ""))
        for unit in match.group("unit"):
            number = number * (_UNITS.get(unit) or {"w": 10_000, "k": 1000}[unit.lower()]) if number is not None else None
        return _decimal(str(number))
    whole = chinese_number(match.group("chinese"))
    if whole is None:
        return None
    unit = _UNITS.get(match.group("chinese")[-1], 0)
    return Decimal(whole + (unit // 2 if match.group("half") else 0))


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= 10**15:
        return None
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


_DEGREES = re.compile(
    r"([EWNS东西南北]?)\s*[::]?\s*(-?\d{1,3}(?:\.\d+)?)(?:\s*[°度]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|''|秒)\s*)?)?\s*([EWNS]?)"
)


class Place(NamedTuple):
    """Degrees as given."""

    latitude: float
    longitude: float


def read_degrees(value: object) -> float | None:
    """One coordinate: 116.397, E116.397, 116°23'50"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if -180 <= value <= 180 else None
    found = [_degrees(m) for m in _DEGREES.finditer(fold(str(value)[:LONGEST]).upper())]
    return found[0][1] if len(found) == 1 and -180 <= found[0][1] <= 180 else None


def read_place(value: object) -> Place | None:
    """Two coordinates in one cell, in either order; what lies in China (73-135 east, 3-54 north) settles which is which."""
    text = (
        fold(str(value)[:LONGEST])
        .upper()
        .replace("经度", "E")
        .replace("纬度", "N")
        .replace("LNG", "E")
        .replace("LON", "E")
        .replace("LAT", "N")
    )
    found = [_degrees(m) for m in _DEGREES.finditer(text)]
    if len(found) != 2:
        return None
    (mark, a), (_, b) = found
    if (mark and mark in "EW东西") or (not mark and (abs(a) > 90 or (73 <= a <= 135 and 3 <= b <= 54 and not 3 <= a <= 54))):
        a, b = b, a
    return Place(a, b) if -90 <= a <= 90 and -180 <= b <= 180 and (a or b) else None


def _degrees(match: re.Match[str]) -> tuple[str, float]:
    before, whole, minutes, seconds, after = match.groups()
    value = float(whole) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return (before or after or "", -value if (before or after or "") in "WS西南" and (before or after) else value)
