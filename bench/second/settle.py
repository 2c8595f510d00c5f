"""Settles when the second reader speaks: `python bench/second/settle.py WEIGHTS FILE... -o audit/second/thresholds.toml`.

FILEs are labelled whole visits that neither WEIGHTS (`.first.npz` of the training) were trained on nor the first reader's words were
gathered from: visits_e to g, with the first reader of revision 97b96a2, which had not seen them. How likely a breach is, given the
score, is fitted a rule (a line through the log-odds: one slope, a step a rule held near 0); a rule's thresholds are the scores at which
it becomes likelier than what is wanted. What is wanted of reviews is the least that keeps the rows with a needless review, the first
reader's among them, within the budget.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from audit.auditor import ask  # noqa: E402
from audit.model import Outcome  # noqa: E402
from audit.rules import BY_CODE  # noqa: E402
from audit.second.doubts import by_words_alone, quoted_alone  # noqa: E402
from audit.second.hearing import opened  # noqa: E402
from bench.second.material import CODES, rows  # noqa: E402
from tests.make import casebook  # noqa: E402
from tests.rows import row  # noqa: E402

#: Below the tenth that is allowed: weights that were trained on are surer of themselves, and other hands write otherwise.
BUDGET = 0.08
#: A violation by words alone becomes a review where it is less likely than this.
DOUBTFUL = 0.4
#: How far a rule may stray from the others: the width of the bell curve its step is drawn to 0 by.
STRAY = 1.0
#: A glance may lose so many of the rows in which the whole network would have raised something.
LOST = 0.03
Array = NDArray[np.float64]


class Event(NamedTuple):
    """One rule on one row: the network's scores, what the first reader answered ("", review, words, cells) and what was wanted."""

    row: int
    rule: int
    score: float
    glance: float
    first: str
    wanted: str


class Line(NamedTuple):
    """Log-odds of a breach: `slope` * score + `start` + the rule's step."""

    slope: float
    start: float
    steps: Array

    def odds(self, events: Sequence[Event]) -> Array:
        return np.array([self.slope * e.score + self.start + self.steps[e.rule] for e in events])

    def score(self, share: float) -> Array:
        """The score a rule needs for a breach to be as likely as `share`."""
        return np.asarray((np.log(share / (1 - share)) - self.start - self.steps) / self.slope)


def events(weights: Path, files: Sequence[Path]) -> Iterator[Event]:
    told = [one for path in files for one in rows(path)]
    books = [casebook(row(one["fields"])) for one in told]
    visits, ear = [(book.visits[0], book.reading(book.visits[0])) for book in books], opened(weights)
    for n, (one, book, scores) in enumerate(zip(told, books, ear.scores(visits), strict=True)):
        found = dict(ask(list(BY_CODE.values()), book.visits[0], book))
        for r, code in enumerate(CODES):
            got = found.get(code)
            kind = "" if got is None else "review" if got.outcome is Outcome.REVIEW else "words" if by_words_alone(got) else "cells"
            wanted = "review" if code in one["review"] else "violation" if code in one["expect"] else ""
            score = float(scores[1][r])
            if got is not None and kind == "words":
                score = max(score, quoted_alone(ear, book.visits[0], code, got, visits[n][1]))
            yield Event(n, r, score, float(scores[0][r]), kind, wanted)


def fitted(some: Sequence[Event], true: Array) -> Line:
    """The likeliest line, by Newton's steps."""
    x = np.zeros((len(some), 2 + len(CODES)))
    for i, e in enumerate(some):
        x[i, [0, 1, 2 + e.rule]] = e.score, 1, 1
    draw = np.diag([1e-3, 1e-3, *[1 / STRAY**2] * len(CODES)])
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-(x @ w)))
        w += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + draw, x.T @ (true - p) - draw @ w)
    return Line(float(w[0]), float(w[1]), w[2:])


def needless(some: Iterable[Event], raising: Array, lowering: Array) -> float:
    """Rows with a review that nobody wanted, among all rows."""
    bad, all_ = set(), set()
    for e in some:
        all_.add(e.row)
        raised = e.first == "" and e.score >= raising[e.rule]
        lowered = e.first == "words" and e.score <= lowering[e.rule]
        if e.wanted == "" and (raised or lowered or e.first == "review"):
            bad.add(e.row)
    return len(bad) / len(all_)


