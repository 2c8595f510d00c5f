"""Reads delimited text: finds its encoding and its delimiter by trial, and keeps going after a quote that never closes."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import IO, Any

from audit.intake.cells import FileStart, RefusedError, Request, Row, SheetEnd, SheetInfo, SheetStart
from audit.intake.chunks import chunked
from audit.intake.grid import LAST_COLUMN
from audit.model import Problem, Text

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_MOST_LINES = 500  # a quoted cell of more lines is a quote that was never closed
_MOST_TOLD = 50
_LONGEST = 1 << 22
MIXED = "utf-8+gb18030"
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


_UNFIT = Text(
    "文件按指定的 {encoding} 编码读取，但有 {errors} 处字节不是有效的 {encoding}，已用 � 代替。请改选其他编码，或改回自动识别。",
    "The file was read in {encoding}, as was asked, but {errors} places are not valid {encoding}; they were replaced by �. "
    "Choose another encoding, or let it be recognised.",
)
_NO_SUCH = "没有名为“{name}”的编码。", "there is no encoding “{name}”."


def read_text(request: Request, file: IO[bytes], start: FileStart) -> Iterator[Any]:
    """All events of a .csv, .tsv or .txt file: one sheet without a name. Row numbers count records, as a spreadsheet does."""
    encoding, errors = _as_asked(file, request.encoding) if request.encoding else encoding_of(file)
    text = _opened(file, encoding, not errors)
    sample = _sample(text)
    if not request.encoding:  # who chooses an encoding sees in the preview what comes of it
        _must_be_text(sample)
    delimiter, hinted = _delimiter(sample)
    unfit = 0 if encoding == MIXED else errors
    yield replace(start, encoding=encoding.removesuffix("-sig"), delimiter=delimiter, unfit=unfit)
    yield SheetStart(SheetInfo("", 0))
    if request.encoding and errors:
        yield _problem(request, None, _UNFIT.format(encoding=request.encoding, errors=errors))
        errors = 0
    if encoding == MIXED:
        yield _problem(request, None, Text(f"文件混用了 UTF-8 和 GBK 编码（{errors} 行是 GBK），已逐行按各自编码读取。",
                                           f"The file mixes UTF-8 and GBK ({errors} lines are GBK); each line was read in its own."))  # fmt: skip
    elif errors:
        yield _problem(request, None, Text(f"有 {errors} 处字节不是有效的 {encoding} 编码，已用 � 代替。",
                                           f"{errors} places are not valid {encoding}; they were replaced by �."))  # fmt: skip
    text = _opened(file, encoding, not unfit)
    if hinted:
        text.readline()
    records = Records(request, text, delimiter)
    count = last = 0
    for chunk in chunked(records.rows(), request.limits.chunk_rows):
        yield from records.take_problems()
        count += sum(map(bool, chunk.rows))
        last = chunk.first_row + len(chunk.rows) - 1
        yield chunk
    yield from records.take_problems()
    if records.told > _MOST_TOLD:
        more = records.told - _MOST_TOLD
        yield _problem(request, None, Text(f"另有 {more} 行有同样的问题。", f"{more} more rows have the same problem."))
    yield SheetEnd(0, count, last)


def _sample(text: IO[str]) -> str:
    """The beginning of the text; the file stays open."""
    if isinstance(text, io.TextIOWrapper):
        sample = text.read(_SAMPLE)
        text.detach()
        return sample
    return "".join(islice(iter(lambda: text.readline(_SAMPLE), ""), 200))


def _problem(request: Request, row: int | None, text: Text) -> Problem:
    return Problem(request.name, "", row, "", text)


def encoding_of(file: IO[bytes]) -> tuple[str, int]:
    """The encoding, and how many characters of the file break it (0 almost always). Deterministic: the first that fits."""
    head = file.read(_SAMPLE)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, _broken(file, name)
    if name := _utf16_without_mark(head):
        return name, _broken(file, name)
    broken = {}
    for name in ("utf-8", "gb18030"):
        broken[name] = _broken(file, name)
        if not broken[name]:
            return ("big5hkscs" if name == "gb18030" and _rather_big5(head, file) else name), 0
    if broken["utf-8"] >= 5 and not _broken(file, "big5hkscs"):
        return "big5hkscs", 0
    if (broken_lines := _mixed(file)) is not None:
        return MIXED, broken_lines
    name = min(broken, key=lambda n: (broken[n], n != "utf-8"))
    return name, broken[name]


def _as_asked(file: IO[bytes], name: str) -> tuple[str, int]:
    """The encoding that was asked for, by the marks that the file begins with, and how many characters break it."""
    head = file.read(_SAMPLE)
    marked = next((found for bom, found in _BOMS if head.startswith(bom)), "")
    try:
        asked = codecs.lookup(name).name
        if asked == "utf-16" and marked != "utf-16":
            asked = _utf16_without_mark(head) or "utf-16-le"
        if asked == "utf-8":
            asked = "utf-8-sig"  # a mark, if there is one, is no text
        return asked, _broken(file, asked)
    except (LookupError, TypeError) as e:  # rot13 and the like make no text of bytes
        raise RefusedError(*(text.format(name=name) for text in _NO_SUCH)) from e


def _mixed(file: IO[bytes]) -> int | None:
    """Lines in two encodings, as when exports were pasted together: how many lines are not in the first line's."""
    file.seek(0)
    count: Counter[str] = Counter()
    while line := file.readline(_LONGEST):
        count[_encoding_of_line(line)] += 1
    return count["gb18030"] if count["utf-8"] > 1 and count["gb18030"] and not count[""] else None


