"""Letters of correction to agencies: their states, which may follow which, when one is overdue, and what an agency answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

TERM_DAYS = 15


class LetterState(StrEnum):
    """`OVERDUE` is never stored: a sent letter whose term has passed is shown so."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    VERIFIED = "verified"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agency answers to one finding, as read from its reply sheet."""

    text: str
    measure: str = ""
    done_on: date | None = None
    person: str = ""


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
