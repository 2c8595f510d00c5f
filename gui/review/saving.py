"""Saving: decisions on their way to the store: each is told as saving, saved or not saved; where another window was quicker, both values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from audit.model import Verdict
from audit.store.nouns import Conflict, FindingRow, Step
from gui.frame import Frame
from gui.page import DECISIONS
from gui.tasks import Failure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision as a person made it; verdict None takes the one that stands back."""

    verdict: Verdict | None
    reason: str = ""
    note: str = ""


class Saving(QObject):
    """`under_way` are the findings whose decision is being written, `failed` those whose decision was not."""

    changed = Signal()
    saved = Signal(object)  # the id of the finding
    met_conflict = Signal(object, object, object)  # finding's id, Wish, Conflict
    went_wrong = Signal(object)  # a Failure

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame = frame
        self.under_way: set[int] = set()
        self.failed: set[int] = set()
        self._steps: dict[int, int] = {}  # a step that can be undone: the finding it was about
        self._undone: frozenset[int] = frozenset()

    def save(self, row: FindingRow, wish: Wish, *, anyhow: bool = False) -> None:
        """Write one decision. `anyhow`: the person has seen what stands there and wants theirs."""
        store, id = self._frame.store, row.id
        seen = None if anyhow else {row.finding.fingerprint: row.decision.id if row.decision else 0}
        self.under_way.add(id)
        self.failed.discard(id)
        self.changed.emit()

        def verb() -> Step | Conflict | None:
            try:
                return store.decide_ids(row.run, [id], wish.verdict, reason=wish.reason, note=wish.note, seen=seen)
            except Conflict as conflict:
                return conflict

        self._frame.write(
            verb, lambda result: self._ended(id, wish, result), lambda failure: self._failed(id, failure), changes=(DECISIONS,)
        )

    def save_many(
        self, run: int, ids: Sequence[int], wish: Wish, seen: Mapping[str, int], done: Any, conflict: Any
    ) -> None:  # fmt: skip
        """Write one decision on many, all or none."""
        store = self._frame.store

        def verb() -> Step | Conflict | None:
            try:
                return store.decide_ids(run, ids, wish.verdict, reason=wish.reason, note=wish.note, seen=seen)
            except Conflict as met:
                return met

        def ended(result: Any) -> None:
            if isinstance(result, Conflict):
                conflict(result)
                return
            if result is not None and ids:
                self._steps[result.id] = ids[0]
            done(result)

        self._frame.write(verb, ended, self.went_wrong.emit, changes=(DECISIONS,))

    def _ended(self, id: int, wish: Wish, result: Any) -> None:
        self.under_way.discard(id)
        if isinstance(result, Conflict):
            self.failed.add(id)
            self.met_conflict.emit(id, wish, result)
        else:
            if result is not None:
                self._steps[result.id] = id
            self.saved.emit(id)
        self.changed.emit()

    def _failed(self, id: int, failure: Failure) -> None:
        self.under_way.discard(id)
        self.failed.add(id)
        self.changed.emit()
        self.went_wrong.emit(failure)

    def give_up(self, id: int) -> None:
        """The person keeps what stands."""
        self.failed.discard(id)
        self.changed.emit()

    def went_back_to(self, steps: Sequence[Step]) -> int | None:
        """Which finding was just undone or done again, if it is one decided here; `steps` is what the store has now."""
        undone = frozenset(step.id for step in steps if step.undone)
        moved = undone ^ self._undone
        self._undone = undone
        known = [self._steps[number] for number in moved if number in self._steps]
        return known[0] if len(known) == 1 else None
