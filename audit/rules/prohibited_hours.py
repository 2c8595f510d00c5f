"""A part of the visit lay in the closed hours.

Broken by the time columns (began, ended or went on in them) or by the account, when the borrower had not agreed to that hour.
Not broken outside them, with a recorded consent or appointment, or by a telephone call at that hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from audit.account import Reading, Status
from audit.account.visit_hours import LATE, Hour, closed_hours
from audit.casebook import Casebook, filed
from audit.model import Evidence, Found, Text, Visit
from audit.policy import Limits
from audit.rules.rule import Rule, review, violation
from audit.values.clock import closed, minutes, span
from audit.values.dates import read_moment

_APPOINTMENT = re.compile(
    r"约定时间|预约时间|客户约定|预约时段|(?:客户|本人|债务人).*同意|同意.*时[间段]|appointment|consent", re.IGNORECASE
)
_NO = re.compile(r"\s*(?:否|无|没有?|未.*|不同意|不适用|[/\-—×✗]|no|none|n/?a)?\s*", re.IGNORECASE)
_AT_A_TIME = re.compile(r"约|同意|appoint|agreed|consent", re.IGNORECASE)


def check(visit: Visit, book: Casebook) -> Found | None:
    limits = book.limits(visit)
    if limits.closed_from is None or limits.closed_until is None:
        return None
    return _softened(visit, book, _by_columns(visit, book, limits) or _by_account(visit, book, limits))


def _by_account(visit: Visit, book: Casebook, limits: Limits) -> Found | None:
    """An hour that the account gives to the visit itself, not to a call, a plan or somebody else's day."""
    reading = book.reading(visit)
    shut, opens = limits.closed_from, limits.closed_until
    if shut is None or opens is None:
        return None
    late = visit.start_time is not None and visit.start_time.hour >= LATE
    if not late and not reading.may("odd_hour", "closed_hour_told"):  # most accounts need no clauses for this
        return None
    for hour in _hours(visit, reading, shut, opens, late):
        cells = tuple(visit.cell(n) for n in ("start_time", "end_time") if visit.as_typed(n))
        hours = {"shut": f"{shut:%H:%M}", "opens": f"{opens:%H:%M}", "said": hour.said}
        message = (_SAID if hour.at is None else _WORKED_OUT).format(**hours)
        quote = visit.quote("account", reading.clause_start(hour.clause), reading.clause_end(hour.clause))
        return _unless_agreed(visit, book, message, (quote, *cells))
    return None


def _hours(visit: Visit, reading: Reading, shut: time, opens: time, late: bool) -> Iterator[Hour]:
    """The closed hours of the visit: those worked out from a time of day, then those that are told in so many words."""
    if late or reading.find("odd_hour", status=None):
        for hour in closed_hours(reading, shut, opens, visit.start_time):
            told = hour.at is None or not (_same_as_columns(visit, hour.at) or _counter(reading, hour, late))
            if told and not _of_other(reading, hour.clause):
                yield hour
    if shut < _DEFAULT_SHUT or opens < _DEFAULT_OPENS:
        return
    for m in reading.find("closed_hour_told", status=_SO):
        evening = visit.start_time is None or visit.start_time.hour >= _EVENING
        ours = m.status is not Status.REPORTED or m.group == "spoken"  # 客户说你们上次十一点来: hearsay
        if ours and not m.denied and (m.group != "bare" or evening) and not _of_other(reading, m.clause):
            yield Hour(reading.text[m.start : m.end], m.clause, None)


def _of_other(reading: Reading, clause: int) -> bool:
    """凌晨进货, 6:30到小区, 猫到8点半才敲: something else was at that hour, or they waited till the hours were open."""
    others = reading.within(clause - _FURTHEST, clause + _FURTHEST, "hour_of_other")
    return any(first <= clause - m.clause <= last for m in others for first, last in (_REACH[m.group],))


def _counter(reading: Reading, hour: Hour, late: bool) -> bool:
    """00:09核身份: the minute of a recording, unless the visit began late."""
    return hour.at is not None and hour.at < 60 and not late and "0:" in reading.said(hour.clause)


#: In how many clauses before and behind it a word of something else takes the hour away.
_REACH = {"other": (0, 0), "before": (0, 3), "waited": (-3, 0)}
_FURTHEST = 3
#: The hours that words such as 五更天 or 快十一点 lie in, whatever the minute; who tells of them.
_DEFAULT_SHUT, _DEFAULT_OPENS, _EVENING = time(20), time(7), 17
_SO = frozenset({Status.HAPPENED, Status.REPORTED, Status.UNSURE, Status.CORRECTED})

_SAID = Text(
    "外访经过写有“{said}”，外访处于禁止时段（{shut}至次日{opens}），未见债务人同意的记录。",
    "The account (“{said}”) puts the visit in the closed hours ({shut} to {opens}), with no consent on record.",
)
_WORKED_OUT = Text(
    "外访经过写明{said}仍在外访，处于禁止时段（{shut}至次日{opens}），未见债务人同意的记录。",
    "By the account the visit was under way at {said}, in the closed hours ({shut} to {opens}), with no consent on record.",
)


def _same_as_columns(visit: Visit, at: float) -> bool:
    return any(t is not None and minutes(t) == at for t in (visit.start_time, visit.end_time))


