"""Rough deeds: what hands, feet and doors, belongings and a refusal to leave tell, where it was ours who did it, and not to ours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from audit.account.actors import COLLECTING, OWING, THIRD, Status
from audit.account.once import once
from audit.account.ours import any_between, done_by_us, others_named, ours_named
from audit.account.reading import Mention, Person, Reading

#: Concepts of what is said, and of what is done.
SAID = ("threat_spoken", "threat_named", "insult", "insult_word", "harm_word")
DONE = ("force_used", "hand_laid", "damage", "rough_deed")
_STAYED = re.compile("[未没沒不](?:肯|愿|願|予)?(?:离|離|撤|告|下)")
_FOULED = ("油漆", "红漆", "紅漆", "锁眼", "鎖眼", "锁孔", "花圈", "冥币", "纸钱", "粪", "泔水", "气门芯", "502", "胶水", "膠水")
_WAKE = ("花圈", "灵", "靈", "棺材", "遗像", "遺像", "孝")
_GONE = ("离开", "離開", "撤离", "撤離", "告辞", "告辭", "下楼", "下樓")
#: What ours came upon, what another did, what saved a life, what is no deed at all.
_SEEN = re.compile("有车|有辆|有台车|爆胎|看见|看到|发现|只见|撞见|瞧见|有两拨|有人|几个人|两拨人|村里|村委|广播")
_TYRE = re.compile(".{0,4}(?:钉子|补胎)")
_NOT_US = re.compile("(?:的|人)?(?:不是|并非|唔系)(?:我|咱|俺)|(?:之前|以前|前)(?:就|已|我)")
_SAVING = re.compile("窗|阳台|天台|楼顶|护栏|轻生|跳|上吊|农药|割|刀|煤气|滑|没站稳|踩空|晕")
#: 农药瓶送到嘴边，一把夺下.
_POISON = re.compile("安眠药|农药|百草枯|敌敌畏|老鼠药|除草剂|嘴边|自杀|自尽")
_NATURE = re.compile("(?:风|雨|水|雹|震|雷|洪)(?:一下|直接|都|也|就)?$")
#: 客户说我们骚扰他: told of, and not so.
_CALLED = re.compile("(?:说|称|讲|投诉|举报|指|怪|嫌|告)(?:是)?(?:我们|我方|我哋|我俩|咱们?|俺们?|阿拉)")
_KIND = re.compile(
    "使不得|面子|手腕|帮[他她客]|替[他她客]|不能[收要拿接]|没敢[收要]|[收要]不得|可不敢|按回|扶|才没[摔跌倒掉]|送医|医院"
)
#: Groups of words that stand in any account: 墙上的标语, 门反锁.
_SEEN_EVERYWHERE = ("毁物", "拒走", "堵人", "砸门")
_TO_OURS = tuple("照朝往冲对向把将给揪被让叫")
_LED = re.compile("带路|领路|引路|走前面|僻静|没人处|叫我们别|请我们|让进|陪我们|带我们")
_TIMED = re.compile("掐着.{0,12}(?:点|时间|钟)")
_CHALK = ("粉笔", "铅笔")
#: 一听我们是…, 跟我们说: whoever stands behind these does nothing.
_NO_SUBJECT = (*_TO_OURS, *"听见知等问跟和帮替陪请劝求怪骂找")
_TAILGATED = re.compile("刷卡|小哥|有人[进出]|有人刷|外卖|快递|住户[进出]|换.{0,3}门|装修|施工|电工|工人")
_WENT_IN = re.compile(".{0,6}(?:进[屋门去来楼了单]|迈进|入[屋内户]|上楼)")
_OFFERED = re.compile("主动|递过来|摊了|抵着|押这|押给|摘下来|脱下来|拿来抵|自愿|情愿")
_DOORS = ("卡门", "身体", "拦人", "强行", "砸门", "毁物", "堵人")
_OUT = re.compile(
    "(?:[退走回到撤].{0,2}(?:走廊|门外|外面|外头|楼下|楼道|路边))|[去到在](?:走廊|门外|外面|外头)(?:等|坐|站)|就(?:出来|走|撤|退)了"
)


def rough_deeds(reading: Reading) -> Iterator[Mention]:
    """Force, hands, damage by ours upon others."""
    for m in reading.find(*DONE, status={Status.HAPPENED, Status.INTENDED, Status.DENIED}):
        if (
            done_by_us(m) or _sent_by_us(m) or _unnoticed(reading, m) or _at_their_door(reading, m) or _ours_to_theirs(reading, m)
        ) and not of_others(reading, m):
            if _right_behind_them(reading, m) or _their_own(reading, m) or of_mourning(reading, m) or only_seen(reading, m):
                continue
            if _before_them(reading, m) or innocent(reading, m):
                continue
            if _nobody_named(reading, m) or _kindly(reading, m) or _on_the_way_in(reading, m):
                continue
            if m.concept == "rough_deed" and not _surely_done(reading, m):
                continue
            yield m


def withheld(reading: Reading) -> Iterator[Mention]:
    """把他手机揣了，说哪时给钱哪时拿: ours took a thing, and it comes back for money."""
    for m in reading.find("ransom", status=None):
        if m.denied or m.status in (Status.ASKED, Status.ELSEWHERE, Status.CORRECTED, Status.RULE):
            continue
        if m.speaker in OWING or _OFFERED.search(reading.text, max(0, m.start - 40), m.start):
            continue
        taken = [
            t
            for t in reading.find("took_hold", by=COLLECTING)
            if m.clause - 3 <= t.clause <= m.clause + 1 and _surely_done(reading, t)
        ]
        if taken:
            yield m


def stayed_on(reading: Reading) -> Iterator[Mention]:
    """Told to leave, they stayed."""
    for m in reading.find("stayed_on", status={Status.HAPPENED, Status.DENIED, Status.REPORTED}):
        if m.status is Status.REPORTED and not _out_at_once(reading, m):
            continue
        if (
            m.actor in COLLECTING
            and _told_to_go(reading, m)
            and not _gone(reading.clauses[m.clause].text)
            and not _left(reading, m)
        ):
            yield m


def only_seen(reading: Reading, m: Mention, chalk: bool = False) -> bool:
    """看见门上红漆写了…: came upon; 撬锁的不是我们; 一脚搭在阳台上，上去拽回来; 掐着点儿去."""
    clause = reading.clauses[m.clause]
    if (
        _SEEN.search(reading.text, clause.start, m.start + 1)
        or _TYRE.match(reading.text, m.end)
        or _NOT_US.match(reading.text, m.end, m.end + 8)
    ):
        return True
    if (not chalk and any(word in clause.text for word in _CHALK)) or _TIMED.search(clause.text):
        return True
    if m.term.startswith("(砸|踹|踢") and not m.named and reading.near(m, "suffered", before=2, status=None):
        return True
    if m.group == "拒走" and "车" in clause.text and "车斗" not in clause.text:
        return True  # 把车停在楼下守到半夜
    before = reading.clause_start(m.clause - 2)
    if _SAVING.search(reading.text, before, m.start) and re.search("[拽拉抱拖按扯薅]", reading.text[m.start : m.end]):
        return True
    if _POISON.search(reading.text, before, m.start) and re.search("[夺打抢]", reading.text[m.start : m.end]):
        return True
    return m.group in ("跟随", "盯人") and _LED.search(reading.text, before, clause.end + 20) is not None


#: What words tell that sound rough and are not, by what they stand in: 没让她开门, 哪条道上的, 楼下药店, 追出去送还钥匙.
_INNOCENT = re.compile(
    "没让.{0,3}(?:开门|动手?(?:$|,|。)|碰)|(?:一|哪条|同)道上的|江湖(?:人称|郎中)|办[你您]们?[这那]?[批个件些]?案|打手电|问[^,。]{0,8}几点(?:回|下班|到家|收工)|走到哪[他她]|[椅凳桌]子?断了腿|十三点[一二三四五十整半多零过0-9]"
    "|下药[店房]|点着?烟|轻轻|轻敲|掰着手指|门.{0,8}用.{0,4}棍.{0,3}顶|拉着.{0,2}(?:撤|跑|躲)|没走[成净]"
    "|(?:统一|都)由公司|押在(?:岗亭|门岗|门卫|前台|保安)|代管|[走转查核][^,。]{0,3}圈|堵(?:门缝|床底|洞)|绑在.{0,3}[店铺板门]|把(?:记录仪|执法仪|对讲机)|跟[他她客]户?(?:说话|聊)|给我们?(?:看|瞧)|塞.{0,5}(?:名片|函|信封|通知)|车胎(?:让|被|给)|(?:台风|我们的?|石子).{0,3}车胎"
    "|不知(?:道)?(?:是)?谁|有人(?:用|拿|写|喷|塞|灌|在)|(?:孩子|娃|小孩).{0,6}(?:灌|喷|画|写|涂|塞)的"
)
#: 锁眼里灌了胶，客户自己孩子灌的: whose doing it was, is told behind.
_THEIR_DOING = re.compile(
    "[^。]{0,16}(?:孩子|小孩|娃|他自己|她自己|别家|别人|别的|上一拨|不是我们).{0,8}(?:灌|喷|画|写|涂|塞|砸|干|弄)的"
)
#: 叫到拖拉机后面: the words end within the name of a thing.
_TRACTOR = re.compile("(?:拖拉?|(?<=拖)拉)机")
_FUNERAL = re.compile("殡葬|寿衣|花圈店|香烛|纸扎|扎纸")
#: 我说…，他踢了他一脚: one of ours stops the other.
_STOPPED = re.compile("[踢扯捅掐拉拽][了着]?[他她]")
#: 追了半条街送还钥匙, 追出去抱狗: what was left behind is brought, what ran away is caught.
_CHASED = re.compile("追[^,。]{0,8}[狗猫羊鸡鸭]|[狗猫][^,。]{0,6}跑|送回|送还|还给|归还|寄还|忘在")
#: 羊堵门, 一辆货车挡着门: right before the words stands who does it; 把他堵在货车边上 is done by ours.
_BEASTS = re.compile("(?:羊|猪|老?鼠|鸡|鹅|猫|货车|垃圾车)群?[把将又还就正]?$")
#: 庙会放鞭炮.
_FEAST = re.compile("庙会|婚|喜事|开业|酬神|过年|初一|祭")
_OUR_THING = re.compile("(?:我们|我哋|咱们|俺们)的(?:电动|小|摩托|面包)?(?:车|证|牌|工牌|包|手机|记录仪)")
#: A skip blocked the gate.
_THING = re.compile(
    r"\b(?:a|an|some|his|her|their|the) (?!officer|collector|agent|colleague|partner|visitor|team|lead|senior|junior|trainee|other|two|pair)[a-z]+ $"
)


def innocent(reading: Reading, m: Mention) -> bool:
    """Words that sound rough in a place where they are not."""
    first = max(0, m.start - 30)
    text, start = reading.plain[first : m.end + 30], m.start - first
    end = start + m.end - m.start
    if any(t.start() < end and t.end() > start for t in _INNOCENT.finditer(text, max(0, start - 8), end + 10)):
        return True
    if any(w in text[start:end] for w in _WAKE) and _FUNERAL.search(text, max(0, start - 20), start):
        return True
    if m.concept in DONE and _no_deed(m, text, start, end):
        return True
    if m.named and m.clause and reading.clauses[m.clause - 1].speaker in COLLECTING and _STOPPED.search(text, start, end):
        return True
    if text[start : start + 1].isascii() and _THING.search(text, max(0, start - 24), start):
        return not any(p.actor in COLLECTING for p in reading.named_between(max(0, m.start - 24), m.start))
    return False


def _no_deed(m: Mention, text: str, start: int, end: int) -> bool:
    """By whom it was done is told behind; done to a thing of ours, to a beast, or on a feast."""
    if _THEIR_DOING.match(text, end) or _OUR_THING.search(text, max(0, start - 16), start):
        return True
    if m.group == "跟人":
        return _CHASED.search(text) is not None
    if m.group == "堵人":
        return _BEASTS.search(text, max(0, start - 12), start) is not None
    if _TRACTOR.match(text, end - 1):
        return True
    return "鞭炮" in text[start:end] and _FEAST.search(text, max(0, start - 20), end + 4) is not None


def _before_them(reading: Reading, m: Mention) -> bool:
    """谈崩了他从案板上抄起剁骨刀: with ours not named in the clause, whoever stands before the words does it."""
    if m.named or m.actor not in COLLECTING or reading.text[m.start].isascii():
        return False
    before = reading.named_since(m.clause, m.start)
    if not before or any(p.actor in COLLECTING for p in before):
        return False
    last = before[-1]
    if reading.plain[max(0, last.start - 1) : last.start] in _NO_SUBJECT:
        return False
    return _DOES_AT_ONCE.match(reading.plain, last.end, m.start) is not None


#: 他从案板上抄起, 她突然…: so few characters stand between who does it and what he does.
_DOES_AT_ONCE = re.compile("[从就又也一突忽顺转抬伸].{0,4}$")


def of_mourning(reading: Reading, m: Mention) -> bool:
    """屋头摆起花圈: their own wake."""
    said = reading.text[m.start : m.end]
    return any(w in said for w in _WAKE) and bool(reading.near(m, "vulnerable", before=2, after=1, status=None))


def of_others(reading: Reading, m: Mention) -> bool:
    """Done to our side, or said not to have been done."""
    if _sent_by_us(m):
        return False
    if (m.target in COLLECTING and not _side_by_side(reading, m)) or (not m.named and _passive(reading, m)):
        return True
    if _by_somebody(reading, m) or _upon_ours(reading, m):
        return True
    if not m.named and m.clause and reading.clauses[m.clause - 1].speaker in THIRD and m.concept in SAID:
        return reading.sentence(m.clause - 1) == reading.sentence(m.clause)  # 阿婶讲…，讲着讲着就骂他
    return _borne(reading, m) or bool(reading.touching(m, "suffered", "no_such_thing"))


def _sent_by_us(m: Mention) -> bool:
    """组长让我把大灯照过去: one of ours had it done by another."""
    return m.status is Status.INTENDED and m.actor in COLLECTING and m.causer in COLLECTING and not m.denied and m.named


def _unnoticed(reading: Reading, m: Mention) -> bool:
    """趁他不注意摘走: what is denied is the noticing."""
    before = reading.text[reading.clause_start(m.clause) : m.start + 2]
    return m.status is Status.DENIED and m.actor in COLLECTING and "趁" in before


def _at_their_door(reading: Reading, m: Mention) -> bool:
    """Paint on a door, glue in a lock: with the subject dropped, nobody does that to his own."""
    if m.named or m.status is not Status.HAPPENED or m.actor not in OWING:
        return False
    return _theirs_fouled(reading, m)


def _theirs_fouled(reading: Reading, m: Mention) -> bool:
    said = reading.clauses[m.clause].text
    return any(w in said for w in _FOULED) and any(w in said for w in ("门", "門", "锁", "鎖", "墙", "牆", "车", "車"))


def _ours_to_theirs(reading: Reading, m: Mention) -> bool:
    """小军把她家玻璃砸了: of the two named, the first does it to what is the other's."""
    if m.status is not Status.HAPPENED or m.actor in COLLECTING or m.target in COLLECTING or reading.text[m.start] not in "把将將":
        return False
    before = reading.named_since(m.clause, m.start)
    return bool(before) and before[-1].actor in COLLECTING


