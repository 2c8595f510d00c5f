"""The nouns: where a visit came from, what stood in the log, what was found in it and who decided what.

All are frozen, know neither window nor database, and may be handed between threads. Sentences for people are kept in both
languages side by side (`Text`), so that a stored finding can be shown and printed in either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Text(NamedTuple):
    """One sentence in Chinese and in English."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.zh

    def format(self, **values: object) -> Text:
        """With the values put in; of those that are texts themselves, each in its language."""
        zh = {name: value.zh if isinstance(value, Text) else value for name, value in values.items()}
        en = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))


#: Where there is nothing to say.
SILENT = Text("", "")


def listed(texts: Iterable[Text]) -> Text:
    """Each once, in order, as a sentence lists them: 甲、乙 and "a, b and c"; where one is a list itself, 甲；乙."""
    each = dict.fromkeys(texts)
    zh, en = [t.zh for t in each], [t.en for t in each]
    return Text(
        ("；" if any("、" in one for one in zh) else "、").join(zh),
        " and ".join(part for part in (", ".join(en[:-1]), *en[-1:]) if part),
    )


class AuditError(Exception):
    """Something a person can mend: the message says what happened, to which file, and what to do. No personal data."""

    def __init__(self, text: Text):
        super().__init__(text.en)
        self.text = text


class Progress(NamedTuple):
    """One step of a long job. `total` is None where it is not known beforehand."""

    stage: Text
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """A row of a spreadsheet. `file` is the bare name, `row` is 1-based as the spreadsheet shows it."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell, row, sheet or file that could not be read as meant."""

    file: str
    sheet: str
    row: int | None
    column: str
    problem: Text
    value: str = ""


class FiledAddress(NamedTuple):
    """An address on file. `kind`: home, work, household, mailing, other. `owner`: borrower, liable or contact."""

    kind: str
    address: str
    owner: str = "borrower"


