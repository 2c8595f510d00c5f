"""FindingListView: the list itself; Enter confirms, Left and Right fold groups, and several can be chosen.

A table of one column: a list view lays out every row anew after each change, half a second at 100,000 of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.parts import named
from gui.review import words
from gui.review.delegate import FindingDelegate
from gui.review.listing import FindingList
from gui.tongue import Tongue


class FindingListView(QTableView):
    confirmed = Signal()  # Enter on a finding
    moved = Signal()  # another finding, or another choice of several

    def __init__(self, model: FindingList, delegate: FindingDelegate, tongue: Tongue):
        super().__init__()
        self._findings, self._delegate = model, delegate
        self.setObjectName("findings")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(delegate.height)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        named(self, tongue, words.LIST)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.moved.emit())

    @property
    def current_id(self) -> int | None:
        return self._findings.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def chosen_ids(self) -> Sequence[int]:
        """Chosen findings in the order of the list; headings are none."""
        chosen = array("q")
        for span in sorted(self._spans(), key=lambda span: span.top()):
            chosen.extend(self._findings.ids_between(span.top(), span.bottom()))
        return chosen

    def chosen_count(self) -> int:
        """As quick as it is needed while somebody drags over a long list."""
        return sum(self._findings.findings_between(span.top(), span.bottom()) for span in self._spans())

    def _spans(self) -> list[QItemSelectionRange]:
        return list(cast("list[QItemSelectionRange]", self.selectionModel().selection()))

    def select_row(self, row: int) -> None:
        """This row alone: the view's own verb would add it to what is chosen while Ctrl, of Ctrl+Z, is still held."""
        index, how = self._findings.index(row), QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)
        self.scrollTo(index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self._delegate.height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._findings.group_at(row) is not None:
                self._fold(row, None)
            else:
                self.confirmed.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._findings.listing.groups:
            self._left_or_right(row, event.key() == Qt.Key.Key_Left)
        else:
            super().keyPressEvent(event)

    def _left_or_right(self, row: int, left: bool) -> None:
        """Left folds, and goes to the heading first; Right unfolds."""
        if self._findings.group_at(row) is not None:
            self._fold(row, left)
            return
        if left:
            while row > 0 and self._findings.group_at(row) is None:
                row -= 1
            self.select_row(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._fold(self.indexAt(event.position().toPoint()).row(), None)

    def _fold(self, row: int, folded: bool | None) -> None:
        if self._findings.group_at(row) is not None:
            self._findings.fold(row, folded)
            self.select_row(row)
