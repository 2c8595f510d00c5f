"""Bringing files into a project as a person settled them: each file by itself, all of it or nothing; what failed is told."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from audit.intake import read_file
from audit.intake.records import Batch
from audit.intake.templates import Template
from audit.model import AuditError, CaseFile, FileKind, FileReport, Progress, StaffMember, Text, Visit
from audit.run import saved_templates

if TYPE_CHECKING:
    from audit.store.nouns import ImportInfo
    from audit.store.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """One file, and how a person wants it read. `columns` is the mapping as it was settled here, before saved templates."""

    path: Path
    kind: FileKind | None = None
    passwords: tuple[str, ...] = ()
    columns: tuple[Template, ...] = ()
    header_rows: Mapping[str, int] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    agency: str = ""
    encoding: str = ""  # of a text file; "": as it seems to be written


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in, and the sentences of files that did not."""

    imports: tuple[ImportInfo, ...]
    failed: tuple[tuple[str, Text], ...]

    @property
    def rows(self) -> int:
        return sum(info.rows for info in self.imports if info.kind is FileKind.VISITS)


def bring_in(store: Store, project: int, files: Sequence[Asked]) -> Generator[Progress, None, Brought]:
    """Case files and registers come first: the agencies they name help to tell whose log a log is.

    Closing the generator keeps the files that were brought in by then and nothing of the one at hand.
    """
    came: list[ImportInfo] = []
    failed: list[tuple[str, Text]] = []
    agencies = dict[str, None]()
    for asked in sorted(files, key=lambda f: f.kind in (FileKind.VISITS, None)):
        templates = (*asked.columns, *saved_templates(store))
        reading = read_file(asked.path, passwords=asked.passwords, kind=asked.kind, agency=asked.agency, agencies=sorted(agencies),
                            templates=templates, header_rows=asked.header_rows, skip=asked.skip, encoding=asked.encoding)  # fmt: skip
        try:
            came.append((yield from store.add_import(project, _nouns(reading, agencies))))
        except AuditError as error:
            failed.append((asked.path.name, error.text))
    return Brought(tuple(came), tuple(failed))


def _nouns(
    reading: Generator[Batch | Progress, None, FileReport], agencies: dict[str, None]
) -> Generator[Progress | tuple[Visit | CaseFile | StaffMember, ...], None, FileReport]:
    try:
        while True:
            item = next(reading)
            if isinstance(item, Progress):
                yield item
                continue
            if item.kind is not FileKind.VISITS:
                agencies |= dict.fromkeys(record.agency for record in item.records if record.agency)
            yield item.records
    except StopIteration as end:
        report: FileReport = end.value
        return report
    finally:
        reading.close()
