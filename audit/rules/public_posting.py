"""A letter, notice, banner or writing was left where others can read it, whether or not it names the debt.

The account decides, the remark and the outcome with it. Sealed under the door or in the box is no posting; what others put up is
none; a letter left "at the door" without saying how is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.account import COLLECTING, Actor, Mention, Reading, Status
from audit.account.hearers import ours
from audit.account.once import once
from audit.casebook import Casebook
from audit.model import Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation

ACTS = ("put_up", "attached", "attached_loosely")
DONE = frozenset({Status.HAPPENED, Status.INTENDED})
TOLD = DONE | {Status.REPORTED, Status.ELSEWHERE, Status.ASKED}
FIELDS = ("account", "outcome", "remark", "incident")
#: Held against the spyhole for the borrower to read.
_CARD = re.compile("牌子贴|牌给|[胸脖]|证|工牌|牌牌|耳朵|脸|征信|黑点")
#: What is stuck, pressed or written and posts nothing.
_NO_PAPER = re.compile(
    "贴[了个张块]*(?:创可贴|膏药|面膜|邮票|骑缝)|按[^,。纸函]{0,8}(?:铃|电梯|对讲|门禁|手印|指纹)"
    "|[一两二三]刻[在到]|[图照片牌]糊|照片也贴|相片|时间贴|报告|信封口|封口用|信封从|滩涂|洗脚水|拍.{0,10}各|小黑板|信用卡到|喷到利|喷了.{0,3}烟|热水|茶水|订了.{0,4}[饭餐票座]"
    "|[把将](?:那|这)?(?:些|篮|袋|包|兜)?(?:钱|现金|红包|鸡蛋|烟|菜|水果|篮子|袋子|篮|东西|包)"
    "|东墙[^,。]{0,6}西墙|[朝向][他她伊佢我].{0,2}贴|写了?封?信|(?:邮筒|信箱|奶箱)[里内]"
    "|还款计划|承诺书|欠条|收条|装订|门禁卡|刷卡|打卡"
)
#: 贴了, 画了个: where, the words themselves do not say.
_NO_PLACE = tuple("了个张去好进咗")
#: Put down before somebody on a counter, slid under the glass of a desk: not posted.
_PUT_DOWN = re.compile("柜台|工位|前台|收银台|玻璃板|压在.{0,4}玻璃下")
#: 再耍花样就把你照片挂到…: said to him, not done.
_SAID_TO_HIM = re.compile("(?:再|要是|如果|不还|信不信|小心|下次|下回).{0,12}[把给将]你")
#: 写了“请回电”: what was written stands in quotation marks.
_QUOTED = re.compile('[“"]')
#: So many characters behind the act a surface may stand when a quotation parts them.
_NEXT = 14
_PUTTING = re.compile("[把将往给在用拿喺搁]")


def check(visit: Visit, book: Casebook) -> Found | None:
    evidence: list[Evidence] = []
    for name in FIELDS:
        if visit.as_typed(name):
            reading = book.reading(visit, name)
            evidence += [visit.quote(name, *reading.quote(m)) for m in posted(reading)]
    if evidence:
        return violation(
            Text("外访人员在公共可见处张贴、悬挂或涂写文书字样，违反不得公开张贴催收文书的规定。",
                 "The collectors posted, hung or painted something where others can read it; nothing may be posted in public."),
            *evidence
        )  # fmt: skip
    return _unclear(visit, book.reading(visit))


@once
def posted(reading: Reading) -> list[Mention]:
    """What the collectors put up where the public sees it."""
    found = [m for m in reading.find(*ACTS, status=TOLD) if _ours(reading, m) and _complete(reading, m)]
    return [m for m in found if not _of_others(reading, m) and not _withdrawn(reading, m)]


def _ours(reading: Reading, m: Mention) -> bool:
    """By our hand, or by another's at our request (托保安贴在大堂)."""
    if m.group == "ours":  # 我们贴的那张: ours, whoever speaks of it
        return not m.denied
    if (
        m.denied
        or _SAID_TO_HIM.search(reading.plain, reading.clause_start(m.clause), m.end)
        or m.status not in DONE
        or (
            m.speaker is not Actor.UNKNOWN
            and not (m.speaker in COLLECTING and ("了" in reading.plain[m.start : m.end + 1] or _with_tools(reading, m)))
        )
        or (m.status is Status.INTENDED and m.causer not in COLLECTING)
    ):
        return False
    return m.actor in COLLECTING or m.causer in COLLECTING or ours(reading, m)


def _with_tools(reading: Reading, m: Mention) -> bool:
    """颖说门缝太窄，拿透明胶沾在猫眼下: after the speech, done by hand."""
    return m.status is Status.HAPPENED and reading.plain[m.start] in "把将拿用以"


