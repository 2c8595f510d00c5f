"""The page of files: drop or choose them, see what each is, choose policy and audit date, start the check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from audit.model import FileKind
from gui import theme, words
from gui.desk import Checked, Desk, Order
from gui.old_drop import Drop
from gui.file_table import WIDTHS, FileTable
from gui.parts import Banner, button, card, label, named
from gui.progress_panel import ProgressPanel
from gui.tables import table
from gui.tasks import Failure, Lane, Task
from gui.tongue import Tongue

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")


class ImportPage(QWidget):
    checked = Signal(object)  # a Checked

    def __init__(self, desk: Desk, tongue: Tongue, lane: Lane, colours: Callable[[], theme.Colours],
                 ask_files: Callable[[QWidget, str], list[Path]]):  # fmt: skip
        super().__init__()
        self._desk, self._tongue, self._lane, self._ask_files = desk, tongue, lane, ask_files
        self._run: Task | None = None
        self._reading: dict[Path, Task] = {}
        self.banner = Banner(tongue)
        self.title = label("title")
        tongue.say(self.title.setText, words.DATA)
        self.drop = Drop(tongue, self.choose, lambda: self.add(desk.samples()))
        self.drop.dropped.connect(self.add)
        self.files = FileTable(tongue, colours)
        self.table = table(self.files, WIDTHS, tongue, words.FILES)
        self.table.setWordWrap(True)  # few rows, and a sentence on what is wrong must be read whole
        for signal in (self.files.dataChanged, self.files.rowsInserted, tongue.changed):
            signal.connect(self.table.resizeRowsToContents)
        self.retry = button(tongue, words.RETRY, self._retry)
        self.remove = button(tongue, words.REMOVE, self._remove)
        self.table.selectionModel().selectionChanged.connect(self._update)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self._remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.policy, self.as_of, self.vendor = QComboBox(), QDateEdit(), QLineEdit()
        self.start = button(tongue, words.START, self.check, "primary")
        self.hint = label("muted", wrap=True)
        self.progress = ProgressPanel(tongue)
        self._set_up_fields()
        self._lay_out()
        tongue.changed.connect(self._speak)
        self._speak()

    def _set_up_fields(self) -> None:
        self.as_of.setCalendarPopup(True)
        self.as_of.setDisplayFormat("yyyy-MM-dd")
        today = date.today()
        self.as_of.setDate(QDate(today.year, today.month, today.day))
        self._tongue.say(self.vendor.setPlaceholderText, words.VENDOR_HINT)
        for widget, name in ((self.policy, words.POLICY), (self.as_of, words.AS_OF), (self.vendor, words.VENDOR)):
            named(widget, self._tongue, name)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        heading = label("heading")
        self._tongue.say(heading.setText, words.FILES)
        buttons.addWidget(heading)
        buttons.addStretch(1)
        buttons.addWidget(self.retry)
        buttons.addWidget(self.remove)
        self.settings, inside = card()
        fields = QGridLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(4)
        for column, (widget, name, stretch) in enumerate(
            ((self.policy, words.POLICY, 4), (self.as_of, words.AS_OF, 2), (self.vendor, words.VENDOR, 4))
        ):
            caption = label("field")
            self._tongue.say(caption.setText, name)
            caption.setBuddy(widget)
            fields.addWidget(caption, 0, column)
            fields.addWidget(widget, 1, column)
            fields.setColumnStretch(column, stretch)
        go = QHBoxLayout()
        go.addWidget(self.hint, 1)
        go.addWidget(self.start)
        inside.addLayout(fields)
        inside.addLayout(go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.title)
        whole.addWidget(self.banner)
        self.listing = QWidget()
        listed = QVBoxLayout(self.listing)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(12)
        listed.addLayout(buttons)
        listed.addWidget(self.table, 1)
        whole.addWidget(self.drop)
        whole.addWidget(self.listing, 1)
        whole.addWidget(self.progress)
        whole.addWidget(self.settings)

    def load_policies(self) -> None:
        """Fill the list of policy packs; after the first paint, for it reads files."""
        chosen = self.policy.currentData()
        self.policy.clear()
        for pack in self._desk.policies():
            self.policy.addItem(self._tongue(pack.title), pack.name)
        self.policy.setCurrentIndex(max(0, self.policy.findData(chosen or "cn-default")))

    def choose(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        self.add(self._ask_files(self, f"{self._tongue(words.SHEETS_FILTER)} ({patterns});;{self._tongue(words.ALL_FILES)} (*)"))

    def add(self, paths: Iterable[Path]) -> None:
        """Add files (a folder stands for the sheets in it) and read each of them."""
        for path in paths:
            inside = [path]
            if path.is_dir():
                inside = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("~$"))
            for each in inside:
                if self.files.add(each):
                    self._read(each)
        self._update()

    def _read(self, path: Path) -> None:
        task = Task(self._desk.recognise(path))
        self._reading[path] = task
        task.ended.connect(self._read_ended)
        self._lane.start(task)

    def _read_ended(self, task: Task) -> None:
        path = next((p for p, reading in self._reading.items() if reading is task), None)
        if path is None:
            return  # the file was removed from the list meanwhile
        del self._reading[path]
        if task.failure or task.result:
            self.files.put(path, read=task.result, failure=task.failure)
        else:
            self.files.put(path, failure=Failure(words.CANCELLED_READING, expected=True))
        self._update()

    def _row(self) -> int | None:
        chosen = self.table.selectionModel().selectedRows()
        return chosen[0].row() if chosen else None

    def _retry(self) -> None:
        row = self._row()
        if row is not None and self.files.lines[row].trouble:
            path = self.files.lines[row].path
            self.files.put(path)
            self._read(path)
            self._update()

    def _remove(self) -> None:
        row = self._row()
        if row is not None and self._run is None:
            task = self._reading.pop(self.files.lines[row].path, None)
            if task:
                task.cancel()
            self.files.remove(row)
            self._update()

    def start_over(self) -> None:
        """An empty list for another check."""
        if self._run is None:
            for task in self._reading.values():
                task.cancel()
            self._reading.clear()
            self.files.clear()
            self.banner.hide()
            self._update()

    def order(self) -> Order:
        day = self.as_of.date()
        return Order(self.files.paths(FileKind.VISITS), self.files.paths(FileKind.CASES), self.files.paths(FileKind.STAFF),
                     self.policy.currentData() or "cn-default", date(day.year(), day.month(), day.day()),
                     self.vendor.text().strip())  # fmt: skip

    def check(self) -> None:
        if not self.start.isEnabled():
            return
        self.banner.hide()
        self._run = Task(self._desk.check(self.order()))
        self._run.done.connect(self._done)
        self._run.failed.connect(self._failed)
        self._run.cancelled.connect(self._cancelled)
        self._run.ended.connect(self._ended)
        self.progress.watch(self._run)
        self._update()
        self._lane.start(self._run)

    def cancel(self) -> None:
        if self._run:
            self._run.cancel()

    def _done(self, checked: Checked) -> None:
        said = words.DONE.format(visits=f"{checked.visits:,}", violations=f"{checked.violations:,}",
                                 reviews=f"{checked.reviews:,}")  # fmt: skip
        if checked.failed:
            names = "、".join(report.name for report in checked.failed)
            left_out = words.LEFT_OUT.format(names=names)
            self.banner.tell("warn", words.joined(said, left_out))
        else:
            self.banner.tell("good", said)
        self.checked.emit(checked)

    def _failed(self, failure: Failure) -> None:
        self.banner.tell_failure(failure, action=(words.RETRY, self.check))

    def _cancelled(self) -> None:
        self.banner.tell("warn", words.CANCELLED, action=(words.START, self.check))

    def _ended(self, _task: Task) -> None:
        self._run = None
        self._update()

    def _update(self) -> None:
        """What can be done now, and why the check cannot start if it cannot."""
        row, running = self._row(), self._run is not None
        lines = self.files.lines
        waiting = any(line.waiting for line in lines)
        self.retry.setEnabled(row is not None and lines[row].trouble is not None and not running)
        self.remove.setEnabled(row is not None and not running)
        self.drop.setEnabled(not running)
        self.listing.setVisible(bool(lines))
        self.drop.welcome(not lines)
        self.settings.setEnabled(not running)
        has_log = bool(self.files.paths(FileKind.VISITS))
        self.start.setEnabled(has_log and not waiting and not running)
        if running:
            why = words.HINT_RUNNING
        elif not lines:
            why = words.HINT_NO_FILES
        elif waiting:
            why = words.HINT_READING
        elif not has_log:
            why = words.HINT_NO_LOG
        elif not self.files.paths(FileKind.CASES) or not self.files.paths(FileKind.STAFF):
            why = words.HINT_MORE
        else:
            why = words.HINT_READY
        self.hint.setText(self._tongue(why))

    def _speak(self) -> None:
        if self.policy.count():
            self.load_policies()
        self._update()
