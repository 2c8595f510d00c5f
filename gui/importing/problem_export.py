"""The list of what could not be read, written for the agency: asked where to, and written on the lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from audit.model import Problem
from gui.frame import Frame
from gui.importing import words
from gui.tasks import Failure


def export_problems(
    frame: Frame, owner: QWidget, problems: Callable[[], Sequence[Problem]], failed: Callable[[Failure], object], stem: str = ""
) -> None:
    """`problems` are fetched on the lane; that the list went out is kept in the trail."""
    say = frame.tongue
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    name = f"{stem} {say(words.LIST_NAME)}".strip()
    target = frame.asking.target(owner, folder / f"{name}.xlsx", f"{say(words.XLSX)} (*.xlsx)")
    if target is None:
        return
    store, lang, project = frame.store, say.lang, frame.project

    def write() -> Path:
        from reports.problem_list import write_problem_list

        found = problems()
        made = write_problem_list(found, target, lang)
        store.log("export", "window", project=project, after={"kind": "problems", "entries": len(found)})
        return made

    frame.write(write, lambda made: frame.tell(words.EXPORTED.format(name=made.name)), failed)
