"""SamplingPage: draw a sample, check its visits by keys, read what they say of the whole."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from audit.model import Progress, Visit
from audit.sampling import ESTIMATE, STANDARD, Method, Result, Size, sample_size
from audit.store.nouns import Sample, SampleItem
from audit.store.where import Where
from gui.masking import masked_visit
from gui.page import IMPORTS, MASKING, PROJECT, WORK, Page
from gui.paged_table import Column
from gui.parts import button, card, label, named, set_tone
from gui.rows import Rows, chosen_ids, current_id, show_rows
from gui.sampling import words
from gui.sampling.form import SampleForm
from gui.tables import table

STRATA_SHOWN = 8


class Drawn(NamedTuple):
    """A drawn visit and what is known of it."""

    item: SampleItem
    visit: Visit | None


class Found(NamedTuple):
    sample: Sample
    items: tuple[Drawn, ...]
    result: Result
    strata: dict[str, tuple[int, int, int]]


COLUMNS = (
    Column(words.PLACE, lambda r, _: str(r.item.place), (5, 5)),
    Column(words.STATE, lambda r, say: say(words.STATES[r.item.state]), (12, 14), "says"),
    Column(words.CASE, lambda r, _: r.visit.case_id if r.visit else "", (16, 16), "says"),
    Column(words.DAY, lambda r, _: r.visit.visit_date.isoformat() if r.visit and r.visit.visit_date else "", (12, 12), "says"),
    Column(words.AGENCY, lambda r, _: r.visit.agency if r.visit else "", (18, 18), "says"),
    Column(words.NOTE, lambda r, _: r.item.note, (20, 20), "says"),
    Column(words.ACCOUNT, lambda r, _: r.visit.account.replace("\n", " ") if r.visit else "", (60, 60)),
)


class SamplingPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, WORK, MASKING})

    def build(self) -> None:
        self._samples: tuple[Sample, ...] = ()
        self._found: Found | None = None
        self._of: int | None = None  # the project whose samples are shown
        self.form = SampleForm(self.frame)
        self.form.setFixedWidth(300)
        self.form.draw.connect(self.draw)
        self.form.work_out.connect(self.work_out)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addWidget(self.form)
        both.addLayout(self._right(), 1)
        self.body.addLayout(both, 1)
        for keys, text, state in (("1", words.OK, "ok"), ("2", words.DEVIATION, "deviation"), ("0", words.CLEAR, "")):
            self.key(keys, text, partial(self.check, state))
        self.key("Return", words.LOOK, self.look)

    def _right(self) -> QVBoxLayout:
        self.box = QComboBox()
        named(self.box, self.say, words.SAMPLE)
        self.box.activated.connect(lambda _index: self._fetch())
        self.export_button = button(self.say, words.EXPORT, self.export)
        self.delete_button = button(self.say, words.DELETE, self.delete)
        self.rows = Rows(COLUMNS, self.say, lambda drawn: drawn.item.id)
        self.table = table(self.rows, [c.width for c in COLUMNS], self.say, words.SAMPLE, sortable=True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell_item())
        self.table.doubleClicked.connect(lambda _index: self.look())
        self.account, self.note = label("", wrap=True, select=True), QLineEdit()
        self.account.setMaximumHeight(90)
        named(self.note, self.say, words.NOTE)
        self.say.say(self.note.setPlaceholderText, words.NOTE_HINT)
        self.empty = label("muted", wrap=True)
        self.say.say(self.empty.setText, words.EMPTY)
        top, line = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.box, 1)
        top.addWidget(self.export_button)
        top.addWidget(self.delete_button)
        line.addWidget(self.note, 1)
        for text, state in ((words.OK, "ok"), (words.DEVIATION, "deviation"), (words.CLEAR, "")):
            line.addWidget(button(self.say, text, partial(self.check, state)))
        line.addWidget(button(self.say, words.LOOK, self.look))
        self.work = QWidget()
        inside = QVBoxLayout(self.work)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(top)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.account)
        inside.addLayout(line)
        inside.addWidget(self._result())
        column = QVBoxLayout()
        column.addWidget(self.empty)
        column.addWidget(self.work, 1)
        column.addStretch(0)
        return column

    def _result(self) -> QWidget:
        box, inside = card()
        inside.setSpacing(4)
        self.verdict, self.progress = label("badge"), label("heading")
        self.told, self.strata, self.standard = (
            label("", wrap=True, select=True),
            label("muted", wrap=True),
            label("field", wrap=True),
        )
        line = QHBoxLayout()
        line.addWidget(self.progress)
        line.addStretch(1)
        line.addWidget(self.verdict)
        inside.addLayout(line)
        for each in (self.told, self.strata, self.standard):
            inside.addWidget(each)
        return box

    # what is shown

    def refresh(self) -> None:
        project = self.frame.project
        if project is None:
            return
        if project != self._of:
            self._of, self._found = project, None
            self.box.clear()
            self.form.seed.clear()
        self.frame.read(lambda: (project, self.frame.store.samples(project), self.frame.store.project(project).name), self._show)

    def _show(self, found: tuple[int, tuple[Sample, ...], str]) -> None:
        project, self._samples, name = found
        if project != self.frame.project:
            return
        self.form.suggest(len(self._samples) + 1, name)
        self._list()
        has = bool(self._samples)
        self.work.setVisible(has)
        self.empty.setVisible(not has)
        if has:
            self._fetch()
        else:
            self.rows.show(())

    def _list(self) -> None:
        kept = self.box.currentData()
        self.box.clear()
        for s in reversed(self._samples):
            said = self.say(
                words.TITLED,
                name=s.name,
                method=self.say(words.METHODS[s.plan.method]),
                seed=s.plan.seed,
                checked=s.checked,
                size=s.plan.size,
            )
            self.box.addItem(said, s.id)
        self.box.setCurrentIndex(max(self.box.findData(kept), 0))

    def _fetch(self) -> None:
        number = self.box.currentData()
        sample = next((s for s in self._samples if s.id == number), None)
        if sample is not None:
            asked = sample
            self.frame.read(lambda: self._read(asked), self._fetched)

    def _read(self, sample: Sample) -> Found:
        store = self.frame.store
        items = store.sample_items(sample.id)
        ids = [item.visit for item in items]
        visits: dict[int, Visit] = {}
        for id in ids:  # one that is gone leaves its place empty
            for visit in store.visits_by_id([id]):
                visits[id] = masked_visit(visit) if self.frame.masked else visit
        drawn = tuple(Drawn(item, visits.get(item.visit)) for item in items)
        return Found(sample, drawn, store.sample_result(sample.id), store.sample_strata(sample.id))

    def _fetched(self, found: Found) -> None:
        if found.sample.id == self.box.currentData():
            self._found = found
            show_rows(self.table, self.rows, found.items)
            self._tell_result()
            self._tell_item()

    def _tell_item(self) -> None:
        id = current_id(self.table, self.rows)
        drawn: Drawn | None = self.rows.row(id) if id is not None else None
        self.account.setText(drawn.visit.account if drawn and drawn.visit else "")

    def _tell_result(self) -> None:
        found, say = self._found, self.say
        if found is None:
            return
        sample, result = found.sample, found.result
        self.progress.setText(say(words.PROGRESS, checked=result.checked, size=sample.plan.size, deviations=result.deviations))
        if not result.extends:
            said, tone = words.NOT_EXTENDED, "review"
        elif result.checked < sample.plan.size:
            said, tone = words.UNFINISHED, ""
        else:
            said, tone = (words.KEPT, "good") if result.kept else (words.NOT_KEPT, "violation")
        self.verdict.setText(say(said))
        set_tone(self.verdict, tone)
        estimate = ESTIMATE.format(population=result.population, estimated=result.estimated, at_most=result.at_most)
        more = say(estimate) if result.extends and result.checked else ""
        self.told.setText(f"{say(result.text)} {more}".strip())
        strata = [
            say(words.STRATA_LINE, stratum=name or "—", drawn=n[0], checked=n[1], bad=n[2])
            for name, n in list(found.strata.items())[:STRATA_SHOWN]
        ]
        shown = sample.plan.method is Method.STRATIFIED
        self.strata.setText("　".join(strata))
        self.strata.setVisible(shown)
        self.standard.setText(say(STANDARD))

    def speak(self) -> None:
        self.form.speak()
        self._list()
        self._tell_result()

    # what is done

    def work_out(self) -> None:
        """How many are needed, from the figures of the form."""
        project, plan = self.frame.project, self.form.plan
        if project is None:
            return
        of = project

        def worked() -> Size:
            population = sum(self.frame.store.visit_counts(of, ()).values())
            return sample_size(population, confidence=plan.confidence, tolerable=plan.tolerable, expected=plan.expected)

        self.banner.hide()
        self.frame.read(worked, self.form.show_size)

    def draw(self) -> None:
        project, plan, store = self.frame.project, self.form.plan, self.frame.store
        name, stratum = self.form.name.text().strip(), self.form.stratum.currentData()
        if project is not None:
            of = project
            self.banner.hide()
            self.frame.write(lambda: store.draw_sample(of, name, plan, stratum=stratum), self._was_drawn, changes=(WORK,))

    def _was_drawn(self, sample: Sample) -> None:
        self.form.drawn()
        self._samples = (*self._samples, sample)
        self._list()
        self.box.setCurrentIndex(self.box.findData(sample.id))
        self.frame.tell(words.DRAWN.format(count=sample.plan.size))

    def check(self, state: str, _checked: bool = False) -> None:
        """What the chosen visit showed; the next one follows."""
        ids, note, store = chosen_ids(self.table, self.rows), self.note.text().strip(), self.frame.store
        if not ids:
            return
        item: SampleItem = self.rows.row(ids[0]).item
        self.note.clear()
        row = min((self.rows.row_of(item.id) or 0) + 1, self.rows.rowCount() - 1)
        self.table.setCurrentIndex(self.rows.index(row, 0))
        self.frame.write(lambda: store.check_item(item.id, state, note or item.note, item.version), changes=(WORK,))

    def delete(self) -> None:
        """Can be undone."""
        number = self.box.currentData()
        if number is not None:
            self.frame.write(lambda: self.frame.store.delete_sample(number), changes=(WORK,))

    def export(self) -> None:
        """The sample's working paper, for the files of the audit."""
        number = self.box.currentData()
        sample = next((s for s in self._samples if s.id == number), None)
        if sample is None:
            return
        from reports.export import safe_name

        folder = Path(self.frame.settings.text("export_folder") or str(Path.home()))
        name = safe_name(f"{self.say(words.PAPER, name=sample.name)}.xlsx")
        target = self.frame.asking.target(self, folder / name, f"{self.say(words.XLSX)} (*.xlsx)")
        if not target:
            return
        path = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
        self.frame.do(self._written(sample, path), lambda _: self.frame.tell(words.EXPORTED.format(name=path.name)))

    def _written(self, sample: Sample, path: Path) -> Generator[Progress, None, None]:
        from reports.sample_paper import write_sample

        store = self.frame.store
        yield from write_sample(store, sample, path, self.say.lang)
        store.log("export", f"sample:{sample.id}", project=sample.project, after={"kind": "sample", "entries": sample.plan.size})

    def look(self) -> None:
        id = current_id(self.table, self.rows)
        if id is not None:
            self.frame.go("data", where=(Where("id", "=", self.rows.row(id).item.visit),))

    # keyboard

    def other_side(self) -> None:
        side = self.form.method if self.table.hasFocus() else self.table
        side.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        (self.table if self._samples else self.form.method).setFocus(Qt.FocusReason.OtherFocusReason)

    def poses(self) -> Iterator[str]:
        yield "empty"
        self.form.method.setCurrentIndex(self.form.method.findData(Method.STRATIFIED))
        self.work_out()
        self.form.how_many.setValue(10)
        self.draw()
        for state in ("ok", "ok", "deviation", "ok", "ok", "ok", "ok"):
            self.check(state)
        yield ""
