"""RelationsPage: three tabs on what visits have to do with one another, and the ways from there to findings and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QToolButton

from audit.store.where import Where
from gui.page import DECISIONS, FINDINGS, IMPORTS, MASKING, PROJECT, RULES, Page
from gui.parts import button
from gui.relations import words
from gui.relations.case_tab import CaseTab
from gui.relations.copies_tab import CopiesTab
from gui.relations.days_tab import DaysTab
from gui.review.empty import empty

TABS = (words.DAYS, words.COPIES, words.CASES)


class RelationsPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, FINDINGS, RULES, MASKING} - {DECISIONS})

    def build(self) -> None:
        say, go = self.say, self.frame.go
        self.tabs = QButtonGroup(self)
        self.stack = QStackedWidget()
        self._made: dict[int, DaysTab | CopiesTab | CaseTab] = {}  # each made when it is first seen
        self._holders = [QStackedWidget(), QStackedWidget(), QStackedWidget()]
        for number, (holder, nothing) in enumerate(
            zip(self._holders, (words.NO_DAYS, words.NO_COPIES, words.NO_CASES), strict=True)
        ):
            self._tab(number)
            holder.addWidget(empty(say, nothing))
            holder.addWidget(empty(say, words.NO_CHECK, words.TO_CHECK, partial(go, "check")))
            self.stack.addWidget(holder)
        self.findings = button(say, words.TO_FINDINGS, self.to_findings)
        self.row = button(say, words.TO_VISIT, self.to_visit)
        self.head.addWidget(self.findings)
        self.head.addWidget(self.row)
        self.states = QStackedWidget()
        self.states.addWidget(empty(say, words.NO_PROJECT, words.TO_HOME, partial(go, "home")))
        self.states.addWidget(self.stack)
        self.body.addWidget(self.states, 1)
        self._stale = [True, True, True]
        for number, text in enumerate(TABS):
            self.key(str(number + 1), text, partial(self.open, number))
        for keys, text, do in (("Q", words.TO_FINDINGS_KEY, self.to_findings), ("V", words.TO_VISIT, self.to_visit), ("/", words.FIND, self.search),
                               ("F8", words.NEXT, partial(self._go, 1)), ("Shift+F8", words.PREVIOUS, partial(self._go, -1))):  # fmt: skip
            self.key(keys, text, do)
        self._able()

    def _tab(self, number: int) -> None:
        made = QToolButton()
        made.setObjectName("quiet")
        made.setCheckable(True)
        made.setChecked(number == 0)
        self.say.say(made.setText, TABS[number])
        made.clicked.connect(lambda _checked=False: self.open(number))
        self.tabs.addButton(made, number)
        self.head.insertWidget(1 + number, made)

    # what is shown

    def _filled(self, number: int, filled: bool | None) -> None:
        """A tab with nothing to show says what to do; None: nothing was checked yet."""
        shown = 1 if filled is None else 2 if filled else 0
        self._holders[number].setCurrentIndex(shown)

    @property
    def tab(self) -> DaysTab | CopiesTab | CaseTab:
        """The tab that is seen."""
        number = self.stack.currentIndex()
        if number not in self._made:
            made = (DaysTab, CopiesTab, CaseTab)[number](self.frame)
            made.filled.connect(partial(self._filled, number))
            self._holders[number].addWidget(made)
            self._made[number] = made
        return self._made[number]

    def open(self, number: int) -> None:
        """Show a tab; it fetches what it shows when it is first seen."""
        self.tabs.button(number).setChecked(True)
        self.stack.setCurrentIndex(number)
        self._fetch()
        self.focus_first()

    def refresh(self) -> None:
        self.states.setCurrentIndex(0 if self.frame.project is None else 1)
        self._stale = [True, True, True]
        self._able()
        self._fetch()

    def _fetch(self) -> None:
        number, project = self.stack.currentIndex(), self.frame.project
        if project is not None and self._stale[number]:
            self._stale[number] = False
            self.tab.fill(project)

    def _able(self) -> None:
        for each in (self.findings, self.row, *self.tabs.buttons()):
            each.setVisible(self.frame.project is not None)

    def arrive(self, what: Mapping[str, Any]) -> None:
        number = next((n for n, key in enumerate(("person", "copy", "case")) if key in what), 0)
        self.open(number)
        if isinstance(self.tab, DaysTab) and "person" in what:
            self.tab.open((*what["person"], what["day"]))
        elif isinstance(self.tab, CopiesTab):
            self.tab.open(what["copy"])
        elif isinstance(self.tab, CaseTab):
            self.tab.open(what["case"])

    # the ways out

    def _visits(self) -> list[int]:
        if isinstance(self.tab, CopiesTab):
            return list(self.tab.visits)
        return [self.tab.visit] if self.tab.visit is not None else []

    def to_findings(self) -> None:
        """The findings of the visit that is chosen (or of both)."""
        if visits := self._visits():
            case = self.tab.case_id
            self.frame.go("review", where=(Where("visit", "in", visits),), title=words.VISIT_OF.format(case=case))

    def to_visit(self) -> None:
        if visits := self._visits():
            self.frame.go("data", ids=visits)

    # the frame asks

    def _go(self, by: int) -> None:
        self.tab.list.go(by)

    def search(self) -> None:
        self.tab.list.search.setFocus()
        self.tab.list.search.selectAll()

    def other_side(self) -> None:
        tab = self.tab
        beside = tab.texts[0] if isinstance(tab, CopiesTab) else tab.table
        (beside if tab.list.table.hasFocus() else tab.list.table).setFocus()

    def focus_first(self) -> None:
        self.tab.list.table.setFocus()

    def restyle(self) -> None:
        for tab in self._made.values():
            tab.draw()

    def poses(self) -> Iterator[str]:
        yield "day"
        self.open(1)
        yield "copies"
        self.open(2)
        self.tab.list.go(1)
        yield "case"
        self.open(0)
