"""Inappropriate dress."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "inappropriate_dress",
    title=Text("着装不当", "Inappropriate dress"),
    ground="R",
    grade=3,
    family="core",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
