"""Cash, goods, favours or fees went to the collectors instead of the bank.

The account alone decides. What was offered and declined or given back, what the borrower paid into the bank's own account, and
money that passed between others are no breach; money whose way is not told is for a person to look at.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, Mention, Reading, Status
from audit.account.ours import denied_far_off
from audit.casebook import Casebook
from audit.model import Found, Text, Visit, listed
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
#: 渔船证, 残疾证, 门禁卡: kept as a pledge, no pay.
_PAPERS = re.compile(
    "(?:身份|残疾|驾驶|行驶|船|房产|产权|结婚|学生|军人|退休|经营|许可)证|驾照|执照|户口|房本|大本|存折|护照|门禁|房卡"
)
#: 什么时候汇什么时候还你, 拿钱来换.
_UNTIL_PAID = re.compile("哪天还|啥时候|什么时候.{0,6}还|再来拿|再来取|来换|凑够了来")
#: 电话打到他自己的手机, 打个借条给我, 留言她转给我, 扫我们行的码: no money, or the bank's own.
_NO_TRANSFER = re.compile("电话|借条|欠条|留言|口信|消息|定位|[行机司]的(?:还款)?码|对公|proof|screenshot|receipt")
_OUR_FIRM = re.compile("我们这边|我司|我公司|我们公司")
_KEYS = re.compile("遥控|钥匙")
_PLEDGED = re.compile("推走|骑走|开走|抵|押|折|作价|算你的|条子|清单|打了?条")
_TO_US = ("我司", "我们", "公司", "单位", "队里", "办公")
#: 少算一笔手续费, 问跑一趟要不要给油钱, 给他点手续费: no fee of ours.
_NO_FEE = re.compile("(?:[少漏多错]算|(?:要不|收不|用不|需不|交不|给不|是不|会不|有没)[^,。]{0,2}[要收用需交给是会有])[^,。]{0,8}$")
_FEE_TO_OTHERS = re.compile("[给付](?:[他她佢伊](?!们)|人家|隔壁|老板|店|中介|平台|司机|物业|车行|医院|法院)")
#: Others take it, or it is warned of: 谁跟你收现金就举报, 冒充我们收钱的, 上家催收公司曾要三百, 别家收八十.
_OTHERS_TAKE = re.compile(
    "(?:谁(?!知|料|也|都)|凡是?|有人|任何人|如有|若有|要是有)[^。]{0,10}$|(?:冒充|假冒|骗子|上家|前一家|上一家|别家|别的公司|其他公司)[^。]{0,24}$"
    "|(?:(?:old|earlier|previous|former) (?:visitor|collector|team|staff)|(?:old|earlier|previous|last|other|another|former) (?:agency|company))[^.;。]{0,40}$"
)
#: Earned or paid elsewhere: 月收五千, 房租一个月收一千八, 船老大每人收二十.
_INCOME = re.compile(
    "(?:每[月年天日季]|个月|按[月年天日季]|每人|人头|每位|房租|租金|学费|流水|生意|物业|平台|门票|补贴)[^,。]{0,3}$|(?<![0-9一二三四五六七八九十上本当这次隔元腊])[月年]$"
)
#: 回单她自己收着, 请她收好, 手机装兜里: not ours to take, or no money.
_THEIR_OWN = re.compile("(?:[她他佢伊]自己|客户自己|请[他她您佢]|让[他她佢]|叫[他她佢])(?:先|都|就|快|赶紧)?$")
_POCKETED = re.compile(
    "手机|仪|机子|机器|设备|钥匙|手套|口罩|火机|眼镜|名片|笔|本子|函|单|文件|资料|卷|手(?=[揣插]|一直)|badge|phone|camera|recorder"
)
_CASH = re.compile("钱|款|[元块百千万毛角蚊]|现金|票子|钞|红包|信封|利是|意思|cash|money|notes")
#: 等收了玉米还两千: the harvest, of which he will pay.
_HARVEST = re.compile("(?:[等待盼](?:着|到)?|秋[后天里季]?|地里|田里|熟了)[^,。他她我]{0,4}$")
_THEN_PAID = re.compile("[^,。]{0,4}?,?(?:就|再|才)?(?:还|给|卖|补|先还|先给|交)[^,。]{0,3}[一二三四五六七八九十两几百千半0-9]")
#: 烟苗, 烟站, 酒店, 鱼塘: the noun is another thing.
_ANOTHER_NOUN = re.compile(
    "(?:烟|酒|鱼|鸡|鸭|鹅|虾|茶叶|水果|牛肉|猪肉|玉米|花生|苹果|西瓜|海鲜|药材|白酒|香烟)(?:苗|站|店|摊|档|工夫|功夫|盒|缸|灰|头|钩|塘|厂|场|商|贩|农|行|刀|棚|圈|竿|饵|味|气|吧|瘾|叶|铺|柜|老板|的[工功]夫)"
)
#: 我们没抽烟，把火机搁车里.
_NOT_SMOKED = re.compile("[没未不](?:抽|喝|吃|收|要|拿|接)[^,。]{0,2}$")
#: 盛情难却，喝了两杯茶.
_DRINKING = re.compile(",?[^,。烟酒]{0,4}[喝饮][^,。酒]{0,8}[水茶]")
#: 拜托宽几天，我们就接了.
_BY_US = re.compile("[我咱俺就都也着]")
_LOAN_CASH = re.compile("cash[- ](?:out|advance|line|loan|flow)|out cash")
#: 等他们吃完饭才谈, 回来吃了碗面: no table of his.
_OWN_MEAL = re.compile("(?:等(?:他|她|佢|人家)|坐到|守到|待到|回来|回去|回城|回程|路上|收工|我们自己|各自)[^,。]{0,6}$")
_NEXT_TIME = re.compile("下回|下次|以后|往后|下不为例")
#: 照价付了钱; 各付各的.
_PAID = re.compile(
    "自理|自费|照付|照价|凑份子|(?<![他她户人])自(?:己|掏)(?:掏|买|付|腰包)|我们(?:掏|买)的|(?:按|照)(?:行情|墙上|价目)|各付|aa制|(?:付|给|扫)了?(?:他|她|人家)?(?:饭|茶|菜|餐|料|工)钱|扫店里.{0,8}付了|(?:我们|咱|俺|我)扫.{0,6}付了|还是付|(?<![没未])给的钱|按(?:市|街|标|原)?价(?:给|付)"
)
_IN_VAIN = re.compile("[没拦推拗][没未不勿唔弗]?[拦推拗]?[住掉过脱甩动](?:,|。|$)")
#: 我不拿她急; 侬不拿就是看弗起我: why it was taken.
_OR_ELSE = re.compile("[不勿唔弗][拿收要接](?:[她他伊佢我]|就|走|白)")
#: Handed back only after asking the office.
_SLOWLY_RETURNED = ("private_transfer", "goods_ours")
_THE_PAY = re.compile("[钱费票]")
_HELPED = re.compile("帮|替|搭把手")
#: Papers and keys, our own kit, somebody who rides along, or what is kept until he pays.
_NO_GIFT = re.compile(
    "钥匙|身份证|驾驶证|门禁|执照|押[到起]|哪天|行李|案卷|文件|资料|设备|机器|机子|记录仪|火机|雨伞|水杯|干粮|自己的|自家的|[他她]车|"
    "坐(?:我们?的?|咱|俺)车"
)
#: 一左一右夹着他走了.
_A_PERSON = re.compile("[着住了](?:他|她|佢|伊|孩子|娃|老人|人)")
#: What there is to take: 两箱, 一条烟, 土特产.
_A_GIFT = re.compile(
    "[一两二三四五六几半仨][大小]?(?:箱|桶|袋|筐|篮|条|瓶|盒|兜|麻袋|提|壶|罐|包|串|只|斤|幅|根|把|套|双|件|副|块|板|摞|捧|棵|尾|头|蛇皮袋|编织袋)"
    "|烟|酒|茶叶|鸡|鸭|鹅|鱼|蟹|虾|瓜|果|桃|橙|柚|柿|梨|枣|笋|菌|菇|蛋|腊|肉|粽|月饼|蜜|特产|礼|红包|书|竿|壶|画|鞋|表"
)
#: 收拾; 应收款; 现场末收现金; 存了官方热线; 每月收三千租.
_NO_MONEY = re.compile("收拾|应收|末收|(?:热线|号码|电话|联系方式|名片|手机揣|手揣)|收.{0,6}[房月]?租(?!客)")
#: 信封是封好的也就收下了, 写着号码的纸条收下, 祝福收下了.
_LETTER = re.compile(
    "(?:函|信件|通知|通知书|文书)(?:[也都均已]|已经)?.?.?收|(?:信封是|封口)[^。]{0,12}收下|(?:便签|纸条|便条)[^。钱款元块]{0,18}收下|(?:名片|号码|手机号|微信号|复印件|回执|祝福|意见|建议)[^,。]{0,4}收下"
)
_TABLE = re.compile(
    "留|请|拉着|拽|硬|非要|非让|推|盛情|热情|[他她]家|做东|席|满月|寿|喜酒|杀猪|炒了|端上|摆了|招待|款待|宰了|筷子|一桌|with|on the house"
)
_PLAIN_DRINK = re.compile("茶|水|奶|咖啡|可乐|汤")
_OWN_WAY = re.compile("手机银行|网银|银行的?短信|柜台|网点|银行app|自己(?:转|还)|扣款")


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
                visit.quote("account", *reading.quote(m))
            )  # fmt: skip
    for mention in (*reading.find("cash_unclear", status=None), *_small_treats(reading)):
        if _OWN_WAY.search(reading.plain, max(0, mention.start - 60), mention.end + 40):
            continue
        return review(
            Text("记录涉及收款，但未写明款项如何、由谁进入银行账户。", "Money changed hands; how it reached the bank is not told."),
            visit.quote("account", *reading.quote(mention))
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
                visit.quote("account", *reading.quote(m))
            )  # fmt: skip
    return None


def _took(reading: Reading, m: Mention) -> bool:
    if m.concept in _TAKEN_OR_KEPT and _not_taken_by_us(reading, m):
        return False
    if m.concept == "money_taken" and not _is_money(reading, m):
        return False
    if m.concept in ("goods_ours", "goods_taken") and not _a_gift(reading, m):
        return False
    if m.concept == "meal_taken" and not _at_their_table(reading, m):
        return False
    if m.status is Status.DENIED:
        return not reading.plain[m.start : m.end].isascii() and denied_far_off(reading, m)
    if m.status is Status.REPORTED and m.group in ("stowed", "shared", "enjoyed", "slang", "pushed", "let_off"):
        return not m.denied  # 他说不值钱，一人一条扛走了: told on after what he said
    return m.status is Status.HAPPENED or (m.status is Status.INTENDED and m.concept == "favour_taken")


_TAKEN_OR_KEPT = ("money_taken", "goods_taken", "cash_ours", "goods_ours")


def _not_taken_by_us(reading: Reading, m: Mention) -> bool:
    """Others took it, the borrower keeps it, or it is a letter, a key or a paper."""
    text = reading.plain
    before = max(0, m.start - 26)
    if _OTHERS_TAKE.search(text, max(0, m.start - 40), m.start):
        return True
    if _THEIR_OWN.search(text, max(0, m.end - 8), _verb(text, m)) is not None:
        return True
    if m.group == "kept" and (_KEYS.search(text, max(0, m.start - 40), m.end) or _PAPERS.search(text, before, m.end)):
        return True
    if m.concept in ("money_taken", "goods_taken") and (
        _KEYS.search(text, m.start - 2, m.end) or _kept_until_paid(reading, m) or _LETTER.search(text[max(0, m.start - 14) : m.end])
    ):
        return True  # taken to press him, not in payment
    return m.group in ("kept", "slang") and _kept_until_paid(reading, m)


_KEEPS = re.compile("(?:收|留|拿|揣|保管)[着好走存下]?$")


def _verb(text: str, m: Mention) -> int:
    """Where the last word of taking begins."""
    verb = _KEEPS.search(text, m.start, m.end)
    return verb.start() if verb else m.start


def _is_money(reading: Reading, m: Mention) -> bool:
    text = reading.plain
    if _A_THING.match(text[m.end : m.end + 4]):
        return False  # 得见点钱，带他去店里拿了台新机子
    if _NO_MONEY.search(text, max(0, m.start - 3), m.end + 6) or _papers(reading, m):
        return False
    if _INCOME.search(text, max(0, m.start - 8), m.start) or _LOAN_CASH.search(text, m.start, m.end + 8):
        return False
    if (
        m.group == "colloquial"
        and _POCKETED.search(text, max(0, m.start - 14), m.end)
        and not _CASH.search(text, max(0, m.start - 14), m.end)
    ):
        return False  # 手机也揣兜里了
    return not _BADGE.search(reading.said(m.clause))  # 证一直揣兜里没掏


def _a_gift(reading: Reading, m: Mention) -> bool:
    """车锁了，钥匙扔我车上 and 秤被他们提走了 are no gifts."""
    if m.concept == "goods_taken":
        return not (_moved_for_him(reading, m) or _other_goods(reading, m))
    text = reading.plain
    if m.group == "slang" and (_A_PERSON.search(text, m.start, m.end) or _DRINKING.match(text, m.end)):
        return False
    if m.group not in ("stowed", "slang"):
        return True
    if "被" in reading.said(m.clause) or _NO_GIFT.search(text, max(0, m.start - 14), m.end + 12):
        return False
    return _A_GIFT.search(text, max(0, m.start - 40), m.end + 12) is not None


def _moved_for_him(reading: Reading, m: Mention) -> bool:
    """帮他搬了两只桶, 鱼干要下雨了，帮她收了; and papers, kept as a pledge, are for a person to look at."""
    text = reading.plain
    return (
        _HELPED.search(text, max(0, m.start - 8), m.start) is not None
        or _HELPED.search(text, max(m.start, m.end - 5), m.end) is not None
        or _PAPERS.search(text, max(0, m.start - 6), m.end) is not None
    )


def _other_goods(reading: Reading, m: Mention) -> bool:
    """The tobacco station, the harvest that he will sell, 没抽烟, 盛情难却，喝了两杯茶: nothing that came to us."""
    text = reading.plain
    if _ANOTHER_NOUN.search(text, max(0, m.start - 1), m.end + 2) or _NOT_SMOKED.search(text, max(0, m.start - 5), m.start):
        return True
    if _HARVEST.search(text, max(0, m.start - 10), m.start) or (
        text[m.start] == "收" and _THEN_PAID.match(text, m.end, m.end + 10)
    ):
        return True
    if text.count(",", m.start, m.end) > 1 and not _BY_US.search(text, m.end - 6, m.end):
        return True  # 拿了烟出来，我说不抽，他收了: who took it is no longer told
    return _DRINKING.match(text, m.end) is not None


def _papers(reading: Reading, m: Mention) -> bool:
    """身份证往兜里一塞: no money."""
    return _PAPERS.search(reading.plain, max(0, m.start - 10), m.end) is not None


def _kept_until_paid(reading: Reading, m: Mention) -> bool:
    """拎走了，哪天还钱哪天拿回去: no payment is spoken of."""
    around = reading.plain[max(0, m.start - 30) : m.end + 30]
    return _UNTIL_PAID.search(around) is not None and not _PLEDGED.search(around)


def _at_their_table(reading: Reading, m: Mention) -> bool:
    """Eaten as a guest, not tea, and not their own lunch on the way."""
    start, end = reading.quote(m)
    if _PLAIN_DRINK.search(reading.plain, max(0, m.start - 1), m.end + 2) or _OWN_MEAL.search(
        reading.plain, max(0, m.start - 10), m.start
    ):
        return False
    return _TABLE.search(reading.plain, max(0, start - 24), end + 12) is not None


def _wanted(reading: Reading, m: Mention) -> bool:
    """A fee or transfer that ours asked for; one that the borrower only offers is none."""
    text = reading.plain
    if m.status is Status.DENIED:
        return not text[m.start : m.end].isascii() and denied_far_off(reading, m) and _ours(reading, m)
    if _OTHERS_TAKE.search(text, max(0, m.start - 40), m.start):
        return False
    if m.concept == "fee_demanded" and (_NO_FEE.search(text, max(0, m.start - 8), m.end) or _FEE_TO_OTHERS.match(text, m.start)):
        return False
    if m.concept == "private_transfer" and _NO_TRANSFER.search(text, m.start, m.end):
        return False
    if m.concept == "private_transfer" and _OUR_FIRM.search(text, m.start, m.end):
        return False
    if m.status is Status.INTENDED and m.concept == "private_transfer" and COLLECTING.isdisjoint({m.actor, m.causer}):
        return False
    return m.status in ASKED_FOR and _ours(reading, m)


def _ours(reading: Reading, m: Mention) -> bool:
    """Ours by deed or by demand; a transfer to one of ours counts whoever made it."""
    if m.status is Status.RULE:
        return not m.denied and m.speaker in COLLECTING
    asked = m.speaker in COLLECTING and m.actor in OWING and reading.plain[m.start] in "你您侬"
    return asked or m.actor in COLLECTING or m.causer in COLLECTING or m.concept == "private_transfer"


def _given_back(reading: Reading, m: Mention) -> bool:
    treated = m.concept in TREATS
    if _IN_VAIN.search(reading.plain, m.start, m.end + 40):
        return False
    if _PAID.search(reading.plain, max(0, m.start - 2), m.end + 24):
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
    return any(_turned_down(reading, m, r) for r in found if _may_return(reading, m, r))


def _may_return(reading: Reading, m: Mention, r: Mention) -> bool:
    """A treat is declined by ours alone; what is put down goes back when ours put it, later, and not in the car or at the office."""
    if r.group == "put_down":
        return r.start >= m.end and r.actor in COLLECTING and not _OUR_PLACE.search(reading.plain, r.start, r.end + 2)
    return m.concept not in TREATS or r.actor not in OWING


#: 放在车里柜子上, 搁单位桌上.
_OUR_PLACE = re.compile("车|后备|后座|办公|单位|公司|我们")


def _turned_down(reading: Reading, m: Mention, r: Mention) -> bool:
    """Not denied, no part of the words themselves (推不过), and not only for the next time."""
    if r.denied or r.status is Status.ASKED or (r.concept == "refused" and r.overlaps(m)):
        return False
    if reading.plain[r.end : r.end + 4].lstrip("了").startswith(_TO_US):
        return False  # 推回了我司
    if _OR_ELSE.match(reading.plain, r.start) or (r.status is Status.REPORTED and r.speaker in OWING):
        return False
    if m.concept in (*TREATS, "goods_ours") and _THE_PAY.search(reading.plain, r.start, r.end + 2):
        return False  # 没要钱: the pay was turned down, not the treat
    start, end = reading.quote(r)
    return not _NEXT_TIME.search(reading.plain, start, end)


def _of_the_bank(reading: Reading, m: Mention) -> bool:
    return bool(reading.touching(m, "bank_charge"))


def _broken(visit: Visit, reading: Reading, taken: list[Mention], demanded: list[Mention]) -> Found:
    what = listed(_NAMES[m.concept] for m in (*taken, *demanded))
    return violation(
        Text(
            f"外访人员{what.zh}，违反不得收取债务人钱物或费用的规定。",
            f"The collectors {what.en}; nothing may be taken from the borrower.",
        ),
        *(visit.quote("account", *reading.quote(m)) for m in (*taken, *demanded)),
    )


_TOOK = Text("收取或带走钱物", "took money or goods")
_NAMES = {
    "handed_to_us": Text("接过客户交来的钱物", "took what was put into their hands"),
    "money_taken": _TOOK,
    "goods_taken": _TOOK,
    "meal_taken": Text("接受客户招待的酒食", "ate or drank at the borrower's expense"),
    "favour_taken": Text("接受宴请、劳务或其他好处", "accepted favours"),
    "fee_demanded": Text("收取或索要费用", "took or demanded a fee"),
    "goods_ours": _TOOK,
    "treat_ours": Text("接受宴请、劳务或其他好处", "accepted favours"),
    "cash_ours": _TOOK,
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
    clears=Text(
        "款项直接进入银行账户的凭证，或当场退还、上交的录像与登记。",
        "Proof that the money went straight into the bank's own account, or a recording and register entry of its return.",
    ),
    check=check,
)
