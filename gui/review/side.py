"""SideTabs: beside a finding its basis, what was decided of its like, the review notes, and the history of its decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QTextBrowser, QToolButton, QVBoxLayout

from audit import reasons
from audit.model import Finding, Text
from audit.store.nouns import Alike, DecisionEntry, Note, NoteState
from gui import words as common
from gui.frame import Frame
from gui.parts import named
from gui.review import words
from gui.review.notes import BARE, NotesPanel
from reports.masking import mask_text

TABS = (words.TAB_BASIS, words.TAB_ALIKE, words.TAB_NOTES, words.TAB_HISTORY)


class SideTabs(QFrame):
    follow = Signal(int)  # the id of another finding

    def __init__(self, frame: Frame):
        super().__init__()
        self.setObjectName("card")
        self._frame, self._say = frame, frame.tongue
        self._finding: Finding | None = None
        self._alike: Sequence[Alike] = ()
        self._history: Sequence[DecisionEntry] = ()
        self.tabs = QButtonGroup(self)
        self.stack = QStackedWidget()
        bar = QHBoxLayout()
        bar.setSpacing(2)
        for number, _ in enumerate(TABS):
            bar.addWidget(self._tab(number))
        bar.addStretch(1)
        self.basis, self.alike, self.history = (self._browser(name) for name in (TABS[0], TABS[1], TABS[3]))
        self.notes = NotesPanel(frame)
        for page in (self.basis, self.alike, self.notes, self.history):
            self.stack.addWidget(page)
        self.basis.anchorClicked.connect(lambda url: frame.go("rules", rule=url.toString().removeprefix("rule:")))
        self.alike.anchorClicked.connect(lambda url: self.follow.emit(int(url.toString().removeprefix("finding:"))))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 8, 8, 8)
        inside.setSpacing(4)
        inside.addLayout(bar)
        inside.addWidget(self.stack, 1)
        self.notes.counted.connect(self._count)
        self._say.changed.connect(self.draw)
        self._count()

    def _tab(self, number: int) -> QToolButton:
        made = QToolButton()
        made.setObjectName("quiet")
        made.setStyleSheet("padding: 2px 5px;")
        made.setCheckable(True)
        made.setChecked(number == 0)
        self.tabs.addButton(made, number)
        made.clicked.connect(lambda _checked=False: self.stack.setCurrentIndex(number))
        return made

    def _browser(self, name: Text) -> QTextBrowser:
        made = QTextBrowser()
        made.setOpenLinks(False)
        made.setTabChangesFocus(True)
        made.setStyleSheet(BARE)
        named(made, self._say, name)
        return made

    def open(self, number: int) -> None:
        self.tabs.button(number).setChecked(True)
        self.stack.setCurrentIndex(number)

    # what is shown

    def show_finding(self, finding: Finding | None) -> None:
        """The rest comes by `show_surroundings`, a moment later."""
        self._finding, self._alike, self._history = finding, (), ()
        self.notes.show_finding(finding.fingerprint if finding else None)
        self.draw()

    def show_surroundings(self, alike: Sequence[Alike], history: Sequence[DecisionEntry], notes: Sequence[Note]) -> None:
        self._alike, self._history = alike, history
        self.notes.show_notes(notes)
        self.draw()

    def draw(self) -> None:
        self._count()
        self.basis.setHtml(self._basis(self._finding) if self._finding else "")
        self.alike.setHtml(self._of_alike() if self._finding else "")
        self.history.setHtml("".join(map(self._entry, reversed(self._history))) or _quiet(self._say(words.HISTORY_NONE)))

    def _count(self) -> None:
        counts = (0, len(self._alike), sum(n.state is NoteState.OPEN for n in self.notes.notes), len(self._history))
        for number, (text, count) in enumerate(zip(TABS, counts, strict=True)):
            self.tabs.button(number).setText(self._say(text) + (f" {count}" if count else ""))

    def _basis(self, finding: Finding) -> str:
        say = self._say
        clauses = "".join(_point(clause) for clause in _clauses(say(finding.basis)))
        parts = ((words.CLEARS, _paragraph(say(finding.clears)) if finding.clears.zh else ""), (words.CLAUSES, clauses),
                 (words.GRADE_WHY, "".join(_point(say(t)) for t in finding.aggravated)))  # fmt: skip
        said = "".join(_section(say(title), inside, first=n == 0) for n, (title, inside) in enumerate(parts) if inside)
        link = f'<a href="rule:{finding.rule}" style="color:{self._frame.colours.accent}">{escape(say(words.TO_RULE))}</a>'
        return f'{said}<p style="margin:10px 0 0 0">{link}</p>'

    def _of_alike(self) -> str:
        if not self._alike:
            return _quiet(self._say(words.ALIKE_NONE))
        count = Counter(a.decision.verdict.value for a in self._alike if a.decision.verdict)
        counted = {name: count.get(name, 0) for name in ("confirmed", "dismissed", "wanted")}
        return _paragraph(self._say(words.ALIKE_SUM, n=len(self._alike), **counted)) + "".join(map(self._like, self._alike))

    def _like(self, a: Alike) -> str:
        quote = mask_text(a.quote) if self._frame.masked else a.quote
        short = quote if len(quote) <= 60 else quote[:59] + "…"
        where = f"{a.visit_date or ''} · {self._say(words.ALIKENESS, percent=round(a.similarity * 100))}"
        colours = self._frame.colours
        quoted = escape(self._say(common.QUOTED, quote=short))
        if a.project == self._frame.project:
            quoted = f'<a href="finding:{a.finding}" style="color:{colours.accent}">{quoted}</a>'
        else:
            where += f" · {a.project_name}"
        return f'{self._entry(a.decision)}<p style="margin:0 0 4px 12px">{quoted}<br><span style="color:{colours.muted}">{escape(where)}</span></p>'

    def _entry(self, entry: DecisionEntry) -> str:
        say, verdict = self._say, entry.verdict.value if entry.verdict else ""
        name = say(words.SHORT[verdict]) if verdict else say(words.TAKEN_BACK)
        when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
        more = [say(words.BECAUSE, reason=say(reasons.title(entry.reason)))] if entry.reason else []
        more += [say(common.QUOTED, quote=entry.note)] if entry.note else []
        told = "".join(f"<br>{escape(line)}" for line in more)
        return f'<p style="margin:8px 0 2px 0"><b>{words.SIGNS[verdict]} {escape(name)}</b> {escape(entry.by)} {when}{told}</p>'


def _clauses(basis: str) -> list[str]:
    """One clause a line: they come joined, as they are printed."""
    joint = "；" if "；" in basis else "; "
    return [part.strip() for part in basis.split(joint) if part.strip()]


def _section(heading: str, inside: str, *, first: bool) -> str:
    return f'<p style="margin:{0 if first else 10}px 0 2px 0"><b>{escape(heading)}</b></p>{inside}'


def _paragraph(text: str) -> str:
    return f'<p style="margin:2px 0">{escape(text)}</p>'


def _point(text: str) -> str:
    return f'<p style="margin:3px 0 3px 12px; text-indent:-12px">· {escape(text)}</p>'


def _quiet(text: str) -> str:
    return f'<p style="margin:4px 0">{escape(text)}</p>'
