"""Stories on the page of relations: a day on a line, copies side by side, a case against its limits, and the ways to and fro."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from audit.model import FileKind, FileReport, SheetReport, Visit
from gui.relations.case_tab import CaseTab
from gui.relations.copies_tab import CopiesTab, cut
from gui.relations.days_tab import DaysTab
from gui.relations.page import RelationsPage
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import SampleDesk, finding, visit
from tests.steps import drained

DAY = date(2026, 9, 8)
FAR = {"latitude": 30.9, "longitude": 121.5}
COPIED = "两人到达后出示工作证并告知录音录像，借款人称资金周转困难，承诺先还最低还款额，未出示工作证件，随后离开。"


def log() -> list[Visit]:
    """Zhou is in two places at once and then too far away; two accounts are copies; one case is visited twice on a day."""
    base = replace(visit(3), visit_date=DAY, visitors=("周志强", "王磊"), latitude=30.2, longitude=121.5)
    return [
        replace(base, visit_id="W1", case_id="A1", start_time=time(9), end_time=time(9, 30)),
        replace(base, visit_id="W2", case_id="A2", start_time=time(9, 20), end_time=time(9, 50), visit_address="别处1号", visitors=("周志强",)),
        replace(base, visit_id="W3", case_id="A1", start_time=time(10), end_time=time(10, 20), visit_address="远处2号", **FAR,
                promise_date=date(2026, 9, 20), promise_amount=Decimal(500)),
        replace(base, visit_id="W4", case_id="A4", start_time=None, end_time=None, visit_date=date(2026, 9, 9), account=COPIED, visitors=("王磊",)),
        replace(base, visit_id="W5", case_id="A5", visit_date=date(2026, 9, 10), account=COPIED.replace("随后", "稍后便"), visitors=("王磊",)),
    ]  # fmt: skip


def fill(desk: SampleDesk) -> int:
    store, visits = desk.store, log()
    project = store.create_project("样例", as_of=date(2026, 10, 15)).id
    sheet = SheetReport("9月", 2, 3, len(visits), {"外访经过": "account"})
    report = FileReport("瑞达_日志.xlsx", "0" * 64, FileKind.VISITS, (sheet,))

    def reading() -> Iterator[list[Visit]]:
        yield visits
        return report

    imported = cast("Any", drained(store.add_import(project, reading())))  # type: ignore[arg-type]
    run = store.begin_run(project, "cn-default", "2026.1", date(2026, 10, 15), "0")
    ids = list(imported.ids)
    found = [(ids[n], finding("copied_account", visits[n], "未出示工作证件")) for n in (3, 4)]
    found += [(ids[n], finding("visitor_overlap", visits[n], "未出示工作证件")) for n in (0, 1)]
    store.add_findings(run.id, found)
    store.finish_run(run.id, len(visits))
    return project


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    made.open_project(fill(desk))
    made.go_to("relations")
    return made


@pytest.fixture
def page(window: MainWindow) -> RelationsPage:
    return cast("RelationsPage", window.page)


def cells(tab: DaysTab | CaseTab, column: int) -> list[str]:
    return [tab.model.index(row, column).data() for row in range(tab.model.rowCount())]


def test_days_with_a_finding_of_two_places_come_first_and_are_marked(page: RelationsPage) -> None:
    tab = cast("DaysTab", page.tab)
    first = tab.list.model.index(0, 0).data()
    assert first.startswith("⚠ 周志强")
    assert tab.list.model.index(0, 2).data() == "3"


def test_a_day_shows_overlaps_and_ways_in_words_and_in_the_drawing(page: RelationsPage) -> None:
    tab = cast("DaysTab", page.tab)
    assert "重叠 1 处" in tab.sum.text()
    assert "来不及到达 1 处" in tab.sum.text()
    signs = cells(tab, 2)
    assert "✗ 重叠" in signs
    assert "⚠ 来不及" in signs
    assert "来不及到达" in " ".join(cells(tab, 3))
    assert tab.sum.text() in tab.canvas.accessibleName()
    page.grab()
    assert len(tab.canvas.spots) == 3
    lanes = [place.top() for place in tab.canvas.spots.values()]
    assert lanes[0] != lanes[1]  # what overlaps is drawn apart


def test_arrow_keys_walk_through_the_drawing_and_the_table_follows(page: RelationsPage, qtbot: Any) -> None:
    tab = cast("DaysTab", page.tab)
    page.grab()
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Right)
    second = list(tab.canvas.spots)[1]
    assert tab.visit == second
    assert tab.canvas.current == second


def test_what_is_masked_on_the_line_is_masked_in_the_table(window: MainWindow, page: RelationsPage) -> None:
    tab = cast("DaysTab", page.tab)
    assert "301室" not in " ".join(cells(tab, 3))
    window.set_masked(False)
    assert "301室" in " ".join(cells(cast("DaysTab", page.tab), 3))


def test_copies_stand_side_by_side_with_what_is_equal_marked(page: RelationsPage) -> None:
    page.open(1)
    tab = cast("CopiesTab", page.tab)
    assert [text.toPlainText() for text in tab.texts] == [COPIED, COPIED.replace("随后", "稍后便")]
    one = tab.texts[0].document()
    equal, other = one.find("工作证").charFormat(), one.find("随").charFormat()
    assert equal.fontUnderline()
    assert not other.fontUnderline()
    assert other.fontWeight() > equal.fontWeight()
    assert "段文字相同" in tab.sum.text()


def test_cut_pieces_join_to_the_text() -> None:
    assert cut("甲乙丙丁", [(1, 2)]) == [("甲", False), ("乙丙", True), ("丁", False)]
    assert cut("甲乙", []) == [("甲乙", False)]
    assert cut("甲乙", [(0, 2)]) == [("甲乙", True)]


def test_a_case_shows_its_visits_against_the_limit_and_the_promise_that_was_not_kept(page: RelationsPage) -> None:
    page.open(2)
    tab = cast("CaseTab", page.tab)
    assert tab.case_id == "A1"
    assert "超过上限 1 次" in tab.sum.text()
    assert "到期未跟进 1 个" in tab.sum.text()
    signs = cells(tab, 2)
    assert "✗ 超过上限" in signs
    assert "✗ 到期未跟进" in signs
    page.grab()
    assert len(tab.canvas.spots) == 2


def test_searching_narrows_the_list(page: RelationsPage) -> None:
    page.open(2)
    tab = cast("CaseTab", page.tab)
    page.search()
    tab.list.search.setText("a5")
    tab.list.search.returnPressed.emit()
    assert tab.list.model.rowCount() == 1
    assert tab.case_id == "A5"


def test_from_a_finding_to_its_relations_and_back(window: MainWindow, page: RelationsPage, qtbot: Any) -> None:
    window.go_to("review")
    review = cast("Any", window.page)
    copied = next(i for i in review.ui.list_model.ids if window.frame.store.findings_by_id([i])[0].finding.rule == "copied_account")
    review.open(copied)
    review.ui.sheet.to_copies()
    assert window.page_name == "relations"
    assert isinstance(page.tab, CopiesTab)
    assert review.row.visit in page.tab.visits
    window.go_back()
    review.ui.sheet.to_case()
    assert cast("CaseTab", page.tab).case_id == review.row.case_id
    page.to_findings()
    assert window.page_name == "review"
    assert review.ui.filters.elsewhere.isVisible()
    assert review.row.case_id in review.ui.filters.elsewhere.text()


def test_a_day_with_one_visit_is_shown_though_it_is_not_listed(window: MainWindow, page: RelationsPage) -> None:
    agency = log()[0].agency
    window.frame.go("relations", person=(agency, "王磊", ""), day=date(2026, 9, 9))
    tab = cast("DaysTab", page.tab)
    assert "2026-09-09" in tab.heading.text()
    assert cells(tab, 0) == ["未写时间"]
    window.frame.go("relations", person=(agency, "周志强", ""), day=DAY)
    assert "周志强" in tab.heading.text()


def test_the_language_switches_everything_said(window: MainWindow, page: RelationsPage) -> None:
    window.switch_language("en")
    tab = cast("DaysTab", page.tab)
    assert "overlaps: 1" in tab.sum.text()
    assert "✗ overlap" in cells(tab, 2)


def test_without_a_check_copies_say_what_to_do(windows: Windows, desk: SampleDesk) -> None:
    window = windows.open()
    window.open_project(desk.store.create_project("空").id)
    window.go_to("relations")
    page = cast("RelationsPage", window.page)
    assert page.stack.currentWidget() is page._holders[0]
    page.open(1)
    assert page._holders[1].currentIndex() == 1


def test_what_is_sought_is_chosen_when_the_list_comes(windows: Windows, desk: SampleDesk, qtbot: Any) -> None:
    window = windows.open(inline=False)
    qtbot.waitUntil(lambda: window.awake)
    window.open_project(fill(desk))
    window.frame.go("relations", case="A4")
    tab = cast("CaseTab", cast("RelationsPage", window.page).tab)
    qtbot.waitUntil(lambda: tab.case_id != "")
    assert tab.case_id == "A4"
    window.frame.go("relations", person=(log()[0].agency, "王磊", ""), day=date(2026, 9, 9))
    days = cast("DaysTab", cast("RelationsPage", window.page).tab)
    qtbot.waitUntil(lambda: "2026-09-09" in days.heading.text())
    qtbot.waitUntil(lambda: not window.frame.look.busy)
    assert "2026-09-09" in days.heading.text()
    qtbot.waitUntil(lambda: not (window.frame.look.busy or window.frame.lane.busy))
