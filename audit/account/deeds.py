"""Rough deeds: what hands, feet and doors, belongings and a refusal to leave tell, where it was ours who did it, and not to ours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from audit.account.actors import COLLECTING, OWING, THIRD, Status
from audit.account.harmless import innocent, kindly, no_deed, of_mourning, on_the_way_in, only_seen, their_own
from audit.account.once import once
from audit.account.ours import any_between, done_by_us, others_named, ours_named
from audit.account.reading import Mention, Person, Reading

#: Concepts of what is said, and of what is done.
SAID = ("threat_spoken", "threat_named", "insult", "insult_word", "harm_word")
DONE = ("force_used", "hand_laid", "damage", "rough_deed")
_FOULED = re.compile("油漆|红漆|锁眼|锁孔|花圈|冥币|纸钱|粪|泔水|气门芯|502|胶水")
_FIXED = re.compile("[门锁墙车]")
#: Groups of words that stand in any account: 墙上的标语, 门反锁.
_SEEN_EVERYWHERE = ("毁物", "拒走", "堵人", "砸门")
_TO_OURS = tuple("照朝往冲对向把将给揪被让叫")
#: 一听我们是…, 跟我们说: whoever stands behind these does nothing.
_NO_SUBJECT = (*_TO_OURS, *"听见知等问跟和帮替陪请劝求怪骂找")
#: 他从案板上抄起, 她突然…: so few characters stand between who does it and what he does.
_DOES_AT_ONCE = re.compile("[从就又也一突忽顺转抬伸].{0,4}$")
_OFFERED = re.compile("主动|递过来|摊了|抵着|押这|押给|摘下来|脱下来|拿来抵|自愿|情愿")
_WENT = re.compile("离开|撤离|告辞|下楼")
_STAYED = re.compile("[未没不](?:肯|愿|予)?(?:离|撤|告|下)")
_OUT = re.compile(
    "(?:[退走回到撤].{0,2}(?:走廊|门外|外面|外头|楼下|楼道|路边))|[去到在](?:走廊|门外|外面|外头)(?:等|坐|站)|就(?:出来|走|撤|退)了"
)


def rough_deeds(reading: Reading) -> Iterator[Mention]:
    """Force, hands, damage by ours upon others."""
    for m in reading.find(*DONE, status={Status.HAPPENED, Status.INTENDED, Status.DENIED}):
        if not (done_by_us(m) or any(ours(reading, m) for ours in _OURS)) or of_others(reading, m):
            continue
        if any(excused(reading, m) for excused in _EXCUSED) or (m.concept == "rough_deed" and not _surely_done(reading, m)):
            continue
        yield m


def withheld(reading: Reading) -> Iterator[Mention]:
    """把他手机揣了，说哪时给钱哪时拿: ours took a thing, and it comes back for money."""
    for m in reading.find("ransom", status=None):
        if m.denied or m.status in (Status.ASKED, Status.ELSEWHERE, Status.CORRECTED, Status.RULE):
            continue
        if m.speaker in OWING or _OFFERED.search(reading.plain, max(0, m.start - 40), m.start):
            continue
        taken = reading.near(m, "took_hold", before=3, after=1, by=COLLECTING)
        if any(_surely_done(reading, t) for t in taken):
            yield m


def stayed_on(reading: Reading) -> Iterator[Mention]:
    """Told to leave, they stayed."""
    for m in reading.find("stayed_on", status={Status.HAPPENED, Status.DENIED, Status.REPORTED}):
        if m.actor not in COLLECTING or (m.status is Status.REPORTED and not _out_at_once(reading, m)):
            continue
        if _told_to_go(reading, m) and not _left(reading, m):
            yield m


def of_others(reading: Reading, m: Mention) -> bool:
    """Done to our side, or said not to have been done."""
    if _sent_by_us(reading, m):
        return False
    if (m.target in COLLECTING and not _side_by_side(reading, m)) or (not m.named and _passive(reading, m)):
        return True
    if _by_somebody(reading, m) or _upon_ours(reading, m):
        return True
    if not m.named and m.clause and reading.clauses[m.clause - 1].speaker in THIRD and m.concept in SAID:
        return reading.sentence(m.clause - 1) == reading.sentence(m.clause)  # 阿婶讲…，讲着讲着就骂他
    return _borne(reading, m) or bool(reading.touching(m, "suffered", "no_such_thing"))


# -- by ours


def _sent_by_us(reading: Reading, m: Mention) -> bool:
    """组长让我把大灯照过去: one of ours had it done by another."""
    return m.status is Status.INTENDED and m.actor in COLLECTING and m.causer in COLLECTING and not m.denied and m.named


def _unnoticed(reading: Reading, m: Mention) -> bool:
    """趁他不注意摘走: what is denied is the noticing."""
    before = reading.plain[reading.clause_start(m.clause) : m.start + 2]
    return m.status is Status.DENIED and m.actor in COLLECTING and "趁" in before


def _at_their_door(reading: Reading, m: Mention) -> bool:
    """Paint on a door, glue in a lock: with the subject dropped, nobody does that to his own."""
    return not m.named and m.status is Status.HAPPENED and m.actor in OWING and _theirs_fouled(reading, m)


def _theirs_fouled(reading: Reading, m: Mention) -> bool:
    said = reading.said(m.clause)
    return bool(_FOULED.search(said) and _FIXED.search(said))


def _ours_to_theirs(reading: Reading, m: Mention) -> bool:
    """小军把她家玻璃砸了: of the two named, the first does it to what is the other's."""
    if m.status is not Status.HAPPENED or m.actor in COLLECTING or m.target in COLLECTING or reading.plain[m.start] not in "把将":
        return False
    before = reading.named_since(m.clause, m.start)
    return bool(before) and before[-1].actor in COLLECTING


