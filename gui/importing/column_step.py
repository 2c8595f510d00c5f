"""Step 3: what each column means: sample values, how sure it is, chosen from a list or dragged; kept as the agency's template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from audit.model import FIELDS, Text, Visit
from gui import words as common
from gui.frame import Frame
from gui.importing import words
from gui.importing.draft import Draft
from gui.importing.lists import ListModel
from gui.masking import masked_cell, masked_visit
from gui.parts import button, label, named
from gui.tables import table

if TYPE_CHECKING:
    from audit.intake.look import ColumnLook, SheetLook, TableLook

MIME = "application/x-visit-field"
#: What the first rows show, in this order.
SHOWN = (
    "case_id",
    "borrower_name",
    "visit_date",
    "start_time",
    "end_time",
    "visitors",
    "visit_address",
    "person_met",
    "outcome",
    "account",
)


class Fields(QListWidget):
    """Our fields; each can be dragged onto a column."""

    def __init__(self) -> None:
        super().__init__()
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, str(items[0].data(Qt.ItemDataRole.UserRole)).encode())
        return data


class Columns(QTableWidget):
    """The file's columns, one a row; a field that is dropped on one gives it its meaning."""

    dropped = Signal(int, str)

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.rowAt(event.position().toPoint().y()) >= 0:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        if row >= 0:
            event.acceptProposedAction()
            self.dropped.emit(row, bytes(event.mimeData().data(MIME).data()).decode())


