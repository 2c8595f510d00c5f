"""Fewer than two collectors took part at the door.

Broken by a roster of fewer than two different people, or by an account that says one came alone, or that the other stayed below,
left early or never came. A guard or driver makes no second collector. The borrower being alone is no breach.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, Actor, Mention, Reading, Status
from audit.account.ours import Among, apart
from audit.casebook import Casebook, people
from audit.model import SILENT, Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation

#: Without one of these an account tells of nobody who came or stayed alone.
HEARD = ("lone_said", "alone", "partner_absent", "partner_left", "partner_excused", "lone_unclear", "partner_late")
#: 叫了个代驾充数: asked for, and so done.
DONE = frozenset({Status.HAPPENED, Status.INTENDED})
#: Where one of three left, two stayed.
TWO_AND_ONE = 3
_WHOSE = ("前", "他", "她", "其", "佢", "客户", "单位", "债务人", "借款人", "公司", "厂里")
_AT_FIRST = ("开头", "起初", "一开始", "先前", "原本", "本来", "原定")


def check(visit: Visit, book: Casebook) -> Found | None:
    least = book.limits(visit).min_visitors
    if least is None:
        return None
    reading = book.reading(visit)
    visitors = len(set(people(visit)))
    few = bool(visit.visitors) and visitors < least
    if not few and not reading.may(*HEARD):
        return None
    alone = [] if reading.has("visit_cancelled") else _alone(reading, visitors)
    excused = _excused(reading, visitors)
    together = tuple(t for t in reading.find("together") if not _on_paper(reading, t)) if alone or few or excused else ()
    said = _unanswered(reading, alone, together)
    if said:
        return _by_account(visit, reading, said, few)
    if few:
        return _by_roster(visit, reading, together)
    waited = any(t.group == "waited" for t in reading.find("together"))
    for m in (*alone, *excused, *reading.find("lone_unclear", status=None), *reading.find("partner_late")):
        if together and m.concept not in ("partner_late", "lone_unclear"):
            continue
        if waited and reading.near(m, "together", after=3):
            continue
        return review(
            Text("记录未能说明两名外访员是否始终同在现场。", "Whether two collectors were there throughout is not clear."),
            visit.quote("account", *reading.quote(m))
        )  # fmt: skip
    return None


def _alone(reading: Reading, visitors: int) -> list[Mention]:
    """What says that one came, or stayed, alone."""
    found = [
        *(m for m in reading.find("lone_said", status=DONE) if m.status is Status.HAPPENED or m.causer in COLLECTING),
        *reading.find("alone", by=COLLECTING),
        *(reading.find("partner_absent", "partner_left") if visitors < TWO_AND_ONE else ()),
    ]
    others = reading.find("not_lone", status=None) if found else ()
    kept = (m for m in apart(found, others) if not _his_colleague(reading, m) and not _another_thing(reading, m))
    return sorted(kept, key=lambda m: m.start)


def _excused(reading: Reading, visitors: int) -> list[Mention]:
    """搭档牙疼, 在楼下挪车: why he may have been away, not that he was."""
    if visitors >= TWO_AND_ONE or reading.has("visit_cancelled"):
        return []
    return [
        m
        for m in reading.find("partner_excused")
        if not _his_colleague(reading, m) and "从小" not in reading.plain[m.start : m.end]
    ]


def _on_paper(reading: Reading, m: Mention) -> bool:
    """派单写的我俩，签到也是两个人签的: two on paper."""
    return _PAPER.search(reading.said(m.clause)) is not None


_PAPER = re.compile("派单写|派单上|签到.{0,6}签|名单|登记的?是|系统里|报的是|打卡.{0,4}打")


def _his_colleague(reading: Reading, m: Mention) -> bool:
    """前同事, 客户同事: no partner of ours."""
    before = reading.plain[max(0, m.start - 8) : m.start].removesuffix("的")
    if before.endswith(_DRIVERS):
        return True  # 司机小吴在楼下看车: no partner
    return before.endswith(_WHOSE) and reading.plain.startswith(("同事", "同伴", "搭档", "伙计", "伙伴"), m.start)


def _another_thing(reading: Reading, m: Mention) -> bool:
    """Somebody else was alone or away, or the words tell of something else."""
    if m.concept == "alone":
        return _another_alone(reading, m)
    return m.concept in ("partner_absent", "partner_left") and _not_away(reading, m)


def _another_alone(reading: Reading, m: Mention) -> bool:
    """外甥十七岁，独自看守烘房: whoever the sentence named last, unless the words tell of a visit."""
    if m.named or _VISITING.match(reading.plain, m.end):
        return False
    before = reading.named_between(reading.sentence_start(m.clause), m.start)
    last = next((p for p in reversed(before) if not p.pronoun and p.actor is not Actor.NOBODY), None)
    return last is not None and last.actor not in COLLECTING


#: 独自上门, 独自与其面谈
_VISITING = re.compile(
    "(?:一人)?(?:前往|到|上|敲|进|入|去|来|谈|与|和|跟|同|向|见|面|催|找|核|走|完成|爬|骑|开|赴|登|执行|外访|处理|应对|完|出)"
)


def _not_away(reading: Reading, m: Mention) -> bool:
    """What the partner said to another, what he put away or did where he sat, or both who went together."""
    words = reading.plain[m.start : m.end]
    if _SAID_TO_HIM.search(words) or _PUT_AWAY.search(words):
        return True
    if words.endswith(_IN_THE_CAR) and (_DID_THERE.match(reading.plain, m.end) or _BEFORE.search(words)):
        return True
    named = reading.named_between(m.start + 1, m.end)
    return any(p.actor in OWING and not p.pronoun for p in named) or (
        _BOTH.search(words) is not None and any(p.actor in COLLECTING for p in named)
    )


_DRIVERS = ("司机", "师傅", "driver ")
#: 耿欣说是你未来…, 向阳问3床家属来没来, Jun said it's in the car
_SAID_TO_HIM = re.compile(
    '[说讲答问喊骂吼劝].{0,6}[你您侬恁]|问(?!路)|[说讲答][“":]|(?:said|told|asked|answered|replied|blurted)\\b'
)
#: 把竹梯撤了, 领他到河堤那头
_PUT_AWAY = re.compile(
    "[把将].{1,8}[撤收]|[领带扶陪送搀][着了]?(?:他|她|其|客户|借款人)|(?:插|锁|忘|落|放|搁|存|丢|夹|藏)[在到]|(?:[把将给]|证|手机|牌|文件|函|合同).{0,8}在车"
)
#: 小吴拉着老谭撤了, X and Y waited
_BOTH = re.compile("[拉拽带扶]着| and ")
_IN_THE_CAR = ("在车里", "在车上", "在车内", "在楼下", "in the car")
#: 在车里换上孝帽: before they went up.
_DID_THERE = re.compile("[就先又把刚才给]?.{0,2}[换插摸翻拆戴穿]")
_BEFORE = re.compile("昨|前天|头天|早上|上周|上次")


def _at_first(reading: Reading, m: Mention) -> bool:
    """开头两个都亮了证: that two were there when it began says nothing of later."""
    said = reading.said(m.clause)
    return any(word in said for word in _AT_FIRST)


def _unanswered(reading: Reading, alone: list[Mention], together: tuple[Mention, ...]) -> list[Mention]:
    """Those to which the account does not say that two were there after all: of a partner who left, only what comes later says so."""
    if not together:
        return alone
    among, clauses, last = Among(together), {t.clause for t in together}, together[-1].start
    later = next((t.start for t in reversed(together) if not _at_first(reading, t)), -1)

    def answered(m: Mention) -> bool:
        if m.concept in ("partner_absent", "partner_left") and among.overlaps(m):
            return True  # 我和老熊便告辞了
        if m.concept in ("partner_left", "lone_said"):  # 派单两人, 实到一人: only what comes later answers it
            return later >= m.end
        return clauses != {m.clause} or last >= m.end

    return [m for m in alone if not answered(m)]


def _by_account(visit: Visit, reading: Reading, said: list[Mention], few: bool) -> Found:
    names = visit.cell("visitors")
    roster = (_LIKE_THE_ROSTER if few else _AGAINST_THE_ROSTER) if names.quote else SILENT
    return violation(
        Text(f"记录写明只有一名外访员在场{roster.zh}，违反至少两人上门的要求。",
             f"The account says that one collector was there alone{roster.en}; two are required."),
        *(visit.quote("account", *reading.quote(m)) for m in said), *([names] if names.quote else [])
    )  # fmt: skip


_LIKE_THE_ROSTER = Text("，外访员栏也只有一人", "; the roster names one person too")
_AGAINST_THE_ROSTER = Text("，与外访员栏所列人数不符", ", against the roster")


def _by_roster(visit: Visit, reading: Reading, together: tuple[Mention, ...]) -> Found:
    evidence: list[Evidence] = [visit.cell("visitors")]
    if visit.visitor_numbers:
        evidence.append(visit.cell("visitor_numbers"))
    if together:
        return review(
            Text("外访员栏只有一人，记录却写两人同在：请核对另一人是谁。", "The roster names one person, the account tells of two: who was it?"),
            visit.quote("account", *reading.quote(together[0])), *evidence
        )  # fmt: skip
    return violation(
        Text("外访员栏不足两名不同的人，违反至少两人上门的要求。", "The roster names fewer than two different people; two are required."),
        *evidence
    )  # fmt: skip


RULE = Rule(
    "lone_visitor",
    title=Text("单人外访", "Lone visitor"),
    ground="R",
    grade=2,
    family="core",
    broken=Text(
        "到场的外访员不足两人：名单只有一人或同一人写两次，独自前往，或另一人在楼下、车里、先走、没来。",
        "Fewer than two collectors at the door: one name or the same twice in the roster, one came alone, or the other stayed below, "
        "left early or never came.",
    ),
    kept=Text(
        "两名外访员同在现场；独自一人的是借款人；一人敲门、另一人录像。",
        "Two collectors were there together; it was the borrower who was alone; one knocked while the other filmed.",
    ),
    clears=Text(
        "全程录像中两名在册外访员同在现场的画面，或两人当时的签到定位。",
        "Footage with two registered collectors at the door, or both sign-in positions at the time.",
    ),
    check=check,
)
