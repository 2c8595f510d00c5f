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


def audit(book: Casebook, rules: Sequence[Rule] = RULES) -> Iterator[Audited]:
    """Each visit of the casebook with its findings. The same casebook gives the same answer in any order of its visits."""
    for visit in book.visits:
        yield told(visit, ask(rules, visit, book), book)


def ask(rules: Sequence[Rule], visit: Visit, book: Casebook) -> list[tuple[str, Found]]:
    """What the rules in force on the visit's day answer, by code."""
    off = book.policy.on(visit.visit_date).off
    return [(rule.code, found) for rule in rules if rule.code not in off and (found := rule.check(visit, book)) is not None]


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
                          fingerprint(rule.code, f"log:{sorted(sheet.columns)}"), Source(file, sheet.name, 0), found.clears)  # fmt: skip


def fingerprint(rule: str, key: str) -> str:
    """What a decision hangs on: the same visit under the same rule, whatever the row."""
    return hashlib.sha256(f"{rule}|{key}".encode()).hexdigest()[:32]


def _finding(rule: Rule, found: Found, visit: Visit, book: Casebook) -> Finding:
    grade = found.grade or book.policy.on(visit.visit_date).grades.get(rule.code, rule.grade)
    return Finding(rule.code, found.outcome, grade, found.message, book.policy.basis(rule.code, visit.visit_date), found.evidence,
                   fingerprint(rule.code, visit.key), visit.source, found.clears)  # fmt: skip
