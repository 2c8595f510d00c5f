"""Photographs inside a home."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "indoor_photo",
    title=Text("违规拍摄室内", "Photographs inside a home"),
    ground="R",
    grade=4,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
