"""Promise not followed up."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "missed_follow_up",
    title=Text("承诺未跟进", "Promise not followed up"),
    ground="C",
    grade=4,
    family="record",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
