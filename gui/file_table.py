"""The list of files to be checked: what each was recognised as, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor

from audit.model import FileKind, Text
from gui import theme, words
from gui.desk import Recognised
from gui.paged_table import Index
from gui.tasks import Failure
from gui.tongue import Tongue


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that was dropped or chosen; neither `read` nor `failure` while it is being read."""

    path: Path
    read: Recognised | None = None
    failure: Failure | None = None

    @property
    def waiting(self) -> bool:
        return self.read is None and self.failure is None

    @property
    def kind(self) -> FileKind | None:
        return self.read.kind if self.read and not self.read.failed else None

    @property
    def trouble(self) -> Text | None:
        """Why nothing can be had from the file."""
        if self.failure:
            return self.failure.text
        if self.read and (self.read.failed or self.read.kind is None):
            return self.read.failed or words.NOT_RECOGNISED
        return None


WIDTHS = ((30, 30), (12, 14), (22, 22), (8, 8), (12, 14), (40, 40))
TITLES = (words.FILE, words.KIND, words.AGENCY, words.ROWS, words.PROBLEM_CELLS, words.STATE)


class FileTable(QAbstractTableModel):
    """A few files in memory; each path stands in it once."""

    def __init__(self, tongue: Tongue, colours: Callable[[], theme.Colours]):
        super().__init__()
        self._tongue, self._colours = tongue, colours
        self.lines: list[FileLine] = []
        tongue.changed.connect(self._language_changed)

    def add(self, path: Path) -> bool:
        """False if the file is in the list already."""
        if any(line.path == path for line in self.lines):
            return False
        self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines))
        self.lines.append(FileLine(path))
        self.endInsertRows()
        return True

    def remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.lines[row]
        self.endRemoveRows()

    def clear(self) -> None:
        self.beginResetModel()
        self.lines.clear()
        self.endResetModel()

    def put(self, path: Path, read: Recognised | None = None, failure: Failure | None = None) -> None:
        """What became of `path`; a file that was removed meanwhile is forgotten."""
        for row, line in enumerate(self.lines):
            if line.path == path:
                self.lines[row] = replace(line, read=read, failure=failure)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(TITLES) - 1))

    def paths(self, kind: FileKind) -> tuple[Path, ...]:
        return tuple(line.path for line in self.lines if line.kind == kind)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(line, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == len(TITLES) - 1:
            if line.trouble:
                return QColor(self._colours().violation)
            return QColor(self._colours().muted if line.waiting else self._colours().good)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._tongue(TITLES[section])
        return None

    def _said(self, line: FileLine, column: int) -> str:
        say, read = self._tongue, line.read
        if column == 0:
            return line.path.name
        if column == len(TITLES) - 1:
            return say(words.MARK_BAD) + say(line.trouble) if line.trouble else say(words.READING if line.waiting else words.READY)
        if read is None or line.kind is None:
            return ""
        kind = say(words.KINDS[line.kind])
        agencies = say(words.NAMES_JOIN).join(read.agencies)
        return (kind, agencies, f"{read.rows:,}", f"{read.problems:,}" if read.problems else say(words.NONE))[column - 1]

    def _language_changed(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(TITLES) - 1)
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(TITLES) - 1))
