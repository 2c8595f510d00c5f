"""Entry without consent."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "entry_without_consent",
    title=Text("未经同意进入", "Entry without consent"),
    ground="R",
    grade=2,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
