"""A private telephone or account was used to reach the borrower or others, or handed out.

Company lines, work telephones and work accounts are no breach, nor are the borrower's own; what was asked for and declined is none.
Contacts exchanged with no word on whose they are, a person looks at.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Reading, Status
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation

FIELDS = ("account", "remark")


def check(visit: Visit, book: Casebook) -> Found | None:
    unclear: Found | None = None
    for name in FIELDS:
        if not getattr(visit, name):
            continue
        reading = book.reading(visit, name)
        used = [m for m in reading.find("private_channel", status=_DONE) if _ours(reading, m) and not _declined(reading, m)]
        if used:
            return violation(_USED, *(visit.quote(name, *reading.quote(m)) for m in used))
        unclear = unclear or _unclear(visit, reading, name) or _paid_into(visit, reading, name)
    return unclear


_AGREED = re.compile("约定|[约说讲]好")
_OTHERS = OWING | THIRD
_DONE = frozenset({Status.HAPPENED, Status.INTENDED, Status.REPORTED, Status.ELSEWHERE})


def _ours(reading: Reading, m: Mention) -> bool:
    """Done by us, or by the other with our private account (加了我私人微信); a plan only where we asked for it or agreed upon it."""
    if m.status is Status.HAPPENED:
        return (
            m.actor in COLLECTING
            or m.target in COLLECTING
            or m.group in ("notwork", "ours")
            or (m.group == "owned" and not m.named)
        )
    if m.status is Status.INTENDED:
        if m.actor in COLLECTING and _AGREED.search(reading.plain, reading.clause_start(m.clause), m.start):
            return True
        return m.causer in COLLECTING or (m.group == "owned" and m.causer is not Actor.UNKNOWN and m.actor not in COLLECTING)
    return False


def _declined(reading: Reading, m: Mention) -> bool:
    """Refused, or the other side's own, or nobody was reached with it."""
    after = reading.near(m, "channel_declined", after=2, status=None)
    if any(d.start >= m.start for d in after):
        return True
    return any(o.start <= m.end and m.start <= o.end for o in reading.near(m, "own_affair", status=None))


def _unclear(visit: Visit, reading: Reading, name: str) -> Found | None:
    for m in reading.find("channel_unclear"):
        if _given(m) and not _declined(reading, m) and not reading.has("company_channel", status=None):
            return review(_ASK, visit.quote(name, *reading.quote(m)))
    return None


def _paid_into(visit: Visit, reading: Reading, name: str) -> Found | None:
    """Money sent to one of ours through a private account: whether they talk by it too."""
    for m in reading.find("private_transfer"):
        ours = not COLLECTING.isdisjoint({m.actor, m.causer, m.target})
        if not m.denied and ours and not _declined(reading, m) and any(w in reading.plain[m.start : m.end] for w in "扫微码"):
            return review(_PAID, visit.quote(name, *reading.quote(m)))
    return None


def _given(m: Mention) -> bool:
    """Contacts exchanged by whomever; a number given, only where we gave it."""
    if m.actor in _OTHERS and m.target in _OTHERS:  # 他和他前妻互加微信
        return False
    return m.actor is not Actor.NOBODY and (m.group != "given" or m.actor in COLLECTING)


_USED = Text(
    "外访人员使用或留下私人手机、微信等私人联系方式，未走公司渠道。",
    "The collectors used or handed out a private telephone or account instead of a company channel.",
)
_PAID = Text(
    "款项经外访人员的私人账号收取，是否也以该账号联系须核实。",
    "Money went through a collector's private account; whether it served for contact too has to be settled.",
)
_ASK = Text(
    "互加好友或留电话，未写明是公司号还是私人号。", "Contacts were exchanged; whether private or the company's is not told."
)

RULE = Rule(
    "private_channel",
    title=Text("私人渠道联系", "Private channel"),
    ground="R",
    grade=3,
    family="conduct",
    broken=Text(
        "用私人微信、手机等联系借款人或他人，或把私人号码、账号留给对方。",
        "A private WeChat, mobile or other account was used to reach the borrower or others, or handed out.",
    ),
    kept=Text(
        "公司账号、工作手机、客服热线；对方索要而未给；私人号码是借款人一方的。",
        "Company account, work telephone, hotline; asked for and declined; the private number was the borrower's.",
    ),
    clears=Text(
        "所用号码或账号属公司配发并已备案的证明。",
        "Proof that the number or account is the company's and registered with the bank.",
    ),
    check=check,
)
