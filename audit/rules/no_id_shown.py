"""No credentials shown."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "no_id_shown",
    title=Text("未出示证件或未表明身份", "No credentials shown"),
    ground="R",
    grade=3,
    family="core",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
