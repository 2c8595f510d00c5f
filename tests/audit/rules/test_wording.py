"""What rules say of themselves and of a visit: definitions instead of examples, no stray bracket, no "(s)"."""

from __future__ import annotations

import re

import pytest

from audit.model import Source, Visit
from audit.rules import RULES, copied_account
from audit.rules.rule import Rule
from audit.rules.third_party_address import RULE as THIRD_PARTY_ADDRESS
from tests.make import casebook
from tests.rows import NEUTRAL, row

_ONE_EXAMPLE = re.compile(r"\d+月\d+日|\d+ (?:July|August|September|October)|\d+公里|\d+ km|区，")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_breaks_a_rule_is_a_definition_and_no_single_example(rule: Rule) -> None:
    for said in (*rule.broken, *rule.kept):
        assert not _ONE_EXAMPLE.search(said), said
        assert said.endswith(("。", "."))


def test_a_note_in_brackets_is_named_without_its_bracket() -> None:
    visit = row({**NEUTRAL, "visit_address": "成都市青羊区人民中路一段18号（其女工作处）"})
    found = THIRD_PARTY_ADDRESS.check(visit, casebook(visit))
    assert found is not None
    assert "“其女工作处”" in found.message.zh
    assert "“其女工作处”" in found.message.en


@pytest.mark.parametrize(
    ("count", "said"), [(1, "to that of another case, the visit of"), (3, "of 3 other cases, one of them the visit of")]
)
def test_one_other_case_is_no_plural(count: int, said: str) -> None:
    message = copied_account._lay(count, Visit(Source("a", "b", 1), case_id="C1"), equal=True)
    assert said in message.en
    assert ("其一为" in message.zh) == (count > 1)
