"""CaseCanvas: a case's visits on a line of days, with the limits they pass, promises and what followed, and states of the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from audit.relations import CaseTrack, Promised, Tracked
from gui import theme
from gui.relations.canvas import Canvas
from gui.tongue import Tongue

HEAD, STATE, R = 30, 24, 11
#: So many visits of a day stand above one another.
STACK = 4


class CaseCanvas(Canvas):
    def __init__(self, tongue: Tongue, colours: Callable[[], theme.Colours]):
        super().__init__(colours)
        self._say = tongue
        self._track: CaseTrack | None = None
        self._from, self._until = date(2026, 1, 1), date(2026, 1, 31)
        self._line = HEAD + 3 * R  # where the visits stand; higher, the more there are on one day
        self.setFixedHeight(170)

    @property
    def _promises(self) -> float:
        return self._line + 44.0

    @property
    def _states(self) -> float:
        return self._promises + (36.0 if self._track and self._track.promises else -16.0)

    def show_track(self, track: CaseTrack | None, as_of: date | None) -> None:
        self._track, self.current = track, None
        if track:
            days = [v.visit.visit_date for v in track.visits if v.visit.visit_date]
            days += [d for p in track.promises for d in (p.day, p.followed_on) if d]
            days += [d for e in track.events for d in (e.start, e.end) if d]
            first, last = (min(days), max(days)) if days else (date(2026, 1, 1), date(2026, 1, 2))
            if as_of and any(p.late for p in track.promises):
                last = max(last, as_of)
            room = max(2, (last - first).days // 20)
            self._from, self._until = first - timedelta(room), last + timedelta(room)
        most = max(Counter(v.visit.visit_date for v in track.visits).values(), default=1) if track else 1
        self._line = HEAD + 3 * R + min(most - 1, STACK) * (2 * R + 4)
        self.setFixedHeight(max(120, round(self._states) + 12 + STATE * (len(track.events) if track else 0)))
        self.update()

    def _x(self, day: date) -> float:
        left, right = 26.0, self.width() - 26.0
        return left + (right - left) * (day - self._from).days / max(1, (self._until - self._from).days)

    def draw(self, painter: QPainter) -> None:
        if self._track is None:
            return
        self._axis(painter)
        for number, event in enumerate(self._track.events):
            self._state(painter, number, event.kind, event.typed, event.start, event.end)
        for promise in self._track.promises:
            self._promise(painter, promise)
        same: dict[date, int] = {}
        for number, tracked in enumerate(self._track.visits, 1):
            day = tracked.visit.visit_date
            if day is not None:
                self._visit(painter, tracked, number, self._x(day), same.get(day, 0))
                same[day] = same.get(day, 0) + 1

    def _axis(self, painter: QPainter) -> None:
        colours = self.colours()
        painter.setFont(theme.font(0.85))
        span = (self._until - self._from).days
        step = next((s for s in (1, 2, 7, 14, 30, 91, 365) if span / s <= 10), 730)
        day = self._from
        while day <= self._until:
            x = self._x(day)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QLineF(x, HEAD - 4, x, self.height() - 8))
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRectF(x - 40, 6, 80, 18), Qt.AlignmentFlag.AlignCenter, f"{day:%Y-%m-%d}" if step > 30 else f"{day:%m-%d}"
            )
            day += timedelta(step)
        painter.setPen(QPen(QColor(colours.muted), 1.4))
        painter.drawLine(QLineF(16, self._line, self.width() - 16, self._line))

    def _visit(self, painter: QPainter, tracked: Tracked, number: int, x: float, before: int) -> None:
        """Visits of one day stand above one another; above a limit: a double ring."""
        colours = self.colours()
        place = QRectF(x - R, self._line - R - min(before, STACK) * (2 * R + 4), 2 * R, 2 * R)
        self.spots[tracked.id] = place
        here = tracked.id == self.current
        tone = colours.violation if tracked.over else colours.accent
        painter.setPen(QPen(QColor(colours.text if here else tone), 3 if here else 1.6))
        painter.setBrush(QColor(colours.violation_soft if tracked.over else colours.accent_soft))
        painter.drawEllipse(place)
        if tracked.over:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tone), 1.4))
            painter.drawEllipse(place.adjusted(-4, -4, 4, 4))
        painter.setPen(QColor(colours.text))
        painter.setFont(theme.font(0.85, bold=True))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))

    def _promise(self, painter: QPainter, promise: Promised) -> None:
        colours, x = self.colours(), self._x(promise.day)
        tone = QColor(colours.violation if promise.late else colours.good if promise.followed_on else colours.muted)
        painter.setPen(QPen(tone, 1.6))
        painter.setBrush(QColor(colours.card))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, self._promises - 8),
                    QPointF(x + 8, self._promises),
                    QPointF(x, self._promises + 8),
                    QPointF(x - 8, self._promises),
                ]
            )
        )
        if promise.followed_on and promise.followed_on != promise.day:
            painter.setPen(QPen(tone, 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x + 8, self._promises, self._x(promise.followed_on), self._promises))
        sign = "✗" if promise.late else "✓" if promise.followed_on else "↻" if promise.replaced else "○"
        painter.setPen(tone)
        painter.setFont(theme.font(0.85, bold=True))
        painter.drawText(
            QRectF(x - 70, self._promises + 8, 140, 18), Qt.AlignmentFlag.AlignCenter, f"{sign} {promise.amount}".strip()
        )

    def _state(self, painter: QPainter, number: int, kind: str, typed: str, start: date | None, end: date | None) -> None:
        colours, y = self.colours(), self._states + number * STATE
        left, right = self._x(start or self._from), self._x(end or self._until)
        area = QRectF(left, y, max(6.0, right - left), 18)
        painter.setPen(QPen(QColor(colours.review), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(colours.review_soft))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor(colours.review))
        painter.setFont(theme.font(0.85))
        painter.drawText(area.adjusted(6, 0, 200, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, typed or kind)
