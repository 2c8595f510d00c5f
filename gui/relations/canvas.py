"""Canvas: a drawing one walks through by the arrow keys; what is drawn is also said, and stands in the table below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from gui import theme


class Canvas(QWidget):
    """`spots` are the places of the things that can be chosen, by their id, set while drawing."""

    chosen = Signal(int)

    def __init__(self, colours: Callable[[], theme.Colours]):
        super().__init__()
        self.colours = colours
        self.spots: dict[int, QRectF] = {}
        self.tips: dict[int, str] = {}
        self.current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def choose(self, id: int | None) -> None:
        self.current = id
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw everything and fill `spots`."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colours = QPainter(self), self.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.line), 1))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        self.spots.clear()
        self.draw(painter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        order = list(self.spots)
        if by is None or not order:
            super().keyPressEvent(event)
            return
        at = order.index(self.current) + by if self.current in order else 0
        self.chosen.emit(order[max(0, min(at, len(order) - 1))])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (id := self._at(event.position())) is not None:
            self.chosen.emit(id)

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            id = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.tips.get(id, "") if id is not None else "", self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def _at(self, point: QPointF) -> int | None:
        return next((id for id, place in self.spots.items() if place.adjusted(-3, -3, 3, 3).contains(point)), None)
