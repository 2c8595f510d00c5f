"""Somebody who owes nothing was asked or pressed to pay, to guarantee, or to hold back the borrower's money.

Broken by the asking, whatever came of it. A guarantor or co-borrower may be asked; a relative who offers on his own was not; of a
spouse nobody knows without the case file whether the debt is joint, so a person looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.account import COLLECTING, THIRD, Actor, Mention, Person, Reading, Status
from audit.account.hearers import BACK, named_before, third_before, third_in, to_himself
from audit.account.once import once
from audit.account.ours import told_by_us
from audit.account.standing import is_spouse, liable_too, met
from audit.casebook import Casebook
from audit.model import Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation

ASKED = frozenset({Status.HAPPENED, Status.INTENDED, Status.RULE, Status.DENIED, Status.ASKED, Status.UNSURE, Status.REPORTED})
#: How a wish of ours may stand.
WISHED = frozenset({Status.HAPPENED, Status.INTENDED, Status.ASKED})
_ADDRESSING = (*"对跟向和与让叫喊劝请要逼催问找", "建议", "要求", "嘱", "撺掇", "动员", "私信", "told ", "asked ", "urged ")
_STOP = re.compile("[,。;:!?“\n]")
_HE_SAYS = re.compile("(?<![跟对向和与同给搭])(?:[他她佢伊]|客户|借款人)[说讲话称][^我你您恁,。:“]{1,9}$")
#: So many characters without a stop tell nothing of who speaks to whom.
_RUN_ON = 18
#: Offered, refused, forbidden, or done by another crew.
_OFFERED = re.compile(
    "主动|自愿|自称|愿意|无须|毋须|无需|不能要|不可由|不该|不必|joked|offered|自己[说提要愿]|要不要|是否要|不得|(?<!能)不能|严禁|不许|禁止|不要求|那家|别家|别的公司|[我俺咱]先?[替帮给][他她]|不兴|不用|"
    "(?:客户|借款人|债务人|本人)[让叫请]|成不|[他她我]可以|有.{0,3}可以|(?<![让叫劝请喊要])[他她我俺]把|念叨|自家|[劝让叫](?:他|她|其|客户|借款人)先?[从找跟向问]"
)
#: The one who speaks right before is not one of ours.
_HE_TOLD = re.compile(
    "(?:他|她|佢|伊|客户|借款人|债务人|本人|父亲|母亲|老人|儿子|女儿|媳妇|妻子|丈夫|老板|经理)(?:自己)?(?:说|讲|称|问|话|答|表示)[^。;]{0,10}$"
)
#: 我只能劝他，不会替他付钱.
_REFUSES = re.compile("不(?:会|肯|愿|想|愿意)$")
#: 这个钱不能要您出, 也不该您来还: ours decline it.
_NOT_YOURS = re.compile("不(?:能|该|用|必|可|应该?|需)(?:要|由|让|叫|收|该)?(?:您|你|老人家|他们?|她们?)")
#: 本人说跟前妻房子没分完，卖了先还; 他自己说，让老板从提成里扣: the borrower's own plan.
_HE_PLANS = re.compile("(?:客户|借款人|债务人|本人|他自己|她自己)(?:自己)?(?:说|讲|称|话|表示)[^。;!?“”我咱俺\n]{0,24}$")
_UNITS = ("公司", "单位", "厂", "校", "老板", "财务", "人事")
_WISHING = (*_ADDRESSING[4:], "希望", "提出", "提议", "商请", "争取")


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    pressed = list(_pressed(visit, reading))
    if not book.limits(visit).spouse_is_third_person:
        pressed = [(m, who) for m, who in pressed if not _is_spouse(visit, reading, who)]
    if not pressed:
        return _urged(visit, reading)
    evidence = tuple(visit.quote("account", *reading.quote(m)) for m, _ in pressed)
    if all(_maybe_joint(visit, reading, who) for _, who in pressed):
        return review(
            Text("外访人员要求借款人配偶还款，是否共同债务未核实。", "The borrower's spouse was asked to pay; whether the debt is joint is not known."),
            *evidence, *_who(visit)
        )  # fmt: skip
    return violation(
        Text("外访人员要求不负还款责任的第三人代偿、垫付、担保或扣款，违反不得向第三人催收的规定。",
             "The collectors asked somebody who owes nothing to pay, guarantee or withhold money; third persons may not be pressed."),
        *evidence, *_who(visit)
    )  # fmt: skip


@once
def _pressed(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, Person | Actor]]:
    """Words by which somebody who owes nothing was asked to pay, and who it was."""
    for m in reading.find("pay_for_him", status=ASKED):
        who = _payer(visit, reading, m)
        if who is not None and not _by_himself(reading, m):
            yield m, who


@once
def pressed_to_pay(visit: Visit, reading: Reading) -> Iterator[Mention]:
    """The same, but for a spouse, who may owe it too."""
    return (m for m, who in _pressed(visit, reading) if not _maybe_joint(visit, reading, who))


def _urged(visit: Visit, reading: Reading) -> Found | None:
    """请单位督促: whether it was more than a message; what the family means to do."""
    for m in reading.find("family_plans", status=None):
        if (
            not m.denied
            and met(visit) is Actor.OTHER
            and (m.speaker in COLLECTING or m.actor in COLLECTING or _we_spoke(reading, m))
        ):
            return review(
                Text("外访人员与第三人谈及如何还款，是否要其代还须核实。",
                     "How the debt would be paid was spoken of with a third person; whether he was to pay has to be settled."),
                visit.quote("account", *reading.quote(m)), *_who(visit)
            )  # fmt: skip
    for m in reading.find("urged_unit", by=COLLECTING, status=WISHED):
        if not m.denied and met(visit) is Actor.OTHER and not reading.near(m, "message", status=None):
            return review(
                Text("外访人员请单位等第三人督促还款，是否借此施压须核实。",
                     "A third person was asked to see to the payment; whether that was pressure has to be settled."),
                visit.quote("account", *reading.quote(m)), *_who(visit)
            )  # fmt: skip
    return None


def _by_himself(reading: Reading, m: Mention) -> bool:
    """最后说好月底先还三百: agreed with the borrower, whom nobody has left since he was pressed last."""
    if m.group not in ("advance", "owe"):
        return False
    last = named_before(reading, m.start, m.clause)
    return last is not None and last.actor not in THIRD and m.speaker is Actor.UNKNOWN and not m.named


def _payer(visit: Visit, reading: Reading, m: Mention) -> Person | Actor | None:
    """Who of those who owe nothing is to pay by these words; None where it is the borrower, or nobody of ours asked."""
    owner = met(visit)
    if owner is Actor.BORROWER and m.group in ("owe", "advance"):
        return None  # 今晚先转六百: what the borrower himself is to pay, or agreed to
    if (
        m.status is Status.REPORTED
        and m.group not in ("kin", "order")
        and not (_we_spoke(reading, m) or _pressed_right_before(reading, m))
    ):
        return None
    if m.denied and _NOT_YOURS.search(reading.plain, max(0, m.start - 4), m.end):
        return None
    if reading.plain[m.end : m.end + 2] == "你们" and m.group == "withhold":
        return None  # 要扣工资你们拿文书来: said to ours
    if _REFUSES.search(reading.plain[max(0, m.start - 4) : m.start]):
        return None
    if m.group != "kin" and not _to_you(reading, m) and _HE_PLANS.search(reading.plain[max(0, m.start - 36) : m.start]):
        return None
    if m.group == "order":
        return Actor.OTHER if _ordered(visit, reading, m) else None
    by_itself = m.group == "kin" and owner is Actor.OTHER and not _OFFERED.search(reading.plain, max(0, m.start - 12), m.end)
    if not (by_itself or _asked(reading, m)) or _unpressed(reading, m) or _his_own_doing(reading, m):
        return None
    if m.group == "advance" and reading.plain[max(0, m.start - 1) : m.start] in tuple("地脚门坐座鞋"):
        return None  # 门口地垫上
    if m.group == "kin":
        return Actor.OTHER if _told_to_a_third(visit, reading, m) else None
    if to_himself(reading, m) or (m.group not in ("instead", "withhold") and reading.near(m, "message", status=None)):
        return None
    back = 1 if owner is Actor.BORROWER else BACK
    if m.group in ("instead", "withhold", "direct"):
        person = third_before(reading, m.end, m.clause, back) or third_in(reading, m.clause, m.clause)
    else:
        person = named_before(reading, m.start, m.clause, back)
        if person is not None and person.actor not in THIRD:
            return None
    if person is not None and (liable_too(reading, person) or _of_authority(reading, person)):
        return None
    if person is not None and _your_kin(reading, person):
        return Actor.OTHER if _told_to_a_third(visit, reading, m) else None
    elsewhere = person is not None and person.clause < m.clause and owner is Actor.BORROWER
    if person is not None and owner is Actor.BORROWER and not (_spoken_to(reading, person, m) or _turned_from_him(reading, m)):
        return None  # 你找你姐垫一下: it is the borrower who is told
    if elsewhere and reading.near(m, "urged_to_borrow", status=None):
        return None  # 让她再借一笔先还上: the borrower is told how to pay, not the friend named before
    if person is None and owner is Actor.BORROWER and _turned_from_him(reading, m):
        return Actor.OTHER
    if person is None:
        unit = m.group != "withhold" or any(w in reading.said(m.clause) for w in _UNITS) or _we_spoke(reading, m)
        return Actor.OTHER if unit and owner is Actor.OTHER else None
    return person


def _ordered(visit: Visit, reading: Reading, m: Mention) -> bool:
    """叫老板从提成里扣, 您退休金匀一半: words that are a request by themselves; whether ours said them to somebody who owes nothing."""
    if _unpressed(reading, m) or _his_own_doing(reading, m) or _OFFERED.search(reading.plain, max(0, m.start - 12), m.end):
        return False
    if (
        m.speaker in (*THIRD, Actor.BORROWER)
        and not _to_you(reading, m)
        and _HE_TOLD.search(reading.plain[max(0, m.start - 24) : m.start])
    ):
        return False
    if met(visit) is Actor.BORROWER and m.actor is Actor.BORROWER and m.causer not in COLLECTING:
        return False  # 客户当场叫他哥转了五千: whom he asks himself
    if met(visit) is Actor.BORROWER and not (
        _names_a_third(reading, m) or _turned_from_him(reading, m) or _beside_him(visit, reading, m)
    ):
        return False
    return _told_to_a_third(visit, reading, m)


def _beside_him(visit: Visit, reading: Reading, m: Mention) -> bool:
    """他爸在旁边，小卜问…能替还一点不: another one was met too, or is named right before, and is asked to do it for the borrower."""
    if "、" in visit.relation:
        return True
    near = any(p.actor in THIRD and not p.pronoun and not _your_kin(reading, p) for p in reading.named_in(m.clause - 3, m.clause))
    return near and _to_you(reading, m) and any(word in reading.plain[m.start : m.end] for word in "替帮")


def _to_you(reading: Reading, m: Mention) -> bool:
    return any(word in reading.plain[max(0, m.start - 2) : m.end] for word in "您你恁侬")


def _names_a_third(reading: Reading, m: Mention) -> bool:
    """让他师傅在工分上抹账: the words themselves name who is to pay, and it is not the borrower's mother by 你妈."""
    return any(p.actor in THIRD and not p.pronoun and not _your_kin(reading, p) for p in reading.named_between(m.start, m.end))


