"""PendingPage: stands in the catalogue where a page is still being built."""

from __future__ import annotations

from gui import words
from gui.page import Page
from gui.parts import label


class PendingPage(Page):
    title = words.PROGRAM
    cares = frozenset()

    def build(self) -> None:
        said = label("muted")
        self.say.say(said.setText, words.PENDING)
        self.body.addWidget(said)
        self.body.addStretch(1)
