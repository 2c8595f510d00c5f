"""A neighbour, colleague or relative was questioned about the borrower though he can be reached, or again after a refusal.

That the borrower is out of reach, by the columns or the account, makes the question lawful; asking the way, passing a message and
talk with a guarantor are none. Questions of which neither is told are for a person to look at.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Person, Reading, Status
from audit.account.hearers import named_before, ours, third_in
from audit.account.ours import Among
from audit.account.standing import met
from audit.casebook import Casebook
from audit.model import Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation

ASKED = frozenset({Status.HAPPENED, Status.INTENDED, Status.ASKED, Status.ELSEWHERE})
REACHED = frozenset({Status.HAPPENED, Status.INTENDED, Status.REPORTED, Status.ELSEWHERE})
#: What the contact column says of a borrower who cannot be reached.
LOST = ("失联", "空号", "停机", "打不通", "无法接通", "无人接", "未接", "关机", "unreach", "no answer")
#: 问他老婆单位: asked of himself.
_HIS_OWN = ("单位", "在哪", "电话", "工资", "收入", "几点", "能不", "名下", "的单", "的工")
_ASKING = re.compile(
    "问|打听|扫听|探听|聊|唠|吹水|chat|套|摸底|摸清|刨|盘|核实|核查|查一?查|翻|拉了|拉呱|闲谝|攀谈|磨|念叨|缠|了解|asked|asking|whether"
)
_ASKED_ALL = re.compile("(?:挨个|逐个|逐一|统统|都|全)?问了?(?:个遍|一遍|一道|了一遍|遍)|打听了")
_ELSEWHERE = re.compile("逢人|[问跟向找同对][^,。]{0,10}(?:楼下|隔壁|对门|邻|保安|物业|门卫|店|同事|工友|前台|员工|保洁)")
_HELD = re.compile("[拽拉逮揪拦截堵缠扯喊叫][住着到上过]|逢")
_REACH = 48
_SAYS = tuple("说讲话答")


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    asked = [m for m in reading.find("asked_about", status=ASKED) if _asked(visit, reading, m)]
    asked = sorted((*asked, *_pried(visit, reading)), key=lambda m: m.start)
    leave = book.limits(visit).third_party_contact
    lost = leave == "if_lost" and _lost(visit, reading) and not _heard_from(reading)
    if leave == "allowed" or (lost and not _refused(reading, asked, "leave")):
        return None
    if not asked:
        return _lookout(visit, reading)
    reachable = [m for m in reading.find("in_touch", status=REACHED) if not m.denied]
    refused = _refused(reading, asked)
    insisted = [] if reading.has("nobody_there", status=None) else reading.find("insisted", by=COLLECTING)
    questions = Among(asked)
    pressed = any(questions.within(i.clause - 1, i.clause + 1) for i in insisted)
    if reachable or refused or pressed:
        zh, en = ("对方已表示拒绝", "although they had refused") if refused and not reachable else _REACHABLE
        return violation(
            Text(f"{zh}，外访人员仍向无关第三人打听债务人情况。", f"Third persons were questioned about the borrower {en}."),
            *_quotes(visit, reading, (*(reachable[:1] or refused[:1]), *asked))
        )  # fmt: skip
    if all(m.group == "contact" for m in asked) or not _plain(reading, asked):
        return None
    return review(
        Text("外访人员向第三人打听债务人，本人是否失联未写明。", "A third person was asked about the borrower; whether he was out of reach is not told."),
        *_quotes(visit, reading, asked)
    )  # fmt: skip


def _pried(visit: Visit, reading: Reading) -> list[Mention]:
    """Questions of ours to a third person known by what they ask: with whom he lives, which bank pays his wages."""
    found = reading.find("prying", status=None)
    if met(visit) is not Actor.OTHER:
        found = tuple(m for m in found if _ELSEWHERE.search(reading.plain, max(0, m.start - _REACH), m.start))
    return [m for m in found if _question_of_ours(reading, m) and not reading.near(m, "not_asked", status=None)]


def _question_of_ours(reading: Reading, m: Mention) -> bool:
    """Whether a word of asking stands before, and no third person right before that word (邻居问)."""
    since = max(0, m.start - _REACH)
    asks = list(_ASKING.finditer(reading.plain, since, m.end))
    if not asks:
        return _ASKED_ALL.search(reading.plain, m.end, m.end + _REACH) is not None
    at = asks[-1].start()
    if any(p.end == at and p.actor in THIRD and not _governed(reading, p) for p in reading.named_at(at, at)):
        return False
    return not any(p.actor in THIRD and reading.plain[p.end : p.end + 1] in _SAYS for p in reading.named_between(at + 1, m.start))


def _governed(reading: Reading, person: Person) -> bool:
    """同對面師奶吹水, 拽住东屋大娘: spoken to, or taken hold of."""
    before = reading.plain[max(person.since, person.start - 4) : person.start]
    return any(w in before for w in "同跟和与向找对") or _HELD.search(before) is not None


def _refused(reading: Reading, asked: list[Mention], group: str = "") -> list[Mention]:
    """Where they said that they would not be asked, and were asked again, as the account itself says; `group`: in so many words."""
    found = [r for r in reading.find("told_off", status=None) if _by_them(r) and (not group or r.group == group)]
    again = [m.clause for m in asked if reading.near(m, "once_more", before=1, after=3, status=None)] if found else []
    return [r for r in found if r.clause <= max(again) + 2] if again else []


def _by_them(refusal: Mention) -> bool:
    """我说不清楚 is no refusal of theirs."""
    return refusal.actor not in COLLECTING or refusal.speaker in THIRD or refusal.causer in THIRD


def _plain(reading: Reading, asked: list[Mention]) -> bool:
    """Whether it is plain that the borrower was asked about: by what was asked, or by a word such as 打听."""
    return any(m.concept == "prying" or m.group == "round" for m in asked) or any(
        reading.near(m, "strong_ask", "prying", status=None) for m in asked
    )


def _lookout(visit: Visit, reading: Reading) -> Found | None:
    """请物业留意: more than a message, less than questions."""
    for m in reading.find("lookout", by=COLLECTING, status=REACHED) if met(visit) is Actor.OTHER else ():
        if not m.denied:
            return review(
                Text("外访人员请第三人帮忙留意、联系债务人，是否超出转告须核实。",
                     "A third person was asked to look out for the borrower; whether that was more than a message has to be settled."),
                visit.quote("account", *reading.quote(m))
            )  # fmt: skip
    return None


_REACHABLE = ("本人可以联系到", "though the borrower can be reached")


def _asked(visit: Visit, reading: Reading, m: Mention) -> bool:
    """Whether these words really ask a third person about the borrower."""
    if (
        m.denied
        or not (ours(reading, m) or reading.plain[m.start] in "我俺咱阮")
        or (m.status is Status.INTENDED and not reading.has("insisted", "once_more", "in_touch", status=None))
    ):
        return False
    if met(visit) is Actor.BORROWER and not _turned_to(reading, m):
        return False
    return _of_third(reading, m) and not reading.near(m, "asked_way", "not_asked", status=None)


def _turned_to(reading: Reading, m: Mention) -> bool:
    """With the borrower there, whether ours turn to somebody else: 跟邻居打听, 问保安; 问他老婆单位 asks himself."""
    near = (p for p in reading.named_in(m.clause - 1, m.clause) if p.actor in THIRD)
    return any(
        reading.plain[p.end : p.end + 2] not in _HIS_OWN
        and any(w in reading.plain[max(p.since, p.start - 4) : p.start] for w in "跟向找和对与问缠拉")
        for p in near
    )


def _of_third(reading: Reading, m: Mention) -> bool:
    """Whether somebody who owes nothing is asked."""
    if m.target in THIRD:
        return True
    if "对象为" in reading.plain[m.start : m.end + 8]:
        return False
    if m.group == "round":
        return True
    before = named_before(reading, m.start, m.clause, 2)
    if before is None and m.target in OWING:
        return False
    return third_in(reading, m.clause, m.clause) is not None or (before is not None and before.actor in THIRD)


def _lost(visit: Visit, reading: Reading) -> bool:
    if any(map(visit.prior_contact.lower().__contains__, LOST)):
        return True
    found = [m for m in reading.find("lost_touch", status=None) if m.status not in (Status.INTENDED, Status.RULE)]
    return any(not reading.touching(m, "in_touch") for m in found)


def _heard_from(reading: Reading) -> bool:
    """Whether the account itself, which outranks the column, tells only of a borrower who answers."""
    return not reading.has("lost_touch", status=None) and any(not m.denied for m in reading.find("in_touch", status=REACHED))


def _quotes(visit: Visit, reading: Reading, found: tuple[Mention, ...] | list[Mention]) -> tuple[Evidence, ...]:
    return tuple(visit.quote("account", *reading.quote(m)) for m in found)


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
    clears=Text(
        "外访前连续未能联系到本人的通话记录，或第三人同意提供信息的录音。",
        "Call records showing the borrower out of reach before the visit, or the third person's recorded consent.",
    ),
    check=check,
)
