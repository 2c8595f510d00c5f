"""Outsourcing not notified."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "no_outsourcing_notice",
    title=Text("委外未告知", "Outsourcing not notified"),
    ground="R",
    grade=3,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
