"""The keys of the review desk: each a command of the page, in its menu and in the help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from audit.model import Verdict
from gui.review import words

if TYPE_CHECKING:
    from gui.review.page import ReviewPage


def bind(page: ReviewPage) -> None:
    verbs = words.VERBS
    for letter, digit, verdict in (("C", "1", Verdict.CONFIRMED), ("D", "2", Verdict.DISMISSED), ("W", "3", Verdict.WANTED)):
        action = page.key(letter, verbs[verdict], partial(page.deciding.decide, verdict))
        action.setShortcuts([QKeySequence(letter), QKeySequence(digit)])
        with_reason = words.WITH_REASON.format(verb=verbs[verdict])
        page.key(f"Shift+{letter}", with_reason, partial(page.ui.card.open_reasons, verdict))
    for keys, text, do in (
        ("0", verbs[None], lambda: page.deciding.decide(None)), ("U", words.UNDO_LAST, page.deciding.undo),
        ("S", words.SKIP, lambda: page.go_open(1)), ("Shift+S", words.BACKWARDS, lambda: page.go_open(-1)),
        ("F8", words.NEXT, lambda: page.go(1)), ("Shift+F8", words.PREVIOUS, lambda: page.go(-1)),
        ("F2", words.GIVE_REASON, page.deciding.give_reason), ("M", words.WRITE_NOTE, page.ui.card.note.setFocus),
        ("R", words.REVIEW_NOTE, page.deciding.write_review_note), ("B", words.MANY, page.deciding.open_bulk),
        ("G", words.GROUP_NEXT, page.group_next), ("/", words.FIND, page.search), ("Esc", words.TO_LIST, page.back_to_list),
    ):  # fmt: skip
        page.key(keys, text, do)
