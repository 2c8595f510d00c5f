"""AccountView: one finding as a document: evidence side by side, the whole account with every rule's words marked, the columns.

Signs that are put between the words (numbers of marks) are no part of the account: copying leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
)
from PySide6.QtWidgets import QTextBrowser

from audit.model import FIELDS, Text, Visit
from audit.store.nouns import FindingRow
from gui import theme
from gui import words as common
from gui.desk import FindingSheet, own_cell
from gui.review import words
from gui.review.evidence import comparison, source
from gui.review.listing import verdict_of
from gui.review.marking import Piece, number_sign, pieces, spans
from gui.tongue import Tongue

_SIGN = int(QTextFormat.Property.UserProperty) + 1
_Line = QTextCharFormat.UnderlineStyle
#: Pixels behind a table or a frame.
_SPACE = 10
#: How the words of the findings beside the one at hand are underlined, in turn.
_LINES = (_Line.DashUnderline, _Line.DotLine, _Line.WaveUnderline, _Line.DashDotLine)


class AccountView(QTextBrowser):
    """`follow` gets the id of another finding on the same visit whose explanation was clicked."""

    def __init__(self, tongue: Tongue, title: Callable[[str], Text], follow: Callable[[int], object]):
        super().__init__()
        self._say, self._title = tongue, title
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.anchorClicked.connect(lambda url: follow(int(url.toString().removeprefix("finding:"))))
        tongue.say(self.setAccessibleName, words.DETAIL)

    def draw(self, sheet: FindingSheet | None, colours: theme.Colours) -> None:
        self.clear()
        if sheet is None:
            return
        self._colours = colours
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if beside := comparison(sheet, self._say, colours):
            self._head(cursor, words.COMPARED, first=True)
            self._html(cursor, beside)
        text = sheet.visit.as_typed("account") if sheet.visit else ""
        if sheet.visit:
            self._head(cursor, words.ACCOUNT, first=not beside)
            self._account(cursor, sheet, text)
        self._head(cursor, words.MARKED, first=False)
        self._html(cursor, self._legend(sheet))
        if sheet.visit:
            self._head(cursor, words.COLUMNS, first=False)
            self._html(cursor, columns(sheet, sheet.visit, self._say, colours))
        self._head(cursor, words.SOURCE, first=False)
        self._html(cursor, escape(source(sheet.row.finding.source, self._say)))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _head(self, cursor: QTextCursor, text: Text, *, first: bool) -> None:
        look, block = QTextCharFormat(), QTextBlockFormat()
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setForeground(QColor(self._colours.muted))
        block.setTopMargin(0 if first else 12)
        block.setBottomMargin(4)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.block().length() > 1:  # behind a table or a frame there is an empty block already
            cursor.insertBlock(block, look)
        cursor.setBlockFormat(block)
        cursor.insertText(self._say(text), look)

    def _html(self, cursor: QTextCursor, html: str) -> None:
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertHtml(html)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    # the account

    def _account(self, cursor: QTextCursor, sheet: FindingSheet, text: str) -> None:
        frame = QTextFrameFormat()
        frame.setBorder(1)
        frame.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        frame.setBorderBrush(QBrush(QColor(self._colours.line)))
        frame.setPadding(9)
        frame.setBottomMargin(_SPACE)
        frame.setBackground(QColor(self._colours.window))
        frame.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        cursor.insertFrame(frame)
        roomy = QTextBlockFormat()
        roomy.setLineHeight(138, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
        cursor.setBlockFormat(roomy)
        if not text:
            cursor.insertText(self._say(common.NO_ACCOUNT), self._look(Piece(""), sheet))
        for piece in pieces(text, spans(sheet, "account", text)):
            cursor.insertText(piece.text, self._look(piece, sheet))
            for number in piece.ends:
                cursor.insertText(number_sign(number), self._sign(number, sheet))
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _look(self, piece: Piece, sheet: FindingSheet) -> QTextCharFormat:
        """Own evidence: bold on a ground, a solid line. Other findings': broken lines, each its own. Never by colour alone."""
        look, colours = QTextCharFormat(), self._colours
        look.setForeground(QColor(colours.text))
        look.setFontPointSize(theme.POINTS * 1.05)
        if not piece.on:
            return look
        look.setToolTip(self._explained(piece.on, sheet))
        if piece.on[0] == 1:
            look.setFontWeight(QFont.Weight.Bold)
            look.setUnderlineStyle(_Line.SingleUnderline)
            look.setBackground(QColor(colours.mark))
        else:
            look.setUnderlineStyle(_LINES[(piece.on[0] - 2) % len(_LINES)])
            look.setBackground(QColor(colours.mark_other))
        return look

    def _sign(self, number: int, sheet: FindingSheet) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setProperty(_SIGN, True)
        look.setForeground(QColor(self._colours.accent if number == 1 else self._colours.muted))
        look.setFontPointSize(theme.POINTS * 0.9)
        look.setFontWeight(QFont.Weight.Bold if number == 1 else QFont.Weight.Normal)
        look.setToolTip(self._explained((number,), sheet))
        return look

    def _explained(self, numbers: tuple[int, ...], sheet: FindingSheet) -> str:
        """What the mouse is told over a mark."""
        rows = (sheet.row, *sheet.others)
        lines = (f"<b>{number_sign(n)} {escape(self._say(self._title(rows[n - 1].finding.rule)))}</b><br>"
                 f"{escape(self._say(rows[n - 1].finding.message))}" for n in numbers)  # fmt: skip
        return f"<qt>{'<br>'.join(lines)}</qt>"

    def _legend(self, sheet: FindingSheet) -> str:
        """Every finding of the visit by its number, with what was decided of it; the others are links."""
        lines = [self._legend_line(n, row) for n, row in enumerate((sheet.row, *sheet.others), 1)]
        return f'<table width="100%" cellspacing="0" cellpadding="3" style="margin-bottom:{_SPACE}px">{"".join(lines)}</table>'

    def _legend_line(self, number: int, row: FindingRow) -> str:
        say, verdict = self._say, verdict_of(row)
        name = f"<b>{escape(say(self._title(row.finding.rule)))}</b>"
        if number > 1:
            name = f'<a href="finding:{row.id}" style="color:{self._colours.accent}">{name}</a>'
        state = f"{words.SIGNS[verdict]} {say(words.SHORT[verdict])}" if number > 1 else say(words.THIS)
        told = f"{escape(say(common.OUTCOMES[row.finding.outcome]))} · {escape(state)}"
        sentence = escape(say(common.COLON) + say(row.finding.message)) if number > 1 else ""
        return (f'<tr><td width="22" valign="top">{number_sign(number)}</td><td>{name}{sentence}　'
                f'<span style="color:{self._colours.muted}">{told}</span></td></tr>')  # fmt: skip

    # copying

    def createMimeDataFromSelection(self) -> QMimeData:
        """The words as they stand in the log, without our signs between them."""
        cursor, data = self.textCursor(), QMimeData()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        document, lines = self.document(), []
        block = document.findBlock(first)
        while block.isValid() and block.position() < last:
            line, fragments = [], block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                if not fragment.charFormat().hasProperty(_SIGN):
                    line.append(_inside(fragment.text(), fragment.position(), first, last))
                fragments += 1
            lines.append("".join(line))
            block = block.next()
        data.setText("\n".join(lines))
        return data


