"""The visit was made by people of a firm that was not entrusted.

Broken by a visitor whom the register has under another firm, by a case that the case file has with another agency, or by an account
that tells of it. Not broken by staff seconded to the agency on the register.
"""

from __future__ import annotations

import re

from audit.account import OWING, THIRD, Mention, Reading, Status
from audit.casebook import Casebook, filed
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation
from audit.staff import same_agency


def check(visit: Visit, book: Casebook) -> Found | None:
    case = book.case(visit)
    if case and visit.agency and case.agency and not same_agency(visit.agency, case.agency):
        text = _CASE.format(visiting=visit.agency, entrusted=case.agency)
        return violation(text, visit.cell("agency"), filed(case, "agency"))
    return _by_account(visit, book) or _by_register(visit, book)


def _by_account(visit: Visit, book: Casebook) -> Found | None:
    if not visit.account:
        return None
    reading = book.reading(visit)
    told = [m for m in reading.find("passed_on", status=_SAID) if _visit_passed_on(reading, m)]
    if told:
        quotes = [visit.quote("account", *reading.quote(m)) for m in told]
        return violation(_ACCOUNT, *quotes, visit.cell("visitors"))
    for m in reading.find("affiliation_unclear", status=None):
        hint = m.group == "hints"  # the word alone: only where it is told of this visit
        if hint and _OURSELVES.search(reading.plain, max(0, m.start - 6), m.start + 1):
            continue
        if hint and (m.status is not Status.HAPPENED or m.actor in OWING or m.actor in THIRD or _FORMER.search(reading.plain)):
            continue
        if not reading.near(m, "not_passed_on", before=int(hint), after=int(hint), status=None):
            if _OUR_TRADE.search(reading.said(m.clause)):
                continue
            return review(_UNCLEAR, visit.quote("account", *reading.quote(m)), visit.cell("visitors"))
    return None


#: 找了别家: asked, and so done. 另一家公司, 别家 tell of elsewhere by the lexicon, but here of those who came.
_SAID = frozenset({Status.HAPPENED, Status.ELSEWHERE, Status.INTENDED, Status.DENIED})


#: 那是前一家公司的人: who came another time.
_FORMER = re.compile(
    "[前上]一家|前头|先前|早先|从前|以前|去年|前年|上个?月|last (?:year|month|time|week)|at (?:his|her|their) (?:mother|father)|上家|之前(?:那|的)?(?:家|公司|机构|人)|[上前][回次一]手?(?:来|的|那)|previous|earlier agency"
)
#: 我们是外包公司: what the entrusted agency is called.
_OURSELVES = re.compile("(?:我们|我哋|咱们?|我司|本公司|自己)(?:就|也|只)?[是系]")
#: Another crew of ours.
_OUR_CREW = re.compile("同组|二组|三组|一组|别的组|隔壁[^,。]{0,3}[组部科区]|工资[^,。]{0,4}(?:咱|我们|我司|本公司)")
#: 让快递小哥核过有签收: the address looked up by post, no visit.
_PARCEL = re.compile("(?:快递|骑手|邮递|顺丰|闪送|外卖)[^,。]{0,8}(?:核|确认|签收|收件|收货|寄|投递|派送|试投)")
#: 原是小李接的，他休产假，转给我俩: within the firm.
_TAKEN_OVER = re.compile("休[^,。]{0,3}假|请[^,。]{0,2}假|病了|住院|离职|调走|调岗|交接|同事")
_THEM = re.compile("他们|人家|对方|的人|佢哋|伊拉|那边|其外访员|其人员")
_NOT_OURS = re.compile("不是|不属|非|唔系|没[去派出]|未[去派出]|不在")
_OWN_FIRM = re.compile("[给到由交](?:我司|我公司|本司|我们公司)")
#: 客户请了律师事务所的人: the borrower's own helpers.
_THEIR_DOING = re.compile("(?:客户|债务人|借款人|本人|他家|她家)(?:自己|另外|已经)?(?:请|找|托|委托|聘请)(?!我们|咱)")
#: 银行委托的外包机构, 因外包公司更换, 外包工: what the entrusted agency is, or the borrower's own job.
_OUR_TRADE = re.compile(
    "银行(?:委托|外判|聘|签)|[行社]委托的|委托的外包|(?:因|原)?外包公司(?:更换|变更|换)|我也是外包|不是[^,。]{0,4}外包|"
    "[公银]行直接签"
)


