"""Rail: the list of pages at the left edge, one button each, by mouse, by arrow keys, or Ctrl+1 … Ctrl+9."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from gui import words
from gui.icons import icon, pixmap
from gui.pages import Spec
from gui.parts import named
from gui.theme import Colours
from gui.tongue import Tongue


class Rail(QFrame):
    chosen = Signal(str)

    def __init__(self, pages: Sequence[Spec], tongue: Tongue):
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(164)
        self._pages, self._tongue = pages, tongue
        self._counts: dict[str, int] = {}
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda number: self.chosen.emit(pages[number].name))
        named(self, tongue, words.NAVIGATION)
        self._mark, name = QLabel(), QLabel()
        name.setObjectName("brand")
        tongue.say(name.setText, words.PROGRAM)
        brand = QHBoxLayout()
        brand.setContentsMargins(14, 0, 0, 0)
        brand.setSpacing(0)
        brand.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        brand.addWidget(name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(0)
        column.addLayout(brand)
        for number, spec in enumerate(pages):
            if number and spec.group != pages[number - 1].group:
                column.addSpacing(9)
            column.addWidget(self._button(number))
        column.addStretch(1)
        tongue.changed.connect(self._speak)
        self._speak()

    def _button(self, number: int) -> QToolButton:
        made = _RailButton()
        made.setObjectName("rail")
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(18, 18))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group.addButton(made, number)
        return made

    def button(self, name: str) -> QToolButton:
        return self._group.button(self._number(name))  # type: ignore[return-value]

    def _number(self, name: str) -> int:
        return next(n for n, spec in enumerate(self._pages) if spec.name == name)

    def select(self, name: str) -> None:
        self.button(name).setChecked(True)

    def set_count(self, name: str, count: int) -> None:
        """A number beside the page's name: what waits there."""
        self._counts[name] = count
        self._speak()

    def enable(self, project: bool) -> None:
        """Whether a project is open; without one some pages have nothing to say."""
        for number, spec in enumerate(self._pages):
            self._group.button(number).setEnabled(project or not spec.needs_project)

    def dress(self, colours: Colours, ratio: float) -> None:
        for number, spec in enumerate(self._pages):
            self._group.button(number).setIcon(icon(spec.icon, colours.on_rail))
        self._mark.setPixmap(pixmap("shield-check", "#ffffff", 22, ratio))

    def _speak(self) -> None:
        for number, spec in enumerate(self._pages):
            title, count = self._tongue(spec.title), self._counts.get(spec.name)
            button = self._group.button(number)
            button.setText(f"  {title}" + (f"  {count:,}" if count else ""))
            button.setAccessibleName(title)
            button.setToolTip(title + (f" (Ctrl+{number + 1})" if number < 9 else ""))


class _RailButton(QToolButton):
    """Up and down go to the next page that can be gone to."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextChild() if event.key() == Qt.Key.Key_Down else self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
