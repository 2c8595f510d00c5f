"""Collection from a third party."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "third_party_collection",
    title=Text("向第三人催收", "Collection from a third party"),
    ground="R",
    grade=2,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
