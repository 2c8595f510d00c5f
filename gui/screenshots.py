"""`python -m gui.screenshots OUT` draws every screen with the sample files into PNGs: zh/en, light/dark, 100/200 %."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

SIZE = (1366, 728)
AS_OF = date(2026, 10, 15)


def main(out: Path) -> None:
    """The scale is fixed when Qt starts, so each scale is a process of its own."""
    out.mkdir(parents=True, exist_ok=True)
    for scale in ("1", "2"):
        env = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        subprocess.run([sys.executable, "-m", "gui.screenshots", str(out), scale], env=env, check=True)


def draw(out: Path, scale: str) -> None:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from gui.store_desk import StoreDesk
    from gui.tasks import InlineLane
    from gui.window import MainWindow

    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        desk = StoreDesk(str(Path(folder) / "screens.db"))
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("scheme", "light")
        window = MainWindow(desk, InlineLane(), InlineLane(), settings)
        window.resize(*SIZE)
        window.show()
        window.wake()
        for screen in _screens(window):
            for lang, scheme in product(("zh", "en"), ("light", "dark")):
                window.switch_language(lang)  # type: ignore[arg-type]
                window.switch_scheme(scheme)
                for _ in range(3):  # a layout asks its parent anew: each level takes a round
                    app.sendPostedEvents()
                window.grab().save(str(out / f"{screen}-{lang}-{scheme}-{scale}00.png"))
            window.switch_language("zh")
            window.switch_scheme("light")
        window.close()
        desk.close()
        del app


def _screens(window: object) -> Iterator[str]:
    """Bring the window from one screen to the next, with the name of each."""
    from PySide6.QtCore import QDate

    from gui.window import DATA, FINDINGS, PROBLEMS, MainWindow

    assert isinstance(window, MainWindow)
    yield "1-empty"
    window.go_to(FINDINGS)
    yield "2-nothing-checked"
    window.go_to(DATA)
    page = window.import_page
    page.as_of.setDate(QDate(AS_OF.year, AS_OF.month, AS_OF.day))
    page.drop.samples.click()
    page.add([Path(__file__)])
    yield "3-files"
    page.check()
    yield "4-findings"
    findings = window.findings_page
    findings.go(12)
    yield "5-another-finding"
    findings.filters.text.setText("不存在的字句")
    findings.refresh()
    yield "6-no-match"
    findings.filters.reset()
    window.go_to(PROBLEMS)
    yield "7-problems"
    window.go_to(DATA)
    yield "8-done"


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    elif len(sys.argv) == 3:
        draw(Path(sys.argv[1]), sys.argv[2])
    else:
        sys.exit("python -m gui.screenshots OUT")
