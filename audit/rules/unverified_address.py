"""They set out without having confirmed the address.

Broken when the column or the account says so. Not broken when verified or silent.
"""

from __future__ import annotations

from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, violation

_CLEARS = Text("外访之前核实地址的通话、短信或行方回复记录。", "A record of the address being confirmed before the visit.")


def check(visit: Visit, book: Casebook) -> Found | None:
    if visit.address_verified is False:
        typed = visit.as_typed("address_verified")
        return violation(_COLUMN.format(typed=typed), visit.cell("address_verified"), visit.cell("visit_address"), clears=_CLEARS)
    return None


_COLUMN = Text(
    "“事前核实地址”填写为“{typed}”，出发前未核实地址。",
    "The column for the address check says “{typed}”: it was not confirmed before they left.",
)

RULE = Rule(
    "unverified_address",
    title=Text("未核实地址", "Address not verified"),
    ground="C",
    grade=3,
    family="time",
    broken=Text("“是否核实地址”填写为“否”。", "The column “address verified” says no."),
    kept=Text("头一天电话核实过地址。", "The address had been confirmed by telephone the day before."),
    check=check,
)
