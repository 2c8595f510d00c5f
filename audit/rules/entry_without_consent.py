"""The collectors went into the home, yard, office floor or back room without the borrower's leave.

Asked in by the borrower is no breach, nor is talking at the door or where the public may go. Let in by a child, a guard, a landlord
or a neighbour is no leave of the borrower's. That they were inside, and not who allowed it, is for a person to look at.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, Actor, Mention, Reading, Status
from audit.account.ours import Among
from audit.account.standing import met
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation

#: Of whoever lives or decides there: their invitation is leave enough.
HOSTS = frozenset({Actor.BORROWER, Actor.LIABLE, Actor.RELATIVE, Actor.UNKNOWN})
#: 未经客户同意进入: the want of leave is no denial, and 同意 no plan.
DID = frozenset({Status.HAPPENED, Status.INTENDED, Status.DENIED})
_WITHOUT = ("未经", "没经", "未征", "没征", "未获", "没打招呼", "没得到", "未得", "不等", "没等", "未等")
_MEANT = (
    "要带", "要拿", "要给", "要领", "翻过去得了", "本意", "想", "打算", "准备", "计划", "如果", "若", "下次", "再不", "提议", "建议", "是否", "拟",
)  # fmt: skip
#: 走到门口, 塞进门缝: a door that nobody went through.
_AT_THE_DOOR = re.compile("[口外前缝逢边卫岗旁槛牌]")
_INTO_A_CAR = re.compile("后座|副驾|车里|车上|车门|驾驶|网约车|货车")
#: 扫进去, 塞进去, 算进去: a thing or a sum went in.
_PUT_IN = frozenset("扫拍录摄照装塞递放存打转算投写框卷搁扔丢倒填划还伸探推")
_OUTSIDE = ("在这", "门口", "外面", "外头", "外边", "就这")


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    forced = [m for m in reading.find("intruded", "let_in_by_other", status=None) if _ours(reading, m)] or _unwelcome(reading)
    inside = [] if forced else (_unasked(reading) or _let_in(reading))
    seen = () if forced or inside else reading.find("entered", "inside_act", by=COLLECTING)
    if not (forced or inside or seen):
        return None
    invited = _invited(reading)
    forced = [m for m in forced if not invited.within(m.clause - 2, m.clause + 2)] or ([] if invited else inside)
    if forced:
        return violation(
            Text("外访人员未经借款人同意进入其住所或办公、经营区域，违反进入须经同意的规定。",
                 "The collectors went into the home or working area without the borrower's leave, which entering requires."),
            *(visit.quote("account", *reading.quote(m)) for m in forced)
        )  # fmt: skip
    for m in () if invited or _met_the_borrower(visit) else seen:
        if reading.plain[m.start : m.end].startswith("进门"):
            continue  # 进门就坐下谈: nobody would write how they came in where nothing was amiss
        if _really_in(reading, m) and not reading.touching(m, "stayed_outside"):
            return review(
                Text("记录写明已进入室内，但未写明由谁同意。", "They were inside; who allowed it is not told."),
                visit.quote("account", *reading.quote(m))
            )  # fmt: skip
    return None


def _met_the_borrower(visit: Visit) -> bool:
    """He was there and let them sit: whoever writes that they talked in the room need not write who asked them in."""
    return bool(visit.relation) and met(visit) is Actor.BORROWER


def _unwelcome(reading: Reading) -> list[Mention]:
    """谁让你们进来的: so speaks only who gave no leave."""
    found = [m for m in reading.find("asked_how", status=None) if not m.denied and m.status is not Status.RULE]
    return [] if found and _ALLOWED.search(reading.plain) else found


#: Signed in, or called up by him.
_ALLOWED = re.compile(
    "登记(?:完|后|了)|放行|让他们上来|对讲[^。]{0,12}(?:开|让|上来|请|说的)|要不要进|叫我们上|喊我们上|经.{0,4}同意|带我们上"
)


def _unasked(reading: Reading) -> list[Mention]:
    """Inside, and beside it a sign that nobody who may had let them in."""
    inside = [m for m in reading.find("went_inside") if _ours(reading, m)]
    return [m for m in inside if any(_tells(reading, m, n) for n in reading.near(m, "no_leave", before=2, after=1, status=None))]


def _tells(reading: Reading, m: Mention, no_leave: Mention) -> bool:
    """一进院子就吓一跳, 七点进门，没问能否录像: a time, and a word that says nothing of leave."""
    text = reading.plain
    waited = reading.named_between(no_leave.start, no_leave.end + 1) if text[no_leave.start] in "没未" else ()
    if any(p.actor in COLLECTING and text[p.start] not in "我俺咱" for p in waited):
        return False  # 没等汤，先进了屋: not waited for one of ours
    if text[m.start : m.end] not in _PLAIN:
        return True
    return no_leave.clause <= m.clause and not _NOT_OF_LEAVE.match(text, no_leave.start)


_PLAIN = frozenset(["进屋", "进门", "进院", "进家", "入户", "入室", "入屋", "进房", "进厂", "进宿舍", "进车间", "进办公室"])
_NOT_OF_LEAVE = re.compile("吓|惊|愣|出去|不满|生气|发火|尖叫|大叫|质问|[没未](?:问[能是他她]|登)|[推骂赶]人|推[他她]")


def _let_in(reading: Reading) -> list[Mention]:
    """保姆开的门 … 我们就上二楼书房: opened by somebody whose leave is none, and inside soon after."""
    if not any(not o.denied for o in reading.find("other_opened")):
        return []
    inside = [m for m in reading.find("inside_act", "went_inside", "entered", by=COLLECTING) if _ours(reading, m)]
    return [m for m in inside if any(o.start < m.start and not o.denied for o in reading.near(m, "other_opened", before=6))]


def _really_in(reading: Reading, m: Mention) -> bool:
    """Not at the door only (走到门口, 塞进门缝), not into a car."""
    if reading.plain[m.end - 1] == "门" and _AT_THE_DOOR.match(reading.plain, m.end):
        return False
    if m.denied and m.concept == "inside_act":
        return False
    if "水" in (words := reading.plain[m.start : m.end + 3]) and "喝" not in words and "水表" not in words:
        return False
    if m.end - m.start < 8 and reading.plain.startswith("进", m.start) and reading.plain[m.start - 1 : m.start] in _PUT_IN:
        return False
    if _ON_THE_WAY.match(reading.plain, m.start) and _RANG.match(reading.plain, m.end):
        return False
    return not _INTO_A_CAR.search(reading.plain, max(0, m.start - 30), m.end + 4)


#: 直奔阿忠家按门铃: to his door.
_ON_THE_WAY, _RANG = re.compile("直奔|来到|直接到|上到"), re.compile("[门口]?.{0,2}(?:按|敲|拍门|外|口)")


#: What goes in is a letter.
_LETTER = re.compile("信封|封好|封口|密封|信[从由]|函[是从由]|门缝|窗缝|门底")
#: 信封封好的，从门缝塞进去了
_SEALED = re.compile("信封|封好|封口|密封|门[底缝].{0,3}[塞推递投]")
_STAYED = re.compile("就走了|串门的|(?:没|不|未|没有|冇|莫)(?:敢|肯|让|往里)?(?:进|入)|我没让")
_AT_THE_TIME = re.compile("时|亮|门|前|第|至|换鞋|就给|先给")
_FETCHED = re.compile("进(?:屋|去|里屋)?(?:拎|拿|端|抄|抱|取|换衣|提)")


def _not_in(reading: Reading, m: Mention) -> bool:
    """Letters that went in, groups, 我们没进, 进门时: nobody went into a home, or it is not told as a deed of ours."""
    said = reading.plain[min(reading.clause_start(m.clause), m.start) : m.end + 4]
    if _LETTER.search(said) or _STAYED.search(reading.plain, m.end, m.end + 16):
        return True
    words = reading.plain[m.start : m.end]
    if _another_way(reading, m, said):
        return True
    if words in ("进门", "入户") and _AT_THE_TIME.match(reading.plain, m.end):
        return True
    if not m.named and _FETCHED.match(reading.plain, m.start):
        return True
    before = [p for p in reading.named_since(m.clause, m.start) if not p.pronoun]
    return bool(before) and before[-1].actor not in COLLECTING and m.start - before[-1].end <= 1 and m.concept != "let_in_by_other"


def _another_way(reading: Reading, m: Mention, said: str) -> bool:
    """What came in to us, beasts, things and doors that moved, a way out, and those who were let no farther than the hall."""
    text = reading.plain
    words, after = text[m.start : m.end], text[m.end : m.end + 14]
    if _CAME_TO_US.search(words) and not m.named:
        return True
    before = text[max(0, m.start - 6) : m.start]
    if (
        _OUT.search(words)
        or _BEHIND.match(after)
        or _BEAST.search(before)
        or _THING.search(text, min(reading.clause_start(m.clause), m.start), m.end + 4)
    ):
        return True
    if words in _PLAIN and (before.endswith(("一", "从")) or after.startswith(("他", "她"))):
        return True  # 证一进院亮的, 从进门录到出门, 进门他还以为查账
    if m.concept == "intruded" and _ONLY_MOVED.search(words) and not _IN.search(words[-1] + after):
        return True
    if m.concept == "let_in_by_other":
        return _NO_FARTHER.search(words + text[m.end : m.end + (30 if words.isascii() else 6)]) is not None
    if words.startswith(("跟", "随")) and any(
        p.actor in COLLECTING and p.start > m.start for p in reading.named_between(m.start, m.end)
    ):
        return True  # 我跟凯进去的
    if m.clause and not m.named and _SEALED.search(reading.said(m.clause - 1)):
        return True
    return m.concept == "intruded" and not m.named and _CLIMBED.match(words) is not None and _somebody_else(reading, m)


def _somebody_else(reading: Reading, m: Mention) -> bool:
    named = [p for p in reading.named_between(reading.sentence_start(m.clause), m.start) if not p.pronoun]
    return bool(named) and named[-1].actor not in COLLECTING and named[-1].actor is not Actor.NOBODY


_CAME_TO_US = re.compile("[闯冲跟窜溜跑]着?[进入][来嚟]")
_OUT = re.compile("出去|出来|坐到.{0,6}回家|^上到.*开|买.{0,4}票|开了[个间家一]|[没未不]等$")
#: 跟进门的年轻人点个头, 爬到二楼窗外头, 入巷仔底, 自己进账户, 门虚掩着，入户门也没锁
_BEHIND = re.compile("的(?:年轻|人|小|女|男|孩|老)|外|出去|出来|[了到]?(?:巷|村|镇|小区|弄堂|胡同|街|账|群|户门)")
#: 老鹅跟进来, 她家猫跳到窗台
_BEAST = re.compile("[猫狗鹅鸡羊牛鸭鸟][^我他她]{0,2}$")
_THING = re.compile("(?:镜头|手机|相机|脑袋|脖子|函|信|纸|证|工牌).{0,8}[伸探递塞投扔推滚]")
#: 把门一推, 关着就走了
_ONLY_MOVED = re.compile("(?:[开推走问找]了?|就)$")
_IN = re.compile("[进入闯钻坐翻爬跨跳越里屋闪窜溜混院]")
#: 室友开的门，让在鞋柜边等; 门卫放行后在会客区等
_NO_FARTHER = re.compile(
    "门口|门外|门槛|会客|大厅|大堂|外头|外面|楼下|单元门|单元楼|鞋柜|电梯|楼道|开门查看|开门看|开门问|接待|[没未]等$|开了[个间家一]|(?:by|at|in|near) the (?:lift|lobby|gate|door|hall|porch|stairs|corridor|counter)"
)
_CLIMBED = re.compile("[翻爬跳越]|自己[开进]")


def _ours(reading: Reading, m: Mention) -> bool:
    said = reading.said(m.clause)
    before = reading.plain[reading.clause_start(m.clause) : m.end]
    if _not_in(reading, m) or not _really_in(reading, m) or (m.denied and not any(w in before for w in _WITHOUT)):
        return False
    if m.status not in DID or any(w in said for w in _MEANT) or _stayed_out(reading, m):
        return False
    if any(r.start > m.start for r in reading.near(m, "refused", after=1, by=COLLECTING, status=None)):
        return False
    if any(m.start - c.end < 24 and _open_to(reading, m, c) for c in reading.near(m, "common_part", before=1, status=None)):
        return False
    if not m.named and "自己" in said and m.clause and reading.clauses[m.clause - 1].actor in OWING:
        return False
    if m.actor in OWING and any(w in before for w in _WITHOUT):  # 没等借款人同意就进了: nobody needs leave for his own home
        return True
    return m.actor in COLLECTING or (m.concept == "let_in_by_other" and m.status is Status.HAPPENED)


_STAIRS = re.compile("单元|楼|小区|电梯|村")
#: Where guests of a shop may not go.
_BY_THE_DOOR = re.compile("推[门开]|进")
_BACK = re.compile(
    "厨房|后厨|里间|后院|后堂|后屋|仓库|库房|卧室|工作间|办公室|里屋|二楼|柜台后|收银台后|吧台|后台|休息室|更衣|车间|财务"
)


def _open_to(reading: Reading, m: Mention, common: Mention) -> bool:
    """A stairway is open to whoever comes in; a shop to guests, not to those who steal in, and not its back rooms."""
    stole_in = m.concept == "intruded" and not _BY_THE_DOOR.match(reading.plain, m.start)
    if common.group != "open_to_all":
        return not stole_in or _STAIRS.search(reading.plain, common.start, common.end) is not None
    return not stole_in and not _BACK.search(reading.said(m.clause))


def _stayed_out(reading: Reading, m: Mention) -> bool:
    """Words that tell of the outside; the shared living room of a flat is inside."""
    if m.concept == "inside_act" and any(w in reading.plain[m.start : m.end] for w in ("客厅", "厨房")):
        return False
    return bool(reading.touching(m, "stayed_outside"))


def _invited(reading: Reading) -> Among:
    """Where they were asked in."""
    found = reading.find("invited_in", status=None)
    return Among(
        m
        for m in found
        if not m.denied and not _refused(reading, m) and (m.actor in HOSTS or _with_leave(m) or _his_leave(reading, m))
    )


def _his_leave(reading: Reading, m: Mention) -> bool:
    """门由护工打开并经其点头同意: his leave, whoever opened."""
    return reading.plain[m.start : m.end].startswith(
        ("经其", "征得其", "经客户", "经本人", "经借款人", "经债务人", "征得客户", "征得本人")
    )


def _with_leave(m: Mention) -> bool:
    """经其同意, 应邀: their leave, told of ours."""
    return m.actor in COLLECTING and m.status is Status.HAPPENED


def _refused(reading: Reading, m: Mention) -> bool:
    """不让进, 未经同意; or only asked for."""
    before = reading.plain[max(0, m.start - 2) : m.start]
    clause = reading.plain[reading.clause_start(m.clause) : m.start]
    if any(w in reading.said(m.clause) for w in _OUTSIDE) and reading.plain[m.end - 1 : m.end] == "行":
        return True  # 在这说就行
    return (
        m.status is Status.ASKED
        or before.endswith(("谁", "哪个"))
        or any(c in before for c in "不没未别莫勿")
        or any(w in clause for w in _WITHOUT)
    )


RULE = Rule(
    "entry_without_consent",
    title=Text("未经同意进入", "Entry without consent"),
    ground="R",
    grade=2,
    family="conduct",
    broken=Text(
        "未经借款人同意进入其住宅、院落、办公或经营的内部区域：推门、尾随、翻入、由孩子、保安、房东等放入。",
        "Entered home, yard, office floor or back room without the borrower's leave: pushed in, tailgated, climbed in, let in by a child, "
        "guard or landlord.",
    ),
    kept=Text(
        "受邀或经其同意进入；在门口、公共营业区域交谈。由谁同意没有写明的，请人工复核。",
        "Asked in, or with leave; talked at the door or where the public may go. Who allowed it is not told: for review.",
    ),
    clears=Text(
        "录像中借款人明确同意或邀请进入的片段。",
        "Footage of the borrower agreeing to it or asking them in.",
    ),
    check=check,
)
