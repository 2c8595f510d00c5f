"""They set out without having confirmed the address.

Broken when the column or the account says so. Not broken when verified or silent.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, THIRD, Mention, Reading, Status
from audit.account.ours import Among, apart
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit) if visit.account else None
    said = _said(reading) if reading else []
    quotes = tuple(visit.quote("account", *reading.quote(m)) for m in said) if reading else ()
    if visit.address_verified is False:
        message = _COLUMN.format(typed=visit.as_typed("address_verified"))
        cells = (visit.cell("address_verified"), visit.cell("visit_address"))
        if not said and reading and (checked := reading.find("address_checked", by=COLLECTING)):
            quotes = tuple(visit.quote("account", *reading.quote(m)) for m in checked)
            return review(_CONTRADICTED, *cells, *quotes)
        return violation(message, *cells, *quotes)
    if said:
        ticked = (visit.cell("address_verified"),) if visit.address_verified else ()
        return violation(_ACCOUNT, *quotes, *ticked)
    for m in reading.find("address_doubtful", status=_DOUBTED) if reading else ():
        return review(_DOUBT, visit.quote("account", *reading.quote(m))) if reading else None
    return None


def _said(reading: Reading) -> list[Mention]:
    """What tells that nobody had confirmed the address before they left."""
    unchecked = [
        m for m in reading.find("address_unchecked", status=_PLAIN) if _of_the_address(reading, m) and not _unsure(reading, m)
    ]
    blind = [m for m in reading.find("went_blind", status=_SAID) if not m.denied]
    said = [m for m in (*blind, *unchecked) if _ours(m) and not _undone(reading, m) and not _anothers(reading, m)]
    if not said:
        return []
    stayed = Among(apart(reading.find("not_gone", status=None), unchecked))
    return [m for m in said if not stayed.within(m.clause, m.clause + 2)]


def _anothers(reading: Reading, m: Mention) -> bool:
    """按旧合同找到他岳父那栋, 转到他爸妈住的小区碰碰运气: they knew whose place it is, which is another rule's."""
    return m.concept == "went_blind" and bool(reading.near(m, "third_place", "third_spot", status=None))


def _unsure(reading: Reading, m: Mention) -> bool:
    """地址核没核过没人说得清, 没看到核实记录: whether it was checked is not known."""
    found = _WHETHER.search(reading.plain, max(m.start - 1, 0), m.end + 1)
    return found is not None and not _ANSWERED_NO.search(reading.plain, m.end, m.end + 12)


def _undone(reading: Reading, m: Mention) -> bool:
    """Whether it is said that no such thing was done: 从不未核就走, 没一户是没核过的."""
    if m.status is Status.ELSEWHERE and _THIS_TIME.search(reading.plain, m.end, m.end + 24):
        return True  # 以前没核地址跑空过，所以这次先问清了
    if reading.plain.startswith("不存在", max(m.start - 2, 0)):
        return True
    if _ON_THE_WAY.search(reading.plain[m.end : m.end + 60]):
        return True
    since = max(m.start - 8, reading.clause_start(m.clause))
    return bool(_UNDENIED.search(reading.plain, max(m.start - 8, 0), m.start) or _TWICE.search(reading.plain, since, m.end))


#: 未核就去了, 到楼下才问地址准不准: asked, but too late; 上一户的地址没查: of another case, yet it is where they went.
_SAID = frozenset({Status.HAPPENED, Status.ASKED, Status.INTENDED, Status.ELSEWHERE})


#: 未更新亦未复验 is denied only by its own words.
_PLAIN = frozenset({Status.HAPPENED, Status.ELSEWHERE, Status.DENIED})
_CHECKED = re.compile("[核查验证对实]|确认|check|confirm|verif")
_UNDENIED = re.compile(
    "不是|并非|绝非|没有?$|从不|从未|不会|不能|不得|不可|不准|严禁|禁止|杜绝|避免|防止|不存在|不应|不许|不要|若|如果|如|要是|万一"
)
_WHETHER = re.compile("([核查问对])[没未]\\1|有没有[核查问对]|[没未][看见查找][到见]")
_ANSWERED_NO = re.compile("[勾填打写选].{0,3}[否叉×x]|一个没|都没|没有?核")
_TWICE = re.compile("[没无不非].*是.{0,3}[没未]")  # 没一户是没核过的


