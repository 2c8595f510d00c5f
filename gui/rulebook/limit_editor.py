"""LimitEditor: one limit of a pack as a person changes it: a time, a number, yes or no, a choice, places."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QHBoxLayout, QSpinBox, QTimeEdit, QWidget

from audit.bankpack import LIMITS
from gui.parts import label
from gui.rulebook import words
from gui.tongue import Tongue


class LimitEditor(QWidget):
    """Values are as a pack writes them: "22:00", 3, None for off, ["home"]."""

    changed = Signal(str, object)

    def __init__(self, name: str, value: Any, tongue: Tongue):
        super().__init__()
        self.name, self._say, self._told = name, tongue, LIMITS[name]
        self._value = value
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self._on = QCheckBox(tongue(words.USED))
        self._on.setVisible(self._told.off)
        self._on.setChecked(value is not None)
        title = tongue(self._told.title)
        title = title[:1].upper() + title[1:]
        self._on.setAccessibleName(f"{title} {tongue(words.USED)}")
        self._boxes: dict[str, QCheckBox] = {}
        self.field = self._field(value)
        self.field.setAccessibleName(title)  # built anew with each language, so nothing has to be said again
        line.addWidget(self._on)
        line.addWidget(self.field)
        if self._told.unit.zh:
            unit = label("muted")
            unit.setText(tongue(self._told.unit))
            line.addWidget(unit)
        line.addStretch(1)
        self.field.setEnabled(value is not None)
        self._on.clicked.connect(self._tell)

    def _field(self, value: Any) -> QWidget:
        kind, told = self._told.kind, self._told
        if kind == "time":
            clock = QTimeEdit(QTime.fromString(value or "22:00", "HH:mm"))
            clock.setDisplayFormat("HH:mm")
            clock.editingFinished.connect(self._tell)
            return clock
        if kind in ("int", "float"):
            spin: QSpinBox | QDoubleSpinBox = QSpinBox() if kind == "int" else QDoubleSpinBox()
            spin.setRange(int(told.least), int(told.most)) if isinstance(spin, QSpinBox) else spin.setRange(told.least, told.most)
            spin.setValue(value if value is not None else int(told.least))
            spin.setMinimumWidth(90)
            spin.editingFinished.connect(self._tell)
            return spin
        if kind == "choice":
            box = QComboBox()
            for choice in told.choices:
                box.addItem(self._say(words.CHOICES[choice]), choice)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.activated.connect(lambda _index: self._tell())
            return box
        if kind == "places":
            places = QWidget()
            line = QHBoxLayout(places)
            line.setContentsMargins(0, 0, 0, 0)
            for choice in told.choices:
                self._boxes[choice] = QCheckBox(self._say(words.CHOICES[choice]))
                self._boxes[choice].setAccessibleName(self._boxes[choice].text())
                self._boxes[choice].setChecked(choice in (value or ()))
                self._boxes[choice].clicked.connect(self._tell)
                line.addWidget(self._boxes[choice])
            return places
        yes = QCheckBox(self._say(words.YES))
        yes.setChecked(bool(value))
        yes.clicked.connect(self._tell)
        return yes

    @property
    def value(self) -> Any:
        """As it is filled in."""
        if self._told.off and not self._on.isChecked():
            return None
        field = self.field
        if isinstance(field, QTimeEdit):
            return field.time().toString("HH:mm")
        if isinstance(field, QSpinBox | QDoubleSpinBox):
            return field.value()
        if isinstance(field, QComboBox):
            return field.currentData()
        if isinstance(field, QCheckBox):
            return field.isChecked()
        return [name for name, box in self._boxes.items() if box.isChecked()]

    def _tell(self) -> None:
        value = self.value
        self.field.setEnabled(value is not None)
        if value != self._value:
            self._value = value
            self.changed.emit(self.name, value)
