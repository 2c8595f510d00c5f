"""Imports: what goes in comes out equal, all or nothing, once, replaced with a trace and taken back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Generator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from audit.model import (
    AuditError,
    CaseFile,
    ContactEntry,
    FiledAddress,
    FileKind,
    Liable,
    Progress,
    Promise,
    Source,
    StaffMember,
    StatusEvent,
    Text,
    Visit,
)
from audit.store.nouns import ImportState
from audit.store.store import Store
from tests import make
from tests.audit.store.given import full_visit, imported, reading, report, visits
from tests.steps import drained

ROOT = Path(__file__).resolve().parents[3]


def test_a_visit_comes_back_equal_in_every_field(store: Store, project: int) -> None:
    bare = Visit(Source("b.csv", "", 2), columns=frozenset())
    imported(store, project, [full_visit(), bare, make.visit()])
    assert list(store.visits(project)) == [full_visit(), bare, make.visit()]


def test_typed_and_bare_inserts_write_the_same_rows(tmp_path: Path) -> None:
    written = []
    for typed in (False, True):
        file = tmp_path / f"{typed}.db"
        with Store(str(file), typed_inserts=typed) as opened:
            imported(opened, opened.create_project("p").id, [full_visit(), *visits(3)])
        with sqlite3.connect(file) as bare:
            written.append([bare.execute(f"SELECT * FROM {t}").fetchall() for t in ("visits", "problems", "layouts")])
        bare.close()
    assert written[0] == written[1]
    assert len(written[0][0]) == 4


def test_case_files_and_staff_come_back_equal(store: Store, project: int) -> None:
    case = CaseFile(
        Source("c.xlsx", "案件", 2), "C1", "路遥遥", "安信", (FiledAddress("home", "杭州"),),
        (Liable("担保人", "guarantor", (FiledAddress("work", "上海", "liable"),)),), (Liable("联系人", "contact"),), date(2026, 1, 1),
        date(2026, 1, 2), None, (StatusEvent("dispute", "争议中", date(2026, 2, 1)), StatusEvent("suit", "诉讼", None, date(2026, 3, 1))),
        (ContactEntry(date(2026, 1, 5), "电话", "未接"),), (Promise(date(2026, 2, 2), Decimal("10.10")), Promise(date(2026, 2, 3))),
        "同意", 30.5, 120.25, {"列": "值"}, {"consent": "是"}, frozenset({"case_id", "consent"}),
    )  # fmt: skip
    bare = CaseFile(Source("c.xlsx", "案件", 3), "C2")
    staff = StaffMember(
        Source("s.xlsx", "备案", 3), "张立", "A01", "安信", date(2026, 3, 1), "WF1", date(2027, 1, 1), "在职", date(2020, 1, 1), None,
        False, "安信公司", "备注", {"x": "y"}, {}, frozenset({"name"}),
    )  # fmt: skip
    imported(store, project, [case, bare], report("c.xlsx", "c" * 64, FileKind.CASES))
    imported(store, project, [staff, make.member()], report("s.xlsx", "d" * 64, FileKind.STAFF))
    assert list(store.cases(project)) == [case, bare]
    assert list(store.staff(project)) == [staff, make.member()]
    assert list(store.visits(project)) == []


def test_the_report_comes_back_as_given(store: Store, project: int) -> None:
    info = imported(store, project, visits(3))
    assert store.report(info.id) == report()
    assert list(store.report(info.id).sheets[0].columns) == ["外访日期", "自定列", "案件号"]  # in the order of the sheet
    assert (info.rows, info.problems, info.kind, info.by) == (3, 2, FileKind.VISITS, "张")


def test_ids_of_an_import_are_those_of_its_rows(store: Store, project: int) -> None:
    imported(store, project, visits(5))
    second = imported(store, project, visits(6, agency="信达"), report("b.xlsx", "b" * 64))
    assert list(second.ids) == list(store.visit_ids(project, import_ids=[second.id]))
    assert store.visits_by_id([second.ids[5], second.ids[0]]) == [visits(6, "信达")[5], visits(6, "信达")[0]]


def test_progress_counts_rows_and_steps_of_intake_pass_through(store: Store, project: int) -> None:
    def steps() -> Generator[Any, None, Any]:
        yield Progress(Text("读", "reading"), 1, 2)
        yield visits(3)
        return report()

    seen = list(store.add_import(project, steps()))
    assert [p.done for p in seen] == [1, 3]
    assert seen[0].stage.en == "reading"


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_a_cancelled_import_leaves_nothing(store: Store, project: int, steps: int) -> None:
    before = store.stamp()
    adding = store.add_import(project, reading(visits(20)))
    for _ in range(steps):
        next(adding)
    adding.close()
    assert store.imports(project) == ()
    assert len(store.visit_ids(project)) == 0
    assert store.stamp() == before
    imported(store, project, visits(2))  # and the way is free again


def test_an_import_that_fails_half_way_leaves_nothing_and_closes_the_reading(store: Store, project: int) -> None:
    closed = []

    def steps() -> Generator[Any, None, Any]:
        try:
            yield visits(3)
            raise AuditError(Text("文件坏了", "the file is broken"))
        finally:
            closed.append(True)

    with pytest.raises(AuditError, match="broken"):
        drained(store.add_import(project, steps()))
    assert store.imports(project) == ()
    assert closed == [True]


def test_a_file_that_could_not_be_read_raises_its_own_sentence(store: Store, project: int) -> None:
    failed = replace(report(), kind=None, failed=Text("加密了，请给密码", "it is encrypted"))
    with pytest.raises(AuditError, match="encrypted"):
        imported(store, project, [], failed)
    assert store.imports(project) == ()


def test_broken_unicode_is_a_sentence_without_the_words(store: Store, project: int) -> None:
    with pytest.raises(AuditError) as caught:
        imported(store, project, [make.visit(remark="欧阳\ud800")])
    assert "欧阳" not in str(caught.value) + caught.value.text.zh
    assert store.imports(project) == ()


KILLED = """
import sys
from tests.audit.store.given import reading, report, visits
from audit.store.store import Store
store = Store(sys.argv[1])
adding = store.add_import(1, reading(visits(30_000), report("b.xlsx", "b" * 64), size=500))
for n, _ in enumerate(adding):
    if n == int(sys.argv[2]):
        print("in the midst", flush=True)
        sys.stdin.read()
