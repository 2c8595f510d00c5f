"""Reads .xlsx, .xlsb, .xls and .ods: the fast reader first, the patient one where it fails."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain
from typing import IO, Any

from audit.intake.binary import scan_xls, scan_xlsb, xlsb_sheets
from audit.intake.cells import Cell, FileStart, RefusedError, Request, Row, SheetEnd, SheetInfo, SheetStart
from audit.intake.chunks import chunked
from audit.intake.grid import LAST_ROW
from audit.intake.parts import Package, SheetPart, UnreadablePartError, comments, sheet_parts, workbook_part
from audit.intake.scan import Scan, scan_sheet
from audit.model import Problem, Text


def read_workbook(request: Request, file: IO[bytes], start: FileStart) -> Iterator[Any]:
    """All events of a workbook."""
    package, parts = None, list[SheetPart]()
    if start.kind != "xls":
        package = Package(file, request.limits.max_unpacked_mb)
    yield start
    if package is not None and start.kind == "xlsx":
        parts = _parts(package)
        yield from _told_of_package(request, package)
    book = Book(request, file, start, package, parts)
    yield from book.read()


def _parts(package: Package) -> list[SheetPart]:
    try:
        parts = sheet_parts(package)
        for path in ("xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"):
            if path in package:
                for _ in package.text_blocks(path):  # unpacked once within the bound before the fast reader may do so
                    pass
        return parts
    except UnreadablePartError:
        return []  # perhaps a reader finds its way


def _told_of_package(request: Request, package: Package) -> Iterator[Problem]:
    if any(n.startswith("xl/externallinks/") and n.endswith(".xml") for n in package.entries):
        yield Problem(
            request.name, "", None, "",
            Text("工作簿引用了其他文件；未打开那些文件，只读取了保存的值。",
                 "The workbook refers to other files; those were not opened, only the stored values were read."),
        )  # fmt: skip


#: Of a sheet: what the scan found, what is to be told of it, whether any cell has a value.
Scanned = tuple[SheetInfo, list[Problem], bool]
_LARGE = 20_000_000  # bytes of a sheet's XML from which on it is scanned while it is loaded


class Book:
    """One workbook being read: which reader is in use and what failed so far."""

    def __init__(self, request: Request, file: IO[bytes], start: FileStart, package: Package | None, parts: list[SheetPart]):
        self.request, self.file, self.start, self.package, self.parts = request, file, start, package, parts
        self.fast: Any = None
        self.patient: Any = None
        self.cause = Text("", "")
        self.read_any = False
        self.xls_scans: list[Scan] | None = None

    def read(self) -> Iterator[Any]:
        names = self._open()
        if not names:
            raise RefusedError("工作簿中没有工作表。", "the workbook has no sheets.")
        told_apart = len(self.parts) == len(names)
        seen: set[str] = set()
        for index, (name, hidden, kind) in enumerate(names):
            again = told_apart and self.parts[index].path in seen
            seen.add(self.parts[index].path if told_apart else "")
            if index < self.request.first_sheet:
                continue
            if again and self.parts[index].path:
                yield self._problem(
                    name,
                    Text("与前面一个工作表是同一份内容，只读一次。", "The same content as a sheet before it; it is read once."),
                )
                continue
            if kind != "worksheet":
                yield self._problem(name, Text("图表或宏工作表，没有可读的行。", "A chart or macro sheet; it has no rows to read."))
                continue
            yield from self._sheet(index, name, hidden)
        if not self.read_any and self.request.first_sheet == 0:
            raise self._refusal()

    def _open(self) -> list[tuple[str, bool, str]]:
        if not self.request.careful:
            try:
                return self._open_fast()
            except MemoryError:
                raise
            except BaseException as e:  # its panics are no Exceptions
                self._note_cause(e)
        if not self.parts:
            raise self._refusal()
        return [(p.name, p.hidden, p.kind) for p in self.parts]

    def _open_fast(self) -> list[tuple[str, bool, str]]:
        import python_calamine

        self.file.seek(0)
        self.fast = python_calamine.load_workbook(self.file)  # by content; given a path it would believe the suffix
        return [(s.name, not str(s.visible).endswith(".Visible"), _kind(str(s.typ))) for s in self.fast.sheets_metadata]

    def _sheet(self, index: int, name: str, hidden: bool) -> Iterator[Any]:
        (info, problems, filled), sheet = self._scanned_and_loaded(index, name, hidden)
        rows: Iterator[tuple[int, Row]] | None = None
        if sheet is not None and (sheet.end is not None or not filled):
            info = _with_last_row(info, sheet)
            try:
                rows = _begun(_fast_rows(sheet) if self.start.kind == "xlsx" else _as_floats(_fast_rows(sheet)))
            except MemoryError:
                raise
            except BaseException as e:
                self._note_cause(e)
        if rows is None:
            rows = self._patient_rows(name)
        if rows is None:
            yield self._problem(name, Text("该工作表已损坏，无法读取。", "This sheet is damaged and cannot be read."))
            return
        yield SheetStart(info)
        yield from problems
        yield from self._rows(info, rows)

    def _scanned_and_loaded(self, index: int, name: str, hidden: bool) -> tuple[Scanned, Any]:
        """What the scan tells, and the sheet of the fast reader, None where that can't be had.

        The fast reader works outside Python, so a large sheet is scanned meanwhile; a small one before, lest it be a trap.
        """
        if self.fast is not None and self._unpacked(index, name) > _LARGE:
            with ThreadPoolExecutor(1) as beside:
                scanning = beside.submit(self._info, index, name, hidden)
                sheet = self._load(index)
                scanned = scanning.result()
        else:
            scanned = self._info(index, name, hidden)
            sheet = self._load(index) if (scanned[0].last_row or 0) <= LAST_ROW else None
        return scanned, sheet if (scanned[0].last_row or 0) <= LAST_ROW else None

    def _unpacked(self, index: int, name: str) -> int:
        """Bytes of a sheet's XML as the package declares them; 0 where it has none."""
        part = next((p for p in self.parts[index:] + self.parts if p.name == name), None)
        entry = self.package.entries.get(part.path.lower()) if part is not None and self.package is not None else None
        return entry.file_size if entry is not None else 0

    def _load(self, index: int) -> Any:
        if self.fast is None:
            return None
        try:
            return self.fast.get_sheet_by_index(index)
        except MemoryError:
            raise
        except BaseException as e:
            self._note_cause(e)
            return None

    def _rows(self, info: SheetInfo, rows: Iterator[tuple[int, Row]]) -> Iterator[Any]:
        count = last = 0
        try:
            for chunk in chunked(rows, self.request.limits.chunk_rows):
                count += sum(map(bool, chunk.rows))
                last = chunk.first_row + len(chunk.rows) - 1
                yield chunk
        except (MemoryError, GeneratorExit):
            raise
        except BaseException as e:
            self._note_cause(e)
            text = Text(f"该工作表只读到第 {last} 行，其后已损坏。", f"This sheet was read up to row {last}; the rest is damaged.")
            yield self._problem(info.name, text)
            self.read_any = self.read_any or count > 0
        else:
            self.read_any = True
        for text in self.patient.take_problems() if self.patient is not None else ():
            yield self._problem(info.name, text)
        yield SheetEnd(info.index, count, last)

    def _patient_rows(self, name: str) -> Iterator[tuple[int, Row]] | None:
        from audit.intake.patient import PatientBook

        index = next((i for i, p in enumerate(self.parts) if p.name == name), None)
        if index is None or self.package is None:
            return None
        try:
            self.patient = self.patient or PatientBook(self.package, self.parts)
            return _begun(self.patient.rows(index))
        except (MemoryError, RefusedError):
            raise
        except Exception as e:
            self._note_cause(e)
            return None

    def _info(self, index: int, name: str, hidden: bool) -> Scanned:
        """What the scan of the sheet's own XML tells; without it the rows are read all the same, and that is told."""
        try:
            scan = self._scan(index, name)
        except (UnreadablePartError, ValueError, IndexError, struct.error):
            scan = None
        if scan is None:
            return SheetInfo(name, index, hidden, scanned=False), [self._unscanned(name)], False
        info = SheetInfo(
            name, index, hidden, scan.last_row or None, tuple(scan.merged), tuple(scan.hidden_rows), tuple(scan.hidden_columns),
            scan.errors, frozenset(scan.uncached), scan.comments,
        )  # fmt: skip
        return info, [], scan.filled

    def _scan(self, index: int, name: str) -> Scan | None:
        most = self.request.limits.max_notes
        if self.start.kind == "xls":
            self.xls_scans = scan_xls(self.file, most) if self.xls_scans is None else self.xls_scans
            return self.xls_scans[index] if index < len(self.xls_scans) else None
        assert self.package is not None
        if self.start.kind == "xlsb":
            sheets = xlsb_sheets(self.package, workbook_part(self.package))
            path = next((p for n, p in sheets[index:] + sheets if n == name), "")
            return scan_xlsb(self.package, path, most)
        part = next((p for p in self.parts[index:] + self.parts if p.name == name), None)
        if part is None:
            return None
        scan = scan_sheet(self.package.text_blocks(part.path), most)
        scan.comments = comments(self.package, part.path, min(most, 10_000))
        return scan

    def _unscanned(self, name: str) -> Problem:
        return self._problem(
            name,
            Text("未能检查该工作表的隐藏行、错误值和合并单元格。",
                 "Hidden rows, error cells and merged cells of this sheet could not be checked."),
        )  # fmt: skip

    def _problem(self, sheet: str, text: Text) -> Problem:
        return Problem(self.request.name, sheet, None, "", text)

    def _note_cause(self, e: BaseException) -> None:
        kind, message = type(e).__name__, str(e)
        if kind == "PasswordError":
            self.cause = Text("文件已加密，请提供密码", "it is encrypted; please give its password")
        elif self.start.kind == "xls":
            self.cause = Text("复合文档结构或记录已损坏", "its OLE structure or its records are broken")
        elif not self.cause.zh:
            self.cause = _cause(kind, message)

    def _refusal(self) -> RefusedError:
        cause = self.cause if self.cause.zh else Text("内容无法识别", "its content is not understood")
        return RefusedError(f"文件已损坏或不完整，无法读取：{cause.zh}。", f"the file is damaged or incomplete: {cause.en}.")


