"""FilterBar: by rule, outcome, agency, decision and words; says which findings are wanted, asks nobody itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from audit.model import Text
from gui import words
from gui.desk import Choice, Choices, Query
from gui.parts import button, named
from gui.tongue import Tongue

TYPING_MS = 250


class FilterBar(QWidget):
    changed = Signal()

    def __init__(self, tongue: Tongue):
        super().__init__()
        self._tongue = tongue
        self._choices = Choices()
        self.text = QLineEdit()
        self.text.setClearButtonEnabled(True)
        tongue.say(self.text.setPlaceholderText, words.SEARCH_HINT)
        named(self.text, tongue, words.SEARCH)
        self.outcome, self.rule, self.agency, self.verdict = (
            self._box(name) for name in (words.OUTCOME, words.RULE, words.AGENCY, words.DECISION)
        )
        self.clear = button(tongue, words.CLEAR_FILTERS, self.reset)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.text.textChanged.connect(self._typing.start)
        self.text.returnPressed.connect(self._at_once)
        self._lay_out()
        tongue.changed.connect(self._fill)

    def _box(self, name: Text) -> QComboBox:
        box = QComboBox()
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMinimumContentsLength(6)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        named(box, self._tongue, name)
        box.activated.connect(self._at_once)
        return box

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for column, (widget, stretch) in enumerate(
            ((self.text, 5), (self.outcome, 3), (self.rule, 4), (self.agency, 4), (self.verdict, 3), (self.clear, 0))
        ):
            grid.addWidget(widget, 0, column)
            grid.setColumnStretch(column, stretch)

    def offer(self, choices: Choices) -> None:
        """Set what can be chosen; what was chosen stays chosen where it is still offered, else the findings are asked anew."""
        before = self._chosen_all()
        self._choices = choices
        self._fill()
        if self._chosen_all() != before:
            self.changed.emit()

    def _chosen_all(self) -> list[str]:
        return [_chosen(box) for box in (self.outcome, self.rule, self.agency, self.verdict)]

    def apply_to(self, query: Query) -> Query:
        return replace(query, text=self.text.text().strip(), outcome=_chosen(self.outcome), rule=_chosen(self.rule),
                       agency=_chosen(self.agency), verdict=_chosen(self.verdict))  # fmt: skip

    def reset(self) -> None:
        self.text.clear()
        for box in (self.outcome, self.rule, self.agency, self.verdict):
            box.setCurrentIndex(0)
        self._at_once()

    def _at_once(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def _fill(self) -> None:
        c = self._choices
        for box, all_of, offered in (
            (self.outcome, words.ALL_OUTCOMES, c.outcomes), (self.rule, words.ALL_RULES, c.rules),
            (self.agency, words.ALL_AGENCIES, c.agencies), (self.verdict, words.ALL_DECISIONS, c.verdicts),
        ):  # fmt: skip
            self._fill_box(box, all_of, offered)

    def _fill_box(self, box: QComboBox, all_of: Text, offered: Sequence[Choice]) -> None:
        chosen = _chosen(box)
        box.clear()
        box.addItem(self._tongue(all_of), "")
        for choice in offered:
            box.addItem(f"{self._tongue(choice.title)}  ({choice.count:,})", choice.value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        # the list may be wider than the box: a rule's English title must not be cut off
        widest = max((box.fontMetrics().horizontalAdvance(box.itemText(i)) for i in range(box.count())), default=0)
        box.view().setMinimumWidth(widest + 40)


def _chosen(box: QComboBox) -> str:
    return box.currentData() or ""
