"""Settles what both readers answer: `python bench/second/settle.py WEIGHTS FILE... -o audit/second/thresholds.toml`.

FILEs are labelled whole visits that neither WEIGHTS were trained on nor the first reader's words were
gathered from. How likely a breach is, given what the first reader found and the network's score, is fitted for each of the first
reader's answers (a line through the log-odds: one slope, a step a rule held near 0, a step for English). A violation is what is
likelier than one share, a review what is likelier than a smaller one, Chinese and English each by itself. The first share is the least
at which so many violations are right as is wanted, the second the least that keeps the rows with a needless review within the budget.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from audit.auditor import ask  # noqa: E402
from audit.model import Found, Outcome  # noqa: E402
from audit.rules import BY_CODE  # noqa: E402
from audit.second.doubts import by_words, language_of  # noqa: E402
from audit.second.hearing import opened  # noqa: E402
from bench.second.material import CODES, REVIEW_ONLY, rows  # noqa: E402
from tests.make import casebook  # noqa: E402
from tests.rows import row  # noqa: E402

#: Of rows with a needless review, in files of which every second row is an innocent twin: in English, which both readers know less well, more.
BUDGET = {"chinese": 0.12, "english": 0.25}
#: So many of the violations shall be right: an accusation weighs more than a miss that is for review.
PRECISION = {"chinese": 0.94, "english": 0.92}
#: How far a rule may stray from the others: the width of the bell curve its step is drawn to 0 by.
STRAY = 1.0
#: A glance may lose so many of the rows in which the whole network would have raised something.
LOST = 0.02
#: What the first reader answered in words of the account, and under which name its limits are kept.
KINDS = {"": "silent", "review": "review", "words": "violation"}
Array = NDArray[np.float64]


class Event(NamedTuple):
    """One rule on one row: the network's scores, what the first reader answered and what was wanted.

    `first`: "", or a `review` or a violation by `words` of the account, or one by `cells` alone (`open`: a review).
    """

    row: int
    rule: int
    score: float
    glance: float
    first: str
    wanted: str
    language: str


class Line(NamedTuple):
    """Log-odds of a breach: `slope` * score + `start` + the rule's step, in English + `english`."""

    slope: float
    start: float
    english: float
    steps: Array

    def score(self, share: float, language: str) -> Array:
        """The score a rule needs for a breach to be as likely as `share`."""
        start = self.start + (self.english if language == "english" else 0)
        return np.asarray((np.log(share / (1 - share)) - start - self.steps) / self.slope)


def events(weights: Path, files: Sequence[Path]) -> Iterator[Event]:
    told = [one for path in files for one in rows(path)]
    books = [casebook(row(one["fields"])) for one in told]
    heard = opened(weights).scores([(book.visits[0], book.reading(book.visits[0])) for book in books])
    for n, (one, book, scores) in enumerate(zip(told, books, heard, strict=True)):
        found = dict(ask(list(BY_CODE.values()), book.visits[0], book))
        for r, code in enumerate(CODES):
            got = found.get(code)
            kind = "" if got is None else _kind(got)
            wanted = "review" if code in one["review"] else "violation" if code in one["expect"] else ""
            yield Event(n, r, float(scores[1][r]), float(scores[0][r]), kind, wanted, language_of(book.visits[0].account))


def _kind(got: Found) -> str:
    if got.outcome is Outcome.REVIEW:
        return "review" if by_words(got) else "open"
    return "words" if by_words(got) else "cells"


def fitted(some: Sequence[Event], true: Array) -> Line:
    """The likeliest line, by Newton's steps."""
    x = np.zeros((len(some), 3 + len(CODES)))
    for i, e in enumerate(some):
        x[i, [0, 1, 2, 3 + e.rule]] = e.score, 1, e.language == "english", 1
    draw = np.diag([1e-3, 1e-3, 1e-1, *[1 / STRAY**2] * len(CODES)])
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-(x @ w)))
        w += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + draw, x.T @ (true - p) - draw @ w)
    return Line(float(w[0]), float(w[1]), float(w[2]), w[3:])


class Limits(NamedTuple):
    """By what the first reader answered: scores, one a rule, from which on it is a review and from which on a violation."""

    review: Mapping[str, Array]
    violation: Mapping[str, Array]
    sure: float
    share: float


Settled = Mapping[str, Limits]


def answer(e: Event, at: Settled) -> str:
    """What both readers together answer."""
    limits = at[e.language]
    if e.first == "open":
        return "violation" if e.score >= limits.violation[""][e.rule] else "review"
    if e.first not in KINDS:
        return "violation"
    if e.score >= limits.violation[e.first][e.rule]:
        return "violation"
    return "review" if e.score >= limits.review[e.first][e.rule] else ""


def settled(some: Sequence[Event]) -> Settled:
    """In each language one likelihood for all violations and one for all reviews, whatever the first reader answered."""
    parts = {kind: [e for e in some if e.first == kind] for kind in KINDS}
    broken = {kind: fitted(part, _true(part, ("violation",))) for kind, part in parts.items()}
    worth = {kind: fitted(part, _true(part, ("violation", "review"))) for kind, part in parts.items()}
    never = np.where([code in REVIEW_ONLY for code in CODES], np.inf, 0.0)
    nothing = dict.fromkeys(KINDS, np.full(len(CODES), np.inf))
    found: dict[str, Limits] = {}
    for language, most in BUDGET.items():
        own = [e for e in some if e.language == language]
        for sure in np.arange(0.3, 0.98, 0.01):
            shown = {kind: line.score(sure, language) + never for kind, line in broken.items()}
            found[language] = Limits(nothing, shown, float(sure), 1.0)
            if _precision(own, found) >= PRECISION[language]:
                break
        for share in np.arange(0.05, 0.95, 0.01):
            lines = {kind: np.minimum(broken[kind].score(share, language), worth[kind].score(share, language)) for kind in KINDS}
            found[language] = found[language]._replace(review=lines, share=float(share))
            if needless(own, found) <= most:
                break
    return found


