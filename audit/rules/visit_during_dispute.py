"""The case was not to be visited that day.

To be looked at when a complaint, dispute, suit, death, bankruptcy, kept plan or stop was open on the day of the visit, by the case
file or the account, and when the day lies outside the agency's entrustment. Not broken when the state had ended before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from audit.account import COLLECTING, THIRD, Mention, Reading, Status
from audit.casebook import Casebook, filed
from audit.model import CaseFile, Evidence, Found, StatusEvent, Text, Visit
from audit.rules.rule import Rule, review

_KINDS: Mapping[str, Text] = {
    "dispute": Text("异议", "a dispute"),
    "complaint": Text("投诉", "a complaint"),
    "suit": Text("诉讼", "a lawsuit"),
    "death": Text("死亡", "the borrower's death"),
    "bankruptcy": Text("破产", "bankruptcy proceedings"),
    "plan": Text("分期还款协议", "an instalment plan"),
    "suspended": Text("停催", "a stop of collection"),
}


def check(visit: Visit, book: Casebook) -> Found | None:
    return _by_file(visit, book) or _by_account(visit, book)


def _by_account(visit: Visit, book: Casebook) -> Found | None:
    if not visit.account:
        return None
    reading = book.reading(visit)
    for m in reading.find("standing_state", status=_SO):
        if (
            not m.denied
            and (m.status is not Status.INTENDED or _ON_PAPER.search(reading.plain, m.start, m.end))
            and not _held_out_by_us(reading, m)
            and not _of_his_kin(reading, m)
            and not _over(reading, m)
            and _before(reading, m)
        ):
            return review(_TOLD, visit.quote("account", *reading.quote(m)))
    return None


_SO = frozenset({Status.HAPPENED, Status.REPORTED, Status.INTENDED})
#: 仲裁申请的受理回执: what is on paper is no mere plan.
_ON_PAPER = re.compile("回执|通知书|受理单|证明")


def _held_out_by_us(reading: Reading, m: Mention) -> bool:
    """于海洋拿着张法院立案回执: our own paper says nothing of the case."""
    head = next(iter(reading.named_in(m.clause)), None)
    ours = head is not None and head.actor in COLLECTING and head.start < m.start
    return head is not None and ours and _HOLDS.search(reading.plain, head.end, m.end) is not None


def _of_his_kin(reading: Reading, m: Mention) -> bool:
    """客户母亲去世, his father died in May: not the borrower's death."""
    if any(p.actor in THIRD and reading.plain[p.end : m.start] == " " for p in reading.named_at(m.start - 1, m.start)):
        return True
    return any(p.actor in THIRD and reading.plain[m.end : p.start] in ("", "的") for p in reading.named_between(m.start, m.end + 2))


def _before(reading: Reading, m: Mention) -> bool:
    """谈妥分期 at this visit is no state of before: the other side tells of it, or a word of time does."""
    if m.group != "more" or not _PLAN.search(reading.plain, m.start, m.end):
        return True
    start, end = reading.clause_start(m.clause), reading.clause_end(m.clause)
    if _WISHED.search(reading.plain, max(start, m.start - 6), m.end):
        return False
    return m.status is Status.REPORTED or _PAST.search(reading.plain, max(0, start - 12), end) is not None


def _over(reading: Reading, m: Mention) -> bool:
    """Whether it is told beside it that the state had ended, is another bank's or only threatened."""
    return bool(reading.near(m, "standing_over", before=1, after=2, status=None))


_PLAN = re.compile("期(?!没|未)|减免|计划|协议|停息|月月|每月")
_WISHED = re.compile("[想要愿肯求盼]|能不能|可不可以|打算|准备|希望|争取|计划$")
_PAST = re.compile(
    "上个?[月周星礼]|去年|前年|今年|年初|年前|前[天阵些]|昨|刚|已|早|之前|此前|先前|登记过|受理|[一二两三四五六七八九十0-9]月|没断|每月|月月|案子|官司"
)
_HOLDS = re.compile("[拿举持掏递示亮]")


_TOLD = Text(
    "外访经过提到案件已在投诉、诉讼、破产或分期等停催情形中，是否属实、外访前是否知悉需核实。",
    "The account speaks of a complaint, suit, bankruptcy, plan or the like that was open already; whether so, and known, has to be settled.",
)


def _by_file(visit: Visit, book: Casebook) -> Found | None:
    case = book.case(visit)
    if case is None or visit.visit_date is None:
        return None
    for event in case.events:
        if (event.start is None or event.start <= visit.visit_date) and (event.end is None or visit.visit_date <= event.end):
            return _open(visit, case, event)
    return _outside(visit, case)


def _open(visit: Visit, case: CaseFile, event: StatusEvent) -> Found:
    kind = _KINDS.get(event.kind, Text(event.typed or event.kind, event.kind))
    since = Text(f"自{event.start}起", f"from {event.start} on") if event.start else Text("（起始日不详）", "(start unknown)")
    message = Text(
        f"外访日{visit.visit_date}案件处于{kind.zh}状态{since.zh}，仍上门催收。",
        f"The visit on {visit.visit_date} fell into {kind.en} that was open {since.en}.",
    )
    return review(message, visit.cell("visit_date"), Evidence("events", event.typed, source=case.source))


def _outside(visit: Visit, case: CaseFile) -> Found | None:
    """A visit before the case was entrusted or after it was called back was not ordered by anybody."""
    day = visit.visit_date
    if day and case.entrusted_from and day < case.entrusted_from:
        text = _BEFORE.format(day=day, start=case.entrusted_from)
        return review(text, visit.cell("visit_date"), filed(case, "entrusted_from"), clears=_LEAVE)
    if day and case.entrusted_to and day > case.entrusted_to:
        text = _AFTER.format(day=day, end=case.entrusted_to)
        return review(text, visit.cell("visit_date"), filed(case, "entrusted_to"), clears=_LEAVE)
    return None


_BEFORE = Text(
    "外访日{day}早于委案日期{start}，机构当时尚未受托。", "The visit on {day} was before the case was entrusted on {start}."
)
_AFTER = Text(
    "外访日{day}晚于委案到期（退案）日{end}，机构已不再受托。", "The visit on {day} was after the entrustment had ended on {end}."
)
_LEAVE = Text("银行延长或另行委托的文件。", "The bank's extension or other order.")

RULE = Rule(
    "visit_during_dispute",
    title=Text("停催期外访", "Visit during a dispute"),
    ground="C",
    grade=4,
    family="time",
    broken=Text(
        "外访当日案件处于投诉、异议、诉讼、死亡、破产、履约中的分期或其他停催状态，或不在委托期内（由人工核对）。",
        "On the day of the visit a complaint, dispute, suit, death, bankruptcy, kept plan or stop was open, or the case was not entrusted to the agency (for a person to check).",
    ),
    kept=Text(
        "上述状态在外访前已经结束；外访之后才发生。",
        "The state had ended before the visit, or began only after it.",
    ),
    clears=Text(
        "银行同意在该状态期间外访的文件，或该状态在外访前已解除的凭证。",
        "The bank's leave to visit in that state, or proof that it had ended before.",
    ),
    check=check,
)
