"""PreferencesPage: language and theme, who one is, privacy, where data lie, saved templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from audit.model import Text
from gui import words as common
from gui.crash import log_path
from gui.page import MASKING, PROJECT, WORK, Page
from gui.parts import button, card, label, named
from gui.preferences import words
from gui.settings import LOCK_MINUTES


class PreferencesPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, WORK, MASKING})

    def build(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(14)
        for number, made in enumerate((self._looks, self._who, self._privacy, self._data, self._templates)):
            grid.addWidget(made(), number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.frame.settings.changed.connect(lambda _key: self.speak())
        self.speak()

    def _card(self, title: Text) -> tuple[QWidget, QVBoxLayout]:
        box, inside = card()
        head = label("heading")
        self.say.say(head.setText, title)
        inside.addWidget(head)
        return box, inside

    def _field(self, inside: QVBoxLayout, text: Text, *widgets: QWidget) -> None:
        caption, line = label("field"), QHBoxLayout()
        self.say.say(caption.setText, text)
        caption.setFixedWidth(170)
        line.addWidget(caption)
        for widget in widgets:
            line.addWidget(widget, 1 if isinstance(widget, QLineEdit | QComboBox) else 0)
        inside.addLayout(line)
        named(widgets[0], self.say, text)

    def _box(self, chosen: Callable[[object], object]) -> QComboBox:
        box = QComboBox()
        box.activated.connect(lambda _index: chosen(box.currentData()))
        return box

    def _looks(self) -> QWidget:
        box, inside = self._card(words.LOOKS)
        settings = self.frame.settings
        self.language = self._box(lambda value: settings.set("lang", str(value)))
        self.language.setProperty("data", True)
        for lang, name in (("zh", "中文"), ("en", "English")):
            self.language.addItem(name, lang)
        self.scheme = self._box(lambda value: settings.set("scheme", str(value)))
        self._field(inside, words.LANGUAGE, self.language)
        self._field(inside, words.SCHEME, self.scheme)
        inside.addStretch(1)
        return box

    def _who(self) -> QWidget:
        box, inside = self._card(words.WHO)
        self.name, self.role = QLineEdit(self.frame.settings.user), QComboBox()
        self.name.setMaxLength(40)
        self.name.returnPressed.connect(self._save)
        self.save = button(self.say, words.SAVE, self._save)
        self._field(inside, words.NAME, self.name)
        self._field(inside, words.ROLE, self.role, self.save)
        inside.addStretch(1)
        return box

    def _privacy(self) -> QWidget:
        box, inside = self._card(words.PRIVACY)
        self.masked = QCheckBox()
        self.say.say(self.masked.setText, words.MASKED)
        self.masked.clicked.connect(self.frame.mask)
        self.lock = self._box(lambda value: self.frame.settings.set("lock_minutes", int(str(value))))
        self.code, self.has_code = QLineEdit(), label("muted")
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.returnPressed.connect(self._set_code)
        self.set_code = button(self.say, words.SET_CODE, self._set_code)
        self.drop_code = button(self.say, words.DROP_CODE, self._drop_code)
        inside.addWidget(self.masked)
        self._field(inside, words.LOCK, self.lock)
        self._field(inside, words.CODE, self.code, self.set_code)
        line = QHBoxLayout()
        line.addWidget(self.has_code, 1)
        line.addWidget(self.drop_code)
        inside.addLayout(line)
        return box

    def _data(self) -> QWidget:
        box, inside = self._card(words.DATA)
        self.place, self.log, offline = (
            label(wrap=True, select=True),
            label("muted", wrap=True, select=True),
            label("muted", wrap=True),
        )
        self.say.say(offline.setText, words.OFFLINE)
        self.folder = button(self.say, words.OPEN_FOLDER, self._open_folder)
        for each in (self.place, self.log, offline):
            inside.addWidget(each)
        inside.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        return box

    def _templates(self) -> QWidget:
        box, inside = self._card(words.TEMPLATES)
        self.none = label("muted", wrap=True)
        self.say.say(self.none.setText, words.NO_TEMPLATES)
        self.templates = QListWidget()
        self.templates.setMaximumHeight(110)
        named(self.templates, self.say, words.TEMPLATES)
        self.forget = button(self.say, words.FORGET, self._forget)
        self.templates.currentRowChanged.connect(lambda row: self.forget.setEnabled(row >= 0))
        inside.addWidget(self.none)
        inside.addWidget(self.templates)
        inside.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    # what is shown

    def refresh(self) -> None:
        self.templates.clear()
        self.templates.addItems(sorted(self.frame.store.kept("template")))
        empty = self.templates.count() == 0
        self.none.setVisible(empty)
        self.templates.setVisible(not empty)
        self.forget.setVisible(not empty)
        self.forget.setEnabled(self.templates.currentRow() >= 0)
        self.speak()

    def speak(self) -> None:
        settings, say = self.frame.settings, self.say
        self.language.setCurrentIndex(max(0, self.language.findData(settings.lang)))
        self._fill(self.scheme, {name: say(text) for name, text in words.SCHEMES.items()}, settings.scheme)
        self._fill(self.role, {name: say(text) for name, text in common.ROLES.items()}, settings.role or "preparer")
        minutes = {n: say(words.MINUTES, count=n) if n else say(words.NEVER) for n in LOCK_MINUTES}
        self._fill(self.lock, minutes, settings.lock_minutes)
        self.masked.setChecked(self.frame.masked)
        self.has_code.setText(say(words.HAS_CODE if settings.has_code else words.NO_CODE))
        self.drop_code.setEnabled(settings.has_code)
        self.place.setText(say(words.PLACE, place=self.frame.desk.place))
        self.log.setText(say(words.LOG, place=log_path()))
        if not self.name.isModified():
            self.name.setText(settings.user)

    def _fill(self, box: QComboBox, offered: dict[str, str] | dict[int, str], chosen: object) -> None:
        box.clear()
        for value, text in offered.items():
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    # what is done

    def _save(self) -> None:
        name, role = self.name.text().strip(), str(self.role.currentData())
        if not name:
            self.name.setFocus()
            return
        settings, frame = self.frame.settings, self.frame
        settings.set("role", role)
        settings.set("user", name)
        self.name.setModified(False)

        def saved(_: object) -> None:
            frame.tell(words.SAVED.format(name=name, role=common.ROLES[role]))

        frame.write(frame.desk.sign_in, saved, changes=(WORK,))

    def _set_code(self) -> None:
        if self.code.text():
            self.frame.settings.set_code(self.code.text())
            self.code.clear()
            self.frame.tell(words.CODE_SET)

    def _drop_code(self) -> None:
        self.frame.settings.set_code("")
        self.frame.tell(words.CODE_GONE)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self.frame.desk.place).parent)))

    def _forget(self) -> None:
        item = self.templates.currentItem()
        if item is None:
            return
        name = item.text()

        def gone(_: object) -> None:
            self.refresh()
            self.frame.tell(words.FORGOTTEN.format(name=name))

        self.frame.write(lambda: self.frame.store.keep("template", name, None), gone)

    def focus_first(self) -> None:
        self.language.setFocus(Qt.FocusReason.OtherFocusReason)
