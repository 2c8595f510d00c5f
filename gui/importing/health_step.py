"""Step 4: the health of what was read: kinds of problem as cards, each opens its rows; the list goes to the agency."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from audit.model import Problem, Text
from gui.frame import Frame
from gui.importing import words
from gui.importing.draft import Draft
from gui.importing.problem_export import export_problems
from gui.masking import masked_problem
from gui.paged_table import Column, PagedTable
from gui.parts import button, label, named
from gui.tables import table

SHEET = Text("工作表", "Sheet")
COLUMNS = (
    Column(words.FILE, lambda p, say: p.file, (20, 20)),
    Column(SHEET, lambda p, say: p.sheet, (9, 9)),
    Column(words.ROW, lambda p, say: str(p.row) if p.row is not None else "", (5, 5)),
    Column(words.COLUMN, lambda p, say: p.column, (12, 16)),
    Column(words.CELL, lambda p, say: p.value, (16, 14)),
    Column(words.PROBLEM, lambda p, say: say(p.problem), (60, 60)),
)


@dataclass(frozen=True)
class Card:
    """One kind of problem in one column, or all of them (`problem` None)."""

    problem: Text | None
    column: str
    rows: tuple[Problem, ...]


class HealthStep(QWidget):
    failed = Signal(object)  # a Failure

    def __init__(self, frame: Frame, drafts: list[Draft]):
        super().__init__()
        self._frame, self._drafts, say = frame, drafts, frame.tongue
        self._cards: list[Card] = []
        self.cards = QListWidget()
        self.cards.setFixedWidth(300)
        self.cards.setWordWrap(True)
        self.cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named(self.cards, say, words.KINDS_OF)
        self.cards.currentRowChanged.connect(self._show)
        self.model = PagedTable(COLUMNS, self._fetch, say)
        self.table = table(self.model, [c.width for c in COLUMNS], say, words.PROBLEMS)
        self.export = button(say, words.EXPORT, self._export)
        self.clean, hint, heading = label("heading", wrap=True), label("muted", wrap=True), label("heading")
        say.say(self.clean.setText, words.CLEAN)
        say.say(hint.setText, words.NOTHING_REPAIRED)
        say.say(heading.setText, words.KINDS_OF)
        left, right, foot = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(heading)
        left.addWidget(self.cards, 1)
        foot.addWidget(hint, 1)
        foot.addWidget(self.export)
        right.addWidget(self.table, 1)
        right.addLayout(foot)
        self.found = QWidget()
        both = QHBoxLayout(self.found)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(14)
        both.addLayout(left)
        both.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.clean)
        whole.addWidget(self.found, 1)
        self._rest = QWidget()
        whole.addWidget(self._rest, 1)
        say.changed.connect(self._fill)

    def problems(self) -> tuple[Problem, ...]:
        """Everything that could not be read as meant, in all files that are to be imported."""
        return tuple(p for d in self._drafts if d.usable and d.look for p in d.look.report.problems)

    def show_drafts(self) -> None:
        problems = self.problems()
        kinds: dict[tuple[Text, str], list[Problem]] = {}
        for problem in problems:
            kinds.setdefault((problem.problem, problem.column), []).append(problem)
        cards = [Card(text, column, tuple(rows)) for (text, column), rows in kinds.items()]
        cards.sort(key=lambda card: -len(card.rows))
        self._cards = [Card(None, "", problems), *cards] if len(cards) > 1 else cards
        for each, on in ((self.clean, not problems), (self._rest, not problems), (self.found, bool(problems))):
            each.setVisible(on)
        self._fill()

    def _fill(self) -> None:
        at, say = self.cards.currentRow(), self._frame.tongue
        self.cards.clear()
        for card in self._cards:
            what = say(card.problem) if card.problem else say(words.ALL_KINDS)
            column = f"【{card.column}】" if card.column else ""
            self.cards.addItem(QListWidgetItem(f"{say(words.CARD_COUNT, count=f'{len(card.rows):,}')}  {column}{what}"))
        if self._cards:
            self.cards.setCurrentRow(min(max(at, 0), len(self._cards) - 1))

    def _card(self) -> Card | None:
        row = self.cards.currentRow()
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def _show(self, _row: int = 0) -> None:
        card = self._card()
        self.model.set_ids(range(len(card.rows)) if card else ())

    def _fetch(self, ids: object) -> list[Problem]:
        card = self._card()
        rows = [card.rows[n] for n in ids] if card else []  # type: ignore[attr-defined]
        return [masked_problem(p) for p in rows] if self._frame.masked else rows

    def _export(self) -> None:
        problems = self.problems()
        export_problems(self._frame, self, lambda: problems, self.failed.emit)
