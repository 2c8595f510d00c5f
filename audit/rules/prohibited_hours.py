"""Visit in closed hours."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "prohibited_hours",
    title=Text("禁止时段外访", "Visit in closed hours"),
    ground="R",
    grade=2,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
