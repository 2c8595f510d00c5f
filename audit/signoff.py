"""Signing off: who may do what, what stands in the way of a signature, and what a signature covers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audit.model import Text
from audit.store.nouns import Note, Role, TrailEntry, User
from audit.store.where import Condition, Where


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


#: Why a signature ended, where a person took it back.
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checklist is made of. `own`: decisions that stand and were made by whoever is to review."""

    checked: bool
    stale: bool
    open: int
    open_notes: int
    wanted: int
    changed: int
    unchecked: int
    own: int = 0


def checklist(facts: Facts) -> tuple[Check, ...]:
    """What must be done before anybody signs, then what should be looked at."""
    return (
        Check("run", _RUN, int(not facts.checked), True),
        Check("stale", _STALE, int(facts.stale), True),
        Check("open", _OPEN, facts.open, True, (Where("verdict", "=", ""),)),
        Check("notes", _NOTES, facts.open_notes, True, (Where("open_notes", ">", 0),)),
        Check("changed", _CHANGED, facts.changed, True, (Where("changed", "=", True),)),
        Check("wanted", _WANTED, facts.wanted, False, (Where("verdict", "=", "wanted"),)),
        Check("samples", _SAMPLES, facts.unchecked, False),
        Check("own", _OWN, facts.own, False),
    )


def refusal(part: Part, user: User | None, checks: Iterable[Check], standing: Sequence[Signature]) -> Text | None:
    """Why this person may not sign this part now; None where nothing stands in the way."""
    if user is None:
        return _UNKNOWN
    if user.role is Role.READER or (part is Part.REVIEWER and user.role is not Role.REVIEWER):
        return _ROLE
    if any(s.part is part for s in standing):
        return _ALREADY
    blocking = [c for c in checks if c.blocks and not c.done]
    if blocking:
        return Text(
            "还不能签字：" + "；".join(f"{c.text.zh}（{c.count}）" for c in blocking) + "。",
            "Not ready to be signed: " + "; ".join(f"{c.text.en} ({c.count})" for c in blocking) + ".",
        )
    if part is Part.REVIEWER:
        prepared = next((s for s in standing if s.part is Part.PREPARER), None)
        if prepared is None:
            return _NOT_PREPARED
        if same_person(prepared.by, user.name):
            return _SAME
    return None


def same_person(one: str, other: str) -> bool:
    """Spaces, width and capitals make no second person."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def may_resolve(user: User | None, note: Note) -> bool:
    """The one who raised a note or a reviewer closes it; whoever is asked can only reply."""
    if user is None:
        return True
    return user.role is Role.REVIEWER or (user.role is not Role.READER and same_person(user.name, note.by))


def state_of(signatures: Sequence[Signature]) -> SignState:
    """From all signatures of a project, the oldest first."""
    standing = {s.part for s in signatures if s.ended_at is None}
    if len(standing) == len(Part):
        return SignState.SIGNED
    broken = [s for s in signatures if s.ended_at and s.ended_why != WITHDRAWN]
    last_whole = max((s.id for s in signatures if s.part is Part.REVIEWER), default=0)
    if any(s.part is Part.REVIEWER and s.id == last_whole for s in broken):
        return SignState.REOPENED
    if standing:
        return SignState.PREPARED
    return SignState.REOPENED if broken and broken[-1] is signatures[-1] else SignState.OPEN


_RUN = Text("尚未检查", "not checked yet")
_STALE = Text("检查之后文件有增减，需重新检查", "files were added or taken back since the check: check again")
_OPEN = Text("未处理的问题", "findings without a decision")
_NOTES = Text("未关闭的复核意见", "review notes not resolved")
_CHANGED = Text("作出结论后证据有变化，需再确认", "decided on evidence that is another since: decide again")
_WANTED = Text("仍待机构补证", "waiting for evidence from the agency")
_SAMPLES = Text("抽样中未检查的外访", "drawn visits not checked")
_OWN = Text("复核人自己作出的结论", "decisions that the reviewer made")
_UNKNOWN = Text("请先在设置中登记您的姓名和角色，再签字。", "Register your name and role in the settings before you sign.")
_ROLE = Text("您的角色不能签这一栏：复核签字只能由复核人作出，只读用户不能签字。",
             "Your role may not sign here: only a reviewer signs the review, and a reader signs nothing.")  # fmt: skip
_ALREADY = Text("这一栏已经签字。", "This part is already signed.")
_NOT_PREPARED = Text("编制人尚未签字，不能先复核。", "The preparer has not signed yet; the review comes after.")
_SAME = Text("编制人与复核人不能是同一人，请由另一位复核人签字。",
             "Preparer and reviewer must be two people; let another reviewer sign.")  # fmt: skip
