"""Tongue: the language of the window, switched at once, with Qt's own words (OK, Cancel, Copy) in the same language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from audit.model import Lang, Text


class Tongue(QObject):
    """Says every Text in the present language, and again when that is switched."""

    changed = Signal()

    def __init__(self, lang: Lang = "zh"):
        super().__init__()
        self.lang = lang
        self._said: list[tuple[Callable[[str], object], Text]] = []
        self._qt_words = QTranslator(self)
        self._load_qt_words()

    def __call__(self, text: Text, /, **values: object) -> str:
        said = text.in_(self.lang)
        return said.format(**values) if values else said

    def say(self, setter: Callable[[str], object], text: Text) -> None:
        """Hand `text` to `setter` now and after every switch. For widgets that live as long as the window."""
        self._said.append((setter, text))
        setter(self(text))

    def switch(self, lang: Lang) -> None:
        if lang == self.lang:
            return
        self.lang = lang
        self._load_qt_words()
        for setter, text in self._said:
            setter(self(text))
        self.changed.emit()

    def _load_qt_words(self) -> None:
        QLocale.setDefault(QLocale("zh_CN" if self.lang == "zh" else "en_GB"))
        QCoreApplication.removeTranslator(self._qt_words)
        where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self.lang == "zh" and self._qt_words.load("qtbase_zh_CN", where):
            QCoreApplication.installTranslator(self._qt_words)
