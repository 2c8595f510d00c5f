"""Who can do or suffer something in an account, and whether it took place: the answers that a reading gives."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Actor(StrEnum):
    """Whom the words speak of. A dropped subject is carried over from the clause before."""

    COLLECTORS = "collectors"  # our side: those who went, or one of them by name
    PARTNER = "partner"  # one collector spoken of apart from the writer (同事在楼下等)
    BORROWER = "borrower"
    LIABLE = "liable"  # guarantor, co-borrower, joint-debt spouse
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"  # of the borrower; his employer too
    STAFF = "staff"  # guard, property, reception, village committee
    CHILD = "child"
    OTHER = "other"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


#: Our side.
COLLECTING = frozenset({Actor.COLLECTORS, Actor.PARTNER})
#: Those who owe.
OWING = frozenset({Actor.BORROWER, Actor.LIABLE})
#: Those who do not owe.
THIRD = frozenset(
    {Actor.RELATIVE, Actor.NEIGHBOUR, Actor.COLLEAGUE, Actor.STAFF, Actor.CHILD, Actor.OTHER}
)  # fmt: skip


class Status(StrEnum):
    """Whether what the words speak of took place at this visit."""

    HAPPENED = "happened"
    DENIED = "denied"
    INTENDED = "intended"  # planned, proposed, conditional, offered
    REPORTED = "reported"  # somebody else than the collectors says so
    RULE = "rule"  # a rule recited
    CORRECTED = "corrected"  # planned or written first, then otherwise
    ASKED = "asked"
    UNSURE = "unsure"  # the writer is not sure
    ELSEWHERE = "elsewhere"  # another visit, another time, another agency


class Place(StrEnum):
    """Where it was, as far as the account has told by then."""

    UNKNOWN = "unknown"
    DOOR = "door"
    INSIDE = "inside"
    PUBLIC = "public"  # corridor, lift, street, counter: others can hear
    DOWNSTAIRS = "downstairs"
    CAR = "car"
    PHONE = "phone"
    WORKPLACE = "workplace"


class Cast(NamedTuple):
    """The people that the columns and the case file name, so that the account's names can be told apart."""

    visitors: tuple[str, ...] = ()
    borrower: str = ""
    liable: tuple[str, ...] = ()
    person_met: str = ""
    relation: str = ""
