"""Cutting: a folded account into clauses, by punctuation and, where there is none, by the words that begin a new one."""

from __future__ import annotations

import re
from typing import NamedTuple

from audit.account.lexer import Kind, Token

_STOP = re.compile(r"[,。;!?\n()“”]")
_ENDS = frozenset("。!?\n;")
#: A clause longer than this that has no punctuation is looked through for a seam.
_LONG = 14
#: Clauses are never longer than this: whatever is asked of a clause costs a bounded time.
_LONGEST = 160
_SEAM_AFTER = frozenset("说讲问称就也都没未不在去来上开才先又还把拿给让叫要已")
_NO_SEAM_BEFORE = frozenset(
    "向对跟同和与及给替帮把被让叫请找问见到着为由是等陪劝喊将于从当催拦推骂打看随因但而若如后时就只连了过住了像比以经随"
)  # fmt: skip


class Span(NamedTuple):
    """A clause `[start:end]` of the folded text; `sentence` counts from 0; `quoted` inside “ ”; `end_mark` what follows it."""

    start: int
    end: int
    sentence: int
    quoted: bool
    end_mark: str


def cut(folded: str, found: list[Token]) -> list[Span]:
    """The clauses in order. Every character that is no separator is in exactly one."""
    spans: list[Span] = []
    start = sentence = 0
    quoted = False
    seams = _seams(folded, found)
    for match in _STOP.finditer(folded):
        mark = match.group()
        if match.start() > start:
            _add(spans, start, match.start(), sentence, quoted, mark, seams)
        if mark == "“":
            quoted = True
        elif mark == "”":
            quoted = False
        if mark in _ENDS:
            sentence += 1
        start = match.end()
    if start < len(folded):
        _add(spans, start, len(folded), sentence, quoted, "", seams)
    return spans


def _add(spans: list[Span], start: int, end: int, sentence: int, quoted: bool, mark: str, seams: list[int]) -> None:
    at = start
    if end - start > _LONG:
        for seam in _between(seams, start, end):
            if seam - at >= 5 and end - seam >= 3:
                spans.append(Span(at, seam, sentence, quoted, ""))
                at = seam
    while end - at > _LONGEST:
        spans.append(Span(at, at + _LONGEST, sentence, quoted, ""))
        at += _LONGEST
    spans.append(Span(at, end, sentence, quoted, mark))


def _between(seams: list[int], start: int, end: int) -> list[int]:
    from bisect import bisect_left

    return seams[bisect_left(seams, start) : bisect_left(seams, end)]


def _seams(folded: str, found: list[Token]) -> list[int]:
    """Where a new clause may begin without punctuation: a connective, or a person who is no object and does something."""
    seams: list[int] = []
    for token in found:
        if Kind.CONNECTIVE in token.kinds:
            seams.append(token.start)
        elif token.actor is not None and token.start:
            before, after = folded[token.start - 1], folded[token.end : token.end + 1]
            if before == " ":  # English: only connectives
                continue
            if before not in _NO_SEAM_BEFORE and after in _SEAM_AFTER:
                seams.append(token.start)
    return seams
