"""What agencies answered on their reply sheets, entered into the letters of a store that asked for it, and read back from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from audit.letters import Answer, Letter, LetterState
from audit.model import Text
from audit.past import agency_key
from reports.reply_read import Answers
from reports.result import Reply

if TYPE_CHECKING:
    from audit.store.store import Store


class Entered(NamedTuple):
    """Where a sheet's answers went: so many by letter, and those that no letter waits for. `drafts` ask for them but were not sent."""

    file: str
    letters: tuple[tuple[Letter, int], ...]
    left: int
    drafts: int


def stored_replies(store: Store, project: int) -> Mapping[str, Reply]:
    """All that agencies have answered to the letters of a project, by fingerprint."""
    items = [item for letter in store.letters(project) for item in store.letter_items(letter.id)]
    return {
        item.fingerprint: Reply(item.fingerprint, *item.answer, item.accepted, item.remark)
        for item in items
        if item.answer is not None
    }


def answer_of(reply: Reply) -> Answer:
    """What the agency wrote of a reply, without what the bank made of it."""
    return Answer._make(reply[1 : 1 + len(Answer._fields)])


def enter_replies(store: Store, sheets: Iterable[Answers]) -> tuple[Entered, ...]:
    """Each answer goes to the newest sent letter to that agency that holds its finding, whichever project the letter is of:
    a letter may have carried findings over from a former one. Nothing is told of a store without letters."""
    letters = [letter for project in store.projects() for letter in store.letters(project.id)]
    letters.sort(key=lambda letter: -letter.id)
    return tuple(_enter(store, letters, one) for one in sheets) if letters else ()


def _enter(store: Store, letters: Sequence[Letter], sheet: Answers) -> Entered:
    left = dict(sheet.replies)
    entered: list[tuple[Letter, int]] = []
    drafts = 0
    for letter in letters:
        if agency_key(letter.agency) != agency_key(sheet.agency):
            continue
        asked = {item.fingerprint for item in store.letter_items(letter.id)} & set(left)
        if letter.state is LetterState.DRAFT:
            drafts += len(asked)
        elif asked:
            store.attach_answers(letter.id, {mark: answer_of(left.pop(mark)) for mark in sorted(asked)})
            entered.append((letter, len(asked)))
    return Entered(sheet.file, tuple(entered), len(left), min(drafts, len(left)))


def entered_lines(entered: Iterable[Entered]) -> Iterable[Text]:
    """What the command line prints of it."""
    for one in entered:
        for letter, n in one.letters:
            yield Text(
                f"已登记到通知书 {letter.number}（{letter.agency}）：{n:,} 项。",
                f"Entered into letter {letter.number} ({letter.agency}): {n:,}.",
            )
        if one.drafts:
            yield Text(
                f"{one.file}：{one.drafts:,} 项属于尚未发出的通知书，未登记；请先把通知书标为已发出。",
                f"{one.file}: {one.drafts:,} answers are to letters not sent yet and were not entered; mark the letter as sent first.",
            )
        if rest := one.left - one.drafts:
            yield Text(
                f"{one.file}：{rest:,} 项不在任何已发出的通知书中，只写入本次报告，未登记。",
                f"{one.file}: {rest:,} answers belong to no letter that was sent; they are in this report only.",
            )