def _true(some: Sequence[Event], wanted: Collection[str]) -> Array:
    return np.array([float(e.wanted in wanted) for e in some])


def _precision(some: Iterable[Event], at: Settled) -> float:
    """As `bench/score.py` counts: a violation where a review was wanted counts neither way."""
    told = [e.wanted for e in some if e.wanted != "review" and answer(e, at) == "violation"]
    return told.count("violation") / max(1, len(told))


def needless(some: Iterable[Event], at: Settled) -> float:
    """Rows with a review that nobody wanted, among all rows."""
    bad, all_ = set(), set()
    for e in some:
        all_.add(e.row)
        if e.wanted == "" and answer(e, at) == "review":
            bad.add(e.row)
    return len(bad) / max(1, len(all_))


def dull(some: Sequence[Event], at: Settled, language: str) -> Array:
    """Glances, a rule each, of which an account reaches none where hardly ever anything would have been raised."""
    best: dict[int, float] = {}
    least = at[language].review[""]
    some = [e for e in some if e.language == language]
    for e in some:
        best[e.row] = max(best.get(e.row, -np.inf), e.glance - least[e.rule])
    raised = sorted({e.row: best[e.row] for e in some if e.first == "" and answer(e, at)}.values())
    return np.asarray(least + (raised[int(LOST * len(raised))] if raised else 0.0))


def report(some: Sequence[Event], at: Settled, glance: Mapping[str, Array]) -> Iterator[str]:
    on = {e.row for e in some if e.glance >= glance[e.language][e.rule] or e.first in ("words", "review")}
    alone = {e: {"words": "violation", "cells": "violation", "open": "review"}.get(e.first, e.first) for e in some}
    both = {e: answer(e, at) if e.row in on else alone[e] for e in some}
    yield f"first reader alone  {_figures(alone)}"
    yield f"with the second     {_figures(both)}"
    moves = Counter((alone[e], both[e], e.wanted) for e in some if alone[e] != both[e])
    for (old, new), number in sorted(Counter((old, new) for old, new, _ in moves.elements()).items()):
        right = f"violations {moves[old, new, 'violation']}, for review {moves[old, new, 'review']}"
        yield f"{old or 'silent'} to {new or 'silent'}: {number}, of which {right}"
    for language in at:
        yield f"in {language}: {_figures({e: got for e, got in both.items() if e.language == language})}"
    yield f"heard to the end: {len(on)} of {len({e.row for e in some})} rows"


def _figures(got: Mapping[Event, str]) -> str:
    """As `bench/score.py` counts."""
    rows_, broken = {e.row for e in got}, {e.row for e in got if e.wanted == "violation"}
    wanted = [e for e in got if e.wanted == "violation"]
    tp = sum(got[e] == "violation" for e in wanted)
    false = [e for e in got if got[e] == "violation" and e.wanted == ""]
    bad = {e.row for e in got if got[e] == "review" and e.wanted == ""}
    caught = sum(got[e] != "" for e in wanted)
    return (
        f"P {tp / max(1, tp + len(false)):.3f} R {tp / max(1, len(wanted)):.3f} caught {caught / max(1, len(wanted)):.3f}, "
        f"rows with a needless review {len(bad)} of {len(rows_)} ({len(bad) / max(1, len(rows_)):.3f}), "
        f"clean visits accused {len({e.row for e in false} - broken)} of {len(rows_ - broken)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path)
    args = parser.parse_args()
    some = list(events(args.weights, args.files))
    halves = [[e for e in some if e.row % 2 == part] for part in (0, 1)]
    for settling, own, name in ((halves[1], halves[0], "half 1"), (halves[0], halves[1], "half 2"), (some, some, "all")):
        at = settled(settling)
        glance = {language: dull(settling, at, language) for language in at}
        for language, limits in at.items():
            print(f"{name}, {language}: a violation is likelier than {limits.sure:.2f}, a review than {limits.share:.2f}")
        for line in report(own, at, glance):
            print("  " + line)
    if args.out:
        args.out.write_text("\n".join(_toml(at, glance)), encoding="utf-8")


def _toml(at: Settled, glance: Mapping[str, Array]) -> Iterator[str]:
    yield "# Scores of the second reader a rule, by what the first reader answered: from which on it is a review, from which on a violation."
    yield "# Below `glance`, at half of the layers, nothing more is heard. Written by bench/second/settle.py."
    for language, of in at.items():
        yield f"[{language}]"
        for r, code in enumerate(CODES):
            limits = ", ".join(f"{KINDS[kind]} = [{of.review[kind][r]:.2f}, {of.violation[kind][r]:.2f}]" for kind in KINDS)
            yield f"{code} = {{ {limits}, glance = {glance[language][r]:.2f} }}"
        yield ""


if __name__ == "__main__":
    main()
