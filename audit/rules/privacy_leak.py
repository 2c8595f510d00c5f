"""The debt, the case or personal data came to somebody who owes nothing, or to the public.

What was said, by us, to whom: a fact of the case in words of ours, and a hearer who is neither borrower nor liable; papers shown or
left readable; photos shown around; a group chat; loud words that others hear. What others said among themselves, and what was kept
from them, is none. That we are collectors or why we came, without the debt, is for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Reading, Status
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.hearers import hears_third, met
from audit.rules.rule import Rule, review, violation

#: What was said counts however it is clothed: as a question, a guess, a warning.
SAID = frozenset({Status.HAPPENED, Status.INTENDED, Status.ASKED, Status.UNSURE, Status.RULE, Status.DENIED})
DONE = frozenset({Status.HAPPENED, Status.INTENDED})
CLEARS = Text(
    "全程录音录像，证明未向借款人及担保人以外的人说明或展示债务、个人信息。",
    "The whole recording, showing that nobody but the borrower and guarantor was told or shown anything.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    leaks = list(_leaks(visit, reading))
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
            Text("外访人员向第三人说明来意或身份，是否因此透露债务不明。", "A third person was told who came and why; whether the debt came out is not clear."),
            visit.quote("account", *reading.quote(m)), clears=CLEARS,
        )  # fmt: skip
    return None


def _leaks(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, bool]]:
    """Each leak with whether it was public."""
    if not _somebody(visit, reading):
        return
    for fact in reading.find("disclosed_fact", status=None):
        if (telling := _telling(reading, fact)) is not None and not _quiet(reading, fact):
            loud = _public(reading, fact)
            if loud or hears_third(visit, reading, telling):
                yield fact, loud
    for shown in reading.find("paper_shown", "photo_shown", "personal_given", by=COLLECTING, status=DONE):
        if (
            not shown.denied
            and not _quiet(reading, shown)
            and not _sealed(reading, shown)
            and hears_third(visit, reading, shown, after=True)
        ):
            yield shown, _public(reading, shown)
    for left in reading.find("paper_open", status=None):
        if (
            reading.near(left, "paper_left", "paper_shown", before=1, after=1)
            and not _quiet(reading, left)
            and not _sealed(reading, left)
        ):
            yield left, True
    for post in reading.find("online_posted", by=COLLECTING):
        if reading.near(post, "disclosed_fact", "photo_shown", "personal_given", before=1, after=2, status=None) or _photo(
            reading, post
        ):
            yield post, True


def _somebody(visit: Visit, reading: Reading) -> bool:
    """Whether anybody could have heard: the quick way out for most accounts."""
    return (
        bool(reading.people & THIRD)
        or met(visit) is Actor.OTHER
        or reading.has("aloud", "online_posted", "paper_open", status=None)
    )


def _photo(reading: Reading, m: Mention) -> bool:
    return "照片" in reading.text[: m.end]


def _telling(reading: Reading, fact: Mention) -> Mention | None:
    """The words of ours by which the fact was told."""
    if fact.status in (Status.CORRECTED, Status.ELSEWHERE):
        return None
    foreign = fact.speaker not in (Actor.UNKNOWN, *COLLECTING)
    for told in reversed(reading.near(fact, "told_out", before=2, status=None)):
        if told.start > fact.start and told.clause != fact.clause:
            continue
        if (
            told.denied
            or told.speaker not in (Actor.UNKNOWN, *COLLECTING)
            or told.status in (Status.RULE, Status.ELSEWHERE, Status.CORRECTED)
        ):
            continue
        if told.causer in COLLECTING or (told.actor in COLLECTING and not (foreign and told.clause < fact.clause)):
            return told
    return fact if fact.speaker in COLLECTING else None


def _quiet(reading: Reading, fact: Mention) -> bool:
    return bool(reading.near(fact, "kept_quiet", before=1, after=1, by=COLLECTING, status=None))


def _sealed(reading: Reading, m: Mention) -> bool:
    return any(not s.denied for s in reading.near(m, "posting_sealed", before=1, after=1, status=None))


def _public(reading: Reading, fact: Mention) -> bool:
    return any(m.actor not in OWING for m in reading.near(fact, "aloud", before=1, after=1))


def _hints(visit: Visit, reading: Reading) -> Iterator[Mention]:
    for m in reading.find("hinted", by=COLLECTING):
        if not m.denied and not _quiet(reading, m) and hears_third(visit, reading, m):
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
