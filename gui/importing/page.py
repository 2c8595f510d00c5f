"""ImportPage: the five steps, forth and back; each shows what the same parser makes of the files as they are settled now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from audit.model import FileKind, Text
from gui.importing import words
from gui.importing.column_step import ColumnStep
from gui.importing.confirm_step import ConfirmStep
from gui.importing.draft import Draft
from gui.importing.file_step import SUFFIXES, FileStep, spreadsheets
from gui.importing.health_step import HealthStep
from gui.importing.problem_export import export_problems
from gui.importing.table_step import TableStep
from gui.page import IMPORTS, MASKING, PROJECT, Page
from gui.parts import button, label
from gui.tasks import Failure, Task

if TYPE_CHECKING:
    from audit.bringing import Brought
    from audit.intake.look import Look
    from audit.store.nouns import ImportInfo

#: Waits so long after a change before the file is looked at again.
AGAIN_MS = 250


class ImportPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, MASKING})

    def build(self) -> None:
        frame = self.frame
        self.drafts: list[Draft] = []
        self._looking: dict[Draft, Task] = {}
        self._again: set[Draft] = set()
        self._run: Task | None = None
        self._brought: tuple[int, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self._look_changed)
        self.files = FileStep(frame, self.drafts, self.choose)
        self.tables, self.columns = TableStep(frame, self.drafts), ColumnStep(frame, self.drafts)
        self.health, self.confirm = HealthStep(frame, self.drafts), ConfirmStep(frame, self.drafts)
        self.files.drop.dropped.connect(self.add)
        self.files.changed.connect(self._update)
        self.files.retry_wanted.connect(self._look)
        self.files.move_import.connect(self._move_import)
        self.files.list_wanted.connect(self._list_problems)
        self.health.failed.connect(self.banner.tell_failure)
        self.tables.look_again.connect(self._look_later)
        self.columns.look_again.connect(self._look_later)
        self.steps = QStackedWidget()
        for step in (self.files, self.tables, self.columns, self.health, self.confirm):
            self.steps.addWidget(step)
        self._stepper()
        self.body.addWidget(self.steps, 1)
        self._foot()
        self.key("Alt+N", words.NEXT, self.forth)
        self.key("Alt+B", words.BACK, self.back)
        self.key("F5", words.DO_BOTH, self._do_both)
        self.key("Ctrl+T", words.RETRY, self._retry_all)
        self.restyle()
        self._update()

    def _stepper(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        self.marks: list[QPushButton] = []
        for number, name in enumerate(words.STEPS):
            if number:
                arrow = label("muted")
                arrow.setText("›")
                line.addWidget(arrow)
            mark = QPushButton()
            mark.setObjectName("step")
            mark.setCheckable(True)
            mark.clicked.connect(partial(self.go, number))
            self.say.say(mark.setText, Text(f"{number + 1}  {name.zh}", f"{number + 1}  {name.en}"))
            self.marks.append(mark)
            line.addWidget(mark)
        line.addStretch(1)
        self.body.addLayout(line)

    def _foot(self) -> None:
        say = self.say
        self.hint = label("muted", wrap=True)
        self.back_button = button(say, words.BACK, self.back)
        self.straight = button(say, words.STRAIGHT, lambda: self.go(4))
        self.next = button(say, words.NEXT, self.forth, "primary")
        self.only = button(say, words.DO_IMPORT, lambda: self.start(check=False))
        self.both = button(say, words.DO_BOTH, self._do_both, "primary")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.hint, 1)
        for each in (self.back_button, self.straight, self.next, self.only, self.both):
            line.addWidget(each)
        self.body.addLayout(line)

    # files come

    def choose(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        self.add(self.frame.asking.files(self, f"{self.say(words.SHEETS_FILTER)} ({patterns});;{self.say(words.ALL_FILES)} (*)"))

    def add(self, paths: Sequence[Path]) -> None:
        """Files (a folder stands for the sheets in it), each looked at at once."""
        known = {draft.path for draft in self.drafts}
        for path in spreadsheets(paths):
            if path not in known:
                draft = Draft(path)
                self.drafts.append(draft)
                self.files.show_drafts()
                self._look(draft)
        if paths:
            self.go(0)
        self._update()

    def _look_later(self, draft: Draft) -> None:
        self._again.add(draft)
        self._timer.start()

    def _look_changed(self) -> None:
        for draft in self._again:
            self._look(draft)
        self._again.clear()

    def _look(self, draft: Draft) -> None:
        """Have the parser of the import look at a file as it is settled now."""
        if before := self._looking.pop(draft, None):
            before.cancel()
        if draft.failure or (draft.look and draft.look.report.failed):
            draft.look = draft.failure = None
        steps = self.frame.desk.look(
            draft.path, passwords=draft.passwords, kind=draft.kind, columns=draft.settled(), header_rows=dict(draft.header_rows), skip=tuple(draft.skip),
            encoding=draft.encoding,
        )  # fmt: skip
        task = self.frame.ask(steps, partial(self._looked, draft), partial(self._not_looked, draft))
        if draft.waiting or not draft.look:
            self._looking[draft] = task
        self.files.files.again(draft)
        self._update()

    def _looked(self, draft: Draft, found: Look) -> None:
        self._looking.pop(draft, None)
        draft.look, draft.failure = found, None
        self._mark_known(draft)
        self._show_step()

    def _not_looked(self, draft: Draft, failure: Failure) -> None:
        self._looking.pop(draft, None)
        draft.look, draft.failure = None, failure
        self._show_step()

    def _mark_known(self, draft: Draft) -> None:
        project = self.frame.project
        draft.already = bool(
            project is not None and draft.look and draft.look.report.sha256 and not draft.mapped_by_hand
            and self.frame.store.import_of(project, draft.look.report.sha256)
        )  # fmt: skip

    def _retry_all(self) -> None:
        for draft in self.drafts:
            if draft.trouble():
                self._look(draft)

    # steps

    @property
    def step(self) -> int:
        return self.steps.currentIndex()

    def go(self, step: int, _checked: bool = False) -> None:
        if step == 0 or self._ready:
            self.steps.setCurrentIndex(step)
            self._show_step()
        else:
            self._update()

    def forth(self) -> None:
        if self.step < 4:
            self.go(self.step + 1)

    def back(self) -> None:
        if self.step > 0:
            self.go(self.step - 1)

    @property
    def _ready(self) -> bool:
        """Whether there is a file of which something can be shown."""
        return any(d.look and not d.already and any(s.grid for s in d.look.sheets) for d in self.drafts)

    def _show_step(self) -> None:
        step: Any = self.steps.currentWidget()
        step.show_drafts()
        if step is not self.files:
            self.files.show_drafts()
        self._update()

    def _update(self) -> None:
        step, ready = self.step, self._ready
        usable = [d for d in self.drafts if d.usable]
        for number, mark in enumerate(self.marks):
            mark.setChecked(number == step)
            mark.setEnabled(number == 0 or ready)
        waiting = any(d.waiting for d in self.drafts)
        busy = self._run is not None
        self.back_button.setVisible(step > 0)
        self.next.setVisible(step < 4)
        self.next.setEnabled(ready and not waiting)
        sure = bool(usable) and not waiting and all(d.usable or d.already for d in self.drafts)
        self.straight.setVisible(step == 0 and sure)
        for each in (self.only, self.both):
            each.setVisible(step == 4)
            each.setEnabled(bool(usable) and not waiting and not busy)
        self.steps.setEnabled(not busy)
        self.hint.setText(self._hint(usable, waiting))

    def _hint(self, usable: Sequence[Draft], waiting: bool) -> str:
        say = self.say
        if not self.drafts:
            return say(words.NO_FILES) if self.step == 0 else ""
        if waiting:
            return say(words.WAIT)
        if not usable:
            return say(words.ALREADY).lstrip("● ") if all(d.already for d in self.drafts) else say(words.NOTHING_USABLE)
        bad = sum(bool(d.trouble()) for d in self.drafts)
        return say(words.SEEN_ALL, ready=len(usable), more=say(words.SOME_NOT, bad=bad) if bad else "")

    # the import

    def _do_both(self) -> None:
        if self.step == 4 and self.both.isEnabled():
            self.start(check=True)

    def start(self, *, check: bool) -> None:
        """Bring the files in; into a new project, if that was chosen."""
        step, desk = self.confirm, self.frame.desk
        files = [draft.asked(step.agency.text().strip()) for draft in self.drafts if draft.usable]
        if not files:
            return
        self.banner.hide()
        new = (step.title(), step.agency.text().strip(), str(step.policy.currentData()), step.as_of) if step.into_new else None
        steps = desk.bring_in(self.frame.project if new is None else None, new, files)
        self.frame.do(steps, partial(self._done, check), self._failed, watch=self._begun)

    def _begun(self, task: Task) -> None:
        self._run = task
        task.cancelled.connect(self._cancelled)
        task.ended.connect(self._ended)
        self._update()

    def _done(self, check: bool, result: tuple[int, Brought]) -> None:
        project, brought = result
        self._brought = tuple(info.id for info in brought.imports)
        if project != self.frame.project:
            self.frame.open_project(project)
        self.frame.announce(IMPORTS)
        why = Text("；".join(f"{n}：{t.zh}" for n, t in brought.failed), "; ".join(f"{n}: {t.en}" for n, t in brought.failed))
        visits = any(info.kind is FileKind.VISITS for info in brought.imports)
        self.confirm.name.setModified(False)
        self.drafts[:] = [d for d in self.drafts if d.path.name in {name for name, _ in brought.failed}]
        steps: tuple[Any, ...] = (self.tables, self.columns, self.health)
        for step in steps:
            step.show_drafts()  # lets go of what was imported
        self.go(0)
        undo = (words.UNDO_DONE, self.undo_last)
        if not brought.imports:
            self.banner.tell("bad", words.NONE_DONE.format(why=why))
        elif brought.failed:
            self.banner.tell("warn", words.DONE_FAILED.format(why=why), action=undo)
        else:
            self.banner.tell("good", words.DONE.format(rows=f"{brought.rows:,}", files=len(brought.imports)), action=undo)
        if check and visits:
            self.frame.go("check", run=True)

    def _failed(self, failure: Failure) -> None:
        self.banner.tell_failure(failure)

    def _cancelled(self) -> None:
        self.banner.tell("warn", words.CANCELLED)
        self.frame.announce(IMPORTS)

    def _ended(self, _task: Task) -> None:
        self._run = None
        self._update()

    def undo_last(self) -> None:
        """Take back what was just imported."""
        for number in self._brought:
            self._move_import(number, True)

    def _move_import(self, number: int, undo: bool) -> None:
        store = self.frame.store

        def done(info: Any) -> None:
            self.frame.tell((words.WAS_UNDONE if undo else words.WAS_REDONE).format(name=info.name))

        move = store.undo_import if undo else store.redo_import
        self.frame.write(lambda: move(number), done, changes=(IMPORTS,))

    def _list_problems(self, info: ImportInfo) -> None:
        """Those of an import that is stored already: agencies are asked afterwards, too."""
        store = self.frame.store
        export_problems(self.frame, self, lambda: store.report(info.id).problems, self.banner.tell_failure, Path(info.name).stem)

    # the page

    def refresh(self) -> None:
        project = self.frame.project
        imports = self.frame.store.imports(project) if project is not None else ()
        self.files.show_former(tuple(reversed(imports)))
        for draft in self.drafts:
            if draft.look:
                self._mark_known(draft)
        self._show_step()

    def arrive(self, what: Mapping[str, Any]) -> None:
        if files := what.get("files"):
            self.add(files)
        elif what.get("choose"):
            self.choose()

    def speak(self) -> None:
        self._show_step()

    def restyle(self) -> None:
        self.files.drop.dress(self.frame.colours, self.frame.ratio)
        self._show_step()

    def focus_first(self) -> None:
        (self.files.table if self.drafts else self.files.drop.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def poses(self) -> Iterator[str]:
        yield "former"
        project, self.frame.project = self.frame.project, None
        self.refresh()
        self.add([*self.frame.desk.samples(), Path(__file__)])
        for number, name in enumerate(("files", "tables", "columns", "health", "confirm")):
            self.go(number)
            if name in ("tables", "columns"):
                self.tables.sheets.setCurrentRow(6)
                self.columns.which.setCurrentIndex(5)
                self._show_step()
            yield f"{number + 1}-{name}"
        self.drafts.clear()
        self.frame.project = project
        self.go(0)
        self.refresh()
