"""The collectors went into the home, yard, office floor or back room without the borrower's leave.

Asked in by the borrower is no breach, nor is talking at the door or where the public may go. Let in by a child, a guard, a landlord
or a neighbour is no leave of the borrower's. That they were inside, and not who allowed it, is for a person to look at.
"""

from __future__ import annotations

from audit.account import COLLECTING, OWING, Actor, Mention, Reading, Status
from audit.account.ours import overlaps
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation

#: Of whoever lives or decides there: their invitation is leave enough.
HOSTS = frozenset({Actor.BORROWER, Actor.LIABLE, Actor.RELATIVE, Actor.UNKNOWN})
#: 未经客户同意进入: the want of leave is no denial, and 同意 no plan.
DID = frozenset({Status.HAPPENED, Status.INTENDED, Status.DENIED})
_WITHOUT = (
    "未经",
    "未經",
    "没经",
    "沒經",
    "未征",
    "未徵",
    "没征",
    "未获",
    "未獲",
    "没打招呼",
    "没得到",
    "未得",
    "不等",
    "没等",
    "未等",
)
_MEANT = ("想", "打算", "准备", "準備", "计划", "如果", "若", "下次", "提议", "建议", "是否", "拟")
CLEARS = Text(
    "录像中借款人明确同意或邀请进入的片段。",
    "Footage of the borrower agreeing to it or asking them in.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    forced = [m for m in reading.find("intruded", "let_in_by_other", status=None) if _ours(reading, m)]
    inside = [] if forced else _unasked(reading)
    seen = [] if forced or inside else reading.find("entered", by=COLLECTING)
    if not (forced or inside or seen):
        return None
    invited = _invited(reading)
    forced = [m for m in forced if not _answered(m, invited)] or ([] if invited else inside)
    if forced:
        return violation(
            Text("外访人员未经借款人同意进入其住所或办公、经营区域，违反进入须经同意的规定。",
                 "The collectors went into the home or working area without the borrower's leave, which entering requires."),
            *dict.fromkeys(visit.quote("account", *reading.quote(m)) for m in forced), clears=CLEARS,
        )  # fmt: skip
    for m in () if invited else seen:
        if not overlaps(m, reading.find("stayed_outside", status=None)):
            return review(
                Text("记录写明已进入室内，但未写明由谁同意。", "They were inside; who allowed it is not told."),
                visit.quote("account", *reading.quote(m)), clears=CLEARS,
            )  # fmt: skip
    return None


def _unasked(reading: Reading) -> list[Mention]:
    """Inside, and beside it a sign that nobody who may had let them in."""
    inside = [m for m in reading.find("went_inside") if _ours(reading, m)]
    return [m for m in inside if reading.near(m, "no_leave", before=1, after=1, status=None)]


def _ours(reading: Reading, m: Mention) -> bool:
    clause = reading.clauses[m.clause]
    before = reading.text[clause.start : m.end]
    if m.denied and not any(w in before for w in _WITHOUT):
        return False
    if m.status not in DID or any(w in clause.text for w in _MEANT) or overlaps(m, reading.find("stayed_outside", status=None)):
        return False
    if any(m.clause <= r.clause <= m.clause + 1 and r.start > m.start for r in reading.find("refused", by=COLLECTING, status=None)):
        return False
    if any(m.clause - 1 <= c.clause <= m.clause for c in reading.find("common_part", status=None)):
        return False
    if not m.named and "自己" in reading.clauses[m.clause].text and m.clause and reading.clauses[m.clause - 1].actor in OWING:
        return False
    if m.actor in OWING and any(w in before for w in _WITHOUT):  # 没等借款人同意就进了: nobody needs leave for his own home
        return True
    return m.actor in COLLECTING or (m.concept == "let_in_by_other" and m.status is Status.HAPPENED)


def _invited(reading: Reading) -> tuple[Mention, ...]:
    found = reading.find("invited_in", status=None)
    return tuple(m for m in found if not m.denied and not _refused(reading, m) and (m.actor in HOSTS or _with_leave(m)))


def _with_leave(m: Mention) -> bool:
    """经其同意, 应邀: their leave, told of ours."""
    return m.actor in COLLECTING and m.status is Status.HAPPENED


def _refused(reading: Reading, m: Mention) -> bool:
    """不让进, 未经同意; or only asked for."""
    before = reading.text[max(0, m.start - 2) : m.start]
    clause = reading.text[reading.clauses[m.clause].start : m.start]
    return m.status is Status.ASKED or any(c in before for c in "不没沒未别別莫勿") or any(w in clause for w in _WITHOUT)


def _answered(m: Mention, invited: tuple[Mention, ...]) -> bool:
    """Whether they were asked in after all, in the words themselves or right before or after."""
    return any(abs(i.clause - m.clause) <= 2 for i in invited)


RULE = Rule(
    "entry_without_consent",
    title=Text("未经同意进入", "Entry without consent"),
    ground="R",
    grade=2,
    family="conduct",
    broken=Text(
        "未经借款人同意进入其住宅、院落、办公或经营的内部区域：推门、尾随、翻入、由孩子、保安、房东等放入。",
        "Entered home, yard, office floor or back room without the borrower's leave: pushed in, tailgated, climbed in, let in by a child, "
        "guard or landlord.",
    ),
    kept=Text(
        "受邀或经其同意进入；在门口、公共营业区域交谈。由谁同意没有写明的，请人工复核。",
        "Asked in, or with leave; talked at the door or where the public may go. Who allowed it is not told: for review.",
    ),
    check=check,
)
