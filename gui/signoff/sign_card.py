"""SignCard: one of the two signatures: who signed, or the place to sign with what stands in the way of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from audit.model import Text
from audit.signoff import Part, Signature
from gui.frame import Frame
from gui.page import WORK
from gui.parts import button, label, named, set_tone
from gui.signoff import words
from gui.signoff.notes_card import moment


class SignCard(QFrame):
    def __init__(self, frame: Frame, part: Part):
        super().__init__()
        self.setObjectName("card")
        self._frame, self._say, self.part = frame, frame.tongue, part
        self._signature: Signature | None = None
        self._refused: Text | None = None
        self.title, self.who = label("heading"), label("badge")
        self.remark_said, self.digest, self.why = label("muted", wrap=True), label("muted", select=True), label("muted", wrap=True)
        self._say.say(self.title.setText, words.PARTS[part])
        self.remark, self.reason = QLineEdit(), QLineEdit()
        for edit, text in ((self.remark, words.REMARK), (self.reason, words.REASON)):
            named(edit, self._say, text)
            self._say.say(edit.setPlaceholderText, text)
        self.sign_button = button(self._say, words.SIGN, self.sign, "primary")
        self.sign_button.setProperty("data", True)  # it names the person
        self.withdraw_button = button(self._say, words.WITHDRAW, self._ask_reason)
        self.withdraw_do = button(self._say, words.WITHDRAW_DO, self.withdraw)
        self.reason.returnPressed.connect(self.withdraw)
        top, line = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.withdraw_button)
        line.addWidget(self.remark, 1)
        line.addWidget(self.reason, 1)
        line.addWidget(self.withdraw_do)
        line.addWidget(self.sign_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 12)
        whole.setSpacing(6)
        whole.addLayout(top)
        whole.addWidget(self.who, 0, Qt.AlignmentFlag.AlignLeft)
        for each in (self.remark_said, self.digest, self.why):
            whole.addWidget(each)
        whole.addLayout(line)

    def show_signature(self, signature: Signature | None, refused: Text | None) -> None:
        """`refused`: why whoever sits here may not sign now. It is said by `speak`."""
        if signature != self._signature:
            self.reason.hide()
            self.withdraw_do.hide()
        self._signature, self._refused = signature, refused

    def speak(self) -> None:
        signed, open_ = self._signature, self._signature is None
        self.who.setText(self._say(words.SIGNED_BY, by=signed.by, at=moment(signed.at)) if signed else self._say(words.NOT_SIGNED))
        set_tone(self.who, "good" if signed else "")
        self.remark_said.setText(signed.remark if signed else "")
        self.remark_said.setVisible(bool(signed and signed.remark))
        self.digest.setText(self._say(words.DIGEST, digest=f"{signed.digest[:24]}…") if signed else "")
        self.digest.setToolTip(signed.digest if signed else "")
        self.digest.setVisible(signed is not None)
        self.why.setText(self._say(self._refused) if self._refused and open_ else "")
        self.why.setVisible(open_ and self._refused is not None)
        for each in (self.remark, self.sign_button):
            each.setVisible(open_)
        self.sign_button.setEnabled(self._refused is None)
        self.remark.setEnabled(self._refused is None)
        self.withdraw_button.setVisible(signed is not None)
        if open_:
            self.reason.hide()
            self.withdraw_do.hide()
        name = self._frame.settings.user
        self.sign_button.setText(self._say(words.SIGN_AS, name=name) if name else self._say(words.SIGN))

    def sign(self) -> None:
        project, remark, store = self._frame.project, self.remark.text().strip(), self._frame.store
        if project is not None and self._signature is None:
            of = project
            self._frame.write(lambda: store.sign(of, self.part, remark), self._signed, changes=(WORK,))

    def _signed(self, _signature: object) -> None:
        self.remark.clear()
        self._frame.tell(words.SIGNED)

    def _ask_reason(self) -> None:
        self.reason.show()
        self.withdraw_do.show()
        self.reason.setFocus()

    def withdraw(self) -> None:
        """Takes the signature back, with a reason."""
        project, reason, store = self._frame.project, self.reason.text().strip(), self._frame.store
        if project is not None and self._signature is not None:
            of = project
            done = partial(self._frame.tell, words.WITHDRAWN)
            self._frame.write(lambda: store.withdraw_signature(of, self.part, reason), lambda _: done(), changes=(WORK,))
            self.reason.clear()
