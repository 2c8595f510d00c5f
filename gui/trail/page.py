"""TrailPage: the trail, filtered, exported, and checked for changes."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from audit.model import Progress
from audit.store import trail_words
from audit.store.nouns import TrailEntry
from gui.page import EVERYTHING, MASKING, Page
from gui.paged_table import Column
from gui.parts import button, label, named
from gui.rows import Rows, choose, current_id, show_rows
from gui.tables import table
from gui.tasks import Failure
from gui.trail import telling, words

MOST = 5_000
SPANS = (0, 1, 7, 30, 90)
WAIT_MS = 250


COLUMNS = (
    Column(words.NUMBER, lambda e, _: f"{e.seq:,}", (7, 7), "seq"),
    Column(words.WHEN, lambda e, _: f"{e.at.astimezone():%Y-%m-%d %H:%M:%S}", (20, 20), "at"),
    Column(words.WHO, lambda e, _: e.who, (10, 10), "who"),
    Column(words.ACT, lambda e, say: say(trail_words.name(e.action)), (22, 22), "says"),
    Column(words.WHAT, lambda e, say: telling.what(e.what, say), (20, 20), "what"),
    Column(words.BEFORE, lambda e, say: telling.values(e.before, say), (22, 22)),
    Column(words.AFTER, lambda e, say: telling.values(e.after, say), (34, 34)),
    Column(words.REASON, lambda e, say: telling.reason(e.reason, say), (16, 16), "reason"),
)


class TrailPage(Page):
    title, help = words.TITLE, words.HELP
    cares = EVERYTHING - {MASKING}

    def build(self) -> None:
        self._asked = 0
        self.head.addWidget(button(self.say, words.EXPORT, self.export))
        self.check_button = button(self.say, words.CHECK, self.check, "primary")
        self.head.addWidget(self.check_button)
        self.scope, self.who, self.act, self.when = (QComboBox() for _ in range(4))
        self.search_field = QLineEdit()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(WAIT_MS)
        self._rest.timeout.connect(self.refresh)
        self.search_field.textChanged.connect(lambda _text: self._rest.start())
        self.search_field.setClearButtonEnabled(True)
        self.say.say(self.search_field.setPlaceholderText, words.SEARCH)
        line = QHBoxLayout()
        for widget, text in ((self.scope, words.SCOPE), (self.who, words.WHO), (self.act, words.ACT), (self.when, words.WHEN)):
            named(widget, self.say, text)
            widget.activated.connect(lambda _index: self.refresh())
            line.addWidget(widget)
        named(self.search_field, self.say, words.SEARCH)
        line.addWidget(self.search_field, 1)
        self.rows = Rows(COLUMNS, self.say, lambda entry: entry.seq)
        self.table = table(self.rows, [c.width for c in COLUMNS], self.say, words.TITLE, sortable=True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.detail, self.hashes = label("", wrap=True, select=True), label("field", select=True)
        self.body.addLayout(line)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addWidget(self.hashes)
        self.speak()

    # what is shown

    def _wanted(self) -> dict[str, Any]:
        days = self.when.currentData() or 0
        return {
            "project": self.frame.project if self.scope.currentData() else None,
            "who": self.who.currentData() or "", "action": self.act.currentData() or "", "text": telling.sought(self.search_field.text().strip()),
            "since": date.today() - timedelta(days=days - 1) if days else None,
        }  # fmt: skip

    def refresh(self) -> None:
        self._rest.stop()
        self._asked += 1
        asked, wanted, store = self._asked, self._wanted(), self.frame.store
        self.frame.read(lambda: (store.trail(limit=MOST, **wanted), store.users()), partial(self._show, asked))

    def _show(self, asked: int, found: tuple[tuple[TrailEntry, ...], tuple[Any, ...]]) -> None:
        if asked != self._asked:
            return
        entries, users = found
        show_rows(self.table, self.rows, reversed(entries))
        names = dict.fromkeys([*(u.name for u in users), *(e.who for e in entries if e.who)])
        if [self.who.itemData(n) for n in range(1, self.who.count())] != list(names):
            kept = self.who.currentData()
            self._fill(self.who, [(self.say(words.EVERYBODY), ""), *((name, name) for name in names)], kept)
        self._tell()

    def _tell(self) -> None:
        shown = self.rows.rowCount()
        self.subtitle.setText(self.say(words.CUT if shown == MOST else words.COUNTS, shown=shown))
        id = current_id(self.table, self.rows)
        entry: TrailEntry | None = self.rows.row(id) if id is not None else None
        said = [telling.values(held, self.say) for held in (entry.before, entry.after)] if entry else []
        why = telling.reason(entry.reason, self.say) if entry else ""
        self.detail.setText("  ".join(part for part in ("  →  ".join(filter(None, said)), why) if part))
        self.hashes.setText(self.say(words.HASH, hash=entry.hash[:16], former=entry.former[:16]) if entry else "")

    def speak(self) -> None:
        say = self.say
        spans = [(say(words.ALWAYS), 0), (say(words.TODAY), 1), *((say(words.DAYS, days=n), n) for n in SPANS[2:])]
        self._fill(self.when, spans, self.when.currentData())
        self._fill(self.scope, [(say(words.ALL_PROJECTS), False), (say(words.THIS_PROJECT), True)], self.scope.currentData())
        acts = [(say(words.EVERYTHING), ""), *((say(text), action) for action, text in trail_words.ACTIONS.items())]
        self._fill(self.act, acts, self.act.currentData())
        if self.who.count():
            self.who.setItemText(0, say(words.EVERYBODY))
        else:
            self.who.addItem(say(words.EVERYBODY), "")
        self._tell()

    def _fill(self, box: QComboBox, items: list[tuple[str, Any]], kept: Any) -> None:
        box.clear()
        for text, value in items:
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(kept), 0))

    # what is done

    def check(self) -> None:
        """Compute the whole chain anew."""
        self.check_button.setEnabled(False)
        self.frame.read(self.frame.store.check_trail, self._checked, self._not_checked)

    def _checked(self, broken: int | None) -> None:
        self.check_button.setEnabled(True)
        if broken is None:
            self.banner.tell("good", words.WHOLE)
        else:
            show = (words.SHOW_BROKEN.format(seq=broken), partial(self._show_entry, broken))
            self.banner.tell("bad", words.BROKEN.format(seq=broken), action=show)

    def _not_checked(self, failure: Failure) -> None:
        self.check_button.setEnabled(True)
        self.banner.tell_failure(failure)

    def _show_entry(self, seq: int) -> None:
        for box in (self.scope, self.who, self.act, self.when):
            box.setCurrentIndex(0)
        self.search_field.clear()
        self.refresh()
        choose(self.table, self.rows, seq)

    def export(self) -> None:
        """All entries that the filters let through, however many."""
        folder = Path(self.frame.settings.text("export_folder") or str(Path.home()))
        target = self.frame.asking.target(self, folder / self.say(words.FILE_NAME), f"{self.say(words.CSV)} (*.csv)")
        if not target:
            return
        path = target if target.suffix.lower() == ".csv" else target.with_name(f"{target.name}.csv")
        store, lang, wanted, project = self.frame.store, self.say.lang, self._wanted(), self.frame.project

        def steps() -> Generator[Progress, None, int]:
            from reports.trail_file import write_trail

            rows = store.trail_rows(lang, **wanted)
            yield from write_trail(rows, path)
            store.log("export", "trail", project=project, after={"kind": "trail", "entries": len(rows) - 1})
            return len(rows) - 1

        self.frame.do(steps(), lambda count: self.banner.tell("good", words.EXPORTED.format(count=count, name=path.name)))

    # keyboard

    def arrive(self, what: Mapping[str, Any]) -> None:
        if "what" in what:
            self.search_field.setText(str(what["what"]))
            self.refresh()

    def search(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._rest.stop()

    def poses(self) -> Iterator[str]:
        self.check()
        yield ""
