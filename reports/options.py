"""How a report is made: the edition, what is masked, and how much is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What concerns the agency's diligence towards the bank, not the debtor: kept off a report that a regulator reads; the agency is
#: asked about it, or a letter could name what its papers do not.
DESK_ONLY = frozenset({"missed_follow_up"})


@dataclass(frozen=True, slots=True)
class Options:
    """`cases_per_rule` cases of a rule are shown in full, `annex_rows` findings in the annex (None: all); both cuts are told.

    Findings of the rules `left_out` are in no list and no figure, and the limits say so. `clear` is what stays readable though
    the report is masked: names of `visitors`, names of `borrowers` and third persons, `rooms`; whole numbers never do.
    """

    mask: bool = True
    cases_per_rule: int = 5
    annex_rows: int | None = None
    left_out: frozenset[str] = frozenset()
    edition: Literal["regulator", "internal", "agency"] = "regulator"
    clear: frozenset[str] = frozenset()


#: Rows of the annex: what somebody may still read on paper. The report says what it leaves to the workbook.
ON_PAPER = 3_000
#: What a report is made with unless somebody asks for more.
REPORT = Options(left_out=DESK_ONLY, annex_rows=ON_PAPER)
