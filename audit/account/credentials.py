"""Credentials: by which words of an account none were shown, or late, or the wrong ones, and by which they were shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.account.actors import COLLECTING, OWING, THIRD, Actor, Status
from audit.account.once import once
from audit.account.ours import apart
from audit.account.reading import Mention, Reading

_MISSING = ("credentials_missing", "credentials_wrong", "identity_withheld", "evasive_words")
#: 没人亮证: nobody of ours.
_SILENT = frozenset({*COLLECTING, Actor.NOBODY})
#: 他说要看证件才翻出来: his words, yet ours is what came of them.
_PRESSED = frozenset({Status.HAPPENED, Status.REPORTED, Status.INTENDED, Status.ASKED})
_DENIABLE = ("credentials_shown", "identified")
_DEBT = re.compile("后.*[逾到过]期|(?:说明|告知|款|贷|账|分期|承诺|债).*期")
#: 其工作证未出示: whose it is, the word tells.
_OUR_CARD = re.compile("其(?:工作证|工牌|胸牌|证件|外访证|上岗证)")
_LICENCE = re.compile("外访证|上岗证|外勤证|资格证|合格证|资质|执业证|证照|从业证|培训证|结业证")
#: 等他火气下来才亮证: waited for him to calm down, not for his demand.
_CALMED = re.compile("等.{1,6}(?:下来|消|平静|平复|冷静|完|静|睡|醒|穿好|回来|坐下)")
_BARE = ("没带", "冇带", "都没拿", "没给", "没拿")
_TO_THE_FIRM = re.compile(
    "(?:公司|行里|银行)[和与、](?:公司|行里|银行|单位)|[给跟向和同对与](?:公司|单位|银行|主管|领导)|[回返番](?:到|了|咗|去)?(?:公司|单位|行里)|公司群|群里|[向给](?:我们|我)?公司|公司或|上报|报告|汇报|^公司[没未]说"
)
_ANOTHER_THING = re.compile(
    "仪器|[这那一]台|领用|交接|外套|衣|蛋|花茶|微信|二维码|私人|录|礼|东西|机器|合同|借据|协议|账单|流水|记录仪|执法仪|机子|设备|录音|录像|钥匙|雨?伞|手机|收据|发票|充电|钱|判决|复印|文件|资料"
)


def not_shown(reading: Reading) -> list[Mention]:
    """Words by which no valid credentials were shown, or nobody said who we are; in order."""
    denied = [m for m in reading.find(*_DENIABLE, by=_SILENT, status=Status.DENIED) if not _denial_of_another(reading, m)]
    if not denied and not reading.may(*_MISSING):
        return []
    ours = [m for m in reading.find(*_MISSING, status={Status.HAPPENED, Status.DENIED}) if m.actor in _SILENT and not m.denied]
    ours += [m for m in reading.find("credentials_missing", by=COLLECTING, status=Status.REPORTED) if _told_plainly(reading, m)]
    ours += [m for m in reading.find(*_MISSING, status=Status.REPORTED) if reading.near(m, "borne_out", after=3, status=None)]
    ours += [m for m in reading.find("credentials_wrong", by=OWING | THIRD) if _answers_demand(reading, m)]
    ours += [
        m for m in reading.find("evasive_words", status=Status.REPORTED) if m.speaker in COLLECTING and _who_was_asked(reading, m)
    ]
    ours += [m for m in reading.find("evasive_words", status=Status.INTENDED) if m.causer in COLLECTING and m.group != "colloquial"]
    ours += [m for m in reading.find("identity_withheld", status=Status.ASKED) if m.group == "asked"]
    theirs = [
        m
        for m in reading.find("credentials_missing", by=OWING)
        if not m.denied and _OUR_CARD.search(reading.plain, m.start - 1, m.end)
    ]
    found = [m for m in (*ours, *theirs, *denied) if not _of_another(reading, m) and not _of_the_debt(reading, m)]
    return sorted((m for m in found if not _something_else(reading, m)), key=lambda m: m.start)


def _denial_of_another(reading: Reading, m: Mention) -> bool:
    """四下没人才亮证, 别怪我没谈完：证亮了: what is denied is not the showing."""
    since = reading.clause_start(m.clause)
    return _ALONE_WITH_HIM.search(reading.plain, since, min(m.end, m.start + 3)) is not None or (
        _ANEW.search(reading.plain, since, m.end) is not None and not _DENYING.search(reading.plain, m.start, m.end)
    )


#: 没人处, 趁没顾客的时候, 等店里没人了才: nobody else was there to see them.
_ALONE_WITH_HIM = re.compile(
    "(?:[没无冇]|[没莫]得)有?(?:旁|外|别的?|其他|闲|杂)?(?:人|顾客|客人|生意)(?:的时候|的地方|[时处了后才]|之后|在[场旁])"
)
#: 走访没毛病：证件看了; 怕错过就先亮证; 没录成证件倒是先给看的: something else begins.
_ANEW = re.compile("[没未不无冇别莫忘][^,:]{0,12}:[^没未不无冇]*$|怕[^,]{0,8}(?:就|便|才|先)[^没未不]{0,12}$|倒是?(?:先|都|给|亮)")
_DENYING = re.compile("[没未不无冇]")


def _answers_demand(reading: Reading, m: Mention) -> bool:
    """客户问工作证呢，翻了半天包，只翻出张门禁卡: he asked, and those who looked for it are we."""
    since = reading.clause_start(m.clause - 2)
    return not m.named and not m.denied and _FOR_OURS.search(reading.plain, since, m.start) is not None


_FOR_OURS = re.compile("(?:问|要看|要求看|索要|讨|查|想看|要睇).{0,6}[证牌]")


def _who_was_asked(reading: Reading, m: Mention) -> bool:
    return _WHO.search(reading.plain, reading.clause_start(m.clause - 1), m.start) is not None


def _speaks_of_cards(reading: Reading, m: Mention, before: int) -> bool:
    """记录仪走的时候才翻出来 is about no credentials."""
    last = reading.clause_end(m.clause + 1)
    return _CARD.search(reading.plain, reading.clause_start(m.clause - before), last) is not None


_CARD = re.compile(
    "[证牌本卡书函]|身份|身分|公司|单位|[谁哪]|badge|card|pass|id\\b|credential|identif|who we|letter|lanyard|tag|show|produc"
)


def _told_plainly(reading: Reading, m: Mention) -> bool:
    """她问哪个，只说找人，没拿牌子: a clause of its own, that only we can tell."""
    said = reading.said(m.clause)
    return (
        not m.denied
        and m.speaker in THIRD
        and not any(word in said for word in ("说", "讲", "称", "你", "话", "said", "says", "told"))
    )


def _something_else(reading: Reading, m: Mention) -> bool:
    """要看合同，说没带; 没给公司讲: no credential is named, and another thing is."""
    said = reading.plain[m.start : m.end]
    end = reading.clause_end(m.clause)
    if _NO_BREACH.search(reading.plain, max(0, m.start - 4), max(m.end, min(m.end + 6, end))):
        return True
    if m.concept == "credentials_missing" and _BEFORE_HIM.search(reading.plain, m.start, min(m.end + 6, end)):
        return True
    last = reading.clause_end(m.clause + 1)
    if m.concept in ("credentials_missing", "credentials_shown") and _OTHER_SAW.search(reading.plain, m.start, last):
        return True
    if (
        m.group == "othercard"
        and reading.plain[m.start] not in "给俾看"
        and not m.named
        and reading.clauses[m.clause].actor in OWING | THIRD
    ):
        return not _answers_demand(reading, m)  # 客户翻了半天，只翻出张门禁卡
    if m.concept == "evasive_words" and m.group == "asked" and not _who_was_asked(reading, m):
        return True
    if m.concept == "identified":
        if _TOLD_BEFORE.search(reading.plain, max(0, m.start - 6), m.end):
            return True
        return _TO_THE_FIRM.search(reading.said(m.clause)) is not None
    if m.concept in ("credentials_wrong", "credentials_missing") and _LICENCE.search(reading.plain, max(0, m.start - 3), m.end):
        used = _OLD_USED.search(reading.plain, m.end, reading.clause_end(m.clause + 3))
        return _CARRIED.search(said) is None and used is None  # an expired licence is for untrained_visitor
    if m.concept == "credentials_missing" and (_their_own(reading, m) or _THEIRS.search(reading.plain, max(0, m.start - 4), m.end)):
        return True
    around = reading.plain[reading.clause_start(m.clause - 1) : reading.clause_end(m.clause)]
    if m.concept == "identity_withheld" and _DODGED.search(said):
        return _WHO.search(around) is None
    if m.concept == "credentials_missing" and not _NAMED.search(reading.said(m.clause)) and _DEVICE.search(around):
        return True
    if said not in _BARE and "空" not in said and (len(said) > _SHORT or _NAMED.search(reading.said(m.clause))):
        return False
    return _ANOTHER_THING.search(around) is not None or (said in _BARE and _WHO.search(around) is None)


#: 说明单位名称后未讲事由: what came after was not told.
_TOLD_BEFORE = re.compile("(?:说明|表明|报明|讲明|亮明|告知|报了?)[^,。;]{0,8}后[未没不]")
#: 证件亮没亮, 没掏完就退出来, 身份以外, 旧证三天后过期, 原单位工牌已交还, 他手机里的证, 证放箱上给看, 公司和行里都没说.
_NO_BREACH = re.compile(
    "([亮带戴给看出])[没未]\\1|[没未](?:来得及)?[递掏亮拿][全完齐稳]|以外|趁.{0,2}[没冇]|[未没]放[低下]|无误|床头柜上|茶几上|(?:[天日周月]后|还没|没有|没|未|快要?|将)(?:过期|到期)"
    "|(?:[旧原老]|前).{0,8}已?(?:交还|上交|交回|收回|缴回)|(?:[他她]|客户|对方)的?手机|[箱柜桌头]上.{0,3}[给让看俾]"
    "|[没未无冇]有?(?:机会|处|地方|对象)|可[亮示]的对象|[放收揣塞装]回(?:口袋|衣兜|兜|包)里?之?前"
)
#: 证摆在鞋柜上, 放他工具箱上: laid where he sees it; 放办公桌上, 放车上 is left behind.
_BEFORE_HIM = re.compile(
    "[放摆搁摊铺](?:了|在|到|喺)?(?![^,。;]{0,4}(?:家|公司|单位|办公|宿舍|酒店|宾馆|车|床|屋企))[^,。;]{0,5}[柜箱袋筐机凳椅板台桌炕灶架缸盖](?:子|盖|沿|面)*上(?![^,。;]{0,3}[没未忘落])"
)
#: 证没给老总看，给客户看了; not 没给他看，只给看了名片.
_OTHER_SAW = re.compile(
    "[没未](?:机会|能|得)?[给对让向][^,。;]{1,5}[看亮示][^,。;]{0,2},(?:但|只|都|就|已)?[给让向][^,。;]{1,5}[看亮示](?![^,。;]*(?:名片|复印|照片|手机|账单|函|合同))"
)


def _their_own(reading: Reading, m: Mention) -> bool:
    """证件放在桌上他没拿起来看: what he did not do; 客户自己工作证没找着: his own card."""
    inside = [p for p in reading.named_between(m.start + 1, m.end) if p.actor in OWING | THIRD]
    if any(
        reading.plain[p.start - 1] not in "给让向对跟和与叫请把被同" and _NOT.match(reading.plain, p.end, m.end) for p in inside
    ):
        return True
    own = "自己" in reading.plain[reading.clause_start(m.clause) : m.end] and not reading.named_in(m.clause)
    return own and any(p.actor in OWING for p in reading.named_in(m.clause - 1))


#: 记录仪躺在充电座上，谁也没想起来拿: another thing is spoken of.
_DEVICE = re.compile("仪|机器|机子|设备|录音|录像|录影|摄像|相机|[这那一]台|充电|钥匙|雨伞|合同|账单|对账单|协议|复印机")
#: 冇攞: what was not taken, the words around tell.
_SHORT = 3
_NAMED = re.compile("[证牌]")
#: 岔开, 支吾: only where somebody asked who they are.
_DODGED = re.compile(
    "摆手|岔|支吾|打哈哈|打了个哈哈|搪塞|含糊|敷衍|笑而不答|答非所问|避而不答|接话|接茬|装没听见|转移话题|打断|顾左右|绕开"
)
_WHO = re.compile("[谁哪证牌卡名]|单位|公司|身份|身分|来历|来路|来头|什么人|啥人|干什么|干嘛|干啥|做什么|做啥|乜|边个|边度|[a-z]")
_NOT = re.compile("(?:也|都|又|却)?(?:[没未不冇]|收|接|拿|捧|攥|放回)")
#: 外访证上月到期，先拿旧的顶一下.
_OLD_USED = re.compile("旧的(?:顶|用|凑合|将就|给|那张给)|照样?[戴挂亮递用示]|[用看]的?(?:也|还|就)是旧")
#: 没带外访证 lacks the paper, not the licence.
_CARRIED = re.compile("[没未冇忘](?:有|了|记)?(?:带|戴|佩|掏|亮|出示|携|挂)|落|忘")


def _of_the_debt(reading: Reading, m: Mention) -> bool:
    """出示证件后说明已逾期: it is the debt that is overdue."""
    return m.concept == "credentials_wrong" and _DEBT.search(reading.plain, m.start, m.end) is not None


def on_demand(reading: Reading) -> list[Mention]:
    """Words by which they were shown only when somebody wanted to see them."""
    return [m for m in _shown_late(reading) if _was_demanded(reading, m)]


def unasked(reading: Reading) -> list[Mention]:
    """Shown only after the talk, though nobody is told to have asked: 聊了半小时才亮证; 他们走远了才亮证 is no such thing."""
    late = [m for m in _shown_late(reading) if not _was_demanded(reading, m)]
    return [m for m in late if _TALKED.search(reading.plain, reading.clause_start(m.clause - 1), m.end)]


@once
def _shown_late(reading: Reading) -> list[Mention]:
    found = [m for m in reading.find("shown_on_demand", status=_PRESSED) if m.status is Status.HAPPENED or m.group == "pressed"]
    found = [m for m in found if not m.denied and not _of_another(reading, m) and not _calmed(reading, m)]
    found = [m for m in found if not _OUR_SIDE.fullmatch(reading.plain, m.start, m.end)]
    return [m for m in found if not _PAPERS.match(reading.plain, m.end) and _speaks_of_cards(reading, m, 2)]


def _was_demanded(reading: Reading, m: Mention) -> bool:
    """Whether it is told that somebody wanted to see them first."""
    if m.group == "pressed":
        return True
    if _ASKED_FOR.search(reading.said(m.clause + 1) or reading.said(m.clause)):
        return True
    if _WANTED.search(reading.plain, reading.clause_start(m.clause - 3), m.start):
        return True
    return _DEMAND.search(reading.plain, reading.clause_start(m.clause - 1), m.end) is not None


#: “有证吗”, 说先看证: before that, perhaps some clauses away.
_WANTED = re.compile("有(?:工作)?[证牌](?:件)?[吗嘛么没冇]|证明[冇吗没]|[说讲喊问].{0,3}(?:先)?看证|[证牌](?:件)?呢|你们到底")
_ASKED_FOR = re.compile("问了.{0,2}[遍次回声]|他要的|她要的|要求的|问了才|他要看|她要看|人家要|对方要")
_DEMAND = re.compile(
    "[问质催逼骂吵闹拦赶警]|轰[我人出走]|110|打电话|叫人|喊人|(?<!公司)要求|要看|要我们|坚持|执意|非要|报警|保安|投诉|不让|不肯|不开|不给|发火|急眼|翻脸|警觉|起疑|怀疑|不情愿|勉强|磨蹭|拗不过|想看|要查"
    "|看看|睇|ask|insist|demand|press|threat|question|only|关门|拉下脸|让我们|叫我们|请我们|要检查|要验|[要想说]核[实对]|提出|说要|盘|这才想起"
)
_TALKED = re.compile(
    "[聊谈讲说倾唠](?:了|咗|得|过).{0,6}(?:分钟|刻钟|小时|钟头|半天|大半|好久|一阵|家常|完)|临走|快走|要走|走的时候|走之前|末了|最后|[谈聊倾]完"
)
#: 询问来意，我方出示证件: no 方才.
_OUR_SIDE = re.compile("[^才始]*我方(?:主动)?(?:出示|亮|递)[^才始]*")
#: 才亮账单: other papers.
_PAPERS = re.compile("[出了过]?(?:账单|对账单|账|流水|合同|方案|单子|材料|函|协议)")


def _calmed(reading: Reading, m: Mention) -> bool:
    return _CALMED.search(reading.plain, reading.clause_start(m.clause - 1), m.end) is not None


def shown_elsewhere(reading: Reading, breaches: Sequence[Mention]) -> list[Mention]:
    """Credentials really shown, elsewhere than in the very words of a breach."""
    found = [m for m in reading.find("credentials_shown") if m.actor in COLLECTING or m.group == "seen"]
    found = [m for m in found if not _THEIRS.search(reading.plain, m.start, m.end)]
    return [m for m in apart(found, breaches) if not _of_another(reading, m)]


#: 先看了他的工作证.
_THEIRS = re.compile(
    "(?<![给让向请])(?:他|她|对方|客户|债务人|其|人家)(?:的|自己的|本人的)(?:工作证|证件|工牌|胸牌|证)|自己的?(?:工作证|证)"
)


def _of_another(reading: Reading, m: Mention) -> bool:
    """身份证, 律师函: the words are about another document."""
    if m.group == "othercard":
        return False
    others = reading.touching(m, "other_document")
    return any(not _names_ours(reading.plain[m.start : o.start] + reading.plain[o.end : m.end]) for o in others)


def _names_ours(rest: str) -> bool:
    return any(word in rest for word in ("工作证", "工牌", "证件", "授权", "委托", "牌"))


def cleared(reading: Reading, breaches: list[Mention], shown: list[Mention]) -> bool:
    """Whether they were shown after all, or fetched before the talk."""
    if reading.has("fetched"):
        return True
    wrong = {m.clause for m in breaches if m.concept == "credentials_wrong"}
    if wrong:
        return any(m.clause not in wrong and reading.near(m, "shown_at_once") for m in shown)
    return bool(shown)
