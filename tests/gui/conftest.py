"""Qt without a display, a font with Chinese, lanes that work at once, and no dialog that would wait for a person."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from audit.store import database
from audit.store.store import Store
from gui.asking import Asking
from gui.store_desk import StoreDesk
from gui.tasks import InlineLane, Lane
from gui.window import MainWindow
from tests.gui.sample import SampleDesk

FONTS = Path(__file__).resolve().parents[2] / "reports" / "fonts"


@pytest.fixture(autouse=True)
def _fonts(qapp: object) -> None:
    """On Windows the offscreen platform has no font at all."""
    for path in sorted(FONTS.glob("*.[ot]tf")):
        if path.name not in _loaded:
            _loaded.add(path.name)
            QFontDatabase.addApplicationFont(str(path))


_loaded: set[str] = set()


@pytest.fixture(scope="session", autouse=True)
def _sql_is_compiled_once() -> Iterator[None]:
    """A store works out each statement of its SQL once. The stores of all tests share what the first one worked out: a sixth of the time."""
    original, first = database._engine, list[Any]()

    def engine(*how: Any) -> Any:
        made = original(*how)
        first.append(made) if not first else None
        made.dialect, made._compiled_cache = first[0].dialect, first[0]._compiled_cache
        return made

    database._engine = engine
    yield
    database._engine = original


@pytest.fixture(autouse=True)
def _no_modal_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a modal dialog was opened")

    for kind in (QDialog, QMessageBox, QFileDialog):
        monkeypatch.setattr(kind, "exec", refuse)
    for name in ("getOpenFileNames", "getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse)
    for name in ("information", "warning", "critical", "question", "about"):
        monkeypatch.setattr(QMessageBox, name, refuse)


class Asked:
    """What a test answers where the window asks, and what the window told."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.target: Path | None = None
        self.suggested: list[Path] = []
        self.told: list[str] = []

    def ask_files(self, _parent: QWidget, _filter: str) -> list[Path]:
        return self.files

    def ask_target(self, _parent: QWidget, suggested: Path, _filter: str) -> Path | None:
        self.suggested.append(suggested)
        return self.target

    def tell(self, _parent: QWidget, _title: str, text: str) -> None:
        self.told.append(text)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store nobody has used yet: making its tables takes longer than many a test."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    Store(str(path)).close()
    return path


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """A store as `SampleDesk.fill` leaves it."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copy(empty_store, folder / "sample.db")
    made = SampleDesk(folder)
    made.fill()
    made.close()
    return folder / "sample.db"


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path, filled_store: Path) -> Iterator[SampleDesk]:
    shutil.copy(empty_store, tmp_path / "sample.db")
    made = SampleDesk(tmp_path, filled_store)
    yield made
    made.close()


class Windows:
    """Opens windows and, at the end, sees to it that nothing is left running."""

    def __init__(self, qtbot: Any, desk: StoreDesk, asked: Asked, folder: Path):
        self._qtbot, self._desk, self._folder = qtbot, desk, folder
        self._asking = Asking(asked.ask_files, asked.ask_target, asked.tell)
        self._lanes: list[Lane] = []
        self._opened: list[MainWindow] = []

    def open(
        self, *, inline: bool = True, lang: str = "zh", introduced: bool = True, size: tuple[int, int] = (1366, 728)
    ) -> MainWindow:
        settings = QSettings(str(self._folder / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("lang", lang)
        settings.setValue("scheme", "light")
        if introduced:
            settings.setValue("user", "王敏")
            settings.setValue("role", "preparer")
        kind = InlineLane if inline else Lane
        lanes = kind(), kind()
        self._lanes += lanes
        window = MainWindow(self._desk, *lanes, settings, self._asking)
        self._qtbot.addWidget(window)
        self._opened.append(window)
        window.resize(*size)
        window.show()
        window.wake()
        return window

    def end(self) -> None:
        for window in self._opened:  # before anything is waited for: then they are deleted
            window.tongue.switch("en")  # a window that is not yet deleted must not translate for the next test
        for lane in self._lanes:
            self._qtbot.waitUntil(lambda lane=lane: not lane.busy)
            lane.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else the next windows are dressed together with these


@pytest.fixture
def real(tmp_path: Path, empty_store: Path) -> Iterator[StoreDesk]:
    """The real core over a store of its own."""
    shutil.copy(empty_store, tmp_path / "visits.db")
    made = StoreDesk(str(tmp_path / "visits.db"))
    yield made
    made.close()


@pytest.fixture
def real_windows(qtbot: object, real: StoreDesk, asked: Asked, tmp_path: Path) -> Iterator[Windows]:
    """Windows over the real core."""
    made = Windows(qtbot, real, asked, tmp_path)
    yield made
    made.end()


@pytest.fixture
def windows(qtbot: object, desk: SampleDesk, asked: Asked, tmp_path: Path) -> Iterator[Windows]:
    made = Windows(qtbot, desk, asked, tmp_path)
    yield made
    made.end()
