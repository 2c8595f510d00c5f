"""RuleChoice: the rules in their families, with what each found last; ticked are those that will be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from gui import words as common
from gui.check import words
from gui.frame import Frame
from gui.parts import button, label, named

CODE = Qt.ItemDataRole.UserRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class RuleChoice(QWidget):
    changed = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame, say = frame, frame.tongue
        self._counts: Mapping[tuple[str, str], int] = {}
        self._off: set[str] = set()
        self._filling = False
        self.tree = QTreeWidget()
        self.tree.setColumnCount(4)
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(False)
        self.tree.setItemsExpandable(True)
        named(self.tree, say, words.RULES)
        self.tree.itemChanged.connect(self._ticked)
        self.count = label("muted")
        title = label("heading")
        say.say(title.setText, words.RULES)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(self.count, 1)
        head.addWidget(button(say, words.ALL, lambda: self._all(True)))
        head.addWidget(button(say, words.NONE, lambda: self._all(False)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.tree, 1)

    def show_counts(self, counts: Mapping[tuple[str, str], int]) -> None:
        """How many each rule found last, by rule and outcome."""
        self._counts = counts
        self.fill()

    def fill(self) -> None:
        from audit.rules import RULES

        say = self._frame.tongue
        self._filling = True
        self.tree.clear()
        self.tree.setHeaderLabels([say(t) for t in (words.RULE, words.GRADE, words.VIOLATIONS, words.REVIEWS)])
        for family, title in words.FAMILIES.items():
            top = QTreeWidgetItem([say(title)])
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            bold = top.font(0)
            bold.setBold(True)
            top.setFont(0, bold)
            self.tree.addTopLevelItem(top)
            for rule in RULES:
                if rule.family != family:
                    continue
                found = [self._counts.get((rule.code, outcome), 0) for outcome in ("violation", "review")]
                row = QTreeWidgetItem([say(rule.title), say(common.GRADES[rule.grade]), *(f"{n:,}" if n else "–" for n in found)])
                row.setData(0, CODE, rule.code)
                row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                row.setCheckState(0, UNCHECKED if rule.code in self._off else CHECKED)
                row.setToolTip(0, say(rule.broken))
                for column in (2, 3):
                    row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                top.addChild(row)
            top.setExpanded(True)
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (2, 3):
            self.tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        measure = head.fontMetrics().horizontalAdvance
        for column, least in ((1, 76), (2, 80), (3, 72)):
            head.resizeSection(column, max(least, int(measure(self.tree.headerItem().text(column)) * 1.1) + 28))  # headers are bold
        self._filling = False
        self._tell()

    def _rows(self) -> Sequence[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        return [top.child(n) for top in tops if top for n in range(top.childCount())]

    def chosen(self) -> tuple[str, ...]:
        """The codes that are ticked; () for all of them."""
        rows = self._rows()
        on = tuple(str(row.data(0, CODE)) for row in rows if row.checkState(0) == CHECKED)
        return () if len(on) == len(rows) else on

    @property
    def none(self) -> bool:
        return bool(self._rows()) and all(row.checkState(0) != CHECKED for row in self._rows())

    def _all(self, on: bool) -> None:
        self._filling = True
        for row in self._rows():
            row.setCheckState(0, CHECKED if on else UNCHECKED)
        self._filling = False
        self._ticked()

    def _ticked(self, _item: object = None, _column: int = 0) -> None:
        if not self._filling:
            self._off = {str(row.data(0, CODE)) for row in self._rows() if row.checkState(0) != CHECKED}
            self._tell()
            self.changed.emit()

    def _tell(self) -> None:
        total = len(self._rows())
        self.count.setText(self._frame.tongue(words.CHOSEN, count=total - len(self._off), total=total))
