"""Cutting: one wording between two stops into clauses, by brackets, quotation marks and, where a long one has none, by the words that
begin a new one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.account.lexer import Token
from audit.account.words import Kind

_STOP = re.compile(r"[()“”]")
#: A clause longer than this that has no punctuation is looked through for a seam.
_LONG = 14
#: Clauses are never longer than this: whatever is asked of a clause costs a bounded time.
_LONGEST = 160
_SEAM_AFTER = frozenset("说讲问称就也都没未不在去来上开才先又还把拿给让叫要已")
_NO_SEAM_BEFORE = frozenset(
    "向对跟同和与及给替帮把被让叫请找问见到着为由是等陪劝喊将于从当催拦推骂打看随因但而若如后时就只连了过住了像比以经随"
)  # fmt: skip


class Cut(NamedTuple):
    """A clause `[start:end]` of the wording. `quoted`: inside “ ”; None as what stands before the wording. `last`: it ends with it."""

    start: int
    end: int
    quoted: bool | None
    last: bool


def cut(text: str, found: Sequence[Token]) -> list[Cut]:
    """The clauses in order. Every character that is no separator is in exactly one."""
    clauses: list[Cut] = []
    start, quoted = 0, None
    seams = _seams(text, found)
    for match in _STOP.finditer(text):
        clauses += _parted(start, match.start(), quoted, False, seams)
        if (mark := match.group()) in "“”":
            quoted = mark == "“"
        start = match.end()
    return clauses + list(_parted(start, len(text), quoted, True, seams))


def ends_quoted(text: str) -> bool | None:
    """Whether what follows the wording stands inside “ ”; None: as before it."""
    opened, closed = text.rfind("“"), text.rfind("”")
    return None if opened == closed else opened > closed


def _parted(start: int, end: int, quoted: bool | None, last: bool, seams: Sequence[int]) -> Iterator[Cut]:
    if start >= end:
        return
    at = start
    if end - start > _LONG:
        for seam in seams[bisect_left(seams, start) : bisect_left(seams, end)]:
            if seam - at >= 5 and end - seam >= 3:
                yield Cut(at, seam, quoted, False)
                at = seam
    while end - at > _LONGEST:
        yield Cut(at, at + _LONGEST, quoted, False)
        at += _LONGEST
    yield Cut(at, end, quoted, last)


def _seams(text: str, found: Sequence[Token]) -> list[int]:
    """Where a new clause may begin without punctuation: a connective, or a person who is no object and does something."""
    seams: list[int] = []
    for token in found:
        if Kind.CONNECTIVE in token.kinds:
            seams.append(token.start)
        elif token.actor is not None and token.start:
            before, after = text[token.start - 1], text[token.end : token.end + 1]
            if before == " ":  # English: only connectives
                continue
            if before not in _NO_SEAM_BEFORE and after in _SEAM_AFTER:
                seams.append(token.start)
    return seams
