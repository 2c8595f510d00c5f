"""Danger came up at the visit and no report to the agency, the bank or the police is told.

Danger is an attack on our side, a weapon, an injury, our property wrecked, the police called by others, or self-harm done or
threatened. A report told anywhere in the row settles it. Strong conflict and threats of press or complaint, a person looks at.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Reading, Status
from audit.account.ours import apart
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation

FIELDS = ("account", "incident", "remark")
#: Without one of these a text tells of no danger.
HEARD = ("conflict", "scuffle", "collapse", "attacked", "hush_incident", "weapon", "self_harm", "police_came")
_OTHERS = OWING | THIRD
_TELLS = frozenset({Status.HAPPENED, Status.REPORTED, Status.INTENDED})


def check(visit: Visit, book: Casebook) -> Found | None:
    danger: list[tuple[str, Mention]] = []
    conflict: list[tuple[str, Mention]] = []
    readings = [(name, book.reading(visit, name)) for name in FIELDS if getattr(visit, name)]
    for name, reading in readings:
        if not reading.may(*HEARD):
            continue
        danger += [(name, m) for m in _danger(reading)]
        found = reading.find("conflict", "scuffle", "collapse", status=_TELLS)
        conflict += [(name, m) for m in found if _with_us(m) and not _harmless(reading, m)]
    if not (danger or conflict) or any(_reported(reading) for _, reading in readings):
        return None
    if danger:
        return _unreported(visit, readings, danger)
    name, m = conflict[0]
    return review(_CONFLICT, visit.quote(name, *_reading(readings, name).quote(m)))


def _reading(readings: list[tuple[str, Reading]], name: str) -> Reading:
    return next(reading for field, reading in readings if field == name)


def _danger(reading: Reading) -> list[Mention]:
    """What happened to us, or was done or threatened by others."""
    found = [m for m in reading.find("attacked", "hush_incident") if _to_us(reading, m) and not _clothes_only(reading, m)]
    found += [m for m in reading.find("attacked", "weapon", status=Status.INTENDED) if _had_it_done(reading, m)]
    found += [m for m in reading.find("collapse") if m.actor not in COLLECTING and m.speaker is Actor.UNKNOWN]
    found += [
        m for m in reading.find("weapon", status=Status.REPORTED) if m.speaker is m.actor and m.actor in OWING and not m.named
    ]
    found += [m for m in reading.find("weapon") if _drawn(reading, m)]
    found += [m for m in reading.find("self_harm", status=_TELLS) if _theirs(m)]
    found += [m for m in reading.find("police_came") if m.actor in _OTHERS and m.speaker not in COLLECTING]
    return sorted((m for m in found if not _harmless(reading, m)), key=lambda m: m.start)


def _drawn(reading: Reading, m: Mention) -> bool:
    """Held by others as a weapon; a tool at work is none, and what ours hold is another rule's."""
    if _NO_WEAPON.search(reading.plain[max(0, m.start - 1) : m.end + 2]) or (
        m.group in ("held", "english") and _at_work(reading, m)
    ):
        return False
    if m.group == "held" and not _HOSTILE.search(reading.plain[max(0, m.start - 20) : m.end + 50]):
        return False
    if m.actor not in COLLECTING:
        return not _first_of_ours(reading, m)
    return m.target in COLLECTING or m.group == "english" or _said_of(reading, m) or (m.group == "slam" and not m.named)


#: 我们退到院外, 骂, 冲出来: what is held is meant as a weapon.
_HOSTILE = re.compile(
    "退|撤|跑|躲|避|吓|怕|骂|吼|喝|叫嚣|嚷|轰|撵|赶|追|冲|滚|威胁|扬言|狠|弄死|不要命|拼|砍|捅|剁|劈|砸|打|抡|挥|舞|比划|晃|指|对着|架|抵|顶|朝我|[对向][我咱俺阮]|拦|堵|谁|试试|动手|火|急|怒|报|离|走|伤|血|腕|脖|甩|哭|夺|隐|没提|没说|掟"
)
#: 拿冰棍给我们吃.
_NO_WEAPON = re.compile("冰棍|冰棒|雪糕棍|木刀|刀叉|刀把朝|刀豆")


def _at_work(reading: Reading, m: Mention) -> bool:
    """拎了把水果刀削甘蔗; what the thing is called (擀面杖, 剔骨刀) says nothing."""
    return any(t.start >= m.end or t.end <= m.start for t in reading.near(m, "tool_used", before=1, after=1, status=None))


#: 拿甩棍敲防盗门: no blow at anybody.
_AT_A_DOOR = re.compile("[敲砸拍打捶捅撬踹].{0,4}(?:门|窗|锁|墙)")


