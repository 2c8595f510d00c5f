"""Times of day that an account gives to the visit itself: not to a call, a plan, the way there or somebody else's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from typing import NamedTuple

from audit.account.actors import COLLECTING, Actor, Status
from audit.account.clock import Moment
from audit.account.reading import Clause, Reading
from audit.values.clock import closed

#: What is done at a visit.
_DONE = re.compile(
    r"(?<![没未])到(?!账|期|款|现|底|时|点|处|家了吗)|抵|敲|叩|按.{0,3}(?:铃|电铃)|拍门|捶|砸门|踹|[上登串]门|到访|面访|夜访|晨访|见[到面了]|见其|见债务人|见客户|碰[上到头]|遇[到上]|等到|堵|拦|守|蹲|猫在|坐|谈|聊|"
    r"耗|进[门入去屋家了]|进村|离[开场去]|撤|走[的了人]?$|才走|劝走|上[了去来]?楼|上去|对坐|面谈|访谈|催|[叫喊].{0,6}起|去的|外访(?!员|人员|报告|组|记录|日志|方)|走访|拜访|复访|回访|时段|起止|开了?门|门开|看了?[眼下表看]|手机显示|[跟与同向和].{1,5}[说谈讲]|弄完|完事|结束|收[的了]?尾|收场|上前|表明身份|接待|见了|摸|倾|讲[述了]?|共伊讲|核对|摆龙门阵|找|收[款钱]|门被|knock|arriv|visit|"
    r"stay|left|came|went|caught|met|talk|reach|opened|let (?:us|me) in|spoke|answered|ring|rang|see (?:him|her)|saw"
)
#: What goes on elsewhere: a call, the way there, the record, the borrower's own day.
_ELSEWHERE = re.compile(
    r"有人[往来敲贴砸]|来电|电话|致电|去电|短信|微信|发来|留言|出发(?!时)|集合|从公司|驻地|酒店|宾馆|录入|整理|报告|系统|扣款|闹钟|打烊|关门|下班|收摊|收工|才回|回家|回来|睡了|出车|出摊|起床|上工|干活|就走了|就出门|下地|大雨|开张|值班|落锁|放行|班车|发烧|"
    r"门禁|夜班刚|报案|砸他|怀疑|投诉|天气|以后不|后不|不得|不能|不会|不兴|不上门|原定|改到|约[好在定]|骚扰|下课|开工|营业|通宵|加班|房号|关店|唱|email|called|phoned|texted|works|hears|works until"
)
_OURS = re.compile(
    r"在其|与其|见面|面谈|[在跟和同向]他|[跟与向]债务人|[跟与向]客户|共伊|我们|我俩|我方|俺|咱|阮|我哋|阿拉|外访员|外访人员|外访组|同事|两人|二人|小组|\ue000|就上|才上|上前|遂|还[把在坐耗]|亮了?[证牌]|我(?!行|司)|we |i |our "
)
_PART = re.compile(
    r"(?P<deep>凌[晨辰]|后半夜|半夜|深夜|午夜|子夜|三更|五更|半暝|零点)"
    r"|(?P<night>[晚夜]|睡(?!午)|躺下|灯[还都亮已]|声控灯|熄灯|路灯|手电|烟花|打烊|收摊|收铺|收档|散场|关灯|卷帘门|night|evening)"
    r"|(?P<morning>(?<!最)早(?!会|点(?![摊铺店])|些|已|就|年)|晨|上班前|出门前|(?:出工|上工|出摊|出车|下地|开工)前|上学|粥|被窝|天一?亮|天[没还刚不未].{0,2}亮|鸡叫|遛狗|吹哨|床上|日出|起床前|morning|dawn|before work)"
    r"|(?P<day>中午|下午|上午|白天|太阳|晌午|午觉|傍晚|午饭|早会)"
)
_BEFORE = re.compile(
    r"(?:没到|不到|未到|快到?|将近|接近|差不多|近|没过|未过|差[0-9一二两三四五六七八九十]{1,2}分(?:钟)?(?:到)?|差一刻(?:钟)?(?:到)?|赶在|早于|赶|not yet|before|by) ?$"
)
_BEFORE_AFTER = re.compile(r"^ ?(?:以前|之前|前|不到|差|还差|没到|就撤)")
_LENGTH = re.compile(
    r"(?:([一二两三四五六七八九十]{1,3}|[0-9]{1,3})(?:个)?(?:来|多)?(半)?(?:小时|钟头)(半)?)|([一二两三四五六七八九十]{1,4}|[0-9]{1,3})(?:来|多)?分钟|(半)(?:个)?(?:小时|钟头)"
)
#: Hours without a number.
_WORDS = re.compile(
    r"天(?:色)?(?:还|刚)?(?:没|未|不|蒙蒙|麻麻)亮|半夜三更|三更半夜|深更半夜|三更天|大?半夜|后半夜|二半夜|下半夜|深夜|子夜|午夜(?!食堂|场)|凌[晨辰](?![一二两三四五六七八九十0-9零〇])|夜访|亥时|鸡.{0,4}(?:叫|啼)|日出前|熬了一宿|"
    r"放过零点|before dawn|at midnight|middle of the night|late at night|past midnight|after midnight|零点"
)


#: A visit that began at this hour or later goes on at night.
LATE = 20


class Hour(NamedTuple):
    """An hour `said` of the visit that is closed, told in clause `clause`; `at` minutes of the day, None where no number is told."""

    said: str
    clause: int
    at: float | None


def closed_hours(reading: Reading, shut: time, opens: time, began: time | None = None) -> Iterator[Hour]:
    """The hours of the visit that lie in the closed ones, from `shut` to `opens`, in order; of one that `began` late, ten is at night."""
    for m in reading.times:
        text = reading.said(m.clause)
        if not _told(reading, m.clause, m.status) or (m.phone and not (_OURS.search(text) and _DONE.search(text))):
            continue
        if _no_hour(reading, m) or _waited_till_open(reading, m):
            continue
        for minute in _minutes(reading, m, began is not None and began.hour >= LATE):
            inside = closed(minute, minute + 1, shut, opens)
            if inside.minutes and _at_the_visit(reading, m.clause, m.actor):
                yield Hour(f"{int(minute) // 60 % 24:02d}:{int(minute) % 60:02d}", m.clause, minute)
    if shut.hour < 20:
        return
    for found in _WORDS.finditer(reading.plain):
        clause = reading.clause_at(found.start())
        denied = clause is not None and clause.status in (Status.DENIED, Status.INTENDED) and found[0][0] in "天鸡"
        if clause is None or not (denied or _told(reading, clause.number, clause.status)):
            continue
        if _at_the_visit(reading, clause.number, _doer(reading, clause, found.start())):
            yield Hour(found[0], clause.number, None)


def _no_hour(reading: Reading, m: Moment) -> bool:
    """八点到晚十点之间 is the rule recited; 时长0:11:32 is how long something was."""
    before, after = _beside(reading, m)
    if _RANGE.match(after) and (_RULE.search(before) or _BOUNDS.search(before)):
        return True
    return _LASTS.search(before) is not None and ":" in reading.plain[m.start : m.end]


def _beside(reading: Reading, m: Moment) -> tuple[str, str]:
    """What its clause says before an hour and behind it."""
    return reading.plain[reading.clause_start(m.clause) : m.start], reading.plain[m.end : reading.clause_end(m.clause)]


_RANGE = re.compile("(?:整)?(?:之间|以内|之内|期间|范围|为限|内|止)")
_BOUNDS = re.compile("[点时:0-9](?:整|半|00)?[到至~-](?:晚|夜|次日|当晚)?(?:上|间)?$")
_RULE = re.compile("规定|要求|依规|合规|不得|须|应")
_LASTS = re.compile("(?:时长|长度|总长|片长|录制|历时|用时|共)[为是:]?(?:[0-9]{1,2}:)?$")


def _waited_till_open(reading: Reading, m: Moment) -> bool:
    """七点一刻就到了，在早点摊坐到八点整才上楼: there early, and up only when the hours were open."""
    if not 4 <= m.hour < 8:
        return False
    last = reading.clause_end(m.clause + 3)
    if _NEAR_BY.search(reading.said(m.clause)) and _THEN_UP.search(reading.plain, m.end, last):
        return True
    return _UNTIL_OPEN.search(reading.plain, m.end, last) is not None


#: 七点五十到小区，八点零三分按的铃: the street at seven, the door at eight.
_NEAR_BY = re.compile("小区|车[里上]|楼下|早餐|早点|路口|巷口|村口|街口|对面")
_THEN_UP = re.compile("[八8][点时:].{0,6}(?:按|敲|叩|上的?[楼去]|进|揿)")
_UNTIL_OPEN = re.compile("[等坐守候待熬挨耗][到至].{0,3}[八8九9][点时:].{0,6}(?:才|方|再|先|后|之后|以后)")


def _doer(reading: Reading, clause: Clause, at: int) -> Actor:
    """Whose hour a clause tells: nobody's where it names no outsider before the hour."""
    named = [
        p.actor for p in reading.named_since(clause.number, at) if p.clause == clause.number and (p.pronoun or p.end - p.start > 1)
    ]
    return named[0] if named else Actor.UNKNOWN


