"""However an account is spelled, it is answered alike: in Traditional characters, with half-width stops, in capitals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import audit.account
from audit.account.fold import fold
from audit.auditor import ask_of_each
from audit.model import Found, Visit
from audit.rules import RULES
from tests.audit.rules.test_rules import examples
from tests.make import casebook
from tests.rows import NEUTRAL, row

_LINES = (Path(audit.account.__file__).parent / "simplified.txt").read_text(encoding="utf-8").split("\n")
_TRADITIONAL = str.maketrans(
    {plain: other for other, plain in zip(_LINES[1], _LINES[2], strict=True) if "\u4e00" <= other <= "\u9fff"}
)
_HALF_WIDTH = str.maketrans("，：；？！（）“”", ",:;?!()「」")
SPELLINGS: dict[str, Callable[[str], str]] = {
    "Traditional": lambda text: text.translate(_TRADITIONAL),
    "half width": lambda text: text.translate(_HALF_WIDTH),
    "capitals": str.upper,
}
ACCOUNTS = [one.values[1]["account"] for one in examples() if one.values[1].get("account")]


def answers(visits: list[Visit]) -> list[list[tuple[str, object]]]:
    """What all rules answer for each visit, the quotes by where they stand."""
    return [[(code, shown(found)) for code, found in told] for told in ask_of_each(RULES, visits, casebook(*visits))]


def shown(found: Found) -> object:
    return found.outcome, found.grade, [(e.field, e.start, e.end) for e in found.evidence]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_same_account_in_another_spelling_is_answered_alike(spelling: str) -> None:
    other = {account: SPELLINGS[spelling](account) for account in ACCOUNTS[::2]}
    other = {account: text for account, text in other.items() if text != account and fold(text) == fold(account)}
    assert len(other) > 50
    typed = answers([row({**NEUTRAL, "account": account}) for account in other])
    spelled = answers([row({**NEUTRAL, "account": text}) for text in other.values()])
    for account, one, another in zip(other, typed, spelled, strict=True):
        assert one == another, account
