"""A table that is being read: which of its rows are records, and their nouns a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from audit.intake.cases import CaseTable, merged_case
from audit.intake.cells import Row, SheetInfo
from audit.intake.headers import header_words, plain
from audit.intake.marks import Marks
from audit.intake.settle import MANDATORY, Settled, field_of
from audit.intake.staff import StaffTable
from audit.intake.tables import Header
from audit.intake.templates import Template
from audit.intake.titles import named_outside
from audit.intake.visits import Place, VisitTable
from audit.model import CaseFile, FileKind, Problem, SheetReport, StaffMember, Text, Visit
from audit.values.text import shown

BATCH = 2000
Record = Visit | CaseFile | StaffMember
#: What begins a row of totals, a note, a signature, an example, a hint.
_ODD_STARTS = frozenset("合小总累共本平汇当示样例制复填备注说必选*※（(【[")
_NOTHING_SAID: Mapping[str, tuple[Any, str]] = {}


class Batch(NamedTuple):
    """Up to 2,000 records of one kind."""

    kind: FileKind
    records: tuple[Record, ...]


@dataclass
class Context:
    """What reading one file carries from sheet to sheet."""

    file: str
    kind: FileKind | None = None
    agency: str = ""
    agencies: Sequence[str] = ()  # known from case files and registers
    templates: Sequence[Template] = ()
    limit: int | None = None
    header_rows: Mapping[str, int] = field(default_factory=dict)  # by sheet: the header as a person pointed at it
    taken: int = 0
    problems: list[Problem] = field(default_factory=list)
    sheets: list[SheetReport] = field(default_factory=list)
    kinds: dict[FileKind, int] = field(default_factory=dict)
    last: tuple[Header, Settled] | None = None
    cases: dict[str, CaseFile] = field(default_factory=dict)
    settled: dict[tuple[tuple[str, ...], ...], list[tuple[Header, Settled]]] = field(default_factory=dict)
    before: dict[tuple[str, ...], Settled] = field(default_factory=dict)  # by header: the same header on another sheet
    stated: set[str] = field(default_factory=set)  # agencies that titles named
    damage: Text | None = None  # what the file's reader told first
    other: FileKind | None = None  # what a table is that is not of the kind asked for
    read: list[Table] = field(default_factory=list)  # the tables of the sheet at hand

    def tell(self, sheet: str, row: int | None, problem: Text, value: str = "", column: str = "") -> None:
        self.problems.append(Problem(self.file, sheet, row, column, problem, value))

    def note(self, problem: Problem) -> None:
        """A problem of the file itself, told by its reader."""
        self.problems.append(problem)
        self.damage = self.damage or problem.problem

    @property
    def full(self) -> bool:
        return self.limit is not None and self.taken >= self.limit


class Table:
    """A table that is being read: gathers records and turns them into nouns a batch at a time."""

    def __init__(self, header: Header, settled: Settled, info: SheetInfo, context: Context, said: Mapping[str, tuple[Any, str]]):
        self.header, self.settled, self.info, self.context = header, settled, info, context
        self.indexes = [c.at for c in header.columns]
        self.low, self.high = min(self.indexes), max(self.indexes)
        self.width = self.high + 1
        self.texts = [frozenset[str]()] * self.width
        for c in header.columns:
            self.texts[c.at] = frozenset(map(plain, c.parts))
        self.words = header_words().union(p for c in header.columns for p in c.parts)
        self.numbers: list[int] = []
        self.rows: list[Row] = []
        self.labels: list[Mapping[str, tuple[Any, str]]] = []
        self.label: dict[str, tuple[Any, str]] = {}
        self.rows_read = 0
        self.gap = True  # the row before was no record: the next one is looked at closely
        self.labelled: set[str] = set()  # fields that lines by themselves gave
        self.first_row = self.last_row = 0
        self.keys = [c.at for c in settled.columns if c.meaning in ("visit_id", "case_id", "visit_date", "start_time")]
        self.joinable = {c.at for c in settled.columns if c.meaning in ("visitors", "visitor_2", "visitor_numbers", "account")}
        self.people = {c.at for c in settled.columns if c.meaning in ("visitors", "visitor_2", "visitor_numbers")}
        if "agency" in said:
            context.stated.add(said["agency"][0])
        place = Place(context.file, info.name, self._agency(), dict(said))
        self.maker: VisitTable | CaseTable | StaffTable
        if settled.kind is FileKind.VISITS:
            self.maker = VisitTable(settled.columns, settled.hints, place)
        elif settled.kind is FileKind.CASES:
            self.maker = CaseTable(settled.columns, settled.hints, place)
        else:
            self.maker = StaffTable(settled.columns, settled.hints, place)
        self.marks = Marks(info, settled.columns, (at for at, _ in self.maker.extra))
        self.carried_day: Any = None  # for a log in which a blank day means the day above
        self.day = (
            next((c.at for c in settled.columns if c.meaning == "visit_date"), None) if settled.merged and not info.merged else None
        )

    def _agency(self) -> str:
        """Whose log it is where neither a column nor a title says so."""
        context = self.context
        if self.settled.kind is not FileKind.VISITS or context.agency or self.settled.agency:
            return context.agency or self.settled.agency
        if len(context.stated) == 1:  # the titles of a sheet before
            return next(iter(context.stated))
        return named_outside((self.info.name, Path(context.file).stem), context.agencies)[0]

    def suspicious(self, cells: Row) -> bool:
        """Whether a row needs a closer look before it is taken for a record: cheap, for every row passes here."""
        if self.gap or self.rows_read + len(self.numbers) < 3:
            self.gap = False
            return True
        filled = len(cells) - cells.count(None) - cells.count("")
        if filled <= 3 or filled * 3 < len(self.indexes):
            return True
        first = cells[self.low] if self.low < len(cells) else None
        if isinstance(first, str) and (first in self.words or first[:1] in _ODD_STARTS):
            return True
        second = cells[self.low + 1] if self.low + 1 < len(cells) else None
        return isinstance(second, str) and (second in self.words or second[:2] in ("合计", "小计", "总计"))

    def add(self, number: int, cells: Row) -> None:
        width = self.width
        self.first_row = self.first_row or number
        self.numbers.append(number)
        self.last_row = number
        cells = cells if len(cells) == width else cells[:width] if len(cells) > width else cells + (None,) * (width - len(cells))
        self.rows.append(cells if self.day is None else self._with_day(cells, self.day))
        self.labels.append(dict(self.label) if self.label else _NOTHING_SAID)

    def _with_day(self, cells: Row, at: int) -> Row:
        """The row with the day of the row above, where its own is blank."""
        if cells[at] in (None, ""):
            return (*cells[:at], self.carried_day, *cells[at + 1 :])
        self.carried_day = cells[at]
        return cells

    def join(self, cells: Row, carried: frozenset[int]) -> None:
        """Puts what a continuing row adds into the record above."""
        above = list(self.rows[-1])
        for j in self.indexes:
            cell = cells[j] if j < len(cells) else None
            if cell in (None, "") or j in carried or cell == above[j]:
                continue
            if above[j] in (None, ""):
                above[j] = cell
            elif j in self.joinable or isinstance(above[j], str):
                above[j] = f"{shown(above[j])}{'、' if j in self.people else chr(10)}{shown(cell)}"
        self.rows[-1] = tuple(above)

    def is_continued(self, cells: Row, carried: frozenset[int]) -> bool:
        """The same visit goes on: all that tells visits apart is merged down from the row above."""
        held = [j for j in self.keys if j < len(cells) and cells[j] not in (None, "")]
        return bool(self.rows) and len(held) >= 2 and all(j in carried for j in held)

    def flush(self) -> Iterator[Batch]:
        if not self.rows:
            return
        context = self.context
        take = len(self.rows) if context.limit is None else min(len(self.rows), context.limit - context.taken)
        numbers, rows, labels = self.numbers[:take], self.rows[:take], self.labels[:take]
        self.numbers, self.rows, self.labels = [], [], []
        records: Sequence[Record]
        if isinstance(self.maker, VisitTable):
            said = labels if any(labels) else None
            records, problems = self.maker.visits(numbers, rows, said)
        elif isinstance(self.maker, CaseTable):
            records, problems = self.maker.cases(numbers, rows)
        else:
            records, problems = self.maker.staff(numbers, rows)
        self.marks.put(numbers, records)
        problems.sort(key=lambda p: p.row or 0)
        context.problems.extend(problems)
        self.rows_read += len(records)
        context.taken += len(records)
        context.kinds[self.settled.kind] = context.kinds.get(self.settled.kind, 0) + len(records)
        if self.settled.kind is FileKind.CASES:
            _gather(context.cases, records)
        elif records:
            yield Batch(self.settled.kind, tuple(records))

    def report(self) -> SheetReport:
        kept = {at for at, _ in self.maker.extra}
        columns = {c.header: None if c.at in kept else field_of(c.meaning) for c in self.settled.columns}
        missing: tuple[str, ...] = ()
        if isinstance(self.maker, VisitTable) and self.rows_read:
            missing = missing_of(self.maker.fields | self.maker.seen | self.labelled)
        return SheetReport(
            self.info.name, self.header.bottom, self.first_row or self.header.bottom + 1, self.rows_read, columns, missing
        )


def _gather(cases: dict[str, CaseFile], records: Iterable[Record]) -> None:
    for case in records:
        assert isinstance(case, CaseFile)
        key = case.case_id or f"\n{case.source.sheet}\n{case.source.row}"
        cases[key] = merged_case(cases[key], case) if key in cases else case


def missing_of(fields: Iterable[str]) -> tuple[str, ...]:
    """Mandatory fields for which the log has no column. The case or the borrower will do."""
    has = set(fields)
    if "borrower_name" in has:
        has.add("case_id")
    return tuple(f for f in MANDATORY if f not in has)
