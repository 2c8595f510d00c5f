"""Page: what every page of the window is. The frame makes it, shows it, tells it when to refresh, and asks what it can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit.model import Text
from gui.frame import Frame
from gui.parts import Banner, label, named

#: What can change: a page names what it shows, and is refreshed after any of it changed.
PROJECT = "project"  # another project was opened, or the present one changed its name, day or policy
IMPORTS = "imports"  # files came or went: other visits, other problems
FINDINGS = "findings"  # a check was done: other findings
DECISIONS = "decisions"  # decisions, notes
WORK = "work"  # samples, letters, sign-offs, users: the other things people make
RULES = "rules"  # policy packs
MASKING = "masking"  # personal data are hidden or shown
EVERYTHING = frozenset({PROJECT, IMPORTS, FINDINGS, DECISIONS, WORK, RULES, MASKING})


class Page(QWidget):
    """Override what is needed; build the widgets in `build`, which runs when the page is first gone to."""

    #: After which changes `refresh` must run. It runs at once on the page that is seen and else when the page is next gone to.
    cares: ClassVar[frozenset[str]] = EVERYTHING
    title: ClassVar[Text]
    help: ClassVar[Text] = Text("", "")  # what F1 shows of this page: plain paragraphs, `**bold**` allowed

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame, self.say = frame, frame.tongue
        self.keys: list[QAction] = []  # shown in the menu "this page" and in the overview of keys; alive while the page is seen
        self.banner = Banner(frame.tongue)
        self.heading, self.subtitle = label("title"), label("muted")
        frame.tongue.say(self.heading.setText, self.title)
        named(self, frame.tongue, self.title)
        self.head = QHBoxLayout()  # put buttons of the page at its end
        self.head.setSpacing(12)
        self.head.addWidget(self.heading)
        self.head.addWidget(self.subtitle, 1, Qt.AlignmentFlag.AlignBottom)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 14)
        self.body.setSpacing(12)
        self.body.addLayout(self.head)
        self.body.addWidget(self.banner)
        self.build()

    def hasHeightForWidth(self) -> bool:
        """A page has the height that the window leaves it. Else each change of a label would ask every page, seen or not: 40 ms."""
        return False

    # what a page may override

    def build(self) -> None:
        """Make the widgets and add them to `self.body`."""

    def refresh(self) -> None:
        """Fetch and show anew what the store holds. Long fetching goes to `frame.ask`."""

    def arrive(self, what: Mapping[str, Any]) -> None:
        """Somebody came by `frame.go(page, **what)`: show just that. Runs after `refresh`."""

    def speak(self) -> None:
        """The language was switched: say anew what `frame.tongue.say` does not say by itself."""

    def restyle(self) -> None:
        """The theme was switched: draw anew what was drawn by hand."""

    def search(self) -> None:
        """Ctrl+F."""

    def other_side(self) -> None:
        """F6: from the list to what lies beside it, and back."""

    def focus_first(self) -> None:
        """Give the keyboard to what is worked with first."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Another page is gone to; what was typed must be kept by now."""

    def poses(self) -> Iterator[str]:
        """For the pictures of all screens: bring the page into each of its states, and name it ('' for as it is)."""
        yield ""

    # what a page may use

    def key(self, keys: str | QKeySequence.StandardKey, text: Text, do: Callable[[], object]) -> QAction:
        """A command of this page with its key. Single letters and digits are typed, not obeyed, in text fields."""
        action = QAction(self)
        self.say.say(action.setText, text)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: do())
        self.addAction(action)
        self.keys.append(action)
        return action
