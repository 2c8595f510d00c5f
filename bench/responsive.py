"""How long the window is deaf while a whole job is done in it: a 10 ms timer on the window's thread, and its longest waits.

`python bench/responsive.py [ROWS [FOLDER]]` makes a log of that many rows (100,000 by default), takes it through the import, the check, the
table of data, decisions on everything at once, every page, language and theme, and prints milliseconds: what was waited, and how much of it the
window's own thread worked ("own": its CPU time; the rest of a wait it stood still for another thread of ours that held Python, or for another program
on the machine, and these two cannot be told apart from within). What a person feels is the wait; but beside other load no program can promise one.
So: status 1 if the own work within any wait was more than 100 ms, whoever else was at work; and also if any wait was longer than 100 ms, where
the machine was idle when we began (load under half its cores). The last line tells which was judged. SWITCH_MS=5 in the environment tries another
switch interval than the window's own.
FOLDER keeps the log, and the database as it is after the check: the next time import and check are left out. WHERE=1 in the environment tells what the threads were at.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import shiboken6
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from audit.model import Verdict
from gui.data.page import DataPage
from gui.importing.page import ImportPage
from gui.pages import PAGES
from gui.review.page import ReviewPage
from gui.store_desk import StoreDesk
from gui.tasks import Lane
from gui.window import MainWindow

MAKE_LOG = Path(__file__).resolve().parent / "make_log.py"
LONGEST_MS = 100


class Watch:
    """A timer that should come every 10 ms; what comes later was blocked."""

    def __init__(self) -> None:
        self.stage = "start"
        self.waits: dict[str, list[tuple[float, float]]] = {}  # waited, worked meanwhile
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self.timer = QTimer()
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self._tick)
        self.timer.start(10)

    def at(self, stage: str) -> None:
        """What follows is counted there; what was waited until now is not."""
        self.stage = stage
        self._last, self._worked = time.perf_counter(), time.thread_time()

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.waits.setdefault(self.stage, []).append(((now - self._last) * 1000 - 10, (worked - self._worked) * 1000))
        if "WHERE" in os.environ:  # tells what every thread was at when the window had been deaf for so long
            if now - self._last > LONGEST_MS / 1000:
                print(f"^ {self.stage}: {(now - self._last) * 1000:.0f} ms", file=sys.stderr)
            faulthandler.dump_traceback_later(LONGEST_MS / 1000)
            now, worked = time.perf_counter(), time.thread_time()
        self._last, self._worked = now, worked

    def tell(self) -> tuple[float, float]:
        """The longest wait, and the most own work in one."""
        for name, waits in self.waits.items():
            found = sorted(waits)
            worst, worked = found[-1]
            print(f"{name:26} {len(found):6} ticks   median {found[len(found) // 2][0]:6.1f}   99 % {found[len(found) * 99 // 100][0]:6.1f}   "
                  f"longest {worst:6.1f} ms (own {worked:5.1f})   most own {max(own for _, own in found):5.1f}")  # fmt: skip
        every = [wait for waits in self.waits.values() for wait in waits]
        over = sum(waited > LONGEST_MS for waited, _ in every)
        print(f"{over} of {len(every)} waits were longer than {LONGEST_MS} ms")
        return max(waited for waited, _ in every), max(own for _, own in every)


Story = Iterator[Callable[[], bool]]


def story(window: MainWindow, log: Path, watch: Watch, checked: Callable[[], None]) -> Story:
    """What a person does, with what must be true before the next thing; `checked` is called after the first check."""
    frame = window.frame
    idle = lambda: not (frame.lane.busy or frame.look.busy)  # noqa: E731
    yield lambda: window.awake and idle()
    if frame.project is None:
        yield from bring_in(window, log, watch, idle)
        checked()
    yield from table(window, watch, idle)
    yield from review(window, watch, idle)
    yield from pages(window, watch, idle)
    for seen in ("home", "review", "data"):
        window.go_to(seen)
        yield idle
        watch.at(f"{seen}: to English")
        window.switch_language("en")
        yield idle
        for scheme in ("dark", "light"):
            watch.at(f"{seen}: to {scheme}")
            window.switch_scheme(scheme)
            yield idle
            yield lambda: not window.dressing.busy
        window.switch_language("zh")
        yield idle


def bring_in(window: MainWindow, log: Path, watch: Watch, idle: Callable[[], bool]) -> Story:
    window.go_to("import")
    page = window.page
    assert isinstance(page, ImportPage)
    watch.at("look at the file")
    page.add([log])
    yield lambda: bool(page.drafts[0].look) and idle()
    for step, name in enumerate(("header", "columns", "health", "confirm"), 1):
        watch.at(f"step {step + 1}: {name}")
        page.go(step)
        yield idle
    watch.at("import")
    page.start(check=False)
    yield lambda: page._run is None and idle()
    watch.at("home")
    window.go_to("home")
    yield idle
    watch.at("check")
    window.frame.go("check", run=True)
    yield lambda: window.page._run is None and idle()  # type: ignore[attr-defined]


def table(window: MainWindow, watch: Watch, idle: Callable[[], bool]) -> Story:
    watch.at("data: open")
    window.go_to("data")
    data = window.page
    assert isinstance(data, DataPage)
    yield idle
    bar = data.grid.verticalScrollBar()
    watch.at("data: jumps")
    for at in range(0, bar.maximum(), max(1, bar.maximum() // 60)):
        bar.setValue(at)
        yield lambda: True
    watch.at("data: two sorts")
    data._sort_header(4, False)
    yield idle
    data._sort_header(1, True)
    yield idle
    watch.at("data: filter, find")
    data.filter_column(4)
    yield idle
    data.text.setText("邻居")
    data.ask()
    yield idle
    data.clear()
    yield idle
    watch.at("data: copy all")
    data.grid.selectAll()
    yield lambda: True
    data.grid.selectColumn(5)
    data.copy()
    yield idle
    QApplication.clipboard().clear()  # the offscreen platform lets go of what Python put there only after Python has ended


def review(window: MainWindow, watch: Watch, idle: Callable[[], bool]) -> Story:
    watch.at("findings: open")
    window.go_to("review")
    page = window.page
    assert isinstance(page, ReviewPage)
    yield idle
    for group in ("rule", ""):
        watch.at("findings: groups")
        page.ui.group.setCurrentIndex(page.ui.group.findData(group))
        page.ask()
        yield idle
    watch.at("findings: jumps")
    bar = page.ui.list.verticalScrollBar()
    for at in range(0, bar.maximum(), max(1, bar.maximum() // 40)):
        bar.setValue(at)
        yield lambda: True
    watch.at("findings: decide each")
    for _ in range(20):
        page.deciding.decide(Verdict.CONFIRMED)
        yield idle
    watch.at("findings: choose all")
    page.ui.list.selectAll()
    yield lambda: True
    page.deciding.open_bulk()
    yield idle
    watch.at("findings: decide all")
    page.ui.bulk._do()
    yield idle
    for verb in ("undo", "redo", "undo"):
        watch.at(f"findings: {verb} all")
        getattr(window.undo, verb)()
        yield idle


def pages(window: MainWindow, watch: Watch, idle: Callable[[], bool]) -> Story:
    """Every page, when it is first opened and again."""
    for again in ("", " again"):
        for spec in PAGES:
            watch.at(f"{spec.name}: open{again}")
            window.go_to(spec.name)
            yield idle
            yield lambda: True


def others_at_work() -> bool:
    """Whether other programs take so much of the machine that a wait says little of ours. Windows cannot tell: there nobody is."""
    if not hasattr(os, "getloadavg"):
        return False
    return os.getloadavg()[0] > (os.cpu_count() or 1) / 2


def keep(database: Path, former: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(former)) as target:
        source.backup(target)


def main(rows: int, kept: str | None = None) -> int:
    app = QApplication([])
    loaded = others_at_work()
    with tempfile.TemporaryDirectory() as folder:
        log, database, former = Path(kept or folder) / "日志.xlsx", Path(folder) / "v.db", Path(kept or folder) / "checked.db"
        if not log.exists():
            subprocess.run([sys.executable, str(MAKE_LOG), str(rows), str(log)], check=True)
        if former.exists():
            shutil.copy(former, database)
        settings = QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat)
        for key, value in (("user", "王敏"), ("role", "preparer"), ("scheme", "light")):
            settings.setValue(key, value)
        settings.setValue("project", 1 if former.exists() else 0)
        desk, lane, look = StoreDesk(str(database)), Lane(), Lane()
        window = MainWindow(desk, lane, look, settings)
        if "SWITCH_MS" in os.environ:
            sys.setswitchinterval(float(os.environ["SWITCH_MS"]) / 1000)
        window.resize(1366, 728)
        window.show()
        watch = Watch()
        steps = story(window, log, watch, lambda: keep(database, former))
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
        worst, own = watch.tell()
        watch.timer.stop()
        faulthandler.cancel_dump_traceback_later()
        window.close()
        for each in (lane, look):
            each.close()
        desk.close()
        steps.close()
        shiboken6.delete(window)
    print(
        f"longest wait {worst:.0f} ms, most own work in one {own:.0f} ms, wanted at most {LONGEST_MS} ms; switch interval {sys.getswitchinterval() * 1000:g} ms"
    )
    if loaded:
        print("judged by the own work: other programs were at work on this machine")
    return int((own if loaded else max(worst, own)) > LONGEST_MS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:3]))
