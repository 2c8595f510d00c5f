"""CopiesTab: two accounts side by side, equal passages marked alike in both, differing words bold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from audit.model import Text, Visit
from audit.relations import Pair
from gui import theme
from gui import words as common
from gui.frame import Frame
from gui.paged_table import Column
from gui.parts import label, named
from gui.relations import fetch, words
from gui.relations.fetch import Compared
from gui.relations.pick_list import PickList

Piece = tuple[str, bool]  # words, and whether they stand in the other account too


class CopiesTab(QSplitter):
    filled = Signal(object)  # True, False, or None where nothing was checked

    def __init__(self, frame: Frame):
        super().__init__(Qt.Orientation.Horizontal)
        self._frame, self._say = frame, frame.tongue
        self._found: Compared | None = None
        self._asked: tuple[int, int] | None = None
        columns = (
            Column(words.ALIKE, lambda p, _: f"{p.similarity:.0%}", (6, 6)),
            Column(words.CASE, lambda p, say: "  ↔  ".join(c or say(common.NOT_GIVEN) for c in p.cases), (30, 30)),
        )
        self.list = PickList(
            columns, self._say, words.COPIES, words.SEARCH_COPIES, lambda p: (p.first, p.second), lambda p: " ".join(p.cases)
        )
        self.sum, self.legend = label("heading"), label("field")
        self._say.say(self.legend.setText, words.LEGEND_COPY)
        self.titles = label("muted", wrap=True, select=True), label("muted", wrap=True, select=True)
        self.texts = self._text(words.FIRST_ACCOUNT), self._text(words.SECOND_ACCOUNT)
        self._lay_out()
        self._scroll_together()
        self.list.chosen.connect(self._chosen)
        self.list.missing.connect(lambda: self._chosen(None))
        self._say.changed.connect(self.draw)

    def _text(self, name: Text) -> QTextBrowser:
        made = QTextBrowser()
        made.setTabChangesFocus(True)
        named(made, self._say, name)
        return made

    def _lay_out(self) -> None:
        right = QFrame()
        right.setObjectName("card")
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        top, both = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.sum, 1)
        top.addWidget(self.legend)
        both.setSpacing(12)
        for title, text in zip(self.titles, self.texts, strict=True):
            side = QWidget()
            inside = QVBoxLayout(side)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(6)
            inside.addWidget(title)
            inside.addWidget(text, 1)
            both.addWidget(side, 1)
        column.addLayout(top)
        column.addLayout(both, 1)
        self.setHandleWidth(10)
        self.setChildrenCollapsible(False)
        self.addWidget(self.list)
        self.addWidget(right)
        self.setSizes([360, 800])
        self.setStretchFactor(1, 1)

    def _scroll_together(self) -> None:
        one, other = (text.verticalScrollBar() for text in self.texts)
        one.valueChanged.connect(other.setValue)
        other.valueChanged.connect(one.setValue)

    # what is shown

    def fill(self, project: int) -> None:
        self._frame.ask(fetch.pairs(self._frame.store, project), lambda pairs: self._listed(project, pairs))

    def _listed(self, project: int, pairs: tuple[Pair, ...] | None) -> None:
        if project == self._frame.project:
            self._asked = None
            self.list.show_rows(pairs or ())
            self.filled.emit(None if pairs is None else bool(pairs))

    def open(self, visit: int) -> None:
        """The pair with that visit, if there is one."""
        self.list.seek(lambda pair: visit in (pair.first, pair.second))

    def _chosen(self, pair: Pair | None) -> None:
        if pair is None:
            self._found = None
            self.draw()
            return
        self._asked = (pair.first, pair.second)
        self._frame.ask(fetch.compared(self._frame.store, pair, self._frame.masked), self._compared)

    def _compared(self, found: Compared) -> None:
        if self._asked == (found.pair.first, found.pair.second):
            self._found = found
            self.draw()

    def draw(self) -> None:
        found = self._found
        for text, title in zip(self.texts, self.titles, strict=True):
            text.clear()
            title.clear()
        self.sum.clear()
        if found is None:
            return
        percent = f"{found.pair.similarity * 100:.0f}"
        self.sum.setText(self._say(words.COPY_SUM, percent=percent, passages=len(found.passages)))
        for side, visit in enumerate(found.visits):
            self.titles[side].setText(self._title(visit))
            stretches = [((p.a, p.b)[side], p.length) for p in found.passages]
            self._write(self.texts[side], cut(visit.account, stretches))

    def _title(self, visit: Visit) -> str:
        day = visit.visit_date.isoformat() if visit.visit_date else self._say(common.NOT_GIVEN)
        who = self._say(common.NAMES_JOIN).join(visit.visitors)
        times = "–".join(f"{t:%H:%M}" for t in (visit.start_time, visit.end_time) if t)
        case = visit.case_id or self._say(common.NOT_GIVEN)
        return self._say(words.COPY_OF, case=case, day=f"{day} {times}".strip(), people=who, address=visit.visit_address)

    def _write(self, text: QTextBrowser, pieces: list[Piece]) -> None:
        """Equal words: underlined on a ground. Differing ones: bold with a dotted line. Never by colour alone."""
        colours, cursor = self._frame.colours, text.textCursor()
        roomy = QTextBlockFormat()
        roomy.setLineHeight(145, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
        cursor.setBlockFormat(roomy)
        for words_, equal in pieces:
            look = QTextCharFormat()
            look.setForeground(QColor(colours.text))
            look.setFontPointSize(theme.POINTS * 1.05)
            if equal:
                look.setBackground(QColor(colours.mark))
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            else:
                look.setFontWeight(QFont.Weight.Bold)
                look.setForeground(QColor(colours.violation))
            cursor.insertText(words_, look)
        text.verticalScrollBar().setValue(0)

    @property
    def visit(self) -> int | None:
        """The second of the pair: the one that came later in the file."""
        return self._found.pair.second if self._found else None

    @property
    def visits(self) -> tuple[int, ...]:
        return (self._found.pair.first, self._found.pair.second) if self._found else ()

    @property
    def case_id(self) -> str:
        return self._found.pair.cases[1] if self._found else ""


def cut(text: str, equal: list[tuple[int, int]]) -> list[Piece]:
    """`text` cut at the equal stretches (start, length); joined the pieces are `text` again."""
    made: list[Piece] = []
    at = 0
    for start, length in sorted(equal):
        if start > at:
            made.append((text[at:start], False))
        made.append((text[start : start + length], True))
        at = start + length
    return [*made, (text[at:], False)] if at < len(text) else made
