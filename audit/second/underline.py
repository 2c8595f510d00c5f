"""Underline: the words of an account that a person would underline, by how loud its pieces are heard for a rule.

How near to the loudest a piece must come, and how far the words are grown, was chosen by the labelled words of the visits that settle the
thresholds too: shared characters by all characters of both .76 in Chinese and .73 in English, the clause of the loudest piece .68 and .65.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.account import Reading
from audit.values.text import occurrences

Span = tuple[int, int]

#: Pieces at most so much quieter than the loudest belong to the words; the fainter that is, the nearer they must come.
_FAINT, _CLEAR = 2.0, 4.0
#: Fewer quieter pieces than this may stand between two that belong to them.
_APART = 3
#: Words grow to the end of their clause where no more characters than this are missing.
_REST = 12
_EDGES = " \t\r\n\u3000，,。.;；!！?？、:："
_WORD = re.compile(r"[0-9A-Za-z]+(?:['’][a-z]+)?")


def runs(scores: Sequence[float]) -> list[Span]:
    """First and last of the pieces that are nearly as loud as the loudest one, a pair a run; that of the loudest comes first."""
    top = max(scores)
    enough = round(top - min(max(_FAINT + top, _FAINT), _CLEAR), 2)
    found: list[Span] = []
    for at, score in enumerate(scores):
        if score >= enough:
            if found and at - found[-1][1] <= _APART:
                found[-1] = (found[-1][0], at)
            else:
                found.append((at, at))
    loudest = scores.index(top)
    return sorted(found, key=lambda run: not run[0] <= loudest <= run[1])


def _unbroken(reading: Reading) -> list[Span]:
    """Words in Latin letters and the row's names, in order; what overlaps is one (Ann in Annabel): no part of it stands in a quote alone."""
    names = (name for name in (*reading.cast.visitors, reading.cast.borrower) if len(name) > 1)
    joined: list[Span] = []
    for start, end in sorted((*occurrences(reading.text, names), *(word.span() for word in _WORD.finditer(reading.text)))):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def grown(reading: Reading, start: int, end: int) -> Span:
    """The words `[start:end]` of the account up to the ends of their clauses, where those are near; whole words, without blanks and stops."""
    for clause in reading.clauses:
        if clause.start < start <= clause.start + _REST and start < clause.end:
            start = clause.start
        if clause.end - _REST <= end < clause.end and clause.start < end:
            end = clause.end
    for since, until in _unbroken(reading):
        start = since if since < start < until else start
        end = until if since < end < until else end
    words = reading.text[start:end]
    if not (bare := words.strip(_EDGES)):
        return next(((c.start, c.end) for c in reading.clauses if c.start <= start < c.end), (start, end))
    since = start + words.index(bare)
    return since, since + len(bare)
