"""FilterBar: by decision, grade, rule, agency and more; it says what is wanted and asks nobody itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from audit.model import Outcome, Text
from gui import words as common
from gui.parts import button, named
from gui.review import words
from gui.review.wanted import Facets, Wanted
from gui.tongue import Tongue


class FilterBar(QWidget):
    changed = Signal()

    def __init__(self, tongue: Tongue, title: Callable[[str], Text]):
        super().__init__()
        self._say, self._title = tongue, title
        self._facets: Facets | None = None
        self._elsewhere: Text | None = None
        self.states = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for number, value in enumerate(words.STATES):
            line.addWidget(self._state(number, value))
        self.grade, self.rule, self.agency, self.more = (
            self._box(name) for name in (words.ALL_OUTCOMES, common.RULE, common.AGENCY, words.MORE)
        )
        for box, stretch in ((self.grade, 3), (self.rule, 4), (self.agency, 4), (self.more, 3)):
            line.addWidget(box, stretch)
        self.elsewhere = QPushButton()
        self.elsewhere.setProperty("data", True)
        self.elsewhere.setAutoDefault(False)
        self.elsewhere.clicked.connect(self._forget_elsewhere)
        self.elsewhere.hide()
        self.clear = button(tongue, words.CLEAR, self.reset)
        line.addWidget(self.elsewhere)
        line.addWidget(self.clear)
        self._extra: Wanted = Wanted()
        tongue.changed.connect(self._fill)
        self._fill()

    def _state(self, number: int, value: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName("quiet")
        made.setCheckable(True)
        made.setChecked(not value)
        made.setProperty("value", value)
        self.states.addButton(made, number)
        made.clicked.connect(lambda _checked=False: self.changed.emit())
        return made

    def _box(self, name: Text) -> QComboBox:
        box = QComboBox()
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMinimumContentsLength(2)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        named(box, self._say, name)
        box.activated.connect(lambda _index: self.changed.emit())
        return box

    # what is wanted

    def apply_to(self, wanted: Wanted) -> Wanted:
        checked = self.states.checkedButton()
        return replace(wanted, verdict=checked.property("value") if checked else "", grade=self.grade.currentData() or "", rule=self.rule.currentData() or "",
                       agency=self.agency.currentData(), more=self.more.currentData() or "", extra=self._extra.extra)  # fmt: skip

    def limit_to(self, wanted: Wanted, title: Text) -> None:
        """Show only what another page asked for; every other filter is off."""
        self._extra, self._elsewhere = wanted, title
        self._reset_boxes()
        self._fill()

    def choose_state(self, value: str) -> None:
        self.states.button(list(words.STATES).index(value)).setChecked(True)

    def reset(self) -> None:
        self._extra, self._elsewhere = Wanted(), None
        self._reset_boxes()
        self._fill()
        self.changed.emit()

    def _reset_boxes(self) -> None:
        self.choose_state("")
        for box in (self.grade, self.rule, self.agency, self.more):
            box.setCurrentIndex(0)

    def _forget_elsewhere(self) -> None:
        self._extra, self._elsewhere = Wanted(), None
        self._fill()
        self.changed.emit()

    # what can be chosen

    def offer(self, facets: Facets) -> None:
        self._facets = facets
        self._fill()

    def _fill(self) -> None:
        f, say = self._facets, self._say
        for made in self.states.buttons():
            value = made.property("value")
            count = (
                "" if f is None else sum(f.verdicts.values()) if not value else f.verdicts.get("" if value == "open" else value, 0)
            )
            shown = f"{count:,}" if isinstance(count, int) else ""
            made.setText(say(words.COUNTED, name=say(words.STATES[value]), count=shown).strip())
        grades = f.grades if f else {}
        _offer(self.grade, [(say(words.ALL_OUTCOMES), "", None), *((say(self._grade(g)), g, n) for g, n in grades.items())])
        rules = sorted(f.rules.items(), key=lambda item: (-item[1], item[0])) if f else ()
        _offer(self.rule, [(say(common.ALL_RULES), "", None), *((say(self._title(r)), r, n) for r, n in rules)])
        agencies = sorted(f.agencies.items()) if f else ()
        _offer(self.agency, [(say(common.ALL_AGENCIES), None, None),
                             *((a or say(words.UNKNOWN_AGENCY), a, n) for a, n in agencies)])  # fmt: skip
        more = (
            ("", words.ANYTHING),
            ("new", words.NEWS),
            ("changed", words.CHANGED),
            ("noted", words.NOTED),
            ("loose", words.LOOSE),
        )
        _offer(self.more, [(say(text), value, None) for value, text in more])
        self.elsewhere.setVisible(self._elsewhere is not None)
        if self._elsewhere is not None:
            self.elsewhere.setText(say(words.FROM_ELSEWHERE, title=say(self._elsewhere)))

    def _grade(self, value: str) -> Text:
        return common.GRADES[int(value)] if value.isdigit() else common.OUTCOMES[Outcome(value)]


def _offer(box: QComboBox, items: Iterable[tuple[str, str | None, int | None]]) -> None:
    """What was chosen stays chosen, even where nothing is left of it."""
    before, name = box.currentData(), box.currentText()
    box.clear()
    for text, value, count in items:
        box.addItem(text if count is None else f"{text}  ({count:,})", value)
    if before and box.findData(before) < 0:
        box.addItem(name, before)
    box.setCurrentIndex(max(0, box.findData(before)) if before else 0)
    widest = max((box.fontMetrics().horizontalAdvance(box.itemText(i)) for i in range(box.count())), default=0)
    box.view().setMinimumWidth(widest + 40)
