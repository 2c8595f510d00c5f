"""Rows: a table model over rows that are all at hand (letters, samples, rules): hundreds of them, not a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from gui.paged_table import Column, PagedTable
from gui.tongue import Tongue


class Rows(PagedTable):
    """`key` gives each row its id. A column whose `sort` is "says" is sorted by what it says, else by that attribute of the row."""

    def __init__(self, columns: Sequence[Column], tongue: Tongue, key: Callable[[Any], int]):
        super().__init__(columns, self._some, tongue)
        self._key, self._said = key, tongue
        self._rows: dict[int, Any] = {}
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Iterable[Any]) -> None:
        self._rows = {self._key(row): row for row in rows}
        self._arrange()

    def row(self, id: int) -> Any:
        """The row of that id; None where it is gone."""
        return self._rows.get(id)

    @property
    def rows(self) -> tuple[Any, ...]:
        return tuple(self._rows.values())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self._order = (column, order)
            self._arrange()

    def _some(self, ids: Sequence[int]) -> list[Any]:
        return [self._rows[id] for id in ids]

    def _arrange(self) -> None:
        ids = list(self._rows)
        if self._order:
            column, order = self.columns[self._order[0]], self._order[1]

            def place(id: int) -> Any:
                row = self._rows[id]
                return column.says(row, self._said) if column.sort == "says" else getattr(row, column.sort)

            ids.sort(key=place, reverse=order == Qt.SortOrder.DescendingOrder)
        self.set_ids(ids)


def show_rows(view: QTableView, model: Rows, rows: Iterable[Any]) -> int | None:
    """New rows under the same choice: the row that was chosen stays chosen; the id of the one that is chosen now."""
    chosen, at = chosen_ids(view, model), view.verticalScrollBar().value()
    was = view.currentIndex().row()
    model.show(rows)
    view.verticalScrollBar().setValue(at)
    row = next((r for id in chosen if (r := model.row_of(id)) is not None), None)
    if row is None and model.rowCount():
        row = min(max(was, 0), model.rowCount() - 1)
    if row is None:
        return None
    view.setCurrentIndex(model.index(row, 0))
    return model.id_at(row)


def chosen_ids(view: QTableView, model: Rows) -> list[int]:
    """The ids of the rows that are chosen, from the top."""
    rows = sorted({index.row() for index in view.selectionModel().selectedRows()})
    return [model.id_at(row) for row in rows if row < model.rowCount()]


def choose(view: QTableView, model: Rows, id: int) -> None:
    row = model.row_of(id)
    if row is not None:
        view.setCurrentIndex(model.index(row, 0))
        view.scrollTo(model.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)


def current_id(view: QTableView, model: Rows) -> int | None:
    index: QModelIndex = view.currentIndex()
    return model.id_at(index.row()) if index.isValid() and index.row() < model.rowCount() else None
