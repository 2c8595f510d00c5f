"""Stories of the check: choosing rules, running, cancelling, breaking, and what came of it."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt

from audit.bringing import Asked, bring_in
from audit.checking import check_project
from audit.model import Progress, Text
from audit.policy import PACKS
from audit.store.store import Store
from gui.check.page import CheckPage
from gui.importing.page import ImportPage
from gui.page import PROJECT
from gui.store_desk import StoreDesk
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.logs import log, row


def imported(window: MainWindow, path: Path) -> None:
    window.go_to("import")
    assert isinstance(window.page, ImportPage)
    window.page.add([path])
    window.page.go(4)
    window.page.only.click()
    window.go_to("check")


@pytest.fixture(scope="module")
def four_visits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a project of four visits that nobody has checked: read once for all stories."""
    folder = tmp_path_factory.mktemp("check")
    with Store(str(folder / "visits.db"), user="王敏") as store:
        project = store.create_project("九月").id
        for _ in bring_in(store, project, [Asked(log(folder / "日志.xlsx"))]):
            pass
    return folder / "visits.db"


@pytest.fixture
def page(real_windows: Windows, real: StoreDesk, four_visits: Path, tmp_path: Path) -> CheckPage:
    shutil.copy(four_visits, tmp_path / "visits.db")
    window = real_windows.open()
    window.open_project(real.store.projects()[0].id)
    window.go_to("check")
    assert isinstance(window.page, CheckPage)
    return window.page


def figures(page: CheckPage) -> dict[str, str]:
    return {name: figure.text() for name, (figure, _) in page.tiles.items()}


def test_a_first_check_and_a_second_that_changes_nothing(page: CheckPage, qtbot: Any) -> None:
    assert "还没有检查过" in page.figures.text()
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    found = figures(page)["new"]
    assert int(found) > 0
    page.check()
    assert figures(page) == {"new": "0", "unchanged": found, "gone": "0", "decided": "0", "changed": "0"}
    assert page.history.rowCount() == 2


def test_what_is_new_opens_the_findings(page: CheckPage) -> None:
    page.check()
    page.tiles["new"][0].click()
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.page_name == "review"


def test_only_the_rules_that_are_ticked_are_asked(page: CheckPage, real: StoreDesk) -> None:
    page.rules._all(False)
    assert not page.start.isEnabled()
    page.check()
    project = page.frame.project or 0
    assert real.store.last_run(project) is None
    (lone,) = [r for r in page.rules._rows() if r.data(0, Qt.ItemDataRole.UserRole) == "lone_visitor"]
    lone.setCheckState(0, Qt.CheckState.Checked)
    page.check()
    run = real.store.last_run(project)
    assert run is not None
    assert {r.finding.rule for r in real.store.findings(run.id)} == {"lone_visitor"}
    assert run.rules == ("lone_visitor",)


def test_more_files_make_the_results_stale(page: CheckPage, tmp_path: Path) -> None:
    page.check()
    assert page.stale.isHidden()
    window = page.window()
    assert isinstance(window, MainWindow)
    imported(window, log(tmp_path / "十月.xlsx", [row(n) for n in range(11, 15)]))
    assert page.stale.isVisible()
    assert "8 次外访" in page.hint.text()


def test_a_decision_stands_after_a_second_check(page: CheckPage, real: StoreDesk) -> None:
    from audit.model import Verdict

    page.check()
    run = real.store.last_run(page.frame.project or 0)
    assert run is not None
    (first, *_) = real.store.finding_ids(run.id)
    real.store.decide_ids(run.id, [first], Verdict.CONFIRMED)
    page.check()
    assert figures(page)["decided"] == "1"


class Held:
    """A check that stands still in its middle."""

    def __init__(self, desk: StoreDesk, monkeypatch: pytest.MonkeyPatch):
        self.reached, self.gate, self.closed = Event(), Event(), False
        self.error: BaseException | None = None
        monkeypatch.setattr(desk, "check_project", self.steps)

    def steps(self, *_: object) -> Generator[Progress, None, object]:
        try:
            for done in range(0, 100, 10):
                yield Progress(Text("检查", "checking"), done, 100)
                if done == 50:
                    self.reached.set()
                    while not self.gate.wait(0.01):
                        yield Progress(Text("检查", "checking"), done, 100)
                    if self.error:
                        raise self.error
            return None
        finally:
            self.closed = True


@pytest.fixture
def slow(real_windows: Windows, real: StoreDesk, four_visits: Path, tmp_path: Path, qtbot: Any) -> CheckPage:
    """The page in a window whose lanes are threads."""
    shutil.copy(four_visits, tmp_path / "visits.db")
    window = real_windows.open(inline=False)
    qtbot.waitUntil(lambda: window.awake)
    window.open_project(real.store.projects()[0].id)
    window.go_to("check")
    assert isinstance(window.page, CheckPage)
    page = window.page
    qtbot.waitUntil(page.start.isEnabled)
    return page


def test_a_check_is_cancelled_in_its_middle(slow: CheckPage, real: StoreDesk, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(real, monkeypatch)
    qtbot.mouseClick(slow.start, Qt.MouseButton.LeftButton)
    assert held.reached.wait(10)
    qtbot.waitUntil(lambda: "50 / 100" in slow.progress.figures.text())
    assert not slow.start.isEnabled()
    qtbot.mouseClick(slow.progress.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(slow.start.isEnabled)
    assert "检查已取消" in slow.banner.sentence.text()
    assert held.closed
    assert slow.progress.isHidden()


def test_closing_while_a_check_runs_cancels_it_and_waits(
    slow: CheckPage, real: StoreDesk, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(real, monkeypatch)
    slow.check()
    assert held.reached.wait(10)
    window = slow.window()
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert held.closed


def test_a_check_that_breaks_is_told_with_details(
    page: CheckPage, real: StoreDesk, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(real, monkeypatch)
    held.gate.set()
    held.error = ValueError("张三 13800000000")
    page.check()
    assert "意料之外" in page.banner.sentence.text()
    assert not page.banner.details.isVisible()
    qtbot.mouseClick(page.banner.more, Qt.MouseButton.LeftButton)
    assert "ValueError" in page.banner.details.toPlainText()
    assert "张三" not in page.banner.details.toPlainText()


def test_a_policy_that_came_as_a_file_is_offered_when_the_file_is_gone(page: CheckPage, real: StoreDesk, tmp_path: Path) -> None:
    file, project = tmp_path / "本行.toml", page.frame.project or 0
    file.write_text(
        (PACKS / "cn-default.toml").read_text(encoding="utf-8").replace('"cn-default"', '"bank-2026"', 1), encoding="utf-8"
    )
    real.store.change_project(project, policy="bank-2026")
    for _ in check_project(real.store, project, real.store.policy(str(file)), date(2026, 10, 15)):
        pass
    file.unlink()
    page.frame.announce(PROJECT)
    assert page.policy.currentData() == "bank-2026"
    page.check()
    run = real.store.last_run(project)
    assert run is not None
    assert run.policy == "bank-2026"
    assert real.store.run_diff(run.id).new == 0
