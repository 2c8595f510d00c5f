"""Stories of the trail: it is filtered, exported whole, and tells the first entry that somebody changed."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from audit.bankpack import LIMITS, Pack
from audit.model import Text, Verdict
from audit.sampling import Method, Plan
from audit.store.nouns import Role
from gui.trail import telling
from gui.trail.page import TrailPage
from gui.window import MainWindow
from tests.gui.conftest import Asked, Windows
from tests.gui.sample import SampleDesk


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    run = desk.fill().run
    made.open_project(desk.project_of(run))
    desk.store.decide_ids(run, list(desk.store.finding_ids(run))[:2], Verdict.DISMISSED, reason="misread", note="")
    made.go_to("trail")
    return made


def page_of(window: MainWindow) -> TrailPage:
    return cast(TrailPage, window.page)


def test_the_newest_stands_first_with_its_hash(window: MainWindow) -> None:
    page = page_of(window)
    seqs = [page.rows.id_at(row) for row in range(page.rows.rowCount())]
    assert seqs == sorted(seqs, reverse=True)
    entry = page.rows.row(seqs[0])
    assert entry.hash[:16] in page.hashes.text()


def test_acts_people_and_words_narrow_it(window: MainWindow) -> None:
    page = page_of(window)
    page.act.setCurrentIndex(page.act.findData("decide"))
    page.refresh()
    assert {e.action for e in page.rows.rows} == {"decide"}
    page.search_field.setText("misread")
    page.refresh()
    assert page.rows.rowCount() == 2
    page.search_field.setText("没有这样的字")
    page.refresh()
    assert page.rows.rowCount() == 0


def test_what_was_done_is_told_in_words_and_found_by_them(window: MainWindow) -> None:
    page = page_of(window)
    page.act.setCurrentIndex(page.act.findData("decide"))
    page.refresh()
    shown = [str(page.rows.data(page.rows.index(0, column))) for column in range(page.rows.columnCount())]
    assert shown[4].startswith("问题 ")
    assert shown[6].startswith("结论 误报")
    assert shown[7] == "程序误读原文"
    assert "结论 误报" in page.detail.text()
    page.search_field.setText("误读")
    page.refresh()
    assert page.rows.rowCount() == 2
    window.switch_language("en")
    assert "decision Dismissed" in page.detail.text()
    assert page.subtitle.text() == "2 entries"


def test_every_value_is_told_in_words(window: MainWindow, desk: SampleDesk) -> None:
    store, say = desk.store, window.tongue
    project = window.frame.project
    assert project is not None
    store.log("export", "run:1", project=project, after={"kind": "pdf", "edition": "agency", "files": 2, "shown": ["visitors"]})
    store.set_user("李静", Role.REVIEWER)
    store.save_pack(Pack("本行", Text("本行", "Ours"), "cn-default", limits={"closed_from": "21:00"}))
    store.draw_sample(project, "样本", Plan(Method.INTERVAL, 3, "种子"))
    window.go_to("trail")
    for lang in ("zh", "en"):
        window.switch_language(lang)
        for entry in store.trail():
            said = [telling.KEYS.get(key) for key in (*entry.before, *entry.after)]
            assert None not in said, (entry.before, entry.after)
    told = "\n".join(telling.values(entry.after, say) for entry in store.trail())
    assert "edition Agency's; files 2; shown Visitors' names" in told
    assert f"limits {LIMITS['closed_from'].title.en} 21:00" in told
    assert "method Interval" in told


def test_locking_is_told_of(window: MainWindow) -> None:
    window.lock()
    window.lock_screen.go_on.click()
    assert [entry.action for entry in window.frame.store.trail()][-2:] == ["lock", "unlock"]


def test_a_whole_chain_is_said_to_be_whole(window: MainWindow, qtbot: Any) -> None:
    page = page_of(window)
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    assert "校验链完整" in page.banner.sentence.text()


def test_the_first_changed_entry_is_told_and_shown(window: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    page = page_of(window)
    with sqlite3.connect(tmp_path / "sample.db") as changed:
        for (name,) in changed.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            changed.execute(f'drop trigger "{name}"')
        changed.execute("update trail set who = '别人' where seq = 3")
    changed.close()
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    assert "第 3 条断开" in page.banner.sentence.text()
    page.banner.action.click()
    assert page.rows.id_at(page.table.currentIndex().row()) == 3


def test_what_is_shown_goes_out_as_a_table(window: MainWindow, asked: Asked, tmp_path: Path) -> None:
    page = page_of(window)
    page.act.setCurrentIndex(page.act.findData("decide"))
    page.refresh()
    asked.target = tmp_path / "日志.csv"
    page.export()
    with asked.target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][3] == "动作"
    assert [row[3] for row in rows[1:]] == ["作出结论", "作出结论"]
    assert window.frame.store.trail(action="export")


def test_it_speaks_both_languages(window: MainWindow) -> None:
    page = page_of(window)
    window.switch_language("en")
    assert page.act.itemText(0) == "All acts"
    assert "decide" in {page.rows.data(page.rows.index(r, 3)) for r in range(page.rows.rowCount())}
