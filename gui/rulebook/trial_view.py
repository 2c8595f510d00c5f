"""TrialView: what a changed pack would change on the data at hand: findings that come, go and change."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit.bankpack import Pack, policy
from audit.model import Finding, Progress, Text
from gui.frame import Frame
from gui.masking import masked_row
from gui.paged_table import Column
from gui.parts import label
from gui.rows import Rows, current_id
from gui.rulebook import words
from gui.tables import table

if TYPE_CHECKING:
    from audit.trial import Trial

MOST = 2_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that comes, goes or changes; `finding` is its id in the last run (None: it is new)."""

    place: int
    kind: str
    rule: str
    case: str
    quote: str
    finding: int | None


@dataclass(frozen=True, slots=True)
class Tried:
    trial: Trial
    differences: tuple[Difference, ...]


def tried(frame: Frame, project: int, pack: Pack) -> Generator[Progress, None, Tried]:
    """Judge the project's visits by the pack; nothing is stored. Raises AuditError with all that is wrong in the pack."""
    from audit.trial import trial

    found = yield from trial(frame.store, project, policy(pack))
    return Tried(found, tuple(_differences(frame, found))[:MOST])


def _differences(frame: Frame, found: Trial) -> Generator[Difference, None, None]:
    store, place = frame.store, 0
    ids = [id for id, _ in found.added[:MOST] if id is not None]
    cases: dict[int, tuple[str, str]] = {}
    for id in dict.fromkeys(ids):
        for visit in store.visits_by_id([id]):
            cases[id] = (visit.case_id, visit.borrower_name)
    for of, finding in found.added[:MOST]:
        case, name = cases.get(of, ("", "")) if of is not None else ("", "")
        place += 1
        yield Difference(place, "added", finding.rule, case, _quote(frame, finding, name, case), None)
    listed = [("gone", number) for number in found.gone[:MOST]] + [("changed", number) for number, _ in found.changed[:MOST]]
    rows = {row.id: row for row in store.findings_by_id([number for _, number in listed])}
    for kind, number in listed:
        if row := rows.get(number):
            row = masked_row(row) if frame.masked else row
            place += 1
            quote = next((e.quote for e in row.finding.evidence if e.quote), "")
            yield Difference(place, kind, row.finding.rule, row.case_id, quote.replace("\n", " "), number)


def _quote(frame: Frame, finding: Finding, name: str, case: str) -> str:
    from reports.masking import mask_text

    quote = next((e.quote for e in finding.evidence if e.quote), "").replace("\n", " ")
    return mask_text(quote, [name] if name else [], [case] if case else []) if frame.masked else quote


class TrialView(QWidget):
    look = Signal(int)  # a finding

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame, self._say = frame, frame.tongue
        self._tried: Tried | None = None
        title = frame.desk.title
        columns = (
            Column(words.DIFF, lambda d, say: say(words.DIFFS[d.kind]), (9, 12), "says"),
            Column(words.RULE, lambda d, say: say(title(d.rule)), (18, 24), "says"),
            Column(words.CASE, lambda d, _: d.case, (16, 16), "case"),
            Column(words.QUOTE, lambda d, _: d.quote, (40, 40)),
        )
        self.told = label("", wrap=True, select=True)
        self.rows = Rows(columns, self._say, lambda d: d.place)
        self.table = table(self.rows, [c.width for c in columns], self._say, words.TRIAL, sortable=True)
        self.table.doubleClicked.connect(lambda _index: self._look())
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 0, 0)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        self.speak()

    def show_tried(self, found: Tried | None) -> None:
        """None: nothing was tried, or the pack was changed since."""
        self._tried = found
        self.rows.show(found.differences if found else ())
        self.speak()

    def speak(self) -> None:
        found, said = self._tried, words.NO_TRIAL
        if found is not None:
            t = found.trial
            none = not (t.added or t.gone or t.changed)
            said = words.NO_DIFFERENCE if none else _counted(t)
        self.told.setText(self._say(said))
        self.table.setVisible(found is not None)

    def _look(self) -> None:
        id = current_id(self.table, self.rows)
        if id is not None and (number := self.rows.row(id).finding) is not None:
            self.look.emit(number)


def _counted(t: Trial) -> Text:
    return words.TRIED.format(
        added=len(t.added), gone=len(t.gone), decided=t.decided, changed=len(t.changed), unchanged=t.unchanged
    )  # fmt: skip