"""


@pytest.mark.parametrize("batches", [0, 35])
def test_a_process_killed_during_an_import_leaves_the_former_state(path: Path, batches: int) -> None:
    with Store(str(path)) as opened:
        project = opened.create_project("p").id
        imported(opened, project, visits(3))
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), str(batches)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"in the midst\n"
        child.kill()
    with Store(str(path)) as opened:
        assert [i.rows for i in opened.imports(project)] == [3]
        assert list(opened.visits(project)) == visits(3)
        assert opened.check_trail() is None
        imported(opened, project, visits(4), report("b.xlsx", "b" * 64))
        assert len(opened.visit_ids(project)) == 7


def test_the_same_file_again_is_recognised_and_not_stored_twice(store: Store, project: int) -> None:
    first = imported(store, project, visits(5))
    again = imported(store, project, visits(5))
    assert again == first
    assert store.imports(project) == (first,)
    assert store.import_of(project, "a" * 64) == first
    assert store.import_of(project, "b" * 64) is None
    assert store.trail(project)[-1].after["again"] is True


def test_the_same_file_read_another_way_replaces_the_former_reading(store: Store, project: int) -> None:
    first = imported(store, project, visits(5))
    other = imported(store, project, visits(5, agency="信达"))
    assert other.replaced == (first.id,)
    assert list(store.visits(project)) == visits(5, agency="信达")


def test_a_corrected_version_replaces_with_a_trace(store: Store, project: int) -> None:
    first = imported(store, project, visits(5))
    corrected = [replace(v, account="改过") if v.visit_id == "V2" else v for v in visits(6)]
    second = imported(store, project, corrected, report(sha="b" * 64))
    assert second.replaced == (first.id,)
    assert list(store.visits(project)) == corrected
    old, new = store.imports(project)
    assert (old.state, old.superseded_by, new.state) == (ImportState.SUPERSEDED, second.id, ImportState.LIVE)
    assert store.imports(project, shown_only=True) == (second,)
    assert list(store.visits(project, [first.id])) == visits(5)  # kept
    versions = store.versions(second.ids[2])
    assert [(i.id, v.account) for i, v in versions] == [(first.id, visits(1)[0].account), (second.id, "改过")]


def test_another_month_under_the_same_name_replaces_nothing(store: Store, project: int) -> None:
    first = imported(store, project, visits(5))
    october = [replace(v, visit_id=f"W{v.visit_id}") for v in visits(5)] + visits(2)
    second = imported(store, project, october, report(sha="b" * 64))
    assert second.replaced == ()
    assert len(store.visit_ids(project)) == 12
    assert [(o.earlier.id, o.shared, o.rows) for o in store.overlaps(second.id)] == [(first.id, 2, 5)]


def test_a_version_under_another_name_replaces_when_it_is_named(store: Store, project: int) -> None:
    first = imported(store, project, visits(5))
    second = imported(store, project, visits(5), report("改.xlsx", "b" * 64))
    assert len(store.visit_ids(project)) == 10
    store.replace_import(first.id, second.id, reason="更正版")
    assert store.imports(project)[1].replaced == (first.id,)
    third = imported(store, project, visits(4), report("再改.xlsx", "c" * 64), replaces=[second.id])
    assert third.replaced == (second.id,)
    assert len(store.visit_ids(project)) == 4
    with pytest.raises(AuditError, match="itself"):
        store.replace_import(third.id, third.id)


def test_undoing_an_import_shows_what_it_replaced_and_redoing_puts_it_back(store: Store, project: int) -> None:
    first = imported(store, project, visits(5))
    second = imported(store, project, visits(6), report(sha="b" * 64))
    store.undo_import(second.id, reason="拿错了")
    assert list(store.visits(project)) == visits(5)
    with pytest.raises(AuditError, match="already undone"):
        store.undo_import(second.id)
    store.redo_import(second.id)
    assert list(store.visits(project)) == visits(6)
    assert store.imports(project)[0].id == first.id
    assert [e.action for e in store.trail(project)][-2:] == ["undo", "redo"]


def test_an_undone_file_imported_again_is_shown_again(store: Store, project: int) -> None:
    first = imported(store, project, visits(5))
    store.undo_import(first.id)
    assert imported(store, project, visits(5)).id == first.id
    assert list(store.visits(project)) == visits(5)


def test_going_back_to_the_former_version_of_a_file(store: Store, project: int) -> None:
    first = imported(store, project, visits(5))
    second = imported(store, project, visits(6), report(sha="b" * 64))
    back = imported(store, project, visits(5))
    assert (back.id, back.replaced) == (first.id, (second.id,))
    assert list(store.visits(project)) == visits(5)


def test_imports_of_other_projects_are_context_but_not_what_came_here_too(store: Store, project: int) -> None:
    imported(store, project, visits(3))
    other = store.create_project("八月").id
    august = visits(2, agency="信达", visit_date=date(2026, 8, 5)) + visits(1)
    imported(store, other, august)
    assert list(store.earlier_visits(project)) == august[:2]
    assert list(store.earlier_visits(project, since=date(2026, 8, 6))) == []
    assert list(store.earlier_visits(project, until=date(2026, 8, 4))) == []


def test_an_import_into_a_project_that_is_gone_is_a_sentence(store: Store) -> None:
    with pytest.raises(AuditError, match="no longer there"):
        imported(store, 99, visits(1))
