"""NotesPanel: the review notes on a finding: raise, reply, resolve, open again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QTextBrowser, QVBoxLayout, QWidget

from audit.store.nouns import Note, NoteState
from gui.frame import Frame
from gui.page import DECISIONS
from gui.parts import button, named
from gui.review import words

#: A text within a card has no frame of its own.
BARE = "QTextBrowser { border: none; padding: 0; } QTextBrowser:focus { border: none; }"


class NotesPanel(QWidget):
    counted = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame, self._say = frame, frame.tongue
        self._fingerprint: str | None = None
        self._drafts: dict[str, str] = {}  # what was typed and not yet sent, by finding
        self.notes: Sequence[Note] = ()
        self.talk = QTextBrowser()
        self.talk.setStyleSheet(BARE)
        self.talk.setTabChangesFocus(True)
        named(self.talk, self._say, words.TAB_NOTES)
        self.which = QComboBox()
        named(self.which, self._say, words.WHICH_NOTE)
        self.which.setMinimumContentsLength(3)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.currentIndexChanged.connect(lambda _index: self._able())
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(52)
        self._say.say(self.text.setPlaceholderText, words.NOTES_HINT)
        named(self.text, self._say, words.TAB_NOTES)
        self.text.textChanged.connect(self._able)
        self.add = button(self._say, words.ADD_NOTE, self._add)
        self.reply = button(self._say, words.REPLY, self._reply)
        self.close_note = button(self._say, words.RESOLVE, self._toggle)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.talk, 1)
        inside.addWidget(self.text)
        for pair in ((self.which, self.close_note), (self.reply, self.add)):
            line = QHBoxLayout()
            line.setSpacing(4)
            for each in pair:
                line.addWidget(each, 1)
            inside.addLayout(line)
        for each in (self.reply, self.close_note, self.add):
            each.setStyleSheet("padding: 4px 6px;")
        self._say.changed.connect(self.draw)
        self._able()

    def show_finding(self, fingerprint: str | None) -> None:
        """What was typed on the former finding waits there."""
        if self._fingerprint is not None:
            self._drafts[self._fingerprint] = self.text.toPlainText()
        self._fingerprint = fingerprint
        self.text.setPlainText(self._drafts.get(fingerprint or "", ""))
        self.show_notes(())

    def show_notes(self, notes: Sequence[Note]) -> None:
        self.notes = notes
        self.draw()
        self.counted.emit()

    def draw(self) -> None:
        say = self._say
        parts = [self._note(n, note) for n, note in enumerate(self.notes, 1)]
        self.talk.setHtml("".join(parts) or f"<p>{escape(say(words.NOTES_NONE))}</p>")
        at = self.which.currentIndex()
        self.which.clear()
        for number, note in enumerate(self.notes, 1):
            self.which.addItem(say(words.NOTE_NUMBER, n=number), note.id)
        self.which.setCurrentIndex(at if 0 <= at < len(self.notes) else len(self.notes) - 1)
        self._able()

    def _note(self, number: int, note: Note) -> str:
        say, muted = self._say, self._frame.colours.muted
        state = say(words.NOTE_OPEN) if note.state is NoteState.OPEN else say(words.NOTE_RESOLVED, by=note.resolved_by)
        head = f"<b>{escape(say(words.NOTE_NUMBER, n=number))}</b> {escape(note.by)} {note.at.astimezone():%m-%d %H:%M} · {escape(state)}"
        replies = "".join(
            f'<p style="margin:2px 0 2px 14px"><span style="color:{muted}">{escape(r.by)} {r.at.astimezone():%m-%d %H:%M}</span> {escape(r.text)}</p>'
            for r in note.replies
        )
        return f'<p style="margin:8px 0 2px 0">{head}<br>{escape(note.text)}</p>{replies}'

    def _chosen(self) -> Note | None:
        return next((note for note in self.notes if note.id == self.which.currentData()), None)

    def _able(self) -> None:
        typed, note = bool(self.text.toPlainText().strip()), self._chosen()
        self.add.setEnabled(typed and self._fingerprint is not None)
        self.reply.setEnabled(typed and note is not None)
        self.close_note.setEnabled(note is not None)
        resolved = note is not None and note.state is NoteState.RESOLVED
        self.close_note.setText(self._say(words.REOPEN if resolved else words.RESOLVE))
        for each in (self.which, self.reply, self.close_note):
            each.setVisible(bool(self.notes))

    def focus(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self) -> None:
        project, fingerprint = self._frame.project, self._fingerprint
        if project is not None and fingerprint is not None:
            text = self.text.toPlainText().strip()
            self._send(lambda: self._frame.store.add_note(project, fingerprint, text), sent=True)

    def _reply(self) -> None:
        text = self.text.toPlainText().strip()
        if note := self._chosen():
            self._send(lambda: self._frame.store.reply_note(note.id, text, note.version), sent=True)

    def _toggle(self) -> None:
        if note := self._chosen():
            store = self._frame.store
            verb = store.resolve_note if note.state is NoteState.OPEN else store.reopen_note
            self._send(lambda: verb(note.id, note.version), sent=False)

    def _send(self, verb: Callable[[], object], *, sent: bool) -> None:
        """The words leave their field only when they are stored."""

        def done(_result: object) -> None:
            if sent:
                self.text.clear()

        self._frame.write(verb, done, changes=(DECISIONS,))
