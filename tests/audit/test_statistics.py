"""Statistics: the filter of every figure finds as many rows as the figure says, and rates are those of the grading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest

from audit.auditor import Audited
from audit.grading import figures
from audit.model import Outcome, Verdict, Visit
from audit.policy import load
from audit.statistics import Dashboard, Number, Show, dashboard, former_project, on_findings, persons
from audit.store.store import Store
from audit.store.where import Where, WithFinding
from tests import make
from tests.audit.store.given import finding, imported, report, run, ticking

RULES = ("lone_visitor", "no_id_shown", "threat_or_abuse")


def log(n: int, first: date, seed: int = 0) -> list[Visit]:
    """Visits of two agencies over some weeks, with gaps in what they tell."""
    return [
        make.visit(
            row=i + 2, visit_id=f"V{seed}-{i}", case_id=f"C{i}", agency=("安信", "信达", "")[i % 3] if i != 7 else "安信",
            visit_date=None if i == 5 else first + timedelta(days=i), start_time=None if i == 6 else time((7 + i) % 24, 30),
            visitors=("张立", "李敏") if i % 2 else ('王"五', "张立"), visitor_numbers=("A1", "A2") if i % 4 == 1 else (),
        )
        for i in range(n)
    ]  # fmt: skip


def filled(store: Store, first: date, name: str) -> int:
    project = store.create_project(name, "安信").id
    imported(store, project, log(24, first), report(f"{name}.xlsx", name[0] * 64))
    found = []
    for place, (number, v) in enumerate(store.numbered_visits(project)):
        for n, rule in enumerate(RULES):
            if (place * 7 + n * 5) % 4 == 0:
                outcome = Outcome.REVIEW if (place + n) % 3 == 0 else Outcome.VIOLATION
                found.append((number, finding(v, rule, outcome=outcome, grade=n + 1)))
    checked = run(store, project, [*found, (None, finding(log(1, first)[0], "record_gap", fingerprint="log"))]).run.id
    ids = list(store.finding_ids(checked))
    for place, verdict in enumerate((Verdict.CONFIRMED, Verdict.DISMISSED, Verdict.WANTED)):
        store.decide_ids(checked, ids[place::5], verdict)
    return checked


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[Store, Dashboard]]:
    with Store("memory", user="张", clock=ticking()) as store:
        filled(store, date(2026, 8, 3), "八月")
        yield store, dashboard(store, filled(store, date(2026, 9, 4), "九月"))


def numbers(thing: Any) -> Iterator[Number]:
    if isinstance(thing, Number):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from numbers(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from numbers(value)
    elif is_dataclass(thing):
        for f in fields(thing):
            yield from numbers(getattr(thing, f.name))


def rows(store: Store, show: Show) -> int:
    return len(store.finding_ids(show.run, show.where) if show.kind == "findings" else store.visit_ids(show.project, show.where))


def test_every_number_is_the_count_of_its_rows(told: tuple[Store, Dashboard]) -> None:
    store, board = told
    every = list(numbers(board))
    assert len(every) > 150
    for number in every:
        assert rows(store, number.show) == number.value, number.show
        if number.of is not None:
            assert rows(store, number.of) == number.whole, number.of
            assert number.value <= (number.whole or 0)


def test_rates_are_those_of_the_grading(told: tuple[Store, Dashboard]) -> None:
    store, board = told
    found: dict[int, list[Any]] = {}
    for row in store.findings(board.run):
        if row.visit is not None:
            found.setdefault(row.visit, []).append(row.finding)
    audited = [Audited(v, tuple(found.get(n, ()))) for n, v in store.numbered_visits(board.project)]
    graded = figures(audited, store.decisions(board.project), load("cn-default"))
    assert board.tiles["violating"].value == graded.whole.with_violation
    assert {line.key[0]: line.violating.value for line in board.by_agency} == {c.agency: c.with_violation for c in graded.agencies}
    assert {line.key[0]: line.violations.value for line in board.by_agency} == {
        c.agency: sum(c.violations.values()) + (c.agency == "") for c in graded.agencies  # the finding about the log has no visit
    }  # fmt: skip
    by_rule = {line.rule: line.violations.value for line in board.by_rule if line.violations.value and line.rule != "record_gap"}
    assert by_rule == graded.whole.violations


def test_the_period_before_is_found_by_its_days(told: tuple[Store, Dashboard]) -> None:
    store, board = told
    august, september = sorted(p.id for p in store.projects())
    assert (board.project, board.former_project) == (september, august)
    assert board.former is not None
    assert board.former["visits"].value == 24
    assert all(line.former is not None for line in board.by_agency)
    assert former_project(store, august) is None


def test_months_stand_in_order_and_the_worst_agency_first(told: tuple[Store, Dashboard]) -> None:
    _, board = told
    assert [line.key[0] for line in board.by_month] == ["", "2026-09"]
    shares = [line.violating.share or 0 for line in board.by_agency]
    assert shares == sorted(shares, reverse=True)
    assert all(board.heat.cells[key].value for key in board.heat.cells)


def test_namesakes_with_numbers_stay_apart() -> None:
    assert persons('["张立","张立"]', '["A1","A2"]') == {("张立", "A1"), ("张立", "A2")}
    assert persons('["张立","李敏"]', '["A1"]') == {("张立", ""), ("李敏", "")}
    assert persons("", None) == set()


def test_a_part_of_the_visits(told: tuple[Store, Dashboard]) -> None:
    store, board = told
    part = dashboard(store, board.run, [Where("agency", "=", "信达")])
    assert [line.key for line in part.by_agency] == [("信达",)]
    for number in numbers(part):
        assert rows(store, number.show) == number.value
    with pytest.raises(TypeError):
        on_findings([WithFinding(board.run)])
