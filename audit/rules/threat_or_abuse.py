"""The collectors threatened, insulted or used force: words, hands, doors, belongings; followed, blocked, would not leave.

The account and the remarks decide. A lawful statement of consequences is no threat, and what the borrower or the family did is
not ours. Words that only point at pressure are for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.account import COLLECTING, OWING, Actor, Mention, Reading, Status
from audit.account.deeds import DONE, SAID, of_others, rough_deeds, stayed_on, withheld
from audit.account.harmless import innocent, of_mourning, only_seen
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
from audit.model import Found, Text, Visit, listed
from audit.rules.rule import Rule, review, violation

WORDS = (*SAID, "menace")
#: Breaches only in speech that is surely ours.
ONLY_SPOKEN = ("insult_word", "harm_word")
#: Without one of these a text tells of no breach.
BREACH = (*WORDS, *DONE, "stayed_on", "ransom")
#: Without one of these it does not even point at one.
HEARD = (*BREACH, "frightened", "arrest_spoken", "threat_unclear", "menace_hint", "accused")
_THE_BORROWER = ("客户", "债务人", "借款人", "持卡人")
FIELDS = ("account", "remark", "incident")


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
                visit.quote("account", *reading.quote(mention))
            )  # fmt: skip
    return None


def _frightened(reading: Reading) -> Iterator[Mention]:
    """Somebody on the other side; that ours were frightened is another matter."""
    for m in reading.find("frightened"):
        before = reading.plain[max(0, m.start - 3) : m.end]
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
        if innocent(reading, m) or _no_abuse(reading, m) or _quoted_from_others(reading, m):
            continue
        if _NO_THREAT.search(reading.plain, reading.clause_start(m.clause), m.start):
            continue
        if spoken_by_us(reading, m) and not of_others(reading, m):
            yield m


def _menaced(reading: Reading) -> Iterator[Mention]:
    """Words that are menacing in our mouth only."""
    for m in reading.find("menace", status=None):
        spoken = in_our_mouth(reading, m) or (m.term.startswith("(聊|唠") and m.actor in COLLECTING and m.status is Status.HAPPENED)
        if spoken and not reading.near(m, "others_words", after=2, status=None) and not _idle(reading, m):
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
        if ours and not _idle(reading, m) and not any_between(others_named(reading), reading.sentence_start(m.clause), m.start):
            yield m


def _accused(reading: Reading) -> Iterator[Mention]:
    """说我们吓唬人: for a person, unless the account goes on to say that it was not so."""
    for m in reading.find("accused", status=None):
        if m.status is not Status.ELSEWHERE and not m.denied and not _NOT_SO.search(reading.plain, m.end, m.end + 40):
            yield m


_NOT_SO = re.compile("不实|没有|并未|未有|并无|没这|误会|录像|录音|查实|子虚|玩笑|上次|上回|别家|别的")


def _kept_quiet(reading: Reading, m: Mention) -> bool:
    return any(q.start <= m.start for q in reading.near(m, "no_such_thing", status=None))


def _surely_spoken(reading: Reading, m: Mention) -> bool:
    """In our speech the borrower is 你 or 他, and not named anew: 说两句，债务人拎了刀 is no speech any more."""
    if m.concept == "harm_word" and (m.status is Status.ASKED or not _spoken_to_them(reading, m)):
        return False
    return surely_ours(reading, m) and not any(w in reading.said(m.clause) for w in _THE_BORROWER)


def _spoken_to_them(reading: Reading, m: Mention) -> bool:
    """Words such as 丢人 say nothing unless they are said to somebody: 你, or 跟他说."""
    if addressed(reading, m):
        return True
    return any(t.start < m.end for t in reading.near(m, "said_to_them", before=1, by=COLLECTING))


#: 谁说能撤都是骗子, 那是骗子, 说我们什么东西都不能拿, 说起来窝囊: nobody there is called so.
_NOBODY = re.compile(
    "谁.{0,8}(?:是|当)骗子|(?:那|网上|外面)(?:些|种|就|都)?是骗子|进了骗子|防.{0,3}骗子|什么东西都|[说想听讲]起来窝囊|(?:生意|行情|收成|年景|运气|效益)孬|骂(?:天|风|物价|雨)|妈呀"
)
#: 你们再来一次我就…: said to ours.
_TO_US = re.compile("你们(?:再|还|要是再|敢再?)来|你们再(?![不拖赖躲])|你们好看|再来我家|你们等着")
#: 他喊来六七个本家: came, and theirs.
_CAME = re.compile("[喊叫带找]来")
#: 台阶结了青苔，您出门小心: kindly meant.
_CARE = re.compile("青苔|路滑|地滑|台阶|下雨|结冰|下雪|雨大|慢走")
#: 说这批老赖: spoken of among ours.
_AMONG_OURS = re.compile("(?:这批|这些|那些|手底下|谁说|名下)老赖")
#: 他开始骂脏话: he, not ours.
_HE = re.compile("(?<![从跟对把冲和])[他她佢伊](?:就|又|也|开始|忽然|突然|当场|一路|直)?$")


def _no_abuse(reading: Reading, m: Mention) -> bool:
    """Said of nobody there, in kindness, or by another: 嫂子骂他."""
    around = reading.plain[max(0, m.start - 10) : m.end + 6]
    if _NOBODY.search(around) or _AMONG_OURS.search(around):
        return True
    if m.group == "暗示" and _CARE.search(reading.plain[max(0, m.start - 24) : m.end + 12]):
        return True
    if m.concept == "insult" and reading.plain[m.start] == "骂":
        if _HE.search(reading.plain[max(0, m.start - 5) : m.start]):
            return True
        return m.actor not in COLLECTING and (m.named or m.actor not in OWING)
    if m.concept in SAID and m.speaker not in COLLECTING and _TO_US.search(reading.plain[max(0, m.start - 14) : m.end]):
        return True
    if m.concept == "threat_spoken" and m.named and m.actor not in COLLECTING and _CAME.match(reading.plain[m.start : m.end]):
        return True
    return m.concept == "threat_named" and m.group == "english" and m.named and m.actor not in COLLECTING


def _idle(reading: Reading, m: Mention) -> bool:
    """Words that menace nobody, or of which it is only asked whether one may say them."""
    lead = _lead(reading, m)
    return innocent(reading, m) or _no_abuse(reading, m) or (lead is not None and _may_we_say(reading, lead))


def _lead(reading: Reading, m: Mention) -> int | None:
    """The clause before the quotation in which the words stand."""
    first = m.clause
    while first and m.clause - first < _LONG and reading.clauses[first].quoted:
        first -= 1
    return first if first != m.clause else None


def _may_we_say(reading: Reading, lead: int) -> bool:
    end = reading.clause_end(lead)
    return _MAY_WE_SAY.search(reading.plain[max(0, end - 16) : end]) is not None


def _quoted_from_others(reading: Reading, m: Mention) -> bool:
    """邬某开口就讲“走夜路小心点”: whoever is named first before the quotation speaks, unless ours are named, too."""
    lead = _lead(reading, m)
    if lead is None:
        return False
    if _may_we_say(reading, lead):
        return True
    named = [p for p in reading.named_in(lead) if reading.plain[max(0, p.start - 1) : p.start] not in _SPOKEN_TO]
    return bool(named) and not named[0].pronoun and not any(p.actor in COLLECTING for p in named)


#: So many clauses of a quotation are gone back.
_LONG = 12
#: 新人问能不能说“…”.
_MAY_WE_SAY = re.compile("(?:能不能|可不可以|不能|不许|不得|别|不要|不准|禁止)(?:说|讲|用)")
_SPOKEN_TO = tuple("对跟向冲朝给告诉知喊叫骂当着让把搭同和见到")


#: 误作威胁, sounds like 'I'll break…': no threat.
_NO_THREAT = re.compile(
    "误作|误认|误听|误以为|并非|不算|算不上|谈不上|不构成|谁说|听着像|听上去像|sound(?:s|ed) like|mis(?:heard|taken)"
)


def _by_nobody_of_ours(reading: Reading, m: Mention) -> bool:
    """寨老说丢祖宗脸: the writer tells it, and whoever is named last before it is not of ours; or nobody is, and it is no speech."""
    if m.named or m.target in OWING or addressed(reading, m) or "你" in reading.plain[m.start : m.end + 4]:
        return False
    before = [p for p in reading.named_since(m.clause - 2, m.start) if not p.pronoun]
    if before:
        return before[-1].actor not in COLLECTING
    return m.concept == "threat_spoken"


def _broken(visit: Visit, name: str, reading: Reading, breaches: list[Mention]) -> Found:
    plainer = [m for m in breaches if m.concept != "menace"] or breaches
    deeds = listed(_NAMES[m.concept] for m in plainer)
    return violation(
        Text(f"外访人员{deeds.zh}，违反不得威胁、辱骂、使用暴力或骚扰的规定。",
             f"The collectors {deeds.en}; threats, abuse, force and harassment are forbidden."),
        *(visit.quote(name, *reading.quote(m)) for m in breaches),
        grade=None if any(m.concept in DONE for m in breaches) else _words_only(breaches),
    )  # fmt: skip


def _words_only(breaches: list[Mention]) -> int | None:
    """Words alone are a grade lower than deeds."""
    return 2 if all(m.concept in WORDS for m in breaches) else None


_THREAT = Text("威胁借款人或家属", "threatened the borrower or the family")
_FORCE = Text("使用强制手段（动手、堵拦、跟随、吼骂、滞留、毁物或扣物）",
              "used force (hands, blocking, following, shouting, staying, damage or taking things)")  # fmt: skip
_NAMES = {
    "threat_spoken": _THREAT,
    "threat_named": _THREAT,
    "menace": Text("对借款人或家属说出威胁、羞辱的话", "said menacing or abusive things to the borrower or the family"),
    "insult": Text("辱骂借款人或家属", "insulted the borrower or the family"),
    "insult_word": Text("辱骂借款人或家属", "insulted the borrower or the family"),
    "force_used": _FORCE,
    "harm_word": _THREAT,
    "hand_laid": _FORCE,
    "rough_deed": _FORCE,
    "ransom": Text("扣下财物，还款才归还", "kept belongings until money came"),
    "damage": Text("毁坏或强占财物", "damaged or seized belongings"),
    "stayed_on": Text("被要求离开后仍不离开", "stayed on after being told to leave"),
}

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
    clears=Text(
        "与所述时段对应的完整录音录像，显示没有威胁、辱骂或强制行为。",
        "The full recording of those minutes, showing neither threat nor abuse nor force.",
    ),
    check=check,
)
