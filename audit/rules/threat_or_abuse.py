"""The collectors threatened, insulted or used force: words, hands, doors, belongings; followed, blocked, would not leave.

The account and the remarks decide. A lawful statement of consequences is no threat, and what the borrower or the family did is
not ours. Words that only point at pressure are for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.account import COLLECTING, OWING, Actor, Mention, Reading, Status
from audit.account.deeds import DONE, SAID, of_mourning, of_others, only_seen, rough_deeds, stayed_on, withheld
from audit.account.ours import (
    addressed,
    any_between,
    conditional,
    in_our_mouth,
    others_named,
    spoken_by_us,
    surely_ours,
    told_by_us,
)
from audit.casebook import Casebook
from audit.model import Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation

WORDS = (*SAID, "menace")
#: Breaches only in speech that is surely ours.
ONLY_SPOKEN = ("insult_word", "harm_word")
#: Without one of these a text tells of no breach.
BREACH = (*WORDS, *DONE, "stayed_on", "ransom")
#: Without one of these it does not even point at one.
HEARD = (*BREACH, "frightened", "arrest_spoken", "threat_unclear", "menace_hint", "accused")
_THE_BORROWER = ("客户", "客戶", "债务人", "債務人", "借款人", "持卡人")
FIELDS = ("account", "remark", "incident")
CLEARS = Text(
    "与所述时段对应的完整录音录像，显示没有威胁、辱骂或强制行为。",
    "The full recording of those minutes, showing neither threat nor abuse nor force.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    for name in FIELDS:
        if visit.as_typed(name):
            reading = book.reading(visit, name)
            if not reading.may(*BREACH):
                continue
            breaches = sorted(
                (*_said(reading), *_menaced(reading), *rough_deeds(reading), *stayed_on(reading), *withheld(reading)),
                key=lambda m: m.start,
            )
            if breaches:
                return _broken(visit, name, reading, breaches)
    reading = book.reading(visit)
    if not reading.may(*HEARD):
        return None
    pointing = (*_unclear(reading), *_hinted(reading), *_accused(reading), *_frightened(reading), *_arrest(reading))
    for mention in pointing:
        if not reading.touching(mention, "no_such_thing"):
            return review(
                Text("记录所述的施压是否构成威胁、辱骂，无法判断。", "Whether the pressure told of was a threat or abuse is not clear."),
                visit.quote("account", *reading.quote(mention)), clears=CLEARS,
            )  # fmt: skip
    return None


def _frightened(reading: Reading) -> Iterator[Mention]:
    """Somebody on the other side; that ours were frightened is another matter."""
    for m in reading.find("frightened"):
        before = reading.text[max(0, m.start - 3) : m.end]
        if not any(c in before for c in "我俺咱阮") and not reading.near(m, "vulnerable", before=2, after=1, status=None):
            yield m


def _arrest(reading: Reading) -> Iterator[Mention]:
    """Police or prison held out to the borrower by ours: whether the words frightened is for a person."""
    for m in reading.find("arrest_spoken", status=None):
        if m.denied or m.status is Status.ASKED:
            continue
        if told_by_us(reading, m) or (surely_ours(reading, m) and spoken_by_us(reading, m)):
            yield m


def _said(reading: Reading) -> Iterator[Mention]:
    for m in reading.find(*SAID, status=None):
        if m.concept in ONLY_SPOKEN and not _surely_spoken(reading, m):
            continue
        if not conditional(reading, m) and _kept_quiet(reading, m):
            continue
        if reading.near(m, "others_words", after=2, status=None) or of_mourning(reading, m):
            continue
        if m.speaker is Actor.UNKNOWN and (only_seen(reading, m) or _by_nobody_of_ours(reading, m)):
            continue
        if _NO_THREAT.search(reading.text, reading.clauses[m.clause].start, m.start):
            continue
        if spoken_by_us(reading, m) and not of_others(reading, m):
            yield m


def _menaced(reading: Reading) -> Iterator[Mention]:
    """Words that are menacing in our mouth only."""
    for m in reading.find("menace", status=None):
        spoken = in_our_mouth(reading, m) or (m.term.startswith("(聊|唠") and m.actor in COLLECTING and m.status is Status.HAPPENED)
        if spoken and not reading.near(m, "others_words", after=2, status=None):
            yield m


def _unclear(reading: Reading) -> Iterator[Mention]:
    for m in reading.find("threat_unclear", by=COLLECTING):
        if not only_seen(reading, m, chalk=True) and not reading.near(m, "others_words", after=2, status=None):
            yield m


def _hinted(reading: Reading) -> Iterator[Mention]:
    """Words with something behind them; and menaces of a speaker who is but 他 and may be one of ours."""
    for m in reading.find("menace_hint", status=None):
        if in_our_mouth(reading, m) or (m.speaker is Actor.UNKNOWN and addressed(reading, m)):
            yield m
    for m in reading.find("menace", status=None):
        ours = m.speaker in COLLECTING or (addressed(reading, m) and m.status is Status.REPORTED)
        if ours and not any_between(others_named(reading), reading.sentence_start(m.clause), m.start):
            yield m


def _accused(reading: Reading) -> Iterator[Mention]:
    """说我们吓唬人: for a person, unless the account goes on to say that it was not so."""
    for m in reading.find("accused", status=None):
        after = reading.text[m.end : m.end + 40]
        if m.status is not Status.ELSEWHERE and not m.denied and not _NOT_SO.search(after):
            yield m


_NOT_SO = re.compile("不实|没有|并未|未有|并无|没这|误会|录像|录音|查实|子虚|玩笑|上次|上回|别家|别的")


def _kept_quiet(reading: Reading, m: Mention) -> bool:
    return any(q.start <= m.start for q in reading.near(m, "no_such_thing", status=None))


def _surely_spoken(reading: Reading, m: Mention) -> bool:
    """In our speech the borrower is 你 or 他, and not named anew: 说两句，债务人拎了刀 is no speech any more."""
    if m.concept == "harm_word" and (m.status is Status.ASKED or not _spoken_to_them(reading, m)):
        return False
    return surely_ours(reading, m) and not any(w in reading.clauses[m.clause].text for w in _THE_BORROWER)


def _spoken_to_them(reading: Reading, m: Mention) -> bool:
    """Words such as 丢人 say nothing unless they are said to somebody: 你, or 跟他说."""
    if addressed(reading, m):
        return True
    return any(t.start < m.end for t in reading.near(m, "said_to_them", before=1, by=COLLECTING))


#: 误作威胁, sounds like 'I'll break…': no threat.
_NO_THREAT = re.compile(
    "误作|误认|误听|误以为|并非|不算|算不上|谈不上|不构成|谁说|听着像|听上去像|sound(?:s|ed) like|mis(?:heard|taken)", re.I
)


def _by_nobody_of_ours(reading: Reading, m: Mention) -> bool:
    """寨老说丢祖宗脸: the writer tells it, and whoever is named last before it is not of ours; or nobody is, and it is no speech."""
    if m.named or m.target in OWING or addressed(reading, m) or "你" in reading.text[m.start : m.end + 4]:
        return False
    before = [p for p in reading.named_since(m.clause - 2, m.start) if not p.pronoun]
    if before:
        return before[-1].actor not in COLLECTING
    return m.concept == "threat_spoken"


def _broken(visit: Visit, name: str, reading: Reading, breaches: list[Mention]) -> Found:
    kinds = dict.fromkeys(_NAMES[m.concept] for m in breaches)
    zh, en = "、".join(k.zh for k in kinds), ", ".join(k.en for k in kinds)
    evidence: tuple[Evidence, ...] = tuple(dict.fromkeys(visit.quote(name, *reading.quote(m)) for m in breaches))
    return violation(
        Text(f"外访人员{zh}，违反不得威胁、辱骂、使用暴力或骚扰的规定。",
             f"The collectors {en}; threats, abuse, force and harassment are forbidden."),
        *evidence, clears=CLEARS, grade=None if any(m.concept in DONE for m in breaches) else _words_only(breaches),
    )  # fmt: skip


def _words_only(breaches: list[Mention]) -> int | None:
    """Words alone are a grade lower than deeds."""
    return 2 if all(m.concept in WORDS for m in breaches) else None


_NAMES = {
    "threat_spoken": Text("对借款人或家属说出威胁的话", "threatened the borrower or the family"),
    "threat_named": Text("威胁、恐吓借款人或家属", "threatened or intimidated the borrower or the family"),
    "menace": Text("对借款人或家属说出威胁、羞辱的话", "said menacing or abusive things to the borrower or the family"),
    "insult": Text("辱骂借款人或家属", "insulted the borrower or the family"),
    "insult_word": Text("辱骂借款人或家属", "insulted the borrower or the family"),
    "force_used": Text("使用强制手段（动手、堵拦、跟随、滞留、毁物或扣物）",
                       "used force (hands, blocking, following, staying, damage or taking things)"),
    "harm_word": Text("对借款人或家属说出威胁的话", "threatened the borrower or the family"),
    "hand_laid": Text("对人动手、堵拦、跟随或吼骂", "laid hands on, blocked, followed or shouted at people"),
    "rough_deed": Text("使用强制手段（动手、堵拦、跟随、滞留、毁物或扣物）",
                       "used force (hands, blocking, following, staying, damage or taking things)"),
    "ransom": Text("扣下财物，还款才归还", "kept belongings until money came"),
    "damage": Text("毁坏或强占财物", "damaged or seized belongings"),
    "stayed_on": Text("被要求离开后仍不离开", "stayed on after being told to leave"),
}  # fmt: skip

RULE = Rule(
    "threat_or_abuse",
    title=Text("威胁、辱骂或暴力", "Threat, abuse or force"),
    ground="R",
    grade=1,
    family="conduct",
    broken=Text(
        "威胁、恐吓、辱骂、动手、堵拦、跟随、被要求离开仍不走、砸门毁物、扣留证件财物。",
        "Threats, insults, force, blocking, following, staying after being told to go, damage, or keeping papers or belongings.",
    ),
    kept=Text(
        "依法告知后果（影响征信、可能被起诉）；威胁、打骂的是借款人或家属。",
        "A lawful statement of consequences; it was the borrower or the family who threatened or struck.",
    ),
    check=check,
)
