"""Opens any spreadsheet file as a stream of rows; the file is read in a child process with bounds on memory and time.

The fast reader may panic or ask for hundreds of gigabytes on a malformed file and would take this process with it. So
it runs in a child; the child's death is one sentence about that file. Closing the generator ends the child.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from audit.intake.cells import (
    Cell,
    Event,
    FileStart,
    ReadLimits,
    Refused,
    Request,
    Row,
    RowChunk,
    SheetEnd,
    SheetInfo,
    SheetStart,
)
from audit.intake.confine import confine
from audit.model import AuditError, Problem, Text

__all__ = [
    "Cell", "Event", "FileStart", "ReadLimits", "Row", "RowChunk", "SheetEnd", "SheetInfo", "SheetStart", "open_workbook",
]  # fmt: skip

#: The child's first words: our module path, then the cell level alone, without the front door of `audit.intake` that loads rows
#: and headers, too.
_BOOT = """
import pickle, sys, types
home, sys.path[:] = pickle.load(sys.stdin.buffer)
package = sys.modules["audit.intake"] = types.ModuleType("audit.intake")
package.__path__ = [home]
from audit.intake.child import main
main()
"""
#: What a frame from the child may be made of. The child has read a stranger's file: nothing else is ever loaded.
_ALLOWED = {
    "datetime": {"datetime", "date", "time", "timedelta"},
    "audit.model": {"Problem", "Text"},
    "audit.intake.cells": {"FileStart", "SheetStart", "SheetInfo", "RowChunk", "SheetEnd", "Refused"},
    "builtins": {"frozenset"},
}


def open_workbook(
    path: str | Path, *, passwords: Sequence[str] = (), limits: ReadLimits | None = None, encoding: str = ""
) -> Iterator[Event]:
    """Yields FileStart, then per sheet SheetStart, RowChunk..., SheetEnd, with a Problem wherever something is only partly read.

    `encoding` is what a text file is read in; "": as it seems to be written. Raises AuditError with one sentence, naming the file by its bare name, where nothing (more) can be had from it.
    """
    path = Path(path)
    name = shown_name(path)
    request = Request(os.path.abspath(path), name, tuple(passwords), limits or ReadLimits(), encoding=encoding)
    progress = _Progress()
    try:
        yield from _attempt(request, progress)
    except _ChildDied as death:
        if progress.kind != "xlsx":
            raise AuditError(_told(name, death.text)) from None
        yield from _second_attempt(request, progress)
    if not progress.rows:
        raise AuditError(_told(name, Text("文件中没有任何数据。", "there is nothing in the file.")))


def shown_name(path: Path) -> str:
    """The bare name, without characters that would garble a message."""
    return "".join(c if c.isprintable() else "?" for c in path.name) or "?"


class _Progress:
    """How far the events have come, so that a second child can go on where the first one died."""

    def __init__(self) -> None:
        self.kind = ""
        self.sheet = 0  # index of the sheet that comes next
        self.open: SheetInfo | None = None
        self.last_row = 0
        self.rows = 0

    def note(self, event: Event) -> None:
        if isinstance(event, RowChunk):
            self.last_row = event.first_row + len(event.rows) - 1
            self.rows += sum(map(bool, event.rows))
        elif isinstance(event, SheetStart):
            self.open, self.last_row = event.info, 0
            self.sheet = event.info.index + 1
        elif isinstance(event, SheetEnd):
            self.open = None
        elif isinstance(event, FileStart):
            self.kind = event.kind


class _ChildDied(Exception):
    def __init__(self, text: Text):
        super().__init__(text.en)
        self.text = text


def _second_attempt(request: Request, progress: _Progress) -> Iterator[Event]:
    """Goes on with the slower reader, from the sheet at which the fast one died."""
    first = progress.sheet
    if progress.open is not None:
        if progress.last_row:
            yield _cut_off(request.name, progress)
        else:
            first = progress.open.index
        yield SheetEnd(progress.open.index, 0 if not progress.last_row else progress.last_row, progress.last_row)
        progress.open = None
    try:
        for event in _attempt(replace(request, careful=True, first_sheet=first), progress):
            if not isinstance(event, FileStart):
                yield event
    except _ChildDied as second:
        raise AuditError(_told(request.name, second.text)) from None


def _cut_off(name: str, progress: _Progress) -> Problem:
    assert progress.open is not None
    return Problem(
        name, progress.open.name, progress.last_row, "",
        Text(f"该工作表只读到第 {progress.last_row} 行，其后无法读取。",
             f"This sheet was read up to row {progress.last_row} only; the rest cannot be read."),
    )  # fmt: skip


def _attempt(request: Request, progress: _Progress) -> Iterator[Event]:
    """One child's events. The clock runs only while we wait for the child, not while our caller works."""
    limits = request.limits
    process = _start(request)
    frames: queue.Queue[bytes | None] = queue.Queue(4)
    stop = threading.Event()
    pump = threading.Thread(target=_pump, args=(process.stdout, frames, stop), daemon=True)
    pump.start()
    left = limits.seconds
    try:
        while True:
            before = time.monotonic()
            frame = _next(frames, left)
            left -= time.monotonic() - before
            if frame is None:
                raise _death(process, limits)
            event = _Loads(BytesIO(frame)).load()
            if event is None:  # the child says goodbye
                return
            if isinstance(event, Refused):
                raise AuditError(_told(request.name, event.text))
            if isinstance(event, FileStart):
                left += limits.seconds_per_mb * event.size / 1e6
            progress.note(event)
            yield event
    finally:
        stop.set()
        _end(process, frames, pump)


