"""ReviewPage: the place where people live: the list, one finding, the decision; each key press saved, the next one opens by itself."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from audit.store.nouns import FindingRow, ReviewProgress
from audit.store.where import Where
from gui.desk import FindingSheet
from gui.page import DECISIONS, FINDINGS, MASKING, PROJECT, WORK, Page
from gui.review import words
from gui.review.deciding import Deciding
from gui.review.keys import bind
from gui.review.layout import Layout
from gui.review.poses import poses
from gui.review.saving import Saving
from gui.review.surroundings import Around, Surroundings, around, sheet_of, surroundings
from gui.review.wanted import Facets, Listing, Wanted, facets, listing
from gui.tasks import Task

#: So many neighbours are looked through for the next open finding before the store is asked: what is loaded costs nothing.
REACH = 192
TYPING_MS = 250


class ReviewPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, FINDINGS, DECISIONS, WORK, MASKING})

    def build(self) -> None:
        self.saving = Saving(self.frame)
        self.ui = Layout(self)
        self._project: int | None = None
        self._progress: ReviewProgress | None = None
        self.shown: int | None = None  # the finding that is shown
        self._wanted = Wanted()
        self._findings = (0, 0)  # how many there are in the check, and the newest one's id
        self._asked: Wanted | None = None
        self._keep: int | None = None
        self._tasks: dict[str, Task] = {}  # the last question of each kind; a newer one takes its place
        self._typing, self._settling = QTimer(self), QTimer(self)
        for timer, wait, do in ((self._typing, TYPING_MS, self.ask), (self._settling, 0, self._settle)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(do)
        self.deciding = Deciding(self)
        self._connect()
        bind(self)
        self.ui.restyle()

    def _connect(self) -> None:
        ui = self.ui
        ui.filters.changed.connect(self.ask)
        ui.search.textChanged.connect(self._typing.start)
        ui.search.returnPressed.connect(self._search_now)
        ui.group.activated.connect(lambda _index: self.ask())
        ui.sort.activated.connect(lambda _index: self.ask())
        ui.list.moved.connect(self._moved)
        ui.sheet.follow.connect(self.open)
        ui.side.follow.connect(self.open)
        ui.card.former.clicked.connect(lambda _checked=False: ui.side.open(1))

    # what is shown

    def refresh(self) -> None:
        """The order of the list stays as it is as long as the check is the same: what was decided does not run away."""
        project = self.frame.project
        if project is None:
            self._project, self._wanted = None, Wanted()
            self.ui.show_state(0)
            return
        other = project != self._project
        self._project = project
        if other:
            self._wanted = Wanted()  # what was filtered by was about the other project
            self.ui.forget_filters()
            self.ui.list_model.show(Listing(self._wanted))
            self.show_finding(None)
        elif self._wanted.run:
            self.ui.list_model.reload()
            if (id := self.shown) is not None:
                self._ask("sheet", sheet_of(self.frame.desk, id), partial(self._looked_again, id))
        self._ask("project", surroundings(self.frame.store, project), partial(self._refreshed, project))

    def _refreshed(self, project: int, found: Surroundings) -> None:
        if project != self._project:
            return
        self._progress = found.progress
        if found.run is None:
            self._wanted = Wanted()
            self.ui.show_state(1)
            return
        self.ui.show_state(3 if found.progress and found.progress.total else 2)
        self._speak_progress()
        if found.run != self._wanted.run or found.findings != self._findings:
            self._wanted, self._findings = replace(self._wanted, run=found.run), found.findings
            self.ask()
            return
        self._ask_facets()
        back = self.saving.went_back_to(found.steps)
        if back is not None and back != self.shown:
            self.open(back)

    def _ask(self, kind: str, steps: Generator[Any, None, Any], done: Callable[[Any], object]) -> None:
        """Keys come faster than counts over 100,000 rows: only the last question of a kind is worth an answer."""
        if (former := self._tasks.get(kind)) is not None:
            former.cancel()
        self._tasks[kind] = self.frame.ask(steps, done)

    def ask(self) -> None:
        """Ask for the ids anew; the finding that is shown stays chosen if it is still among them."""
        self._typing.stop()
        if not self._wanted.run:
            return
        ui = self.ui
        wanted = replace(
            ui.filters.apply_to(self._wanted),
            text=ui.search.text().strip(),
            group=ui.group.currentData(),
            sort=ui.sort.currentData(),
        )
        self._wanted = self._asked = wanted
        self._keep = self._keep if self._keep is not None else self.shown
        self._ask("list", listing(self.frame.store, wanted), self._listed)
        self._ask_facets()

    def _ask_facets(self) -> None:
        self._ask("facets", facets(self.frame.store, self._wanted), self._offered)

    def _offered(self, found: Facets) -> None:
        if found.wanted == self._wanted:
            self.ui.filters.offer(found)
            self.ui.list_model.recount(found)

    def _listed(self, found: Listing) -> None:
        if found.wanted != self._asked:
            return  # an answer to a question that is no longer asked
        model, keep = self.ui.list_model, self._keep
        self._keep = None
        place = model.place(keep) if keep is not None and model.listing.wanted == found.wanted else None
        model.show(found)
        self.ui.show_list(bool(found.ids))
        if not found.ids:
            self.show_finding(None)
            return
        if place is not None and keep not in found.ids:  # it has left the check: to the one that stands in its place now
            keep = found.ids[min(place, len(found.ids) - 1)]
        row = model.row_of(keep) if keep is not None else None
        first = next(r for r in range(len(found.ids) + 1) if model.id_at(r) is not None)
        self.ui.list.select_row(first if row is None else row)
        self._settle()

    def _moved(self) -> None:
        """Wait until the list is done with its own: one move is several signals."""
        self._settling.start()

    def _settle(self) -> None:
        self._settling.stop()
        id = self.ui.list.current_id
        if id is not None and id != self.shown:
            self.show_finding(id)
        else:
            self.ui.sheet.show_place(self._place())
        self._speak_position()

    def _place(self) -> tuple[int, int]:
        """The how-manieth of how many the shown finding is; (0, n): it is not listed."""
        model = self.ui.list_model
        place = model.place(self.shown) if self.shown is not None else None
        return (0 if place is None else place + 1, len(model.ids))

    def _looked_again(self, id: int, sheet: FindingSheet | None) -> None:
        if id != self.shown or sheet is None:  # what has left the run leaves the list, too: that is being asked
            return
        if sheet != self.ui.sheet.sheet:
            self.show_finding(id, again=True, sheet=sheet)
        else:
            self._ask_around(sheet.row)

    def show_finding(self, id: int | None, *, again: bool = False, sheet: FindingSheet | None = None) -> None:
        """Show a finding at once, and what surrounds it a moment later. `again`: it is shown already, something about it changed."""
        self.shown, ui = id, self.ui
        if id is not None:
            sheet = sheet or self.frame.desk.sheet(id)
            if sheet is None:
                self.refresh()  # it has just left the check: the list shows what stands in its place
                return
        ui.sheet.show_sheet(sheet, self._place())
        row = sheet.row if sheet else None
        ui.card.show_row(row, keep_note=again and ui.card.note.hasFocus())
        if not again:
            ui.card.end_conflict()
            ui.side.show_finding(row.finding if row else None)
            ui.card.show_former(())
        if row is not None:
            self._ask_around(row)

    def _ask_around(self, row: FindingRow) -> None:
        if self._project is not None:
            self._ask("around", around(self.frame.store, self._project, row), partial(self._arrived, row.id))

    def _arrived(self, id: int, found: Around) -> None:
        if id == self.shown:
            self.ui.side.show_surroundings(found.alike, found.history, found.notes)
            self.ui.card.show_former(found.alike)

    @property
    def run(self) -> int:
        """The check whose findings are listed."""
        return self._wanted.run

    @property
    def row(self) -> FindingRow | None:
        """The finding that is shown."""
        return self.ui.sheet.sheet.row if self.ui.sheet.sheet else None

    # going

    def open(self, id: int) -> None:
        """Show a finding, in the list if it is there."""
        row = self.ui.list_model.uncover(id)
        if row is None:
            self.ui.list.clearSelection()
            self.show_finding(id)
            return
        self.ui.list.select_row(row)
        self._settle()

    def go(self, by: int) -> None:
        """To the finding `by` places further, from wherever the keyboard is."""
        model = self.ui.list_model
        place = model.place(self.shown) if self.shown is not None else None
        at = by - 1 if place is None else place + by
        if 0 <= at < len(model.ids):
            self.open(model.ids[at])

    def go_open(self, by: int = 1) -> None:
        """To the next undecided one, round the end of the list."""
        model, run = self.ui.list_model, self._wanted.run
        place = model.place(self.shown) if self.shown is not None else None
        if not model.ids:
            return
        found, all_seen = model.next_open(-1 if place is None else place, by, REACH)
        if found is not None:
            self.open(found)
        elif all_seen:
            self._none_left()
        else:
            store, ids, after = self.frame.store, model.ids, self.shown
            self.frame.read(lambda: store.next_open(run, ids, after, by < 0), lambda id: self._gone_open(after, id))

    def _gone_open(self, after: int | None, id: int | None) -> None:
        if id is None:
            self._none_left()
        elif after == self.shown:
            self.open(id)

    def _none_left(self) -> None:
        self.frame.tell(words.NO_OPEN_LEFT)

    # the frame asks

    def arrive(self, what: Mapping[str, Any]) -> None:
        limits, title = tuple(what.get("where") or ()), what.get("title") or words.CHOSEN_ELSEWHERE
        if what.get("ids") is not None:
            limits = (*limits, Where("id", "in", list(what["ids"])))
        self._keep = what.get("finding")
        if limits:
            self.ui.search.clear()
            self.ui.filters.limit_to(replace(self._wanted, extra=limits), title)
            self.ask()
        elif self._keep is not None:
            id, self._keep = self._keep, None
            self.open(id)
        if what.get("verdict") is not None:
            self.ui.filters.choose_state(what["verdict"])
            self.ask()

    def group_next(self) -> None:
        box = self.ui.group
        box.setCurrentIndex((box.currentIndex() + 1) % box.count())
        self.ask()

    def _search_now(self) -> None:
        self.ask()
        self.ui.list.setFocus()

    def search(self) -> None:
        self.ui.search.setFocus()
        self.ui.search.selectAll()

    def back_to_list(self) -> None:
        if self.ui.bulk_shown:
            self.deciding.close_bulk()
        self.ui.list.setFocus()

    def other_side(self) -> None:
        to = self.ui.sheet.document if self.ui.list.hasFocus() else self.ui.list
        to.setFocus()

    def focus_first(self) -> None:
        self.ui.list.setFocus()

    def restyle(self) -> None:
        self.ui.restyle()
        self.ui.sheet.draw()
        self.ui.side.draw()

    def speak(self) -> None:
        self.ui.speak()
        self._speak_progress()
        self._speak_position()
        if self.row:
            self.ui.card.show_row(self.row, keep_note=True)

    def _speak_progress(self) -> None:
        if self._progress is not None:
            self.ui.show_progress(self._progress)
        self.deciding.show_saving()

    def _speak_position(self) -> None:
        self.ui.show_chosen(self.ui.list.chosen_count())

    def poses(self) -> Iterator[str]:
        return poses(self)
