"""FilterPanel: beside the table, for one column: order, values to tick with a search, conditions, freezing, hiding.

It is no popup: a line edit in a popup window takes no Chinese on Windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from audit.store.where import Where
from gui.data import words
from gui.data.columns import COLUMNS, DataColumn, value_of
from gui.frame import Frame
from gui.masking import masked_value
from gui.parts import button, label, named

if TYPE_CHECKING:
    from audit.store.nouns import Values

TYPING_MS = 250
USER = Qt.ItemDataRole.UserRole


class FilterPanel(QFrame):
    sort_wanted = Signal(int, bool, bool)  # column, descending, as one more
    values_wanted = Signal(str, str)  # field, search
    applied = Signal(str, object)  # field, a tuple of conditions
    freeze_wanted = Signal(int)
    hide_wanted = Signal(int)
    closed = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.setObjectName("card")
        self._frame, say = frame, frame.tongue
        self.number = 1
        self._now: dict[str, object] = {}
        self._all = True  # whether every value is ticked: then there is no condition
        self._filling = False
        self.title = label("heading")
        shut = button(say, words.CLOSE, self.closed.emit)
        self.up = button(say, words.ASCENDING, lambda: self.sort_wanted.emit(self.number, False, False))
        self.down = button(say, words.DESCENDING, lambda: self.sort_wanted.emit(self.number, True, False))
        self.also = button(say, words.ALSO, lambda: self.sort_wanted.emit(self.number, False, True))
        self.freeze = button(say, words.FREEZE, lambda: self.freeze_wanted.emit(self.number + 1))
        self.thaw = button(say, words.UNFREEZE, lambda: self.freeze_wanted.emit(0))
        self.hide_it = button(say, words.HIDE, lambda: self.hide_wanted.emit(self.number))
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        say.say(self.search.setPlaceholderText, words.SEARCH_VALUES)
        named(self.search, say, words.SEARCH_VALUES)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._ask)
        self.values = QListWidget()
        named(self.values, say, words.BY_VALUE)
        self.values.itemChanged.connect(self._ticked)
        self.all = button(say, words.ALL, lambda: self._tick(True))
        self.none = button(say, words.NONE, lambda: self._tick(False))
        self.more = label("muted", wrap=True)
        self.op, self.words = QComboBox(), QLineEdit()
        named(self.op, say, words.CONDITION)
        named(self.words, say, words.WORDS)
        self.words.returnPressed.connect(self.apply)
        self.wrong = label(wrap=True)
        self.apply_button = button(say, words.APPLY, self.apply, "primary")
        self.clear_button = button(say, words.CLEAR_ONE, self.clear)
        self._lay_out(shut)
        say.changed.connect(self._speak)
        self._speak()

    def _lay_out(self, shut: QWidget) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 10, 12, 12)
        whole.setSpacing(7)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(shut)
        whole.addLayout(head)
        for buttons in ((self.up, self.down), (self.also,), (self.freeze, self.hide_it), (self.thaw,), (self.all, self.none)):
            line = QHBoxLayout()
            for each in buttons:
                line.addWidget(each)
            if buttons[0] is self.all:
                self._by_value = label("field")
                whole.addWidget(self._by_value)
                whole.addWidget(self.search)
                whole.addWidget(self.values, 1)
                whole.addWidget(self.more)
            whole.addLayout(line)
        self._by_condition = label("field")
        self._frame.tongue.say(self._by_value.setText, words.BY_VALUE)
        self._frame.tongue.say(self._by_condition.setText, words.BY_CONDITION)
        whole.addWidget(self._by_condition)
        condition = QHBoxLayout()
        condition.addWidget(self.op, 2)
        condition.addWidget(self.words, 3)
        whole.addLayout(condition)
        whole.addWidget(self.wrong)
        self._rest = QWidget()
        whole.addWidget(self._rest, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.clear_button)
        foot.addWidget(self.apply_button)
        whole.addLayout(foot)

    @property
    def column(self) -> DataColumn:
        return COLUMNS[self.number]

    def open_at(self, number: int, now: Sequence[Where]) -> None:
        """Another column, with the conditions that are on it now."""
        self.number = number
        self._now = {c.op: c.value for c in now}
        condition = next((c for c in now if c.op not in ("in",)), None)
        self.op.setCurrentIndex(max(0, self.op.findData(condition.op if condition else "")))
        self.words.setText("" if condition is None or condition.value is None else str(condition.value))
        self.wrong.hide()
        self.search.clear()
        self.values.clear()
        listed = self.column.filters
        for each in (self._by_value, self.search, self.values, self.all, self.none):
            each.setVisible(listed)
        self._rest.setVisible(not listed)
        self.more.hide()
        self._speak()
        self._ask()
        (self.search if listed else self.words).setFocus(Qt.FocusReason.OtherFocusReason)

    def again(self) -> None:
        """The data, or what of them is hidden, changed."""
        if self.isVisible() and self.column.filters and self._all:
            self._ask()

    def _ask(self) -> None:
        self._typing.stop()
        if self.column.filters:
            self.values_wanted.emit(self.column.listed, self.search.text().strip())

    def show_values(self, found: Values) -> None:
        """The distinct values with their counts, ticked as they are filtered now."""
        wanted, say = self._now.get("in"), self._frame.tongue
        self._filling = True
        self.values.clear()
        for value in found.values:
            text = str(value.value) if value.value not in (None, "") else say(words.EMPTY)
            if self.column.field in ("id_shown", "recorded", "address_verified") and value.value in (0, 1):
                text = say(words.YES if value.value else words.NO)
            elif self._frame.masked:
                text = masked_value(self.column.field, text)
            item = QListWidgetItem(f"{text}  ({value.count:,})")
            item.setData(USER, value.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = wanted is None or value.value in wanted  # type: ignore[operator]
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        self._filling = False
        self._all = wanted is None
        self.more.setVisible(found.more > 0)
        self.more.setText(say(words.MORE, count=f"{found.more:,}"))

    def _tick(self, on: bool) -> None:
        self._filling = True
        for row in range(self.values.count()):
            self.values.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._filling = False
        self._ticked()

    def _ticked(self, _item: object = None) -> None:
        if not self._filling:
            self._all = False

    def ticked(self) -> tuple[object, ...] | None:
        """The values that are wanted; None for all of them."""
        items = [self.values.item(row) for row in range(self.values.count())]
        on = [item.data(USER) for item in items if item.checkState() == Qt.CheckState.Checked]
        searched = bool(self.search.text().strip())
        if self._all or not self.column.filters or (len(on) == len(items) and not searched):
            return None if not searched or not items or self._all else tuple(on)
        return tuple(on)

    def apply(self) -> None:
        field, conditions = self.column.field, list[Where]()
        ticked = self.ticked()
        if ticked is not None:
            conditions.append(Where(self.column.listed, "in", ticked))
        op, text = self.op.currentData(), self.words.text().strip()
        if op in ("empty", "filled"):
            conditions.append(Where(field, op))
        elif op and text:
            try:
                value = text if op in ("contains", "lacks", "starts") else value_of(field, text)
            except ValueError:
                self.wrong.setText(self._frame.tongue(words.BAD_VALUE, value=text))
                self.wrong.show()
                return
            conditions.append(Where(field, op, value))
        self.wrong.hide()
        self._now = {c.op: c.value for c in conditions}
        self.applied.emit(field, tuple(conditions))

    def clear(self) -> None:
        self.op.setCurrentIndex(0)
        self.words.clear()
        self._now = {}
        self.applied.emit(self.column.field, ())
        self.search.clear()
        self._ask()

    def _speak(self) -> None:
        say, chosen = self._frame.tongue, self.op.currentData()
        self.title.setText(say(words.FILTER_OF, column=say(self.column.title)))
        self.op.clear()
        for op, text in words.OPS.items():
            self.op.addItem(say(text), op)
        self.op.setCurrentIndex(max(0, self.op.findData(chosen)))
