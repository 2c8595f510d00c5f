"""A task ends in exactly one of done, failed, cancelled, whatever its generator does."""

from __future__ import annotations

from collections.abc import Callable, Generator
from threading import Event
from typing import Any

import pytest

from audit.model import AuditError, Text
from gui.tasks import Failure, InlineLane, Lane, Task


class Ends:
    """What a task told, in order."""

    def __init__(self, task: Task):
        self.told: list[tuple[str, Any]] = []
        for name in ("stepped", "done", "failed"):
            getattr(task, name).connect(lambda value, name=name: self.told.append((name, value)))
        task.cancelled.connect(lambda: self.told.append(("cancelled", None)))
        task.ended.connect(lambda _: self.told.append(("ended", None)))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.told if name != "stepped"]


def counting(steps: int) -> Generator[int, None, str]:
    yield from range(steps)
    return "result"


def raising(error: BaseException) -> Generator[int, None, None]:
    yield 1
    raise error


class Panic(BaseException):
    """As a reader written in another language raises it."""


def run(steps: Generator[Any, None, Any], clock: Callable[[], float] | None = None) -> Ends:
    task = Task(steps, clock) if clock else Task(steps)
    ends = Ends(task)
    InlineLane().start(task)
    return ends


def test_the_result_arrives_once() -> None:
    ends = run(counting(3))
    assert ends.names == ["done", "ended"]
    assert ("done", "result") in ends.told


@pytest.mark.parametrize(
    "error", [ValueError("secret"), Panic(), SystemExit(3), KeyboardInterrupt(), GeneratorExit(), MemoryError()], ids=repr
)
def test_whatever_is_raised_is_told_as_one_failure_without_its_words(error: BaseException) -> None:
    ends = run(raising(error))
    assert ends.names == ["failed", "ended"]
    failure: Failure = dict(ends.told)["failed"]
    assert type(error).__name__ in failure.details
    assert "raising" in failure.details
    assert "secret" not in failure.details + failure.text.zh + failure.text.en


def test_an_expected_failure_keeps_its_sentence() -> None:
    failure: Failure = dict(run(raising(AuditError(Text("请关闭文件。", "Close the file.")))).told)["failed"]
    assert failure == Failure(Text("请关闭文件。", "Close the file."), "", expected=True)


def test_a_generator_that_raises_while_it_is_closed_fails() -> None:
    def stubborn() -> Generator[int, None, None]:
        try:
            while True:
                yield 1
        finally:
            raise ValueError

    task = Task(stubborn())
    ends = Ends(task)
    task.stepped.connect(lambda _: task.cancel())
    InlineLane().start(task)
    assert ends.names == ["failed", "ended"]


def test_a_task_cancelled_before_its_turn_never_begins() -> None:
    begun: list[int] = []

    def steps() -> Generator[int, None, None]:
        begun.append(1)
        yield 1

    task = Task(steps())
    ends = Ends(task)
    task.cancel()
    InlineLane().start(task)
    assert ends.names == ["cancelled", "ended"]
    assert not begun


def test_steps_are_told_at_most_twenty_times_a_second_and_the_last_is_never_lost() -> None:
    now = iter(number / 1000 for number in range(10_000))
    ends = run(counting(1000), lambda: next(now))
    steps = [value for name, value in ends.told if name == "stepped"]
    assert len(steps) <= 21
    assert steps[0] == 0
    assert steps[-1] == 999


def test_a_running_task_is_cancelled_and_cleans_up(qtbot: Any) -> None:
    reached, cleaned = Event(), Event()

    def steps() -> Generator[int, None, None]:
        try:
            while True:
                reached.set()
                yield 1
        finally:
            cleaned.set()

    lane, task = Lane(), Task(steps())
    ends = Ends(task)
    with qtbot.waitSignal(task.cancelled):
        lane.start(task)
        assert reached.wait(10)
        task.cancel()
    qtbot.waitUntil(lambda: not lane.busy)
    assert cleaned.is_set()
    assert ends.names == ["cancelled", "ended"]
    lane.close()


def test_tasks_of_a_lane_run_one_after_another_in_order(qtbot: Any) -> None:
    lane, order = Lane(), []

    def steps(name: str) -> Generator[int, None, None]:
        order.append(f"{name} begins")
        yield 1
        order.append(f"{name} ends")

    for name in "ab":
        lane.start(Task(steps(name)))
    qtbot.waitUntil(lambda: not lane.busy)
    assert order == ["a begins", "a ends", "b begins", "b ends"]
    lane.close()


def test_closing_a_lane_stops_what_runs_and_waits_for_it() -> None:
    lane, reached, cleaned = Lane(), Event(), Event()

    def steps() -> Generator[int, None, None]:
        try:
            while True:
                reached.set()
                yield 1
        finally:
            cleaned.set()

    lane.start(Task(steps()))
    assert reached.wait(10)
    lane.close()
    assert cleaned.is_set()
    with pytest.raises(RuntimeError):
        lane.start(Task(counting(1)))
