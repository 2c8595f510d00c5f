"""Step 5: what will be imported, into which project, and the two buttons that do it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from audit.model import FileKind
from gui import words as common
from gui.frame import Frame
from gui.importing import words
from gui.importing.draft import Draft
from gui.importing.lists import Cell, ListModel
from gui.parts import card, label, named
from gui.tables import table

WIDTHS = ((40, 40), (16, 18), (10, 10), (60, 60))


class ConfirmStep(QWidget):
    def __init__(self, frame: Frame, drafts: list[Draft]):
        super().__init__()
        self._frame, self._drafts, say = frame, drafts, frame.tongue
        self.list = ListModel(frame, (words.FILE, words.KIND, words.ROWS, words.STATE), self._cells)
        self.table = table(self.list, WIDTHS, say, words.WILL)
        self.sum = label("heading")
        self._offered: int | None = None
        self.here, self.new = QRadioButton(), QRadioButton()
        self.here.setProperty("data", True)
        say.say(self.new.setText, words.NEW_PROJECT)
        self.name, self.agency, self.day, self.policy = QLineEdit(), QLineEdit(), QDateEdit(), QComboBox()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        today = date.today()
        self.day.setDate(QDate(today.year, today.month, today.day))
        box, inside = card()
        into = label("heading")
        say.say(into.setText, words.INTO)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for column, (widget, text, stretch) in enumerate(
            ((self.name, words.PROJECT_NAME, 4), (self.agency, words.LOG_AGENCY, 4), (self.day, words.AS_OF, 2), (self.policy, words.POLICY, 3))
        ):  # fmt: skip
            caption = label("field")
            say.say(caption.setText, text)
            caption.setBuddy(widget)
            named(widget, say, text)
            grid.addWidget(caption, 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, stretch)
        for each in (into, self.here, self.new):
            inside.addWidget(each)
        inside.addLayout(grid)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.sum)
        whole.addWidget(self.table, 1)
        whole.addWidget(box)
        self.new.toggled.connect(self._update)

    def show_drafts(self) -> None:
        frame, say = self._frame, self._frame.tongue
        self.list.put(self._drafts)
        usable = [draft for draft in self._drafts if draft.usable and draft.look]
        rows = sum(d.look.records for d in usable if d.look and d.look.report.kind is FileKind.VISITS)
        self.sum.setText(say(words.SUM, rows=f"{rows:,}", files=len(usable)))
        self.here.setVisible(frame.project is not None)
        if frame.project is not None:
            project = frame.store.project(frame.project)
            self.here.setText(say(words.OPEN_PROJECT, name=project.name))
            if self._offered != frame.project:
                self.here.setChecked(True)  # what was chosen before was chosen for another project, or for none
        else:
            self.new.setChecked(True)
        self._offered = frame.project
        self._fill_policies()
        if not self.name.isModified():
            self.name.setText(self._suggested())
        self._update()

    def _fill_policies(self) -> None:
        chosen = self.policy.currentData()
        self.policy.clear()
        for pack in self._frame.desk.policies():
            self.policy.addItem(self._frame.tongue(pack.title), pack.name)
        self.policy.setCurrentIndex(max(0, self.policy.findData(chosen or "cn-default")))

    def _suggested(self) -> str:
        """Whose visits and of which month, as the files themselves tell."""
        agencies = dict.fromkeys(a for d in self._drafts if d.look and d.usable for a in d.look.agencies)
        days = [record.visit_date for d in self._drafts if d.look for record in d.look.first if getattr(record, "visit_date", None)]  # type: ignore[union-attr]
        day = max((d for d in days if d), default=date.today())
        month, say = f"{day.year}-{day.month:02d}", self._frame.tongue
        if len(agencies) == 1:
            return say(words.SUGGESTED, agency=next(iter(agencies)), month=month)
        return say(words.SUGGESTED_BARE, month=month)

    def _cells(self, draft: Draft) -> Sequence[Cell]:
        say = self._frame.tongue
        if draft.already:
            return (draft.path.name, ""), ("", ""), ("", ""), (say(words.SKIPPED), "warn")
        if not draft.usable or draft.look is None or draft.look.report.kind is None:
            why = draft.trouble() or words.READING
            return (draft.path.name, ""), ("", ""), ("", ""), (say(words.LEFT_OUT, why=say(why).lstrip("✗ ")), "bad")
        return ((draft.path.name, ""), (say(common.KINDS[draft.look.report.kind]), ""), (f"{draft.look.records:,}", ""),
                (say(words.BY_TEMPLATE, name=draft.template) if draft.template else say(words.READY), "good"))  # fmt: skip

    @property
    def into_new(self) -> bool:
        return self.new.isChecked() or self._frame.project is None

    @property
    def as_of(self) -> date:
        day = self.day.date()
        return date(day.year(), day.month(), day.day())

    def title(self) -> str:
        return self.name.text().strip() or self._suggested()

    def _update(self) -> None:
        for each in (self.name, self.day, self.policy):
            each.setEnabled(self.into_new)
