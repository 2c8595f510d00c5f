"""PickList: a searchable list at the left of a tab, held in memory; what is chosen is shown beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from audit.model import Text
from gui.paged_table import Column, PagedTable
from gui.parts import named
from gui.tables import table
from gui.tongue import Tongue

TYPING_MS = 200


class PickList(QWidget):
    """`key` tells rows apart, so that a choice outlives new rows; `words_of` is what is searched in."""

    chosen = Signal(object)  # a row, or None
    missing = Signal()  # what was sought is not in the list

    def __init__(self, columns: Sequence[Column], tongue: Tongue, name: Text, hint: Text, key: Callable[[Any], object], words_of: Callable[[Any], str]):  # fmt: skip
        super().__init__()
        self._key, self._words_of = key, words_of
        self._rows: Sequence[Any] = ()
        self._current: Any = None
        self._sought: Callable[[Any], bool] | None = None
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        tongue.say(self.search.setPlaceholderText, hint)
        named(self.search, tongue, hint)
        self.model = PagedTable(columns, lambda ids: [self._rows[n] for n in ids], tongue)
        self.table = table(self.model, [c.width for c in columns], tongue, name)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._moved(now.row() if now.isValid() else -1))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._fill)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._search_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """The row that was chosen (or sought, before there were rows) stays chosen, if it is still there."""
        self._rows = rows
        if self._sought is None or not self._choose(self._sought):
            self._fill()

    def _fill(self) -> None:
        self._typing.stop()
        wanted, key = self.search.text().strip().casefold(), None if self._current is None else self._key(self._current)
        self.model.set_ids([n for n, row in enumerate(self._rows) if not wanted or wanted in self._words_of(row).casefold()])
        if self._sought is not None:
            self.missing.emit()
            return
        same = (r for r in range(self.model.rowCount()) if self._key(self.model.line(r)) == key)
        at = next(same, 0) if key is not None else 0
        if self.model.rowCount():
            self.table.selectRow(at)
        else:
            self._moved(-1)

    def _moved(self, row: int) -> None:
        self._current = self.model.line(row) if row >= 0 else None
        if row >= 0:
            self._sought = None
        self.chosen.emit(self._current)

    def seek(self, match: Callable[[Any], bool]) -> None:
        """Choose the first row that matches, now or when the rows come."""
        self._sought = match
        self.search.clear()
        if self._rows:
            self.show_rows(self._rows)

    def _choose(self, match: Callable[[Any], bool]) -> bool:
        row = next((row for row in self._rows if match(row)), None)
        if row is None:
            return False
        self._current, self._sought = row, None
        self._fill()
        return True

    @property
    def rows(self) -> Sequence[Any]:
        return self._rows

    def go(self, by: int) -> None:
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.table.selectRow(row)

    def _search_now(self) -> None:
        self._fill()
        self.table.setFocus()
