"""SignoffPage: what must be done, the review notes, the two signatures of two people, and what was changed after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from audit.model import Text
from audit.signoff import WITHDRAWN, Check, Part, Signing, SignState, refusal
from audit.store.nouns import Role, TrailEntry, User
from audit.store.where import Where
from gui import words as common
from gui.page import DECISIONS, FINDINGS, IMPORTS, MASKING, PROJECT, WORK, Page
from gui.parts import button, card, label, named, set_tone
from gui.signoff import words
from gui.signoff.notes_card import NoteLine, NotesCard, moment
from gui.signoff.sign_card import SignCard

TONES = {SignState.SIGNED: "good", SignState.REOPENED: "violation", SignState.PREPARED: "review"}
#: Where a line of the checklist is worked off, if it is not among the findings.
PLACES = {"run": "check", "stale": "check", "samples": "sampling"}
CHANGES_SHOWN = 30


class State(NamedTuple):
    """All the page shows, read at once beside the window."""

    project: int
    signing: Signing
    notes: tuple[NoteLine, ...]
    me: User | None
    users: tuple[User, ...]
    about: Mapping[str, tuple[Text, str]]  # rule and case of the findings that the trail tells of


class SignoffPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, FINDINGS, DECISIONS, WORK, MASKING})

    def build(self) -> None:
        self._state: State | None = None
        self.standing = label("badge")
        self.head.addWidget(self.standing)
        self.checks = QGridLayout()
        self.checks.setVerticalSpacing(4)
        self.checks.setHorizontalSpacing(10)
        self.checks.setColumnStretch(1, 1)
        self.check_buttons: dict[str, QToolButton] = {}
        box, inside = card()
        inside.addWidget(self._heading(words.CHECKLIST))
        inside.addLayout(self.checks)
        self.notes = NotesCard(self.frame)
        self.notes.look.connect(lambda id: self.frame.go("review", finding=id, ids=[id]))
        self.cards = {part: SignCard(self.frame, part) for part in Part}
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(box)
        left.addWidget(self.notes, 1)
        for each in self.cards.values():
            right.addWidget(each)
        right.addWidget(self._person())
        right.addWidget(self._after(), 1)
        for side in (left, right):
            side.setSpacing(12)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addLayout(left, 6)
        columns.addLayout(right, 5)
        self.body.addLayout(columns, 1)
        self.frame.settings.changed.connect(self._setting_changed)

    def _heading(self, text: Text) -> QWidget:
        made = label("heading")
        self.say.say(made.setText, text)
        return made

    def _person(self) -> QFrame:
        box, inside = card()
        self.person, self.name = QComboBox(), QLineEdit()
        named(self.person, self.say, words.PERSON)
        named(self.name, self.say, words.NEW_NAME)
        self.say.say(self.name.setPlaceholderText, words.NEW_NAME)
        self.person.activated.connect(self._person_chosen)
        self.name.returnPressed.connect(self._register)
        caption = label("field")
        self.say.say(caption.setText, words.PERSON)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(caption)
        first.addWidget(self.person, 1)
        second.addWidget(self.name, 1)
        second.addWidget(button(self.say, words.NEW_REVIEWER, self._register))
        for line in (first, second):
            inside.addLayout(line)
        return box

    def _after(self) -> QScrollArea:
        """What was changed since, and the signatures that ended by it."""
        body, area = QWidget(), QScrollArea()
        body.setObjectName("body")
        self.after_head, self.after, self.former_head, self.former = (
            self._heading(words.CHANGES), label("", wrap=True, select=True), self._heading(words.FORMER), label("muted", wrap=True, select=True),
        )  # fmt: skip
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 6, 0)
        for each in (self.after_head, self.after, self.former_head, self.former):
            inside.addWidget(each)
        inside.addStretch(1)
        area.setWidget(body)
        area.setWidgetResizable(True)
        return area

    # what is shown

    def refresh(self) -> None:
        project = self.frame.project
        if project is not None:
            of = project
            self.frame.read(lambda: self._read(of), self._show)

    def _read(self, project: int) -> State:
        store = self.frame.store
        run, notes, signing = store.last_run(project), store.notes(project), store.signing(project)
        told = {e.what.removeprefix("finding:") for e in signing.changes[-CHANGES_SHOWN:] if e.what.startswith("finding:")}
        marks = sorted({n.fingerprint for n in notes if n.fingerprint} | told)
        ids = store.finding_ids(run.id, [Where("fingerprint", "in", marks)]) if run and marks else ()
        found = {row.finding.fingerprint: row for row in store.findings_by_id(ids)}
        title, masked = self.frame.desk.title, self.frame.masked
        lines = []
        for note in notes:
            row = found.get(note.fingerprint)
            text = _masked(note.text) if masked else note.text
            lines.append(NoteLine(note, text, row.id if row else None, title(row.finding.rule) if row else None))
        about = {mark: (title(row.finding.rule), row.case_id) for mark, row in found.items()}
        return State(project, signing, tuple(lines), store.me, store.users(), about)

    def _show(self, state: State) -> None:
        if state.project != self.frame.project:
            return
        self._state = state
        self.notes.show_notes(state.notes)
        standing = [s for s in (state.signing.prepared, state.signing.reviewed) if s]
        for part, signature in ((Part.PREPARER, state.signing.prepared), (Part.REVIEWER, state.signing.reviewed)):
            why = refusal(part, state.me, state.signing.checks, standing)
            self.cards[part].show_signature(signature, why)
        if state.signing.tampered:
            self.banner.tell("bad", words.TAMPERED)
        self.speak()

    def speak(self) -> None:
        state = self._state
        self.notes.speak()
        for each in self.cards.values():
            each.speak()
        if state is None:
            return
        signing = state.signing
        self.standing.setText(self.say(words.STATES[signing.state]))
        set_tone(self.standing, TONES.get(signing.state, ""))
        self._list_checks(signing.checks)
        self._list_people(state)
        self._tell_changes(signing)

    def _list_checks(self, checks: tuple[Check, ...]) -> None:
        had = self.focusWidget()
        kept = next((code for code, made in self.check_buttons.items() if made is had), "")
        while (item := self.checks.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.check_buttons = {}
        for row, check in enumerate(checks):
            how = "done" if check.done else "blocks" if check.blocks else "reminds"
            mark, text, count = label("badge"), label("", wrap=True), label("muted")
            mark.setText(self.say({"done": words.DONE, "blocks": words.BLOCKS, "reminds": words.REMINDS}[how]))
            mark.setAccessibleName(self.say(words.STATE_NAMES[how]))
            mark.setToolTip(mark.accessibleName())
            set_tone(mark, {"done": "good", "blocks": "violation", "reminds": "review"}[how])
            settled = words.SETTLED.get(check.code, check.text)
            said = self.say(settled if check.done else check.text)
            text.setText(said[:1].upper() + said[1:])
            count.setText("" if check.done or check.code in ("run", "stale") else f"{check.count:,}")
            for column, each in enumerate((mark, text, count)):
                self.checks.addWidget(each, row, column)
            show = QToolButton()
            show.setObjectName("quiet")
            show.setText(self.say(words.SHOW))
            show.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            show.setAccessibleName(f"{self.say(words.SHOW)} {text.text()}")
            show.clicked.connect(partial(self._go, check))
            keep = show.sizePolicy()
            keep.setRetainSizeWhenHidden(True)
            show.setSizePolicy(keep)
            self.checks.addWidget(show, row, 3)
            show.setVisible(not check.done and self._place(check) is not None)
            self.check_buttons[check.code] = show
        if kept in self.check_buttons:
            self.check_buttons[kept].setFocus()

    def _place(self, check: Check) -> str | None:
        return PLACES.get(check.code) or ("review" if check.where or check.code == "own" else None)

    def _go(self, check: Check, _checked: bool = False) -> None:
        if check.code == "notes":
            self.notes.table.setFocus()
            return
        place = self._place(check)
        where = check.where or (Where("decided_by", "=", self.frame.settings.user),)
        if place == "review":
            self.frame.go(place, where=where, title=check.text)
        elif place:
            self.frame.go(place)

    def _list_people(self, state: State) -> None:
        self.person.clear()
        for user in state.users:
            role = self.say(common.ROLES[user.role.value])
            self.person.addItem(self.say(common.WHO, name=user.name, role=role), user.name)
        self.person.setCurrentIndex(self.person.findData(state.me.name) if state.me else -1)

    def _tell_changes(self, signing: Signing) -> None:
        from audit.store import trail_words

        lines = [
            "  ".join(filter(None, (moment(e.at), e.who, self.say(trail_words.name(e.action)), self._about(e), self._why(e))))
            for e in signing.changes[-CHANGES_SHOWN:]
        ]
        self.after.setText("\n".join(reversed(lines)))
        former = []
        for s in reversed(signing.former):
            why = words.WITHDRAWN_WHY if s.ended_why == WITHDRAWN else trail_words.name(s.ended_why)
            former.append(
                self.say(words.FORMER_LINE, part=self.say(words.PARTS[s.part]), by=s.by, at=moment(s.at), ended=moment(s.ended_at),
                         why=self.say(why), who=s.ended_by)
            )  # fmt: skip
        self.former.setText("\n".join(former))
        for widget, on in ((self.after_head, lines), (self.after, lines), (self.former_head, former), (self.former, former)):
            widget.setVisible(bool(on))

    def _about(self, entry: TrailEntry) -> str:
        """What an entry of the trail is about, as people call it."""
        kind, _, name = entry.what.partition(":")
        if kind == "finding" and self._state and name in self._state.about:
            rule, case = self._state.about[name]
            return f"{self.say(rule)} {case}".strip()
        return "" if kind == "project" else entry.what[:24]

    def _why(self, entry: TrailEntry) -> str:
        from audit.reasons import title

        return self.say(title(entry.reason)) if entry.reason else ""

    # who sits here

    def _person_chosen(self, _index: int) -> None:
        name = str(self.person.currentData())
        if name != self.frame.settings.user:
            self.frame.write(lambda: self.frame.store.sign_in(name), self._seated, changes=(WORK,))

    def _register(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        self.name.clear()
        self.frame.write(lambda: self.frame.store.set_user(name, Role.REVIEWER), changes=(WORK,))

    def _seated(self, user: User) -> None:
        self.frame.settings.set("role", user.role.value)
        self.frame.settings.set("user", user.name)
        self.frame.tell(words.NOW.format(name=user.name))

    def _setting_changed(self, key: str) -> None:
        if key in ("user", "role") and self.isVisible():
            self.refresh()

    # keyboard

    def other_side(self) -> None:
        side = self.notes.text if not self.notes.isAncestorOf(self.focusWidget() or self) else self.cards[Part.PREPARER].remark
        side.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        wanted = (
            next((b for b in self.check_buttons.values() if b.isVisibleTo(self)), None) or self.cards[Part.PREPARER].sign_button
        )
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def poses(self) -> Iterator[str]:
        from audit.model import Verdict

        store, project = self.frame.store, self.frame.project
        run = store.last_run(project) if project is not None else None
        yield ""
        if run is None or project is None:
            return
        store.set_user("王敏", Role.PREPARER)
        store.set_user("李静", Role.REVIEWER)
        store.user = "李静"
        ids = store.finding_ids(run.id)
        row = store.findings_by_id(ids[:1])[0]
        note = store.add_note(project, row.finding.fingerprint, "原话与录音是否一致？请核听后补充说明。")
        store.user = "王敏"
        store.reply_note(note.id, "已核听，与记录一致。")
        self.refresh()
        yield "notes"
        store.decide_ids(run.id, list(ids), Verdict.CONFIRMED)
        store.user = "李静"
        store.resolve_note(note.id)
        store.user = "王敏"
        store.sign(project, Part.PREPARER, "已逐条核对。")
        store.user = "李静"
        store.sign(project, Part.REVIEWER, "同意。")
        self.refresh()
        yield "signed"
        store.decide_ids(run.id, list(ids[:1]), Verdict.DISMISSED, reason="misread")
        store.user = "王敏"
        self.refresh()
        yield "reopened"


def _masked(text: str) -> str:
    from reports.masking import mask_text

    return mask_text(text)
