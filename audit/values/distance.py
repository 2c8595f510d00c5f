"""Distances: between two positions on earth, and as people write them in a cell."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

Place = tuple[float, float]  # degrees north, degrees east

_EARTH = 6_371_008.8  # mean radius in metres
_AXIS, _FLATTENING = 6_378_245.0, 0.00669342162296594323  # the ellipsoid behind GCJ-02
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(km|公里|千米|m|米)?", re.IGNORECASE)


def metres(a: Place, b: Place) -> float:
    """The great-circle distance."""
    north_a, north_b = math.radians(a[0]), math.radians(b[0])
    across = math.sin((north_b - north_a) / 2) ** 2
    across += math.cos(north_a) * math.cos(north_b) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(across)))


def least_metres(a: Place, b: Place) -> float:
    """The least distance that two positions can have whichever of WGS-84, GCJ-02 and BD-09 each is written in."""
    return min(metres(p, q) for p in readings(a) for q in readings(b))


def readings(place: Place) -> Iterator[Place]:
    """A position as WGS-84, were it written in WGS-84, GCJ-02 or BD-09. Outside China only the first."""
    yield place
    if in_china(place):
        yield _from_gcj(place)
        yield _from_gcj(_from_bd(place))


def in_china(place: Place) -> bool:
    return 3.8 < place[0] < 53.6 and 73.6 < place[1] < 135.1


def valid(north: float | None, east: float | None) -> Place | None:
    """A position from two cells, also where they were swapped; None if it is none (0, 0 is a device without a fix)."""
    if north is None or east is None or (abs(north) < 1 and abs(east) < 1):
        return None
    if abs(north) > 90 >= abs(east):
        north, east = east, north
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def read_metres(text: str, header: str = "") -> float | None:
    """A length in a cell: 1.2km, 800米, 800 (the header names the unit; without one a bare number is metres)."""
    found = _LENGTH.search(text.replace(",", "").replace("，", ""))
    if not found:
        return None
    unit = (found[2] or ("km" if re.search(r"公里|千米|km", header, re.IGNORECASE) else "m")).lower()
    return float(found[1]) * (1000 if unit in ("km", "公里", "千米") else 1)


def _from_gcj(place: Place) -> Place:
    """GCJ-02 to WGS-84, within a few metres."""
    shift = _gcj_shift(place)
    return (place[0] - shift[0], place[1] - shift[1])


def _gcj_shift(place: Place) -> Place:
    north, east = place[0], place[1]
    y, x = north - 35.0, east - 105.0
    wave = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    up = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    up += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    up += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    right = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    right += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    right += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    angle = math.radians(north)
    magic = 1 - _FLATTENING * math.sin(angle) ** 2
    up = up * 180 / ((_AXIS * (1 - _FLATTENING)) / (magic * math.sqrt(magic)) * math.pi)
    right = right * 180 / (_AXIS / math.sqrt(magic) * math.cos(angle) * math.pi)
    return (up, right)


def _from_bd(place: Place) -> Place:
    """BD-09 to GCJ-02."""
    y, x = place[0] - 0.006, place[1] - 0.0065
    far = math.sqrt(x * x + y * y) - 0.00002 * math.sin(y * math.pi * 3000 / 180)
    turn = math.atan2(y, x) - 0.000003 * math.cos(x * math.pi * 3000 / 180)
    return (far * math.sin(turn), far * math.cos(turn))
