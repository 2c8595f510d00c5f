"""The dashboard's figures as sheets: header, cells with the rows behind them, and bars for the chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from audit.model import Text
from gui.dashboard import words

if TYPE_CHECKING:
    from audit.statistics import Dashboard, Grid, Line, Number, Show

BARS = 12


class Cell(NamedTuple):
    """What stands in a cell; `order` is what it is sorted by, `shade` 0 to 1 how dark it is."""

    text: Text
    show: Show | None = None
    order: float | str = ""
    shade: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """`bars`: label and value; `share` tells whether they are shares."""

    name: str
    header: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bars: tuple[tuple[Text, float], ...] = ()
    share: bool = True
    words_first: int = 1  # columns of words before those of numbers


def percent(number: Number) -> str:
    return "—" if number.share is None else f"{number.share:.1%}"


def sheets(d: Dashboard, title: Callable[[str], Text]) -> dict[str, Sheet]:
    """All of them by name."""
    made = {
        "agency": _lines("agency", words.AGENCY, d.by_agency),
        "rule": _rules(d),
        "person": _people(d.by_person),
        "month": _lines("month", words.MONTH, d.by_month, every=True),
        "heat": _heat(d.heat, title),
        "hours": _hours(d.hours),
    }
    return made if d.former else {name: _without_former(sheet) for name, sheet in made.items()}


def _without_former(sheet: Sheet) -> Sheet:
    """There is no period before: no column of nothing."""
    if sheet.header[-1] not in (words.FORMER, words.FORMER_COUNT):
        return sheet
    return replace(sheet, header=sheet.header[:-1], rows=tuple(row[:-1] for row in sheet.rows))


def _said(text: str) -> Text:
    return Text(text, text) if text else words.NOT_GIVEN


def _word(text: str) -> Cell:
    return Cell(_said(text), order=text)


def _count(number: Number) -> Cell:
    return Cell(_said(f"{number.value:,}"), number.show, number.value)


def _rate(number: Number | None) -> Cell:
    if number is None:
        return Cell(Text("", ""), order=-1.0)
    return Cell(_said(percent(number)), number.show, number.share if number.share is not None else -1.0)


_FIGURES = (words.VISITS, words.VIOLATING, words.RATE, words.WAITING, words.VIOLATIONS, words.FORMER)


def _figures(line: Line) -> Iterator[Cell]:
    yield from (_count(line.visits), _count(line.violating), _rate(line.violating), _count(line.waiting), _count(line.violations))
    yield _rate(line.former)


def _lines(name: str, first: Text, lines: Sequence[Line], *, every: bool = False) -> Sheet:
    rows = tuple((_word(line.key[0]), *_figures(line)) for line in lines)
    shown = lines if every else lines[:BARS]
    return Sheet(name, (first, *_FIGURES), rows, tuple((_said(line.key[0]), line.violating.share or 0.0) for line in shown))


def _people(lines: Sequence[Line]) -> Sheet:
    rows = []
    for line in lines:
        agency, name, number = line.key
        rows.append((_word(name), Cell(Text(number, number), order=number), _word(agency), *_figures(line)))
    bars = tuple((_said(line.key[1]), line.violating.share or 0.0) for line in lines[:BARS])
    return Sheet("person", (words.PERSON, words.STAFF_NUMBER, words.AGENCY, *_FIGURES), tuple(rows), bars, words_first=3)


def _rules(d: Dashboard) -> Sheet:
    rows = []
    for line in d.by_rule:
        former = _count(line.former) if line.former else Cell(Text("", ""), order=-1.0)
        rows.append(
            (Cell(line.title, order=line.rule), _count(line.violations), _count(line.waiting), _count(line.overruled), _rate(line.overruled), former)
        )  # fmt: skip
    header = (words.RULE, words.VIOLATIONS, words.WAITING, words.OVERRULED, words.OVERRULED_SHARE, words.FORMER_COUNT)
    bars = tuple((line.title, float(line.violations.value)) for line in d.by_rule[:BARS])
    return Sheet("rule", header, tuple(rows), bars, share=False)


def _heat(grid: Grid, title: Callable[[str], Text]) -> Sheet:
    most = max((n.value for n in grid.cells.values()), default=1)
    rows = []
    for rule in grid.rows:
        cells = [Cell(title(rule), order=str(rule))]
        for agency in grid.columns:
            number = grid.cells.get((rule, agency))
            cells.append(_shaded(number, f"{number.value:,}", most) if number else Cell(Text("", ""), order=0))
        rows.append(tuple(cells))
    return Sheet("heat", (words.RULE, *(_said(str(a)) for a in grid.columns)), tuple(rows))


def _hours(grid: Grid) -> Sheet:
    """Hours in which nobody ever went are left out at both ends."""
    used = sorted({hour for hour, _ in grid.cells})
    most = max((n.value for n in grid.cells.values()), default=1)
    rows = []
    for hour in range(used[0], used[-1] + 1) if used else ():
        cells = [Cell(_said(f"{hour:02d}:00"), order=float(hour))]
        for day in grid.columns:
            number = grid.cells.get((hour, day))
            said = f"{number.value:,} ({number.whole:,})" if number else ""
            cells.append(_shaded(number, said, most) if number else Cell(Text("", ""), order=0))
        rows.append(tuple(cells))
    return Sheet("hours", (words.HOUR, *words.WEEKDAYS), tuple(rows))


def _shaded(number: Number, said: str, most: int) -> Cell:
    return Cell(_said(said), number.show, number.value, number.value / max(most, 1))
