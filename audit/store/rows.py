"""Visits to rows of the table and back: dates and times as ISO text, lists and mappings as JSON, equal on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from audit.model import FiledAddress, Source, Visit

Row = tuple[Any, ...]


def visit_row(v: Visit, number: int, import_id: int, layout: int) -> Row:
    """In the order of `tables.visits`."""
    return (
        number, import_id, v.source.file, v.source.sheet, v.source.row, v.key, layout,
        v.visit_id, v.case_id, v.agency, v.borrower_name, iso(v.visit_date), iso(v.start_time), iso(v.end_time),
        _words(v.visitors), _words(v.visitor_numbers), v.visit_address, v.address_type, v.home_address, v.work_address,
        v.household_address, dumps([tuple(a) for a in v.other_addresses]) if v.other_addresses else "", v.person_met, v.relation,
        _bit(v.id_shown), v.dress, _bit(v.recorded), iso(v.recording_start), iso(v.recording_end), v.account, v.outcome,
        iso(v.promise_date), None if v.promise_amount is None else str(v.promise_amount), _bit(v.address_verified),
        v.prior_contact, v.latitude, v.longitude, iso(v.recorded_at), v.incident, v.remark,
        dumps(dict(v.extra)) if v.extra else "", dumps(dict(v.typed)) if v.typed else "",
    )  # fmt: skip


def visit(row: Sequence[Any], layouts: Mapping[int, frozenset[str]]) -> Visit:
    """The visit of a row in the order of `tables.visits`, equal to the one that was stored."""
    (
        _, _, file, sheet, number, _, layout, visit_id, case_id, agency, borrower_name, visit_date, start_time, end_time, visitors,
        visitor_numbers, visit_address, address_type, home_address, work_address, household_address, other_addresses, person_met,
        relation, id_shown, dress, recorded, recording_start, recording_end, account, outcome, promise_date, promise_amount,
        address_verified, prior_contact, latitude, longitude, recorded_at, incident, remark, extra, typed,
    ) = row  # fmt: skip
    return Visit(
        Source(file, sheet, number), visit_id, case_id, agency, borrower_name, day(visit_date), hour(start_time), hour(end_time),
        words(visitors), words(visitor_numbers), visit_address, address_type, home_address, work_address, household_address,
        _addresses(other_addresses), person_met, relation, _yes(id_shown), dress, _yes(recorded), _time_or_moment(recording_start),
        _time_or_moment(recording_end), account, outcome, day(promise_date),
        None if promise_amount is None else Decimal(promise_amount), _yes(address_verified), prior_contact, latitude, longitude,
        _day_or_moment(recorded_at), incident, remark, loads(extra) if extra else {}, loads(typed) if typed else {}, layouts[layout],
    )  # fmt: skip


def dumps(value: object) -> str:
    """JSON as text; what JSON has no form for: decimals as text, tuples as lists, sets sorted."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_PASSTHROUGH_SUBCLASS).decode()


def loads(text: str) -> Any:
    return orjson.loads(text)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, tuple):
        return tuple(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def iso(value: date | time | None) -> str | None:
    return None if value is None else value.isoformat()


@lru_cache(4096)
def day(text: str | None) -> date | None:
    return None if not text else date.fromisoformat(text)


@lru_cache(4096)
def hour(text: str | None) -> time | None:
    return None if not text else time.fromisoformat(text)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@lru_cache(4096)
def words(text: str) -> tuple[str, ...]:
    return tuple(loads(text)) if text else ()


def addresses(items: Iterable[Sequence[str]]) -> tuple[FiledAddress, ...]:
    return tuple(FiledAddress(*item) for item in items)


def _addresses(text: str) -> tuple[FiledAddress, ...]:
    return addresses(loads(text)) if text else ()


def _words(value: tuple[str, ...]) -> str:
    return dumps(value) if value else ""


def _bit(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _yes(value: int | None) -> bool | None:
    return None if value is None else bool(value)


@lru_cache(4096)
def _time_or_moment(text: str | None) -> time | datetime | None:
    if not text:
        return None
    return time.fromisoformat(text) if text[2] == ":" else datetime.fromisoformat(text)


@lru_cache(4096)
def _day_or_moment(text: str | None) -> date | datetime | None:
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
