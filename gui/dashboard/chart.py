"""Chart: the bars of a sheet, drawn by pyqtgraph. What it shows stands in the table beside it too, for whoever cannot see it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.dashboard import words
from gui.dashboard.sheets import Sheet
from gui.frame import Frame
from gui.parts import label, named
from gui.theme import POINTS, font

#: A name beside a bar takes so much of the chart.
WIDEST = 190


def warm() -> None:
    """Load the library beside the window: it takes half a second."""
    import pyqtgraph  # noqa: F401


class Chart(QWidget):
    """Made without the library; it is loaded by the first sheet that is shown."""

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame, self._say = frame, frame.tongue
        self._sheet: Sheet | None = None
        self._plot: Any = None
        self.caption = label("heading")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.caption)
        named(self, self._say, words.CHART)

    def show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.draw()

    def prepare(self) -> None:
        """Make the plot, by itself: that alone takes most of the time the window can spare."""
        import pyqtgraph as pg

        if self._plot is None:
            self._plot = pg.PlotWidget(background=None, enableMenu=False)
            self._plot.hideButtons()
            self._plot.setMouseEnabled(False, False)
            self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._column.addWidget(self._plot, 1)

    def draw(self) -> None:
        """Draw anew: other figures, another language or theme."""
        sheet = self._sheet
        if sheet is None:
            return
        import pyqtgraph as pg

        self.prepare()
        colours, plot = self._frame.colours, self._plot
        self.caption.setText(self._say(words.CAPTIONS[sheet.name]))
        plot.setBackground(QColor(colours.card))
        plot.clear()
        months = sheet.name == "month"
        places, values = list(range(len(sheet.bars))), [value for _, value in sheet.bars]
        brush = QColor(colours.accent)
        bars = {"x": places, "height": values, "width": 0.6} if months else {"x0": 0, "y": places, "width": values, "height": 0.62}
        plot.addItem(pg.BarGraphItem(**bars, brush=brush, pen=None))
        measure = QFontMetrics(_small())
        said = [
            (place, measure.elidedText(self._say(text), Qt.TextElideMode.ElideRight, WIDEST))
            for place, (text, _) in enumerate(sheet.bars)
        ]
        self._axes(said, months, sheet.share)
        top = max([*values, 0.0001])
        plot.setRange(
            xRange=(-0.6, max(len(places) - 0.4, 5)) if months else (0, top * 1.18),
            yRange=(0, top * 1.18) if months else (-0.6, max(len(places) - 0.4, 6)), padding=0,
        )  # fmt: skip
        plot.invertY(not months)
        for place, value in zip(places, values, strict=True):
            text = pg.TextItem(
                f"{value:.1%}" if sheet.share else f"{value:,.0f}", color=colours.text, anchor=(0.5, 1) if months else (0, 0.5)
            )
            text.setFont(_small())
            text.setPos(*((place, value) if months else (value, place)))
            plot.addItem(text)

    def _axes(self, said: list[tuple[int, str]], months: bool, share: bool) -> None:
        colours, plot = self._frame.colours, self._plot
        name, other = ("bottom", "left") if months else ("left", "bottom")
        for side in ("bottom", "left"):
            axis = plot.getAxis(side)
            axis.setStyle(tickFont=_small(), tickLength=0)
            axis.setPen(QColor(colours.line))
            axis.setTextPen(QColor(colours.text))
        plot.getAxis(name).setTicks([said])
        plot.getAxis(other).setTicks([[]])
        measure = QFontMetrics(_small())
        widest = max((measure.horizontalAdvance(text) for _, text in said), default=40)
        plot.getAxis("left").setWidth(8 if months else widest + 10)
        plot.getAxis("bottom").setHeight(
            measure.height() + 10 if months else 8
        )  # its own guess comes only when it was painted once


def _small() -> QFont:
    made = font()
    made.setPointSizeF(POINTS - 1)
    return made
