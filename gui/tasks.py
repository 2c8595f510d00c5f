"""Task and Lane: long work beside the window. These are the only threads of the program.

The core writes long work as a generator: every `yield` is a step, `return` the result, `close()` cancels. A Task steps such a
generator and always ends in exactly one of `done`, `failed` and `cancelled`, whatever the generator does.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from audit.model import AuditError, Text
from gui import words

Steps = Generator[Any, None, Any]
Clock = Callable[[], float]

#: Seconds between two `stepped`: 20 a second are more than an eye can follow.
STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task failed: a sentence for everybody, and details for whoever mends it.

    `expected` failures are those a person can mend. Details name places in the program, never values: an exception's own
    message may quote a borrower's data.
    """

    text: Text
    details: str = ""
    expected: bool = False
    locked: bool = False  # a file is held by another program

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        held = isinstance(error, PermissionError) or isinstance(error.__cause__, PermissionError)
        if isinstance(error, AuditError):
            return cls(error.text, _places(error.__cause__) if error.__cause__ else "", expected=True, locked=held)
        if held:
            return cls(words.LOCKED, _places(error), expected=True, locked=True)
        if isinstance(error, MemoryError):
            return cls(words.OUT_OF_MEMORY, _places(error))
        return cls(words.UNEXPECTED, _places(error))


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{f.filename.replace(chr(92), '/').split('/')[-1]}:{f.lineno} {f.name}" for f in frames]
    return "\n".join([type(error).__name__, *lines])


class Task(QObject):
    """One piece of long work. Connect its signals to methods of widgets: those run on the window's thread."""

    stepped = Signal(object)  # what the generator yielded, at most 20 times a second
    done = Signal(object)  # its result
    failed = Signal(object)  # a Failure
    cancelled = Signal()
    ended = Signal(object)  # this task, once, after one of the three above

    def __init__(self, steps: Steps, clock: Clock = time.monotonic):
        super().__init__()
        self._steps = steps
        self._clock = clock
        self._stop = Event()
        self.result: Any = None  # set before `done`
        self.failure: Failure | None = None  # set before `failed`

    def cancel(self) -> None:
        """Ask the task to stop at its next step. It may still end as done or failed if it was quicker."""
        self._stop.set()

    @property
    def cancelling(self) -> bool:
        return self._stop.is_set()

    def run(self) -> None:
        """Step to the end. Called on the lane's thread."""
        try:
            finished = self._step_to_end()
        except BaseException as error:  # the core's readers are foreign code: a panic there is not an Exception
            self.failure = Failure.of(error)
            self.failed.emit(self.failure)
        else:
            if finished:
                self.done.emit(self.result)
            else:
                self.cancelled.emit()
        self.ended.emit(self)

    def _step_to_end(self) -> bool:
        """False if it was cancelled."""
        last, held = -STEP_SECONDS, None
        while not self._stop.is_set():
            try:
                held = next(self._steps)
            except StopIteration as end:
                if held is not None:
                    self.stepped.emit(held)  # the last figures are shown even where they came too quickly
                self.result = end.value
                return True
            now = self._clock()
            if now - last >= STEP_SECONDS:
                self.stepped.emit(held)
                last, held = now, None
        self._steps.close()
        return False


class Lane(QObject):
    """One thread, one task at a time, in the order in which they were started.

    Everything that writes to the store goes through the lane, so writers never meet.
    """

    busy_changed = Signal(bool)
    started = Signal(object)  # a Task that now waits or runs

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane")
        self._tasks: list[Task] = []
        self._closed = False

    @property
    def busy(self) -> bool:
        return bool(self._tasks)

    @property
    def waiting(self) -> tuple[Task, ...]:
        """The task that runs and those behind it, in their order."""
        return tuple(self._tasks)

    def start(self, task: Task) -> Task:
        if self._closed:
            raise RuntimeError("the lane is closed")
        task.setParent(self)  # deleted on the window's thread, whichever thread lets go of it last
        self._tasks.append(task)
        task.ended.connect(self._ended)
        if len(self._tasks) == 1:
            self.busy_changed.emit(True)
        self.started.emit(task)
        self._submit(task)
        return task

    def cancel(self) -> None:
        """Ask every task to stop; each still tells its end."""
        for task in self._tasks:
            task.cancel()

    def close(self) -> None:
        """Cancel everything and wait for the thread. Nothing can be started afterwards."""
        self._closed = True
        self.cancel()
        self._pool.shutdown(wait=True)

    def _submit(self, task: Task) -> None:
        self._pool.submit(task.run)

    @Slot(object)
    def _ended(self, task: Task) -> None:
        self._tasks.remove(task)
        task.deleteLater()
        if not self._tasks:
            self.busy_changed.emit(False)


class InlineLane(Lane):
    """A lane that does the work at once on the caller's thread: for tests and for drawing the screens."""

    def _submit(self, task: Task) -> None:
        task.run()
