"""What all sections of a report share: the language, the figures, the masking and how a finding's place is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from audit import reasons
from audit.auditor import Audited
from audit.model import Evidence, FileKind, Finding, Lang, Problem, Source, Text, Visit
from audit.rules import BY_CODE
from reports.fieldnames import ADDRESS_FIELDS, NAME_FIELDS, field_name
from reports.masking import Names, mask_name, mask_names, mask_text, people
from reports.options import REPORT, Options
from reports.result import AuditResult
from reports.rooms import mask_address
from reports.tally import Item, Tally, items, tally

__all__ = ["REPORT", "Options", "Telling", "without"]

HASH_SHOWN = 12  # characters of a file's hash beside a quote
#: Fields that hold names of visitors; `name` is the register's.
VISITORS = frozenset({"visitors", "name", "recorded_by"})
#: Findings that compare addresses: where the room is what differs, nobody could tell them apart without it.
BY_ADDRESS = frozenset({"third_party_address"})
#: Cells that hold one figure: what looks like a room's number there is none.
FIGURES = frozenset(
    {"promise_amount", "amount_due", "paid_amount", "principal", "distance", "duration", "visitor_count", "visitor_numbers", "number",
     "overdue_days", "row_no", "batch_no", "contract_no", "record_ref"}
)  # fmt: skip


class Telling:
    """An audit being told in one language."""

    def __init__(self, result: AuditResult, lang: Lang, options: Options):
        self.result, self.left_out = without(result, options.left_out)
        result = self.result
        self.lang: Lang = lang
        self.options = options
        self.items: list[Item] = items(result.audited, result.log_findings, result.decisions)
        self.tally: Tally = tally(result, self.items)

    def say(self, zh: str, en: str) -> str:
        return en if self.lang == "en" else zh

    def text(self, text: Text) -> str:
        return text.in_(self.lang)

    def title(self, rule: str) -> str:
        return self.text(BY_CODE[rule].title) if rule in BY_CODE else rule

    def day(self, day: date | None) -> str:
        if day is None:
            return "—"
        return self.say(f"{day.year}年{day.month}月{day.day}日", day.strftime("%Y-%m-%d"))

    def join(self, parts: Sequence[str]) -> str:
        return self.say("、", ", ").join(parts)

    @property
    def dot(self) -> str:
        """Between the parts of a place: the middle dot of the font is as wide as a Han character."""
        return self.say(" · ", " | ")

    @property
    def elsewhere(self) -> str:
        """Where the rest stands: an agency has no workbook, but its reply sheet asks about every finding."""
        if self.options.edition == "agency":
            return self.say("整改反馈表", "the reply sheet")
        return self.say("工作簿", "the workbook")

    def agency(self, name: str) -> str:
        return name or self.say("（未载明机构）", "(agency not named)")

    def place(self, source: Source) -> str:
        """File, sheet and row as the spreadsheet shows them."""
        if not source.row:
            return self.dot.join(filter(None, (source.file, source.sheet)))
        row = self.say(f"第{source.row}行", f"row {source.row}")
        return self.dot.join(filter(None, (source.file, source.sheet, row)))

    def proof(self, source: Source, column: str = "") -> str:
        """The place with the beginning of the file's SHA-256, which annex 3 gives in full."""
        sha = self.hashes.get(source.file, "")
        return self.dot.join(filter(None, (self.place(source), column, f"SHA-256 {sha[:HASH_SHOWN]}…" if sha else "")))

    @cached_property
    def hashes(self) -> dict[str, str]:
        return {report.name: report.sha256 for report in self.result.files}

    def column(self, evidence: Evidence, source: Source) -> str:
        """The header of the cell as it stands in that file, else the field's name."""
        return self._headers.get((source.file, source.sheet, evidence.field)) or self.text(field_name(evidence.field))

    @cached_property
    def _headers(self) -> dict[tuple[str, str, str], str]:
        """Where several columns of a log make one field, all of them: the value is put together from them."""
        found: dict[tuple[str, str, str], str] = {}
        for report in self.result.files:
            for sheet in report.sheets:
                for header, field in sheet.columns.items():
                    key, shown = (report.name, sheet.name, field or ""), header.replace("\n", "")
                    joined = report.kind is FileKind.VISITS and key in found
                    found[key] = self.join((found[key], shown)) if joined else shown
        return found

    @cached_property
    def visits(self) -> dict[Source, Visit]:
        return {a.visit.source: a.visit for a in self.result.audited}

    @cached_property
    def _visitors(self) -> Names:
        return Names(sorted({name for a in self.result.audited for name in a.visit.visitors}))

    def masked(self, text: str, finding: Finding, field: str = "") -> str:
        """The text as this report may show it; it keeps its length."""
        if not self.options.mask:
            return text
        visits = self._near(finding)
        clear = self.options.clear
        if field in NAME_FIELDS:
            return text if ("visitors" if field in VISITORS else "borrowers") in clear else mask_names(text)
        keep = {w for v in visits for w in (v.case_id, v.visit_id)}
        rooms = "rooms" not in clear and not (finding.rule in BY_ADDRESS and _by_room(finding, visits))
        if rooms and field in ADDRESS_FIELDS:
            text = mask_address(text)
        told = _addresses(visits) if rooms and field not in FIGURES else ()
        text = mask_text(text, self._names(visits) | self._cited(finding), keep, rooms=rooms, addresses=told)
        return text if "visitors" in clear else self._visitors.mask(text)

    def value(self, p: Problem) -> str:
        """What stood in a cell that could not be read, as this report may show it."""
        if not self.options.mask:
            return p.value
        columns = {s.name: s.columns for f in self.result.files if f.name == p.file for s in f.sheets}
        field = columns.get(p.sheet, {}).get(p.column)
        if field in NAME_FIELDS and "borrowers" not in self.options.clear:
            return p.value[:1] + "*" * (len(p.value) - 1)
        return mask_text(mask_address(p.value) if field in ADDRESS_FIELDS else p.value)

    def _names(self, visits: Sequence[Visit]) -> set[str]:
        """The names that a text near these visits may hold and this report may not."""
        names: set[str] = set()
        for v in visits:
            if "borrowers" not in self.options.clear:
                names.update((v.borrower_name, *people(v.person_met)))
            if "visitors" not in self.options.clear:
                names.update(v.visitors)
            else:
                names.difference_update(v.visitors)  # 接触人 may hold a visitor by mistake; its own people an agency knows
        return names

    def _cited(self, finding: Finding) -> set[str]:
        """Names that stand in the finding's own evidence: a contact's or a guarantor's of the case file, a colleague's of the register."""
        hidden = NAME_FIELDS - (VISITORS if "visitors" in self.options.clear else set())
        if "borrowers" in self.options.clear:
            hidden &= VISITORS
        return {name for e in finding.evidence if e.field in hidden for name in people(e.quote)}

    def _near(self, finding: Finding) -> list[Visit]:
        """The visit of a finding and those that its evidence points to."""
        sources = [finding.source, *(e.source for e in finding.evidence if e.source)]
        return [self.visits[s] for s in sources if s in self.visits]

    def reason(self, item: Item) -> str:
        """Why somebody decided so: the sentence of a code, or the words as they were typed."""
        return self.masked(self.text(reasons.title(item.decision.reason)), item.finding) if item.decision else ""

    def name(self, name: str) -> str:
        """A borrower's name."""
        return mask_name(name) if self.options.mask and "borrowers" not in self.options.clear else name

    def visitor(self, name: str) -> str:
        return mask_name(name) if self.options.mask and "visitors" not in self.options.clear else name

    @cached_property
    def period(self) -> tuple[date | None, date | None]:
        """The project's period, else from the first to the last visit."""
        project = self.result.project
        days = [a.visit.visit_date for a in self.result.audited if a.visit.visit_date]
        return project.period_from or min(days, default=None), project.period_to or max(days, default=None)

    @property
    def made(self) -> datetime | date:
        return self.result.finished or self.result.as_of


