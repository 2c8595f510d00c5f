"""The review desk in the states worth a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from audit.model import Verdict
from audit.store.where import Where

if TYPE_CHECKING:
    from gui.review.page import ReviewPage


def poses(page: ReviewPage) -> Iterator[str]:
    yield ""
    _open(page, "no_id_shown")
    yield "contradiction"
    _open(page, "visitor_overlap")
    yield "two-visits"
    for verdict in (Verdict.CONFIRMED, Verdict.CONFIRMED, Verdict.DISMISSED):
        page.deciding.decide(verdict)
    page.ui.group.setCurrentIndex(1)
    page.ask()
    page.ui.side.open(1)
    _open(page, "visitor_overlap")
    yield "decided-grouped"
    page.deciding.open_bulk(Verdict.DISMISSED)
    page.ui.bulk.scopes.button(1).setChecked(True)
    yield "bulk"
    page.deciding.close_bulk()


def _open(page: ReviewPage, rule: str) -> None:
    """Open the first finding under a rule."""
    ids = page.frame.store.finding_ids(page.run, [Where("rule", "=", rule)])
    if ids:
        page.open(ids[0])
