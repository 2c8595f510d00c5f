"""The debt, the case or personal data came to somebody who owes nothing, or to the public.

What was said, by us, to whom: a fact of the case in words of ours, and a hearer who is neither borrower nor liable; papers shown or
left readable; photos shown around; a group chat; loud words that others hear. What others said among themselves, and what was kept
from them, is none. That we are collectors or why we came, without the debt, is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Reading, Status
from audit.account.hearers import hearer, ours, spoken_by_us, to_himself
from audit.account.ours import told_by_us
from audit.account.standing import is_police, met, police_named
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.public_posting import posted
from audit.rules.rule import Rule, review, violation
from audit.rules.third_party_collection import pressed_to_pay

DONE = frozenset({Status.HAPPENED, Status.INTENDED})
UNTOLD = frozenset({Status.RULE, Status.ELSEWHERE, Status.CORRECTED})
#: What tells of the debt by itself, whoever let it be heard.
GRAVE = ("owed", "overdue")
#: What tells of it only together with words of telling.
SLIGHT = ("amount", "weak", "personal")
_PAY = ("还钱", "還錢", "还款", "還款", "还账", "還帳", "还帐", "回款")
_THEY_SAY = re.compile("[她他佢伊](?:说|說|讲|講|话|話|称|稱|问|問|想)")
CLEARS = Text(
    "全程录音录像，证明未向借款人及担保人以外的人说明或展示债务、个人信息。",
    "The whole recording, showing that nobody but the borrower and guarantor was told or shown anything.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    leaks = list(_leaks(visit, reading))
    if leaks and all(_knew(reading, m) for m, _ in leaks):
        return _already_known(visit, reading, leaks[0][0])
    if leaks:
        public = any(loud for _, loud in leaks)
        zh, en = ("在公开场合", " in public") if public else ("", "")
        return violation(
            Text(f"外访人员{zh}向不负还款责任的人泄露借款人的债务或个人信息，违反保护债务人隐私的规定。",
                 f"The collectors disclosed the debt or personal data{en} to people who owe nothing; it must be kept from them."),
            *dict.fromkeys(visit.quote("account", *reading.quote(m)) for m, _ in leaks), clears=CLEARS, grade=1 if public else None,
        )  # fmt: skip
    for m in _hints(visit, reading):
        return review(
            Text("外访人员向第三人说明来意或留下文书，是否因此透露债务不明。", "A third person was told who came and why, or found a paper; whether the debt came out is not clear."),
            visit.quote("account", *reading.quote(m)), clears=CLEARS,
        )  # fmt: skip
    return None


def _knew(reading: Reading, m: Mention) -> bool:
    """Whether those who heard it are said to have known it already."""
    return bool(reading.near(m, "knew_already", before=2, after=1, status=None))


def _already_known(visit: Visit, reading: Reading, m: Mention) -> Found:
    return review(
        Text("外访人员与第三人谈及债务，记录称其早已知情，是否由我方透露须核实。",
             "The debt was spoken of with somebody who, the account says, knew already; who told him has to be settled."),
        visit.quote("account", *reading.quote(m)), clears=CLEARS,
    )  # fmt: skip


def _leaks(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, bool]]:
    """Each leak with whether it was public."""
    yield from ((m, True) for m in _put_up(reading))
    if not _somebody(visit, reading):
        return
    yield from _told(visit, reading)
    yield from _shown(visit, reading)
    yield from ((m, True) for m in _left_open(reading))
    yield from ((m, True) for m in _online(reading))
    yield from _asked_to_pay(visit, reading)


def _somebody(visit: Visit, reading: Reading) -> bool:
    """Whether anybody could have heard: the quick way out for most accounts."""
    return (
        bool(reading.people & THIRD)
        or met(visit) is Actor.OTHER
        or reading.has("aloud", "online_posted", "paper_open", status=None)
    )


def _told(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, bool]]:
    alone = met(visit) is not Actor.OTHER
    sums = ("sum_told",) if not alone or reading.may("aloud") else ()
    for fact in reading.find("disclosed_fact", *sums, status=None):
        if fact.concept == "sum_told" and alone and not _public(reading, fact):
            continue
        if _asked_by_another(reading, fact) or _they_say(reading, fact):
            continue
        if _names(reading, fact) or (fact.speaker in OWING and not _shouted(reading, fact)):  # the borrower's own words
            continue
        telling = _telling(reading, fact)
        if telling is None and _shouted(reading, fact):
            telling = fact
        if telling is None and (fact.group not in GRAVE or fact.denied or fact.speaker not in (Actor.UNKNOWN, *COLLECTING)):
            continue
        loud = _public(reading, fact)
        if telling is None:
            if loud and not _quiet(reading, fact):
                yield fact, True
            continue
        who = None if to_himself(reading, fact) else hearer(visit, reading, telling, fact)
        if ((loud and fact.group not in SLIGHT) or (who is not None and not is_police(reading, who))) and not _quiet(reading, fact):
            yield fact, loud


def _shown(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, bool]]:
    for m in reading.find("paper_shown", "photo_shown", "personal_given", status=DONE):
        if (m.denied and not reading.near(m, "paper_open")) or not ours(reading, m) or _quiet(reading, m) or _sealed(reading, m):
            continue
        if m.concept == "personal_given" and reading.near(m, "own_number", status=None):
            continue
        if hearer(visit, reading, m) is not None:
            yield m, _public(reading, m)
    for m in reading.find("written_down", by=COLLECTING):
        if reading.near(m, "debt_named", "disclosed_fact", after=1, status=None):
            yield m, False


def _put_up(reading: Reading) -> Iterator[Mention]:
    """What is posted in public and names the debt, and whose: 还钱 alone says neither."""
    for m in posted(reading):
        if _named_debt(reading, m):
            yield m


def _named_debt(reading: Reading, m: Mention) -> bool:
    named = reading.near(m, "debt_named", before=1, after=2, status=None)
    if not named or reading.near(m, "nothing_named", before=1, after=2, status=None):
        return False
    if any(n.end - n.start > 2 or reading.text[n.start : n.end] not in _PAY for n in named):
        return True
    owner = (p for p in reading.persons if m.clause - 1 <= p.clause <= m.clause + 2 and p.actor in OWING and not p.pronoun)
    return any(p.start > m.start or p.clause == m.clause for p in owner) or bool(reading.near(m, "sum_told", after=2, status=None))


def _asked_to_pay(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, bool]]:
    """Who is asked to pay for another learns that he owes."""
    for m in pressed_to_pay(visit, reading):
        if m.group in ("instead", "withhold", "direct") and not reading.has("knew_already", status=None):
            yield m, False


def _left_open(reading: Reading) -> Iterator[Mention]:
    for m in reading.find("paper_open", status=None):
        if m.denied or _quiet(reading, m) or _sealed(reading, m):
            continue
        if reading.near(m, "paper_left", "paper_shown", before=1, after=1, status=DONE):
            yield m


def _online(reading: Reading) -> Iterator[Mention]:
    for m in reading.find("online_posted"):
        if not ours(reading, m):
            continue
        if reading.near(
            m, "disclosed_fact", "debt_named", "photo_shown", "personal_given", before=1, after=2, status=None
        ) or _photo(reading, m):
            yield m


def _asked_by_another(reading: Reading, fact: Mention) -> bool:
    """弟弟问是不是贷款的事: his guess, not our words."""
    head = next((p for p in reading.persons if p.clause == fact.clause), None)
    if head is None or head.start > fact.start or head.actor in COLLECTING:
        return False
    if any(word in reading.text[max(head.since, head.start - 6) : head.start] for word in ("当着", "當着", "跟", "对", "向")):
        return False
    return reading.text[head.end : head.end + 1] in ("问", "問") and fact.status is Status.ASKED


def _they_say(reading: Reading, fact: Mention) -> bool:
    """她说302姓漆的欠账跑了: a clause that begins with him or her speaking is not our speech."""
    return _THEY_SAY.match(reading.clauses[fact.clause].text) is not None


def _shouted(reading: Reading, fact: Mention) -> bool:
    """大声喊他名字，说信用卡该还了: we shout, though he is named."""
    return any(m.start < fact.start and ours(reading, m) for m in reading.near(fact, "aloud", before=1))


def _names(reading: Reading, fact: Mention) -> bool:
    """债务人, 借款人: a person, no fact."""
    return any(p.start <= fact.start < p.end for p in reading.persons)


def _photo(reading: Reading, m: Mention) -> bool:
    return "照片" in reading.text[: m.end]


def _telling(reading: Reading, fact: Mention) -> Mention | None:
    """The words of ours by which the fact was told."""
    if fact.status in (Status.CORRECTED, Status.ELSEWHERE):
        return None
    if told_by_us(reading, fact):
        return fact
    foreign = fact.speaker not in (Actor.UNKNOWN, *COLLECTING)
    if foreign and spoken_by_us(reading, fact):
        return fact
    for told in reversed(reading.near(fact, "told_out", before=2, status=None)):
        behind = told.start > fact.start
        if (told.denied and not behind) or (behind and told.clause != fact.clause) or told.status in UNTOLD:
            continue
        if (
            told.causer in COLLECTING
            or (told.group == "relay" and ours(reading, told))
            or (foreign and not told.named and _answers(reading, told))
        ):
            return told
        if told.speaker in (Actor.UNKNOWN, *COLLECTING) and ours(reading, told) and not (foreign and told.clause < fact.clause):
            return told
    return fact if fact.speaker in COLLECTING and fact.group not in ("weak", "personal") else None


def _answers(reading: Reading, told: Mention) -> bool:
    """邻居问怎么回事，说他欠钱: after another's question the words without a subject are our answer."""
    if not told.clause:
        return False
    before = reading.clauses[told.clause - 1]
    return before.status is Status.ASKED and before.actor in THIRD


