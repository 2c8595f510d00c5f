"""Copied account."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "copied_account",
    title=Text("记录雷同", "Copied account"),
    ground="T",
    grade=1,
    family="record",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
