"""The trail as a file that Excel opens: every entry with its hash, whole or not written at all."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from audit.model import Progress, Text
from reports.export import write_whole

_FORMULA = frozenset("=+-@\t\r")
STAGE = Text("写出日志", "Writing the trail")


def write_trail(rows: Sequence[Sequence[str]], path: Path) -> Generator[Progress, None, Path]:
    """`rows` with their header. A cell that a spreadsheet would take for a formula is made plain text."""

    def fill(out: BinaryIO) -> Iterator[Progress]:
        text = TextIOWrapper(out, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        for number, row in enumerate(rows):
            writer.writerow([f"'{cell}" if cell[:1] in _FORMULA else cell for cell in row])
            if number % 1000 == 0:
                yield Progress(STAGE, number, len(rows))
        text.flush()
        text.detach()

    return (yield from write_whole(path, fill))
