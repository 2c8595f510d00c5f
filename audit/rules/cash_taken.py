"""Cash or favours taken."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "cash_taken",
    title=Text("违规收款", "Cash or favours taken"),
    ground="R",
    grade=1,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
