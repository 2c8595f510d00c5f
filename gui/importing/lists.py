"""Small tables of the import that are held in memory: files, former imports, a sheet's first rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor, QFont

from audit.model import Text
from gui.frame import Frame
from gui.paged_table import Index

#: What a cell says, and its tone: '', good, warn, bad, muted.
Cell = tuple[str, str]


class ListModel(QAbstractTableModel):
    """Rows that `says` puts into words; `says(row)` is a cell for each column."""

    def __init__(self, frame: Frame, titles: Sequence[Text], says: Callable[[Any], Sequence[Cell]]):
        super().__init__()
        self._frame, self._titles, self._says = frame, tuple(titles), says
        self.rows: list[Any] = []
        frame.tongue.changed.connect(self._language_changed)

    def put(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def retitle(self, titles: Sequence[Text]) -> None:
        """Other columns; put the rows anew afterwards."""
        self.beginResetModel()
        self.rows, self._titles = [], tuple(titles)
        self.endResetModel()

    def again(self, row: Any) -> None:
        """One row says something else now."""
        at = next((n for n, each in enumerate(self.rows) if each is row), None)
        if at is not None:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._titles) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._says(self.rows[index.row()])[index.column()][0]
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = self._says(self.rows[index.row()])[index.column()][1]
            c = self._frame.colours
            colour = {"good": c.good, "warn": c.review, "bad": c.violation, "muted": c.muted}.get(tone)
            return QColor(colour) if colour else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._frame.tongue(self._titles[section])
        return None

    def _language_changed(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._titles) - 1)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self._titles) - 1))


class GridModel(QAbstractTableModel):
    """A sheet's first rows as they stand in the file, with its header marked by a word, bold type and a ground."""

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame = frame
        self.grid: Sequence[Sequence[str]] = ()
        self.header_row = self.header_top = 0
        self._width = 0

    def put(self, grid: Sequence[Sequence[str]], header_top: int, header_row: int) -> None:
        self.beginResetModel()
        self.grid, self.header_top, self.header_row = grid, header_top, header_row
        self._width = min(60, max((len(row) for row in grid), default=0))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.grid)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, number = self.grid[index.row()], index.row() + 1
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row[index.column()].replace("\n", " ") if index.column() < len(row) else ""
        marked = self.header_row and self.header_top <= number <= self.header_row
        if role == Qt.ItemDataRole.FontRole and marked:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == Qt.ItemDataRole.BackgroundRole and marked:
            return QColor(self._frame.colours.accent_soft)
        if role == Qt.ItemDataRole.ForegroundRole and self.header_row and number < self.header_top:
            return QColor(self._frame.colours.muted)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return letters(section)
        return f"▶ {section + 1}" if section + 1 == self.header_row else str(section + 1)


def letters(column: int) -> str:
    """A column as spreadsheets name it: A, B … Z, AA."""
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said
