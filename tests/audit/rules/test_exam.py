"""Whole visits that were labelled before any reader saw them: each answer of every rule, known misses named in `exam_misses.toml`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.auditor import ask
from audit.rules import RULES
from tests.make import casebook
from tests.rows import row

HERE = Path(__file__).parent
EXAM = HERE.parents[2] / "bench" / "exam" / "visits_1.jsonl"
#: One row alone cannot show them.
BEYOND = {"no_outsourcing_notice", "excessive_visits", "visitor_overlap", "copied_account", "location_mismatch", "missed_follow_up"}


def visits() -> Iterator[Any]:
    known = tomllib.loads((HERE / "exam_misses.toml").read_text(encoding="utf-8"))
    for line in EXAM.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        why = ", ".join(f"{code} should be {wanted}" for code, wanted in known.get(one["id"], {}).items())
        yield pytest.param(one, id=one["id"], marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [])


@pytest.mark.parametrize("one", list(visits()))
def test_visit(one: dict[str, Any]) -> None:
    book = casebook(row(one["fields"]))
    rules = [rule for rule in RULES if rule.code not in BEYOND]
    got = {code: found.outcome.value for code, found in ask(rules, book.visits[0], book)}
    wanted = dict.fromkeys(one["expect"], "violation") | dict.fromkeys(one["review"], "review")
    assert got == wanted
