"""look(): a file as the import will read it, with all that a person needs to see beforehand: sheets, header, columns, first records."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.intake import read_events
from audit.intake.cells import RowChunk, SheetStart
from audit.intake.decrypt import asks_for_password
from audit.intake.headers import vocabulary
from audit.intake.mapping import column_scores
from audit.intake.profile import profile
from audit.intake.records import Context, Record, Table
from audit.intake.settle import MANDATORY, field_of
from audit.intake.templates import Template, recognise
from audit.intake.workbook import Event, FileStart, open_workbook
from audit.model import FileKind, FileReport, Progress, Text
from audit.values.text import shown

GRID_ROWS = 60
SAMPLES = 3
FIRST = 200
#: From these scores of header and values together on, a column's meaning is sure, or likely.
_SURE, _LIKELY = 0.95, 0.65


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column: its header, the field it fills (None: kept as it is), how sure that is (high, middle, low, template), three values."""

    at: int
    header: str
    field: str | None
    sure: str
    samples: tuple[str, ...]
    others: tuple[str, ...] = ()  # fields it might fill instead, the likeliest first


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table that was found on a sheet."""

    kind: FileKind
    header_top: int
    header_row: int
    columns: tuple[ColumnLook, ...]
    template: str = ""  # the saved one it was recognised by
    missing: tuple[str, ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet: its first rows as shown (`grid[i]` is row `i + 1`), and the tables on it."""

    name: str
    hidden: bool
    last_row: int
    grid: tuple[tuple[str, ...], ...]
    tables: tuple[TableLook, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """`report` is what an import would report; `first` are its first records."""

    report: FileReport
    sheets: tuple[SheetLook, ...]
    records: int
    first: tuple[Record, ...]
    agencies: tuple[str, ...]
    size: int = 0
    form: str = ""  # what the content is: xlsx, csv …
    encoding: str = ""
    delimiter: str = ""
    encrypted: bool = False
    unfit: int = 0  # places of a text file that are not valid in the encoding

    @property
    def asks_for_password(self) -> bool:
        return asks_for_password(self.report.failed)


def look(
    path: str | Path, *, passwords: Sequence[str] = (), kind: FileKind | None = None, agency: str = "", templates: Sequence[Template] = (),
    header_rows: Mapping[str, int] | None = None, skip: Collection[str] = (), limit: int | None = None, encoding: str = "",
) -> Generator[Progress, None, Look]:  # fmt: skip
    """Reads the file by the parser of the import and stores nothing."""
    context = Context(Path(path).name, kind, agency, (), templates, limit, dict(header_rows or {}))
    seen = _Seen(context, templates)
    reading = read_events(seen.through(open_workbook(path, passwords=passwords, encoding=encoding)), context, skip)
    count, first, agencies = 0, list[Record](), dict[str, None]()
    try:
        while True:
            item = next(reading)
            if isinstance(item, Progress):
                yield item
                continue
            first += item.records[: FIRST - len(first)]
            count += len(item.records)
            agencies |= dict.fromkeys(record.agency for record in item.records if record.agency)
            yield Progress(_LOOKING, count, None)
    except StopIteration as end:
        report: FileReport = end.value
    finally:
        reading.close()
    seen.settle()
    start = seen.start
    if start is None:
        return Look(report, tuple(seen.sheets), count, tuple(first), tuple(agencies))
    return Look(report, tuple(seen.sheets), count, tuple(first), tuple(agencies), start.size, start.kind, start.encoding,
                start.delimiter, start.encrypted, start.unfit)  # fmt: skip


_LOOKING = Text("正在识别", "Recognising")


class _Seen:
    """Looks at the events on their way to the reader, and at each table once its sheet was read."""

    def __init__(self, context: Context, templates: Sequence[Template]):
        self._context, self._templates = context, templates
        self.start: FileStart | None = None
        self.sheets: list[SheetLook] = []
        self._grid: list[tuple[str, ...]] = []

    def through(self, events: Iterator[Event]) -> Iterator[Event]:
        try:
            for event in events:
                if isinstance(event, FileStart):
                    self.start = event
                elif isinstance(event, SheetStart):
                    self.settle()
                    self._grid = []
                    self.sheets.append(SheetLook(event.info.name, event.info.hidden, event.info.last_row or 0, ()))
                elif isinstance(event, RowChunk) and self.sheets:
                    self._rows(event)
                yield event
        finally:
            if hasattr(events, "close"):
                events.close()

    def _rows(self, chunk: RowChunk) -> None:
        sheet = self.sheets[-1]
        last = chunk.first_row + len(chunk.rows) - 1
        self.sheets[-1] = replace(sheet, last_row=max(sheet.last_row, last))
        for number, row in enumerate(chunk.rows[: max(0, GRID_ROWS - chunk.first_row + 1)], chunk.first_row):
            self._grid += [()] * (number - 1 - len(self._grid))
            self._grid.append(tuple("" if cell is None else shown(cell) for cell in row))

    def settle(self) -> None:
        """What the reader made of the sheet that was read last."""
        if self.sheets and not self.sheets[-1].grid:
            tables = tuple(self._table(table) for table in self._context.read if table.info.name == self.sheets[-1].name)
            self.sheets[-1] = replace(self.sheets[-1], grid=tuple(self._grid), tables=tables)

    def _table(self, table: Table) -> TableLook:
        settled, report = table.settled, table.report()
        known = recognise(self._templates, table.header.names)
        below = [row for row in self._grid[table.header.bottom :] if row]
        columns = []
        for head, column in zip(table.header.columns, settled.columns, strict=True):
            values = [row[column.at] for row in below if column.at < len(row)]
            scores = column_scores(head.parts, profile(values), settled.kind)
            field = report.columns.get(column.header)
            sure = "template" if known else _sure(scores.get(column.meaning or "", 0.0) if field else 0.0)
            others = [field_of(m) for m in sorted(scores, key=lambda m: -scores[m])]
            samples = tuple(dict.fromkeys(value for value in values if value))[:SAMPLES]
            columns.append(
                ColumnLook(column.at, column.header, field, sure, samples, tuple(dict.fromkeys(o for o in others if o))[:4])
            )
        return TableLook(settled.kind, table.header.top, table.header.bottom, tuple(columns), known.name if known else "",
                         report.missing, report.rows)  # fmt: skip


def _sure(score: float) -> str:
    return "high" if score >= _SURE else "middle" if score >= _LIKELY else "low"


def fields_of(kind: FileKind) -> tuple[str, ...]:
    """The fields that columns of such a table may fill, in the order of the vocabulary."""
    meanings = vocabulary(kind).meanings.values()
    return tuple(dict.fromkeys(field for m in meanings if m.field and (field := field_of(m.name))))


def needed(kind: FileKind) -> tuple[str, ...]:
    """The fields without which rules cannot be asked."""
    return MANDATORY if kind is FileKind.VISITS else ("case_id",) if kind is FileKind.CASES else ("name",)
