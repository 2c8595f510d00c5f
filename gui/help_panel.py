"""HelpPanel: F1. What this page is for, its keys, all keys, every rule with its basis, and about. All offline, beside the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout

from audit import __version__
from gui import words
from gui.page import Page
from gui.parts import button, label, named
from gui.tongue import Tongue


class HelpPanel(QFrame):
    def __init__(self, tongue: Tongue):
        super().__init__()
        self.setObjectName("help")
        self.setFixedWidth(330)
        self._say = tongue
        self._page: Page | None = None
        self._window_keys: Sequence[QAction] = ()
        self._shown = "page"
        head = QHBoxLayout()
        title = label("heading")
        tongue.say(title.setText, words.HELP)
        head.addWidget(title, 1)
        self.close_button = button(tongue, words.CLOSE, self.hide)
        head.addWidget(self.close_button)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        named(self.text, tongue, words.HELP)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 12, 12, 12)
        inside.addLayout(head)
        inside.addWidget(self.text, 1)
        tongue.changed.connect(self.draw)
        self.hide()

    def show_page(self, page: Page, window_keys: Sequence[QAction]) -> None:
        self._page, self._window_keys, self._shown = page, window_keys, "page"
        if self.isVisible():
            self.draw()

    @property
    def of_page(self) -> bool:
        """Whether it shows the help of the present page."""
        return self._shown == "page"

    def open_at(self, what: str) -> None:
        """`what`: page, keys, rules or about."""
        self._shown = what
        self.show()
        self.draw()
        self.text.setFocus()

    def _follow(self, url: QUrl) -> None:
        self.open_at(url.toString().removeprefix("help:"))

    def draw(self) -> None:
        said = {"page": self._of_page, "keys": self._keys, "rules": self._rules, "about": self._about}.get(self._shown)
        links = " · ".join(
            f"<b>{self._say(name)}</b>" if what == self._shown else f'<a href="help:{what}">{self._say(name)}</a>'
            for what, name in (("page", words.HELP_PAGE), ("keys", words.HELP_KEYS), ("rules", words.HELP_RULES), ("about", words.HELP_ABOUT))
        )  # fmt: skip
        body = said() if said else self._rule(self._shown.removeprefix("rule/"))
        self.text.setHtml(f"<p>{links}</p><hr>{body}")

    def _of_page(self) -> str:
        if self._page is None:
            return ""
        keys = _table(self._page.keys)
        more = f"<h4>{self._say(words.KEYS_HERE)}</h4>{keys}" if self._page.keys else ""
        return f"<h3>{escape(self._say(self._page.title))}</h3>{paragraphs(self._say(self._page.help))}{more}"

    def _keys(self) -> str:
        own = self._page.keys if self._page else []
        title = escape(self._say(self._page.title)) if self._page else ""
        first = f"<h4>{title}</h4>{_table(own)}" if own else ""
        return f"{first}<h4>{self._say(words.KEYS_EVERYWHERE)}</h4>{_table(self._window_keys)}"

    def _rules(self) -> str:
        from audit.rules import RULES

        lines = (f'<p><a href="help:rule/{rule.code}">{escape(self._say(rule.title))}</a></p>' for rule in RULES)
        return "".join(lines)

    def _rule(self, code: str) -> str:
        from audit.rules import RULES

        rule = next((rule for rule in RULES if rule.code == code), None)
        if rule is None:
            return ""
        parts = [f"<h3>{escape(self._say(rule.title))}</h3><p>{escape(self._say(words.GRADES[rule.grade]))}</p>"]
        for name, text in ((words.BREAKS, rule.broken), (words.KEEPS, rule.kept)):
            parts.append(f"<h4>{self._say(name)}</h4><p>{escape(self._say(text))}</p>")
        return "".join(parts)

    def _about(self) -> str:
        return paragraphs(self._say(words.ABOUT_TEXT, version=__version__))


def paragraphs(text: str) -> str:
    """Plain paragraphs with **bold** words as HTML."""
    made = (re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(part)).replace("\n", "<br>") for part in text.strip().split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in made)


def plain(text: str) -> str:
    """A menu's text without access keys and dots."""
    return re.sub(r"\(&.\)", "", text).replace("&", "").rstrip("…")


def _table(actions: Sequence[QAction]) -> str:
    rows = []
    for action in actions:
        keys = " / ".join(s.toString(QKeySequence.SequenceFormat.NativeText) for s in action.shortcuts() if not s.isEmpty())
        if keys:
            rows.append(f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;</td><td>{escape(plain(action.text()))}</td></tr>")
    return f"<table cellpadding=3>{''.join(rows)}</table>"
