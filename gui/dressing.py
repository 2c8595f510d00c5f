"""Dressing: puts a theme on the window piece by piece: what is seen at once, every hidden page in a moment of its own.

Every piece has the style sheet to itself. One sheet for the whole program would dress each widget once for every widget around it:
half a second for some 2,000 widgets, during which the window is deaf.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.page import Page

#: Between two pages the window does whatever else there is to do.
MOMENT_MS = 20


class Dressing(QObject):
    """`shell` is what stands around the pages."""

    def __init__(self, shell: Sequence[QWidget]):
        super().__init__()
        self._shell = shell
        self._sheet = ""
        self._waiting: list[Page] = []
        self._moments = QTimer(self)
        self._moments.setInterval(MOMENT_MS)
        self._moments.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        """Whether pages that nobody sees still wear the former theme."""
        return bool(self._waiting)

    def wear(self, colours: theme.Colours, pages: Iterable[Page], seen: QWidget | None) -> None:
        """Dress shell and seen page now, the other pages as soon as the window has a moment for each."""
        self._sheet = theme.sheet(colours)
        for piece in self._shell:
            piece.setStyleSheet(self._sheet)
        self._waiting = list(pages)
        self.wear_now(seen)
        self._moments.start()

    def add(self, page: Page) -> None:
        """A page that was just made."""
        page.setStyleSheet(self._sheet)

    def wear_now(self, page: QWidget | None) -> None:
        """Dress this page if it waits for it: it is about to be seen."""
        if isinstance(page, Page) and page in self._waiting:
            self._waiting.remove(page)
            page.setStyleSheet(self._sheet)
            page.restyle()

    def _next(self) -> None:
        if self._waiting:
            self.wear_now(self._waiting[0])
        else:
            self._moments.stop()
