"""Underline: the words of an account that a person would underline, by how loud its pieces are heard for a rule.

How near to the loudest a piece must come, and how far the words are grown, was chosen by the labelled words of the visits that settle the
thresholds too: shared characters by all characters of both .75 in Chinese and .72 in English, the clause of the loudest piece .68 and .65.
"""

from __future__ import annotations

import re

import numpy as np

from audit.account import Reading
from audit.second.network import Floats

Span = tuple[int, int]

#: Pieces at most so much quieter than the loudest belong to the words; the fainter that is, the nearer they must come.
_FAINT, _CLEAR = 2.0, 4.0
#: Fewer quieter pieces than this may stand between two that belong to them.
_APART = 3
#: Words grow to the end of their clause where no more characters than this are missing.
_REST = 8
_EDGES = " \t\r\n\u3000，,。.;；!！?？、:："
_WORD = r"[0-9A-Za-z]+(?:['’][a-z]+)?"


def runs(scores: Floats) -> list[Span]:
    """First and last of the pieces that are nearly as loud as the loudest one, a pair a run; that of the loudest comes first."""
    loudest = int(scores.argmax())
    top = float(scores[loudest])
    near = np.flatnonzero(scores >= round(top - min(max(_FAINT + top, _FAINT), _CLEAR), 2))
    parted = np.split(near, np.flatnonzero(np.diff(near) > _APART) + 1)
    return sorted(((int(run[0]), int(run[-1])) for run in parted), key=lambda run: not run[0] <= loudest <= run[1])


def _unbroken(reading: Reading) -> re.Pattern[str]:
    """Words in Latin letters and the row's names: no part of them stands in a quote alone."""
    names = sorted((name for name in (*reading.cast.visitors, reading.cast.borrower) if len(name) > 1), key=len, reverse=True)
    return re.compile("|".join((*map(re.escape, names), _WORD)))


def grown(reading: Reading, start: int, end: int) -> Span:
    """The words `[start:end]` of the account up to the ends of their clauses, where those are near; whole words, without blanks and stops."""
    for clause in reading.clauses:
        if clause.start < start <= clause.start + _REST and start < clause.end:
            start = clause.start
        if clause.end - _REST <= end < clause.end and clause.start < end:
            end = clause.end
    for word in _unbroken(reading).finditer(reading.text):
        start = word.start() if word.start() < start < word.end() else start
        end = word.end() if word.start() < end < word.end() else end
    words = reading.text[start:end]
    if not (bare := words.strip(_EDGES)):
        return next(((c.start, c.end) for c in reading.clauses if c.start <= start < c.end), (start, end))
    since = start + words.index(bare)
    return since, since + len(bare)