def _told(reading: Reading, clause: int, status: Status) -> bool:
    """Whether it was so: told, or said by others and yet gone on with (现在十点了，我方仍坚持), or later than first planned."""
    if status in (Status.REPORTED, Status.INTENDED):
        return _STILL.search(reading.said(clause + 1)) is not None
    if status is Status.CORRECTED:
        return _AT_LAST.search(reading.said(clause)) is not None
    return status is Status.HAPPENED


_STILL = re.compile(r"到点|准时|按时|依约|如约|仍|还是把|还是坚持|坚持|照样|硬|没理|不管")
_AT_LAST = re.compile(r"一直|结果|耗到|拖到|直到|才")
#: The borrower's own day, at the end of which we may wait for him.
_HIS_DAY = re.compile(r"下班|收摊|收工|打烊|下课|散场|唱|夜班|回家|回来|转来|才回|早班|睡|躺下|出门")


def _minutes(reading: Reading, m: Moment, late: bool) -> tuple[float, ...]:
    """The minutes of the day that a moment means, and at which a talk of so long begun then was over."""
    hour = m.hour if _sure(reading, m) else _guess(reading, m)
    if hour is None and late and 9 <= m.hour <= 12:
        hour = (m.hour + 12) % 24
    if hour is None:
        return ()
    at = float(hour * 60 + m.minute)
    before, after = _beside(reading, m)
    if (_BEFORE.search(before) or _BEFORE_AFTER.search(after)) and (hour >= 12 or hour == 8):
        at -= 15
    return (at, at + _long(reading, m)) if 20 <= hour <= 21 else (at,)