def _begun(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """The same rows, the first of them already read: a reader that cannot read the sheet at all fails here."""
    first = next(rows, None)
    return iter(()) if first is None else chain((first,), rows)


def _cause(kind: str, message: str) -> Text:
    low = message.lower()
    if kind in ("XmlError", "ParseError", "ExpatError") or "xml" in low.replace(".xml", ""):
        return Text("内部 XML 不完整", "its XML is broken")
    if kind == "WorksheetNotFound" or "relationship" in low or "no such file" in low or "filenotfound" in low:
        return Text("缺少必要的部件", "a part it needs is missing")
    if kind == "ZipError" or "zip" in low or "crc" in low or "deflate" in low:
        return Text("压缩数据已损坏", "its compressed data is broken")
    if kind == "UnreadablePartError":
        return Text("有部件缺失或已损坏", "a part is missing or damaged")
    return Text("内容不符合格式", "its content breaks the rules of its format")


def _kind(typ: str) -> str:
    return "worksheet" if "WorkSheet" in typ else "other"


def _with_last_row(info: SheetInfo, sheet: Any) -> SheetInfo:
    merged = info.merged
    if not merged and sheet.merged_cell_ranges:
        merged = tuple((a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges)
    return replace(info, last_row=sheet.end[0] + 1 if sheet.end else 0, merged=merged)


def _fast_rows(sheet: Any) -> Iterator[tuple[int, Row]]:
    """Rows with their own numbers and columns: the fast reader begins at row 1, but at the first column that is used."""
    if sheet.end is None:
        return
    left: list[Cell] = [None] * sheet.start[1]
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [c or (None if c == "" else c) for c in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield number, tuple(left + cells if left and cells else cells)


def _as_floats(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """Binary workbooks tell whole numbers apart; elsewhere all numbers are floats."""
    for number, row in rows:
        yield number, tuple(float(c) if type(c) is int else c for c in row)
