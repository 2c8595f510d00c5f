"""Late record."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "late_record",
    title=Text("补录或迟录", "Late record"),
    ground="C",
    grade=4,
    family="record",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
