"""Doubts: where both readers together see it otherwise than the first alone.

How likely a breach is depends on what the first reader found (nothing, something for a person to look at, a violation) and on how loud
the second one hears it. From one likelihood on it is a violation, from a smaller one on a review, below that nothing; `settle.py` turns
the two into scores, a rule and answer of the first; of English, which both readers know less well, it must be likelier before somebody is
accused. What columns alone show is not doubted, and neither is what rests on the bank's own words, which the network has never met.
Where the first found the breach and quoted none of the words that the second is sure tell of it, they are quoted beside, and what
columns had left open is settled by them. A score is the logarithm of the odds, rounded to hundredths so that the last bits of a sum on
another machine change nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from audit.account import Reading
from audit.model import SILENT, Evidence, Finding, Found, Outcome, Text, Visit
from audit.rules import BY_CODE
from audit.rules.recording_mismatch import LOST
from audit.second.hearing import Heard, ear
from audit.second.network import Floats
from audit.second.underline import Span, grown
from audit.values.text import in_english

#: As many accounts are best heard at once.
BATCH = 64
MESSAGE = Text(
    "再读一遍时发现：此句与本条违规的已知说法相近{like}。规则未能据此认定谁做了什么，请人工判断。本条指：{broken}",
    "Found on second reading: this sentence resembles how breaches of this rule are told{like}. The rules could not settle who did "
    "what; please judge. The rule is broken where: {broken}",
)
SURE = Text(
    "再读一遍时认定：此句所述属“{title}”，与已知说法相近{like}。本条指：{broken}",
    "Found on second reading: this sentence tells of “{title}”; it resembles how such breaches are told{like}. The rule is broken "
    "where: {broken}",
)
CONFIRMED = Text(
    "{said}（再读一遍时认定属实，列为违规。）", "{said} (On second reading it was found to be so; listed as a violation.)"
)
_INNER = str.maketrans("“”", "‘’")
LIKE = Text("（如“{like}”）", " (such as “{like}”)")
CLEARS = Text("{clears}本条不指：{kept}", "{clears} This rule does not cover: {kept}")
DOUBTED = Text(
    "存疑，请人工判断：再读一遍时与已知说法比对，此句不像本条所指的情形，因此不直接列为违规。初读的结论是：{said}",
    "In doubt, please judge: compared with how such breaches are told this sentence does not seem to be one, so it is not listed "
    "as a violation. The first reading concluded: {said}",
)
TOLD_TOO = Text(
    "{said}（再读一遍时发现，外访经过中的这句话也说明此情形。）",
    "{said} (On second reading these words of the account were found to tell of it, too.)",
)


class Answer(NamedTuple):
    """What both readers answer for one rule in place of the first alone; None: nothing. `score` is how loud the second one heard it."""

    rule: str
    found: Found | None
    score: float


class Limits(NamedTuple):
    """Scores from which on it is a review, and from which on a violation."""

    review: float
    violation: float

    def outcome(self, score: float) -> Outcome | None:
        if score >= self.violation:
            return Outcome.VIOLATION
        return Outcome.REVIEW if score >= self.review else None


class Thresholds(NamedTuple):
    """For one rule: the limits by what the first reader answered, and which glance is worth more."""

    silent: Limits
    review: Limits
    violation: Limits
    glance: float

    def after(self, found: Found | Finding | None) -> Limits:
        if found is None:
            return self.silent
        return self.review if found.outcome is Outcome.REVIEW else self.violation


Row = tuple[Visit, Mapping[str, Found | Finding], Reading]


def doubts(visit: Visit, first: Mapping[str, Found | Finding], reading: Reading) -> tuple[Answer, ...]:
    """Where both readers together answer otherwise than the first (`first`: its answers by code)."""
    return doubts_of([(visit, first, reading)])[0]


def doubts_of(rows: Sequence[Row]) -> list[tuple[Answer, ...]]:
    """The same for many visits at once: quicker by far."""
    glances = [None if any(map(by_words, first.values())) else _glance(language_of(reading.text)) for _, first, reading in rows]
    heard = ear().hear([(visit, reading) for visit, _, reading in rows], glances)
    return [tuple(_answers(row, said)) for row, said in zip(rows, heard, strict=True)]


def by_words(found: Found | Finding) -> bool:
    """Whether words of the account have a part in it: what columns alone show leaves nothing to be heard."""
    return bool(_told(found))


def _told(found: Found | Finding) -> list[Evidence]:
    return [e for e in found.evidence if e.field == "account" and e.source is None]


@cache
def thresholds(language: str) -> Mapping[str, Thresholds]:
    """By rule, of accounts in `chinese` or in `english`; `bench/second/settle.py` writes them."""
    raw = tomllib.loads((Path(__file__).parent / "thresholds.toml").read_text(encoding="utf-8"))[language]
    return {
        code: Thresholds(_limits(one["silent"]), _limits(one["review"]), _limits(one["violation"]), float(one["glance"]))
        for code, one in raw.items()
    }


def _limits(pair: Sequence[float]) -> Limits:
    review, violation = map(float, pair)
    return Limits(review, violation)


@cache
def _glance(language: str) -> Floats:
    return np.array([thresholds(language)[rule].glance for rule in ear().rules], np.float32)


def language_of(account: str) -> str:
    """Under which name the thresholds of an account are kept."""
    return "english" if in_english(account) else "chinese"


def _answers(row: Row, heard: Sequence[Heard]) -> Iterable[Answer]:
    """As each rule is heard, and what follows."""
    answers = [*_heard(row, heard)]
    return [*answers, *_against_the_box(row, answers)]


def _against_the_box(row: Row, answers: Iterable[Answer]) -> Iterable[Answer]:
    """Where it is found that no recording was made and the box says that one was, the file is for a person, as the rule itself would have it."""
    visit, first, _ = row
    by_rule = {answer.rule: answer for answer in answers}
    off = by_rule.get("no_recording")
    if off is None or off.found is None or off.found.outcome is not Outcome.VIOLATION or not visit.recorded:
        return
    if "recording_mismatch" not in {*first, *by_rule}:
        yield Answer("recording_mismatch", Found(Outcome.REVIEW, LOST, (*_told(off.found), visit.cell("recorded"))), off.score)


def _heard(row: Row, heard: Sequence[Heard]) -> Iterable[Answer]:
    visit, first, reading = row
    known = thresholds(language_of(reading.text))
    for h in heard:
        found, limits = first.get(h.rule), known[h.rule]
        outcome = limits.after(found).outcome(h.score)
        if found is None:
            if outcome is not None:
                yield Answer(h.rule, _raised(visit, reading, h, outcome), h.score)
            continue
        quotes = [(e.start or 0, len(reading.text) if e.end is None else e.end) for e in _told(found)]
        if _overlap(quotes, [(m.start, m.end) for m in reading.own]):
            continue
        sure = limits.silent.outcome(h.score) is Outcome.VIOLATION
        words = [grown(reading, *span) for span in h.spans] if sure else []
        also = (visit.quote("account", *words[0]),) if sure and not _overlap(quotes, words) else ()
        if not quotes:
            outcome = Outcome.VIOLATION if sure else found.outcome
        if outcome is not found.outcome:
            yield Answer(h.rule, _changed(found, outcome, also) if outcome else None, h.score)
        elif also:
            yield Answer(h.rule, _with(found, TOLD_TOO, also, outcome), h.score)


def _overlap(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(start < e and s < end for start, end in some for s, e in others)


def _changed(found: Found | Finding, outcome: Outcome, also: tuple[Evidence, ...]) -> Found:
    return _with(found, CONFIRMED if outcome is Outcome.VIOLATION else DOUBTED, also, outcome)


def _with(found: Found | Finding, why: Text, also: tuple[Evidence, ...], outcome: Outcome) -> Found:
    return Found(outcome, why.format(said=found.message), (*found.evidence, *also), found.clears, found.grade)


def _raised(visit: Visit, reading: Reading, heard: Heard, outcome: Outcome) -> Found:
    like = LIKE.format(like=heard.like.rstrip("。.").translate(_INNER)) if heard.like else SILENT
    rule, told = BY_CODE[heard.rule], SURE if outcome is Outcome.VIOLATION else MESSAGE
    message = told.format(like=like, title=rule.title, broken=rule.broken)
    clears = CLEARS.format(clears=rule.clears, kept=rule.kept)
    return Found(outcome, message, (visit.quote("account", *grown(reading, *heard.spans[0])),), clears)
