"""Stories of the letters: made of confirmed findings, sent, answered by a filled sheet, accepted by keys, and all of it undone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from audit.letters import LetterState
from audit.model import Verdict
from gui.letters.page import LettersPage
from gui.window import MainWindow
from tests.gui.conftest import Asked, Windows
from tests.gui.sample import AGENCY, SampleDesk


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    run = desk.fill().run
    made.open_project(desk.project_of(run))
    confirmed = desk.store.finding_ids(run)[:4]
    desk.store.user = "王敏"
    desk.store.decide_ids(run, confirmed, Verdict.CONFIRMED)
    made.go_to("letters")
    return made


def page_of(window: MainWindow) -> LettersPage:
    return cast(LettersPage, window.page)


def made(window: MainWindow, qtbot: Any) -> LettersPage:
    page = page_of(window)
    qtbot.mouseClick(page.make, Qt.MouseButton.LeftButton)
    return page


def sent(window: MainWindow, qtbot: Any, days_ago: int = 0) -> LettersPage:
    page = made(window, qtbot)
    day = date.today() - timedelta(days=days_ago)
    page.detail.on.setDate(page.detail.on.date().addDays(-days_ago))
    qtbot.mouseClick(page.detail.forward, Qt.MouseButton.LeftButton)
    (letter,) = page.rows.rows
    assert letter.sent_on == day
    return page


def filled(sheet: Path, answer: str = "认可", state: str = "已完成") -> None:
    """As an agency fills it in: agreed, its measure, done."""
    book = load_workbook(sheet)
    page = book.worksheets[0]
    for row in range(5, page.max_row + 1):
        if page.cell(row, 1).value:
            page.cell(row, 11).value, page.cell(row, 13).value, page.cell(row, 16).value = answer, "已培训并处理责任人", state
    book.save(sheet)


def test_letters_are_made_of_confirmed_findings_only(window: MainWindow, qtbot: Any) -> None:
    page = made(window, qtbot)
    (letter,) = page.rows.rows
    assert (letter.agency, letter.items, letter.state) == (AGENCY, 4, LetterState.DRAFT)
    assert page.detail.rows.rowCount() == 4
    assert "草稿" in page.detail.state.text()


def test_nothing_to_write_about_is_said(window: MainWindow, qtbot: Any) -> None:
    page = made(window, qtbot)
    qtbot.mouseClick(page.make, Qt.MouseButton.LeftButton)
    assert page.banner.isVisible()
    assert "没有可以发出" in page.banner.sentence.text()


def test_names_in_the_quotes_are_masked_as_everywhere(window: MainWindow, qtbot: Any) -> None:
    page = made(window, qtbot)
    line = page.detail.rows.line(0)
    assert line.row is not None
    assert line.row.borrower_name == "𠮷**"


def test_a_sent_letter_whose_term_has_passed_is_overdue(window: MainWindow, qtbot: Any) -> None:
    page = sent(window, qtbot, days_ago=30)
    (letter,) = page.rows.rows
    assert letter.state is LetterState.OVERDUE
    assert "▲ 逾期" in page.detail.state.text()
    window.switch_language("en")
    assert page.detail.state.text() == "▲ Overdue"
    assert page.detail.back.text() == "Back to draft"


def test_the_whole_way_to_a_verified_letter(window: MainWindow, qtbot: Any, asked: Asked, tmp_path: Path) -> None:
    page = sent(window, qtbot)
    asked.target = tmp_path / "通知书.pdf"
    qtbot.mouseClick(page.detail.export, Qt.MouseButton.LeftButton)
    assert asked.target.read_bytes().startswith(b"%PDF")
    (sheet,) = tmp_path.glob("*.xlsx")
    filled(sheet)
    asked.files = [sheet]
    qtbot.mouseClick(page.take, Qt.MouseButton.LeftButton)
    (letter,) = page.rows.rows
    assert (letter.state, letter.answered) == (LetterState.ANSWERED, 4), page.banner.sentence.text()
    assert "已培训" in page.detail.answer.text()
    page.detail.table.setFocus()
    for _ in range(4):
        qtbot.keyClick(page.detail.table, Qt.Key.Key_1)
    (letter,) = page.rows.rows
    assert letter.verified == 4
    qtbot.mouseClick(page.detail.forward, Qt.MouseButton.LeftButton)
    (letter,) = page.rows.rows
    assert letter.state is LetterState.VERIFIED


def test_a_letter_is_not_verified_while_one_answer_is_refused(window: MainWindow, qtbot: Any, asked: Asked, tmp_path: Path) -> None:
    page = sent(window, qtbot)
    asked.target = tmp_path / "通知书.pdf"
    page.detail._choose_target()
    (sheet,) = tmp_path.glob("*.xlsx")
    filled(sheet)
    page.take_reply(sheet)
    page.detail.remark.setText("材料不足")
    page.detail.table.setFocus()
    qtbot.keyClick(page.detail.table, Qt.Key.Key_2)
    assert {line.item.accepted for line in page.detail.rows.rows} == {None, False}
    assert "材料不足" in {line.item.remark for line in page.detail.rows.rows}
    qtbot.mouseClick(page.detail.forward, Qt.MouseButton.LeftButton)
    assert "未经验收" in page.banner.sentence.text()
    (letter,) = page.rows.rows
    assert letter.state is LetterState.ANSWERED


def test_another_file_is_refused_with_a_sentence(window: MainWindow, qtbot: Any, asked: Asked, tmp_path: Path) -> None:
    from openpyxl import Workbook

    page = sent(window, qtbot)
    other = tmp_path / "别的.xlsx"
    book = Workbook()
    book.worksheets[0].append(["姓名", "金额"])
    book.save(other)
    page.take_reply(other)
    assert "不是本系统生成的整改反馈表" in page.banner.sentence.text()


def test_what_was_done_is_undone(window: MainWindow, qtbot: Any) -> None:
    page = sent(window, qtbot)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.rows.rows[0].state is LetterState.DRAFT
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.rows.rows == ()
    assert page.states.currentIndex() == 1


def test_open_letters_are_carried_into_the_next_period(window: MainWindow, qtbot: Any, desk: SampleDesk) -> None:
    page = sent(window, qtbot)
    former = window.frame.project
    assert former is not None
    window.open_project(desk.store.create_project("下期").id)
    page.refresh()
    assert page.rows.rows == ()
    page._list_former()
    (action,) = [a for a in page._former.actions() if a.text() == "样例"]
    action.trigger()
    (letter,) = page.rows.rows
    assert (letter.items, letter.state) == (4, LetterState.DRAFT)
    assert letter.carried is not None


def test_the_notices_pages_show_only_the_letters_findings(window: MainWindow, qtbot: Any) -> None:
    from pypdfium2 import PdfDocument

    page = made(window, qtbot)
    qtbot.mouseClick(page.detail.tabs[1], Qt.MouseButton.LeftButton)
    assert page.detail.view.count
    document = PdfDocument(page.detail._data)
    text = "".join(p.get_textpage().get_text_range() for p in document)
    document.close()
    assert page.rows.rows[0].number in text
    assert "共检查外访记录6条" in text.replace("\r\n", "").replace(" ", "")
