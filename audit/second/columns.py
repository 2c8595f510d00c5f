"""Columns: what a row says beside its account, as the network is told it: a few words and a few numbers."""

from __future__ import annotations

import re

from audit.account.fold import fold
from audit.model import Visit

#: Stock entries, told by a number; any other entry is told in its own words.
_SELF = re.compile(r"(借款人|客户|债务人)?(本人|自己)|借款人|客户|self|(the )?borrower|customer|debtor|client")
_NOBODY = re.compile(r"无人?|無人?|没人|未遇.*|未见.*|/|-|—|none|nobody|no one|n/a")
_HOME = re.compile(r".*(住|家庭|家里|宅|户籍).*|home|house|residence|residential")
_WORK = re.compile(r".*(单位|單位|公司|经营|经營|办公|店铺).*|work(place)?|office|shop|company")
_ELSEWHERE = re.compile(r".*(父|母|亲|友|姑|舅|叔|伯|妻|夫|担保|儿|女|兄|弟|姐|妹|邻|娘家).*")
#: How many numbers a row is told by, and how many values each has at most.
FLAGS, VALUES = 6, 4
_LONGEST = 8
_OPEN, _LATE, _CLOSED = 1, 2, 3


def words(visit: Visit) -> str:
    """Who was met and where, if that is no stock entry; '' for most rows."""
    met, kind = _met(visit), fold(visit.address_type).strip()
    told = [text[:_LONGEST] for text, flag in ((met, _relation(met)), (kind, _kind(kind))) if flag == VALUES - 1]
    return "".join(f"{text}|" for text in told)


def flags(visit: Visit) -> tuple[int, ...]:
    """How many visitors, the two tick-boxes, the hour, who was met, what kind of address; 0 is not given."""
    return (
        min(len(visit.visitors), VALUES - 1),
        _box(visit, "id_shown"),
        _box(visit, "recorded"),
        _hour(visit),
        _relation(_met(visit)),
        _kind(fold(visit.address_type).strip()),
    )


def _met(visit: Visit) -> str:
    return fold(visit.relation or visit.person_met).strip()


def _box(visit: Visit, name: str) -> int:
    value = getattr(visit, name)
    if value is None:
        return VALUES - 1 if visit.as_typed(name).strip() else 0
    return 1 if value else 2


def _hour(visit: Visit) -> int:
    times = [t for t in (visit.start_time, visit.end_time) if t is not None]
    if not times:
        return 0
    if any(t.hour < 8 or t.hour >= 22 for t in times):
        return _CLOSED
    return _LATE if any(t.hour >= 20 for t in times) else _OPEN


def _relation(met: str) -> int:
    if not met:
        return 0
    return 1 if _SELF.fullmatch(met) else 2 if _NOBODY.fullmatch(met) else VALUES - 1


def _kind(kind: str) -> int:
    if not kind:
        return 0
    if _ELSEWHERE.fullmatch(kind):
        return VALUES - 1
    return 1 if _HOME.fullmatch(kind) else 2 if _WORK.fullmatch(kind) else VALUES - 1