def settled(some: Sequence[Event], budget: float) -> tuple[Array, Array, float]:
    """Thresholds a rule, from which to raise a review and up to which to lower a violation; and how likely a raised one is at least."""
    silent, words = ([e for e in some if e.first == first] for first in ("", "words"))
    raising = fitted(silent, np.array([float(e.wanted != "") for e in silent]))
    lowering = fitted(words, np.array([float(e.wanted != "") for e in words])).score(DOUBTFUL)
    for share in np.arange(0.1, 0.95, 0.01):
        if needless(some, raising.score(share), lowering) <= budget:
            break
    return raising.score(share), lowering, float(share)


def dull(some: Sequence[Event], raising: Array) -> Array:
    """Glances, a rule each, of which an account reaches none where hardly ever anything would have been raised."""
    best: dict[int, float] = {}
    for e in some:
        best[e.row] = max(best.get(e.row, -np.inf), e.glance - raising[e.rule])
    raised = sorted({e.row: best[e.row] for e in some if e.first == "" and e.score >= raising[e.rule]}.values())
    return np.asarray(raising + (raised[int(LOST * len(raised))] if raised else 0.0))


def report(some: Sequence[Event], raising: Array, lowering: Array, glance: Array) -> Iterator[str]:
    on = {e.row for e in some if e.glance >= glance[e.rule] or e.first == "words"}
    doubted = {e for e in some if e.row in on and _doubted(e, raising, lowering)}
    yield f"first reader alone  {_figures(some, frozenset())}"
    yield f"with the second     {_figures(some, doubted)}"
    right = sum(e.wanted != "" for e in doubted if not e.first)
    yield f"reviews raised {sum(not e.first for e in doubted)}, right {right}; lowered {sum(e.first != '' for e in doubted)}, " \
          f"rightly {sum(e.first != '' and e.wanted == '' for e in doubted)}; heard to the end: {len(on)} of {len({e.row for e in some})} rows"  # fmt: skip


def _doubted(e: Event, raising: Array, lowering: Array) -> bool:
    return (e.first == "" and e.score >= raising[e.rule]) or (e.first == "words" and e.score <= lowering[e.rule])


def _figures(some: Sequence[Event], doubted: Collection[Event]) -> str:
    """As `bench/score.py` counts."""
    got = {e: "review" if e in doubted else {"words": "violation", "cells": "violation"}.get(e.first, e.first) for e in some}
    rows_, broken = {e.row for e in some}, {e.row for e in some if e.wanted == "violation"}
    wanted = [e for e in some if e.wanted == "violation"]
    tp = sum(got[e] == "violation" for e in wanted)
    false = [e for e in some if got[e] == "violation" and e.wanted == ""]
    bad = {e.row for e in some if got[e] == "review" and e.wanted == ""}
    caught = sum(got[e] != "" for e in wanted)
    return (
        f"P {tp / max(1, tp + len(false)):.3f} R {tp / len(wanted):.3f} caught {caught / len(wanted):.3f}, "
        f"rows with a needless review {len(bad)} of {len(rows_)} ({len(bad) / len(rows_):.3f}), "
        f"clean visits accused {len({e.row for e in false} - broken)} of {len(rows_ - broken)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path)
    parser.add_argument("--budget", type=float, default=BUDGET)
    args = parser.parse_args()
    some = list(events(args.weights, args.files))
    for part in (0, 1):  # each half of the rows under what the other half settled
        other, own = [e for e in some if e.row % 2 != part], [e for e in some if e.row % 2 == part]
        raising, lowering, share = settled(other, args.budget)
        print(f"half {part + 1}, a raised review is right in {share:.2f} at least")
        for line in report(own, raising, lowering, dull(other, raising)):
            print("  " + line)
    raising, lowering, share = settled(some, args.budget)
    glance = dull(some, raising)
    print(f"all, a raised review is right in {share:.2f} at least")
    for line in report(some, raising, lowering, glance):
        print("  " + line)
    if args.out:
        args.out.write_text("\n".join(_toml(raising, lowering, glance)), encoding="utf-8")


def _toml(raising: Array, lowering: Array, glance: Array) -> Iterator[str]:
    yield "# Scores of the second reader a rule: from `raise` on a review, up to `lower` a violation becomes one; below `glance`, at half"
    yield "# of the layers, nothing more is heard. Written by bench/second/settle.py."
    for r, code in enumerate(CODES):
        yield f"{code} = {{ raise = {raising[r]:.2f}, lower = {lowering[r]:.2f}, glance = {glance[r]:.2f} }}"
    yield ""


if __name__ == "__main__":
    main()
