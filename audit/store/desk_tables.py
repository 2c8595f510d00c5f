"""The tables of what people do beside deciding: steps to undo, notes, samples, letters, signatures, packs.

Rows carry a `version` that rises with every change: a window that saw an older one is told so instead of overwriting.
"""

from __future__ import annotations

from sqlalchemy import Index, Table

from audit.store.columns import METADATA, belongs, ident, number, short, text

#: What can be undone. `body` holds the changes as JSON, see `steps`; `state` done, undone or dropped.
steps = Table(
    "steps", METADATA, ident(), belongs("project_id", "projects.id", nullable=True), short("by"), text("at"), text("zh"), text("en"),
    number("count"), text("body"), short("state"), Index("steps_by", "by", "state"),
)  # fmt: skip

#: Review notes; `fingerprint` '' : on the project. `replies` is JSON.
notes = Table(
    "notes", METADATA, ident(), belongs("project_id", "projects.id"), short("fingerprint"), text("text"), text("by"), text("at"),
    text("state"), text("replies"), text("resolved_by"), text("resolved_at"), number("version", start=1),
    Index("notes_fingerprint", "project_id", "fingerprint"),
)  # fmt: skip

samples = Table(
    "samples", METADATA, ident(), belongs("project_id", "projects.id"), text("name"), text("method"), number("size"), text("seed"),
    number("population"), text("plan"), text("by"), text("at"), number("version", start=1), Index("samples_project", "project_id"),
)  # fmt: skip

sample_items = Table(
    "sample_items", METADATA, ident(), belongs("sample_id", "samples.id"), belongs("visit", "visits.id"), number("place"),
    text("stratum"), text("state"), text("note"), text("by"), text("at"), number("version", start=1),
    Index("sample_items_sample", "sample_id"), Index("sample_items_visit", "visit"),
)  # fmt: skip

letters = Table(
    "letters", METADATA, ident(), belongs("project_id", "projects.id"), text("agency"), text("number"), text("state"),
    number("term_days"), text("by"), text("at"), text("sent_on", nullable=True), text("due", nullable=True),
    text("answered_on", nullable=True), text("verified_on", nullable=True), number("carried", nullable=True), text("note"),
    number("version", start=1), Index("letters_project", "project_id"),
)  # fmt: skip

#: Findings in letters; `origin` is the project that the fingerprint is of. `answer` is JSON, '' where there is none.
letter_items = Table(
    "letter_items", METADATA, ident(), belongs("letter_id", "letters.id"), number("origin"), short("fingerprint"), text("rule"),
    text("answer"), text("answered_at"), number("accepted", nullable=True), text("remark"), number("version", start=1),
    Index("letter_items_letter", "letter_id"), Index("letter_items_fingerprint", "fingerprint"),
)  # fmt: skip

signatures = Table(
    "signatures", METADATA, ident(), belongs("project_id", "projects.id"), number("run"), text("part"), text("by"), text("at"),
    text("digest"), text("remark"), text("ended_at"), text("ended_by"), text("ended_why"), number("after"),
    Index("signatures_project", "project_id"),
)  # fmt: skip

#: A bank's own packs; every version is kept, for the runs that were judged by it. `gone`: no longer offered.
packs = Table(
    "packs", METADATA, ident(), short("name"), number("version"), text("body"), text("by"), text("at"), number("gone"),
    Index("packs_name", "name", "version"),
)  # fmt: skip

ALL = (steps, notes, samples, sample_items, letters, letter_items, signatures, packs)