def _right_behind_them(reading: Reading, m: Mention) -> bool:
    """谈着谈着他掏出把刀: somebody else stands right before it."""
    here = reading.named_in(m.clause)
    return not any(p.actor in COLLECTING for p in here) and any(0 <= m.start - p.end <= 1 for p in here)


def _their_own(reading: Reading, m: Mention) -> bool:
    """踢翻自家垃圾桶; or a temper told of right before, with nobody named since."""
    return bool(reading.touching(m, "own_things")) or (not m.named and _in_a_temper(reading, m))


def _in_a_temper(reading: Reading, m: Mention) -> bool:
    """态度横，拍桌子: of whom the temper is told, it is not of ours, unless they are named."""
    return any(not (t.named and t.actor in COLLECTING) for t in reading.near(m, "their_temper", before=1))


def _nobody_named(reading: Reading, m: Mention) -> bool:
    """墙上还有标语，断水断电: nobody of ours is in sight and nothing says to whom it was done."""
    if m.named or m.causer in COLLECTING or _theirs_fouled(reading, m):
        return False
    since = reading.sentence_start(m.clause, back=1)
    if any_between(ours_named(reading), since, m.end):
        return False
    if not any_between(reading.persons, since, m.end):
        return m.group in _SEEN_EVERYWHERE
    return any_between(others_named(reading), since, m.start)


