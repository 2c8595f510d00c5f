"""The page of files as it was, on a page of the frame, until the five steps take its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gui import words
from gui.desk import Checked
from gui.import_page import ImportPage
from gui.page import FINDINGS, IMPORTS, RULES, Page


class OldImport(Page):
    title = words.DATA
    cares = frozenset({RULES})

    def build(self) -> None:
        frame = self.frame
        self.heading.hide()
        self.files = ImportPage(frame.desk, frame.tongue, frame.lane, lambda: frame.colours, frame.asking.files)
        self.files.checked.connect(self._checked)
        self.body.addWidget(self.files, 1)
        self.key("F5", words.START_MENU, self.files.check)

    def refresh(self) -> None:
        self.files.load_policies()

    def arrive(self, what: Mapping[str, Any]) -> None:
        if what.get("choose"):
            self.files.choose()

    def restyle(self) -> None:
        self.files.drop.dress(self.frame.colours, self.frame.ratio)

    def _checked(self, checked: Checked) -> None:
        self.frame.open_project(self.frame.desk.project_of(checked.run))
        self.frame.announce(IMPORTS, FINDINGS)
        self.frame.go("review")
