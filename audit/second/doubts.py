"""Doubts: where the second reader sees it otherwise than the first, a person is asked to look; nothing is ever accused by it.

It speaks twice only: where the first reader is silent and it hears a breach, and where the first reader found a violation in the words
of the account alone and it hears nothing of the kind. Both come out as `review`. A score is the logarithm of the odds, rounded to
hundredths so that the last bits of a sum on another machine change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from audit.account import Reading
from audit.model import Found, Outcome, Text, Visit
from audit.rules.rule import review
from audit.second.hearing import Heard, ear

#: As many accounts are best heard at once.
BATCH = 32
#: So sure it must be of a breach, and so sure of none. Settled on bench/exam/visits_2 to 4, whose visits it was not trained on:
#: there three of four reviews that it raises are right, and one needless accusation in four becomes a review.
BREACH, NONE = 2.25, -4.0
MESSAGE = Text(
    "此句与已知的违规说法相近（如“{like}”），但未能认定谁做了什么，请人工判断。",
    "This sentence resembles how breaches of this rule are told (such as “{like}”), but who did what could not be settled; please judge.",
)
CLEARS = Text(
    "由人阅读该句：确属其事的按规则处理；并非其事的排除即可。",
    "A person reads the sentence: if it is so, the rule applies; if not, dismiss it.",
)
DOUBTED = Text(
    "（按已知说法比对，此句不像本规则所指的情形，请人工判断。）",
    " (Compared with how such breaches are told, this sentence does not seem to be one; please judge.)",
)


class Answer(NamedTuple):
    """What the second reader answers for one rule: a `review`, new or in place of the first reader's; `score` is how sure it is."""

    rule: str
    found: Found
    score: float


def doubts(visit: Visit, first: Mapping[str, Found], reading: Reading) -> tuple[Answer, ...]:
    """Where a person should look though the first reader (`first`: its answers by code) is silent or sure."""
    return doubts_of([(visit, first, reading)])[0]


def doubts_of(visits: Sequence[tuple[Visit, Mapping[str, Found], Reading]]) -> list[tuple[Answer, ...]]:
    """The same for many visits at once: quicker by far. The answers do not hang on what else is in the batch."""
    heard = ear().hear([reading for _, _, reading in visits])
    return [_answers(visit, first, reading, said) for (visit, first, reading), said in zip(visits, heard, strict=True)]


def _answers(visit: Visit, first: Mapping[str, Found], reading: Reading, heard: Sequence[Heard]) -> tuple[Answer, ...]:
    answers = []
    for h in heard:
        found = first.get(h.rule)
        if found is None:
            if h.score >= BREACH:
                answers.append(Answer(h.rule, _raised(visit, reading, h), h.score))
        elif h.score <= NONE and _by_words_alone(found):
            answers.append(Answer(h.rule, _lowered(found), h.score))
    return tuple(answers)


def _by_words_alone(found: Found) -> bool:
    return found.outcome is Outcome.VIOLATION and all(e.field == "account" and e.source is None for e in found.evidence)


def _lowered(found: Found) -> Found:
    message = Text(found.message.zh + DOUBTED.zh, found.message.en + DOUBTED.en)
    return replace(found, outcome=Outcome.REVIEW, message=message)


def _raised(visit: Visit, reading: Reading, heard: Heard) -> Found:
    clause = next((c for c in reading.clauses if c.start <= heard.start < c.end), None)
    start, end = (clause.start, clause.end) if clause else (heard.start, heard.end)
    return review(MESSAGE.format(like=heard.like), visit.quote("account", start, end), clears=CLEARS)
