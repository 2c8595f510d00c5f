"""A header and a sample of the rows below it, settled: what kind of table it is, what each column means, how its dates are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from audit.intake.cells import Cell
from audit.intake.headers import plain
from audit.intake.mapping import map_columns
from audit.intake.profile import Profile, profile
from audit.intake.tables import Header, Numbered
from audit.intake.templates import Template, recognise
from audit.intake.visits import Column
from audit.model import FileKind
from audit.values.dates import Hints, Order, near_of, order_by, order_of, read_moment

MANDATORY = ("case_id", "visitors", "visit_date", "start_time", "visit_address", "person_met", "outcome")
_DATE_MEANINGS = (
    "visit_date", "start_time", "end_time", "recorded_at", "promise_date", "recording_start", "recording_end", "outsourced_notice",
    "entrusted_from", "entrusted_to", "status_start", "status_end", "contact_date", "trained_on", "credential_until", "joined_on", "left_on",
)  # fmt: skip
_TELLING = 10.0
_PLACES = {"visit_address", "address_detail"}
FEW = 10  # rows that say little of what a column means
_ANCHORS = ("visit_date", "recorded_at", "start_time", "contact_date", "outsourced_notice", "entrusted_from", "trained_on")
_TITLES: Mapping[FileKind, re.Pattern[str]] = {
    FileKind.VISITS: re.compile(r"外访|走访|家访|上门|外訪|催收日志|实地|visit", re.I),
    FileKind.CASES: re.compile(r"案件|派案|委案|case", re.I),
    FileKind.STAFF: re.compile(r"人员备案|名册|花名册|登记册|人员名单|催收员名单|备案表|staff|roster|register", re.I),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """One table's kind and columns, with hints for its dates by meaning."""

    kind: FileKind
    columns: tuple[Column, ...]
    hints: Mapping[str, Hints]
    score: float
    agency: str = ""  # of a template
    merged: bool = False  # a template says that a blank day means the day above

    @property
    def meanings(self) -> frozenset[str]:
        return frozenset(c.meaning for c in self.columns if c.meaning)


def settle(
    header: Header,
    rows: Sequence[Numbered],
    titles: Sequence[str],
    *,
    kind: FileKind | None = None,
    templates: Sequence[Template] = (),
    turned: bool = False,
    before: Settled | None = None,
) -> Settled | None:
    """The best reading of the table, or None where it is no log, case file or register.

    `before` is what the same header meant on another sheet: a few rows are no reason to read it in another way.
    """
    sample = [r.cells for r in rows if sum(c is not None and c != "" for c in r.cells) >= min(3, len(header.columns))] or [
        r.cells for r in rows
    ]
    cells = [[r[c.at] if c.at < len(r) else None for r in sample] for c in header.columns]
    profiles = [profile(column) for column in cells]
    known = recognise(templates, header.names)
    if known and (kind is None or known.kind is kind):
        meanings = _as_kept(known, header, map_columns([c.parts for c in header.columns], profiles, known.kind).meanings)
        settled = _settled(header, known.kind, meanings, cells, titles, 99.0, known.order)
        return replace(settled, agency=known.agency, merged=known.merged)
    if before and len(sample) < FEW and (kind is None or before.kind is kind):
        return _settled(header, before.kind, [c.meaning for c in before.columns], cells, titles, before.score, None)
    found: dict[FileKind, Settled] = {}
    for candidate in [FileKind.VISITS] if turned else list(FileKind):
        mapped = map_columns([c.parts for c in header.columns], profiles, candidate)
        score = mapped.score + sum(bool(_TITLES[candidate].search(t)) for t in titles[:2]) * 0.8
        score += _TELLING if _tells_of_visits(mapped.meanings) else 0.0
        if _is_one(candidate, mapped.meanings, profiles, turned):
            found[candidate] = _settled(header, candidate, mapped.meanings, cells, titles, score, None)
    best = max(found.values(), key=lambda s: s.score, default=None)
    return best if kind is None or best is None or best.kind is kind else _as_asked(found.get(kind), best)


def _as_kept(template: Template, header: Header, seen: Sequence[str | None]) -> list[str | None]:
    """The meanings of a template. It keeps fields (visit_address); what gives a field (a town, a house number) is seen as ever."""
    fields = [template.fields.get(plain(name)) for name in header.names]
    return [m if m and field_of(m) == field else field for field, m in zip(fields, seen, strict=True)]


