"""Improper contact with a third party."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "third_party_contact",
    title=Text("不当联系第三人", "Improper contact with a third party"),
    ground="R",
    grade=3,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
