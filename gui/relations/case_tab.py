"""CaseTab: a case's visits against the limits, its promises and what followed, in a drawing and in a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout

from audit.model import StatusEvent
from audit.relations import CaseTrack, Promised, Tracked
from gui import words as common
from gui.frame import Frame
from gui.masking import masked_visit
from gui.paged_table import Column, PagedTable
from gui.parts import label
from gui.relations import fetch, words
from gui.relations.case_canvas import CaseCanvas
from gui.relations.pick_list import PickList
from gui.tables import table
from gui.tongue import Tongue
from reports.masking import mask_name

Case = tuple[str, str, int]  # case, borrower, visits


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what happened (or was promised) on a day."""

    day: date | None
    thing: Tracked | Promised | StatusEvent
    number: int = 0


class CaseTab(QSplitter):
    filled = Signal(bool)

    def __init__(self, frame: Frame):
        super().__init__(Qt.Orientation.Horizontal)
        self._frame, self._say = frame, frame.tongue
        self._track: CaseTrack | None = None
        self._lines: list[Line] = []
        self._asked: tuple[str, str] | None = None
        columns = (
            Column(words.CASE, lambda c, _: c[0], (16, 16)),
            Column(words.BORROWER, lambda c, _: mask_name(c[1]) if frame.masked else c[1], (9, 10)),
            Column(words.TIMES, lambda c, _: str(c[2]), (4, 5)),
        )
        self.list = PickList(columns, self._say, words.CASES, words.SEARCH_CASES, lambda c: c[:2], lambda c: f"{c[0]} {c[1]}")
        self.heading, self.sum, self.legend = label("heading", select=True), label("muted", wrap=True), label("field", wrap=True)
        self._say.say(self.legend.setText, words.LEGEND_CASE)
        self.canvas = CaseCanvas(self._say, lambda: frame.colours)
        self.model = PagedTable(self._columns(), lambda ids: [self._lines[n] for n in ids], self._say)
        self.table = table(self.model, [c.width for c in self.model.columns], self._say, words.TRACK_TABLE)
        self._lay_out()
        self.list.chosen.connect(self._chosen)
        self.list.missing.connect(lambda: self._chosen(None))
        self.canvas.chosen.connect(self._canvas_chosen)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _was: self.canvas.choose(self.visit))
        self._say.changed.connect(self.draw)

    def _lay_out(self) -> None:
        right = QFrame()
        right.setObjectName("card")
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for widget, stretch in ((self.heading, 0), (self.sum, 0), (self.canvas, 0), (self.legend, 0), (self.table, 1)):
            column.addWidget(widget, stretch)
        self.setHandleWidth(10)
        self.setChildrenCollapsible(False)
        self.addWidget(self.list)
        self.addWidget(right)
        self.setSizes([360, 800])
        self.setStretchFactor(1, 1)

    def _columns(self) -> tuple[Column, ...]:
        def look(line: Line, role: int) -> Any:
            if role != Qt.ItemDataRole.ForegroundRole:
                return None
            thing = line.thing
            bad = (isinstance(thing, Tracked) and thing.over) or (isinstance(thing, Promised) and thing.late)
            return QColor(self._frame.colours.violation) if bad else None

        return (
            Column(words.DAY, lambda r, _: r.day.isoformat() if r.day else "", (10, 10)),
            Column(words.WHAT, _what, (32, 32), "", look),
            Column(words.SIGN, _sign, (13, 16), "", look),
            Column(words.DAY_LIMIT, _day_limit, (15, 13)),
            Column(words.WINDOW_LIMIT, _window_limit, (24, 22)),
        )

    # what is shown

    def fill(self, project: int) -> None:
        self._frame.ask(fetch.cases(self._frame.store, project), lambda rows: self._listed(project, rows))

    def _listed(self, project: int, rows: tuple[Case, ...]) -> None:
        if project == self._frame.project:
            self._asked = None
            self.list.show_rows(rows)
            self.filled.emit(bool(rows))

    def open(self, case_id: str) -> None:
        self.list.seek(lambda case: case[0] == case_id)

    def _chosen(self, case: Case | None) -> None:
        project = self._frame.project
        if case is None or project is None:
            self._show(None)
        elif self._asked != case[:2]:
            self._asked = asked = case[:2]
            self._frame.ask(fetch.track(self._frame.store, project, *asked), lambda found: self._arrived(asked, found))

    def _arrived(self, asked: tuple[str, str], track: CaseTrack) -> None:
        if asked == self._asked:
            self._show(track)

    def _show(self, track: CaseTrack | None) -> None:
        if track and self._frame.masked:
            hidden = tuple(replace(t, visit=masked_visit(t.visit)) for t in track.visits)
            track = replace(track, borrower=mask_name(track.borrower), visits=hidden)
        self._track = track
        self._lines = _lines(track) if track else []
        self.model.set_ids(range(len(self._lines)))
        project = self._frame.project
        as_of = fetch.project_of(self._frame.store, project).as_of if track and project is not None else None
        self.canvas.show_track(track, as_of)
        self.draw()
        if self._lines:
            self.table.selectRow(0)

    def draw(self) -> None:
        track, say = self._track, self._say
        self.heading.setText(say(words.CASE_TITLE, case=track.case_id, borrower=track.borrower) if track else "")
        said = say(words.CASE_SUM, visits=len(track.visits), over=sum(t.over for t in track.visits), promises=len(track.promises),
                   late=sum(p.late for p in track.promises)) if track else ""  # fmt: skip
        self.sum.setText(said)
        self.canvas.setAccessibleName(say(words.TRACK, sum=said))
        if track:
            self.canvas.tips = {
                t.id: f"{t.visit.visit_date}\n{_day_limit(Line(None, t), say)}  {_window_limit(Line(None, t), say)}"
                for t in track.visits
            }
        self.canvas.update()

    def _canvas_chosen(self, id: int) -> None:
        row = next((n for n, line in enumerate(self._lines) if isinstance(line.thing, Tracked) and line.thing.id == id), None)
        if row is not None:
            self.table.selectRow(row)

    @property
    def visit(self) -> int | None:
        row = self.table.currentIndex().row()
        thing = self._lines[row].thing if 0 <= row < len(self._lines) else None
        if isinstance(thing, Tracked):
            return thing.id
        return thing.visit if isinstance(thing, Promised) else None

    @property
    def case_id(self) -> str:
        return self._track.case_id if self._track else ""


