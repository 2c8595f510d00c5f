"""RuleView: one rule: its basis, both sides of it, how it did here, and what of it a bank may change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from audit.bankpack import LIMITS, Pack
from audit.model import Text
from audit.rulebook import COMMON, LIMITS_OF, Record, words_of
from audit.rules.rule import Rule
from gui import words as common
from gui.parts import label
from gui.rulebook import draft, words
from gui.rulebook.limit_editor import LimitEditor
from gui.tongue import Tongue

TERMS_SHOWN = 6
CONCEPTS_SHOWN = 12


class Shown(NamedTuple):
    """A rule with what is known of it; `confirmed` and `overruled` are quotes from the data at hand."""

    rule: Rule
    pack: Pack
    record: Record
    confirmed: Sequence[str] = ()
    overruled: Sequence[str] = ()


class RuleView(QScrollArea):
    limit_changed = Signal(str, object)
    on_changed = Signal(bool)
    grade_changed = Signal(int)
    words_changed = Signal(str, str)

    def __init__(self, tongue: Tongue):
        super().__init__()
        self._say = tongue
        self._shown: Shown | None = None
        self.editors: dict[str, LimitEditor] = {}
        self.own_words: dict[str, QLineEdit] = {}
        self.on, self.grade = QCheckBox(), QComboBox()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_rule(self, shown: Shown) -> None:
        """Built anew: each rule has other limits and words."""
        self._shown = shown
        self.draw()

    def draw(self) -> None:
        if self._shown is None:
            return
        at = self.verticalScrollBar().value()
        body = QWidget()
        body.setObjectName("body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(4, 0, 12, 8)
        self._column.setSpacing(5)
        self.editors, self.own_words = {}, {}
        shown, say = self._shown, self._say
        self._heading(say(shown.rule.title))
        for text, said in ((words.BREAKS, shown.rule.broken), (words.KEEPS, shown.rule.kept)):
            self._pair(text, say(said))
        self._basis(shown)
        self._record(shown)
        self._pack(shown)
        self._words(shown)
        self._column.addStretch(1)
        self.setWidget(body)
        self.verticalScrollBar().setValue(at)

    def _heading(self, said: str) -> None:
        made = label("heading", wrap=True)
        made.setText(said)
        self._column.addWidget(made)

    def _pair(self, name: Text, said: str) -> None:
        caption, text = label("field"), label("", wrap=True, select=True)
        caption.setText(self._say(name))
        text.setText(said)
        self._column.addWidget(caption)
        self._column.addWidget(text)

    def _basis(self, shown: Shown) -> None:
        say = self._say
        lines = []
        for clause in draft.built_in(shown.pack.base).citations(shown.rule.code, None):
            quote = f"　{clause.quote}" if clause.quote else ""
            lines.append(f"· {say(clause.citation)}{quote}")
        self._pair(words.BASIS, "\n".join(lines) or say(words.NO_BASIS))

    def _record(self, shown: Shown) -> None:
        say, record = self._say, shown.record
        share = say(words.SHARE, share=f"{record.overruled_share:.0%}") if record.overruled_share is not None else ""
        self._pair(
            words.RECORD,
            say(words.RECORD_LINE, findings=record.findings, decided=record.decided, overruled=record.overruled, share=share),
        )
        for name, quotes in ((words.CONFIRMED, shown.confirmed), (words.DISMISSED, shown.overruled)):
            if quotes:
                self._pair(name, "\n".join(f"“{quote}”" for quote in quotes))

    def _pack(self, shown: Shown) -> None:
        say, rule, pack = self._say, shown.rule, shown.pack
        line = QFrame()
        line.setObjectName("rule")
        self._column.addSpacing(4)
        self._column.addWidget(line)
        self._heading(say(words.IN_PACK))
        self.on, self.grade = QCheckBox(say(words.ON)), QComboBox()
        self.on.setChecked(draft.is_on(pack, rule.code))
        self.on.clicked.connect(self.on_changed)
        for value, text in common.GRADES.items():
            self.grade.addItem(say(text), value)
        self.grade.setAccessibleName(say(words.GRADE))
        self.grade.setCurrentIndex(self.grade.findData(draft.grade(pack, rule.code, rule.grade)))
        self.grade.activated.connect(lambda _index: self.grade_changed.emit(self.grade.currentData()))
        caption, both = label("field"), QHBoxLayout()
        caption.setText(say(words.GRADE))
        for each in (self.on, caption, self.grade):
            both.addWidget(each)
        both.addStretch(1)
        self._column.addLayout(both)
        values, names = draft.limits(pack), LIMITS_OF.get(rule.code, ())
        if not names:
            none = label("muted")
            none.setText(say(words.NO_LIMITS))
            self._column.addWidget(none)
        form = QFormLayout()
        form.setVerticalSpacing(6)
        for name in (*names, *COMMON):
            editor = LimitEditor(name, values[name], self._say)
            editor.changed.connect(self.limit_changed.emit)
            title = label("", wrap=True)
            said = say(LIMITS[name].title)
            title.setText(said[:1].upper() + said[1:])
            form.addRow(title, editor)
            self.editors[name] = editor
        self._column.addLayout(form)

    def _words(self, shown: Shown) -> None:
        concepts = words_of(shown.rule.code)[:CONCEPTS_SHOWN]
        if not concepts:
            return
        say = self._say
        self._column.addSpacing(4)
        self._heading(say(words.WORDS))
        self._pair(words.OWN_WORDS, "")
        for concept in concepts:
            name, some, own = label("", wrap=True), label("muted", wrap=True), QLineEdit()
            name.setText(say(concept.title))
            listed = "、".join(concept.terms[:TERMS_SHOWN])
            some.setText(say(words.SHIPPED, count=len(concept.terms), some=listed[:120]))
            own.setAccessibleName(say(words.OWN_WORDS_OF, concept=say(concept.title)))
            own.setPlaceholderText(own.accessibleName())
            own.setText("、".join(shown.pack.vocabulary.get(concept.concept, ())))
            own.editingFinished.connect(partial(self._typed, concept.concept, own))
            for each in (name, some, own):
                self._column.addWidget(each)
            self.own_words[concept.concept] = own

    def _typed(self, concept: str, own: QLineEdit) -> None:
        self.words_changed.emit(concept, own.text())