#: It struck me that he lied; a rider hit our scooter.
_NO_BLOW = re.compile(
    r"\b(?:it|that|what|which|thought)(?: \w+)? (?:struck|hit) (?:me|us)\b|\bhit (?:my|our) (?:car|van|bike|scooter|motor\w*|bumper|target|quota)"
)


#: 打我手机, 打量我腿毛, 拍我手里, 手机里, 往栏杆外头比: nothing is struck, nobody is hurt.
_NO_LIMB = re.compile("打(?:我们?|俺)?手机|打量|拍(?:着|了拍|拍)?.{0,3}(?:肩|手里|手心)|手机里|[外里前后上下]头|手里|手头|口子群")
#: 给客户打了三通, 怕我们被咬, 响两声被掐: nobody suffers anything.
_NOT_SUFFERED = re.compile(
    "打(?:了[^,。]{0,4}[通个回次千百万块]|发|断|扰|动|通|电话|开|招呼|听)|拍了[^,。]{0,4}[通张]|声被掐|被打[发断扰动]"
)
_FEARED = re.compile("[怕防]|担心|以免|免得|省得|差点|险些")
#: 照他后脑勺两下, 对着她脸: whose head it is, the words say.
_AT_THEM = re.compile("[照朝冲往对向把将](?:着|准)?(?:他|她|佢|伊|其|客户|债务人|借款人|老人|人家)")
_OURS = re.compile("[我咱俺阮]")


def _to_us(reading: Reading, m: Mention) -> bool:
    """被打 of ours has us as subject; 打了我 and 被他打 have us as the one it is done to."""
    if m.group == "english":
        return not _NO_BLOW.search(reading.plain, max(0, m.start - 12), m.end + 12)
    if m.group == "property":
        return (m.actor not in COLLECTING or not m.named) and not _right_behind(reading, m, _OTHERS)
    if m.group == "passive":
        return _suffered(reading, m)
    if _NO_LIMB.search(reading.plain[m.start : m.end + 2]):
        return False
    if m.group == "wound":
        return not _right_behind(reading, m, _HURT_THEMSELVES)
    if m.group == "held":
        return _held_back(reading, m)
    return m.group != "active" or _struck(reading, m)


def _suffered(reading: Reading, m: Mention) -> bool:
    """被打, but not 怕被打, nor a call that was broken off."""
    if _FEARED.search(reading.plain, max(0, m.start - 4), m.start):
        return False
    if _NOT_SUFFERED.search(reading.plain, max(0, m.start - 2), m.end + 4):
        return False
    return m.actor in COLLECTING or m.target in COLLECTING


def _held_back(reading: Reading, m: Mention) -> bool:
    """不让我们走: the words or their clause say that it is ours."""
    if _OURS.search(reading.plain, m.start, m.end):
        return True
    clause = reading.clauses[m.clause]
    ours = m.target in COLLECTING or _OURS.search(reading.plain, clause.start, clause.end) is not None
    return ours and m.actor not in COLLECTING


def _struck(reading: Reading, m: Mention) -> bool:
    """打了我; not 拿扳手敲敲轮胎, 拿甩棍敲防盗门, nor what ours did."""
    named = _OURS.search(reading.plain, m.start, m.end) is not None
    if reading.touching(m, "tool_used") and not named and m.target not in COLLECTING:
        return False
    if _AT_THEM.search(reading.plain, m.start, m.end):
        return False
    return m.actor not in COLLECTING or not (_AT_A_DOOR.search(reading.plain, m.start, m.end + 6) or _first_of_ours(reading, m))


def _first_of_ours(reading: Reading, m: Mention) -> bool:
    """福来踹了小柯: of those named in the clause before the words, the last is ours, so that ours do it."""
    before = reading.named_since(m.clause, m.start)
    last = before[-1] if before else None
    return last is not None and last.actor in COLLECTING and reading.plain[last.start - 1 : last.start] not in _OBJECTS


#: 把小柯…, 对福来…: whoever stands behind these does nothing.
_OBJECTS = tuple("把将跟向对冲朝照往给让叫被遭")


#: Whose own hurt may be told of.
_HURT_THEMSELVES = OWING | {Actor.RELATIVE, Actor.NEIGHBOUR}


def _right_behind(reading: Reading, m: Mention, whom: frozenset[Actor]) -> bool:
    """他脸都紫了, 客户新车让小孩划了: whose body or belongings it is, is named right before."""
    before = reading.named_since(m.clause, m.start + 1)
    return bool(before) and before[-1].actor in whom and m.start - before[-1].end <= 2


