"""once: what several rules ask of a reading is worked out when the first of them asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def once(ask: Callable[P, Iterable[T]]) -> Callable[P, tuple[T, ...]]:
    """`ask(reading)` or `ask(visit, reading)`, where the reading is of that visit alone; the answer stays with the reading."""

    @wraps(ask)
    def asked(*of: P.args, **also: P.kwargs) -> tuple[T, ...]:
        kept: dict[Any, tuple[T, ...]] = of[-1].kept  # type: ignore[attr-defined]  # a Reading; `cast` would be a call
        found = kept.get(asked)
        if found is None:
            found = kept[asked] = tuple(ask(*of, **also))
        return found

    return asked
