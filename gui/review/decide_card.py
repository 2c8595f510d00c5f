"""DecideCard: what stands of a finding, the three decisions with their keys and reasons, the note, and the two values of a conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from audit import reasons
from audit.model import Text, Verdict
from audit.store.nouns import Alike, Conflict, FindingRow
from gui import words as common
from gui.frame import Frame
from gui.icons import icon
from gui.parts import button, label, named, set_tone
from gui.review import words
from gui.review.listing import verdict_of
from gui.review.saving import Wish
from gui.tongue import Tongue

KEYS = {Verdict.CONFIRMED: "C", Verdict.DISMISSED: "D", Verdict.WANTED: "W"}
ICONS = {Verdict.CONFIRMED: "check", Verdict.DISMISSED: "x", Verdict.WANTED: "circle-question-mark"}
TONES = {"confirmed": "violation", "dismissed": "good", "wanted": "review"}


class DecideCard(QFrame):
    decided = Signal(object)  # a Wish

    def __init__(self, frame: Frame):
        super().__init__()
        self.setObjectName("card")
        self._frame, self._say = frame, frame.tongue
        self.state, self.by = label("badge"), label("muted", wrap=True)
        self.buttons = {verdict: self._button(verdict) for verdict in KEYS}
        self.menus = {verdict: self._menu(verdict) for verdict in KEYS}
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(54)
        self._say.say(self.note.setPlaceholderText, words.NOTE_HINT)
        named(self.note, self._say, words.NOTE)
        self.conflict = ConflictBox(self._say)
        self.conflict.chosen.connect(self.end_conflict)
        self.former = QToolButton()
        self.former.setObjectName("quiet")
        self._alike: Sequence[Alike] = ()
        self._row: FindingRow | None = None  # whose note is in the field
        self._drafts: dict[int, str] = {}
        self._say.changed.connect(lambda: self.show_former(self._alike))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self.state)
        top.addStretch(1)
        inside.addLayout(top)
        inside.addWidget(self.by)
        inside.addWidget(self.conflict)
        self.choices = QWidget()  # gives way to the two values of a conflict
        column = QVBoxLayout(self.choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for verdict in KEYS:
            line = QHBoxLayout()
            line.setSpacing(4)
            line.addWidget(self.buttons[verdict], 1)
            line.addWidget(self.menus[verdict])
            column.addLayout(line)
        column.addWidget(self.note)
        column.addWidget(self.former)
        inside.addWidget(self.choices)
        self.show_former(())
        self.restyle()

    def _button(self, verdict: Verdict) -> QPushButton:
        made = QPushButton()
        made.setAutoDefault(False)
        made.setIconSize(QSize(16, 16))
        made.clicked.connect(lambda _checked=False: self.decided.emit(self.wish(verdict)))
        text = words.VERBS[verdict]
        keyed = Text(f"{text.zh}　{KEYS[verdict]}", f"{text.en}  ·  {KEYS[verdict]}")
        self._say.say(made.setText, keyed)
        return made

    def _menu(self, verdict: Verdict) -> QPushButton:
        """The reasons that stand for this decision, each with a digit before it."""
        made, menu = QPushButton(), QMenu(self)
        made.setAutoDefault(False)
        made.setFixedWidth(40)
        made.setMenu(menu)
        menu.aboutToShow.connect(partial(self._fill, menu, verdict))
        name = words.VERBS[verdict]
        full = words.WITH_REASON.format(verb=name)
        named(made, self._say, full)
        self._say.say(made.setToolTip, Text(f"{full.zh}（Shift+{KEYS[verdict]}）", f"{full.en} (Shift+{KEYS[verdict]})"))
        return made

    def _fill(self, menu: QMenu, verdict: Verdict) -> None:
        menu.clear()
        for number, reason in enumerate(reasons.of(verdict), 1):
            action = menu.addAction(f"&{number}  {self._say(reason.title)}")
            action.triggered.connect(partial(self._chosen, verdict, reason.code))

    def _chosen(self, verdict: Verdict, reason: str, _checked: bool = False) -> None:
        self.decided.emit(self.wish(verdict, reason))

    def wish(self, verdict: Verdict | None, reason: str = "") -> Wish:
        """A decision with the note that was typed."""
        return Wish(verdict, reason, self.note.toPlainText().strip() if verdict else "")

    def open_reasons(self, verdict: Verdict) -> None:
        self.menus[verdict].showMenu()

    def show_row(self, row: FindingRow | None, *, keep_note: bool = False) -> None:
        self.setEnabled(row is not None)
        decision = row.decision if row else None
        if not keep_note:
            self._load_note(row)
        verdict = verdict_of(row) if row else ""
        self.state.setVisible(row is not None)
        self.state.setText(f"{words.SIGNS[verdict]} {self._say(words.SHORT[verdict])}")
        set_tone(self.state, TONES.get(verdict, ""))
        told = []
        if row and decision and decision.verdict:
            when = decision.at.astimezone().strftime("%Y-%m-%d %H:%M")
            told.append(self._say(words.BY, by=decision.by, at=when))
            if decision.reason:
                told.append(self._say(words.BECAUSE, reason=self._say(reasons.title(decision.reason))))
            if row.changed:
                told.append(self._say(words.STALE))
        self.by.setText("\n".join(told))
        self.by.setVisible(bool(told))

    def _load_note(self, row: FindingRow | None) -> None:
        """What was typed and not yet saved waits at its finding."""
        if self._row is not None and self.note.toPlainText() != _saved_note(self._row):
            self._drafts[self._row.id] = self.note.toPlainText()
        elif self._row is not None:
            self._drafts.pop(self._row.id, None)
        self._row = row
        saved = _saved_note(row) if row else ""
        self.note.setPlainText(self._drafts.get(row.id, saved) if row else "")

    def saved(self, id: int) -> None:
        """The decision is stored, and the note with it."""
        self._drafts.pop(id, None)
        if self._row is not None and self._row.id == id:
            self._row = None

    def show_former(self, alike: Sequence[Alike]) -> None:
        """What was decided of like findings of the same agency, in one line."""
        self._alike = alike
        self.former.setVisible(bool(alike))
        count = Counter(a.decision.verdict.value for a in alike if a.decision.verdict)
        parts = [f"{words.SIGNS[name]} {self._say(words.SHORT[name])} {n}" for name, n in count.most_common()]
        self.former.setText(self._say(words.FORMER, n=len(alike), parts="  ".join(parts)))

    def ask(self, wish: Wish, conflict: Conflict, theirs: Callable[[], object], mine: Callable[[], object]) -> None:
        """Which of the two values shall stand."""
        self.choices.hide()
        self.conflict.ask(wish, conflict, theirs, mine)

    def end_conflict(self) -> None:
        self.conflict.hide()
        self.choices.show()

    def restyle(self) -> None:
        colours = self._frame.colours
        for verdict, made in self.buttons.items():
            tone = {Verdict.CONFIRMED: colours.violation, Verdict.DISMISSED: colours.good}.get(verdict, colours.review)
            made.setIcon(icon(ICONS[verdict], tone))


def _saved_note(row: FindingRow) -> str:
    return row.decision.note if row.decision and row.decision.verdict else ""


class ConflictBox(QFrame):
    """Another window was quicker: both values, and the choice between them."""

    chosen = Signal()

    def __init__(self, tongue: Tongue):
        super().__init__()
        self.setObjectName("banner")
        self._say = tongue
        self._values: tuple[Wish, Conflict] | None = None
        self._take: tuple[Callable[[], object], ...] = ()
        self.sentence = label(wrap=True, select=True)
        self.values = label(wrap=True, select=True)
        self.theirs = button(tongue, words.TAKE_THEIRS, lambda: self._choose(0))
        self.mine = button(tongue, words.TAKE_MINE, lambda: self._choose(1))
        tongue.say(self.sentence.setText, words.CONFLICT)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 8, 10, 8)
        for each in (self.sentence, self.values, self.theirs, self.mine):
            inside.addWidget(each)
        set_tone(self, "bad")
        tongue.changed.connect(self._speak)
        self.hide()

    def ask(self, wish: Wish, conflict: Conflict, theirs: Callable[[], object], mine: Callable[[], object]) -> None:
        self._values, self._take = (wish, conflict), (theirs, mine)
        self._speak()
        self.show()
        self.theirs.setFocus()

    def _speak(self) -> None:
        if self._values is not None:
            say, (wish, conflict) = self._say, self._values
            said = ((words.MINE, describe(wish, say)), (words.THEIRS, describe(conflict.theirs, say)))
            self.values.setText("\n".join(f"{say(name)}{say(common.COLON)}{value}" for name, value in said))

    def _choose(self, which: int) -> None:
        self.chosen.emit()
        self._take[which]()


def describe(value: object, say: Tongue) -> str:
    """A decision in one line: verdict, who, when, why."""
    verdict = getattr(value, "verdict", None)
    if verdict is None:
        return say(words.TAKEN_BACK)
    parts = [say(words.SHORT[Verdict(verdict).value])]
    if by := getattr(value, "by", ""):
        parts.append(by)
    if at := getattr(value, "at", None):
        parts.append(at.astimezone().strftime("%m-%d %H:%M"))
    if reason := getattr(value, "reason", ""):
        parts.append(say(reasons.title(reason)))
    if note := getattr(value, "note", ""):
        parts.append(f"“{note}”")
    return " · ".join(parts)
