"""No contact tried before."""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule


def check(visit: Visit, book: Casebook) -> Found | None:
    return None


RULE = Rule(
    "no_prior_contact",
    title=Text("未先行联系", "No contact tried before"),
    ground="C",
    grade=3,
    family="time",
    broken=Text("", ""),
    kept=Text("", ""),
    check=check,
)
