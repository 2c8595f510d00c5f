"""Stories of the lock: it comes by itself, any key or mouse puts it off, and behind it no key does anything."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from gui.store_desk import StoreDesk
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import SampleDesk


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    made.open_project(desk.project_of(desk.fill().run))
    made.activateWindow()
    return made


def test_it_locks_by_itself_after_the_minutes_that_are_set(window: MainWindow) -> None:
    timer = window.idle.timer
    assert (timer.isActive(), timer.interval()) == (True, 10 * 60_000)
    window.settings.set("lock_minutes", 5)
    assert timer.interval() == 5 * 60_000
    timer.timeout.emit()
    assert window.over.currentWidget() is window.lock_screen
    assert not window.page.isVisible()
    assert "样例" not in window.windowTitle()
    window.settings.set("lock_minutes", 0)
    assert not timer.isActive()


def test_a_key_or_the_mouse_puts_it_off(window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setattr(type(window.idle), "restart", lambda self: begun.append(1))
    handle = window.windowHandle()
    qtbot.keyClick(handle, Qt.Key.Key_Shift)
    assert begun
    begun.clear()
    qtbot.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, window.rect().center())
    assert begun


def test_behind_it_no_key_does_anything(window: MainWindow, qtbot: Any) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    name = window.page_name
    window.lock()
    for key in (Qt.Key.Key_3, Qt.Key.Key_M, Qt.Key.Key_N):
        qtbot.keyClick(window.lock_screen, key, ctrl)
    assert window.page_name == name
    assert window.frame.masked
    window.lock_screen.go_on.click()
    qtbot.keyClick(window, Qt.Key.Key_3, ctrl)
    assert window.page_name == "data"


def test_what_was_shown_is_hidden_again_at_the_next_start(window: MainWindow, desk: SampleDesk) -> None:
    window.set_masked(False)
    assert not desk.masked
    assert StoreDesk(desk.place).masked, "another start is another desk"
    assert not [key for key in window.settings._store.allKeys() if "mask" in key]
