"""BulkPanel: one decision on many findings, with a preview of what it touches before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from audit import reasons
from audit.model import Text, Verdict
from audit.store.nouns import Conflict, Preview
from gui.frame import Frame
from gui.parts import button, label, named, set_tone
from gui.review import words
from gui.review.decide_card import describe
from gui.review.saving import Saving, Wish
from gui.review.wanted import only_open
from gui.tasks import Task

if TYPE_CHECKING:
    from audit.store.store import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """Findings a decision could be made on, and what they are called."""

    title: Text
    ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Looked:
    ids: Sequence[int]
    preview: Preview


VERDICTS = (Verdict.CONFIRMED, Verdict.DISMISSED, Verdict.WANTED, None)


class BulkPanel(QFrame):
    closed = Signal()
    done = Signal(object, int)  # the verdict, how many

    def __init__(self, frame: Frame, saving: Saving, title: Callable[[str], Text]):
        super().__init__()
        self.setObjectName("card")
        self._frame, self._say, self._saving, self._title = frame, frame.tongue, saving, title
        self._run, self._scopes = 0, list[Scope]()
        self._looked: Looked | None = None
        self._task: Task | None = None
        self._clash: Conflict | None = None
        self._count = 0
        self.heading = label("heading")
        self._say.say(self.heading.setText, words.BULK)
        self.scopes, self.verdicts = QButtonGroup(self), QButtonGroup(self)
        self.only_open = QCheckBox()
        self.only_open.setChecked(True)
        self._say.say(self.only_open.setText, words.ONLY_OPEN)
        self.reason, self.note = QComboBox(), QLineEdit()
        self.reason.setMinimumContentsLength(8)
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        named(self.reason, self._say, words.REASON)
        named(self.note, self._say, words.NOTE)
        self._say.say(self.note.setPlaceholderText, words.NOTE)
        self.told = label(wrap=True, select=True)
        self.warning = label("badge", wrap=True)
        set_tone(self.warning, "review")
        self.go = button(self._say, words.BULK, self._do, "primary")
        self.leave = button(self._say, words.LEAVE, self.closed.emit)
        self._lay_out()
        self.scopes.idToggled.connect(self._scope_chosen)
        self.verdicts.idToggled.connect(self._verdict_toggled)
        self.only_open.toggled.connect(lambda _on: self.look())
        self._say.changed.connect(self._language_changed)
        saving.many_saved.connect(self._saved)
        saving.many_met_conflict.connect(self._conflict)
        saving.went_wrong.connect(lambda _failure: self._speak())

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(6)
        inside.addWidget(self.heading)
        body, column = QWidget(), QVBoxLayout()
        body.setObjectName("body")
        body.setLayout(column)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        self._section(column, words.SCOPE)
        for number in range(3):
            column.addWidget(self._radio(self.scopes, number))
        column.addWidget(self.only_open)
        self._section(column, words.BULK_VERDICT)
        grid = QGridLayout()
        grid.setSpacing(2)
        for number, verdict in enumerate(VERDICTS):
            radio = self._radio(self.verdicts, number)
            self._say.say(radio.setText, words.VERBS[verdict])
            grid.addWidget(radio, number // 2, number % 2)
        column.addLayout(grid)
        self._section(column, words.REASON)
        column.addWidget(self.reason)
        column.addWidget(self.note)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        inside.addWidget(scroll, 1)
        line = QFrame()
        line.setObjectName("rule")
        line.setFixedHeight(1)
        inside.addWidget(line)
        self._section(inside, words.PREVIEW)
        inside.addWidget(self.told)
        inside.addWidget(self.warning)
        ends = QHBoxLayout()
        ends.addWidget(self.leave)
        ends.addWidget(self.go, 1)
        inside.addLayout(ends)

    def _section(self, column: QVBoxLayout, text: Text) -> None:
        made = label("field")
        self._say.say(made.setText, text)
        column.addSpacing(4)
        column.addWidget(made)

    def _radio(self, group: QButtonGroup, number: int) -> QRadioButton:
        made = QRadioButton()
        made.setProperty("data", True)
        group.addButton(made, number)
        return made

    # what is asked

    def open(self, run: int, scopes: Sequence[Scope], verdict: Verdict | None, reason: str, at: int) -> None:
        """Ask for a decision on the scope `at` of `scopes`."""
        self._run, self._scopes, self._looked, self._clash = run, list(scopes), None, None
        self.note.clear()
        for group, chosen in ((self.scopes, at), (self.verdicts, VERDICTS.index(verdict))):
            group.blockSignals(True)
            group.button(chosen).setChecked(True)
            group.blockSignals(False)
        self._verdict_chosen()
        self.reason.setCurrentIndex(max(0, self.reason.findData(reason)))
        self._speak()

    @property
    def verdict(self) -> Verdict | None:
        return VERDICTS[max(0, self.verdicts.checkedId())]

    def _scope_chosen(self, _id: int, on: bool) -> None:
        if on:
            self.look()

    def _verdict_toggled(self, _id: int, on: bool) -> None:
        if on:
            self._verdict_chosen()

    def _verdict_chosen(self) -> None:
        self._offer_reasons()
        self.only_open.setEnabled(self.verdict is not None)
        self.look()

    def _language_changed(self) -> None:
        self._offer_reasons()
        self._speak()

    def _offer_reasons(self) -> None:
        chosen = self.reason.currentData()
        self.reason.clear()
        self.reason.addItem(self._say(words.NO_REASON), "")
        for reason in reasons.of(self.verdict) if self.verdict else ():
            self.reason.addItem(self._say(reason.title), reason.code)
        self.reason.setCurrentIndex(max(0, self.reason.findData(chosen)))

    def look(self) -> None:
        """Ask what the decision would do; until the answer is there nothing can be done."""
        if not self._scopes:
            return
        ids, verdict = self._scopes[self.scopes.checkedId()].ids, self.verdict
        only = self.only_open.isChecked() and verdict is not None
        self._looked = None
        self._speak()
        if self._task is not None:
            self._task.cancel()
        asked = (self.scopes.checkedId(), verdict, only)
        self._task = self._frame.ask(
            look(self._frame.store, self._run, ids, verdict, only), lambda found: self._found(asked, found)
        )

    def _found(self, asked: tuple[int, Verdict | None, bool], found: Looked) -> None:
        now = (self.scopes.checkedId(), self.verdict, self.only_open.isChecked() and self.verdict is not None)
        self._task = None
        if asked == now:
            self._looked = found
            self._speak()

    # what is done

    def _do(self) -> None:
        if self._looked is None:
            return
        wish = Wish(self.verdict, self.reason.currentData() or "", self.note.text().strip())
        self._count = _touched(self._looked.preview, self.verdict)
        self.go.setEnabled(False)
        self._clash = None
        self._saving.save_many(self._run, self._looked.ids, wish, self._looked.preview.seen)

    def _saved(self, wish: Wish) -> None:
        self.done.emit(wish.verdict, self._count)

    def _conflict(self, conflict: Conflict) -> None:
        """Nothing was stored; the preview is taken anew, so that the person decides on what stands now."""
        self._clash = conflict
        self.look()

    # what is said

    def _speak(self) -> None:
        for number in range(3):
            radio = self.scopes.button(number)
            radio.setVisible(number < len(self._scopes) and bool(self._scopes[number].ids))
            if number < len(self._scopes):
                radio.setText(self._say(self._scopes[number].title))
        verb = self._say(words.VERBS[self.verdict]) if self._scopes else ""
        preview = self._looked.preview if self._looked else None
        count = _touched(preview, self.verdict) if preview else 0
        self.go.setEnabled(count > 0)
        self.go.setText(self._say(words.DO_MANY, verb=verb, n=f"{count:,}" if preview else "…"))
        self.told.setText(self._preview(preview) if preview else self._say(words.PREVIEWING))
        self.warning.setText(self._warned(preview))
        self.warning.setVisible(bool(self.warning.text()))

    def _warned(self, preview: Preview | None) -> str:
        if self._clash is not None:
            return self._say(words.CONFLICT_MANY, example=describe(self._clash.theirs, self._say))
        others = preview.by_others if preview else 0
        return self._say(words.PREVIEW_LINES["by_others"], n=f"{others:,}") if others else ""

    def _preview(self, p: Preview) -> str:
        say = self._say
        if not _touched(p, self.verdict):
            return say(words.PREVIEW_NOTHING)
        other = "other" if self.verdict else "back"
        counted = (("fresh", p.fresh), (other, p.other), ("same", p.same if self.verdict else 0))
        lines = [say(words.PREVIEW_LINES[name], n=f"{n:,}") for name, n in counted if n]
        rules = [f"{say(self._title(rule))} {n:,}" for rule, n in list(p.by_rule.items())[:6]]
        rest = "…" if len(p.by_rule) > 6 else ""
        return "\n".join([*lines, f"{say(words.BY_RULE)}: {', '.join(rules)}{rest}"])


def look(store: Store, run: int, ids: Sequence[int], verdict: Verdict | None, only: bool) -> Generator[None, None, Looked]:
    asked: Any = (yield from only_open(store, run, ids)) if only else ids
    return Looked(asked, store.preview(run, asked, verdict))


def _touched(p: Preview, verdict: Verdict | None) -> int:
    return p.fresh + p.other if verdict else p.other
