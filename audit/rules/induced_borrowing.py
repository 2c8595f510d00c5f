"""The collectors told, pressed or helped the borrower to pay by new debt: loans, cash-out, borrowing from friends under pressure.

What the borrower says or decides by himself is no breach, nor is advice against it, the bank's own instalments, or selling things.
"""

from __future__ import annotations

from audit.account import COLLECTING, Actor, Mention, Reading, Status
from audit.account.ours import SAID, addressed, conditional, overlaps
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation

URGED = frozenset({Status.HAPPENED, Status.INTENDED})
CLEARS = Text(
    "录音录像中谈及还款资金来源的部分，显示我方没有建议或协助借贷。",
    "The recording of the talk about where the money comes from, with no advice or help to borrow.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    urged = [m for m in reading.find("urged_to_borrow", status=URGED) if _ours(reading, m) and not _dissuaded(reading, m)]
    urged += [m for m in reading.find("borrow_word", status=SAID) if _said_by_us(reading, m) and not _dissuaded(reading, m)]
    if urged:
        return violation(
            Text("外访人员劝说、逼迫或协助借款人以新的借贷还款，违反不得诱导借贷的规定。",
                 "The collectors told, pressed or helped the borrower to pay by new debt, which is forbidden."),
            *dict.fromkeys(visit.quote("account", *reading.quote(m)) for m in urged), clears=CLEARS,
        )  # fmt: skip
    for mention in reading.find("borrow_unclear", status=None):
        if not mention.denied:
            return review(
                Text("是否劝说借款人借贷还款，记录未能说明。", "Whether the borrower was told to borrow is not clear."),
                visit.quote("account", *reading.quote(mention)), clears=CLEARS,
            )  # fmt: skip
    return None


def _ours(reading: Reading, m: Mention) -> bool:
    if m.group == "english" and reading.text[m.start : m.end].lower().startswith("was "):
        return not m.denied
    if m.denied and "不会" not in reading.text[m.start : m.end]:
        return False
    if m.speaker not in (Actor.UNKNOWN, *COLLECTING):
        return False
    if m.group == "colloquial" and not (m.speaker in COLLECTING or m.causer in COLLECTING or m.actor in COLLECTING):
        return addressed(reading, m) and not m.named
    return m.actor in COLLECTING or m.causer in COLLECTING or m.speaker in COLLECTING


def _said_by_us(reading: Reading, m: Mention) -> bool:
    """The words stand in our own speech, or the account says so right after: 我这么开导他."""
    if m.denied and not conditional(reading, m):
        return False
    if m.speaker in COLLECTING:
        return True
    return m.speaker is Actor.UNKNOWN and bool(reading.near(m, "so_we_said", after=2, status=None))


def _dissuaded(reading: Reading, m: Mention) -> bool:
    found = reading.find("borrow_dissuaded", status=None)
    if overlaps(m, found) or any(m.clause <= d.clause <= m.clause + 1 for d in found):
        return True
    return bool(reading.near(m, "borrow_flatly_no", before=2, after=2, status=None))


RULE = Rule(
    "induced_borrowing",
    title=Text("诱导借贷还款", "Induced to borrow"),
    ground="R",
    grade=2,
    family="conduct",
    broken=Text(
        "建议、逼迫或帮助借款人用网贷、套现、典当、向亲友借钱等新债还款。",
        "Told, pressed or helped the borrower to pay by online loans, cash-out, pawning, or borrowing from others.",
    ),
    kept=Text(
        "借款人自己提出借钱而我方没有劝说；我方劝阻；介绍银行自己的分期、延期政策。",
        "The borrower spoke of borrowing and nobody urged it; advised against; the bank's own instalments or extension.",
    ),
    check=check,
)
