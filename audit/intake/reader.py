"""One sheet's rows to nouns: finds its tables one after the other, settles each, and converts its rows in batches."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, NamedTuple

from audit.intake.cases import CaseTable, merged_case
from audit.intake.cells import Cell, Row, SheetInfo
from audit.intake.forms import key_values, turn
from audit.intake.headers import header_words, likeness, plain
from audit.intake.settle import MANDATORY, Settled, settle
from audit.intake.staff import StaffTable
from audit.intake.tables import Header, Merged, Numbered, RowKind, find_header, header_cell, kind_of, merged_of, split_side_by_side
from audit.intake.tables import _is_group_row as is_group_row
from audit.intake.templates import Template
from audit.intake.visits import Column, Place, VisitTable
from audit.model import CaseFile, FileKind, Problem, SheetReport, StaffMember, Text, Visit
from audit.values.dates import Hints, read_moment
from audit.values.names import read_names
from audit.values.text import fold, shown

BATCH = 2000
WINDOW = 3000  # rows looked at to find a table and to settle its columns
Record = Visit | CaseFile | StaffMember

_LEFT_OUT: Mapping[RowKind, Text] = {
    RowKind.TOTAL: Text("合计、小计行，不是外访记录，未读入。", "A row of totals; it is no record and was left out."),
    RowKind.SIGNATURE: Text("制表、签字行，不是记录，未读入。", "A line of signatures; it is no record and was left out."),
    RowKind.NOTE: Text("说明行，不是记录，未读入。", "A line of notes; it is no record and was left out."),
    RowKind.EXAMPLE: Text("填写示例或说明行，不是记录，未读入。", "An example or a hint for filling in; it is no record and was left out."),
    RowKind.REPEATED: Text("重复的表头，未读入。", "The header again; left out."),
    RowKind.LABEL: Text("单独一格的文字，不是记录，未读入。", "A single text by itself; it is no record and was left out."),
}  # fmt: skip
NO_TABLE = Text(
    "此工作表中没有找到外访记录、案件清单或人员名册，未读入。",
    "No visit log, case file or staff register was found on this sheet; it was not read.",
)
IS_SUMMARY = Text(
    "此工作表的列不是外访记录（像是汇总、说明或其他表），未读入。",
    "The columns of this sheet are not those of a visit log (a summary, instructions or another table); it was not read.",
)
TURNED = Text(
    "此表横排（一列一次外访），已按列读入，行号处写的是列号。",
    "This table runs across (a column a visit); it was read so, and its row numbers are column numbers.",
)
NO_HEADER = Text(
    "此工作表没有表头，列次与前一工作表相同，已按前表读入。",
    "This sheet has no header; its columns are those of the sheet before, and it was read so.",
)
CONTINUED = Text(
    "此行只有人员或经过，已并入上一行的记录。", "This row holds only a visitor or a text; it was joined to the record above."
)


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
    templates: Sequence[Template] = ()
    limit: int | None = None
    taken: int = 0
    problems: list[Problem] = field(default_factory=list)
    sheets: list[SheetReport] = field(default_factory=list)
    kinds: dict[FileKind, int] = field(default_factory=dict)
    last: tuple[Header, Settled] | None = None
    cases: dict[str, CaseFile] = field(default_factory=dict)

    def tell(self, sheet: str, row: int | None, problem: Text, value: str = "", column: str = "") -> None:
        self.problems.append(Problem(self.file, sheet, row, column, problem, value))

    @property
    def full(self) -> bool:
        return self.limit is not None and self.taken >= self.limit


class _Rows:
    """A stream of rows from which some may be looked at and put back."""

    def __init__(self, rows: Iterable[Numbered]):
        self._rest = iter(rows)
        self._back: list[Numbered] = []

    def __iter__(self) -> Iterator[Numbered]:
        return self

    def __next__(self) -> Numbered:
        return self._back.pop() if self._back else next(self._rest)

    def look(self, count: int) -> list[Numbered]:
        rows = list(islice(self, count))
        self.put_back(rows)
        return rows

    def put_back(self, rows: Sequence[Numbered]) -> None:
        self._back.extend(reversed(rows))


def read_sheet(rows: Iterable[Numbered], info: SheetInfo, context: Context) -> Generator[Batch, None, None]:
    """All records of a sheet. Whatever is left out is told."""
    stream = _Rows(rows)
    merged = merged_of(info.merged)
    found = False
    filled = False
    while not context.full:
        window = stream.look(WINDOW)
        filled = filled or any(r.cells for r in window)
        header = find_header(window, merged)
        if header is None:
            break
        titles = [r for r in window if r.number < header.top and r.cells]
        for _ in range(sum(1 for r in window if r.number <= header.bottom)):
            next(stream)
        below = _filled_down([r for r in window if r.number > header.bottom], merged)
        tables = _tables(header, below, _titles(titles, info, context), context)
        if not tables:
            if not found:
                continue_at = next((r.number for r in window if r.number > header.bottom and r.cells), None)
                if continue_at is None:
                    break
            continue
        found = True
        yield from _read_tables(tables, stream, merged, titles, info, context)
    if not found and filled:
        yield from _without_header(stream, list(window), info, context)


def _titles(rows: Sequence[Numbered], info: SheetInfo, context: Context) -> list[str]:
    """What speaks of the time and the kind of a table: titles, the sheet's name, the file's name."""
    return [*[shown(c) for r in rows[-6:] for c in r.cells if isinstance(c, str)][:12], info.name, context.file]


def _tables(header: Header, below: Sequence[Numbered], titles: Sequence[str], context: Context) -> list[tuple[Header, Settled]]:
    sample = []
    for row in below[:WINDOW]:
        sample.append(row)
    found = []
    for part in split_side_by_side(header, sample):
        settled = settle(part, sample, titles, kind=context.kind, templates=context.templates)
        if settled:
            found.append((part, settled))
    return found


def _filled_down(rows: Sequence[Numbered], merged: Merged) -> list[Numbered]:
    fill = _Fill(merged)
    return [Numbered(r.number, fill(r)[0]) for r in rows]


class _Fill:
    """Puts the value of a cell that is merged over several rows into all of them."""

    def __init__(self, merged: Merged):
        self._merged = merged
        self._open: dict[int, tuple[int, Cell]] = {}  # column: last row, value

    def __call__(self, row: Numbered) -> tuple[Row, frozenset[int]]:
        """The row with what is merged into it from above, and the columns that were so filled."""
        cells = row.cells
        carried: frozenset[int] = frozenset()
        if self._open:
            self._open = {c: (last, v) for c, (last, v) in self._open.items() if last >= row.number}
            put = {c: v for c, (_, v) in self._open.items() if v is not None and (c >= len(cells) or cells[c] in (None, ""))}
            if put:
                grown = [*cells, *([None] * (max(put) + 1 - len(cells)))]
                for c, v in put.items():
                    grown[c] = v
                cells, carried = tuple(grown), frozenset(put)
        for left, last, right in self._merged.get(row.number, ()):
            if last > row.number and right - left < 4:
                self._open[left] = (last, cells[left] if left < len(cells) else None)
        return cells, carried


class _Table:
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
        self.first_row = 0
        self.keys = [c.at for c in settled.columns if c.meaning in ("visit_id", "case_id", "visit_date", "start_time")]
        self.joinable = {c.at for c in settled.columns if c.meaning in ("visitors", "visitor_2", "visitor_numbers", "account")}
        self.people = {c.at for c in settled.columns if c.meaning in ("visitors", "visitor_2", "visitor_numbers")}
        place = Place(context.file, info.name, context.agency, dict(said))
        self.maker: VisitTable | CaseTable | StaffTable
        if settled.kind is FileKind.VISITS:
            self.maker = VisitTable(settled.columns, settled.hints, place)
        elif settled.kind is FileKind.CASES:
            self.maker = CaseTable(settled.columns, settled.hints, place)
        else:
            self.maker = StaffTable(settled.columns, settled.hints, place)

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
        self.rows.append(
            cells if len(cells) == width else cells[:width] if len(cells) > width else cells + (None,) * (width - len(cells))
        )
        self.labels.append(dict(self.label) if self.label else _NOTHING_SAID)

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
        columns = {c.header: _field_of(c.meaning) for c in self.settled.columns}
        missing = missing_of(self.settled, self.maker.fields | self.labelled) if self.settled.kind is FileKind.VISITS else ()
        return SheetReport(
            self.info.name, self.header.bottom, self.first_row or self.header.bottom + 1, self.rows_read, columns, missing
        )


#: What begins a row of totals, a note, a signature, an example, a hint.
_ODD_STARTS = frozenset("合小总累共本平汇当示样例制复填备注说必选*※（(【[")
_NOTHING_SAID: Mapping[str, tuple[Any, str]] = {}


def _gather(cases: dict[str, CaseFile], records: Iterable[Record]) -> None:
    for case in records:
        assert isinstance(case, CaseFile)
        key = case.case_id or f"\n{case.source.sheet}\n{case.source.row}"
        cases[key] = merged_case(cases[key], case) if key in cases else case


def _field_of(meaning: str | None) -> str | None:
    """The canonical field that a column fills."""
    joined = {"visitor_2": "visitors", "address_detail": "visit_address", "province": "visit_address", "city": "visit_address",
              "district": "visit_address", "street": "visit_address", "other_address": "other_addresses", "coordinates": "latitude",
              "duration": "end_time"}  # fmt: skip
    return joined.get(meaning, meaning) if meaning else None


def missing_of(settled: Settled, fields: frozenset[str]) -> tuple[str, ...]:
    """Mandatory fields for which the log has no column. The case or the borrower will do; a day may hold its clock."""
    has = set(fields)
    if "borrower_name" in has:
        has.add("case_id")
    clock = {c.meaning for c in settled.columns}
    if (
        "visit_date" in has
        and "start_time" not in clock
        and "time" in " ".join(c.header.lower() for c in settled.columns if c.meaning == "visit_date")
    ):
        has.add("start_time")
    return tuple(f for f in MANDATORY if f not in has)


def _read_tables(
    found: Sequence[tuple[Header, Settled]],
    stream: _Rows,
    merged: Merged,
    titles: Sequence[Numbered],
    info: SheetInfo,
    context: Context,
) -> Iterator[Batch]:
    """Reads the rows below a header, for each of the tables that stand side by side under it, until another header comes."""
    tables = [_Table(h, s, info, context, _said_above(titles, s, info)) for h, s in found]
    context.last = found[-1]
    fill = _Fill(merged)
    kept: Numbered | None = None
    for row in stream:
        if context.full:
            break
        cells, carried = fill(row)
        if not cells:
            for table in tables:
                table.gap = True
            continue
        again = False
        for table in tables:
            own = cells if len(tables) == 1 else tuple(c if table.low <= j <= table.high else None for j, c in enumerate(cells))
            again = _take(table, row.number, own, carried, merged) or again
            if len(table.rows) >= BATCH and not context.full:
                held = table.rows.pop(), table.numbers.pop(), table.labels.pop()  # a row that continues it may follow
                yield from table.flush()
                table.rows, table.numbers, table.labels = [held[0]], [held[1]], [held[2]]
        if again:
            back = [row]
            if kept and is_group_row(kept, row, merged) and tables[0].numbers[-1:] == [kept.number]:
                tables[0].rows.pop(), tables[0].numbers.pop(), tables[0].labels.pop()
                back = [kept, row]
            stream.put_back(back)
            break
        kept = row
    for table in tables:
        yield from table.flush()
        context.sheets.append(table.report())


def _take(table: _Table, number: int, cells: Row, carried: frozenset[int], merged: Merged) -> bool:
    """Takes a row into a table, or tells why not. True where another table begins at it."""
    if carried and table.is_continued(cells, carried):
        table.join(cells, carried)
        return False
    if not table.suspicious(cells):
        table.add(number, cells)
        return False
    kind = kind_of(cells, table.header, table.texts, wide=any(right - left >= 3 for left, _, right in merged.get(number, ())))
    if kind is RowKind.BLANK:
        return False
    if kind is RowKind.HEADER:
        return True
    if kind is RowKind.RECORD:
        table.add(number, cells)
        return False
    if kind is RowKind.LABEL and _labelled(table, number, cells):
        return False
    text = "  ".join(shown(c) for c in cells if c not in (None, ""))[:80]
    table.context.tell(table.info.name, number, _LEFT_OUT[kind], text)
    table.gap = True
    return False


def _labelled(table: _Table, number: int, cells: Row) -> bool:
    """A line by itself: a day or a collector for the rows below, or a visitor or text that goes on from the row above."""
    j = next(i for i, c in enumerate(cells) if c not in (None, ""))
    if j in table.joinable and table.numbers[-1:] == [number - 1]:
        table.join(cells, frozenset())
        table.numbers[-1:] = [table.numbers[-1]]
        table.context.tell(table.info.name, number, CONTINUED)
        return True
    if table.settled.kind is not FileKind.VISITS:
        return False
    said = _said(shown(cells[j]), table.settled)
    table.label.update(said)
    table.labelled.update(said)
    table.gap = True
    return bool(said)


def _said_above(titles: Sequence[Numbered], settled: Settled, info: SheetInfo) -> dict[str, tuple[Any, str]]:
    """What the titles say of all rows, where no column does: the agency, the visitors, the day."""
    said: dict[str, tuple[Any, str]] = {}
    if settled.kind is not FileKind.VISITS:
        return said
    for row in titles:
        texts = [shown(c) for c in row.cells if c not in (None, "")]
        said.update(
            {
                k: v
                for text in [*texts, "".join(texts[:2]) if len(texts) >= 2 and texts[0].endswith((":", "：")) else ""]
                for k, v in _pairs(text, settled).items()
            }
        )
    if "visit_date" not in settled.meanings and "start_time" in settled.meanings and "visit_date" not in said:
        moment = read_moment(info.name, _hints(settled))
        if moment.day and len(info.name) <= 12 and not moment.trouble:
            said["visit_date"] = (moment.day, info.name)
    return {k: v for k, v in said.items() if k not in _filled_by(settled)}


def _filled_by(settled: Settled) -> set[str]:
    return {f for m in settled.meanings if (f := _field_of(m))}


def _hints(settled: Settled) -> Hints:
    return next(iter(settled.hints.values()), Hints())


def _said(text: str, settled: Settled) -> dict[str, tuple[Any, str]]:
    pairs = _pairs(text, settled)
    if pairs:
        return pairs
    moment = read_moment(text, _hints(settled))
    if moment.day and not moment.trouble and len(fold(text)) <= 24:
        return {"visit_date": (moment.day, text)}
    return {}


def _pairs(text: str, settled: Settled) -> dict[str, tuple[Any, str]]:
    said: dict[str, tuple[Any, str]] = {}
    for name, value in key_values(text):
        scores = likeness(header_cell(name), FileKind.VISITS)
        meaning = max(scores, key=lambda m: scores[m])
        if meaning == "agency":
            said["agency"] = (value, "")
        elif meaning == "visitors" and (names := read_names(value)).names:
            said["visitors"] = (names.names, value)
        elif meaning == "visit_date" and (day := read_moment(value, _hints(settled)).day):
            said["visit_date"] = (day, value)
    return said


def _without_header(stream: _Rows, window: list[Numbered], info: SheetInfo, context: Context) -> Iterator[Batch]:
    """A sheet without a header row: a form, a table that runs across, or more of the sheet before."""
    turned = turn(window) if len(window) < WINDOW else None
    if turned:
        settled = settle(
            turned.header, turned.rows, [info.name, context.file], kind=context.kind, templates=context.templates, turned=True
        )
        if settled:
            table = _Table(turned.header, settled, info, context, {})
            for row in turned.rows:
                table.add(row.number, row.cells)
            yield from table.flush()
            context.sheets.append(table.report())
            if turned.transposed:
                context.tell(info.name, None, TURNED)
            return
    if context.last and (again := _same_columns(context.last, window, info, context)):
        header, settled = again
        context.tell(info.name, None, NO_HEADER)
        yield from _read_tables([(replace(header, top=0, bottom=0), settled)], stream, merged_of(info.merged), (), info, context)
        return
    context.tell(info.name, None, IS_SUMMARY if any(find_header([r]) for r in window[:60]) else NO_TABLE)


def _same_columns(
    last: tuple[Header, Settled], window: Sequence[Numbered], info: SheetInfo, context: Context
) -> tuple[Header, Settled] | None:
    header, before = last
    rows = [r for r in window if sum(c not in (None, "") for c in r.cells) >= 0.5 * len(header.columns)]
    if (
        not rows
        or len(rows) < 0.6 * sum(bool(r.cells) for r in window)
        or max(len(r.cells) for r in rows) > len(header.columns) + 1
    ):
        return None
    settled = settle(header, rows, [info.name, context.file], kind=before.kind)
    if settled is None:
        return None
    same = sum(a.meaning == b.meaning for a, b in zip(settled.columns, before.columns, strict=True))
    return (header, settled) if same >= 0.9 * len(before.columns) else None


__all__ = ["Batch", "Column", "Context", "read_sheet"]
