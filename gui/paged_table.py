"""PagedTable: a table model over SQL: ids in display order, rows fetched by id a page at a time.

Sorting and filtering are new ids from the store. A proxy model over the rows would take seconds at 100,000 of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from audit.model import Text
from gui.tongue import Tongue

PAGE = 256
PAGES_KEPT = 64
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it says of a row, how wide, and what it is sorted by ('' if it is not)."""

    title: Text
    says: Callable[[Any, Tongue], str]
    width: tuple[int, int]  # characters, Chinese and English
    sort: str = ""
    look: Callable[[Any, int], Any] | None = None  # other roles: font, colour


class PagedTable(QAbstractTableModel):
    """`fetch` answers rows for ids, in their order. `order_wanted(key, descending)` asks the page for new ids."""

    order_wanted = Signal(str, bool)

    def __init__(
        self, columns: Sequence[Column], fetch: Callable[[Sequence[int]], Sequence[Any]], tongue: Tongue, page: int = PAGE
    ):
        super().__init__()
        self._page = page  # rows fetched at once: fewer where each takes long to show
        self.columns = tuple(columns)
        self._fetch = fetch
        self._tongue = tongue
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        tongue.changed.connect(self._language_changed)

    def set_ids(self, ids: Sequence[int]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def reload(self) -> None:
        """Fetch the rows anew under the same ids."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    @property
    def ids(self) -> Sequence[int]:
        """All ids in display order."""
        return self._ids

    def id_at(self, row: int) -> int:
        return self._ids[row]

    def row_of(self, id: int) -> int | None:
        try:
            return self._ids.index(id)
        except ValueError:
            return None

    def line(self, row: int) -> Any:
        """The row, from its page; the page is fetched if it is not held."""
        number, within = divmod(row, self._page)
        if number not in self._pages:
            self._pages[number] = self._fetch(self._ids[number * self._page : (number + 1) * self._page])
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number][within]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.says(self.line(index.row()), self._tongue)
        if column.look and role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ForegroundRole):
            return column.look(self.line(index.row()), role)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._tongue(self.columns[section].title) if orientation == Qt.Orientation.Horizontal else section + 1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.order_wanted.emit(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)

    def _language_changed(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._ids:  # the rows that are held speak every language
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))
