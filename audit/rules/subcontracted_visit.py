"""Subcontracted visit."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "subcontracted_visit",
    title=Text("转委托", "Subcontracted visit"),
    ground="R",
    grade=1,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
