"""Accounts of going to somebody's place, and of not going there: `third_places.tsv`, where the address column says nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.rules.asking import verdict
from tests.rows import phrase

ROWS = [line.split("\t") for line in (Path(__file__).parent / "third_places.tsv").read_text(encoding="utf-8").splitlines()[1:]]


def cases() -> list[object]:
    missed = pytest.mark.xfail(strict=True, reason="known miss")
    return [pytest.param(text, label, marks=[missed] if known else []) for text, label, known in ROWS]


@pytest.mark.parametrize(("text", "label"), cases())
def test_account(text: str, label: str) -> None:
    assert (verdict("third_party_address", phrase(text)) or "none") == label


def test_a_known_miss_accuses_nobody() -> None:
    for text, label, known in ROWS:
        if known and label != "violation":
            assert verdict("third_party_address", phrase(text)) != "violation"
