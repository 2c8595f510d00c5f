"""What sounds rough and is not: come upon, kindly meant, done to nobody, or told of another matter."""

from __future__ import annotations

import re

from audit.account.actors import COLLECTING
from audit.account.reading import Mention, Reading

#: Somebody else's doing, or nobody's: 看见门上红漆写了….
_SEEN = re.compile("有车|有辆|有台车|爆胎|看见|看到|发现|只见|撞见|瞧见|有两拨|有人|几个人|两拨人|村里|村委|广播")
_TYRE = re.compile(".{0,4}(?:钉子|补胎)")
_NOT_US = re.compile("(?:的|人)?(?:不是|并非|唔系)(?:我|咱|俺)|(?:之前|以前|前)(?:就|已|我)")
_TIMED = re.compile("掐着.{0,12}(?:点|时间|钟)")
_CHALK = re.compile("粉笔|铅笔")
#: 一脚搭在阳台上，上去拽回来; 农药瓶送到嘴边，一把夺下: a life is saved.
_FALLING = re.compile("窗|阳台|天台|楼顶|护栏|轻生|跳|上吊|农药|割|刀|煤气|滑|没站稳|踩空|晕")
_PULLED = re.compile("[拽拉抱拖按扯薅]")
_POISON = re.compile("安眠药|农药|百草枯|敌敌畏|老鼠药|除草剂|嘴边|自杀|自尽")
_SNATCHED = re.compile("[夺打抢]")
_LED = re.compile("带路|领路|引路|走前面|僻静|没人处|叫我们别|请我们|让进|陪我们|带我们")
#: 按住她手说使不得, 一把薅住他才没摔着.
_KIND = re.compile(
    "使不得|面子|手腕|帮[他她客]|替[他她客]|不能[收要拿接]|没敢[收要]|[收要]不得|可不敢|按回|扶|才没[摔跌倒掉]|送医|医院"
)
_NATURE = re.compile("(?:风|雨|水|雹|震|雷|洪)(?:一下|直接|都|也|就)?$")
#: 客户说我们骚扰他: told of, and not so.
_CALLED = re.compile("(?:说|称|讲|投诉|举报|指|怪|嫌|告)(?:是)?(?:我们|我方|我哋|我俩|咱们?|俺们?|阿拉)")
_WAKE = re.compile("花圈|灵|棺材|遗像|孝")
_UNDERTAKER = re.compile("殡葬|寿衣|花圈店|香烛|纸扎|扎纸")
#: 我说…，他踢了他一脚: one of ours stops the other.
_STOPPED = re.compile("[踢扯捅掐拉拽][了着]?[他她]")
#: A skip blocked the gate.
_THING = re.compile(
    r"\b(?:a|an|some|his|her|their|the) (?!officer|collector|agent|colleague|partner|visitor|team|lead|senior|junior|trainee|other|two|pair)[a-z]+ $"
)
#: 锁眼里灌了胶，客户自己孩子灌的: whose doing it was, is told behind.
_THEIR_DOING = re.compile(
    "[^。]{0,16}(?:孩子|小孩|娃|他自己|她自己|别家|别人|别的|上一拨|不是我们).{0,8}(?:灌|喷|画|写|涂|塞|砸|干|弄)的"
)
_OUR_THING = re.compile("(?:我们|我哋|咱们|俺们)的(?:电动|小|摩托|面包)?(?:车|证|牌|工牌|包|手机|记录仪)")
#: 追了半条街送还钥匙, 追出去抱狗: what was left behind is brought, what ran away is caught.
_CHASED = re.compile("追[^,。]{0,8}[狗猫羊鸡鸭]|[狗猫][^,。]{0,6}跑|送回|送还|还给|归还|寄还|忘在")
#: 羊堵门, 一辆货车挡着门: right before the words stands who does it; 把他堵在货车边上 is done by ours.
_BEASTS = re.compile("(?:羊|猪|老?鼠|鸡|鹅|猫|货车|垃圾车)群?[把将又还就正]?$")
#: 叫到拖拉机后面: the words end within the name of a thing.
_TRACTOR = re.compile("(?:拖拉?|(?<=拖)拉)机")
#: 庙会放鞭炮.
_FEAST = re.compile("庙会|婚|喜事|开业|酬神|过年|初一|祭")
_TAILGATED = re.compile("刷卡|小哥|有人[进出]|有人刷|外卖|快递|住户[进出]|换.{0,3}门|装修|施工|电工|工人")
_WENT_IN = re.compile(".{0,6}(?:进[屋门去来楼了单]|迈进|入[屋内户]|上楼)")
_DOORS = ("卡门", "身体", "拦人", "强行", "砸门", "毁物", "堵人")
_FOLLOWED = ("跟随", "盯人")


