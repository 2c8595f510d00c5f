"""DashboardPage: the figures of the last check, by agency, rule, person, month, place and hour; every number opens its rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from audit.store.where import Condition, Where
from gui.dashboard import words
from gui.dashboard.chart import Chart, warm
from gui.dashboard.figures import FigureTable
from gui.dashboard.sheets import Sheet, sheets
from gui.dashboard.tile import Tile
from gui.page import DECISIONS, FINDINGS, IMPORTS, PROJECT, Page
from gui.parts import button, card, label, named
from gui.tasks import Failure

if TYPE_CHECKING:
    from audit.statistics import Dashboard, Show

WITH_CHART = frozenset({"agency", "rule", "person", "month"})
ANY = "\N{NULL}"


class DashboardPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, FINDINGS, DECISIONS})

    def build(self) -> None:
        self._found: Dashboard | None = None
        self._sheets: dict[str, Sheet] = {}
        self._shown = "agency"
        self._asked: tuple[object, ...] = ()
        self._build_head()
        self.tiles = {name: Tile(name, self.say) for name in words.TILES}
        line = QHBoxLayout()
        line.setSpacing(10)
        for tile in self.tiles.values():
            tile.opened.connect(self.open_rows)
            line.addWidget(tile, 1)
        self.table, self.chart = FigureTable(self.frame), Chart(self.frame)
        self.table.opened.connect(self.open_rows)
        self.caption = label("heading")
        box, inside = card()
        inside.addLayout(self._tabs())
        self.picture = QWidget()
        both = QHBoxLayout(self.picture)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(14)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.caption)
        left.addWidget(self.table, 1)
        both.addLayout(left, 6)
        both.addWidget(self.chart, 4)
        inside.addWidget(self.picture, 1)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(line)
        column.addWidget(box, 1)
        self.states = QStackedWidget()
        for each in (work, self._nothing()):
            self.states.addWidget(each)
        self.body.addWidget(self.states, 1)
        self.key("Ctrl+C", words.COPY_TABLE, self.copy_table)
        self.key("Ctrl+Shift+C", words.COPY_PICTURE, self.copy_picture)

    def _build_head(self) -> None:
        self.agency, self.month = QComboBox(), QComboBox()
        for box, text in ((self.agency, words.AGENCY), (self.month, words.MONTH)):
            named(box, self.say, text)
            box.setMinimumWidth(150)
            box.activated.connect(lambda _index: self.refresh())
            self.head.addWidget(box)

    def _tabs(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        self.tabs: dict[str, QPushButton] = {}
        for name, text in words.SHEETS.items():
            tab = QPushButton()
            tab.setObjectName("step")
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tab.setChecked(name == self._shown)
            self.say.say(tab.setText, text)
            tab.clicked.connect(partial(self.show_sheet, name))
            self.tabs[name] = tab
            line.addWidget(tab)
        line.addStretch(1)
        for text, do in ((words.COPY_TABLE, self.copy_table), (words.COPY_PICTURE, self.copy_picture)):
            line.addWidget(button(self.say, text, do))
        return line

    def _nothing(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        said = label("muted", wrap=True)
        self.say.say(said.setText, words.NO_RUN)
        go = button(self.say, words.TO_CHECK, lambda: self.frame.go("check"), "primary")
        column.addWidget(said)
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return empty

    # what is shown

    def refresh(self) -> None:
        project = self.frame.project
        run = self.frame.store.last_run(project) if project is not None else None
        self.states.setCurrentIndex(0 if run else 1)
        for each in (self.agency, self.month):
            each.setVisible(run is not None)
        if run is None:
            return
        if self._asked[:1] != (project,):
            for box in (self.agency, self.month):
                box.clear()
        asked = (project, run.id, self.agency.currentData(), self.month.currentData())
        self._asked, number, where = asked, run.id, self._where()
        self.subtitle.setText(self.say(words.COUNTING))
        self.frame.read(warm, lambda _: self.chart.prepare())
        self.frame.read(lambda: self._count(number, where), partial(self._show, asked), partial(self._failed, asked))

    def _count(self, run: int, where: tuple[Condition, ...]) -> Dashboard:
        from audit.statistics import dashboard

        return dashboard(self.frame.store, run, where)

    def _where(self) -> tuple[Condition, ...]:
        chosen = (("agency", self.agency.currentData()), ("month", self.month.currentData()))
        return tuple(Where(field, "=", value) for field, value in chosen if value not in (None, ANY))

    def _show(self, asked: tuple[object, ...], found: Dashboard) -> None:
        if asked != self._asked:
            return
        self._found = found
        self._sheets = sheets(found, self.frame.desk.title)
        if not self._where():
            self._fill_choices(found)
        self.subtitle.setText("")
        for name, tile in self.tiles.items():
            tile.show_number(found.tiles[name], found.former.get(name) if found.former else None)
        self.show_sheet(self._shown)

    def _failed(self, asked: tuple[object, ...], failure: Failure) -> None:
        if asked == self._asked:
            self.subtitle.setText("")
            self.banner.tell_failure(failure)

    def _fill_choices(self, found: Dashboard) -> None:
        for box, text, values in (
            (self.agency, words.ALL_AGENCIES, [line.key[0] for line in found.by_agency]),
            (self.month, words.ALL_MONTHS, [line.key[0] for line in found.by_month]),
        ):
            kept = box.currentData()
            box.clear()
            box.addItem(self.say(text), ANY)
            for value in values:
                box.addItem(value or self.say(words.NOT_GIVEN), value)
            box.setCurrentIndex(max(box.findData(kept), 0))

    def show_sheet(self, name: str, _checked: bool = False) -> None:
        """One of the six sheets."""
        self._shown = name
        self.tabs[name].setChecked(True)
        if name not in self._sheets:
            return
        sheet = self._sheets[name]
        self.caption.setText(self.say(words.CAPTIONS[name]))
        self.caption.setVisible(name not in WITH_CHART)
        self.table.show_sheet(sheet)
        self.chart.setVisible(name in WITH_CHART)
        if name in WITH_CHART:
            self.chart.show_sheet(sheet)

    def speak(self) -> None:
        if self._found is not None:
            for tile in self.tiles.values():
                tile.speak()
            for box, text in ((self.agency, words.ALL_AGENCIES), (self.month, words.ALL_MONTHS)):
                if box.count():
                    box.setItemText(0, self.say(text))
            self.show_sheet(self._shown)

    def restyle(self) -> None:
        if self._shown in WITH_CHART:
            self.chart.draw()
        self.table.viewport().update()

    # what is done

    def open_rows(self, show: Show) -> None:
        """The findings or visits behind a number; those of the period before lie in another project."""
        if show.project != self.frame.project:
            self.frame.open_project(show.project)
        self.frame.go("review" if show.kind == "findings" else "data", where=show.where)

    def copy_table(self) -> None:
        QGuiApplication.clipboard().setMimeData(self.table.copied())
        self.frame.tell(words.COPIED_TABLE)

    def copy_picture(self) -> None:
        QGuiApplication.clipboard().setPixmap(self.picture.grab())
        self.frame.tell(words.COPIED_PICTURE)

    def other_side(self) -> None:
        side = self.tabs[self._shown] if self.table.hasFocus() else self.table
        side.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def poses(self) -> Iterator[str]:
        for name in words.SHEETS:
            self.show_sheet(name)
            yield "" if name == "agency" else name
