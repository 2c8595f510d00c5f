"""MainWindow: navigation, pages, help, lock, theme, language and closing; connects, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from audit.model import Lang
from gui import theme, words
from gui.asking import Asking
from gui.dressing import Dressing
from gui.frame import Frame
from gui.help_panel import HelpPanel
from gui.icons import icon
from gui.lock import Idle, LockScreen
from gui.menus import Menus
from gui.page import EVERYTHING, MASKING, PROJECT, Page
from gui.pages import AHEAD, PAGES, Spec, load, make
from gui.parts import Banner
from gui.rail import Rail
from gui.settings import Settings
from gui.sharing import Sharing
from gui.store_desk import StoreDesk
from gui.strip import Strip
from gui.tasks import Failure, Lane
from gui.tongue import Tongue
from gui.undo import Undoing

WATCH_MS = 3_000


class MainWindow(QMainWindow):
    """`lane` does everything that writes; `look` only reads, so that a filter never waits for an export."""

    def __init__(self, desk: StoreDesk, lane: Lane, look: Lane, settings: QSettings, asking: Asking = Asking()):
        super().__init__()
        self.settings = Settings(settings)
        self.tongue = Tongue(self.settings.lang)
        self.frame = Frame(desk, lane, look, self.settings, self.tongue, asking)
        self.sharing = Sharing((lane, look))
        self._closing = self.awake = False
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, frozenset[str]] = {}
        self._speechless: set[str] = set()  # pages that have not yet spoken the present language
        self._trodden: list[tuple[str, dict[str, Any]]] = []  # where one was, for back and forward
        self._at = -1
        self.rail = Rail(PAGES, self.tongue)
        self.banner = Banner(self.tongue)  # failures of the window itself
        self.stack = QStackedWidget()
        self.help = HelpPanel(self.tongue)
        self.strip = Strip(self.tongue, lane)
        self.setStatusBar(self.strip)
        self.lock_screen, self.idle = LockScreen(self.tongue, self.settings), Idle(self.settings, self)
        self._lay_out()
        self.undo = Undoing(self.frame)
        self.menus = Menus(self)
        self.dressing = Dressing((self.menuBar(), self.rail, self.banner, self.help, self.strip, self.lock_screen))
        self._dress()
        self._connect()
        self.rail.enable(False)
        self.go_to("home")
        self._stand()

    def _lay_out(self) -> None:
        work, middle = QWidget(), QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        line = QHBoxLayout(work)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(middle, 1)
        line.addWidget(self.help)
        self.over = QStackedWidget()
        self.over.addWidget(work)
        self.over.addWidget(self.lock_screen)
        self.setCentralWidget(self.over)
        self.setMinimumSize(1024, 600)
        self.resize(1320, 700)
        if geometry := self.settings.bytes("geometry"):
            self.restoreGeometry(geometry)

    def _connect(self) -> None:
        frame = self.frame
        self.rail.chosen.connect(self.go_to)
        frame.go_wanted.connect(self.go_to)
        frame.changed.connect(self._changed)
        frame.told.connect(self.strip.tell)
        frame.failed.connect(self._failed)
        frame.mask_wanted.connect(self.set_masked)
        frame.project_wanted.connect(self.open_project)
        self.strip.mask_wanted.connect(lambda: self.set_masked(not frame.masked))
        self.idle.idle.connect(self.lock)
        self.lock_screen.opened.connect(self._unlock)
        self.settings.changed.connect(self._setting_changed)
        self.undo.named.connect(self.menus.name_steps)
        for lane in (frame.lane, frame.look):
            lane.busy_changed.connect(self._busy_changed)
        self.tongue.changed.connect(self._language_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._watching = QTimer(self)
        self._watching.setInterval(WATCH_MS)
        self._watching.timeout.connect(self._watch)
        self._stamp: int | None = None

    # pages

    @property
    def page(self) -> Page:
        """The page that is seen."""
        return cast("Page", self.stack.currentWidget())

    @property
    def page_name(self) -> str:
        return self._trodden[self._at][0]

    def page_of(self, name: str) -> Page:
        """The page of that name, made at its first use."""
        if name not in self._pages:
            spec: Spec = next(spec for spec in PAGES if spec.name == name)
            self._pages[name] = made = make(spec, self.frame)
            self._stale[name] = EVERYTHING
            self.stack.addWidget(made)  # before it is dressed: a dressed page is dressed once more when it moves
            self.dressing.add(made)
        return self._pages[name]

    def go_to(self, name: str, what: dict[str, Any] | None = None) -> None:
        """Show a page; `what` tells it what to show."""
        self._trodden[self._at + 1 :] = [(name, what or {})]
        self._at += 1
        self._show_page()

    def go_back(self, by: int = -1) -> None:
        if 0 <= self._at + by < len(self._trodden):
            self._at += by
            self._show_page()

    def _show_page(self) -> None:
        name, what = self._trodden[self._at]
        new, before = self.page_of(name), self.stack.currentWidget()
        if isinstance(before, Page) and before is not new:
            before.leave()
        self.dressing.wear_now(new)
        self._speak_page(name)
        self.stack.setCurrentWidget(new)
        self.rail.select(name)
        self._refresh(name)
        if what:
            new.arrive(what)
        self.menus.show_page(new)
        self.help.show_page(new, self.menus.everywhere)
        if self.isVisible():
            new.focus_first()

    def _changed(self, what: frozenset[str]) -> None:
        for name in self._pages:
            self._stale[name] = self._stale.get(name, frozenset()) | what
        self._refresh(self.page_name)
        self._stand()

    def _refresh(self, name: str) -> None:
        """Refresh a page if something it cares for has changed since it last was."""
        page = self._pages[name]
        if self.awake and self._stale.get(name, EVERYTHING) & page.cares:
            self._stale[name] = frozenset()
            page.refresh()

    # project, person, masking

    def open_project(self, project: int | None) -> None:
        self.frame.project = project
        self.rail.enable(project is not None)
        self.settings.set("project", project or 0)
        self.frame.announce(PROJECT)

    def set_masked(self, masked: bool) -> None:
        """Hidden again at the next start, whatever is chosen. Showing is logged."""
        if masked != self.frame.masked:
            self.frame.desk.masked = masked
            self.menus.mask.setChecked(masked)
            if self.awake:
                self.frame.write(lambda: self.frame.desk.log_masking(masked, self.frame.project))
            self.frame.announce(MASKING)

    def lock(self) -> None:
        if self.settings.introduced and self.over.currentIndex() == 0:
            self.lock_screen.lock()
            self.over.setCurrentIndex(1)
            self.menuBar().setEnabled(False)
            self.strip.hide()
            self.setWindowTitle(self.tongue(words.PROGRAM))
            self._log("lock")

    def _log(self, act: str) -> None:
        if self.awake:
            store, project = self.frame.store, self.frame.project
            self.frame.write(lambda: store.log(act, "window", project=project), failed=lambda _failure: None)

    def _unlock(self) -> None:
        self._log("unlock")
        self.over.setCurrentIndex(0)
        self.menuBar().setEnabled(True)
        self.strip.show()
        self._stand()
        self.page.focus_first()

    def _setting_changed(self, key: str) -> None:
        if key == "lang":
            self.tongue.switch(self.settings.lang)
        elif key == "scheme":
            self._dress()
        elif key in ("user", "role"):
            self.frame.desk.introduce(self.settings.user, self.settings.role)
            self._stand()

    # looks and language

    def switch_language(self, lang: Lang) -> None:
        self.settings.set("lang", lang)

    def switch_scheme(self, scheme: str) -> None:
        self.settings.set("scheme", scheme)

    def _dress(self) -> None:
        app, scheme, frame = cast("QApplication", QApplication.instance()), self.settings.scheme, self.frame
        frame.colours = theme.apply(app, theme.of_system(app) if scheme == "system" else scheme)
        frame.ratio = self.devicePixelRatioF()
        self.dressing.wear(frame.colours, self._pages.values(), self.stack.currentWidget())
        self.rail.dress(frame.colours, frame.ratio)
        self.setWindowIcon(icon("shield-check", frame.colours.accent))
        self.strip.dress(frame.colours)

    def _system_changed(self) -> None:
        if self.settings.scheme == "system":
            self._dress()

    def _language_changed(self) -> None:
        """The page that is seen speaks it at once, every other when it is gone to."""
        self._speechless = set(self._pages)
        self._speak_page(self.page_name)
        self._stand()

    def _speak_page(self, name: str) -> None:
        if name in self._speechless:
            self._speechless.remove(name)
            self._pages[name].speak()

    def _stand(self) -> None:
        """What the frame says of project, person and masking."""
        program, project = self.tongue(words.PROGRAM), self.frame.desk.project_name(self.frame.project)
        self.setWindowTitle(f"{program} – {project}" if project else program)
        role = words.ROLES.get(self.settings.role)
        user = self.settings.user
        who = words.WHO.format(name=user, role="{role}") if user and role else words.NOBODY
        self.strip.person.setText(self.tongue(who, role=self.tongue(role)) if role and user else self.tongue(who))
        self.strip.standing.setText(project or self.tongue(words.NO_PROJECT))
        self.strip.show_masked(self.frame.masked)
        self.menus.speak()

    # waking, failures, other windows

    def wake(self) -> None:
        """After the first paint: load what is heavy, on the lane, then show what there is."""
        self.frame.desk.introduce(self.settings.user, self.settings.role)
        self.frame.do(self.frame.desk.wake(), self._awake, self._not_awake)

    def _awake(self, _: object) -> None:
        self.awake = True
        kept = int(self.settings.text("project", "0") or 0)
        self.open_project(kept if kept and self.frame.desk.project_name(kept) else None)
        self._watching.start()
        self._load_ahead(AHEAD)

    def _load_ahead(self, modules: Sequence[str]) -> None:
        """What the pages are made of is loaded beside the window, a module a task: what somebody asks meanwhile comes in between."""
        if modules and not self._closing:
            self.frame.ask(load(modules[0]), lambda _: self._load_ahead(modules[1:]), lambda _failure: None)

    def _not_awake(self, failure: Failure) -> None:
        self.banner.tell_failure(failure, action=(words.RETRY, self.wake))

    def _failed(self, failure: object) -> None:
        self.page.banner.tell_failure(cast("Failure", failure))

    def _watch(self) -> None:
        """Another window may have changed the same store."""
        if not self.frame.lane.busy and self.isVisible():
            self.frame.ask(self.frame.desk.stamp(), self._stamped, lambda _failure: None)

    def _stamped(self, stamp: int) -> None:
        if self._stamp is not None and stamp != self._stamp and not self.frame.lane.busy:
            self.frame.announce(*EVERYTHING - {MASKING})
        self._stamp = stamp

    def own_change(self) -> None:
        """What this window itself changed is no news to it."""
        self._stamp = None

    def tell_crash(self, _kind: object, error: BaseException, _trace: object = None) -> None:
        """Something went wrong on the window's own thread: say so where the person looks, and keep it in the log."""
        from gui.crash import note

        note(error)
        self.page.banner.tell_failure(Failure.of(error))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if handle := self.windowHandle():
            self.idle.watch(handle)

    # closing

    def _busy_changed(self, busy: bool) -> None:
        if not busy and not self._closing and self.sender() is self.frame.lane:
            self.own_change()
            if self.awake:
                self.undo.look()
        if self._closing and not (self.frame.lane.busy or self.frame.look.busy):
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what runs and close when it has ended; the window is never torn down under a running task."""
        self.settings.set_bytes("geometry", self.saveGeometry())
        self._watching.stop()
        self.page.leave()
        if self.frame.lane.busy or self.frame.look.busy:
            self._closing = True
            self.setEnabled(False)
            self.strip.tell("warn", words.STOPPING)
            self.frame.lane.cancel()
            self.frame.look.cancel()
            event.ignore()
            return
        event.accept()
