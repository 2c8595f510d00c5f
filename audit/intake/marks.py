"""What stands on single cells beside their values, put where evidence is looked for: error cells as typed, comments as extra."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from audit.intake.cells import SheetInfo
from audit.intake.settle import field_of
from audit.intake.visits import Column
from audit.model import CaseFile, StaffMember, Visit

COMMENT = "{header}（批注）"
Places = Mapping[tuple[int, int], str]  # (row, column), both 1-based


class Marks:
    """The marks of one table by row. `kept` are the columns that go to `extra`."""

    def __init__(self, info: SheetInfo, columns: Sequence[Column], kept: Iterable[int]):
        self._columns = {c.at: c for c in columns}
        self._kept = frozenset(kept)
        self._errors = _by_row(info.errors)
        self._comments = _by_row(info.comments)
        self.placed: set[tuple[int, int]] = set()  # comments that went to a record

    def put(self, numbers: Sequence[int], records: Sequence[Visit | CaseFile | StaffMember]) -> None:
        if not self._errors and not self._comments:
            return
        for number, record in zip(numbers, records, strict=True):
            for at, text in self._errors.get(number, ()):
                if at in self._columns:
                    self._error(self._columns[at], text, record)
            for at, text in self._comments.get(number, ()):
                header = self._columns[at].header if at in self._columns else f"（第{at + 1}列）"
                _extra(record)[COMMENT.format(header=header)] = text
                self.placed.add((number, at + 1))

    def _error(self, column: Column, text: str, record: Visit | CaseFile | StaffMember) -> None:
        if column.at in self._kept or column.meaning is None:
            _extra(record)[column.header] = text
            return
        name = (field_of(column.meaning) if isinstance(record, Visit) else column.meaning) or ""
        typed = cast(dict[str, str], record.typed)
        beside = record.as_typed(name) if isinstance(record, Visit) else typed.get(name, "")
        typed[name] = f"{beside} {text}".strip()


def _extra(record: Visit | CaseFile | StaffMember) -> dict[str, str]:
    """The record was made a moment ago and nobody has seen it yet: its mapping is still a plain dict."""
    return cast(dict[str, str], record.extra)


def _by_row(places: Places) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in sorted(places.items()):
        if text:
            found.setdefault(row, []).append((column - 1, text))
    return found
