"""A policy written down whole, as the pack file that reads back to it: what a sealed bundle holds to be checked again years later."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

from audit.policy import Limits, Period, Policy

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def policy_toml(policy: Policy) -> str:
    """TOML that `audit.policy.load` reads to an equal policy: every limit is named, also those left as they were."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    yield f"name = {_value(policy.name)}"
    yield f"version = {_value(policy.version)}"
    yield f"title = {_value({'zh': policy.title.zh, 'en': policy.title.en})}"
    yield f"second = {_value(policy.second)}"
    yield f"scorecard = {_value(policy.scorecard)}"
    for name in ("vocabulary", "contract"):
        if told := getattr(policy, name):
            yield f"{name} = {_value(told)}"
    for period in policy.periods:
        yield from ("", "[[period]]", *_period(period))


def _period(period: Period) -> Iterator[str]:
    yield f"effective_from = {_value(period.effective_from)}"
    yield f"title = {_value({'zh': period.title.zh, 'en': period.title.en})}"
    yield f"instruments = {_value(period.instruments)}"
    yield f"off = {_value(sorted(period.off))}"
    yield f"grades = {_value(period.grades)}"
    yield from ("", "[period.limits]")
    for limit in fields(Limits):
        value = getattr(period.limits, limit.name)
        yield f"{limit.name} = {_value('off' if value is None else value)}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(str(k))} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, (int, float)):
        return repr(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
