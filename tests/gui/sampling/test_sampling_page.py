"""Stories of sampling: worked size, the same sample for the same seed, checked by keys, and what it says of the whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from audit.sampling import Method
from gui.sampling.page import SamplingPage
from gui.window import MainWindow
from tests.gui.conftest import Asked, Windows
from tests.gui.sample import SampleDesk


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    desk.visits = 40
    made = windows.open()
    made.open_project(desk.project_of(desk.fill().run))
    made.go_to("sampling")
    return made


def page_of(window: MainWindow) -> SamplingPage:
    return cast(SamplingPage, window.page)


def drawn(window: MainWindow, qtbot: Any, size: int = 5, method: Method = Method.RANDOM) -> SamplingPage:
    page = page_of(window)
    page.form.method.setCurrentIndex(page.form.method.findData(method))
    page.form.how_many.setValue(size)
    page.form.seed.setText("2026-09")
    qtbot.mouseClick(page.form.draw_button, Qt.MouseButton.LeftButton)
    return page


def test_the_worked_size_says_how_it_was_worked_out(window: MainWindow) -> None:
    page = page_of(window)
    page.form.tolerable.setValue(10)
    page.work_out()
    assert 1 < page.form.how_many.value() < 40
    assert "总体 40 条" in page.form.worked.text()
    assert str(page.form.how_many.value()) in page.form.worked.text()


def test_figures_that_cannot_be_are_answered_with_a_sentence(window: MainWindow) -> None:
    page = page_of(window)
    page.form.expected.setValue(20)
    page.work_out()
    assert page.banner.isVisible()
    assert "预计偏差率应低于" in page.banner.sentence.text()


def test_the_same_seed_draws_the_same_visits(window: MainWindow, qtbot: Any) -> None:
    page = drawn(window, qtbot)
    first = [d.item.visit for d in page.rows.rows]
    drawn(window, qtbot)
    assert len(page._samples) == 2
    assert [d.item.visit for d in page.rows.rows] == first
    page.form.seed.setText("another")
    page.draw()
    assert [d.item.visit for d in page.rows.rows] != first


def test_visits_are_checked_by_keys_and_tell_of_the_whole(window: MainWindow, qtbot: Any) -> None:
    page = drawn(window, qtbot)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_1)
    page.note.setText("录音缺失")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_2)
    assert [d.item.state for d in page.rows.rows] == ["ok", "deviation", "", "", ""]
    assert page.rows.rows[1].item.note == "录音缺失"
    assert page.verdict.text() == "○ 核查未完成"
    for _ in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_1)
    assert "已查 5 / 5 条，偏差 1 条" in page.progress.text()
    assert page.verdict.text() == "✘ 超过可容忍偏差率"
    assert "最多" in page.told.text()
    window.switch_language("en")
    assert "5 of 5 checked" in page.progress.text()


@pytest.mark.parametrize("method", [Method.INTERVAL, Method.STRATIFIED])
def test_interval_and_strata_tell_of_the_whole_too(window: MainWindow, qtbot: Any, method: Method) -> None:
    page = drawn(window, qtbot, 8, method)
    assert len({d.item.visit for d in page.rows.rows}) == 8
    if method is Method.INTERVAL:
        days = sorted(str(v.visit_date) for v in window.frame.store.visits(cast(int, window.frame.project)))
        found = sorted(str(d.visit.visit_date) for d in page.rows.rows if d.visit)
        assert any(found == days[start::5] for start in range(5)), "each fifth of 40 visits, by their days"
    page.table.setFocus()
    for _ in range(8):
        qtbot.keyClick(page.table, Qt.Key.Key_1)
    assert "推断总体 40 条中约有 0 条偏差" in page.told.text()
    assert page.strata.isVisible() == (method is Method.STRATIFIED)


def test_its_paper_holds_how_it_was_drawn_and_every_visit(window: MainWindow, qtbot: Any, asked: Asked, tmp_path: Path) -> None:
    page = drawn(window, qtbot)
    page.table.setFocus()
    page.note.setText("=录音缺失")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_2)
    asked.target = tmp_path / "底稿"
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    lines = [[cell.value for cell in line] for line in load_workbook(tmp_path / "底稿.xlsx").worksheets[0].iter_rows()]
    told = {line[1]: line[2] for line in lines[:12]}
    assert (told["种子"], told["总体"], told["样本量"]) == ("2026-09", "40", "5")
    assert [line[3] for line in lines[-5:]] == [d.visit.case_id for d in page.rows.rows if d.visit]
    assert lines[-5][10:12] == ["有偏差", "=录音缺失"]
    assert "小芳" not in str(lines), "no borrower is named"
    assert [entry.action for entry in window.frame.store.trail()][-1] == "export"


def test_a_sample_by_risk_says_nothing_of_the_whole(window: MainWindow, qtbot: Any) -> None:
    page = drawn(window, qtbot, method=Method.RISK)
    assert page.verdict.text() == "◇ 不推断总体"
    assert "不能推断总体" in page.told.text()


def test_accounts_are_masked_as_everywhere(window: MainWindow, qtbot: Any) -> None:
    page = drawn(window, qtbot)
    visit = page.rows.rows[0].visit
    assert visit is not None
    assert visit.borrower_name == "𠮷**"


def test_a_check_is_undone(window: MainWindow, qtbot: Any) -> None:
    page = drawn(window, qtbot)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_2)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.rows.rows[0].item.state == ""
    page.delete()
    assert page.empty.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.rows.rowCount() == 5


def test_enter_shows_the_visit(window: MainWindow, qtbot: Any) -> None:
    page = drawn(window, qtbot)
    said: list[Any] = []
    window.frame.go_wanted.disconnect()
    window.frame.go_wanted.connect(lambda where, what: said.append((where, what)))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    ((where, what),) = said
    assert where == "data"
    assert what["where"][0].value == page.rows.rows[0].item.visit
