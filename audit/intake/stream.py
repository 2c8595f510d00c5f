"""Rows on their way through a sheet: some may be looked at and put back, and what is merged over several is put into all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from audit.intake.cells import Cell, Row
from audit.intake.tables import Merged, Numbered


class Rows:
    """A stream of rows from which some may be looked at and put back."""

    def __init__(self, rows: Iterable[Numbered]):
        self._rest = iter(rows)
        self._back: list[Numbered] = []

    def __iter__(self) -> Iterator[Numbered]:
        return self

    def __next__(self) -> Numbered:
        return self._back.pop() if self._back else next(self._rest)

    def look(self, count: int) -> list[Numbered]:
        rows = list(islice(self, count))
        self.put_back(rows)
        return rows

    def skip_through(self, number: int) -> None:
        """Drops all rows up to that one."""
        for row in self:
            if row.number > number:
                self.put_back([row])
                return

    def put_back(self, rows: Sequence[Numbered]) -> None:
        self._back.extend(reversed(rows))


class Fill:
    """Puts the value of a cell that is merged over several rows into all of them."""

    def __init__(self, merged: Merged):
        self._merged = merged
        self._open: dict[int, tuple[int, Cell]] = {}  # column: last row, value

    def __call__(self, row: Numbered) -> tuple[Row, frozenset[int]]:
        """The row with what is merged into it from above, and the columns that were so filled."""
        cells = row.cells
        carried: frozenset[int] = frozenset()
        if self._open:
            self._open = {c: (last, v) for c, (last, v) in self._open.items() if last >= row.number}
            put = {c: v for c, (_, v) in self._open.items() if v is not None and (c >= len(cells) or cells[c] in (None, ""))}
            if put:
                grown = [*cells, *([None] * (max(put) + 1 - len(cells)))]
                for c, v in put.items():
                    grown[c] = v
                cells, carried = tuple(grown), frozenset(put)
        for left, last, right in self._merged.get(row.number, ()):
            if last > row.number and right - left < 4:
                self._open[left] = (last, cells[left] if left < len(cells) else None)
        return cells, carried


def filled_down(rows: Sequence[Numbered], merged: Merged) -> list[Numbered]:
    fill = Fill(merged)
    return [Numbered(r.number, fill(r)[0]) for r in rows]