def _as_asked(asked: Settled | None, best: Settled) -> Settled | None:
    """The table as the kind that was asked for, unless it plainly is of another one."""
    if asked is None or best.score > 1.3 * asked.score + 2:
        return None
    if asked.kind is FileKind.VISITS and not asked.meanings & {"visit_date", "start_time", *_PLACES}:
        return None  # neither when nor where
    return asked


def _tells_of_visits(meanings: Iterable[str | None]) -> bool:
    """Day, people, place and what happened: no case file has all of them, however many columns of the case stand beside."""
    has = set(meanings)
    return "visit_date" in has and "visitors" in has and bool(has & _PLACES) and bool(has & {"account", "outcome"})


def _is_one(kind: FileKind, meanings: Sequence[str | None], profiles: Sequence[Profile], turned: bool) -> bool:
    """Whether these columns make a log (a case file, a register) and not a summary, a dictionary or something else."""
    has = {m for m in meanings if m}
    if kind is FileKind.STAFF:
        return (
            "name" in has
            and len(has & {"number", "trained_on", "credential", "credential_until", "status", "joined_on", "agency", "employer"})
            >= 2
        )
    if kind is FileKind.CASES:
        return bool(has & {"case_id"}) and len(has) >= 3
    which, when = has & {"case_id", "borrower_name", "visit_id"}, has & {"visit_date", "start_time"}
    what = has & {"account", "visit_address", "address_detail", "visitors", "person_met", "id_shown", "outcome"}
    if not (len(what) >= 2 and (which or len(what) >= 3) and (when or "account" in has)):
        return False
    if turned:
        typed = [p for m, p in zip(meanings, profiles, strict=True) if m in ("visit_date", "start_time") and p.filled]
        return any(p.share("date", "time", "monthday") >= 0.5 for p in typed)
    return True


def _settled(
    header: Header, kind: FileKind, meanings: Sequence[str | None], cells: Sequence[Sequence[Cell]], titles: Sequence[str], score: float,
    order: Order | None,
) -> Settled:  # fmt: skip
    columns = tuple(Column(c.at, name, m) for c, name, m in zip(header.columns, header.names, meanings, strict=True))
    by_meaning = {m: column for m, column in zip(meanings, cells, strict=True) if m}
    return Settled(kind, columns, hints_of(by_meaning, titles, order), score)


def hints_of(cells: Mapping[str, Sequence[Cell]], titles: Sequence[str], order: Order | None = None) -> Mapping[str, Hints]:
    """How each date column is written. One agency writes all its dates one way, so the columns help each other."""
    dates = {m: [v for v in cells[m] if v is not None and v != ""] for m in _DATE_MEANINGS if m in cells}
    orders = {m: order or order_of(values) for m, values in dates.items()}
    settled = {o for o in orders.values() if o}
    common = settled.pop() if len(settled) == 1 else None
    near = _near(dates, orders, common, titles)
    if common is None and near is not None:
        common = order_by(chain.from_iterable(dates.values()), near)
    return {m: Hints(orders[m] or common, near) for m in dates}


def _near(
    dates: Mapping[str, Sequence[Cell]], orders: Mapping[str, Order | None], common: Order | None, titles: Sequence[str]
) -> date | None:
    for meaning in _ANCHORS:
        days = sorted(d for v in dates.get(meaning, ())[:2000] if (d := read_moment(v, Hints(orders[meaning] or common)).day))
        if days and meaning in ("visit_date", "start_time", "recorded_at"):
            return days[len(days) // 2]
        if days and not titles:
            return days[len(days) // 2] + timedelta(days=1)
    return next((d for t in titles if (d := near_of(t))), None)


def field_of(meaning: str | None) -> str | None:
    """The canonical field that a column fills."""
    joined = {"visitor_2": "visitors", "address_detail": "visit_address", "province": "visit_address", "city": "visit_address",
              "district": "visit_address", "street": "visit_address", "other_address": "other_addresses", "coordinates": "latitude",
              "duration": "end_time"}  # fmt: skip
    return joined.get(meaning, meaning) if meaning else None