def _start(request: Request) -> subprocess.Popen[bytes]:
    if getattr(sys, "frozen", False):
        command = [sys.executable, "--read-workbook"]  # main.py hands this to audit.intake.child.main
    else:
        python = getattr(sys, "_base_executable", None) or sys.executable  # on Windows a virtual one only starts the real one
        command = [python, "-I", "-S", "-X", "utf8", "-c", _BOOT]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=flags,
        cwd=os.path.abspath(os.sep), bufsize=-1,
    )  # fmt: skip
    confine(process, request.limits.memory_mb)
    assert process.stdin is not None
    try:
        if not getattr(sys, "frozen", False):
            here = Path(__file__).resolve().parent
            process.stdin.write(pickle.dumps((str(here), [str(here.parents[1]), *(os.path.abspath(p) for p in sys.path)])))
        process.stdin.write(pickle.dumps(request))
        process.stdin.close()
    except OSError:
        pass  # it died at once: told when its frames are asked for
    return process


def _pump(pipe: IO[bytes], frames: queue.Queue[bytes | None], stop: threading.Event) -> None:
    """Reads ahead a few frames, so that the child works on while the caller is busy."""
    try:
        while not stop.is_set():
            head = pipe.read(4)
            body = pipe.read(int.from_bytes(head, "big")) if len(head) == 4 else b""
            if len(head) < 4 or len(body) < int.from_bytes(head, "big"):
                break
            frames.put(body)
    except (OSError, ValueError):
        pass
    frames.put(None)


def _next(frames: queue.Queue[bytes | None], seconds: float) -> bytes | None:
    try:
        return frames.get(timeout=max(seconds, 0.01))
    except queue.Empty:
        raise _ChildDied(
            Text("读取超时，文件可能已损坏或过大。", "reading took too long; the file may be damaged or too large.")
        ) from None


def _death(process: subprocess.Popen[bytes], limits: ReadLimits) -> _ChildDied:
    """The child went without a goodbye: it crashed, or ran out of its memory."""
    process.wait(5)
    return _ChildDied(
        Text(
            f"文件已损坏或过大，读取程序在 {limits.memory_mb} MB 内存限制内无法读完。",
            f"the file is damaged or too large; its reader ended without reading it within {limits.memory_mb} MB.",
        )
    )


def _end(process: subprocess.Popen[bytes], frames: queue.Queue[bytes | None], pump: threading.Thread) -> None:
    process.kill()
    process.wait()
    while pump.is_alive():  # it may wait for room
        try:
            frames.get(timeout=0.01)
        except queue.Empty:
            continue
    assert process.stdout is not None
    process.stdout.close()


class _Loads(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if name not in _ALLOWED.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _told(name: str, text: Text) -> Text:
    return Text(f"{name}：{text.zh}", f"{name}: {text.en}")
