"""Asking one rule about one visit, and checking what every answer must have."""

from __future__ import annotations

from typing import Any

from audit.casebook import Casebook
from audit.model import Found, Outcome, Visit
from audit.rules import BY_CODE
from tests.make import casebook, visit


def ask(code: str, v: Visit | None = None, /, book: Casebook | None = None, **around: Any) -> Found | None:
    """What the rule answers; its evidence must be verbatim, its message complete in both languages."""
    v = v or visit()
    book = book or casebook(v, **around)
    found = BY_CODE[code].check(v, book)
    if found is not None:
        assert found.message.zh.endswith(("。", "：", "）")), found.message.zh
        assert found.message.en.endswith("."), found.message.en
        assert "{" not in found.message.zh + found.message.en
        clears = found.clears or BY_CODE[code].clears
        assert clears.zh
        assert clears.en
        assert found.evidence
        for quote in found.evidence:
            if quote.source is None and quote.field in v.columns | {"account", "remark"} and quote.field not in v.extra:
                whole = v.as_typed(quote.field)
                assert quote.quote == (whole if quote.start is None else whole[quote.start : quote.end])
    return found


def verdict(code: str, v: Visit | None = None, /, book: Casebook | None = None, **around: Any) -> str:
    found = ask(code, v, book, **around)
    return "" if found is None else {Outcome.VIOLATION: "violation", Outcome.REVIEW: "review"}[found.outcome]
