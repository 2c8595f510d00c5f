"""Rail: the list of pages at the left edge, one button each, by mouse or Ctrl+1, Ctrl+2 …"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from audit.model import Text
from gui import words
from gui.icons import icon, pixmap
from gui.parts import named
from gui.theme import Colours
from gui.tongue import Tongue


class Stop(NamedTuple):
    """A page on the rail."""

    icon: str
    title: Text


class Rail(QFrame):
    chosen = Signal(int)

    def __init__(self, stops: Sequence[Stop], tongue: Tongue):
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(172)
        self._stops, self._tongue = stops, tongue
        self._counts: dict[int, int] = {}
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        named(self, tongue, words.NAVIGATION)
        self._mark, name = QLabel(), QLabel()
        self._mark.setContentsMargins(0, 4, 0, 0)
        name.setObjectName("brand")
        tongue.say(name.setText, words.PROGRAM)
        brand = QHBoxLayout()
        brand.setContentsMargins(14, 0, 0, 2)
        brand.setSpacing(0)
        brand.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        brand.addWidget(name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(2)
        column.addLayout(brand)
        for number, _ in enumerate(stops):
            column.addWidget(self._button(number))
        column.addStretch(1)
        self.select(0)
        tongue.changed.connect(self._speak)
        self._speak()

    def _button(self, number: int) -> QToolButton:
        made = QToolButton()
        made.setObjectName("rail")
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(20, 20))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
        self._group.addButton(made, number)
        return made

    def button(self, number: int) -> QToolButton:
        return self._group.button(number)  # type: ignore[return-value]

    def select(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def set_count(self, number: int, count: int) -> None:
        self._counts[number] = count
        self._speak()

    def dress(self, colours: Colours, ratio: float) -> None:
        for number, stop in enumerate(self._stops):
            self._group.button(number).setIcon(icon(stop.icon, colours.on_rail))
        self._mark.setPixmap(pixmap("brand", "#ffffff", 22, ratio))

    def _speak(self) -> None:
        for number, stop in enumerate(self._stops):
            title = self._tongue(stop.title)
            count = self._counts.get(number)
            button = self._group.button(number)
            text = f"  {title}" + (f"  {count:,}" if count else "")
            if button.text() != text:
                shortcut = button.shortcut()
                button.setText(text)  # setting a text forgets the shortcut
                button.setShortcut(shortcut)
            button.setAccessibleName(title)
            button.setToolTip(f"{title} (Ctrl+{number + 1})")