def _inside(text: str, at: int, first: int, last: int) -> str:
    """The part of `text`, which begins at `at`, between two places of the document, which counts in UTF-16."""
    units = text.encode("utf-16-le")
    return units[2 * max(0, first - at) : 2 * max(0, last - at)].decode("utf-16-le", "ignore")


def columns(sheet: FindingSheet, visit: Visit, say: Tongue, colours: theme.Colours) -> str:
    """Every column of the visit that holds something, as it stood in the log; what is evidence is marked."""
    cited = {e.field for e in sheet.row.finding.evidence if own_cell(e)}
    rows = [(name, say(common.FIELDS[name]), _shown(visit, name, say)) for name in FIELDS if name != "account"]
    rows += [(f"extra.{header}", header, value) for header, value in visit.extra.items()]
    made = [_row(title, value, bool({name, title} & cited), sheet, name, say, colours)
            for name, title, value in rows if value or {name, title} & cited]  # fmt: skip
    return (f'<table width="100%" cellspacing="0" cellpadding="4" border="1" style="border-collapse:collapse; border-style:solid; margin-bottom:10px; '
            f'border-color:{colours.line}">{"".join(made)}</table>')  # fmt: skip


def _shown(visit: Visit, name: str, say: Tongue) -> str:
    value = getattr(visit, name)
    if isinstance(value, bool) and name not in visit.typed:
        return say(common.YES_NO[value])
    return visit.as_typed(name)


def _row(title: str, value: str, cited: bool, sheet: FindingSheet, name: str, say: Tongue, colours: theme.Colours) -> str:
    marks = [mark for mark in spans(sheet, name, value) if mark[2] == 1]
    shown = "".join(
        f"<b><u>{escape(p.text)}</u></b>" if p.on or (cited and not marks) else escape(p.text) for p in pieces(value, marks)
    )
    ground = f' bgcolor="{colours.mark}"' if cited else ""
    sign = f" {number_sign(1)}" if cited else ""
    return (f'<tr><td width="30%"{ground} style="color:{colours.text if cited else colours.muted}">{escape(title)}</td>'
            f'<td{ground}>{shown or escape(say(common.EMPTY_CELL))}{sign}</td></tr>')  # fmt: skip