#: Canonical fields of a visit in the order of the contract; `extra` comes last.
FIELDS = (
    "visit_id", "case_id", "agency", "borrower_name", "visit_date", "start_time", "end_time", "visitors", "visitor_numbers",
    "visit_address", "address_type", "home_address", "work_address", "household_address", "other_addresses", "person_met",
    "relation", "id_shown", "dress", "recorded", "recording_start", "recording_end", "account", "outcome", "promise_date",
    "promise_amount", "address_verified", "prior_contact", "latitude", "longitude", "recorded_at", "incident", "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One row of a visit log, as read. Text fields are '' where the cell was empty; other fields are None.

    `typed` holds, by canonical field, what stood in the cell wherever that differs from the value as read (有 for True,
    下午3点20 for 15:20). `columns` are the fields for which the log has a column at all. Coordinates are degrees as given.
    """

    source: Source
    visit_id: str = ""
    case_id: str = ""
    agency: str = ""
    borrower_name: str = ""
    visit_date: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    visitors: tuple[str, ...] = ()
    visitor_numbers: tuple[str, ...] = ()
    visit_address: str = ""
    address_type: str = ""
    home_address: str = ""
    work_address: str = ""
    household_address: str = ""
    other_addresses: tuple[FiledAddress, ...] = ()
    person_met: str = ""
    relation: str = ""
    id_shown: bool | None = None
    dress: str = ""
    recorded: bool | None = None
    recording_start: datetime | time | None = None
    recording_end: datetime | time | None = None
    account: str = ""
    outcome: str = ""
    promise_date: date | None = None
    promise_amount: Decimal | None = None
    address_verified: bool | None = None
    prior_contact: str = ""
    latitude: float | None = None
    longitude: float | None = None
    recorded_at: datetime | date | None = None
    incident: str = ""
    remark: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset(FIELDS)

    def __reduce__(self) -> tuple[type[Visit], tuple[object, ...]]:
        return Visit, _fields(self)  # a third of the time that a dataclass takes by itself to go to another process

    def as_typed(self, name: str) -> str:
        """What stood in the log under canonical field `name` ('' if nothing)."""
        typed = self.typed.get(name)
        if typed is not None:
            return typed
        value = getattr(self, name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, tuple):
            return "、".join(v.address if isinstance(v, FiledAddress) else v for v in value)
        if isinstance(value, time):
            return value.strftime("%H:%M")
        return str(value)

    def cell(self, name: str) -> Evidence:
        """The whole cell of field `name` as evidence."""
        return Evidence(name, self.as_typed(name))

    def quote(self, name: str, start: int, end: int) -> Evidence:
        """The words `[start:end]` (code points) of text field `name` as evidence, without blanks around them."""
        words = self.as_typed(name)[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        return Evidence(name, words, start, start + len(words))

    @property
    def key(self) -> str:
        """What makes this visit the same visit in another file or on another row: never the row, never the account."""
        if self.visit_id:
            who: tuple[object, ...] = (self.agency, self.visit_id, self.case_id, self.visit_date)
        else:
            who = (self.agency, self.case_id, self.borrower_name, self.visit_date, self.start_time, self.visitors,
                   self.visit_address)  # fmt: skip
        return hashlib.sha256(repr(who).encode()).hexdigest()[:24]


_fields = attrgetter("source", *FIELDS, "extra", "typed", "columns")


class Outcome(StrEnum):
    VIOLATION = "violation"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote. `start`/`end` are code-point offsets into the field's text as typed, None for a whole cell.

    `source` is set where the quote stands elsewhere than in the visit's own row: case file, register, another visit.
    """

    field: str
    quote: str
    start: int | None = None
    end: int | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule answers for one visit; the auditor makes a Finding of it.

    `grade` and `clears` are set only where the case is lighter or graver than the rule's default, or something else would settle it.
    """

    outcome: Outcome
    message: Text
    evidence: tuple[Evidence, ...]
    clears: Text | None = None
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's answer for a visit (or for a whole log, then `row` of the source is 0), with its grade and basis."""

    rule: str
    outcome: Outcome
    grade: int
    message: Text
    basis: Text
    evidence: tuple[Evidence, ...]
    fingerprint: str
    source: Source
    clears: Text = SILENT
    aggravated: tuple[Text, ...] = ()


class Verdict(StrEnum):
    """What a person decided of a finding."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    WANTED = "wanted"  # more evidence is wanted from the agency


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision. It stands beside the finding with that fingerprint and never changes it."""

    fingerprint: str
    verdict: Verdict
    by: str
    at: datetime
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Liable:
    """Somebody beside the borrower who owes the debt: guarantor, co-borrower, joint-debt spouse."""

    name: str
    role: str
    addresses: tuple[FiledAddress, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """A state of the case: dispute, complaint, suit, death, bankruptcy, plan, suspended. Open-ended if `end` is None."""

    kind: str
    typed: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """One contact attempt: by what channel and how it ended (as typed)."""

    day: date
    channel: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to pay, from the case file or a visit."""

    day: date
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One row of a case file: what the bank holds of a case."""

    source: Source
    case_id: str
    borrower_name: str = ""
    agency: str = ""
    addresses: tuple[FiledAddress, ...] = ()
    liable: tuple[Liable, ...] = ()
    contacts: tuple[Liable, ...] = ()
    outsourced_notice: date | None = None
    entrusted_from: date | None = None
    entrusted_to: date | None = None
    events: tuple[StatusEvent, ...] = ()
    contact_log: tuple[ContactEntry, ...] = ()
    promises: tuple[Promise, ...] = ()
    consent: str = ""
    latitude: float | None = None
    longitude: float | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One row of a staff register. `status` as typed (在职, 离职 …); `barred` where the register says so."""

    source: Source
    name: str
    number: str = ""
    agency: str = ""
    trained_on: date | None = None
    credential: str = ""
    credential_until: date | None = None
    status: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    barred: bool | None = None
    employer: str = ""
    remark: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetReport:
    """How a sheet was read. Rows are 1-based; `columns` maps every header to its canonical field or None (kept in `extra`).

    `missing` are mandatory fields for which the log has no column.
    """

    name: str
    header_row: int
    first_row: int
    rows: int
    columns: Mapping[str, str | None]
    missing: tuple[str, ...] = ()


class FileKind(StrEnum):
    VISITS = "visits"
    CASES = "cases"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class FileReport:
    """How a file was read. `failed` is set where nothing could be had from it, and says why in a sentence."""

    name: str
    sha256: str
    kind: FileKind | None
    sheets: tuple[SheetReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: Text | None = None