def _told_to_a_third(visit: Visit, reading: Reading, m: Mention) -> bool:
    """您侄子这点账, 帮你爸扛一半: words for a relative of the borrower; to the borrower himself they are said only where he is alone."""
    if met(visit) is Actor.OTHER:
        return True
    if any(word in reading.plain[max(0, m.start - 4) : m.start] for word in ("让你", "叫你", "找你", "请你")):
        return False
    last = m.clause + 2 if reading.near(m, "pressed", after=2, by=COLLECTING) else m.clause
    there = _strangers(reading)
    return bool(there) and there[0].clause <= last


@once
def _strangers(reading: Reading) -> Iterator[Person]:
    """Everyone named who owes nothing, but for 你妈 and such, of whom the borrower himself is told."""
    return (p for p in reading.persons if p.actor in THIRD and not _your_kin(reading, p) and not liable_too(reading, p))


def _your_kin(reading: Reading, person: Person) -> bool:
    """你妈, 您侄子: the borrower as his relative is told of him."""
    return reading.plain[max(0, person.start - 1) : person.start] in ("你", "您", "恁", "侬")


def _of_authority(reading: Reading, person: Person) -> bool:
    return any(word in reading.plain[person.start : person.end] for word in ("警", "公安", "律师", "法官", "客服", "银行"))


