"""Draft: what is to be imported, as far as a person has settled it; kept while the steps are gone through forth and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from audit.model import FileKind, SheetReport, Text
from gui.importing import words
from gui.tasks import Failure

if TYPE_CHECKING:
    from audit.bringing import Asked
    from audit.intake.look import Look, SheetLook, TableLook


@dataclass(eq=False)
class Draft:
    """One file. `columns` by sheet: what a person said of a column, by its header."""

    path: Path
    look: Look | None = None
    failure: Failure | None = None
    already: bool = False  # the very same file is in the project
    kind: FileKind | None = None
    passwords: tuple[str, ...] = ()
    encoding: str = ""  # of a text file, as a person said; "" as it seems to be written
    skip: set[str] = field(default_factory=set)
    header_rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, dict[str, str | None]] = field(default_factory=dict)

    @property
    def waiting(self) -> bool:
        return self.look is None and self.failure is None

    @property
    def usable(self) -> bool:
        return self.look is not None and self.look.report.failed is None and bool(self.look.report.kind) and not self.already

    @property
    def wants_password(self) -> bool:
        return self.look is not None and self.look.asks_for_password

    @property
    def template(self) -> str:
        names = {table.template for _, table in self.tables()}
        return names.pop() if len(names) == 1 else ""

    @property
    def mapped_by_hand(self) -> bool:
        return bool(self.encoding) or any(self.columns.values())

    def tables(self) -> list[tuple[SheetLook, TableLook]]:
        """The tables that were found, with their sheets."""
        return [(sheet, table) for sheet in (self.look.sheets if self.look else ()) for table in sheet.tables]

    def trouble(self) -> Text | None:
        """Why it cannot be imported as it is."""
        if self.failure:
            return words.LOCKED if self.failure.locked else Text(f"✗ {self.failure.text.zh}", f"✗ {self.failure.text.en}")
        if self.look is None:
            return None
        if self.wants_password:
            return words.NEEDS_PASSWORD
        if failed := self.look.report.failed:
            held = "中关闭" in failed.zh
            if held:
                return words.LOCKED
            return words.NOT_KNOWN if any(sheet.grid for sheet in self.look.sheets) else Text(f"✗ {failed.zh}", f"✗ {failed.en}")
        return None

    def asked(self, agency: str = "") -> Asked:
        """What the import is asked for this file."""
        from audit.bringing import Asked

        return Asked(
            self.path, self.kind, self.passwords, self.settled(), dict(self.header_rows), tuple(self.skip), agency, self.encoding
        )

    def settled(self) -> tuple:  # type: ignore[type-arg]
        """The mapping of each table whose columns a person changed, as a template of its own."""
        from audit.intake.templates import template_from

        made = []
        for sheet, table in self.tables():
            own = self.columns.get(sheet.name)
            if own:
                made.append(template_from(f"{self.path.name}/{sheet.name}", table.kind, self._report(sheet, table, own)))
        return tuple(made)

    def report_of(self, sheet: SheetLook, table: TableLook) -> SheetReport:
        """The table as it is mapped now."""
        return self._report(sheet, table, self.columns.get(sheet.name, {}))

    def _report(self, sheet: SheetLook, table: TableLook, own: dict[str, str | None]) -> SheetReport:
        columns = {column.header: own.get(column.header, column.field) for column in table.columns}
        return SheetReport(sheet.name, table.header_row, table.header_row + 1, table.rows, columns, table.missing)
