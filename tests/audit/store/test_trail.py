"""The trail: everything people do leaves an entry, and a changed, removed or added one shows."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from audit.store.nouns import Role
from audit.store.store import Store
from tests.audit.store.given import decision, finding, imported, run, ticking, visits


@pytest.fixture
def written(path: Path) -> Path:
    with Store(str(path), user="张", clock=ticking()) as store:
        project = store.create_project("九月").id
        imported(store, project, visits(2))
        found = [(number, finding(v)) for number, v in store.numbered_visits(project)]
        run(store, project, found)
        store.decide(project, decision(found[0][1], reason="属实", note="见了王某本人"))
        store.change_project(project, period="2026-09", reason="补录")
        store.set_user("李", Role.REVIEWER)
    return path


def tamper(path: Path, *statements: str) -> int | None:
    bare = sqlite3.connect(path)
    for trigger in ("trail_keeps", "trail_stays"):
        bare.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        bare.execute(statement)
    bare.commit()
    bare.close()
    with Store(str(path)) as store:
        return store.check_trail()


def test_who_did_what_when_and_why(written: Path) -> None:
    with Store(str(written)) as store:
        entries = store.trail()
        assert [(e.seq, e.who, e.action, e.what.split(":")[0]) for e in entries] == [
            (1, "张", "create", "project"), (2, "张", "import", "import"), (3, "张", "run", "run"), (4, "王", "decide", "finding"),
            (5, "张", "change", "project"), (6, "张", "user", "user"),
        ]  # fmt: skip
        assert entries[4].before["period"] == ""
        assert entries[4].after["period"] == "2026-09"
        assert (entries[3].reason, entries[4].reason) == ("属实", "补录")
        assert [e.former for e in entries[1:]] == [e.hash for e in entries[:-1]]
        assert all(a.at < b.at for a, b in pairwise(entries))
        assert [e.seq for e in store.trail(project=1)] == [1, 2, 3, 4, 5]
        assert store.check_trail() is None
        assert store.stamp() == 6


def test_the_trail_holds_no_account_and_no_note(written: Path) -> None:
    with Store(str(written)) as store:
        everything = repr(store.trail())
    assert "王某" not in everything
    assert "工作证" not in everything


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE trail SET who = '李' WHERE seq = 2", 2),
        ("UPDATE trail SET at = '2026-01-01T00:00:00+00:00' WHERE seq = 4", 4),
        ("UPDATE trail SET hash = former WHERE seq = 5", 5),
        ("DELETE FROM trail WHERE seq = 3", 3),
        ("DELETE FROM trail WHERE seq = 1", 1),
        ("DELETE FROM trail WHERE seq > 4", 5),
        ("DELETE FROM trail", 1),
        (
            "INSERT INTO trail SELECT 7, at, who, action, object, project_id, before, after, reason, hash, hash FROM trail WHERE seq = 6",
            7,
        ),
    ],
)
def test_the_first_broken_entry_is_told(written: Path, statement: str, broken: int) -> None:
    assert tamper(written, statement) == broken


@pytest.mark.parametrize(
    "statement", ["UPDATE trail SET who = ''", "DELETE FROM trail", "UPDATE decisions SET verdict = 'dismissed'"]
)
def test_the_database_itself_refuses_to_change_a_history(written: Path, statement: str) -> None:
    bare = sqlite3.connect(written)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        bare.execute(statement)
    bare.close()
