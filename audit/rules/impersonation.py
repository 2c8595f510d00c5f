"""Impersonation or false statement."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "impersonation",
    title=Text("冒用身份或虚假陈述", "Impersonation or false statement"),
    ground="R",
    grade=1,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