def _complete(reading: Reading, m: Mention) -> bool:
    """The act is one of posting: a paper or paint on a surface that the public sees."""
    if _NO_PAPER.search(reading.plain, max(0, m.start - 4), m.end + 6):
        return False
    if _CARD.search(reading.plain, m.start - 6, m.end + 2) or reading.near(m, "vulnerable", before=1, status=None):
        return False  # 把证贴在猫眼上; a wreath at a wake
    if m.concept == "put_up":
        return True
    if reading.near(m, "own_papers", "online", before=1, status=None):
        return False
    far = 4 if m.group == "tape" else 1
    last = _last_clause(reading, m)
    surface: Sequence[Mention] = reading.within(m.clause - far, last, "surface")
    if not surface and m.concept == "attached" and m.group != "write":
        behind = m._replace(start=m.end, end=m.end + _NEXT + 1)
        surface = [s for s in reading.touching(behind, "surface") if s.start >= m.end]
    if m.concept == "attached_loosely" or m.group == "write":
        if _PUT_DOWN.search(reading.plain, m.start, m.end + 6):
            return False
        papers = reading.within(m.clause - 1, last + 1, "document_put")
        if m.group == "write":
            papers = papers or reading.near(m, "debt_named", after=3, status=None)
            if not papers and reading.near(m, "surface", status=None) and _QUOTED.search(reading.plain, m.end - 1, m.end + 2):
                return True
        return bool(surface and papers) and not reading.near(m, "posting_unclear", "posting_sealed", status=None)
    if (
        reading.plain[m.end - 1 : m.end] in ("住", "着", "满")
        and not m.named
        and not _PUTTING.search(reading.plain, reading.clause_start(m.clause), m.start)
    ):
        return False  # 信箱门面贴住「拒收广告」: so it was found
    papers = reading.within(m.clause - far, last + 1, "document_put")
    if m.group in ("paste", "paint") and reading.plain[m.end - 1 : m.end] in _NO_PLACE:
        here = any(s.clause >= m.clause for s in surface)
        return here or bool(surface and papers)
    return bool(surface or papers)


def _last_clause(reading: Reading, m: Mention) -> int:
    """The clause in which the words end: 将印有“请回电”字样的贴纸粘于门上 runs on behind the quotation."""
    last = reading.clause_at(m.end - 1)
    return m.clause if last is None else last.number


def _of_others(reading: Reading, m: Mention) -> bool:
    if reading.near(m, "posted_by_others", before=2, after=3, status=None):
        return True
    seen = [s for s in reading.near(m, "seen_there", status=None) if s.start <= m.start]
    if seen and not any(p.actor in COLLECTING for p in reading.named_between(seen[-1].end, m.end)):
        return True
    return not m.named and bool(seen or reading.near(m, "posted_by_custom", before=1, after=2, status=None))


def _withdrawn(reading: Reading, m: Mention) -> bool:
    """Not done after all, or no posting: 照片粘贴于报告，现场未作张贴."""
    return bool(reading.near(m, "not_posted", before=1, after=2, status=None)) or (
        m.concept == "attached_loosely" and bool(reading.near(m, "posting_sealed", before=2, after=1))
    )


def _unclear(visit: Visit, reading: Reading) -> Found | None:
    for m in reading.find("posting_unclear", by=COLLECTING):
        if (
            m.denied
            or reading.near(m, "posting_sealed", before=1, after=2)
            or reading.near(m, "not_posted", before=1, after=3, status=None)
            or reading.near(m, "posted_by_others", before=1, after=2)
        ):
            continue
        return review(
            Text("文书留在门口等处，未写明是否密封、他人能否看到。", "A document was left at the door; whether it was sealed or readable is not told."),
            visit.quote("account", *reading.quote(m))
        )  # fmt: skip
    return None


RULE = Rule(
    "public_posting",
    title=Text("公开张贴催收文书", "Public posting"),
    ground="R",
    grade=1,
    family="conduct",
    broken=Text(
        "在门、楼道、公告栏等公共可见处张贴、悬挂、喷涂函件、字条、标语或横幅，未写明债务亦然。",
        "A letter, notice, sticker, banner or paint was put where the public can see it, even when no debt is named.",
    ),
    kept=Text(
        "文书密封后投入信箱、塞入门缝或面交；现场的张贴物是他人所留。",
        "Sealed and put in the letter box, under the door or handed over; what hung there was somebody else's.",
    ),
    clears=Text(
        "留置文书位置与封装状态的照片或录像，证明未向公众展示。",
        "Photos or footage of where the document was left and that it was sealed, out of public view.",
    ),
    check=check,
)
