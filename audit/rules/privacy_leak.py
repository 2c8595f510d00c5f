"""The debt, the case or personal data came to somebody who owes nothing, or to the public.

What was said, by us, to whom: a fact of the case in words of ours, and a hearer who is neither borrower nor liable; papers shown or
left readable; photos shown around; a group chat; loud words that others hear. What others said among themselves, and what was kept
from them, is none. That we are collectors or why we came, without the debt, is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Person, Reading, Status
from audit.account.hearers import anybody_there, hearer, ours, spoken_to_a_stranger, third_in, to_himself, turned_to
from audit.account.ours import addressed, quoted_from_us
from audit.account.standing import is_police, met, police_named
from audit.account.telling import answered_with, confirmed, in_public, kept_quiet, no_fact, shouted, telling, theirs
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.public_posting import posted
from audit.rules.rule import Rule, review, violation
from audit.rules.third_party_collection import pressed_to_pay

_WISHED = frozenset({Status.HAPPENED, Status.INTENDED, Status.ASKED, Status.UNSURE})
DONE = frozenset({Status.HAPPENED, Status.INTENDED})
_LEARNED = frozenset({Status.HAPPENED, Status.REPORTED, Status.UNSURE})
#: What tells of the debt by itself, whoever let it be heard.
GRAVE = ("owed", "overdue")
#: What tells of it only together with words of telling.
SLIGHT = ("amount", "weak", "personal")
#: So many characters away words are looked at, also where a clause never ends.
_CLOSE = 40
#: What the borrower is told of all the time: with him there, it takes more to be a leak to somebody else.
_BY_THE_WAY = ("weak", "suit", "sums")
_ALONE = ("overdue", "case", "english")
_PAY = ("还钱", "还款", "还账", "还帐", "回款")
#: 证件放在桌上: no letter.
_CARD = re.compile("证|牌|名片|授权书|杯|手机|包")
#: 漱完口才接过去看, 回电卡字朝外: the last thing named before it is no letter.
_THING = re.compile(
    "(证件?(?!明)|工牌|胸牌|牌子|名片|回电卡|卡片|执照|记录仪|执法仪)|函|信(?!息|用|任|银)|单(?!位|元|独)|通知|纸|[账帐]|合同|明细|资料|材料|文书"
)
#: 账本摊开一笔笔对, 把账单摊在茶几上: laid before the borrower who is there.
_LAID = re.compile("摊|展开|打开|平铺|接过|拿过去|凑|放在")
#: 照片发群里存档, 发组群报备: a group of ours.
_OURS_ONLY = re.compile("存档|报备|留档|备案|归档|汇报|打卡|签到|内部|组群|组里(?:的)?群|项目群|工作日志|内勤|报平安|主管群|公司群")
#: 群里有人发, 有业主在群里问: others posted it.
_OTHERS = re.compile("有(?:个|位|一个)?(?:人|业主|邻居|住户|家长|网友)(?:发|在)|(?:他|她|客户|佢|伊|借款人)自己(?:在|发|先)")
#: 沙发上刷短视频: nothing was posted.
_SOFA = tuple("沙头理出批开研收没爆散")
#: 不还就发家长群, 要不要拿到学校贴贴: a threat so far; but 不小心发到家长群.
_THREAT = re.compile(
    "(?:再不|不还|不给|不付|再躲|再拖|再跑|不接).{0,10}[就我]|要不要|要勿要|信不信|下次|下回|以后(?:再|你|您|不|要|还)|到时候?|(?<!不)小心|当心"
)
#: 给我们看了几张欠条, 她拿给我们看: shown to ours.
_TO_US = re.compile("(?:给|畀|俾|拨|让|叫|请|向)(?:我们|我俩|我哋|俺们|俺俩|咱们?|咱俩|阿拉|阮|我(?!的)|俺)")
#: What can be read: a lunch box on the table cannot.
_PAPER = re.compile("函|信|单|通知|条|书|纸|[账帐]|表|合同|页|屏|材料|letter|notice|statement|bill|paper")
#: 黑板上老板自己写的.
_WROTE = re.compile("自己写|有人写|本人写|客户写|原来就|原先就|早就写|谁写|不是我们")


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    there = _somebody(visit, reading)
    leaks = [*_on_view(reading), *(_leaks(visit, reading) if there else ())]
    if leaks and all(_knew(reading, m) for m, _ in leaks):
        return review(_KNEW, visit.quote("account", *reading.quote(leaks[0][0])))
    if leaks:
        public = any(loud for _, loud in leaks)
        zh, en = ("在公开场合", " in public") if public else ("", "")
        return violation(
            Text(f"外访人员{zh}向不负还款责任的人泄露借款人的债务或个人信息，违反保护债务人隐私的规定。",
                 f"The collectors disclosed the debt or personal data{en} to people who owe nothing; it must be kept from them."),
            *(visit.quote("account", *reading.quote(m)) for m, _ in leaks), grade=1 if public else None,
        )  # fmt: skip
    for m, why in _doubts(visit, reading, there):
        return review(why, visit.quote("account", *reading.quote(m)))
    return None


def _knew(reading: Reading, m: Mention) -> bool:
    """Whether those who heard it are said to have known it already."""
    return bool(reading.near(m, "knew_already", before=2, after=1, status=None))


_KNEW = Text(
    "外访人员与第三人谈及债务，记录称其早已知情，是否由我方透露须核实。",
    "The debt was spoken of with somebody who, the account says, knew already; whether our people told it has to be settled.",
)
_PURPOSE = Text(
    "外访人员向第三人说明来意或留下文书，是否因此透露债务不明。",
    "A third person was told who came and why, or found a paper; whether the debt came out is not clear.",
)
_PRESSED = Text(
    "外访人员请第三人帮忙还款或劝说，是否因此得知债务须核实。",
    "A third person was asked to help or to urge payment; whether he learned of the debt by it has to be settled.",
)
_OVERHEARD = Text(
    "谈话时有他人在旁，或是否被听到、看到记录不能确定，须核实。",
    "Somebody else stood by, or the account is not sure who heard or saw it; that has to be settled.",
)


def _on_view(reading: Reading) -> Iterator[tuple[Mention, bool]]:
    """Each leak to whoever comes by, with whether it was public."""
    yield from ((m, True) for m in _put_up(reading))
    yield from ((m, False) for m in _written_down(reading))


def _leaks(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, bool]]:
    """Each leak to somebody who was there, with whether it was public."""
    yield from _told(visit, reading)
    yield from _shown(visit, reading)
    yield from ((m, True) for m in _left_open(visit, reading))
    yield from ((m, True) for m in _online(reading))
    for m in reading.find("learned", status=None):
        if m.actor in THIRD and not m.denied and m.speaker not in OWING and m.status in _LEARNED and not kept_quiet(reading, m):
            yield m, False
    for m in pressed_to_pay(visit, reading):
        his_own = m.speaker in THIRD | OWING or (m.actor in OWING and m.causer not in COLLECTING)
        if not his_own and reading.near(m, "disclosed_fact", "debt_sum", before=1, status=None):
            yield m, False
    for m in confirmed(reading):
        if m.group != "hm" and hearer(visit, reading, m) is not None:
            yield m, in_public(reading, m)


def _somebody(visit: Visit, reading: Reading) -> bool:
    """Whether anybody could have heard or seen; where nobody could, nothing told or shown is asked about, which spares most accounts."""
    return (
        met(visit) is Actor.OTHER
        or anybody_there(visit, reading)
        or reading.has("aloud", "online_posted", "paper_open", "paper_shown", "photo_shown", status=None)
        or spoken_to_a_stranger(reading)
    )


def _told(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, bool]]:
    alone = met(visit) is not Actor.OTHER
    heard = not alone or reading.may("aloud") or reading.has("disclosed_fact", status=Status.ASKED)
    sums = ("sum_told",) if heard else ()
    for fact in reading.find("disclosed_fact", *sums, status=None):
        loud = in_public(reading, fact)
        if fact.concept == "sum_told" and alone and not loud and not answered_with(reading, fact):
            continue
        if fact.speaker in OWING and not shouted(reading, fact):  # the borrower's own words
            continue
        if _heard(visit, reading, fact, loud) and not theirs(reading, fact) and not no_fact(reading, fact):
            yield fact, loud


def _heard(visit: Visit, reading: Reading, fact: Mention, loud: bool) -> bool:
    """Whether the fact, if it is one and ours to tell, was told by us to a third person or in public (`loud`)."""
    words = telling(reading, fact)
    if fact.concept == "sum_told" and not _our_sum(reading, fact, words):
        return False  # a sum apart from our words is what somebody gave
    if words is None and (shouted(reading, fact) or (loud and _asked_of_him(reading, fact))):
        words = fact
    if words is None:
        by_itself = fact.group in GRAVE and not fact.denied and fact.speaker in (Actor.UNKNOWN, *COLLECTING)
        return loud and by_itself and fact.status is not Status.ASKED and not kept_quiet(reading, fact)
    who = None if to_himself(reading, fact) else hearer(visit, reading, words, fact)
    if who is None and answered_with(reading, fact):
        who = Actor.OTHER
    plain = fact.group not in SLIGHT or (fact.concept == "sum_told" and words is not fact)
    heard = who is not None and not is_police(reading, who) and (loud or not _aside(visit, reading, fact, who))
    if fact.group == "suit" and not loud:
        heard = heard and _more_told(reading, fact)
    return ((loud and plain) or heard) and not kept_quiet(reading, fact, heard)


def _aside(visit: Visit, reading: Reading, fact: Mention, who: Person | Actor) -> bool:
    """Whether the borrower was there, and little says that it was told to the one beside him: 他嫂子添茶，我们说利息停不了."""
    if met(visit) is not Actor.BORROWER or (isinstance(who, Person) and turned_to(reading, who)):
        return False
    if fact.group in _BY_THE_WAY or who is Actor.CHILD or (isinstance(who, Person) and who.actor is Actor.CHILD):
        return True
    return fact.group in _ALONE and not _more_told(reading, fact)


def _more_told(reading: Reading, fact: Mention) -> bool:
    """Whether something else of the debt is spoken of beside a fact: 起诉 alone may be anybody's suit."""
    beside = reading.near(fact, "disclosed_fact", "sum_told", before=2, after=2, status=None)
    return any(m.group != fact.group for m in beside)


