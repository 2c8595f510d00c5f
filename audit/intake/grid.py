"""A sheet gathered whole before its rows are told, for formats whose hidden rows and merged cells come among the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from audit.intake.cells import Cell, Request, Row, SheetEnd, SheetInfo, SheetStart
from audit.intake.chunks import chunked
from audit.model import Problem, Text

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_REPEATS = 10_000


@dataclass(slots=True)
class Grid:
    """Positions are 1-based. `row` is the number of the row being filled."""

    name: str
    hidden: bool = False
    rows: list[tuple[int, Row]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    problems: list[Text] = field(default_factory=list)

    def add(self, number: int, cells: list[Cell], repeats: int = 1) -> None:
        """Row `number`, and the same again below it `repeats - 1` times."""
        while cells and cells[-1] is None:
            cells.pop()
        if not cells or number > LAST_ROW:
            return
        if repeats > MOST_REPEATS:
            self.problems.append(
                Text(f"第 {number} 行起同一行重复 {repeats} 次，只读取前 {MOST_REPEATS} 次。",
                     f"From row {number} on the same row is repeated {repeats} times; the first {MOST_REPEATS} were read.")
            )  # fmt: skip
        row = tuple(cells[:LAST_COLUMN])
        for i in range(min(repeats, MOST_REPEATS, LAST_ROW - number + 1)):
            self.rows.append((number + i, row))

    def events(self, request: Request, index: int) -> Iterator[Any]:
        last = self.rows[-1][0] if self.rows else 0
        most = request.limits.max_notes
        yield SheetStart(
            SheetInfo(
                self.name, index, self.hidden, last, tuple(self.merged[:most]), tuple(self.hidden_rows[:most]),
                tuple(self.hidden_columns[:most]), self.errors, frozenset(self.uncached), self.comments,
            )
        )  # fmt: skip
        for text in self.problems[:50]:
            yield Problem(request.name, self.name, None, "", text)
        count = len(self.rows)
        yield from chunked(iter(self.rows), request.limits.chunk_rows)
        yield SheetEnd(index, count, last)


def trimmed(runs: list[tuple[int, int]], last: int) -> list[tuple[int, int]]:
    """Runs that begin within the used rows."""
    return [(a, min(b, max(last, a))) for a, b in runs if a <= last]
