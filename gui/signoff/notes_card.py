"""NotesCard: the review notes of a project: read, answered, resolved; open ones stand in the way of a signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from audit.model import Text
from audit.store.nouns import Note, NoteState
from gui.frame import Frame
from gui.page import DECISIONS, WORK
from gui.paged_table import Column
from gui.parts import button, label, named
from gui.rows import Rows, current_id, show_rows
from gui.signoff import words
from gui.tables import table


class NoteLine(NamedTuple):
    """A note with the finding it is on: its id in the last run (None: it is gone, or the note is on the project) and its rule."""

    note: Note
    text: str
    finding: int | None
    title: Text | None


def moment(at: datetime | None) -> str:
    """A moment as the clock on the wall shows it."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else ""


COLUMNS = (
    Column(words.STATE, lambda r, say: say(words.NOTE_STATES[r.note.state]), (9, 11), "says"),
    Column(words.NOTE, lambda r, _: r.text.replace("\n", " "), (20, 16)),
    Column(words.ABOUT, lambda r, say: say(r.title or words.WHOLE_PROJECT), (13, 14), "says"),
    Column(words.BY, lambda r, _: r.note.by, (7, 7), "says"),
    Column(words.AT, lambda r, _: moment(r.note.at), (16, 16), "says"),
)


class NotesCard(QFrame):
    look = Signal(int)  # a finding

    def __init__(self, frame: Frame):
        super().__init__()
        self.setObjectName("card")
        self._frame, self._say = frame, frame.tongue
        self.heading = label("heading")
        self._say.say(self.heading.setText, words.NOTES)
        self.empty, self.said = label("muted", wrap=True), label("", wrap=True, select=True)
        self._say.say(self.empty.setText, words.NO_NOTES)
        self.rows = Rows(COLUMNS, self._say, lambda line: line.note.id)
        self.table = table(self.rows, [c.width for c in COLUMNS], self._say, words.NOTES, sortable=True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.speak())
        self.table.setMinimumHeight(110)
        self.text = QLineEdit()
        named(self.text, self._say, words.REPLY_HINT)
        self._say.say(self.text.setPlaceholderText, words.REPLY_HINT)
        self.text.returnPressed.connect(self.reply)
        self.reply_button = button(self._say, words.REPLY, self.reply)
        self.close_button = button(self._say, words.RESOLVE, self.turn)
        self.look_button = button(self._say, words.TO_FINDING, self._look)
        self.raise_button = button(self._say, words.RAISE, self.raise_note)
        line = QHBoxLayout()
        line.addWidget(self.text, 1)
        for each in (self.reply_button, self.close_button, self.look_button, self.raise_button):
            line.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(8)
        for widget in (self.heading, self.empty):
            whole.addWidget(widget)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.said)
        whole.addStretch(0)
        self._below = whole
        whole.addLayout(line)

    def show_notes(self, lines: Sequence[NoteLine]) -> None:
        """Open ones first. The rest is said by `speak`."""
        with QSignalBlocker(self.table.selectionModel()):
            show_rows(self.table, self.rows, sorted(lines, key=lambda x: (x.note.state is not NoteState.OPEN, -x.note.id)))

    def speak(self) -> None:
        line = self._chosen()
        has = self.rows.rowCount() > 0
        self.table.setVisible(has)
        self.empty.setVisible(not has)
        self._below.setStretch(self._below.count() - 2, 0 if has else 1)  # what is empty stands at the top
        for each in (self.reply_button, self.close_button):
            each.setVisible(line is not None)
        self.look_button.setVisible(line is not None and line.finding is not None)
        self.raise_button.setVisible(line is None or line.note.state is NoteState.RESOLVED)
        if line is None:
            self.said.hide()
            return
        open_ = line.note.state is NoteState.OPEN
        self.close_button.setText(self._say(words.RESOLVE if open_ else words.REOPEN))
        told = [line.text] if len(line.text) > 20 else []
        told += [self._say(words.REPLY_LINE, by=r.by, at=moment(r.at), text=r.text) for r in line.note.replies]
        self.said.setText("\n".join(told))
        self.said.setVisible(bool(told))

    def _chosen(self) -> NoteLine | None:
        id = current_id(self.table, self.rows)
        return self.rows.row(id) if id is not None else None

    def reply(self) -> None:
        """What is typed answers the chosen note."""
        line, text = self._chosen(), self.text.text().strip()
        if line is not None and text:
            note, store = line.note, self._frame.store
            self.text.clear()
            self._frame.write(lambda: store.reply_note(note.id, text, note.version), changes=(DECISIONS, WORK))

    def turn(self) -> None:
        """Resolve the chosen note, or open it again."""
        if (line := self._chosen()) is not None:
            note, store = line.note, self._frame.store
            verb = store.resolve_note if note.state is NoteState.OPEN else store.reopen_note
            self._frame.write(lambda: verb(note.id, note.version), changes=(DECISIONS, WORK))

    def raise_note(self) -> None:
        """A note on the whole project."""
        text, project, store = self.text.text().strip(), self._frame.project, self._frame.store
        if text and project is not None:
            of = project
            self.text.clear()
            self._frame.write(lambda: store.add_note(of, "", text), changes=(DECISIONS, WORK))
        else:
            self.text.setFocus()

    def _look(self) -> None:
        if (line := self._chosen()) is not None and line.finding is not None:
            self.look.emit(line.finding)
