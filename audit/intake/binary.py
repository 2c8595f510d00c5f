"""What the fast reader does not tell of .xls and .xlsb sheets, from a walk over their records: hidden rows and columns, error
cells and, for .xlsb, merged cells."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from audit.intake.parts import Package
from audit.intake.scan import Scan

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA"}
_SHORTS = struct.Struct("<HH").unpack_from
_BOX = struct.Struct("<4I").unpack_from


def scan_xls(file: IO[bytes], most: int) -> list[Scan]:
    """One scan per sheet in workbook order. Raises ValueError where the records cannot be followed."""
    stream = _workbook_stream(file)
    starts, scans = list[int](), list[Scan]()
    for kind, at, size in _records(stream, 0):
        if kind == 0x85 and size >= 8:  # a sheet: where its records begin
            starts.append(int.from_bytes(stream[at : at + 4], "little"))
        elif kind == 0x0A:
            break
    for start in starts[:1000]:
        scan, depth = Scan(most), 0
        for kind, at, size in _records(stream, start):
            if kind == 0x0809:
                depth += 1
            elif kind == 0x0A:  # end of the sheet, or of a chart within it
                depth -= 1
                if depth <= 0:
                    break
            elif depth == 1:
                _xls_record(scan, stream, kind, at, size)
        scans.append(scan)
    return scans


def _workbook_stream(file: IO[bytes]) -> bytes:
    file.seek(0)
    data = file.read()
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return data
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(data, raise_defects=olefile.DEFECT_FATAL) as ole:
            name = next(n for n in ("Workbook", "Book", "WORKBOOK", "BOOK") if ole.exists(n))
            return bytes(ole.openstream(name).read())
    except Exception as e:  # olefile raises all sorts
        raise ValueError("no workbook stream") from e


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Type, place of the data and its length of each record."""
    while at + 4 <= len(stream):
        kind, size = _SHORTS(stream, at)
        yield kind, at + 4, min(size, len(stream) - at - 4)
        at += 4 + size


def _xls_record(scan: Scan, stream: bytes, kind: int, at: int, size: int) -> None:
    if kind == 0x0208 and size >= 14:  # row; bit 5: of no height
        if stream[at + 12] & 0x20:
            scan.hide_row(_SHORTS(stream, at)[0] + 1)
    elif kind == 0x0205 and size >= 8:
        if stream[at + 7]:
            _error(scan, _SHORTS(stream, at), stream[at + 6])
    elif kind == 0x0006 and size >= 14:  # a formula's stored value: FF FF at its end and 2 at its start say error
        if stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
            _error(scan, _SHORTS(stream, at), stream[at + 8])
    elif kind == 0x007D and size >= 10:
        first, last = _SHORTS(stream, at)
        if stream[at + 8] & 1:
            scan.hidden_columns.append((first + 1, min(last + 1, 256)))


def _error(scan: Scan, at: tuple[int, ...], code: int) -> None:
    if len(scan.errors) < scan.most:
        scan.errors[at[0] + 1, at[1] + 1] = _ERRORS.get(code, "#ERROR")


def scan_xlsb(package: Package, path: str, most: int) -> Scan:
    """One sheet of an .xlsb workbook."""
    scan, row, held = Scan(most), 0, b""
    for block in package.blocks(path):
        held += block
        done = 0
        for kind, at, size in _long_records(held):
            done = at + size
            if kind == 0 and size >= 12:  # row header; bit 4 of the flags: of no height
                row = int.from_bytes(held[at : at + 4], "little")
                if held[at + 11] & 0x10:
                    scan.hide_row(row + 1)
            elif kind in (3, 11) and size >= 9:
                _error(scan, (row, int.from_bytes(held[at : at + 4], "little")), held[at + 8])
            elif kind == 60 and size >= 18 and held[at + 16] & 1:
                first, last = _BOX(held, at)[:2]
                scan.hidden_columns.append((first + 1, min(last + 1, 16_384)))
            elif kind == 176 and size >= 16 and len(scan.merged) < most:
                top, bottom, left, right = _BOX(held, at)
                scan.merged.append((top + 1, left + 1, bottom + 1, right + 1))
        held = held[done:]
    return scan


def _long_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Complete records of `data`; type and length are numbers of 7 bits a byte."""
    at, end = 0, len(data)
    while at + 6 <= end or at + 2 <= end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                break
        else:
            return
        if at + size > end:
            return
        yield kind, at, size
        at += size


def xlsb_sheets(package: Package, book: str) -> list[tuple[str, str]]:
    """Name and part of each sheet of an .xlsb workbook, in its order."""
    data, relations, found = b"".join(package.blocks(book)), package.relations(book), list[tuple[str, str]]()
    for kind, at, size in _long_records(data):
        if kind != 156 or size < 16:
            continue
        rid, after = _string(data, at + 8, at + size)
        name, _ = _string(data, after, at + size)
        found.append((name, relations.get(rid, ("", ""))[1]))
    return found


def _string(data: bytes, at: int, end: int) -> tuple[str, int]:
    length = int.from_bytes(data[at : at + 4], "little")
    if length == 0xFFFFFFFF or at + 4 + 2 * length > end:
        return "", at + 4
    return data[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace"), at + 4 + 2 * length
