"""Drop: where files are dropped; it takes whatever is dropped, the reader says what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from gui import words
from gui.icons import pixmap
from gui.parts import button, label, set_tone
from gui.theme import Colours
from gui.tongue import Tongue


class Drop(QFrame):
    """Fills the page while there is no file; afterwards it is a strip above the list."""

    dropped = Signal(list)

    def __init__(self, tongue: Tongue, choose: Callable[[], object], samples: Callable[[], object]):
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._mark = QLabel()
        self._said, self._hint = label("heading"), label("muted", wrap=True)
        tongue.say(self._said.setText, words.DROP_HERE)
        tongue.say(self._hint.setText, words.DROP_HINT)
        self.choose = button(tongue, words.CHOOSE_FILES, choose)
        self.samples = button(tongue, words.TRY_SAMPLES, samples)
        lines, self._buttons = QVBoxLayout(), QHBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(self._said)
        lines.addWidget(self._hint)
        self._buttons.setSpacing(8)
        for each in (self.samples, self.choose):
            self._buttons.addWidget(each)
        self._inside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._inside.setSpacing(16)
        self._inside.addWidget(self._mark)
        self._inside.addLayout(lines, 1)
        self._inside.addLayout(self._buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.addStretch(1)
        whole.addLayout(self._inside)
        whole.addStretch(1)

    def welcome(self, empty: bool) -> None:
        self.samples.setVisible(empty)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding if empty else QSizePolicy.Policy.Fixed)
        self._inside.setDirection(QBoxLayout.Direction.TopToBottom if empty else QBoxLayout.Direction.LeftToRight)
        centre, left = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignLeft
        for each in (self._said, self._hint, self._mark):
            each.setAlignment(centre if empty else left | Qt.AlignmentFlag.AlignVCenter)
        self._inside.setAlignment(self._buttons, centre if empty else Qt.AlignmentFlag(0))

    def dress(self, colours: Colours, ratio: float) -> None:
        self._mark.setPixmap(pixmap("download", colours.accent, 40, ratio))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._over(False)
        event.acceptProposedAction()
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _over(self, over: bool) -> None:
        self.setProperty("over", over)
        set_tone(self, "")
