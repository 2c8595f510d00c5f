"""Which visits of other projects surround those of one project."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.sql import Select

from audit.model import FileKind
from audit.store.nouns import ImportState
from audit.store.tables import imports, visits


def ids(project: int, since: date | None, until: date | None) -> Select[Any]:
    """Shown visits of other projects by day; one that came in this project as well would seem to overlap itself."""
    shown = select(imports.c.id).where(imports.c.state == ImportState.LIVE.value, imports.c.kind == FileKind.VISITS.value)
    own = select(visits.c.key).where(visits.c.import_id.in_(shown.where(imports.c.project_id == project)))
    wanted = select(visits.c.id).where(
        visits.c.import_id.in_(shown.where(imports.c.project_id != project)), visits.c.key.not_in(own)
    )  # fmt: skip
    if since is not None:
        wanted = wanted.where(or_(visits.c.visit_date.is_(None), visits.c.visit_date >= since.isoformat()))
    if until is not None:
        wanted = wanted.where(or_(visits.c.visit_date.is_(None), visits.c.visit_date <= until.isoformat()))
    return wanted.order_by(visits.c.visit_date, visits.c.id)
