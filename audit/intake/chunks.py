"""Puts numbered rows into chunks."""

from __future__ import annotations

from collections.abc import Iterator

from audit.intake.cells import Row, RowChunk

_GAP = 20  # blank rows that are kept inside a chunk; longer runs begin a new one


def chunked(rows: Iterator[tuple[int, Row]], size: int) -> Iterator[RowChunk]:
    """Numbered rows as chunks of consecutive rows. Blank rows at the end and long runs of them are left out.

    Where `rows` breaks off with an exception, the rows before come first and the exception after them.
    """
    first, held, failure = 0, list[Row](), None
    while True:
        try:
            number, row = next(rows)
        except StopIteration:
            break
        except MemoryError:
            raise
        except BaseException as e:  # the fast reader's panics are no Exceptions
            failure = e
            break
        if not row:
            continue
        gap = number - first - len(held)
        if held and len(held) + gap < size and 0 <= gap <= _GAP:
            held.extend([()] * gap)
            held.append(row)
            continue
        if held:
            yield RowChunk(first, held)
        first, held = number, [row]
    if held:
        yield RowChunk(first, held)
    if failure is not None:
        raise failure
