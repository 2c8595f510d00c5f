"""Which words of a text are marked by which findings: text cut into pieces, each with every mark on it, and where marks end."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from gui.desk import FindingSheet, own_cell

#: Numbers beside the marks, as they are printed after the words.
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text. `on`: numbers of the findings that mark it (1 is the finding at hand); `ends`: of marks that end here."""

    text: str
    on: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def number_sign(number: int) -> str:
    return NUMBERS[number - 1] if number <= len(NUMBERS) else f"({number})"


def spans(sheet: FindingSheet, field: str, text: str) -> list[tuple[int, int, int]]:
    """Start, end and finding's number of every mark in `text`, the visit's `field`. A quote that is not there is marked nowhere."""
    found = []
    for number, row in enumerate((sheet.row, *sheet.others), 1):
        for e in row.finding.evidence:
            if e.field == field and own_cell(e) and e.start is not None and e.end is not None and text[e.start : e.end] == e.quote:
                found.append((e.start, e.end, number))
    return list(dict.fromkeys(found))


def pieces(text: str, marks: Sequence[tuple[int, int, int]]) -> list[Piece]:
    """`text` cut wherever a mark begins or ends; joined the pieces are `text` again."""
    cuts = sorted({0, len(text), *(at for start, end, _ in marks for at in (start, end))})
    made = []
    for start, end in itertools.pairwise(cuts):
        on = sorted({n for s, e, n in marks if s <= start and end <= e})
        ends = sorted({n for _, e, n in marks if e == end})
        made.append(Piece(text[start:end], tuple(on), tuple(ends)))
    return made


def numbers_in(sheet: FindingSheet, text: str) -> set[int]:
    """The findings that mark something in the account."""
    return {number for _, _, number in spans(sheet, "account", text)}
