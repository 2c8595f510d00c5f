"""Small pieces every page is made of: labels, buttons, cards, badges, and the banner that tells how something ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from audit.model import Text
from gui import words
from gui.tasks import Failure
from gui.tongue import Tongue


def label(name: str = "", *, wrap: bool = False, select: bool = False) -> QLabel:
    """A label of plain text; `name` picks its look in the style sheet."""
    made = QLabel()
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if select:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    return made


def button(tongue: Tongue, text: Text, clicked: Callable[[], object], name: str = "") -> QPushButton:
    made = QPushButton()
    made.setObjectName(name)
    made.setAutoDefault(False)
    tongue.say(made.setText, text)
    made.clicked.connect(clicked)
    return made


def named(widget: QWidget, tongue: Tongue, text: Text) -> None:
    """Give `widget` the name a screen reader speaks."""
    tongue.say(widget.setAccessibleName, text)


def card() -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName("card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(16, 14, 16, 14)
    inside.setSpacing(10)
    return frame, inside


def set_tone(widget: QWidget, tone: str) -> None:
    """Set the property the style sheet asks for, and have it asked again."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Banner(QFrame):
    """A sentence at the top of a page with at most one thing to do, and details for whoever asks."""

    def __init__(self, tongue: Tongue):
        super().__init__()
        self.setObjectName("banner")
        self._tongue = tongue
        self._text = Text("", "")
        self._action: Callable[[], object] | None = None
        self._action_text = Text("", "")
        self.sentence = label(wrap=True, select=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = QPushButton()
        self.action.clicked.connect(self._do)
        self.action.hide()
        self.more = QPushButton()
        self.more.setCheckable(True)
        tongue.say(self.more.setText, words.DETAILS)
        self.shut = button(tongue, words.CLOSE, self.hide)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setMaximumHeight(140)
        named(self.details, tongue, words.DETAILS)
        self.more.toggled.connect(self.details.setVisible)
        self._lay_out()
        self.hide()
        tongue.changed.connect(self._speak)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.sentence, 1)
        for each in (self.action, self.more, self.shut):
            line.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 8, 8, 8)
        whole.addLayout(line)
        whole.addWidget(self.details)

    def tell(self, tone: str, text: Text, *, details: str = "", action: tuple[Text, Callable[[], object]] | None = None) -> None:
        """Show `text`. `tone`: good, warn or bad; the sentence itself says which, the colour only repeats it."""
        self._text = text
        self._action_text, self._action = action or (Text("", ""), None)
        self.details.setPlainText(details)
        self.more.setChecked(False)
        self.details.hide()
        self.more.setVisible(bool(details))
        self.action.setVisible(action is not None)
        set_tone(self, tone)
        self._speak()
        self.show()

    def tell_failure(self, failure: Failure, *, action: tuple[Text, Callable[[], object]] | None = None) -> None:
        self.tell("bad", failure.text, details=failure.details, action=action)

    def _speak(self) -> None:
        self.sentence.setText(self._tongue(self._text))
        self.setAccessibleName(self._tongue(self._text))
        self.action.setText(self._tongue(self._action_text))

    def _do(self) -> None:
        self.hide()
        if self._action:
            self._action()
