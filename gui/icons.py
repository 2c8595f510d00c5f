"""The icons: line drawings of the Lucide set (images/icons, with its licence), drawn sharp at any scale in a colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "images" / "icons"
SIZES = (16, 20, 24, 32, 40, 48)


def icon(name: str, colour: str) -> QIcon:
    """Icon `name` (a file of images/icons without its suffix) in `colour` (#rrggbb)."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(pixmap(name, colour, size))
    return made


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Drawn once and kept by Qt: headers ask for it at every paint."""
    key, kept = f"{name}/{colour}/{size}/{ratio}", QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    svg = _svg(name).replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.8"')
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


@lru_cache(maxsize=256)
def _svg(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
