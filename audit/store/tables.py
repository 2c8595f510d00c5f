"""The tables as of the present schema version: every scalar field of a visit is a column, so that SQL sorts and filters it."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, Table, Text
from sqlalchemy.engine import Connection

from audit.model import FIELDS
from audit.store.columns import METADATA, belongs, ident, number, short, text

#: Raised by one with every step in `upgrades.STEPS`.
VERSION = 3

_NUMBERS = {"id_shown": Integer, "recorded": Integer, "address_verified": Integer, "latitude": Float, "longitude": Float}
#: Fields that may be None; the others are '' where empty.
NULLABLE = frozenset(
    {"visit_date", "start_time", "end_time", "id_shown", "recorded", "recording_start", "recording_end", "promise_date",
     "promise_amount", "address_verified", "latitude", "longitude", "recorded_at"}
)  # fmt: skip


def _place() -> tuple[Column[str], Column[str], Column[int]]:
    return text("file"), text("sheet"), number("row")


meta = Table("meta", METADATA, short("key", primary_key=True), text("value"))

projects = Table(
    "projects", METADATA, ident(), text("name"), text("agency"), text("period"), text("policy"), text("as_of"), text("created"),
    number("version", start=1),
)  # fmt: skip

imports = Table(
    "imports", METADATA, ident(), belongs("project_id", "projects.id"), text("name"), short("sha256"), text("kind"),
    number("rows"), number("first_id"), number("problems"), text("at"), text("by"), text("state"),
    number("superseded_by", nullable=True), text("sheets"), number("indexed_to"),
    Index("imports_project", "project_id"), Index("imports_sha256", "sha256"),
)  # fmt: skip

#: Which fields a log has a column for: the same for all rows of a sheet, so it stands once.
layouts = Table(
    "layouts", METADATA, ident(), belongs("import_id", "imports.id"), text("names"), Index("layouts_import", "import_id")
)

visits = Table(
    "visits", METADATA, ident(), belongs("import_id", "imports.id"), *_place(), text("key"), number("layout"),
    *(Column(name, _NUMBERS.get(name, Text), nullable=name in NULLABLE) for name in FIELDS),
    text("extra"), text("typed"), Index("visits_import", "import_id"),
)  # fmt: skip

cases = Table(
    "cases", METADATA, ident(), belongs("import_id", "imports.id"), *_place(), text("key"), text("case_id"),
    text("borrower_name"), text("agency"), text("body"), Index("cases_import", "import_id"),
)  # fmt: skip

staff = Table(
    "staff", METADATA, ident(), belongs("import_id", "imports.id"), *_place(), text("key"), text("name"), text("number"),
    text("agency"), text("body"), Index("staff_import", "import_id"),
)  # fmt: skip

problems = Table(
    "problems", METADATA, ident(), belongs("import_id", "imports.id"), text("file"), text("sheet"), number("row", nullable=True),
    text("column"), text("zh"), text("en"), text("value"), Index("problems_import", "import_id"),
)  # fmt: skip

runs = Table(
    "runs", METADATA, ident(), belongs("project_id", "projects.id"), text("policy"), text("policy_version"), text("as_of"),
    text("program_version"), text("at"), text("by"), text("rules"), text("imports"), number("visits"), number("findings"),
    number("previous", nullable=True), number("finished"), Index("runs_project", "project_id"),
)  # fmt: skip

#: Bases and clearing sentences are few and long: they stand once a run.
sentences = Table(
    "sentences", METADATA, ident(), belongs("run_id", "runs.id"), text("zh"), text("en"), Index("sentences_run", "run_id"),
)  # fmt: skip

findings = Table(
    "findings", METADATA, ident(), belongs("run_id", "runs.id"), belongs("visit", "visits.id", nullable=True), *_place(),
    text("rule"), text("outcome"), number("grade"), text("zh"), text("en"), number("basis"), number("clears"),
    short("fingerprint"), text("digest"), text("evidence"), text("aggravated"),
    Index("findings_fingerprint", "run_id", "fingerprint"), Index("findings_visit", "visit"),
)  # fmt: skip

#: History, only ever added to; `verdict` '' takes the former one back. `digest` is the evidence that was decided on, `stands_for`
#: the entry that this one puts back (its own id where it says something new; 0: the state before any decision).
decisions = Table(
    "decisions", METADATA, ident(), belongs("project_id", "projects.id"), short("fingerprint"), text("verdict"), text("by"),
    text("at"), text("reason"), text("note"), text("digest"), number("stands_for", start=0),
    Index("decisions_fingerprint", "project_id", "fingerprint"),
)  # fmt: skip

users = Table("users", METADATA, short("name", primary_key=True), text("role"), number("version", start=1))

#: Small things people keep, as JSON: column templates, saved views, settings.
kept = Table(
    "kept", METADATA, short("kind", primary_key=True), short("name", primary_key=True), text("value"), number("version", start=1)
)

#: Outlives the projects it tells of: no foreign key.
trail = Table(
    "trail", METADATA, Column("seq", Integer, primary_key=True, autoincrement=False), text("at"), text("who"), text("action"),
    text("object"), number("project_id", nullable=True), text("before"), text("after"), text("reason"), text("former"),
    text("hash"),
)  # fmt: skip

#: What only SQLite has: the index of single characters, and triggers that keep histories append-only.
DECISIONS_KEEP = (
    "CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"
)
SQLITE_EXTRAS = (
    "CREATE VIRTUAL TABLE visit_text USING fts5(account, remark, content='', tokenize='unicode61')",
    "CREATE TRIGGER trail_keeps BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END",
    "CREATE TRIGGER trail_stays BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END",
    DECISIONS_KEEP,
)


def create(conn: Connection, sqlite: bool) -> None:
    """All tables of the present version in an empty database."""
    METADATA.create_all(conn)
    for statement in SQLITE_EXTRAS if sqlite else ():
        conn.exec_driver_sql(statement)
    conn.execute(meta.insert(), [{"key": "schema", "value": str(VERSION)}])
