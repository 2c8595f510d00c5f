"""Rows of a case file to case files: addresses with kind and owner, liable persons, contacts, dates and states of the case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from audit.intake import columns as to
from audit.intake.cells import Cell
from audit.intake.columns import Converted, Converter
from audit.intake.headers import plain
from audit.intake.visits import Column, Place, converted
from audit.model import CaseFile, ContactEntry, FiledAddress, Liable, Problem, Promise, Source, StatusEvent
from audit.values.dates import Hints
from audit.values.names import read_names
from audit.values.numbers import NOTHING
from audit.values.text import fold

_DATES = ("outsourced_notice", "entrusted_from", "entrusted_to", "status_start", "status_end", "promise_date", "contact_date")
_ADDRESSES = (("home_address", "home"), ("work_address", "work"), ("household_address", "household"), ("mailing_address", "mailing"),
              ("other_address", "other"))  # fmt: skip
#: States that matter, by the words that stand for them. The order decides where several occur.
STATES: tuple[tuple[str, str], ...] = (
    ("death", r"死亡|去世|身故|过世|deceased|death|died"),
    ("bankruptcy", r"破产|清算|bankrupt"),
    ("complaint", r"投诉|举报|信访|complain"),
    ("dispute", r"异议|争议|申诉|盗刷|冒名|非本人|dispute"),
    ("suit", r"诉讼|起诉|仲裁|执行|立案|法催|司法|suit|litigation|court|arbitration"),
    ("crime", r"涉刑|刑事|羁押|服刑|在押|拘留|criminal"),
    ("illness", r"重病|重疾|住院|精神|残疾|孕|illness|hospital"),
    ("plan", r"分期|协商|重组|减免|展期|履约|延期|plan|instal|restructur"),
    ("suspended", r"停催|暂停|停案|冻结|禁催|限制催收|suspend|hold|pause|stop"),
    ("recalled", r"退案|撤案|撤单|收回|recall|withdrawn"),
    ("settled", r"结清|已还清|结案|销案|settled|closed|paid off"),
)
_USUAL = re.compile(
    r"^(?:正常|在催|催收中|无|委外中|在途|已委外|active|normal|open|-|/|none|已派案|委外|跟进中|作业中|否|不是|未|没有|不涉及|不适用|n|no|0|false|×|x)$"
)
_KIND_WORDS = (("household", "户籍|户口|身份证|hukou|household|permanent"), ("work", "单位|公司|工作|经营|办公|work|office|company|employer|business"),
               ("mailing", "账单|通讯|邮寄|mail|bill"), ("home", "住宅|家庭|居住|住址|现住|常住|home|residen|住所"))  # fmt: skip
#: 成永年之妻 陶月: one person, described before the name.
_DESCRIBED = re.compile(r"^\S{2,4}[之的]\S{1,3}[\s:：]+(\S{2,4})$")
_SELF = re.compile(r"^(?:本人|借款人|持卡人|主卡人|主借款?人|主贷人|客户|债务人|申请人|自己|self|borrower|debtor|applicant)", re.I)
_LIABLE = re.compile(r"担保|保证|共借|共同|副卡|附属|共债|连带|guarantor|co-?borrower|surety", re.I)
_NUMBER_IN = re.compile(r"[1-9１-９一二三四五六]")


class CaseTable:
    """Turns rows into case files by one settled mapping."""

    def __init__(self, columns: Sequence[Column], hints: Mapping[str, Hints], place: Place):
        self.columns = tuple(columns)
        self.place = place
        self.extra = tuple((c.at, c.header) for c in columns if c.meaning is None)
        self._converters = {c.at: _converter(c, hints) for c in columns}
        self.fields = frozenset(c.meaning for c in columns if c.meaning)
        self._by_person = False  # a row a person: relations say whose it is

    def cases(self, numbers: Sequence[int], rows: Sequence[Sequence[Cell]]) -> tuple[list[CaseFile], list[Problem]]:
        read, problems = converted(self.columns, self._converters, numbers, rows, self.place)
        self._by_person = self._by_person or self._has_selves(read)
        return [self._case(i, number, read) for i, number in enumerate(numbers)], problems

    def _has_selves(self, read: Mapping[int, Converted]) -> bool:
        """Whether the rows are people of a case: relations with 本人 among them, and no column for another one's name."""
        meanings = {c.meaning for c in self.columns}
        relations = [read[c.at].values for c in self.columns if c.meaning == "contact_relation"]
        return "contact_name" not in meanings and any(_SELF.match(str(v or "")) for values in relations for v in values)

    def _case(self, i: int, number: int, read: Mapping[int, Converted]) -> CaseFile:
        row = _Row(self.columns, read, i)
        role, relation = row.text("person_role"), row.text("contact_relation")
        other = next((r for r in (role, relation if self._by_person else "") if _is_said(r) and not _SELF.match(r)), "")
        if other:
            return self._of_other(
                row, number, i, relation if _LIABLE.search(relation) or not _is_said(role) else f"{role} {relation}".strip()
            )
        latitude, longitude = row.first("latitude"), row.first("longitude")
        if place := row.first("coordinates"):
            latitude, longitude = place
        return CaseFile(
            Source(self.place.file, self.place.sheet, number),
            row.text("case_id"),
            row.text("borrower_name"),
            row.text("agency") or self.place.agency,
            _addresses(row),
            _people(row, "liable"),
            _people(row, "contact"),
            row.day("outsourced_notice"), row.day("entrusted_from"), row.day("entrusted_to"),
            _events(row), _contact_log(row), _promises(row), row.text("consent"), latitude, longitude,
            {header: read[index].values[i] for index, header in self.extra},
            row.typed(),
            self.fields,
        )  # fmt: skip

    def _of_other(self, row: _Row, number: int, i: int, role: str) -> CaseFile:
        """A row that speaks of another person of the case: guarantor, contact."""
        liable = _LIABLE.search(role) is not None
        owner = "liable" if liable else "contact"
        addresses = tuple(a._replace(owner=owner) for a in _addresses(row))
        name = row.text("borrower_name")
        person = (Liable(name, role, addresses),) if _is_said(name) else ()
        return CaseFile(
            Source(self.place.file, self.place.sheet, number), row.text("case_id"), agency=row.text("agency") or self.place.agency,
            addresses=addresses, liable=person if liable else (), contacts=() if liable else person,
            outsourced_notice=row.day("outsourced_notice"), entrusted_from=row.day("entrusted_from"), entrusted_to=row.day("entrusted_to"),
            columns=self.fields,
        )  # fmt: skip


