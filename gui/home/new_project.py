"""NewProject: the few things a project begins with, on the page itself: no window opens."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from audit.model import Text
from gui.frame import Frame
from gui.home import words
from gui.parts import button, label, named


class NewProject(QFrame):
    created = Signal(int)
    closed = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.setObjectName("card")
        self._frame, say = frame, frame.tongue
        self.name, self.agency, self.period = QLineEdit(), QLineEdit(), QLineEdit()
        self._suggested = ("", "")
        self.day, self.policy = QDateEdit(), QComboBox()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        title = label("heading")
        say.say(title.setText, words.NEW_TITLE)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for column, (widget, text, stretch) in enumerate(
            ((self.name, words.NAME, 5), (self.agency, words.AGENCY, 5), (self.period, words.PERIOD, 3), (self.day, words.DAY, 2),
             (self.policy, words.POLICY, 4))
        ):  # fmt: skip
            self._field(grid, column, widget, text)
            grid.setColumnStretch(column, stretch)
        self.make = button(say, words.CREATE, self._create, "primary")
        self.cancel = button(say, words.CANCEL, self.closed.emit)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.make)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(title)
        inside.addLayout(grid)
        inside.addLayout(line)
        for field in (self.name, self.agency, self.period):
            field.returnPressed.connect(self._create)
        self.name.textChanged.connect(lambda: self.make.setEnabled(bool(self.name.text().strip())))

    def _field(self, grid: QGridLayout, column: int, widget: QWidget, text: Text) -> None:
        caption = label("field")
        self._frame.tongue.say(caption.setText, text)
        caption.setBuddy(widget)
        named(widget, self._frame.tongue, text)
        grid.addWidget(caption, 0, column)
        grid.addWidget(widget, 1, column)

    def begin(self) -> None:
        """Fresh fields, with what is most likely wanted."""
        today = date.today()
        self._suggest()
        self.agency.clear()
        self.day.setDate(QDate(today.year, today.month, today.day))
        self._fill_policies("cn-default")
        self.show()
        self.name.setFocus()
        self.name.selectAll()

    def speak(self) -> None:
        """What nobody has typed over is suggested in the other language."""
        if self.isHidden():
            return
        fresh = (self.name.text(), self.period.text()) == self._suggested
        if fresh:
            self._suggest()
        self._fill_policies(str(self.policy.currentData()))

    def _suggest(self) -> None:
        today, say = date.today(), self._frame.tongue
        self.name.setText(say(words.SUGGESTED, year=today.year, month=today.month))
        self.period.setText(say(words.SUGGESTED_PERIOD, year=today.year, month=today.month))
        self._suggested = self.name.text(), self.period.text()

    def _fill_policies(self, chosen: str) -> None:
        self.policy.clear()
        for pack in self._frame.desk.policies():
            self.policy.addItem(self._frame.tongue(pack.title), pack.name)
        self.policy.setCurrentIndex(max(0, self.policy.findData(chosen)))

    def _create(self) -> None:
        name = self.name.text().strip()
        if not name:
            return
        day = self.day.date()
        agency, period, policy = self.agency.text().strip(), self.period.text().strip(), str(self.policy.currentData())
        as_of, store = date(day.year(), day.month(), day.day()), self._frame.store
        self._frame.write(
            lambda: store.create_project(name, agency=agency, period=period, policy=policy, as_of=as_of),
            lambda project: self.created.emit(project.id),
        )
