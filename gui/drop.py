"""Drop: where files are dropped; it takes whatever is dropped, the reader says what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from audit.model import Text
from gui.icons import pixmap
from gui.parts import button, label, set_tone
from gui.theme import Colours
from gui.tongue import Tongue


class Drop(QFrame):
    dropped = Signal(list)

    def __init__(self, tongue: Tongue, said: Text, hint: Text, choose_text: Text, choose: Callable[[], object]):
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._mark = QLabel()
        heading, small = label("heading"), label("muted", wrap=True)
        tongue.say(heading.setText, said)
        tongue.say(small.setText, hint)
        self.choose = button(tongue, choose_text, choose, "primary")
        lines = QVBoxLayout()
        lines.setSpacing(3)
        lines.addWidget(heading)
        lines.addWidget(small)
        line = QHBoxLayout(self)
        line.setContentsMargins(22, 16, 22, 16)
        line.setSpacing(18)
        line.addWidget(self._mark)
        line.addLayout(lines, 1)
        line.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignVCenter)

    def dress(self, colours: Colours, ratio: float) -> None:
        self._mark.setPixmap(pixmap("download", colours.accent, 36, ratio))

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
