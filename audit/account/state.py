"""State: what is known at a place of an account; the scene carries it from word to word."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter

from audit.account.actors import Actor, Place


@dataclass(slots=True, eq=False)  # kept by what it is: see `Scene._same`
class State:
    """What is known at a place of the account."""

    subject: Actor = Actor.COLLECTORS
    explicit: bool = False  # whether this clause names its subject
    target: Actor = Actor.UNKNOWN
    causer: Actor = Actor.UNKNOWN  # who asked the subject to do it
    speaker: Actor = Actor.UNKNOWN  # whose words these are, UNKNOWN where the writer tells it
    third: Actor = Actor.BORROWER  # whom he/she/其 means
    negation: int = -1  # where the last denial in force ends, -1 none
    outer: bool = False  # 并非, 不是 …: denies a denial
    rule: bool = False
    intend: bool = False
    asked: bool = False
    unsure: bool = False
    corrected: bool = False
    thought: bool = False  # 以为: so thought in this clause only
    elsewhere: bool = False
    leave: bool = False  # 经其同意: somebody gave leave in this clause
    replies: bool = False  # 邻居问找谁，她说: she is one of ours
    said_here: bool = False  # this clause says that somebody speaks
    about_us: bool = False  # what he says is about our side
    place: Place = Place.UNKNOWN

    def values(self) -> tuple[object, ...]:
        return _values(self)

    def copy(self) -> State:
        return State(*_values(self))

    def next_clause(self) -> None:
        """What ends with a clause."""
        self.explicit = self.outer = self.rule = self.intend = self.asked = self.unsure = False
        self.said_here = self.thought = self.replies = False
        self.target = self.causer = Actor.UNKNOWN
        self.negation = -1


_values = attrgetter(*(f.name for f in fields(State)))