class _Row:
    """One row's values by meaning."""

    def __init__(self, columns: Sequence[Column], read: Mapping[int, Converted], i: int):
        self.columns, self.read, self.i = columns, read, i

    def all(self, meaning: str) -> list[tuple[Column, Any]]:
        return [(c, self.read[c.at].values[self.i]) for c in self.columns if c.meaning == meaning]

    def first(self, meaning: str) -> Any:
        return next((v for _, v in self.all(meaning) if v), None)

    def text(self, meaning: str) -> str:
        return str(self.first(meaning) or "")

    def day(self, meaning: str) -> date | None:
        return next((v.day for _, v in self.all(meaning) if v.day), None)

    def typed(self) -> dict[str, str]:
        typed = {c.meaning: text for c in self.columns if c.meaning and (text := self.read[c.at].typed.get(self.i)) is not None}
        described = self.text("liable_name")
        return {**typed, "liable_name": described} if _DESCRIBED.match(described) else typed


def _converter(column: Column, hints: Mapping[str, Hints]) -> Converter:
    meaning = column.meaning or ""
    if meaning in _DATES:
        return to.dates(hints.get(meaning, Hints()))
    simple: Mapping[str, Converter] = {
        "promise_amount": to.amounts(), "latitude": to.degrees(), "longitude": to.degrees(), "coordinates": to.places(),
    }  # fmt: skip
    return simple.get(meaning) or (to.as_identifier if meaning in ("", "case_id") else to.as_text)


def _addresses(row: _Row) -> tuple[FiledAddress, ...]:
    found = [FiledAddress(kind, str(v)) for meaning, kind in _ADDRESSES for _, v in row.all(meaning) if _is_said(v)]
    for _, value in row.all("address"):
        if _is_said(value):
            owner = _owner(row.text("address_owner"), row.text("borrower_name"), row.text("address_kind"))
            found.append(FiledAddress(_kind(row.text("address_kind")), str(value), owner))
    found += [FiledAddress(_kind_of_header(c), str(v), "liable") for c, v in row.all("liable_address") if _is_said(v)]
    found += [
        FiledAddress(_kind_of_header(c), str(v), "contact")
        for m in ("contact_address", "spouse_address")
        for c, v in row.all(m)
        if _is_said(v)
    ]
    return tuple(dict.fromkeys(found))


def _is_said(value: object) -> bool:
    return fold(str(value or "")) not in NOTHING


def _owner(owner: str, borrower: str, kind: str) -> str:
    words = f"{owner}{kind}"
    if _LIABLE.search(words):
        return "liable"
    if re.search(r"联系人|亲属|父|母|配偶|朋友|contact", words, re.I):
        return "contact"
    return "borrower"


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KIND_WORDS if re.search(pattern, words, re.I)), "other" if words else "home")


