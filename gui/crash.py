"""The crash log: what went wrong and where in the program, never with what values: an exception's text may quote a borrower."""

from __future__ import annotations

import faulthandler
from datetime import datetime
from pathlib import Path
from typing import TextIO

from platformdirs import user_log_path

from audit import __version__
from gui.tasks import Failure

KEEP_BYTES = 200_000
_open: list[TextIO] = []  # faulthandler writes to it until the very end


def log_path() -> Path:
    return user_log_path("VisitAudit", appauthor=False) / "crash.log"


def begin_log(path: Path | None = None) -> None:
    """From now on a crash of the interpreter itself leaves its places in the log."""
    path = path or log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > KEEP_BYTES:
            path.replace(path.with_suffix(".old.log"))
        _open.append(path.open("a", encoding="utf-8"))
        faulthandler.enable(_open[-1])
    except OSError:
        pass  # no log is no reason not to work


def end_log() -> None:
    faulthandler.disable()
    while _open:
        _open.pop().close()


def note(error: BaseException, path: Path | None = None) -> None:
    """Keep the kind of the error and its places."""
    path = path or log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} visit-audit {__version__}\n{Failure.of(error).details}\n\n")
    except OSError:
        pass
