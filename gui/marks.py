"""Where words are marked in a text: spans of the finding at hand and of the other findings on the same visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audit.model import Finding
from gui.desk import FindingSheet, own_cell


@dataclass(frozen=True, slots=True)
class Mark:
    """Code points `[start:end]` of a text; `own` if it is evidence of the finding at hand."""

    start: int
    end: int
    own: bool
    rule: str


def marks(sheet: FindingSheet, field: str, text: str) -> tuple[Mark, ...]:
    """Marks in `text`, the visit's `field`: those of other findings first, so that the own ones are drawn over them."""
    others = (m for row in sheet.others for m in _of(row.finding, field, text, own=False))
    return (*others, *_of(sheet.row.finding, field, text, own=True))


def _of(finding: Finding, field: str, text: str, *, own: bool) -> Iterable[Mark]:
    for e in finding.evidence:
        if e.field != field or not own_cell(e) or e.start is None or e.end is None:
            continue
        if text[e.start : e.end] == e.quote:  # a quote that is not there is never marked anywhere else instead
            yield Mark(e.start, e.end, own, finding.rule)


def pieces(text: str, found: Iterable[Mark]) -> list[tuple[str, Mark | None]]:
    """`text` cut into pieces with the mark that lies on top of each; joined they are `text` again."""
    top: list[Mark | None] = [None] * len(text)
    for mark in found:
        top[mark.start : mark.end] = [mark] * (mark.end - mark.start)
    cut: list[tuple[str, Mark | None]] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or top[at] is not top[start]:
            cut.append((text[start:at], top[start]))
            start = at
    return cut
