"""The table of visits at 100,000 rows: how long showing, scrolling, sorting, filtering, finding and copying take.

`python bench/table.py [ROWS]`; times in milliseconds. What is marked (lane) is done beside the window, which goes on; what blocks the
window is handing over the ids and drawing.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from audit.store.where import Where
from gui.data.page import DataPage
from gui.tasks import InlineLane
from gui.window import MainWindow
from tests.gui.sample import SampleDesk


def timed(name: str, do: Callable[[], object], times: int = 1) -> None:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        do()
        taken.append((time.perf_counter() - begun) * 1000)
    print(f"{name:52} median {sorted(taken)[len(taken) // 2]:8.1f}   worst {max(taken):8.1f}")


def main(rows: int) -> None:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        desk = SampleDesk(Path(folder), visits=rows)
        settings = QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat)
        settings.setValue("user", "A")
        window = MainWindow(desk, InlineLane(), InlineLane(), settings)
        window.resize(1366, 728)
        window.show()
        window.wake()
        window.open_project(desk.project_of(desk.fill().run))
        timed("open the page (lane: ids; then paint)", lambda: (window.go_to("data"), window.grab()))
        page = window.page
        assert isinstance(page, DataPage)
        print(f"{page.model.rowCount():,} visits")
        ids = page.model.ids
        timed("hand over the ids and paint", lambda: (page.model.set_ids(ids), page.grid.grab()), 5)
        bar = page.grid.verticalScrollBar()
        places = iter(range(0, bar.maximum(), max(1, bar.maximum() // 40)))
        timed("jump to a place never seen and paint", lambda: (bar.setValue(next(places)), page.grid.grab()), 40)
        timed("three rows further and paint", lambda: (bar.setValue(bar.value() + 3), page.grid.grab()), 40)
        timed("sort by a column (lane)", lambda: page._sort_header(4, False), 3)
        timed("sort by one more (lane)", lambda: page._sort_header(1, True), 2)
        timed("the values of a column (lane)", lambda: page.filter_column(5))
        timed("filter by agency (lane)", lambda: page._apply("agency", (Where("agency", "contains", "瑞达"),)), 3)
        timed("find words anywhere (lane)", lambda: (page.text.setText("邻居"), page.ask()), 3)
        timed("everything again (lane)", page.clear)
        timed("choose all", page.grid.selectAll)
        timed("choose a column", lambda: page.grid.selectColumn(5))
        timed("copy a column (lane)", page.copy)
        QApplication.clipboard().clear()  # the offscreen platform lets go of what Python put there only after Python has ended
        window.close()
        desk.close()
        shiboken6.delete(window)
    del app


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
