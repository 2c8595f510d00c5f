"""The papers of one letter: its notice, evidence sheets and reply sheet about its findings only; and a filled sheet read back into it."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from audit.auditor import Audited
from audit.letters import Letter, LetterState
from audit.model import AuditError, Lang, Problem, Progress, Text
from audit.run import stored_run
from reports.archive import write_archived
from reports.blocks import AuditReport
from reports.bundle import moment
from reports.editions import agencies
from reports.evidence_sheets import evidence_sheets
from reports.export import safe_name, write_whole
from reports.notice import notice
from reports.papers import NAMES
from reports.pdf import write_pdf
from reports.reply_read import read_reply
from reports.reply_sheet import write_reply_sheet
from reports.reply_store import answer_of
from reports.result import AuditResult
from reports.wish import cover_of
from reports.zipped import settle

if TYPE_CHECKING:
    from audit.store.store import Store

_GONE = Text("这份通知书已不存在，请刷新。", "That letter is no longer there; refresh.")
_NOTHING = Text("通知书里的问题都已不在最近一次检查结果中，没有可以导出的内容。",
                "None of the letter's findings is left in the last check: there is nothing to write.")  # fmt: skip
_NO_LETTER = Text(
    "{name}：没有发给“{agency}”的通知书在等待回复，未登记。请先把通知书标为已发出。",
    "{name}: no letter to “{agency}” waits for an answer; nothing was entered. Mark the letter as sent first.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a filled reply sheet brought: to which letter, how many answers, blanks, answers to findings that are not in the letter."""

    letter: Letter
    attached: int
    elsewhere: int
    blank: int
    problems: tuple[Problem, ...]


def letter_result(store: Store, letter: Letter) -> Generator[Progress, None, tuple[AuditResult, AuditResult]]:
    """The audit with the findings of the letter only, and the whole of it. Raises AuditError where nothing of it is left."""
    whole = yield from _whole(store, _origin(store, letter))
    cover = cover_of(store.setting(f"report:{letter.project}").value)
    whole = replace(whole, project=replace(cover, number=letter.number))
    own = about(whole, {item.fingerprint for item in store.letter_items(letter.id)})
    if not any(one.findings for one in own.audited) and not own.log_findings:
        raise AuditError(_NOTHING)
    return own, whole


def _origin(store: Store, letter: Letter) -> int:
    """The project whose findings the letter tells of: a former one, where they were carried over."""
    projects = {item.project for item in store.letter_items(letter.id)}
    return letter.project if letter.project in projects or not projects else max(projects)


def _whole(store: Store, project: int) -> Generator[Progress, None, AuditResult]:
    last = store.last_run(project)
    if last is None:
        raise AuditError(_NOTHING)
    return AuditResult.of((yield from stored_run(store, last.id)))


def about(result: AuditResult, fingerprints: Collection[str]) -> AuditResult:
    """The audit as if it had found nothing but these."""
    marks = frozenset(fingerprints)
    audited = [Audited(one.visit, tuple(f for f in one.findings if f.fingerprint in marks)) for one in result.audited]
    return replace(result, audited=audited, log_findings=tuple(f for f in result.log_findings if f.fingerprint in marks))


def letter_notice(own: AuditResult, whole: AuditResult, agency: str, lang: Lang) -> AuditReport:
    """The notice of the letter's findings; what was checked is told of the whole, or it would say less than was found."""
    made, told = notice(own, agency, lang), notice(whole, agency, lang)
    return replace(made, sections=(made.sections[0], told.sections[1], *made.sections[2:]))


def notice_pages(store: Store, letter: Letter, lang: Lang) -> Generator[Progress, None, bytes]:
    """The pages of the notice as they will be written."""
    own, whole = yield from letter_result(store, letter)
    out = BytesIO()
    yield from write_pdf(letter_notice(own, whole, _named(own, letter), lang), out)
    return out.getvalue()


def write_letter(store: Store, letter: Letter, target: Path, lang: Lang) -> Generator[Progress, None, list[Path]]:
    """The notice as `target`, evidence sheets and reply sheet beside it; each is whole or not touched."""
    own, whole = yield from letter_result(store, letter)
    agency = _named(own, letter)
    beside = {n: target.with_name(safe_name(f"{target.stem}-{NAMES[n].in_(lang)}")) for n in ("evidence", "reply")}

    def sheet(out: BinaryIO) -> Iterator[Progress]:
        with TemporaryFile() as made:
            yield from write_reply_sheet(own, agency, cast(BinaryIO, made), lang)
            settle(cast(BinaryIO, made), out, moment(own))

    made = [(yield from write_whole(target, lambda out: write_archived(letter_notice(own, whole, agency, lang), out)))]
    made.append((yield from write_whole(beside["evidence"], lambda out: write_archived(evidence_sheets(own, agency, lang), out))))
    made.append((yield from write_whole(beside["reply"], sheet)))
    store.log("export", f"letter:{letter.id}", project=letter.project, after={"kind": "letter", "files": len(made)})
    return made


def take_reply(store: Store, project: int, path: Path) -> Generator[Progress, None, Taken]:
    """Read a filled reply sheet and enter its answers into the letter they belong to. Raises AuditError with what is wrong with it."""
    letters = [each for each in store.letters(project) if each.state is not LetterState.DRAFT]
    refused: AuditError | None = None
    wholes: dict[int, AuditResult] = {}
    for letter in reversed(letters):
        origin = _origin(store, letter)
        if origin not in wholes:
            wholes[origin] = yield from _whole(store, origin)
        try:
            answers = read_reply(path, wholes[origin])
        except AuditError as error:
            refused = error
            continue
        marks = {item.fingerprint for item in store.letter_items(letter.id)}
        if answers.agency != letter.agency or not (marks & set(answers.replies) or not answers.replies):
            refused = AuditError(_NO_LETTER.format(name=path.name, agency=answers.agency))
            continue
        entered = store.attach_answers(letter.id, {mark: answer_of(reply) for mark, reply in answers.replies.items()})
        return Taken(letter, entered.attached, len(entered.unknown), answers.blank, answers.problems)
    raise refused or AuditError(_NO_LETTER.format(name=path.name, agency="—"))


def _named(result: AuditResult, letter: Letter) -> str:
    """The agency as the logs write it: where they name none, the letter carries the project's."""
    every = agencies(result)
    return letter.agency if letter.agency in every else ""