_THIS_TIME = re.compile("(?:这次|这回|这趟|本次|今天|此次|这一次).{0,6}(?:专门|特意|特地|先|都|就|才|提前|事先|让)")
#: 没来得及核，路上发短信问，他回“是”: confirmed before they came.
_ON_THE_WAY = re.compile(
    "(?:路上|途中|半路|车上|副驾|那就问).{0,12}(?:问|核|确认|打|发).{0,24}(?:他|她|客户|回|答)[^没未不]{0,4}(?:回|说是|答|确认|“是|还住)"
    "|^[^到楼门。]{0,12}(?:电话一打|打(?:了)?(?:个)?电话(?:给|问)(?:客户|他|她|本人)|(?:给|跟)(?:客户|他|她|本人)打(?:了)?(?:个)?电话)[^没未不]{0,8}(?:说|报|答|回|问清|确认)"
)
#: 也没问邻居, 冇问其他, 没问他搬哪去: asked of others or about other things, at the door.
_OTHERS = re.compile(
    "[过到]?(?:邻|其他|其它|别|多|第|旁|保安|门卫|他人|题|债(?!务人)|欠|钱|路人|老人|孩子|家属|家人|原因|缘由|详|什么|甚么|啥|咩|乜"
    "|[他她佢]?(?:搬|去|下落))"
)
#: 没再问, 别的没问: no more than what was asked; 没有就问她哥在不在: asked.
_NO_MORE = re.compile("[再续多]问|[别其余旁]的?[^,。]{0,2}[没未冇]|没有?就问")


def _ours(m: Mention) -> bool:
    return m.actor not in OWING and m.actor not in THIRD


def _of_the_address(reading: Reading, m: Mention) -> bool:
    """Whether it is the address that was not checked: named in the clause, or around it while nothing else is."""
    if _OTHERS.match(reading.plain, m.end) or _NO_MORE.search(reading.plain, max(0, m.start - 3), m.end):
        return False
    if reading.near(m, "of_address", status=None) or m.group == "idea":
        return True
    if not _CHECKED.search(reading.plain, m.start, m.end):  # 事先谁也没问: what, nobody tells
        return bool(reading.near(m, "of_address", before=1, status=None))
    if reading.near(m, "of_address", before=1, status=None) and reading.near(m, "went_anyway", status=None):
        return True
    others = reading.near(m, "checks_another", status=None)
    if any(not _BY_PHONE.search(reading.plain, o.start - 2, o.end) for o in others):
        return False
    return bool(
        reading.near(m, "of_address", before=1, after=1, status=None)
        or reading.near(m, "went_anyway", before=1, after=2, status=None)
    )


#: 没在电话里核实过: how it was not checked.
_BY_PHONE = re.compile("[在用打靠凭]电话")
_ACCOUNT = Text("外访经过写明出发前未核实地址。", "The account says that the address was not confirmed before they left.")
_CONTRADICTED = Text(
    "“事前核实地址”填写为未核实，而外访经过称已核实，二者不一致。",
    "The column says that the address was not confirmed, the account that it was.",
)
_DOUBTED = frozenset({Status.HAPPENED, Status.ELSEWHERE, Status.UNSURE, Status.DENIED, Status.ASKED})
_DOUBT = Text("外访经过未说明地址如何核实，地址来历存疑。", "Where the address came from and whether it was confirmed is not told.")


_COLUMN = Text(
    "“事前核实地址”填写为“{typed}”，出发前未核实地址。",
    "The column for the address check says “{typed}”: it was not confirmed before they left.",
)

RULE = Rule(
    "unverified_address",
    title=Text("未核实地址", "Address not verified"),
    ground="C",
    grade=3,
    family="time",
    broken=Text(
        "栏目或外访经过写明，出发之前没有核实地址。",
        "A column or the account says that the address had not been confirmed before they set out.",
    ),
    kept=Text(
        "出发前以电话、短信、行方等方式核实过；记录未提及是否核实。",
        "The address was confirmed beforehand by telephone, message or through the bank; or the record is silent about it.",
    ),
    clears=Text("外访之前核实地址的通话、短信或行方回复记录。", "A record of the address being confirmed before the visit."),
    check=check,
)
