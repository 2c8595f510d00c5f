"""The sample files through the window with the real core: nothing is stood in for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt

from gui.asking import Asking
from gui.store_desk import StoreDesk
from gui.tasks import InlineLane
from gui.window import MainWindow
from tests.gui.conftest import Asked


def exported(window: MainWindow, asked: Asked, target: Path) -> bytes:
    asked.target = target
    window.exporter.actions[target.suffix[1:]].trigger()  # type: ignore[index]
    assert target.name in window.findings_page.banner.sentence.text(), window.findings_page.banner.details.toPlainText()
    return target.read_bytes()


@contextmanager
def opened(qtbot: Any, folder: Path, asked: Asked) -> Iterator[MainWindow]:
    desk = StoreDesk(str(folder / "visits.db"))
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(desk, InlineLane(), InlineLane(), settings, Asking(asked.ask_files, asked.ask_target, asked.tell))
    qtbot.addWidget(window)
    window.show()
    window.wake()
    try:
        yield window
    finally:
        window.tongue.switch("en")  # a window that is not yet deleted must not translate for the next test
        desk.close()


@pytest.fixture
def checked(qtbot: Any, tmp_path: Path, asked: Asked) -> Iterator[MainWindow]:
    with opened(qtbot, tmp_path, asked) as window:
        qtbot.mouseClick(window.import_page.drop.samples, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(window.import_page.start, Qt.MouseButton.LeftButton)
        banner = window.import_page.banner
        assert banner.sentence.text().startswith("检查完成"), banner.details.toPlainText()
        yield window


def test_the_sample_files_are_checked_and_every_finding_can_be_read(checked: MainWindow) -> None:
    page = checked.findings_page
    rows = page.model.rowCount()
    assert rows > 0
    for row in range(rows):
        page.table.selectRow(row)
        assert page.view.heading.text()
        assert page.view.facts.toPlainText()


def test_all_formats_are_exported_and_again_after_the_program_was_started_anew(
    checked: MainWindow, qtbot: Any, asked: Asked, tmp_path: Path
) -> None:
    first = json.loads(exported(checked, asked, tmp_path / "一.json"))
    assert exported(checked, asked, tmp_path / "一.pdf").startswith(b"%PDF")
    assert exported(checked, asked, tmp_path / "一.xlsx").startswith(b"PK")

    with opened(qtbot, tmp_path, asked) as window:
        assert window.findings_page.model.rowCount() == checked.findings_page.model.rowCount()
        again = json.loads(exported(window, asked, tmp_path / "二.json"))
    for part in ("visits", "log_findings", "summary"):
        assert again[part] == first[part]
