"""Crew: processes that run the rules of one visit at a time, so that a large audit uses all cores.

Rules that look across visits stay with the caller, who has the whole casebook; the others need a visit, its case file, the register
and the policy, and are asked by whichever process is free. The answers are the same as `audit`'s, in the same order.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import date
from multiprocessing import get_context

from audit.auditor import Audited, ask, audit, told
from audit.casebook import Casebook
from audit.model import CaseFile, Found, StaffMember, Visit
from audit.policy import Policy
from audit.rules import RULES

#: Below this many visits starting processes costs more than it brings.
WORTH = 4_000
CHUNK = 500
#: Chunks given out beyond one a process, so that none waits for the caller.
AHEAD = 2
Answers = list[list[tuple[str, Found]]]


def audit_by_crew(book: Casebook, processes: int | None = None) -> Iterator[Audited]:
    """As `audit`, by several processes where there are enough visits and cores. Closing it ends them."""
    processes = processes or min(os.cpu_count() or 1, 4)
    if processes < 2 or len(book.visits) < WORTH:
        yield from audit(book)
        return
    pool = ProcessPoolExecutor(
        processes, get_context("spawn"), _settle, (book.policy, book.as_of, tuple(book.cases.values()), book.staff)
    )
    try:
        yield from _together(book, pool, processes)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _together(book: Casebook, pool: ProcessPoolExecutor, processes: int) -> Iterator[Audited]:
    starts = iter(range(0, len(book.visits), CHUNK))
    given: deque[tuple[int, Future[Answers]]] = deque()

    def give() -> None:
        with suppress(StopIteration, BrokenProcessPool):
            start = next(starts)
            given.append((start, pool.submit(_asked, book.visits[start : start + CHUNK])))

    for _ in range(processes + AHEAD):
        give()
    done = 0
    while given:
        start, future = given.popleft()
        try:
            alone = future.result()
        except BrokenProcessPool:  # killed from outside, or out of memory: the caller does the rest himself
            break
        give()
        for visit, answers in zip(book.visits[start : start + CHUNK], alone, strict=True):
            yield _joined(visit, answers, book)
            done += 1
    for visit in book.visits[done:]:
        yield told(visit, ask(RULES, visit, book), book)


ACROSS = tuple(rule for rule in RULES if rule.across)
ALONE = tuple(rule for rule in RULES if not rule.across)
_PLACE = {rule.code: n for n, rule in enumerate(RULES)}


def _joined(visit: Visit, answers: Sequence[tuple[str, Found]], book: Casebook) -> Audited:
    """What the crew found in a visit together with what the rules across visits find."""
    found = [*answers, *ask(ACROSS, visit, book)]
    return told(visit, sorted(found, key=lambda answer: _PLACE[answer[0]]), book)


# In the processes of the crew: what surrounds every visit is told once, at the start.

_book: Casebook | None = None


def _settle(policy: Policy, as_of: date, cases: tuple[CaseFile, ...], staff: tuple[StaffMember, ...]) -> None:
    global _book  # noqa: PLW0603 (a pool's initializer has nowhere else to put it)
    _book = Casebook((), policy=policy, as_of=as_of, cases=cases, staff=staff)


def _asked(visits: Sequence[Visit]) -> Answers:
    assert _book is not None
    return [ask(ALONE, visit, _book) for visit in visits]