def _visit_passed_on(reading: Reading, m: Mention) -> bool:
    """Whether it is the visit that went to others, not the borrower's building work; and whether it did go."""
    said = reading.said(m.clause)
    if (m.actor in OWING and not _THEM.search(said)) or (m.denied and not _NOT_OURS.search(reading.plain, m.start, m.end)):
        return False
    if _OUR_CREW.search(reading.plain, m.start, m.end) or _OURSELVES.search(reading.plain, max(0, m.start - 6), m.start + 1):
        return False
    if _OUR_TRADE.search(said) or _THEIR_DOING.search(said):
        return False
    if _TAKEN_OVER.search(reading.plain, m.start, m.end) or _PARCEL.search(reading.plain, m.start, m.end + 8):
        return False
    if _PART_OF_A_WORD.match(reading.plain, max(0, m.start - 1)) or _NEXT_DOOR.search(reading.plain, m.start, m.end):
        return False
    if m.group in ("staff", "stranger", "wide") and _disowned(reading, m):
        return False
    since = reading.sentence_start(m.clause)
    if "外包" in reading.plain[m.start : m.end] and _BESIDE_THE_BANK.search(reading.plain, since, m.start + 1):
        return False
    if _OR_ELSE.search(reading.plain, since, m.end):
        return False
    if _FORMER.search(said) or _OWN_FIRM.search(reading.plain, m.start, m.end):
        return False
    return not reading.near(m, "not_passed_on", before=1, after=1, status=None)


def _disowned(reading: Reading, m: Mention) -> bool:
    """上月来的那拨，我们说不是一家的; 客服查了周某非我司人员; 内勤拉来凑数: not of those who made this visit."""
    if _SAID_SO.search(reading.plain, max(0, m.start - 4), m.end):
        return True
    since = reading.clause_start(m.clause - 3)
    return _OTHER_TIME.search(reading.plain, since, m.end) is not None


#: 我们说不是一家的; not 老周自己说不是我们公司的.
_SAID_SO = re.compile("(?:(?<!自己)[说讲答](?!自己|[他她佢])|清)[^,。]{0,8}(?:不是|非|不属)|是不是")
#: 昨天别家来要账的; 从行政部拉来凑数.
_OTHER_TIME = re.compile(
    "[上前]一?[拨批伙波]|[昨前]天|上个?月|上[周次回]|前几天|骗子|冒充|别家来|别人来|交给|销售|市场部|行政|财务|内勤|文员"
)
#: 对账单交给嫂子, 客户老婆转给, 方案交给: no case, no house.
_PART_OF_A_WORD = re.compile("[账帐醒知订收菜签保清传专线催运]单|[客账帐门窗开用农商住租]户|[方档备报立破答]案")
#: 叫隔壁阿姨来念.
_NEXT_DOOR = re.compile("(?:隔壁|对门|楼[上下])(?:邻居|娃|仔|孩|阿|大[爷妈姐叔嫂]|老[头太]|家|查某|囡|小孩|婶|叔|姨|嫂|姐|的?大)")
#: 冒充银行，实际是外包公司的人: which is what the entrusted agency is.
_BESIDE_THE_BANK = re.compile("银行|[工农建中交]行|行里|[支总分]行|冒充|自[报称]")
#: 不交就转给南边那帮人: threatened, not done.
_OR_ELSE = re.compile("不[交还给][^。;]{0,14},[^,。]{0,8}就[^,。]*$")
_ACCOUNT = Text(
    "外访经过写明由受托机构以外的人员实施或参与外访。",
    "The account says that people of another firm made the visit or took part in it.",
)
_UNCLEAR = Text("外访经过提到的外访人员属于哪家公司不明。", "Which firm those belong to who made the visit is not told.")


def _by_register(visit: Visit, book: Casebook) -> Found | None:
    if not book.staff or not visit.agency or not book.register.covers(visit.agency):
        return None
    for match in book.register.match(visit):
        if match.elsewhere:
            other = match.elsewhere[0]
            text = _VISITOR.format(name=match.name or match.number, own=visit.agency, other=other.agency)
            return violation(text, visit.cell("visitors"), filed(other, "name"), filed(other, "agency"))
    return None


_CASE = Text(
    "外访由“{visiting}”实施，案件台账登记的受托机构为“{entrusted}”。",
    "The visit was made by “{visiting}”; the case file has the case entrusted to “{entrusted}”.",
)
_VISITOR = Text(
    "外访人员{name}不在“{own}”的备案名册上，而登记在“{other}”名下。",
    "The visitor {name} is not registered with “{own}” but with “{other}”.",
)

RULE = Rule(
    "subcontracted_visit",
    title=Text("转委托", "Subcontracted visit"),
    ground="R",
    grade=1,
    family="time",
    broken=Text(
        "外访由非受托机构的人员实施：人员登记在其他公司名下，案件委托给另一家机构，或外访经过写明请外单位代为上门。",
        "The visit was made by people of a firm that was not entrusted: registered with another firm, the case entrusted to another agency, or the account tells of another firm being sent.",
    ),
    kept=Text(
        "人员为受托机构所属，或借调并已在受托机构名册备案。",
        "The people are the entrusted agency's own, or seconded to it and on its register.",
    ),
    clears=Text(
        "银行同意转委托或借调的书面文件，或该人员在受托机构的备案。",
        "The bank's written leave to pass the case on or to borrow staff, or the visitor's registration with the entrusted agency.",
    ),
    check=check,
)
