"""Outcome: what was exported last: its name, the seal to note, and the ways to the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from gui.frame import Frame
from gui.parts import button, label
from gui.report import words


class Outcome(QFrame):
    def __init__(self, frame: Frame):
        super().__init__()
        self.setObjectName("card")
        self._frame, self._say = frame, frame.tongue
        self._paths: Sequence[Path] = ()
        self._seal = ""
        self.title, self.seal = label("heading"), label("muted", select=True)
        self.open = button(self._say, words.OPEN, lambda: _open(self._paths[0]))
        self.folder = button(self._say, words.OPEN_FOLDER, lambda: _open(self._paths[0].parent))
        self.copy = button(self._say, words.COPY_SEAL, self._copy)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 10, 8)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(self.title)
        both.addWidget(self.seal)
        line.addLayout(both, 1)
        for each in (self.copy, self.folder, self.open):
            line.addWidget(each)
        self.hide()

    def tell(self, paths: Sequence[Path], seal: str) -> None:
        self._paths, self._seal = paths, seal
        self.speak()
        self.show()

    def speak(self) -> None:
        if self._paths:
            name = self._paths[0].name
            said = self._say(words.MORE_FILES, name=name, count=len(self._paths), more=len(self._paths) - 1)
            self.title.setText(f"✔ {self._say(words.LAST)}  {said if len(self._paths) > 1 else name}")
            self.seal.setText(f"{self._say(words.SEAL)} {self._seal[:32]}…" if self._seal else "")
            self.seal.setToolTip(self._seal)
            self.seal.setVisible(bool(self._seal))
            self.copy.setVisible(bool(self._seal))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._seal)
        self._frame.tell(words.COPIED)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
