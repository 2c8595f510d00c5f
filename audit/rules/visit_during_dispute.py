"""Visit during a dispute."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "visit_during_dispute",
    title=Text("停催期外访", "Visit during a dispute"),
    ground="C",
    grade=4,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
