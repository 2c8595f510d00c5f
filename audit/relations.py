"""Relations: a collector's day with overlaps and travel, copied accounts side by side, a case's visits against limits and promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from audit.model import CaseFile, Promise, StatusEvent, Text, Visit
from audit.policy import Policy
from audit.statistics import persons
from audit.store.where import Order, Where
from audit.values.clock import span
from audit.values.distance import least_metres, valid

if TYPE_CHECKING:
    from audit.store.store import Store

#: Metres that no gap is too short for: signals wander.
_WALK = 1000.0


class PersonDay(NamedTuple):
    """A collector's day with more than one visit. `number` is '' where the log gives no staff number."""

    agency: str
    name: str
    number: str
    day: date
    visits: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit on the line of a day; minutes since midnight, None where the log tells no time. `lane`: so that overlaps are seen."""

    id: int
    visit: Visit
    start: float | None
    end: float | None
    lane: int = 0


Kind = Literal["overlap", "too_fast", "ok", "unknown"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two visits of a day. `minutes` is negative where they overlap; `kmh` is the speed that the way would need."""

    first: int
    second: int
    minutes: float
    metres: float | None
    kmh: float | None
    kind: Kind
    text: Text


@dataclass(frozen=True, slots=True)
class Day:
    agency: str
    name: str
    number: str
    day: date
    stops: tuple[Stop, ...]
    gaps: tuple[Gap, ...]


def people(store: Store, project: int, *, least: int = 2) -> tuple[PersonDay, ...]:
    """Days on which one collector made at least so many visits, the fullest first."""
    count: Counter[tuple[str, str, str, str]] = Counter()
    for (agency, day, visitors, numbers), n in store.visit_counts(
        project, ["agency", "visit_date", "visitors", "visitor_numbers"]
    ).items():
        for name, number in persons(visitors, numbers) if day else ():
            count[agency, name, number, day] += n
    found = [PersonDay(a, name, number, date.fromisoformat(d), n) for (a, name, number, d), n in count.items() if n >= least]
    return tuple(sorted(found, key=lambda p: (-p.visits, p.day, p.agency, p.name, p.number)))


def day(store: Store, project: int, agency: str, name: str, number: str, on: date, policy: Policy) -> Day:
    """One collector's visits of a day in order of time."""
    where = [Where("agency", "=", agency), Where("visit_date", "=", on), Where("person", "=", (name, number))]
    ids = store.visit_ids(project, where, [Order("start_time"), Order("end_time")])
    return of_day(agency, name, number, on, list(zip(ids, store.visits_by_id(ids), strict=True)), policy)


def of_day(agency: str, name: str, number: str, on: date, visits: Sequence[tuple[int, Visit]], policy: Policy) -> Day:
    """The line of a day from its visits."""
    stops = _laned([_stop(id_, v) for id_, v in visits])
    timed = [s for s in stops if s.start is not None]
    speed = policy.on(on).limits.travel_km_per_hour
    return Day(agency, name, number, on, stops, tuple(_gap(a, b, speed) for a, b in _pairs(timed)))


def _stop(id_: int, v: Visit) -> Stop:
    if v.start_time is None:
        return Stop(id_, v, None, None)
    start, end = span(v.start_time, v.end_time) or (v.start_time.hour * 60.0 + v.start_time.minute, None)
    return Stop(id_, v, start, start if end is None else end)


