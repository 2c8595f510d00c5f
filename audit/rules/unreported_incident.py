"""Unreported incident."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "unreported_incident",
    title=Text("安全事件未上报", "Unreported incident"),
    ground="R",
    grade=1,
    family="record",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