def _kindly(reading: Reading, m: Mention) -> bool:
    """按住她手说使不得, 一把薅住他才没摔着; 说我们骚扰他: no harm done, or only said so; 台风把棚子掀了: by nobody."""
    clause = reading.clauses[m.clause]
    if _KIND.search(reading.text, m.start, m.end + 10) or _NATURE.search(reading.text, clause.start, m.start):
        return True
    return _CALLED.search(reading.text, clause.start, m.start) is not None or "你们" in reading.text[m.start : m.end + 1]


def _on_the_way_in(reading: Reading, m: Mention) -> bool:
    """有人刷卡出来，用脚抵住门; 跟在她后头就进来了: how they got in is another rule's."""
    if m.group in ("跟人", "跟随", "盯人") and _WENT_IN.match(reading.text, m.end):
        return True
    return m.group in _DOORS and _TAILGATED.search(reading.text, max(0, m.start - 24), m.end) is not None


def _surely_done(reading: Reading, m: Mention) -> bool:
    """Rough words of many meanings: whoever was named last before them, or in them before the verb, is one of ours."""
    if m.status is not Status.HAPPENED or m.actor not in COLLECTING:
        return False
    people = _subjects(reading)
    before = bisect_right(people, m.start, key=attrgetter("start"))
    last = people[before - 1] if before else None
    return last is not None and last.start >= reading.sentence_start(m.clause) and last.actor in COLLECTING


