"""ReportPage: the report as somebody wants it, its very pages beside it, the way out, and verifying what went out before."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from audit.model import Progress
from gui.icons import icon
from gui.page import DECISIONS, FINDINGS, IMPORTS, PROJECT, WORK, Page
from gui.parts import button, label, named
from gui.progress_panel import ProgressPanel
from gui.report import drawing, words
from gui.report.form import Form
from gui.report.outcome import Outcome
from gui.report.page_view import PageView
from gui.report.verify_pane import VerifyPane
from gui.tasks import Failure, Task

if TYPE_CHECKING:
    from audit.signoff import Signing
    from reports.result import AuditResult
    from reports.wish import Part

WORK_SIDE, VERIFY_SIDE, EMPTY = range(3)


class Drawn(NamedTuple):
    data: bytes
    sizes: list[tuple[float, float]]
    parts: tuple[Part, ...]


class ReportPage(Page):
    title, help = words.TITLE, words.HELP
    cares = frozenset({PROJECT, IMPORTS, FINDINGS, DECISIONS, WORK})

    def build(self) -> None:
        self._result: AuditResult | None = None
        self._run = 0
        self._turn = self._ended = 0  # of the preview: which was asked last, which has ended
        self._task: Task | None = None
        self._data = b""
        self._sign_state = "open"
        self._build_head()
        self.form, self.view, self.outcome = Form(self.frame), PageView(), Outcome(self.frame)
        self.form.changed.connect(self.draw)
        self.form.cover_changed.connect(self._keep_cover)
        self.view.wanted.connect(self._render)
        self.view.page_changed.connect(lambda _page: self._tell_page())
        named(self.view, self.say, words.PREVIEW)
        self.verify = VerifyPane(self.frame)
        self.states = QStackedWidget()
        for each in (self._work(), self.verify, self._nothing()):
            self.states.addWidget(each)
        self.body.addWidget(self.states, 1)
        self.form.show_lang(self.say.lang)
        self.key("Ctrl+E", words.EXPORT_KINDS["pdf"][0], partial(self.choose, "pdf"))
        self.key("Ctrl+Shift+E", words.EXPORT_KINDS["xlsx"][0], partial(self.choose, "xlsx"))
        self.key("Ctrl++", words.ZOOM_IN, lambda: self.view.zoom(1))
        self.key("Ctrl+-", words.ZOOM_OUT, lambda: self.view.zoom(-1))
        self.key("Ctrl+0", words.FIT, lambda: self.view.zoom(0))
        self.restyle()

    def _build_head(self) -> None:
        self.pdf = button(self.say, words.EXPORT_KINDS["pdf"][0], partial(self.choose, "pdf"), "primary")
        self.more = QPushButton()
        self.more.setObjectName("menu")
        self.say.say(self.more.setText, words.EXPORT)
        menu = QMenu(self)
        for kind in ("xlsx", "json", "zip"):
            action = menu.addAction("")
            self.say.say(action.setText, words.EXPORT_KINDS[kind][0])
            action.triggered.connect(partial(self.choose, kind))
        self.more.setMenu(menu)
        self.say.say(self.more.setToolTip, words.UNMASKED_TARGET)
        self.to_verify = button(self.say, words.VERIFY_FILE, self._switch)
        for each in (self.to_verify, self.more, self.pdf):
            self.head.addWidget(each)

    def _work(self) -> QWidget:
        work, right = QWidget(), QVBoxLayout()
        self.form.setFixedWidth(310)
        self.progress = ProgressPanel(self.say)
        self.state = label("muted")
        self.sign = button(self.say, words.TO_SIGNOFF, lambda: self.frame.go("signoff"))
        self.page_of = label("muted")
        self.tools = {}
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.state)
        line.addWidget(self.sign)
        line.addStretch(1)
        line.addWidget(self.page_of)
        for name, text, by in (("zoom-out", words.ZOOM_OUT, -1), ("zoom-in", words.ZOOM_IN, 1), ("refresh-cw", words.REFRESH, 0)):
            tool = QToolButton()
            tool.setObjectName("quiet")
            named(tool, self.say, text)
            self.say.say(tool.setToolTip, text)
            tool.clicked.connect(partial(self._tool, by))
            self.tools[name] = tool
            line.addWidget(tool)
        right.setSpacing(8)
        right.addLayout(line)
        right.addWidget(self.outcome)
        right.addWidget(self.progress)
        right.addWidget(self.view, 1)
        both = QHBoxLayout(work)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addWidget(self.form)
        both.addLayout(right, 1)
        return work

    def _nothing(self) -> QWidget:
        empty, column = QWidget(), QVBoxLayout()
        column = QVBoxLayout(empty)
        said = label("muted", wrap=True)
        self.say.say(said.setText, words.NO_RUN)
        go = button(self.say, words.TO_CHECK, lambda: self.frame.go("check"), "primary")
        column.addWidget(said)
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return empty

    # what is shown

    def refresh(self) -> None:
        project = self.frame.project
        run = self.frame.store.last_run(project) if project is not None else None
        if run is None:
            self._result = None
            self._stop()
            self._show_side(EMPTY)
            return
        if self.states.currentIndex() == EMPTY:
            self._show_side(WORK_SIDE)
        self._begin(self._load(run.id, run.project), self._loaded)

    def _load(self, run: int, project: int) -> Generator[Progress, None, tuple[int, AuditResult, object, Signing]]:
        from reports.tailored import stored_result

        store = self.frame.store
        result = yield from stored_result(store, run)
        return run, result, store.setting(f"report:{project}").value, store.signing(project)

    def _loaded(self, found: tuple[int, AuditResult, object, Signing]) -> None:
        from reports.editions import agencies

        self._run, self._result, cover, signing = found
        self._sign_state = signing.state.value
        self.form.show_project(agencies(self._result), cover)
        self.speak()
        self.draw()

    def draw(self) -> None:
        """Draw the report as it is wished now; what was being drawn before is dropped."""
        self.form.settle()
        if self._result is not None:
            self._begin(self._pages(self._result), self._drawn)

    def _pages(self, result: AuditResult) -> Generator[Progress, None, Drawn]:
        from reports.tailored import drawn

        data, parts = yield from drawn(result, self.form.wish)
        return Drawn(data, drawing.sizes(data), parts)

    def _drawn(self, found: Drawn) -> None:
        self._data = found.data
        self.view.set_pages(found.sizes)
        self.form.show_parts(found.parts)
        self._tell_page()

    def _render(self, number: int, width: int) -> None:
        data = self._data

        def put(image: Any) -> None:
            if data is self._data:
                self.view.put(number, image)

        self.frame.read(lambda: drawing.picture(data, number, width), put, lambda _failure: None)

    # one thing is prepared at a time: loading, then drawing

    def _begin(self, steps: Generator[Progress, None, Any], done: Any) -> None:
        self._stop()
        self._turn += 1
        turn = self._turn

        def ended(result: Any) -> None:
            if turn == self._turn:
                self._end(turn)
                done(result)

        def failed(failure: Failure) -> None:
            if turn == self._turn:
                self._end(turn)
                self.banner.tell_failure(failure)

        task = self.frame.ask(steps, ended, failed)
        if self._ended < turn == self._turn:  # in tests it has ended already
            self._task = task
            self.progress.watch(task)

    def _end(self, turn: int) -> None:
        self._ended, self._task = turn, None
        self.progress.hide()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.progress.hide()

    # the way out

    def choose(self, kind: str, _checked: bool = False) -> None:
        """Ask where to, and write."""
        if self._result is None:
            return
        name = f"{words.NAMES[self.form.edition].in_(self.form.wish.lang)}.{kind}"
        folder = Path(self.frame.settings.text("export_folder") or str(Path.home()))
        target = self.frame.asking.target(self, folder / name, f"{self.say(words.EXPORT_KINDS[kind][1])} (*.{kind})")
        if target:
            self.write(target if target.suffix.lower() == f".{kind}" else target.with_name(f"{target.name}.{kind}"))

    def write(self, target: Path) -> None:
        if self._result is None or self.frame.project is None:
            return
        self.banner.hide()
        self.frame.settings.set("export_folder", str(target.parent))
        steps = self._save(self._result, self.frame.project, self._run, target)
        task = self.frame.do(steps, self._written, partial(self._not_written, target))
        task.cancelled.connect(self._stopped)
        self._enable(task.result is not None or task.failure is not None)
        task.ended.connect(self._writing_ended)

    def _save(self, result: AuditResult, project: int, run: int, target: Path) -> Generator[Progress, None, tuple[list[Path], str]]:
        from reports.export import safe_name
        from reports.tailored import proof_of, save, save_each, seal_of

        store, wish, each = self.frame.store, self.form.wish, self.form.each
        proof = proof_of(store, project, run, self.form.signed_by)
        if each:
            names = {a: target.with_name(safe_name(f"{target.stem}-{a}{target.suffix}")) for a in self.form.wishes}
            made = yield from save_each(result, replace(wish, agency=None), names, proof)
        else:
            made = [(yield from save(result, wish, target, proof))]
        seal = seal_of(made[0]) if len(made) == 1 else ""
        told = {
            "kind": target.suffix.lstrip("."),
            "edition": wish.edition,
            "files": len(made),
            "seal": seal,
            "shown": sorted(wish.opened),
        }
        store.log("export", f"run:{run}", project=project, after=told)
        return made, seal

    def _written(self, found: tuple[list[Path], str]) -> None:
        self.outcome.tell(*found)

    def _not_written(self, target: Path, failure: Failure) -> None:
        if not failure.locked:
            self.banner.tell_failure(failure)
            return
        other = _free(target)
        self.banner.tell(
            "bad", words.LOCKED.format(name=target.name), details=failure.details,
            action=(words.SAVE_AS.format(name=other.name), partial(self.write, other)),
        )  # fmt: skip

    def _stopped(self) -> None:
        self.banner.tell("warn", words.EXPORT_STOPPED)

    def _writing_ended(self, _task: object) -> None:
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for each in (self.pdf, self.more):
            each.setEnabled(on)

    def _keep_cover(self) -> None:
        project, typed = self.frame.project, self.form.cover_typed
        if project is not None and self._result is not None:
            store, key = self.frame.store, f"report:{project}"

            def keep() -> None:
                if store.setting(key).value != typed and (any(typed.values()) or store.setting(key).value):
                    store.set_setting(key, typed)

            self.frame.write(keep)

    # small things

    def _switch(self) -> None:
        self._show_side(WORK_SIDE if self.states.currentIndex() == VERIFY_SIDE else VERIFY_SIDE)
        if self._result is None and self.states.currentIndex() == WORK_SIDE:
            self._show_side(EMPTY)

    def _show_side(self, side: int) -> None:
        self.states.setCurrentIndex(side)
        for each in (self.pdf, self.more):
            each.setVisible(side == WORK_SIDE)
        self.speak()

    def _tool(self, by: int, _checked: bool = False) -> None:
        self.view.zoom(by) if by else self.refresh()

    def _tell_page(self) -> None:
        self.page_of.setText(self.say(words.PAGE_OF, page=self.view.page, total=self.view.count) if self.view.count else "")

    def speak(self) -> None:
        self.form.speak()
        self.outcome.speak()
        self.verify.speak()
        self.to_verify.setText(self.say(words.BACK_TO_REPORT if self.states.currentIndex() == VERIFY_SIDE else words.VERIFY_FILE))
        self.state.setText(self.say(words.SIGN_STATES[self._sign_state]))
        self.sign.setVisible(self._sign_state != "signed")
        self._tell_page()

    def restyle(self) -> None:
        colours = self.frame.colours
        self.view.dress(colours.hover, colours.line)
        self.verify.drop.dress(colours, self.frame.ratio)
        for name, tool in self.tools.items():
            tool.setIcon(icon(name, colours.muted))

    def arrive(self, what: Mapping[str, Any]) -> None:
        if what.get("verify"):
            self._show_side(VERIFY_SIDE)

    def other_side(self) -> None:
        side = self.form.editions["regulator"] if self.view.hasFocus() else self.view
        side.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        self.form.editions[self.form.edition].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        if self.form.resting:
            self.draw()
        self._keep_cover()

    def poses(self) -> Iterator[str]:
        yield ""
        self.view.go_to(5)
        yield "page"
        self._switch()
        yield "verify"
        self._switch()


def _free(target: Path) -> Path:
    """The first name beside the target that is not taken."""
    for number in range(2, 100):
        other = target.with_stem(f"{target.stem} ({number})")
        if not other.exists():
            return other
    return target
