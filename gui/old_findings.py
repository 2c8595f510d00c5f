"""The list of findings as it was, on a page of the frame, until the review desk takes its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from gui import words
from gui.desk import Checked
from gui.exporter import Exporter
from gui.findings_page import FindingsPage
from gui.page import FINDINGS, MASKING, PROJECT, Page


class OldFindings(Page):
    title = words.FINDINGS
    cares = frozenset({PROJECT, FINDINGS, MASKING})

    def build(self) -> None:
        frame = self.frame
        self.heading.hide()
        self.findings = FindingsPage(frame.desk, frame.tongue, frame.look, lambda: frame.colours)
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self.exporter = Exporter(self, frame.desk, frame.tongue, frame.lane, self.banner, frame.asking.target, folder)
        self.findings.take_exporter(self.exporter)
        self.body.addWidget(self.findings, 1)
        self.key("F8", words.NEXT, lambda: self.findings.go(1))
        self.key("Shift+F8", words.PREVIOUS, lambda: self.findings.go(-1))

    def refresh(self) -> None:
        if self.frame.project is not None:
            self.frame.ask(self.frame.desk.last_checked(self.frame.project), self._show)

    def _show(self, checked: Checked | None) -> None:
        if checked:
            self.findings.show_run(checked)
            self.exporter.show_run(checked)

    def search(self) -> None:
        self.findings.filters.text.setFocus()

    def restyle(self) -> None:
        self.findings.redraw()
