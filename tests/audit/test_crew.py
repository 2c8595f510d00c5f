"""An audit by several processes answers as one process does."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date, time, timedelta
from multiprocessing import active_children, get_all_start_methods

import pytest

from audit import crew
from audit.auditor import ask, audit
from audit.casebook import Casebook
from audit.model import Source, StaffMember, Visit
from audit.policy import load

ACCOUNTS = (
    "我一个人上的门，收了客户现金500元。",
    "两人到场，出示工作证，客户称月底还款。",
    "",
    "搭档没来，客户要求看证件，没有出示。",
)


@pytest.fixture
def book() -> Casebook:
    start = date(2026, 9, 1)
    visits = [
        Visit(
            Source("log.xlsx", "1", n + 2), case_id=f"C{n // 2}", visit_date=start + timedelta(days=n % 20), start_time=time(9 + n % 8),
            end_time=time(10 + n % 8), visitors=("甲一", "乙二") if n % 3 else ("甲一",), visit_address=f"苏州市人民路{n}号", account=ACCOUNTS[n % 4],
        )
        for n in range(60)
    ]  # fmt: skip
    return Casebook(visits, policy=load("cn-default"), as_of=date(2026, 10, 15))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "WORTH", 1)
    monkeypatch.setattr(crew, "CHUNK", 7)


def test_a_crew_finds_what_one_process_finds(book: Casebook) -> None:
    alone = list(audit(book))
    assert any(one.findings for one in alone)
    with crew.Crew(book.policy, book.as_of, 2) as two:
        assert list(two.audit(book)) == alone


def test_a_crew_that_begins_before_all_is_read_answers_the_same(book: Casebook, asked: list[int]) -> None:
    with crew.Crew(book.policy, book.as_of, 2) as two:
        two.begin(book.cases.values(), book.staff)
        two.give(book.visits[:10])
        two.give(book.visits[10:30])
        assert list(two.audit(book)) == list(audit(book))
    assert sum(asked) == len(book.visits)  # and none was checked twice


def test_what_was_known_too_early_is_not_used(book: Casebook) -> None:
    """A register on the last sheet, after the visits."""
    late = StaffMember(
        Source("log.xlsx", "2", 2), name="甲一", trained_on=date(2026, 10, 1), columns=frozenset({"name", "trained_on"})
    )
    whole = Casebook(book.visits, policy=book.policy, as_of=book.as_of, staff=[late])
    assert list(audit(whole)) != list(audit(book))
    with crew.Crew(book.policy, book.as_of, 2) as two:
        two.begin((), ())
        two.give(book.visits)
        assert list(two.audit(whole)) == list(audit(whole))


def test_visits_of_a_file_that_was_refused_in_the_end_are_not_used(book: Casebook) -> None:
    fewer = Casebook(book.visits[20:], policy=book.policy, as_of=book.as_of)
    with crew.Crew(book.policy, book.as_of, 2) as two:
        two.begin((), ())
        two.give(book.visits)
        assert list(two.audit(fewer)) == list(audit(fewer))


def test_a_crew_that_dies_leaves_the_rest_to_the_caller(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_settle", _dies)
    with crew.Crew(book.policy, book.as_of, 2) as two:
        assert list(two.audit(book)) == list(audit(book))


def test_closing_ends_the_processes(book: Casebook) -> None:
    with crew.Crew(book.policy, book.as_of, 2) as two:
        next(two.audit(book))
        assert active_children()
    assert not active_children()


def test_anything_may_be_asked_of_a_crew_in_order(book: Casebook) -> None:
    with crew.Crew(book.policy, book.as_of, 2) as two:
        two.start(book)
        assert list(two.ask(_place, range(40), book)) == [(book.as_of, n) for n in range(40)]
        running = active_children()
        assert running
        assert list(two.audit(book)) == list(audit(book))
        assert list(two.ask(_place, [7], book)) == [(book.as_of, 7)]
        assert set(active_children()) >= set(running)  # the same processes all the time
        other = Casebook(book.visits, policy=book.policy, as_of=date(2026, 11, 1))
        assert list(two.ask(_place, [7], other)) == []  # which they do not know


def test_a_crew_that_was_not_started_leaves_all_to_the_caller(book: Casebook) -> None:
    with crew.Crew(book.policy, book.as_of, 2) as two:
        assert list(two.ask(_place, range(3), book)) == []
        assert not active_children()


def test_a_crew_that_dies_ends_its_answers_early(book: Casebook) -> None:
    with crew.Crew(book.policy, book.as_of, 2) as two:
        two.start(book)
        answers = list(two.ask(_dies_at_twenty, range(60), book))
    assert answers == list(range(len(answers)))
    assert len(answers) <= 20


def test_questions_wait_ahead_and_no_more_than_that() -> None:
    put: list[int] = []

    def at_once(n: int) -> Future[int]:
        put.append(n)
        future = Future[int]()
        future.set_result(n)
        return future

    answers = crew.in_order(at_once, range(9), 3)
    assert next(answers) == 0
    assert put == [0, 1, 2, 3]
    assert list(answers) == list(range(1, 9))


def test_one_core_has_no_crew(book: Casebook) -> None:
    with crew.Crew(book.policy, book.as_of, 1) as alone:
        alone.begin((), ())
        alone.give(book.visits)
        assert list(alone.audit(book)) == list(audit(book))
        assert not active_children()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many visits each chunk held that processes were asked about."""
    chunks: list[int] = []
    submit = ProcessPoolExecutor.submit

    def counting(self: ProcessPoolExecutor, job: Callable[..., object], *args: Sequence[Visit]) -> Future[object]:
        chunks.extend(len(visits) for visits in args[1:])
        return submit(self, job, *args)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", counting)
    return chunks


def _place(book: Casebook, number: int) -> tuple[date, int]:
    return book.as_of, number


def _dies_at_twenty(_: Casebook, number: int) -> int:
    if number == 20:
        os._exit(3)
    return number


def _dies(*_: object) -> None:
    raise SystemExit(3)


def test_the_rules_of_one_visit_make_no_rings(book: Casebook) -> None:
    """A crew never looks for rings, so one a visit would fill the memory of a large audit."""
    for visit in book.visits:
        ask(crew.ALONE, visit, book)  # what is kept is kept
    gc.collect()
    gc.disable()
    try:
        for visit in book.visits:
            ask(crew.ALONE, visit, book)
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="no fork here")
def test_without_room_for_a_socket_each_process_loads_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise OSError("AF_UNIX path too long")

    assert crew._context().get_start_method() == "forkserver"
    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", refused)
    assert crew._context().get_start_method() == "spawn"
