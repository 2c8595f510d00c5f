"""Menus: the menu bar as users know it; the menu of the present page is made of the page's own commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from audit.model import Text
from gui import words
from gui.page import Page
from gui.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.window import MainWindow

Keys = QKeySequence.StandardKey | str


class Menus:
    def __init__(self, window: MainWindow):
        self._window, self._say = window, window.tongue
        self._undo_of: Text | None = None
        self._redo_of: Text | None = None
        self.everywhere: list[QAction] = []  # every command that works on all pages
        self._file()
        self._edit()
        self._go()
        self.page_menu = self._menu(words.MENU_PAGE)
        self._view()
        self._help()

    def _file(self) -> None:
        menu, frame = self._menu(words.MENU_FILE), self._window.frame
        self.action(menu, words.NEW_PROJECT, lambda: frame.go("home", new=True), QKeySequence.StandardKey.New)
        self.action(menu, words.IMPORT_FILES, lambda: frame.go("import", choose=True), QKeySequence.StandardKey.Open)
        menu.addSeparator()
        self.action(menu, words.LOCK_NOW, self._window.lock, "Ctrl+L")
        menu.addSeparator()
        self.action(menu, words.QUIT, self._window.close, "Alt+F4")

    def _edit(self) -> None:
        menu = self._menu(words.MENU_EDIT)
        self.undo = self.action(menu, words.UNDO, self._window.undo.undo, QKeySequence.StandardKey.Undo)
        self.redo = self.action(menu, words.REDO, self._window.undo.redo, "Ctrl+Y")
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        menu.addSeparator()
        self.action(menu, words.FIND, self._search, QKeySequence.StandardKey.Find)
        self.action(menu, words.OTHER_SIDE, self._other_side, "F6")

    def _go(self) -> None:
        menu = self._menu(words.MENU_GO)
        for number, spec in enumerate(PAGES):
            keys = f"Ctrl+{number + 1}" if number < 9 else ""
            self.action(menu, spec.title, partial(self._go_to, spec.name), keys)
        menu.addSeparator()
        self.action(menu, words.BACK, lambda: self._window.go_back(-1), "Alt+Left")
        self.action(menu, words.FORWARD, lambda: self._window.go_back(1), "Alt+Right")

    def _search(self) -> None:
        self._window.page.search()

    def _other_side(self) -> None:
        self._window.page.other_side()

    def _refresh(self) -> None:
        self._window.page.refresh()

    def _go_to(self, name: str) -> None:
        if self._window.rail.button(name).isEnabled():
            self._window.go_to(name)

    def _view(self) -> None:
        menu, settings = self._menu(words.MENU_VIEW), self._window.settings
        self.action(menu, words.REFRESH, self._refresh, "Ctrl+R")
        self.mask = self.action(menu, words.MASKED, lambda: self._window.set_masked(self.mask.isChecked()), "Ctrl+M")
        self.mask.setCheckable(True)
        self.mask.setChecked(True)
        menu.addSeparator()
        languages = (("zh", Text("中文", "中文")), ("en", Text("English", "English")))
        self._languages = self._choices(menu, words.LANGUAGE, languages, lambda v: settings.set("lang", v))
        schemes = (("system", words.SYSTEM), ("light", words.LIGHT), ("dark", words.DARK))
        self._schemes = self._choices(menu, words.APPEARANCE, schemes, lambda v: settings.set("scheme", v))

    def _help(self) -> None:
        menu, window = self._menu(words.MENU_HELP), self._window
        self.action(menu, words.HELP_NOW, self._toggle_help, "F1")
        self.action(menu, words.KEYS, lambda: window.help.open_at("keys"), "Ctrl+/")
        self.action(menu, words.RULES_HELP, lambda: window.help.open_at("rules"))
        menu.addSeparator()
        self.action(menu, words.ABOUT, lambda: window.help.open_at("about"))

    def _toggle_help(self) -> None:
        if self._window.help.isVisible() and self._window.help.of_page:
            self._window.help.hide()
            self._window.page.focus_first()
        else:
            self._window.help.open_at("page")

    def show_page(self, page: Page) -> None:
        """The present page's own commands."""
        self.page_menu.clear()
        self.page_menu.addActions(page.keys)
        self.page_menu.menuAction().setVisible(bool(page.keys))

    def name_steps(self, undo: Text | None, redo: Text | None) -> None:
        """Say what undo and redo would do now."""
        self._undo_of, self._redo_of = undo, redo
        self.speak()

    def speak(self) -> None:
        """Mark what is chosen, which may have been chosen elsewhere."""
        settings = self._window.settings
        for group, value in ((self._languages, settings.lang), (self._schemes, settings.scheme)):
            for action in group.actions():
                action.setChecked(action.data() == value)
        for action, step, bare, named in (
            (self.undo, self._undo_of, words.UNDO, words.UNDO_WHAT), (self.redo, self._redo_of, words.REDO, words.REDO_WHAT),
        ):  # fmt: skip
            action.setText(self._say(named.format(what=step) if step else bare))
            action.setEnabled(step is not None)

    def _menu(self, title: Text) -> QMenu:
        menu = self._window.menuBar().addMenu("")
        self._say.say(menu.setTitle, title)
        return menu

    def action(self, menu: QMenu, text: Text, do: Callable[[], object], keys: Keys = "") -> QAction:
        made = QAction(self._window)
        self._say.say(made.setText, text)
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda _checked=False: do())
        menu.addAction(made)
        self.everywhere.append(made)
        return made

    def _choices(self, menu: QMenu, title: Text, offered: tuple[tuple[str, Text], ...], chosen: Callable[[str], object]) -> QActionGroup:  # fmt: skip
        inner = menu.addMenu("")
        self._say.say(inner.setTitle, title)
        group = QActionGroup(self._window)
        for value, text in offered:
            made = QAction(self._window)
            self._say.say(made.setText, text)
            made.setData(value)
            made.setCheckable(True)
            group.addAction(made)
            inner.addAction(made)
        group.triggered.connect(lambda action: chosen(action.data()))
        return group