#: By any of these a deed is ours though it is not told as done by us.
_OURS = (_sent_by_us, _unnoticed, _at_their_door, _ours_to_theirs)


def _surely_done(reading: Reading, m: Mention) -> bool:
    """Rough words of many meanings: whoever was named last before them, or in them before the verb, is one of ours."""
    if m.status is not Status.HAPPENED or m.actor not in COLLECTING:
        return False
    people = _subjects(reading)
    before = bisect_right(people, m.start, key=attrgetter("start"))
    last = people[before - 1] if before else None
    return last is not None and last.start >= reading.sentence_start(m.clause) and last.actor in COLLECTING


@once
def _subjects(reading: Reading) -> Iterator[Person]:
    """Everyone named before whom no word stands by which something is done to him."""
    return (p for p in reading.persons if not p.pronoun and reading.plain[p.start - 1 : p.start] not in _NO_SUBJECT)


# -- by somebody else


def _right_behind_them(reading: Reading, m: Mention) -> bool:
    """谈着谈着他掏出把刀: somebody else stands right before it."""
    here = reading.named_in(m.clause)
    return not any(p.actor in COLLECTING for p in here) and any(0 <= m.start - p.end <= 1 for p in here)


def _before_them(reading: Reading, m: Mention) -> bool:
    """谈崩了他从案板上抄起剁骨刀: with ours not named in the clause, whoever stands before the words does it."""
    if m.named or m.actor not in COLLECTING or reading.plain[m.start].isascii():
        return False
    before = reading.named_since(m.clause, m.start)
    if not before or any(p.actor in COLLECTING for p in before):
        return False
    last = before[-1]
    if reading.plain[max(0, last.start - 1) : last.start] in _NO_SUBJECT:
        return False
    return _DOES_AT_ONCE.match(reading.plain, last.end, m.start) is not None


def _nobody_named(reading: Reading, m: Mention) -> bool:
    """墙上还有标语，断水断电: nobody of ours is in sight and nothing says to whom it was done."""
    if m.named or m.causer in COLLECTING or _theirs_fouled(reading, m):
        return False
    since = reading.sentence_start(m.clause, back=1)
    if any_between(ours_named(reading), since, m.end):
        return False
    if not any_between(reading.persons, since, m.end):
        return m.group in _SEEN_EVERYWHERE
    return any_between(others_named(reading), since, m.start)


def _borne(reading: Reading, m: Mention) -> bool:
    """骂了句脏话，我们没还嘴: whom nobody names, and whom ours did not answer, is not ours."""
    borne = reading.near(m, "bore_it", after=2, status=None)
    if not any(b.clause > m.clause for b in borne):
        return False
    return not any(p.actor in COLLECTING for p in reading.named_in(m.clause))


def _upon_ours(reading: Reading, m: Mention) -> bool:
    """照永刚胸前推搡: one of ours is whom it fell upon."""
    return any(
        p.actor in COLLECTING and p.end <= m.end and reading.plain[p.start - 1 : p.start] in _TO_OURS
        for p in reading.named_in(m.clause)
    )


def _by_somebody(reading: Reading, m: Mention) -> bool:
    """门锁被人灌了胶水: not by us, unless it is one of ours who stands behind 被."""
    at = reading.plain.rfind("被", reading.clause_start(m.clause), m.end)
    return at >= 0 and not any(p.actor in COLLECTING for p in reading.named_between(at + 1, at + 3))


def _side_by_side(reading: Reading, m: Mention) -> bool:
    """我跟小奚一人一脚: two of ours together."""
    if m.actor not in COLLECTING or not m.named:
        return False
    before = reading.plain[reading.clause_start(m.clause) : m.start]
    return any(c in before for c in "跟和与同") and not any(p.actor not in COLLECTING for p in reading.named_in(m.clause))


def _passive(reading: Reading, m: Mention) -> bool:
    """被人围住、搜身: nobody named, and it was done to somebody."""
    return any(p.start < m.end for p in reading.near(m, "passive_voice", before=1, status=None))


#: By any of these what sounds like a rough deed of ours is none.
_EXCUSED = (
    _right_behind_them, their_own, of_mourning, only_seen, _before_them, innocent, no_deed, _nobody_named, kindly, on_the_way_in,
)  # fmt: skip


# -- told to go


def _told_to_go(reading: Reading, m: Mention) -> bool:
    """请我们出去; 不让我们走 is the contrary."""
    told = reading.near(m, "told_to_leave", before=3, status=None)
    return any(reading.plain[max(0, t.start - 1) : t.start] not in ("不", "没") for t in told)


def _out_at_once(reading: Reading, m: Mention) -> bool:
    """他说你们出去我们没出: their words end where ours begin."""
    return reading.plain[m.start] in "我俺咱" and any(t.end <= m.start for t in reading.near(m, "told_to_leave", status=None))


def _left(reading: Reading, m: Mention) -> bool:
    """让我们出去等，到走廊亮证，说了两分钟; or the words themselves end with it: 站了一会儿离开."""
    said = reading.said(m.clause)
    if _WENT.search(said) and not _STAYED.search(said):
        return True
    return _OUT.search(reading.plain, reading.clause_start(m.clause - 3), m.start) is not None
