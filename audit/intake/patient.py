"""Reads .xlsx row by row with an XML parser: slower than the fast reader, more forgiving, and its memory does not grow.

It takes what is there: a wrong size of the sheet, unknown cell types, missing strings or styles do not stop it, they are told.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from xml.parsers import expat

from audit.intake.cells import Cell, Row
from audit.intake.grid import LAST_COLUMN, LAST_ROW
from audit.intake.parts import Package, SheetPart, UnreadablePartError, declares_types, local, workbook_part
from audit.intake.scan import column_number
from audit.model import Text

_REFERENCE = re.compile(r"([A-Za-z]{1,3})\d+$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))  # built-in formats, with the Chinese ones
_SPANS = frozenset((46,))
_NOT_CODES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)


class PatientBook:
    """The sheets of a workbook whose parts are read directly."""

    def __init__(self, package: Package, parts: list[SheetPart]):
        self.package, self.parts = package, parts
        relations = package.relations(workbook_part(package))
        self.strings_part = next((p for kind, p in relations.values() if kind == "sharedStrings"), "xl/sharedStrings.xml")
        self.styles_part = next((p for kind, p in relations.values() if kind == "styles"), "xl/styles.xml")
        self.strings: list[str] | None = None
        self.formats: list[str] = []
        self.epoch = datetime.datetime(1899, 12, 30)
        self.problems: list[Text] = []

    def rows(self, index: int) -> Iterator[tuple[int, Row]]:
        """Numbered rows of a sheet. Raises UnreadablePartError or ExpatError where they break off."""
        if self.strings is None:
            self._load()
        sheet = _SheetXml(self)
        for block in self.package.blocks(self.parts[index].path):
            sheet.parser.Parse(block, False)
            yield from sheet.take()
        sheet.parser.Parse(b"", True)
        yield from sheet.take()
        if sheet.lost:
            self.problems.append(
                Text(
                    f"有 {sheet.lost} 个单元格的内容丢失（文件已损坏）。",
                    f"{sheet.lost} cells lost their content (the file is damaged).",
                )
            )

    def take_problems(self) -> list[Text]:
        problems, self.problems = self.problems, []
        return problems

    def _load(self) -> None:
        strings = _StringsXml()
        try:
            for block in self.package.blocks(self.strings_part):
                strings.parser.Parse(block, False)
        except (UnreadablePartError, expat.ExpatError):
            if self.strings_part in self.package:  # without any, each cell that refers to one is told as lost
                self.problems.append(Text("共享文本部件缺失或已损坏，部分文字可能丢失。",
                                      "The shared texts are missing or damaged; some texts may be lost."))  # fmt: skip
        self.strings = strings.found
        try:
            self._load_formats()
        except UnreadablePartError:
            self.problems.append(Text("样式部件缺失或已损坏，日期可能显示为数字。",
                                      "The styles are missing or damaged; dates may come as numbers."))  # fmt: skip
        book = self.package.xml(workbook_part(self.package))
        if any(e.get("date1904") in ("1", "true") for e in book.iter() if local(e.tag) == "workbookPr"):
            self.epoch = datetime.datetime(1904, 1, 1)

    def _load_formats(self) -> None:
        codes: dict[str, str] = {}
        for element in self.package.xml(self.styles_part):
            if local(element.tag) == "numFmts":
                codes = {f.get("numFmtId") or "": f.get("formatCode") or "" for f in element}
            elif local(element.tag) == "cellXfs":
                self.formats = [_kind_of_format(xf.get("numFmtId") or "0", codes) for xf in element]


def _kind_of_format(number: str, codes: dict[str, str]) -> str:
    """date, span (elapsed hours) or nothing."""
    if number not in codes:
        known = int(number) if number.isdigit() and len(number) < 4 else 0
        return "date" if known in _DATES else "span" if known in _SPANS else ""
    code = _NOT_CODES.sub("", codes[number][:1000].split(";")[0]).lower()
    if "[" in code:
        return "span"
    return "date" if re.search(r"[ymdhs]", code.replace("general", "")) else ""


class _StringsXml:
    """The shared strings: rich text put together, pronunciations left out."""

    def __init__(self) -> None:
        self.parser = _parser(self._start, self._end)
        self.found: list[str] = []
        self.text: list[str] = []
        self.silent = 0

    def _start(self, tag: str, _: dict[str, str]) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name == "si":
            self.text = []
        elif name == "rPh":
            self.silent += 1
        elif name == "t" and not self.silent:
            self.parser.CharacterDataHandler = self.text.append

    def _end(self, tag: str) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "rPh":
            self.silent -= 1
        elif name == "si":
            self.found.append(_plain("".join(self.text)))


class _SheetXml:
    """One sheet's rows, as they are completed."""

    def __init__(self, book: PatientBook) -> None:
        self.book = book
        self.parser = _parser(self._start, self._end)
        self.done: list[tuple[int, Row]] = []
        self.row = self.column = self.lost = self.silent = 0
        self.cells: dict[int, Cell] = {}
        self.kind = self.style = ""
        self.text: list[str] = []

    def take(self) -> list[tuple[int, Row]]:
        done, self.done = self.done, []
        return done

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name == "c":
            self.kind, self.style, self.text = given.get("t", "n"), given.get("s", ""), []
            place = _REFERENCE.match(given.get("r", ""))
            self.column = column_number(place[1].encode()) if place else self.column + 1
        elif name == "v" or (name == "t" and not self.silent):
            self.parser.CharacterDataHandler = self.text.append
        elif name == "rPh":
            self.silent += 1
        elif name == "row":
            number = given.get("r", "")
            self.row = int(number) if number.isdigit() and 0 < len(number) < 12 and int(number) else self.row + 1
            self.column, self.cells = 0, {}

    def _end(self, tag: str) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name in ("v", "t"):
            self.parser.CharacterDataHandler = None
        elif name == "rPh":
            self.silent -= 1
        elif name == "c":
            value = self._value("".join(self.text))
            if value is not None and 0 < self.column <= LAST_COLUMN:
                self.cells[self.column] = value
        elif name == "row" and self.cells:
            if self.row <= LAST_ROW:
                self.done.append((self.row, tuple(self.cells.get(c) for c in range(1, max(self.cells) + 1))))
            else:
                self.lost += len(self.cells)

    def _value(self, text: str) -> Cell:
        if not text or self.kind == "e":
            return None
        if self.kind == "s":
            strings = self.book.strings or []
            if text.strip().isdigit() and len(text) < 12 and int(text) < len(strings):
                return strings[int(text)] or None
            self.lost += 1
            return None
        if self.kind == "b":
            return text.strip() in ("1", "true")
        if self.kind == "d":
            return _iso(text.strip())
        if self.kind == "n":
            return self._number(text)
        return _plain(text)

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return text
        index = int(self.style) if self.style.isdigit() and len(self.style) < 9 else 0
        kind = self.book.formats[index] if index < len(self.book.formats) else ""
        return _moment(number, kind == "span", self.book.epoch) if kind else number


def _parser(start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise declares_types()


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _moment(number: float, span: bool, epoch: datetime.datetime) -> Cell:
    """As the fast reader has it: below one a time of day, whole numbers a date; what no calendar holds stays a number."""
    try:
        length = datetime.timedelta(milliseconds=round(number * 86_400_000))
        if span:
            return length
        if 0 <= number < 1:
            return (datetime.datetime.min + length).time()
        moment = epoch + length
    except (OverflowError, ValueError):
        return number
    if epoch.year == 1899 and number < 60:
        moment += datetime.timedelta(1)  # the spreadsheet's calendar has a 29 February 1900
    if not 1900 <= moment.year <= 9999:
        return number
    return moment.date() if moment.time() == datetime.time.min else moment


def _iso(text: str) -> Cell:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.date() if moment.time() == datetime.time.min else moment.replace(tzinfo=None)
