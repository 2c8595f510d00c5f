"""Visits out of plain strings, as examples and the corpus spell them: each cell read as intake would read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from audit.model import Source, Visit
from audit.values.names import read_names

#: The columns of a visit that breaks nothing, so that whatever is found comes from what an example adds.
NEUTRAL: Mapping[str, str] = {
    "visit_id": "T001", "case_id": "C-1", "agency": "安信", "borrower_name": "邬海燕", "visit_date": "2026-09-09",
    "start_time": "10:00", "end_time": "10:30", "visitors": "覃光明、臧玉梅", "visit_address": "成都市青羊区文武路8号3栋2单元501",
    "address_type": "住宅", "home_address": "成都市青羊区文武路8号3栋2单元501", "outcome": "已谈",
}  # fmt: skip
_YES = frozenset({"是", "有", "√", "y", "yes", "已出示", "主动出示", "已录", "true"})
_NO = frozenset({"否", "无", "×", "n", "no", "未出示", "未", "false"})


def row(cells: Mapping[str, str]) -> Visit:
    """A visit of these cells and no others."""
    values = {name: _value(name, text) for name, text in cells.items()}
    typed = {name: text for name, text in cells.items() if not isinstance(values[name], str)}
    return Visit(Source("log.xlsx", "9月", 2), **values, typed=typed)


def phrase(text: str, **cells: str) -> Visit:
    """A visit with neutral columns whose account is `text`."""
    return row({**NEUTRAL, **cells, "account": text})


def _value(name: str, text: str) -> Any:
    """None for what cannot be read, as intake does."""
    try:
        return _read(name, text)
    except ValueError:
        return None


def _read(name: str, text: str) -> Any:
    if name == "visitors":
        return read_names(text).names
    if name == "visitor_numbers":
        return tuple(v for v in text.replace("，", "、").split("、") if v)
    if name in ("id_shown", "recorded", "address_verified"):
        word = text.strip().lower()
        return True if word in _YES else False if word in _NO else None
    if name in ("visit_date", "promise_date"):
        return date.fromisoformat(text)
    if name in ("start_time", "end_time"):
        return time.fromisoformat(text)
    if name in ("latitude", "longitude"):
        return float(text)
    if name == "promise_amount":
        return Decimal(text)
    if name in ("recorded_at", "recording_start", "recording_end"):
        return datetime.fromisoformat(text)
    return text
