"""Undoing: Ctrl+Z and Ctrl+Y over everything a person did in the open project, each step named, many steps back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from audit.model import Text
from gui import words
from gui.frame import Frame
from gui.page import EVERYTHING, MASKING

if TYPE_CHECKING:
    from collections.abc import Generator


class Undoing(QObject):
    """`named` tells what undo and redo would do now, None where there is nothing."""

    named = Signal(object, object)  # Text | None, Text | None

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame = frame

    def undo(self) -> None:
        self._step("undo", words.UNDONE)

    def redo(self) -> None:
        self._step("redo", words.REDONE)

    def _step(self, verb: str, told: Text) -> None:
        frame, project = self._frame, self._frame.project
        if project is None:
            return

        def done(step: Any) -> None:
            if step is None:
                frame.tell(words.NO_STEP, "warn")
                return
            frame.tell(told.format(what=step.title))
            frame.announce(*EVERYTHING - {MASKING})

        frame.write(lambda: getattr(frame.store, verb)(project), done)

    def look(self) -> None:
        """Ask which steps there are; the answer comes as `named`."""
        project = self._frame.project
        if project is None:
            self.named.emit(None, None)
        else:
            self._frame.ask(self._steps(project), self._looked, lambda _failure: None)

    def _steps(self, project: int) -> Generator[None, None, Any]:
        return self._frame.store.steps(project)
        yield

    def _looked(self, steps: Any) -> None:
        """Newest first; those that are undone stand before those that are done."""
        undo = next((step.title for step in steps if not step.undone), None)
        redo = next((step.title for step in reversed(steps) if step.undone), None)
        self.named.emit(undo, redo)
