"""FigureTable: a sheet of figures as a table: sorted by a click, every number opened by Enter, cells shaded where the sheet says so."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.dashboard import words
from gui.dashboard.sheets import Cell, Sheet
from gui.frame import Frame
from gui.parts import named
from gui.tongue import Tongue

Index = QModelIndex | QPersistentModelIndex


class FigureModel(QAbstractTableModel):
    def __init__(self, tongue: Tongue):
        super().__init__()
        self._say = tongue
        self.sheet: Sheet | None = None
        self._rows: list[tuple[Cell, ...]] = []
        tongue.changed.connect(self._spoken)

    def show(self, sheet: Sheet) -> None:
        self.beginResetModel()
        self.sheet, self._rows = sheet, list(sheet.rows)
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        return self._rows[index.row()][index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.sheet is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(self.cell(index).text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._say(words.OPEN_ROWS if self.cell(index).show else self.cell(index).text)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= self.sheet.words_first:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None or orientation != Qt.Orientation.Horizontal or section >= len(self.sheet.header):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say(self.sheet.header[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= self.sheet.words_first:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self.sheet is not None and 0 <= column < len(self.sheet.header):
            self.beginResetModel()
            down = order == Qt.SortOrder.DescendingOrder
            self._rows = sorted(self.sheet.rows, key=lambda row: row[column].order, reverse=down)
            self.endResetModel()

    def lines(self) -> list[list[str]]:
        """Header and rows as they are shown."""
        if self.sheet is None:
            return []
        return [[self._say(h) for h in self.sheet.header], *([self._say(cell.text) for cell in row] for row in self._rows)]

    def _spoken(self) -> None:
        self.beginResetModel()
        self.endResetModel()


class Shade(QStyledItemDelegate):
    """A cell's ground as dark as its number is great; the number itself is written over it."""

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame = frame

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        cell = model.cell(index) if isinstance(model, FigureModel) else None
        if cell is None or not cell.shade:
            super().paint(painter, option, index)
            return
        colours, rect = self._frame.colours, QRect(option.rect)  # type: ignore[attr-defined]
        ground = QColor(colours.violation)
        ground.setAlphaF(0.08 + 0.42 * cell.shade)
        painter.save()
        painter.fillRect(rect.adjusted(1, 1, -1, -1), ground)
        if option.state & QStyle.StateFlag.State_HasFocus or option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -2))
        painter.setPen(QColor(colours.text))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(rect.adjusted(6, 0, -8, 0), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class FigureTable(QTableView):
    opened = Signal(object)  # a Show

    def __init__(self, frame: Frame):
        super().__init__()
        self.figures = FigureModel(frame.tongue)
        self._least: list[int] = []  # widths that hold what is said
        self.setModel(self.figures)
        self._shade = Shade(frame)
        self.setItemDelegate(self._shade)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self._open)
        named(self, frame.tongue, words.TITLE)

    def show_sheet(self, sheet: Sheet) -> None:
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.figures.show(sheet)
        self._set_widths(sheet)
        if self.figures.rowCount():
            self.setCurrentIndex(self.figures.index(0, min(sheet.words_first, self.figures.columnCount() - 1)))

    def _set_widths(self, sheet: Sheet) -> None:
        """By the header and the widest of the first rows: a sheet has tens of rows, seldom hundreds."""
        measure = self.fontMetrics().horizontalAdvance
        self._least = [
            min(260 if column < sheet.words_first else 190, max(measure(text) for text in told) + 34)
            for column, told in enumerate(zip(*self.figures.lines()[:60], strict=True))
        ]
        self._spread()

    def _spread(self) -> None:
        """Room that is left is shared by all columns; each grows by no more than its half."""
        least = self._least
        more = min(0.5, max(0.0, self.viewport().width() / max(1, sum(least)) - 1))
        for column, width in enumerate(least):
            self.setColumnWidth(column, int(width * (1 + more)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and (show := self.figures.cell(index).show):
            self.opened.emit(show)

    def copied(self) -> QMimeData:
        """As Excel takes it, and as text programs do."""
        lines, mime = self.figures.lines(), QMimeData()
        mime.setText("\n".join("\t".join(line) for line in lines))
        cell: Callable[[str], str] = lambda text: f"<td>{escape(text)}</td>"  # noqa: E731
        mime.setHtml("<table>" + "".join(f"<tr>{''.join(map(cell, line))}</tr>" for line in lines) + "</table>")
        return mime
