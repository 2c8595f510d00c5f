"""One sheet's rows to nouns: finds its tables one after the other, settles each, and converts its rows in batches."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from audit.intake.cells import Row, SheetInfo
from audit.intake.forms import turn
from audit.intake.notes import tell_cells, tell_comments, tell_hidden
from audit.intake.records import BATCH, Batch, Context, Table
from audit.intake.settle import Settled, settle
from audit.intake.stream import Fill, Rows, filled_down
from audit.intake.tables import (
    Header,
    Merged,
    Numbered,
    RowKind,
    find_header,
    header_at,
    is_group_row,
    kind_of,
    merged_of,
    split_side_by_side,
)
from audit.intake.titles import said_above, said_in
from audit.model import FileKind, Text
from audit.values.text import shown

WINDOW = 3000  # rows looked at to find a table and to settle its columns
_REFUSED = 40  # headers that make no table, after which a sheet is given up

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


def read_sheet(rows: Iterable[Numbered], info: SheetInfo, context: Context) -> Generator[Batch, None, None]:
    """All records of a sheet. Whatever is left out is told."""
    context.read.clear()
    context.settled.clear()  # another sheet may write its dates another way under the same header
    stream = Rows(rows)
    merged = merged_of(info.merged)
    first = window = stream.look(WINDOW)
    found = refused = 0
    while not context.full and refused < _REFUSED:
        pointed = context.header_rows.get(info.name) if not found and not refused else None
        header = header_at(window, pointed, merged) if pointed else find_header(window, merged)
        if header is None:
            break
        titles = [r for r in window if r.number < header.top and r.cells]
        stream.skip_through(header.bottom)
        tables = _tables(
            header, filled_down([r for r in window if r.number > header.bottom], merged), _titles(titles, info, context), context
        )
        if tables:
            found += 1
            yield from _read_tables(tables, stream, merged, titles, info, context)
        else:
            refused += 1
        window = stream.look(WINDOW)
    if found:
        tell_hidden(info, context)
        tell_comments(context.read, info, context)
    elif any(r.cells for r in first) and not context.full:
        yield from _without_header(first, stream, info, context, refused > 0)


def _titles(rows: Sequence[Numbered], info: SheetInfo, context: Context) -> list[str]:
    """What speaks of the time and the kind of a table: titles, the sheet's name, the file's name."""
    return [*[shown(c) for r in rows[-6:] for c in r.cells if isinstance(c, str)][:12], info.name, context.file]


def _tables(header: Header, below: Sequence[Numbered], titles: Sequence[str], context: Context) -> list[tuple[Header, Settled]]:
    """The tables that stand under a header. A header that was settled before on this sheet is not settled again."""
    key = tuple(c.parts for c in header.columns)
    known = context.settled.get(key)
    if known is not None:
        return [(replace(h, top=header.top, bottom=header.bottom), s) for h, s in known]
    settled = [
        (part, s)
        for part in split_side_by_side(header, below)
        if (s := settle(part, below, titles, kind=context.kind, templates=context.templates, before=context.before.get(part.names)))
    ]
    for part, s in settled:
        context.before.setdefault(part.names, s)
    if not settled and context.kind and context.other is None and (other := settle(header, below, titles)):
        context.other = other.kind
    context.settled[key] = settled
    return settled


def _read_tables(
    found: Sequence[tuple[Header, Settled]],
    stream: Rows,
    merged: Merged,
    titles: Sequence[Numbered],
    info: SheetInfo,
    context: Context,
) -> Iterator[Batch]:
    """Reads the rows below a header, for each of the tables that stand side by side under it, until another header comes."""
    tables = [Table(h, s, info, context, said_above(titles, s, info, context.agencies)) for h, s in found]
    context.last = found[-1]
    fill = Fill(merged)
    kept: Numbered | None = None
    for row in stream:
        if context.full or (context.limit is not None and len(tables[0].rows) >= context.limit - context.taken):
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
        tell_cells(table, context)
    context.read += tables


def _take(table: Table, number: int, cells: Row, carried: frozenset[int], merged: Merged) -> bool:
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


def _labelled(table: Table, number: int, cells: Row) -> bool:
    """A line by itself: a day or a collector for the rows below, or a visitor or text that goes on from the row above."""
    j = next(i for i, c in enumerate(cells) if c not in (None, ""))
    if j in table.joinable and table.numbers[-1:] == [number - 1]:
        table.join(cells, frozenset())
        table.context.tell(table.info.name, number, CONTINUED)
        return True
    if table.settled.kind is not FileKind.VISITS:
        return False
    said = said_in(shown(cells[j]), table.settled)
    table.label.update(said)
    table.labelled.update(said)
    table.gap = True
    return bool(said)


def _without_header(window: Sequence[Numbered], stream: Rows, info: SheetInfo, context: Context, refused: bool) -> Iterator[Batch]:
    """A sheet without a header row: a form, a table that runs across, or more of the sheet before."""
    turned = turn(window) if len(window) < WINDOW else None
    settled = None
    if turned:
        titles = [info.name, context.file]
        settled = settle(turned.header, turned.rows, titles, kind=context.kind, templates=context.templates, turned=True)
    if turned and settled:
        table = Table(turned.header, settled, replace(info, errors={}, comments={}), context, {})  # its rows are no sheet rows
        for row in turned.rows:
            table.add(row.number, row.cells)
        yield from table.flush()
        context.sheets.append(table.report())
        if turned.transposed:
            context.tell(info.name, None, TURNED)
    elif not refused and context.last and (again := _same_columns(context.last, window, info, context)):
        context.tell(info.name, None, NO_HEADER)
        yield from _read_tables([again], stream, merged_of(info.merged), (), info, context)
    else:
        context.tell(info.name, None, IS_SUMMARY if refused else NO_TABLE)
        return
    tell_hidden(info, context)
    tell_comments(context.read, info, context)


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
    return (replace(header, top=0, bottom=0), settled) if same >= 0.9 * len(before.columns) else None


__all__ = ["BATCH", "Batch", "Context", "read_sheet"]
