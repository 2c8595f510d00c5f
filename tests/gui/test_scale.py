"""At 200 % everything is drawn twice as fine and still fits: a program of its own, for Qt asks the factor only when it begins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from gui.pages import PAGES
from gui.tasks import InlineLane
from gui.window import MainWindow
from tests.gui.sample import SampleDesk
app, folder = QApplication([]), Path(sys.argv[1])
settings = QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)
for key, value in (("user", "王敏"), ("role", "preparer"), ("scheme", "dark")):
    settings.setValue(key, value)
desk = SampleDesk(folder)
window = MainWindow(desk, InlineLane(), InlineLane(), settings)
window.resize(1366, 728)
window.show()
window.wake()
window.open_project(desk.project_of(desk.fill().run))
for spec in PAGES:
    window.go_to(spec.name)
    app.processEvents()
    drawn, least = window.grab(), window.minimumSizeHint()
    print(spec.name, drawn.width(), drawn.height(), drawn.devicePixelRatio(), least.width() <= 1366 and least.height() <= 728, sep=",")
mark = window.rail._mark.pixmap()
print("mark", mark.width(), mark.devicePixelRatio(), sep=",")
sys.stdout.flush()
import os
os._exit(0)
"""


def test_at_200_percent_every_page_is_drawn_twice_as_fine_and_fits(tmp_path: Path) -> None:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2", "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", LOOK, str(tmp_path)], env=env, capture_output=True, encoding="utf-8", check=True, timeout=110)  # fmt: skip
    *pages, mark = run.stdout.splitlines()
    assert len(pages) == 14
    wrong = [line for line in pages if line.split(",")[1:] != ["2732", "1456", "2.0", "True"]]
    assert wrong == []
    assert mark == "mark,44,2.0"
