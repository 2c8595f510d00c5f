"""Grid: the table itself: pages of visits, headers that sort and filter, frozen columns, cells copied as Excel likes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QColor, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from gui.data import words
from gui.data.columns import COLUMNS, Line, state
from gui.frame import Frame
from gui.icons import pixmap
from gui.paged_table import Column, Index, PagedTable
from gui.parts import named

PAGE = 48  # masking a visit takes longer than fetching it
FUNNEL = 22  # pixels at a header's right end that open its filter


class VisitTable(PagedTable):
    """Pages of lines; the first column has the tone of the gravest finding and its letter."""

    def __init__(self, frame: Frame, fetch: Callable[[Sequence[int]], Sequence[Line]]):
        super().__init__([Column(c.title, c.says, (c.width, c.width)) for c in COLUMNS], fetch, frame.tongue, PAGE)
        self._frame, self._say = frame, frame.tongue
        self.order: list[tuple[str, bool]] = []
        self.filtered: set[str] = set()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.column() == 0 and index.isValid():
            return self._mark(self.line(index.row()), role)
        return super().data(index, role)

    def _mark(self, line: Line, role: int) -> Any:
        which, c = state(line), self._frame.colours
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say(words.MARKS[which])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            mark = line.mark
            return self._say(words.MARK_TIPS[which], violations=mark.violations if mark else 0, waiting=mark.waiting if mark else 0)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        tones = {"violation": (c.violation, c.violation_soft), "waiting": (c.review, c.review_soft)}.get(which)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(tones[0] if tones else c.muted)
        if role == Qt.ItemDataRole.BackgroundRole and tones:
            return QColor(tones[1])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return f"{section + 1:,}" if role == Qt.ItemDataRole.DisplayRole else None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._say(words.MARK_NAME) if section == 0 else self._say(words.HEADER_TIP, column=self._say(column.title))
        if role == Qt.ItemDataRole.DisplayRole:
            at = next((n for n, (field, _) in enumerate(self.order) if field == column.field), None)
            if at is None:
                return self._say(column.title)
            arrow = "▼" if self.order[at][1] else "▲"
            return f"{self._say(column.title)} {arrow}{at + 1 if len(self.order) > 1 else ''}"
        return None

    def headers_changed(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)


class MarkDelegate(QStyledItemDelegate):
    """The letter of the result on its tone; the style sheet of tables leaves no ground to the model."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is None:
            return
        box: QRect = option.rect.adjusted(7, 4, -7, -5)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        bold = painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()


