"""Gap in the record."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "record_gap",
    title=Text("记录要素缺失", "Gap in the record"),
    ground="R",
    grade=4,
    family="record",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
