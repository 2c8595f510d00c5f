"""How long the window is deaf while a whole audit runs on the lane: a 10 ms timer on the window's thread, and its longest waits.

`python bench/responsive.py [ROWS]` makes a log of that many rows, checks it through the window and prints milliseconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from gui.store_desk import StoreDesk
from gui.tasks import Lane
from gui.window import MainWindow

MAKE_LOG = Path(__file__).resolve().parent / "make_log.py"


def main(rows: int) -> None:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "日志.xlsx"
        subprocess.run([sys.executable, str(MAKE_LOG), str(rows), str(log)], check=True)
        desk, lane, look = StoreDesk(f"{folder}/v.db"), Lane(), Lane()
        window = MainWindow(desk, lane, look, QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat))
        window.resize(1366, 728)
        window.show()
        waits: list[tuple[float, str]] = []
        last, stage = [time.perf_counter()], ["start"]

        def tick() -> None:
            now = time.perf_counter()
            waits.append(((now - last[0]) * 1000 - 10, stage[0]))
            last[0] = now
            page = window.import_page
            if stage[0] == "start" and page.policy.count() and not lane.busy:
                stage[0] = "reading"
                page.add([log])
            elif stage[0] == "reading" and page.start.isEnabled():
                stage[0] = "checking"
                page.check()
            elif stage[0] == "checking" and not lane.busy and not look.busy:
                stage[0] = "done"
                QTimer.singleShot(500, app.quit)

        timer = QTimer()
        timer.timeout.connect(tick)
        timer.start(10)
        QTimer.singleShot(0, window.wake)
        app.exec()
        for name in ("start", "reading", "checking", "done"):
            found = sorted(wait for wait, when in waits if when == name)
            print(f"{name:9} {len(found):6} ticks   median {found[len(found) // 2]:6.1f}   "
                  f"99 % {found[len(found) * 99 // 100]:6.1f}   longest {found[-1]:6.1f} ms")  # fmt: skip
        print(f"{window.findings_page.model.rowCount():,} findings; {window.import_page.banner.sentence.text()}")
        timer.stop()
        for each in (lane, look):
            each.close()
        window.close()
        desk.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
