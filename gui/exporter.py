"""The way out: asks where to, writes PDF, workbook or JSON on the lane, and offers another name where the target is held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from audit.model import Text
from gui import words
from gui.desk import Checked, Desk, Format
from gui.parts import Banner
from gui.progress_panel import ProgressPanel
from gui.tasks import Failure, Lane, Task
from gui.tongue import Tongue

#: Asks for a file to write: (parent, suggested path, filter) to the path, or None if the person changed their mind.
AskTarget = Callable[[QWidget, Path, str], Path | None]
FORMATS: Mapping[Format, tuple[Text, Text]] = {
    "pdf": (words.EXPORT_PDF, words.PDF_FILTER),
    "xlsx": (words.EXPORT_SHEET, words.SHEET_FILTER),
    "json": (words.EXPORT_JSON, words.JSON_FILTER),
}


class Exporter(QObject):
    def __init__(self, page: QWidget, desk: Desk, tongue: Tongue, lane: Lane, banner: Banner, ask: AskTarget, folder: Path):
        super().__init__(page)
        self._page, self._desk, self._tongue, self._lane = page, desk, tongue, lane
        self._banner, self._ask, self._folder = banner, ask, folder
        self._checked: Checked | None = None
        self._task: Task | None = None
        self._target = Path()
        self.progress = ProgressPanel(tongue)
        self.actions = {format: self._action(format) for format in FORMATS}
        menu = QMenu(page)
        menu.addActions(list(self.actions.values()))
        self.button = QPushButton()
        self.button.setObjectName("menu")
        self.button.setMenu(menu)
        tongue.say(self.button.setText, words.EXPORT)
        self._update()

    def _action(self, format: Format) -> QAction:
        action = QAction(self)
        self._tongue.say(action.setText, FORMATS[format][0])
        action.triggered.connect(partial(self._choose, format))
        return action

    def show_run(self, checked: Checked) -> None:
        self._checked = checked
        self._update()

    def _choose(self, format: Format, _checked: bool = False) -> None:
        name = f"{self._tongue(words.REPORT_NAME)}.{format}"
        target = self._ask(self._page, self._folder / name, f"{self._tongue(FORMATS[format][1])} (*.{format})")
        if target:
            self.write(target if target.suffix else target.with_suffix(f".{format}"))

    def write(self, target: Path) -> None:
        if self._checked is None or self._task is not None:
            return
        self._banner.hide()
        self._folder, self._target = target.parent, target
        self._task = Task(self._desk.export(self._checked.run, target, self._tongue.lang))
        self._task.done.connect(self._done)
        self._task.failed.connect(self._failed)
        self._task.cancelled.connect(self._cancelled)
        self._task.ended.connect(self._ended)
        self.progress.watch(self._task)
        self._update()
        self._lane.start(self._task)

    def _done(self, target: Path) -> None:
        self._banner.tell("good", words.EXPORTED.format(name=target.name), action=(words.OPEN, partial(_open, target)))

    def _failed(self, failure: Failure) -> None:
        other = self._free_name() if failure.locked else None
        if other is None:
            self._banner.tell_failure(failure, action=(words.RETRY, partial(self.write, self._target)))
            return
        said = words.TARGET_LOCKED.format(name=self._target.name)
        self._banner.tell("bad", said, action=(words.SAVE_AS.format(name=other.name), partial(self.write, other)))

    def _cancelled(self) -> None:
        self._banner.tell("warn", words.EXPORT_CANCELLED)

    def _ended(self, _task: Task) -> None:
        self._task = None
        self._update()

    def _free_name(self) -> Path:
        for number in range(2, 100):
            other = self._target.with_stem(f"{self._target.stem} ({number})")
            if not other.exists():
                return other
        return self._target

    def _update(self) -> None:
        ready = self._checked is not None and self._task is None
        self.button.setEnabled(ready)
        for action in self.actions.values():
            action.setEnabled(ready)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
