"""Sharing: how the window's thread and the lanes share one Python, so that the lanes never keep the window waiting."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from gui.tasks import Lane

#: A thread that wants Python waits so long for one that has it; each call into Qt or SQLite may mean to want it again. Pages shown beside a
#: lane at work took 63 ms (median) with 0.2 ms, 104 with 1 and 136 with Python's own 5; the lane did no less work for it.
SWITCH_SECONDS = 0.0002
#: So many young objects are looked through for rings in a few milliseconds.
QUICK = 50_000


class Sharing(QObject):
    """Python looks for rings of garbage among all objects with every thread standing still: 0.3 s where a lane reads 100,000 rows.

    So nobody looks while a lane works. Where it leaves many objects, they are somebody's result and no garbage: they are never looked at
    again, and go as everything goes that nobody holds.
    """

    def __init__(self, lanes: Sequence[Lane]):
        super().__init__()
        self._lanes = tuple(lanes)
        sys.setswitchinterval(SWITCH_SECONDS)
        for lane in self._lanes:
            lane.busy_changed.connect(self._look)

    @Slot(bool)
    def _look(self, _busy: bool) -> None:
        if any(lane.busy for lane in self._lanes):
            gc.disable()
            return
        if gc.get_count()[0] > QUICK:
            gc.freeze()
        gc.enable()
