"""Visit not recorded."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "no_recording",
    title=Text("未全程录音录像", "Visit not recorded"),
    ground="R",
    grade=2,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
