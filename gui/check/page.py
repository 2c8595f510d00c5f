"""CheckPage: choose rules, run them with progress, and see what is new, unchanged and gone, with all decisions kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from audit.store.where import Where
from gui.check import words
from gui.check.rules import RuleChoice
from gui.importing.lists import Cell, ListModel
from gui.page import DECISIONS, FINDINGS, IMPORTS, PROJECT, RULES, Page
from gui.parts import button, card, label, named
from gui.progress_panel import ProgressPanel
from gui.tables import table
from gui.tasks import Failure, Task

if TYPE_CHECKING:
    from audit.store.nouns import RunDiff

HISTORY_WIDTHS = ((16, 16), (8, 8), (6, 6), (6, 8), (5, 5), (5, 10), (5, 5))


class CheckPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, FINDINGS, DECISIONS, RULES})

    def build(self) -> None:
        say, frame = self.say, self.frame
        self._run: Task | None = None
        self._visits = 0
        self._at_once = False  # check as soon as it is known what there is
        self._last: RunDiff | None = None
        self._stale = False
        self._counts: Mapping[tuple[str, str], int] = {}
        self.rules = RuleChoice(frame)
        self.rules.changed.connect(self._update)
        self.policy, self.day = QComboBox(), QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.start = button(say, words.START, self.check, "primary")
        self.hint = label("muted", wrap=True)
        self.progress = ProgressPanel(say)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.rules, 5)
        columns.addWidget(self._results(), 6)
        self.body.addLayout(columns, 1)
        self.body.addWidget(self.progress)
        self.body.addWidget(self._order())
        self.key("F5", words.START, self.check)
        self.key("Escape", words.STOP, self.cancel)
        self._update()  # nothing can be started before it is known what there is

    def _order(self) -> QWidget:
        box, inside = card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for column, (widget, text, stretch) in enumerate(((self.policy, words.POLICY, 3), (self.day, words.AS_OF, 1))):
            caption = label("field")
            self.say.say(caption.setText, text)
            caption.setBuddy(widget)
            named(widget, self.say, text)
            grid.addWidget(caption, 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, stretch)
        grid.addWidget(self.hint, 1, 2)
        grid.setColumnStretch(2, 4)
        grid.addWidget(self.start, 1, 3)
        inside.addLayout(grid)
        return box

    def _results(self) -> QWidget:
        box, inside = card()
        head = QHBoxLayout()
        title = label("heading")
        self.say.say(title.setText, words.LAST)
        self.to_review = button(self.say, words.TO_REVIEW, lambda: self.frame.go("review"))
        head.addWidget(title, 1)
        head.addWidget(self.to_review)
        self.stale = label("badge", wrap=True)
        self.stale.setProperty("tone", "review")
        self.when, self.figures = label("muted", wrap=True), label(wrap=True)
        self.tiles: dict[str, tuple[QPushButton, QLabel]] = {}
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for name in words.TILES:
            tiles.addWidget(self._tile(name))
        self.tile_box = QWidget()
        self.tile_box.setLayout(tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        history = label("heading")
        self.say.say(history.setText, words.HISTORY)
        titles = (words.TIME, words.WHO, words.VISITS, words.FINDINGS, *(words.TILES[n] for n in ("new", "unchanged", "gone")))
        self.history = ListModel(self.frame, titles, self._cells)
        self.history_table = table(self.history, HISTORY_WIDTHS, self.say, words.HISTORY)
        inside.addLayout(head)
        for each in (self.stale, self.when, self.figures, self.tile_box, history):
            inside.addWidget(each)
        inside.addWidget(self.history_table, 1)
        return box

    def _tile(self, name: str) -> QWidget:
        box = QFrame()
        box.setObjectName("tile")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(8, 6, 8, 6)
        inside.setSpacing(0)
        figure, caption = QPushButton(), label("field", wrap=True)
        figure.setObjectName("figure")
        figure.clicked.connect(partial(self._show, name))
        self.say.say(caption.setText, words.TILES[name])
        self.say.say(figure.setToolTip, words.TILE_TIPS[name])
        inside.addWidget(figure)
        inside.addWidget(caption)
        inside.addStretch(1)
        self.tiles[name] = (figure, caption)
        return box

    # what is shown

    def refresh(self) -> None:
        project, store = self.frame.project, self.frame.store
        self._fill_policies()
        if project is None:
            self._last, self._visits, self._stale = None, 0, False
            self.history.put(())
            self._update()
            return
        noun = store.project(project)
        self.policy.setCurrentIndex(max(0, self.policy.findData(noun.policy)))
        self.day.setDate(QDate(noun.as_of.year, noun.as_of.month, noun.as_of.day))
        self.frame.read(partial(self._look, project), self._looked)

    def _look(self, project: int) -> tuple[int, int, bool, Sequence[Any], Mapping[tuple[str, str], int]]:
        store = self.frame.store
        history = store.run_history(project)
        counts = store.finding_counts(history[0].run.id, ["rule", "outcome"]) if history else {}
        plain = {(str(rule), str(outcome)): n for (rule, outcome), n in counts.items()}
        return project, len(store.visit_ids(project)), bool(history) and store.stale(project), history, plain

    def _looked(self, answer: tuple[int, int, bool, Sequence[Any], Mapping[tuple[str, str], int]]) -> None:
        project, self._visits, self._stale, history, counts = answer
        if project != self.frame.project:
            return
        self._last = history[0] if history else None
        self._counts = counts
        self.history.put(history[:50])
        self.rules.show_counts(counts)
        self._update()
        if self._at_once and self._visits:
            self._at_once = False
            self.check()

    def _fill_policies(self) -> None:
        chosen = self.policy.currentData()
        self.policy.clear()
        for pack in self.frame.desk.policies():
            self.policy.addItem(self.say(pack.title), pack.name)
        self.policy.setCurrentIndex(max(0, self.policy.findData(chosen)))

    def _cells(self, diff: RunDiff) -> Sequence[Cell]:
        run = diff.run
        figures = (run.visits, run.findings, diff.new, diff.unchanged, diff.gone)
        return ((run.at.astimezone().strftime("%Y-%m-%d %H:%M"), ""), (run.by, ""), *((f"{n:,}", "") for n in figures))

    def _update(self) -> None:
        say, last, busy = self.say, self._last, self._run is not None
        for each in (self.when, self.tile_box, self.to_review, self.history_table):
            each.setVisible(last is not None)
        self.stale.setVisible(self._stale)
        self.stale.setText(say(words.STALE))
        self.figures.setText(say(words.NEVER))
        if last is not None:
            self._tell(last)
        self.start.setEnabled(bool(self._visits) and not busy and not self.rules.none)
        self.rules.setEnabled(not busy)
        hint = words.NO_DATA if not self._visits else words.NO_RULES if self.rules.none else words.READY
        self.hint.setText(say(hint, visits=f"{self._visits:,}"))

    def _tell(self, last: RunDiff) -> None:
        say, run = self.say, last.run
        when = say(
            words.WHEN,
            day=run.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            policy=self._title(run.policy),
            as_of=run.as_of.isoformat(),
        )
        self.when.setText(when + (say(words.BY, name=run.by) if run.by else ""))
        by_outcome = {o: sum(n for (_, outcome), n in self._counts.items() if outcome == o) for o in ("violation", "review")}
        self.figures.setText(say(words.FIGURES, visits=f"{run.visits:,}", violations=f"{by_outcome['violation']:,}",
                                 reviews=f"{by_outcome['review']:,}"))  # fmt: skip
        for name, (figure, _) in self.tiles.items():
            count = getattr(last, name)
            figure.setText(f"{count:,}")
            figure.setEnabled(count > 0)
            figure.setAccessibleName(f"{say(words.TILES[name])} {count:,}")

    def _title(self, policy: str) -> str:
        at = self.policy.findData(policy)
        return self.policy.itemText(at) if at >= 0 else policy

    # what is done

    def _show(self, name: str, _checked: bool = False) -> None:
        if self._last is None:
            return
        title = words.TILES[name]
        if name == "gone":
            ids = self.frame.store.gone_ids(self._last.run.id)
            self.frame.go("review", ids=ids, title=words.GONE)
            return
        where = {
            "new": Where("news", "=", "new"), "unchanged": Where("news", "=", "unchanged"), "decided": Where("verdict", "!=", ""),
            "changed": Where("changed", "=", 1),
        }[name]  # fmt: skip
        self.frame.go("review", where=(where,), title=title)

    def check(self) -> None:
        project = self.frame.project
        if project is None or self._run is not None or not self._visits or self.rules.none:
            return
        self.banner.hide()
        day = self.day.date()
        as_of = date(day.year(), day.month(), day.day())
        steps = self.frame.desk.check_project(project, str(self.policy.currentData() or "cn-default"), as_of, self.rules.chosen())
        self.frame.do(steps, self._done, self._failed, changes=(FINDINGS, PROJECT), watch=self._begun)

    def _begun(self, task: Task) -> None:
        self._run = task
        self.progress.watch(task)
        task.cancelled.connect(self._cancelled)
        task.ended.connect(self._ended)
        self._update()

    def cancel(self) -> None:
        if self._run:
            self._run.cancel()

    def _done(self, diff: RunDiff) -> None:
        """The findings are there; what the second reader doubts comes among them while they are being read."""
        self._tell_done(diff)
        self.frame.do(self.frame.desk.second_look(diff.run.id), self._tell_done, changes=(FINDINGS, PROJECT))

    def _tell_done(self, diff: RunDiff) -> None:
        if diff.run.project != self.frame.project:
            return
        figures = {name: f"{getattr(diff, name):,}" for name in ("new", "unchanged", "gone", "decided")}
        self.banner.tell("good", words.DONE.format(**figures), action=(words.TO_REVIEW, lambda: self.frame.go("review")))

    def _failed(self, failure: Failure) -> None:
        self.banner.tell_failure(failure, action=(words.START, self.check))

    def _cancelled(self) -> None:
        self.banner.tell("warn", words.CANCELLED, action=(words.START, self.check))

    def _ended(self, _task: Task) -> None:
        self._run = None
        self._update()

    # the page

    def arrive(self, what: Mapping[str, Any]) -> None:
        """`run`: check at once, or as soon as it is known that there is anything to check."""
        self._at_once = bool(what.get("run")) and not self._visits
        if what.get("run"):
            self.check()

    def leave(self) -> None:
        self._at_once = False

    def focus_first(self) -> None:
        (self.start if self.start.isEnabled() else self.rules.tree).setFocus(Qt.FocusReason.OtherFocusReason)

    def speak(self) -> None:
        self._fill_policies()
        self.rules.fill()
        self._update()

    def poses(self) -> Iterator[str]:
        yield ""
        self.check()
        yield "done"
