"""Unmasked personal data."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "unmasked_data",
    title=Text("敏感信息未脱敏", "Unmasked personal data"),
    ground="R",
    grade=3,
    family="record",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
