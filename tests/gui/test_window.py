"""Stories through the whole window: files to findings to export; cancelling, wrong files, languages, closing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateEdit, QDialogButtonBox, QLineEdit, QTableView, QTextEdit, QWidget

from audit.model import Text
from gui.desk import Choice, Choices
from gui.window import DATA, FINDINGS, MainWindow
from tests.gui.conftest import Asked, Windows
from tests.gui.sample import ACCOUNT, SampleDesk

THREE = tuple(Path("/in") / name for name in ("瑞达_日志.xlsx", "案件台账.xlsx", "人员备案.csv"))


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.import_page.drop.dropEvent(event)


def cells(view: QTableView, row: int) -> list[str]:
    model = view.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def marked(window: MainWindow, *, bold: bool) -> str:
    """The words of the account that are underlined, by whether they are bold too."""
    document, said = window.findings_page.view.account.document(), ""
    cursor = QTextCursor(document)
    while not cursor.atEnd():
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        look = cursor.charFormat()
        if look.fontUnderline() or look.underlineStyle() != look.UnderlineStyle.NoUnderline:
            said += cursor.selectedText() if (look.fontWeight() >= 600) == bold else ""
        cursor.clearSelection()
    return said


@pytest.fixture
def filled(windows: Windows, qtbot: Any) -> MainWindow:
    window = windows.open()
    drop(window, *THREE)
    qtbot.mouseClick(window.import_page.start, Qt.MouseButton.LeftButton)
    return window


def test_three_files_are_dropped_checked_read_and_exported(windows: Windows, qtbot: Any, asked: Asked, tmp_path: Path) -> None:
    window = windows.open()
    page = window.import_page
    assert not page.start.isEnabled()
    drop(window, *THREE)
    assert [cells(page.table, row)[1] for row in range(3)] == ["外访日志", "案件台账", "人员备案表"]
    assert page.start.isEnabled()

    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    findings = window.findings_page
    assert window.pages.currentWidget() is findings
    assert findings.model.rowCount() == 9
    assert "6 次外访 · 疑似违规 6 项 · 待核实 3 项" in findings.count.text()

    assert findings.view.account.toPlainText() == ACCOUNT  # with a character that takes two UTF-16 units
    assert marked(window, bold=True) == "不还就天天来"
    assert marked(window, bold=False) == "未出示工作证件"
    facts = findings.view.facts.toPlainText()
    for part in (
        "“不还就天天来”",
        "银行制度或委托合同约定",
        "提供该次外访的录音录像。",
        "瑞达_日志.xlsx · 工作表“9月” · 第",
        "三组",
    ):
        assert part in facts

    asked.target = tmp_path / "报告.pdf"
    window.exporter.actions["pdf"].trigger()
    assert asked.target.read_bytes()
    assert "已导出：报告.pdf" in findings.banner.sentence.text()


def test_next_and_previous_go_by_keyboard_from_anywhere(filled: MainWindow, qtbot: Any) -> None:
    page = filled.findings_page
    page.filters.text.setFocus()
    first = page.view.facts.toPlainText()
    filled.activateWindow()
    qtbot.keyClick(filled, Qt.Key.Key_F8)
    assert page.table.currentIndex().row() == 1
    assert page.view.facts.toPlainText() != first
    qtbot.keyClick(filled, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.table.currentIndex().row() == 0
    assert not page.previous.isEnabled()
    page.go(-1)
    assert page.table.currentIndex().row() == 0


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


@pytest.mark.parametrize(
    ("box", "value", "rows"),
    [("rule", "threat_or_abuse", 3), ("outcome", "violation", 6), ("agency", "瑞达信用管理有限公司", 9), ("verdict", "open", 9)],
)
def test_each_filter_narrows_the_table(filled: MainWindow, box: str, value: str, rows: int) -> None:
    page = filled.findings_page
    choose(getattr(page.filters, box), value)
    assert page.model.rowCount() == rows
    assert (f"显示 {rows} / 9" in page.count.text()) == (rows != 9)


def test_words_are_found_in_accounts_and_case_numbers(filled: MainWindow, qtbot: Any) -> None:
    page = filled.findings_page
    for words, rows in (("邻居", 9), ("AJ202600004", 1), ("没有这句话", 0)):
        page.filters.text.setText(words)
        qtbot.keyClick(page.filters.text, Qt.Key.Key_Return)
        assert page.model.rowCount() == rows
    assert page.results.currentIndex() == 1
    assert page.view.account.toPlainText() == ""
    page.filters.reset()
    assert page.model.rowCount() == 9


def test_sorting_asks_the_store_and_keeps_the_finding_that_is_chosen(filled: MainWindow) -> None:
    page = filled.findings_page
    chosen = page.model.id_at(4)
    page.table.selectRow(4)
    page.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    days = [cells(page.table, row)[3] for row in range(9)]
    assert days == sorted(days, reverse=True)
    assert page.model.id_at(page.table.currentIndex().row()) == chosen


def test_problems_are_listed(filled: MainWindow) -> None:
    assert cells(filled.problems_page.table, 0) == ["瑞达_日志.xlsx", "9月", "7", "外访时间", "下午", "读不出时间。"]
    assert "1" in filled.rail.button(2).text()


def test_a_wrong_file_is_told_and_the_others_go_on(windows: Windows, qtbot: Any) -> None:
    window = windows.open()
    drop(window, Path("/in/损坏.xlsx"), Path("/in/说明.xlsx"), *THREE)
    states = [cells(window.import_page.table, row)[-1] for row in range(5)]
    assert states[0].startswith("✗ 文件已损坏")
    assert states[1].startswith("✗ 认不出")
    assert states[2:] == ["✓ 已就绪"] * 3
    assert window.import_page.start.isEnabled()


def test_without_a_log_the_window_says_what_is_missing(windows: Windows) -> None:
    window = windows.open()
    drop(window, THREE[1])
    assert not window.import_page.start.isEnabled()
    assert "还缺外访日志" in window.import_page.hint.text()


def test_a_file_held_by_another_program_can_be_retried(windows: Windows, qtbot: Any, desk: SampleDesk) -> None:
    held = Path("/in/占用_日志.xlsx")
    desk.locked.add(held)
    window = windows.open()
    drop(window, held)
    page = window.import_page
    assert "Excel" in cells(page.table, 0)[-1]
    page.table.selectRow(0)
    desk.locked.clear()
    qtbot.mouseClick(page.retry, Qt.MouseButton.LeftButton)
    assert cells(page.table, 0)[-1] == "✓ 已就绪"


def test_the_same_file_stands_in_the_list_once_and_del_removes_it(windows: Windows, qtbot: Any) -> None:
    window = windows.open()
    drop(window, THREE[0])
    drop(window, THREE[0])
    page = window.import_page
    assert page.files.rowCount() == 1
    page.table.selectRow(0)
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    assert page.files.rowCount() == 0


def test_files_chosen_in_the_dialog_are_added(windows: Windows, qtbot: Any, asked: Asked) -> None:
    window = windows.open()
    asked.files = list(THREE)
    qtbot.mouseClick(window.import_page.drop.choose, Qt.MouseButton.LeftButton)
    assert window.import_page.files.rowCount() == 3


def started(windows: Windows, qtbot: Any, desk: SampleDesk) -> MainWindow:
    """A window with a check that stands still in its middle."""
    desk.gate.clear()
    window = windows.open(inline=False)
    drop(window, *THREE)
    qtbot.waitUntil(window.import_page.start.isEnabled)
    qtbot.mouseClick(window.import_page.start, Qt.MouseButton.LeftButton)
    assert desk.reached.wait(10)
    return window


def test_a_check_is_cancelled_in_its_middle(windows: Windows, qtbot: Any, desk: SampleDesk) -> None:
    window = started(windows, qtbot, desk)
    page = window.import_page
    qtbot.waitUntil(lambda: "50 / 100" in page.progress.figures.text())
    assert not page.start.isEnabled()
    qtbot.mouseClick(page.progress.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.start.isEnabled)
    assert "检查已取消" in page.banner.sentence.text()
    assert desk.closed_down
    assert page.progress.isHidden()
    assert window.findings_page.states.currentIndex() == 0


def test_a_check_that_breaks_is_told_with_details(windows: Windows, qtbot: Any, desk: SampleDesk) -> None:
    desk.broken = ValueError("张三 13800000000")
    window = windows.open()
    drop(window, *THREE)
    window.import_page.check()
    banner = window.import_page.banner
    assert "意料之外" in banner.sentence.text()
    assert not banner.details.isVisible()
    qtbot.mouseClick(banner.more, Qt.MouseButton.LeftButton)
    assert banner.details.isVisible()
    assert "ValueError" in banner.details.toPlainText()
    assert "张三" not in banner.details.toPlainText()
    desk.broken = None
    qtbot.mouseClick(banner.action, Qt.MouseButton.LeftButton)
    assert window.findings_page.model.rowCount() == 9


def test_closing_while_a_check_runs_cancels_it_and_waits(windows: Windows, qtbot: Any, desk: SampleDesk) -> None:
    window = started(windows, qtbot, desk)
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert desk.closed_down


def test_a_locked_target_is_offered_under_another_name(
    filled: MainWindow, qtbot: Any, asked: Asked, desk: SampleDesk, tmp_path: Path
) -> None:
    asked.target = tmp_path / "报告.xlsx"
    desk.locked.add(asked.target)
    filled.exporter.actions["xlsx"].trigger()
    banner = filled.findings_page.banner
    assert "正被其他程序占用" in banner.sentence.text()
    assert banner.action.text() == "另存为“报告 (2).xlsx”"
    qtbot.mouseClick(banner.action, Qt.MouseButton.LeftButton)
    assert (tmp_path / "报告 (2).xlsx").exists()


def test_nothing_is_written_where_the_person_changes_their_mind(filled: MainWindow, asked: Asked) -> None:
    filled.exporter.actions["json"].trigger()
    assert asked.suggested[0].name == "外访合规检查报告.json"
    assert filled.findings_page.banner.isHidden()


def test_the_language_switches_everything_at_once(filled: MainWindow) -> None:
    page = filled.findings_page
    chosen = page.table.currentIndex().row()
    filled.switch_language("en")
    assert filled.windowTitle() == "Visit Audit"
    assert page.title.text() == "Findings"
    assert cells(page.table, 0)[:2] == ["◇ To verify", "2 Serious"]
    assert "The account says" in page.view.message.text()
    assert "What would clear it" in page.view.facts.toPlainText()
    assert page.filters.outcome.itemText(0) == "All outcomes"
    assert page.table.currentIndex().row() == chosen
    chinese = [w.text() for w in filled.findChildren(QAbstractButton) if any("一" <= c <= "鿿" for c in w.text())]
    assert not chinese
    filled.switch_language("zh")
    assert page.title.text() == "检查发现的问题"


def test_qts_own_words_are_in_the_language_too(filled: MainWindow) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        return box.buttons()[0].text()

    assert cancel() == "取消"
    filled.switch_language("en")
    assert cancel().replace("&", "") == "Cancel"


def test_the_theme_switches_at_once_and_is_remembered(filled: MainWindow) -> None:
    light = filled.palette().window().color().lightness()
    filled.switch_scheme("dark")
    assert filled.palette().window().color().lightness() < light
    assert marked(filled, bold=True) == "不还就天天来"
    assert filled._settings.value("scheme") == "dark"


def test_every_control_has_a_name_for_a_screen_reader(filled: MainWindow) -> None:
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QComboBox, QDateEdit, QTableView, QTextEdit, QLineEdit)
    nameless = [
        f"{type(w).__name__} {w.objectName()}"
        for kind in kinds
        for w in filled.findChildren(kind)
        if not (w.accessibleName() or getattr(w, "text", str)() or w.isHidden() or isinstance(w.parent(), QLineEdit))
    ]
    assert [n for n in nameless if not n.startswith(("QTableCornerButton", "QAbstractButton"))] == []


def test_the_window_fits_a_small_screen(windows: Windows, qtbot: Any) -> None:
    for lang in ("zh", "en"):
        window = windows.open(lang=lang, size=(1366, 728))
        assert window.minimumSizeHint().width() <= 1366
        assert window.minimumSizeHint().height() <= 728


def test_starting_over_empties_the_list(filled: MainWindow) -> None:
    filled.go_to(DATA)
    filled.import_page.start_over()
    assert filled.import_page.files.rowCount() == 0
    assert filled.findings_page.model.rowCount() == 9
    filled.go_to(FINDINGS)


def test_help_is_told_without_a_modal_dialog(filled: MainWindow, qtbot: Any, asked: Asked) -> None:
    qtbot.keyClick(filled, Qt.Key.Key_F1)
    assert "F8" in asked.told[0]


def test_personal_data_are_hidden_until_they_are_asked_for(filled: MainWindow) -> None:
    page = filled.findings_page
    hidden = page.view.facts.toPlainText()
    assert "𠮷**" in hidden
    assert "138****5678" in hidden
    assert "周志强" in hidden  # the collectors are those who are audited
    filled.mask_action.trigger()
    shown = page.view.facts.toPlainText()
    for personal in ("𠮷小芳", "13812345678", "301室"):
        assert personal in shown
        assert personal not in hidden
    assert marked(filled, bold=True) == "不还就天天来"
    filled.mask_action.trigger()
    assert page.view.facts.toPlainText() == hidden


def test_a_crash_on_the_windows_own_thread_is_told_where_the_person_looks(filled: MainWindow) -> None:
    try:
        raise RuntimeError("张三")
    except RuntimeError as error:
        filled.tell_crash(type(error), error)
    banner = filled.findings_page.banner
    assert not banner.isHidden()
    assert "RuntimeError" in banner.details.toPlainText()
    assert "张三" not in banner.details.toPlainText() + banner.sentence.text()


def test_f6_goes_from_the_table_to_the_account_and_back(filled: MainWindow, qtbot: Any) -> None:
    page = filled.findings_page
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(filled, Qt.Key.Key_F6)
    assert page.view.account.hasFocus()
    qtbot.keyClick(filled, Qt.Key.Key_F6)
    assert page.table.hasFocus()


def test_escape_stops_a_check(windows: Windows, qtbot: Any, desk: SampleDesk) -> None:
    window = started(windows, qtbot, desk)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.import_page.start.isEnabled)
    assert desk.closed_down


def test_a_new_check_shows_its_findings_and_keeps_the_filters(filled: MainWindow) -> None:
    page = filled.findings_page
    choose(page.filters.rule, "threat_or_abuse")
    filled.import_page.check()
    assert page.model.rowCount() == 3
    assert page.filters.rule.currentData() == "threat_or_abuse"


def test_a_filter_that_a_new_run_does_not_offer_is_dropped_and_asked_anew(filled: MainWindow) -> None:
    page = filled.findings_page
    choose(page.filters.rule, "threat_or_abuse")
    page.filters.offer(Choices(outcomes=(Choice("violation", Text("违规", "Violation"), 6),)))
    assert page.filters.rule.currentData() == ""
    assert page.model.rowCount() == 9
