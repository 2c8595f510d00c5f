"""The plain data that go from the core to the window beyond the store's own nouns."""

from __future__ import annotations

from dataclasses import dataclass

from audit.model import Evidence, Text, Visit
from audit.store.nouns import FindingRow


@dataclass(frozen=True, slots=True)
class FindingSheet:
    """A finding with all that surrounds it. `visit` is None for a finding about a whole log.

    `others` are the other findings on the same visit.
    """

    row: FindingRow
    visit: Visit | None
    others: tuple[FindingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    """A pack that a project may be checked by."""

    name: str
    title: Text


def own_cell(evidence: Evidence) -> bool:
    """Whether the quote stands in the visit's own row."""
    return evidence.source is None
