"""Statistics for the dashboard: every figure comes with the filter that shows its rows, and is nothing but the count of those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from json import loads
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from audit.model import Text
from audit.store.where import AnyOf, Condition, Where, WithFinding

if TYPE_CHECKING:
    from audit.store.nouns import RunInfo
    from audit.store.store import Store

STANDS = Where("standing", "=", "violation")
WAITS = Where("standing", "=", "waiting")
GRAVE = Where("grade", "=", 1)


@dataclass(frozen=True, slots=True)
class Show:
    """The rows behind a figure: findings of a run (`finding_ids(run, where)`) or visits (`visit_ids(project, where)`)."""

    kind: Literal["findings", "visits"]
    project: int
    run: int
    where: tuple[Condition, ...] = ()


class Number(NamedTuple):
    """A count with its rows and, where it is a part, the whole with its own."""

    value: int
    show: Show
    whole: int | None = None
    of: Show | None = None

    @property
    def share(self) -> float | None:
        return self.value / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table by agency, person or month: its visits, those with a violation, those that wait, its violations.

    `key` is (agency,), (agency, name, number) or (month,). `former`: the violating visits of the period before.
    """

    key: tuple[str, ...]
    visits: Number
    violating: Number
    waiting: Number
    violations: Number
    former: Number | None = None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule: what counts, what waits, what people overruled among what they decided."""

    rule: str
    title: Text
    violations: Number
    waiting: Number
    overruled: Number
    former: Number | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts by two values; cells that would be 0 are left out. Rows and columns are in display order."""

    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    cells: Mapping[tuple[Any, Any], Number]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`former` are the tiles of the period before (`former_project`), where there is one."""

    project: int
    run: int
    tiles: Mapping[str, Number]
    by_agency: tuple[Line, ...]
    by_rule: tuple[RuleLine, ...]
    by_person: tuple[Line, ...]
    by_month: tuple[Line, ...]
    heat: Grid
    hours: Grid
    former: Mapping[str, Number] | None = None
    former_project: int | None = None


def dashboard(store: Store, run: int, where: Sequence[Condition] = ()) -> Dashboard:
    """All figures of a run, of the visits that meet the conditions."""
    here = _Scope(store, store.run_diff(run).run, tuple(where))
    before = former_project(store, here.run.project)
    last = store.last_run(before) if before is not None else None
    there = _Scope(store, last, tuple(where)) if last else None
    return Dashboard(
        here.run.project, run, tiles(here), _lines(here, there, "agency"), _rules(here, there), _people(here, there), _lines(here, None, "month"),
        _heat(here), _hours(here), tiles(there) if there else None, before if there else None,
    )  # fmt: skip


def former_project(store: Store, project: int) -> int | None:
    """The project of the period before: the latest one with a run, of an agency of this one, whose visits end earlier."""
    own_end, agencies = _span(store, project)
    found: list[tuple[str, int]] = []
    for other in store.projects():
        if other.id == project or store.last_run(other.id) is None:
            continue
        end, theirs = _span(store, other.id)
        if end and end < own_end and agencies & theirs:
            found.append((end, other.id))
    return max(found)[1] if found else None


def _span(store: Store, project: int) -> tuple[str, set[str]]:
    counted = store.visit_counts(project, ["month", "agency"])
    return max((month or "" for month, _ in counted), default=""), {agency for _, agency in counted}


class _Scope:
    """A run and the conditions on its visits: counts with their filters."""

    def __init__(self, store: Store, run: RunInfo, where: tuple[Condition, ...]):
        self.store, self.run, self.where = store, run, where

    def visits(self, *more: Condition) -> Show:
        return Show("visits", self.run.project, self.run.id, (*self.where, *more))

    def findings(self, *more: Condition) -> Show:
        return Show("findings", self.run.project, self.run.id, (*on_findings(self.where), *more))

    def with_(self, *finding: Where) -> WithFinding:
        return WithFinding(self.run.id, finding)

    def by(self, show: Show, fields: Sequence[str]) -> dict[tuple[Any, ...], int]:
        if show.kind == "visits":
            return self.store.visit_counts(show.project, fields, show.where)
        return self.store.finding_counts(show.run, fields, show.where)

    def count(self, show: Show) -> int:
        return sum(self.by(show, ()).values())


def on_findings(where: Iterable[Condition]) -> tuple[Condition, ...]:
    """Conditions on visits as conditions on the findings of those visits."""
    return tuple(_on_finding(c) for c in where)


def _on_finding(c: Condition) -> Condition:
    if isinstance(c, AnyOf):
        return AnyOf(tuple(Where(f"visit.{w.field}", w.op, w.value) for w in c.conditions))
    if isinstance(c, Where):
        return Where(f"visit.{c.field}", c.op, c.value)
    raise TypeError("the dashboard is narrowed by conditions on visits only")


def tiles(s: _Scope) -> dict[str, Number]:
    """visits, violating, waiting, grave (visits); violations, open, confirmed, dismissed, wanted (findings)."""
    visits, found = s.visits(), s.findings()
    whole, all_found = s.count(visits), s.count(found)
    parts = {"violating": s.visits(s.with_(STANDS)), "waiting": s.visits(s.with_(WAITS)), "grave": s.visits(s.with_(STANDS, GRAVE))}
    told = {"visits": Number(whole, visits)} | {name: Number(s.count(show), show, whole, visits) for name, show in parts.items()}
    by = s.by(found, ["verdict"])
    told["findings"] = Number(all_found, found)
    told["violations"] = Number(s.count(s.findings(STANDS)), s.findings(STANDS), all_found, found)
    for name, verdict in (("open", ""), ("confirmed", "confirmed"), ("dismissed", "dismissed"), ("wanted", "wanted")):
        told[name] = Number(by.get((verdict,), 0), s.findings(Where("verdict", "=", verdict)), all_found, found)
    return told


def _lines(s: _Scope, former: _Scope | None, field: str) -> tuple[Line, ...]:
    whole = _folded(s.by(s.visits(), [field]))
    violating, waiting = (_folded(s.by(s.visits(s.with_(w)), [field])) for w in (STANDS, WAITS))
    violations = _folded(s.by(s.findings(STANDS), [f"visit.{field}"]))
    lines = [_line(s, (key,), Where(field, "=", key), n, violating[key], waiting[key], violations[key]) for key, n in whole.items()]
    if former is not None:
        before, broken = (
            _folded(former.by(former.visits(), [field])),
            _folded(former.by(former.visits(former.with_(STANDS)), [field])),
        )
        lines = [_before(former, line, Where(field, "=", line.key[0]), before, broken) for line in lines]
    order = (lambda line: line.key) if field == "month" else _by_rate
    return tuple(sorted(lines, key=order))


def _folded(counted: Mapping[tuple[Any, ...], int]) -> Counter[str]:
    """By one value; nothing there is ''."""
    found: Counter[str] = Counter()
    for (value,), n in counted.items():
        found["" if value is None else str(value)] += n
    return found


def _line(s: _Scope, key: tuple[str, ...], own: Where, visits: int, violating: int, waiting: int, violations: int) -> Line:
    whole, shown = s.visits(own), s.findings(STANDS, *on_findings([own]))
    return Line(
        key, Number(visits, whole), Number(violating, s.visits(own, s.with_(STANDS)), visits, whole),
        Number(waiting, s.visits(own, s.with_(WAITS)), visits, whole), Number(violations, shown),
    )  # fmt: skip


def _before(former: _Scope, line: Line, own: Where, visits: Mapping[Any, int], broken: Mapping[Any, int]) -> Line:
    key: Any = line.key[0] if len(line.key) == 1 else line.key
    if not visits.get(key):
        return line
    part, whole = former.visits(own, former.with_(STANDS)), former.visits(own)
    return replace(line, former=Number(broken.get(key, 0), part, visits[key], whole))


def _by_rate(line: Line) -> tuple[float, int, tuple[str, ...]]:
    return (-(line.violating.share or 0.0), -line.visits.value, line.key)


def _people(s: _Scope, former: _Scope | None) -> tuple[Line, ...]:
    """Each collector by agency, name and staff number: namesakes with numbers of their own stay apart."""
    whole, violating, waiting = (_persons(s, show) for show in (s.visits(), s.visits(s.with_(STANDS)), s.visits(s.with_(WAITS))))
    violations = _persons(s, s.findings(STANDS), "visit.")
    lines = []
    for key, n in whole.items():
        agency, name, number = key
        scope = _Scope(s.store, s.run, (*s.where, Where("agency", "=", agency)))
        own = Where("person", "=", (name, number))
        lines.append(_line(scope, key, own, n, violating[key], waiting[key], violations[key]))
    if former is not None:
        before, broken = _persons(former, former.visits()), _persons(former, former.visits(former.with_(STANDS)))
        lines = [_person_before(former, line, before, broken) for line in lines]
    return tuple(sorted(lines, key=_by_rate))


def _person_before(former: _Scope, line: Line, before: Mapping[Any, int], broken: Mapping[Any, int]) -> Line:
    agency, name, number = line.key
    scope = _Scope(former.store, former.run, (*former.where, Where("agency", "=", agency)))
    return _before(scope, line, Where("person", "=", (name, number)), before, broken)


def _persons(s: _Scope, show: Show, start: str = "") -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    counted = s.by(show, [f"{start}agency", f"{start}visitors", f"{start}visitor_numbers"])
    for (agency, visitors, numbers), n in counted.items():
        for name, number in persons(visitors, numbers):
            found[agency or "", name, number] += n
    return found


def persons(visitors: str | None, numbers: str | None) -> set[tuple[str, str]]:
    """Name and staff number ('' where the numbers do not match the names one by one) from two cells as stored."""
    names, own = (loads(text) if text else [] for text in (visitors, numbers))
    return set(zip(names, own, strict=True)) if len(names) == len(own) else {(name, "") for name in names}


def _rules(s: _Scope, former: _Scope | None) -> tuple[RuleLine, ...]:
    from audit.rules import BY_CODE

    standing, verdicts = s.by(s.findings(), ["rule", "standing"]), s.by(s.findings(), ["rule", "verdict"])
    before = (
        {rule: n for (rule, state), n in former.by(former.findings(), ["rule", "standing"]).items() if state == "violation"}
        if former
        else {}
    )
    lines = []
    for rule in dict.fromkeys(rule for rule, _ in standing):
        own = Where("rule", "=", rule)
        decided = sum(n for (r, verdict), n in verdicts.items() if r == rule and verdict)
        dismissed, every = s.findings(own, Where("verdict", "=", "dismissed")), s.findings(own, Where("verdict", "!=", ""))
        title = BY_CODE[rule].title if rule in BY_CODE else Text(rule, rule)
        lines.append(
            RuleLine(
                rule, title, Number(standing.get((rule, "violation"), 0), s.findings(own, STANDS)),
                Number(standing.get((rule, "waiting"), 0), s.findings(own, WAITS)),
                Number(verdicts.get((rule, "dismissed"), 0), dismissed, decided, every),
                Number(before.get(rule, 0), former.findings(own, STANDS)) if former else None,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (-line.violations.value, -line.waiting.value, line.rule)))


def _heat(s: _Scope) -> Grid:
    counted = s.by(s.findings(STANDS), ["rule", "visit.agency"])
    totals: dict[int, Counter[str]] = {0: Counter(), 1: Counter()}
    cells: dict[tuple[Any, Any], Number] = {}
    for (rule, agency), n in counted.items():
        key = (rule, agency or "")
        totals[0][key[0]] += n
        totals[1][key[1]] += n
        own = (Where("rule", "=", rule), Where("visit.agency", "=", key[1]))
        cells[key] = Number(n, s.findings(STANDS, *own))
    rows, columns = (tuple(sorted(t, key=lambda name, t=t: (-t[name], name))) for t in totals.values())  # type: ignore[misc]
    return Grid(rows, columns, cells)


def _hours(s: _Scope) -> Grid:
    """Visits by the hour they begin and the day of the week (0 Monday); the whole of each cell is its visits, the part those with a violation."""
    fields = ["hour", "weekday"]
    whole, broken = s.by(s.visits(), fields), s.by(s.visits(s.with_(STANDS)), fields)
    cells: dict[tuple[Any, Any], Number] = {}
    for (hour, weekday), n in whole.items():
        if hour is None or weekday is None:
            continue
        own = (Where("hour", "=", hour), Where("weekday", "=", weekday))
        cells[hour, weekday] = Number(broken.get((hour, weekday), 0), s.visits(*own, s.with_(STANDS)), n, s.visits(*own))
    return Grid(tuple(range(24)), tuple(range(7)), cells)
