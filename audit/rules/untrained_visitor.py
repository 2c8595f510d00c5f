"""Unqualified visitor."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "untrained_visitor",
    title=Text("人员不合格", "Unqualified visitor"),
    ground="R",
    grade=2,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
