"""What the review desk shows: filters and groups, marks and their explanations, evidence side by side, masking, the other language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip

from audit.model import Evidence, Source, Verdict
from audit.store.nouns import FindingRow
from audit.store.where import Where
from gui.desk import FindingSheet
from gui.page import FINDINGS
from gui.review.evidence import sides
from gui.review.listing import ROW_ROLE
from gui.review.marking import Piece, pieces, spans
from gui.review.page import ReviewPage
from gui.review.wanted import Group, Wanted
from gui.tongue import Tongue
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import ACCOUNT, SampleDesk, finding, visit


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    made.open_project(desk.project_of(desk.fill().run))
    made.go_to("review")
    return made


@pytest.fixture
def page(window: MainWindow) -> ReviewPage:
    return cast("ReviewPage", window.page)


def shown(page: ReviewPage) -> list[Any]:
    model = page.ui.list_model
    return [model.index(row).data(ROW_ROLE) for row in range(model.rowCount())]


def rules(page: ReviewPage) -> set[str]:
    return {item.finding.rule for item in shown(page)}


def test_filters_narrow_the_list_and_count_what_they_would_leave(page: ReviewPage) -> None:
    filters = page.ui.filters
    assert len(shown(page)) == 9
    assert filters.states.button(1).text() == "未处理 9"
    filters.rule.setCurrentIndex(filters.rule.findData("threat_or_abuse"))
    filters.rule.activated.emit(0)
    assert rules(page) == {"threat_or_abuse"}
    assert filters.states.button(0).text() == "全部 3"
    filters.clear.click()
    assert len(shown(page)) == 9


def test_the_shown_finding_tells_its_place_as_the_list_grows_and_shrinks(page: ReviewPage) -> None:
    filters = page.ui.filters
    page.open(next(item.id for item in shown(page) if item.finding.rule == "threat_or_abuse"))
    assert page.ui.sheet.position.text().endswith("/ 9 条")
    filters.rule.setCurrentIndex(filters.rule.findData("threat_or_abuse"))
    filters.rule.activated.emit(0)
    assert page.ui.sheet.position.text() == "第 1 / 3 条"


@pytest.mark.parametrize("told", [True, False])
def test_what_a_second_reading_takes_back_leaves_the_list_and_what_it_raises_comes(
    page: ReviewPage, desk: SampleDesk, told: bool
) -> None:
    """`told`: before anybody looks; else the person goes to what has just gone."""
    before = shown(page)
    page.open(before[3].id)
    rows = list(desk.store.findings(page.run))
    raised = replace(rows[0].finding, rule="cash_taken", fingerprint="f" * 32)
    gone = [(row.visit, row.finding.fingerprint) for row in before[3:6]]
    desk.store.revise_run(page.run, [(rows[0].visit, raised)], gone)
    if told:
        page.refresh()
    else:
        page.go(1)
    left = shown(page)
    assert {row.id for row in before[3:6]}.isdisjoint(row.id for row in left)
    assert [row.finding.rule for row in left].count("cash_taken") == 1
    assert len(left) == 9 - 3 + 1
    assert page.row is not None
    assert page.row.id == page.ui.list.current_id == page.shown
    assert page.ui.sheet.position.text().endswith("/ 7 条")


def test_words_are_searched_in_the_account_and_what_finds_nothing_says_so(page: ReviewPage) -> None:
    page.ui.search.setText("W0005")
    page.ui.search.returnPressed.emit()
    assert {item.visit_id for item in shown(page)} == {"W0005"}
    page.ui.search.setText("没有这样的字")
    page.ui.search.returnPressed.emit()
    assert page.ui.results.currentIndex() == 1
    page.ui.results.currentWidget().findChildren(QPushButton)[0].click()
    assert page.ui.search.text() == ""
    assert len(shown(page)) == 9


def test_groups_have_headings_with_progress_and_fold(page: ReviewPage, qtbot: Any) -> None:
    page.group_next()
    headings = [item for item in shown(page) if isinstance(item, Group)]
    assert [(g.value, g.count, g.open) for g in headings] == [("no_id_shown", 6, 6), ("threat_or_abuse", 3, 3)]
    page.ui.list.select_row(0)
    qtbot.keyClick(page.ui.list, Qt.Key.Key_Left)
    assert len(shown(page)) == 2 + 3
    hidden = page.ui.list_model.ids[0]
    page.open(hidden)  # a finding in a folded group is uncovered
    assert page.ui.list.current_id == hidden
    assert len(shown(page)) == 2 + 9


def test_a_groups_progress_follows_the_decisions(page: ReviewPage) -> None:
    page.group_next()
    page.deciding.decide(Verdict.CONFIRMED)
    assert {item.value: (item.count, item.open) for item in shown(page) if isinstance(item, Group)} == {
        "no_id_shown": (6, 6),
        "threat_or_abuse": (3, 2),
    }


@pytest.mark.parametrize("group", ["visit.agency", "visit.visitors", "grade", "verdict", "visit.case_id"])
def test_every_grouping_holds_every_finding_once(page: ReviewPage, group: str) -> None:
    page.ui.group.setCurrentIndex(page.ui.group.findData(group))
    page.ask()
    items = shown(page)
    found = [item.id for item in items if isinstance(item, FindingRow)]
    assert len(found) == len(set(found)) == 9
    assert sum(item.count for item in items if isinstance(item, Group)) == 9
    for number, item in enumerate(items):
        if isinstance(item, FindingRow):
            heading = next(i for i in reversed(items[:number]) if isinstance(i, Group))
            assert page.ui.list_model.group_of(item.id) == heading


def test_a_group_of_visitors_is_called_by_their_names(page: ReviewPage) -> None:
    page.ui.group.setCurrentIndex(page.ui.group.findData("visit.visitors"))
    page.ask()
    (heading,) = (item for item in shown(page) if isinstance(item, Group))
    assert page.ui.list_model.group_title(heading) == "周志强、王磊"


def test_a_listed_row_says_everything_to_a_screen_reader(page: ReviewPage) -> None:
    said = page.ui.list_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("未处理", "待核实", "2 严重", "AJ2026", "原文写明"):
        assert part in said


def test_another_page_limits_the_list_and_the_limit_can_be_taken_off(window: MainWindow, page: ReviewPage) -> None:
    window.go_to("home")
    window.frame.go("review", where=(Where("rule", "=", "threat_or_abuse"),))
    assert rules(page) == {"threat_or_abuse"}
    assert page.ui.filters.elsewhere.isVisible()
    page.ui.filters.elsewhere.click()
    assert len(shown(page)) == 9
    wanted = page.ui.list_model.ids[4]
    window.frame.go("review", finding=wanted)
    assert page.ui.list.current_id == wanted
    window.frame.go("review", ids=[wanted])
    assert [item.id for item in shown(page)] == [wanted]


def test_wanted_says_its_conditions_and_leaves_one_out_for_counting() -> None:
    wanted = Wanted(1, verdict="open", rule="late_record", agency="")
    assert Where("verdict", "=", "") in wanted.where()
    assert Where("visit.agency", "=", "") in wanted.where()
    assert Where("rule", "=", "late_record") not in wanted.where(without="rule")
    assert wanted.filtered
    assert not Wanted(1, group="rule", sort="date").filtered


# marks


def row(number: int, *evidence: Evidence, rule: str = "no_id_shown") -> FindingRow:
    made = replace(finding("no_id_shown", visit(3), "未出示工作证件"), rule=rule, evidence=evidence, fingerprint=f"{rule}-{number}")
    return FindingRow(number, 1, 1, made)


def test_pieces_carry_every_mark_and_join_to_the_text() -> None:
    cut = pieces("甲乙丙丁", [(0, 4, 1), (1, 3, 2)])
    assert cut == [Piece("甲", (1,), ()), Piece("乙丙", (1, 2), (2,)), Piece("丁", (1,), (1,))]
    assert "".join(p.text for p in pieces("甲乙", [])) == "甲乙"
    assert pieces("", []) == []


def test_a_quote_is_marked_where_it_stands_and_nowhere_instead() -> None:
    text = "甲乙丙丁甲乙"
    of = visit(3, text)
    said = (Evidence("account", "甲乙", 4, 6), Evidence("account", "没有", 0, 2), Evidence("account", "甲乙"),
            Evidence("remark", "甲乙", 0, 2), Evidence("account", "甲乙", 0, 2, Source("另一份.xlsx", "表", 9)))  # fmt: skip
    assert spans(FindingSheet(row(1, *said), of), "account", text) == [(4, 6, 1)]


def fragment_at(page: ReviewPage, words: str) -> QTextCharFormat:
    document = page.ui.sheet.document.document()
    cursor = document.find(words, document.find("𠮷先生"))  # the account, not what stands beside it
    cursor.setPosition(cursor.selectionStart() + 1)
    return cursor.charFormat()


def test_marks_differ_by_line_and_number_and_are_explained(page: ReviewPage) -> None:
    page.open(next(item.id for item in shown(page) if item.finding.rule == "no_id_shown" and item.visit_id == "W0003"))
    own, other = fragment_at(page, "未出示工作证件"), fragment_at(page, "不还就天天来")
    assert own.fontWeight() > other.fontWeight()
    assert own.underlineStyle() != other.underlineStyle()
    assert own.underlineStyle() == QTextCharFormat.UnderlineStyle.SingleUnderline
    assert "未出示" in own.toolTip()
    assert "原文写明" in other.toolTip()
    text = page.ui.sheet.document.toPlainText()
    assert "未出示工作证件①" in text
    assert "不还就天天来②" in text


@pytest.mark.qt_log_ignore("does not support raise")  # what the offscreen platform says of every tool tip
def test_the_mouse_over_a_mark_is_told_which_rule_and_why(page: ReviewPage, qtbot: Any) -> None:
    page.open(next(item.id for item in shown(page) if item.finding.rule == "no_id_shown" and item.visit_id == "W0003"))
    document = page.ui.sheet.document
    cursor = document.document().find("不还就天天来", document.document().find("𠮷先生"))
    cursor.setPosition(cursor.selectionStart() + 1)
    at = document.cursorRect(cursor).center()
    view = document.viewport()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    assert "② 威胁" in QToolTip.text()
    QToolTip.hideText()


def test_copying_gives_the_words_of_the_log_without_our_signs(page: ReviewPage) -> None:
    page.open(next(item.id for item in shown(page) if item.finding.rule == "no_id_shown" and item.visit_id == "W0003"))
    document = page.ui.sheet.document
    cursor = document.document().find("未出示工作证件①")
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    document.setTextCursor(cursor)
    assert document.createMimeDataFromSelection().text() == ACCOUNT


def test_a_column_and_the_account_that_contradict_it_stand_side_by_side() -> None:
    of = visit(3)
    start = ACCOUNT.index("未出示工作证件")
    sheet = FindingSheet(row(1, of.quote("account", start, start + 7), of.cell("id_shown")), of)
    places = sides(sheet, Tongue("zh"))
    assert [place.title for place in places] == ["外访经过", "登记内容"]
    assert places[1].says == (("是否出示证件", "√"),)


def test_two_visits_say_the_same_fields_in_the_same_lines() -> None:
    of, other = visit(3), Source("另一份.xlsx", "表", 9)
    evidence = (of.cell("start_time"), of.cell("visit_address"),
                Evidence("visit_address", "别处", source=other), Evidence("start_time", "15:30", source=other))  # fmt: skip
    here, there = sides(FindingSheet(row(1, *evidence), of), Tongue("zh"))
    assert [name for name, _ in here.says] == [name for name, _ in there.says]
    assert there.title == "另一份.xlsx"


def test_the_other_findings_of_the_visit_are_one_click_away(page: ReviewPage) -> None:
    first = next(item for item in shown(page) if item.visit_id == "W0003")
    page.open(first.id)
    other = next(item for item in shown(page) if item.visit_id == "W0003" and item.id != first.id)
    page.ui.sheet.follow.emit(other.id)
    assert page.ui.list.current_id == other.id


# masking, languages, empty states


def test_personal_data_are_hidden_until_shown_and_the_marks_stay_right(window: MainWindow, page: ReviewPage) -> None:
    page.open(shown(page)[-1].id)
    text = page.ui.sheet.document.toPlainText()
    assert "138****5678" in text
    assert "13812345678" not in text
    window.set_masked(False)
    text = page.ui.sheet.document.toPlainText()
    assert "13812345678" in text
    assert "未出示工作证件" in text


def test_the_language_switches_under_the_same_finding(window: MainWindow, page: ReviewPage) -> None:
    page.go(2)
    id = page.ui.list.current_id
    window.switch_language("en")
    assert page.ui.list.current_id == id
    assert page.ui.card.state.text() == "○ Open"
    assert "Account" in page.ui.sheet.document.toPlainText()
    assert page.ui.group.itemText(1) == "By rule"


def test_without_project_or_check_the_page_says_what_to_do(windows: Windows, desk: SampleDesk) -> None:
    window = windows.open()
    window.go_to("review")
    page = cast("ReviewPage", window.page)
    assert page.ui.states.currentIndex() == 0
    window.open_project(desk.store.create_project("空").id)
    assert page.ui.states.currentIndex() == 1
    window.open_project(desk.project_of(desk.fill().run))
    assert page.ui.states.currentIndex() == 3
    assert len(shown(page)) == 9


def test_a_finding_about_a_whole_log_has_no_account_and_another_check_brings_another_list(
    window: MainWindow, page: ReviewPage, desk: SampleDesk
) -> None:
    store, project = desk.store, window.frame.project
    assert project is not None
    run = store.begin_run(project, "cn-default", "2026.1", date(2026, 10, 16), "0")
    whole = replace(finding("late_record", visit(3), "未出示工作证件"), source=Source("瑞达_日志.xlsx", "9月", 0), evidence=())
    store.add_findings(run.id, [(None, whole)])
    store.finish_run(run.id, 6)
    window.frame.announce(FINDINGS)
    assert len(shown(page)) == 1
    text = page.ui.sheet.document.toPlainText()
    assert "瑞达_日志.xlsx" in text
    assert "外访经过" not in text
    assert page.ui.sheet.related.isHidden()


def test_the_rule_is_one_click_away(window: MainWindow, page: ReviewPage) -> None:
    page.ui.side.basis.anchorClicked.emit(QUrl("rule:no_id_shown"))
    assert window.page_name == "rules"


def test_another_project_is_not_filtered_by_what_was_filtered_in_the_former(
    window: MainWindow, page: ReviewPage, desk: SampleDesk
) -> None:
    page.ui.search.setText("W0005")
    page.ui.filters.choose_state("confirmed")
    page.ask()
    assert shown(page) == []
    window.open_project(desk.project_of(desk.fill().run))
    assert len(shown(page)) == 9
    assert page.ui.search.text() == ""
