"""One column's cells to values: each kind of column has one converter, which remembers what it has read before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from audit.intake.cells import Cell
from audit.model import Text
from audit.values.dates import DATE_UNCLEAR, Hints, Moment, read_moment
from audit.values.names import Names, read_names
from audit.values.numbers import AMOUNT_UNCLEAR, COORDINATE_UNCLEAR, NOTHING, Place, read_amount, read_degrees, read_place
from audit.values.text import BLANK, RUINED, fold, ruined, shown
from audit.values.times import Span, read_minutes, read_span
from audit.values.yesno import YESNO_UNCLEAR, Question, read_yesno

_REMEMBERED = 30_000  # values a column remembers before it begins anew
_EMPTY: tuple[Any, str | None, Text | None] = (None, None, None)

#: A value as read, the text that stood there where that differs, and what is wrong with it.
Read = tuple[Any, str | None, Text | None]


class Converted(NamedTuple):
    """A column's values in the order of its cells; `typed` and `troubles` by position, only where there is any."""

    values: list[Any]
    typed: dict[int, str]
    troubles: dict[int, Text]


Converter = Callable[[Sequence[Cell]], Converted]


def remembering(read: Callable[[Cell], Read], empty: Any = None) -> Converter:
    """A converter that reads every distinct cell once."""
    known: dict[Cell, Read] = {}
    nothing: Read = (empty, None, None)

    def convert(cells: Sequence[Cell]) -> Converted:
        values: list[Any] = []
        typed: dict[int, str] = {}
        troubles: dict[int, Text] = {}
        if len(known) > _REMEMBERED:
            known.clear()
        if bool in set(map(type, cells)):  # True and 1 would be remembered as one
            cells = ["TRUE" if c is True else "FALSE" if c is False else c for c in cells]
        keep = values.append
        for i, cell in enumerate(cells):
            found = known.get(cell)
            if found is None:
                found = nothing if cell is None or cell == "" else read(cell)
                known[cell] = found
            value, text, trouble = found
            keep(value)
            if text is not None:
                typed[i] = text
            if trouble is not None:
                troubles[i] = trouble
        return Converted(values, typed, troubles)

    return convert


def as_text(cells: Sequence[Cell]) -> Converted:
    """Cells as text, whatever they were stored as."""
    return Converted([c.strip(BLANK) if type(c) is str else shown(c) for c in cells], {}, {})


def as_identifier(cells: Sequence[Cell]) -> Converted:
    """Numbers of cases, contracts, people: text; told where a spreadsheet has ruined one."""
    values = [c.strip(BLANK) if type(c) is str else shown(c) for c in cells]
    troubles = {i: RUINED for i, c in enumerate(cells) if c and (type(c) is not str or "+" in c) and ruined(c)}
    return Converted(values, {}, troubles)


def dates(hints: Hints) -> Converter:
    """Moments: a day, with its clock where the cell has one."""

    def read(cell: Cell) -> Read:
        moment = read_moment(cell, hints)
        text = shown(cell)
        trouble = moment.trouble or (DATE_UNCLEAR if moment.day is None and fold(text) not in NOTHING else None)
        plain = moment.day is not None and text in (
            moment.day.isoformat(),
            f"{moment.day} {moment.start:%H:%M}" if moment.start else "",
        )
        return moment, None if plain or not text else text, trouble

    return remembering(read, Moment())


def spans(hints: Hints) -> Converter:
    """Times of day, as moments: a range fills the end, a cell with a day too keeps it."""

    def read(cell: Cell) -> Read:
        text = shown(cell)
        moment = _time_of(cell, hints)
        return moment, None if moment.start and text == f"{moment.start:%H:%M}" else text or None, moment.trouble

    return remembering(read, Moment())


