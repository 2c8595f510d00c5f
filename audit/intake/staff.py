"""Rows of a staff register to staff members."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from audit.intake import columns as to
from audit.intake.cells import Cell
from audit.intake.columns import Converted, Converter
from audit.intake.visits import Column, Place, converted
from audit.model import Problem, Source, StaffMember
from audit.values.dates import Hints, read_moment
from audit.values.text import shown

_DATES = ("trained_on", "credential_until", "joined_on", "left_on")
_LEFT = re.compile(r"(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*(?:离职|离岗|退出|辞职|停岗|left|resigned)")
_RANGE_END = re.compile(r"^.*(?:至|到|~|～|—|--|\s-\s|(?<=\d[./年月]\d)-|(?<=\d[./年月]\d\d)-|日-)\s*(.+)$")


class StaffTable:
    """Turns rows into staff members by one settled mapping."""

    def __init__(self, columns: Sequence[Column], hints: Mapping[str, Hints], place: Place):
        self.columns = tuple(columns)
        self.place = place
        self.extra = tuple((c.at, c.header) for c in columns if c.meaning is None)
        self._converters = {c.at: _converter(c, hints) for c in columns}
        self.fields = frozenset(c.meaning for c in columns if c.meaning)

    def staff(self, numbers: Sequence[int], rows: Sequence[Sequence[Cell]]) -> tuple[list[StaffMember], list[Problem]]:
        read, problems = converted(self.columns, self._converters, numbers, rows, self.place)
        return [self._member(i, number, read) for i, number in enumerate(numbers)], problems

    def _member(self, i: int, number: int, read: Mapping[int, Converted]) -> StaffMember:
        value = {c.meaning: read[c.at].values[i] for c in self.columns if c.meaning}
        trained = max((v.day for c in self.columns if c.meaning == "trained_on" and (v := read[c.at].values[i]).day), default=None)
        days = {name: value[name].day if name in value else None for name in _DATES} | {"trained_on": trained}
        remark, status = str(value.get("remark") or ""), str(value.get("status") or "")
        return StaffMember(
            Source(self.place.file, self.place.sheet, number), str(value.get("name") or ""), str(value.get("number") or ""),
            str(value.get("agency") or "") or self.place.agency, days["trained_on"], str(value.get("credential") or ""),
            days["credential_until"], status, days["joined_on"], days["left_on"] or _left(status) or _left(remark), value.get("barred"),
            str(value.get("employer") or ""), remark,
            {header: read[index].values[i] for index, header in self.extra},
            {
                c.meaning: text
                for c in self.columns
                if c.meaning
                and (text := read[c.at].typed.get(i)) is not None
                and (c.meaning != "trained_on" or read[c.at].values[i].day == trained)
            },
            self.fields,
        )  # fmt: skip


def _left(text: str) -> date | None:
    """2026-07-15离职 in a remark."""
    found = _LEFT.search(text)
    return read_moment(found[1]).day if found else None


def _converter(column: Column, hints: Mapping[str, Hints]) -> Converter:
    meaning = column.meaning or ""
    if meaning == "credential_until":
        return _until(to.dates(hints.get(meaning, Hints())))
    if meaning in _DATES:
        return to.dates(hints.get(meaning, Hints()))
    if meaning == "barred":
        return to.ticks("barred")
    return to.as_identifier if meaning in ("", "number", "credential") else to.as_text


def _until(convert: Converter) -> Converter:
    """2025-04-01至2027-03-31: valid until the second."""

    def converted(cells: Sequence[Cell]) -> Converted:
        ends = [m[1] if isinstance(c, str) and (m := _RANGE_END.match(c)) and read_moment(m[1]).day else c for c in cells]
        found = convert(ends)
        for i, (whole, end) in enumerate(zip(cells, ends, strict=True)):
            if whole is not end:
                found.typed[i] = shown(whole)
        return found

    return converted