def _pressed_right_before(reading: Reading, m: Mention) -> bool:
    return any(p.start < m.start <= p.end + 8 and not p.denied for p in reading.near(m, "pressed", by=COLLECTING, status=None))


def _turned_from_him(reading: Reading, m: Mention) -> bool:
    """对儿子讲“…”, 转过去问, 叫她也…: the borrower is there, and another one is spoken to."""
    sentence = reading.sentence(m.clause)
    for t in reading.near(m, "said_to_them", "turned_to", "visitor_said", before=5, status=None):
        if t.start > m.start or reading.sentence(t.clause) != sentence or t.denied:
            continue
        if _runs_on(reading, t.end, m):
            continue
        words = reading.plain[t.start : t.end + 6]
        if words.startswith(("转过去", "转头", "扭头", "凑")):
            return True
        named = [p for p in reading.named_between(t.start, t.end + 3) if not p.pronoun]
        if named and named[-1].actor in THIRD and not _your_kin(reading, named[-1]):
            return True
    return False


def _spoken_to(reading: Reading, person: Person, m: Mention) -> bool:
    """Whether a third person is addressed beside the borrower: 对儿子讲, 要求其父, 劝他妻子; or is the one whom ours made act."""
    if person.actor is m.actor and m.causer in COLLECTING:
        return True
    before = reading.plain[max(person.since, person.start - 6) : person.start]
    return any(word in before for word in _ADDRESSING)


