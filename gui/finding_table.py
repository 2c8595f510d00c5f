"""The table of findings: its columns, and what each says of a finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from audit.model import Outcome, Text
from audit.store.nouns import FindingRow
from gui import theme, words
from gui.paged_table import Column
from gui.tongue import Tongue


def columns(title: Callable[[str], Text], colours: Callable[[], theme.Colours]) -> tuple[Column, ...]:
    """The columns; `title` names a rule, `colours` are those of the present theme."""

    def look(row: FindingRow, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            made = QFont()
            made.setBold(row.finding.outcome == Outcome.VIOLATION)
            return made
        return QColor(colours().violation if row.finding.outcome == Outcome.VIOLATION else colours().review)

    return (
        Column(words.OUTCOME, lambda r, say: say(words.OUTCOMES[r.finding.outcome]), (12, 13), "outcome", look),
        Column(words.GRADE, lambda r, say: say(words.GRADES[r.finding.grade]), (7, 10), "grade"),
        Column(words.RULE, lambda r, say: say(title(r.finding.rule)), (18, 22), "rule"),
        Column(words.VISIT_DATE, lambda r, say: r.visit_date.isoformat() if r.visit_date else say(words.NOT_GIVEN), (11, 11),
               "visit_date"),
        Column(words.CASE, lambda r, say: r.case_id or say(words.WHOLE_LOG if r.visit is None else words.NOT_GIVEN), (14, 14),
               "case_id"),
        Column(words.AGENCY, lambda r, say: r.agency or say(words.NOT_GIVEN), (14, 14), "agency"),
        Column(words.DECISION, _decision, (10, 15), "verdict"),
        Column(words.MESSAGE, lambda r, say: say(r.finding.message), (60, 60)),
    )  # fmt: skip


def _decision(row: FindingRow, say: Tongue) -> str:
    verdict = row.decision.verdict if row.decision else None
    return say(words.VERDICTS[verdict.value] if verdict else words.UNDECIDED)
