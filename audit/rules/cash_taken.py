"""Cash, goods, favours or fees went to the collectors instead of the bank.

The account alone decides. What was offered and declined or given back, what the borrower paid into the bank's own account, and
money that passed between others are no breach; money whose way is not told is for a person to look at.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, Mention, Reading, Status
from audit.account.ours import denied_far_off
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation

TAKEN = ("money_taken", "goods_taken", "favour_taken", "handed_to_us")
DEMANDED = ("fee_demanded", "private_transfer")
#: A demand is a breach though nothing was paid yet; said as a duty (须缴) it is still a demand.
ASKED_FOR = frozenset({Status.HAPPENED, Status.INTENDED, Status.RULE})
_BADGE = re.compile("^[^钱款元现]{0,4}(?:证|工牌|胸牌|牌子)")
_PAPERS = re.compile("身份证|执照|户口|房产证|房本|行驶证|存折")
_OWN_WAY = re.compile("手机银行|网银|银行的?短信|柜台|网点|银行app|自己(?:转|还)|扣款", re.IGNORECASE)
CLEARS = Text(
    "款项直接进入银行账户的凭证，或当场退还、上交的录像与登记。",
    "Proof that the money went straight into the bank's own account, or a recording and register entry of its return.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    taken = [m for m in reading.find(*TAKEN, by=COLLECTING, status=None) if _took(reading, m) and not _given_back(reading, m)]
    demanded = [m for m in reading.find(*DEMANDED, status=None) if _wanted(reading, m) and not _given_back(reading, m)]
    demanded = [m for m in demanded if m.concept != "fee_demanded" or not _of_the_bank(reading, m)]
    if taken or demanded:
        return _broken(visit, reading, taken, demanded)
    for m in reading.find("told_earlier", status={Status.REPORTED, Status.ELSEWHERE, Status.HAPPENED}):
        if not m.denied and m.speaker in OWING:
            return review(
                Text("借款人称本公司人员曾收取钱款，须核实。", "The borrower says that our people once took money; it has to be settled."),
                visit.quote("account", *reading.quote(m)), clears=CLEARS,
            )  # fmt: skip
    for mention in reading.find("cash_unclear", status=None):
        if _OWN_WAY.search(reading.text, max(0, mention.start - 60), mention.end + 40):
            continue
        return review(
            Text("记录涉及收款，但未写明款项如何、由谁进入银行账户。", "Money changed hands; how it reached the bank is not told."),
            visit.quote("account", *reading.quote(mention)), clears=CLEARS,
        )  # fmt: skip
    return _seized(visit, reading)


def _seized(visit: Visit, reading: Reading) -> Found | None:
    """Papers or keys kept: whether as a pledge for the debt."""
    for m in reading.find("papers_seized", by=COLLECTING):
        if not m.denied and not _given_back(reading, m):
            return review(
                Text("外访人员拿走或留下客户的证件、钥匙等，是否用以抵债须核实。",
                     "Papers or keys of the borrower were kept; whether as a pledge has to be settled."),
                visit.quote("account", *reading.quote(m)), clears=CLEARS,
            )  # fmt: skip
    return None


def _took(reading: Reading, m: Mention) -> bool:
    if m.concept == "money_taken" and _BADGE.search(reading.clauses[m.clause].text):
        return False  # 证一直揣兜里没掏
    if m.concept == "goods_taken" and _PAPERS.search(reading.text, m.start, m.end):
        return False  # kept as a pledge: for a person to look at
    if m.status is Status.DENIED:
        return denied_far_off(reading, m)
    return m.status is Status.HAPPENED or (m.status is Status.INTENDED and m.concept == "favour_taken")


def _wanted(reading: Reading, m: Mention) -> bool:
    """A fee or transfer that ours asked for; one that the borrower only offers is none."""
    if m.status is Status.DENIED:
        return denied_far_off(reading, m) and _ours(m)
    if m.status is Status.INTENDED and m.concept == "private_transfer" and COLLECTING.isdisjoint({m.actor, m.causer}):
        return False
    return m.status in ASKED_FOR and _ours(m)


def _ours(m: Mention) -> bool:
    """Ours by deed or by demand; a transfer to one of ours counts whoever made it."""
    if m.status is Status.RULE:
        return not m.denied and m.speaker in COLLECTING
    return m.actor in COLLECTING or m.causer in COLLECTING or m.concept == "private_transfer"


def _given_back(reading: Reading, m: Mention) -> bool:
    if any(n.start >= m.start for n in reading.near(m, "not_agreed", after=1, status=None)):
        return True
    found = reading.near(m, "refused", after=3, status=None)
    return any(not (r.denied or (r.start < m.end and m.start < r.end)) for r in found)


def _of_the_bank(reading: Reading, m: Mention) -> bool:
    return any(c.start < m.end and m.start < c.end for c in reading.find("bank_charge", status=None))


def _broken(visit: Visit, reading: Reading, taken: list[Mention], demanded: list[Mention]) -> Found:
    what = "、".join(dict.fromkeys(_NAMES[m.concept].zh for m in (*taken, *demanded)))
    en = ", ".join(dict.fromkeys(_NAMES[m.concept].en for m in (*taken, *demanded)))
    return violation(
        Text(
            f"外访人员{what}，违反不得收取债务人钱物或费用的规定。", f"The collectors {en}; nothing may be taken from the borrower."
        ),
        *(visit.quote("account", *reading.quote(m)) for m in (*taken, *demanded)),
        clears=CLEARS,
    )


_NAMES = {
    "handed_to_us": Text("接过客户交来的款项", "took money put into their hands"),
    "money_taken": Text("经手收取现金或款项", "took money into their own hands"),
    "goods_taken": Text("收取或带走财物", "took goods"),
    "favour_taken": Text("接受宴请、劳务或其他好处", "accepted favours"),
    "fee_demanded": Text("收取或索要费用", "took or demanded a fee"),
    "private_transfer": Text("使款项进入私人账户", "had money sent to a private account"),
}

RULE = Rule(
    "cash_taken",
    title=Text("违规收款", "Cash or favours taken"),
    ground="R",
    grade=1,
    family="conduct",
    broken=Text(
        "收取或索要现金、私人转账、财物、好处，或外访费、上门费等任何费用。",
        "Cash, a private transfer, goods, favours, or any fee for the visit was taken or demanded.",
    ),
    kept=Text(
        "款项进入银行自己的账户或应用；客户提出而被谢绝或当场退还。",
        "The money went into the bank's own account or app; an offer was declined or given back at once.",
    ),
    check=check,
)
