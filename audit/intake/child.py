"""The process that reads one file and writes what it finds to its standard output, as length-prefixed pickles."""

from __future__ import annotations

import hashlib
import math
import os
import pickle
import sys
from collections.abc import Iterator
from typing import IO, Any

from audit.intake.cells import Cell, FileStart, Refused, RefusedError, Request, RowChunk, SheetStart
from audit.intake.confine import confine_self
from audit.intake.sniff import kind_of
from audit.model import Problem, Text

_DAMAGED = ("文件已损坏，无法读取。", "the file is damaged and cannot be read.")


def main() -> None:
    """Entry point: a pickled Request on standard input."""
    request: Request = pickle.load(sys.stdin.buffer)
    out = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)  # whatever a library prints must not come between the frames
    confine_self(request.limits.memory_mb)
    send = Sender(out, request)
    try:
        for event in read(request):
            send(event)
    except RefusedError as e:
        send(Refused(e.text))
    except MemoryError:
        os._exit(3)  # as if it had been ended: the parent may try another way
    except BaseException as e:  # a panic of the fast reader is not an Exception
        send(Refused(Text(*(_DAMAGED if not isinstance(e, OSError) else _os_error(e)))))
    send(None)
    out.flush()
    os._exit(0)  # nothing is worth tidying; freeing a large sheet takes time


#: How a pickle begins the floats that are no numbers: infinite or not a number. They come of broken files only.
_NOT_FINITE = (b"G\x7f\xf0\x00\x00", b"G\xff\xf0\x00\x00", b"G\x7f\xf8\x00\x00", b"G\xff\xf8\x00\x00")


#: Characters of a cell. A spreadsheet holds 32,767; what has more is broken or made to hang whoever reads it.
_LONGEST_CELL = 100_000
_LARGE = 8_000_000  # bytes of a chunk: twice what it should have
_TOO_LONG = Text(
    "有单元格超过 10 万字，不是正常内容，只读入其前 10 万字。",
    "A cell has over 100,000 characters, which is no ordinary content; its first 100,000 were read.",
)


class Sender:
    """Writes events; cuts chunks so that a frame stays near 4 MB however long the texts are."""

    def __init__(self, out: IO[bytes], request: Request):
        self.out, self.name, self.most = out, request.name, request.limits.chunk_rows
        self.now, self.sheet = 50, ""

    def __call__(self, event: Any) -> None:
        if isinstance(event, SheetStart):
            self.sheet = event.info.name
        if isinstance(event, RowChunk) and len(event.rows) > self.now:
            first, rows = event.first_row, event.rows
            while rows:
                part, rows = rows[: self.now], rows[self.now :]
                self.write(RowChunk(first, part))
                first += len(part)
        else:
            self.write(event)

    def _without_endless_cells(self, chunk: RowChunk) -> RowChunk:
        rows = [tuple(map(_cut, row)) for row in chunk.rows]
        for i, (new, old) in enumerate(zip(rows, chunk.rows, strict=True)):
            if any(a is not b for a, b in zip(new, old, strict=True)):
                self.write(Problem(self.name, self.sheet, chunk.first_row + i, "", _TOO_LONG))
        return RowChunk(chunk.first_row, rows)

    def write(self, event: Any) -> None:
        frame = pickle.dumps(event, 5)
        if isinstance(event, RowChunk) and (len(frame) > _LARGE or len(frame) > _LONGEST_CELL * len(event.rows)):
            event = self._without_endless_cells(event)
            frame = pickle.dumps(event, 5)
        if isinstance(event, RowChunk) and any(mark in frame for mark in _NOT_FINITE):
            event = RowChunk(event.first_row, [tuple(map(_finite, row)) for row in event.rows])
            frame = pickle.dumps(event, 5)
        self.out.write(len(frame).to_bytes(4, "big"))
        self.out.write(frame)
        self.out.flush()
        if isinstance(event, RowChunk):
            per_row = len(frame) / len(event.rows)
            self.now = max(1, min(self.most, self.now * 8, int(4e6 / per_row)))


def _cut(cell: Cell) -> Cell:
    return cell[:_LONGEST_CELL] if isinstance(cell, str) and len(cell) > _LONGEST_CELL else cell


def _finite(cell: Cell) -> Cell:
    return str(cell) if isinstance(cell, float) and not math.isfinite(cell) else cell


def read(request: Request) -> Iterator[Any]:
    """All events of the file, by the reader for its content."""
    try:
        size = os.path.getsize(request.path)
        if os.path.isdir(request.path):
            raise RefusedError("这是一个文件夹，不是表格文件。", "this is a folder, not a spreadsheet.")
        if size == 0:
            raise RefusedError("文件是空的（0 字节）。", "the file is empty (0 bytes).")
        if size > request.limits.max_file_mb * 1e6:
            most = request.limits.max_file_mb
            raise RefusedError(f"文件超过 {most} MB，请拆分后再导入。", f"the file is over {most} MB; please split it.")
        with open(request.path, "rb") as file:
            yield from _read_open(request, file, size)
    except OSError as e:
        raise RefusedError(*_os_error(e)) from e


def _read_open(request: Request, file: IO[bytes], size: int) -> Iterator[Any]:
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    kind, encrypted = kind_of(file), False
    if kind == "encrypted":
        from audit.intake.decrypt import decrypted

        file, encrypted = decrypted(file, request), True
        kind = kind_of(file)
    start = FileStart(request.name, digest, size, kind, encrypted)
    if kind == "ods":
        from audit.intake.opendocument import read_ods

        yield from read_ods(request, file, start)
    elif kind in ("xlsx", "xlsb", "xls"):
        from audit.intake.packed import read_workbook

        yield from read_workbook(request, file, start)
    elif kind == "html":
        from audit.intake.htmltable import read_html

        yield from read_html(request, file, start)
    elif kind == "xml":
        from audit.intake.xml2003 import read_xml

        yield from read_xml(request, file, start)
    else:
        from audit.intake.textfile import read_text

        yield from read_text(request, file, start)


def _os_error(e: OSError) -> tuple[str, str]:
    if isinstance(e, FileNotFoundError):
        return "找不到该文件。", "the file was not found."
    if isinstance(e, PermissionError):
        return (
            "无法打开，请先在 Excel/WPS 中关闭该文件，并确认有读取权限。",
            "it cannot be opened; please close it in Excel/WPS first and check that you may read it.",
        )
    if isinstance(e, IsADirectoryError):
        return "这是一个文件夹，不是表格文件。", "this is a folder, not a spreadsheet."
    return "读取文件时磁盘或网络出错。", "the disk or network failed while the file was read."