@once
def _subjects(reading: Reading) -> Iterator[Person]:
    """Everyone named before whom no word stands by which something is done to him."""
    return (p for p in reading.persons if not p.pronoun and reading.text[p.start - 1 : p.start] not in _NO_SUBJECT)


def _out_at_once(reading: Reading, m: Mention) -> bool:
    """他说你们出去我们没出: their words end where ours begin."""
    return reading.text[m.start] in "我俺咱" and any(t.end <= m.start for t in reading.near(m, "told_to_leave", status=None))


def _left(reading: Reading, m: Mention) -> bool:
    """让我们出去等，到走廊亮证，说了两分钟."""
    return _OUT.search(reading.text, reading.clause_start(m.clause - 3), m.start) is not None


def _gone(text: str) -> bool:
    return any(w in text for w in _GONE) and not _STAYED.search(text)


def _told_to_go(reading: Reading, m: Mention) -> bool:
    """请我们出去; 不让我们走 is the contrary."""
    told = reading.near(m, "told_to_leave", before=3, status=None)
    return any(reading.text[max(0, t.start - 1) : t.start] not in ("不", "没", "沒") for t in told)


def _borne(reading: Reading, m: Mention) -> bool:
    """骂了句脏话，我们没还嘴: whom nobody names, and whom ours did not answer, is not ours."""
    borne = reading.near(m, "bore_it", after=2, status=None)
    if not any(b.clause > m.clause for b in borne):
        return False
    return not any(p.actor in COLLECTING for p in reading.named_in(m.clause))


def _upon_ours(reading: Reading, m: Mention) -> bool:
    """照永刚胸前推搡: one of ours is whom it fell upon."""
    return any(
        p.actor in COLLECTING and p.end <= m.end and reading.text[p.start - 1 : p.start] in _TO_OURS
        for p in reading.named_in(m.clause)
    )


def _by_somebody(reading: Reading, m: Mention) -> bool:
    """门锁被人灌了胶水: not by us, unless it is one of ours who stands behind 被."""
    at = reading.text.rfind("被", reading.clause_start(m.clause), m.end)
    return at >= 0 and not any(p.actor in COLLECTING for p in reading.named_between(at + 1, at + 3))


def _side_by_side(reading: Reading, m: Mention) -> bool:
    """我跟小奚一人一脚: two of ours together."""
    if m.actor not in COLLECTING or not m.named:
        return False
    before = reading.text[reading.clause_start(m.clause) : m.start]
    return any(c in before for c in "跟和与同") and not any(p.actor not in COLLECTING for p in reading.named_in(m.clause))


def _passive(reading: Reading, m: Mention) -> bool:
    """被人围住、搜身: nobody named, and it was done to somebody."""
    return any(p.start < m.end for p in reading.near(m, "passive_voice", before=1, status=None))
