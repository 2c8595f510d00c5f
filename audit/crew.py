"""Crew: processes that know what surrounds every visit (case files, register, policy), so that a large audit uses all cores.

They run the rules of one visit at a time, and may begin while the caller still reads; rules that look across visits stay with the
caller, who has the whole casebook. Whatever else a visit can be asked by itself they answer, too. The answers are the same as the
caller's own would be, in the same order.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from operator import is_
from threading import Thread
from typing import Self, TypeVar

from audit.auditor import Answers, Audited, ask, ask_of_each, audit, told
from audit.casebook import Casebook
from audit.model import CaseFile, Source, StaffMember, Visit
from audit.policy import Policy
from audit.rules import RULES

#: Below this many visits starting processes costs more than it brings, if their accounts are read once.
WORTH = 8_000
CHUNK = 500
#: So many questions wait for each process: none is idle while the caller looks at answers.
AHEAD = 4
_Asked = TypeVar("_Asked")
_Told = TypeVar("_Told")


class Crew:
    """Nothing is started before it is worth it. Used as a context, at whose end its processes end, too, if not before."""

    def __init__(self, policy: Policy, as_of: date, processes: int | None = None):
        self._policy, self._as_of = policy, as_of
        self._processes = processes or min(os.cpu_count() or 1, 4)
        self._around: Casebook | None = None  # what the processes know; None before they are started
        self._given: list[Visit] = []
        self._asked: deque[Future[list[Answers]]] = deque()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def begin(self, cases: Iterable[CaseFile], staff: Iterable[StaffMember]) -> None:
        """Starts the processes, where there are cores for them, and tells them what surrounds every visit."""
        if self._processes < 2:
            return
        self._around = Casebook((), policy=self._policy, as_of=self._as_of, cases=cases, staff=staff)
        told = (self._policy, self._as_of, tuple(self._around.cases.values()), self._around.staff)
        context = _context()
        self._pool = ProcessPoolExecutor(self._processes, context, _settle, told)
        # Forked ones start in no time, but only once all is loaded: nobody waits for that.
        if context.get_start_method() == "spawn":
            with _unheard():
                for _ in range(self._processes):
                    self._pool.submit(_nothing)  # each starts one

    def start(self, book: Casebook) -> None:
        """As `begin`, unless they run and know what surrounds the visits of the casebook, which is of the crew's policy and day."""
        if not self._fits(book):
            self.end()
            self.begin(book.cases.values(), book.staff)

    def give(self, visits: Sequence[Visit]) -> None:
        """Visits to be checked, in their order; does nothing before `begin`."""
        if self._pool is None:
            return
        self._given += visits
        with suppress(BrokenProcessPool):  # a death is told when answers are asked for
            for start in range(0, len(visits), CHUNK):
                self._asked.append(self._put(_alone, visits[start : start + CHUNK]))

    def audit(self, book: Casebook) -> Iterator[Audited]:
        """As `audit`. What the crew was given before is used if it is what the casebook holds."""
        if len(book.visits) >= WORTH:
            self.start(book)
        if not self._fits(book):
            self.end()
            yield from audit(book)
            return
        self.give(book.visits[len(self._given) :])
        done = 0
        for visit, answers in zip(book.visits, self._so_far(), strict=False):
            yield _joined(visit, answers, book)
            done += 1
        self._given = []
        self._asked.clear()
        yield from audit(book, since=done)  # the rest, where the processes were killed from outside or ran out of memory

    def ask(self, question: Callable[[Casebook, _Asked], _Told], about: Iterable[_Asked], book: Casebook) -> Iterator[_Told]:
        """What `question`, a function of a module, answers about each, in order; the casebook it is put with holds no visits.

        Where no processes were started, they know another's surroundings, or they die, it ends early: the caller answers the rest.
        """
        if self._fits(book):
            with suppress(BrokenProcessPool):
                yield from in_order(partial(self._put, question), about, AHEAD * self._processes)

    def _put(self, question: Callable[[Casebook, _Asked], _Told], about: _Asked) -> Future[_Told]:
        assert self._pool is not None
        with _unheard():
            return self._pool.submit(_answer, question, about)

    def end(self) -> None:
        """Ends the processes; what they were not yet at is forgotten."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._around = None
        self._given = []
        self._asked.clear()

    def _fits(self, book: Casebook) -> bool:
        """Whether processes run, and know what surrounds the visits of the casebook."""
        around = self._around
        if around is None or len(self._given) > len(book.visits) or not all(map(is_, self._given, book.visits)):
            return False
        return (around.policy, around.as_of, around.cases, around.staff) == (book.policy, book.as_of, book.cases, book.staff)

    def _so_far(self) -> Iterator[Answers]:
        """What was found in each visit given; ends early where the processes have died."""
        while self._asked:
            try:
                answers = self._asked.popleft().result()
            except BrokenProcessPool:
                return
            yield from answers


def in_order(put: Callable[[_Asked], Future[_Told]], about: Iterable[_Asked], ahead: int) -> Iterator[_Told]:
    """The answer about each, in their order, while so many others are put ahead of it."""
    asked: deque[Future[_Told]] = deque()
    for one in about:
        asked.append(put(one))
        if len(asked) > ahead:
            yield asked.popleft().result()
    while asked:
        yield asked.popleft().result()


ACROSS = tuple(rule for rule in RULES if rule.across)
ALONE = tuple(rule for rule in RULES if not rule.across)
_PLACE = {rule.code: n for n, rule in enumerate(RULES)}


def _joined(visit: Visit, answers: Answers, book: Casebook) -> Audited:
    """What the crew found in a visit together with what the rules across visits find."""
    found = [*answers, *ask(ACROSS, visit, book)]
    return told(visit, sorted(found, key=lambda answer: _PLACE[answer[0]]), book)


def _context() -> BaseContext:
    """How processes begin: where there is fork, from one that has loaded what all share; else (Windows) each loads it for itself."""
    if "forkserver" in get_all_start_methods():
        from multiprocessing import forkserver, resource_tracker

        context = get_context("forkserver")
        context.set_forkserver_preload(["audit.ready"])
        resource_tracker.ensure_running()  # started along with the other, it would let Ctrl+C through to that
        with suppress(OSError), _unheard():  # a temporary folder whose path is too long for its socket, or that cannot be written
            forkserver.ensure_running()
            return context
    return get_context("spawn")


@contextmanager
def _unheard() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl+C: it is said to us, and we end them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In the processes of the crew: what surrounds every visit is told once, at the start.

_book: Casebook | None = None


def _settle(policy: Policy, as_of: date, cases: tuple[CaseFile, ...], staff: tuple[StaffMember, ...]) -> None:
    global _book  # noqa: PLW0603 (a pool's initializer has nowhere else to put it)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_caller, daemon=True).start()
    give_way()
    _book = Casebook((), policy=policy, as_of=as_of, cases=cases, staff=staff)
    gc.disable()  # the rules of one visit make no rings; looking for them costs a quarter of the loading and a tenth of the rest
    load_all(_book)


def give_way() -> None:
    """The processes of the crew let others go first: the window, and the caller on whom they wait for more to do."""
    if sys.platform == "win32":
        from ctypes import windll

        windll.kernel32.SetPriorityClass(windll.kernel32.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.setpriority(os.PRIO_PROCESS, 0, max(_NICE, os.getpriority(os.PRIO_PROCESS, 0)))


#: How the processes of the crew are scheduled: Windows' priority class, and the nice value elsewhere.
_BELOW_NORMAL, _NICE = 0x4000, 4


def load_all(book: Casebook) -> None:
    """Loads what is loaded at first use."""
    ask(ALONE, Visit(Source("", "", 0), visit_address="苏州市", account="两人到场。"), book)


def _leave_with_caller() -> None:
    """A caller who was killed cannot end us."""
    caller = parent_process()
    if caller is not None:
        caller.join()
        os._exit(1)


def _nothing() -> None:
    pass


def _answer(question: Callable[[Casebook, _Asked], _Told], about: _Asked) -> _Told:
    assert _book is not None
    return question(_book, about)


def _alone(book: Casebook, visits: Sequence[Visit]) -> list[Answers]:
    return list(ask_of_each(ALONE, visits, book))
