"""How a finding looks in the list: sign and rule, what was decided, and below it grade, day and case; group headings with their progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from audit.model import Outcome, Text
from audit.store.nouns import FindingRow
from gui import theme
from gui import words as common
from gui.review import words
from gui.review.listing import ROW_ROLE, SAVING_ROLE, FindingList, verdict_of
from gui.review.wanted import Group
from gui.tongue import Tongue

PAD = 10


class FindingDelegate(QStyledItemDelegate):
    def __init__(self, tongue: Tongue, title: Callable[[str], Text], colours: Callable[[], theme.Colours]):
        super().__init__()
        self._say, self._title, self._colours = tongue, title, colours

    @property
    def height(self) -> int:
        """Of every row: two lines."""
        return 2 * QFontMetrics(theme.font()).height() + 18

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        item, colours = index.data(ROW_ROLE), self._colours()
        painter.save()
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(colours.selected if chosen else colours.window if isinstance(item, Group) else colours.card))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), QColor(colours.accent))
        inside = area.adjusted(PAD + 4, 7, -PAD, -7)
        if isinstance(item, Group):
            self._group(painter, inside, item, index, colours)
        elif isinstance(item, FindingRow):
            self._finding(painter, inside, item, bool(index.data(SAVING_ROLE)), colours)
        painter.restore()

    def _finding(self, painter: QPainter, area: QRect, row: FindingRow, saving: bool, colours: theme.Colours) -> None:
        say, verdict = self._say, verdict_of(row)
        violation = row.finding.outcome == Outcome.VIOLATION
        upper, lower = _halves(area)
        state = "⟳" if saving else f"{words.SIGNS[verdict]} {say(words.SHORT[verdict])}"
        tone = (
            colours.muted
            if saving or not verdict
            else {"confirmed": colours.violation, "dismissed": colours.good}.get(verdict, colours.review)
        )
        right = self._right(painter, upper, state, tone, bold=bool(verdict))
        painter.setPen(QColor(colours.violation if violation else colours.review))
        painter.setFont(theme.font(bold=True))
        sign = "■" if violation else "◇"
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, sign)
        step = painter.fontMetrics().horizontalAdvance("■ ")
        weight = theme.font(bold=not verdict)
        self._text(painter, upper.adjusted(step, 0, -right - 8, 0), say(self._title(row.finding.rule)), colours.text, weight)
        flags = (f"✎{row.open_notes} " if row.open_notes else "") + ("⚠" if row.changed else "")
        gone = self._right(painter, lower, flags, colours.review, bold=True) if flags else 0
        day = row.visit_date.isoformat() if row.visit_date else ""
        where = row.case_id or say(common.WHOLE_LOG if row.visit is None else common.NOT_GIVEN)
        said = "  ·  ".join(part for part in (say(common.GRADES[row.finding.grade]), where, day, row.agency) if part)
        self._text(painter, lower.adjusted(step, 0, -gone, 0), said, colours.muted, theme.font(0.92))

    def _group(
        self, painter: QPainter, area: QRect, group: Group, index: QModelIndex | QPersistentModelIndex, colours: theme.Colours
    ) -> None:
        model = index.model()
        assert isinstance(model, FindingList)
        upper, lower = _halves(area)
        sign = "▸ " if model.folded(group) else "▾ "
        done = group.count - group.open
        told = self._right(painter, upper, self._say(words.GROUP_LINE, done=f"{done:,}", total=f"{group.count:,}"), colours.muted)
        self._text(
            painter, upper.adjusted(0, 0, -told - 8, 0), sign + model.group_title(group), colours.text, theme.font(bold=True)
        )
        bar = QRect(lower.left() + 14, lower.center().y() - 1, lower.width() - 14, 4)
        painter.fillRect(bar, QColor(colours.line))
        painter.fillRect(QRect(bar.topLeft(), QSize(round(bar.width() * done / group.count), 4)), QColor(colours.accent))

    def _right(self, painter: QPainter, area: QRect, text: str, colour: str, *, bold: bool = False) -> int:
        """Draw at the right end; returns how wide that was."""
        painter.setFont(theme.font(0.92, bold=bold))
        painter.setPen(QColor(colour))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return painter.fontMetrics().horizontalAdvance(text)

    def _text(self, painter: QPainter, area: QRect, text: str, colour: str, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)


def _halves(area: QRect) -> tuple[QRect, QRect]:
    half = area.height() // 2
    return QRect(area.left(), area.top(), area.width(), half), QRect(area.left(), area.top() + half, area.width(), half)
