"""DeskVerbs: what people do with what was found, as verbs of the store: decide, note, undo, sample, write, sign, look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from audit.bankpack import Pack
from audit.letters import TERM_DAYS, Answer, Attached, Letter, LetterItem, LetterState
from audit.model import AuditError, Lang, Text, Verdict
from audit.policy import Policy
from audit.sampling import Plan, Result
from audit.signoff import Part, Signature, Signing
from audit.store import health, runs, trail, trail_words
from audit.store.kept import Kept
from audit.store.lettering import Lettering
from audit.store.notes import Notes
from audit.store.nouns import (
    Alike,
    HealthCard,
    Note,
    Preview,
    ReviewProgress,
    RunDiff,
    Sample,
    SampleItem,
    Setting,
    Step,
    TrailEntry,
    User,
    Values,
    View,
    VisitMark,
)
from audit.store.packs import Packs
from audit.store.reviewing import Reviewing, stale
from audit.store.samples import Samples
from audit.store.session import Session
from audit.store.session import user as user_of
from audit.store.signing import SigningOff
from audit.store.steps import Steps
from audit.store.table import Tables
from audit.store.where import Condition

_UNKNOWN = Text(
    "没有登记“{name}”这个用户，请先在设置中登记姓名和角色。",
    "There is no user “{name}”; register name and role in the settings first.",
)


class DeskVerbs:
    """Each verb is one transaction. `version` and `seen` are what the asking window showed; None: not compared."""

    def __init__(self, session: Session):
        self._session = session
        self._steps, self._reviewing, self._notes = Steps(session), Reviewing(session), Notes(session)
        self._samples, self._letters, self._signing = Samples(session), Lettering(session), SigningOff(session)
        self._kept, self._tables, self._packs = Kept(session), Tables(session), Packs(session)

    # -- who, settings, views ------------------------------------------------------------------------------------------------

    @property
    def user(self) -> str:
        """Who signs what no other name is given for."""
        return self._session.user

    @user.setter
    def user(self, name: str) -> None:
        self._session.user = name

    @property
    def me(self) -> User | None:
        """The user, if registered."""
        with self._session.reading() as conn:
            return user_of(conn, self._session.user)

    def sign_in(self, name: str) -> User:
        """From now on this person does everything. Raises AuditError where the name is not registered."""
        with self._session.writing() as conn:
            found = user_of(conn, name)
            if found is None:
                raise AuditError(_UNKNOWN.format(name=name))
            if name != self._session.user:
                trail.write(conn, self._session.clock(), name, "sign_in", f"user:{name}")
        self._session.user = name
        return found

    def setting(self, key: str, default: object = None) -> Setting:
        return self._kept.setting(key, default)

    def set_setting(self, key: str, value: object | None, version: int | None = None) -> Setting:
        """None forgets it."""
        return self._kept.set_setting(key, value, version)

    def views(self, project: int, table: str) -> tuple[View, ...]:
        return self._kept.views(project, table)

    def save_view(self, project: int, table: str, view: View) -> View:
        return self._kept.save_view(project, table, view)

    def forget_view(self, project: int, table: str, name: str) -> None:
        self._kept.forget_view(project, table, name)

    # -- undo ----------------------------------------------------------------------------------------------------------------

    def steps(self, project: int | None) -> tuple[Step, ...]:
        """What the user did, the newest first; the undone ones can be done again."""
        return self._steps.every(project)

    def undo(self, project: int | None) -> Step | None:
        return self._steps.undo(project)

    def redo(self, project: int | None) -> Step | None:
        return self._steps.redo(project)

    # -- deciding ------------------------------------------------------------------------------------------------------------

    def preview(self, run: int, ids: Sequence[int], verdict: Verdict | None) -> Preview:
        """What `decide_ids` would do; verdict None: take the decisions back."""
        return self._reviewing.preview(run, ids, verdict)

    def decide_ids(
        self, run: int, ids: Sequence[int], verdict: Verdict | None, *, reason: str = "", note: str = "",
        seen: Mapping[str, int] | None = None,
    ) -> Step | None:  # fmt: skip
        """One decision on all of them, as one step; None where they all say so already."""
        return self._reviewing.decide(run, ids, verdict, reason, note, seen)

    def progress(self, run: int) -> ReviewProgress:
        return self._reviewing.progress(run)

    def next_open(self, run: int, ids: Sequence[int], after: int | None = None, backwards: bool = False) -> int | None:
        """The next undecided one of `ids`, in their order, round the end."""
        return self._reviewing.next_open(run, ids, after, backwards)

    def alike(self, finding: int, limit: int = 20) -> tuple[Alike, ...]:
        """What was decided of like findings of the same agency under the same rule, in all projects."""
        return self._reviewing.alike(finding, limit)

    def notes(self, project: int, fingerprint: str | None = None, open_only: bool = False) -> tuple[Note, ...]:
        return self._notes.every(project, fingerprint, open_only)

    def add_note(self, project: int, fingerprint: str, text: str) -> Note:
        return self._notes.add(project, fingerprint, text)

    def reply_note(self, note: int, text: str, version: int | None = None) -> Note:
        return self._notes.reply(note, text, version)

    def edit_note(self, note: int, text: str, version: int | None = None) -> Note:
        return self._notes.edit(note, text, version)

    def resolve_note(self, note: int, version: int | None = None) -> Note:
        return self._notes.resolve(note, version)

    def reopen_note(self, note: int, version: int | None = None) -> Note:
        return self._notes.reopen(note, version)

    # -- tables --------------------------------------------------------------------------------------------------------------

    def values(self, project: int, field: str, where: Iterable[Condition] = (), search: str = "", limit: int = 500) -> Values:
        """The distinct values of a column of visits (or `person`) under the conditions of the other columns."""
        return self._tables.values(project, field, where, search, limit)

    def marks(self, run: int, ids: Sequence[int]) -> dict[int, VisitMark]:
        """How the visits of a page stand; those without findings are left out."""
        return self._tables.marks(run, ids)

    def stale(self, project: int) -> bool:
        """Whether the files that are shown are others than those of the last run."""
        with self._session.reading() as conn:
            return stale(conn, project, runs.latest(conn, project))

    def run_history(self, project: int) -> tuple[RunDiff, ...]:
        """The finished runs, the newest first, each against the one before."""
        with self._session.reading() as conn:
            return tuple(runs.diff(conn, run) for run in reversed(runs.of_project(conn, project)))

    def health(self, import_id: int) -> tuple[HealthCard, ...]:
        with self._session.reading() as conn:
            return health.cards(conn, import_id)

    def health_rows(self, import_id: int, lang: Lang) -> list[tuple[str, ...]]:
        with self._session.reading() as conn:
            return health.rows(conn, import_id, lang)

    # -- samples -------------------------------------------------------------------------------------------------------------

    def draw_sample(
        self, project: int, name: str, plan: Plan, *, where: Iterable[Condition] = (), stratum: str = "agency", run: int | None = None
    ) -> Sample:  # fmt: skip
        """Strata are made of agency, month, outcome or weekday; the risk is that of the findings of `run` (the latest)."""
        return self._samples.draw(project, name, plan, where, stratum, run)

    def samples(self, project: int) -> tuple[Sample, ...]:
        return self._samples.every(project)

    def sample_items(self, sample: int) -> tuple[SampleItem, ...]:
        return self._samples.items(sample)

    def check_item(self, item: int, state: str, note: str = "", version: int | None = None) -> SampleItem:
        """`state`: ok, deviation, or '' for not checked."""
        return self._samples.check(item, state, note, version)

    def delete_sample(self, sample: int) -> None:
        self._samples.delete(sample)

    def sample_result(self, sample: int) -> Result:
        return self._samples.result(sample)

    def sample_strata(self, sample: int) -> dict[str, tuple[int, int, int]]:
        """Drawn, checked and deviating by stratum."""
        return self._samples.by_stratum(sample)

    # -- letters -------------------------------------------------------------------------------------------------------------

    def make_letters(
        self, project: int, run: int, *, where: Iterable[Condition] = (), confirmed_only: bool = True, term_days: int = TERM_DAYS
    ) -> tuple[Letter, ...]:  # fmt: skip
        """A draft for each agency with findings that are in no letter yet."""
        return self._letters.make(project, run, where, confirmed_only, term_days)

    def letters(self, project: int, today: date | None = None) -> tuple[Letter, ...]:
        return self._letters.every(project, today)

    def letter_items(self, letter: int) -> tuple[LetterItem, ...]:
        return self._letters.items(letter)

    def move_letter(self, letter: int, to: LetterState, on: date | None = None, version: int | None = None) -> Letter:
        return self._letters.move(letter, to, on, version)

    def change_letter(self, letter: int, version: int | None = None, **values: Any) -> Letter:
        """Changes `number`, `term_days` or `note`."""
        return self._letters.change(letter, values, version)

    def drop_from_letter(self, item: int) -> None:
        self._letters.drop(item)

    def attach_answers(self, letter: int, answers: Mapping[str, Answer], on: date | None = None) -> Attached:
        """By fingerprint."""
        return self._letters.attach(letter, answers, on)

    def accept_item(self, item: int, accepted: bool | None, remark: str = "", version: int | None = None) -> LetterItem:
        return self._letters.accept(item, accepted, remark, version)

    def carry_letters(self, old: int, new: int) -> tuple[Letter, ...]:
        """What was not put right in the letters of project `old`, as drafts of project `new`."""
        return self._letters.carry(old, new)

    # -- the bank's own packs ------------------------------------------------------------------------------------------------

    def packs(self) -> tuple[Pack, ...]:
        return self._packs.every()

    def save_pack(self, pack: Pack) -> Pack:
        """Raises AuditError with all that is wrong in it, Conflict where another version stands than `pack.version`."""
        return self._packs.save(pack)

    def forget_pack(self, name: str) -> None:
        self._packs.forget(name)

    def policy(self, name: str, version: str | None = None) -> Policy:
        """A built-in pack, a bank's own, or one given as a file (by its path, later by its name); `version` as runs tell it."""
        return self._packs.policy(name, version)

    def filed_policies(self) -> tuple[Policy, ...]:
        """Policies given as files to former runs: the newest of each name."""
        return self._packs.filed()

    # -- signing, trail ------------------------------------------------------------------------------------------------------

    def signing(self, project: int) -> Signing:
        return self._signing.state(project)

    def sign(self, project: int, part: Part, remark: str = "") -> Signature:
        """Raises AuditError with what stands in the way."""
        return self._signing.sign(project, part, remark)

    def withdraw_signature(self, project: int, part: Part, reason: str) -> None:
        self._signing.withdraw(project, part, reason)

    def log(
        self, action: str, what: str, *, project: int | None = None, reason: str = "", after: Mapping[str, object] | None = None
    ) -> None:  # fmt: skip
        """Tells the trail what a person did beside the data: unmask, export, print … No personal data."""
        if action not in trail_words.TOLD:
            raise ValueError(f"not an act that a window tells of: {action}")
        with self._session.writing() as conn:
            trail.write(conn, self._session.clock(), self._session.user, action, what, project=project, after=after, reason=reason)

    def trail(self, project: int | None = None, **asked: Any) -> tuple[TrailEntry, ...]:
        """In order; narrowed by `who`, `action`, `what` (its beginning), `since`, `until` (days), `text`, `limit` (the last so many)."""
        with self._session.reading() as conn:
            return tuple(trail.entries(conn, project, **asked))

    def trail_rows(self, lang: Lang, project: int | None = None, **asked: Any) -> list[tuple[str, ...]]:
        """As `trail`, with a header, for a table or a file."""
        return trail_words.rows(self.trail(project, **asked), lang)
