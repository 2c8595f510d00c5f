"""Stories of the sign-off: two people, open notes in the way, and a change afterwards that shows and ends the signatures."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from audit.model import Verdict
from audit.signoff import Part, SignState
from audit.store.nouns import Role
from gui.signoff.page import SignoffPage
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import SampleDesk


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    desk.store.set_user("王敏", Role.PREPARER)
    desk.store.set_user("李静", Role.REVIEWER)
    made = windows.open()
    made.open_project(desk.project_of(desk.fill().run))
    made.go_to("signoff")
    return made


def page_of(window: MainWindow) -> SignoffPage:
    return cast(SignoffPage, window.page)


def decide_all(window: MainWindow) -> None:
    store, project = window.frame.store, window.frame.project
    assert project is not None
    run = store.last_run(project)
    assert run is not None
    store.decide_ids(run.id, list(store.finding_ids(run.id)), Verdict.CONFIRMED)
    window.frame.announce("decisions")


def seat(window: MainWindow, name: str) -> None:
    page = page_of(window)
    page.person.setCurrentIndex(page.person.findData(name))
    page._person_chosen(page.person.currentIndex())


def sign(window: MainWindow, qtbot: Any, part: Part) -> None:
    qtbot.mouseClick(page_of(window).cards[part].sign_button, Qt.MouseButton.LeftButton)


def state(window: MainWindow) -> SignState:
    shown = page_of(window)._state
    assert shown is not None
    return shown.signing.state


def signed_by_both(window: MainWindow, qtbot: Any) -> None:
    decide_all(window)
    sign(window, qtbot, Part.PREPARER)
    seat(window, "李静")
    sign(window, qtbot, Part.REVIEWER)
    assert state(window) is SignState.SIGNED


def test_undecided_findings_stand_in_the_way_and_lead_to_themselves(window: MainWindow, qtbot: Any) -> None:
    page = page_of(window)
    card = page.cards[Part.PREPARER]
    assert not card.sign_button.isEnabled()
    assert "未处理的问题" in card.why.text()
    went: list[tuple[str, Any]] = []
    window.frame.go_wanted.disconnect()
    window.frame.go_wanted.connect(lambda where, what: went.append((where, what)))
    qtbot.mouseClick(page.check_buttons["open"], Qt.MouseButton.LeftButton)
    ((where, what),) = went
    assert where == "review"
    assert what["where"][0].field == "verdict"


def test_two_people_sign_and_the_file_is_closed(window: MainWindow, qtbot: Any) -> None:
    decide_all(window)
    page = page_of(window)
    page.cards[Part.PREPARER].remark.insert("已逐条核对")
    sign(window, qtbot, Part.PREPARER)
    assert state(window) is SignState.PREPARED
    assert "王敏" in page.cards[Part.PREPARER].who.text()
    assert page.cards[Part.PREPARER].remark_said.text() == "已逐条核对"
    seat(window, "李静")
    assert window.settings.role == "reviewer"
    sign(window, qtbot, Part.REVIEWER)
    assert state(window) is SignState.SIGNED
    assert "● 已定稿" in page.standing.text()


def test_the_preparer_cannot_review_too(window: MainWindow, qtbot: Any) -> None:
    decide_all(window)
    window.frame.store.set_user("王敏", Role.REVIEWER)
    window.frame.announce("work")
    sign(window, qtbot, Part.PREPARER)
    card = page_of(window).cards[Part.REVIEWER]
    assert not card.sign_button.isEnabled()
    assert "不能是同一人" in card.why.text()


def test_open_notes_block_until_the_reviewer_resolves_them(window: MainWindow, qtbot: Any) -> None:
    decide_all(window)
    page = page_of(window)
    seat(window, "李静")
    page.notes.text.insert("请补充录音核听结论")
    page.notes.raise_note()
    assert "✘" in page.checks.itemAtPosition(3, 0).widget().text()
    seat(window, "王敏")
    assert "复核意见" in page.cards[Part.PREPARER].why.text()
    page.notes.text.insert("已核听")
    qtbot.keyClick(page.notes.text, Qt.Key.Key_Return)
    assert "王敏" in page.notes.said.text()
    assert "已核听" in page.notes.said.text()
    seat(window, "李静")
    qtbot.mouseClick(page.notes.close_button, Qt.MouseButton.LeftButton)
    seat(window, "王敏")
    assert page.cards[Part.PREPARER].sign_button.isEnabled()


def test_a_change_after_signing_ends_it_and_is_listed(window: MainWindow, qtbot: Any) -> None:
    signed_by_both(window, qtbot)
    store, project = window.frame.store, window.frame.project
    assert project is not None
    run = store.last_run(project)
    assert run is not None
    store.decide_ids(run.id, list(store.finding_ids(run.id))[:1], Verdict.DISMISSED, reason="misread")
    window.frame.announce("decisions")
    page = page_of(window)
    assert state(window) is SignState.REOPENED
    assert "▲" in page.standing.text()
    assert "李静" in page.after.text()
    assert "程序误读原文" in page.after.text()
    assert "未出示证件" in page.after.text()
    assert page.former.text().count("失效") == 2
    window.switch_language("en")
    assert "Changed after sign-off" in page.standing.text()


def test_a_signature_is_withdrawn_only_with_a_reason(window: MainWindow, qtbot: Any) -> None:
    signed_by_both(window, qtbot)
    page = page_of(window)
    card = page.cards[Part.REVIEWER]
    qtbot.mouseClick(card.withdraw_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.withdraw_do, Qt.MouseButton.LeftButton)
    assert "理由" in page.banner.sentence.text()
    assert state(window) is SignState.SIGNED
    card.reason.insert("发现漏项")
    qtbot.keyClick(card.reason, Qt.Key.Key_Return)
    assert state(window) is SignState.PREPARED


def test_a_note_is_masked_while_personal_data_are_hidden(window: MainWindow) -> None:
    store, project = window.frame.store, window.frame.project
    assert project is not None
    store.add_note(project, "", "联系电话13812345678核实")
    window.frame.announce("decisions")
    (line,) = page_of(window).notes.rows.rows
    assert "13812345678" not in line.text
    window.frame.mask(False)
    (line,) = page_of(window).notes.rows.rows
    assert "13812345678" in line.text
