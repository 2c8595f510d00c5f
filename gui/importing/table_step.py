"""Step 2: which sheets, and where their header stands: the sheet as it is, a click on a row moves the header there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QTableView, QVBoxLayout, QWidget

from audit.model import FileKind
from gui import words as common
from gui.frame import Frame
from gui.importing import words
from gui.importing.draft import Draft
from gui.importing.lists import GridModel
from gui.masking import masked_grid
from gui.parts import button, label, named
from gui.tables import table

if TYPE_CHECKING:
    from audit.intake.look import SheetLook


class TableStep(QWidget):
    look_again = Signal(object)  # a Draft whose header, kind or sheets were changed

    def __init__(self, frame: Frame, drafts: list[Draft]):
        super().__init__()
        self._frame, self._drafts, say = frame, drafts, frame.tongue
        self._shown: list[tuple[Draft, SheetLook]] = []
        self._filling = False
        self.sheets = QListWidget()
        self.sheets.setFixedWidth(290)
        self.sheets.setWordWrap(True)
        self.sheets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named(self.sheets, say, words.SHEETS)
        self.sheets.currentRowChanged.connect(self._show)
        self.use = QCheckBox()
        say.say(self.use.setText, words.USE_SHEET)
        self.use.toggled.connect(self._use)
        self.kind = QComboBox()
        named(self.kind, say, words.KIND_AS)
        self.kind.activated.connect(self._kind)
        self.encoding, self.encoding_label = QComboBox(), label("field")
        named(self.encoding, say, words.ENCODING)
        self.encoding.activated.connect(self._encode)
        say.say(self.encoding_label.setText, words.ENCODING)
        self.told, self.form = label(wrap=True), label("field")
        self.grid = GridModel(frame)
        self.view: QTableView = table(self.grid, (), say, words.PREVIEW)
        self.view.verticalHeader().setVisible(True)
        self.view.setShowGrid(True)
        self.view.horizontalHeader().setStretchLastSection(False)
        self.view.horizontalHeader().setDefaultSectionSize(110)
        self.view.clicked.connect(lambda index: self._point(index.row() + 1))
        for key in ("Return", "Space"):
            point = QShortcut(QKeySequence(key), self.view, self._point_here)
            point.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.here = button(say, words.THIS_IS_HEADER, self._point_here)
        self.auto = button(say, words.RECOGNISE_AGAIN, self._forget)
        self._lay_out()
        say.changed.connect(self._speak)
        self._speak()

    def _lay_out(self) -> None:
        side, main, line = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        caption, as_ = label("heading"), label("field")
        self._frame.tongue.say(caption.setText, words.SHEETS)
        self._frame.tongue.say(as_.setText, words.KIND_AS)
        side.addWidget(caption)
        side.addWidget(self.sheets, 1)
        for each in (self.use, as_, self.kind, self.encoding_label, self.encoding, self.form):
            line.addWidget(each)
        line.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.here)
        foot.addWidget(self.auto)
        main.addLayout(line)
        main.addWidget(self.view, 1)
        main.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addLayout(side)
        whole.addLayout(main, 1)

    def show_drafts(self) -> None:
        """Every sheet of every file that can be read at all."""
        at = self.sheets.currentRow()
        self._filling = True
        self.sheets.clear()
        self._shown = [(draft, sheet) for draft in self._drafts if draft.look and not draft.already for sheet in draft.look.sheets]
        several = len({draft.path for draft, _ in self._shown}) > 1
        for draft, sheet in self._shown:
            self.sheets.addItem(QListWidgetItem(self._line(draft, sheet, several)))
        self._filling = False
        if self._shown:
            self.sheets.setCurrentRow(min(max(at, 0), len(self._shown) - 1))
        self._show()

    def _line(self, draft: Draft, sheet: SheetLook, several: bool) -> str:
        say = self._frame.tongue
        name = sheet.name or draft.path.name
        if several and sheet.name:
            name = f"{draft.path.stem} › {sheet.name}"
        skipped = sheet.name in draft.skip
        mark = "☐" if skipped else "☑" if sheet.tables else "–"
        rows = sum(t.rows for t in sheet.tables)
        said = say(words.SHEET, name=name, rows=f"{rows:,}") if sheet.tables else f"{name}  {say(words.NO_TABLE)}"
        return f"{mark} {said}"

    def _at(self) -> tuple[Draft, SheetLook] | None:
        row = self.sheets.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show(self, _row: int = 0) -> None:
        at = self._at()
        if self._filling or at is None:
            return
        draft, sheet = at
        self._filling = True
        first = sheet.tables[0] if sheet.tables else None
        grid = masked_grid(sheet) if self._frame.masked else sheet.grid
        self.grid.put(grid, first.header_top if first else 0, first.header_row if first else draft.header_rows.get(sheet.name, 0))
        self.use.setChecked(sheet.name not in draft.skip)
        self.use.setEnabled(bool(sheet.tables) or sheet.name in draft.skip)
        self.kind.setCurrentIndex(max(0, self.kind.findData(draft.kind)))
        self._filling = False
        self._tell(draft, sheet)
        if first:
            self.view.scrollTo(self.grid.index(max(0, first.header_top - 2), 0))

    def _tell(self, draft: Draft, sheet: SheetLook) -> None:
        say, look = self._frame.tongue, draft.look
        said = []
        if sheet.hidden:
            said.append(say(words.HIDDEN))
        if sheet.tables:
            first = sheet.tables[0]
            said.append(say(words.HEADER_AT, row=first.header_row))
            kind = say(common.KINDS[first.kind])
            said.append(say(words.RESULT, rows=f"{sum(t.rows for t in sheet.tables):,}", kind=kind))
        else:
            said.append(say(words.NO_HEADER))
        if look and look.unfit:
            said.insert(0, say(words.UNFIT, count=f"{look.unfit:,}", encoding=look.encoding.upper()))
        self.told.setText(" ".join(said))
        self._tell_text(draft)
        self.auto.setEnabled(sheet.name in draft.header_rows)

    def _tell_text(self, draft: Draft) -> None:
        """Encoding and separator, of a text file only."""
        say, look = self._frame.tongue, draft.look
        text = bool(look and look.encoding)
        for each in (self.encoding_label, self.encoding, self.form):
            each.setVisible(text)
        if not look or not text:
            return
        self.form.setText(say(words.TEXT_FORM, delimiter={"\t": "Tab"}.get(look.delimiter, look.delimiter)))
        auto = say(words.ENCODING_AUTO_BARE) if draft.encoding else say(words.ENCODING_AUTO, encoding=look.encoding.upper())
        self.encoding.clear()
        self.encoding.addItem(auto, "")
        for name, title in words.ENCODINGS:
            self.encoding.addItem(say(title), name)
        self.encoding.setCurrentIndex(max(0, self.encoding.findData(draft.encoding)))

    # what is done

    def _use(self, on: bool) -> None:
        at = self._at()
        if self._filling or at is None:
            return
        draft, sheet = at
        (draft.skip.discard if on else draft.skip.add)(sheet.name)
        self.look_again.emit(draft)

    def _kind(self, _index: int) -> None:
        at = self._at()
        if at:
            chosen = self.kind.currentData()  # Qt hands back a plain text
            at[0].kind = FileKind(chosen) if chosen else None
            self.look_again.emit(at[0])

    def _encode(self, _index: int) -> None:
        at = self._at()
        if at and at[0].encoding != self.encoding.currentData():
            at[0].encoding = self.encoding.currentData()
            at[0].columns.clear()  # they go by headers, which read otherwise now
            self.look_again.emit(at[0])

    def _point_here(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self._point(index.row() + 1)

    def _point(self, row: int) -> None:
        at = self._at()
        if at is None or row == self.grid.header_row or not any(self.grid.grid[row - 1]):
            return
        draft, sheet = at
        draft.header_rows[sheet.name] = row
        draft.columns.pop(sheet.name, None)
        self.look_again.emit(draft)

    def _forget(self) -> None:
        at = self._at()
        if at and at[0].header_rows.pop(at[1].name, None):
            self.look_again.emit(at[0])

    def _speak(self) -> None:
        say, chosen = self._frame.tongue, self.kind.currentData()
        self.kind.clear()
        self.kind.addItem(say(words.KIND_AUTO), None)
        for kind in FileKind:
            self.kind.addItem(say(common.KINDS[kind]), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        if self._shown:
            self.show_drafts()