def only_seen(reading: Reading, m: Mention, chalk: bool = False) -> bool:
    """看见门上红漆写了…: came upon; 撬锁的不是我们; 一脚搭在阳台上，上去拽回来; 掐着点儿去. `chalk`: though it be written in chalk."""
    text, said = reading.plain, reading.said(m.clause)
    if _SEEN.search(text, reading.clause_start(m.clause), m.start + 1) or _TYRE.match(text, m.end):
        return True
    if _NOT_US.match(text, m.end, m.end + 8) or _TIMED.search(said) or (not chalk and _CHALK.search(said)):
        return True
    if m.term.startswith("(砸|踹|踢") and not m.named and reading.near(m, "suffered", before=2, status=None):
        return True
    if m.group == "拒走" and "车" in said and "车斗" not in said:
        return True  # 把车停在楼下守到半夜
    before = reading.clause_start(m.clause - 2)
    if _PULLED.search(text, m.start, m.end) and _FALLING.search(text, before, m.start):
        return True
    if _SNATCHED.search(text, m.start, m.end) and _POISON.search(text, before, m.start):
        return True
    return m.group in _FOLLOWED and _LED.search(text, before, reading.clause_end(m.clause) + 20) is not None


def innocent(reading: Reading, m: Mention) -> bool:
    """Words that sound rough in a place where they are not."""
    text = reading.plain
    if reading.touching(m, "not_rough"):
        return True
    if _WAKE.search(text, m.start, m.end) and _UNDERTAKER.search(text, max(0, m.start - 20), m.start):
        return True
    if m.named and m.clause and reading.clauses[m.clause - 1].speaker in COLLECTING and _STOPPED.search(text, m.start, m.end):
        return True
    first = max(0, m.start - 24)
    if text[m.start].isascii() and _THING.search(text, first, m.start):
        return not any(p.actor in COLLECTING for p in reading.named_between(first, m.start))
    return False


def no_deed(reading: Reading, m: Mention) -> bool:
    """By whom it was done is told behind; done to a thing of ours, to a beast, or on a feast."""
    text = reading.plain
    if _THEIR_DOING.match(text, m.end) or _OUR_THING.search(text, max(0, m.start - 16), m.start):
        return True
    if m.group == "跟人":
        return _CHASED.search(text, max(0, m.start - 30), m.end + 30) is not None
    if m.group == "堵人":
        return _BEASTS.search(text, max(0, m.start - 12), m.start) is not None
    if _TRACTOR.match(text, m.end - 1):
        return True
    return "鞭炮" in text[m.start : m.end] and _FEAST.search(text, max(0, m.start - 20), m.end + 4) is not None


def of_mourning(reading: Reading, m: Mention) -> bool:
    """屋头摆起花圈: their own wake."""
    wake = _WAKE.search(reading.plain, m.start, m.end) is not None
    return wake and bool(reading.near(m, "vulnerable", before=2, after=1, status=None))


def kindly(reading: Reading, m: Mention) -> bool:
    """按住她手说使不得, 一把薅住他才没摔着; 说我们骚扰他: no harm done, or only said so; 台风把棚子掀了: by nobody."""
    text, start = reading.plain, reading.clause_start(m.clause)
    if _KIND.search(text, m.start, m.end + 10) or _NATURE.search(text, start, m.start):
        return True
    return _CALLED.search(text, start, m.start) is not None or "你们" in text[m.start : m.end + 1]


def on_the_way_in(reading: Reading, m: Mention) -> bool:
    """有人刷卡出来，用脚抵住门; 跟在她后头就进来了: how they got in is another rule's."""
    if m.group in ("跟人", *_FOLLOWED) and _WENT_IN.match(reading.plain, m.end):
        return True
    return m.group in _DOORS and _TAILGATED.search(reading.plain, max(0, m.start - 24), m.end) is not None


def their_own(reading: Reading, m: Mention) -> bool:
    """踢翻自家垃圾桶; or a temper told of right before, with nobody named since."""
    return bool(reading.touching(m, "own_things")) or (not m.named and _in_a_temper(reading, m))


def _in_a_temper(reading: Reading, m: Mention) -> bool:
    """态度横，拍桌子: of whom the temper is told, it is not of ours, unless they are named."""
    return any(not (t.named and t.actor in COLLECTING) for t in reading.near(m, "their_temper", before=1))
