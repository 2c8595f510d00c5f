"""DaysTab: a collector's day: the list of days, the time line, and the table of visits and ways in between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from audit.relations import Day, Gap, Stop
from gui import words as common
from gui.frame import Frame
from gui.masking import masked_visit
from gui.paged_table import Column, PagedTable
from gui.parts import label
from gui.relations import fetch, words
from gui.relations.day_canvas import DayCanvas
from gui.relations.fetch import Listed
from gui.relations.pick_list import PickList
from gui.tables import table
from gui.tongue import Tongue

Who = tuple[str, str, str, date]
#: Pixels; a day with more lanes scrolls.
TALLEST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a visit, or the way from it to the next."""

    stop: Stop | None
    gap: Gap | None
    number: int = 0


def who_of(row: Listed) -> Who:
    p = row.person
    return p.agency, p.name, p.number, p.day


class DaysTab(QSplitter):
    filled = Signal(bool)

    def __init__(self, frame: Frame):
        super().__init__(Qt.Orientation.Horizontal)
        self._frame, self._say = frame, frame.tongue
        self._day: Day | None = None
        self._lines: list[Line] = []
        self._asked: Who | None = None
        self.list = PickList(_list_columns(), self._say, words.DAYS, words.SEARCH, who_of,
                             lambda r: f"{r.person.name} {r.person.number} {r.person.agency} {r.person.day}")  # fmt: skip
        self.heading, self.sum, self.legend = label("heading", select=True), label("muted", wrap=True), label("field", wrap=True)
        self._say.say(self.legend.setText, words.LEGEND_DAY)
        self.canvas = DayCanvas(self._say, lambda: frame.colours)
        self.model = PagedTable(self._columns(), lambda ids: [self._lines[n] for n in ids], self._say)
        self.table = table(self.model, [c.width for c in self.model.columns], self._say, words.TRIP_TABLE)
        self._lay_out()
        self._unlisted: Who | None = None
        self.list.chosen.connect(self._chosen)
        self.list.missing.connect(self._missing)
        self.canvas.chosen.connect(self._canvas_chosen)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _was: self._row_chosen(now.row()))
        self._say.changed.connect(self.draw)

    def _lay_out(self) -> None:
        right = QFrame()
        right.setObjectName("card")
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        inside = QWidget()
        inside.setObjectName("body")
        canvas = QVBoxLayout(inside)
        canvas.setContentsMargins(0, 0, 0, 0)
        canvas.addWidget(self.canvas)
        canvas.addStretch(1)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        for widget, stretch in ((self.heading, 0), (self.sum, 0), (scroll, 0), (self.legend, 0), (self.table, 1)):
            column.addWidget(widget, stretch)
        self.setHandleWidth(10)
        self.setChildrenCollapsible(False)
        self.addWidget(self.list)
        self.addWidget(right)
        self.setSizes([370, 790])
        self.setStretchFactor(1, 1)

    def _columns(self) -> tuple[Column, ...]:
        def look(line: Line, role: int) -> Any:
            if role != Qt.ItemDataRole.ForegroundRole or line.gap is None:
                return None
            colours = self._frame.colours
            return QColor({"overlap": colours.violation, "too_fast": colours.violation}.get(line.gap.kind, colours.muted))

        return (
            Column(words.TIME, _time, (13, 12), "", look),
            Column(words.CASE, lambda r, say: f"{r.number}　{r.stop.visit.case_id}" if r.stop else f"    {say(words.TO_NEXT)}", (17, 14), "", look),
            Column(words.SIGN, lambda r, say: say(words.GAP_SIGNS[r.gap.kind]) if r.gap else "", (10, 11), "", look),
            Column(words.WHERE, lambda r, say: r.stop.visit.visit_address if r.stop else say(r.gap.text), (40, 47), "", look),
            Column(words.WITH, self._with, (12, 8)),
        )  # fmt: skip

    def _with(self, line: Line, say: Tongue) -> str:
        others = [name for name in line.stop.visit.visitors if self._day is None or name != self._day.name] if line.stop else []
        return say(common.NAMES_JOIN).join(others)

    # what is shown

    def fill(self, project: int) -> None:
        self._frame.ask(fetch.days(self._frame.store, project), lambda rows: self._listed(project, rows))

    def _listed(self, project: int, rows: tuple[Listed, ...]) -> None:
        if project == self._frame.project:
            self._asked = None
            self.list.show_rows(rows)
            self.filled.emit(bool(rows))

    def open(self, who: Who) -> None:
        """A day from another page; one with a single visit is not listed, and shown all the same."""
        self._unlisted = who
        self.list.seek(lambda row: who_of(row) == who)

    def _missing(self) -> None:
        if self._unlisted is not None:
            self._ask(self._unlisted)

    def _chosen(self, row: Listed | None) -> None:
        if row is None:
            self._show(None)
        elif self._asked != who_of(row):
            self._ask(who_of(row))

    def _ask(self, who: Who) -> None:
        project = self._frame.project
        if project is not None:
            self._asked = who
            self._frame.ask(fetch.day(self._frame.store, project, who[:3], who[3]), lambda day: self._arrived(who, day))

    def _arrived(self, who: Who, day: Day) -> None:
        if who == self._asked:
            self._show(day)

    def _show(self, day: Day | None) -> None:
        if day is not None and self._frame.masked:
            day = replace(day, stops=tuple(replace(s, visit=masked_visit(s.visit)) for s in day.stops))
        self._day = day
        self._lines = _lines(day) if day else []
        self.model.set_ids(range(len(self._lines)))
        self.canvas.show_day(day)
        self._scroll.setFixedHeight(min(TALLEST, self.canvas.height() + 2))
        self.draw()
        if self._lines:
            self.table.selectRow(0)

    def draw(self) -> None:
        """Say everything anew."""
        day, say = self._day, self._say
        self.heading.setText(say(words.DAY_TITLE, name=day.name, day=day.day, agency=day.agency) if day else "")
        kinds = [gap.kind for gap in day.gaps] if day else []
        said = say(words.DAY_SUM, visits=len(day.stops), overlaps=kinds.count("overlap"), fast=kinds.count("too_fast"),
                   unknown=kinds.count("unknown")) if day else ""  # fmt: skip
        self.sum.setText(said)
        self.canvas.setAccessibleName(say(words.TIMELINE, sum=said))
        if day:
            self.canvas.tips = {s.id: f"{_time(Line(s, None), say)}  {s.visit.case_id}\n{s.visit.visit_address}" for s in day.stops}
        self.canvas.update()

    # one choice in the drawing and in the table

    def _canvas_chosen(self, id: int) -> None:
        row = next((n for n, line in enumerate(self._lines) if line.stop and line.stop.id == id), None)
        if row is not None:
            self.table.selectRow(row)

    def _row_chosen(self, row: int) -> None:
        self.canvas.choose(self.visit)

    @property
    def visit(self) -> int | None:
        """The visit that is chosen, or the one before the way that is."""
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self._lines):
            return None
        line = self._lines[row]
        return line.stop.id if line.stop else line.gap.first if line.gap else None

    @property
    def case_id(self) -> str:
        visit = self.visit
        return next((s.visit.case_id for s in self._day.stops if s.id == visit), "") if self._day else ""


def _lines(day: Day) -> list[Line]:
    """Each visit, and after it the ways from it."""
    made: list[Line] = []
    for number, stop in enumerate(day.stops, 1):
        made.append(Line(stop, None, number))
        made += [Line(None, gap) for gap in day.gaps if gap.first == stop.id]
    return made


def _time(line: Line, say: Tongue) -> str:
    if line.stop is None:
        return ""
    visit = line.stop.visit
    if line.stop.start is None:
        return say(words.NO_TIME)
    return "–".join(f"{t:%H:%M}" for t in (visit.start_time, visit.end_time) if t)


def _list_columns() -> tuple[Column, ...]:
    return (
        Column(words.PERSON, lambda r, _: f"{'⚠ ' if r.flagged else ''}{r.person.name} {r.person.number}".rstrip(), (10, 10)),
        Column(words.DAY, lambda r, _: r.person.day.isoformat(), (10, 10)),
        Column(words.TIMES, lambda r, _: str(r.person.visits), (4, 5)),
        Column(words.AGENCY, lambda r, _: r.person.agency, (10, 10)),
    )