def _softened(visit: Visit, book: Casebook, found: Found | None) -> Found | None:
    """An appointment that the account claims is for a look, one that it can prove lifts the hours."""
    if found is None or not visit.account or not book.limits(visit).consent_opens_hours:
        return found
    reading = book.reading(visit)
    proofs = reading.find("hour_proved")
    if any(m.group != "kept" for m in proofs):
        return None
    for m in reading.find("hour_agreed", status=frozenset({Status.HAPPENED, Status.REPORTED, Status.INTENDED, Status.ASKED})):
        unagreed = m.denied or _UNAGREED.search(reading.plain, reading.clause_start(m.clause), m.end)
        if not unagreed and not _TO_COME.search(reading.said(m.clause)):
            if proofs:
                return None
            claim = visit.quote("account", *reading.quote(m))
            return review(_CLAIMED.format(said=found.message), *found.evidence, claim, grade=found.grade)
    return found


_CLAIMED = Text(
    "{said}外访经过称该时段是与债务人约好的，但没有凭证，须核实。",
    "{said} The account claims that the borrower chose the hour, with no proof; that has to be settled.",
)
#: 约定明早去柜员机: agreed for another day.
_TO_COME = re.compile("明[天早晚日朝儿]|听日|后天|下[周月次个]|下星期|月底|[0-9十廿]号|tomorrow|next week")
_UNAGREED = re.compile("[未没不无]")


def _by_columns(visit: Visit, book: Casebook, limits: Limits) -> Found | None:
    start, end = visit.start_time or visit.end_time, visit.end_time or visit.start_time
    if start is None or end is None or limits.closed_from is None or limits.closed_until is None:
        return None
    if limits.closed_until < start <= end < limits.closed_from:
        return None
    times = span(start, end)
    if times is None:
        return None
    inside = closed(*times, limits.closed_from, limits.closed_until)
    evidence = tuple(visit.cell(name) for name in ("start_time", "end_time") if getattr(visit, name))
    hours = {"shut": f"{limits.closed_from:%H:%M}", "opens": f"{limits.closed_until:%H:%M}", "visit": _shown(visit)}
    if inside.minutes:
        return _unless_agreed(visit, book, _lay(inside.minutes).format(**hours), evidence)
    if inside.touches and (shut := _touched(visit, limits)):
        found = _BEGAN if shut == "began" else _ENDED
        if shut == "began":
            return _unless_agreed(visit, book, found.format(**hours), evidence)
        if not _consent(visit, book):
            return review(found.format(**hours), *evidence)
    return None


_INSIDE = Text(
    "外访时间为{visit}，其中{minutes}分钟处于禁止时段（{shut}至次日{opens}），未见债务人同意的记录。",
    "The visit took place {visit}; {minutes} minutes of it lay in the closed hours ({shut} to {opens}), with no consent on record.",
)
_BEGAN = Text(
    "外访时间为{visit}，正处于禁止时段（{shut}至次日{opens}），未见债务人同意的记录。",
    "The visit took place {visit}, in the closed hours ({shut} to {opens}), with no consent on record.",
)
_ENDED = Text(
    "外访时间为{visit}，恰在禁止时段（{shut}至次日{opens}）开始的一刻结束，是否已进入禁止时段需核实。",
    "The visit took place {visit} and ended at the very minute at which the closed hours ({shut} to {opens}) begin.",
)


def _lay(inside: float) -> Text:
    return Text(_INSIDE.zh.replace("{minutes}", f"{inside:.0f}"), _INSIDE.en.replace("{minutes}", f"{inside:.0f}"))


def _shown(visit: Visit) -> str:
    return "–".join(f"{t:%H:%M}" for t in (visit.start_time, visit.end_time) if t)


def _touched(visit: Visit, limits: Limits) -> str:
    """A visit that lies in closed hours for one minute only: it `began` in a closed one, or `ended` at their first."""
    began, ended = visit.start_time, visit.end_time
    if began == limits.closed_from and not limits.closed_from_open:
        return "began"
    if began == limits.closed_until or (began and not ended):
        return "" if began == limits.closed_until and limits.closed_until_open else "began"
    if ended == limits.closed_from:
        return "" if limits.closed_from_open else "ended"
    return "" if ended == limits.closed_until and limits.closed_until_open else "began"


def _unless_agreed(visit: Visit, book: Casebook, message: Text, evidence: tuple[Evidence, ...]) -> Found | None:
    if book.limits(visit).consent_opens_hours and _consent(visit, book):
        return None
    return violation(message, *evidence)


def _consent(visit: Visit, book: Casebook) -> Evidence | None:
    """A consent or appointment that the case file or a column records for this day."""
    case = book.case(visit)
    if case and _agreed(case.consent, visit):
        return filed(case, "consent")
    for header, text in visit.extra.items():
        if _APPOINTMENT.search(header) and _agreed(text, visit):
            return Evidence(header, text)
    if _AT_A_TIME.search(visit.prior_contact) and _agreed(visit.prior_contact, visit):
        return visit.cell("prior_contact")
    return None


def _agreed(text: str, visit: Visit) -> bool:
    if _NO.fullmatch(text):
        return False
    day = read_moment(text).day
    return day is None or day == visit.visit_date


RULE = Rule(
    "prohibited_hours",
    title=Text("禁止时段外访", "Visit in closed hours"),
    ground="R",
    grade=2,
    family="time",
    broken=Text(
        "外访的任何一段处于规则包规定的禁止时段（默认22:00至次日8:00），且没有债务人同意或约定该时段的记录。",
        "Any part of the visit lies in the closed hours of the policy pack (22:00 to 08:00 by default), with no consent of the borrower or appointment for that hour on record.",
    ),
    kept=Text(
        "外访全部在禁止时段之外；债务人同意或约定该时段并有记录；该时段内只通了电话。",
        "The whole visit lies outside the closed hours; the borrower's consent or an appointment is on record; only a telephone call was made at that hour.",
    ),
    clears=Text(
        "债务人同意在该时段见面的书面、短信或录音凭证。",
        "The borrower's consent to that hour in writing, by text message or on record.",
    ),
    check=check,
)
