"""Public posting."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "public_posting",
    title=Text("公开张贴文书", "Public posting"),
    ground="R",
    grade=1,
    family="conduct",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
