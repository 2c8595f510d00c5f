"""Address not verified."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "unverified_address",
    title=Text("未核实地址", "Address not verified"),
    ground="C",
    grade=3,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
