"""The whole journey through the real window: three files dropped, imported, checked, decided by keys, undone, signed by two people, and the
report on disk; and what a sudden end of the program leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from audit.model import Verdict
from audit.signoff import Part
from audit.store.nouns import Role
from audit.store.store import Store
from gui.check.page import CheckPage
from gui.home.page import HomePage
from gui.importing.page import ImportPage
from gui.report.page import ReportPage
from gui.review.page import ReviewPage
from gui.signoff.page import SignoffPage
from gui.store_desk import SAMPLES, StoreDesk
from gui.window import MainWindow
from tests.gui.conftest import Asked, Windows
from tests.gui.logs import log, row
from tests.gui.test_import import drop

ROOT = Path(__file__).resolve().parents[2]
LEFT = Qt.MouseButton.LeftButton


def introduced(window: MainWindow, qtbot: Any) -> None:
    """The one page of the first start."""
    page = cast("HomePage", window.page)
    page.welcome.name.setText("王敏")
    page.welcome.roles.button(0).click()
    qtbot.mouseClick(page.welcome.start, LEFT)


def brought_in(window: MainWindow, qtbot: Any) -> None:
    """The sample logs of three agencies, dropped and taken through to the check."""
    qtbot.mouseClick(window.rail.button("import"), LEFT)
    page = cast("ImportPage", window.page)
    drop(page, *(path for path in sorted(SAMPLES.iterdir()) if path.name.startswith(("瑞达", "恒远", "明达"))))
    assert len(page.drafts) == 3
    qtbot.mouseClick(page.straight, LEFT)
    qtbot.mouseClick(page.both, LEFT)
    assert isinstance(window.page, CheckPage)


def decided(window: MainWindow, qtbot: Any) -> int:
    """The first findings by keys, each way and with an undo in between; the others at once."""
    qtbot.mouseClick(cast("CheckPage", window.page).to_review, LEFT)
    page = cast("ReviewPage", window.page)
    assert page.row is not None, "the first finding is shown by itself"
    ids, keyboard = list(page.ui.list_model.ids), page.ui.list

    def verdicts() -> list[Verdict | None]:
        rows = (page.ui.list_model.finding(place) for place in range(3))
        return [row.decision.verdict if row.decision else None for row in rows]

    def press(key: Qt.Key, on: QWidget = keyboard, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(on, key, how)
        QApplication.processEvents()

    QApplication.processEvents()
    for key in (Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_W):
        press(key)
    assert verdicts() == [Verdict.CONFIRMED, Verdict.DISMISSED, Verdict.WANTED]
    press(Qt.Key.Key_Z, window, Qt.KeyboardModifier.ControlModifier)
    assert verdicts() == [Verdict.CONFIRMED, Verdict.DISMISSED, None]
    assert page.shown == ids[2], "what was taken back is shown again"
    assert page.ui.list.chosen_count() == 1, "Ctrl, still held, adds nothing to what is chosen"
    for _ in range(4):
        press(Qt.Key.Key_C)
    press(Qt.Key.Key_B)
    bulk = page.ui.bulk
    bulk.scopes.button(2).click()
    assert bulk.only_open.isChecked()
    bulk.go.click()
    assert page.ui.progress.value() == len(ids)
    assert verdicts() == [Verdict.CONFIRMED, Verdict.DISMISSED, Verdict.CONFIRMED]
    return len(ids)


def signed(window: MainWindow, qtbot: Any) -> None:
    """By who sits here, then by the second person."""
    qtbot.mouseClick(window.rail.button("signoff"), LEFT)
    page = cast("SignoffPage", window.page)
    qtbot.mouseClick(page.cards[Part.PREPARER].sign_button, LEFT)
    assert not page.cards[Part.REVIEWER].sign_button.isEnabled(), "one person is not two"
    page.person.setCurrentIndex(page.person.findData("李静"))
    page.person.activated.emit(page.person.currentIndex())
    qtbot.mouseClick(page.cards[Part.REVIEWER].sign_button, LEFT)
    assert "● 已定稿" in page.standing.text()


def test_from_three_files_to_a_signed_report(
    real_windows: Windows, real: StoreDesk, asked: Asked, qtbot: Any, tmp_path: Path
) -> None:
    window = real_windows.open(introduced=False)
    window.activateWindow()
    introduced(window, qtbot)
    real.store.set_user("李静", Role.REVIEWER)
    brought_in(window, qtbot)
    assert decided(window, qtbot) > 20
    signed(window, qtbot)
    qtbot.mouseClick(window.rail.button("report"), LEFT)
    page, asked.target = cast("ReportPage", window.page), tmp_path / "报告.pdf"
    qtbot.mouseClick(page.pdf, LEFT)
    assert asked.target.read_bytes().startswith(b"%PDF")
    assert real.store.check_trail() is None
    signers = [entry.who for entry in real.store.trail() if entry.action == "sign"]
    assert signers == ["王敏", "李静"]


IMPORTING = """
import os, sys
from pathlib import Path
from audit.bringing import Asked, bring_in
from audit.store.store import Store
store = Store(sys.argv[1], user="王敏")
for number, step in enumerate(bring_in(store, int(sys.argv[2]), [Asked(Path(sys.argv[3]))])):
    if step.done and "保存" in step.stage.zh:
        print("storing", flush=True)
        sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal; what it tells of is the database's own")
def test_a_program_killed_while_it_imports_leaves_what_was(tmp_path: Path) -> None:
    place, project = str(tmp_path / "visits.db"), 0
    with Store(place, user="王敏") as store:
        project = store.create_project("九月").id
    path = log(tmp_path / "日志.xlsx", [row(number) for number in range(2500)])
    command = [sys.executable, "-c", IMPORTING, place, str(project), str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "storing\n", "it was in the middle of it"
        os.kill(child.pid, signal.SIGKILL)
    with Store(place, user="王敏") as store:
        assert store.imports(project) == ()
        assert not len(store.visit_ids(project))
        assert store.check_trail() is None
        assert store.project(project).name == "九月"
