"""Private channel."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "private_channel",
    title=Text("私人渠道联系", "Private channel"),
    ground="R",
    grade=3,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
