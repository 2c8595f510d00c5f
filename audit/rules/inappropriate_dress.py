"""The collectors' clothes were improper: uniforms and look-alikes, bare or beach clothes, gang looks, costumes, slogans.

Who wears it matters: the borrower in pyjamas, the guard in uniform and the courier in his vest are no breach. What was taken off,
covered or given up before the door is none either. Text outranks a dress column that says all was well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from audit.account import COLLECTING, OWING, Actor, Mention, Reading, Status, read
from audit.account.ours import apart
from audit.account.scene import TITLES
from audit.casebook import Casebook
from audit.model import Found, Outcome, Text, Visit, listed
from audit.rules.rule import Rule, review, violation

_KINDS = {
    "uniform": Text("穿着制服、仿制服装或佩戴标识", "wore a uniform, a look-alike or insignia"),
    "bare": Text("赤膊、赤脚或衣衫不整", "were bare-chested, barefoot or undressed"),
    "sloppy": Text("穿着背心、短裤、拖鞋等", "wore vests, shorts, slippers or nightclothes"),
    "tattoo": Text("外露大面积纹身", "showed large tattoos"),
    "gang": Text("以黑衣墨镜、蒙面等使人畏惧的装束上门", "came in outfits that intimidate"),
    "costume": Text("穿戴孝服、戏服或装扮成他物", "came in mourning dress or costume"),
    "slogan": Text("衣着印有催收或执法字样", "wore clothes with slogans"),
}
_OTHER = Text("着装不当", "were improperly dressed")


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    worn = _worn(reading)
    if worn:
        return _told(visit, reading, worn)
    if visit.dress:
        found = _column(visit)
        if found and not (found.outcome is Outcome.REVIEW and reading.has("dress_decent", status=None)):
            return found
    return _look_alike(visit, reading) or _odd(visit, reading) or _perhaps_ours(visit, reading)


def _perhaps_ours(visit: Visit, reading: Reading) -> Found | None:
    """项勇自己进的。那天他穿的是“特勤”马甲: who he is, the words before tell."""
    for m in reading.find("dress_bad", by=OWING):
        if not _off(reading, m) and not _seen(reading, m) and _last_named(reading, m) in COLLECTING:
            return review(_ODD, visit.quote("account", *reading.quote(m)))
    return None


def _last_named(reading: Reading, m: Mention) -> Actor:
    """Whom 他 means: the last who was named by more than a pronoun, where the clause does not tell of a host."""
    before = reading.named_since(0, m.start)
    if (
        not before
        or not before[-1].pronoun
        or before[-1].clause != m.clause
        or reading.plain[before[-1].start : before[-1].end] in TITLES
        or _HOST.search(reading.said(m.clause))
    ):
        return Actor.UNKNOWN
    return next((p.actor for p in reversed(before) if not p.pronoun), Actor.UNKNOWN)


_HOST = re.compile("开门|应门|出来|迎|在家|屋里|上班|下班|干活|睡|躺|坐在")


def _look_alike(visit: Visit, reading: Reading) -> Found | None:
    """No uniform is named, but 肩头两道杠, 胸前盾形牌子, 远看像民警: two such details make one."""
    cues = [m for m in reading.find("dress_cue", status=None) if _on_us(m) and m.status in _COUNTS and not _off(reading, m)]
    cues = [m for m in cues if not _seen(reading, m)]
    kinds = {m.group for m in cues}
    if len(kinds) > 1 and kinds & {"shoulder", "shield", "likeness", "english"}:
        return _told(visit, reading, [m._replace(group="uniform") for m in cues])
    if kinds & {"shoulder", "shield"}:
        return review(_ODD, visit.quote("account", *reading.quote(cues[0])))
    return None


def _worn(reading: Reading) -> list[Mention]:
    """Improper clothes on one of ours; told by others, only where it was found to be true."""
    found = [m for m in reading.find("dress_bad", status=None) if _is_ours(reading, m) and _really(reading, m)]
    found += [m for m in apart(reading.find("dress_cell", by=COLLECTING), found) if reading.near(m, "wearing", status=None)]
    return _on_ours(reading, sorted((m for m in found if not _off(reading, m)), key=lambda m: m.start))


def _on_ours(reading: Reading, worn: Sequence[Mention]) -> list[Mention]:
    """Without what others wear: 来开门的一身迷彩，腰里扎武装带: one description has one wearer."""
    found: list[Mention] = []
    other: Mention | None = None
    for m in worn:
        if other is not None and _goes_on(reading, other, m):
            continue
        another = _on_another(reading, m)
        other = m if another and not _ours_by_name(reading, m) else None
        if not another and not _only_seen(reading, m):
            found.append(m)
    return found


def _goes_on(reading: Reading, one: Mention, other: Mention) -> bool:
    """Whether one sentence tells of both, and nothing in between points at anybody else."""
    if reading.sentence(one.clause) != reading.sentence(other.clause) or reading.named_between(one.end, other.end):
        return False
    return _TURNS.search(reading.plain, one.end, other.end) is None


#: 门口见他穿睡衣，同来的那位倒是一身警服: somebody else's clothes.
_TURNS = re.compile("自己|倒是|却|也|同来|带队|这边|敝人|两个|一个")


def _seen(reading: Reading, m: Mention) -> bool:
    """Whether nobody of ours wore it."""
    return _on_another(reading, m) or _only_seen(reading, m)


def _only_seen(reading: Reading, m: Mention) -> bool:
    """墙上挂着警服, 一个戴红袖章的大爷, 办完后事胳膊上别着黑纱: seen, and worn by nobody of ours."""
    if any(d.group == "formal" for d in reading.near(m, "dress_seen", status=None)) or _SOMEBODY.match(reading.plain, m.end):
        return True
    if any(p.actor not in COLLECTING and _OF.fullmatch(reading.plain, m.end, p.start) for p in reading.named_in(m.clause)):
        return True
    if any(
        p.end <= m.start and p.actor not in COLLECTING and reading.plain[p.end] == "的"
        for p in reading.named_at(m.start - 2, m.start)
    ):
        return True  # 客户的T恤上写着
    if m.group == "costume" and m.actor in COLLECTING and _CAME_IN_IT.search(reading.plain, *_around(reading, m)):
        return False
    mourns = any(d.group == "mourning" for d in reading.near(m, "dress_seen", before=2, after=2, status=None))
    return m.group == "costume" and mourns and not m.named


def _on_another(reading: Reading, m: Mention) -> bool:
    """客着迷彩裤, 开门时还穿着秋裤, 几个光膀子大汉, 我们到的时候正扮小丑: the words beside it tell of another."""
    since, last = reading.clause_start(m.clause), _around(reading, m)[1]
    if reading.plain[m.start : m.end].isascii() and _english_another(reading, m):
        return True
    if not _ours_by_name(reading, m) and _WE_WORE.search(reading.plain, reading.clause_start(m.clause - 1), last):
        return True
    return (
        _ANOTHER.search(reading.plain, since, m.end) is not None
        or _ANOTHER_AFTER.match(reading.plain, m.end, last) is not None
        or _NOT_US.search(reading.plain, m.end, last) is not None
        or reading.plain[m.start : m.end] == "一条龙"
    )


_ANOTHER = re.compile(
    "(?<![^,。;])(?:来|出来)?(?:开门|应门)的(?!时|是?我|[^,。;]{0,8}[我俺咱])"
    "|(?<![^,。;])(?:只|远远)?(?:见|看到|瞧见)[他她佢](?!们|时|的时候|[^,。;]{0,12}[我俺咱])|(?:开门|应门|出来|迎出来)的?(?:正)?是本人|(?:找到|见到|寻到)(?:本)?人,|(?<![^,。;])本人(?:刚|正|还|在)"
    "|(?:几|两|一|有|那|这)[名位群帮](?:穿|光|赤|戴|着)|(?:出来|来|有|碰上|遇上)(?:了)?(?:个|一个)(?:光|赤|穿)"
    "|(?<![^,。;])客(?:人)?(?:着|穿|戴|光|赤)|(?:开门|应门|下来|探头)(?:时|的时候|嘅时候)|[到来去](?:的时候|时|那会儿)(?:正|还)|本人(?:光|穿|赤)"
    "|(?<![我们哋咱俺阮])(?:几|两|一|有)个(?:穿|光|赤)|站着穿|(?:小区|大门|物业|门口)(?:的)?(?:特勤|安保|协管)|师傅穿.{0,6}在|(?:people|men|man|woman|guys?) in |he (?:came|answered|opened)"
)
_ANOTHER_AFTER = re.compile(
    "[裤衣服帽装鞋色子]{0,2}(?:的)?(?:大汉|汉子|小伙|男人|男子|男的|大爷|大哥|大叔|老头|老汉|壮汉|哥们|青年|大姐|大妈|女人)|那[位几]"
    '|[”"]?[裤衣服帽装鞋色子]{0,2}的(?:人)?(?:就|都|倒|其实)?是(?:她|他|客户|对方|人家|借款人|债务人)|来来去去|走来走去|进进出出|(?:的)?(?:照片|相片|头像|视频|合影|画像|海报)|照(?![相样旧常做办])|夹在|拎|塞进|揣'
    "|[都也被给]?[扯拽撕薅揪]"
    "|.{0,3}(?:在|正)?(?:打游戏|打牌|看电视|吃饭|做饭|炒菜|煮|洗衣|洗菜|扫|修[^身]|劈|杀[鸡鱼猪羊]|卸货|浇|喂|纳凉|乘凉|睡|躺|下棋|开门|应门|出来|迎|干活)"
    "|.{0,6}[跟和同给对与]我[们俩哋][^一]|的(?:渔政|路政|交警|民警|查)"
)
_NOT_US = re.compile(
    "(?:客户|债务人|借款人)(?:自己|本人)?[是在][^,。]{1,8}(?:的|店|员|师|上班)(?:[,。]|$)|不是我们的人|不是我们公司的|非我方|跟我们无关|与我们无关|请[他她]先?穿|让[他她]先?穿|必须穿|规定必须|规定要穿"
)
#: …穿件旧迷彩在修院门，我们两个都是公司夹克: what we wore is told beside it.
_WE_WORE = re.compile(
    "(?:我们|我方|我俩|我哋|俺俩|俺们|咱俩|我两人)(?:[两二]?[个人名俩]|自己|都|则|均|却|倒|就){0,3}(?:穿|着|身着|是|里)(?:的|了|着|都|是|里){0,2}"
    ".{0,4}(?:衬[衫衣]|公司|便[装服]|普通|浅|工装|夹克|西裤|长裤|正装|休闲|干净|整齐)"
)


def _english_another(reading: Reading, m: Mention) -> bool:
    """The guard in uniform, a chap in a balaclava: the words before name somebody, and none of ours."""
    since = reading.clause_start(m.clause)
    before = reading.plain[since : m.start]
    if not before.strip() and m.clause and reading.sentence(m.clause) == reading.sentence(m.clause - 1):
        since = reading.clause_start(m.clause - 1)  # the fellow on the gate, in full camouflage
        before = reading.plain[since : m.start]
    others = any(p.actor not in COLLECTING and not p.pronoun for p in reading.named_between(since, m.start))
    if _HIS.match(reading.plain, m.start) or _WHOSE.search(before):
        return others or _came_out(reading, before, m)
    if _came_out(reading, before, m):
        return True
    if not before.strip(" -") or _WE.search(before) or _ours_by_name(reading, m):
        return False
    return others or _FELLOW.search(before) is not None


def _came_out(reading: Reading, before: str, m: Mention) -> bool:
    return _CAME_OUT.match(before) is not None and not _WE.search(before) and not _ours_by_name(reading, m)


_WE = re.compile(r"\b(?:we|i|my|our|both|each|me|partner|colleague|teammate|officers?|agents?|collectors?|team|visitors?|staff)\b")
_FELLOW = re.compile(
    r"\b(?:guards?|police\w*|tanods?|fellows?|chaps?|guys?|m[ae]n|wom[ae]n|people|lads?|boys?|girls?|kids?|sons?|daughters?|gardeners?|maids?|drivers?"
    r"|whole (?:workshop|shift|crew|class|family|floor)|everyone|everybody|b[ro]*wrs?|cust\w*|clients?|workers?|soldiers?|nurses?|students?|bouncers?|youths?|riders?|couriers?|bystanders?|crowd|nobody|someone|somebody|anyone)\b"
)
_HIS = re.compile(r"(?:with|in|wearing) (?:his|her|their)\b")
_WHOSE = re.compile(r"\b(?:his|her|their) (?:\w+ )?$")
#: The host comes down or out to us; out of the van, down from the gym come we.
_CAME_OUT = re.compile(r"\W*came (?:straight |right |back )?(?:down|out)\b(?! (?:of|from)\b)")


def _ours_by_name(reading: Reading, m: Mention) -> bool:
    """Whether the clause names one of ours before the words."""
    return any(p.actor in COLLECTING and p.start <= m.start for p in reading.named_in(m.clause))


def _around(reading: Reading, m: Mention) -> tuple[int, int]:
    return reading.clause_start(m.clause), reading.clause_end(m.clause + 2)


#: 白事上刚回来，孝衣没换，到他家门口站着: it is ours who came in it.
_CAME_IN_IT = re.compile("[没未][换脱摘除].{0,20}(?:到|去|敲|上门|站|进|找)|直接[去来上]|knock|went|came in")
_OF = re.compile("的?的(?:那|一|两|几|个|位|名|老|小|大|年轻|中年){0,3}")
_SOMEBODY = re.compile(
    "的?的(?:那|一)?[个位名帮群]?.{0,2}(?:小伙|伙计|男|女|大[爷妈娘叔哥姐]|老[头太人]|汉子|青年|保安|门卫|师傅|人(?!员))"
)


def _on_us(m: Mention) -> bool:
    """Worn by us; tattoos seen on us (他看到我露出的花臂)."""
    return m.actor in COLLECTING or (m.group == "tattoo" and m.target in COLLECTING)


def _is_ours(reading: Reading, m: Mention) -> bool:
    return _on_us(m) or _by_order(reading, m) or _found_true(reading, m)


def _found_true(reading: Reading, m: Mention) -> bool:
    """客户投诉说两个人一个穿睡裤，调了录像确是这样: of whom he complains, nobody names."""
    told_on = m.status is Status.REPORTED and m.speaker not in COLLECTING and not m.named
    return told_on and bool(reading.near(m, "borne_out", after=3, status=None))


def _by_order(reading: Reading, m: Mention) -> bool:
    """队长让都穿那套黑衣: ordered by one of ours, and nobody else is named to whom the order was given."""
    if m.causer not in COLLECTING or m.status is not Status.INTENDED:
        return False
    return all(p.actor in COLLECTING for p in reading.named_in(m.clause))


def _really(reading: Reading, m: Mention) -> bool:
    """It took place: told by us, or found true where others told it, or ordered and done, or an old uniform of another service."""
    match m.status:
        case Status.HAPPENED:
            return True
        case Status.REPORTED:
            return bool(reading.near(m, "borne_out", after=3, status=None))
        case Status.INTENDED:
            return m.causer in COLLECTING or bool(reading.near(m, "dress_complied", after=3))
        case Status.ELSEWHERE:
            return bool(reading.near(m, "dress_old", status=None))
        case _:
            return False


def _off(reading: Reading, m: Mention) -> bool:
    """Not worn, decent after all, or put off before the visit."""
    if _NOT_WORN.search(reading.plain, max(0, m.start - 2), m.end):
        return True
    if reading.touching(m, "dress_decent"):
        return True
    if _FORBIDDEN.search(reading.plain, m.end, reading.clause_end(m.clause)):
        return True  # 背心拖鞋一律不准上门
    return any(not d.denied for d in reading.near(m, "dress_put_off", after=3 if m.group != "costume" else 2, status=None))


#: 佩证、不着制式服装: 不着 is no word of denial elsewhere (找不着).
_NOT_WORN = re.compile("(?<![睡找见看摸买用坐])[不未没无](?:着|穿|戴|佩)")
_FORBIDDEN = re.compile("不准|不得|不许|禁止|严禁|不可以|不允许|要不得")


_COUNTS = frozenset({Status.HAPPENED, Status.REPORTED})


def _told(visit: Visit, reading: Reading, worn: list[Mention]) -> Found:
    kinds = listed(_KINDS.get(m.group, _OTHER) for m in worn)
    evidence = [visit.quote("account", *reading.quote(m)) for m in worn]
    against = bool(visit.dress) and not (_cell(visit.dress).bad or _cell(visit.dress).odd)
    if visit.dress:
        evidence.append(visit.cell("dress"))
    zh, en = ("，与着装栏所填不符", ", against the dress column") if against else ("", "")
    return violation(
        Text(f"外访人员{kinds.zh}{zh}，违反着装得体的要求。",
             f"The collectors {kinds.en}{en}; decent ordinary clothes are required."),
        *evidence
    )  # fmt: skip


class Cell(NamedTuple):
    """What the words of a dress column come to: bad, odd or nothing, and of what kind."""

    bad: bool
    odd: bool
    kind: str


@lru_cache(maxsize=4096)
def _cell(text: str) -> Cell:
    """The column holds few different texts, so each is read once."""
    cell = read(text)
    decent = bool(cell.find("dress_decent", status=None))
    for m in cell.find("dress_cell", "dress_column", "dress_admitted", status=None):
        if _SAFETY.fullmatch(cell.plain, m.start, m.end) or _PLAINLY_NOT.search(cell.plain[: m.start]):
            continue
        if m.concept == "dress_admitted" or (m.status is Status.HAPPENED and not decent):
            return Cell(True, False, m.group)
    return Cell(False, not decent and cell.has("dress_odd"), "")


#: What everybody wears at a quarry or by a road.
_SAFETY = re.compile("反光(?:背心|马甲|衣)|肩灯")
#: 便装（非制式服装）, 公司胸徽
_PLAINLY_NOT = re.compile(
    "(?:非|不是|不属|不着|不含|不带|去除|去掉|摘下|公司|单位|志愿者|统一的?公司|本司)(?:的|发的)?$|(?:衬[衫衣]|毛衣|长袖)[外加配套、+和与]?$"
)


def _column(visit: Visit) -> Found | None:
    """What the dress column itself says."""
    cell = _cell(visit.dress)
    if cell.bad:
        kind = _KINDS.get(cell.kind, _OTHER)
        return violation(
            Text(f"着装栏填写：外访人员{kind.zh}，违反着装得体的要求。",
                 f"By the dress column the collectors {kind.en}; decent ordinary clothes are required."),
            visit.cell("dress")
        )  # fmt: skip
    return review(_ODD, visit.cell("dress")) if cell.odd else None


def _odd(visit: Visit, reading: Reading) -> Found | None:
    for m in reading.find("dress_odd", by=COLLECTING, status=_COUNTS):
        if not _off(reading, m) and not _seen(reading, m) and not _SLIGHT.search(reading.plain, *_around(reading, m)):
            return review(_ODD, visit.quote("account", *reading.quote(m)))
    return None


#: A tattoo of a finger nail's size, or under a plaster.
_SLIGHT = re.compile("遮|贴着|贴了?(?:创可贴|膏药|胶布)|指甲|厘米|公分|小纹身|小刺青|小字母")
_ODD = Text(
    "所写着装可能不得体或易被误认，需看着装照。", "The dress told of may be improper or mistaken for a uniform: see the photo."
)

RULE = Rule(
    "inappropriate_dress",
    title=Text("着装不当", "Inappropriate dress"),
    ground="R",
    grade=3,
    family="core",
    broken=Text(
        "外访人员穿军警、法院、城管等制服或仿制品，统一黑衣墨镜，标语服、孝服戏服，背心短裤拖鞋，赤膊或外露大面积纹身。",
        "The collectors wore uniforms or look-alikes, matching black with sunglasses, slogans, costumes, vests, shorts or slippers, "
        "or were bare-chested or showed large tattoos.",
    ),
    kept=Text(
        "整洁的日常或公司服装；这样穿的是借款人、保安、快递员等他人；上门前已换下或遮住。",
        "Neat ordinary or company clothes; it was the borrower, a guard or a courier who wore it; changed or covered beforehand.",
    ),
    clears=Text(
        "当日着装照或录像，显示外访人员衣着整洁、无制服标识与标语。",
        "The day's dress photo or footage: neat clothes, no uniform, badge or slogan.",
    ),
    check=check,
)
