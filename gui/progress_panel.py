"""Progress of one task: what is being done, how much of it, how quickly, how long yet, and the button to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from audit.model import Progress, Text
from gui import words
from gui.parts import button, label, named
from gui.tasks import Task
from gui.tongue import Tongue


class Pace:
    """Rows a second within a stage, and the seconds that are left of it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._stage: Text | None = None
        self._from = (0.0, 0)
        self._now = (0.0, 0)

    def step(self, progress: Progress) -> None:
        now = (self._clock(), progress.done)
        if progress.stage != self._stage or progress.done < self._now[1]:
            self._stage, self._from = progress.stage, now
        self._now = now

    @property
    def rate(self) -> float | None:
        """None until there is something to measure."""
        seconds, rows = self._now[0] - self._from[0], self._now[1] - self._from[1]
        return rows / seconds if seconds >= 0.5 and rows > 0 else None

    def left(self, progress: Progress) -> float | None:
        if progress.total is None or self.rate is None:
            return None
        return max(0.0, (progress.total - progress.done) / self.rate)


class ProgressPanel(QFrame):
    """Hidden until `watch`; hides itself at the end of the task."""

    def __init__(self, tongue: Tongue, clock: Callable[[], float] = time.monotonic):
        super().__init__()
        self.setObjectName("card")
        self._tongue = tongue
        self._clock = clock
        self._task: Task | None = None
        self._pace = Pace(clock)
        self._last: Progress | None = None
        self.stage = label("heading")
        self.figures = label("muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        named(self.bar, tongue, words.PROGRESS)
        self.cancel = button(tongue, words.CANCEL, self._cancel)
        self._lay_out()
        self.hide()
        tongue.changed.connect(self._speak)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(self.stage)
        line.addStretch(1)
        line.addWidget(self.figures)
        left.addLayout(line)
        left.addWidget(self.bar)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(16)
        whole.addLayout(left, 1)
        whole.addWidget(self.cancel)

    def watch(self, task: Task) -> None:
        """Show `task` until it ends. Call before the task is started."""
        self._task, self._last, self._pace = task, None, Pace(self._clock)
        task.stepped.connect(self._stepped)
        task.ended.connect(self._ended)
        self.cancel.setEnabled(True)
        self.bar.setRange(0, 0)
        self._speak()
        self.show()

    def _stepped(self, progress: Progress) -> None:
        self._last = progress
        self._pace.step(progress)
        if progress.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, progress.done * 1000 // progress.total))
        else:
            self.bar.setRange(0, 0)
        self._speak()

    def _ended(self, _task: Task) -> None:
        self._task = None
        self.hide()

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()
            self.cancel.setEnabled(False)
            self._speak()

    def _speak(self) -> None:
        stopping = self._task is not None and self._task.cancelling
        stage = words.STOPPING if stopping else self._last.stage if self._last else words.STARTING
        self.stage.setText(self._tongue(stage))
        self.figures.setText(figures(self._last, self._pace, self._tongue))


def figures(step: Progress | None, pace: Pace, say: Tongue) -> str:
    """How much is done, how quickly, and how long it will yet take."""
    if step is None or not (step.done or step.total):
        return ""
    said = [f"{step.done:,} / {step.total:,}" if step.total else f"{step.done:,}"]
    if rate := pace.rate:
        said.append(say(words.A_SECOND, rate=f"{rate:,.0f}"))
    if (left := pace.left(step)) is not None:
        said.append(say(words.TIME_LEFT, time=_clock_time(left)))
    return "  ·  ".join(said)


def _clock_time(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
