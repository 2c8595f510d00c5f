"""Stories of the rulebook: a limit is changed, tried on the present data, saved as the bank's own pack, used for the project."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QSpinBox, QTimeEdit

from audit.model import Verdict
from audit.rules import RULES
from gui.rulebook import draft
from gui.rulebook.page import RulebookPage
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import SampleDesk


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    made.open_project(desk.project_of(desk.fill().run))
    made.go_to("rules")
    return made


def page_of(window: MainWindow) -> RulebookPage:
    return cast(RulebookPage, window.page)


def closed_hours_from(page: RulebookPage, hour: int) -> None:
    page.arrive({"rule": "prohibited_hours"})
    editor = page.view.editors["closed_from"]
    cast(QTimeEdit, editor.field).setTime(QTime(hour, 0))
    editor._tell()


def test_all_rules_are_listed_with_their_hits(window: MainWindow) -> None:
    page = page_of(window)
    assert page.rows.rowCount() == len(RULES)
    by = {line.rule.code: line.record.findings for line in page.rows.rows}
    assert by["no_id_shown"] == 6
    assert by["threat_or_abuse"] == 3


def test_the_share_overruled_and_its_words_are_shown(window: MainWindow) -> None:
    store, project = window.frame.store, cast(int, window.frame.project)
    run = store.last_run(project)
    assert run is not None
    store.decide_ids(run.id, list(store.finding_ids(run.id))[:1], Verdict.DISMISSED)
    window.frame.announce("decisions")
    page = page_of(window)
    page.arrive({"rule": store.findings_by_id(store.finding_ids(run.id)[:1])[0].finding.rule})
    texts = [w.text() for w in page.view.widget().findChildren(type(page.subtitle))]
    assert any("误报 1 条（100%）" in text for text in texts)
    assert any("未出示工作证件" in text or "不还就天天来" in text for text in texts)


def test_a_change_is_told_and_touches_nothing_before_it_is_saved(window: MainWindow) -> None:
    page = page_of(window)
    closed_hours_from(page, 15)
    assert page.bar.isVisible()
    assert "1 处改动" in page.changes.text()
    assert window.frame.store.packs() == ()
    page.discard()
    assert not page.bar.isVisible()
    assert page.view.editors["closed_from"].value == "22:00"


def test_back_at_the_usual_value_is_no_change(window: MainWindow) -> None:
    page = page_of(window)
    closed_hours_from(page, 15)
    closed_hours_from(page, 22)
    assert not page.bar.isVisible()


def test_the_trial_shows_what_would_come_and_stores_nothing(window: MainWindow, qtbot: Any) -> None:
    page, store = page_of(window), window.frame.store
    runs = store.runs(cast(int, window.frame.project))
    closed_hours_from(page, 15)
    qtbot.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
    assert page.sides.currentIndex() == 1, page.banner.sentence.text()
    come = [d for d in page.trial.rows.rows if d.kind == "added" and d.rule == "prohibited_hours"]
    assert len(come) == 6
    assert "没有保存任何东西" in page.trial.told.text()
    assert store.runs(cast(int, window.frame.project)) == runs
    window.switch_language("en")
    assert "Nothing was stored" in page.trial.told.text()


def test_a_pack_is_saved_under_its_name_and_used(window: MainWindow, qtbot: Any) -> None:
    page, store = page_of(window), window.frame.store
    closed_hours_from(page, 21)
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert "起一个名称" in page.banner.sentence.text()
    page.name.setText("本行2026")
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    (pack,) = store.packs()
    assert (pack.name, pack.version, dict(pack.limits)) == ("本行2026", 1, {"closed_from": "21:00"})
    assert not page.bar.isVisible()
    qtbot.mouseClick(page.use_button, Qt.MouseButton.LeftButton)
    assert store.project(cast(int, window.frame.project)).policy == "本行2026"
    assert "本行2026" in page.subtitle.text()


def test_the_name_of_a_built_in_pack_is_refused(window: MainWindow) -> None:
    page = page_of(window)
    closed_hours_from(page, 21)
    page.name.setText("cn-default")
    page.save()
    assert "内置规则包的名称" in page.banner.sentence.text()
    assert page.bar.isVisible()


def test_rules_are_switched_graded_and_given_words(window: MainWindow) -> None:
    page = page_of(window)
    page.arrive({"rule": "lone_visitor"})
    page.view.on.click()
    page.view.grade.setCurrentIndex(page.view.grade.findData(1))
    page.view.grade_changed.emit(1)
    spin = page.view.editors["min_visitors"]
    cast(QSpinBox, spin.field).setValue(3)
    spin._tell()
    own = page.view.own_words["lone_said"]
    own.setText("单兵上门、一人一户")
    own.editingFinished.emit()
    assert page._pack.off == ("lone_visitor",)
    assert page._pack.grades == {"lone_visitor": 1}
    assert page._pack.limits == {"min_visitors": 3}
    assert page._pack.vocabulary == {"lone_said": ("单兵上门", "一人一户")}
    line = next(line for line in page.rows.rows if line.rule.code == "lone_visitor")
    assert (line.on, line.grade, line.changed) == (False, 1, True)
    page.name.setText("试用")
    page.save()
    assert window.frame.store.packs()[0].vocabulary["lone_said"] == ("单兵上门", "一人一户")


def test_the_list_is_searched(window: MainWindow) -> None:
    page = page_of(window)
    page.search_field.setText("威胁")
    assert "threat_or_abuse" in {line.rule.code for line in page.rows.rows}
    assert page.rows.rowCount() < len(RULES)


def test_switching_a_rule_twice_leaves_the_pack_as_it_was() -> None:
    pack = draft.begun("cn-default", {})
    assert draft.with_rule(draft.with_rule(pack, "lone_visitor", False), "lone_visitor", True) == pack