def _time_of(cell: Cell, hints: Hints) -> Moment:
    if isinstance(cell, datetime):
        day = cell.date() if cell.year >= 1990 else None  # a bare time comes as 1899-12-30 or 1900-01-00
        return Moment(day, cell.time().replace(microsecond=0))
    if isinstance(cell, date):
        return Moment(cell)
    span = read_span(cell) if not isinstance(cell, str) or not _has_day(cell) else Span()
    if span.start or not isinstance(cell, str):
        return Moment(None, span.start, span.end, span.trouble)
    moment = read_moment(cell, hints)
    if moment.day:
        return moment
    return Moment(trouble=span.trouble or (moment.trouble if fold(cell) not in NOTHING else None))


def _has_day(text: str) -> bool:
    """A time's cell with a day before it: 2026-08-03 9:30, 8月3日 9:30."""
    moment = read_moment(text, Hints("dmy", date(2026, 6, 30)))
    return moment.day is not None and ("月" in text or "-" in text or "/" in text or "." in text) and moment.start is not None


def moments(hints: Hints) -> Converter:
    """When something was entered or recorded: a moment, a day, or a time alone."""

    def read(cell: Cell) -> Read:
        text = shown(cell)
        value = _moment_of(cell, hints)
        if isinstance(value, Text):
            return None, text or None, value
        same = value is None or shown(value) == text
        return value, None if same and value is not None else text or None, None

    return remembering(read)


def _moment_of(cell: Cell, hints: Hints) -> datetime | date | time | Text | None:
    if isinstance(cell, time | timedelta) or (isinstance(cell, float) and 0 < cell < 1):
        return read_span(cell).start
    moment = read_moment(cell, hints)
    if moment.day:
        return datetime.combine(moment.day, moment.start) if moment.start else moment.day
    if fold(shown(cell)) in NOTHING:
        return None
    span = read_span(cell)
    return span.start or moment.trouble or DATE_UNCLEAR


def people() -> Converter:
    """Names in their order, with the staff numbers that stood with them."""

    def read(cell: Cell) -> Read:
        text = shown(cell)
        found = read_names(text)
        return found, None if "、".join(found.names) == text else text or None, found.trouble

    return remembering(read, Names())


def staff_numbers() -> Converter:
    """Staff numbers, several in a cell."""

    def read(cell: Cell) -> Read:
        text = shown(cell)
        numbers = tuple(n for n in _split(text) if n)
        return numbers, None if "、".join(numbers) == text else text, RUINED if ruined(cell) else None

    return remembering(read, ())


def _split(text: str) -> list[str]:
    if fold(text) in NOTHING:
        return []
    for separator in "，,;；/\\|+＋&\n\t \u3000":
        text = text.replace(separator, "、")
    return text.split("、")


def ticks(question: Question) -> Converter:
    """Yes or no, by what the column asks; what was typed is always kept."""

    def read(cell: Cell) -> Read:
        answer = read_yesno(cell, question)
        text = shown(cell)
        return answer.value, text or None, None if answer.known else YESNO_UNCLEAR

    return remembering(read)


def amounts() -> Converter:
    def read(cell: Cell) -> Read:
        amount = read_amount(cell)
        text = shown(cell)
        return amount.value, None if amount.value is not None and str(amount.value) == text else text or None, amount.trouble

    return remembering(read)


def minutes(unit: str) -> Converter:
    def read(cell: Cell) -> Read:
        return read_minutes(cell, unit), shown(cell) or None, None

    return remembering(read)


def degrees() -> Converter:
    def read(cell: Cell) -> Read:
        value = read_degrees(cell)
        text = shown(cell)
        trouble = COORDINATE_UNCLEAR if value is None and fold(text) not in NOTHING else None
        return value, None if value is not None and repr(value) == text else text or None, trouble

    return remembering(read)


def places() -> Converter:
    """Both coordinates in one cell."""

    def read(cell: Cell) -> Read:
        text = shown(cell)
        place: Place | None = read_place(text)
        return place, text or None, COORDINATE_UNCLEAR if place is None and fold(text) not in NOTHING else None

    return remembering(read)


__all__ = ["AMOUNT_UNCLEAR", "Converted", "Converter", "Read"]
