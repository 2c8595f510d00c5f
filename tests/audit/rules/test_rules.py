"""Runs every example of `examples/*.toml` (one file a rule) and holds what is true of all rules.

An example: `name` (a sentence), `account` and any other cells as typed, `verdict` (violation, review, none), `quote` (words that
some evidence from the account must hold), `grade` where it is not the rule's own, `known_miss = true` for what is not mastered yet.
Cells that an example does not name are those of a visit that breaks nothing (`tests/rows.py`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.auditor import AT_ONCE, ask, ask_of_each, audit
from audit.model import Visit
from audit.rules import BY_CODE, RULES
from audit.rules.rule import Rule
from tests.make import casebook
from tests.rows import NEUTRAL, row

FOLDER = Path(__file__).parent / "examples"
_ABOUT = {"name", "verdict", "quote", "grade", "known_miss"}


def examples() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["example"]:
            marks = [pytest.mark.xfail(strict=True, reason="known miss")] if one.get("known_miss") else []
            yield pytest.param(path.stem, one, id=f"{path.stem}: {one['name']}", marks=marks)


def visit_of(example: dict[str, Any]) -> Visit:
    return row({**NEUTRAL, **{name: value for name, value in example.items() if name not in _ABOUT}})


@pytest.mark.parametrize(("code", "example"), list(examples()))
def test_example(code: str, example: dict[str, Any]) -> None:
    visit = visit_of(example)
    found = BY_CODE[code].check(visit, casebook(visit))
    assert (found.outcome.value if found else "none") == example["verdict"]
    if found is None:
        return
    assert found.message.zh
    assert found.message.en
    clears = found.clears or BY_CODE[code].clears
    assert clears.zh
    assert clears.en
    assert found.evidence
    for evidence in found.evidence:
        if evidence.source is None and evidence.start is not None:
            assert visit.as_typed(evidence.field)[evidence.start : evidence.end] == evidence.quote
    if "grade" in example:
        assert found.grade == example["grade"]
    if "quote" in example:
        assert any(example["quote"] in e.quote for e in found.evidence), [e.quote for e in found.evidence]


def test_every_example_file_is_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} <= set(BY_CODE)


def test_names_of_examples_are_told_once() -> None:
    for path in FOLDER.glob("*.toml"):
        names = [one["name"] for one in tomllib.loads(path.read_text(encoding="utf-8"))["example"]]
        assert len(names) == len(set(names)), path.name


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_there_are_hits_and_as_many_near_misses(path: Path) -> None:
    verdicts = [one["verdict"] for one in tomllib.loads(path.read_text(encoding="utf-8"))["example"]]
    assert verdicts.count("none") >= len(verdicts) - verdicts.count("none") - 2


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_tells_what_breaks_it_what_does_not_and_what_would_clear_a_finding(rule: Rule) -> None:
    for text in (rule.broken, rule.kept, rule.clears):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")
        assert "{" not in text.zh + text.en


def test_a_finding_tells_what_would_clear_it() -> None:
    (one,) = audit(casebook(row({**NEUTRAL, "account": "两人出示工作证，我当场收取客户现金2000元。"})))
    assert "cash_taken" in {finding.rule for finding in one.findings}
    assert [finding.clears for finding in one.findings] == [BY_CODE[finding.rule].clears for finding in one.findings]


def test_findings_do_not_hang_on_the_order_of_visits() -> None:
    visits = [visit_of(one.values[1]) for one in examples()]
    text_rules = [rule for rule in RULES if (FOLDER / f"{rule.code}.toml").is_file()]
    there = [audited.findings for audited in audit(casebook(*visits), text_rules)]
    back = [audited.findings for audited in audit(casebook(*visits[::-1]), text_rules)]
    assert there == back[::-1]
    assert any(there)


def test_visits_asked_about_together_answer_as_each_by_itself() -> None:
    visits = [visit_of(one.values[1]) for one in examples()][::7]
    book = casebook(*visits)
    assert len(visits) > 2 * AT_ONCE
    assert list(ask_of_each(RULES, visits, book)) == [ask(RULES, visit, book) for visit in visits]