def _addresses(visits: Sequence[Visit]) -> list[str]:
    """All that these visits hold, the longest first."""
    found = {a for v in visits for a in (v.visit_address, v.home_address, v.work_address, v.household_address)}
    found.update(a.address for v in visits for a in v.other_addresses)
    return sorted(filter(None, found), key=lambda a: (-len(a), a))


def _by_room(finding: Finding, visits: Sequence[Visit]) -> bool:
    """Whether the words that a finding rests on are a room's number, and not a street or a building."""
    quoted = [e.quote for e in finding.evidence if e.field in ADDRESS_FIELDS]
    wholes = {*quoted, *_addresses(visits)}
    return any(
        part != whole and part and (at := whole.rfind(part)) >= 0 and "*" in mask_address(whole)[at : at + len(part)]
        for part in quoted for whole in wholes
    )  # fmt: skip


def without(result: AuditResult, rules: frozenset[str]) -> tuple[AuditResult, Counter[str]]:
    """The audit as if these rules had found nothing, and how many findings of each were taken away."""
    taken = Counter(f.rule for a in result.audited for f in a.findings if f.rule in rules)
    taken.update(f.rule for f in result.log_findings if f.rule in rules)
    if not taken:
        return result, taken
    audited = [Audited(a.visit, tuple(f for f in a.findings if f.rule not in rules)) for a in result.audited]
    return replace(result, audited=audited, log_findings=tuple(f for f in result.log_findings if f.rule not in rules)), taken


def number(t: Telling) -> str:
    """The project's number, else one made of the audit date."""
    return t.result.project.number or f"VA-{t.result.as_of:%Y%m%d}"
