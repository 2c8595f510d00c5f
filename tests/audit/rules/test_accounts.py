"""Accounts in many voices under all rules at once: `accounts.tsv` holds the answers wanted (`?` a review, `-` none) and the account.

A line that begins with `!` is a known miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.auditor import ask
from audit.rules import RULES
from tests.make import casebook
from tests.rows import phrase

#: What the columns of these visits leave empty, and what one row alone cannot show.
BESIDE = {
    "record_gap", "no_outsourcing_notice", "excessive_visits", "visitor_overlap", "copied_account", "location_mismatch",
    "missed_follow_up",
}  # fmt: skip


def accounts() -> Iterator[Any]:
    for line in Path(__file__).with_name("accounts.tsv").read_text(encoding="utf-8").splitlines():
        wanted, account = line.split("\t")
        marks = [pytest.mark.xfail(strict=True, reason="known miss")] if wanted.startswith("!") else []
        yield pytest.param(set(wanted.strip("!-").split()), account, marks=marks, id=account[:40])


@pytest.mark.parametrize(("wanted", "account"), list(accounts()))
def test_account(wanted: set[str], account: str) -> None:
    book = casebook(phrase(account))
    rules = [rule for rule in RULES if rule.code not in BESIDE]
    found = ask(rules, book.visits[0], book)
    assert {code + ("?" if one.outcome.value == "review" else "") for code, one in found} == wanted
