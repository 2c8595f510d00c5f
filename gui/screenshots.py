"""`python -m gui.screenshots OUT [PAGE...]` draws every page with the sample project into PNGs: zh/en, light/dark, 100/200 %."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.window import MainWindow

SIZE = (1366, 728)
AS_OF = date(2026, 10, 15)


def main(out: Path, pages: Sequence[str]) -> None:
    """The scale is fixed when Qt starts, so each scale is a process of its own."""
    out.mkdir(parents=True, exist_ok=True)
    for scale in os.environ.get("SCALES", "1 2").split():
        env = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        subprocess.run([sys.executable, "-m", "gui.screenshots", "--draw", scale, str(out), *pages], env=env, check=True)


def draw(scale: str, out: Path, pages: Sequence[str]) -> None:
    import shiboken6
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from gui.pages import PAGES
    from gui.store_desk import StoreDesk
    from gui.tasks import InlineLane
    from gui.window import MainWindow

    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("scheme", "light")
        if not pages:
            _first_start(settings, Path(folder), out, scale)
        for key, value in (("user", "王敏"), ("role", "preparer")):
            settings.setValue(key, value)
        desk = StoreDesk(str(Path(folder) / "screens.db"))
        desk.introduce("王敏", "preparer")
        desk.sign_in()
        sample(desk)
        window = MainWindow(desk, InlineLane(), InlineLane(), settings)
        window.resize(*SIZE)
        window.show()
        window.wake()
        window.open_project(desk.store.projects()[0].id)
        for number, spec in enumerate(PAGES, 1):
            if not pages or spec.name in pages:
                window.go_to(spec.name)
                for pose in window.page.poses():
                    take(window, out, f"{number:02d}-{spec.name}{'-' + pose if pose else ''}", scale)
        window.close()
        desk.close()
        shiboken6.delete(window)
        del app


def take(window: MainWindow, out: Path, name: str, scale: str) -> None:
    """The window as it is, in both languages and both themes."""
    from PySide6.QtWidgets import QApplication

    for lang, scheme in product(("zh", "en"), ("light", "dark")):
        window.switch_language(lang)  # type: ignore[arg-type]
        window.switch_scheme(scheme)
        for _ in range(3):  # a layout asks its parent anew: each level takes a round
            QApplication.sendPostedEvents()
        window.grab().save(str(out / f"{name}-{lang}-{scheme}-{scale}00.png"))
    window.switch_language("zh")
    window.switch_scheme("light")


def sample(desk: object) -> None:
    """The sample project, checked as of a fixed day."""
    from audit.policy import load
    from audit.run import Inputs, run_audit
    from gui.store_desk import SAMPLES, StoreDesk

    assert isinstance(desk, StoreDesk)
    logs = [p for p in sorted(SAMPLES.iterdir()) if p.name.startswith(("瑞达", "恒远", "明达"))]
    inputs = Inputs.of(logs, [SAMPLES / "案件台账.xlsx"], [SAMPLES / "外访人员备案表.xlsx"])
    project = desk.store.create_project("2026年9月 示例项目", period="2026-09", as_of=AS_OF).id
    for _ in run_audit(desk.store, inputs, load("cn-default"), AS_OF, project=project):
        pass


def _first_start(settings: object, folder: Path, out: Path, scale: str) -> None:
    """The window as somebody sees it who opens the program for the first time."""
    from PySide6.QtCore import QSettings

    from gui.store_desk import StoreDesk
    from gui.tasks import InlineLane
    from gui.window import MainWindow

    assert isinstance(settings, QSettings)
    desk = StoreDesk(str(folder / "first.db"))
    window = MainWindow(desk, InlineLane(), InlineLane(), settings)
    window.resize(*SIZE)
    window.show()
    window.wake()
    take(window, out, "00-first-start", scale)
    window.close()
    desk.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--draw"]:
        draw(sys.argv[2], Path(sys.argv[3]), sys.argv[4:])
    elif len(sys.argv) > 1:
        main(Path(sys.argv[1]), sys.argv[2:])
    else:
        sys.exit("python -m gui.screenshots OUT [PAGE...]")
