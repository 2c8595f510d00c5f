"""Stories of the frame: every page opens, languages and themes switch at once, F1 helps, the window locks and closes."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateEdit, QDialogButtonBox, QLineEdit, QTableView, QTextEdit, QWidget

from gui.pages import PAGES
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


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_in_both_languages_and_themes(filled: MainWindow, name: str) -> None:
    filled.go_to(name)
    assert filled.rail.button(name).isChecked()
    for lang in ("en", "zh"):
        filled.switch_language(lang)  # type: ignore[arg-type]
        filled.switch_scheme("dark" if lang == "en" else "light")
        filled.grab()


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_name_for_a_screen_reader(filled: MainWindow, name: str) -> None:
    filled.go_to(name)
    nameless = [
        f"{type(w).__name__} {w.objectName()}"
        for kind in CONTROLS
        for w in filled.findChildren(kind)
        if w.isVisible()
        and not (w.accessibleName() or getattr(w, "text", str)() or w.toolTip() or isinstance(w.parent(), QLineEdit))
    ]
    assert [n for n in nameless if not n.startswith(("QTableCornerButton", "QAbstractButton"))] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_chinese_is_left_on_the_buttons_in_english(filled: MainWindow, name: str) -> None:
    filled.go_to(name)
    filled.switch_language("en")
    said = [w.text() for w in filled.page.findChildren(QAbstractButton) if not w.property("data")]
    assert [text for text in said if any("一" <= c <= "鿿" for c in text)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_window_fits_a_small_screen(windows: Windows, desk: SampleDesk, lang: str) -> None:
    window = windows.open(lang=lang)
    window.open_project(desk.project_of(desk.fill().run))
    for name in NAMES:
        window.go_to(name)
        assert window.minimumSizeHint().width() <= 1366, name
        assert window.minimumSizeHint().height() <= 728, name


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


def test_qts_own_words_are_in_the_language_too(filled: MainWindow) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        return box.buttons()[0].text()

    assert cancel() == "取消"
    filled.switch_language("en")
    assert cancel().replace("&", "") == "Cancel"


def test_the_theme_switches_at_once_and_is_remembered(filled: MainWindow) -> None:
    light = filled.palette().window().color().lightness()
    filled.switch_scheme("dark")
    assert filled.palette().window().color().lightness() < light
    assert filled.settings.scheme == "dark"


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
