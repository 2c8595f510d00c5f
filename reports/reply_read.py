"""A filled reply sheet read back: refused with a sentence if it is another's, else each row matched with its finding."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from audit.intake.cells import Cell, RowChunk, SheetStart
from audit.intake.workbook import open_workbook
from audit.model import AuditError, Problem, Text
from reports.cells import safe
from reports.reply import AGREED, ASKED, BANKS, FIRST_ROW, FORMAT, KEY_SHEET, PROGRESS, TOLD, Key, row_key
from reports.result import AuditResult, Reply

MOST_ROWS = 200_000
_NO_KEY = Text(
    "{name}：不是本系统生成的整改反馈表（没有识别信息），未读入。请填写随通知书下发的反馈表，原样交回。",
    "{name}: this is no reply sheet of ours (its key is missing); it was not read. Fill in the sheet sent with the notice and return that file.",
)
_OLDER = Text(
    "{name}：反馈表的格式“{format}”不是本程序所用的格式，未读入。",
    "{name}: the sheet's format “{format}” is not the one of this program; it was not read.",
)
_FOREIGN = Text(
    "{name}：这是“{agency}”对检查{report}的反馈，其中没有一项属于本次检查，未读入。请确认检查的文件和反馈表属于同一次检查。",
    "{name}: this is the reply of “{agency}” to check {report}; none of its rows belongs to this audit, and it was not read. Make sure "
    "that the logs and the sheet are of one audit.",
)
_HEADER = Text("{name}：反馈表的表头被改动，无法对应各列，未读入。", "{name}: the sheet's header was changed; it was not read.")
_TWICE = Text(
    "{name}：第{first}行与第{row}行是同一问题，未读入。请删去重复的行。",
    "{name}: rows {first} and {row} are the same finding; it was not read. Delete one of them.",
)
_CHANGED = Text("银行填写的内容被改动，本行未读入。", "What the bank had filled in was changed; this row was not read.")
_ADDED = Text("新增的行，没有识别信息，未读入。", "A row that was added and has no key; it was not read.")
_GONE = Text("该问题已不在本次检查结果中，未读入。", "This finding is no longer among those of the audit; the row was not read.")
_CHOICE = Text("应从“{listed}”中选择，本行未读入。", "Choose one of “{listed}”; the row was not read.")
_CAUSE = Text("不认可或部分认可而未写原因，本行未读入。", "Not agreed, or in part, without a cause; the row was not read.")
_MISSING = Text("下发{sent}行，交回{back}行，缺少{left}行。", "{sent} rows were sent, {back} came back: {left} are missing.")


class Answers(NamedTuple):
    """What a sheet says. `asked` rows were sent; `blank` came back without an answer; `problems` tell what was not read."""

    file: str
    agency: str
    replies: Mapping[str, Reply]
    asked: int
    blank: int
    problems: tuple[Problem, ...]


class _Sheets(NamedTuple):
    key: dict[str, str]
    name: str
    rows: dict[int, Sequence[Cell]]


def read_reply(path: Path, result: AuditResult, passwords: Sequence[str] = ()) -> Answers:
    """Raises AuditError with a sentence for a file that cannot be read, is no reply sheet or belongs elsewhere."""
    name = path.name
    sheets = _sheets(path, passwords)
    key = _key(name, sheets.key)
    known = _known(result, key.agency)
    width = len(TOLD) + len(ASKED) + len(BANKS)
    head = [_shown(c) for c in sheets.rows.get(FIRST_ROW - 1, ())][:width]
    lang = next((n for n in (0, 1) if head == [column[n] for column in (*TOLD, *ASKED, *BANKS)]), None)
    if lang is None:
        raise AuditError(_HEADER.format(name=name))
    reader = _Reader(name, sheets.name, known, lang)
    for number, row in sorted(sheets.rows.items()):
        if number >= FIRST_ROW:
            reader.row(number, [_shown(c) for c in row] + [""] * (width + 1 - len(row)), width)
    if reader.keyed and not reader.matched:
        raise AuditError(_FOREIGN.format(name=name, agency=key.agency, report=key.report))
    sent = int(key.rows) if key.rows.isdecimal() else 0
    problems = reader.problems
    if (left := sent - reader.keyed) > 0:
        problems.append(Problem(name, sheets.name, None, "", _MISSING.format(sent=sent, back=reader.keyed, left=left)))
    return Answers(name, key.agency, reader.replies, sent, reader.blank, tuple(problems))


class _Reader:
    """Takes the rows one by one."""

    def __init__(self, file: str, sheet: str, known: set[str], lang: int):
        self._file, self._sheet, self._known, self._lang = file, sheet, known, lang
        self.replies: dict[str, Reply] = {}
        self.problems: list[Problem] = []
        self.keyed = self.matched = self.blank = 0
        self._seen: dict[str, int] = {}

    def row(self, number: int, cells: list[str], width: int) -> None:
        told, answers, key = cells[: len(TOLD)], cells[len(TOLD) : len(TOLD) + len(ASKED)], cells[width]
        fingerprint = key.partition(":")[0]
        if not fingerprint:
            if any(cells):
                self._problem(number, "", _ADDED)
            return
        if fingerprint in self._seen:
            raise AuditError(_TWICE.format(name=self._file, first=self._seen[fingerprint], row=number))
        self._seen[fingerprint] = number
        self.keyed += 1
        if fingerprint not in self._known:
            return self._problem(number, told[1], _GONE)
        self.matched += 1
        if row_key(told, fingerprint) != key:
            return self._problem(number, told[1], _CHANGED)
        if not any(answers):
            self.blank += 1
            return
        if self._sound(number, answers):
            self.replies[fingerprint] = Reply._make((fingerprint, *answers, None, ""))

    def _sound(self, number: int, answers: list[str]) -> bool:
        """Whether what has a list was chosen from it, and a disagreement has its cause."""
        for place, choices in ((0, AGREED), (5, PROGRESS)):
            listed = [choice[self._lang] for choice in choices]
            if answers[place] and answers[place] not in listed:
                self._problem(number, str(ASKED[place][self._lang]), _CHOICE.format(listed="、".join(listed)), answers[place])
                return False
        if answers[0] in (*AGREED[1], *AGREED[2]) and not answers[1]:
            self._problem(number, str(ASKED[1][self._lang]), _CAUSE)
            return False
        return True

    def _problem(self, number: int, column: str, text: Text, value: str = "") -> None:
        self.problems.append(Problem(self._file, self._sheet, number, column, text, value[:60]))


def _sheets(path: Path, passwords: Sequence[str]) -> _Sheets:
    """The hidden key and the rows of the first sheet, read by the confined reader as any stranger's file is."""
    key: dict[str, str] = {}
    rows: dict[int, Sequence[Cell]] = {}
    name, at = "", ""
    events = open_workbook(path, passwords=passwords)
    try:
        for event in events:
            if isinstance(event, SheetStart):
                at = event.info.name
                name = name or at
            elif isinstance(event, RowChunk) and at == KEY_SHEET:
                key.update((_shown(r[0]), _shown(r[1])) for r in event.rows[: len(Key._fields)] if len(r) > 1)
            elif isinstance(event, RowChunk) and at == name and len(rows) < MOST_ROWS:
                rows.update((event.first_row + n, r) for n, r in enumerate(event.rows) if r)
    finally:
        if hasattr(events, "close"):
            events.close()
    return _Sheets(key, name, rows)


def _key(name: str, found: Mapping[str, str]) -> Key:
    if set(found) < set(Key._fields):
        raise AuditError(_NO_KEY.format(name=name))
    key = Key(*(found[field] for field in Key._fields))
    if key.format != FORMAT:
        raise AuditError(_OLDER.format(name=name, format=key.format[:40]))
    return key


def _known(result: AuditResult, agency: str) -> set[str]:
    """The findings of that agency: one agency cannot answer for another."""
    return set(_fingerprints(result, agency))


def _fingerprints(result: AuditResult, agency: str) -> Iterator[str]:
    files: dict[str, set[str]] = {}
    for one in result.audited:
        files.setdefault(one.visit.source.file, set()).add(one.visit.agency)
        if safe(one.visit.agency, "zh") == safe(agency, "zh"):
            yield from (f.fingerprint for f in one.findings)
    yield from (f.fingerprint for f in result.log_findings if files.get(f.source.file) == {agency})


def _shown(cell: Cell) -> str:
    """A cell as text: a whole number without its .0, a date as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell).strip()
