"""The sign-in position is too far from the address.

Broken by two positions (or a distance column) farther apart than the policy allows. Not broken within it or without a position. What a
change between coordinate systems (GCJ-02, BD-09, WGS-84) could explain, or a position of which address is not told, is for a look.
"""

from __future__ import annotations

import re
from functools import lru_cache

from audit.casebook import Casebook, filed
from audit.model import CaseFile, Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation
from audit.values.address import Verdict, compare
from audit.values.distance import Place, least_metres, metres, read_metres, valid
from audit.values.numbers import read_place

_DISTANCE = re.compile(
    r"(?:定位|签到|打卡|GPS|坐标).*(?:偏差|距离|误差)|最短距离|偏差距离|偏离距离|(?:distance|deviation)", re.IGNORECASE
)
_TARGET = re.compile(r"(?:受访|目标|登记|案件|地址|应访).*(?:经纬度|坐标|定位)", re.IGNORECASE)
_DATUM = 1300.0  # metres: what coordinate systems may differ by at most


def check(visit: Visit, book: Casebook) -> Found | None:
    most = book.limits(visit).location_metres
    if most is None:
        return None
    if visit.extra:
        told, targets = _headers(tuple(visit.extra))
        for header in told:
            far = read_metres(visit.extra[header], header)
            if far is not None and far > most:
                return violation(_TOLD.format(far=_long(far), most=_long(most)), Evidence(header, visit.extra[header]))
        for header in targets:
            place = read_place(visit.extra[header])
            if place and visit.latitude is not None:
                return _apart(visit, valid(*place), (Evidence(header, visit.extra[header]),), most, sure=True)
    if visit.latitude is None:
        return None
    return _from_file(visit, book.case(visit), most)


_TOLD = Text("签到位置与外访地址相距{far}，超过{most}。", "The sign-in was {far} from the address; the policy allows {most}.")
_FAR = Text(
    "签到坐标与登记地址坐标相距{far}，超过{most}。",
    "The sign-in position is {far} from that of the address; the policy allows {most}.",
)
_DOUBT = Text(
    "签到坐标与登记地址坐标相距{far}，超过{most}，但坐标系不明，可能由坐标系差异造成。",
    "The sign-in position is {far} from that of the address (the policy allows {most}), which unlike coordinate systems could explain.",
)
_WHICH = Text(
    "签到坐标与案件登记坐标相距{far}，超过{most}，但登记坐标对应哪一地址不明。",
    "The sign-in position is {far} from the position on file (the policy allows {most}), but which address that is was not told.",
)


def _from_file(visit: Visit, case: CaseFile | None, most: float) -> Found | None:
    if case is None or case.latitude is None:
        return None
    here, place = valid(visit.latitude, visit.longitude), valid(case.latitude, case.longitude)
    if here is None or place is None or metres(here, place) <= most:
        return None
    return _apart(visit, place, (filed(case, "latitude"), filed(case, "longitude")), most, sure=_tells(case, visit))


def _tells(case: CaseFile, visit: Visit) -> bool:
    """Whether the position on file can only be that of the address visited."""
    own = [a for a in case.addresses if a.owner == "borrower"]
    return len(own) <= 1 or compare(own[0].address, visit.visit_address).verdict is Verdict.SAME


def _apart(visit: Visit, place: Place | None, target: tuple[Evidence, ...], most: float, *, sure: bool) -> Found | None:
    here = valid(visit.latitude, visit.longitude)
    if here is None or place is None:
        return None
    far = metres(here, place)
    if far <= most:
        return None
    cells = (visit.cell("latitude"), visit.cell("longitude"), *target)
    figures = {"far": _long(far), "most": _long(most)}
    if far < _DATUM or least_metres(here, place) <= most:
        return review(_DOUBT.format(**figures), *cells)
    if not sure:
        return review(_WHICH.format(**figures), *cells)
    return violation(_FAR.format(**figures), *cells)


def _long(far: float) -> str:
    return f"{far:.0f} m" if far < 1000 else f"{far / 1000:.1f} km"


@lru_cache(maxsize=256)
def _headers(headers: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    told = tuple(h for h in headers if _DISTANCE.search(h))
    return told, tuple(h for h in headers if h not in told and _TARGET.search(h))


RULE = Rule(
    "location_mismatch",
    title=Text("定位不符", "Sign-in far from the address"),
    ground="T",
    grade=3,
    family="record",
    broken=Text(
        "签到定位与外访地址（或登记的定位偏差）的距离超过规则包规定的米数。",
        "The sign-in position (or the distance on record) is farther from the address than the policy pack allows.",
    ),
    kept=Text(
        "距离在规定以内；没有定位。可能由坐标系差异造成的，请人工核实。",
        "Within that distance; or no position is given. What unlike coordinate systems could explain is for a person to look at.",
    ),
    clears=Text("签到的原始定位、坐标系及现场照片。", "The raw position, its coordinate system and photographs on the spot."),
    check=check,
)
