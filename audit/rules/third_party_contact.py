"""A neighbour, colleague or relative was questioned about the borrower though he can be reached, or again after a refusal.

That the borrower is out of reach, by the columns or the account, makes the question lawful; asking the way, passing a message and
talk with a guarantor are none. Questions of which neither is told are for a person to look at.
"""

from __future__ import annotations

from audit.account import COLLECTING, OWING, THIRD, Mention, Reading, Status
from audit.account.hearers import named_before, ours, third_in
from audit.casebook import Casebook
from audit.model import Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation

ASKED = frozenset({Status.HAPPENED, Status.INTENDED, Status.ASKED, Status.ELSEWHERE})
REACHED = frozenset({Status.HAPPENED, Status.INTENDED, Status.REPORTED, Status.ELSEWHERE})
#: What the contact column says of a borrower who cannot be reached.
LOST = ("失联", "空号", "停机", "打不通", "无法接通", "无人接", "未接", "关机", "unreach", "no answer")
CLEARS = Text(
    "外访前连续未能联系到本人的通话记录，或第三人同意提供信息的录音。",
    "Call records showing the borrower out of reach before the visit, or the third person's recorded consent.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    asked = [m for m in reading.find("asked_about", status=ASKED) if _asked(reading, m)]
    leave = book.limits(visit).third_party_contact
    if not asked or leave == "allowed" or (leave == "if_lost" and _lost(visit, reading)):
        return None
    reachable = [m for m in reading.find("in_touch", status=REACHED) if not m.denied]
    refused = [r for r in reading.find("told_off", status=None) if any(_after(reading, r, m) for m in asked)]
    insisted = [] if reading.has("nobody_there", status=None) else reading.find("insisted", by=COLLECTING)
    pressed = [i for i in insisted if any(abs(i.clause - m.clause) <= 1 for m in asked)]
    if reachable or refused or pressed:
        zh, en = ("对方已表示拒绝", "although they had refused") if refused and not reachable else _REACHABLE
        return violation(
            Text(f"{zh}，外访人员仍向无关第三人打听债务人情况。", f"Third persons were questioned about the borrower {en}."),
            *_quotes(visit, reading, (*(reachable[:1] or refused[:1]), *asked)), clears=CLEARS,
        )  # fmt: skip
    if all(m.group == "contact" for m in asked):
        return None
    return review(
        Text("外访人员向第三人打听债务人，本人是否失联未写明。", "A third person was asked about the borrower; whether he was out of reach is not told."),
        *_quotes(visit, reading, asked), clears=CLEARS,
    )  # fmt: skip


_REACHABLE = ("本人可以联系到", "though the borrower can be reached")


def _asked(reading: Reading, m: Mention) -> bool:
    """Whether these words really ask a third person about the borrower."""
    if (
        m.denied
        or not ours(reading, m)
        or (m.status is Status.INTENDED and not reading.has("insisted", "once_more", "in_touch", status=None))
    ):
        return False
    return _of_third(reading, m) and not reading.near(m, "asked_way", "not_asked", status=None)


def _of_third(reading: Reading, m: Mention) -> bool:
    """Whether somebody who owes nothing is asked."""
    if m.target in THIRD:
        return True
    if "对象为" in reading.text[m.start : m.end + 8]:
        return False
    if m.group == "round":
        return True
    if m.target in OWING and (before := named_before(reading, m.start, m.clause, 2)) is None:
        return False
    if third_in(reading, m.clause, m.clause) is not None:
        return True
    before = named_before(reading, m.start, m.clause, 2)
    return before is not None and before.actor in THIRD


def _lost(visit: Visit, reading: Reading) -> bool:
    if any(word in visit.prior_contact.lower() for word in LOST):
        return True
    found = [m for m in reading.find("lost_touch", status=None) if m.status not in (Status.INTENDED, Status.RULE)]
    near = reading.find("in_touch", status=None) if found else ()
    return any(not any(n.start < m.end and m.start < n.end for n in near) for m in found)


def _after(reading: Reading, refusal: Mention, asked: Mention) -> bool:
    """Asked again after the refusal: the account says so itself."""
    return bool(reading.near(asked, "once_more", before=1, status=None)) and refusal.clause <= asked.clause + 1


def _quotes(visit: Visit, reading: Reading, found: tuple[Mention, ...] | list[Mention]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(visit.quote("account", *reading.quote(m)) for m in found))


RULE = Rule(
    "third_party_contact",
    title=Text("不当联系第三人", "Improper contact with third persons"),
    ground="R",
    grade=3,
    family="conduct",
    broken=Text(
        "本人联系得上，或第三人已拒绝，仍向邻居、同事、亲属等打听借款人。",
        "Neighbours, colleagues or relatives were questioned although the borrower can be reached, or again after they refused.",
    ),
    kept=Text(
        "本人失联；只是问路、请人传话；询问对象为担保人、共同借款人。",
        "The borrower is out of reach; asking the way or passing a message; a guarantor or co-borrower was asked.",
    ),
    check=check,
)