def _asked_of_him(reading: Reading, fact: Mention) -> bool:
    """信用卡那八千六您看啥时候给？ with others around: ours speak to him, though no word of speaking is there."""
    return fact.speaker in (Actor.UNKNOWN, *COLLECTING) and not fact.denied and addressed(reading, fact)


def _our_sum(reading: Reading, fact: Mention, words: Mention | None) -> bool:
    """Whether a sum is told by us, not given, offered or asked for by somebody."""
    if words is None or quoted_from_us(reading, fact) or answered_with(reading, fact):
        return True
    if words is fact:
        return fact.speaker in COLLECTING and bool(reading.near(fact, "told_out", before=3, status=None))
    return words.clause == fact.clause or fact.speaker in COLLECTING


def _shown(visit: Visit, reading: Reading) -> Iterator[tuple[Mention, bool]]:
    for m in reading.find("paper_shown", "photo_shown", "personal_given", status=DONE):
        if (
            (m.denied and not reading.near(m, "paper_open"))
            or not ours(reading, m)
            or kept_quiet(reading, m)
            or _sealed(reading, m)
            or _TO_US.search(reading.plain, m.start - 1, m.end + 4)
            or _THREAT.search(reading.plain, max(reading.clause_start(m.clause), m.start - _CLOSE), m.end)
        ):
            continue
        if m.concept == "personal_given" and reading.near(m, "own_number", status=None):
            continue
        who = hearer(visit, reading, m)
        if who is not None and not _before_him(visit, reading, m, who):
            yield m, in_public(reading, m)


