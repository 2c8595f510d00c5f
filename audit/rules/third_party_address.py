"""Visit to a third party's address."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "third_party_address",
    title=Text("非债务人地址外访", "Visit to a third party's address"),
    ground="R",
    grade=2,
    family="core",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
