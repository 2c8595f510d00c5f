"""The collectors showed no work credentials, the wrong ones, or only when asked; or did not say who they were.

Text outranks the tick-box, both ways. Nobody met, nobody to show them to: no breach. Who showed only on demand is graded lower.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Reading, Status
from audit.account.credentials import cleared, not_shown, on_demand, shown_elsewhere, unasked
from audit.account.standing import met
from audit.casebook import Casebook
from audit.model import Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation

#: Who stands by and is owed no story: 邻居, 保安.
PASSERS = ("邻", "保安", "物业", "门卫", "路人", "店主", "老板", "保洁", "neighbo", "guard", "passer")
NOBODY_MET = frozenset({
    "无人", "没人", "无", "未遇", "未见", "未见人", "未开门", "无人应答", "家中无人", "无人在家", "/", "-", "nobody", "no one", "none", "n/a",
    "未接触", "不在", "无人（未开门）", "无人(未开门)",
})  # fmt: skip


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    breaches = [m for m in not_shown(reading) if not _story_to_another(visit, reading, m)]
    demanded = on_demand(reading)
    unclear = [*unasked(reading), *reading.find("credentials_unclear", status=None)]
    one = reading.find("one_not_shown", status={Status.HAPPENED, Status.DENIED})
    if not (breaches or demanded or unclear or one or visit.id_shown is False) or nobody_met(visit, reading):
        return None
    shown = shown_elsewhere(reading, (*breaches, *demanded))
    if breaches and all(m.group == "posed" for m in breaches):
        return None if shown or visit.id_shown else _unsettled(visit, reading, breaches[0])
    if breaches and not cleared(reading, breaches, shown):
        if all(_purpose_only(reading, m) for m in breaches) and (
            _not_the_borrower(visit) or any(_asked_by_passer(reading, m) for m in breaches)
        ):
            return None
        if _posed_to_passer(visit, reading, breaches):
            return _found_missing(visit, reading, breaches)
        if all(_whom_we_seek(reading, m) for m in breaches):
            return None
        if (
            _bystander(visit, reading, breaches)
            or all(_no_time(reading, m) for m in breaches)
            or ((shown or visit.id_shown) and all(_lapsed(reading, m) for m in breaches))
        ):
            return _unsettled(visit, reading, breaches[0])
        return _found_missing(visit, reading, breaches)
    for m in one if shown else ():
        return _unsettled(visit, reading, m)
    if demanded and not any(m.end <= demanded[0].start for m in shown):
        return _late(visit, reading, demanded)
    if visit.id_shown is False and not shown and not _columns_say_nobody(visit):
        return violation(
            Text("证件栏填“否”，且见到了人：未出示工作证件。", "The box says that no credentials were shown, and somebody was met."),
            visit.cell("id_shown"), *_met(visit)
        )  # fmt: skip
    unclear = [m for m in unclear if not (_purpose_only(reading, m) and _not_the_borrower(visit))]
    for m in unclear:
        if (not shown and m.group != "worn") or _still_open(reading, m, shown):
            return _unsettled(visit, reading, m)
    if visit.id_shown is False and shown:
        return _against_the_box(visit, reading, shown)
    return None


def _against_the_box(visit: Visit, reading: Reading, shown: list[Mention]) -> Found:
    return review(
        Text("证件栏填“否”，而外访经过写明已出示证件，二者不一致。",
             "The box says that no credentials were shown, the account that they were."),
        visit.cell("id_shown"), *(visit.quote("account", *reading.quote(m)) for m in shown[:1])
    )  # fmt: skip


def _unsettled(visit: Visit, reading: Reading, m: Mention) -> Found:
    return review(
        Text("记录未能说明是否主动出示证件、说明身份。", "Whether credentials were shown unasked is not clear from the account."),
        visit.quote("account", *reading.quote(m))
    )  # fmt: skip


def _still_open(reading: Reading, m: Mention, shown: list[Mention]) -> bool:
    """Late, half covered, or worn on the chest and handed to nobody: though credentials are spoken of as shown."""
    if m.group == "worn":
        last = reading.clause_end(m.clause + 2)
        return not _THEN_HANDED.search(reading.plain, m.end, last) and not any(
            _HANDED.search(reading.plain, s.start, s.end) for s in shown
        )
    if m.group == "covered":
        return not reading.has("fetched")
    return m.group == "later" or m.concept == "shown_on_demand"


_HANDED = re.compile("出示|亮|递|[给俾]|[看睇]|让|掏|拿|举|示|show|present|hand|produc|held|look|check")


#: 别在腰上，到门口就摘下来给老人家看.
_THEN_HANDED = re.compile("递|[给俾].{0,8}[看睇]|让.{0,6}看|出示|亮|摘下|举|查阅|过目|handed|shown|held up")


def _lapsed(reading: Reading, m: Mention) -> bool:
    """庞娜证到期三天了: that it lapsed, not that it was the one shown."""
    return (
        m.concept == "credentials_wrong"
        and _LAPSED.search(reading.plain, m.start, m.end) is not None
        and not _USED.search(reading.plain, reading.clause_start(m.clause), m.end)
        and not _USED_AFTER.search(reading.plain, m.end, reading.clause_end(m.clause + 2))
    )


_LAPSED = re.compile("注销|吊销|作废|到期|过期|逾期|失效|过了?(?:有)?效期|expired")
_USED_AFTER = re.compile("出示|亮|晃|递|掏|拿出来|照用|照样")
_USED = re.compile("出示|亮|递|给|看|拿|戴|挂|用|持|掏|佩|带|示|show|wore|held")


def _bystander(visit: Visit, reading: Reading, breaches: list[Mention]) -> bool:
    """Nobody at home, and only a passer-by was told nothing: silence keeps the debt from him, too."""
    silent = all(m.concept in ("identity_withheld", "identified", "evasive_words") for m in breaches)
    if silent and any(_asked_by_passer(reading, m) for m in breaches):
        return True
    return (
        silent
        and met(visit) is not Actor.BORROWER
        and (
            _nobody_told(reading)
            or _columns_say_nobody(visit)
            or any(w in (visit.relation + visit.person_met).lower() for w in PASSERS)
            or _only_message(reading)
        )
    )


def _story_to_another(visit: Visit, reading: Reading, m: Mention) -> bool:
    """他女儿进来，我们笑笑说路过: the borrower was met, and another asks what he is not to hear; she said herself that we sell things."""
    if m.concept not in ("identity_withheld", "evasive_words"):
        return False
    if _HE_SAID.search(reading.plain, m.start, m.end):
        return True
    if met(visit) is not Actor.BORROWER or visit.id_shown is False:
        return False
    since = reading.clause_start(m.clause - 2)
    named = [p for p in reading.named_between(since, m.start + 1) if not p.pronoun and p.actor not in COLLECTING]
    return bool(named) and named[-1].actor in _OTHERS and not any(p.actor in OWING for p in named)


_OTHERS = THIRD - {Actor.OTHER}
#: 问干嘛的，她说推销净水器的.
_HE_SAID = re.compile(",[他她佢伊](?:自己|就|便|笑着|抢着|赶紧){0,2}[说讲答][^,]*$")


def _purpose_only(reading: Reading, m: Mention) -> bool:
    """未说明来意: why they came, which a stranger is not to be told."""
    end = min(m.end + 6, reading.clause_end(m.clause))
    return _PURPOSE.search(reading.plain, m.start, end) is not None and _IDENTITY.search(reading.plain, m.start, end) is None


def _not_the_borrower(visit: Visit) -> bool:
    return bool(visit.relation + visit.person_met) and met(visit) is not Actor.BORROWER


_PURPOSE = re.compile("来意|缘由|事由|[哪什]样事|啥事|什么事|乜[嘢野]事|咩事|么事|干嘛|干什么|做什么|干啥|做乜")
_IDENTITY = re.compile("(?<!找)谁|身份|身分|公司|单位|来历|来路|姓|名字|行")
_POSED = re.compile(
    "收[破废旧水电]|抄|修|快递|查[水电燃]|工友|同事|上网|朋友|友人|亲戚|同学|老乡|熟人|亲友|表[哥弟姐妹]|办事处|老主顾|生意"
)


def _posed_to_passer(visit: Visit, reading: Reading, breaches: list[Mention]) -> bool:
    """Who is asked about the borrower by 朋友 or 亲戚 is deceived, passer-by or not; a message left by a friend is not so clear."""
    said = any(_POSED.search(reading.plain, m.start, m.end) for m in breaches if m.concept == "identity_withheld")
    return said and not _only_message(reading) and not nobody_met(visit, reading)


def _asked_by_passer(reading: Reading, m: Mention) -> bool:
    """有个收废品的打听我们干嘛的，没理他."""
    if not any(word in reading.plain[m.start : m.end] for word in "没未不冇无只"):
        return False  # a lie is none of silence
    asked = [p for p in reading.named_in(m.clause - 1, m.clause) if not p.pronoun and p.actor in THIRD | OWING]
    return bool(asked) and all(p.actor in (Actor.STAFF, Actor.NEIGHBOUR, Actor.OTHER) for p in asked)


def _whom_we_seek(reading: Reading, m: Mention) -> bool:
    """看更问是不是追数的，没答: who is no party is owed no word of whom or what we seek."""
    since = reading.clause_start(m.clause - 1)
    return (
        m.concept not in ("credentials_missing", "credentials_shown")
        and _asked_by_passer(reading, m)
        and _SOUGHT.search(reading.plain, since, m.end) is not None
        and not _IDENTITY.search(reading.plain, since, m.end)
    )


_SOUGHT = re.compile("追[数债]|要[账帐债]|讨债|[找揾](?:谁|哪|边个|人)")


def _only_message(reading: Reading) -> bool:
    """我们说是朋友，请转告回电."""
    return not any(p.actor in OWING and not p.pronoun for p in reading.persons) and any(
        w in reading.plain for w in ("转告", "回电", "带个话", "带句话", "带话", "捎话", "捎句话")
    )


def _no_time(reading: Reading, m: Mention) -> bool:
    """没来得及出示就走了: whether there was any talk at all."""
    said = reading.said(m.clause)
    if _SHUT.search(reading.plain, reading.clause_start(m.clause - 1), reading.clause_end(m.clause)):
        return m.concept in ("credentials_missing", "credentials_shown")
    return any(w in said for w in ("来得及", "来不及", "顾得上", "顾上")) and any(w in said for w in ("走", "离开", "关门", "挂"))


#: 客户看了一眼就把门关了，证也没递上.
_SHUT = re.compile("把门[关带碰撞摔]|门[一就]?[关摔碰]上?了|摔门|关了门|挂断|转身就走|扭头就走")


def nobody_met(visit: Visit, reading: Reading) -> bool:
    """Whether the visit met nobody at all, by its columns or, where they are silent, by the account."""
    if _columns_say_nobody(visit):
        return not reading.people & {*THIRD} or _nobody_told(reading) or not reading.has("identity_withheld", status=None)
    if visit.person_met.strip() or visit.relation.strip():
        return False
    return _nobody_told(reading) and not reading.people & {*OWING, *THIRD}


def _columns_say_nobody(visit: Visit) -> bool:
    named = [c.strip().lower() for c in (visit.person_met, visit.relation) if c.strip()]
    return bool(named) and all(c in NOBODY_MET or c.startswith(("无人", "未遇", "没人")) for c in named)


def _nobody_told(reading: Reading) -> bool:
    nobody = any(p.actor is Actor.NOBODY and not _NONE_OF_OURS.match(reading.plain, p.end) for p in reading.persons)
    return nobody or reading.has("nobody_there", status=None)


#: Nobody went back for it, 没人亮证: none of ours.
_NONE_OF_OURS = re.compile(r"\s*(?:of us|went back|fetched|bothered|showed|wore|亮|出示|掏|戴|佩|带证|带牌|回去拿|回车)")


def _found_missing(visit: Visit, reading: Reading, breaches: list[Mention]) -> Found:
    evidence = [visit.quote("account", *reading.quote(m)) for m in breaches]
    if visit.id_shown:
        evidence.append(visit.cell("id_shown"))
    zh, en = ("，与“是否出示证件”一栏相矛盾", ", against what the box says") if visit.id_shown else ("", "")
    return violation(
        Text(f"外访人员未向所见之人出示有效工作证件或未表明身份{zh}。",
             f"The collectors showed no valid credentials or did not say who they were{en}."),
        *evidence
    )  # fmt: skip


def _late(visit: Visit, reading: Reading, demanded: list[Mention]) -> Found:
    return violation(
        Text("外访人员经对方要求才出示证件，未做到主动出示。", "Credentials were shown only on demand, not on their own initiative."),
        *(visit.quote("account", *reading.quote(m)) for m in demanded), grade=4,
    )  # fmt: skip


def _met(visit: Visit) -> tuple[Evidence, ...]:
    return (visit.cell("person_met"),) if visit.person_met else ()


RULE = Rule(
    "no_id_shown",
    title=Text("未出示证件或未表明身份", "No credentials shown"),
    ground="R",
    grade=3,
    family="core",
    broken=Text(
        "见到人而未主动出示有效工作证件或未表明身份，包括只给名片、证件过期、经要求才出示（低一级）。",
        "Somebody was met and no valid credentials were shown unasked, or the collectors did not say who they were; a business "
        "card or an expired badge does not count; shown only on demand is one grade lower.",
    ),
    kept=Text(
        "主动出示工作证件并说明身份；无人应答；没有证件或拒绝出示的是借款人。",
        "Credentials shown unasked; nobody met; it was the borrower who lacked or refused an ID.",
    ),
    clears=Text(
        "录像中见面之初主动出示有效工作证件并说明身份的片段。",
        "Footage that shows valid credentials held out and the firm named at the very beginning.",
    ),
    check=check,
)
