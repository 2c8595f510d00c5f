"""Lock: after some minutes without a key or a mouse the window shows nothing of the work until its user comes back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from gui import words
from gui.parts import button, card, label, named
from gui.settings import Settings
from gui.tongue import Tongue

SIGNS_OF_LIFE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class Idle(QObject):
    """Tells `idle` when nobody touched the program for the minutes that are set."""

    idle = Signal()

    def __init__(self, settings: Settings, parent: QObject):
        super().__init__(parent)
        self._settings = settings
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.idle)
        settings.changed.connect(self.restart)
        self.restart()

    def watch(self, window: QWindow) -> None:
        """Keys and mouse come to the system's window first; a filter on the whole program would see every paint as well."""
        window.installEventFilter(self)

    def restart(self, *_: object) -> None:
        minutes = self._settings.lock_minutes
        self.timer.start(minutes * 60_000) if minutes else self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE:
            self.restart()
        return False


class LockScreen(QFrame):
    """Covers the whole window. With a code set, the code opens it; without one, the button does."""

    opened = Signal()

    def __init__(self, tongue: Tongue, settings: Settings):
        super().__init__()
        self.setObjectName("lock")
        self._tongue, self._settings = tongue, settings
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box, inside = card()
        box.setFixedWidth(420)
        title, self.why = label("title"), label("muted", wrap=True)
        tongue.say(title.setText, words.LOCKED_TITLE)
        self.code = QLineEdit()
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        named(self.code, tongue, words.LOCK_CODE)
        tongue.say(self.code.setPlaceholderText, words.LOCK_CODE)
        self.code.returnPressed.connect(self._try)
        self.go_on = button(tongue, words.GO_ON, self._try, "primary")
        line = QHBoxLayout()
        line.addWidget(self.code, 1)
        line.addWidget(self.go_on)
        for each in (title, self.why):
            inside.addWidget(each)
        inside.addLayout(line)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)

    def lock(self) -> None:
        self.code.clear()
        self.code.setVisible(self._settings.has_code)
        self.why.setText(self._tongue(words.LOCKED_WHY, name=self._settings.user or "—"))
        (self.code if self._settings.has_code else self.go_on).setFocus()

    def _try(self) -> None:
        if self._settings.code_is(self.code.text()):
            self.opened.emit()
        else:
            self.why.setText(self._tongue(words.LOCK_WRONG))
            self.code.selectAll()
            self.code.setFocus()
