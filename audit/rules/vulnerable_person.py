"""The collectors went on although the borrower was gravely ill, pregnant or in mourning, or only children or frail old people were there.

For a person to look at, never more. Who left at once and wrote it down did right; an illness long past, another's, or feigned is none.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, THIRD, Mention, Reading, Status
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review

MESSAGE = Text(
    "所见之人有重病、孕产、丧亲等情形，或现场只有老人、未成年人，记录显示我方仍继续。",
    "The person met was gravely ill, pregnant or in mourning, or only old people or children were there, and the collectors went on.",
)
TOLD = frozenset({Status.HAPPENED, Status.REPORTED, Status.UNSURE, Status.INTENDED})

#: 仍按原计划, 依话术, 我问: they did it all the same.
TRIED = frozenset({Status.HAPPENED, Status.INTENDED, Status.ASKED, Status.RULE, Status.UNSURE})


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    found = [
        m
        for m in reading.find("vulnerable", status=TOLD)
        if (not m.denied or _UNWELL.search(reading.said(m.clause))) and not _none_of_theirs(reading, m)
    ]
    if not found or reading.has("not_vulnerable", status=None):
        return None
    first = found[0]
    on = [m for m in reading.find("went_on", status=TRIED) if _ours(m) and not m.denied and m.end > first.start]
    left = [m for m in reading.find("left_at_once", status=None) if m.start > first.start and _ours(m) and _really(reading, m)]
    strong = [m for m in on if m.group == "strong"]
    if not on or (left and not _after_all(on, left) and not any(s.start != m.start for s in strong for m in left[:1])):
        return None
    return review(MESSAGE, visit.quote("account", *reading.quote(first)), visit.quote("account", *reading.quote(on[0])))


def _none_of_theirs(reading: Reading, m: Mention) -> bool:
    """One of ours or his family, a place of work, what is over, what they wait for; 我妈 in the borrower's mouth is his."""
    start, end = reading.clause_start(m.clause), reading.clause_end(m.clause)
    if (m.speaker not in OWING | THIRD and _OF_OURS.search(reading.plain, start, m.start)) or (
        m.actor in COLLECTING and m.named and m.group != "children"
    ):
        return True
    return (
        _AT_WORK.match(reading.plain, m.start, end) is not None
        or _UNTIL.search(reading.plain, start, m.start) is not None
        or _OVER.search(reading.plain, m.end, m.end + 12) is not None
        or reading.plain.startswith("祖坟", max(0, m.start - 1), m.end)
    )


#: 搭档的娃娃发高烧
_OF_OURS = re.compile(
    "(?:搭档|拍档|同事|组长|主管|我|partner'?s?|my)(?:的|家|屋头|老家)?(?:娃|孩子|小孩|女儿|儿子|爸|妈|爹|娘|老婆|媳妇|爱人|老公|丈人|丈母|岳|母亲|父亲|奶|爷|外|kid|son|daughter|wife|mother|father)?$"
)
#: 殡仪馆的司机, 在养老院做护理, 在人家白事上吹, 刚下手术台
_AT_WORK = re.compile(
    "[^,。]{2,4}(?:台|里|上|内|门口)?(?:的|做|当|干|吹|打|上班)(?:司机|护理|护工|护士|护士长|大夫|医生|保安|保洁|食堂|厨师|工|活|$)|手术台|(?:白事|丧事)上[吹唱敲打帮]"
)
#: 等他出院再说
_UNTIL = re.compile("等[^,。]{0,6}$")
#: 做完手术刚出院，已恢复上班
_OVER = re.compile("(?:已|早|都|也)(?:经)?(?:恢复|痊愈|康复|好了|好利索|没事|回来上班|上班)")


#: What these deny is that all is well.
_UNWELL = re.compile("[不唔](?:舒服|太?好|行|适|便|方便|利索|得劲)")


def _ours(m: Mention) -> bool:
    return m.actor in COLLECTING or m.target in COLLECTING or not m.named


def _really(reading: Reading, m: Mention) -> bool:
    """没撤, 才走, 利息每天在走: not at once, or nobody."""
    return not m.denied and not set("才在") & set(reading.plain[max(0, m.start - 1) : m.end])


def _after_all(on: list[Mention], left: list[Mention]) -> bool:
    """Whether they went on before they left."""
    return on[0].start < left[0].start and left[0].clause - on[0].clause > 1


RULE = Rule(
    "vulnerable_person",
    title=Text("特殊情形继续催收", "Went on with a vulnerable person"),
    ground="C",
    grade=3,
    family="conduct",
    broken=Text(
        "借款人重病、怀孕、丧亲，或只有未成年人、年迈体弱老人在场，仍继续催收、询问（由人工核对）。",
        "The borrower was gravely ill, pregnant or bereaved, or only children or frail old people were there, and they went on (for review).",
    ),
    kept=Text(
        "发现后立即离开并如实记录；情形已过去、属于别人或不实。", "Left at once and wrote it down; long past, another's, or not so."
    ),
    clears=Text(
        "录像显示发现情形后立即停止，或借款人自愿继续并在录音中表示同意。",
        "Footage that they stopped as soon as they knew, or the borrower's recorded wish to go on.",
    ),
    check=check,
)