def _quiet(reading: Reading, fact: Mention) -> bool:
    """Whether it is told beside it that nothing was said; 没核实就跟他讲了 is no silence."""
    found = reading.near(fact, "kept_quiet", before=1, after=1, by=COLLECTING, status=None)
    return any(m.group == "apart" or not set("就便才") & set(reading.text[m.start : m.end]) for m in found)


def _sealed(reading: Reading, m: Mention) -> bool:
    return any(not s.denied for s in reading.near(m, "posting_sealed", before=1, after=1, status=None))


def _public(reading: Reading, fact: Mention) -> bool:
    return any(m.actor not in OWING or ours(reading, m) for m in reading.near(fact, "aloud", before=1, after=1))


def _hints(visit: Visit, reading: Reading) -> Iterator[Mention]:
    for m in reading.find("hinted", by=COLLECTING):
        if not m.denied and not _quiet(reading, m) and hearer(visit, reading, m) is not None:
            yield m
    for m in posted(reading):
        if reading.near(m, "debt_named", "nothing_named", before=1, after=2, status=None):
            yield m
    for m in reading.find("posting_unclear", by=COLLECTING):
        if not m.denied and not _sealed(reading, m) and reading.near(m, "debt_named", status=None):
            yield m
    police = police_named(reading) and any(is_police(reading, p) for p in reading.persons)
    for m in reading.find("disclosed_fact", status=None) if police else ():
        telling = None if _names(reading, m) or _quiet(reading, m) else _telling(reading, m)
        if telling is not None and (who := hearer(visit, reading, telling, m)) is not None and is_police(reading, who):
            yield m


RULE = Rule(
    "privacy_leak",
    title=Text("泄露债务人隐私", "Privacy leak"),
    ground="R",
    grade=2,
    family="core",
    broken=Text(
        "向借款人、担保人以外的人透露债务、金额、逾期或个人信息，文书敞开可见，公开喊话、发群、散发照片。",
        "The debt, amount, arrears or personal data came to somebody not liable, or to the public by open papers, shouting, chat "
        "groups or photos.",
    ),
    kept=Text(
        "只请转告回电、未说明来意；文书密封；只与借款人、担保人、共同借款人谈；对方已知情而我方未予证实。",
        "Only a call back was asked for; sealed letters; talk with the borrower, guarantor or co-borrower alone; others knew and "
        "nothing was confirmed.",
    ),
    check=check,
)
