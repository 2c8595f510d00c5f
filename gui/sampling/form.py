"""Form: how a sample is to be drawn: method, strata, worked size, seed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFrame, QGridLayout, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from audit.model import Text
from audit.sampling import Method, Plan, Size
from gui.frame import Frame
from gui.parts import button, label, named
from gui.sampling import words


class SampleForm(QFrame):
    draw = Signal()
    work_out = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.setObjectName("card")
        self._say = frame.tongue
        self._size: Size | None = None
        self._typed_name = False
        title = label("heading")
        self._say.say(title.setText, words.NEW)
        self.name, self.seed = QLineEdit(), QLineEdit()
        self.method, self.stratum = QComboBox(), QComboBox()
        self.confidence, self.tolerable, self.expected = _rate(95, 50, 99.9), _rate(5, 0.1, 99), _rate(0, 0, 98)
        self.how_many = QSpinBox()
        self.how_many.setRange(1, 1_000_000)
        self.how_many.setValue(30)
        self.worked = label("muted", wrap=True)
        self._column = self._scrolled()
        self._column.setContentsMargins(16, 12, 14, 6)
        self._column.setSpacing(5)
        self._column.addWidget(title)
        for text, widget in ((words.NAME, self.name), (words.METHOD, self.method)):
            self._add(text, widget)
        self.stratum_label = self._add(words.STRATUM, self.stratum)
        grid = QGridLayout()
        rates = ((words.CONFIDENCE, self.confidence), (words.TOLERABLE, self.tolerable), (words.EXPECTED, self.expected))
        for row, (caption, rate) in enumerate(rates):
            grid.addWidget(self._caption(caption, rate), row, 0)
            grid.addWidget(rate, row, 1)
        self._column.addLayout(grid)
        self._column.addWidget(button(self._say, words.WORK_OUT, self.work_out.emit))
        self._column.addWidget(self.worked)
        self._add(words.SIZE, self.how_many)
        self._add(words.SEED, self.seed)
        self.draw_button = button(self._say, words.DRAW, self.draw.emit, "primary")
        self._column.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 6, 16, 12)
        foot.addWidget(self.draw_button)
        self._whole.addLayout(foot)
        self.name.textEdited.connect(lambda _text: setattr(self, "_typed_name", True))
        self.method.currentIndexChanged.connect(lambda _index: self._method_chosen())
        self.speak()

    def _scrolled(self) -> QVBoxLayout:
        """A small screen does not hold all fields of a stratified sample with its worked size; the button stays in view."""
        inside, area = QWidget(), QScrollArea()
        inside.setObjectName("body")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(area, 1)
        return QVBoxLayout(inside)

    def _caption(self, text: Text, widget: QWidget) -> QWidget:
        caption = label("field")
        self._say.say(caption.setText, text)
        caption.setBuddy(widget)
        named(widget, self._say, text)
        return caption

    def _add(self, text: Text, widget: QWidget) -> QWidget:
        caption = self._caption(text, widget)
        self._column.addWidget(caption)
        self._column.addWidget(widget)
        return caption

    @property
    def plan(self) -> Plan:
        """As it is filled in."""
        return Plan(
            Method(self.method.currentData()), self.how_many.value(), self.seed.text().strip(), self.confidence.value() / 100,
            self.tolerable.value() / 100, self.expected.value() / 100,
        )  # fmt: skip

    def suggest(self, number: int, seed: str) -> None:
        """A name and a seed, unless somebody typed others."""
        if not self._typed_name:
            self.name.setText(self._say(words.NAMED, number=number))
        if not self.seed.text():
            self.seed.setText(seed)

    def drawn(self) -> None:
        self._typed_name = False

    def show_size(self, size: Size) -> None:
        self._size = size
        self.how_many.setValue(size.size)
        self.speak()

    def _method_chosen(self) -> None:
        strata = self.method.currentData() == Method.STRATIFIED
        for each in (self.stratum, self.stratum_label):
            each.setVisible(strata)

    def speak(self) -> None:
        for box, items in ((self.method, words.METHODS), (self.stratum, words.STRATA)):
            kept = box.currentData()
            box.blockSignals(True)
            box.clear()
            for value, text in items.items():
                box.addItem(self._say(text), value)
            box.setCurrentIndex(max(box.findData(kept), 0))
            box.blockSignals(False)
        self.worked.setText(self._say(self._size.text) if self._size else "")
        self.worked.setVisible(self._size is not None)
        self._method_chosen()


def _rate(value: float, least: float, most: float) -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setDecimals(1)
    made.setRange(least, most)
    made.setValue(value)
    return made
