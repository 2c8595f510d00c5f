"""Sign-in far from the address."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "location_mismatch",
    title=Text("定位不符", "Sign-in far from the address"),
    ground="T",
    grade=3,
    family="record",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
