"""Doubts: where the second reader sees it otherwise than the first, a person is asked to look; nothing is ever accused by it.

It speaks twice only: where the first reader is silent and it hears a breach, and where the first reader found a violation in the words
of the account alone and it hears nothing of the kind, neither in the account nor in the quoted words by themselves. Both come out as `review`. A score is the logarithm of the odds, rounded to
hundredths so that the last bits of a sum on another machine change nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from audit.account import Reading, read
from audit.model import SILENT, Finding, Found, Outcome, Text, Visit
from audit.rules.rule import review
from audit.second.hearing import Ear, Heard, ear
from audit.second.network import Floats

#: As many accounts are best heard at once.
BATCH = 64
MESSAGE = Text(
    "再读一遍时发现：此句与本条违规的已知说法相近{like}。规则未能据此认定谁做了什么，请人工判断。",
    "Found on second reading: this sentence resembles how breaches of this rule are told{like}. The rules could not settle who did "
    "what; please judge.",
)
LIKE = Text("（如“{like}”）", " (such as “{like}”)")
CLEARS = Text(
    "由人阅读该句：确属其事的按规则处理；并非其事的排除即可。",
    "A person reads the sentence: if it is so, the rule applies; if not, dismiss it.",
)
DOUBTED = Text(
    "（再读一遍时存疑：与已知说法比对，此句不像本条所指的情形，因此不直接列为违规，请人工判断。）",
    " (Doubted on second reading: compared with how such breaches are told this sentence does not seem to be one, so it is not "
    "listed as a violation; please judge.)",
)


class Answer(NamedTuple):
    """What the second reader answers for one rule: a `review`, new or in place of the first reader's; `score` is how sure it is."""

    rule: str
    found: Found
    score: float


class Thresholds(NamedTuple):
    """For one rule: from which score on a review is raised, up to which a violation becomes one, which glance is worth more."""

    raise_: float
    lower: float
    glance: float


Row = tuple[Visit, Mapping[str, Found | Finding], Reading]


def doubts(visit: Visit, first: Mapping[str, Found | Finding], reading: Reading) -> tuple[Answer, ...]:
    """Where a person should look though the first reader (`first`: its answers by code) is silent or sure."""
    return doubts_of([(visit, first, reading)])[0]


def doubts_of(rows: Sequence[Row]) -> list[tuple[Answer, ...]]:
    """The same for many visits at once: quicker by far."""
    shaky = [any(by_words_alone(found) for found in first.values()) for _, first, _ in rows]
    heard = ear().hear([(visit, reading) for visit, _, reading in rows], _glance(), shaky)
    return [tuple(_answers(row, said)) for row, said in zip(rows, heard, strict=True)]


def by_words_alone(found: Found | Finding) -> bool:
    """A violation that rests on the words of the account and on nothing else."""
    return found.outcome is Outcome.VIOLATION and all(e.field == "account" and e.source is None for e in found.evidence)


@cache
def thresholds() -> Mapping[str, Thresholds]:
    """By rule; `bench/second/settle.py` writes them."""
    raw = tomllib.loads((Path(__file__).parent / "thresholds.toml").read_text(encoding="utf-8"))
    return {code: Thresholds(float(one["raise"]), float(one["lower"]), float(one["glance"])) for code, one in raw.items()}


@cache
def _glance() -> Floats:
    return np.array([thresholds()[rule].glance for rule in ear().rules], np.float32)


def _answers(row: Row, heard: Sequence[Heard]) -> Iterable[Answer]:
    visit, first, reading = row
    for h in heard:
        found, least = first.get(h.rule), thresholds()[h.rule]
        if found is None:
            if h.score >= least.raise_:
                yield Answer(h.rule, _raised(visit, reading, h), h.score)
        elif h.score <= least.lower and by_words_alone(found):
            score = max(h.score, quoted_alone(ear(), visit, h.rule, found, reading))
            if score <= least.lower:
                yield Answer(h.rule, _lowered(found), score)


def quoted_alone(ear: Ear, visit: Visit, rule: str, found: Found | Finding, reading: Reading) -> float:
    """The score of the quoted words by themselves: what is said outright is no less said for standing in a long story."""
    quotes = read("，".join(dict.fromkeys(e.quote for e in found.evidence)), reading.cast)
    return round(float(ear.scores([(visit, quotes)])[0][1][ear.rules.index(rule)]), 2)


def _lowered(found: Found | Finding) -> Found:
    message = Text(found.message.zh + DOUBTED.zh, found.message.en + DOUBTED.en)
    return Found(Outcome.REVIEW, message, found.evidence, found.clears, found.grade)


def _raised(visit: Visit, reading: Reading, heard: Heard) -> Found:
    clause = next((c for c in reading.clauses if c.start <= heard.start < c.end), None)
    start, end = (clause.start, clause.end) if clause else (heard.start, heard.end)
    like = LIKE.format(like=heard.like) if heard.like else SILENT
    message = Text(MESSAGE.zh.format(like=like.zh), MESSAGE.en.format(like=like.en))
    return review(message, visit.quote("account", start, end), clears=CLEARS)
