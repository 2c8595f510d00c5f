"""The page of findings: filters, the table, the finding that is chosen, and the ways out (PDF, workbook, JSON)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from audit.model import Text
from gui import theme, words
from gui.desk import Checked, Desk, Found, Query, SortKey
from gui.exporter import Exporter
from gui.filter_bar import FilterBar
from gui.finding_table import columns
from gui.finding_view import FindingView
from gui.paged_table import PagedTable
from gui.parts import Banner, button, card, label
from gui.tables import table
from gui.tasks import Failure, Lane, Task
from gui.tongue import Tongue


class FindingsPage(QWidget):
    """`look` is a lane of its own for reading, so that a filter never waits for an export."""

    to_data = Signal()

    def __init__(self, desk: Desk, tongue: Tongue, look: Lane, colours: Callable[[], theme.Colours]):
        super().__init__()
        self._desk, self._tongue, self._look = desk, tongue, look
        self._checked: Checked | None = None
        self._query: Query | None = None
        self._task: Task | None = None
        self._keep: int | None = None
        self.banner = Banner(tongue)
        self.title, self.count = label("title"), label("muted")
        tongue.say(self.title.setText, words.FINDINGS)
        self.filters = FilterBar(tongue)
        self.filters.changed.connect(self.refresh)
        self.model = PagedTable(columns(desk.title, colours), desk.lines, tongue)
        self.model.order_wanted.connect(self._order)
        self.table = table(self.model, [c.width for c in self.model.columns], tongue, words.FINDINGS_TABLE, sortable=True)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.view = FindingView(tongue, desk.title, colours)
        self.previous = button(tongue, words.PREVIOUS, lambda: self.go(-1))
        self.next = button(tongue, words.NEXT, lambda: self.go(1))
        tongue.say(self.previous.setToolTip, words.PREVIOUS_TIP)
        tongue.say(self.next.setToolTip, words.NEXT_TIP)
        self._lay_out()
        tongue.changed.connect(self._speak)
        self._speak()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        self._head = head
        side, inside = card()
        steps = QHBoxLayout()
        steps.addStretch(1)
        steps.addWidget(self.previous)
        steps.addWidget(self.next)
        inside.addWidget(self.view, 1)
        inside.addLayout(steps)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(12)
        self.split.setChildrenCollapsible(False)
        self.results = QStackedWidget()
        self.results.addWidget(self.table)
        self.results.addWidget(self._nothing(words.NO_MATCH, words.CLEAR_FILTERS, self.filters.reset))
        self.split.addWidget(self.results)
        self.split.addWidget(side)
        self.split.setSizes([620, 520])
        self.split.setStretchFactor(0, 1)
        filled = QWidget()
        body = QVBoxLayout(filled)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(self.filters)
        body.addWidget(self.split, 1)
        self.states = QStackedWidget()
        self.states.addWidget(self._nothing(words.NO_RUN, words.TO_DATA, self.to_data.emit))
        self.states.addWidget(filled)
        self.states.addWidget(self._nothing(words.NO_FINDINGS, words.TO_DATA, self.to_data.emit))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.banner)
        self._whole = whole
        whole.addWidget(self.states, 1)

    def _nothing(self, text: Text, do: Text, action: Callable[[], object]) -> QWidget:
        """An empty state: what to do next, and one button that does it."""
        frame, inside = card()
        said = label("heading", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._tongue.say(said.setText, text)
        inside.addStretch(1)
        inside.addWidget(said)
        inside.addWidget(button(self._tongue, do, action), 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(1)
        return frame

    def take_exporter(self, exporter: Exporter) -> None:
        """The exporter's button stands in the head of the page, its progress below it."""
        self._head.addWidget(exporter.button)
        self._whole.insertWidget(1, exporter.progress)

    def show_run(self, checked: Checked) -> None:
        self._checked = checked
        self._query = Query(checked.run)
        choices = Task(self._desk.choices(checked.run))
        choices.done.connect(self.filters.offer)
        choices.failed.connect(self._failed)
        self._look.start(choices)
        self.states.setCurrentIndex(1 if checked.violations + checked.reviews else 2)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the ids anew; the finding that is chosen stays chosen if it is still among them."""
        if self._query is None:
            return
        self._query = self.filters.apply_to(self._query)
        current = self.table.currentIndex()
        self._keep = self.model.id_at(current.row()) if current.isValid() else None
        if self._task:
            self._task.cancel()
        self._task = Task(self._desk.find(self._query))
        self._task.done.connect(self._found)
        self._task.failed.connect(self._failed)
        self._look.start(self._task)

    def _found(self, found: Found) -> None:
        if found.query != self._query:
            return  # an answer to a question that is no longer asked
        self.model.set_ids(found.ids)
        self.results.setCurrentIndex(0 if found.ids else 1)
        row = self.model.row_of(self._keep) if self._keep is not None else None
        if found.ids:
            self.table.selectRow(row or 0)
        else:
            self._chosen(QModelIndex(), QModelIndex())
        self._speak()

    def _failed(self, failure: Failure) -> None:
        self.banner.tell_failure(failure)

    def _order(self, key: str, descending: bool) -> None:
        if self._query:
            self._query = replace(self._query, sort=cast("SortKey", key), descending=descending)
            self.refresh()

    def _chosen(self, current: QModelIndex, _former: QModelIndex) -> None:
        rows = self.model.rowCount()
        self.previous.setEnabled(current.isValid() and current.row() > 0)
        self.next.setEnabled(current.isValid() and current.row() < rows - 1)
        self.view.show_sheet(self._desk.sheet(self.model.id_at(current.row())) if current.isValid() else None)

    def go(self, by: int) -> None:
        """Choose the finding `by` rows further, from wherever the keyboard is."""
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.table.selectRow(row)

    def reload(self) -> None:
        """Fetch what is shown anew: after personal data were hidden or shown."""
        self.model.reload()
        self._chosen(self.table.currentIndex(), QModelIndex())

    def redraw(self) -> None:
        """After a change of theme."""
        self.view.draw()
        self.table.viewport().update()

    def _speak(self) -> None:
        if self._checked is None:
            self.count.clear()
            return
        total = self._checked.violations + self._checked.reviews
        shown = self.model.rowCount()
        self.count.setText(
            self._tongue(words.COUNTS, violations=f"{self._checked.violations:,}", reviews=f"{self._checked.reviews:,}",
                         visits=f"{self._checked.visits:,}")
            + (self._tongue(words.SHOWN, shown=f"{shown:,}", total=f"{total:,}") if shown != total else "")
        )  # fmt: skip
