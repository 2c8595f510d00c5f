"""once: what several rules ask of a reading is worked out when the first of them asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple, Unpack

Of = TypeVarTuple("Of")
T = TypeVar("T")


def once(ask: Callable[[Unpack[Of]], Iterable[T]]) -> Callable[[Unpack[Of]], tuple[T, ...]]:
    """`ask(reading)` or `ask(visit, reading)`, where the reading is of that visit alone; the answer stays with the reading."""

    @wraps(ask)
    def asked(*of: *Of) -> tuple[T, ...]:
        kept: dict[Any, tuple[T, ...]] = of[-1].kept  # type: ignore[misc]  # a Reading; `cast` would be a call
        found = kept.get(asked)
        if found is None:
            found = kept[asked] = tuple(ask(*of))
        return found

    return asked