def _sure(reading: Reading, m: Moment) -> bool:
    word = reading.plain[m.start : m.end]
    if (
        ":" in word
        and word[0] != "0"
        and 1 <= m.hour <= 6
        and not m.sure
        and _ENGLISH.search(reading.plain, max(0, m.start - 3), m.start)
    ):
        return False  # left 4:40: in the afternoon, as English is written
    return m.sure or ":" in word or m.hour == 0


_ENGLISH = re.compile("[a-z],? $")


#: In how many clauses around it, all of one sentence, words tell the part of the day.
_AROUND = 40


def _guess(reading: Reading, m: Moment) -> int | None:
    """A bare hour by the words around it: what stands last before it, or next after it, tells the part of the day."""
    of, sentence, end = reading.sentence, reading.sentence(m.clause), len(reading.clauses) - 1
    first, last = max(m.clause - 1, 0), min(m.clause + 1, end)
    while max(m.clause - _AROUND, 0) < first and of(first - 1) == of(first) == sentence:
        first -= 1
    while last < min(m.clause + _AROUND, end) and of(last + 1) == of(last) == sentence:
        last += 1
    before = list(_PART.finditer(reading.plain, reading.clause_start(first), m.start))
    after = list(_PART.finditer(reading.plain, m.end, reading.clause_end(last)))
    part = before[-1] if before else after[0] if after else None
    if part is None or part.lastgroup == "day" or (not before and any(p.lastgroup == "day" for p in after)):
        return None
    if part.lastgroup == "deep" and (m.hour <= 4 or m.hour == 12):
        return m.hour % 12
    if part.lastgroup == "morning" and 4 <= m.hour <= 7:
        return m.hour
    if part.lastgroup in ("night", "deep") and 8 <= m.hour <= 12:
        return (m.hour + 12) % 24
    return None


def _long(reading: Reading, m: Moment) -> float:
    """Minutes that the account says the talk went on from a moment."""
    found = _LENGTH.search(reading.plain, m.end, reading.clause_end(m.clause + 5))
    if found is None:
        return 0
    hours, half, more, minutes, only = found.groups()
    return (_count(hours) * 60 if hours else 0) + (30 if half or more or only else 0) + (_count(minutes) if minutes else 0)


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.partition("十")
    return (
        ("一二三四五六七八九".find(tens) + 1 if tens != "两" else 2) * (10 if ten else 1)
        + (10 if ten and not tens else 0)
        + ("一二三四五六七八九".find(ones) + 1 if ones else 0)
    )


def _at_the_visit(reading: Reading, clause: int, actor: Actor) -> bool:
    """Whether what goes on at that hour is the visit."""
    text, after = reading.said(clause), reading.said(clause + 1)
    if _NO_VISIT.search(text) or _NOT_UP.search(after):
        return False
    ours = actor in COLLECTING or actor in (Actor.UNKNOWN, Actor.NOBODY)
    if _ELSEWHERE.search(text) or not ours:
        if _OURS.search(text) and _DONE.search(text):
            return True
        return bool(_HIS_DAY.search(text) and _OURS.search(after) and _DONE.search(after) and not _NUMBER_HOUR.search(after))
    if _DONE.search(text):
        return True
    around = [after, reading.said(clause - 1)]
    if len(text) < 12:
        around.append(reading.said(clause + 2))
    return any(_DONE.search(t) and not _ELSEWHERE.search(t) for t in around)


#: The record is written, the case handed out, an inn or a town reached, a threat made, the minute of a film told.
_NO_VISIT = re.compile(
    "才写|写[这于]|上传|传上去|提交|(?:案子|工单|单子|派单).{0,8}[分派]|到(?:镇上|县城|城里|市区|家都)|出的门|[下上从]高速|[揸开]车出|动身|出发|"
    "今晚.{0,5}就[推送发贴]|像(?:是)?大?半夜|[0-9]处|[传发](?:了|来)?条?(?:讯息|消息|简讯|短信)"
)
_NOT_UP = re.compile("[没未冇]有?再?上(?:去|楼)|[找住](?:了|进)?(?:一?[个家])?(?:旅[店馆社]|宾馆|酒店|招待所|民宿)")
_NUMBER_HOUR = re.compile(r"[0-9一二三四五六七八九十][点时:]|中午|下午|上午|白天")
