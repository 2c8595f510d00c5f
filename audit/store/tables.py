"""The tables as of the present schema version: every scalar field of a visit is a column, so that SQL sorts and filters it."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.engine import Connection

from audit.model import FIELDS

#: Raised by one with every step in `upgrades.STEPS`.
VERSION = 2

METADATA = MetaData()
_NUMBERS = {"id_shown": Integer, "recorded": Integer, "address_verified": Integer, "latitude": Float, "longitude": Float}
#: Fields that may be None; the others are '' where empty.
NULLABLE = frozenset(
    {"visit_date", "start_time", "end_time", "id_shown", "recorded", "recording_start", "recording_end", "promise_date",
     "promise_amount", "address_verified", "latitude", "longitude", "recorded_at"}
)  # fmt: skip


def _text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _short(name: str, primary_key: bool = False) -> Column[str]:
    """Text that is indexed: some databases want to know how long it may get."""
    return Column(name, String(200), primary_key=primary_key, nullable=False)


def _belongs(name: str, target: str, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target, ondelete="CASCADE"), nullable=nullable)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _place() -> tuple[Column[str], Column[str], Column[int]]:
    return _text("file"), _text("sheet"), _number("row")


meta = Table("meta", METADATA, _short("key", primary_key=True), _text("value"))

projects = Table(
    "projects", METADATA, _id(), _text("name"), _text("agency"), _text("period"), _text("policy"), _text("as_of"), _text("created"),
)  # fmt: skip

imports = Table(
    "imports", METADATA, _id(), _belongs("project_id", "projects.id"), _text("name"), _short("sha256"), _text("kind"),
    _number("rows"), _number("first_id"), _number("problems"), _text("at"), _text("by"), _text("state"),
    _number("superseded_by", nullable=True), _text("sheets"), _number("indexed_to"),
    Index("imports_project", "project_id"), Index("imports_sha256", "sha256"),
)  # fmt: skip

#: Which fields a log has a column for: the same for all rows of a sheet, so it stands once.
layouts = Table(
    "layouts", METADATA, _id(), _belongs("import_id", "imports.id"), _text("names"), Index("layouts_import", "import_id")
)

visits = Table(
    "visits", METADATA, _id(), _belongs("import_id", "imports.id"), *_place(), _text("key"), _number("layout"),
    *(Column(name, _NUMBERS.get(name, Text), nullable=name in NULLABLE) for name in FIELDS),
    _text("extra"), _text("typed"), Index("visits_import", "import_id"),
)  # fmt: skip

cases = Table(
    "cases", METADATA, _id(), _belongs("import_id", "imports.id"), *_place(), _text("key"), _text("case_id"),
    _text("borrower_name"), _text("agency"), _text("body"), Index("cases_import", "import_id"),
)  # fmt: skip

staff = Table(
    "staff", METADATA, _id(), _belongs("import_id", "imports.id"), *_place(), _text("key"), _text("name"), _text("number"),
    _text("agency"), _text("body"), Index("staff_import", "import_id"),
)  # fmt: skip

problems = Table(
    "problems", METADATA, _id(), _belongs("import_id", "imports.id"), _text("file"), _text("sheet"), _number("row", nullable=True),
    _text("column"), _text("zh"), _text("en"), _text("value"), Index("problems_import", "import_id"),
)  # fmt: skip

runs = Table(
    "runs", METADATA, _id(), _belongs("project_id", "projects.id"), _text("policy"), _text("policy_version"), _text("as_of"),
    _text("program_version"), _text("at"), _text("by"), _text("rules"), _text("imports"), _number("visits"), _number("findings"),
    _number("previous", nullable=True), _number("finished"), Index("runs_project", "project_id"),
)  # fmt: skip

#: Bases and clearing sentences are few and long: they stand once a run.
sentences = Table(
    "sentences", METADATA, _id(), _belongs("run_id", "runs.id"), _text("zh"), _text("en"), Index("sentences_run", "run_id"),
)  # fmt: skip

findings = Table(
    "findings", METADATA, _id(), _belongs("run_id", "runs.id"), _belongs("visit", "visits.id", nullable=True), *_place(),
    _text("rule"), _text("outcome"), _number("grade"), _text("zh"), _text("en"), _number("basis"), _number("clears"),
    _short("fingerprint"), _text("digest"), _text("evidence"), _text("aggravated"),
    Index("findings_fingerprint", "run_id", "fingerprint"), Index("findings_visit", "visit"),
)  # fmt: skip

#: History, only ever added to; `verdict` '' takes the former one back. `digest` is the evidence that was decided on.
decisions = Table(
    "decisions", METADATA, _id(), _belongs("project_id", "projects.id"), _short("fingerprint"), _text("verdict"), _text("by"),
    _text("at"), _text("reason"), _text("note"), _text("digest"), Index("decisions_fingerprint", "project_id", "fingerprint"),
)  # fmt: skip

users = Table("users", METADATA, _short("name", primary_key=True), _text("role"))

#: Small things people keep, as JSON: column templates, saved views, settings.
kept = Table("kept", METADATA, _short("kind", primary_key=True), _short("name", primary_key=True), _text("value"))

#: Outlives the projects it tells of: no foreign key.
trail = Table(
    "trail", METADATA, Column("seq", Integer, primary_key=True, autoincrement=False), _text("at"), _text("who"), _text("action"),
    _text("object"), _number("project_id", nullable=True), _text("before"), _text("after"), _text("reason"), _text("former"),
    _text("hash"),
)  # fmt: skip

#: What only SQLite has: the index of single characters, and triggers that keep histories append-only.
SQLITE_EXTRAS = (
    "CREATE VIRTUAL TABLE visit_text USING fts5(account, remark, content='', tokenize='unicode61')",
    "CREATE TRIGGER trail_keeps BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END",
    "CREATE TRIGGER trail_stays BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END",
    "CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END",
)


def create(conn: Connection, sqlite: bool) -> None:
    """All tables of the present version in an empty database."""
    METADATA.create_all(conn)
    for statement in SQLITE_EXTRAS if sqlite else ():
        conn.exec_driver_sql(statement)
    conn.execute(meta.insert(), [{"key": "schema", "value": str(VERSION)}])
