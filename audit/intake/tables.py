"""Where the tables stand in a sheet: header rows with their groups, tables side by side, and rows that are no records."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from audit.intake.cells import Cell, Row
from audit.intake.headers import known_as_header, likeness, plain
from audit.model import FileKind
from audit.values.text import fold, shown

MAX_HEADER_ROWS = 3
_PLENTY = 9.0  # known headers that make a header row however many others stand there
_WIDEST = 500  # columns in which headers are looked for


class Numbered(NamedTuple):
    """A row with its number as the spreadsheet shows it."""

    number: int
    cells: Row


class HeaderColumn(NamedTuple):
    """A column of a table: 0-based index, and the texts above it from the top header row to the lowest."""

    at: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its first and last row, and the columns it stands above."""

    top: int
    bottom: int
    columns: tuple[HeaderColumn, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """One distinct name a column: the lowest text, with its group where that alone is not distinct."""
        lowest = [c.parts[-1] if c.parts else "" for c in self.columns]
        full = ["/".join(c.parts) for c in self.columns]
        often = Counter(lowest)
        names: dict[str, None] = {}
        last: dict[str, int] = {}
        for i, name in enumerate(lowest):
            best = name if name and often[name] == 1 else full[i] or f"（第{self.columns[i].at + 1}列）"
            unique, n = best, last.get(best, 1)
            while unique in names:
                n += 1
                unique = f"{best} ({n})"
            names[unique] = None
            last[best] = n
        return tuple(names)


Merged = Mapping[int, Sequence[tuple[int, int, int]]]  # first row: (first column, last row, last column), columns 0-based


def merged_of(ranges: Sequence[tuple[int, int, int, int]]) -> Merged:
    found: dict[int, list[tuple[int, int, int]]] = {}
    for top, left, bottom, right in ranges:
        found.setdefault(top, []).append((left - 1, bottom, right - 1))
    return found


def header_cell(cell: Cell) -> str:
    """The text of a cell in a header, on one line."""
    text = shown(cell)
    return re.sub(r"(?<=[a-z])\s+(?=[A-Za-z])|(?<=[A-Z])\s+(?=[A-Za-z])", " ", text) if text.isascii() else re.sub(r"\s+", "", text)


def header_hits(row: Row, enough: float) -> float:
    """How many known headers stand in a row; counting ends where there are enough."""
    hits = 0.0
    for c in row[:_WIDEST]:
        if isinstance(c, str) and c:
            hits += known_as_header(header_cell(c))
            if hits >= enough:
                break
    return hits


def looks_like_header(row: Row) -> bool:
    """Whether a row names columns: at least three known headers and hardly anything else, or so many that they suffice."""
    filled = sum(1 for c in row if c is not None and c != "")
    enough = max(2.5, min(0.4 * filled, _PLENTY))
    return filled >= 3 and not _alternates(row) and header_hits(row, enough) >= enough and not _holds_data(row)


def _alternates(row: Row) -> bool:
    """案件编号 X 债务人 Y 外访日期 Z: the line of a form, not a header."""
    known = [known_as_header(header_cell(c).rstrip(":：")) > 0 for c in row[:_WIDEST] if c is not None and c != ""]
    return len(known) >= 4 and known[::2].count(True) == len(known[::2]) and known[1::2].count(True) <= len(known) // 6


def _holds_data(row: Row) -> bool:
    """Days, numbers and long text do not stand in a header."""
    filled = [c for c in row if c is not None and c != ""]
    data = sum(
        1
        for c in filled
        if isinstance(c, datetime | date | time | float | int) or (isinstance(c, str) and (len(c) > 40 or _digits(c) > 0.4))
    )
    return data > 0.25 * len(filled)


def _digits(text: str) -> float:
    return sum(c.isdecimal() for c in text) / len(text) if len(text) >= 3 else 0.0


def find_header(rows: Sequence[Numbered], merged: Merged | None = None) -> Header | None:
    """The first header among the rows, with the group rows above and below that belong to it."""
    merged = merged or {}
    for i, row in enumerate(rows):
        if not row.cells or not looks_like_header(row.cells):
            continue
        best = i
        if i + 1 < len(rows) and looks_like_header(rows[i + 1].cells) and _is_sub_row(rows[i], rows[i + 1], merged):
            best = i + 1
        top = best
        while top > 0 and best - top < MAX_HEADER_ROWS - 1 and is_group_row(rows[top - 1], rows[top], merged):
            top -= 1
        bottom = best
        while bottom + 1 < len(rows) and bottom - top < MAX_HEADER_ROWS - 1 and _is_sub_row(rows[bottom], rows[bottom + 1], merged):
            bottom += 1
        return _header(rows[top : bottom + 1], merged)
    return None


def header_at(rows: Sequence[Numbered], number: int, merged: Merged | None = None) -> Header | None:
    """The header whose lowest row a person pointed at, with the group rows above it; None where nothing stands there."""
    merged = merged or {}
    bottom = next((i for i, row in enumerate(rows) if row.number == number and row.cells), None)
    if bottom is None:
        return None
    top = bottom
    while top > 0 and bottom - top < MAX_HEADER_ROWS - 1 and is_group_row(rows[top - 1], rows[top], merged):
        top -= 1
    return _header(rows[top : bottom + 1], merged)


def is_group_row(row: Numbered, below: Numbered, merged: Merged) -> bool:
    """A row of group names above the header: at least two short texts, or one that spans a part of the columns."""
    texts = [(j, header_cell(c)) for j, c in enumerate(row.cells) if c is not None and c != ""]
    if row.number + 1 != below.number or not texts or _holds_data(row.cells):
        return False
    width = len(below.cells)
    if any(len(t) > 16 or re.search(r"[:：。；;]|\d{4}", t) for _, t in texts):
        return False
    spans = {left: right for left, last, right in merged.get(row.number, ()) if right > left}
    if len(texts) == 1:
        j, text = texts[0]
        return (
            j > 0 and spans.get(j, j) - j < width - 2 and (j in spans or (known_as_header(text) > 0 and j >= len(below.cells) - 1))
        )
    over_gap = any(j >= width or below.cells[j] in (None, "") for j, _ in texts)
    over_several = any(j in spans for j, _ in texts) or _leaves_gaps(texts, width)
    return over_gap or over_several


def _leaves_gaps(texts: Sequence[tuple[int, str]], width: int) -> bool:
    return len(texts) <= 0.75 * width


def _is_sub_row(above: Numbered, row: Numbered, merged: Merged) -> bool:
    """A second header row: short known texts under group names that span several columns."""
    texts = [(j, header_cell(c)) for j, c in enumerate(row.cells) if c is not None and c != ""]
    if row.number != above.number + 1 or len(texts) < 2 or _holds_data(row.cells):
        return False
    if any(len(t) > 20 for _, t in texts) or any(not isinstance(row.cells[j], str) for j, _ in texts):
        return False
    above_text = {j: header_cell(c) for j, c in enumerate(above.cells) if c is not None and c != ""}
    if sum(above_text.get(j) == t for j, t in texts) >= 0.5 * len(texts):
        return False
    known = sum(known_as_header(t) or (0.5 if len(t) <= 4 and _is_part(t) else 0) for _, t in texts)
    free = sum(1 for j, _ in texts if j not in above_text)
    vertical = sum(1 for left, last, right in merged.get(above.number, ()) if last >= row.number and left == right)
    return known >= 0.5 * len(texts) and (free >= 1 or vertical >= 1) and free + vertical >= 0.25 * len(texts)


def _is_part(text: str) -> bool:
    """Words that stand under a group name: 起, 止, 甲, 省, 主, 金额…"""
    return bool(
        re.fullmatch(
            r"[起止始终甲乙丙省市区县主副协辅AB12一二到离]|姓名|工号|日期|时间|金额|编号|电话|关系|地址|类型|经度|纬度|开始|结束|名称",
            text,
        )
    )


def _header(rows: Sequence[Numbered], merged: Merged) -> Header:
    grids = [[header_cell(c) for c in r.cells] for r in rows]
    width = max(map(len, grids))
    for grid in grids:
        grid.extend([""] * (width - len(grid)))
    for k, row in enumerate(rows[:-1]):
        spans = {left: right for left, _, right in merged.get(row.number, ())}
        _spread(grids[k], grids[k + 1 :], spans, bool(merged))
    columns = []
    for j in range(width):
        parts: list[str] = []
        for grid in grids:
            if grid[j] and grid[j] not in parts[-1:]:
                parts.append(grid[j])
        columns.append(HeaderColumn(j, tuple(parts)))
    return Header(rows[0].number, rows[-1].number, tuple(columns))


def _spread(group: list[str], below: Sequence[list[str]], spans: Mapping[int, int], has_merges: bool) -> None:
    """A group name stands above all its columns: as merged, else up to the next name where the rows below go on."""
    current, until = "", -1
    for j, text in enumerate(group):
        if text:
            current = text
            until = spans.get(j, j) if has_merges else len(group)
        elif current and j <= until and any(row[j] for row in below):
            group[j] = current
        elif current and not has_merges:
            current = ""


def split_side_by_side(header: Header, rows: Sequence[Numbered]) -> tuple[Header, ...]:
    """The tables that stand side by side under one header row: parted by an empty column or where the same names begin again."""
    texts = [plain(c.parts[-1]) if c.parts else "" for c in header.columns]
    used = [bool(t) or any(j < len(r.cells) and r.cells[j] not in (None, "") for r in rows[:200]) for j, t in enumerate(texts)]
    segments: list[list[HeaderColumn]] = [[]]
    for j, column in enumerate(header.columns):
        if not used[j]:
            segments.append([])
        else:
            segments[-1].append(column)
    segments = [s for s in segments if s]
    parted: list[list[HeaderColumn]] = []
    for segment in segments:
        parted += _at_repeats(segment)
    big = [s for s in parted if _stands_alone(s)]
    if len(big) < 2:
        return (Header(header.top, header.bottom, tuple(c for s in segments for c in s)),)
    return tuple(Header(header.top, header.bottom, tuple(s)) for s in big)


def _at_repeats(segment: list[HeaderColumn]) -> list[list[HeaderColumn]]:
    texts = [c.parts[-1] if c.parts else "" for c in segment]
    starts = [j for j in range(len(texts)) if j and texts[j : j + 4] == texts[:4] and len(texts) >= 8 and len(set(texts[:4])) == 4]
    cuts = [0, *starts, len(segment)]
    return [segment[a:b] for a, b in itertools.pairwise(cuts)]


def _stands_alone(columns: Sequence[HeaderColumn]) -> bool:
    """Whether these columns by themselves could be a log: who or which case, and when or what."""
    found = {m for c in columns if c.parts for m, s in likeness(c.parts[-1], FileKind.VISITS).items() if s >= 0.6}
    return (
        len(found & {"case_id", "borrower_name", "visit_id"}) >= 1
        and len(found & {"visit_date", "start_time", "account", "visitors"}) >= 2
    )


class RowKind(StrEnum):
    """What a row below a header is."""

    RECORD = "record"
    BLANK = "blank"
    TOTAL = "total"
    SIGNATURE = "signature"
    REPEATED = "repeated"  # the header again
    HEADER = "header"  # another table begins
    NOTE = "note"
    EXAMPLE = "example"
    LABEL = "label"  # a line by itself that says something of the rows below: a day, a collector


_TOTAL = re.compile(
    r"^(?:本[页周日月]|当[日周月])?\s*(?:合\s*计|小\s*计|总\s*计|累\s*计|汇\s*总|共\s*计|总\s*数|平\s*均|合计数|总户数|total|sub-?total|grand total|sum|count)\s*[:：（(]?|^(?:合计|共)\s*\d+\s*[户条笔次件]",
    re.I,
)
_SIGNATURE = re.compile(
    r"^.{0,8}(?:签\s*[字名章]|盖\s*章|制\s*表|复\s*核|审\s*核|填\s*表|打\s*印|编制|统计|审批)[人员者]?(?:签字|签名|日期|时间|单位)?\s*[:：]|^[^:：]{0,8}(?:负责人|经办人|主管|组长|经理|领导|法人|代表|督导)(?:签字|签名|意见|签章)?\s*[:：]|^(?:制\s*表|复\s*核|审\s*核|打\s*印|填\s*表|签\s*[字名章]|盖\s*章|负责人|经办|主管|编制|报送|联系电话|日\s*期\s*[:：]|审批|制单|统计人|填报|prepared by|checked by|approved by|signature|printed)",
    re.I,
)
_NOTE = re.compile(r"^(?:备\s*注|注|说\s*明|填写说明|填表说明|注意|提示|note|remarks?)\s*\d*\s*[:：、.]|^[*※]", re.I)
_EXAMPLE = re.compile(r"^[(（【\[]?\s*(?:示例|样例|例\s*[:：]|示范|填写示例|范例|example|e\.g\.|sample)", re.I)
_HINT = re.compile(
    r"^[(（]|必填|选填|格式|yyyy|下拉|单选|多选|必须|文本|数字|日期型|字符|varchar|optional|required|^(?:元|分钟|小时|天|人|次|年月日|时分)$",
    re.I,
)


def kind_of(row: Row, header: Header, header_texts: Sequence[frozenset[str]], *, wide: bool = False) -> RowKind:
    """What a row that does not look like an ordinary record is. `wide`: one cell was merged across the table."""
    filled = [(j, c) for j, c in enumerate(row) if c is not None and c != "" and (not isinstance(c, str) or fold(c))]
    if not filled:
        return RowKind.BLANK
    texts = [fold(shown(c)) for _, c in filled]
    if len(filled) == 1 and texts[0].isdecimal() and len(texts[0]) <= 6:
        return RowKind.BLANK  # a line number waiting for its record
    if any(_TOTAL.match(t) and len(t) <= 30 for t in texts[:3]) and (
        len(filled) <= 0.6 * len(header.columns) or _mostly_numbers(filled)
    ):
        return RowKind.TOTAL
    if any(_EXAMPLE.match(t) for t in texts[:2]):
        return RowKind.EXAMPLE
    same = sum(1 for (j, _), t in zip(filled, texts, strict=True) if j < len(header_texts) and plain(t) in header_texts[j])
    if same >= max(2, 0.6 * len(filled)):
        return RowKind.REPEATED
    if looks_like_header(row):
        return RowKind.HEADER
    if (
        len(filled) >= 3
        and sum(bool(_HINT.search(t)) for t in texts) >= 0.7 * len(texts)
        and all(isinstance(c, str) for _, c in filled)
    ):
        return RowKind.EXAMPLE
    if _counts_columns(filled):
        return RowKind.EXAMPLE
    if any(_SIGNATURE.match(t) for t in texts[:1]) and len(filled) <= 6:
        return RowKind.SIGNATURE
    if _NOTE.match(texts[0]) and len(filled) <= 2:
        return RowKind.NOTE
    if len(filled) == 1 and (wide or len(header.columns) >= 5):
        return RowKind.LABEL
    return RowKind.RECORD


def _mostly_numbers(filled: Sequence[tuple[int, Cell]]) -> bool:
    return sum(isinstance(c, int | float) or fold(shown(c)).replace(".", "").isdecimal() for _, c in filled) >= 0.4 * len(filled)


def _counts_columns(filled: Sequence[tuple[int, Cell]]) -> bool:
    """1, 2, 3 … below the header: the columns numbered."""
    numbers = [fold(shown(c)).strip("()") for _, c in filled]
    return len(numbers) >= 5 and numbers == [str(k) for k in range(1, len(numbers) + 1)]
