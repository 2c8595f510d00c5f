"""The page of problems: every cell, row, sheet or file that could not be read as meant. Nothing is repaired silently."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import words
from gui.desk import Checked, Desk
from gui.paged_table import Column, PagedTable
from gui.parts import label
from gui.tables import table
from gui.tongue import Tongue

COLUMNS = (
    Column(words.FILE, lambda p, say: p.file, (24, 24)),
    Column(words.SHEET, lambda p, say: p.sheet, (12, 12)),
    Column(words.ROW, lambda p, say: str(p.row) if p.row is not None else "", (6, 6)),
    Column(words.COLUMN, lambda p, say: p.column, (14, 14)),
    Column(words.CELL_VALUE, lambda p, say: p.value, (20, 20)),
    Column(words.PROBLEM, lambda p, say: say(p.problem), (60, 60)),
)


class ProblemsPage(QWidget):
    def __init__(self, desk: Desk, tongue: Tongue):
        super().__init__()
        self._desk, self._tongue = desk, tongue
        self.title, self.count = label("title"), label("muted", wrap=True)
        tongue.say(self.title.setText, words.PROBLEMS)
        self.model = PagedTable(COLUMNS, desk.problems, tongue)
        self.table = table(self.model, [c.width for c in COLUMNS], tongue, words.PROBLEMS)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.count, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.table, 1)
        tongue.changed.connect(self._speak)
        self._speak()

    def show_run(self, checked: Checked) -> None:
        self.model.set_ids(self._desk.problem_ids(checked.run))
        self._speak()

    def _speak(self) -> None:
        rows = self.model.rowCount()
        self.count.setText(self._tongue(words.PROBLEM_COUNT, count=f"{rows:,}") if rows else self._tongue(words.NO_PROBLEMS))
