"""Details: one visit whole, as it stood in the log, with where it came from."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout

from audit.model import FIELDS
from gui import words as common
from gui.data import words
from gui.data.columns import Line
from gui.frame import Frame
from gui.parts import label, named


class Details(QFrame):
    def __init__(self, frame: Frame):
        super().__init__()
        self.setObjectName("card")
        self._frame, say = frame, frame.tongue
        title = label("heading")
        say.say(title.setText, words.DETAILS)
        self.text = QTextBrowser()
        self.text.setObjectName("bare")
        self.text.setOpenLinks(False)
        named(self.text, say, words.DETAILS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 10, 8, 8)
        whole.addWidget(title)
        whole.addWidget(self.text, 1)
        self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        say, muted = self._frame.tongue, self._frame.colours.muted
        if line is None:
            self.text.setPlainText(say(words.NOTHING_CHOSEN))
            return
        visit, source = line.whole(), line.raw.source
        rows = [(say(common.FIELDS[field]), visit.as_typed(field)) for field in FIELDS if field != "account"]
        rows += list(visit.extra.items())
        account = escape(visit.as_typed("account")).replace("\n", "<br>")
        body = "".join(
            f'<tr><td style="color:{muted}; padding-right:8px">{escape(name)}</td><td>{escape(value)}</td></tr>'
            for name, value in rows
            if value
        )
        place = common.AT_ROW if source.sheet else common.AT_LINE
        where = escape(say(place, file=source.file, sheet=source.sheet, row=source.row))
        self.text.setHtml(
            f"<p><b>{escape(say(common.ACCOUNT))}</b></p><p>{account}</p><table cellpadding=2>{body}</table>"
            f'<p style="color:{muted}">{escape(say(words.SOURCE))}: {where}</p>'
        )
