"""lazy: an attribute worked out when first asked for, then kept: `functools.cached_property` without its lock.

The lock of Python 3.11 costs more than most of what a reading works out; an audit asks some fifteen of them a visit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):
    """Used as `cached_property` is; the object needs a `__dict__` and belongs to one thread."""

    def __init__(self, work_out: Callable[[Any], T]):
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: object | None, kind: type) -> T | Self:
        if owner is None:
            return self
        found = owner.__dict__[self._name] = self._work_out(owner)
        return found
