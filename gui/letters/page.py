"""LettersPage: the letters of corrections of a project and, below, the one that is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from audit.letters import Letter, LetterState
from audit.model import Progress
from gui.letters import words
from gui.letters.detail import Detail
from gui.letters.tables import LETTERS
from gui.page import FINDINGS, MASKING, PROJECT, WORK, Page
from gui.parts import button, label
from gui.rows import Rows, choose, current_id, show_rows
from gui.tables import table

if TYPE_CHECKING:
    from reports.letter_papers import Taken


class LettersPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, FINDINGS, WORK, MASKING})

    def build(self) -> None:
        self._build_head()
        self.rows = Rows(LETTERS, self.say, lambda letter: letter.id)
        self.table = table(self.rows, [c.width for c in LETTERS], self.say, words.LETTERS, sortable=True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.detail = Detail(self.frame, self.banner)
        self.detail.look.connect(lambda id: self.frame.go("review", finding=id, ids=[id]))
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.table)
        both.addWidget(self.detail)
        both.setSizes([170, 420])
        both.setChildrenCollapsible(False)
        self.states = QStackedWidget()
        self.states.addWidget(both)
        self.states.addWidget(self._nothing())
        self.body.addWidget(self.states, 1)
        self.key("1", words.ACCEPT, partial(self.detail.accept, True))
        self.key("2", words.REFUSE, partial(self.detail.accept, False))
        self.key("0", words.CLEAR, partial(self.detail.accept, None))
        self.key("Return", words.LOOK, self.detail.look_at)
        self.key("Ctrl+E", words.EXPORT, self.detail._choose_target)
        self.restyle()

    def _build_head(self) -> None:
        self.take = button(self.say, words.TAKE, self._choose_reply)
        self.make = button(self.say, words.MAKE, lambda: self.make_letters(True), "primary")
        self.say.say(self.make.setToolTip, words.MAKE_CONFIRMED)
        self.more = QPushButton()
        self.more.setObjectName("menu")
        self.say.say(self.more.setText, words.MORE)
        menu = QMenu(self)
        every = menu.addAction("")
        self.say.say(every.setText, words.MAKE_ALL)
        every.triggered.connect(lambda: self.make_letters(False))
        self._former = menu.addMenu("")
        self.say.say(self._former.setTitle, words.CARRY)
        self._former.aboutToShow.connect(self._list_former)
        self.more.setMenu(menu)
        for each in (self.take, self.more, self.make):
            self.head.addWidget(each)

    def _nothing(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        said = label("muted", wrap=True)
        self.say.say(said.setText, words.EMPTY)
        go = button(self.say, words.TO_REVIEW, lambda: self.frame.go("review"), "primary")
        column.addWidget(said)
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return empty

    # what is shown

    def refresh(self) -> None:
        project = self.frame.project
        if project is None:
            self._show((project, ()))
        else:
            self.frame.read(lambda: (project, self.frame.store.letters(project)), self._show)

    def _show(self, found: tuple[int | None, tuple[Letter, ...]]) -> None:
        project, letters = found
        if project != self.frame.project:
            return
        show_rows(self.table, self.rows, letters)
        self.states.setCurrentIndex(0 if letters else 1)
        self._show_chosen()
        self.speak()

    def _show_chosen(self) -> None:
        id = current_id(self.table, self.rows)
        self.detail.show_letter(self.rows.row(id) if id is not None else None)

    def speak(self) -> None:
        letters: tuple[Letter, ...] = self.rows.rows
        by = Counter(letter.state for letter in letters)
        said = self.say(
            words.COUNTS, letters=len(letters), draft=by[LetterState.DRAFT], sent=by[LetterState.SENT],
            overdue=by[LetterState.OVERDUE], verified=by[LetterState.VERIFIED],
        )  # fmt: skip
        self.subtitle.setText(said if letters else "")
        self.detail.speak()

    def restyle(self) -> None:
        self.detail.view.dress(self.frame.colours.hover, self.frame.colours.line)

    # what is done

    def make_letters(self, confirmed: bool) -> None:
        """Drafts of all that is in no letter yet."""
        project, store = self.frame.project, self.frame.store
        run = store.last_run(project) if project is not None else None
        if project is None or run is None:
            return
        self.banner.hide()
        number, of = run.id, project
        self.frame.write(lambda: store.make_letters(of, number, confirmed_only=confirmed), self._made, changes=(WORK,))

    def _made(self, letters: tuple[Letter, ...]) -> None:
        self.frame.tell(words.MADE.format(count=len(letters), items=sum(letter.items for letter in letters)))

    def _choose_reply(self) -> None:
        for path in self.frame.asking.files(self, f"{self.say(words.SHEETS)} (*.xlsx *.xls)"):
            self.take_reply(path)

    def take_reply(self, path: Path) -> None:
        """Read what an agency filled in."""
        project = self.frame.project
        if project is None:
            return
        of = project

        def steps() -> Generator[Progress, None, Taken]:
            from reports.letter_papers import take_reply

            return (yield from take_reply(self.frame.store, of, path))

        self.frame.do(steps(), self._taken, changes=(WORK,))

    def _taken(self, taken: Taken) -> None:
        at = [words.PROBLEM_AT.format(row=p.row or "—", column=p.column, problem="{problem}") for p in taken.problems]
        told = [self.say(a).format(problem=self.say(p.problem)) for a, p in zip(at, taken.problems, strict=True)]
        if taken.blank or taken.elsewhere or taken.problems:
            said = words.TAKEN_LESS.format(
                count=taken.attached, blank=taken.blank, elsewhere=taken.elsewhere, problems=len(taken.problems)
            )
            self.banner.tell("warn", said, details="\n".join(told))
        else:
            self.banner.tell("good", words.TAKEN.format(count=taken.attached))
        choose(self.table, self.rows, taken.letter.id)

    def _list_former(self) -> None:
        self._former.clear()
        others = [p for p in self.frame.store.projects() if p.id != self.frame.project]
        for other in others:
            action = self._former.addAction(other.name)
            action.triggered.connect(partial(self.carry_over, other.id))
        if not others:
            self._former.addAction(self.say(words.NO_FORMER)).setEnabled(False)

    def carry_over(self, old: int, _checked: bool = False) -> None:
        """What was not put right in the letters of another project."""
        new, store = self.frame.project, self.frame.store
        if new is not None:
            to = new
            self.frame.write(lambda: store.carry_letters(old, to), self._carried, changes=(WORK,))

    def _carried(self, letters: tuple[Letter, ...]) -> None:
        if letters:
            self.frame.tell(words.CARRIED.format(count=len(letters)))
        else:
            self.banner.tell("warn", words.NOTHING_CARRIED)

    # keyboard

    def arrive(self, what: Mapping[str, Any]) -> None:
        if "letter" in what:
            choose(self.table, self.rows, int(what["letter"]))

    def other_side(self) -> None:
        side = self.table if self.detail.table.hasFocus() else self.detail.table
        side.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        (self.table if self.rows.rowCount() else self.make).setFocus(Qt.FocusReason.OtherFocusReason)

    def poses(self) -> Iterator[str]:
        yield "empty"
        from datetime import date, timedelta

        project = self.frame.project
        self.make_letters(False)
        letters = self.frame.store.letters(project) if project is not None else ()
        for letter, days in zip(letters[:2], (40, 3), strict=False):
            self.frame.store.move_letter(letter.id, LetterState.SENT, date.today() - timedelta(days=days))
        self.refresh()
        choose(self.table, self.rows, letters[0].id)
        yield ""
        self.detail.tabs[1].click()
        yield "notice"
        self.detail.tabs[0].click()
