"""How long the window is deaf while a log is imported, checked and looked at: a 10 ms timer on the window's thread, and its longest waits.

`python bench/responsive.py [ROWS]` makes a log of that many rows (100,000 by default), takes it through the import, the check and the
table of data, and prints milliseconds; with WHERE=1 in the environment also what the threads were at. Status 1 if any wait was longer than 100 ms.
"""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import shiboken6
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from gui.data.page import DataPage
from gui.importing.page import ImportPage
from gui.store_desk import StoreDesk
from gui.tasks import Lane
from gui.window import MainWindow

MAKE_LOG = Path(__file__).resolve().parent / "make_log.py"
LONGEST_MS = 100


class Watch:
    """A timer that should come every 10 ms; what comes later was blocked."""

    def __init__(self) -> None:
        self.stage = "start"
        self.waits: dict[str, list[float]] = {}
        self._last = time.perf_counter()
        self.timer = QTimer()
        self.timer.timeout.connect(self._tick)
        self.timer.start(10)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.waits.setdefault(self.stage, []).append((now - self._last) * 1000 - 10)
        self._last = now
        if "WHERE" in os.environ:  # tells what every thread was at when the window had been deaf for so long
            faulthandler.dump_traceback_later(LONGEST_MS / 1000)

    def tell(self) -> float:
        worst = 0.0
        for name, waits in self.waits.items():
            found = sorted(waits)
            worst = max(worst, found[-1])
            print(f"{name:22} {len(found):6} ticks   median {found[len(found) // 2]:6.1f}   "
                  f"99 % {found[len(found) * 99 // 100]:6.1f}   longest {found[-1]:6.1f} ms")  # fmt: skip
        return worst


def story(window: MainWindow, log: Path, watch: Watch) -> Iterator[Callable[[], bool]]:
    """What a person does, with what must be true before the next thing."""
    frame = window.frame
    idle = lambda: not (frame.lane.busy or frame.look.busy)  # noqa: E731
    yield lambda: window.awake and idle()
    window.go_to("import")
    page = window.page
    assert isinstance(page, ImportPage)
    watch.stage = "look at the file"
    page.add([log])
    yield lambda: bool(page.drafts[0].look) and idle()
    for step, name in enumerate(("header", "columns", "health", "confirm"), 1):
        watch.stage = f"step {step + 1}: {name}"
        page.go(step)
        yield idle
    watch.stage = "import"
    page.start(check=False)
    yield lambda: page._run is None and idle()
    watch.stage = "home"
    window.go_to("home")
    yield idle
    watch.stage = "check"
    window.frame.go("check", run=True)
    yield lambda: window.page._run is None and idle()  # type: ignore[attr-defined]
    watch.stage = "data: open"
    window.go_to("data")
    data = window.page
    assert isinstance(data, DataPage)
    yield idle
    bar = data.grid.verticalScrollBar()
    watch.stage = "data: scroll"
    for at in range(0, bar.maximum(), max(1, bar.maximum() // 60)):
        bar.setValue(at)
        yield lambda: True
    watch.stage = "data: two sorts"
    data._sort_header(4, False)
    yield idle
    data._sort_header(1, True)
    yield idle
    watch.stage = "data: filter, find"
    data.filter_column(4)
    yield idle
    data.text.setText("邻居")
    data.ask()
    yield idle
    data.clear()
    yield idle
    watch.stage = "data: copy all"
    data.grid.selectAll()
    yield lambda: True
    data.grid.selectColumn(5)
    data.copy()
    yield idle
    QApplication.clipboard().clear()  # the offscreen platform lets go of what Python put there only after Python has ended
    watch.stage = "findings"
    window.go_to("review")
    yield idle
    watch.stage = "to English"
    window.switch_language("en")
    yield idle
    watch.stage = "to dark"
    window.switch_scheme("dark")
    yield idle


def main(rows: int) -> int:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "日志.xlsx"
        subprocess.run([sys.executable, str(MAKE_LOG), str(rows), str(log)], check=True)
        settings = QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat)
        for key, value in (("user", "王敏"), ("role", "preparer"), ("scheme", "light")):
            settings.setValue(key, value)
        desk, lane, look = StoreDesk(f"{folder}/v.db"), Lane(), Lane()
        window = MainWindow(desk, lane, look, settings)
        window.resize(1366, 728)
        window.show()
        watch = Watch()
        steps = story(window, log, watch)
        ready: list[Callable[[], bool]] = [lambda: True]

        def go_on() -> None:
            if ready[0]():
                try:
                    ready[0] = next(steps)
                except StopIteration:
                    app.quit()

        driver = QTimer()
        driver.timeout.connect(go_on)
        driver.start(30)
        QTimer.singleShot(0, window.wake)
        app.exec()
        driver.stop()
        worst = watch.tell()
        watch.timer.stop()
        faulthandler.cancel_dump_traceback_later()
        window.close()
        for each in (lane, look):
            each.close()
        desk.close()
        steps.close()
        shiboken6.delete(window)
    print(f"longest wait {worst:.0f} ms, wanted at most {LONGEST_MS} ms")
    return int(worst > LONGEST_MS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
