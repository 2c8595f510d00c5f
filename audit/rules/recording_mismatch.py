"""Recording does not match."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "recording_mismatch",
    title=Text("录音录像不符", "Recording does not match"),
    ground="R",
    grade=2,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
