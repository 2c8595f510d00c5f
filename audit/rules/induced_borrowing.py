"""Induced borrowing."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "induced_borrowing",
    title=Text("诱导借贷还款", "Induced borrowing"),
    ground="R",
    grade=2,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
