"""Reading: an account cut into clauses, each with its actor and what is spoken of in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Actor(StrEnum):
    """Who a clause is about. A dropped subject is carried over from the clause before."""

    COLLECTORS = "collectors"  # our side: those who went, or one of them
    PARTNER = "partner"  # one collector spoken of apart from the writer (同事在楼下等)
    BORROWER = "borrower"
    LIABLE = "liable"  # guarantor, co-borrower, joint-debt spouse named in the case file
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    STAFF = "staff"  # guard, property, reception, village committee
    CHILD = "child"
    OTHER = "other"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether what a clause speaks of took place."""

    HAPPENED = "happened"
    DENIED = "denied"
    INTENDED = "intended"  # planned, proposed, conditional
    REPORTED = "reported"  # somebody else says so
    RULE = "rule"  # a rule recited
    CORRECTED = "corrected"  # taken back by what follows
    ASKED = "asked"


class Cast(NamedTuple):
    """The people that the columns and the case file name, so that the account's names can be told apart."""

    visitors: tuple[str, ...] = ()
    borrower: str = ""
    liable: tuple[str, ...] = ()
    person_met: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept of the vocabulary met in the account: `account[start:end]` are the words."""

    concept: str
    start: int
    end: int
    actor: Actor
    target: Actor
    status: Status
    clause: int


@dataclass(frozen=True, slots=True)
class Clause:
    """`account[start:end]`, its actor and status; `sentence` counts sentences from 0."""

    start: int
    end: int
    text: str
    actor: Actor
    status: Status
    sentence: int


class Reading:
    """An account as read."""

    def __init__(self, text: str, clauses: tuple[Clause, ...] = (), mentions: tuple[Mention, ...] = ()):
        self.text = text
        self.clauses = clauses
        self.mentions = mentions

    def find(self, *concepts: str, status: Status | None = Status.HAPPENED) -> Iterator[Mention]:
        """Mentions of any of the concepts with that status (any, if None), in order."""
        return (m for m in self.mentions if m.concept in concepts and (status is None or m.status is status))


def read(text: str, cast: Cast = Cast()) -> Reading:
    """Read an account. Linear in its length."""
    return Reading(text)
