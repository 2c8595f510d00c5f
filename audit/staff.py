"""The staff register as rules ask it: who a visitor is, by staff number first, then by name, within the agency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from audit.model import StaffMember, Visit
from audit.values.agency import same_agency as same_agency

_REMARK = re.compile(r"[(（\[【].*?[)）\]】]|^[A-Za-z]*\d+|[A-Za-z]*\d+$|\s")
_NO_NAME = re.compile(r"[*＊某xX×]|先生$|女士$|^[小老阿].$|^.[经总工队]$|^.$")


class Match(NamedTuple):
    """A visitor of a visit beside the register. `members` are those he may be (several for namesakes).

    `elsewhere` are namesakes of other agencies where his own has nobody of that name or number.
    """

    name: str
    number: str
    members: tuple[StaffMember, ...]
    elsewhere: tuple[StaffMember, ...]


class Register:
    """All register rows by number and by name."""

    def __init__(self, staff: Iterable[StaffMember]):
        self._by_name: dict[str, list[StaffMember]] = {}
        self._by_number: dict[str, list[StaffMember]] = {}
        self._agencies: set[str] = set()
        self._known: dict[tuple[str, tuple[str, ...], tuple[str, ...]], tuple[Match, ...]] = {}
        self._covered: dict[str, bool] = {}
        for member in staff:
            self._by_name.setdefault(plain_name(member.name), []).append(member)
            if member.number:
                self._by_number.setdefault(member.number.strip().upper(), []).append(member)
            self._agencies.add(member.agency)

    def covers(self, agency: str) -> bool:
        """Whether the register can speak of this agency's people: it has some of them, or names no agencies at all."""
        if agency not in self._covered:
            self._covered[agency] = bool(self._by_name) and (not agency or any(same_agency(agency, a) for a in self._agencies))
        return self._covered[agency]

    def match(self, visit: Visit) -> tuple[Match, ...]:
        """Each visitor of the visit who can be told by name or number (not 小李, 王某, 张*)."""
        key = (visit.agency, visit.visitors, visit.visitor_numbers)
        known = self._known.get(key)
        if known is None:
            numbers = visit.visitor_numbers if len(visit.visitor_numbers) == len(visit.visitors) else ("",) * len(visit.visitors)
            everyone = (self._look_up(visit.agency, *who) for who in zip(visit.visitors, numbers, strict=True))
            known = self._known[key] = tuple(m for m in everyone if m.name or m.number)
        return known

    def _look_up(self, agency: str, typed: str, number: str) -> Match:
        name = plain_name(typed)
        if _NO_NAME.search(name):
            name = ""
        rows = self._by_number.get(number.strip().upper(), []) if number else []
        rows = [r for r in rows if not name or plain_name(r.name) == name] or self._by_name.get(name, [])
        own = tuple(r for r in rows if same_agency(agency, r.agency))
        known = name or (number and rows)
        return Match(typed if known else "", number if known else "", own, () if own else tuple(rows))


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without (外), staff number and spaces."""
    return _REMARK.sub("", name).casefold()
