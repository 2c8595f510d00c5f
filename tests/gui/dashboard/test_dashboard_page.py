"""Stories of the dashboard: figures are counts of rows and open just those rows; the table and the picture can be taken along."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from audit.model import Verdict
from audit.statistics import Show
from gui.dashboard.page import DashboardPage
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import AGENCY, SampleDesk


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    made.open_project(desk.project_of(desk.fill().run))
    made.go_to("dashboard")
    return made


def page_of(window: MainWindow) -> DashboardPage:
    return cast(DashboardPage, window.page)


def went(window: MainWindow) -> list[tuple[str, Any]]:
    """Where the page sends one, without going there."""
    said: list[tuple[str, Any]] = []
    window.frame.go_wanted.disconnect()
    window.frame.go_wanted.connect(lambda where, what: said.append((where, what)))
    return said


def test_the_tiles_tell_the_rate_with_its_whole(window: MainWindow) -> None:
    tile = page_of(window).tiles["violating"]
    assert tile.value.text() == "100.0%"
    assert tile.small.text() == "6 / 6"
    assert "无上期" in tile.before.text()


def test_a_tile_opens_its_rows_by_the_keyboard(window: MainWindow, qtbot: Any) -> None:
    said, page = went(window), page_of(window)
    page.tiles["open"].setFocus()
    qtbot.keyClick(page.tiles["open"], Qt.Key.Key_Return)
    ((where, what),) = said
    assert where == "review"
    run = window.frame.store.last_run(cast(int, window.frame.project))
    assert run is not None
    assert f"{len(window.frame.store.finding_ids(run.id, what['where'])):,}" == page.tiles["open"].value.text()


@pytest.mark.parametrize("name", ["agency", "rule", "person", "month", "heat", "hours"])
def test_every_number_is_the_count_of_the_rows_it_opens(window: MainWindow, name: str) -> None:
    page, store = page_of(window), window.frame.store
    page.tabs[name].click()
    sheet = page._sheets[name]
    checked = 0
    for row in sheet.rows:
        for cell in row:
            if isinstance(cell.show, Show) and cell.text.zh.replace(",", "").split(" ")[0].isdigit():
                show = cell.show
                ids = (
                    store.finding_ids(show.run, show.where)
                    if show.kind == "findings"
                    else store.visit_ids(show.project, show.where)
                )
                assert len(ids) == int(cell.text.zh.replace(",", "").split(" ")[0]), (name, cell)
                checked += 1
    assert checked


def test_enter_on_a_number_opens_it(window: MainWindow, qtbot: Any) -> None:
    said, page = went(window), page_of(window)
    page.tabs["rule"].click()
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.figures.index(0, 1))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    ((where, what),) = said
    assert where == "review"
    assert what["where"]


def test_an_overruled_finding_lowers_the_rate_and_shows_its_share(window: MainWindow) -> None:
    store, project = window.frame.store, cast(int, window.frame.project)
    run = store.last_run(project)
    assert run is not None
    store.decide_ids(run.id, list(store.finding_ids(run.id))[:1], Verdict.DISMISSED)
    window.frame.announce("decisions")
    page = page_of(window)
    assert page.tiles["violating"].value.text() != "100.0%"
    page.tabs["rule"].click()
    assert "100.0%" in [c.text.zh for row in page._sheets["rule"].rows for c in row]


def test_the_figures_are_narrowed_to_an_agency(window: MainWindow) -> None:
    page = page_of(window)
    page.agency.setCurrentIndex(page.agency.findData(AGENCY))
    page.refresh()
    assert page.tiles["visits"].value.text() == "6"
    assert page.agency.currentData() == AGENCY


def test_the_table_goes_to_excel_and_the_picture_to_a_letter(window: MainWindow) -> None:
    page, clipboard = page_of(window), QGuiApplication.clipboard()
    page.copy_table()
    assert clipboard.mimeData().text().splitlines()[0].split("\t")[0] == "机构"
    assert "<td>6</td>" in clipboard.mimeData().html()
    page.copy_picture()
    assert clipboard.image().width() > 300


def test_the_chart_shows_what_the_table_says(window: MainWindow) -> None:
    page = page_of(window)
    page.tabs["rule"].click()
    assert page.chart.isVisible()
    assert page.chart.caption.text() == "各规则违规项数"
    window.switch_language("en")
    assert page.chart.caption.text() == "Violations by rule"
    page.tabs["heat"].click()
    assert not page.chart.isVisible()


def test_a_sheet_is_sorted_by_its_numbers_not_by_their_text(window: MainWindow) -> None:
    page = page_of(window)
    page.tabs["rule"].click()
    page.table.figures.sort(1, Qt.SortOrder.AscendingOrder)
    numbers = [int(line[1].replace(",", "")) for line in page.table.figures.lines()[1:]]
    assert numbers == sorted(numbers)


def test_the_period_before_is_told_beside_the_figure(windows: Windows, desk: SampleDesk) -> None:
    from audit.statistics import Number
    from gui.dashboard.tile import Tile

    window = windows.open()
    show = Show("visits", 1, 1)
    tile = Tile("violating", window.tongue)
    tile.show_number(Number(3, show, 10, show), Number(1, show, 10, show))
    assert "▲ 升 20.0 个百分点" in tile.before.text()
    tile.show_number(Number(1, show, 10, show), Number(1, show, 10, show))
    assert tile.before.text() == "上期 10.0%"
