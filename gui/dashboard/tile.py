"""Tile: one figure of the whole, with what it was before; a click opens its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from audit.model import Text
from gui.dashboard import words
from gui.dashboard.sheets import percent
from gui.parts import label
from gui.tongue import Tongue

if TYPE_CHECKING:
    from audit.statistics import Number

#: Shown as a share of their whole; the others as a count.
SHARES = frozenset({"violating", "dismissed"})


class Tile(QFrame):
    opened = Signal(object)  # a Show

    def __init__(self, name: str, tongue: Tongue):
        super().__init__()
        self.setObjectName("card")
        self.name, self._say = name, tongue
        self._number: Number | None = None
        self._former: Number | None = None
        self.title, self.value, self.small, self.before = label("field"), label("title"), label("muted"), label("field")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 8, 10, 8)
        inside.setSpacing(0)
        for each in (self.title, self.value, self.small, self.before):
            inside.addWidget(each)

    def show_number(self, number: Number, former: Number | None) -> None:
        self._number, self._former = number, former
        self.speak()

    def speak(self) -> None:
        number, say = self._number, self._say
        self.title.setText(say(words.TILES[self.name]))
        if number is None:
            return
        share = self.name in SHARES
        self.value.setText(percent(number) if share else f"{number.value:,}")
        whole = say(words.OF, value=number.value, whole=number.whole) if number.whole is not None else ""
        self.small.setText(whole if share else percent(number) if number.whole else "")
        self.before.setText(self._compared(number, share))
        self.setAccessibleName(f"{self.title.text()} {self.value.text()} {self.small.text()} {self.before.text()}")

    def _compared(self, number: Number, share: bool) -> str:
        former, say = self._former, self._say
        if former is None:
            return say(words.NO_BEFORE)
        before = percent(former) if share else f"{former.value:,}"
        now, then = (number.share or 0.0, former.share or 0.0) if share else (float(number.value), float(former.value))
        if round(now, 4) == round(then, 4):
            return say(words.BEFORE, value=before)
        by: Text | str = words.POINTS.format(points=abs(now - then) * 100) if share else f"{abs(now - then):,.0f}"
        said = words.BEFORE_MORE if now > then else words.BEFORE_LESS
        return say(said, value=before, by=say(by) if isinstance(by, Text) else by)

    def _open(self) -> None:
        if self._number is not None:
            self.opened.emit(self._number.show)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)
