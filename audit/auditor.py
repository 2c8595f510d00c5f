"""audit() runs the rules over a casebook; nothing else runs rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from audit.casebook import Casebook
from audit.model import Finding, Found, SheetReport, Source, Visit
from audit.rules import BY_CODE, RULES
from audit.rules.rule import Rule


class Audited(NamedTuple):
    """A visit and what was found in it, in the order of the catalogue."""

    visit: Visit
    findings: tuple[Finding, ...]


def audit(book: Casebook, rules: Sequence[Rule] = RULES, since: int = 0) -> Iterator[Audited]:
    """Each visit of the casebook, from number `since` on (from 0), with its findings: the same in any order of the visits."""
    visits = book.visits[since:]
    for visit, answers in zip(visits, ask_of_each(rules, visits, book), strict=True):
        yield told(visit, answers, book)


#: So many visits are asked about together.
AT_ONCE = 32
Answers = list[tuple[str, Found]]


def ask_of_each(rules: Sequence[Rule], visits: Sequence[Visit], book: Casebook) -> Iterator[Answers]:
    """As `ask`, of one visit after another."""
    for start in range(0, len(visits), AT_ONCE):
        yield from _ask_together(rules, visits[start : start + AT_ONCE], book)


def ask(rules: Sequence[Rule], visit: Visit, book: Casebook) -> Answers:
    """What the rules in force on the visit's day answer, by code."""
    (answers,) = _ask_together(rules, (visit,), book)
    return answers


def _ask_together(rules: Sequence[Rule], visits: Sequence[Visit], book: Casebook) -> list[Answers]:
    """Each rule is asked about all the visits before the next one is: what it needs then stays near the processor."""
    book.turn_to(visits)
    asked: list[tuple[Visit, frozenset[str], Answers]] = [(visit, book.policy.on(visit.visit_date).off, []) for visit in visits]
    for rule in rules:
        code, check = rule.code, rule.check
        for visit, off, answers in asked:
            if code not in off and (found := check(visit, book)) is not None:
                answers.append((code, found))
    return [answers for _, _, answers in asked]


def told(visit: Visit, answers: Iterable[tuple[str, Found]], book: Casebook) -> Audited:
    """The answers as findings, in the order of the catalogue."""
    findings = [_finding(BY_CODE[code], found, visit, book) for code, found in answers]
    return Audited(visit, tuple(findings))


def audit_log(file: str, sheet: SheetReport, book: Casebook, rules: Sequence[Rule] = RULES) -> Iterator[Finding]:
    """Findings about a whole log."""
    for rule in rules:
        found = rule.check_log(sheet, book) if rule.check_log else None
        if found:
            basis = book.policy.basis(rule.code, None)
            yield Finding(rule.code, found.outcome, found.grade or rule.grade, found.message, basis, found.evidence,
                          fingerprint(rule.code, f"log:{sorted(sheet.columns)}"), Source(file, sheet.name, 0), found.clears or rule.clears)  # fmt: skip


def fingerprint(rule: str, key: str) -> str:
    """What a decision hangs on: the same visit under the same rule, whatever the row."""
    return hashlib.sha256(f"{rule}|{key}".encode()).hexdigest()[:32]


def _finding(rule: Rule, found: Found, visit: Visit, book: Casebook) -> Finding:
    grade = found.grade or book.policy.on(visit.visit_date).grades.get(rule.code, rule.grade)
    return Finding(rule.code, found.outcome, grade, found.message, book.policy.basis(rule.code, visit.visit_date), found.evidence,
                   fingerprint(rule.code, visit.key), visit.source, found.clears or rule.clears)  # fmt: skip
