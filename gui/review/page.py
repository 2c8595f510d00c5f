"""ReviewPage: the place where people live: the list, one finding, the decision; each key press saved, the next one opens by itself."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence

from audit.model import Text, Verdict
from audit.store.nouns import Conflict, FindingRow, ReviewProgress
from audit.store.where import Where
from gui.page import DECISIONS, FINDINGS, MASKING, PROJECT, WORK, Page
from gui.review import words
from gui.review.bulk import Scope
from gui.review.layout import Layout
from gui.review.saving import Saving, Wish
from gui.review.surroundings import Around, Surroundings, around, surroundings
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
        self._shown: int | None = None  # the finding that is shown
        self._wanted = Wanted()
        self._asked: Wanted | None = None
        self._keep: int | None = None
        self._tasks: dict[str, Task] = {}  # the last question of each kind; a newer one takes its place
        self._typing, self._settling = QTimer(self), QTimer(self)
        for timer, wait, do in ((self._typing, TYPING_MS, self.ask), (self._settling, 0, self._settle)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(do)
        self._connect()
        self._keys()
        self.ui.restyle()

    def _connect(self) -> None:
        ui, saving = self.ui, self.saving
        ui.filters.changed.connect(self.ask)
        ui.search.textChanged.connect(self._typing.start)
        ui.search.returnPressed.connect(self._search_now)
        ui.group.activated.connect(lambda _index: self.ask())
        ui.sort.activated.connect(lambda _index: self.ask())
        ui.list.moved.connect(self._moved)
        ui.list.confirmed.connect(lambda: self.decide(Verdict.CONFIRMED))
        ui.sheet.follow.connect(self.open)
        ui.side.follow.connect(self.open)
        ui.card.decided.connect(self._wished)
        ui.bulk.closed.connect(self.close_bulk)
        ui.bulk.done.connect(self._bulk_done)
        saving.changed.connect(self._saving_changed)
        saving.saved.connect(ui.list_model.forget)
        saving.saved.connect(ui.card.saved)
        ui.card.former.clicked.connect(lambda _checked=False: ui.side.open(1))
        saving.met_conflict.connect(self._conflict)
        saving.went_wrong.connect(self.banner.tell_failure)

    def _keys(self) -> None:
        verbs = words.VERBS
        for letter, digit, verdict in (("C", "1", Verdict.CONFIRMED), ("D", "2", Verdict.DISMISSED), ("W", "3", Verdict.WANTED)):
            action = self.key(letter, verbs[verdict], partial(self.decide, verdict))
            action.setShortcuts([QKeySequence(letter), QKeySequence(digit)])
            with_reason = Text(
                words.WITH_REASON.zh.format(verb=verbs[verdict].zh), words.WITH_REASON.en.format(verb=verbs[verdict].en)
            )
            self.key(f"Shift+{letter}", with_reason, partial(self.ui.card.open_reasons, verdict))
        for keys, text, do in (
            ("0", verbs[None], lambda: self.decide(None)), ("U", words.UNDO_LAST, self.undo),
            ("S", words.SKIP, lambda: self.go_open(1)), ("Shift+S", words.BACKWARDS, lambda: self.go_open(-1)),
            ("F8", words.NEXT, lambda: self.go(1)), ("Shift+F8", words.PREVIOUS, lambda: self.go(-1)),
            ("F2", words.GIVE_REASON, self.give_reason), ("M", words.WRITE_NOTE, self.ui.card.note.setFocus),
            ("R", words.REVIEW_NOTE, self.write_review_note), ("B", words.MANY, self.open_bulk),
            ("G", words.GROUP_NEXT, self.group_next), ("/", words.FIND, self.search), ("Esc", words.TO_LIST, self.back_to_list),
        ):  # fmt: skip
            self.key(keys, text, do)

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
            self.ui.list_model.show(Listing(self._wanted))
            self._show(None)
        elif self._wanted.run:
            self.ui.list_model.reload()
            if self._shown is not None:
                self._show(self._shown, again=True)
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
        if found.run != self._wanted.run:
            self._wanted = replace(self._wanted, run=found.run)
            self.ask()
            return
        self._ask_facets()
        back = self.saving.went_back_to(found.steps)
        if back is not None and back != self._shown:
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
        self._keep = self._keep if self._keep is not None else self._shown
        self._ask("list", listing(self.frame.store, wanted), self._listed)
        self._ask_facets()

    def _ask_facets(self) -> None:
        self._ask("facets", facets(self.frame.store, self._wanted), self._offered)

    def _offered(self, found: Facets) -> None:
        if found.wanted == self._wanted:
            self.ui.filters.offer(found)

    def _listed(self, found: Listing) -> None:
        if found.wanted != self._asked:
            return  # an answer to a question that is no longer asked
        model, keep = self.ui.list_model, self._keep
        self._keep = None
        model.show(found)
        self.ui.show_list(bool(found.ids))
        if not found.ids:
            self._show(None)
            return
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
        if id is not None and id != self._shown:
            self._show(id)
        self._speak_position()

    def _show(self, id: int | None, *, again: bool = False) -> None:
        """Show a finding at once, and what surrounds it a moment later. `again`: it is shown already, something about it changed."""
        self._shown, ui = id, self.ui
        sheet = self.frame.desk.sheet(id) if id is not None else None
        place = ui.list_model.place(id) if id is not None else None
        ui.sheet.show_sheet(sheet, (0 if place is None else place + 1, len(ui.list_model.ids)))
        row = sheet.row if sheet else None
        ui.card.show_row(row, keep_note=again and ui.card.note.hasFocus())
        if not again:
            ui.card.end_conflict()
            ui.side.show_finding(row.finding if row else None)
            ui.card.show_former(())
        if row is not None and self._project is not None:
            self._ask("around", around(self.frame.store, self._project, row), partial(self._arrived, row.id))

    def _arrived(self, id: int, found: Around) -> None:
        if id == self._shown:
            self.ui.side.show_surroundings(found.alike, found.history, found.notes)
            self.ui.card.show_former(found.alike)

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
            self._show(id)
            return
        self.ui.list.select_row(row)
        self._settle()

    def go(self, by: int) -> None:
        """To the finding `by` places further, from wherever the keyboard is."""
        model = self.ui.list_model
        place = model.place(self._shown) if self._shown is not None else None
        at = by - 1 if place is None else place + by
        if 0 <= at < len(model.ids):
            self.open(model.ids[at])

    def go_open(self, by: int = 1) -> None:
        """To the next undecided one, round the end of the list."""
        model, run = self.ui.list_model, self._wanted.run
        place = model.place(self._shown) if self._shown is not None else None
        if not model.ids:
            return
        found, all_seen = model.next_open(-1 if place is None else place, by, REACH)
        if found is not None:
            self.open(found)
        elif all_seen:
            self._none_left()
        else:
            store, ids, after = self.frame.store, model.ids, self._shown
            self.frame.read(lambda: store.next_open(run, ids, after, by < 0), lambda id: self._gone_open(after, id))

    def _gone_open(self, after: int | None, id: int | None) -> None:
        if id is None:
            self._none_left()
        elif after == self._shown:
            self.open(id)

    def _none_left(self) -> None:
        self.frame.tell(words.NO_OPEN_LEFT)

    # deciding

    def decide(self, verdict: Verdict | None) -> None:
        """On the finding that is shown; with several chosen, the preview opens instead."""
        if self.ui.list.chosen_count() > 1 and verdict is not None:
            self.open_bulk(verdict)
        else:
            self._wished(self.ui.card.wish(verdict))

    def _wished(self, wish: Wish) -> None:
        row = self.row
        if row is None or (wish.verdict is None and not (row.decision and row.decision.verdict)):
            return
        if row.id in self.saving.under_way:
            self.frame.tell(words.STILL_SAVING, "warn")
            return
        self.ui.card.note.clearFocus()
        self.ui.card.end_conflict()
        self.ui.list_model.saving = self.saving.under_way
        place = self._shown
        self.saving.save(row, wish)
        if wish.verdict is not None and self._shown == place and not self.ui.card.conflict.isVisible():
            self.go_open(1)
        self.ui.list.setFocus()

    def _saving_changed(self) -> None:
        self.ui.list_model.saving = self.saving.under_way
        self.ui.list.viewport().update()
        self.ui.show_saving(len(self.saving.under_way), len(self.saving.failed))

    def _conflict(self, id: int, wish: Wish, conflict: Conflict) -> None:
        """Show the finding again, as it is now, with both values."""
        self.ui.list_model.reload()
        self.open(id)
        self._show(id, again=True)
        if (row := self.row) is not None:
            self.ui.card.ask(wish, conflict, partial(self.saving.give_up, id), partial(self._anyhow, row, wish))

    def _anyhow(self, row: FindingRow, wish: Wish) -> None:
        self.saving.save(row, wish, anyhow=True)
        self.go_open(1)

    def undo(self) -> None:
        """As Ctrl+Z everywhere; `refresh` then shows the finding it was about."""
        cast("Any", self.window()).undo.undo()

    def give_reason(self) -> None:
        """For the decision that stands, or for a confirmation."""
        decision = self.row.decision if self.row else None
        self.ui.card.open_reasons(decision.verdict if decision and decision.verdict else Verdict.CONFIRMED)

    def write_review_note(self) -> None:
        self.ui.side.open(2)
        self.ui.side.notes.focus()

    # many at once

    def open_bulk(self, verdict: Verdict | None = None) -> None:
        model, ui = self.ui.list_model, self.ui
        if not model.ids:
            return
        chosen: Sequence[int] = ui.list.chosen_ids() or ([self._shown] if self._shown is not None else [])
        group = model.group_at(ui.list.currentIndex().row()) or (model.group_of(chosen[0]) if chosen else None)
        in_group = model.ids[group.start : group.start + group.count] if group else ()
        title = model.group_text(group) if group else Text("", "")
        scopes = (Scope(_counted(words.SCOPE_CHOSEN, chosen), chosen), Scope(_counted(words.SCOPE_GROUP, in_group, title), in_group),
                  Scope(_counted(words.SCOPE_ALL, model.ids), model.ids))  # fmt: skip
        on_heading = model.group_at(ui.list.currentIndex().row()) is not None
        ui.show_bulk(True)
        ui.bulk.open(self._wanted.run, scopes, verdict, 1 if on_heading and in_group else 0)
        ui.bulk.scopes.checkedButton().setFocus()

    def close_bulk(self) -> None:
        self.ui.show_bulk(False)
        self.ui.list.setFocus()

    def _bulk_done(self, verdict: Verdict | None, count: int) -> None:
        self.close_bulk()
        verb = words.VERBS[verdict]
        self.frame.tell(Text(words.BULK_DONE.zh.format(verb=verb.zh, n=count), words.BULK_DONE.en.format(verb=verb.en, n=count)))

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
            self.close_bulk()
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
        self._saving_changed()

    def _speak_position(self) -> None:
        self.ui.show_chosen(self.ui.list.chosen_count())

    def poses(self) -> Iterator[str]:
        yield ""
        self._pose("no_id_shown")
        yield "contradiction"
        self._pose("visitor_overlap")
        yield "two-visits"
        for verdict in (Verdict.CONFIRMED, Verdict.CONFIRMED, Verdict.DISMISSED):
            self.decide(verdict)
        self.ui.group.setCurrentIndex(1)
        self.ask()
        self.ui.side.open(1)
        self._pose("visitor_overlap")
        yield "decided-grouped"
        self.open_bulk(Verdict.DISMISSED)
        self.ui.bulk.scopes.button(1).setChecked(True)
        yield "bulk"
        self.close_bulk()

    def _pose(self, rule: str) -> None:
        """Open the first finding under a rule."""
        ids = self.frame.store.finding_ids(self._wanted.run, [Where("rule", "=", rule)])
        if ids:
            self.open(ids[0])


def _counted(text: Text, ids: Sequence[int], group: Text = Text("", "")) -> Text:
    n = f"{len(ids):,}"
    return Text(text.zh.format(n=n, group=group.zh), text.en.format(n=n, group=group.en))
