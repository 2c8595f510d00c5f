"""DayCanvas: a collector's day: a bar for each visit, overlaps hatched, ways between with the speed that they would need."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from audit.relations import Day, Gap, Stop
from gui import theme
from gui.relations import words
from gui.relations.canvas import Canvas
from gui.tongue import Tongue

HEAD, LANE, BAR = 30, 46, 28
SHORTEST = 3.0  # minutes a bar is drawn long at least


class DayCanvas(Canvas):
    def __init__(self, tongue: Tongue, colours: Callable[[], theme.Colours]):
        super().__init__(colours)
        self._say = tongue
        self._day: Day | None = None
        self._stops: dict[int, Stop] = {}
        self._from, self._until = 480.0, 1080.0

    def show_day(self, day: Day | None) -> None:
        self._day = day
        timed = [s for s in day.stops if s.start is not None] if day else []
        self._stops = {s.id: s for s in timed}
        first = min((s.start or 0.0 for s in timed), default=540.0)
        last = max((s.end or 0.0 for s in timed), default=1020.0)
        room = max(20.0, (last - first) * 0.06)
        self._from, self._until = max(0.0, (first - room) // 30 * 30), -(-(last + room) // 30) * 30
        self.current = None
        lanes = 1 + max((s.lane for s in timed), default=0)
        self.setFixedHeight(HEAD + lanes * LANE + 34)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, HEAD + LANE + 34)

    def _x(self, minutes: float) -> float:
        left, right = 16.0, self.width() - 16.0
        return left + (right - left) * (minutes - self._from) / max(1.0, self._until - self._from)

    def _bar(self, stop: Stop) -> QRectF:
        start, end = stop.start or 0.0, max(stop.end or 0.0, (stop.start or 0.0) + SHORTEST)
        return QRectF(self._x(start), HEAD + stop.lane * LANE + 8, max(6.0, self._x(end) - self._x(start)), BAR)

    def draw(self, painter: QPainter) -> None:
        if self._day is None:
            return
        self._axis(painter)
        for gap in self._day.gaps:
            if gap.minutes >= 0 and gap.first in self._stops and gap.second in self._stops:
                self._way(painter, gap)
        for stop in self._stops.values():
            self._visit(painter, stop)
        for gap in self._day.gaps:
            if gap.minutes < 0:
                self._overlap(painter, gap)
        for number, stop in enumerate(self._stops.values(), 1):
            self._name(painter, stop, number)

    def _axis(self, painter: QPainter) -> None:
        colours, painter_font = self.colours(), theme.font(0.85)
        painter.setFont(painter_font)
        span = self._until - self._from
        step = next(s for s in (15, 30, 60, 120, 240) if span / s <= 12)
        minute = -(-self._from // step) * step
        while minute <= self._until:
            x = self._x(minute)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QLineF(x, HEAD - 4, x, self.height() - 8))
            painter.setPen(QColor(colours.muted))
            hour, rest = divmod(int(minute), 60)
            painter.drawText(QRectF(x - 30, 6, 60, 18), Qt.AlignmentFlag.AlignCenter, f"{hour % 24:02d}:{rest:02d}")
            minute += step

    def _visit(self, painter: QPainter, stop: Stop) -> None:
        colours, place = self.colours(), self._bar(stop)
        self.spots[stop.id] = place
        here = stop.id == self.current
        painter.setPen(QPen(QColor(colours.text if here else colours.accent), 2.4 if here else 1.2))
        painter.setBrush(QColor(colours.accent_soft if not here else colours.selected))
        painter.drawRoundedRect(place, 5, 5)

    def _name(self, painter: QPainter, stop: Stop, number: int) -> None:
        """On a plate of its own, so that it is read on hatching too."""
        colours, place = self.colours(), self._bar(stop)
        painter.setFont(theme.font(0.9, bold=True))
        said = f"{number} {stop.visit.case_id}"
        if painter.fontMetrics().horizontalAdvance(said) > place.width() - 6:
            said = str(number)
        width = painter.fontMetrics().horizontalAdvance(said) + 8
        plate = QRectF(place.center().x() - width / 2, place.top() + 5, width, place.height() - 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected if stop.id == self.current else colours.accent_soft))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(QColor(colours.text))
        painter.drawText(place.adjusted(-20, 0, 20, 0), Qt.AlignmentFlag.AlignCenter, said)

    def _overlap(self, painter: QPainter, gap: Gap) -> None:
        """Both bars are hatched where they overlap, and a sentence says by how much."""
        one, other, colours = self._stops.get(gap.first), self._stops.get(gap.second), self.colours()
        if one is None or other is None or gap.kind != "overlap":
            return
        left, right = self._x(other.start or 0.0), self._x(min(one.end or 0.0, other.end or one.end or 0.0))
        top, bottom = self._bar(one).top(), self._bar(other).bottom()
        if bottom < top:
            top, bottom = self._bar(other).top(), self._bar(one).bottom()
        area = QRectF(left, top, max(4.0, right - left), bottom - top)
        painter.setPen(QPen(QColor(colours.violation), 1.4, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(QColor(colours.violation), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(area)
        painter.setPen(QColor(colours.violation))
        painter.setFont(theme.font(0.85, bold=True))
        said = f"✗ {self._say(words.GAP_OVERLAP, minutes=f'{-gap.minutes:.0f}')}"
        width = painter.fontMetrics().horizontalAdvance(said) + 8
        x = min(max(8.0, area.center().x() - width / 2), self.width() - width - 8)
        painter.drawText(QRectF(x, area.bottom() + 2, width, 18), Qt.AlignmentFlag.AlignCenter, said)

    def _way(self, painter: QPainter, gap: Gap) -> None:
        colours = self.colours()
        one, other = self._bar(self._stops[gap.first]), self._bar(self._stops[gap.second])
        fast = gap.kind == "too_fast"
        pen = QPen(QColor(colours.violation if fast else colours.muted), 2.4 if fast else 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        start, end = QPointF(one.right(), one.center().y()), QPointF(other.left(), other.center().y())
        painter.drawLine(QLineF(start, end))
        said = self._say(words.GAP_MINUTES, minutes=f"{gap.minutes:.0f}")
        if gap.metres is not None and gap.metres >= 50:
            kmh = "∞" if gap.kmh is None else f"{gap.kmh:.0f}"
            said = self._say(words.GAP_WAY, km=f"{gap.metres / 1000:.1f}", kmh=kmh)
        said = f"⚠ {said}" if fast else said
        painter.setFont(theme.font(0.8, bold=fast))
        width = painter.fontMetrics().horizontalAdvance(said) + 8
        room = end.x() - start.x()
        if fast or room > width:
            x = min(max(8.0, (start.x() + end.x() - width) / 2), self.width() - width - 8)
            painter.setPen(QColor(colours.violation if fast else colours.muted))
            below = max(one.bottom(), other.bottom()) + 1 if room <= width else (start.y() + end.y()) / 2 + 2
            painter.drawText(QRectF(x, below, width, 16), Qt.AlignmentFlag.AlignCenter, said)