class ColumnStep(QWidget):
    look_again = Signal(object)

    def __init__(self, frame: Frame, drafts: list[Draft]):
        super().__init__()
        self._frame, self._drafts, say = frame, drafts, frame.tongue
        self._tables: list[tuple[Draft, SheetLook, TableLook]] = []
        self._filling = False
        self._offered = QStandardItemModel(self)
        self.which = QComboBox()
        self.which.setProperty("data", True)
        named(self.which, say, words.TABLE_OF)
        self.which.activated.connect(self._show)
        self.by_template = label("badge")
        self.missing = label(wrap=True)
        self.fields, self.columns = Fields(), Columns()
        named(self.fields, say, words.FIELDS)
        named(self.columns, say, words.MEANS)
        self.columns.dropped.connect(self._dropped)
        self.columns.verticalHeader().setVisible(False)
        self.columns.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.columns.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.columns.setShowGrid(False)
        self.columns.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.columns.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.columns.setTabKeyNavigation(False)
        self.columns.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 22)
        self.name = QLineEdit()
        named(self.name, say, words.TEMPLATE_NAME)
        self.save = button(say, words.SAVE_AS, self._save)
        self.first = ListModel(frame, (), self._said)
        self._shown_fields: tuple[str, ...] = ()
        self.rows = table(self.first, (), say, words.FIRST_ROWS)
        self.rows.horizontalHeader().setStretchLastSection(False)
        self.rows.setMaximumHeight(136)
        self._lay_out()
        say.changed.connect(self._speak)

    def _lay_out(self) -> None:
        say = self._frame.tongue
        top, middle, left, right, foot = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        top.addWidget(self.which, 2)
        top.addWidget(self.by_template)
        top.addWidget(self.missing, 3)
        top.addStretch(0)
        top.addWidget(self.name, 1)
        top.addWidget(self.save)
        caption, rows = label("heading"), label("heading")
        say.say(caption.setText, words.FIELDS)
        say.say(rows.setText, words.FIRST_ROWS)
        self.fields.setFixedWidth(280)
        left.addWidget(caption)
        left.addWidget(self.fields, 1)
        right.addWidget(self.columns, 1)
        middle.setSpacing(14)
        middle.addLayout(left)
        middle.addLayout(right, 1)
        foot.addWidget(rows)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)
        whole.addWidget(self.rows)

    def show_drafts(self) -> None:
        at = self.which.currentIndex()
        self._tables = [(d, sheet, t) for d in self._drafts if d.usable for sheet, t in d.tables()]
        self.which.clear()
        for draft, sheet, _ in self._tables:
            self.which.addItem(f"{draft.path.name} › {sheet.name}" if sheet.name else draft.path.name)
        if self._tables:
            self.which.setCurrentIndex(min(max(at, 0), len(self._tables) - 1))
        self._show()

    def _at(self) -> tuple[Draft, SheetLook, TableLook] | None:
        at = self.which.currentIndex()
        return self._tables[at] if 0 <= at < len(self._tables) else None

    def _name(self, field: str) -> Text:
        from reports.fieldnames import FIELD_NAMES

        name = common.FIELDS.get(field) or FIELD_NAMES.get(field) or Text(field, field)
        return Text(name.zh, name.en[:1].upper() + name.en[1:])

    # what is shown

    def _show(self, _index: int = 0) -> None:
        at = self._at()
        if at is None:
            self.columns.setRowCount(0)
            self.fields.clear()
            self.first.put(())
            return
        from audit.intake.look import fields_of, needed

        draft, sheet, found = at
        own = draft.columns.get(sheet.name, {})
        columns = draft.report_of(sheet, found).columns
        offered = [f for f in (FIELDS if found.kind.value == "visits" else ()) if f in fields_of(found.kind)]
        offered += [f for f in fields_of(found.kind) if f not in offered]
        must = needed(found.kind)
        self._filling = True
        self._fill_columns(found, own, columns, offered)
        self._fill_fields(columns, offered, must)
        self._filling = False
        self.by_template.setVisible(bool(found.template))
        self.by_template.setText(self._frame.tongue(words.OF_TEMPLATE, name=found.template))
        self._tell_missing(columns, must)
        if not self.name.isModified():
            self.name.setText(self._suggested(draft))
        self._show_first(draft, found, set(columns.values()))

    def _show_first(self, draft: Draft, found: TableLook, filled: set[str | None]) -> None:
        """The first records of this file as the import will store them."""
        order = [*SHOWN, *(f for f in FIELDS if f not in SHOWN), *sorted(f for f in filled if f and f not in FIELDS)]
        self._shown_fields = tuple(f for f in order if f in filled)
        of_kind = {"visits": "Visit", "cases": "CaseFile", "staff": "StaffMember"}[found.kind.value]
        records = [r for r in (draft.look.first if draft.look else ()) if type(r).__name__ == of_kind]
        self.first.retitle([self._name(field) for field in self._shown_fields])
        self.first.put(records[:5])
        metrics = self.rows.fontMetrics()
        letter = metrics.horizontalAdvance("0")
        for at, field in enumerate(self._shown_fields):
            least = letter * (60 if field == "account" else 26 if "address" in field else 14)
            self.rows.setColumnWidth(
                at, max(least, int(metrics.horizontalAdvance(self._frame.tongue(self._name(field))) * 1.1) + 20)
            )  # headers are bold

    def _fill_columns(self, found: TableLook, own: dict[str, str | None], columns: Any, offered: Sequence[str]) -> None:
        say = self._frame.tongue
        self.columns.setHorizontalHeaderLabels([say(t) for t in (words.COLUMN, words.SAMPLES, words.MEANS, words.SURE)])
        self._offer(offered)
        self.columns.setRowCount(len(found.columns))
        for row, column in enumerate(found.columns):
            field = columns[column.header]
            samples = "  |  ".join(masked_cell(field, s) if self._frame.masked else s for s in column.samples)
            for at, text in enumerate((column.header, samples.replace("\n", " "))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.columns.setItem(row, at, item)
            self.columns.setCellWidget(row, 2, self._choice(row, column, field))
            self.columns.setItem(row, 3, self._sure(column, field, column.header in own))
        letter = self.fontMetrics().horizontalAdvance("0")
        for at, width in enumerate((24, 46, 26, 12)):
            self.columns.setColumnWidth(at, width * letter + 16)
        head = self.columns.horizontalHeader()
        head.setStretchLastSection(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.columns.executeDelayedItemsLayout()  # else the lists of rows not yet laid out stand in the first
        self.columns.updateEditorGeometries()

    def _offer(self, offered: Sequence[str]) -> None:
        """One list for the boxes of all columns: thirty boxes of forty lines each take a tenth of a second."""
        self._offered.clear()
        for name in (None, *offered):
            item = QStandardItem(self._frame.tongue(self._name(name) if name else words.KEPT))
            item.setData(name, Qt.ItemDataRole.UserRole)
            self._offered.appendRow(item)

    def _choice(self, row: int, column: ColumnLook, field: str | None) -> QComboBox:
        say, box = self._frame.tongue, _Quiet()
        box.setProperty("data", True)
        box.setObjectName("cell")
        box.setModel(self._offered)
        box.setCurrentIndex(max(0, box.findData(field)))
        box.setAccessibleName(f"{column.header}: {say(words.MEANS)}")
        box.activated.connect(partial(self._chosen, row, box))
        return box

    def _sure(self, column: ColumnLook, field: str | None, own: bool) -> QTableWidgetItem:
        sure = "own" if own else column.sure if field else "kept"
        item = QTableWidgetItem(self._frame.tongue(words.SURENESS[sure]))
        c = self._frame.colours
        tones = {"high": c.good, "template": c.good, "own": c.accent, "middle": c.review, "low": c.violation}
        item.setForeground(QColor(tones.get(sure, c.muted)))
        return item

    def _fill_fields(self, columns: Any, offered: Sequence[str], must: Sequence[str]) -> None:
        say = self._frame.tongue
        self.fields.clear()
        for field in sorted(offered, key=lambda f: f not in must):
            filled = [header for header, means in columns.items() if means == field]
            said = say(self._name(field)) + (say(words.MUST) if field in must else "")
            if filled:
                said += "  " + say(words.FILLED_BY, columns=say(words.COMMA).join(filled))
            elif field in must:
                said += "  " + say(words.MISSING)
            item = QListWidgetItem(said)
            item.setData(Qt.ItemDataRole.UserRole, field)
            item.setToolTip(said)
            if not filled:
                item.setForeground(QColor(self._frame.colours.violation if field in must else self._frame.colours.muted))
            self.fields.addItem(item)

    def _tell_missing(self, columns: Any, must: Sequence[str]) -> None:
        say, has = self._frame.tongue, set(columns.values())
        if "borrower_name" in has:
            has.add("case_id")
        lacking = [say(self._name(field)) for field in must if field not in has]
        self.missing.setVisible(bool(lacking))
        self.missing.setText(say(words.MISSING_SAY, fields=say(words.COMMA).join(lacking)) if lacking else "")

    def _said(self, record: Any) -> Sequence[tuple[str, str]]:
        if isinstance(record, Visit):
            shown = masked_visit(record) if self._frame.masked else record
            return [(str(shown.as_typed(field)).replace("\n", " "), "") for field in self._shown_fields]
        said = [(field, _plain(record.typed.get(field, getattr(record, field, "")))) for field in self._shown_fields]
        return [(masked_cell(field, text) if self._frame.masked else text, "") for field, text in said]

    # what is done

    def _chosen(self, row: int, box: QComboBox, _index: int) -> None:
        self._means(row, box.currentData())

    def _dropped(self, row: int, field: str) -> None:
        self._means(row, field)

    def _means(self, row: int, field: str | None) -> None:
        at = self._at()
        if self._filling or at is None:
            return
        draft, sheet, found = at
        column = found.columns[row]
        own = draft.columns.setdefault(sheet.name, {})
        if field == column.field:
            own.pop(column.header, None)
        else:
            own[column.header] = field
        self._show()
        self.columns.selectRow(row)
        self.look_again.emit(draft)

    def _suggested(self, draft: Draft) -> str:
        agencies = draft.look.agencies if draft.look else ()
        return f"{agencies[0] if len(agencies) == 1 else draft.path.stem} {date.today().year}"

    def _save(self) -> None:
        at, name = self._at(), self.name.text().strip()
        if at is None or not name:
            return
        draft, sheet, found = at
        from audit.intake.templates import template_from, to_json

        agencies = draft.look.agencies if draft.look else ()
        template = template_from(name, found.kind, draft.report_of(sheet, found), agency=agencies[0] if len(agencies) == 1 else "")
        text = to_json(template)

        def saved(_: object) -> None:
            self.name.setModified(False)
            self._frame.tell(words.SAVED.format(name=name))

        self._frame.write(lambda: self._frame.store.keep("template", name, text), saved)

    def _speak(self) -> None:
        if self._tables:
            self._show()


def _plain(value: object) -> str:
    """A value of a case file or register in a table's cell."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(str(getattr(v, "address", None) or getattr(v, "name", None) or v) for v in value)
    return str(value).replace("\n", " ")


class _Quiet(QComboBox):
    """The wheel scrolls the table, not what is chosen."""

    def wheelEvent(self, event: Any) -> None:
        event.ignore()
