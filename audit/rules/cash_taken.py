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

TAKEN = ("money_taken", "goods_taken", "favour_taken", "meal_taken", "handed_to_us", "goods_ours", "treat_ours", "cash_ours")
#: What is eaten or done for us: turned down by not partaking, not by a refusal of the pay (没要钱).
TREATS = ("favour_taken", "meal_taken", "small_treat", "treat_ours")
DEMANDED = ("fee_demanded", "private_transfer")
#: Without one of these an account tells of nothing that came to us.
HEARD = (*TAKEN, *DEMANDED, "told_earlier", "told_of_us", "cash_unclear", "small_treat", "papers_seized")
#: A demand is a breach though nothing was paid yet; said as a duty (须缴) it is still a demand.
ASKED_FOR = frozenset({Status.HAPPENED, Status.INTENDED, Status.RULE})
_BADGE = re.compile("^[^钱款元现]{0,4}(?:证|工牌|胸牌|牌子)")
_A_THING = re.compile("了?一?[台部辆块把](?!钱)")
_PAPERS = re.compile("身份证|执照|户口|房产证|房本|行驶证|存折")
_UNTIL_PAID = re.compile("哪天还|啥时候|什么时候还|再来拿|再来取|来换|凑够了来")
_OUR_FIRM = re.compile("我们这边|我司|我公司|我们公司")
_KEYS = re.compile("遥控|钥匙")
_PLEDGED = re.compile("推走|骑走|开走|抵|押|折|作价|算你的|条子|清单|打了?条")
_TO_US = ("我司", "我们", "公司", "单位", "队里", "办公")
_NEXT_TIME = re.compile("下回|下次|以后|往后|下不为例")
#: 照价付了钱; 各付各的.
_PAID = re.compile(
    "自理|自费|各付|[aA]{2}制|(?:付|给|扫)了?(?:他|她|人家)?(?:饭|茶|菜|餐|料|工)钱|扫店里.{0,8}付了|(?:我们|咱|俺|我)扫.{0,6}付了|还是付|(?<![没未])给的钱|按(?:市|街|标|原)?价(?:给|付)"
)
_IN_VAIN = re.compile("[没拦推拗][没未不勿唔弗]?[拦推拗]?[住掉过脱甩动](?:,|，|。|$)")
#: 我不拿她急; 侬不拿就是看弗起我: why it was taken.
_OR_ELSE = re.compile("[不勿唔弗][拿收要接](?:[她他伊佢我]|就|走|白)")
#: Handed back only after asking the office.
_SLOWLY_RETURNED = ("private_transfer", "goods_ours")
_THE_PAY = re.compile("[钱费票]")
_HELPED = re.compile("帮|替|搭把手")
_NO_GIFT = re.compile("钥匙|身份证|押到|押起|哪天|行李|设备|机器|记录仪|自己的车|他车|她车")
#: What there is to take: 两箱, 一条烟, 土特产.
_A_GIFT = re.compile(
    "[一两二三四五六几半仨][大小]?(?:箱|桶|袋|筐|篮|条|瓶|盒|兜|麻袋|提|壶|罐|包|串|只|斤|幅|根|把|套|双|件|副|块|板|摞|捧|棵|尾|头|蛇皮袋|编织袋)"
    "|烟|酒|茶叶|鸡|鸭|鹅|鱼|蟹|虾|瓜|果|桃|橙|柚|柿|梨|枣|笋|菌|菇|蛋|腊|肉|粽|月饼|蜜|特产|礼|红包|书|竿|壶|画|鞋|表"
)
#: 收拾; 应收款; 现场末收现金; 存了官方热线; 每月收三千租.
_NO_MONEY = re.compile("收拾|应收|末收|(?:热线|号码|电话|联系方式|名片|手机揣|手揣)|收.{0,6}[房月]?租(?!客)")
_LETTER = re.compile("(?:函|信件|通知|通知书|文书)(?:[也都均已]|已经)?.?.?收")
_TABLE = re.compile(
    "留|请|拉着|拽|硬|非要|非让|推|盛情|热情|[他她]家|做东|席|满月|寿|喜酒|杀猪|炒了|端上|摆了|招待|款待|宰了|筷子|一桌|with|on the house"
)
_PLAIN_DRINK = re.compile("茶|水|奶|咖啡|可乐|汤")
_OWN_WAY = re.compile("手机银行|网银|银行的?短信|柜台|网点|银行app|自己(?:转|还)|扣款", re.IGNORECASE)
CLEARS = Text(
    "款项直接进入银行账户的凭证，或当场退还、上交的录像与登记。",
    "Proof that the money went straight into the bank's own account, or a recording and register entry of its return.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    if not reading.may(*HEARD):
        return None
    taken = [m for m in reading.find(*TAKEN, by=COLLECTING, status=None) if _took(reading, m) and not _given_back(reading, m)]
    demanded = [m for m in reading.find(*DEMANDED, status=None) if _wanted(reading, m) and not _given_back(reading, m)]
    demanded = [m for m in demanded if m.concept != "fee_demanded" or not _of_the_bank(reading, m)]
    if taken or demanded:
        return _broken(visit, reading, taken, demanded)
    for m in reading.find("told_earlier", "told_of_us", status={Status.REPORTED, Status.ELSEWHERE, Status.HAPPENED}):
        if not m.denied and (m.speaker in OWING or m.concept == "told_of_us"):
            return review(
                Text("借款人称本公司人员曾收取钱款，须核实。", "The borrower says that our people once took money; it has to be settled."),
                visit.quote("account", *reading.quote(m)), clears=CLEARS,
            )  # fmt: skip
    for mention in (*reading.find("cash_unclear", status=None), *_small_treats(reading)):
        if _OWN_WAY.search(reading.text, max(0, mention.start - 60), mention.end + 40):
            continue
        return review(
            Text("记录涉及收款，但未写明款项如何、由谁进入银行账户。", "Money changed hands; how it reached the bank is not told."),
            visit.quote("account", *reading.quote(mention)), clears=CLEARS,
        )  # fmt: skip
    return _seized(visit, reading)


def _small_treats(reading: Reading) -> tuple[Mention, ...]:
    """A cigarette, a soft drink: whether that counts is for a person to say."""
    return tuple(m for m in reading.find("small_treat", by=COLLECTING) if not _given_back(reading, m))


def _seized(visit: Visit, reading: Reading) -> Found | None:
    """Papers or keys kept: whether as a pledge for the debt."""
    for m in reading.find("papers_seized", "goods_taken", by=COLLECTING):
        if m.concept == "goods_taken" and not _kept_until_paid(reading, m):
            continue
        if not m.denied and not _given_back(reading, m):
            return review(
                Text("外访人员拿走或留下客户的证件、钥匙等，是否用以抵债须核实。",
                     "Papers or keys of the borrower were kept; whether as a pledge has to be settled."),
                visit.quote("account", *reading.quote(m)), clears=CLEARS,
            )  # fmt: skip
    return None


def _took(reading: Reading, m: Mention) -> bool:
    if m.concept == "money_taken" and _A_THING.match(reading.text[m.end : m.end + 4]):
        return False  # 得见点钱，带他去店里拿了台新机子
    if m.concept == "money_taken" and (_NO_MONEY.search(reading.text, max(0, m.start - 3), m.end + 6) or _papers(reading, m)):
        return False
    if m.concept == "money_taken" and _BADGE.search(reading.clauses[m.clause].text):
        return False  # 证一直揣兜里没掏
    if m.group == "kept" and _KEYS.search(reading.text, max(0, m.start - 40), m.end):
        return False
    if m.concept == "goods_ours" and not _a_gift(reading, m):
        return False
    if m.concept == "goods_taken" and _HELPED.search(reading.text, max(0, m.start - 8), m.start):
        return False  # 帮他搬了两只桶
    if m.concept == "goods_taken" and _PAPERS.search(reading.text, max(0, m.start - 6), m.end):
        return False  # kept as a pledge: for a person to look at
    if m.concept in ("money_taken", "goods_taken") and (
        _KEYS.search(reading.text, m.start - 2, m.end) or _kept_until_paid(reading, m)
    ):
        return False  # taken to press him, not in payment
    if m.concept in ("money_taken", "goods_taken") and _LETTER.search(reading.text[max(0, m.start - 5) : m.end]):
        return False
    if m.concept == "meal_taken" and not _at_their_table(reading, m):
        return False
    if m.status is Status.DENIED:
        return denied_far_off(reading, m)
    if m.status is Status.REPORTED and m.group in ("stowed", "shared", "enjoyed", "slang"):
        return not m.denied  # 他说不值钱，一人一条扛走了: told on after what he said
    return m.status is Status.HAPPENED or (m.status is Status.INTENDED and m.concept == "favour_taken")


def _a_gift(reading: Reading, m: Mention) -> bool:
    """车锁了，钥匙扔我车上 and 秤被他们提走了 are no gifts."""
    if m.group not in ("stowed", "slang"):
        return True
    clause = reading.clauses[m.clause].text
    if "被" in clause or _NO_GIFT.search(reading.text, max(0, m.start - 14), m.end + 12):
        return False
    return _A_GIFT.search(reading.text, max(0, m.start - 40), m.end + 12) is not None


def _papers(reading: Reading, m: Mention) -> bool:
    """身份证往兜里一塞: no money."""
    return _PAPERS.search(reading.text, max(0, m.start - 10), m.end) is not None


def _kept_until_paid(reading: Reading, m: Mention) -> bool:
    """拎走了，哪天还钱哪天拿回去: no payment is spoken of."""
    around = reading.text[max(0, m.start - 30) : m.end + 30]
    return _UNTIL_PAID.search(around) is not None and not _PLEDGED.search(around)


def _at_their_table(reading: Reading, m: Mention) -> bool:
    """Eaten as a guest, not tea, and not their own lunch on the way."""
    start, end = reading.quote(m)
    if _PLAIN_DRINK.search(reading.text, max(0, m.start - 1), m.end + 2):
        return False
    return _TABLE.search(reading.text, max(0, start - 24), end + 12) is not None


def _wanted(reading: Reading, m: Mention) -> bool:
    """A fee or transfer that ours asked for; one that the borrower only offers is none."""
    if m.status is Status.DENIED:
        return denied_far_off(reading, m) and _ours(reading, m)
    if m.concept == "private_transfer" and _OUR_FIRM.search(reading.text, m.start, m.end):
        return False
    if m.status is Status.INTENDED and m.concept == "private_transfer" and COLLECTING.isdisjoint({m.actor, m.causer}):
        return False
    return m.status in ASKED_FOR and _ours(reading, m)


def _ours(reading: Reading, m: Mention) -> bool:
    """Ours by deed or by demand; a transfer to one of ours counts whoever made it."""
    if m.status is Status.RULE:
        return not m.denied and m.speaker in COLLECTING
    asked = m.speaker in COLLECTING and m.actor in OWING and reading.text[m.start] in "你您侬"
    return asked or m.actor in COLLECTING or m.causer in COLLECTING or m.concept == "private_transfer"


def _given_back(reading: Reading, m: Mention) -> bool:
    treated = m.concept in TREATS
    if _IN_VAIN.search(reading.text, m.start, m.end + 40):
        return False
    if _PAID.search(reading.text, max(0, m.start - 2), m.end + 24):
        return True
    if not treated and any(n.start >= m.start for n in reading.near(m, "not_agreed", after=1, status=None)):
        return True
    found = reading.near(
        m,
        "refused",
        "given_back",
        *(("not_partaken",) if treated else ()),
        after=6 if m.concept in _SLOWLY_RETURNED else 3,
        status=None,
    )
    return any(_turned_down(reading, m, r) for r in found if not treated or r.actor not in OWING)


def _turned_down(reading: Reading, m: Mention, r: Mention) -> bool:
    """Not denied, no part of the words themselves (推不过), and not only for the next time."""
    if r.denied or r.status is Status.ASKED or (r.concept == "refused" and (r.start < m.end and m.start < r.end)):
        return False
    if reading.text[r.end : r.end + 4].lstrip("了").startswith(_TO_US):
        return False  # 推回了我司
    if _OR_ELSE.match(reading.text, r.start) or (r.status is Status.REPORTED and r.speaker in OWING):
        return False
    if m.concept in (*TREATS, "goods_ours") and _THE_PAY.search(reading.text, r.start, r.end + 2):
        return False  # 没要钱: the pay was turned down, not the treat
    start, end = reading.quote(r)
    return not _NEXT_TIME.search(reading.text, start, end)


def _of_the_bank(reading: Reading, m: Mention) -> bool:
    return bool(reading.touching(m, "bank_charge"))


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
    "meal_taken": Text("接受客户招待的酒食", "ate or drank at the borrower's expense"),
    "favour_taken": Text("接受宴请、劳务或其他好处", "accepted favours"),
    "fee_demanded": Text("收取或索要费用", "took or demanded a fee"),
    "goods_ours": Text("收取或带走财物", "took goods"),
    "treat_ours": Text("接受宴请、劳务或其他好处", "accepted favours"),
    "cash_ours": Text("经手收取现金或款项", "took money into their own hands"),
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