def _clothes_only(reading: Reading, m: Mention) -> bool:
    """裤子撕了个口子，人没破皮."""
    return _CLOTHES.search(reading.plain, m.start, m.end + 12) is not None and not _WOUND.search(reading.plain, m.start, m.end + 40)


_CLOTHES = re.compile("狗.{0,12}[裤衣鞋袖]|[泼溅].{0,8}[裤衣鞋袖]|鹅|trouser|sleeve")
_WOUND = re.compile("(?<![没未无])(?:破皮|见血|出血|流血|牙印|血印|伤口|缝|狂犬|淤|肿)|calf|stitch|blood|bled|bleed|bruis")


def _theirs(m: Mention) -> bool:
    """Self-harm of those who were there; what neighbours tell of others is not."""
    dropped = m.actor in COLLECTING and not m.named
    return (m.actor not in COLLECTING or dropped or bool(_OTHERS & {m.speaker, m.causer})) and m.speaker not in _HEARSAY


def _had_it_done(reading: Reading, m: Mention) -> bool:
    """叫来两个人拿钢管敲了三下车头: asked for, and done."""
    return m.causer in OWING and "了" in reading.plain[m.start : m.end + 1]


def _with_us(m: Mention) -> bool:
    """A quarrel of others among themselves (娘俩吵起来了) is none with us."""
    if m.group == "press" and (m.speaker in COLLECTING or Actor.CHILD in (m.actor, m.speaker)):
        return False  # 我随口说电视台来拍: no threat to us
    if m.concept == "scuffle":
        return (m.actor not in THIRD or m.target not in _OTHERS) and not (m.actor in COLLECTING and m.named)
    return m.group != "strong" or m.actor not in THIRD or m.target in COLLECTING


#: Whose telling is no report of ours; a manager who sends us home was told.
_THEY = (OWING | THIRD) - {Actor.COLLEAGUE, Actor.STAFF}
_HEARSAY = frozenset({Actor.NEIGHBOUR, Actor.STAFF, Actor.COLLEAGUE, Actor.OTHER})


def _said_of(reading: Reading, m: Mention) -> bool:
    """持械，离场: no subject at all."""
    if m.named or reading.plain[m.start] not in "持亮动拔":
        return False
    return not any(p.actor in COLLECTING for p in reading.named_between(reading.sentence_start(m.clause), m.start))


def _harmless(reading: Reading, m: Mention) -> bool:
    return bool(reading.near(m, "no_harm", before=1, after=2, status=None))


def _reported(reading: Reading) -> bool:
    """A report told by us; one that we say we did not make, or hid, is none."""
    made = apart(reading.find("report_made"), reading.find("report_withheld"))
    return any(m.actor not in _THEY for m in made)


def _unreported(visit: Visit, readings: list[tuple[str, Reading]], danger: list[tuple[str, Mention]]) -> Found:
    evidence = [visit.quote(name, *_reading(readings, name).quote(m)) for name, m in danger]
    hushed = [(n, r, m) for n, r in readings for m in r.find("report_withheld")]
    evidence += [visit.quote(n, *r.quote(m)) for n, r, m in hushed]
    zh, en = ("，并写明未上报", ", and that it was not reported") if hushed else ("，未见上报或报警", "; no report is told")
    return violation(
        Text(f"外访中发生安全事件{zh}，违反安全事件须即时上报的要求。",
             f"The row tells of danger at the visit{en}; it must be reported at once."),
        *evidence
    )  # fmt: skip


_CONFLICT = Text(
    "外访中发生激烈冲突，或对方扬言曝光、投诉，未见上报：请核实是否构成安全事件。",
    "Strong conflict, or a threat of press or complaint, and no report told: was there danger?",
)

RULE = Rule(
    "unreported_incident",
    title=Text("安全事件未上报", "Incident not reported"),
    ground="R",
    grade=1,
    family="record",
    broken=Text(
        "遭殴打、持械、受伤、财物被毁、被围堵扣留、对方自伤或以此要挟、被报警，而未见向机构、银行或警方报告。",
        "Assault, a weapon, injury, damage, being held, self-harm done or threatened, or police called, and no report to agency, bank "
        "or police is told.",
    ),
    kept=Text(
        "已报警或上报；争吵而无危险；与外访无关的事件。",
        "Reported; an argument without danger; an event that has nothing to do with the visit.",
    ),
    clears=Text(
        "事发当时向机构、银行或警方报告的记录（时间、方式、接收人）。",
        "The record of the report to agency, bank or police: when, how, to whom.",
    ),
    check=check,
)
