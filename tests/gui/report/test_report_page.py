"""Stories of the report page: the pages are the PDF's own, what is chosen shows in them, and a file goes out whole or under another name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from gui.report.page import ReportPage
from gui.window import MainWindow
from tests.gui.conftest import Asked, Windows
from tests.gui.sample import AGENCY, SampleDesk


def text_of(data: bytes) -> str:
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture
def window(windows: Windows, desk: SampleDesk) -> MainWindow:
    made = windows.open()
    made.open_project(desk.project_of(desk.fill().run))
    made.go_to("report")
    return made


def page_of(window: MainWindow) -> ReportPage:
    return cast(ReportPage, window.page)


def rest(page: ReportPage) -> None:
    """What is typed is drawn after a short rest; tests do not wait for it."""
    assert page.form._rest.isActive()
    page.form._rest.stop()
    page.form.changed.emit()


def test_the_pages_are_those_of_the_pdf(window: MainWindow) -> None:
    page = page_of(window)
    assert page.view.count > 3
    assert "未出示证件" in text_of(page._data)
    assert page.view.page == 1


def test_a_colour_of_the_page_is_drawn_not_imagined(window: MainWindow) -> None:
    page = page_of(window)
    drawn = page.view._drawn[0]
    assert drawn.width() == round(page.view._width() * page.view.devicePixelRatioF())
    colours = {drawn.pixelColor(x, y).name() for x in range(0, drawn.width(), 7) for y in range(0, drawn.height(), 7)}
    assert len(colours) > 1


def test_page_keys_go_from_page_to_page(window: MainWindow, qtbot: Any) -> None:
    page = page_of(window)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    assert page.view.page == 2
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    assert page.view.page == page.view.count
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    assert page.view.page == 1


def test_the_edition_decides_whose_names_are_read(window: MainWindow, qtbot: Any) -> None:
    page = page_of(window)
    assert "周志强" not in text_of(page._data)
    page.form.editions["internal"].setChecked(True)
    rest(page)
    assert "周志强" in text_of(page._data)


def test_showing_more_than_the_edition_does_is_said_and_logged(window: MainWindow, asked: Asked, tmp_path: Path) -> None:
    page = page_of(window)
    page.form.clear["visitors"].click()
    rest(page)
    assert page.form.opened.isVisibleTo(page.form)
    assert "周志强" in text_of(page._data)
    asked.target = tmp_path / "a.pdf"
    page.choose("pdf")
    (told,) = window.frame.store.trail(action="export")
    assert told.after["shown"] == ["visitors"]


def test_a_section_left_out_is_told_on_the_cover(window: MainWindow) -> None:
    page = page_of(window)
    whole = text_of(page._data)
    assert "附件三" in whole
    boxes = [page.form.sections.itemAt(n).widget() for n in range(page.form.sections.count())]
    box = next(b for b in boxes if hasattr(b, "isChecked") and "附件三" in b.text())
    box.click()
    rest(page)
    text = text_of(page._data)
    assert "未印以下部分：附件三" in text.replace("\r\n", "").replace("\n", "")


def test_the_cover_is_kept_with_the_project(window: MainWindow, qtbot: Any) -> None:
    page = page_of(window)
    qtbot.keyClicks(page.form.cover["number"], "2026-17")
    rest(page)
    page.leave()
    assert "2026-17" in text_of(page._data)
    window.go_to("trail")
    page.form.cover["number"].setText("")
    window.go_to("report")
    page.refresh()
    assert page.form.cover["number"].text() == "2026-17"


def test_the_clause_of_the_contract_stands_in_the_notices(window: MainWindow, desk: SampleDesk, qtbot: Any) -> None:
    from audit.model import Verdict
    from gui.letters.page import LettersPage

    page = page_of(window)
    qtbot.keyClicks(page.form.cover["contract"], "Article 7(2)")
    page.leave()
    run = desk.store.last_run(cast(int, window.frame.project))
    assert run is not None
    desk.store.user = "王敏"
    desk.store.decide_ids(run.id, desk.store.finding_ids(run.id)[:2], Verdict.CONFIRMED)
    window.go_to("letters")
    letters = cast(LettersPage, window.page)
    qtbot.mouseClick(letters.make, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(letters.detail.tabs[1], Qt.MouseButton.LeftButton)
    assert "Article 7(2)" in text_of(letters.detail._data)


def test_a_report_goes_out_with_its_seal_and_is_verified(window: MainWindow, asked: Asked, tmp_path: Path, qtbot: Any) -> None:
    page = page_of(window)
    asked.target = tmp_path / "报告.pdf"
    qtbot.mouseClick(page.pdf, Qt.MouseButton.LeftButton)
    assert asked.target.read_bytes().startswith(b"%PDF")
    assert page.outcome.isVisible()
    assert len(page.outcome._seal) == 64
    qtbot.mouseClick(page.to_verify, Qt.MouseButton.LeftButton)
    page.verify.seal.setText(page.outcome._seal)
    page.verify.check(asked.target)
    assert "未改动" in page.verify.verdict.text()
    window.switch_language("en")
    assert "Unchanged" in page.verify.verdict.text()


def test_a_changed_file_is_told_as_changed(window: MainWindow, asked: Asked, tmp_path: Path) -> None:
    page = page_of(window)
    asked.target = tmp_path / "a.zip"
    page.choose("zip")
    data = bytearray(asked.target.read_bytes())
    at = data.find(b"findings.json") + 200
    data[at] ^= 1
    asked.target.write_bytes(bytes(data))
    page._switch()
    page.verify.check(asked.target)
    assert "未改动" not in page.verify.verdict.text()


def test_a_held_target_offers_another_name_and_nothing_is_lost(
    window: MainWindow, asked: Asked, tmp_path: Path, monkeypatch: Any
) -> None:
    import os

    page = page_of(window)
    asked.target = tmp_path / "a.pdf"
    asked.target.write_bytes(b"held")
    replace = os.replace

    def refuse(old: Any, new: Any) -> None:
        if Path(new).name == "a.pdf":
            raise PermissionError(13, "held")
        replace(old, new)

    monkeypatch.setattr("reports.export.os.replace", refuse)
    page.choose("pdf")
    assert page.banner.isVisible()
    assert "a (2).pdf" in page.banner.action.text()
    page.banner.action.click()
    assert asked.target.read_bytes() == b"held"
    assert (tmp_path / "a (2).pdf").read_bytes().startswith(b"%PDF")


def test_an_agency_gets_its_own_edition(window: MainWindow) -> None:
    page = page_of(window)
    page.form.editions["agency"].setChecked(True)
    rest(page)
    assert page.form.wish.agency == AGENCY
    assert "机构版" in text_of(page._data)


def test_without_a_check_the_page_says_what_to_do(windows: Windows, desk: SampleDesk) -> None:
    made = windows.open()
    made.open_project(desk.store.create_project("空").id)
    made.go_to("report")
    page = page_of(made)
    assert page.states.currentIndex() == 2
    assert not page.pdf.isVisible()