def _lines(track: CaseTrack) -> list[Line]:
    """Visits, promises and states by their days."""
    made = [Line(t.visit.visit_date, t, n) for n, t in enumerate(track.visits, 1)]
    made += [Line(p.day, p) for p in track.promises]
    made += [Line(e.start, e) for e in track.events]
    return sorted(made, key=lambda line: (line.day or date.min, not isinstance(line.thing, Tracked), line.number))


def _what(line: Line, say: Tongue) -> str:
    thing = line.thing
    if isinstance(thing, Tracked):
        return f"{line.number}　{say(words.VISITED)}　{say(common.NAMES_JOIN).join(thing.visit.visitors)}"
    if isinstance(thing, Promised):
        return f"◆　{say(words.PROMISED, amount=thing.amount)}".strip()
    return f"▬　{say(words.STATUS, what=thing.typed or thing.kind)}"


def _sign(line: Line, say: Tongue) -> str:
    thing = line.thing
    if isinstance(thing, Tracked):
        limited = thing.day_limit is not None or thing.window_limit is not None
        return say(words.OVER) if thing.over else say(words.WITHIN) if limited else ""
    if isinstance(thing, Promised):
        if thing.late:
            return say(words.LATE)
        if thing.followed_on:
            return say(words.FOLLOWED, day=thing.followed_on)
        return say(words.REPLACED if thing.replaced else words.NOT_DUE)
    return ""


def _day_limit(line: Line, say: Tongue) -> str:
    thing = line.thing
    if isinstance(thing, StatusEvent):
        return f"{thing.start or ''} – {thing.end or say(words.UNTIL_NOW)}"
    if isinstance(thing, Promised):
        return "" if thing.visit else say(words.FROM_FILE)
    return _nth(thing.of_day, thing.day_limit, say)


def _window_limit(line: Line, say: Tongue) -> str:
    thing = line.thing
    if not isinstance(thing, Tracked) or thing.window_limit is None:
        return ""
    return say(words.SINCE, nth=_nth(thing.of_window, thing.window_limit, say), since=thing.window_from)


def _nth(n: int, limit: int | None, say: Tongue) -> str:
    return say(words.NTH if limit is None else words.NTH_OF, n=n, limit=limit)
