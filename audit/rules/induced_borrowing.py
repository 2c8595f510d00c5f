"""The collectors told, pressed or helped the borrower to pay by new debt: loans, cash-out, borrowing from friends under pressure.

What the borrower says or decides by himself is no breach, nor is advice against it, the bank's own instalments, or selling things.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, Actor, Mention, Reading, Status
from audit.account.ours import SAID, addressed, conditional
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation

URGED = frozenset({Status.HAPPENED, Status.INTENDED})
#: What the debt itself is called: 为网贷的事来, 这笔消费贷逾期.
_THE_DEBT = re.compile(
    "咗|过|[他她欠]?一(?:屁股|身|堆|大堆|大把)|了(?![再还先把就拿之以])|的事|逾期|欠|那笔|这笔|客户|合同|业务|委托|催收|账单|余额|都?会?受影响|的(?:那|这|钱|款|贷|账|[一二三四五六七八九十百千万两几0-9])"
)
#: What is borrowed is no money: 借话筒, 借个厕所, 借这由头, 记录仪让借去了, 从隔壁公司借来顶班.
_THINGS = re.compile(
    "(?:厕所|卫生间|洗手间|地方|手机|充电|话筒|梯子|钳子|雨伞|师傅|阿弟|搭档|人手|记录仪|设备|工牌|胸牌|制服|衣服)[^,。抵押贷]{0,5}借(?!钱|款|贷|呗)|"
    "借(?:我|给我们)|打[^,。]{0,2}白条|介绍信|介绍(?:买家|工作|活|对象)|两口子|月付[一二三四五六七八九两几0-9]|[哐咣叮]当|"
    "借(?:去|来|只|个|了|用|一下|下|到|这|此|着)?[^,。还钱贷]{0,3}"
    "(?:话筒|由头|机会|地方|厕所|卫生间|洗手间|煤气|罐|复印|看看|看了|大家|故|宿|梯|伞|充电|制服|工牌|人手|半天|顶班|顶替|挂|戴|穿|跑|骑|照|坐)|"
    "补?办[^,。]{0,6}(?:存款|挂失|解锁|换卡)|(?:外|手|笔|封|被|枕|成)套出|套出来?(?:[他她伊其佢]|真话|实话|底细|口风|地址|电话|名字|消息|去向|下落)|套出来[^,。]{1,4}(?:在|说|讲)"
)
#: What he owes already: 借网贷没还, 背着两笔网贷, 花呗那边合并起来五万九.
_OWES = re.compile(
    "没还|未还|拖了|拖成|拖到|背着|背了|欠|还剩|合并|合计|逾期|透支(?:情况|[^,。]{0,6}[一二三四五六七八九十两0-9])|刷爆|不露面|失联|"
    "买车|的事|收到|没动过|张卡加|爆了|都爆|断供|到期|烂账|违约|滚[到成]|未归|啥时候[平还]|什么时候[平还]|几时还|已预支|预支[了过]|"
    r"早(?:就)?[抵押]|已经?[抵押]|[抵押当]给[^,。]{0,4}了(?:[,。]|$)|还借$|[追催]一?笔|(?:defaulted|unpaid|overdue) (?:\w+ )?$|lender's (?!app)"
)
#: His own plan, or what another taught him.
_HIS_IDEA = re.compile("(?:寻思|琢磨|打算|准备|想着?|要不|说要|前头有人|有人教|别人教|人家教|听人|中介教)[^,。让叫劝]{0,8}$")
#: What ours say of it is that it is wrong: 那叫套现, 违规; 倒卡要出事; 借不借您自己定; 别借.
_DEEPER = re.compile(
    "越补越|可别|那可不敢|别这样|那也是借|莫去|别去|上了当|使不得|[别莫甭]借(?![口故着])|不能借|借不借|违规|利息[更太][重高]|(?:套现|倒卡|以贷养贷|借新还旧)(?:就?是|属)?(?:违法|犯法|犯罪)|要出事|有风险|风险大|降额|封卡|"
    "不建议|不赞成|不主张|不鼓励|(?:那|这|这个|这样)(?:就|也)?(?:叫|是|算|属)(?:于)?(?:套现|以卡养卡|以贷养贷|拆东墙|借新还旧|拆东补西)"
)
#: A third person is asked for his own means: 先借他使使, 您那张工资卡先挪一期.
_ANOTHERS = re.compile(
    "借(?:他|她|你妈|你爸|恁妈|恁爹)(?:使|用|花|应急)|(?:你哥|你弟|你姐|你妹|你儿|你女|孙子|儿媳|女婿|你爸|你妈|老头子)[^,。]{0,12}(?:垫|替)|"
    "(?:替|帮|给)[其他她](?:先)?预支|亲戚里|二老|[厂工店村族]里?[长头老][^,。]{0,8}(?:借|预支|垫)|你妹夫|你姐夫|弟媳|压岁钱|念书钱|工资卡|报销款|您?那养老|一家凑"
)
_URGES = re.compile("[让叫喊劝教催逼建要帮带拉领陪介推支出提指动撺怂鼓]")
_OUR_DEBT = re.compile("(?:为|因|关于|名下|这笔|那笔|您的|你的|他的|她的|我行|本行|银行|欠的|办的|逾期)的?$")
#: What he says or promises by himself.
_HIS_WORD = re.compile(
    "(?:答应|应承|承诺|保证|愿意|自己|自行)[^让叫劝要请]{0,6}$|(?:^|[,。;])[说讲](?:已经|下周|下月|明天|今晚|晚上|周末|回头|准备)[^,。你您让叫劝]{0,6}$"
)
_SUBJECT = re.compile("[他她佢伊](?!那|的|这)|客户|债务人|借款人|持卡人")
_HELPING = ("帮", "教", "陪", "带", "领", "指导", "替", "盯着", "看着", "守着", "手把手")
_IN_VAIN = re.compile("不会|[没未](?:借|贷|批|下|成|办)|借不")
_BANKS_OWN = re.compile("手机银行|银行的?app|官方|行里的?app|我行app|本行app|公众号|对公")
_AGAINST = re.compile("(?:不|没|未|不敢|不会)(?:建议|鼓励|赞成|支持|推荐|主张)[^,。]{0,2}[,。:]$")
_LOAN = re.compile("贷|借|额度|放款|下款|花呗|白条|金条|备用金|信用卡|平台|loan|lend")


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    urged = [m for m in reading.find("urged_to_borrow", status=URGED) if _ours(reading, m) and _is_advice(reading, m)]
    urged += [m for m in reading.find("borrow_word", status=SAID) if _by_us(reading, m) and _is_advice(reading, m)]
    if urged:
        return violation(
            Text("外访人员劝说、逼迫或协助借款人以新的借贷还款，违反不得诱导借贷的规定。",
                 "The collectors told, pressed or helped the borrower to pay by new debt, which is forbidden."),
            *(visit.quote("account", *reading.quote(m)) for m in urged)
        )  # fmt: skip
    for mention in reading.find("borrow_unclear", status=None):
        if (
            not mention.denied
            and not _dissuaded(reading, mention)
            and not reading.near(mention, "idea_dropped", after=3, status=None)
        ):
            return review(
                Text("是否劝说借款人借贷还款，记录未能说明。", "Whether the borrower was told to borrow is not clear."),
                visit.quote("account", *reading.quote(mention))
            )  # fmt: skip
    return None


def _is_advice(reading: Reading, m: Mention) -> bool:
    """Not dissuaded from, not dropped before it was said, not the name of the debt itself."""
    if _dissuaded(reading, m) or reading.near(m, "idea_dropped", after=3, status=None):
        return False
    text, said, since = reading.plain, reading.said(m.clause), reading.clause_start(m.clause)
    if _THINGS.search(said) or _ANOTHERS.search(said) or _DEEPER.search(text, since, m.end + 16):
        return False
    if not _URGES.match(text, m.start) and (_OWES.search(said) or _HIS_IDEA.search(text, since, m.start)):
        return False
    if text.endswith("路子", m.start, m.end) and not _LOAN.search(text, max(0, m.start - 40), m.end + 20):
        return False  # 有路子 may be any way
    if m.group == "walked":
        around = text[max(0, m.start - 90) : m.end + 20]
        return _LOAN.search(around) is not None and not _BANKS_OWN.search(around)
    if m.concept != "borrow_word":
        return True
    before = text[max(0, m.start - 8) : m.start]
    if _SUBJECT.match(text, since, m.start) and not addressed(reading, m):
        return False  # 佢即刻打电话问阿妈借: his own doing
    return not (_THE_DEBT.match(text[m.end : m.end + 6]) or _OUR_DEBT.search(before))


def _by_us(reading: Reading, m: Mention) -> bool:
    return _said_by_us(reading, m) or _made_to(reading, m)


def _made_to(reading: Reading, m: Mention) -> bool:
    """The borrower is made to, or helped: 让他去…, 教他…, 帮他…"""
    if m.denied or m.speaker is not Actor.UNKNOWN or m.status not in URGED or m.group not in ("told", "english_words"):
        return False
    if m.causer in COLLECTING and m.actor in (*OWING, Actor.UNKNOWN):
        return True
    urging = reading.near(m, "urging", before=1, by=COLLECTING)
    return any(u.start <= m.start and not u.denied for u in urging)


def _ours(reading: Reading, m: Mention) -> bool:
    words = reading.plain[m.start : m.end]
    if m.group == "english" and words.startswith("was "):
        return not m.denied
    if m.denied and not _IN_VAIN.search(words):
        return False
    if m.speaker not in (Actor.UNKNOWN, *COLLECTING):
        return False
    if m.group == "colloquial" and "答应" in reading.plain[max(0, m.start - 6) : m.start]:
        return False
    if m.group == "colloquial" and not (m.speaker in COLLECTING or m.causer in COLLECTING or m.actor in COLLECTING):
        return addressed(reading, m) and not m.named
    if m.group == "walked" and words.startswith(_HELPING):
        return True
    return m.actor in COLLECTING or m.causer in COLLECTING or m.speaker in COLLECTING


def _said_by_us(reading: Reading, m: Mention) -> bool:
    """The words stand in our own speech, or the account says so right after: 我这么开导他."""
    if m.denied and not conditional(reading, m):
        return False
    if _HIS_WORD.search(reading.plain[max(0, m.start - 16) : m.start]) and not addressed(reading, m):
        return False
    if m.speaker in COLLECTING:
        return True
    if m.speaker is Actor.UNKNOWN and _in_our_quote(reading, m):
        return True
    return m.speaker is Actor.UNKNOWN and bool(reading.near(m, "so_we_said", after=2, status=None))


def _in_our_quote(reading: Reading, m: Mention) -> bool:
    """搭档问：“车还在吧？押给车行，…”: the rest of what one of ours says in one pair of quotes."""
    clause = m.clause
    while clause and reading.clauses[clause].quoted and reading.clauses[clause].speaker is Actor.UNKNOWN:
        clause -= 1
    return clause < m.clause and (reading.clauses[clause].speaker in COLLECTING or reading.clauses[clause].actor in COLLECTING)


def _dissuaded(reading: Reading, m: Mention) -> bool:
    since = reading.clause_start(m.clause)
    if m.concept == "borrow_word" and _AGAINST.search(reading.plain, max(0, since - 8), since):
        return True
    around = (*reading.touching(m, "borrow_dissuaded"), *reading.near(m, "borrow_dissuaded", after=1, status=None))
    if any(reading.plain[max(0, d.start - 1) : d.start] not in ("分", "巴") for d in around):
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
    clears=Text(
        "录音录像中谈及还款资金来源的部分，显示我方没有建议或协助借贷。",
        "The recording of the talk about where the money comes from, with no advice or help to borrow.",
    ),
    check=check,
)
