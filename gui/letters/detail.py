"""Detail: one letter: its term and note, the states it may go to, its findings with the agency's answers, and its pages."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from audit.letters import Letter, LetterItem, LetterState, nexts
from audit.model import Lang, Progress, Text
from gui.frame import Frame
from gui.letters import words
from gui.letters.tables import ITEMS, Line
from gui.masking import masked_row
from gui.page import WORK
from gui.parts import Banner, button, label, named, set_tone
from gui.report import drawing
from gui.report.page_view import PageView
from gui.rows import Rows, chosen_ids, current_id, show_rows
from gui.tables import table

ORDER = list(LetterState)
TONES = {LetterState.OVERDUE: "violation", LetterState.SENT: "review", LetterState.VERIFIED: "good"}


class Detail(QFrame):
    look = Signal(int)  # a finding

    def __init__(self, frame: Frame, banner: Banner):
        super().__init__()
        self.setObjectName("card")
        self._frame, self._say, self._banner = frame, frame.tongue, banner
        self._letter: Letter | None = None
        self._shown: tuple[int, str] | None = None  # the letter and language whose pages are shown
        self._data = b""
        self.title, self.state = label("heading"), label("badge")
        self.back, self.forward = QPushButton(), QPushButton()
        self._ways: dict[QPushButton, LetterState] = {}
        self._build_head()
        self._build_items()
        self.view = PageView()
        named(self.view, self._say, words.NOTICE_TAB)
        self.view.wanted.connect(self._render)
        self.sides = QStackedWidget()
        for each in (self._items, self.view):
            self.sides.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 10, 14, 10)
        whole.setSpacing(8)
        for line in (self._line, self._fields):
            whole.addLayout(line)
        whole.addWidget(self.sides, 1)

    def _build_head(self) -> None:
        self._line, self._fields = QHBoxLayout(), QHBoxLayout()
        self.export = button(self._say, words.EXPORT, self._choose_target)
        self.term, self.on, self.note = QSpinBox(), QDateEdit(), QLineEdit()
        self.term.setRange(1, 365)
        self.on.setCalendarPopup(True)
        self.on.setDisplayFormat("yyyy-MM-dd")
        today = date.today()
        self.on.setDate(QDate(today.year, today.month, today.day))
        self.tabs = [self._tab(words.FINDINGS_TAB, 0), self._tab(words.NOTICE_TAB, 1)]
        self.tabs[0].setChecked(True)
        self._line.addWidget(self.state)
        self._line.addWidget(self.title, 1)
        for made in (self.back, self.forward):
            made.clicked.connect(partial(self._go, made))
            self._line.addWidget(made)
        self._line.addWidget(self.export)
        for widget, text in ((self.term, words.TERM), (self.on, words.ON), (self.note, words.NOTE)):
            caption = label("field")
            self._say.say(caption.setText, text)
            caption.setBuddy(widget)
            named(widget, self._say, text)
            self._fields.addWidget(caption)
            self._fields.addWidget(widget, 1 if widget is self.note else 0)
        self.term.editingFinished.connect(self._keep)
        self.note.editingFinished.connect(self._keep)
        for tab in self.tabs:
            self._fields.addWidget(tab)

    def _tab(self, text: Text, side: int) -> QPushButton:
        made = QPushButton()
        made.setObjectName("step")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        self._say.say(made.setText, text)
        made.clicked.connect(lambda: self._turn(side))
        return made

    def _build_items(self) -> None:
        self._items = QWidget()
        self.rows = Rows(ITEMS, self._say, lambda line: line.item.id)
        self.table = table(self.rows, [c.width for c in ITEMS], self._say, words.FINDINGS_TAB, sortable=True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell_item())
        self.table.doubleClicked.connect(lambda _index: self.look_at())
        self.answer = label("", wrap=True, select=True)
        self.remark = QLineEdit()
        named(self.remark, self._say, words.REMARK)
        self._say.say(self.remark.setPlaceholderText, words.REMARK_HINT)
        self.accept_button = button(self._say, words.ACCEPT, partial(self.accept, True))
        self.refuse_button = button(self._say, words.REFUSE, partial(self.accept, False))
        self.look_button = button(self._say, words.LOOK, self.look_at)
        self.drop_button = button(self._say, words.DROP, self.drop)
        line = QHBoxLayout()
        line.addWidget(self.remark, 1)
        for each in (self.accept_button, self.refuse_button, self.look_button, self.drop_button):
            line.addWidget(each)
        column = QVBoxLayout(self._items)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.answer)
        column.addLayout(line)

    # what is shown

    def show_letter(self, letter: Letter | None) -> None:
        """Show a letter; its findings come a moment later."""
        other = self._letter is None or letter is None or self._letter.id != letter.id
        self._letter = letter
        self.setVisible(letter is not None)
        if letter is None:
            return
        if other:
            self.rows.show(())
            self.remark.clear()
        if not self.note.hasFocus() or other:
            self.note.setText(letter.note)
        if not self.term.hasFocus() or other:
            self.term.setValue(letter.term_days)
        self._shown = None
        self.speak()
        self._frame.read(partial(self._fetch, letter.id), partial(self._fetched, letter.id))
        if self.sides.currentIndex() == 1:
            self._draw()

    def _fetch(self, number: int) -> list[tuple[LetterItem, object]]:
        store = self._frame.store
        items = store.letter_items(number)
        found = {row.id: row for row in store.findings_by_id([i.finding for i in items if i.finding is not None])}
        return [(item, found.get(item.finding) if item.finding is not None else None) for item in items]

    def _fetched(self, number: int, found: Sequence[tuple[LetterItem, object]]) -> None:
        if self._letter is None or self._letter.id != number:
            return
        show, masked = self._frame.desk.title, self._frame.masked
        lines = [
            Line(item, masked_row(row) if masked and row is not None else row, show(item.rule))  # type: ignore[arg-type]
            for item, row in found
        ]
        show_rows(self.table, self.rows, lines)
        self._tell_item()

    def speak(self) -> None:
        letter = self._letter
        if letter is None:
            return
        self.title.setText(f"{letter.number}  {letter.agency}")
        self.state.setText(self._say(words.STATES[letter.state]))
        set_tone(self.state, TONES.get(letter.state, ""))
        own = LetterState.SENT if letter.state is LetterState.OVERDUE else letter.state
        self._ways = {}
        for to in nexts(letter.state):
            self._ways[self.forward if ORDER.index(to) > ORDER.index(own) else self.back] = to
        for made in (self.back, self.forward):
            made.setVisible(made in self._ways)
            made.setText(self._say(words.MOVES[own, self._ways[made]]) if made in self._ways else "")
        draft = letter.state is LetterState.DRAFT
        self.drop_button.setVisible(draft)
        for each in (self.accept_button, self.refuse_button, self.remark):
            each.setVisible(not draft)
        self._tell_item()

    def _tell_item(self) -> None:
        line = self._line_now()
        answer = line.item.answer if line else None
        said = []
        if line and answer:
            colon = self._say(Text("：", ": "))
            pairs = zip(words.ANSWER_PARTS, answer, strict=True)
            said = [f"{self._say(name)}{colon}{value}" for name, value in pairs if value]
        if line and line.item.remark:
            said.append(f"{self._say(words.REMARK)}{self._say(Text('：', ': '))}{line.item.remark}")
        self.answer.setText("　".join(said))
        self.answer.setVisible(bool(said))

    def _line_now(self) -> Line | None:
        id = current_id(self.table, self.rows)
        return self.rows.row(id) if id is not None else None

    def _turn(self, side: int) -> None:
        self.sides.setCurrentIndex(side)
        if side == 1:
            self._draw()

    # what is done

    def _go(self, way: QPushButton, _checked: bool = False) -> None:
        if way in self._ways:
            self.move_to(self._ways[way])

    def move_to(self, to: LetterState) -> None:
        letter, day = self._letter, self.on.date()
        if letter is not None:
            on = date(day.year(), day.month(), day.day())
            self._frame.write(lambda: self._frame.store.move_letter(letter.id, to, on, letter.version), changes=(WORK,))

    def _keep(self) -> None:
        letter, values = self._letter, {"term_days": self.term.value(), "note": self.note.text().strip()}
        if letter is not None and (letter.term_days, letter.note) != (values["term_days"], values["note"]):
            self._frame.write(lambda: self._frame.store.change_letter(letter.id, letter.version, **values), changes=(WORK,))

    def accept(self, accepted: bool | None, _checked: bool = False) -> None:
        """Say of every chosen finding whether it is put right, and go on to the next one."""
        if self._letter is None or self._letter.state is LetterState.DRAFT:
            return
        lines = [self.rows.row(id) for id in chosen_ids(self.table, self.rows)]
        remark, store = self.remark.text().strip(), self._frame.store
        if not lines:
            return
        self.remark.clear()
        below = min(max(self.rows.row_of(line.item.id) or 0 for line in lines) + 1, self.rows.rowCount() - 1)

        def write() -> None:
            for line in lines:
                store.accept_item(line.item.id, accepted, remark, line.item.version)

        self.table.setCurrentIndex(self.rows.index(below, 0))
        self._frame.write(write, changes=(WORK,))

    def drop(self) -> None:
        if self._letter is not None and self._letter.state is LetterState.DRAFT:
            ids, store = chosen_ids(self.table, self.rows), self._frame.store

            def write() -> None:
                for id in ids:
                    store.drop_from_letter(id)

            if ids:
                self._frame.write(write, changes=(WORK,))

    def look_at(self) -> None:
        line = self._line_now()
        if line and line.row:
            self.look.emit(line.row.id)

    # its papers

    def _draw(self) -> None:
        letter, lang = self._letter, self._say.lang
        if letter is None or self._shown == (letter.id, lang):
            return
        self._shown = (letter.id, lang)
        self._frame.ask(self._pages(letter, lang), partial(self._drawn, self._shown), self._not_drawn)

    def _pages(self, letter: Letter, lang: Lang) -> Generator[Progress, None, tuple[bytes, list[tuple[float, float]]]]:
        from reports.letter_papers import notice_pages

        data = yield from notice_pages(self._frame.store, letter, lang)
        return data, drawing.sizes(data)

    def _drawn(self, of: tuple[int, str], found: tuple[bytes, list[tuple[float, float]]]) -> None:
        if of == self._shown:
            self._data = found[0]
            self.view.set_pages(found[1])

    def _not_drawn(self, failure: object) -> None:
        self.view.set_pages(())
        self._frame.failed.emit(failure)

    def _render(self, number: int, width: int) -> None:
        data = self._data

        def put(image: QImage) -> None:
            if data is self._data:
                self.view.put(number, image)

        self._frame.read(lambda: drawing.picture(data, number, width), put, lambda _failure: None)

    def _choose_target(self) -> None:
        letter = self._letter
        if letter is None:
            return
        folder = Path(self._frame.settings.text("export_folder") or str(Path.home()))
        name = self._say(words.FILE_NAME, agency=_plain(letter.agency), number=_plain(letter.number))
        target = self._frame.asking.target(self, folder / name, f"{self._say(words.PDF)} (*.pdf)")
        if target:
            self.write(letter, target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf"))

    def write(self, letter: Letter, target: Path) -> None:
        """The notice as `target`, evidence and reply sheet beside it."""
        self._frame.settings.set("export_folder", str(target.parent))

        def steps() -> Generator[Progress, None, list[Path]]:
            from reports.letter_papers import write_letter

            return (yield from write_letter(self._frame.store, letter, target, self._say.lang))

        self._frame.do(steps(), self._written)

    def _written(self, paths: Sequence[Path]) -> None:
        said = words.EXPORTED.format(count=len(paths), name=paths[0].name)
        url = QUrl.fromLocalFile(str(paths[0]))
        self._banner.tell("good", said, action=(words.OPEN, lambda: QDesktopServices.openUrl(url)))


def _plain(name: str) -> str:
    """A name as a file may have it; what Windows refuses gives way."""
    return "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in name).strip(" .")
