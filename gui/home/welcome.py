"""Welcome: the one page of the first start: language, name, role, where data are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from audit.model import Text
from gui.frame import Frame
from gui.home import words
from gui.parts import button, card, label, named

ROLES = ("preparer", "reviewer", "reader")
LANGUAGES = ("zh", "en")


class Welcome(QWidget):
    answered = Signal(bool)  # whether the sample project is wanted

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame, say = frame, frame.tongue
        box, inside = card()
        box.setMaximumWidth(680)
        inside.setContentsMargins(32, 26, 32, 26)
        title, hint = label("title"), label("muted", wrap=True)
        say.say(title.setText, words.WELCOME)
        say.say(hint.setText, words.WELCOME_HINT)
        self.languages, self.roles = QButtonGroup(self), QButtonGroup(self)
        self.name = QLineEdit(_login())
        self.name.setMaxLength(40)
        named(self.name, say, words.YOUR_NAME)
        inside.addWidget(title)
        inside.addWidget(hint)
        inside.addSpacing(6)
        inside.addLayout(self._language())
        inside.addSpacing(2)
        inside.addWidget(self._caption(words.YOUR_NAME))
        inside.addWidget(self.name)
        inside.addSpacing(2)
        inside.addWidget(self._caption(words.ROLE))
        for number, role in enumerate(ROLES):
            choice = QRadioButton()
            say.say(choice.setText, words.ROLE_HINTS[role])
            choice.setChecked(number == 0)
            self.roles.addButton(choice, number)
            inside.addWidget(choice)
        inside.addSpacing(6)
        self.place = label("muted", wrap=True)
        inside.addWidget(self.place)
        self.start = button(say, words.START, lambda: self._answer(False))
        self.sample = button(say, words.SAMPLE, lambda: self._answer(True), "primary")
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.start)
        line.addWidget(self.sample)
        inside.addLayout(line)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(box, 8)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(2)
        self.name.textChanged.connect(self._can)
        self.name.returnPressed.connect(self.sample.click)
        self._can()

    def _caption(self, text: Text) -> QWidget:
        made = label("field")
        self._frame.tongue.say(made.setText, text)
        return made

    def _language(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(18)
        line.addWidget(self._caption(words.LANGUAGE))
        for number, (lang, name) in enumerate(zip(LANGUAGES, ("中文", "English"), strict=True)):
            choice = QRadioButton(name)
            choice.setChecked(lang == self._frame.settings.lang)
            choice.setProperty("data", True)  # each language in its own words
            choice.toggled.connect(lambda on, lang=lang: self._frame.settings.set("lang", lang) if on else None)
            self.languages.addButton(choice, number)
            line.addWidget(choice)
        line.addStretch(1)
        return line

    def speak(self) -> None:
        """The language may have been switched in the menu."""
        self.languages.button(LANGUAGES.index(self._frame.settings.lang)).setChecked(True)

    def show_place(self, place: str) -> None:
        self.place.setText(self._frame.tongue(words.STORED_AT, place=place))

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _can(self) -> None:
        for each in (self.start, self.sample):
            each.setEnabled(bool(self.name.text().strip()))

    def _answer(self, sample: bool) -> None:
        settings = self._frame.settings
        settings.set("role", ROLES[self.roles.checkedId()])
        settings.set("user", self.name.text().strip())
        self.answered.emit(sample)


def _login() -> str:
    """The name the person is logged in by, as a start."""
    import getpass

    try:
        name = getpass.getuser()
        return "" if name.lower() in ("root", "admin", "administrator", "user") else name
    except (OSError, KeyError, ImportError):
        return ""
