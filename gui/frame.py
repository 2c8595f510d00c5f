"""Frame: what every page is given: the store, the two lanes, settings, language, theme, the open project, and the ways to other pages."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from audit.model import Text
from gui import theme
from gui.asking import Asking
from gui.settings import Settings
from gui.tasks import Failure, Lane, Task
from gui.tongue import Tongue

if TYPE_CHECKING:
    from audit.store.store import Store
    from gui.store_desk import StoreDesk

Ended = Callable[[Any], object]


class Frame(QObject):
    """`lane` does all that writes, one thing after another; `look` only reads, so that a filter never waits for an export."""

    changed = Signal(object)  # a frozenset of what changed, see gui.page
    go_wanted = Signal(str, object)  # page, what to show there
    told = Signal(str, object)  # tone, Text: a line that passes by itself
    failed = Signal(object)  # a Failure nobody took
    mask_wanted = Signal(bool)
    project_wanted = Signal(object)  # an id, or None to close it

    def __init__(self, desk: StoreDesk, lane: Lane, look: Lane, settings: Settings, tongue: Tongue, asking: Asking):
        super().__init__()
        self.desk, self.lane, self.look = desk, lane, look
        self.settings, self.tongue, self.asking = settings, tongue, asking
        self.colours: theme.Colours = theme.LIGHT
        self.ratio = 1.0  # of device pixels, for what is drawn by hand
        self.project: int | None = None  # the id of the open project

    @property
    def store(self) -> Store:
        """The store, for quick reads (a page by ids, counts). Long reads and all writes go to `ask` and `do`."""
        return self.desk.store

    @property
    def masked(self) -> bool:
        return self.desk.masked

    def open_project(self, project: int | None) -> None:
        """Make a project the one all pages show."""
        self.project_wanted.emit(project)

    def mask(self, masked: bool) -> None:
        """Hide or show personal data everywhere; showing is logged."""
        self.mask_wanted.emit(masked)

    def go(self, page: str, **what: Any) -> None:
        """Show page `page`, and there `what`."""
        self.go_wanted.emit(page, what)

    def announce(self, *what: str) -> None:
        """Say what changed; pages that show it refresh."""
        self.changed.emit(frozenset(what))

    def tell(self, text: Text, tone: str = "good") -> None:
        """One sentence at the foot of the window, gone by itself after some seconds."""
        self.told.emit(tone, text)

    def ask(self, steps: Generator[Any, None, Any], done: Ended, failed: Callable[[Failure], object] | None = None) -> Task:
        """Read something long beside the window; `done` gets the result on the window's thread."""
        return self._start(self.look, steps, done, failed)

    def read(self, verb: Callable[[], Any], done: Ended, failed: Callable[[Failure], object] | None = None) -> Task:
        """As `ask`, for a verb of the store that answers at once."""
        return self.ask(_only(verb), done, failed)

    def do(self, steps: Generator[Any, None, Any], done: Ended | None = None, failed: Callable[[Failure], object] | None = None,
           *, changes: Iterable[str] = (), watch: Callable[[Task], object] | None = None) -> Task:  # fmt: skip
        """Do something that writes, in the lane, with its progress at the foot of the window and a button to stop it.

        `changes` are announced when it is done, after `done`; `watch` is handed the task before it begins."""
        what = frozenset(changes)

        def ended(result: Any) -> None:
            if done is not None:
                done(result)
            if what:
                self.changed.emit(what)

        return self._start(self.lane, steps, ended, failed, watch)

    def write(self, verb: Callable[[], Any], done: Ended | None = None, failed: Callable[[Failure], object] | None = None,
              *, changes: Iterable[str] = ()) -> Task:  # fmt: skip
        """One short verb of the store that writes, in the lane: a decision, a note."""
        return self.do(_only(verb), done, failed, changes=changes)

    def _start(self, lane: Lane, steps: Generator[Any, None, Any], done: Ended, failed: Callable[[Failure], object] | None,
               watch: Callable[[Task], object] | None = None) -> Task:  # fmt: skip
        task = Task(steps)
        task.done.connect(_Here(task, done).call)
        task.failed.connect(_Here(task, failed or self.failed.emit).call)
        if watch is not None:
            watch(task)
        return lane.start(task)


def _only(verb: Callable[[], Any]) -> Generator[None, None, Any]:
    """A verb as work of a single step."""
    return verb()
    yield


class _Here(QObject):
    """A function called on the window's thread: a signal across threads asks the thread of the object whose method it is."""

    def __init__(self, task: Task, function: Callable[[Any], object]):
        super().__init__(task)
        self._function = function

    @Slot(object)
    def call(self, value: Any) -> None:
        self._function(value)
