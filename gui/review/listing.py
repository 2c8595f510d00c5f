"""FindingList: the model of the list over ids in display order, in groups that fold, its rows fetched a page at a time."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from audit.model import Text
from audit.store.nouns import FindingRow
from gui import words as common
from gui.review import words
from gui.review.wanted import Facets, Group, Listing
from gui.tongue import Tongue

PAGE = 24
PAGES_KEPT = 256
ROW_ROLE = int(Qt.ItemDataRole.UserRole)  # a FindingRow or a Group
SAVING_ROLE = ROW_ROLE + 1  # whether a decision on it is on its way
Index = QModelIndex | QPersistentModelIndex


class FindingList(QAbstractListModel):
    """Rows are findings, with a heading before each group; a folded group shows its heading only."""

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[FindingRow]], title: Callable[[str], Text], tongue: Tongue):
        super().__init__()
        self._fetch, self._title, self._say = fetch, title, tongue
        self.listing = Listing(wanted=None)  # type: ignore[arg-type]
        self._folded: set[Any] = set()
        self._heads: list[int] = []  # rows of the headings
        self._rows = 0
        self._pages: OrderedDict[int, Mapping[int, FindingRow]] = OrderedDict()
        self.saving: set[int] = set()
        tongue.changed.connect(self._redraw)

    # what is shown

    def show(self, listing: Listing) -> None:
        self.beginResetModel()
        if self.listing.wanted is None or self.listing.wanted.group != listing.wanted.group:
            self._folded.clear()
        self.listing = listing
        self._pages.clear()
        self._measure()
        self.endResetModel()

    def fold(self, row: int, folded: bool | None = None) -> None:
        """Fold or unfold the group whose heading stands at `row`."""
        group = self.group_at(row)
        if group is None or folded == (group.value in self._folded):
            return
        self.beginResetModel()
        self._folded ^= {group.value}
        self._measure()
        self.endResetModel()

    def folded(self, group: Group) -> bool:
        return group.value in self._folded

    def reload(self) -> None:
        """Fetch the rows anew under the same ids: after a decision, masking."""
        self._pages.clear()
        self._redraw()

    def _redraw(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(self._rows - 1))

    def recount(self, found: Facets) -> None:
        """How many are undecided in each group by now; the order of the list stays."""
        if found.wanted != self.listing.wanted or found.wanted.group in ("", "verdict"):
            return
        groups = tuple(replace(g, open=min(g.count, found.open.get(g.value, 0))) for g in self.listing.groups)
        self.listing = replace(self.listing, groups=groups)
        if self._heads:
            self.dataChanged.emit(self.index(self._heads[0]), self.index(self._heads[-1]))

    def forget(self, id: int) -> None:
        """Fetch one finding anew: something was decided of it."""
        place = self.place(id)
        if place is not None:
            self._pages.pop(place // PAGE, None)
            if (row := self.row_of(id)) is not None:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _measure(self) -> None:
        self._heads, row = [], 0
        for group in self.listing.groups:
            self._heads.append(row)
            row += 1 + (0 if group.value in self._folded else group.count)
        self._rows = row if self.listing.groups else len(self.listing.ids)

    # where things stand

    @property
    def ids(self) -> Sequence[int]:
        return self.listing.ids

    def place_of(self, row: int) -> int | None:
        """Which of the ids stands at `row`; None for a heading."""
        if not 0 <= row < self._rows:
            return None
        if not self.listing.groups:
            return row
        number = bisect_right(self._heads, row) - 1
        within = row - self._heads[number] - 1
        return None if within < 0 else self.listing.groups[number].start + within

    def id_at(self, row: int) -> int | None:
        place = self.place_of(row)
        return None if place is None else self.ids[place]

    def group_at(self, row: int) -> Group | None:
        """The group whose heading stands at `row`."""
        number = bisect_right(self._heads, row) - 1
        return self.listing.groups[number] if number >= 0 and self._heads[number] == row else None

    def group_of(self, id: int) -> Group | None:
        place = self.place(id)
        if place is None or not self.listing.groups:
            return None
        return next(g for g in self.listing.groups if g.start <= place < g.start + g.count)

    def place(self, id: int) -> int | None:
        try:
            return self.ids.index(id)
        except ValueError:
            return None

    def row_of(self, id: int) -> int | None:
        """The row of a finding; None if it is not listed or its group is folded."""
        place = self.place(id)
        if place is None or not self.listing.groups:
            return place
        number = bisect_right([g.start for g in self.listing.groups], place) - 1
        group = self.listing.groups[number]
        return None if group.value in self._folded else self._heads[number] + 1 + place - group.start

    def uncover(self, id: int) -> int | None:
        """The row of a finding, whose group is unfolded for it."""
        group = self.group_of(id)
        if group is not None and self.folded(group):
            self.fold(self._heads[self.listing.groups.index(group)], False)
        return self.row_of(id)

    def findings_between(self, first: int, last: int) -> int:
        """How many findings stand in the rows `first` to `last`: the headings among them are none."""
        return last - first + 1 - (bisect_right(self._heads, last) - bisect_left(self._heads, first))

    def ids_between(self, first: int, last: int) -> Sequence[int]:
        """The findings that stand in the rows `first` to `last`."""
        start, end = self._places_before(first), self._places_before(last + 1)
        if not self._folded:
            return self.ids[start:end]
        shown = (place for row in range(first, last + 1) if (place := self.place_of(row)) is not None)
        return [self.ids[place] for place in shown]

    def _places_before(self, row: int) -> int:
        return row - bisect_left(self._heads, row)

    def finding(self, place: int) -> FindingRow | None:
        """None for one that has left the run since it was listed."""
        number = place // PAGE
        if number not in self._pages:
            self._pages[number] = {row.id: row for row in self._fetch(self.ids[number * PAGE : (number + 1) * PAGE])}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number].get(self.ids[place])

    def next_open(self, after: int, by: int, reach: int) -> tuple[int | None, bool]:
        """The next undecided id from the place `after` on, and whether all was looked through; `reach` places are looked at."""
        total, place = len(self.ids), after
        for _ in range(min(reach, total - 1 if after >= 0 else total)):
            place = (place + by) % total
            row = self.finding(place)
            if row is not None and not (row.decision and row.decision.verdict) and row.id not in self.saving:
                return row.id, True
        return None, reach >= total - 1

    # Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.place_of(index.row()) if index.isValid() else None
        item: FindingRow | Group | None = self.finding(place) if place is not None else self.group_at(index.row())
        if item is None:
            return None
        if role == ROW_ROLE:
            return item
        if role == SAVING_ROLE:
            return isinstance(item, FindingRow) and item.id in self.saving
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(item)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(item, FindingRow):
            return self._say(item.finding.message)
        return None

    def _said(self, item: FindingRow | Group) -> str:
        """All a screen reader needs of a row."""
        say = self._say
        if isinstance(item, Group):
            return f"{self.group_title(item)}  {say(words.GROUP_LINE, done=item.count - item.open, total=item.count)}"
        verdict = verdict_of(item)
        day = item.visit_date.isoformat() if item.visit_date else ""
        parts = (say(words.SHORT[verdict]), say(common.OUTCOMES[item.finding.outcome]), say(common.GRADES[item.finding.grade]),
                 say(self._title(item.finding.rule)), item.case_id, day, item.agency, say(item.finding.message))  # fmt: skip
        return "  ".join(part for part in parts if part)

    def group_title(self, group: Group) -> str:
        return self._say(self.group_text(group))

    def group_text(self, group: Group) -> Text:
        """What a group is called."""
        by, value = self.listing.wanted.group, group.value
        if by == "rule":
            return self._title(value)
        if by == "grade":
            return common.GRADES[int(value)]
        if by == "verdict":
            return words.SHORT[value]
        if by == "visit.visitors":  # as the store holds lists
            names = json.loads(value or "[]")
            return Text("、".join(names), ", ".join(names)) if names else words.UNKNOWN_VISITORS
        if value:
            return Text(value, value)
        return words.UNKNOWN_CASE if by == "visit.case_id" else words.UNKNOWN_AGENCY


def verdict_of(row: FindingRow) -> str:
    """The verdict that stands; '' where none does."""
    return row.decision.verdict.value if row.decision and row.decision.verdict else ""
