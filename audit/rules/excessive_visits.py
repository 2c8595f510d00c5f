"""Too many visits."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "excessive_visits",
    title=Text("外访过频", "Too many visits"),
    ground="C",
    grade=4,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
