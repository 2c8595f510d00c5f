"""Strip: the foot of the window: what is done in the background and how far it is, passing messages, project, person, masking."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from audit.model import Progress, Text
from gui import words
from gui.icons import icon
from gui.parts import named, set_tone
from gui.progress_panel import Pace, figures
from gui.tasks import Lane, Task
from gui.theme import Colours
from gui.tongue import Tongue

PASSES_MS = 6_000
SHOWN_AFTER = 0.3


class Strip(QStatusBar):
    mask_wanted = Signal()

    def __init__(self, tongue: Tongue, lane: Lane):
        super().__init__()
        self.setObjectName("strip")
        self.setSizeGripEnabled(False)
        self._tongue, self._lane = tongue, lane
        self._task: Task | None = None
        self._last: Progress | None = None
        self._pace = Pace()
        self._masked = True
        self._colours: Colours | None = None
        self._begun = 0.0
        self._text = Text("", "")
        self.said = QLabel()
        self.said.setObjectName("said")
        self.stage, self.figures, self.bar, self.cancel = QLabel(), QLabel(), QProgressBar(), QToolButton()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.cancel.setObjectName("quiet")
        self.cancel.clicked.connect(self._stop)
        tongue.say(self.cancel.setText, words.CANCEL)
        named(self.bar, tongue, words.PROGRESS)
        self.work = QWidget()
        line = QHBoxLayout(self.work)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(8)
        for each in (self.stage, self.bar, self.figures, self.cancel):
            line.addWidget(each)
        self.person, self.standing, self.masking = QLabel(), QLabel(), QToolButton()
        self.masking.setObjectName("quiet")
        self.masking.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.masking.clicked.connect(self.mask_wanted)
        self.addWidget(self.work)
        self.addWidget(self.said, 1)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for each in (self.standing, self.person, self.masking):
            self.addPermanentWidget(each)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(PASSES_MS)
        self._passing.timeout.connect(self._pass)
        self.work.hide()
        lane.started.connect(self._watch)
        tongue.changed.connect(self._speak)

    def show_masked(self, masked: bool) -> None:
        self.masking.setText(self._tongue(words.HIDDEN if masked else words.SHOWING))
        self.masking.setToolTip(self._tongue(words.MASK_TIP))
        self.masking.setProperty("shown", not masked)
        set_tone(self.masking, "" if masked else "warn")
        self._masked = masked
        self._icon()

    def dress(self, colours: Colours) -> None:
        self._colours = colours
        self._icon()

    def _icon(self) -> None:
        if self._colours:
            self.masking.setIcon(
                icon("eye-off" if self._masked else "eye", self._colours.muted if self._masked else self._colours.review)
            )

    def tell(self, tone: str, text: Text) -> None:
        """One sentence that passes by itself."""
        self._text = text
        set_tone(self.said, tone)
        self._passing.start()
        self._speak()

    def _pass(self) -> None:
        self._text = Text("", "")
        self._speak()

    def _watch(self, task: Task) -> None:
        if self._task is None:
            self._task, self._last, self._pace, self._begun = task, None, Pace(), time.monotonic()
            task.stepped.connect(self._stepped)
            task.ended.connect(self._ended)

    def _stepped(self, progress: object) -> None:
        if isinstance(progress, Progress):
            self._last = progress
            self._pace.step(progress)
            if time.monotonic() - self._begun > SHOWN_AFTER:  # short work never shows itself
                self.work.show()
            self.bar.setRange(0, 1000 if progress.total else 0)
            if progress.total:
                self.bar.setValue(min(1000, progress.done * 1000 // progress.total))
            self._speak()

    def _ended(self, _task: Task) -> None:
        self._task = None
        waiting = self._lane.waiting
        if waiting:
            self._watch(waiting[0])
        else:
            self.work.hide()

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()
            self.stage.setText(self._tongue(words.STOPPING))

    def _speak(self) -> None:
        self.said.setText(self._tongue(self._text))
        if self._last:
            self.stage.setText(self._tongue(self._last.stage))
            self.figures.setText(figures(self._last, self._pace, self._tongue))
