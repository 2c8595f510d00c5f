"""Wish: how somebody wants a report to be, as plain data; what of it may be chosen and what always stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from audit.model import Lang
from reports.editions import Edition, plan
from reports.options import Options
from reports.result import Project

#: Sections one to seven: what was checked, what was found, and the limits of both. A report without one of them would mislead.
ALWAYS = 7
#: Findings that the annex lists, some 500 pages; it says what is left to the workbook and the attached findings.
MOST_ROWS = 3_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a report is to be. `left_out` are places of sections from the front, 0 the first; `agency` None for all of them.

    `clear` is what stays readable (names of visitors or borrowers, rooms); None: as the edition has it. `rules` are left out of
    every list and figure; None: as the edition has it.
    """

    edition: Edition = "regulator"
    lang: Lang = "zh"
    agency: str | None = None
    left_out: frozenset[int] = frozenset()
    clear: frozenset[str] | None = None
    rules: frozenset[str] | None = None
    cover: Project = field(default_factory=Project)

    @property
    def options(self) -> Options:
        usual = plan(self.edition).options
        clear = usual.clear if self.clear is None else self.clear
        return replace(usual, clear=clear, left_out=usual.left_out if self.rules is None else self.rules, annex_rows=MOST_ROWS)

    @property
    def opened(self) -> frozenset[str]:
        """What stays readable beyond what the edition shows."""
        return (self.clear or frozenset()) - plan(self.edition).options.clear


class Part(NamedTuple):
    """A section that can be chosen; `always`: it cannot be left out."""

    title: str
    always: bool


def cover_of(kept: object) -> Project:
    """What was kept of a cover, whatever else stands there."""
    known = {name: str(kept.get(name, "")) if isinstance(kept, Mapping) else "" for name in COVER}
    return Project(number=known["number"], bank=known["bank"], addressee=known["addressee"], team=known["team"],
                   contract=known["contract"])  # fmt: skip


#: Fields of a cover that a person fills in.
COVER: Sequence[str] = ("number", "bank", "addressee", "team", "contract")
