"""weekday(): the day of the week of a date kept as ISO text, 0 for Monday, in each database's own words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class weekday(FunctionElement[int]):  # named as it is written in a statement
    type = Integer()
    inherit_cache = True


@compiles(weekday)
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"(CAST(strftime('%w', {compiler.process(element.clauses, **more)}) AS INTEGER) + 6) % 7"


@compiles(weekday, "postgresql")
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(extract(isodow FROM CAST({compiler.process(element.clauses, **more)} AS DATE)) AS INTEGER) - 1"


@compiles(weekday, "mysql")
def _mysql(element: Any, compiler: Any, **more: Any) -> str:
    return f"weekday({compiler.process(element.clauses, **more)})"
