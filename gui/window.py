"""MainWindow: pages, menu, language, theme and closing; connects, decides nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QMenu, QStackedWidget, QWidget

from audit import __version__
from audit.model import AuditError, Lang, Text
from gui import theme, words
from gui.asking import Asking
from gui.desk import Checked, Desk
from gui.exporter import Exporter
from gui.findings_page import FindingsPage
from gui.icons import icon
from gui.import_page import ImportPage
from gui.problems_page import ProblemsPage
from gui.rail import Rail, Stop
from gui.tasks import Failure, Lane, Task
from gui.tongue import Tongue

STOPS = (
    Stop("data", words.RAIL_DATA),
    Stop("findings", words.RAIL_FINDINGS),
    Stop("problems", words.RAIL_PROBLEMS),
)
DATA, FINDINGS, PROBLEMS = range(3)


class MainWindow(QMainWindow):
    """`lane` does everything that writes; `look` only reads, so that a filter never waits for an export."""

    def __init__(self, desk: Desk, lane: Lane, look: Lane, settings: QSettings, asking: Asking = Asking()):
        super().__init__()
        self._desk, self._lane, self._look, self._settings, self._asking = desk, lane, look, settings, asking
        self._closing = False
        self.tongue = Tongue(cast("Lang", str(settings.value("lang", "zh"))))
        self.scheme = str(settings.value("scheme", "system"))
        self.colours = self._dress()
        self.rail = Rail(STOPS, self.tongue)
        self.import_page = ImportPage(desk, self.tongue, lane, self._present_colours, asking.files)
        self.findings_page = FindingsPage(desk, self.tongue, look, self._present_colours)
        self.problems_page = ProblemsPage(desk, self.tongue)
        self.pages = QStackedWidget()
        for page in (self.import_page, self.findings_page, self.problems_page):
            self.pages.addWidget(page)
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self.exporter = Exporter(self.findings_page, desk, self.tongue, lane, self.findings_page.banner, asking.target, folder)
        self.findings_page.take_exporter(self.exporter)
        self.standing = QLabel()
        self.statusBar().addWidget(self.standing)
        self.masking = QLabel()
        self.statusBar().addPermanentWidget(self.masking)
        self.statusBar().setSizeGripEnabled(False)
        self._lay_out()
        self._menus()
        self._connect()
        self._redraw()
        self._speak()

    def _lay_out(self) -> None:
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(self.pages, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(1024, 640)
        self.resize(1320, 700)
        if geometry := self._settings.value("geometry"):
            self.restoreGeometry(geometry)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.import_page.checked.connect(self.show_run)
        self.findings_page.to_data.connect(lambda: self.go_to(DATA))
        self._lane.busy_changed.connect(self._busy_changed)
        self._look.busy_changed.connect(self._busy_changed)
        self.tongue.changed.connect(self._speak)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        for keys, do in (("F6", self._other_side), ("Escape", self.import_page.cancel)):
            QShortcut(QKeySequence(keys), self, do)

    # menus

    def _menus(self) -> None:
        file = self._menu(words.MENU_FILE)
        self._action(file, words.ADD_FILES, self._add_files, QKeySequence.StandardKey.Open)
        self._action(file, words.START_OVER, self.import_page.start_over)
        file.addSeparator()
        for format, keys in (("pdf", "Ctrl+E"), ("xlsx", "Ctrl+Shift+E"), ("json", "")):
            action = self.exporter.actions[format]  # type: ignore[index]
            action.setShortcut(QKeySequence(keys))
            file.addAction(action)
        file.addSeparator()
        self._action(file, words.QUIT, self.close, "Alt+F4")
        check = self._menu(words.MENU_CHECK)
        self.start_action = self._action(check, words.START_MENU, self._check, "F5")
        self._action(check, words.CANCEL_MENU, self.import_page.cancel)
        check.addSeparator()
        self._action(check, words.NEXT, lambda: self.findings_page.go(1), "F8")
        self._action(check, words.PREVIOUS, lambda: self.findings_page.go(-1), "Shift+F8")
        view = self._menu(words.MENU_VIEW)
        self._action(view, words.FIND, self._find, QKeySequence.StandardKey.Find)
        self._choices(view, words.LANGUAGE, (("zh", Text("中文", "中文")), ("en", Text("English", "English"))), self.tongue.lang,
                      self._switch_language)  # fmt: skip
        self._choices(view, words.APPEARANCE, (("system", words.SYSTEM), ("light", words.LIGHT), ("dark", words.DARK)),
                      self.scheme, self.switch_scheme)  # fmt: skip
        view.addSeparator()
        self.mask_action = self._action(view, words.MASKED, self._mask, "Ctrl+M")
        self.mask_action.setCheckable(True)
        self.mask_action.setChecked(True)
        help = self._menu(words.MENU_HELP)
        self._action(help, words.KEYS, lambda: self._tell(words.KEYS, words.KEYS_TEXT), "F1")
        self._action(help, words.ABOUT, lambda: self._tell(words.ABOUT, words.ABOUT_TEXT.format(version=__version__)))

    def _menu(self, title: Text) -> QMenu:
        menu = self.menuBar().addMenu("")
        self.tongue.say(menu.setTitle, title)
        return menu

    def _action(self, menu: QMenu, text: Text, do: object, keys: QKeySequence.StandardKey | str = "") -> QAction:
        action = QAction(self)
        self.tongue.say(action.setText, text)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        menu.addAction(action)
        return action

    def _choices(self, menu: QMenu, title: Text, offered: tuple[tuple[str, Text], ...], now: str, do: object) -> None:
        inner = menu.addMenu("")
        self.tongue.say(inner.setTitle, title)
        group = QActionGroup(self)
        for value, text in offered:
            action = QAction(self)
            self.tongue.say(action.setText, text)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == now)
            group.addAction(action)
            inner.addAction(action)
        group.triggered.connect(do)

    def _tell(self, title: Text, text: Text) -> None:
        self._asking.tell(self, self.tongue(title).replace("&", "").split("(")[0], self.tongue(text))

    # what the menus do

    def go_to(self, page: int) -> None:
        self.rail.select(page)
        self.pages.setCurrentIndex(page)

    def _add_files(self) -> None:
        self.go_to(DATA)
        self.import_page.choose()

    def _check(self) -> None:
        self.go_to(DATA)
        self.import_page.check()

    def _find(self) -> None:
        self.go_to(FINDINGS)
        self.findings_page.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell_crash(self, _kind: object, error: BaseException, _trace: object = None) -> None:
        """Something went wrong on the window's own thread: say so where the person looks."""
        page = self.findings_page if self.pages.currentIndex() == FINDINGS else self.import_page
        page.banner.tell_failure(Failure.of(error))

    def _other_side(self) -> None:
        """From the table to the account and back."""
        page = self.findings_page
        other = page.view.account if page.table.hasFocus() else page.table
        other.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _mask(self, masked: bool) -> None:
        """Hidden again at the next start, whatever is chosen."""
        self._desk.masked = masked
        self.findings_page.reload()
        self.problems_page.model.reload()
        self._speak()

    def _switch_language(self, action: QAction) -> None:
        self.switch_language(action.data())

    def switch_language(self, lang: Lang) -> None:
        self._settings.setValue("lang", lang)
        self.tongue.switch(lang)

    def switch_scheme(self, chosen: QAction | str) -> None:
        self.scheme = chosen if isinstance(chosen, str) else str(chosen.data())
        self._settings.setValue("scheme", self.scheme)
        self.colours = self._dress()
        self._redraw()

    # runs

    def wake(self) -> None:
        """After the first paint: load what is heavy, on the lane, then show what there is."""
        task = Task(self._desk.wake())
        task.done.connect(self._awake)
        task.failed.connect(self._not_awake)
        self._lane.start(task)

    def _awake(self, checked: Checked | None) -> None:
        self.import_page.load_policies()
        if checked:
            self._show(checked)

    def _not_awake(self, failure: Failure) -> None:
        self.import_page.banner.tell_failure(failure, action=(words.RETRY, self.wake))

    def show_run(self, checked: Checked) -> None:
        self._show(checked)
        self.go_to(FINDINGS)
        self.findings_page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, checked: Checked) -> None:
        for each in (self.findings_page, self.problems_page, self.exporter):
            each.show_run(checked)
        self.rail.set_count(FINDINGS, checked.violations + checked.reviews)
        self.rail.set_count(PROBLEMS, checked.problems)
        self._standing = checked.standing
        self._speak()

    # looks

    def _present_colours(self) -> theme.Colours:
        return self.colours

    def _dress(self) -> theme.Colours:
        app = cast("QApplication", QApplication.instance())
        return theme.apply(app, theme.of_system(app) if self.scheme == "system" else cast("theme.Scheme", self.scheme))

    def _redraw(self) -> None:
        self.rail.dress(self.colours, self.devicePixelRatioF())
        self.import_page.drop.dress(self.colours, self.devicePixelRatioF())
        self.findings_page.redraw()
        self.setWindowIcon(icon("brand", self.colours.accent))

    def _system_changed(self) -> None:
        if self.scheme == "system":
            self.colours = self._dress()
            self._redraw()

    _standing = Text("", "")

    def _speak(self) -> None:
        self.setWindowTitle(self.tongue(words.PROGRAM))
        self.standing.setText(self.tongue(self._standing))
        self.masking.setText(self.tongue(words.MASKING_ON if self._desk.masked else words.MASKING_OFF))

    # closing

    def _busy_changed(self, _busy: bool) -> None:
        if self._closing and not (self._lane.busy or self._look.busy):
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what runs and close when it has ended; the window is never torn down under a running task."""
        self._settings.setValue("geometry", self.saveGeometry())
        if self._lane.busy or self._look.busy:
            self._closing = True
            self.setEnabled(False)
            self.standing.setText(self.tongue(words.STOPPING))
            self._lane.cancel()
            self._look.cancel()
            event.ignore()
            return
        event.accept()


#: Both languages: nobody has chosen one yet.
NO_SCREEN = Text(*["没有可用的图形桌面，无法打开窗口；可改用 main.py audit 或 main.py demo。 "
                   "There is no display for a window; use main.py audit or main.py demo."] * 2)  # fmt: skip


def no_screen(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether Qt would find nothing to draw on."""
    return platform.startswith("linux") and not any(environ.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def start() -> int:
    """Open the window and stay until it is closed."""
    from gui.store_desk import StoreDesk

    if no_screen(sys.platform, os.environ):
        raise AuditError(NO_SCREEN)  # Qt itself would end the program with a memory dump
    app = QApplication(sys.argv[:1])
    app.setApplicationName("VisitAudit")
    app.setOrganizationName("VisitAudit")
    desk, lane, look = StoreDesk(), Lane(), Lane()
    window = MainWindow(desk, lane, look, QSettings())
    sys.excepthook = window.tell_crash  # Qt would only print it, and there may be no console
    window.show()
    QTimer.singleShot(0, window.wake)
    try:
        return app.exec()
    finally:
        lane.close()
        look.close()
        desk.close()
