"""Sheets that are no table: a form for each visit (field and value beside each other), or fields down and visits across."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from audit.intake.cells import Cell
from audit.intake.headers import likeness
from audit.intake.tables import Header, HeaderColumn, Numbered, header_cell
from audit.model import FileKind
from audit.values.text import fold, shown

_KEY_VALUE = re.compile(r"^\s*([^:：]{2,20}?)\s*[:：]\s*(.*)$", re.S)
_FEW = 5  # fields that must be recognised before a sheet is taken for a form


class Turned(NamedTuple):
    """Such a sheet as a table: a header, and one row a visit, numbered by where the visit begins."""

    header: Header
    rows: tuple[Numbered, ...]
    transposed: bool


def is_field(text: str) -> bool:
    return 2 <= len(text) <= 24 and max(likeness(text, FileKind.VISITS).values(), default=0.0) >= 0.6


def turn(rows: Sequence[Numbered]) -> Turned | None:
    """The sheet as a table, if it is a form or transposed."""
    return transposed(rows) or forms(rows)


def transposed(rows: Sequence[Numbered]) -> Turned | None:
    """Fields down one column, at least two visits across."""
    for column in range(3):
        keys = [r for r in rows if len(r.cells) > column and isinstance(r.cells[column], str)]
        fields = [r for r in keys if is_field(header_cell(r.cells[column]))]
        if len(fields) < _FEW or len(fields) < 0.5 * len(keys):
            continue
        across = [sum(1 for c in r.cells[column + 1 :] if c not in (None, "")) for r in fields]
        if sorted(across)[len(across) // 2] < 2 or any(is_field(header_cell(c)) for r in fields for c in r.cells[column + 1 :]):
            continue
        return _turned(keys[keys.index(fields[0]) : keys.index(fields[-1]) + 1], column)
    return None


def _turned(keys: Sequence[Numbered], column: int) -> Turned:
    names = tuple(HeaderColumn(j, (header_cell(r.cells[column]),)) for j, r in enumerate(keys))
    width = max(len(r.cells) for r in keys)
    rows = []
    for j in range(column + 1, width):
        cells = tuple(r.cells[j] if j < len(r.cells) else None for r in keys)
        if sum(c not in (None, "") for c in cells) >= 3:
            rows.append(Numbered(j + 1, cells))
    return Turned(Header(keys[0].number, keys[0].number, names), tuple(rows), True)


def forms(rows: Sequence[Numbered]) -> Turned | None:
    """Field and value beside (or below) each other; a field that comes again begins the next visit."""
    blocks: list[tuple[int, dict[str, Cell]]] = []
    order: dict[str, None] = {}
    first = ""
    for name, value, number in _pairs(rows):
        if not blocks or name == first or name in blocks[-1][1]:
            blocks.append((number, {}))
            first = first or name
        blocks[-1][1][name] = value
        order[name] = None
    known = [n for n in order if is_field(n)]
    if len(known) < _FEW or len(known) < 0.5 * len(order):
        return None
    header = Header(rows[0].number, rows[0].number, tuple(HeaderColumn(j, (n,)) for j, n in enumerate(order)))
    made = [Numbered(number, tuple(block.get(n) for n in order)) for number, block in blocks if len(block) >= 3]
    return Turned(header, tuple(made), False) if made else None


def _pairs(rows: Sequence[Numbered]) -> list[tuple[str, Cell, int]]:
    pairs: list[tuple[str, Cell, int]] = []
    waiting: str | None = None  # a field alone in its row: its value stands below
    for row in rows:
        cells = [c for c in row.cells if c is not None and c != ""]
        if waiting and cells:
            if not (isinstance(cells[0], str) and is_field(_name(cells[0]))):
                pairs.append((waiting, cells[0], row.number))
                waiting = None
                continue
            waiting = None
        j = 0
        while j < len(cells):
            cell = cells[j]
            match = _KEY_VALUE.match(cell) if isinstance(cell, str) else None
            if match and match[2].strip() and is_field(match[1].strip()):
                pairs += [(k, v, row.number) for k, v in _several(str(cell))]
                j += 1
            elif isinstance(cell, str) and is_field(_name(cell)):
                following = cells[j + 1] if j + 1 < len(cells) else None
                if following is None and len(cells) == 1:
                    waiting = _name(cell)
                elif following is None or (isinstance(following, str) and is_field(_name(following))):
                    pairs.append((_name(cell), None, row.number))
                else:
                    pairs.append((_name(cell), following, row.number))
                    j += 1
                j += 1
            else:
                j += 1
    return pairs


def _name(cell: str) -> str:
    return header_cell(cell).rstrip(":：")


def _several(text: str) -> list[tuple[str, str]]:
    """案件编号：X  外访日期：Y in one cell; a text that goes on after its field (外访经过：…) is left whole."""
    found = key_values(text)
    return found or [(m[1].strip(), m[2].strip()) for m in [_KEY_VALUE.match(text)] if m]


def key_values(text: str) -> list[tuple[str, str]]:
    """Field and value pairs in one line: 委外机构：安信　外访人员：张三、李四　日期：2026-08-03."""
    folded = re.sub(r"[\u3000\t\n]|\s{2,}|[|｜;；]", "\n", text)
    pairs: list[tuple[str, str]] = []
    for piece in folded.split("\n"):
        match = _KEY_VALUE.match(piece)
        if match and is_field(header_cell(match[1])):
            pairs.append((header_cell(match[1]), match[2].strip()))
        elif pairs and piece.strip():
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {piece.strip()}".strip())
    if len(pairs) == 1 or any(len(v) > 120 for _, v in pairs):
        match = _KEY_VALUE.match(text)  # one field: its text stays as it stood
        return [(header_cell(match[1]), match[2].strip())] if match and is_field(header_cell(match[1])) else []
    return [(k, v) for k, v in pairs if fold(shown(v))]
