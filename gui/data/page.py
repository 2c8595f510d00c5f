"""DataPage: the visits of the project: sorted, filtered and found in the store, paged in as they are scrolled to."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from audit.model import Progress, Text
from audit.store.nouns import View, VisitMark
from audit.store.where import Condition, Order, Where
from gui.data import words
from gui.data.columns import COLUMNS, Line
from gui.data.details import Details
from gui.data.filter_panel import FilterPanel
from gui.data.grid import Grid, VisitTable, as_html, as_text
from gui.masking import masked_value
from gui.page import DECISIONS, FINDINGS, IMPORTS, MASKING, PROJECT, Page
from gui.parts import button, label, named
from gui.tasks import Task

TYPING_MS = 300
COPY_PAGE = 500
TABLE = "visits"


class DataPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, FINDINGS, DECISIONS, MASKING})

    def build(self) -> None:
        frame, say = self.frame, self.say
        self.filters: dict[str, tuple[Where, ...]] = {}
        self.given: tuple[Condition, ...] = ()  # what another page asked to be shown
        self.given_title = Text("", "")
        self.only: Sequence[int] | None = None
        self.order: list[tuple[str, bool]] = []
        self._task: Task | None = None
        self._total = 0
        self._run: int | None = None
        self._keep: int | None = None
        self._views: tuple[View, ...] = ()
        self.model = VisitTable(frame, self._fetch)
        self.grid = Grid(frame, self.model)
        self.panel, self.details = FilterPanel(frame), Details(frame)
        self._bar()
        self.chips = QWidget()
        self._chip_line = QHBoxLayout(self.chips)
        self._chip_line.setContentsMargins(0, 0, 0, 0)
        self._chip_line.setSpacing(6)
        self.body.addWidget(self.chips)
        self.side = QStackedWidget()
        self.side.setFixedWidth(310)
        self.choose = self._chooser()
        for each in (self.details, self.panel, self.choose):
            self.side.addWidget(each)
        self.empty = self._empty()
        self.states = QStackedWidget()
        self.states.addWidget(self.grid)
        self.states.addWidget(self.empty)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.states, 1)
        line.addWidget(self.side)
        self.body.addLayout(line, 1)
        self.side.setVisible(frame.settings.text("data_side", "1") == "1")
        self._connect()
        for number, column in enumerate(COLUMNS):
            self.grid.show_column(number, column.shown)
        say.changed.connect(self.grid.set_widths)

    def _bar(self) -> None:
        say = self.say
        self.text = QLineEdit()
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(230)
        say.say(self.text.setPlaceholderText, words.FIND)
        named(self.text, say, words.FIND_NAME)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.ask)
        self.text.textChanged.connect(self._typing.start)
        self.text.returnPressed.connect(self.ask)
        self.views = QComboBox()
        self.views.setProperty("data", True)
        self.views.setMinimumWidth(130)
        named(self.views, say, words.VIEWS)
        self.views.activated.connect(self._choose_view)
        self.view_name = QLineEdit()
        self.view_name.setMaximumWidth(130)
        say.say(self.view_name.setPlaceholderText, words.VIEW_NAME)
        named(self.view_name, say, words.VIEW_NAME)
        self.view_name.returnPressed.connect(self._save_view)
        self.save_view = button(say, words.SAVE_VIEW, self._save_view)
        self.forget = button(say, words.FORGET_VIEW, self._forget_view)
        self.columns = button(say, words.COLUMNS, lambda: self._side(2))
        self.show_details = button(say, words.DETAILS, lambda: self._side(0))
        self.head.setStretch(1, 0)
        self.head.addStretch(1)
        for each in (self.text, self.views, self.view_name, self.save_view, self.forget, self.columns, self.show_details):
            self.head.addWidget(each)

    def _connect(self) -> None:
        grid, panel = self.grid, self.panel
        for head in (grid.head, grid.frozen_head):
            head.sort_wanted.connect(self._sort_header)
            head.filter_wanted.connect(self.filter_column)
        grid.opened.connect(self._open)
        grid.scrolled_to.connect(self._show_details)
        panel.sort_wanted.connect(self._sort)
        panel.values_wanted.connect(self._values)
        panel.applied.connect(self._apply)
        panel.freeze_wanted.connect(grid.freeze)
        panel.hide_wanted.connect(self._hide)
        panel.closed.connect(lambda: self._side(0))
        grid.selectionModel().selectionChanged.connect(self._selected)
        copy = self.key("Ctrl+C", words.COPY, self.copy)
        only = self.key("Ctrl+Return", words.ONLY_THIS, self.only_this)
        look = self.key("Ctrl+G", words.TO_REVIEW, lambda: self._open(grid.currentIndex().row()))
        grid.offer((copy, only, look))
        self.key("Alt+Down", words.OPEN_FILTER, lambda: self.filter_column(max(1, grid.currentIndex().column())))
        self.key("F4", words.OPEN_FILTER, lambda: self.filter_column(max(1, grid.currentIndex().column())))
        self.key("Ctrl+Shift+S", words.SORT, lambda: self._sort_header(max(1, grid.currentIndex().column()), False))
        self.key("Ctrl+Shift+L", words.CLEAR, self.clear)
        self.key("Ctrl+D", words.NEXT_VIEW, lambda: self._side(0))

    def _empty(self) -> QWidget:
        box = QFrame()
        box.setObjectName("card")
        inside = QVBoxLayout(box)
        self.why = label("muted")
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.to_import = button(self.say, words.TO_IMPORT, lambda: self.frame.go("import"))
        self.clear_all = button(self.say, words.CLEAR, self.clear)
        inside.addStretch(1)
        inside.addWidget(self.why)
        for each in (self.to_import, self.clear_all):
            inside.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(2)
        return box

    def _chooser(self) -> QFrame:
        box = QFrame()
        box.setObjectName("card")
        inside, title = QVBoxLayout(box), label("heading")
        self.say.say(title.setText, words.COLUMNS_TITLE)
        self.column_list = QListWidget()
        named(self.column_list, self.say, words.COLUMNS_TITLE)
        self.column_list.itemChanged.connect(self._column_ticked)
        inside.addWidget(title)
        inside.addWidget(self.column_list, 1)
        inside.addWidget(button(self.say, words.CLOSE, lambda: self._side(0)))
        return box

    # what is shown

    def refresh(self) -> None:
        project = self.frame.project
        if project is None:
            self.model.set_ids(())
            self._states()
            return
        run = self.frame.store.last_run(project)
        self._run = run.id if run else None
        self._fill_views()
        self.panel.again()
        self.ask()

    def conditions(self, *, but: str = "") -> list[Condition]:
        """All that is asked now; without what is asked of field `but`."""
        asked: list[Condition] = [*self.given]
        for field, conditions in self.filters.items():
            if field != but:
                asked += conditions
        if words_ := self.text.text().strip():
            asked.append(Where("", "text", words_))
        return asked

    def ask(self) -> None:
        """Have the ids found anew; the row that is chosen stays chosen if it is still among them."""
        self._typing.stop()
        if self.frame.project is None:
            return
        current = self.grid.currentIndex()
        self._keep = self.model.id_at(current.row()) if current.isValid() and current.row() < self.model.rowCount() else None
        if self._task:
            self._task.cancel()
        order = [Order(field, down) for field, down in self.order]
        self._task = self.frame.ask(self._find(self.frame.project, self.conditions(), order), self._found)
        self.model.order, self.model.filtered = self.order, {f for f, c in self.filters.items() if c}
        self.model.headers_changed()
        self._fill_chips()

    def _find(self, project: int, where: list[Condition], order: list[Order]) -> Generator[Progress, None, tuple[int, Any]]:
        yield Progress(words.TITLE, 0, None)
        store = self.frame.store
        ids: Any = store.visit_ids(project, where, order)
        total = len(ids) if not where else len(store.visit_ids(project))
        if self.only is not None:
            wanted = set(self.only)
            ids = [number for number in ids if number in wanted]
        return total, ids

    def _found(self, answer: tuple[int, Any]) -> None:
        self._total, ids = answer
        column = max(0, self.grid.currentIndex().column())
        self.model.set_ids(ids)
        row = self.model.row_of(self._keep) if self._keep is not None else None
        if len(ids):
            self.grid.setCurrentIndex(self.model.index(row or 0, column))
        self._show_details(row or 0)
        self._states()

    def _fetch(self, ids: Sequence[int]) -> list[Line]:
        store, masked = self.frame.store, self.frame.masked
        visits = store.visits_by_id(ids)
        marks = store.marks(self._run, ids) if self._run is not None else {}
        blank = VisitMark()
        return [
            Line(number, visit, (marks.get(number) or blank) if self._run is not None else None, masked=masked)
            for number, visit in zip(ids, visits, strict=True)
        ]

    def _plain(self, ids: Sequence[int]) -> list[Line]:
        """Rows without their marks."""
        visits = self.frame.store.visits_by_id(ids)
        return [Line(number, visit, None, masked=self.frame.masked) for number, visit in zip(ids, visits, strict=True)]

    def _states(self) -> None:
        rows, say = self.model.rowCount(), self.say
        self.states.setCurrentIndex(0 if rows else 1)
        self.why.setText(say(words.NO_MATCH if self._total else words.NO_ROWS))
        self.to_import.setVisible(not self._total)
        self.clear_all.setVisible(bool(self._total))
        counted = words.COUNT if rows == self._total else words.COUNT_OF
        self.subtitle.setText(say(counted, count=f"{rows:,}", total=f"{self._total:,}"))

    def _show_details(self, row: int) -> None:
        if self.side.isVisible() or not self.isVisible():
            self.details.show_line(self.model.line(row) if row < self.model.rowCount() else None)

    def _selected(self) -> None:
        cells = self.grid.chosen_cells()
        if cells > 1:
            self.subtitle.setText(self.say(words.SELECTED, count=f"{cells:,}"))
        elif self.subtitle.text() and cells == 1:
            self._states()

    # chips, sides, columns

    def _fill_chips(self) -> None:
        line = self._chip_line
        while (item := line.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        chips: list[tuple[str, object]] = []
        if self.given or self.only is not None:
            chips.append((f"{self.say(self.given_title) or '…'} ✕", self._clear_given))
        for field, conditions in self.filters.items():
            if conditions:
                name = self.say(next(c.title for c in COLUMNS if c.field == field))
                said = "，".join(self._said(field, c) for c in conditions)
                chips.append((self.say(words.CHIP, column=name, said=said), partial(self._apply, field, ())))
        if self.text.text().strip():
            chips.append((self.say(words.FOUND_CHIP, said=self.text.text().strip()), self.text.clear))
        for text, clear in chips:
            chip = QPushButton(text if len(text) < 60 else text[:56] + "… ✕")
            chip.setObjectName("chip")
            chip.setProperty("data", True)
            chip.setToolTip(self.say(words.CHIP_TIP))
            chip.clicked.connect(lambda _=False, clear=clear: clear())
            line.addWidget(chip)
        line.addStretch(1)
        self.chips.setVisible(bool(chips))

    def _said(self, field: str, condition: Where) -> str:
        say = self.say
        if condition.op == "in":
            values = [str(v) if v not in (None, "") else say(words.EMPTY) for v in cast("tuple[object, ...]", condition.value)]
            if not values:
                return say(words.NONE)
            if self.frame.masked:
                values[0] = masked_value(field, values[0])
            return values[0] if len(values) == 1 else say(words.VALUES_SAID, first=values[0], count=len(values))
        value = "" if condition.value is None else f" {condition.value}"
        return f"{say(words.OPS[condition.op])}{value}"

    def _side(self, which: int) -> None:
        """Show the details, the filter or the columns; the same again hides it."""
        again = self.side.isVisible() and self.side.currentIndex() == which and which != 1
        self.side.setCurrentIndex(which)
        self.side.setVisible(not again)
        self.frame.settings.set("data_side", int(not again))
        if which == 2:
            self._fill_columns()
        if which == 0 and not again:
            self._show_details(max(0, self.grid.currentIndex().row()))
            self.grid.setFocus()

    def filter_column(self, number: int) -> None:
        """Open the filter of a column."""
        self.side.setCurrentIndex(1)
        self.side.show()
        self.panel.open_at(number, self.filters.get(COLUMNS[number].field, ()))

    def _fill_columns(self) -> None:
        self.column_list.blockSignals(True)
        self.column_list.clear()
        for number, column in enumerate(COLUMNS[1:], 1):
            item = QListWidgetItem(self.say(column.title))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if self.grid.isColumnHidden(number) else Qt.CheckState.Checked)
            self.column_list.addItem(item)
        self.column_list.blockSignals(False)

    def _column_ticked(self, item: QListWidgetItem) -> None:
        self.grid.show_column(self.column_list.row(item) + 1, item.checkState() == Qt.CheckState.Checked)

    def _hide(self, number: int) -> None:
        self.grid.show_column(number, False)
        self._side(0)

    # asking

    def _sort_header(self, number: int, more: bool) -> None:
        field = COLUMNS[number].field
        now = dict(self.order).get(field)
        if now is None:
            self.order = [*(self.order if more else []), (field, False)]
        elif now is False:
            self.order = [(f, True if f == field else d) for f, d in self.order] if more else [(field, True)]
        else:
            self.order = [(f, d) for f, d in self.order if f != field] if more else []
        self.ask()

    def _sort(self, number: int, descending: bool, more: bool) -> None:
        field = COLUMNS[number].field
        rest = [(f, d) for f, d in self.order if f != field] if more else []
        self.order = [*rest, (field, descending)]
        self.ask()

    def _values(self, field: str, search: str) -> None:
        project = self.frame.project
        if project is None:
            return
        where = self.conditions(but=self.panel.column.field)

        def shown(found: Any) -> None:
            if self.panel.column.listed == field and self.panel.search.text().strip() == search:
                self.panel.show_values(found)

        self.frame.read(lambda: self.frame.store.values(project, field, where, search), shown)

    def _apply(self, field: str, conditions: tuple[Where, ...]) -> None:
        if conditions:
            self.filters[field] = conditions
        else:
            self.filters.pop(field, None)
        self.ask()

    def only_this(self) -> None:
        """Filter by what stands in the chosen cell."""
        at = self.grid.currentIndex()
        column, line = COLUMNS[max(at.column(), 0)], self.model.line(at.row()) if at.isValid() else None
        if line is None or not column.field or not column.filters:
            return
        held = line.raw.source if column.field in ("file", "sheet", "row") else line.raw
        value = getattr(held, column.field)
        values = value if isinstance(value, tuple) else (value,)
        blank = not values or values[0] in (None, "")
        self._apply(column.field, (Where(column.field, "empty") if blank else Where(column.listed, "in", values),))

    def _clear_given(self) -> None:
        self.given, self.only, self.given_title = (), None, Text("", "")
        self.ask()

    def clear(self) -> None:
        """All data again."""
        self.filters.clear()
        self.given, self.only = (), None
        self.text.clear()
        self.ask()

    # views

    def _fill_views(self) -> None:
        project = self.frame.project
        chosen = self.views.currentText()
        self._views = self.frame.store.views(project, TABLE) if project is not None else ()
        self.views.clear()
        self.views.addItem(self.say(words.ALL_ROWS))
        for view in self._views:
            self.views.addItem(view.name)
        self.views.setCurrentIndex(max(0, self.views.findText(chosen)))
        self.forget.setEnabled(self.views.currentIndex() > 0)

    def _choose_view(self, at: int) -> None:
        view = self._views[at - 1] if at else View("")
        self.filters = {}
        for condition in view.where:
            if isinstance(condition, Where) and condition.field:
                field = next((c.field for c in COLUMNS if c.listed == condition.field), condition.field)
                self.filters[field] = (*self.filters.get(field, ()), condition)
        self.order = [(o.field, o.descending) for o in view.order]
        shown = set(view.columns) or {c.field for c in COLUMNS if c.shown}
        for number, column in enumerate(COLUMNS):
            self.grid.show_column(number, column.field in shown or number == 0)
        self.grid.freeze(int(str(view.layout.get("frozen", 0))))
        found = next((c for c in view.where if isinstance(c, Where) and c.op == "text"), None)
        self.text.setText(str(found.value) if found else "")
        self.forget.setEnabled(at > 0)
        self.ask()

    def _save_view(self) -> None:
        project, name = self.frame.project, self.view_name.text().strip() or self.views.currentText()
        if project is None or not name or name == self.say(words.ALL_ROWS):
            self.view_name.setFocus()
            return
        columns = tuple(c.field for n, c in enumerate(COLUMNS) if not self.grid.isColumnHidden(n))
        order = tuple(Order(field, down) for field, down in self.order)
        version = next((v.version for v in self._views if v.name == name), 0)
        view = View(name, tuple(self.conditions()), order, columns, {"frozen": self.grid.frozen_count}, version)

        def saved(_: object) -> None:
            self.view_name.clear()
            self._fill_views()
            self.views.setCurrentIndex(max(0, self.views.findText(name)))
            self.forget.setEnabled(True)
            self.frame.tell(words.VIEW_SAVED.format(name=name))

        self.frame.write(lambda: self.frame.store.save_view(project, TABLE, view), saved)

    def _forget_view(self) -> None:
        project, name = self.frame.project, self.views.currentText()
        if project is not None and self.views.currentIndex() > 0:
            self.frame.write(lambda: self.frame.store.forget_view(project, TABLE, name), lambda _: self._fill_views())

    # copying, opening

    def copy(self) -> None:
        """The chosen cells to the clipboard, as text and as a table that keeps long numbers."""
        cells, columns = self.grid.chosen_cells(), self.grid.chosen_columns()
        if cells:
            parts = [(part.top(), part.bottom()) for part in self.grid.parts()]
            self.frame.ask(self._cells(parts, self.model.ids, columns), partial(self._copied, cells))

    def _cells(
        self, parts: list[tuple[int, int]], all_ids: Sequence[int], columns: list[int]
    ) -> Generator[Progress, None, tuple[str, str]]:
        """What is chosen, as text and as a table. On the lane: it may be a hundred thousand rows."""
        say, found = self.say, list[list[str]]()
        ids = [all_ids[row] for row in sorted({row for top, bottom in parts for row in range(top, bottom + 1)})]
        if len(ids) > 1:
            found.append([say(COLUMNS[c].title) for c in columns])
        for start in range(0, len(ids), COPY_PAGE):
            yield Progress(words.COPY, start, len(ids))
            page = ids[start : start + COPY_PAGE]
            lines = self._fetch(page) if 0 in columns else self._plain(page)
            found += [[COLUMNS[c].says(line, say) for c in columns] for line in lines]
        return as_text(found), as_html(found)

    def _copied(self, cells: int, made: tuple[str, str]) -> None:
        data = QMimeData()
        data.setText(made[0])
        data.setHtml(made[1])
        QApplication.clipboard().setMimeData(data)
        self.frame.tell(words.COPIED.format(count=f"{cells:,}"))

    def _open(self, row: int) -> None:
        if not 0 <= row < self.model.rowCount():
            return
        line = self.model.line(row)
        which = line.raw.case_id or line.raw.visit_id
        self.frame.go("review", where=(Where("visit", "=", line.id),), title=Text(f"外访 {which}", f"Visit {which}"))

    # the page

    def arrive(self, what: Mapping[str, Any]) -> None:
        self.filters.clear()
        self.text.clear()
        self.given = tuple(what.get("where", ()))
        self.only = what.get("ids")
        self.given_title = what.get("title") or words.TITLE
        self.ask()

    def search(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def other_side(self) -> None:
        side = self.side.currentWidget() if self.side.isVisible() else None
        target = (
            self.grid
            if side is None or not self.grid.hasFocus()
            else {0: self.details.text, 1: self.panel.search}.get(self.side.currentIndex(), self.column_list)
        )
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_first(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def speak(self) -> None:
        self._states()
        self._fill_views()
        self._fill_chips()
        self._fill_columns()
        self._show_details(max(0, self.grid.currentIndex().row()))

    def restyle(self) -> None:
        self.grid.viewport().update()
        self.grid.head.viewport().update()
        self._show_details(max(0, self.grid.currentIndex().row()))

    def poses(self) -> Iterator[str]:
        yield ""
        self._sort_header(1, False)
        self._sort_header(4, True)
        self._apply("agency", (Where("agency", "contains", "资产"),))
        self.grid.freeze(6)
        self.filter_column(7)
        yield "filter"
        self.clear()
        self.grid.freeze(0)
        self._side(2)
        yield "columns"
        self._side(0)
        self.text.setText("不存在的字句")
        self.ask()
        yield "no-match"
        self.clear()
