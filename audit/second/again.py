"""Again: a log read a second time after the first reader has answered, many accounts at once."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from audit.account import Reading
from audit.auditor import Audited, told
from audit.casebook import Casebook
from audit.crew import Crew, in_order
from audit.model import Finding, Progress, Text, Visit
from audit.rules import RULES
from audit.second.doubts import BATCH, Answer, doubts_of

READING = Text("再读一遍", "Second reading")
#: Of fewer letters (略, 同上, I) no second reading is made: what they tell is told by the first.
_LEAST = 5
_PLACE = {rule.code: n for n, rule in enumerate(RULES)}
_Row = tuple[Visit, Mapping[str, Finding]]
_Answers = list[tuple[Answer, ...]]


def read_again(
    book: Casebook, audited: Sequence[Audited], crew: Crew | None = None
) -> Generator[Progress, None, Sequence[Audited]]:
    """The same visits with what both readers together answer; what the second does not doubt stays as it is."""
    found = list(audited)
    numbers = [n for n, one in enumerate(audited) if sum(map(str.isalnum, one.visit.account)) >= _LEAST]
    batches = [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]
    rows = [[(audited[n].visit, {f.rule: f for f in audited[n].findings}) for n in batch] for batch in batches]
    for batch, asked, answers in zip(batches, rows, _answered(book, rows, crew), strict=True):
        for n, (visit, first), doubts in zip(batch, asked, answers, strict=True):
            if doubts:
                found[n] = _joined(visit, first, doubts, book)
        yield Progress(READING, batch[-1] + 1, len(audited))
    return found


def _answered(book: Casebook, batches: Sequence[Sequence[_Row]], crew: Crew | None) -> Iterator[_Answers]:
    """The answers to each batch, in order: of the crew, if there is one and it was started, else of threads."""
    done = 0
    if crew is not None:
        for answers in crew.ask(heard_in, batches, book):
            yield answers
            done += 1
    yield from _by_threads(book, batches[done:])


def heard_in(book: Casebook, rows: Sequence[_Row]) -> _Answers:
    """What both readers together answer otherwise than the first, for each of the rows."""
    return doubts_of(_with_readings(book, rows))


def _with_readings(book: Casebook, rows: Sequence[_Row]) -> list[tuple[Visit, Mapping[str, Finding], Reading]]:
    return [(visit, first, book.reading(visit)) for visit, first in rows]


def _by_threads(book: Casebook, batches: Iterable[Sequence[_Row]]) -> Iterator[_Answers]:
    """Numbers are worked out beside the reading: numpy lets go of the interpreter."""
    threads = min(os.cpu_count() or 1, 4)
    with ThreadPoolExecutor(threads, "second") as pool:

        def put(rows: Sequence[_Row]) -> Future[_Answers]:
            return pool.submit(doubts_of, _with_readings(book, rows))

        yield from in_order(put, batches, threads)


def _joined(visit: Visit, first: Mapping[str, Finding], doubts: Sequence[Answer], book: Casebook) -> Audited:
    """The visit's findings with the doubts among them, in the order of the catalogue. A rule that is off or has no limit stays silent."""
    off = book.policy.on(visit.visit_date).off | book.limits(visit).unasked
    new = told(visit, [(a.rule, a.found) for a in doubts if a.found and a.rule not in off], book).findings
    gone = {a.rule for a in doubts if a.found is None}
    findings = {**{rule: f for rule, f in first.items() if rule not in gone}, **{finding.rule: finding for finding in new}}
    return Audited(visit, tuple(sorted(findings.values(), key=lambda finding: _PLACE[finding.rule])))
