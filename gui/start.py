"""start: opens the window and stays until it is closed; nothing heavy is loaded before the first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

import shiboken6
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from audit.model import AuditError, Text
from gui.tasks import Lane

#: Both languages: nobody has chosen one yet.
NO_SCREEN = Text(*["没有可用的图形桌面，无法打开窗口；可改用 main.py audit 或 main.py demo。 "
                   "There is no display for a window; use main.py audit or main.py demo."] * 2)  # fmt: skip


def no_screen(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether Qt would find nothing to draw on."""
    return platform.startswith("linux") and not any(environ.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def start() -> int:
    """Open the window and stay until it is closed."""
    if no_screen(sys.platform, os.environ):
        raise AuditError(NO_SCREEN)  # Qt itself would end the program with a memory dump
    from gui.crash import begin_log
    from gui.store_desk import StoreDesk
    from gui.window import MainWindow

    app = QApplication(sys.argv[:1])
    app.setApplicationName("VisitAudit")
    app.setOrganizationName("VisitAudit")
    desk, lane, look = StoreDesk(), Lane(), Lane()
    window = MainWindow(desk, lane, look, QSettings())
    sys.excepthook = window.tell_crash  # Qt would only print it, and there may be no console
    window.show()
    QTimer.singleShot(0, begin_log)
    QTimer.singleShot(0, window.wake)
    try:
        return app.exec()
    finally:
        lane.close()
        look.close()
        desk.close()
        shiboken6.delete(window)  # before the program's own object: Qt takes them down in that order