class Header(QHeaderView):
    """A click sorts, with Shift by one column more; the funnel at the right end, or a right click, opens the filter."""

    sort_wanted = Signal(int, bool)
    filter_wanted = Signal(int)

    def __init__(self, frame: Frame, model: VisitTable, parent: QWidget):
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._frame, self._table = frame, model
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        before = self.cursor().shape()
        super().mouseReleaseEvent(event)
        if before == Qt.CursorShape.SplitHCursor:
            return  # a column was made wider
        at = self.logicalIndexAt(event.position().toPoint())
        if at < 0:
            return
        right = self.sectionViewportPosition(at) + self.sectionSize(at)
        if at and (event.button() == Qt.MouseButton.RightButton or right - event.position().x() <= FUNNEL):
            self.filter_wanted.emit(at)
        elif event.button() == Qt.MouseButton.LeftButton and at:
            self.sort_wanted.emit(at, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex and rect.width() > 2 * FUNNEL:
            on = COLUMNS[logicalIndex].field in self._table.filtered
            colours = self._frame.colours
            if on:
                painter.fillRect(
                    rect.right() - FUNNEL + 1, rect.top() + 5, FUNNEL - 3, rect.height() - 11, QColor(colours.accent_soft)
                )
            mark = pixmap("funnel" if on else "chevron-down", colours.accent if on else colours.muted, 14, self._frame.ratio)
            painter.drawPixmap(rect.right() - 18, rect.center().y() - 6, mark)


class Grid(QTableView):
    """The table; `frozen` is a second view of the same model that stays where it is."""

    opened = Signal(int)  # a row was double-clicked or entered
    scrolled_to = Signal(int)

    def __init__(self, frame: Frame, model: VisitTable):
        super().__init__()
        self._frame, self._model = frame, model
        self.setModel(model)
        self.head = Header(frame, model, self)
        self.setHorizontalHeader(self.head)
        self._dress(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # headers ask whether whole columns are chosen, row by row; one that never chooses anything spares that
        for head in (self.head, self.verticalHeader()):
            head.setSelectionModel(QItemSelectionModel(model, self))
        named(self, frame.tongue, words.TABLE)
        self.frozen_count = 0
        self.frozen = QTableView(self)
        self._freeze_view()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.set_widths()

    def _dress(self, view: QTableView) -> None:
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setTabKeyNavigation(False)
        view.setCornerButtonEnabled(False)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setItemDelegateForColumn(0, MarkDelegate(view))
        rows = view.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(view.fontMetrics().height() + 12)
        rows.setMinimumWidth(view.fontMetrics().horizontalAdvance("100,000") + 14)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _freeze_view(self) -> None:
        view = self.frozen
        view.setModel(self._model)
        self.frozen_head = Header(self._frame, self._model, view)
        view.setHorizontalHeader(self.frozen_head)
        self._dress(view)
        view.setObjectName("frozen")
        view.verticalHeader().hide()
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setSelectionModel(self.selectionModel())
        self.frozen_head.setSelectionModel(QItemSelectionModel(self._model, self))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(self.accessibleName())
        self.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        view.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        view.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.head.sectionResized.connect(self._resized)
        view.hide()

    def set_widths(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("0")
        for number, column in enumerate(COLUMNS):
            title = (
                self.fontMetrics().horizontalAdvance(str(self._model.headerData(number, Qt.Orientation.Horizontal))) + FUNNEL + 34
            )
            self.setColumnWidth(number, 44 if number == 0 else max(title, column.width * letter + 18))

    def freeze(self, count: int) -> None:
        """The first `count` columns stay where they are; 0 lets all move."""
        self.frozen_count = count
        self.frozen.setVisible(count > 0)
        for number in range(len(COLUMNS)):
            self.frozen.setColumnHidden(number, number >= count or self.isColumnHidden(number))
            if number < count:
                self.frozen.setColumnWidth(number, self.columnWidth(number))
        self._place()

    def show_column(self, number: int, shown: bool) -> None:
        self.setColumnHidden(number, not shown)
        self.frozen.setColumnHidden(number, not shown or number >= self.frozen_count)
        self._place()

    def _resized(self, number: int, _old: int, new: int) -> None:
        if number < self.frozen_count:
            self.frozen.setColumnWidth(number, new)
        self._place()

    def _place(self) -> None:
        width = sum(self.columnWidth(n) for n in range(self.frozen_count) if not self.isColumnHidden(n))
        left, edge = self.verticalHeader().width() + self.frameWidth(), self.frameWidth()
        self.frozen.setGeometry(left, edge, width, self.viewport().height() + self.head.height())
        self.frozen_head.setFixedHeight(self.head.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """What is under the frozen columns need not be scrolled to, and nothing may hide beneath them."""
        if index.column() < self.frozen_count:
            bar = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(bar)
            return
        super().scrollTo(index, hint)
        hidden = sum(self.columnWidth(n) for n in range(self.frozen_count) if not self.isColumnHidden(n))
        left = self.visualRect(index).left()
        if self.frozen_count and left < hidden:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + left - hidden)

    def keyPressEvent(self, event: Any) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex | Any, previous: QModelIndex | Any) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.scrolled_to.emit(current.row())

    def offer(self, actions: Sequence[QAction]) -> None:
        """What a right click offers."""
        for view in (self, self.frozen):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            view.addActions(actions)

    def parts(self) -> list[QItemSelectionRange]:
        """The rectangles of the selection: far fewer than its cells."""
        chosen = self.selectionModel().selection()
        return [chosen.at(n) for n in range(chosen.count())]

    def chosen_columns(self) -> list[int]:
        """The shown columns in which anything is chosen."""
        found = {c for part in self.parts() for c in range(part.left(), part.right() + 1)}
        return sorted(c for c in found if not self.isColumnHidden(c))

    def chosen_cells(self) -> int:
        """How many cells are chosen; counted by rectangles, for there may be millions."""
        return sum(
            part.height() * sum(not self.isColumnHidden(c) for c in range(part.left(), part.right() + 1)) for part in self.parts()
        )


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a spreadsheet pastes them."""
    return "\r\n".join("\t".join(cell.replace("\t", " ").replace("\r", " ").replace("\n", " ") for cell in row) for row in rows)


def as_html(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table of text cells: numbers of 18 figures stay as they are in Excel."""
    style = "mso-number-format:'\\@';white-space:nowrap"
    body = "".join("<tr>" + "".join(f'<td style="{style}">{escape(cell)}</td>' for cell in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'
