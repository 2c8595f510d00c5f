"""Saving: decisions on their way to the store: each is told as saving, saved or not saved; where another window was quicker, both values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from audit.model import Verdict
from audit.store.nouns import Conflict, FindingRow, Step
from gui.frame import Frame
from gui.page import DECISIONS
from gui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision as a person made it; verdict None takes the one that stands back."""

    verdict: Verdict | None
    reason: str = ""
    note: str = ""


class Kept(Task):
    """A decision that was made is saved, whatever is closed or stopped meanwhile."""

    def __init__(self, verb: Callable[[], Any], ids: Sequence[int], wish: Wish):
        super().__init__(_only(verb))
        self.ids, self.wish = ids, wish

    def cancel(self) -> None:
        """It takes a moment; the window waits for it."""


class Saving(QObject):
    """`under_way` are the findings whose decision is being written, `failed` those whose decision was not."""

    changed = Signal()
    saved = Signal(object)  # the id of the finding
    met_conflict = Signal(object, object, object)  # finding's id, Wish, Conflict
    many_saved = Signal(object)  # the Wish
    many_met_conflict = Signal(object)  # a Conflict
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
        seen = None if anyhow else {row.finding.fingerprint: row.decision.id if row.decision else 0}
        self.under_way.add(row.id)
        self.failed.discard(row.id)
        self.changed.emit()
        self._start([row.id], wish, row.run, seen, self._ended)

    def save_many(self, run: int, ids: Sequence[int], wish: Wish, seen: Mapping[str, int]) -> None:
        """Write one decision on many, all or none."""
        self._start(ids, wish, run, seen, self._many_ended)

    def _start(
        self, ids: Sequence[int], wish: Wish, run: int, seen: Mapping[str, int] | None, ended: Callable[[Kept], None]
    ) -> None:  # fmt: skip
        store = self._frame.store

        def verb() -> Step | Conflict | None:
            try:
                return store.decide_ids(run, ids, wish.verdict, reason=wish.reason, note=wish.note, seen=seen)
            except Conflict as conflict:
                return conflict

        task = Kept(verb, ids, wish)
        task.ended.connect(ended)
        self._frame.lane.start(task)

    @Slot(object)
    def _ended(self, task: Kept) -> None:
        (id,) = task.ids
        self.under_way.discard(id)
        if task.failure or isinstance(task.result, Conflict):
            self.failed.add(id)
        if task.failure:
            self.went_wrong.emit(task.failure)
        elif isinstance(task.result, Conflict):
            self.met_conflict.emit(id, task.wish, task.result)
        else:
            self._keep(task)
            self.saved.emit(id)
        self.changed.emit()
        self._frame.announce(DECISIONS)

    @Slot(object)
    def _many_ended(self, task: Kept) -> None:
        if task.failure:
            self.went_wrong.emit(task.failure)
        elif isinstance(task.result, Conflict):
            self.many_met_conflict.emit(task.result)
        else:
            self._keep(task)
            self.many_saved.emit(task.wish)
        self._frame.announce(DECISIONS)

    def _keep(self, task: Kept) -> None:
        if task.result is not None:
            self._steps[task.result.id] = task.ids[0]

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


def _only(verb: Callable[[], Any]) -> Generator[None, None, Any]:
    """A verb as work of a single step."""
    return verb()
    yield
