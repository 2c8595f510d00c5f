"""ProjectCard: one project in the list: name, agency, how far it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout

from audit.today import Standing
from gui.frame import Frame
from gui.home import words
from gui.icons import icon
from gui.parts import label


class ProjectCard(QFrame):
    def __init__(self, frame: Frame, standing: Standing, pinned: bool, do: Callable[[str, Standing], object]):
        super().__init__()
        self.setObjectName("card")
        self.standing, self._frame = standing, frame
        say, project = frame.tongue, standing.project
        self.open = QPushButton(project.name)
        self.open.setObjectName("link")
        self.open.setProperty("data", True)
        self.open.clicked.connect(lambda: do("open", standing))
        self.state = label("badge")
        self.state.setText(say(words.OPENED))
        self.pin, self.delete = QToolButton(), QToolButton()
        for tool, name, text, what in (
            (self.pin, "pin-off" if pinned else "pin", words.UNPIN if pinned else words.PIN, "pin"),
            (self.delete, "x", words.DELETE, "delete"),
        ):
            tool.setObjectName("quiet")
            tool.setIcon(icon(name, frame.colours.muted))
            tool.setToolTip(say(text))
            tool.setAccessibleName(f"{say(text)} {project.name}")
            tool.clicked.connect(lambda _=False, what=what: do(what, standing))
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.open)
        top.addWidget(self.state)
        top.addStretch(1)
        top.addWidget(self.pin)
        top.addWidget(self.delete)
        meta, self.figures = label("muted"), label("field")
        parts = (project.agency, project.period, say(words.AS_OF, day=project.as_of.isoformat()),
                 say(words.VISITS, count=f"{standing.visits:,}"))  # fmt: skip
        meta.setText("  ·  ".join(part for part in parts if part))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, max(1, standing.findings))
        self.bar.setValue(standing.decided)
        self.bar.setAccessibleName(self._said())
        self.figures.setText(self._said())
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.setContentsMargins(5, 0, 6, 0)  # in line with the name and the last sign, which have room for a frame around them
        meta.setContentsMargins(5, 0, 0, 0)
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.figures)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(9, 8, 8, 10)
        inside.setSpacing(4)
        inside.addLayout(top)
        inside.addWidget(meta)
        inside.addLayout(foot)
        self.bar.setVisible(standing.findings > 0)  # only now has it a parent; before, it would be a window
        self.state.setVisible(frame.project == project.id)

    def _said(self) -> str:
        standing, say = self.standing, self._frame.tongue
        if standing.run is None:
            return say(words.NOT_CHECKED)
        if not standing.findings:
            return say(words.NO_FINDINGS)
        return say(words.PROGRESS, done=f"{standing.decided:,}", total=f"{standing.findings:,}")
