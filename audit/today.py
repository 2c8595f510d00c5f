"""What waits to be done today: of every project what was not checked, not read, not answered, not signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from audit.model import Text

if TYPE_CHECKING:
    from audit.store.nouns import Project, RunInfo
    from audit.store.store import Store


class Waiting(StrEnum):
    """What kind of thing waits; the window knows where it is done."""

    IMPORT = "import"
    CHECK = "check"
    REVIEW = "review"
    EVIDENCE = "evidence"
    LETTERS = "letters"
    SIGN = "sign"


TEXTS = {
    Waiting.IMPORT: Text("还没有导入外访日志", "no visit log was imported yet"),
    Waiting.CHECK: Text("导入的数据还没有检查", "what was imported was not checked yet"),
    Waiting.REVIEW: Text("{count} 条问题待复核", "{count} findings to be read"),
    Waiting.EVIDENCE: Text("{count} 条等待机构补证", "{count} wait for the agency's evidence"),
    Waiting.LETTERS: Text("{count} 份整改通知书已逾期", "{count} letters are overdue"),
    Waiting.SIGN: Text("问题已全部处理，等待签字", "all findings are decided; it waits for its signature"),
}


@dataclass(frozen=True, slots=True)
class Todo:
    project: Project
    what: Waiting
    count: int = 0

    @property
    def text(self) -> Text:
        return TEXTS[self.what].format(count=f"{self.count:,}")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a project is. `decided` of `findings`; `waiting` is what to do next, the most pressing first."""

    project: Project
    visits: int
    run: RunInfo | None
    findings: int
    decided: int
    waiting: tuple[Todo, ...]


def standing(store: Store, project: Project, today: date) -> Standing:
    """Of one project."""
    visits = len(store.visit_ids(project.id))
    run = store.last_run(project.id)
    counts = {str(verdict or ""): n for (verdict,), n in store.finding_counts(run.id, ["verdict"]).items()} if run else {}
    total, open_, wanted = sum(counts.values()), counts.get("", 0), counts.get("wanted", 0)
    todo = list[Todo]()
    if not visits:
        todo.append(Todo(project, Waiting.IMPORT))
    elif run is None or store.stale(project.id):
        todo.append(Todo(project, Waiting.CHECK))
    if open_:
        todo.append(Todo(project, Waiting.REVIEW, open_))
    if wanted:
        todo.append(Todo(project, Waiting.EVIDENCE, wanted))
    if overdue := _overdue(store, project.id, today):
        todo.append(Todo(project, Waiting.LETTERS, overdue))
    if run and total and not open_ and not _signed(store, project.id):
        todo.append(Todo(project, Waiting.SIGN))
    return Standing(project, visits, run, total, total - open_, tuple(todo))


def _overdue(store: Store, project: int, today: date) -> int:
    return sum(letter.state.value == "overdue" for letter in store.letters(project, today))


def _signed(store: Store, project: int) -> bool:
    return store.signing(project).prepared is not None