def _before_him(visit: Visit, reading: Reading, m: Mention, who: Person | Actor) -> bool:
    """Whether the borrower was met, and the account does not say that it was the other to whom it was shown."""
    if met(visit) is not Actor.BORROWER or m.concept == "photo_shown":
        return False
    return m.concept == "personal_given" or not (isinstance(who, Person) and (who.clause == m.clause or turned_to(reading, who)))


def _written_down(reading: Reading) -> Iterator[Mention]:
    """In the visitors' book, on a note at the door: whoever comes by reads it."""
    for m in reading.find("written_down"):
        if m.actor not in OWING and not _by_others(reading, m) and _names_debt(reading, m, after=3):
            yield m


def _by_others(reading: Reading, m: Mention) -> bool:
    """黑板上老板自己写的, 已经有人写: not by ours."""
    first, last = max(reading.clause_start(m.clause), m.start - _CLOSE), min(reading.clause_end(m.clause), m.end + _CLOSE)
    return _WROTE.search(reading.plain, first, last) is not None


def _put_up(reading: Reading) -> Iterator[Mention]:
    """What is posted in public and names the debt, and whose: 还钱 alone says neither."""
    for m in posted(reading):
        if _named_debt(reading, m):
            yield m


def _named_debt(reading: Reading, m: Mention) -> bool:
    named = [n for n in reading.near(m, "debt_named", before=2, after=2, status=None) if not no_fact(reading, n)]
    if not named or reading.near(m, "nothing_named", before=2, after=2, status=None):
        return False
    if any(reading.plain[n.start : n.end] not in _PAY for n in named):
        return True
    owner = (p for p in reading.named_in(m.clause - 1, m.clause + 2) if p.actor in OWING and not p.pronoun)
    return any(p.start > m.start or p.clause == m.clause for p in owner) or bool(reading.near(m, "sum_told", after=2, status=None))


