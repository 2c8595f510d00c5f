"""Signing off: who may do what, what stands in the way of a signature, and what a signature covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audit.model import Text
from audit.store.nouns import TrailEntry
from audit.store.where import Condition


class SignState(StrEnum):
    OPEN = "open"
    PREPARED = "prepared"  # signed by the preparer
    SIGNED = "signed"  # by the reviewer too
    REOPENED = "reopened"  # was signed, then something changed


class Part(StrEnum):
    PREPARER = "preparer"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Signature:
    """`digest` covers the findings and decisions of the run; `ended`: when and why it no longer holds."""

    id: int
    project: int
    run: int
    part: Part
    by: str
    at: datetime
    digest: str
    remark: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_why: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the checklist. `where` shows the findings it speaks of, in the project's latest run."""

    code: str
    text: Text
    count: int
    blocks: bool
    where: tuple[Condition, ...] = ()

    @property
    def done(self) -> bool:
        return self.count == 0


@dataclass(frozen=True, slots=True)
class Signing:
    """How a project stands. `changes`: what was done since the signatures that no longer hold; `tampered`: changed past the program."""

    state: SignState
    checks: tuple[Check, ...]
    prepared: Signature | None = None
    reviewed: Signature | None = None
    former: tuple[Signature, ...] = ()
    changes: tuple[TrailEntry, ...] = ()
    tampered: bool = False
    digest: str = ""

    @property
    def blocked(self) -> bool:
        return any(check.blocks and not check.done for check in self.checks)
