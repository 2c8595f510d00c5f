"""HomePage: new and recent projects, the place to drop files, what to do today, the sample project."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from audit.model import Progress, Text
from audit.today import Standing, Todo, Waiting, standing
from gui.drop import Drop
from gui.home import words
from gui.home.new_project import NewProject
from gui.home.project_card import ProjectCard
from gui.home.welcome import Welcome
from gui.page import DECISIONS, FINDINGS, IMPORTS, PROJECT, WORK, Page
from gui.parts import button, label

SHOWN = 40
#: Where what waits is done.
PLACES: Mapping[Waiting, str] = {
    Waiting.IMPORT: "import", Waiting.CHECK: "check", Waiting.REVIEW: "review", Waiting.EVIDENCE: "review",
    Waiting.LETTERS: "letters", Waiting.SIGN: "signoff",
}  # fmt: skip


class HomePage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, FINDINGS, DECISIONS, WORK})

    def build(self) -> None:
        say, frame = self.say, self.frame
        self.new = button(say, words.NEW, self._new)
        self.sample = button(say, words.SAMPLE, self.open_sample)
        self.head.addWidget(self.sample)
        self.head.addWidget(self.new)
        self.drop = Drop(say, words.DROP, words.DROP_HINT, words.CHOOSE, lambda: frame.go("import", choose=True))
        self.drop.dropped.connect(lambda paths: frame.go("import", files=paths))
        self.form = NewProject(frame)
        self.form.created.connect(self._created)
        self.form.closed.connect(self.form.hide)
        self.form.hide()
        self.projects, projects = _column()
        self.todos, todos = _column()
        self._titles = [label("heading"), label("heading")]
        for title, text in zip(self._titles, (words.PROJECTS, words.TODAY), strict=True):
            say.say(title.setText, text)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        for title, list_, stretch in ((self._titles[0], projects, 3), (self._titles[1], todos, 2)):
            side = QVBoxLayout()
            side.setSpacing(8)
            side.addWidget(title)
            side.addWidget(list_, 1)
            columns.addLayout(side, stretch)
        self.work = QWidget()
        inside = QVBoxLayout(self.work)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        inside.addWidget(self.drop)
        inside.addWidget(self.form)
        inside.addLayout(columns, 1)
        self.welcome = Welcome(frame)
        self.welcome.answered.connect(self._answered)
        self.states = QStackedWidget()
        self.states.addWidget(self.welcome)
        self.states.addWidget(self.work)
        self.body.addWidget(self.states, 1)
        self._standings: tuple[Standing, ...] | None = None
        self._which()
        self._fill()
        self.restyle()

    # the first start

    def _which(self) -> None:
        introduced = self.frame.settings.introduced
        self.states.setCurrentIndex(1 if introduced else 0)
        for each in (self.heading, self.new, self.sample):
            each.setVisible(introduced)

    def _answered(self, sample: bool) -> None:
        self.frame.write(self.frame.desk.sign_in)
        self._which()
        self.refresh()
        if sample:
            self.open_sample()

    def focus_first(self) -> None:
        if self.frame.settings.introduced:
            self.drop.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.welcome.focus_first()

    # what is shown

    def refresh(self) -> None:
        self._which()
        self.welcome.show_place(self.frame.store.place)
        self.frame.ask(self._look(), self._show)

    def _look(self) -> Generator[Progress, None, tuple[Standing, ...]]:
        store, today = self.frame.store, date.today()
        found = []
        for number, project in enumerate(store.projects()[:SHOWN]):
            yield Progress(words.LOADING, number, None)
            found.append(standing(store, project, today))
        return tuple(found)

    def _show(self, standings: tuple[Standing, ...]) -> None:
        self._standings = standings
        self._fill()

    def _fill(self) -> None:
        pinned = self._pinned()
        found = sorted(self._standings or (), key=lambda s: s.project.id not in pinned)
        _clear(self.projects)
        for each in found:
            self.projects.addWidget(ProjectCard(self.frame, each, each.project.id in pinned, self._do))
        if not found:
            self._say_in(self.projects, words.NO_PROJECTS if self._standings is not None else words.LOADING)
        self.projects.addStretch(1)
        _clear(self.todos)
        todos = [todo for each in found for todo in each.waiting]
        for todo in todos:
            self.todos.addWidget(self._todo(todo))
        if not todos:
            self._say_in(self.todos, words.NOTHING_TODAY)
        self.todos.addStretch(1)

    def _say_in(self, column: QVBoxLayout, text: Text) -> None:
        said = label("muted", wrap=True)
        said.setText(self.say(text))
        column.addWidget(said)

    def _todo(self, todo: Todo) -> QWidget:
        box = QFrame()
        box.setObjectName("card")
        line = QHBoxLayout(box)
        line.setContentsMargins(14, 8, 10, 8)
        said, where = label(wrap=True), label("muted")
        said.setText(self.say(todo.text))
        where.setText(todo.project.name)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(said)
        both.addWidget(where)
        go = QPushButton(self.say(words.GO[todo.what.value]))
        go.setAccessibleName(f"{go.text()} {todo.project.name} {said.text()}")
        go.clicked.connect(partial(self._go, todo))
        line.addLayout(both, 1)
        line.addWidget(go)
        return box

    # what is done

    def _go(self, todo: Todo, _checked: bool = False) -> None:
        from audit.store.where import Where

        if self.frame.project != todo.project.id:
            self.frame.open_project(todo.project.id)
        what: dict[str, Any] = {}
        if todo.what in (Waiting.REVIEW, Waiting.EVIDENCE):
            what["where"] = (Where("verdict", "=", "" if todo.what is Waiting.REVIEW else "wanted"),)
        self.frame.go(PLACES[todo.what], **what)

    def _do(self, what: str, of: Standing) -> None:
        project = of.project
        if what == "open":
            self.frame.open_project(project.id)
            self.frame.go("review" if of.run else "import")
        elif what == "pin":
            self._pin(project.id)
        else:
            self.banner.tell(
                "warn", words.DELETE_ASK.format(name=project.name), action=(words.DELETE_DO, partial(self._delete, of))
            )

    def _delete(self, of: Standing) -> None:
        number, name = of.project.id, of.project.name

        def done(_: object) -> None:
            self.frame.tell(words.DELETED.format(name=name))
            if self.frame.project == number:
                self.frame.open_project(None)

        self.frame.write(lambda: self.frame.store.delete_project(number), done, changes=(PROJECT,))

    def _pinned(self) -> set[int]:
        return {int(n) for n in self.frame.settings.text("pinned").split(",") if n.isdecimal()}

    def _pin(self, project: int) -> None:
        self.frame.settings.set("pinned", ",".join(map(str, sorted(self._pinned() ^ {project}))))
        self._fill()

    def _new(self) -> None:
        self.form.begin()

    def _created(self, project: int) -> None:
        self.form.hide()
        self.frame.open_project(project)
        self.frame.go("import")

    def open_sample(self) -> None:
        """The sample project, made at its first opening."""
        self.sample.setEnabled(False)
        task = self.frame.do(self.frame.desk.sample_project(self.say(words.SAMPLE_NAME)), self._sample_opened)
        task.ended.connect(self._sample_ended)

    def _sample_opened(self, project: int) -> None:
        self.frame.open_project(project)
        self.frame.announce(IMPORTS, FINDINGS)
        self.frame.go("review")

    def _sample_ended(self, _task: object) -> None:
        self.sample.setEnabled(True)

    def arrive(self, what: Mapping[str, Any]) -> None:
        if what.get("new") and self.frame.settings.introduced:
            self._new()

    def speak(self) -> None:
        self._fill()
        self.welcome.speak()
        self.welcome.show_place(self.frame.desk.place)
        self.form.speak()

    def restyle(self) -> None:
        self.drop.dress(self.frame.colours, self.frame.ratio)
        self._fill()

    def poses(self) -> Iterator[str]:
        yield ""
        if self.frame.settings.introduced:
            self._new()
            yield "new"
            self.form.hide()


def _column() -> tuple[QVBoxLayout, QScrollArea]:
    """A column of cards that scrolls."""
    body, area = QWidget(), QScrollArea()
    body.setObjectName("body")
    inside = QVBoxLayout(body)
    inside.setContentsMargins(0, 0, 6, 0)
    inside.setSpacing(8)
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return inside, area


def _clear(column: QLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