def _names_debt(reading: Reading, m: Mention, before: int = 0, after: int = 0) -> bool:
    """Whether words beside it name a debt: 债务人 is a person, and 头回见哑巴催收 is what the borrower says."""
    if reading.near(m, "nothing_named", before=before, after=after, status=None):
        return False
    named = reading.near(m, "debt_named", "disclosed_fact", before=before, after=after, status=None)
    return any(n.speaker not in OWING and not no_fact(reading, n) for n in named)


def _no_letter(reading: Reading, m: Mention) -> bool:
    """Whether the last thing named before it is a badge or a card."""
    named = list(_THING.finditer(reading.plain, max(reading.clause_start(m.clause - 2), m.start - 2 * _CLOSE), m.end))
    return bool(named) and named[-1][1] is not None


def _laid_before_him(visit: Visit, reading: Reading, m: Mention) -> bool:
    """Whether the borrower was met, the paper lies before him, and nobody else is near."""
    if met(visit) is not Actor.BORROWER or not _LAID.search(reading.plain, m.start, m.end):
        return False
    return third_in(reading, m.clause - 2, m.clause + 2) is None


def _left_open(visit: Visit, reading: Reading) -> Iterator[Mention]:
    for m in reading.find("paper_open", status=None):
        windowed = "窗" in reading.plain[m.start : m.end]
        if (
            m.denied
            or kept_quiet(reading, m)
            or (_sealed(reading, m) and not windowed)
            or _CARD.search(reading.plain, max(0, m.start - 6), m.end)
            or (m.actor in OWING and not ours(reading, m) and not windowed)
            or reading.near(m, "nothing_named", before=2, after=3, status=None)
            or not _PAPER.search(reading.plain, reading.clause_start(m.clause - 3), m.end + 12)
            or _no_letter(reading, m)
            or _laid_before_him(visit, reading, m)
        ):
            continue
        if reading.near(m, "paper_left", "paper_shown", before=3, after=1, status=DONE):
            yield m


