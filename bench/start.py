"""How soon the window is painted: seconds from the start of the process to the first paint, and what was loaded by then.

`python bench/start.py [RUNS]` prints the median of fresh processes beside that of an empty Qt window.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("sqlalchemy", "openpyxl", "reportlab", "numpy", "audit.rules")
BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time()); sys.stdout.flush(); QApplication.exit()
app = QApplication([]); window = Window(); window.show(); app.exec()
"""
OURS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QObject, QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from gui.store_desk import StoreDesk
from gui.tasks import Lane
from gui.window import MainWindow
class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.time(), *[m for m in {heavy!r} if m in sys.modules]); sys.stdout.flush()
            watched.removeEventFilter(self); QTimer.singleShot(0, QApplication.exit)
        return False
app = QApplication([]); eye = Eye(); lanes = Lane(), Lane()
settings = QSettings({folder!r} + "/s.ini", QSettings.Format.IniFormat)
settings.setValue("user", "A"); settings.setValue("role", "preparer")
window = MainWindow(StoreDesk({folder!r} + "/s.db"), *lanes, settings)
window.page.installEventFilter(eye); window.show(); app.exec()
for lane in lanes: lane.close()
"""


def first_paint(code: str) -> tuple[float, list[str]]:
    import time

    env = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), "PYTHONPATH": str(ROOT)}
    begun = time.time()
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=60)
    when, *loaded = run.stdout.split()
    return float(when) - begun, loaded


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours = OURS.format(heavy=HEAVY, folder=folder)
        pairs = [(first_paint(BARE), first_paint(ours)) for _ in range(runs)]
    bare, seconds = (statistics.median(pair[n][0] for pair in pairs) for n in (0, 1))
    loaded = sorted({name for pair in pairs for name in pair[1][1]})
    print(
        f"empty Qt window {bare:.3f} s, ours {seconds:.3f} s ({seconds / bare:.2f} times); heavy modules loaded: {loaded or 'none'}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