def _kind_of_header(column: Column) -> str:
    return next((kind for kind, pattern in _KIND_WORDS[:3] if re.search(pattern, column.header, re.I)), "home")


def _people(row: _Row, who: str) -> tuple[Liable, ...]:
    """Liable persons or contacts: name, role and address columns belong together by their number (保证人1, 保证人1地址)."""
    people: list[Liable] = []
    roles = row.all(f"{who}_role" if who == "liable" else "contact_relation")
    addresses = row.all(f"{who}_address")
    for k, (column, value) in enumerate(row.all(f"{who}_name")):
        role_text = _belonging(column, k, roles)
        address = _belonging(column, k, addresses)
        filed = (FiledAddress("home", address, who),) if _is_said(address) else ()
        names = _several(str(value or ""))
        role = role_text or _role_of(column.header)
        people += [Liable(name, role, filed if len(names) == 1 or not people else ()) for name in names]
    return tuple(people)


def _belonging(column: Column, k: int, others: Sequence[tuple[Column, object]]) -> str:
    number = _NUMBER_IN.search(column.header)
    if number:
        return next((str(v or "") for c, v in others if number[0] in c.header), "")
    near = [str(v or "") for c, v in others if not _NUMBER_IN.search(c.header)]
    return near[k] if k < len(near) else near[0] if len(near) == 1 else ""


def _several(text: str) -> list[str]:
    if not _is_said(text):
        return []
    if (described := _DESCRIBED.match(text)) is not None:
        return [described[1]]
    if re.search(r"[之的]", text) or len(text) <= 4:
        return [text]
    return list(read_names(text).names) or [text]


def _role_of(header: str) -> str:
    text = plain(header)
    return "" if "/" in text or "及" in text else re.sub(r"(?:姓名|名称)$", "", text)


def _events(row: _Row) -> tuple[StatusEvent, ...]:
    """States with their dates; the k-th state column goes with the k-th date columns."""
    starts, ends = [v.day for _, v in row.all("status_start")], [v.day for _, v in row.all("status_end")]
    events: list[StatusEvent] = []
    for k, (column, value) in enumerate(row.all("status")):
        text = str(value or "")
        if not _is_said(text) or _USUAL.match(fold(text).lower()):
            continue
        start, end = (starts[k] if k < len(starts) else None), (ends[k] if k < len(ends) else None)
        kinds = states_of(text) or (states_of(column.header) if fold(text) in ("是", "有", "Y", "√", "1") else ()) or ("other",)
        events += [StatusEvent(kind, text, start, end) for kind in kinds]
    return tuple(events)


def states_of(text: str) -> tuple[str, ...]:
    """The states that a text names; a state that is denied or over (未诉讼, 投诉已解决) is still told as typed."""
    folded = fold(text).lower()
    found = [
        kind
        for kind, pattern in STATES
        if (m := re.search(pattern, folded)) and folded[max(m.start() - 1, 0) : m.start()] not in ("未", "无", "非")
    ]
    return tuple(found[:2])


def _contact_log(row: _Row) -> tuple[ContactEntry, ...]:
    day = row.day("contact_date")
    return (ContactEntry(day, row.text("contact_channel"), row.text("contact_result")),) if day else ()


def _promises(row: _Row) -> tuple[Promise, ...]:
    days = [v.day for _, v in row.all("promise_date")]
    amounts = [v for _, v in row.all("promise_amount")]
    pairs = [(day, amounts[k] if k < len(amounts) else None) for k, day in enumerate(days) if day]
    return tuple(Promise(day, amount if isinstance(amount, Decimal) else None) for day, amount in pairs)


def merged_case(a: CaseFile, b: CaseFile) -> CaseFile:
    """Two rows of one case (one an address, one a contact …) as one; what the first row says stands."""

    def both(name: str) -> tuple[object, ...]:
        return tuple(dict.fromkeys((*getattr(a, name), *getattr(b, name))))

    lists = {name: both(name) for name in ("addresses", "liable", "contacts", "events", "contact_log", "promises")}
    single = {
        name: getattr(a, name) or getattr(b, name)
        for name in (
            "borrower_name",
            "agency",
            "outsourced_notice",
            "entrusted_from",
            "entrusted_to",
            "consent",
            "latitude",
            "longitude",
        )
    }
    return replace(a, **lists, **single, extra={**b.extra, **{k: v for k, v in a.extra.items() if v}}, typed={**b.typed, **a.typed})  # type: ignore[arg-type]
