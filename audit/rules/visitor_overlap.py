"""Visitor in two places."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "visitor_overlap",
    title=Text("时空冲突", "Visitor in two places"),
    ground="T",
    grade=1,
    family="record",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
