"""PageView: the pages of a PDF one under the other; only those that are seen are drawn, by whoever listens to `wanted`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

GAP = 14
KEPT = 24
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PageView(QAbstractScrollArea):
    """`wanted(number, width)`: draw page `number` that many device pixels wide, and hand it to `put`."""

    wanted = Signal(int, int)
    page_changed = Signal(int)  # the page that fills most of the view, from 1

    def __init__(self) -> None:
        super().__init__()
        self._sizes: Sequence[tuple[float, float]] = ()
        self._drawn: OrderedDict[int, QImage] = OrderedDict()
        self._asked: dict[int, int] = {}
        self._zoom = 1.0  # of the width that fits
        self._page = 0
        self._colours = (QColor("#e6e9ee"), QColor("#c5ccd6"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def dress(self, ground: str, line: str) -> None:
        self._colours = (QColor(ground), QColor(line))
        self.viewport().update()

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """A new document; one looks on at the same place, as far as there is one."""
        at = self.verticalScrollBar().value()
        self._sizes = tuple(sizes)
        self._drawn.clear()
        self._asked.clear()
        self._measure()
        self.verticalScrollBar().setValue(at)
        self._tell()
        self._want()
        self.viewport().update()

    def put(self, number: int, image: QImage) -> None:
        self._drawn[number] = image
        self._drawn.move_to_end(number)
        while len(self._drawn) > KEPT:
            gone, _ = self._drawn.popitem(last=False)
            self._asked.pop(gone, None)
        self.viewport().update()

    @property
    def count(self) -> int:
        return len(self._sizes)

    @property
    def page(self) -> int:
        return self._page

    def go_to(self, page: int) -> None:
        """Show page `page`, from 1."""
        if self._sizes:
            self.verticalScrollBar().setValue(round(self._top(min(max(page, 1), self.count) - 1)) - GAP)

    def zoom(self, by: int) -> None:
        """The next step up or down; 0 fits the width."""
        if by == 0:
            self._zoom = 1.0
        else:
            steps = [z for z in ZOOMS if (z > self._zoom if by > 0 else z < self._zoom)]
            self._zoom = (steps[0] if by > 0 else steps[-1]) if steps else self._zoom
        page = self._page
        self._measure()
        self.go_to(page)
        self._want()
        self.viewport().update()

    # where each page lies

    def _width(self) -> float:
        return max(120.0, (self.viewport().width() - 2 * GAP) * self._zoom)

    def _height(self, number: int) -> float:
        width, height = self._sizes[number]
        return self._width() * height / width

    def _top(self, number: int) -> float:
        return sum(self._height(n) + GAP for n in range(number)) + GAP

    def _measure(self) -> None:
        if not self._sizes:
            self.verticalScrollBar().setRange(0, 0)
            return
        whole = self._top(len(self._sizes))
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, round(whole - self.viewport().height())))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(60)
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, round(self._width() + 2 * GAP - self.viewport().width())))
        across.setPageStep(self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self._want()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._tell()
        self._want()
        self.viewport().update()

    def _tell(self) -> None:
        middle, top, page = self.verticalScrollBar().value() + self.viewport().height() / 3, float(GAP), 0
        for number in range(self.count):
            page = number + 1
            top += self._height(number) + GAP
            if top > middle:
                break
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _want(self) -> None:
        """Ask for the pages that are seen and were not drawn at this width yet."""
        pixels = round(self._width() * self.devicePixelRatioF())
        top = float(GAP - self.verticalScrollBar().value())
        for number in range(self.count):
            height = self._height(number)
            if top > self.viewport().height():
                break
            if top + height >= 0 and self._asked.get(number) != pixels:
                self._asked[number] = pixels
                self.wanted.emit(number, pixels)
            top += height + GAP

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ground, line = self._colours
        painter.fillRect(self.viewport().rect(), ground)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = self._width()
        left = max(float(GAP), (self.viewport().width() - width) / 2) - self.horizontalScrollBar().value()
        top = float(GAP - self.verticalScrollBar().value())
        for number in range(self.count):
            height = self._height(number)
            if top + height >= 0 and top <= self.viewport().height():
                self._paint(painter, number, QRectF(left, top, width, height), line)
            top += height + GAP

    def _paint(self, painter: QPainter, number: int, where: QRectF, line: QColor) -> None:
        painter.fillRect(where, QColor("#ffffff"))
        if image := self._drawn.get(number):
            painter.drawImage(where, image)
        painter.setPen(QPen(line, 1))
        painter.drawRect(where)

    # by hand

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.go_to(self._page + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to(self._page - 1)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (60 if key == Qt.Key.Key_Down else -60))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
