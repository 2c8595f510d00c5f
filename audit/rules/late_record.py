"""The record was entered later than the limit.

Broken by the time of entry or by an account that admits it. Not broken in time, nor where no time of entry is given. A time of entry
without a clock counts from the beginning of its day.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from audit.account import COLLECTING, OWING, THIRD, Mention, Reading, Status
from audit.casebook import Casebook
from audit.model import Found, Outcome, Text, Visit
from audit.rules.rule import Rule, review, violation


def check(visit: Visit, book: Casebook) -> Found | None:
    found = _by_column(visit, book)
    return found if found and found.outcome is Outcome.VIOLATION else _by_account(visit, book) or found


def _by_account(visit: Visit, book: Casebook) -> Found | None:
    if book.limits(visit).late_record_hours is None or not visit.account:
        return None
    reading = book.reading(visit)
    late = [m for m in reading.find("entered_late", status=_SAID) if _of_the_record(reading, m)]
    next_day = () if late else reading.find("entered_next_day", by=COLLECTING)
    if not (late or next_day):
        return None
    column = (visit.cell("recorded_at"),) if visit.as_typed("recorded_at") else ()
    if late:
        quotes = [visit.quote("account", *reading.quote(m)) for m in late]
        return violation(_ADMITTED, *quotes, *column)
    for m in next_day:
        return review(_NEXT_DAY, visit.quote("account", *reading.quote(m)), *column)
    return None


#: 才想起来补: wanted, and so done. 客户投诉以后我才写的: what a complaint brought about is no report of it.
_SAID = frozenset({Status.HAPPENED, Status.ELSEWHERE, Status.INTENDED, Status.REPORTED})


def _of_the_record(reading: Reading, m: Mention) -> bool:
    """Whether it is this record that came late: not a payment, a contract or a certificate made good."""
    if m.denied or m.actor in THIRD or m.actor in OWING or (m.status is Status.REPORTED and not m.named):
        return False
    if _ON_A_WALL.search(reading.plain, max(0, m.start - 40), m.start) or _OTHER_TEAM.search(reading.plain, m.start, m.end):
        return False
    # 今天补上: what was made good stands before; 登记本上的名字|后来补写的: a seam is no comma
    seam = m.clause > 0 and reading.clause_end(m.clause - 1) == reading.clause_start(m.clause)
    before = 2 if m.group == "bare" else 1 if m.group == "more" and m.end - m.start <= _SHORT else int(seam)
    return not (
        reading.near(m, "other_paper", before=before, status=None) or reading.near(m, "written_in_time", after=1, status=None)
    )


#: 今天一起补上: so few words name nothing that was written.
_SHORT = 6
_OTHER_TEAM = re.compile("别组|别的组|其他组|前手|上一手|前任")
#: 院墙写了“还钱”，机子关了才写的: not the record.
_ON_A_WALL = re.compile("油漆|粉笔|喷漆|墙上|院墙|横幅|条幅|门上写")
_ADMITTED = Text("外访经过自述为事后补录，未在规定时限内录入。", "The account says itself that it was entered late.")
_NEXT_DAY = Text(
    "外访经过称记录是之后补写的，是否超过时限不明。", "The account says that it was written up later; whether in time is not told."
)


def _by_column(visit: Visit, book: Casebook) -> Found | None:
    entered, day = visit.recorded_at, visit.visit_date
    limit = book.limits(visit).late_record_hours
    if entered is None or day is None or limit is None:
        return None
    exact = isinstance(entered, datetime)
    at = entered if isinstance(entered, datetime) else datetime.combine(entered, time())
    if at.tzinfo is not None:
        at = at.replace(tzinfo=None)
    ended = _ended(visit)
    hours = (at - ended).total_seconds() / 3600
    if hours > limit:
        cells = (visit.cell(n) for n in ("recorded_at", "visit_date", "end_time", "start_time") if visit.as_typed(n))
        return violation(_lay(visit, at, hours, limit, exact), *cells)
    if exact and at.time() != time() and visit.start_time and at < datetime.combine(day, visit.start_time):
        return review(_EARLY.format(at=f"{at:%Y-%m-%d %H:%M}"), visit.cell("recorded_at"), visit.cell("start_time"))
    if not exact and at.date() < day:
        return review(_EARLY.format(at=at.date()), visit.cell("recorded_at"), visit.cell("visit_date"))
    return None


def _ended(visit: Visit) -> datetime:
    """When the visit was over; the end of its day where no time says so."""
    assert visit.visit_date is not None
    clock = visit.end_time or visit.start_time
    if clock is None:
        return datetime.combine(visit.visit_date, time()) + timedelta(days=1)
    after_midnight = visit.end_time and visit.start_time and visit.end_time < visit.start_time
    return datetime.combine(visit.visit_date, clock) + timedelta(days=1 if after_midnight else 0)


def _lay(visit: Visit, at: datetime, hours: float, limit: float, exact: bool) -> Text:
    end = Text("结束", "ended") if visit.end_time else Text("开始", "began")
    if exact:
        return Text(
            f"记录录入于{at:%Y-%m-%d %H:%M}，距外访{end.zh}{hours:.0f}小时，超过{limit:g}小时。",
            f"Entered at {at:%Y-%m-%d %H:%M}, {hours:.0f} hours after the visit {end.en}; the limit is {limit:g} hours.",
        )
    return Text(
        f"记录录入于{at:%Y-%m-%d}，距{visit.visit_date}的外访{end.zh}至少{hours:.0f}小时，超过{limit:g}小时。",
        f"Entered on {at:%Y-%m-%d}, at least {hours:.0f} hours after the visit of {visit.visit_date} {end.en}; the limit is {limit:g} hours.",
    )


_EARLY = Text("录入时间{at}早于外访开始，先有记录后有外访，需核实。", "Entered at {at}, before the visit began.")

RULE = Rule(
    "late_record",
    title=Text("补录或迟录", "Late record"),
    ground="C",
    grade=4,
    family="record",
    broken=Text(
        "录入时间距外访结束超过规则包规定的小时数，或外访经过自述为事后补录。",
        "Entered later after the end of the visit than the hours that the policy pack allows, or the account admits that it was.",
    ),
    kept=Text(
        "在时限内录入；没有录入时间可比。",
        "Entered in time; or no time of entry is given.",
    ),
    clears=Text(
        "系统日志中的原始录入时间，或延迟录入的审批。", "The time of entry in the system's own log, or the leave to enter it late."
    ),
    check=check,
)
