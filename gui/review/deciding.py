"""Deciding: what keys and buttons do at the review desk: decide and go on, undo, many at once; what goes wrong is told where it happened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from audit.model import Text, Verdict
from audit.store.nouns import Conflict, FindingRow
from gui.review import words
from gui.review.bulk import Scope
from gui.review.saving import Wish

if TYPE_CHECKING:
    from gui.review.page import ReviewPage


class Deciding:
    def __init__(self, page: ReviewPage):
        self._page, self._ui, self._saving = page, page.ui, page.saving
        page.ui.list.confirmed.connect(partial(self.decide, Verdict.CONFIRMED))
        page.ui.card.decided.connect(self._asked)
        page.ui.bulk.closed.connect(self.close_bulk)
        page.ui.bulk.done.connect(self._bulk_done)
        page.ui.many.clicked.connect(lambda _checked=False: self.open_bulk())
        page.saving.changed.connect(self.show_saving)
        page.saving.saved.connect(page.ui.list_model.forget)
        page.saving.saved.connect(page.ui.card.saved)
        page.saving.met_conflict.connect(self._conflict)
        page.saving.went_wrong.connect(page.banner.tell_failure)

    def decide(self, verdict: Verdict | None) -> None:
        self._asked(self._ui.card.wish(verdict))

    def _asked(self, wish: Wish) -> None:
        """On the finding that is shown; with several chosen, the preview opens instead."""
        if self._ui.list.chosen_count() > 1:
            self.open_bulk(wish.verdict, wish.reason)
        else:
            self._wished(wish)

    def _wished(self, wish: Wish) -> None:
        row = self._page.row
        if row is None or (wish.verdict is None and not (row.decision and row.decision.verdict)):
            return
        if row.id in self._saving.under_way:
            self._page.frame.tell(words.STILL_SAVING, "warn")
            return
        self._ui.card.note.clearFocus()
        self._ui.card.end_conflict()
        self._ui.list_model.saving = self._saving.under_way
        place = self._page.shown
        self._saving.save(row, wish)
        if wish.verdict is not None and self._page.shown == place and not self._ui.card.conflict.isVisible():
            self._page.go_open(1)
        self._ui.list.setFocus()

    def show_saving(self) -> None:
        self._ui.list_model.saving = self._saving.under_way
        self._ui.list.viewport().update()
        self._ui.show_saving(len(self._saving.under_way), len(self._saving.failed))

    def _conflict(self, id: int, wish: Wish, conflict: Conflict) -> None:
        """Show the finding again, as it is now, with both values."""
        self._ui.list_model.reload()
        self._page.open(id)
        self._page.show_finding(id, again=True)
        if (row := self._page.row) is not None:
            self._ui.card.ask(wish, conflict, partial(self._saving.give_up, id), partial(self._anyhow, row, wish))

    def _anyhow(self, row: FindingRow, wish: Wish) -> None:
        self._saving.save(row, wish, anyhow=True)
        self._page.go_open(1)

    def undo(self) -> None:
        """As Ctrl+Z everywhere; `refresh` then shows the finding it was about."""
        cast("Any", self._page.window()).undo.undo()

    def give_reason(self) -> None:
        """For the decision that stands, or for a confirmation."""
        decision = self._page.row.decision if self._page.row else None
        self._ui.card.open_reasons(decision.verdict if decision and decision.verdict else Verdict.CONFIRMED)

    def write_review_note(self) -> None:
        self._ui.side.open(2)
        self._ui.side.notes.focus()

    # many at once

    def open_bulk(self, verdict: Verdict | None = Verdict.CONFIRMED, reason: str = "") -> None:
        model, ui = self._ui.list_model, self._ui
        if not model.ids:
            return
        chosen: Sequence[int] = ui.list.chosen_ids() or ([self._page.shown] if self._page.shown is not None else [])
        group = model.group_at(ui.list.currentIndex().row()) or (model.group_of(chosen[0]) if chosen else None)
        in_group = model.ids[group.start : group.start + group.count] if group else ()
        title = model.group_text(group) if group else Text("", "")
        scopes = (Scope(_counted(words.SCOPE_CHOSEN, chosen), chosen), Scope(_counted(words.SCOPE_GROUP, in_group, title), in_group),
                  Scope(_counted(words.SCOPE_ALL, model.ids), model.ids))  # fmt: skip
        on_heading = model.group_at(ui.list.currentIndex().row()) is not None
        ui.show_bulk(True)
        ui.bulk.open(self._page.run, scopes, verdict, reason, 1 if on_heading and in_group else 0)
        ui.bulk.scopes.checkedButton().setFocus()

    def close_bulk(self) -> None:
        self._ui.show_bulk(False)
        self._ui.list.setFocus()

    def _bulk_done(self, verdict: Verdict | None, count: int) -> None:
        self.close_bulk()
        self._page.frame.tell(words.BULK_DONE.format(verb=words.VERBS[verdict], n=count))


def _counted(text: Text, ids: Sequence[int], group: Text = Text("", "")) -> Text:
    n = f"{len(ids):,}"
    return text.format(n=n, group=group)