def _online(reading: Reading) -> Iterator[Mention]:
    for m in reading.find("online_posted"):
        if not ours(reading, m) or _not_posted(reading, m):
            continue
        if (
            reading.near(m, "disclosed_fact", "debt_named", "photo_shown", "personal_given", before=1, after=3, status=None)
            or "照片" in reading.plain[: m.end]
        ):
            yield m


def _not_posted(reading: Reading, m: Mention) -> bool:
    first, last = max(reading.clause_start(m.clause), m.start - _CLOSE), min(reading.clause_end(m.clause + 1), m.end + _CLOSE)
    return (
        _OURS_ONLY.search(reading.plain, first, last) is not None
        or _OTHERS.search(reading.plain, max(0, m.start - 8), m.end + 2) is not None
        or _THREAT.search(reading.plain, first, m.end) is not None
        or (reading.plain[m.start] == "发" and reading.plain[max(0, m.start - 1) : m.start] in _SOFA)
    )


def _sealed(reading: Reading, m: Mention) -> bool:
    return any(not s.denied for s in reading.near(m, "posting_sealed", before=1, after=1, status=None))


def _doubts(visit: Visit, reading: Reading, there: bool) -> Iterator[tuple[Mention, Text]]:
    """What points at a leak and does not settle it, each with why; `there`: somebody was there to hear."""
    for m in pressed_to_pay(visit, reading):
        if m.group in ("instead", "withhold", "direct") and not m.denied:
            yield m, _PRESSED
    if there:
        for m in reading.find("help_asked", status=_WISHED):
            if not m.denied and ours(reading, m) and hearer(visit, reading, m) is not None:
                yield m, _PRESSED
        yield from ((m, _PURPOSE) for m in _hinted(visit, reading))
        yield from ((m, _PURPOSE) for m in _told_the_police(visit, reading))
    yield from ((m, _PURPOSE) for m in _on_paper(reading))
    yield from ((m, _OVERHEARD) for m in _overheard(reading))


def _hinted(visit: Visit, reading: Reading) -> Iterator[Mention]:
    """Why we came, or a hm to what another guessed."""
    for m in (*reading.find("hinted", by=COLLECTING), *(c for c in confirmed(reading) if c.group == "hm")):
        if m.group == "whose" and met(visit) is not Actor.OTHER:
            continue
        who = None if m.denied or (m.group != "whose" and kept_quiet(reading, m)) else hearer(visit, reading, m)
        if who is not None and not is_police(reading, who):
            yield m


def _told_the_police(visit: Visit, reading: Reading) -> Iterator[Mention]:
    if not police_named(reading) or not any(is_police(reading, p) for p in reading.persons):
        return
    for m in reading.find("disclosed_fact", status=None):
        words = None if m.status is Status.RULE or no_fact(reading, m) or kept_quiet(reading, m) else telling(reading, m)
        if words is not None and (who := hearer(visit, reading, words, m)) is not None and is_police(reading, who):
            yield m


def _on_paper(reading: Reading) -> Iterator[Mention]:
    """A paper that names the debt, put up or left where it may be seen."""
    for m in posted(reading):
        if _names_debt(reading, m, before=1, after=2):
            yield m
    for m in reading.find("posting_unclear", by=COLLECTING):
        if not m.denied and not _sealed(reading, m) and reading.near(m, "debt_named", status=None):
            yield m


def _overheard(reading: Reading) -> Iterator[Mention]:
    """Somebody beside the borrower while the debt was spoken of, or a telling of which the writer is not sure."""
    yield from (m for m in reading.find("leak_unsure", status=None) if not m.denied)
    for m in reading.find("bystander", status=None):
        if m.denied or m.actor in COLLECTING:
            continue
        if any(reading.near(m, what, before=3, after=4, status=None) for what in ("disclosed_fact", "debt_talk")):
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
    clears=Text(
        "全程录音录像，证明未向借款人及担保人以外的人说明或展示债务、个人信息。",
        "The whole recording, showing that nobody but the borrower and guarantor was told or shown anything.",
    ),
    check=check,
)
