"""Letters of correction to agencies: their states, which may follow which, when one is overdue, and what an agency answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from audit.model import AuditError, Text

TERM_DAYS = 15


class LetterState(StrEnum):
    """`OVERDUE` is never stored: a sent letter whose term has passed is shown so."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    VERIFIED = "verified"
    OVERDUE = "overdue"


class Answer(NamedTuple):
    """What an agency answers to one finding, as typed into its reply sheet (the same columns in the same order)."""

    agreed: str = ""
    cause: str = ""
    measure: str = ""
    owner: str = ""
    due: str = ""
    state: str = ""
    proof: str = ""
    lasting: str = ""


class Attached(NamedTuple):
    """How many answers found their finding in the letter; fingerprints of those that did not."""

    attached: int
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one agency. `carried` is the letter of a former period whose open findings it takes up."""

    id: int
    project: int
    agency: str
    number: str
    state: LetterState
    term_days: int
    created: datetime
    by: str
    items: int = 0
    answered: int = 0
    verified: int = 0
    sent_on: date | None = None
    due: date | None = None
    answered_on: date | None = None
    verified_on: date | None = None
    carried: int | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class LetterItem:
    """A finding in a letter. `finding` is its id in the latest run of its project (None: that run no longer has it).

    `accepted`: whether the bank accepts the answer; None while nobody said.
    """

    id: int
    letter: int
    project: int
    fingerprint: str
    rule: str
    finding: int | None
    answer: Answer | None = None
    answered_at: datetime | None = None
    accepted: bool | None = None
    remark: str = ""
    version: int = 1


#: What may follow which. A draft goes out, an answer that is not enough sends the letter out again, a verified one can be opened again.
_FOLLOWS: Mapping[LetterState, frozenset[LetterState]] = {
    LetterState.DRAFT: frozenset({LetterState.SENT}),
    LetterState.SENT: frozenset({LetterState.ANSWERED, LetterState.DRAFT}),
    LetterState.ANSWERED: frozenset({LetterState.VERIFIED, LetterState.SENT}),
    LetterState.VERIFIED: frozenset({LetterState.ANSWERED}),
}
NAMES: Mapping[LetterState, Text] = {
    LetterState.DRAFT: Text("草稿", "draft"),
    LetterState.SENT: Text("已发出", "sent"),
    LetterState.ANSWERED: Text("已回复", "answered"),
    LetterState.VERIFIED: Text("已验证", "verified"),
    LetterState.OVERDUE: Text("逾期未复", "overdue"),
}


def shown(state: LetterState, due: date | None, today: date) -> LetterState:
    """The state as people see it: sent and past its term is overdue."""
    return LetterState.OVERDUE if state is LetterState.SENT and due is not None and due < today else state


def nexts(state: LetterState) -> tuple[LetterState, ...]:
    """The states that may follow, for a menu."""
    own = LetterState.SENT if state is LetterState.OVERDUE else state
    return tuple(s for s in LetterState if s in _FOLLOWS[own])


def moved(letter: Letter, to: LetterState, on: date, refused: int, unanswered: int) -> dict[str, str | None]:
    """The columns that change with a letter's state. Raises AuditError where that may not be.

    `refused` are its findings that the bank has not accepted as put right, `unanswered` those without an answer.
    """
    if to not in nexts(letter.state):
        raise AuditError(
            Text(
                f"通知书{letter.number}现为“{NAMES[letter.state].zh}”，不能改为“{NAMES[to].zh}”。",
                f"Letter {letter.number} is {NAMES[letter.state].en}; it cannot become {NAMES[to].en}.",
            )
        )
    if to is LetterState.SENT and not letter.items:
        raise AuditError(Text("通知书没有任何问题，不能发出。", "The letter names no finding; it cannot be sent."))
    if to is LetterState.ANSWERED and letter.state is not LetterState.VERIFIED and unanswered:
        raise AuditError(
            Text(f"还有 {unanswered} 条问题没有回复，请先导入机构的反馈表。", f"{unanswered} findings have no answer yet; read the agency's reply sheet first.")
        )  # fmt: skip
    if to is LetterState.VERIFIED and refused:
        raise AuditError(
            Text(f"还有 {refused} 条整改未经验收，不能标为已验证。", f"{refused} findings are not accepted as put right; the letter is not verified.")
        )  # fmt: skip
    day = on.isoformat()
    if to is LetterState.SENT:
        return {"state": to.value, "sent_on": day, "due": (on + timedelta(days=letter.term_days)).isoformat(), "answered_on": None}
    if to is LetterState.ANSWERED:
        return {"state": to.value, "answered_on": day, "verified_on": None}
    if to is LetterState.VERIFIED:
        return {"state": to.value, "verified_on": day}
    return {"state": to.value, "sent_on": None, "due": None}
