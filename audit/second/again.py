"""Again: a log read a second time after the first reader has answered, many accounts at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from audit.account import Reading
from audit.auditor import Audited, told
from audit.casebook import Casebook
from audit.model import Finding, Progress, Text, Visit
from audit.rules import RULES
from audit.second.doubts import BATCH, Answer, doubts_of

READING = Text("再读一遍", "Second reading")
#: Of fewer letters (略, 同上, I) no second reading is made: what they tell is told by the first.
_LEAST = 5
_PLACE = {rule.code: n for n, rule in enumerate(RULES)}
_Row = tuple[int, Visit, Mapping[str, Finding], Reading]


def read_again(book: Casebook, audited: Sequence[Audited]) -> Generator[Progress, None, Sequence[Audited]]:
    """The same visits with what both readers together answer; what the second does not doubt stays as it is."""
    found = list(audited)
    done = 0
    for rows, answers in _answered(_batches(book, audited)):
        for (n, visit, first, _), doubts in zip(rows, answers, strict=True):
            if doubts:
                found[n] = _joined(visit, first, doubts, book)
        done = rows[-1][0] + 1
        yield Progress(READING, done, len(audited))
    return found


def _batches(book: Casebook, audited: Sequence[Audited]) -> Iterator[list[_Row]]:
    """Visits that have an account to speak of, so many at once, with what the first reader found in each."""
    rows: list[_Row] = []
    for n, one in enumerate(audited):
        if sum(map(str.isalnum, one.visit.account)) >= _LEAST:
            rows.append((n, one.visit, {f.rule: f for f in one.findings}, book.reading(one.visit)))
        if len(rows) == BATCH:
            yield rows
            rows = []
    if rows:
        yield rows


def _answered(batches: Iterable[list[_Row]]) -> Iterator[tuple[list[_Row], list[tuple[Answer, ...]]]]:
    """Each batch with its answers, in order. Numbers are worked out beside the reading: numpy lets go of the interpreter."""
    threads = min(os.cpu_count() or 1, 4)
    with ThreadPoolExecutor(threads, "second") as pool:
        asked: deque[tuple[list[_Row], Future[list[tuple[Answer, ...]]]]] = deque()
        for rows in batches:
            asked.append((rows, pool.submit(doubts_of, [row[1:] for row in rows])))
            if len(asked) > threads:
                first, answers = asked.popleft()
                yield first, answers.result()
        while asked:
            first, answers = asked.popleft()
            yield first, answers.result()


def _joined(visit: Visit, first: Mapping[str, Finding], doubts: Sequence[Answer], book: Casebook) -> Audited:
    """The visit's findings with the doubts among them, in the order of the catalogue. A rule that is off or has no limit stays silent."""
    off = book.policy.on(visit.visit_date).off | book.limits(visit).unasked
    new = told(visit, [(a.rule, a.found) for a in doubts if a.found and a.rule not in off], book).findings
    gone = {a.rule for a in doubts if a.found is None}
    findings = {**{rule: f for rule, f in first.items() if rule not in gone}, **{finding.rule: finding for finding in new}}
    return Audited(visit, tuple(sorted(findings.values(), key=lambda finding: _PLACE[finding.rule])))
