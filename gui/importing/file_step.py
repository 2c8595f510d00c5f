"""Step 1: the files: what each was recognised as, what stands in its way, and what was imported before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui import words as common
from gui.drop import Drop
from gui.frame import Frame
from gui.importing import words
from gui.importing.draft import Draft
from gui.importing.lists import Cell, ListModel
from gui.parts import button, label, named
from gui.tables import table

if TYPE_CHECKING:
    from audit.store.nouns import ImportInfo

WIDTHS = ((32, 34), (12, 16), (26, 26), (9, 9), (8, 8), (40, 44))
FORMER_WIDTHS = ((32, 34), (12, 16), (9, 9), (8, 8), (18, 18), (10, 10), (30, 34))


class FileStep(QWidget):
    changed = Signal()
    retry_wanted = Signal(object)  # a Draft
    list_wanted = Signal(object)  # an ImportInfo whose problems go to the agency
    move_import = Signal(int, bool)  # an import, and whether it is to be undone

    def __init__(self, frame: Frame, drafts: list[Draft], choose: Callable[[], object]):
        super().__init__()
        self._frame, self._drafts, say = frame, drafts, frame.tongue
        self.drop = Drop(say, words.DROP, words.DROP_HINT, words.CHOOSE, choose)
        titles = (words.FILE, words.KIND, words.AGENCY, words.ROWS, words.DOUBTS, words.STATE)
        self.files = ListModel(frame, titles, self._cells)
        self.table = table(self.files, WIDTHS, say, words.FILES)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.retry = button(say, words.RETRY, self._retry)
        self.remove = button(say, words.REMOVE, self._remove)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self._remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._password()
        former = (words.FILE, words.KIND, words.ROWS, words.DOUBTS, words.WHEN, words.WHO, words.STATE)
        self.former = ListModel(frame, former, self._former_cells)
        self.former_table = table(self.former, FORMER_WIDTHS, say, words.IMPORTED)
        self.former_table.selectionModel().selectionChanged.connect(self._update)
        self.list_problems = button(say, words.EXPORT, lambda: self.list_wanted.emit(self._import()))
        self.undo = button(say, words.UNDO, lambda: self._move(True))
        self.redo = button(say, words.REDO, lambda: self._move(False))
        self._lay_out()
        self._update()

    def _password(self) -> None:
        self.asked = QWidget()
        line = QHBoxLayout(self.asked)
        line.setContentsMargins(0, 0, 0, 0)
        self.of, self.password = label("field"), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        named(self.password, self._frame.tongue, words.PASSWORD_NAME)
        self.password.returnPressed.connect(self._unlock)
        self.unlock = button(self._frame.tongue, words.UNLOCK, self._unlock)
        for each in (self.of, self.password, self.unlock):
            line.addWidget(each)
        line.addStretch(1)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.drop)
        self.listing, self.formers = QWidget(), QWidget()
        for box, title, list_, buttons, extra, stretch in (
            (self.listing, words.FILES, self.table, (self.retry, self.remove), self.asked, 3),
            (self.formers, words.IMPORTED, self.former_table, (self.list_problems, self.undo, self.redo), None, 2),
        ):
            inside, head, heading = QVBoxLayout(box), QHBoxLayout(), label("heading")
            inside.setContentsMargins(0, 4, 0, 0)
            inside.setSpacing(6)
            self._frame.tongue.say(heading.setText, title)
            head.addWidget(heading, 1)
            for each in buttons:
                head.addWidget(each)
            inside.addLayout(head)
            inside.addWidget(list_, 1)
            if extra:
                inside.addWidget(extra)
            whole.addWidget(box, stretch)
        self._rest = QWidget()
        whole.addWidget(self._rest, 1)

    # what the tables say

    def _cells(self, draft: Draft) -> Sequence[Cell]:
        say, look = self._frame.tongue, draft.look
        rows = kind = agencies = doubts = ""
        if look and look.report.kind and not look.report.failed:
            kind, rows = say(common.KINDS[look.report.kind]), f"{look.records:,}"
            agencies = say(words.COMMA).join(look.agencies)
            doubts = f"{len(look.report.problems):,}" if look.report.problems else "–"
        return ((draft.path.name, ""), (kind, ""), (agencies, ""), (rows, ""), (doubts, ""), self._state(draft))

    def _state(self, draft: Draft) -> Cell:
        say = self._frame.tongue
        if trouble := draft.trouble():
            return say(trouble), "bad"
        if draft.waiting:
            return say(words.READING), "muted"
        if draft.already:
            return say(words.ALREADY), "warn"
        return (say(words.BY_TEMPLATE, name=draft.template) if draft.template else say(words.READY)), "good"

    def _former_cells(self, info: ImportInfo) -> Sequence[Cell]:
        say = self._frame.tongue
        state, tone = {"live": (words.LIVE, "good"), "undone": (words.UNDONE, "warn")}.get(
            info.state.value, (words.SUPERSEDED, "muted")
        )
        when = info.at.astimezone().strftime("%Y-%m-%d %H:%M")
        return ((info.name, ""), (say(common.KINDS[info.kind]), ""), (f"{info.rows:,}", ""), (f"{info.problems:,}" if info.problems else "–", ""),
                (when, ""), (info.by, ""), (say(state), tone))  # fmt: skip

    def show_drafts(self) -> None:
        self.files.put(self._drafts)
        self._update()

    def show_former(self, imports: Sequence[ImportInfo]) -> None:
        self.former.put(imports)
        self._update()

    # what is done

    def chosen(self) -> Draft | None:
        rows = self.table.selectionModel().selectedRows()
        return self._drafts[rows[0].row()] if rows and rows[0].row() < len(self._drafts) else None

    def _import(self) -> ImportInfo | None:
        rows = self.former_table.selectionModel().selectedRows()
        return self.former.rows[rows[0].row()] if rows else None

    def _move(self, undo: bool) -> None:
        if info := self._import():
            self.move_import.emit(info.id, undo)

    def _retry(self) -> None:
        if draft := self.chosen():
            self.retry_wanted.emit(draft)

    def _remove(self) -> None:
        if draft := self.chosen():
            self._drafts.remove(draft)
            self.show_drafts()
            self.changed.emit()

    def _unlock(self) -> None:
        draft = self._locked()
        if draft and self.password.text():
            draft.passwords = (self.password.text(),)
            self.password.clear()
            self.retry_wanted.emit(draft)

    def _locked(self) -> Draft | None:
        """The file whose password is asked: the one that is chosen, else the first that wants one."""
        chosen = self.chosen()
        if chosen and chosen.wants_password:
            return chosen
        return next((draft for draft in self._drafts if draft.wants_password), None)

    def _update(self) -> None:
        draft, info, locked = self.chosen(), self._import(), self._locked()
        self.retry.setEnabled(draft is not None and not draft.waiting)
        self.remove.setEnabled(draft is not None)
        self.asked.setVisible(locked is not None)
        if locked:
            self.of.setText(self._frame.tongue(words.PASSWORD, name=locked.path.name))
        self.listing.setVisible(bool(self._drafts))
        self.formers.setVisible(bool(self.former.rows))
        self._rest.setVisible(not self._drafts and not self.former.rows)
        self.list_problems.setEnabled(info is not None and bool(info.problems))
        self.undo.setEnabled(info is not None and info.state.value == "live")
        self.redo.setEnabled(info is not None and info.state.value == "undone")


def spreadsheets(paths: Sequence[Path]) -> list[Path]:
    """The files themselves; a folder stands for the sheets in it."""
    found = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("~$"))
        else:
            found.append(path)
    return found


SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