def _encoding_of_line(line: bytes) -> str:
    for name in ("utf-8", "gb18030"):
        try:
            line.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return ""


class MixedLines(io.TextIOBase):
    """Lines of a text, each in the encoding that it has."""

    def __init__(self, file: IO[bytes]):
        self._file = file

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = self._file.readline(size or -1)
        return line.decode(_encoding_of_line(line) or "gb18030", "replace")


def _opened(file: IO[bytes], encoding: str, strict: bool) -> IO[str]:
    file.seek(0)
    if encoding == MIXED:
        return MixedLines(file)  # type: ignore[return-value]
    return io.TextIOWrapper(file, encoding, "strict" if strict else "replace", newline="")


def _rather_big5(head: bytes, file: IO[bytes]) -> bool:
    """Big5 mostly decodes as GB18030, too, but to characters that no language uses."""
    odd = sum("\ue000" <= c <= "\uf8ff" for c in head.decode("gb18030", "replace"))
    return odd * 50 > len(head) // 2 and not _broken(file, "big5hkscs")


def _utf16_without_mark(head: bytes) -> str:
    """UTF-16 text has NUL bytes, always on the same side of its line ends, commas and digits."""
    if head.count(b"\x00") < max(2, len(head) // 200):
        return ""
    plain = set(b"\r\n\t,;0123456789 ")
    little = sum(a in plain and b == 0 for a, b in zip(head[::2], head[1::2], strict=False))
    big = sum(a == 0 and b in plain for a, b in zip(head[::2], head[1::2], strict=False))
    if max(little, big) < 2:
        return ""
    return "utf-16-le" if little >= big else "utf-16-be"


def _broken(file: IO[bytes], encoding: str) -> int:
    """How many characters of the whole file cannot be decoded."""
    file.seek(0)
    strict, broken = codecs.getincrementaldecoder(encoding)("strict"), 0
    while block := file.read(_BLOCK):
        try:
            strict.decode(block)
        except UnicodeDecodeError:
            broken = -1
            break
    if not broken:
        try:
            strict.decode(b"", final=True)
            return 0
        except UnicodeDecodeError:
            return 1
    file.seek(0)
    lenient, broken = codecs.getincrementaldecoder(encoding)("replace"), 0
    while block := file.read(_BLOCK):
        broken += lenient.decode(block).count("\ufffd")
    return max(broken, 1)


def _must_be_text(sample: str) -> None:
    """Pictures, programs and noise decode to something, too: they betray themselves by control characters."""
    odd = sum(1 for c in sample if (c < " " and c not in "\t\r\n\f\x1a\x00") or c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
    nul = sample.count("\x00")
    if odd * 50 > len(sample) or nul * 4 > len(sample):
        raise RefusedError("内容不是文本，也不是可识别的表格文件。", "its content is neither text nor a known kind of spreadsheet.")


def _delimiter(sample: str) -> tuple[str, bool]:
    """The delimiter under which the most records agree on the most columns; `True` where the file's first line names it."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0].strip().lower()
    if len(first) == 5 and first.startswith("sep="):
        return first[4], True
    best, delimiter = 0, ","
    for candidate in ",\t;|":
        widths = _widths(sample, candidate)
        score = max((n * (width - 1) for width, n in widths.items()), default=0)
        if score > best:
            best, delimiter = score, candidate
    return delimiter, False


def _widths(sample: str, delimiter: str) -> Counter[int]:
    widths: Counter[int] = Counter()
    try:
        for record in csv.reader(io.StringIO(sample.replace("\x00", ""), newline=""), delimiter=delimiter):
            widths[len(record)] += 1
    except csv.Error:
        pass
    return widths


class Records:
    """Records of delimited text. A line whose quote never closes is taken as it stands, told, and the next line is a new record."""

    def __init__(self, request: Request, lines: IO[str], delimiter: str):
        self.request, self.lines, self.delimiter = request, lines, delimiter
        self.waiting: list[str] = []  # lines to read again, last first
        self.taken: list[str] = []  # lines of the record being read
        self.problems: list[Problem] = []
        self.told = 0
        csv.field_size_limit(1 << 20)

    def rows(self) -> Iterator[tuple[int, Row]]:
        number = 0
        while True:
            reader = csv.reader(self._feed(), delimiter=self.delimiter, strict=True)
            try:
                for record in reader:
                    number += 1
                    row = _tidy(record)
                    if len(row) > LAST_COLUMN:
                        raise RefusedError(
                            f"有一行超过 {LAST_COLUMN} 列，不是正常的表格文本。",
                            f"a line has over {LAST_COLUMN} columns; this is no ordinary table.",
                        )
                    self.taken.clear()
                    yield number, row
                return
            except csv.Error:
                number += 1
                yield number, self._as_it_stands(number)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self.waiting.pop() if self.waiting else self.lines.readline(_LONGEST)
            if not line:
                return
            if len(line) >= _LONGEST:
                raise RefusedError(
                    "有一行超过 400 万个字符，不是正常的表格文本。",
                    "a line has over 4 million characters; this is no ordinary table.",
                )
            if "\x00" in line:
                line = line.replace("\x00", "")
            self.taken.append(line)
            if len(self.taken) > _MOST_LINES:
                raise csv.Error("unclosed quote")
            yield line

    def _as_it_stands(self, number: int) -> Row:
        line, *rest = self.taken or [""]
        self.waiting.extend(reversed(rest))
        self.taken.clear()
        self._tell(number)
        whole = line.rstrip("\r\n")
        quoting = csv.QUOTE_MINIMAL if whole.count('"') % 2 == 0 else csv.QUOTE_NONE
        try:
            record = next(csv.reader([whole], delimiter=self.delimiter, quoting=quoting), [])  # type: ignore[arg-type]
        except csv.Error:  # a cell of more than a million characters
            record = [part[: 1 << 20] for part in whole.split(self.delimiter)]
        return _tidy(record)

    def _tell(self, number: int) -> None:
        self.told += 1
        if self.told <= _MOST_TOLD:
            text = Text("该行的引号不成对，已按原样逐列读取，请核对。",
                        "The quotes of this row do not match; it was read as it stands, please check it.")  # fmt: skip
            self.problems.append(_problem(self.request, number, text))

    def take_problems(self) -> Iterator[Problem]:
        problems, self.problems = self.problems, []
        return iter(problems)


def _tidy(record: list[str]) -> Row:
    cells = [c or None for c in record]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)