def _laned(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """In order of time, each on the first lane that is free; those without a time come last."""
    ordered = sorted(stops, key=lambda s: (s.start is None, s.start or 0.0, s.end or 0.0, s.id))
    free: list[float] = []
    placed = []
    for s in ordered:
        lane = next((n for n, until in enumerate(free) if s.start is None or until <= s.start), len(free))
        until = s.end if s.end is not None else 0.0
        free[lane : lane + 1] = [until]
        placed.append(Stop(s.id, s.visit, s.start, s.end, lane))
    return tuple(placed)


def _pairs(timed: Sequence[Stop]) -> Iterator[tuple[Stop, Stop]]:
    """Each visit with the next, and with all that begin before it ends."""
    for place, one in enumerate(timed):
        for after in range(place + 1, len(timed)):
            other = timed[after]
            if after > place + 1 and (other.start or 0.0) >= (one.end or 0.0):
                break
            yield one, other


def _gap(a: Stop, b: Stop, speed: float) -> Gap:
    minutes = (b.start or 0.0) - (a.end or 0.0)
    here, there = valid(a.visit.latitude, a.visit.longitude), valid(b.visit.latitude, b.visit.longitude)
    metres = least_metres(here, there) if here and there else None
    same = a.visit.visit_address == b.visit.visit_address and bool(a.visit.visit_address)
    if minutes < 0 or (minutes == 0 and a.start == b.start):
        kind: Kind = "ok" if same else "overlap"
        return Gap(a.id, b.id, minutes, metres, None, kind, (_SAME if same else _OVERLAP).format(minutes=f"{-minutes:.0f}"))
    if metres is None:
        return Gap(
            a.id,
            b.id,
            minutes,
            None,
            None,
            "ok" if same else "unknown",
            (_STAY if same else _UNKNOWN).format(minutes=f"{minutes:.0f}"),
        )
    kmh = metres / 1000 / (minutes / 60) if minutes else None
    fast = metres > max(_WALK, speed * minutes / 60 * 1000)
    text = (_FAST if fast else _FINE).format(
        minutes=f"{minutes:.0f}", km=f"{metres / 1000:.1f}", kmh="∞" if kmh is None else f"{kmh:.0f}", limit=f"{speed:.0f}"
    )
    return Gap(a.id, b.id, minutes, metres, kmh, "too_fast" if fast else "ok", text)


_OVERLAP = Text("两次外访时间重叠 {minutes} 分钟，地址不同", "the visits overlap by {minutes} minutes at different addresses")
_SAME = Text("同一地址，时间重叠 {minutes} 分钟", "one address, overlapping by {minutes} minutes")
_STAY = Text("同一地址，间隔 {minutes} 分钟", "one address, {minutes} minutes apart")
_UNKNOWN = Text("间隔 {minutes} 分钟，没有定位，距离不明", "{minutes} minutes apart; no positions, distance unknown")
_FINE = Text("间隔 {minutes} 分钟，相距 {km} 公里，需时速 {kmh} 公里", "{minutes} minutes apart, {km} km, needs {kmh} km/h")
_FAST = Text(
    "间隔 {minutes} 分钟，相距 {km} 公里，需时速 {kmh} 公里，超过 {limit} 公里，来不及到达",
    "{minutes} minutes apart, {km} km: needs {kmh} km/h, above {limit}: too far for the gap",
)


class Passage(NamedTuple):
    """`length` equal characters at `a` of the one text and `b` of the other."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two visits with (nearly) one account; `similarity` (0..1) with names, figures and punctuation left out."""

    first: int
    second: int
    similarity: float
    cases: tuple[str, str]


def compare(one: str, other: str, *, least: int = 4) -> tuple[Passage, ...]:
    """The equal passages of two texts in order, those of at least so many characters."""
    from rapidfuzz.distance import Indel

    blocks = Indel.opcodes(one, other)
    return tuple(
        Passage(b.src_start, b.dest_start, b.src_end - b.src_start)
        for b in blocks
        if b.tag == "equal" and b.src_end - b.src_start >= least
    )


def copies(store: Store, run: int, policy: Policy, *, limit: int = 2_000) -> tuple[Pair, ...]:
    """Pairs of visits with a finding of copied accounts: each with the first of its group that is of another case."""
    from rapidfuzz.fuzz import ratio

    from audit.values.similarity import bare, groups

    ids = sorted({row.visit for row in store.findings(run, [Where("rule", "=", "copied_account")]) if row.visit is not None})
    visits = dict(zip(ids, store.visits_by_id(ids), strict=True))
    texts = [bare(v.account, (*v.visitors, v.borrower_name, v.person_met)) for v in visits.values()]
    found: list[Pair] = []
    for place, same in sorted(groups(texts, policy.periods[-1].limits.copied_similarity).items()):
        first = next((n for n in same if n != place and _other_case(visits[ids[n]], visits[ids[place]])), None)
        if first is None or (first > place and _partner(ids, visits, same, first) == place):
            continue
        one, other = ids[first], ids[place]
        found.append(Pair(one, other, ratio(texts[first], texts[place]) / 100, (visits[one].case_id, visits[other].case_id)))
    return tuple(sorted(found, key=lambda p: (-p.similarity, p.first, p.second))[:limit])


def _partner(ids: Sequence[int], visits: dict[int, Visit], same: Sequence[int], place: int) -> int | None:
    return next((n for n in same if n != place and _other_case(visits[ids[n]], visits[ids[place]])), None)


def _other_case(a: Visit, b: Visit) -> bool:
    if a.case_id and b.case_id:
        return a.case_id != b.case_id
    return bool(a.borrower_name and b.borrower_name and a.borrower_name != b.borrower_name)


@dataclass(frozen=True, slots=True)
class Tracked:
    """A visit of a case: the how-manieth of its day and of the window that ends with it, against the limits (None: none set)."""

    id: int
    visit: Visit
    of_day: int
    day_limit: int | None
    of_window: int
    window_limit: int | None
    window_from: date | None

    @property
    def over(self) -> bool:
        return (self.day_limit is not None and self.of_day > self.day_limit) or (
            self.window_limit is not None and self.of_window > self.window_limit
        )


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise, the visit that took it (None: the case file tells of it) and the first contact of its day or after.

    `replaced`: a later visit took a newer promise; `late`: due by the audit day, neither followed nor replaced.
    """

    day: date
    amount: str
    visit: int | None
    followed_on: date | None
    due: bool
    replaced: bool
    late: bool


@dataclass(frozen=True, slots=True)
class CaseTrack:
    case_id: str
    borrower: str
    visits: tuple[Tracked, ...]
    promises: tuple[Promised, ...]
    events: tuple[StatusEvent, ...] = ()
    undated: tuple[int, ...] = ()


def cases(store: Store, project: int) -> tuple[tuple[str, str, int], ...]:
    """(case, borrower, visits), the most visited first."""
    counted = store.visit_counts(project, ["case_id", "borrower_name"])
    return tuple((case, borrower, n) for (case, borrower), n in counted.items() if case)


def case(store: Store, project: int, case_id: str, policy: Policy, as_of: date, borrower: str = "") -> CaseTrack:
    """A case's visits in order of time; `borrower` keeps two borrowers of one number apart."""
    where = [Where("case_id", "=", case_id), *([Where("borrower_name", "in", [borrower, ""])] if borrower else [])]
    ids = store.visit_ids(project, where, [Order("visit_date"), Order("start_time")])
    file = next((c for c in store.cases(project) if c.case_id == case_id), None)
    return of_case(case_id, list(zip(ids, store.visits_by_id(ids), strict=True)), file, policy, as_of)


def of_case(case_id: str, visits: Sequence[tuple[int, Visit]], file: CaseFile | None, policy: Policy, as_of: date) -> CaseTrack:
    """A case's track from its visits in order of time."""
    dated = [(id_, v, v.visit_date) for id_, v in visits if v.visit_date]
    borrower = next((v.borrower_name for _, v in visits if v.borrower_name), file.borrower_name if file else "")
    return CaseTrack(
        case_id, borrower, tuple(_tracked(dated, place, policy) for place in range(len(dated))),
        tuple(_promises(dated, file, as_of)), file.events if file else (), tuple(id_ for id_, v in visits if not v.visit_date),
    )  # fmt: skip


_Dated = Sequence[tuple[int, Visit, date]]


def _tracked(dated: _Dated, place: int, policy: Policy) -> Tracked:
    """Rows of one day, hour and place are one visit (a row for each collector)."""
    id_, visit, on = dated[place]
    limits = policy.on(on).limits
    since = on - timedelta(days=limits.visit_window_days - 1)
    window = {(d, v.start_time, v.visit_address) for _, v, d in dated[: place + 1] if d >= since}
    today = {key for key in window if key[0] == on}
    return Tracked(id_, visit, len(today), limits.max_visits_a_day, len(window), limits.max_visits_in_window, since)


def _promises(dated: _Dated, file: CaseFile | None, as_of: date) -> Iterator[Promised]:
    taken = [(v.promise_date, v.promise_amount, id_, d) for id_, v, d in dated if v.promise_date]
    told = {t[0] for t in taken}
    filed: list[Promise] = [p for p in (file.promises if file else ()) if p.day not in told]
    contacts = sorted({d for _, _, d in dated} | {c.day for c in (file.contact_log if file else ())})
    for day_, amount, id_, on in [*taken, *((p.day, p.amount, None, None) for p in filed)]:
        after = next((c for c in contacts if c >= day_ and (on is None or c > on)), None)
        replaced = any(on is not None and d > on and v.promise_date and v.promise_date > day_ for _, v, d in dated)
        due = day_ < as_of
        late = due and after is None and not replaced
        yield Promised(day_, "" if amount is None else str(amount), id_, after, due, replaced, late)
