"""The agency came before the borrower had been told that the debt was outsourced.

Broken by a visit before the day of the notice in the case file. Not broken on that day or later, nor without such a column.
"""

from __future__ import annotations

from audit.casebook import Casebook, filed
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review, violation


def check(visit: Visit, book: Casebook) -> Found | None:
    case = book.case(visit)
    if case is None or visit.visit_date is None:
        return None
    told = case.outsourced_notice
    if told is None:
        if "outsourced_notice" not in case.columns:
            return None
        return review(_UNKNOWN, filed(case, "outsourced_notice"), visit.cell("visit_date"))
    if visit.visit_date >= told:
        return None
    message = _EARLY.format(day=visit.visit_date, told=told, days=(told - visit.visit_date).days)
    return violation(message, visit.cell("visit_date"), filed(case, "outsourced_notice"))


_EARLY = Text(
    "外访日期为{day}，案件台账记载委外告知日期为{told}，外访早于告知{days}天。",
    "The visit was on {day}, but the case file has the borrower told of the outsourcing on {told}: {days} days later.",
)
_UNKNOWN = Text(
    "案件台账的委外告知日期为空，无法确认外访前是否已告知债务人。", "The case file leaves the day of the outsourcing notice empty."
)

RULE = Rule(
    "no_outsourcing_notice",
    title=Text("委外未告知", "Outsourcing not notified"),
    ground="R",
    grade=3,
    family="time",
    broken=Text(
        "外访日期早于案件台账记载的委外告知日期。",
        "The visit was made before the day on which, by the case file, the borrower was told of the outsourcing.",
    ),
    kept=Text(
        "告知当日或之后外访；案件台账没有委外告知日期一栏。告知日期为空的，请人工核实。",
        "The visit was on the day of the notice or later; the case file has no such column. Where the date is blank a person has to look.",
    ),
    clears=Text(
        "外访之前已告知债务人委外的凭证（函件、短信、官网公示记录）。",
        "Proof that the borrower was told before the visit (letter, text message).",
    ),
    check=check,
)
