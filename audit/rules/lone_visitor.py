"""Lone visitor."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "lone_visitor",
    title=Text("单人外访", "Lone visitor"),
    ground="R",
    grade=2,
    family="core",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
