"""The two tables of the letters page: the letters, and the findings of one of them with what the agency answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.letters import Letter, LetterItem, LetterState
from audit.model import Text
from audit.store.nouns import FindingRow
from gui.letters import words
from gui.paged_table import Column
from gui.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in a letter with its row of the findings table (None: the last check no longer has it) and its rule's title."""

    item: LetterItem
    row: FindingRow | None
    title: Text


def _state(letter: Letter, say: Tongue) -> str:
    return say(words.STATES[letter.state])


def _due(letter: Letter, say: Tongue) -> str:
    if letter.due is None:
        return ""
    over = (date.today() - letter.due).days
    if letter.state is LetterState.OVERDUE and over > 0:
        return say(words.OVERDUE_BY, due=letter.due.isoformat(), days=over)
    return letter.due.isoformat()


def _agency(letter: Letter, say: Tongue) -> str:
    return letter.agency + (say(words.FROM_FORMER) if letter.carried else "")


LETTERS = (
    Column(words.NUMBER, lambda r, _: r.number, (10, 10), "number"),
    Column(words.AGENCY, _agency, (34, 34), "agency"),
    Column(words.STATE, _state, (14, 14), "state"),
    Column(words.ITEMS, lambda r, _: f"{r.items:,}", (7, 9), "items"),
    Column(words.ANSWERED, lambda r, _: f"{r.answered:,} / {r.items:,}", (9, 11), "answered"),
    Column(words.ACCEPTED, lambda r, _: f"{r.verified:,} / {r.items:,}", (9, 11), "verified"),
    Column(words.DUE, _due, (26, 26), "says"),
    Column(words.NOTE, lambda r, _: r.note, (20, 20), "note"),
)


def _quote(line: Line, say: Tongue) -> str:
    if line.row is None:
        return say(words.GONE)
    return next((e.quote for e in line.row.finding.evidence if e.quote), "").replace("\n", " ")


def _answer(line: Line, say: Tongue) -> str:
    answer = line.item.answer
    if answer is None:
        return say(words.NO_ANSWER)
    return " · ".join(filter(None, (answer.agreed, answer.state, answer.measure, answer.due)))


ITEMS = (
    Column(words.ACCEPTANCE, lambda r, say: say(words.VERDICTS[r.item.accepted]), (11, 11), "says"),
    Column(words.RULE, lambda r, say: say(r.title), (18, 24), "says"),
    Column(words.CASE, lambda r, _: r.row.case_id if r.row else "", (16, 16), "says"),
    Column(words.DAY, lambda r, _: r.row.visit_date.isoformat() if r.row and r.row.visit_date else "", (12, 12), "says"),
    Column(words.QUOTE, _quote, (34, 34)),
    Column(words.ANSWER, _answer, (40, 40), "says"),
)
