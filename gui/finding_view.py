"""FindingView: one finding, its message, the account with the words marked, and all facts beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from audit.model import Outcome, Text
from gui import facts, theme, words
from gui.desk import FindingSheet
from gui.marks import Mark, marks, pieces
from gui.parts import label, named, set_tone
from gui.tongue import Tongue


class FindingView(QWidget):
    def __init__(self, tongue: Tongue, title: Callable[[str], Text], colours: Callable[[], theme.Colours]):
        super().__init__()
        self._tongue, self._title, self._colours = tongue, title, colours
        self._sheet: FindingSheet | None = None
        self.outcome = label("badge")
        self.grade = label("badge")
        self.heading = label("heading", select=True)
        self.where = label("muted")
        self.message = label(wrap=True, select=True)
        self.account = QTextBrowser()
        self.account.setMinimumHeight(90)
        named(self.account, tongue, words.ACCOUNT_MARKED)
        self.facts = QTextBrowser()
        self.facts.setOpenLinks(False)
        named(self.facts, tongue, words.FACTS)
        self._lay_out()
        tongue.changed.connect(self.draw)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.outcome)
        top.addWidget(self.grade)
        top.addWidget(self.heading)
        top.addStretch(1)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(6)
        caption = QHBoxLayout()
        name, legend = label("heading"), label("field")
        self._tongue.say(name.setText, words.ACCOUNT)
        self._tongue.say(legend.setText, words.LEGEND)
        caption.addWidget(name)
        caption.addStretch(1)
        caption.addWidget(legend)
        above.addLayout(caption)
        above.addWidget(self.account, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        split.addWidget(upper)
        split.addWidget(self.facts)
        split.setSizes([200, 300])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(top)
        whole.addWidget(self.where)
        whole.addWidget(self.message)
        whole.addWidget(split, 1)

    def show_sheet(self, sheet: FindingSheet | None) -> None:
        self._sheet = sheet
        self.draw()

    def draw(self) -> None:
        """Say everything anew: after another finding, another language, another theme."""
        for each in (self.outcome, self.grade, self.heading, self.where, self.message):
            each.setVisible(self._sheet is not None)
        if self._sheet is None:
            self.account.clear()
            self.facts.setPlainText(self._tongue(words.NOTHING_CHOSEN))
            return
        self._draw_top(self._sheet)
        self._draw_account(self._sheet)
        self.facts.setHtml(facts.facts(self._sheet, self._tongue, self._title, self._colours()))

    def _draw_top(self, sheet: FindingSheet) -> None:
        say, row = self._tongue, sheet.row
        self.outcome.setText(say(words.OUTCOMES[row.finding.outcome]))
        set_tone(self.outcome, "violation" if row.finding.outcome == Outcome.VIOLATION else "review")
        self.grade.setText(say(words.GRADES[row.finding.grade]))
        self.heading.setText(say(self._title(row.finding.rule)))
        day = row.visit_date.isoformat() if row.visit_date else ""
        said = (row.agency, row.case_id, day, say(words.NAMES_JOIN).join(row.visitors))
        self.where.setText("  ·  ".join(part for part in said if part))
        self.message.setText(say(row.finding.message))

    def _draw_account(self, sheet: FindingSheet) -> None:
        text = sheet.visit.as_typed("account") if sheet.visit else ""
        self.account.clear()
        if not text:
            self.account.setPlainText(self._tongue(words.NO_ACCOUNT))
            return
        cursor = self.account.textCursor()
        first = None
        for piece, mark in pieces(text, marks(sheet, "account", text)):
            if mark and mark.own and first is None:
                first = cursor.position()
            cursor.insertText(piece, self._look(mark))
        at = QTextCursor(self.account.document())
        at.setPosition(first or 0)
        self.account.setTextCursor(at)
        self.account.ensureCursorVisible()

    def _look(self, mark: Mark | None) -> QTextCharFormat:
        """Own evidence: bold, underlined, on a ground. Other findings': dotted underline. Never by colour alone."""
        look, colours = QTextCharFormat(), self._colours()
        look.setForeground(QColor(colours.text))
        if mark is None:
            return look
        look.setToolTip(self._tongue(self._title(mark.rule)))
        if mark.own:
            look.setFontWeight(QFont.Weight.Bold)
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setBackground(QColor(colours.mark))
        else:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            look.setBackground(QColor(colours.mark_other))
        return look
