"""Rows of a log to visits: every column through its converter, then what several columns say together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import repeat
from typing import Any, NamedTuple

from audit.intake import columns as to
from audit.intake.cells import Cell
from audit.intake.columns import Converted, Converter
from audit.intake.headers import plain
from audit.model import FIELDS, FiledAddress, Problem, Source, Text, Visit
from audit.values.dates import Hints, Moment
from audit.values.text import shown

TIMELESS = Text("只写了时间，没有日期。", "There is a time but no day.")
_IDENTIFIERS = ("visit_id", "case_id")
_TEXTS = (
    "agency", "borrower_name", "address_type", "home_address", "work_address", "household_address", "person_met", "relation",
    "dress", "outcome", "prior_contact", "incident", "remark",
)  # fmt: skip
_DEFAULTS: Mapping[str, Any] = {name: f.default for name, f in Visit.__dataclass_fields__.items() if name in FIELDS}
_NAMES_ITS_TOWN = re.compile(r"[^路街道夜超菜集门店\W\d]{2,3}?(?:省|市)(?!场)|[^路街\W\d]{2,8}?自治[州区县]")
_TIMES = ("visit_date", "start_time", "end_time")
#: What a title says of the leading visitor where the log's only column of people holds those who went along.
LEAD = "lead"
_REGION = ("province", "city", "district", "street")


class Column(NamedTuple):
    """A column of the table: where it stands, its header as it stood, its meaning (None: kept as it is)."""

    at: int
    header: str
    meaning: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """What all rows of a table share: file and sheet, and what titles say that no column does (field: (value, text))."""

    file: str
    sheet: str
    agency: str = ""
    said: Mapping[str, tuple[Any, str]] | None = None


def converted(
    columns: Sequence[Column], converters: Mapping[int, Converter], numbers: Sequence[int], rows: Sequence[Sequence[Cell]], place: Place
) -> tuple[dict[int, Converted], list[Problem]]:  # fmt: skip
    """Each column read as what it means, by its place, and the cells that could not be."""
    cells = list(zip(*rows, strict=True)) if rows else []
    read = {c.at: converters[c.at](cells[c.at]) for c in columns}
    problems = [
        Problem(place.file, place.sheet, numbers[i], c.header, trouble, shown(cells[c.at][i]))
        for c in columns for i, trouble in read[c.at].troubles.items()
    ]  # fmt: skip
    return read, problems


class VisitTable:
    """Turns rows into visits by one settled mapping. Columns are converted one after the other, which is far quicker than row by row."""

    def __init__(self, columns: Sequence[Column], hints: Mapping[str, Hints], place: Place):
        self.columns = tuple(columns)
        self.place = place
        self.by_meaning: dict[str, list[Column]] = {}
        for column in columns:
            if column.meaning:
                self.by_meaning.setdefault(column.meaning, []).append(column)
        unused = self._unused()
        self.extra = tuple((c.at, c.header) for c in columns if c.meaning is None or c.at in unused)
        self._date_hints = hints
        self._converters: dict[int, Converter] = {c.at: self._converter(c) for c in columns if c.meaning}
        self.fields = self._fields()
        self.seen: frozenset[str] = frozenset()  # times that came out of other columns: a day with its clock, a range

    def _unused(self) -> frozenset[int]:
        """Columns that have a meaning but give no field here: a length beside an end, a town that is no part of the address."""
        whole = {"visit_address", "address_detail"} & set(self.by_meaning)
        unused = {"duration"} if {"end_time", "duration"} <= set(self.by_meaning) else set()
        unused |= {r for r in _REGION if r in self.by_meaning and not (whole and self._beside(r))}
        unused |= {"address_detail"} if len(whole) == 2 else set()
        return frozenset(c.at for m in unused for c in self.by_meaning.get(m, ()))

    def _fields(self) -> frozenset[str]:
        """The canonical fields for which the log has a column (or a title that says it for all rows)."""
        has = set(self.by_meaning)
        found = {f for f in FIELDS if f in has} | (set(self.place.said or ()) - {LEAD})
        found |= {"visitors"} if "visitor_2" in has else set()
        found |= {"visit_address"} if "address_detail" in has else set()
        found |= {"other_addresses"} if "other_address" in has else set()
        found |= {"latitude", "longitude"} if "coordinates" in has else set()
        return frozenset(found)

    def _converter(self, column: Column) -> Converter:
        meaning = column.meaning or ""
        hints = self._date_hints.get(meaning, Hints())
        if meaning in ("visit_date", "promise_date"):
            return to.dates(hints)
        if meaning in ("start_time", "end_time"):
            return to.spans(hints)
        if meaning in ("recorded_at", "recording_start", "recording_end"):
            return to.moments(hints)
        if meaning in ("visitors", "visitor_2"):
            return to.people()
        simple: Mapping[str, Converter] = {
            "visitor_numbers": to.staff_numbers(), "id_shown": to.ticks("id_shown"), "recorded": to.ticks("recorded"),
            "address_verified": to.ticks("address_verified"), "promise_amount": to.amounts(), "coordinates": to.places(),
            "latitude": to.degrees(), "longitude": to.degrees(), "visit_id": to.as_identifier, "case_id": to.as_identifier,
            "duration": to.minutes("hours" if "小时" in column.header or "hour" in column.header.lower() else "minutes" if "分" in column.header or "min" in column.header.lower() else ""),
        }  # fmt: skip
        return simple.get(meaning, to.as_text)

    def visits(
        self, numbers: Sequence[int], rows: Sequence[Sequence[Cell]], said: Sequence[Mapping[str, tuple[Any, str]]] | None = None
    ) -> tuple[list[Visit], list[Problem]]:
        """The visits of these rows (padded to one width) and what could not be read in them."""
        by_column = list(zip(*rows, strict=True)) if rows else []
        work = _Work(numbers, self.place)
        read = {c.at: self._converters[c.at](by_column[c.at]) for c in self.columns if c.meaning}
        for column in self.columns:
            if column.meaning:
                work.told(column.header, read[column.at], by_column[column.at])
        of = {m: [read[c.at] for c in cs] for m, cs in self.by_meaning.items()}
        for name in (
            *_IDENTIFIERS,
            *_TEXTS,
            "id_shown",
            "address_verified",
            "promise_amount",
            "recording_start",
            "recording_end",
        ):
            if name in of:
                work.take(name, of[name][0])
        _when(work, of)
        _who(work, of)
        _recorded(work, self.by_meaning, of)
        self._where(work, of, by_column)
        _account(work, of)
        self._recorded_at(work, of, by_column)
        extras = self._extras(work, by_column)
        return self._made(work, extras, said), work.problems

    def _where(self, work: _Work, of: Mapping[str, list[Converted]], by_column: Sequence[Sequence[Cell]]) -> None:
        whole = of.get("visit_address") or of.get("address_detail")
        if whole:
            parts = [of[r][0].values for r in _REGION if r in of and self._beside(r)]
            work.values["visit_address"] = _joined_address(parts, whole[0].values) if parts else whole[0].values
        if "other_address" in of:
            kinds = [_kind_of_address(c.header) for c in self.by_meaning["other_address"]]
            lists = [c.values for c in of["other_address"]]
            work.values["other_addresses"] = [
                tuple(FiledAddress(kind, text, owner) for (kind, owner), text in zip(kinds, texts, strict=True) if text)
                for texts in zip(*lists, strict=True)
            ]
        if "coordinates" in of:
            found = of["coordinates"][0]
            work.values["latitude"] = [p.latitude if p else None for p in found.values]
            work.values["longitude"] = [p.longitude if p else None for p in found.values]
            work.note("latitude", found.typed)
            work.note("longitude", found.typed)
        for name in ("latitude", "longitude"):
            if name in of:
                work.take(name, of[name][0])

    def _beside(self, part: str) -> bool:
        """Province, city and district belong to the address only where they stand right before it (or it is a part by name)."""
        if "address_detail" in self.by_meaning:
            return True
        address = self.by_meaning["visit_address"][0].at
        here = [self.by_meaning[r][0].at for r in _REGION if r in self.by_meaning]
        return self.by_meaning[part][0].at < address and address - min(here) <= len(here)

    def _recorded_at(self, work: _Work, of: Mapping[str, list[Converted]], by_column: Sequence[Sequence[Cell]]) -> None:
        if "recorded_at" not in of:
            return
        found = of["recorded_at"][0]
        work.take("recorded_at", found)
        timeless = [i for i, v in enumerate(found.values) if type(v) is time]
        if timeless:
            work.values["recorded_at"] = [None if type(v) is time else v for v in found.values]
            column = self.by_meaning["recorded_at"][0]
            for i in timeless:
                work.problem(i, column.header, TIMELESS, by_column[column.at][i])
                work.typed[i]["recorded_at"] = shown(by_column[column.at][i])

    def _extras(self, work: _Work, by_column: Sequence[Sequence[Cell]]) -> list[dict[str, str]]:
        """Columns without a meaning among the fields, by their headers; nothing in a log is dropped."""
        if not self.extra:
            return [{} for _ in work.numbers]
        headers = [h for _, h in self.extra]
        converted = []
        for index, header in self.extra:
            found = to.as_identifier(by_column[index])
            work.told(header, found, by_column[index])
            converted.append(found.values)
        return [dict(zip(headers, texts, strict=True)) for texts in zip(*converted, strict=True)]

    def _made(
        self, work: _Work, extras: Sequence[Mapping[str, str]], said: Sequence[Mapping[str, tuple[Any, str]]] | None
    ) -> list[Visit]:
        n = len(work.numbers)
        shared = self.place.said or {}
        for i in range(n) if said or shared else ():
            for name, (value, text) in {**shared, **(said[i] if said else {})}.items():
                if name == LEAD:
                    work.lead(i, value, text)
                else:
                    work.say(i, name, value, text)
        if self.place.agency:
            work.values["agency"] = [a or self.place.agency for a in work.values.get("agency", ("",) * n)]
        self.seen |= {name for name in _TIMES if any(v is not None for v in work.values.get(name, ()))}
        lists = [work.values.get(f) or [_DEFAULTS[f]] * n for f in FIELDS]
        file, sheet, fields = self.place.file, self.place.sheet, self.fields | self.seen
        if said and any(said):
            fields = fields | {name for one in said for name in one if name != LEAD}
        sources = [Source(file, sheet, number) for number in work.numbers]
        return list(map(Visit, sources, *lists, extras, work.typed, repeat(fields, n)))


class _Work:
    """The lists that grow while one stretch of rows is read."""

    def __init__(self, numbers: Sequence[int], place: Place):
        self.numbers = numbers
        self.place = place
        self.values: dict[str, list[Any]] = {}
        self.typed: list[dict[str, str]] = [{} for _ in numbers]
        self.problems: list[Problem] = []

    def take(self, name: str, found: Converted) -> None:
        self.values[name] = found.values
        self.note(name, found.typed)

    def note(self, name: str, typed: Mapping[int, str]) -> None:
        rows = self.typed
        for i, text in typed.items():
            rows[i][name] = text

    def told(self, header: str, found: Converted, cells: Sequence[Cell]) -> None:
        for i, trouble in found.troubles.items():
            self.problem(i, header, trouble, cells[i])

    def problem(self, i: int, header: str, trouble: Text, cell: Cell) -> None:
        self.problems.append(Problem(self.place.file, self.place.sheet, self.numbers[i], header, trouble, shown(cell)))

    def lead(self, i: int, names: tuple[str, ...], text: str) -> None:
        """Puts the leading visitor of a title before those who went along."""
        along = self.values["visitors"][i]
        if set(names) & set(along):
            return
        self.typed[i]["visitors"] = "、".join(t for t in (text, self.typed[i].get("visitors") or "、".join(along)) if t)
        self.values["visitors"][i] = (*names, *along)

    def say(self, i: int, name: str, value: Any, text: str) -> None:
        """What a title or a line above says, where the row itself does not."""
        column = self.values.setdefault(name, [_DEFAULTS[name]] * len(self.numbers))
        if column[i] == _DEFAULTS[name] and name not in self.typed[i]:
            if column is self.values[name] and isinstance(column, list):
                column[i] = value
            if text:
                self.typed[i][name] = text


def _when(work: _Work, of: Mapping[str, list[Converted]]) -> None:
    """Day, start and end, whichever columns they stand in: a day with its clock, a range, a start with its day, a length."""
    n = len(work.numbers)
    day = of["visit_date"][0] if "visit_date" in of else None
    start = of["start_time"][0] if "start_time" in of else None
    end = of["end_time"][0] if "end_time" in of else None
    days: list[Moment] = day.values if day else [Moment()] * n
    starts: list[Moment] = start.values if start else [Moment()] * n
    ends: list[Moment] = end.values if end else [Moment()] * n
    for name, found in (("visit_date", day), ("start_time", start), ("end_time", end)):
        if found:
            work.note(name, found.typed)
    if day or start:
        work.values["visit_date"] = [d.day or s.day for d, s in zip(days, starts, strict=True)]
        if not day:
            work.note(
                "visit_date",
                {i: work.typed[i].get("start_time", "") for i, s in enumerate(starts) if s.day and "start_time" in work.typed[i]},
            )
    work.values["start_time"] = [s.start or d.start if s.start is None else s.start for s, d in zip(starts, days, strict=True)]
    work.values["end_time"] = [
        e.start if e.start is not None else s.end or d.end for e, s, d in zip(ends, starts, days, strict=True)
    ]
    _carried_text(work, days, starts, ends)
    if "promise_date" in of:
        found = of["promise_date"][0]
        work.values["promise_date"] = [m.day for m in found.values]
        work.note("promise_date", found.typed)
    if "duration" in of:
        _from_duration(work, of["duration"][0])


def _carried_text(work: _Work, days: Sequence[Moment], starts: Sequence[Moment], ends: Sequence[Moment]) -> None:
    """A start or end that stood in another cell is quoted as it stood there."""
    for i, (d, s, e) in enumerate(zip(days, starts, ends, strict=True)):
        typed = work.typed[i]
        if s.start is None and d.start is not None and "visit_date" in typed:
            typed.setdefault("start_time", typed["visit_date"])
        if e.start is None and (s.end or d.end) is not None:
            text = typed.get("start_time") if s.end else typed.get("visit_date")
            if text:
                typed.setdefault("end_time", text)


def _from_duration(work: _Work, found: Converted) -> None:
    starts, ends = work.values["start_time"], work.values["end_time"]
    for i, length in enumerate(found.values):
        if ends[i] is None and starts[i] is not None and length and 0 < length < 24 * 60 and "end_time" not in work.typed[i]:
            ends[i] = (datetime.combine(date.min, starts[i]) + timedelta(minutes=length)).time()
            work.typed[i]["end_time"] = found.typed.get(i, "")


def _who(work: _Work, of: Mapping[str, list[Converted]]) -> None:
    """Visitors of all their columns in order, and their numbers."""
    columns = [*of.get("visitors", ()), *of.get("visitor_2", ())]
    if columns:
        work.values["visitors"] = [sum((n.names for n in names), ()) for names in zip(*(c.values for c in columns), strict=True)]
        for i in sorted(set().union(*(c.typed for c in columns))):
            texts = [c.typed.get(i) or "、".join(c.values[i].names) for c in columns]
            work.typed[i]["visitors"] = "、".join(t for t in texts if t)
    numbers = of.get("visitor_numbers", [])
    inside = [[n.numbers for n in c.values] for c in columns]
    if numbers or any(map(any, inside)):
        lists = [c.values for c in numbers] or inside
        work.values["visitor_numbers"] = [sum(parts, ()) for parts in zip(*lists, strict=True)]
        for c in numbers[:1]:
            work.note("visitor_numbers", c.typed if len(numbers) == 1 else {})


def _recorded(work: _Work, columns: Mapping[str, Sequence[Column]], of: Mapping[str, list[Converted]]) -> None:
    """Sound and picture in columns of their own: recorded only where both are, and quoted with their headers."""
    found = of.get("recorded", [])
    if len(found) == 1:
        work.take("recorded", found[0])
    elif found:
        answers = zip(*(c.values for c in found), strict=True)
        work.values["recorded"] = [next(iter(set(a))) if len(set(a)) == 1 else None for a in answers]
        headers = [c.header for c in columns["recorded"]]
        for i in sorted(set().union(*(c.typed for c in found))):
            work.typed[i]["recorded"] = "；".join(f"{h}：{c.typed[i]}" for h, c in zip(headers, found, strict=True) if i in c.typed)


def _account(work: _Work, of: Mapping[str, list[Converted]]) -> None:
    """Several columns of free text are one account, a line each."""
    lists = [c.values for c in of.get("account", ())]
    if len(lists) == 1:
        work.values["account"] = lists[0]
    elif lists:
        work.values["account"] = ["\n".join(t for t in texts if t) for texts in zip(*lists, strict=True)]


def _joined_address(parts: Sequence[Sequence[str]], whole: Sequence[str]) -> list[str]:
    """城市 + 区县 + 详细地址; a part that the address already has is not said twice."""
    joined = []
    for texts in zip(*parts, whole, strict=True):
        *regions, detail = texts
        front = ""
        for region in () if _NAMES_ITS_TOWN.match(detail) else regions:
            if region and region not in detail and region not in front:
                front += region
        joined.append(front + detail)
    return joined


def _kind_of_address(header: str) -> tuple[str, str]:
    """Kind and owner by the header's words."""
    text = plain(header)
    owner = "borrower"
    if any(w in text for w in ("担保", "保证", "共借", "共同", "共债", "副卡", "guarantor")):
        owner = "liable"
    elif any(w in text for w in ("联系人", "父母", "配偶", "亲属", "contact", "spouse")):
        owner = "contact"
    for kind, words in (("mailing", ("账单", "通讯", "邮寄", "对账", "帳單", "通訊", "mailing", "billing")), ("work", ("单位", "公司", "work", "office")),
                        ("household", ("户籍", "身份证"))):  # fmt: skip
        if any(w in text for w in words):
            return kind, owner
    return "other", owner
