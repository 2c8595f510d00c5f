"""Layout: the widgets of the review page and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QProgressBar, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from audit.model import Text
from audit.store.nouns import ReviewProgress
from gui.parts import button, label, named, set_tone
from gui.review import words
from gui.review.bulk import BulkPanel
from gui.review.decide_card import DecideCard
from gui.review.delegate import FindingDelegate
from gui.review.empty import empty
from gui.review.filters import FilterBar
from gui.review.list_view import FindingListView
from gui.review.listing import FindingList
from gui.review.sheet_view import SheetView
from gui.review.side import SideTabs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.review.page import ReviewPage


class Layout:
    def __init__(self, page: ReviewPage):
        self._page, self._say = page, page.say
        frame, title = page.frame, page.frame.desk.title
        self.filters = FilterBar(self._say, title)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._say.say(self.search.setPlaceholderText, words.SEARCH_HINT)
        named(self.search, self._say, words.FIND)
        self.group, self.sort = self._box(words.GROUP_BY, words.GROUPS), self._box(words.SORT_BY, words.SORTS)
        self.list_model = FindingList(frame.desk.lines, title, self._say)
        self.list = FindingListView(self.list_model, FindingDelegate(self._say, title, lambda: frame.colours), self._say)
        self.chosen = label("field")
        self.chosen.hide()
        self.sheet = SheetView(frame, title)
        self.card, self.side = DecideCard(frame), SideTabs(frame)
        self.bulk = BulkPanel(frame, page.saving, title)
        self.progress, self.saved = QProgressBar(), label("said")
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(150)
        named(self.progress, self._say, words.PROGRESS_NAME)
        self.many = button(self._say, words.MANY, lambda: None)
        self._place()

    def _box(self, name: Text, options: Mapping[str, Text]) -> QComboBox:
        box = QComboBox()
        for value, text in options.items():
            box.addItem(self._say(text), value)
        box.setMinimumContentsLength(2)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        named(box, self._say, name)
        return box

    def _place(self) -> None:
        page = self._page
        page.head.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        page.head.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignVCenter)
        page.head.addWidget(self.many)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setHandleWidth(10)
        panes.setChildrenCollapsible(False)
        for widget, stretch in ((self._left(), 3), (self.sheet, 5), (self._right(), 0)):
            panes.addWidget(widget)
            panes.setStretchFactor(panes.count() - 1, stretch)
        panes.setSizes([340, 500, 300])
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.filters)
        column.addWidget(panes, 1)
        go = page.frame.go
        self.states = QStackedWidget()
        self.states.addWidget(empty(self._say, words.NO_PROJECT, words.TO_HOME, lambda: go("home")))
        self.states.addWidget(empty(self._say, words.NO_RUN, words.TO_CHECK, lambda: go("check")))
        self.states.addWidget(empty(self._say, words.NO_FINDINGS))
        self.states.addWidget(filled)
        page.body.addWidget(self.states, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.group, 1)
        line.addWidget(self.sort, 1)
        column.addLayout(line)
        self.results = QStackedWidget()
        self.results.addWidget(self.list)
        self.results.addWidget(empty(self._say, words.NO_MATCH, words.CLEAR, self._clear))
        column.addWidget(self.results, 1)
        column.addWidget(self.chosen)
        left.setMinimumWidth(210)
        return left

    def _right(self) -> QWidget:
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.card)
        column.addWidget(self.side, 1)
        self.right = QStackedWidget()
        self.right.addWidget(both)
        self.right.addWidget(self.bulk)
        self.right.setMinimumWidth(236)
        return self.right

    def _clear(self) -> None:
        self.search.clear()
        self.filters.reset()

    def forget_filters(self) -> None:
        """Without asking for the list anew."""
        for each in (self.search, self.filters):
            each.blockSignals(True)
        self._clear()
        for each in (self.search, self.filters):
            each.blockSignals(False)

    # states

    def show_state(self, state: int) -> None:
        """0 no project, 1 nothing checked, 2 nothing found, 3 the list."""
        self.states.setCurrentIndex(state)
        for widget in (self.progress, self.saved, self.many):
            widget.setVisible(state == 3)
        if state != 3:
            self._page.subtitle.clear()

    def show_list(self, filled: bool) -> None:
        self.results.setCurrentIndex(0 if filled else 1)

    def show_bulk(self, shown: bool) -> None:
        self.right.setCurrentIndex(1 if shown else 0)

    @property
    def bulk_shown(self) -> bool:
        return self.right.currentIndex() == 1

    def show_chosen(self, count: int) -> None:
        """How many are chosen, where it is more than the one that is shown."""
        self.chosen.setVisible(count > 1)
        self.chosen.setText(self._say(words.SELECTED, n=f"{count:,}"))

    def restyle(self) -> None:
        colours = self._page.frame.colours
        self.list.setStyleSheet(
            f"QTableView {{ background: {colours.card}; border: 1px solid {colours.line}; border-radius: 8px; }}"
            f"QTableView:focus {{ border: 1px solid {colours.accent}; }}"
        )
        self.card.restyle()
        self.list.viewport().update()

    def show_progress(self, p: ReviewProgress) -> None:
        self.progress.setRange(0, max(1, p.total))
        self.progress.setValue(p.decided)
        if p.total:
            self._page.subtitle.setText(self._say(words.PROGRESS, done=f"{p.decided:,}", total=f"{p.total:,}"))

    def show_saving(self, under_way: int, failed: int) -> None:
        text = words.NOT_SAVED if failed else words.SAVING if under_way else words.SAVED
        set_tone(self.saved, "bad" if failed else "warn" if under_way else "good")
        self.saved.setText(self._say(text, n=failed or under_way))

    def speak(self) -> None:
        for box, options in ((self.group, words.GROUPS), (self.sort, words.SORTS)):
            for number, text in enumerate(options.values()):
                box.setItemText(number, self._say(text))