def _his_own_doing(reading: Reading, m: Mention) -> bool:
    """小舅子问能不能替他还, 老汉掏出存折: asked or done by the third person, or by the borrower to others (找隔壁借两千先还)."""
    text = reading.plain[max(0, m.start - 5) : m.end].replace("借款人", "")
    if "借" in text and "借给" not in text and m.group not in ("instead", "order"):
        return True
    if m.group == "owe" and reading.plain[max(0, m.start - 1) : m.start] in tuple("没未冇"):
        return True  # 四期没还了
    if _HE_SAYS.search(reading.plain[max(0, m.start - 14) : m.start]):
        return True
    people = reading.named_since(m.clause, m.start)
    if not people or people[0].actor in COLLECTING:
        return False
    if any(word in reading.plain[max(people[0].since, people[0].start - 5) : people[0].start] for word in _WISHING):
        return False  # 撺掇他老丈人掏这份钱
    follows = reading.plain[people[0].end : people[0].end + 1]
    if follows in ("要", "想") and people[0].actor in THIRD and m.causer is people[0].actor and m.speaker not in COLLECTING:
        return True
    if m.status is Status.ASKED and follows == "问" and m.speaker not in COLLECTING:
        return True
    own = m.actor in THIRD and m.named and m.causer in (Actor.UNKNOWN, m.actor) and m.speaker not in COLLECTING
    return own and follows in tuple("从掏拿要想硬非也")


