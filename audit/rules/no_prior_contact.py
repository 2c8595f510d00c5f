"""The visit was made before ordinary contact had been tried.

Broken when the column or the account says that nobody had called or written before. Not broken when tried and failed, or silent.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, THIRD, Mention, Reading, Status
from audit.account.ours import apart
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation

_NEVER = re.compile(
    r"0+(?:\.0+)?[次通个回]?|零次?|从?未(?:曾)?(?:联系|触达|拨打|致电|联络|电催|沟通)过?|没(?:有)?(?:联系|打)过?(?:电话)?|无(?:联系|触达|电催)(?:记录)?|首次(?:联系|触达|接触)|none|never",
    re.IGNORECASE,
)
_NO = re.compile(r"否|无|没有|未|×|✗|no", re.IGNORECASE)
#: 没联系过, 没打招呼: to whom, and when, is not said.
_BARE = ("bare", "greeting")


def check(visit: Visit, book: Casebook) -> Found | None:
    return _by_account(visit, book) or _by_column(visit, book)


def _by_account(visit: Visit, book: Casebook) -> Found | None:
    if not visit.account:
        return None
    reading = book.reading(visit)
    if not reading.may(*_TELLING):
        return None
    first = [m for m in reading.find("first_contact_is_visit", status=_SAID | {Status.INTENDED}) if _ours(m) and not m.denied]
    none = [m for m in reading.find("not_contacted", status=_SAID) if _before_the_visit(reading, m)]
    none += [m for m in reading.find("not_contacted", status=Status.INTENDED) if m.group == "act" and _before_the_visit(reading, m)]
    none += [m for m in reading.find("not_contacted", by=COLLECTING, status=Status.REPORTED) if _admitted(reading, m)]
    hints = _hints(reading)
    if not (first or none or hints):
        return None
    tried = apart(reading.find("contact_tried", by=COLLECTING | OWING), (*none, *hints))
    if any(_tried(reading, t, bool(none)) for t in tried):
        return None
    quotes = [visit.quote("account", *reading.quote(m)) for m in (*first, *none, *hints)]
    column = (visit.cell("prior_contact"),) if visit.prior_contact else ()
    if first or none or _together(reading, hints):
        return violation(_ACCOUNT, *quotes, *column)
    return review(_HINTED, *quotes, *column)


def _tried(reading: Reading, t: Mention, denied: bool) -> bool:
    """Whether they had tried after all; 谎称打过五通，其实没打: no more than claimed."""
    return not (denied and _CLAIMED.search(reading.said(t.clause)))


_CLAIMED = re.compile("谎|骗|显示|虚|假|号称|声称")
_TELLING = ("first_contact_is_visit", "not_contacted", "nothing_logged", "told_not_to_call", "asks_why_no_call", "contact_unsure")


def _admitted(reading: Reading, m: Mention) -> bool:
    """小周谎称打过五通，其实手机都没掏: told by one of ours."""
    return m.speaker in COLLECTING and _before_the_visit(reading, m)


def _hints(reading: Reading) -> list[Mention]:
    """What points at it and does not settle it by itself: the boss wanted no call, the borrower wonders why none came."""
    told = [m for m in reading.find("told_not_to_call", status=None) if not reading.near(m, "not_with_him", status=None)]
    asked = [m for m in reading.find("asks_why_no_call", status=None) if m.speaker not in COLLECTING and _of_us(reading, m)]
    told += [m for m in reading.find("nothing_logged", status=_SAID) if not m.denied and not _supposed(reading, m)]
    told += reading.find("contact_unsure", status=None)
    bare = [m for m in reading.find("not_contacted", status=_SAID) if _whole_clause(reading, m) and _alone(reading, m)]
    bare += [
        m
        for m in reading.find("not_contacted", by=COLLECTING, status=Status.REPORTED)
        if m.group not in _BARE and _alone(reading, m)
    ]
    if not (told or asked or reading.has("case_just_in", status=_SAID)):
        return []  # 没打招呼, by itself: to whom, and when, nobody tells
    return sorted((*told, *asked, *bare), key=lambda m: m.start)


def _together(reading: Reading, hints: list[Mention]) -> bool:
    """Whether two hints of different kinds, or an empty log and the way straight to the door, settle it."""
    kinds = {m.concept for m in hints} | {m.concept for m in reading.find("case_just_in", status=_SAID)}
    straight = [
        m for m in hints if m.concept == "nothing_logged" and reading.near(m, "went_straight", before=2, after=3, status=None)
    ]
    return len(kinds) > 1 or bool(straight)


def _of_us(reading: Reading, m: Mention) -> bool:
    """没收到过电话: of ours, not of the bank, the courier or a friend, and not about what came later."""
    return not reading.near(m, "not_with_him", "contact_after", "address_unchecked", status=None)


def _whole_clause(reading: Reading, m: Mention) -> bool:
    """没联系过，看看长什么样: all that the clause says."""
    return m.group in _BARE and len(reading.said(m.clause).strip()) <= m.end - m.start + 1


def _alone(reading: Reading, m: Mention) -> bool:
    return not m.denied and _ours(m) and not _supposed(reading, m) and _of_us(reading, m)


def _ours(m: Mention) -> bool:
    return m.actor not in OWING and m.actor not in THIRD


def _before_the_visit(reading: Reading, m: Mention) -> bool:
    """Whether it is the borrower whom we had not called, and before we went: 没联系物业, 离开后没再联系 are something else."""
    if m.denied or not (_ours(m) or _his_number(reading, m)) or _supposed(reading, m):
        return False
    unasked = reading.touching(m, "address_unchecked")
    if unasked:  # 没打电话问地址; but 没核地址没打电话
        return _CALL.search(reading.plain, unasked[-1].end, m.end) is not None
    if reading.near(m, "not_with_him", "contact_after", status=None) or _of_another(reading, m):
        return False
    return m.group not in _BARE or bool(reading.near(m, "went_straight", before=1, after=1, status=None))


def _of_another(reading: Reading, m: Mention) -> bool:
    """冇搵過佢老闆, 没打电话叫车: whom or for what they did not call follows at once."""
    following = reading.plain[m.end : m.end + 14]
    if m.group in _BARE and _beside_another(reading, m):
        return True
    if _NOT_HIM.search(reading.plain, m.start, m.end + 1):
        return True
    return _FOR_THAT.match(following) is not None or any(
        p.actor in THIRD and not p.pronoun and reading.plain[m.end : p.start] in _HIS
        for p in reading.named_between(m.end, m.end + max(map(len, _HIS)) + 1)
    )


def _beside_another(reading: Reading, m: Mention) -> bool:
    """楼下碰见客户弟弟，没打招呼: whom they met there."""
    since = reading.clause_start(m.clause - 1)
    named = [p.actor for p in reading.named_between(since, m.start) if not p.pronoun]
    return bool(named) and named[-1] in THIRD


def _his_number(reading: Reading, m: Mention) -> bool:
    """客户手机一次没拨过: his is the telephone, ours the call that was not made."""
    return m.group in ("act", "both", "more", "idle") and m.speaker not in OWING and _OF_HIS.match(reading.plain, m.end) is None


def _supposed(reading: Reading, m: Mention) -> bool:
    """要是没打过就往外跑, 未经联系的案件不得外访, 未联系客户，待恢复后再拨."""
    if _IF.match(reading.said(m.clause).lstrip()):
        return True
    following = reading.plain[m.end : reading.clause_end(m.clause + 1)]
    return _NOT_TO_GO.search(following) is not None


_CALL = re.compile("[没未冇](?:有)?(?:打|拨|联系|通知|发短信)")
#: 客户一个电话没打成, 没打给银行: his own calls.
_OF_HIS = re.compile("[来成给银行]|客服")
_FOR_THAT = re.compile(
    "(?:电话)?(?:问(?!候)|核)| ?(?:it in\\b|in to|the police|an ambulance|for an?|to (?:confirm|check|verify|ask))|(?:电话)?(?:叫|订|约)(?:车|餐|外卖)|催?外卖|叫人|[佢他她伊](?:公司|单位|屋企|家里|厂)"
)
#: 未与他人接触; 没同步：短信… (what is denied stands before the colon); 未取得联系 (tried in vain); 电话打没打 (asked, and answered elsewhere).
_NOT_HIM = re.compile(
    "他人|别人|旁人|其他|其它|[楼房牌]号|[没未冇][^:]*:|打完|是空的|空号|[均都]未触达|取得联系|([打拨发联寄核])过?[没未]\\1"
)
_HIS = frozenset({"", "他", "她", "佢", "伊", "其", "他的", "她的", "客户", "客户的", "债务人"})
_IF = re.compile("要是|如果|若|倘|假如|凡|只要|一旦|除非|if ")
_NOT_TO_GO = re.compile("不得|不应|不准|不许|不能上门|方可|才能|再拨|再打|再联系|改日|才行")
#: 没打过电话 is denied by its own words.
_SAID = frozenset({Status.HAPPENED, Status.DENIED})
_HINTED = Text(
    "外访经过的说法像是上门之前没有联系过债务人，是否联系过未写明。",
    "The account sounds as if nobody had tried to reach the borrower before the visit; whether anybody had is not told.",
)
_ACCOUNT = Text(
    "外访经过写明此前未以电话、短信或信函联系，直接上门。", "The account says that nobody had called or written before the visit."
)


def _by_column(visit: Visit, book: Casebook) -> Found | None:
    tried = visit.prior_contact.strip()
    if not tried:
        return None
    if _NEVER.fullmatch(tried):
        return None if _on_file(visit, book) else violation(_COLUMN.format(typed=tried), visit.cell("prior_contact"))
    if _NO.fullmatch(tried) and not _on_file(visit, book):
        return review(_UNCLEAR.format(typed=tried), visit.cell("prior_contact"))
    return None


def _on_file(visit: Visit, book: Casebook) -> bool:
    """Whether the case file knows of a contact before the visit."""
    case = book.case(visit)
    return bool(case and visit.visit_date and any(contact.day < visit.visit_date for contact in case.contact_log))


_COLUMN = Text(
    "前期联系一栏填写“{typed}”，外访前未尝试电话、短信或信函联系。",
    "The column for earlier contact says “{typed}”: none had been tried.",
)
_UNCLEAR = Text(
    "前期联系一栏填写“{typed}”，是否未曾联系不明确。",
    "The column for earlier contact says “{typed}”, which may mean that none had been tried.",
)

RULE = Rule(
    "no_prior_contact",
    title=Text("未先行联系", "No contact tried before"),
    ground="C",
    grade=3,
    family="time",
    broken=Text(
        "栏目或外访经过写明，上门之前没有以电话、信函等通常方式联系过债务人。",
        "A column or the account says that before the visit nobody had tried to reach the borrower by call, letter or other ordinary means.",
    ),
    kept=Text(
        "此前联系过，无论是否接通；案件台账有外访前的联系记录；记录未提及此前联系。",
        "Contact had been tried before, answered or not; the case file holds an earlier contact; or the record is silent about it.",
    ),
    clears=Text("外访之前的电话、短信或信函联系记录。", "Records of calls, messages or letters before the visit."),
    check=check,
)
