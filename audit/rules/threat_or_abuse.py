"""Threat, abuse or force."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "threat_or_abuse",
    title=Text("威胁、辱骂或暴力", "Threat, abuse or force"),
    ground="R",
    grade=1,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
