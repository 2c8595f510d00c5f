"""RulebookPage: all rules and the one that is chosen; changes are tried on the present data before they become a bank's own pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from audit.bankpack import Pack
from audit.model import Text
from audit.policy import clauses, names
from audit.rulebook import LIMITS_OF, Record, Seen, records, seen, words_of
from audit.rules import RULES
from audit.rules.rule import Rule
from audit.store.nouns import FindingRow
from gui import words as common
from gui.masking import masked_row
from gui.page import DECISIONS, FINDINGS, MASKING, PROJECT, Page
from gui.page import RULES as RULES_CHANGED
from gui.paged_table import Column
from gui.parts import button, label, named
from gui.progress_panel import ProgressPanel
from gui.rows import Rows, choose, current_id, show_rows
from gui.rulebook import draft, words
from gui.rulebook.rule_view import RuleView, Shown
from gui.rulebook.trial_view import TrialView, Tried, tried
from gui.tables import table
from gui.tasks import Failure, Task


@dataclass(frozen=True, slots=True)
class Line:
    """A rule of the list."""

    place: int
    rule: Rule
    on: bool
    grade: int
    record: Record
    changed: bool


def _share(line: Line) -> str:
    return f"{line.record.overruled_share:.0%}" if line.record.overruled_share is not None else ""


COLUMNS = (
    Column(words.RULE, lambda r, say: say(words.CHANGED.format(title="{title}")).format(title=say(r.rule.title)) if r.changed else say(r.rule.title), (19, 28), "says"),
    Column(words.ON, lambda r, say: say(words.ONS[r.on]), (7, 5), "on"),
    Column(words.GRADE, lambda r, say: say(common.GRADES[r.grade]), (8, 11), "grade"),
    Column(words.HITS, lambda r, _: f"{r.record.findings:,}" if r.record.findings else "", (6, 5), "says"),
    Column(words.OVERRULED, lambda r, _: _share(r), (8, 9), "says"),
)  # fmt: skip


class RulebookPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, FINDINGS, DECISIONS, MASKING, RULES_CHANGED})

    def build(self) -> None:
        self._packs: Mapping[str, Pack] = {}
        self._saved = draft.begun("cn-default", {})
        self._pack = self._saved
        self._records: Mapping[str, Record] = {}
        self._project: tuple[int | None, str] = (None, "")
        self._task: Task | None = None
        self._turn = self._ended = 0
        self._build_head()
        self.rows = Rows(COLUMNS, self.say, lambda line: line.place)
        self.table = table(self.rows, [c.width for c in COLUMNS], self.say, words.RULES, sortable=True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_rule())
        self.search_field = QLineEdit()
        named(self.search_field, self.say, words.SEARCH)
        self.say.say(self.search_field.setPlaceholderText, words.SEARCH)
        self.search_field.textChanged.connect(lambda _text: self._list())
        self.view, self.trial = RuleView(self.say), TrialView(self.frame)
        self.view.limit_changed.connect(lambda name, value: self._change(draft.with_limit(self._pack, name, value)))
        self.view.on_changed.connect(lambda on: self._on_rule(lambda rule: draft.with_rule(self._pack, rule.code, on)))
        self.view.grade_changed.connect(
            lambda n: self._on_rule(lambda rule: draft.with_grade(self._pack, rule.code, n, rule.grade))
        )
        self.view.words_changed.connect(lambda concept, typed: self._change(draft.with_words(self._pack, concept, typed)))
        self.trial.look.connect(lambda id: self.frame.go("review", finding=id, ids=[id]))
        left, both = QVBoxLayout(), QHBoxLayout()
        left.addWidget(self.search_field)
        left.addWidget(self.table, 1)
        both.setSpacing(14)
        both.addLayout(left, 5)
        both.addLayout(self._right(), 6)
        self.body.addLayout(both, 1)

    def _build_head(self) -> None:
        self.box = QComboBox()
        named(self.box, self.say, words.PACK)
        self.box.setMinimumWidth(260)
        self.box.activated.connect(lambda _index: self._choose_pack(str(self.box.currentData())))
        self.use_button = button(self.say, words.USE, self.use)
        self.head.addWidget(self.box)
        self.head.addWidget(self.use_button)

    def _right(self) -> QVBoxLayout:
        self.sides, self.tabs, tabs = QStackedWidget(), [], QHBoxLayout()
        for number, (text, side) in enumerate(zip(words.SIDES, (self.view, self.trial), strict=True)):
            tab = QPushButton()
            tab.setObjectName("step")
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            self.say.say(tab.setText, text)
            tab.clicked.connect(partial(self._turn_to, number))
            self.sides.addWidget(side)
            self.tabs.append(tab)
            tabs.addWidget(tab)
        self.tabs[0].setChecked(True)
        tabs.addStretch(1)
        self.try_button = button(self.say, words.TRY, self.try_it)
        tabs.addWidget(self.try_button)
        self.changes, self.name = label("muted"), QLineEdit()
        named(self.name, self.say, words.NAME)
        self.say.say(self.name.setPlaceholderText, words.NAME)
        self.save_button = button(self.say, words.SAVE, self.save, "primary")
        self.discard_button = button(self.say, words.DISCARD, self.discard)
        self.bar = QWidget()
        line = QHBoxLayout(self.bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.changes)
        line.addWidget(self.name, 1)
        line.addWidget(self.discard_button)
        line.addWidget(self.save_button)
        self.progress = ProgressPanel(self.say)
        column = QVBoxLayout()
        column.addLayout(tabs)
        column.addWidget(self.progress)
        column.addWidget(self.sides, 1)
        column.addWidget(self.bar)
        return column

    # what is shown

    def refresh(self) -> None:
        project, store = self.frame.project, self.frame.store

        def read() -> tuple[int | None, str, Mapping[str, Pack], Mapping[str, Record]]:
            run = store.last_run(project) if project is not None else None
            for each in names():
                draft.built_in(each)
            for rule in RULES:
                words_of(rule.code)  # their files are read here, not on the window's thread
            clauses()
            used = store.project(project).policy if project is not None else ""
            return project, used, {p.name: p for p in store.packs()}, records(store, run.id) if run else {}

        self.frame.read(read, self._show)

    def _show(self, found: tuple[int | None, str, Mapping[str, Pack], Mapping[str, Record]]) -> None:
        project, used, self._packs, self._records = found
        if project != self.frame.project:
            return
        other = (project, used) != self._project
        self._project = (project, used)
        if not self._changed:
            known = used if used in self._packs or used in names() else "cn-default"
            self._begin(known if other else self._key)
        self._fill()
        self._list()
        self.speak_standing()

    @property
    def _key(self) -> str:
        """The name by which the chosen pack is found."""
        return self._saved.name or self._saved.base

    @property
    def _changed(self) -> int:
        return draft.changes(self._pack, self._saved)

    def _begin(self, name: str) -> None:
        self._saved = self._pack = draft.begun(name, self._packs)
        self.name.setText(self._saved.name)
        self.trial.show_tried(None)

    def _choose_pack(self, name: str) -> None:
        self._begin(name)
        self._list()
        self.speak_standing()

    def _fill(self) -> None:
        self.box.clear()
        for pack in self._packs.values():
            self.box.addItem(self.say(words.OWN, title=self.say(pack.title), version=pack.version), pack.name)
        for name in names():
            self.box.addItem(self.say(words.BUILT_IN, title=self.say(draft.built_in(name).title)), name)
        self.box.setCurrentIndex(self.box.findData(self._key))

    def _list(self) -> None:
        wanted, lines = self.search_field.text().strip().casefold(), []
        for place, rule in enumerate(RULES):
            if wanted and wanted not in f"{rule.title.zh} {rule.title.en} {rule.broken.zh} {rule.broken.en}".casefold():
                continue
            concepts = tuple(w.concept for w in words_of(rule.code))
            changed = draft.touched(self._pack, rule.code, LIMITS_OF.get(rule.code, ()), concepts)
            lines.append(
                Line(place, rule, draft.is_on(self._pack, rule.code), draft.grade(self._pack, rule.code, rule.grade),
                     self._records.get(rule.code, Record()), changed)
            )  # fmt: skip
        with QSignalBlocker(self.table.selectionModel()):  # the rule is shown once, whether another is chosen now or not
            show_rows(self.table, self.rows, lines)
        self._show_rule()

    def _rule(self) -> Rule | None:
        id = current_id(self.table, self.rows)
        return RULES[id] if id is not None else None

    def _show_rule(self) -> None:
        rule, project, store = self._rule(), self.frame.project, self.frame.store
        if rule is None:
            return
        self.view.show_rule(Shown(rule, self._pack, self._records.get(rule.code, Record())))
        run = store.last_run(project) if project is not None else None
        if run is not None and self._records.get(rule.code, Record()).decided:
            number, asked = run.id, rule
            self.frame.read(lambda: seen(store, number, asked.code), partial(self._show_examples, asked))

    def _show_examples(self, rule: Rule, found: Seen) -> None:
        if rule is self._rule() and not self.view.isAncestorOf(self.focusWidget() or self):
            quotes = [self._quotes(rows) for rows in found]
            self.view.show_rule(Shown(rule, self._pack, self._records.get(rule.code, Record()), *quotes))

    def _quotes(self, rows: tuple[FindingRow, ...]) -> list[str]:
        shown = [masked_row(row) if self.frame.masked else row for row in rows]
        return [quote for row in shown if (quote := next((e.quote for e in row.finding.evidence if e.quote), ""))]

    def speak_standing(self) -> None:
        """What is not saved, and what the project uses."""
        count = self._changed
        self.bar.setVisible(bool(count))
        self.changes.setText(self.say(words.CHANGES, count=count))
        used = self._project[1]
        title = self._packs[used].title if used in self._packs else draft.built_in(used).title if used in names() else None
        self.subtitle.setText(self.say(words.IN_USE, name=self.say(title)) if title else "")
        self.use_button.setVisible(self.frame.project is not None and not count and self._key != used)
        self.try_button.setEnabled(self.frame.project is not None)

    def speak(self) -> None:
        self._fill()
        self.view.draw()
        self.trial.speak()
        self.speak_standing()

    # what is changed

    def _on_rule(self, change: Callable[[Rule], Pack]) -> None:
        if (rule := self._rule()) is not None:
            self._change(change(rule))

    def _change(self, pack: Pack) -> None:
        """The form itself stays as it is: somebody is typing in it."""
        if pack == self._pack:
            return
        self._pack = pack
        self.trial.show_tried(None)
        id, model = current_id(self.table, self.rows), self.rows
        self.table.selectionModel().blockSignals(True)
        lines = [
            replace(line, on=draft.is_on(pack, line.rule.code), grade=draft.grade(pack, line.rule.code, line.rule.grade),
                    changed=draft.touched(pack, line.rule.code, LIMITS_OF.get(line.rule.code, ()), tuple(w.concept for w in words_of(line.rule.code))))
            for line in model.rows
        ]  # fmt: skip
        model.show(lines)
        if id is not None:
            choose(self.table, model, id)
        self.table.selectionModel().blockSignals(False)
        self.table.viewport().update()
        self.speak_standing()

    def discard(self) -> None:
        self._choose_pack(self._key)

    def save(self) -> None:
        """As the bank's own pack; a built-in one is never changed."""
        name, store = self.name.text().strip(), self.frame.store
        if not name:
            self.banner.tell("warn", words.NAME_NEEDED)
            self.name.setFocus()
            return
        renamed = name != self._saved.name
        pack = replace(self._pack, name=name, title=Text(name, name), version=0 if renamed else self._saved.version)
        self.banner.hide()
        self.frame.write(lambda: store.save_pack(pack), self._was_saved, changes=(RULES_CHANGED,))

    def _was_saved(self, pack: Pack) -> None:
        self._packs = {**self._packs, pack.name: pack}
        self._saved = self._pack = pack
        self.frame.tell(words.SAVED.format(name=pack.name, version=pack.version))

    def use(self) -> None:
        """The project's next check follows this pack."""
        project, name, store = self.frame.project, self._key, self.frame.store
        if project is not None:
            of = project
            self.frame.write(lambda: store.change_project(of, policy=name), lambda _: self._used(name), changes=(PROJECT,))

    def _used(self, name: str) -> None:
        self.banner.tell("good", words.USED_NOW.format(name=name), action=(words.CHECK_NOW, lambda: self.frame.go("check")))

    # trying

    def try_it(self) -> None:
        """Judge the present data by the pack as it stands here."""
        project = self.frame.project
        if project is None:
            self.banner.tell("warn", words.NO_PROJECT)
            return
        if self._task is not None:
            self._task.cancel()
        self.banner.hide()
        self._turn += 1
        turn = self._turn
        name = self.name.text().strip() or "trial"
        pack = replace(self._pack, name=name if name not in names() else "trial", title=Text(name, name))
        task = self.frame.ask(tried(self.frame, project, pack), partial(self._tried, turn), partial(self._not_tried, turn))
        task.cancelled.connect(self._cancelled)
        if self._ended < turn:
            self._task = task
            self.progress.watch(task)

    def _tried(self, turn: int, found: Tried) -> None:
        if self._over(turn):
            self.trial.show_tried(found)
            self._turn_to(1)

    def _not_tried(self, turn: int, failure: Failure) -> None:
        if self._over(turn):
            self.banner.tell_failure(failure)

    def _over(self, turn: int) -> bool:
        self._ended = max(self._ended, turn)
        if turn != self._turn:
            return False
        self._task = None
        self.progress.hide()
        return True

    def _cancelled(self) -> None:
        self._task = None

    def _turn_to(self, side: int, _checked: bool = False) -> None:
        self.sides.setCurrentIndex(side)
        self.tabs[side].setChecked(True)

    # keyboard

    def arrive(self, what: Mapping[str, Any]) -> None:
        place = next((n for n, rule in enumerate(RULES) if rule.code == what.get("rule")), None)
        if place is not None:
            self.search_field.clear()
            choose(self.table, self.rows, place)

    def search(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def other_side(self) -> None:
        side = self.view.on if self.table.hasFocus() else self.table
        side.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def poses(self) -> Iterator[str]:
        self.arrive({"rule": "prohibited_hours"})
        yield ""
        self._change(draft.with_limit(self._pack, "closed_from", "17:00"))
        self._show_rule()
        yield "changed"
        self.try_it()
        yield "trial"
        self.discard()
        self._turn_to(0)