def _asked(reading: Reading, m: Mention) -> bool:
    """Whether it was ours who wanted it."""
    if m.group == "direct" and m.actor in COLLECTING and not m.denied:
        return True
    if told_by_us(reading, m) or reading.near(m, "so_we_said", after=2, by=COLLECTING, status=None):
        return True
    if _we_spoke(reading, m):
        return True
    if m.speaker in (Actor.UNKNOWN, *COLLECTING) and (m.causer in COLLECTING or m.speaker in COLLECTING):
        return True
    wishes = reading.near(m, "pressed", before=2, after=2, status=WISHED)
    return any(p.actor in COLLECTING and not p.denied and (p.start < m.end or p.group == "ours") for p in wishes)


def _we_spoke(reading: Reading, m: Mention) -> bool:
    """跟她讲…，…: ours turned to somebody in the same sentence, and nobody answered since."""
    if not reading.may("turned_to", "said_to_them", "visitor_said"):
        return False
    sentence = reading.sentence(m.clause)
    turned = [
        t
        for t in reading.near(m, "turned_to", "said_to_them", "visitor_said", before=3, by=COLLECTING, status=None)
        if t.start <= m.start and reading.sentence(t.clause) == sentence and (not t.denied or t.status is Status.ASKED)
    ]
    if not turned:
        return False
    if _runs_on(reading, turned[-1].end, m):
        return False
    between = (p for p in reading.named_between(turned[-1].end + 1, m.start) if p.actor not in COLLECTING)
    return not any(reading.plain[p.end : p.end + 1] in tuple("说讲称答回喊话") for p in between)


def _runs_on(reading: Reading, since: int, m: Mention) -> bool:
    """Whether the account goes on for long without a comma before the words."""
    return m.group != "english" and m.start - since > _RUN_ON and not _STOP.search(reading.plain, since, m.start)


def _unpressed(reading: Reading, m: Mention) -> bool:
    """Whether the account says beside it that nothing was asked, or that the offer was his own; that he refused is neither."""
    found = reading.near(m, "not_pressed", before=1, after=2, status=None)
    return any(
        (n.actor not in THIRD or n.status is Status.HAPPENED)
        and not reading.plain.endswith("why ", 0, n.start)
        and not (n.actor in THIRD and reading.plain[n.start : n.end] in ("没答应", "未答应", "没接", "没接话", "没接茬"))
        for n in found
    )


def _maybe_joint(visit: Visit, reading: Reading, who: Person | Actor) -> bool:
    if any(word in visit.relation for word in ("非共借", "前妻", "前夫")) or reading.has("not_joint", status=None):
        return False
    return _is_spouse(visit, reading, who)


def _is_spouse(visit: Visit, reading: Reading, who: Person | Actor) -> bool:
    return is_spouse(visit.relation) if isinstance(who, Actor) else is_spouse(reading.plain[who.start : who.end + 3])


def _who(visit: Visit) -> tuple[Evidence, ...]:
    return (visit.cell("relation"),) if visit.relation else ()


RULE = Rule(
    "third_party_collection",
    title=Text("向第三人催收", "Collection from a third party"),
    ground="R",
    grade=2,
    family="conduct",
    broken=Text(
        "要求、劝说或逼迫不负还款责任的人代偿、垫付、担保，或要单位、房东等扣款抵债。",
        "Somebody who owes nothing was asked or pressed to pay or guarantee, or an employer or landlord to withhold money.",
    ),
    kept=Text(
        "向担保人、共同借款人主张；家属主动提出代还且未被施压；只请其转告。",
        "A guarantor or co-borrower was asked; a relative offered unasked and was not pressed; a message was passed on.",
    ),
    clears=Text(
        "证明对方为担保人、共同借款人的合同，或其主动提出代还的录音录像。",
        "The contract that makes the person liable, or a recording in which he offers to pay unasked.",
    ),
    check=check,
)
