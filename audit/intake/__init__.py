"""Intake: any agency's spreadsheet to visits, case files and staff, with everything told that could not be read as meant."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from pathlib import Path

from audit.intake.cells import ReadLimits, RowChunk, SheetEnd, SheetInfo, SheetStart
from audit.intake.reader import BATCH, Batch, Context, read_sheet
from audit.intake.tables import Numbered
from audit.intake.templates import Template, template_from
from audit.intake.workbook import Event, FileStart, open_workbook
from audit.model import AuditError, FileKind, FileReport, Problem, Progress, Text

__all__ = ["Batch", "ReadLimits", "Template", "read_events", "read_file", "template_from"]

_READING = Text("正在读取", "Reading")
_NOTHING = Text(
    "{name}：没有找到外访记录、案件清单或人员名册。请确认文件中有表头，且每次外访占一行。",
    "{name}: no visit log, case file or staff register was found in it. Make sure that it has a header row and a row for each visit.",
)
_TABLES: Mapping[FileKind, Text] = {
    FileKind.VISITS: Text("外访日志", "a visit log"),
    FileKind.CASES: Text("案件台账", "a case file"),
    FileKind.STAFF: Text("外访人员名册", "a staff register"),
}
_GIVEN = {FileKind.VISITS: "LOG", FileKind.CASES: "--cases", FileKind.STAFF: "--staff"}
_IS_OTHER = Text(
    "{name}：这看起来是{other}，不是{asked}。请作为{other}给出（命令行：{option}）。",
    "{name}: this looks like {other}, not {asked}. Give it as {other} (on the command line: {option}).",
)


def read_file(
    path: str | Path, *, passwords: Sequence[str] = (), kind: FileKind | None = None, agency: str = "", agencies: Sequence[str] = (), templates: Sequence[Template] = (),
    limit: int | None = None, limits: ReadLimits | None = None, header_rows: Mapping[str, int] | None = None, skip: Collection[str] = (),
    encoding: str = "",
) -> Generator[Batch | Progress, None, FileReport]:  # fmt: skip
    """Yields the file's records in batches, and returns how it was read. A file that cannot be read is told in `failed`.

    `agency` is whose log it is where the log names none; `agencies` are those known, under one of which a title may name its own.
    `header_rows` by sheet is where a person pointed at the header; sheets named in `skip` are passed over.
    `encoding` is what a person says of a text file; "": as it seems to be written.
    """
    context = Context(Path(path).name, kind, agency, agencies, templates, limit, dict(header_rows or {}))
    return (yield from read_events(open_workbook(path, passwords=passwords, limits=limits, encoding=encoding), context, skip))


def read_events(
    events: Iterator[Event], context: Context, skip: Collection[str] = ()
) -> Generator[Batch | Progress, None, FileReport]:
    """As `read_file`, of a file that is being opened. Sheets named in `skip` are passed over."""
    sha256 = ""
    failed: Text | None = None
    try:
        for event in events:
            if isinstance(event, FileStart):
                sha256 = event.sha256
                yield Progress(_READING, 0, None)  # a large sheet takes its time before the first rows come
            elif isinstance(event, Problem):
                context.note(event)
            elif isinstance(event, SheetStart) and event.info.name not in skip:
                yield from _sheet(events, event.info, context)
                if context.full:
                    break
    except AuditError as e:
        failed = e.text
    finally:
        if hasattr(events, "close"):
            events.close()
    yield from _cases(context)
    if failed is None and not context.sheets:
        failed = _nothing(context)
    kind = context.kind
    main = FileKind.VISITS if FileKind.VISITS in context.kinds else max(context.kinds, key=lambda k: context.kinds[k], default=kind)
    return FileReport(context.file, sha256, main, tuple(context.sheets), tuple(context.problems), failed)


def _nothing(context: Context) -> Text:
    if context.kind is None or context.other is None:
        nothing = _NOTHING.format(name=context.file)
        return Text(nothing.zh + context.damage.zh, f"{nothing.en} {context.damage.en}".strip()) if context.damage else nothing
    return _IS_OTHER.format(
        name=context.file, other=_TABLES[context.other], asked=_TABLES[context.kind], option=_GIVEN[context.other]
    )


def _cases(context: Context) -> Iterator[Batch]:
    """Case files come at the end: several rows may speak of one case."""
    cases = list(context.cases.values())
    for i in range(0, len(cases), BATCH):
        yield Batch(FileKind.CASES, tuple(cases[i : i + BATCH]))


def _sheet(events: Iterator[Event], info: SheetInfo, context: Context) -> Iterator[Batch | Progress]:
    """One sheet's batches. The rows are drawn from the events as they are wanted, up to the sheet's end."""
    seen = [0]

    def rows() -> Iterator[Numbered]:
        for event in events:
            if isinstance(event, RowChunk):
                for i, cells in enumerate(event.rows):
                    yield Numbered(event.first_row + i, cells)
                seen[0] = event.first_row + len(event.rows)
            elif isinstance(event, Problem):
                context.note(event)
            elif isinstance(event, SheetEnd):
                return

    source = rows()
    for batch in read_sheet(source, info, context):
        yield batch
        yield Progress(_READING, seen[0], info.last_row)
    if not context.full:
        for _ in source:  # what stands below the last table was looked at already; the stream must reach the sheet's end
            pass
