"""The exams of address pairs, each written before its answers were seen: what was reached stays reached."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from audit.values.address import compare

#: What was reached where it is less, accuracy and F1: the tenth is made of nothing but the hardest kinds, one of each; of the
#: eleventh and twelfth one address is in Chinese and one in Latin letters, and what is translated or unknown is for a person.
REACHED = {"addresses_10": (0.92, 0.96), "addresses_11": (0.64, 0.75), "addresses_12": (0.70, 0.73)}
EXAMS = sorted((Path(__file__).parents[4] / "bench/exam").glob("addresses_*.tsv"))


def counted(exam: Path) -> Counter[tuple[str, str]]:
    rows = [line.split("\t") for line in exam.read_text(encoding="utf-8").splitlines()[1:]]
    return Counter((row[2], compare(row[0], row[1]).verdict.value) for row in rows)


@pytest.mark.parametrize("exam", EXAMS, ids=lambda path: path.stem)
def test_what_was_reached_stays_reached(exam: Path) -> None:
    n = counted(exam)
    same, different, review = (
        sum(n[label, said] for said in ("same", "different", "review")) for label in ("same", "different", "review")
    )
    hit = n["different", "different"]
    accuracy, f1 = REACHED.get(exam.stem, (0.96, 0.96))
    assert (n["same", "same"] + hit) / (same + different) >= accuracy
    assert 2 * hit / (different + hit + n["same", "different"]) >= f1
    assert n["same", "different"] <= 1
    assert n["review", "review"] >= 0.75 * review


def test_there_are_exams() -> None:
    assert len(EXAMS) >= 3
