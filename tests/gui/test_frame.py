"""Stories of the frame: every page opens, languages and themes switch at once, F1 helps, the window locks and closes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialogButtonBox,
    QLineEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from gui.pages import AHEAD, PAGES
from gui.tasks import InlineLane
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import SampleDesk

NAMES = [spec.name for spec in PAGES]
CONTROLS: tuple[type[QWidget], ...] = (QAbstractButton, QComboBox, QDateEdit, QTableView, QTextEdit, QLineEdit)


@pytest.fixture
def filled(windows: Windows, desk: SampleDesk) -> MainWindow:
    window = windows.open()
    checked = desk.fill()
    window.open_project(desk.project_of(checked.run))
    return window


@pytest.fixture(scope="module")
def shared(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """One window for the tests that only look at each page."""
    folder = tmp_path_factory.mktemp("shared")
    desk = SampleDesk(folder)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    for key, value in (("scheme", "light"), ("user", "王敏"), ("role", "preparer")):
        settings.setValue(key, value)
    window = MainWindow(desk, InlineLane(), InlineLane(), settings)
    window.resize(1366, 728)
    window.show()
    window.wake()
    window.open_project(desk.project_of(desk.fill().run))
    yield window
    window.close()
    window.tongue.switch("en")
    desk.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_in_both_languages_and_themes(shared: MainWindow, name: str) -> None:
    shared.go_to(name)
    assert shared.rail.button(name).isChecked()
    for lang in ("en", "zh"):
        shared.switch_language(lang)  # type: ignore[arg-type]
        shared.switch_scheme("dark" if lang == "en" else "light")
        shared.grab()


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_name_for_a_screen_reader(shared: MainWindow, name: str) -> None:
    shared.go_to(name)
    nameless = [
        f"{type(w).__name__} {w.objectName()}"
        for kind in CONTROLS
        for w in shared.findChildren(kind)
        if w.isVisible()
        and not (w.accessibleName() or getattr(w, "text", str)() or w.toolTip() or isinstance(w.parent(), QLineEdit))
    ]
    assert [n for n in nameless if not n.startswith(("QTableCornerButton", "QAbstractButton"))] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_chinese_is_left_on_the_buttons_in_english(shared: MainWindow, name: str) -> None:
    shared.go_to(name)
    shared.switch_language("en")
    page = shared.page
    said = [w.text() for w in page.findChildren(QAbstractButton) if w.isVisibleTo(page) and not w.property("data")]
    shared.switch_language("zh")
    assert [text for text in said if any("一" <= c <= "鿿" for c in text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_page_fits_a_small_screen(shared: MainWindow, name: str) -> None:
    shared.go_to(name)
    for lang in ("en", "zh"):
        shared.switch_language(lang)  # type: ignore[arg-type]
        page, rest = shared.page.minimumSizeHint(), shared.rail.width()
        assert page.width() + rest <= 1366, lang
        assert page.height() <= 728 - 62, lang  # menu bar and strip


def test_every_page_has_its_help(shared: MainWindow) -> None:
    for name in NAMES:
        told = shared.page_of(name).help
        assert len(told.zh) > 60, name
        assert len(told.en) > 60, name


def test_no_field_stands_in_a_popup_where_chinese_cannot_be_typed() -> None:
    for path in (Path(__file__).resolve().parents[2] / "gui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for how in ("setEditable(True", "QInputDialog", "WindowType.Popup", "QWidgetAction"):
            assert how not in text, path.name


def test_a_changed_label_asks_no_other_page_for_its_height(shared: MainWindow) -> None:
    for name in NAMES:
        shared.go_to(name)
    assert not shared.stack.hasHeightForWidth(), "else each change lays out every page that was ever opened"


def test_what_pages_are_made_of_is_loaded_ahead(shared: MainWindow) -> None:
    assert not [module for module in AHEAD if module not in sys.modules]


def test_pages_that_need_a_project_wait_for_one(windows: Windows) -> None:
    window = windows.open()
    assert not window.rail.button("data").isEnabled()
    assert window.rail.button("import").isEnabled()


def test_pages_are_gone_to_by_key_and_back(filled: MainWindow, qtbot: Any) -> None:
    filled.activateWindow()
    qtbot.keyClick(filled, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert filled.page_name == "import"
    qtbot.keyClick(filled, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert filled.page_name == "home"
    qtbot.keyClick(filled, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert filled.page_name == "import"


def test_f1_tells_of_the_page_and_of_its_keys(filled: MainWindow, qtbot: Any) -> None:
    filled.activateWindow()
    qtbot.keyClick(filled, Qt.Key.Key_F1)
    assert filled.help.isVisible()
    filled.help.open_at("keys")
    assert "Ctrl+M" in filled.help.text.toPlainText()
    filled.help.open_at("rules")
    assert "单人外访" in filled.help.text.toPlainText()
    filled.help.open_at("rule/lone_visitor")
    assert "不属于违反" in filled.help.text.toPlainText()


def test_qts_own_words_are_in_the_language_too(shared: MainWindow) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        return box.buttons()[0].text()

    assert cancel() == "取消"
    shared.switch_language("en")
    assert cancel().replace("&", "") == "Cancel"
    shared.switch_language("zh")


def test_the_theme_switches_at_once_and_is_remembered(filled: MainWindow) -> None:
    def ground() -> int:
        QApplication.processEvents()
        return filled.grab().toImage().pixelColor(filled.rail.width() + 8, filled.height() // 2).lightness()

    light = ground()
    filled.switch_scheme("dark")
    assert ground() < light / 2
    assert filled.settings.scheme == "dark"


def test_pages_that_nobody_sees_change_their_theme_in_moments_of_their_own(filled: MainWindow, qtbot: Any) -> None:
    for name in ("review", "data", "home"):
        filled.go_to(name)
    review, data, home = (filled.page_of(name) for name in ("review", "data", "home"))
    light = home.styleSheet()
    filled.switch_scheme("dark")
    assert home.styleSheet() != light
    assert data.styleSheet() == light
    filled.go_to("review")
    assert review.styleSheet() == home.styleSheet(), "what is gone to waits no longer"
    assert data.styleSheet() == light
    qtbot.waitUntil(lambda: not filled.dressing.busy)
    assert data.styleSheet() == home.styleSheet()


def test_a_locked_window_shows_nothing_and_opens_by_its_code(filled: MainWindow, qtbot: Any) -> None:
    filled.settings.set_code("2468")
    filled.lock()
    assert not filled.page.isVisible()
    lock = filled.lock_screen
    lock.code.setText("1111")
    qtbot.keyClick(lock.code, Qt.Key.Key_Return)
    assert not filled.page.isVisible()
    lock.code.setText("2468")
    qtbot.keyClick(lock.code, Qt.Key.Key_Return)
    assert filled.page.isVisible()
    assert "2468" not in filled.settings.text("lock_code")


def test_a_crash_on_the_windows_own_thread_is_told_without_its_values(filled: MainWindow, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("gui.crash.log_path", lambda: tmp_path / "crash.log")
    try:
        raise RuntimeError("张三")
    except RuntimeError as error:
        filled.tell_crash(type(error), error)
    banner = filled.page.banner
    assert banner.isVisible()
    assert "RuntimeError" in banner.details.toPlainText()
    log = (tmp_path / "crash.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "张三" not in banner.details.toPlainText() + banner.sentence.text() + log
