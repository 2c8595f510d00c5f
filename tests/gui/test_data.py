"""Stories of the table of visits: sorting, filtering, finding, freezing, views, copying; and of the check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from audit.store.where import Where
from gui.data.columns import COLUMNS
from gui.data.page import DataPage
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import SampleDesk

AT = {column.field: number for number, column in enumerate(COLUMNS)}
CHECKED = Qt.CheckState.Checked


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    made.open_project(desk.project_of(desk.fill().run))
    made.go_to("data")
    return made


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: object) -> Iterator[None]:
    """The offscreen platform lets go of what Python put there only after Python has ended, and falls over it."""
    yield
    QApplication.clipboard().clear()


@pytest.fixture
def page(window: MainWindow) -> DataPage:
    assert isinstance(window.page, DataPage)
    return window.page


def column(page: DataPage, field: str) -> list[str]:
    return [str(page.model.index(row, AT[field]).data()) for row in range(page.model.rowCount())]


def test_all_visits_are_shown_with_the_letter_of_their_findings(page: DataPage) -> None:
    assert page.model.rowCount() == 6
    assert page.subtitle.text() == "6 次外访"
    assert column(page, "") == ["违"] * 6
    assert "疑似违规 1 条" in page.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_header_sorts_and_shift_sorts_by_one_more(page: DataPage) -> None:
    page._sort_header(AT["agency"], False)
    page._sort_header(AT["visit_date"], True)
    page._sort_header(AT["visit_date"], True)
    days = column(page, "visit_date")
    assert days == sorted(days, reverse=True)
    assert str(page.model.headerData(AT["visit_date"], Qt.Orientation.Horizontal)).endswith("▼2")
    page._sort_header(AT["visit_date"], True)
    assert page.order == [("agency", False)]


def test_the_row_that_is_chosen_stays_chosen(page: DataPage) -> None:
    page.grid.setCurrentIndex(page.model.index(2, 3))
    chosen = page.model.id_at(2)
    page._sort(AT["visit_date"], True, False)
    assert page.model.id_at(page.grid.currentIndex().row()) == chosen


def test_values_are_searched_and_ticked_beside_the_table(page: DataPage, qtbot: Any) -> None:
    page.filter_column(AT["case_id"])
    panel = page.panel
    assert panel.values.count() == 6
    panel.search.setText("00004")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.values.count() == 1
    panel.none.click()
    panel.values.item(0).setCheckState(CHECKED)
    qtbot.mouseClick(panel.apply_button, Qt.MouseButton.LeftButton)
    assert column(page, "case_id") == ["AJ202600004"]
    assert page.subtitle.text() == "1 / 6 次外访"
    chip = page.chips.findChild(QPushButton)
    assert chip is not None
    assert "案件编号" in chip.text()
    chip.click()
    assert page.model.rowCount() == 6


def test_collectors_are_ticked_one_by_one_and_kept_in_a_view(page: DataPage) -> None:
    page.filter_column(AT["visitors"])
    panel = page.panel
    said = [panel.values.item(row).text() for row in range(panel.values.count())]
    assert sorted(said) == ["周志强  (6)", "王磊  (6)"]
    panel.values.item(0).setCheckState(Qt.CheckState.Unchecked)
    panel.apply()
    assert page.model.rowCount() == 6  # the other one took part in all of them
    panel.none.click()
    panel.apply()
    assert page.model.rowCount() == 0
    panel.values.item(1).setCheckState(CHECKED)
    panel.apply()
    page.view_name.setText("一个人")
    page.save_view.click()
    page._choose_view(0)
    assert not page.filters
    page._choose_view(1)
    assert page.model.rowCount() == 6
    assert "visitors" in page.filters


def test_the_value_of_a_cell_is_shown_alone(page: DataPage, qtbot: Any) -> None:
    for field, rows in (
        ("case_id", 1),
        ("visit_date", 1),
        ("start_time", 6),
        ("visitors", 6),
        ("id_shown", 6),
        ("file", 6),
        ("dress", 6),
    ):
        page.grid.setCurrentIndex(page.model.index(2, AT[field]))
        qtbot.keyClick(page.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert page.filters[field]
        assert page.model.rowCount() == rows, field
        page.clear()
    page.grid.setCurrentIndex(page.model.index(0, AT["account"]))
    page.only_this()
    assert not page.filters
    offered = [action.text() for action in page.grid.actions()]
    assert offered == ["复制", "只看此值", "查看此次外访的问题"]


def test_values_to_tick_are_masked_as_the_cells_are(page: DataPage, window: MainWindow) -> None:
    page.filter_column(AT["borrower_name"])
    panel = page.panel
    assert panel.values.item(0).text() == "𠮷**  (6)"
    panel.values.item(0).setCheckState(Qt.CheckState.Unchecked)
    panel.values.item(0).setCheckState(CHECKED)
    page._apply("borrower_name", (Where("borrower_name", "in", ("𠮷小芳",)),))
    chip = page.chips.findChild(QPushButton)
    assert chip is not None
    assert "小芳" not in chip.text()
    window.set_masked(False)
    page.filter_column(AT["borrower_name"])
    assert panel.values.item(0).text() == "𠮷小芳  (6)"


def test_the_panel_is_no_popup_so_that_chinese_can_be_typed(page: DataPage) -> None:
    page.filter_column(AT["agency"])
    for field in (page.panel.search, page.panel.words, page.text, page.view_name):
        assert field.window() is page.window()


def test_conditions_compare_days_and_say_what_cannot_be(page: DataPage) -> None:
    page.filter_column(AT["visit_date"])
    panel = page.panel
    panel.op.setCurrentIndex(panel.op.findData(">="))
    panel.words.setText("九月五日")
    panel.apply()
    assert "2026-09-01" in panel.wrong.text()
    panel.words.setText("2026-09-07")
    panel.apply()
    assert min(column(page, "visit_date")) >= "2026-09-07"
    assert 0 < page.model.rowCount() < 6
    panel.clear()
    assert page.model.rowCount() == 6


def test_words_are_found_and_nothing_is_told(page: DataPage, qtbot: Any) -> None:
    for words, rows in (("邻居", 6), ("AJ202600005", 1), ("没有这句话", 0)):
        page.text.setText(words)
        qtbot.keyClick(page.text, Qt.Key.Key_Return)
        assert page.model.rowCount() == rows
    assert page.states.currentIndex() == 1
    page.clear_all.click()
    assert page.model.rowCount() == 6


def test_columns_are_hidden_frozen_and_kept_as_a_view(page: DataPage, window: MainWindow) -> None:
    page._hide(AT["agency"])
    page.grid.freeze(3)
    assert page.grid.frozen.isVisible()
    page._apply("case_id", (Where("case_id", "contains", "00004"),))
    page.view_name.setText("只看四号")
    page.save_view.click()
    assert page.views.currentText() == "只看四号"
    page._choose_view(0)
    assert page.model.rowCount() == 6
    assert not page.grid.isColumnHidden(AT["agency"])
    page._choose_view(1)
    assert page.model.rowCount() == 1
    assert page.grid.isColumnHidden(AT["agency"])
    assert page.grid.frozen_count == 3
    page.views.setCurrentIndex(1)
    page.forget.click()
    assert page.views.count() == 1


def test_cells_are_copied_so_that_excel_keeps_long_numbers(page: DataPage) -> None:
    grid, case = page.grid, AT["case_id"]
    mode = QItemSelectionModel.SelectionFlag
    grid.selectionModel().select(page.model.index(0, case), mode.ClearAndSelect)
    grid.selectionModel().select(page.model.index(1, case), mode.Select)
    page.copy()
    data = QApplication.clipboard().mimeData()
    assert data.text().split("\r\n") == ["案件编号", "AJ202600003", "AJ202600004"]
    assert "mso-number-format:'\\@'" in data.html()


def test_what_is_copied_is_masked_as_it_is_shown(page: DataPage) -> None:
    page.grid.setCurrentIndex(page.model.index(0, AT["borrower_name"]))
    page.copy()
    assert QApplication.clipboard().text() == "𠮷**"
    page.frame.mask(False)
    page.grid.setCurrentIndex(page.model.index(0, AT["borrower_name"]))
    page.copy()
    assert QApplication.clipboard().text() == "𠮷小芳"


def test_enter_goes_to_the_findings_of_the_visit(page: DataPage, window: MainWindow, qtbot: Any) -> None:
    page.grid.setCurrentIndex(page.model.index(1, 2))
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert window.page_name == "review"


def test_another_page_may_ask_for_certain_rows(page: DataPage, window: MainWindow) -> None:
    ids = [page.model.id_at(1), page.model.id_at(3)]
    window.go_to("home")
    window.frame.go("data", ids=ids)
    assert page.model.rowCount() == 2
    page.clear()
    assert page.model.rowCount() == 6


def test_the_details_show_the_whole_visit(page: DataPage) -> None:
    page.grid.setCurrentIndex(page.model.index(0, 1))
    text = page.details.text.toPlainText()
    assert "三组" in text
    assert "瑞达_日志.xlsx" in text
    assert "13812345678" not in text
