"""SheetView: one finding: what it is, where, the sentence, and the document with account and columns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from audit.model import Outcome, Text
from gui import words as common
from gui.desk import FindingSheet
from gui.frame import Frame
from gui.parts import label, set_tone
from gui.review import words
from gui.review.account import AccountView
from gui.review.notes import BARE


class SheetView(QFrame):
    follow = Signal(int)  # the id of another finding on the same visit

    def __init__(self, frame: Frame, title: Callable[[str], Text]):
        super().__init__()
        self.setObjectName("card")
        self._frame, self._say, self._title = frame, frame.tongue, title
        self.sheet: FindingSheet | None = None
        self._place = (0, 0)
        self.outcome, self.grade = label("badge"), label("badge")
        self.heading = label("heading", wrap=True, select=True)
        self.position, self.where = label("muted"), label("muted", wrap=True, select=True)
        self.message = label(wrap=True, select=True)
        self.related = QPushButton()
        self.related.setObjectName("menu")
        self.related.setAutoDefault(False)
        self.related.setStyleSheet("padding: 3px 28px 3px 10px;")
        self._say.say(self.related.setText, words.RELATED)
        self.related.setMenu(self._menu())
        self.document = AccountView(self._say, title, self.follow.emit)
        self.document.setStyleSheet(BARE)
        self._lay_out()
        self._say.changed.connect(self.draw)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for text, go in ((words.TO_DAY, self.to_day), (words.TO_CASE, self.to_case), (words.TO_COPIES, self.to_copies)):
            action = menu.addAction("")
            self._say.say(action.setText, text)
            action.triggered.connect(lambda _checked=False, go=go: go())
        self._copies = menu.actions()[-1]
        return menu

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.outcome, self.grade):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.position)
        named = QHBoxLayout()
        named.addWidget(self.heading, 1)
        named.addWidget(self.related)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 10, 8, 8)
        inside.setSpacing(5)
        inside.addLayout(top)
        inside.addLayout(named)
        inside.addWidget(self.where)
        inside.addWidget(self.message)
        inside.addWidget(self.document, 1)

    def show_sheet(self, sheet: FindingSheet | None, place: tuple[int, int] = (0, 0)) -> None:
        """`place`: the how-manieth of how many, (0, n) for one that is not listed."""
        same = sheet is not None and self.sheet is not None and sheet.row.id == self.sheet.row.id
        at = self.document.verticalScrollBar().value() if same else 0
        self.sheet, self._place = sheet, place
        self.draw()
        self.document.verticalScrollBar().setValue(at)

    def show_place(self, place: tuple[int, int]) -> None:
        """The list around the finding may grow and shrink while it is shown."""
        self._place = at, of = place
        say = self._say
        self.position.setText(say(words.POSITION, at=f"{at:,}", of=f"{of:,}") if at else say(words.OUT_OF_LIST))

    def draw(self) -> None:
        sheet, say = self.sheet, self._say
        for each in (self.outcome, self.grade, self.where, self.position, self.related):
            each.setVisible(sheet is not None)
        if sheet is None:
            self.heading.clear()
            self.message.setText(say(words.NOTHING))
            self.document.draw(None, self._frame.colours)
            return
        row = sheet.row
        self.outcome.setText(say(common.OUTCOMES[row.finding.outcome]))
        set_tone(self.outcome, "violation" if row.finding.outcome == Outcome.VIOLATION else "review")
        self.grade.setText(say(common.GRADES[row.finding.grade]))
        self.heading.setText(say(self._title(row.finding.rule)))
        self.show_place(self._place)
        day = row.visit_date.isoformat() if row.visit_date else ""
        said = (row.agency, row.case_id, day, say(common.NAMES_JOIN).join(row.visitors))
        self.where.setText("  ·  ".join(part for part in said if part))
        self.message.setText(say(row.finding.message))
        self.related.setVisible(sheet.visit is not None)
        self._copies.setVisible(row.finding.rule == "copied_account")
        self.document.draw(sheet, self._frame.colours)

    # to the relations

    def to_day(self) -> None:
        """The day of the collector whom the finding names, else of the first."""
        visit = self.sheet.visit if self.sheet else None
        if self.sheet is None or visit is None or not visit.visitors or visit.visit_date is None:
            return
        said = self.sheet.row.finding.message.zh
        at = next((n for n, name in enumerate(visit.visitors) if name in said), 0)
        number = visit.visitor_numbers[at] if len(visit.visitor_numbers) == len(visit.visitors) else ""
        self._frame.go("relations", person=(visit.agency, visit.visitors[at], number), day=visit.visit_date)

    def to_case(self) -> None:
        if self.sheet and self.sheet.row.case_id:
            self._frame.go("relations", case=self.sheet.row.case_id)

    def to_copies(self) -> None:
        if self.sheet and self.sheet.row.visit is not None:
            self._frame.go("relations", copy=self.sheet.row.visit)
