"""Reasons that people give for a decision: codes with their sentences, so that overruled findings can be counted by why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.model import Text, Verdict

_CONFIRMED, _DISMISSED, _WANTED = frozenset({Verdict.CONFIRMED}), frozenset({Verdict.DISMISSED}), frozenset({Verdict.WANTED})


@dataclass(frozen=True, slots=True)
class Reason:
    """`verdicts`: the decisions it can stand for."""

    code: str
    title: Text
    verdicts: frozenset[Verdict]


REASONS = (
    Reason("as_recorded", Text("记录本身已证明", "the record itself shows it"), _CONFIRMED),
    Reason("recording_heard", Text("已核听录音录像", "recording heard"), _CONFIRMED),
    Reason("agency_admits", Text("机构已承认", "the agency admits it"), _CONFIRMED),
    Reason("complaint", Text("有投诉或举报印证", "borne out by a complaint"), _CONFIRMED),
    Reason("misread", Text("程序误读原文", "the words were misread"), _DISMISSED),
    Reason("exception", Text("属于规定的例外", "an exception that the rule allows"), _DISMISSED),
    Reason("evidence_clears", Text("已有材料可以排除", "evidence clears it"), _DISMISSED),
    Reason("clerical", Text("笔误或录入错误，另行要求更正", "a clerical error, to be corrected"), _DISMISSED),
    Reason("duplicate", Text("与另一条问题重复", "the same as another finding"), _DISMISSED),
    Reason("recording_wanted", Text("需调取录音录像", "the recording is wanted"), _WANTED),
    Reason("statement_wanted", Text("需机构书面说明", "a written statement is wanted"), _WANTED),
    Reason("documents_wanted", Text("需补交授权、备案或联系记录", "authority, registration or contact log is wanted"), _WANTED),
)
_TITLES: Mapping[str, Text] = {reason.code: reason.title for reason in REASONS}


def of(verdict: Verdict) -> tuple[Reason, ...]:
    return tuple(reason for reason in REASONS if verdict in reason.verdicts)


def title(code_or_words: str, own: Iterable[Reason] = ()) -> Text:
    """The sentence of a code (the bank's `own` ones too); words that are no code stand for themselves."""
    known = {**_TITLES, **{reason.code: reason.title for reason in own}}
    return known.get(code_or_words) or Text(code_or_words, code_or_words)
