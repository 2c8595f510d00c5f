"""VerifyPane: whether a report or sealed bundle is as it was made, and if not, where it was changed."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from audit.model import Text
from gui.drop import Drop
from gui.frame import Frame
from gui.parts import label, named, set_tone
from gui.report import words
from gui.tasks import Failure

if TYPE_CHECKING:
    from reports.verified import Verified

SHOWN = 50
TONES = {0: ("good", words.UNCHANGED), 1: ("violation", words.CHANGED), 2: ("review", words.UNKNOWN)}


class VerifyPane(QWidget):
    def __init__(self, frame: Frame):
        super().__init__()
        self._frame, self._say = frame, frame.tongue
        self._found: Verified | None = None
        self._file: Path | None = None
        self.drop = Drop(frame.tongue, words.VERIFY_HINT, words.VERIFY_WHY, words.CHOOSE_FILE, self.choose)
        self.drop.dropped.connect(lambda paths: self.check(paths[0]))
        self.seal = QLineEdit()
        named(self.seal, self._say, words.SEAL_NOTED)
        self._say.say(self.seal.setPlaceholderText, words.SEAL_NOTED)
        self.seal.returnPressed.connect(self._again)
        self.verdict, self.name = label("badge"), label("heading", select=True)
        self.told = QTextBrowser()
        named(self.told, self._say, words.FACTS)
        line = QHBoxLayout()
        line.addWidget(self.verdict)
        line.addWidget(self.name, 1)
        self.answer = QWidget()
        inside = QVBoxLayout(self.answer)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.addLayout(line)
        inside.addWidget(self.told, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.drop)
        whole.addWidget(self.seal)
        whole.addWidget(self.answer, 1)
        whole.addStretch(0)
        self.answer.hide()
        self._waiting = label("muted")
        self._say.say(self._waiting.setText, words.VERIFYING)
        whole.addWidget(self._waiting)
        whole.addStretch(1)
        self._waiting.hide()

    def choose(self) -> None:
        chosen = self._frame.asking.files(self, f"{self._say(words.REPORTS_FILTER)} (*.pdf *.zip)")
        if chosen:
            self.check(chosen[0])

    def check(self, path: Path) -> None:
        """Look at a file; the answer is of the last one asked."""
        self._file = path
        self.answer.hide()
        self._waiting.show()
        seal = self.seal.text().strip()

        def look() -> Verified:
            from reports.verify import verify

            return verify(path, seal=seal)

        self._frame.read(look, lambda found: self._show(path, found), self._failed)

    def _again(self) -> None:
        if self._file:
            self.check(self._file)

    def _show(self, path: Path, found: Verified) -> None:
        if path == self._file:
            self._found = found
            self.speak()

    def _failed(self, failure: Failure) -> None:
        self._waiting.hide()
        self._frame.failed.emit(failure)

    def speak(self) -> None:
        if self._found is None or self._file is None:
            return
        tone, said = TONES[self._found.status]
        self.verdict.setText(self._say(said))
        set_tone(self.verdict, tone)
        self.name.setText(self._file.name)
        self.told.setHtml(self._html(self._found))
        self._waiting.hide()
        self.answer.show()

    def _html(self, found: Verified) -> str:
        def item(text: Text) -> str:
            return f"<p style='margin:3px 0'>{escape(self._say(text))}</p>"

        parts = []
        if found.changes:
            parts.append(f"<h3>{self._say(words.CHANGES)}</h3>")
            for where, what in found.changes[:SHOWN]:
                parts.append(f"<p style='margin:3px 0'><b>{escape(self._say(where))}</b> · {escape(self._say(what))}</p>")
            if len(found.changes) > SHOWN:
                parts.append(item(words.MORE_CHANGES.format(count=len(found.changes) - SHOWN)))
        parts.append(f"<h3>{self._say(words.FACTS)}</h3>")
        parts += [item(fact) for fact in found.facts]
        if found.seal:
            parts.append(f"<p style='margin:3px 0'>{self._say(words.SEAL)} <code>{found.seal}</code></p>")
        return "".join(parts)
