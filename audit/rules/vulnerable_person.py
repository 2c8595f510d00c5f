"""Pressing a vulnerable person."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "vulnerable_person",
    title=Text("特殊情形继续催收", "Pressing a vulnerable person"),
    ground="C",
    grade=4,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
