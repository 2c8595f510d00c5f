"""Stories at the review desk: deciding by keys, undoing, many at once, another window, notes; always through the real widgets."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime
from threading import Event
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from audit.model import Decision, Progress, Verdict
from audit.store.nouns import FindingRow, Role
from gui.page import DECISIONS
from gui.review import words
from gui.review.listing import verdict_of
from gui.review.page import ReviewPage
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import SampleDesk

KEYS = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Desk:
    """The page with the hands of a person: keys go where the keyboard is."""

    def __init__(self, window: MainWindow, qtbot: Any):
        self.window, self._qtbot = window, qtbot
        self.page = cast("ReviewPage", window.page)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on: QWidget | None = None) -> None:
        self._qtbot.keyClick(on or self.page.ui.list, key, modifier)
        self._qtbot.wait(1)

    @property
    def rows(self) -> list[FindingRow]:
        model = self.page.ui.list_model
        return [model.finding(place) for place in range(len(model.ids))]

    @property
    def verdicts(self) -> list[str]:
        return [verdict_of(row) for row in self.rows]

    @property
    def at(self) -> int:
        """Which place of the list is shown."""
        assert self.page.row is not None
        place = self.page.ui.list_model.place(self.page.row.id)
        assert place is not None
        return place


@pytest.fixture
def at_desk(windows: Windows, desk: SampleDesk, qtbot: Any) -> Desk:
    window = windows.open()
    window.open_project(desk.project_of(desk.fill().run))
    window.go_to("review")
    window.activateWindow()
    return Desk(window, qtbot)


def test_a_key_decides_saves_and_opens_the_next_open_finding(at_desk: Desk, desk: SampleDesk) -> None:
    assert at_desk.at == 0
    at_desk.press(KEYS.Key_C)
    assert at_desk.at == 1
    at_desk.press(KEYS.Key_D)
    at_desk.press(KEYS.Key_W)
    assert at_desk.at == 3
    assert at_desk.verdicts[:4] == ["confirmed", "dismissed", "wanted", ""]
    assert len(desk.store.decisions(at_desk.window.frame.project or 0)) == 3
    assert at_desk.page.ui.progress.value() == 3
    assert words.SAVED.zh in at_desk.page.ui.saved.text()


def test_enter_in_the_list_confirms_and_nowhere_else(at_desk: Desk) -> None:
    at_desk.press(KEYS.Key_Return)
    assert at_desk.verdicts[0] == "confirmed"
    at_desk.page.search()
    at_desk.press(KEYS.Key_Return, on=at_desk.page.ui.search)
    assert at_desk.verdicts.count("") == len(at_desk.rows) - 1


def test_letters_typed_into_a_note_decide_nothing_and_the_note_goes_with_the_decision(at_desk: Desk) -> None:
    page = at_desk.page
    at_desk.press(KEYS.Key_M)
    assert page.ui.card.note.hasFocus()
    for key in (KEYS.Key_C, KEYS.Key_D, KEYS.Key_1):
        at_desk.press(key, on=page.ui.card.note)
    assert set(at_desk.verdicts) == {""}
    page.ui.card.note.setPlainText("已核听")
    at_desk.press(KEYS.Key_Escape, on=page.ui.card.note)
    at_desk.press(KEYS.Key_C)
    assert at_desk.rows[0].decision is not None
    assert at_desk.rows[0].decision.note == "已核听"
    assert page.ui.card.note.toPlainText() == ""


def test_a_reason_is_chosen_by_its_number(at_desk: Desk) -> None:
    menu = at_desk.page.ui.card.menus[Verdict.DISMISSED].menu()
    assert menu is not None
    menu.aboutToShow.emit()
    menu.actions()[1].trigger()
    decision = at_desk.rows[0].decision
    assert decision is not None
    assert (decision.verdict, decision.reason) == (Verdict.DISMISSED, "exception")
    at_desk.page.go(-1)
    assert "属于规定的例外" in at_desk.page.ui.card.by.text()


def test_skipping_goes_round_the_decided_ones_and_tells_when_none_is_left(at_desk: Desk) -> None:
    at_desk.press(KEYS.Key_S)
    assert at_desk.at == 1
    for _ in range(len(at_desk.rows) - 1):
        at_desk.press(KEYS.Key_C)
    assert at_desk.at == 0  # round the end, to the one that was skipped
    at_desk.press(KEYS.Key_C)
    assert "" not in at_desk.verdicts
    assert at_desk.window.strip.said.text() == words.NO_OPEN_LEFT.zh


def test_undo_shows_the_finding_again_many_steps_back_and_redo_goes_forth(at_desk: Desk) -> None:
    for key in (KEYS.Key_C, KEYS.Key_D, KEYS.Key_C):
        at_desk.press(key)
    at_desk.press(KEYS.Key_U)
    assert (at_desk.at, at_desk.verdicts[:3]) == (2, ["confirmed", "dismissed", ""])
    at_desk.press(KEYS.Key_Z, CTRL, on=at_desk.window)
    assert (at_desk.at, at_desk.verdicts[:3]) == (1, ["confirmed", "", ""])
    at_desk.press(KEYS.Key_U)
    assert (at_desk.at, set(at_desk.verdicts)) == (0, {""})
    at_desk.press(KEYS.Key_Y, CTRL, on=at_desk.window)
    at_desk.press(KEYS.Key_Y, CTRL, on=at_desk.window)
    assert (at_desk.at, at_desk.verdicts[:3]) == (1, ["confirmed", "dismissed", ""])


def test_a_decision_is_taken_back_and_stays_in_its_history(at_desk: Desk) -> None:
    at_desk.press(KEYS.Key_C)
    at_desk.page.go(-1)
    at_desk.press(KEYS.Key_0)
    assert at_desk.verdicts[0] == ""
    assert at_desk.at == 0  # one looks at what one has taken back
    history = at_desk.page.ui.side.history.toPlainText()
    assert words.TAKEN_BACK.zh in history
    assert words.SHORT["confirmed"].zh in history


def test_many_are_decided_only_after_a_preview_and_undone_as_one(at_desk: Desk) -> None:
    page = at_desk.page
    at_desk.press(KEYS.Key_C)
    page.ui.list.select_row(0)
    for _ in range(3):
        at_desk.press(KEYS.Key_Down, SHIFT)
    at_desk.press(KEYS.Key_D)  # several are chosen: no key decides on them unseen
    bulk = page.ui.bulk
    assert bulk.isVisible()
    assert at_desk.verdicts[:4] == ["confirmed", "", "", ""]
    assert bulk.only_open.isChecked()
    assert "3" in bulk.go.text()
    bulk.only_open.setChecked(False)
    assert "1 条已有别的结论" in bulk.told.text()
    assert "4" in bulk.go.text()
    bulk.only_open.setChecked(True)
    bulk.reason.setCurrentIndex(bulk.reason.findData("misread"))
    bulk.go.click()
    assert at_desk.verdicts[:5] == ["confirmed", "dismissed", "dismissed", "dismissed", ""]
    assert {row.decision.reason for row in at_desk.rows[1:4] if row.decision} == {"misread"}
    assert not bulk.isVisible()
    at_desk.press(KEYS.Key_U)
    assert at_desk.verdicts[:4] == ["confirmed", "", "", ""]


def test_a_reason_for_several_opens_the_preview_with_that_reason(at_desk: Desk) -> None:
    page = at_desk.page
    at_desk.press(KEYS.Key_Down, SHIFT)
    menu = page.ui.card.menus[Verdict.WANTED].menu()
    assert menu is not None
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert set(at_desk.verdicts) == {""}
    assert page.ui.bulk.isVisible()
    page.ui.bulk.go.click()
    assert {row.decision.reason for row in at_desk.rows if row.decision} == {"recording_wanted"}
    page.ui.list.selectAll()
    at_desk.press(KEYS.Key_0)
    assert page.ui.bulk.verdict is None
    page.ui.bulk.go.click()
    assert set(at_desk.verdicts) == {""}


def test_a_whole_group_can_be_decided_from_its_heading(at_desk: Desk) -> None:
    page = at_desk.page
    at_desk.press(KEYS.Key_G)  # by rule
    page.ui.list.select_row(0)
    at_desk.press(KEYS.Key_B)
    assert page.ui.bulk.scopes.checkedId() == 1
    group = page.ui.list_model.listing.groups[0]
    assert f"{group.count}" in page.ui.bulk.go.text()
    page.ui.bulk.verdicts.button(2).setChecked(True)
    page.ui.bulk.go.click()
    by_rule = {row.finding.rule for row in at_desk.rows if verdict_of(row) == "wanted"}
    assert by_rule == {group.value}
    assert at_desk.verdicts.count("wanted") == group.count


def other_window(desk: SampleDesk, at_desk: Desk, row: FindingRow, verdict: Verdict = Verdict.DISMISSED) -> None:
    project = at_desk.window.frame.project
    assert project is not None
    decision = Decision(row.finding.fingerprint, verdict, "李复核", datetime(2026, 10, 16, 9, tzinfo=UTC), "misread")
    desk.store.decide(project, decision)


def test_another_window_was_quicker_both_values_are_shown_and_theirs_can_stay(at_desk: Desk, desk: SampleDesk) -> None:
    other_window(desk, at_desk, at_desk.rows[0])
    at_desk.press(KEYS.Key_C)
    box = at_desk.page.ui.card.conflict
    assert box.isVisible()
    assert "已确认" in box.values.text()
    assert "误报 · 李复核" in box.values.text()
    assert words.NOT_SAVED.zh.format(n=1) == at_desk.page.ui.saved.text()
    assert (at_desk.at, at_desk.verdicts[0]) == (0, "dismissed")
    box.theirs.click()
    assert at_desk.verdicts[0] == "dismissed"
    assert at_desk.page.ui.saved.text() == words.SAVED.zh
    assert not box.isVisible()


def test_another_window_was_quicker_and_mine_is_wanted_all_the_same(at_desk: Desk, desk: SampleDesk) -> None:
    other_window(desk, at_desk, at_desk.rows[0])
    at_desk.press(KEYS.Key_C)
    at_desk.page.ui.card.conflict.mine.click()
    assert at_desk.verdicts[0] == "confirmed"
    assert at_desk.at == 1


def test_a_bulk_decision_that_was_overtaken_changes_nothing_and_shows_a_new_preview(at_desk: Desk, desk: SampleDesk) -> None:
    page = at_desk.page
    page.deciding.open_bulk(Verdict.CONFIRMED)
    page.ui.bulk.scopes.button(2).setChecked(True)
    other_window(desk, at_desk, at_desk.rows[4])
    page.ui.bulk.go.click()
    assert page.ui.bulk.isVisible()
    assert "李复核" in page.ui.bulk.warning.text()
    assert at_desk.window.frame.store.progress(at_desk.rows[0].run).decided == 1
    page.ui.bulk.go.click()
    page.ui.list_model.reload()
    assert at_desk.verdicts.count("confirmed") == len(at_desk.rows) - 1
    assert at_desk.verdicts[4] == "dismissed"


def test_what_another_window_decided_appears_and_the_list_keeps_its_order(at_desk: Desk, desk: SampleDesk) -> None:
    page = at_desk.page
    page.ui.filters.choose_state("open")
    page.ask()
    before = list(page.ui.list_model.ids)
    other_window(desk, at_desk, at_desk.rows[2])
    at_desk.window.frame.announce(DECISIONS)
    assert list(page.ui.list_model.ids) == before
    assert at_desk.verdicts[2] == "dismissed"
    page.ask()
    assert len(page.ui.list_model.ids) == len(before) - 1


def test_a_reader_changes_nothing_and_is_told_why(at_desk: Desk, desk: SampleDesk) -> None:
    desk.store.set_user("王敏", Role.READER)
    at_desk.press(KEYS.Key_C)
    assert set(at_desk.verdicts) == {""}
    assert "只读" in at_desk.page.banner.sentence.text()
    assert at_desk.page.ui.saved.text() == words.NOT_SAVED.zh.format(n=1)


def test_like_findings_decided_before_are_in_view(at_desk: Desk) -> None:
    first = at_desk.rows[0].finding.rule
    at_desk.press(KEYS.Key_D)
    twin = next(row for row in at_desk.rows[1:] if row.finding.rule == first)
    at_desk.page.open(twin.id)
    said = at_desk.page.ui.side.alike.toPlainText()
    assert "误报 1" in said
    assert "王敏" in said
    assert at_desk.page.ui.side.tabs.button(1).text().endswith("1")


def test_a_review_note_is_raised_answered_and_resolved(at_desk: Desk) -> None:
    notes, page = at_desk.page.ui.side.notes, at_desk.page
    at_desk.press(KEYS.Key_R)
    assert notes.text.hasFocus()
    assert not notes.add.isEnabled()
    notes.text.setPlainText("请核对录像")
    notes.add.click()
    assert "请核对录像" in notes.talk.toPlainText()
    assert notes.text.toPlainText() == ""
    assert at_desk.rows[0].open_notes == 1
    notes.text.setPlainText("已核对")
    notes.reply.click()
    assert "已核对" in notes.talk.toPlainText()
    notes.close_note.click()
    assert at_desk.rows[0].open_notes == 0
    assert "已关闭" in notes.talk.toPlainText()
    page.go(1)
    assert notes.notes == ()


def test_a_note_half_written_waits_where_it_was_begun(at_desk: Desk) -> None:
    notes = at_desk.page.ui.side.notes
    notes.text.setPlainText("半句")
    at_desk.page.go(1)
    assert notes.text.toPlainText() == ""
    at_desk.page.go(-1)
    assert notes.text.toPlainText() == "半句"


def test_keys_pressed_faster_than_the_store_saves_lose_nothing(windows: Windows, desk: SampleDesk, qtbot: Any) -> None:
    window = windows.open(inline=False)
    qtbot.waitUntil(lambda: window.awake)
    window.open_project(desk.project_of(desk.fill().run))
    window.go_to("review")
    window.activateWindow()
    person = Desk(window, qtbot)
    qtbot.waitUntil(lambda: len(person.page.ui.list_model.ids) == 9 and person.page.row is not None)
    for key in (KEYS.Key_C, KEYS.Key_D, KEYS.Key_W, KEYS.Key_C):
        qtbot.keyClick(person.page.ui.list, key)
    qtbot.waitUntil(lambda: person.page.ui.saved.text() == words.SAVED.zh and person.verdicts.count("") == 5)
    assert person.verdicts[:4] == ["confirmed", "dismissed", "wanted", "confirmed"]
    assert person.at == 4
    qtbot.waitUntil(lambda: not (window.frame.look.busy or window.frame.lane.busy))


def test_a_decision_is_saved_even_if_the_window_is_closed_before_its_turn(windows: Windows, desk: SampleDesk, qtbot: Any) -> None:
    window = windows.open(inline=False)
    qtbot.waitUntil(lambda: window.awake)
    project = desk.project_of(desk.fill().run)
    window.open_project(project)
    window.go_to("review")
    window.activateWindow()
    person = Desk(window, qtbot)
    qtbot.waitUntil(lambda: person.page.row is not None)
    begun = Event()

    def long() -> Generator[Progress, None, None]:
        while True:
            begun.set()
            yield Progress(words.TITLE, 0, None)

    window.frame.do(long())
    assert begun.wait(5)
    person.press(KEYS.Key_C)
    assert person.page.ui.saved.text() == words.SAVING.zh.format(n=1)
    assert desk.store.decisions(project) == {}
    window.close()
    qtbot.waitUntil(lambda: not (window.frame.look.busy or window.frame.lane.busy))
    assert [d.verdict for d in desk.store.decisions(project).values()] == [Verdict.CONFIRMED]
    window.tongue.switch("en")  # it is gone before the fixture says this to every window


def test_a_note_that_was_not_decided_with_waits_at_its_finding(at_desk: Desk) -> None:
    note = at_desk.page.ui.card.note
    note.setPlainText("再看看录像")
    at_desk.page.go(1)
    assert note.toPlainText() == ""
    at_desk.window.frame.announce(DECISIONS)
    at_desk.page.go(-1)
    assert note.toPlainText() == "再看看录像"
    at_desk.press(KEYS.Key_W)
    decision = at_desk.rows[0].decision
    assert decision is not None
    assert decision.note == "再看看录像"
