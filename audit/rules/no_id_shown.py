"""The collectors showed no work credentials, the wrong ones, or only when asked; or did not say who they were.

Text outranks the tick-box, both ways. Nobody met, nobody to show them to: no breach. Who showed only on demand is graded lower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Reading, Status
from audit.account.standing import met
from audit.casebook import Casebook
from audit.model import Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation

MISSING = ("credentials_missing", "credentials_wrong", "identity_withheld", "evasive_words")
#: 没人亮证: nobody of ours.
SILENT = frozenset({*COLLECTING, Actor.NOBODY})
#: Who stands by and is owed no story: 邻居, 保安.
PASSERS = ("邻", "保安", "物业", "门卫", "路人", "店主", "老板", "保洁", "neighbo", "guard", "passer")
#: 他说要看证件才翻出来: his words, yet ours is what came of them.
PRESSED = frozenset({Status.HAPPENED, Status.REPORTED, Status.INTENDED, Status.ASKED})
DENIABLE = ("credentials_shown", "identified")
NOBODY_MET = frozenset({
    "无人", "没人", "无", "未遇", "未见", "未见人", "未开门", "无人应答", "家中无人", "无人在家", "/", "-", "nobody", "no one", "none", "n/a",
    "未接触", "不在", "无人（未开门）", "无人(未开门)",
})  # fmt: skip
_DEBT = re.compile("后.*[逾到过]期|(?:说明|告知|款|贷|账|分期|承诺|债).*期")
#: 其工作证未出示: whose it is, the word tells.
_OUR_CARD = re.compile("其(?:工作证|工牌|胸牌|证件|外访证|上岗证)")
_LICENCE = re.compile("外访证|上岗证|资格证|资质|执业证|从业证|培训证|结业证")
#: 等他火气下来才亮证: waited for him to calm down, not for his demand.
_CALMED = re.compile("等.{1,6}(?:下来|消|平静|平复|冷静|完|静|睡|醒|穿好|回来|坐下)")
_BARE = ("没带", "沒帶", "冇帶", "冇带", "都没拿", "没给", "沒給", "没拿")
_TO_THE_FIRM = re.compile("[给跟向和同对与](?:公司|单位|银行|主管|领导)|[向给](?:我们|我)?公司|公司或|上报|报告|汇报|^公司[没未]说")
_ANOTHER_THING = re.compile(
    "仪器|领用|交接|录|礼|东西|机器|合同|借据|协议|账单|流水|记录仪|执法仪|机子|设备|录音|录像|钥匙|雨?伞|手机|收据|发票|充电|钱|判决|复印|文件|资料"
)
CLEARS = Text(
    "录像中见面之初主动出示有效工作证件并说明身份的片段。",
    "Footage that shows valid credentials held out and the firm named at the very beginning.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    breaches, demanded = _breaches(reading), _on_demand(reading)
    unclear = reading.find("credentials_unclear", status=None)
    if not (breaches or demanded or unclear or visit.id_shown is False) or nobody_met(visit, reading):
        return None
    shown = _shown(reading, (*breaches, *demanded))
    if breaches and not _cleared(reading, breaches, shown):
        if _bystander(visit, reading, breaches) or all(_no_time(reading, m) for m in breaches):
            return _unsettled(visit, reading, breaches[0])
        return _not_shown(visit, reading, breaches)
    for m in reading.find("one_not_shown", status={Status.HAPPENED, Status.DENIED}) if shown and breaches else ():
        return _unsettled(visit, reading, m)
    if demanded and not any(m.end <= demanded[0].start for m in shown):
        return _late(visit, reading, demanded)
    if visit.id_shown is False and not shown:
        return violation(
            Text("证件栏填“否”，且见到了人：未出示工作证件。", "The box says that no credentials were shown, and somebody was met."),
            visit.cell("id_shown"), *_met(visit), clears=CLEARS,
        )  # fmt: skip
    for m in () if shown else unclear:
        return _unsettled(visit, reading, m)
    return None


def _unsettled(visit: Visit, reading: Reading, m: Mention) -> Found:
    return review(
        Text("记录未能说明是否主动出示证件、说明身份。", "Whether credentials were shown unasked is not clear from the account."),
        visit.quote("account", *reading.quote(m)), clears=CLEARS,
    )  # fmt: skip


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
            or any(w in (visit.relation + visit.person_met).lower() for w in PASSERS)
            or _only_message(reading)
        )
    )


def _asked_by_passer(reading: Reading, m: Mention) -> bool:
    """有个收废品的打听我们干嘛的，没理他."""
    if not any(word in reading.text[m.start : m.end] for word in "没未不冇沒無只"):
        return False  # a lie is none of silence
    asked = [p for p in reading.persons if m.clause - 1 <= p.clause <= m.clause and not p.pronoun and p.actor in THIRD | OWING]
    return bool(asked) and all(p.actor in (Actor.STAFF, Actor.NEIGHBOUR, Actor.OTHER) for p in asked)


def _only_message(reading: Reading) -> bool:
    """我们说是朋友，请转告回电."""
    return not any(p.actor in OWING and not p.pronoun for p in reading.persons) and any(
        w in reading.text for w in ("转告", "回电", "带个话", "捎话")
    )


def _no_time(reading: Reading, m: Mention) -> bool:
    """没来得及出示就走了: whether there was any talk at all."""
    said = reading.clauses[m.clause].text
    return any(w in said for w in ("来得及", "来不及", "顾得上", "顾上")) and any(w in said for w in ("走", "离开", "关门", "挂"))


def nobody_met(visit: Visit, reading: Reading) -> bool:
    """Whether the visit met nobody at all, by its columns or, where they are silent, by the account."""
    named = [c.strip().lower() for c in (visit.person_met, visit.relation) if c.strip()]
    if named and all(c in NOBODY_MET or c.startswith(("无人", "未遇", "没人")) for c in named):
        return not reading.people & {*THIRD} or _nobody_told(reading)
    if named:
        return False
    return _nobody_told(reading) and not reading.people & {*OWING, *THIRD}


def _nobody_told(reading: Reading) -> bool:
    return Actor.NOBODY in reading.people or reading.has("nobody_there", status=None)


def _breaches(reading: Reading) -> list[Mention]:
    ours = [m for m in reading.find(*MISSING, status={Status.HAPPENED, Status.DENIED}) if m.actor in SILENT and not m.denied]
    denied = reading.find(*DENIABLE, by=SILENT, status=Status.DENIED)
    ours += [m for m in reading.find("credentials_missing", by=COLLECTING, status=Status.REPORTED) if _told_plainly(reading, m)]
    theirs = [
        m
        for m in reading.find("credentials_missing", by=OWING)
        if not m.denied and _OUR_CARD.search(reading.text, m.start - 1, m.end)
    ]
    found = [m for m in (*ours, *theirs, *denied) if not _of_another(reading, m) and not _of_the_debt(reading, m)]
    return sorted((m for m in found if not _something_else(reading, m)), key=lambda m: m.start)


def _told_plainly(reading: Reading, m: Mention) -> bool:
    """她问哪个，只说找人，没拿牌子: a clause of its own, that only we can tell."""
    said = reading.clauses[m.clause].text
    return (
        not m.denied and m.speaker in THIRD and not any(word in said for word in ("说", "說", "讲", "講", "称", "你", "话", "話"))
    )


def _something_else(reading: Reading, m: Mention) -> bool:
    """要看合同，说没带; 没给公司讲: no credential is named, and another thing is."""
    said = reading.text[m.start : m.end]
    if m.concept == "identified":
        return _TO_THE_FIRM.search(reading.clauses[m.clause].text) is not None
    if m.concept in ("credentials_wrong", "credentials_missing") and _LICENCE.search(said):
        return True  # an expired licence is for untrained_visitor
    if said not in _BARE and "空" not in said:
        return False
    around = reading.text[reading.clauses[max(0, m.clause - 1)].start : reading.clauses[m.clause].end]
    return _ANOTHER_THING.search(around) is not None


def _of_the_debt(reading: Reading, m: Mention) -> bool:
    """出示证件后说明已逾期: it is the debt that is overdue."""
    return m.concept == "credentials_wrong" and _DEBT.search(reading.text, m.start, m.end) is not None


def _on_demand(reading: Reading) -> list[Mention]:
    found = [m for m in reading.find("shown_on_demand", status=PRESSED) if m.status is Status.HAPPENED or m.group == "pressed"]
    return [m for m in found if not m.denied and not _of_another(reading, m) and not _CALMED.search(_clause_of(reading, m))]


def _clause_of(reading: Reading, m: Mention) -> str:
    return reading.text[reading.clauses[m.clause].start : m.end]


def _shown(reading: Reading, breaches: Iterable[Mention]) -> list[Mention]:
    """Credentials really shown, elsewhere than in the very words of a breach."""
    taken = [(m.start, m.end) for m in breaches]
    found = reading.find("credentials_shown", by=COLLECTING)
    return [m for m in found if not _of_another(reading, m) and not any(s < m.end and m.start < e for s, e in taken)]


def _of_another(reading: Reading, m: Mention) -> bool:
    """身份证, 律师函: the words are about another document."""
    others = reading.find("other_document", status=None)
    return any(
        o.start < m.end and m.start < o.end and not _names_ours(reading.text[m.start : o.start] + reading.text[o.end : m.end])
        for o in others
    )


def _names_ours(rest: str) -> bool:
    return any(word in rest for word in ("工作证", "工牌", "证件", "授权", "委托", "牌"))


def _cleared(reading: Reading, breaches: list[Mention], shown: list[Mention]) -> bool:
    """Whether they were shown after all, or fetched before the talk."""
    if reading.has("fetched"):
        return True
    wrong = [m for m in breaches if m.concept == "credentials_wrong"]
    if wrong:
        return any(m.clause not in (w.clause for w in wrong) and reading.near(m, "shown_at_once") for m in shown)
    return bool(shown)


def _not_shown(visit: Visit, reading: Reading, breaches: list[Mention]) -> Found:
    evidence = [visit.quote("account", *reading.quote(m)) for m in breaches]
    if visit.id_shown:
        evidence.append(visit.cell("id_shown"))
    zh, en = ("，与“是否出示证件”一栏相矛盾", ", against what the box says") if visit.id_shown else ("", "")
    return violation(
        Text(f"外访人员未向所见之人出示有效工作证件或未表明身份{zh}。",
             f"The collectors showed no valid credentials or did not say who they were{en}."),
        *dict.fromkeys(evidence), clears=CLEARS,
    )  # fmt: skip


def _late(visit: Visit, reading: Reading, demanded: list[Mention]) -> Found:
    return violation(
        Text("外访人员经对方要求才出示证件，未做到主动出示。", "Credentials were shown only on demand, not on their own initiative."),
        *(visit.quote("account", *reading.quote(m)) for m in demanded), clears=CLEARS, grade=4,
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
    check=check,
)
