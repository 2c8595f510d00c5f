"""Opening: new files, older and newer ones, damaged and foreign ones, places that cannot be, two processes, threads."""

from __future__ import annotations

import sqlite3
import threading
import traceback
from contextlib import closing
from pathlib import Path

import pytest

from audit.model import AuditError, Verdict
from audit.sampling import Method, Plan
from audit.store import upgrades
from audit.store.nouns import Role, View
from audit.store.store import Store, default_path
from audit.store.tables import VERSION
from audit.store.where import Where
from tests.audit.store.given import decision, finding, imported, reading, report, run, visits
from tests.steps import drained

VERSION_1 = (Path(__file__).parent / "version1.sql").read_text(encoding="utf-8")
VERSION_2 = (Path(__file__).parent / "version2.sql").read_text(encoding="utf-8")


def shape(path: Path) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as bare:
        names = bare.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        columns = [
            ("column", name, c[1]) for kind, name in names if kind == "table" for c in bare.execute(f"PRAGMA table_info({name})")
        ]
    return {(kind, name, "") for kind, name in names} | set(columns)


def test_what_was_stored_is_there_when_opened_again(path: Path) -> None:
    with Store(str(path), user="张") as store:
        made = store.create_project("九月", "安信", "2026-09", "cn-strict")
        imported(store, made.id, visits(3))
        store.keep("template", "安信", {"columns": {"日期": "visit_date"}})
        store.set_user("李", Role.PREPARER)
        store.set_user("李", Role.REVIEWER)
    with Store(f"sqlite:///{path}") as store:
        assert store.projects() == (made,)
        assert store.project(made.id) == made
        assert list(store.visits(made.id)) == visits(3)
        assert store.kept("template") == {"安信": {"columns": {"日期": "visit_date"}}}
        store.keep("template", "安信", None)
        assert store.kept("template") == {}
        assert [(u.name, u.role) for u in store.users()] == [("李", Role.REVIEWER)]


def test_the_file_is_kept_for_readers_beside_a_writer(path: Path) -> None:
    with Store(str(path)), closing(sqlite3.connect(path)) as bare:
        assert bare.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_users_own_file_lies_in_the_local_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr("audit.store.store.user_data_path", lambda *a, **k: asked.update(k) or tmp_path / "own")
    assert default_path() == tmp_path / "own" / "visits.db"
    assert asked["roaming"] is False
    with Store() as store:
        assert store.place == str(tmp_path / "own" / "visits.db")


def test_memory_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store("memory") as store, Store("memory") as other:
        store.create_project("九月")
        assert other.projects() == ()
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_upgraded_after_a_copy(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as bare:
        bare.executescript(VERSION_1)
    old = shape(path)
    with Store(str(path)) as store:
        (row, *_) = store.findings(store.runs(1)[0].id)
        assert row.decision is not None
        assert (row.decision.verdict, row.decision.reason, row.changed) == (Verdict.CONFIRMED, "属实", False)
        assert list(store.visits(1)) == visits(3)
        assert store.check_trail() is None
        # evidence that changes from now on is told
        changed = [(number, finding(v, quote="两人")) for number, v in store.numbered_visits(1)]
        assert run(store, 1, changed).changed == 1
    (copy,) = path.parent.glob("*.bak")
    assert shape(copy) == old
    with Store(str(tmp_path / "fresh.db")):
        assert shape(path) == shape(tmp_path / "fresh.db")
    with Store(str(path)):
        assert len(list(path.parent.glob("*.bak"))) == 1


def test_an_upgrade_that_fails_leaves_the_older_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as bare:
        bare.executescript(VERSION_1.replace("""'[["account\"""", "'broken").replace('[["account"', "broken"))
    old = shape(path)
    with pytest.raises(AuditError, match="damaged"):
        Store(str(path))
    assert shape(path) == old


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    with Store(str(path)):
        pass
    with closing(sqlite3.connect(path)) as bare:
        bare.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(VERSION + 1),))
        bare.commit()
    with pytest.raises(AuditError, match="newer version") as caught:
        Store(str(path))
    assert str(path) in caught.value.text.zh
    assert not list(path.parent.glob("*.bak"))


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be read as one " * 40, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_damaged_file_is_a_sentence_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.db"
    file.write_bytes(content)
    with pytest.raises(AuditError, match=r"damaged or not a database.*bad\.db"):
        Store(str(file))
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as bare:
        bare.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(AuditError, match="another program"):
        Store(str(file))
    assert shape(file) == {("table", "bookmarks", ""), ("column", "bookmarks", "url")}


@pytest.mark.parametrize("where", ["file/x.db", "folder"])
def test_a_place_that_cannot_be_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(AuditError) as caught:
        Store(str(tmp_path / where))
    assert str(tmp_path / where.split("/")[0]) in str(caught.value)


