"""Where the second reader is asked: in every check, after the first has answered, as far as the policy wants it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import main
from audit import policy, run
from audit.casebook import Casebook
from audit.crew import Crew
from audit.model import AuditError, Evidence, Found, Outcome, Progress, Text
from audit.run import CHECKING, MOST_TWICE, checked, twice
from audit.second import again
from audit.second.doubts import Answer
from reports.console import reading_lines
from reports.policyfile import policy_toml
from tests.make import AS_OF, casebook, visit
from tests.steps import drained

RAISED = Found(Outcome.REVIEW, Text("再读一遍时发现。", "Found on second reading."), (Evidence("account", "两人", 0, 2),))


@pytest.fixture
def doubting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "doubts_of", lambda rows: [(Answer("cash_taken", RAISED, 3.0),) for _ in rows])


def found_by(second: Any) -> tuple[list[Text], set[str]]:
    book = casebook(*(visit(n, visit_id=f"V{n}") for n in range(5, 505)))
    book.policy = replace(book.policy, second=second)
    stages: list[Text] = []
    with Crew(book.policy, AS_OF) as crew:
        steps = checked(book, crew)
        try:
            while True:
                step: Progress = next(steps)
                stages.append(step.stage)
        except StopIteration as end:
            return list(dict.fromkeys(stages)), {f.rule for one in end.value for f in one.findings}


@pytest.mark.usefixtures("doubting")
@pytest.mark.parametrize(("second", "stages"), [("auto", [CHECKING, again.READING]), ("never", [CHECKING])])
def test_a_check_reads_again_as_the_policy_says(second: str, stages: list[Text]) -> None:
    told, rules = found_by(second)
    assert told == stages
    assert ("cash_taken" in rules) is (again.READING in stages)


@pytest.mark.parametrize(("second", "visits", "is_read"), [
    ("auto", MOST_TWICE, True), ("auto", MOST_TWICE + 1, False), ("always", MOST_TWICE + 1, True), ("never", 1, False),
])  # fmt: skip
def test_very_large_logs_are_read_again_only_where_it_is_asked_for(second: Any, visits: int, is_read: bool) -> None:
    assert twice(replace(policy.load("cn-default"), second=second), visits) is is_read


@pytest.mark.parametrize(("second", "least", "started"), [("auto", 9, True), ("auto", 11, False), ("never", 9, False)])
def test_processes_are_started_for_much_to_be_read_twice(
    monkeypatch: pytest.MonkeyPatch, second: Any, least: int, started: bool
) -> None:
    known: list[Casebook] = []
    monkeypatch.setattr(run, "BY_CREW", least)
    monkeypatch.setattr(Crew, "start", lambda _, book: known.append(book))
    book = casebook(*(visit(n, visit_id=f"V{n}") for n in range(5, 15)))
    book.policy = replace(book.policy, second=second)
    with Crew(book.policy, AS_OF) as crew:
        drained(checked(book, crew, second=False))
        assert known == []
        drained(checked(book, crew))
    assert known == ([book] if started else [])


def test_a_pack_may_say_when(tmp_path: Path) -> None:
    assert policy.load("cn-default").second == "auto"
    pack = tmp_path / "own.toml"
    pack.write_text(policy_toml(replace(policy.load("cn-default"), second="never")), encoding="utf-8")
    assert policy.load(str(pack)).second == "never"
    pack.write_text(policy_toml(policy.load("cn-default")).replace('second = "auto"', 'second = "sometimes"'), encoding="utf-8")
    with pytest.raises(AuditError, match="sometimes"):
        policy.load(str(pack))


def test_a_policy_written_down_holds_it() -> None:
    assert tomllib.loads(policy_toml(replace(policy.load("cn-default"), second="always")))["second"] == "always"


@pytest.mark.parametrize("choice", ["auto", "always", "never"])
def test_the_command_line_may_say_when(choice: str) -> None:
    args = main.arguments().parse_args(["audit", "a.xlsx", "-o", "a.pdf", "--second", choice])
    assert args.second == choice


@pytest.mark.usefixtures("doubting")
def test_read_prints_its_doubts() -> None:
    lines = list(reading_lines("两人到场，出示工作证。", "zh"))
    assert [line for line in lines if "cash_taken" in line] == ["→ cash_taken [待核实] 再读一遍时发现。 “两人”"]
