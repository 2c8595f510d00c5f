"""Finding words in accounts and remarks: an index of single characters (Chinese has no spaces), LIKE where there is none.

SQLite's own trigram index never finds words of two characters (威胁, 现金); one character a token and a phrase query does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, text, update
from sqlalchemy.engine import Connection

from audit.model import FileKind
from audit.store.database import Database
from audit.store.nouns import ImportInfo, ImportState
from audit.store.tables import imports, visits

#: Not indexed, and left out of queries alike; what was asked for is compared once more by LIKE.
_LEFT_OUT = re.compile(r"[\W_]+")
#: What the tokenizer may take for a separator or fold: written as its number.
_UNSURE = re.compile(r"[^0-9a-z\u4e00-\u9fff]")
CHUNK = 2_000


def tokens(words: str) -> str:
    """One token a character."""
    kept = _LEFT_OUT.sub("", words.lower())
    return " ".join(_UNSURE.sub(lambda m: f"u{ord(m[0]):x}", c) for c in kept) if _UNSURE.search(kept) else " ".join(kept)


def pending(conn: Connection, project: int) -> list[tuple[int, int, int]]:
    """Shown imports not fully indexed: id, first id still to do, last id."""
    wanted = select(imports.c.id, imports.c.first_id, imports.c.rows, imports.c.indexed_to).where(
        imports.c.project_id == project, imports.c.kind == FileKind.VISITS.value, imports.c.state == ImportState.LIVE.value
    )
    found = []
    for row in conn.execute(wanted.order_by(imports.c.id)):
        last = row.first_id + row.rows - 1
        if row.indexed_to < last:
            found.append((row.id, max(row.first_id, row.indexed_to + 1), last))
    return found


def index(database: Database, number: int, first: int, last: int) -> Iterator[int]:
    """Indexes the visits `first` to `last` of an import, a transaction a chunk; yields how many were done."""
    while first <= last:
        until = min(first + CHUNK - 1, last)
        with database.writing() as conn:
            # another window may have been quicker: a contentless index must not hold a row twice
            done = conn.execute(select(imports.c.indexed_to).where(imports.c.id == number)).scalar()
            if done is None:
                return
            start = max(first, done + 1)
            wanted = select(visits.c.id, visits.c.account, visits.c.remark).where(visits.c.id.between(start, until))
            rows = [(row.id, tokens(row.account), tokens(row.remark)) for row in conn.execute(wanted)]
            if rows:
                conn.exec_driver_sql("INSERT INTO visit_text (rowid, account, remark) VALUES (?, ?, ?)", rows)
                conn.execute(update(imports).where(imports.c.id == number).values(indexed_to=until))
        yield until - first + 1
        first = until + 1


def unindex(conn: Connection, info: ImportInfo) -> None:
    """Takes the visits of an import out of the index before they are erased: it must be told the words it held."""
    done = conn.execute(select(imports.c.indexed_to).where(imports.c.id == info.id)).scalar() or 0
    for first in range(info.first_id, done + 1, CHUNK):
        until = min(first + CHUNK - 1, done)
        wanted = select(visits.c.id, visits.c.account, visits.c.remark).where(visits.c.id.between(first, until))
        rows = [("delete", row.id, tokens(row.account), tokens(row.remark)) for row in conn.execute(wanted)]
        if rows:
            conn.exec_driver_sql("INSERT INTO visit_text (visit_text, rowid, account, remark) VALUES (?, ?, ?, ?)", rows)


def matches(words: str, sqlite: bool) -> ColumnElement[Any]:
    """True for visits whose account or remark holds `words`, capitals or not; only SQLite has the index."""
    columns = (visits.c.account, visits.c.remark)
    if not sqlite:
        return or_(*(c.icontains(words, autoescape=True) for c in columns))
    literally = or_(*(c.contains(words, autoescape=True) for c in columns))  # its LIKE minds no capitals anyway
    phrase = tokens(words)
    if not phrase:
        return literally
    found = text("SELECT rowid FROM visit_text WHERE visit_text MATCH :phrase").bindparams(phrase=f'"{phrase}"')
    waiting = visits.c.import_id.in_(
        select(imports.c.id).where(imports.c.indexed_to < imports.c.first_id + imports.c.rows - 1)
    )  # fmt: skip
    return and_(or_(visits.c.id.in_(found.columns(visits.c.id)), waiting), literally)