def test_a_file_that_may_only_be_read_is_read_and_not_written(path: Path) -> None:
    with Store(str(path)) as store:
        store.create_project("九月")
    with Store(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert len(store.projects()) == 1
        with pytest.raises(AuditError, match="No permission to write"):
            store.create_project("十月")


@pytest.mark.parametrize("url", ["nonsense://x", "sqlite+nothing:///x.db", "://"])
def test_an_address_that_is_not_understood_is_a_sentence(url: str) -> None:
    with pytest.raises(AuditError, match="not understood"):
        Store(url)


def test_a_missing_driver_is_a_sentence() -> None:
    with pytest.raises(AuditError, match=r"driver .* is missing") as caught:
        Store("oracle+cx_oracle://u:secret@host/db")
    assert "secret" not in str(caught.value)


def test_two_processes_on_one_file_wait_and_then_say_so(path: Path) -> None:
    with Store(str(path), busy_ms=30) as store, Store(str(path), busy_ms=30) as other:
        project = store.create_project("九月").id
        adding = store.add_import(project, reading(visits(8)))
        next(adding)
        with pytest.raises(AuditError, match="another program or window"):
            other.create_project("十月")
        assert [p.name for p in other.projects()] == ["九月"]  # reading goes on
        drained(adding)
        other.create_project("十月")
        assert [p.name for p in store.projects()] == ["十月", "九月"]


def test_a_failure_never_quotes_what_was_to_be_stored(store: Store, project: int) -> None:
    missing = [(12345, finding(visits(1)[0], quote="欧阳娜娜"))]  # a visit that is not there
    with pytest.raises(AuditError) as caught:
        run(store, project, missing)
    told = "".join(traceback.format_exception(caught.value))
    assert "欧阳" not in told + caught.value.text.zh
    assert "another window" in str(caught.value)


def test_an_erased_project_leaves_nothing_but_the_trail(path: Path) -> None:
    with Store(str(path)) as store:
        project = store.create_project("九月").id
        imported(store, project, visits(30, account="欧阳娜娜收取现金"))
        other = store.create_project("十月").id
        imported(store, other, visits(2, account="收取现金"))
        for p in (project, other):
            drained(store.index_text(p))
        found = [(number, finding(v)) for number, v in store.numbered_visits(project)]
        run(store, project, found)
        store.decide(project, decision(found[0][1]))
        store.save_view(project, "visits", View("某人", (Where("borrower_name", "=", "欧阳娜娜"),)))
        store.save_view(other, "visits", View("本期"))
        store.add_note(project, "", "欧阳娜娜来电")
        store.draw_sample(project, "抽样", Plan(Method.RANDOM, 3, "1"))
        store.make_letters(project, store.runs(project)[0].id)
        store.delete_project(project, reason="到期")
        assert [p.id for p in store.projects()] == [other]
        assert len(store.search(other, "现金")) == 2
        assert store.trail()[-1].reason == "到期"
        assert store.check_trail() is None
        with pytest.raises(AuditError, match="no longer there"):
            store.project(project)
        assert (store.views(project, "visits"), len(store.views(other, "visits"))) == ((), 1)
        assert store.create_project("十一月").id not in (project, other)
    with closing(sqlite3.connect(path)) as bare:
        counts = {
            t: bare.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
            for t in (
                "visits",
                "findings",
                "decisions",
                "runs",
                "problems",
                "notes",
                "samples",
                "sample_items",
                "letters",
                "letter_items",
            )
        }
    assert counts == {"visits": 2, "findings": 0, "decisions": 0, "runs": 0, "problems": 2, "notes": 0, "samples": 0, "sample_items": 0,
                      "letters": 0, "letter_items": 0}  # fmt: skip
    assert "欧阳娜娜".encode() not in path.read_bytes()


def test_a_page_is_read_in_one_thread_while_another_imports(store: Store, project: int) -> None:
    imported(store, project, visits(20))
    adding = store.add_import(project, reading(visits(20, agency="信达"), report("b.xlsx", "b" * 64)))
    next(adding)
    seen: list[int] = []
    reader = threading.Thread(target=lambda: seen.extend((len(list(store.visits(project))), len(store.imports(project)))))
    reader.start()
    reader.join(timeout=20)
    assert seen == [20, 1]
    drained(adding)
    assert len(store.visit_ids(project)) == 40


def test_a_file_of_version_2_keeps_decisions_users_and_templates(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as bare:
        bare.executescript(VERSION_2)
    with Store(str(path), user="张") as store:
        rows = list(store.findings(store.runs(1)[0].id))
        assert [row.decision.verdict if row.decision else None for row in rows] == [Verdict.CONFIRMED, None, None]
        assert store.check_trail() is None
        assert [(u.name, u.role) for u in store.users()] == [("李", Role.REVIEWER)]
        assert store.kept("template") == {"安信": {"columns": {"日期": "visit_date"}}}
        # what was decided before can be overruled and that undone
        store.decide_ids(rows[0].run, [rows[0].id], Verdict.DISMISSED)
        store.undo(1)
        assert [e.verdict for e in store.decision_history(1, rows[0].finding.fingerprint)][-1] is Verdict.CONFIRMED
        store.add_note(1, "", "补充")
    with Store(str(tmp_path / "fresh.db")):
        assert shape(path) == shape(tmp_path / "fresh.db")
    (copy,) = path.parent.glob("*.bak")
    assert ".v2." in copy.name


def test_a_last_step_that_fails_leaves_the_file_of_version_2(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(conn: object) -> None:
        upgrades._desk(conn)  # type: ignore[arg-type]
        raise RuntimeError("killed")

    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as bare:
        bare.executescript(VERSION_2)
    old = shape(path)
    monkeypatch.setattr(upgrades, "STEPS", (*upgrades.STEPS[:-1], failing))
    with pytest.raises(RuntimeError):
        Store(str(path))
    assert shape(path) == old
    monkeypatch.undo()
    with Store(str(path)) as store:
        assert len(store.decisions(1)) == 1
