"""Form: how the report is to be: edition, agencies, language, sections, cover, masking, signature. It asks; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from audit.model import Lang, Text
from gui.frame import Frame
from gui.parts import button, label, named
from gui.report import words

if TYPE_CHECKING:
    from reports.editions import Edition
    from reports.signature import Certificate
    from reports.wish import Part, Wish

WAIT_MS = 450
EACH = "\N{NULL}each"


class Form(QScrollArea):
    """`changed` after a short rest, so that typing does not draw a report a letter."""

    changed = Signal()
    cover_changed = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self._frame, self._say = frame, frame.tongue
        self._filling = False
        self._parts: Sequence[Part] = ()
        self._left_out: frozenset[int] = frozenset()
        self._clear: frozenset[str] | None = None
        self._agencies: Sequence[str] = ()
        self.certificate_file: Path | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(WAIT_MS)
        self._rest.timeout.connect(self.changed)
        body = QWidget()
        body.setObjectName("body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(2, 0, 12, 8)
        self._column.setSpacing(6)
        self._build()
        self._column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.speak()

    # the parts of the form

    def _build(self) -> None:
        self._heading(words.EDITION, first=True)
        self.editions: dict[str, QRadioButton] = {}
        line = QHBoxLayout()
        line.setSpacing(10)
        for name, text in words.EDITIONS.items():
            radio = QRadioButton()
            self._say.say(radio.setText, text)
            radio.toggled.connect(self._edition_chosen)
            self.editions[name] = radio
            line.addWidget(radio)
        line.addStretch(1)
        self._column.addLayout(line)
        self.note = label("muted", wrap=True)
        self._column.addWidget(self.note)
        self.agency, self.lang = QComboBox(), QComboBox()
        for box, text in ((self.agency, words.SCOPE), (self.lang, words.LANGUAGE)):
            self._column.addWidget(self._field(text))
            named(box, self._say, text)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._column.addWidget(box)
            box.activated.connect(self._touched)
        for lang, name in (("zh", "中文"), ("en", "English")):
            self.lang.addItem(name, lang)
        self._build_masking()
        self._build_cover()
        self._heading(words.SECTIONS)
        self.sections = QVBoxLayout()
        self.sections.setSpacing(0)
        self._column.addLayout(self.sections)
        self._build_signature()
        self.editions["regulator"].setChecked(True)
        self.settle()

    def _build_cover(self) -> None:
        self._heading(words.COVER)
        self.cover: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for place, (name, text) in enumerate(words.COVER_FIELDS.items()):
            edit = QLineEdit()
            named(edit, self._say, text)
            edit.textEdited.connect(self._touched)
            edit.editingFinished.connect(self.cover_changed)
            self.cover[name] = edit
            if hint := words.COVER_HINTS.get(name):
                self._say.say(edit.setPlaceholderText, hint)
            alone = 2 if place == len(words.COVER_FIELDS) - 1 and place % 2 == 0 else 1
            grid.addWidget(self._field(text), place // 2 * 2, place % 2, 1, alone)
            grid.addWidget(edit, place // 2 * 2 + 1, place % 2, 1, alone)
        self._column.addLayout(grid)

    def _build_masking(self) -> None:
        self._heading(words.MASKING)
        self.clear: dict[str, QCheckBox] = {}
        for name, text in words.CLEAR.items():
            self.clear[name] = self._box(text, self._clear_chosen)
        self.opened = label("muted", wrap=True)
        self._column.addWidget(self.opened)
        self.desk_rules = self._box(words.RULES_OUT, self._touched)

    def _build_signature(self) -> None:
        self._heading(words.SIGNATURE)
        self.certificate = button(self._say, words.CERTIFICATE, self._choose_certificate)
        self.no_certificate = button(self._say, words.DROP_CERTIFICATE, self._drop_certificate)
        line = QHBoxLayout()
        line.addWidget(self.certificate)
        line.addWidget(self.no_certificate)
        line.addStretch(1)
        self.certificate_name = label("muted", wrap=True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        named(self.password, self._say, words.PASSWORD)
        self._say.say(self.password.setPlaceholderText, words.PASSWORD)
        for each in (self.certificate_name, self.password):
            self._column.addWidget(each)
        self._column.addLayout(line)

    def _heading(self, text: Text, *, first: bool = False) -> None:
        made = label("heading")
        self._say.say(made.setText, text)
        if not first:
            self._column.addSpacing(8)
        self._column.addWidget(made)

    def _field(self, text: Text) -> QWidget:
        made = label("field")
        self._say.say(made.setText, text)
        return made

    def _box(self, text: Text, changed: object) -> QCheckBox:
        box = QCheckBox()
        self._say.say(box.setText, text)
        box.clicked.connect(changed)
        self._column.addWidget(box)
        return box

    # what is asked

    @property
    def edition(self) -> Edition:
        return cast("Edition", next((name for name, radio in self.editions.items() if radio.isChecked()), "regulator"))

    @property
    def each(self) -> bool:
        """One report for each agency."""
        return bool(self.agency.currentData() == EACH)

    @property
    def wish(self) -> Wish:
        from reports.wish import Wish, cover_of

        chosen = self.agency.currentData()
        agency = (self._agencies[0] if self._agencies else None) if chosen == EACH else chosen
        return Wish(
            self.edition, cast("Lang", self.lang.currentData()), agency, self._left_out, self._clear,
            frozenset() if self.desk_rules.isChecked() else None, cover_of(self.cover_typed),
        )  # fmt: skip

    @property
    def wishes(self) -> dict[str, Wish]:
        """By agency, where each gets its own."""
        return {agency: replace(self.wish, agency=agency) for agency in self._agencies}

    @property
    def cover_typed(self) -> dict[str, str]:
        return {name: edit.text().strip() for name, edit in self.cover.items()}

    @property
    def signed_by(self) -> Certificate | None:
        from reports.signature import Certificate

        return Certificate(self.certificate_file, self.password.text()) if self.certificate_file else None

    # what is shown

    def show_project(self, agencies: Sequence[str], cover: object) -> None:
        from reports.wish import cover_of

        kept = cover_of(cover)
        for name, edit in self.cover.items():
            if not edit.hasFocus():
                edit.setText(str(getattr(kept, name)))
        if tuple(agencies) != tuple(self._agencies):
            self._agencies = tuple(agencies)
            self._fill_agencies()

    def show_parts(self, parts: Sequence[Part]) -> None:
        """The sections of the edition, those that always stay unchangeable."""
        self._parts = parts
        while (item := self.sections.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        always = label("muted", wrap=True)
        always.setText("✓ " + "  ".join(part.title for part in parts if part.always))
        always.setToolTip(self._say(words.SECTIONS_HINT))
        self.sections.addWidget(always)
        for number, part in enumerate(parts):
            if part.always:
                continue
            box = QCheckBox(part.title.replace("　", " "))
            box.setProperty("data", True)
            box.setChecked(number not in self._left_out)
            box.clicked.connect(lambda on, number=number: self._section_chosen(number, on))
            self.sections.addWidget(box)

    def show_lang(self, lang: str) -> None:
        self.lang.setCurrentIndex(self.lang.findData(lang))

    def speak(self) -> None:
        from reports.editions import PLANS

        plan = PLANS[self.edition]
        self.note.setText(self._say(plan.note))
        self._fill_agencies()
        opened = self._clear is not None and bool(self._clear - plan.options.clear)
        self.opened.setVisible(opened)
        self.opened.setText("⚠ " + self._say(words.OPENED, edition=self._say(words.EDITIONS[self.edition])))
        for name, box in self.clear.items():
            box.setChecked(name in (plan.options.clear if self._clear is None else self._clear))
        file = self.certificate_file
        self.certificate_name.setText(file.name if file else self._say(words.NO_CERTIFICATE))
        self.password.setVisible(file is not None)
        self.no_certificate.setVisible(file is not None)

    def _fill_agencies(self) -> None:
        kept = self.agency.currentData()
        self.agency.clear()
        if self.edition != "agency":
            self.agency.addItem(self._say(words.ALL_AGENCIES), None)
        for name in self._agencies:
            self.agency.addItem(name or self._say(words.UNNAMED), name)
        if self.edition == "agency" and len(self._agencies) > 1:
            self.agency.addItem(self._say(words.EACH_AGENCY), EACH)
        at = self.agency.findData(kept)
        self.agency.setCurrentIndex(max(at, 0))

    @property
    def resting(self) -> bool:
        """Whether something was chosen that is not drawn yet."""
        return self._rest.isActive()

    def settle(self) -> None:
        """What was typed is about to be drawn, or no longer wanted."""
        self._rest.stop()

    # what was done

    def _touched(self, *_: object) -> None:
        self._rest.start()

    def _edition_chosen(self, on: bool) -> None:
        if on:
            self._left_out, self._clear = frozenset(), None
            if hasattr(self, "password"):
                self.speak()
                self._touched()

    def _section_chosen(self, number: int, on: bool) -> None:
        self._left_out = self._left_out - {number} if on else self._left_out | {number}
        self._touched()

    def _clear_chosen(self) -> None:
        self._clear = frozenset(name for name, box in self.clear.items() if box.isChecked())
        self.speak()
        self._touched()

    def _choose_certificate(self) -> None:
        chosen = self._frame.asking.files(self, f"{self._say(words.CERTIFICATES)} (*.p12 *.pfx)")
        if chosen:
            self.certificate_file = chosen[0]
            self.speak()
            self.password.setFocus()

    def _drop_certificate(self) -> None:
        self.certificate_file = None
        self.password.clear()
        self.speak()
