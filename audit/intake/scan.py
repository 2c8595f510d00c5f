"""What the fast reader does not tell of an .xlsx sheet, from one pass over its XML: hidden rows and columns, merged cells,
error cells, formulas without a stored value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)((?:\s[^>]*?)?)(/?)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_UNCACHED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</|</(?:\w+:)?c>)")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_ERROR = re.compile(rb"\st=[\"']e[\"']")
_HIDDEN = re.compile(rb"\shidden=|\sht=[\"']0[\"']")
_NO_POSITION = re.compile(rb"<(?:\w+:)?(?:row|c)(?:>|/>|\s(?![^>]*\br=))")
_PREFIXED = re.compile(rb"<\w+:(?:row|sheetData)\b")
_SINGLE_QUOTES = re.compile(rb"<(?:row|c)\s[^>]*r='")
_LAST_ROW = re.compile(rb"<row\b[^>]*?\br=[\"'](\d+)[\"']")
_COL = re.compile(rb"<(?:\w+:)?col(\s[^>]*)>")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})[\"']")
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})$")


@dataclass(slots=True)
class Scan:
    """What was found; positions are 1-based."""

    most: int
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    filled: bool = False  # some cell has a value
    last_row: int = 0
    column: int = 0  # of the last cell seen
    all_in_detail: bool = False  # rows or cells without a position: every one must be counted

    def hide_row(self, row: int) -> None:
        if self.hidden_rows and self.hidden_rows[-1][1] == row - 1:
            self.hidden_rows[-1] = (self.hidden_rows[-1][0], row)
        elif len(self.hidden_rows) < self.most:
            self.hidden_rows.append((row, row))


def scan_sheet(blocks: Iterable[bytes], most: int) -> Scan:
    """Reads a sheet's XML. Pieces without anything of note are passed over by plain searches, which is what makes it quick."""
    scan, held, head = Scan(most), b"", True
    for block in blocks:
        held += block
        cut = held.rfind(b"<row")
        if cut <= 0:
            cut = held.rfind(b"<", 0, held.rfind(b":row") + 1)
        if cut <= 0 and len(held) < 8 << 20:
            continue
        cut = cut if cut > 0 else len(held)
        piece, held = held[:cut], held[cut:]
        _look(scan, piece, head)
        head = False
    _look(scan, held, head)
    return scan


def _look(scan: Scan, piece: bytes, head: bool) -> None:
    scan.filled = scan.filled or b"v>" in piece or b"<is>" in piece
    if head:
        unusual = _PREFIXED.search(piece) or _NO_POSITION.search(piece) or _SINGLE_QUOTES.search(piece)
        scan.all_in_detail = unusual is not None
        _columns(scan, piece)
    last = piece.rfind(b"<row")
    if piece.find(b"mergeCell", 0 if head else max(last, 0)) >= 0:  # merged cells stand behind the rows
        _merges(scan, piece)
    if scan.all_in_detail or _of_note(piece):
        _detail(scan, piece)
    elif last >= 0 and (m := _LAST_ROW.match(piece, last)):
        scan.last_row, scan.column = max(scan.last_row, int(m[1][:12])), 0


def _of_note(piece: bytes) -> bool:
    """Whether a walk over the piece's cells is worth it; plain searches before patterns."""
    if (b"hidden=" in piece or b"ht=" in piece) and _HIDDEN.search(piece):
        return True
    return b't="e"' in piece or (b"<f" in piece and _UNCACHED.search(piece) is not None)


def _detail(scan: Scan, piece: bytes) -> None:
    """Walks every row and cell of a piece."""
    for m in _ROW_OR_CELL.finditer(piece):
        attributes = m[2]
        if m[1] == b"row":
            given = _attributes(attributes)
            scan.last_row = _number(given.get(b"r", b""), scan.last_row + 1)
            scan.column = 0
            if given.get(b"hidden", b"0") in (b"1", b"true") or given.get(b"ht") == b"0":
                scan.hide_row(scan.last_row)
            continue
        scan.column += 1
        reference = attributes.find(b'r="')
        if reference >= 0:
            end = attributes.find(b'"', reference + 3)
            place = _REFERENCE.match(attributes[reference + 3 : end])
        else:
            place = _REFERENCE.match(_attributes(attributes).get(b"r", b""))
        if place:
            scan.column = column_number(place[1])
        if m[3]:
            continue
        _cell(scan, piece, m.end(), attributes, int(place[2]) if place else scan.last_row)


def _cell(scan: Scan, piece: bytes, at: int, attributes: bytes, row: int) -> None:
    is_error = b"t=" in attributes and _ERROR.search(attributes) is not None
    if not is_error and piece[at + 1 : at + 2] != b"f" and b":f" not in piece[at : at + 12]:
        return
    end = piece.find(b"c>", at)
    body = piece[at : end + 2 if end >= 0 else len(piece)]
    if is_error:
        value = _VALUE.search(body)
        if len(scan.errors) < scan.most:
            scan.errors[row, scan.column] = value[1].decode("ascii", "replace")[:20] if value else "#ERROR"
    elif _UNCACHED.search(body) and len(scan.uncached) < scan.most:
        scan.uncached.add((row, scan.column))


def _merges(scan: Scan, piece: bytes) -> None:
    for m in _MERGE.finditer(piece):
        box = int(m[2]), column_number(m[1]), int(m[4]), column_number(m[3])
        if len(scan.merged) < scan.most and box[0] <= box[2] and box[1] <= box[3]:
            scan.merged.append(box)


def _columns(scan: Scan, piece: bytes) -> None:
    for m in _COL.finditer(piece):
        given = _attributes(m[1])
        if given.get(b"hidden", b"0") in (b"1", b"true") or given.get(b"width") == b"0":
            first = _number(given.get(b"min", b""), 0)
            last = min(_number(given.get(b"max", b""), first), 16384)
            if 0 < first <= last and len(scan.hidden_columns) < 16384:
                scan.hidden_columns.append((first, last))


def _attributes(given: bytes) -> dict[bytes, bytes]:
    return {m[1]: m[2] or m[3] or b"" for m in _ATTRIBUTE.finditer(given)}


def _number(given: bytes, default: int) -> int:
    return int(given) if given.isdigit() and len(given) < 12 else default


def column_number(letters: bytes) -> int:
    n = 0
    for letter in letters.upper():
        n = n * 26 + letter - 64
    return n
