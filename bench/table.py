"""The table of findings at 100,000 rows: how long showing, scrolling, sorting and filtering it take.

`python bench/table.py [ROWS]`; times in milliseconds. What is marked (lane) is asked beside the window, which goes on; what blocks the
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

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from gui.desk import Query
from gui.tasks import InlineLane
from gui.window import MainWindow
from tests.gui.sample import SampleDesk


def timed(name: str, do: Callable[[], object], times: int = 1) -> None:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        do()
        taken.append((time.perf_counter() - begun) * 1000)
    print(f"{name:48} median {sorted(taken)[len(taken) // 2]:8.1f}   worst {max(taken):8.1f}")


def main(rows: int) -> None:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        desk = SampleDesk(Path(folder), visits=rows * 2 // 3)
        window = MainWindow(desk, InlineLane(), InlineLane(), QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat))
        window.resize(1366, 728)
        window.show()
        checked = desk.fill()
        timed("show a run (lane: counts and ids; then paint)", lambda: (window.show_run(checked), window.grab()))
        page = window.findings_page
        ids = list(desk.find(Query(checked.run)))  # the steps; the ids themselves are the result
        print(f"{page.model.rowCount():,} findings, {len(ids)} step")
        timed("ids again and paint", lambda: (page.model.set_ids(page.model._ids), page.table.selectRow(0), page.grab()), 5)
        bar = page.table.verticalScrollBar()
        places = iter(range(0, bar.maximum(), max(1, bar.maximum() // 40)))
        timed("jump to a place never seen and paint", lambda: (bar.setValue(next(places)), page.table.grab()), 40)
        timed("next finding and paint", lambda: (page.go(1), page.grab()), 40)
        timed("sort by date (lane)", lambda: page.table.sortByColumn(3, Qt.SortOrder.DescendingOrder), 3)
        timed("find words (lane)", lambda: (page.filters.text.setText("邻居"), page.refresh()), 3)
        window.close()
        desk.close()
    del app


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
