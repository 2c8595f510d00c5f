"""Stories of the import: drop, see, settle, confirm, undo; wrong, locked, encrypted and known files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from audit.model import FileKind
from gui.importing.column_step import MIME
from gui.importing.draft import Draft
from gui.importing.page import ImportPage
from gui.store_desk import StoreDesk
from gui.tasks import Failure
from gui.window import MainWindow
from tests.gui.conftest import Asked, Windows
from tests.gui.logs import ALONE, HEADER, log, row


def drop(page: ImportPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page.files.drop.dropEvent(event)


def cells(table: Any, number: int) -> list[str]:
    model = table.model()
    return [str(model.index(number, column).data()) for column in range(model.columnCount())]


@pytest.fixture
def window(real_windows: Windows) -> MainWindow:
    made = real_windows.open()
    made.go_to("import")
    return made


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    found = window.page
    assert isinstance(found, ImportPage)
    return found


def test_a_log_is_dropped_imported_and_checked(
    window: MainWindow, page: ImportPage, qtbot: Any, real: StoreDesk, tmp_path: Path
) -> None:
    assert not page.next.isEnabled()
    drop(page, log(tmp_path / "瑞达_日志.xlsx", above=("瑞达信用管理有限公司 外访日志",)))
    assert cells(page.files.table, 0)[1:4] == ["外访日志", "瑞达信用管理有限公司", "4"]
    qtbot.mouseClick(page.straight, Qt.MouseButton.LeftButton)
    assert page.step == 4
    assert "瑞达信用管理有限公司" in page.confirm.name.text()
    qtbot.mouseClick(page.both, Qt.MouseButton.LeftButton)
    assert window.page_name == "check"
    (project,) = real.store.projects()
    assert window.frame.project == project.id
    run = real.store.last_run(project.id)
    assert run is not None
    assert {"lone_visitor", "no_id_shown"} <= {r.finding.rule for r in real.store.findings(run.id)}
    assert "新增" in window.page.banner.sentence.text()


def test_the_header_is_moved_by_a_click_and_found_again(page: ImportPage, tmp_path: Path) -> None:
    rows = [*[row(n) for n in range(1, 4)], HEADER, *[row(n) for n in range(5, 8)]]
    drop(page, log(tmp_path / "日志.xlsx", rows))
    page.go(1)
    assert page.tables.grid.header_row == 1
    page.tables._point(5)
    page._look_changed()
    assert page.tables.grid.header_row == 5
    assert page.drafts[0].look is not None
    assert page.drafts[0].look.records == 3
    page.tables.auto.click()
    page._look_changed()
    assert page.drafts[0].look.records == 6


def test_the_encoding_of_a_text_file_is_chosen_with_a_live_preview(page: ImportPage, window: MainWindow, tmp_path: Path) -> None:
    text = "\r\n".join(",".join(line) for line in (HEADER, *(row(n) for n in range(1, 5))))
    path = tmp_path / "日志.csv"
    path.write_bytes(text.encode("gb18030"))
    drop(page, path)
    page.go(1)
    step, draft = page.tables, page.drafts[0]
    assert not step.encoding.isHidden()
    assert step.encoding.currentText() == "自动识别（GB18030）"

    def choose(name: str) -> None:
        step.encoding.setCurrentIndex(step.encoding.findData(name))
        step.encoding.activated.emit(step.encoding.currentIndex())
        page._look_changed()

    choose("utf-8")
    assert "不是有效的 UTF-8" in step.told.text()
    assert not draft.usable
    assert step.grid.grid[0][0] != HEADER[0]
    choose("gb18030")
    assert step.grid.grid[0][0] == HEADER[0]
    assert "✗" not in step.told.text()
    assert step.encoding.currentData() == "gb18030"
    page.go(4)
    page.only.click()
    assert len(list(window.frame.store.visits(window.frame.project or 0))) == 4

    drop(page, log(tmp_path / "工作簿.xlsx"))
    page.go(1)
    assert step.encoding.isHidden()


def test_columns_are_chosen_dragged_and_kept_as_the_agencys_template(page: ImportPage, window: MainWindow, tmp_path: Path) -> None:
    header = [*HEADER, "内部栏"]
    drop(page, log(tmp_path / "日志.xlsx", [(*row(n), "平江路8号2室") for n in range(1, 5)], header=header))
    page.go(2)
    step = page.columns
    at = header.index("内部栏")
    assert step.columns.item(at, 3).text() == "– 保留"
    step.columns.dropped.emit(at, "home_address")
    page._look_changed()
    assert step.columns.cellWidget(at, 2).currentData() == "home_address"  # type: ignore[attr-defined]
    assert "✎" in step.columns.item(at, 3).text()
    step.name.setText("瑞达 2026")
    step.save.click()
    assert "瑞达 2026" in window.frame.store.kept("template")
    page.go(4)
    page.only.click()
    (visit, *_) = window.frame.store.visits(window.frame.project or 0)
    assert visit.home_address == "平江路8号2室"

    drop(page, log(tmp_path / "十月.xlsx", [(*row(n), "平江路8号2室") for n in range(11, 14)], header=header))
    assert "按模板“瑞达 2026”识别" in cells(page.files.table, 0)[5]


def test_our_fields_can_be_dragged(page: ImportPage, tmp_path: Path) -> None:
    drop(page, log(tmp_path / "日志.xlsx"))
    page.go(2)
    item = page.columns.fields.item(0)
    assert bytes(page.columns.fields.mimeData([item]).data(MIME).data()).decode() == item.data(Qt.ItemDataRole.UserRole)


def test_what_could_not_be_read_is_told_by_kind_and_listed_for_the_agency(page: ImportPage, asked: Asked, tmp_path: Path) -> None:
    rows = [row(1), row(2, start="下午"), row(3, start="晚些时候"), (*row(4)[:2], "九月不知哪天", *row(4)[3:])]
    drop(page, log(tmp_path / "日志.xlsx", rows))
    page.go(3)
    health = page.health
    assert health.cards.count() >= 2
    assert health.model.rowCount() == len(health.problems())
    health.cards.setCurrentRow(1)
    assert 0 < health.model.rowCount() < len(health.problems())
    asked.target = tmp_path / "清单.xlsx"
    health.export.click()
    from openpyxl import load_workbook

    listed = list(load_workbook(asked.target).active.values)  # type: ignore[union-attr]
    assert len(listed) == len(health.problems()) + 1
    assert listed[0][-1] == "机构更正"


def test_the_list_of_an_import_that_is_stored_goes_out_too(
    page: ImportPage, window: MainWindow, asked: Asked, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    drop(page, log(tmp_path / "日志.xlsx", [row(1), row(2, start="下午")]))
    page.go(4)
    page.only.click()
    page.files.former_table.selectRow(0)
    asked.target = tmp_path / "清单.xlsx"
    page.files.list_problems.click()
    values = [cell.value for line in load_workbook(asked.target).worksheets[0].iter_rows() for cell in line]
    assert "下午" in values
    (told,) = window.frame.store.trail(action="export")
    assert told.after == {"kind": "problems", "entries": 1}


def test_a_file_that_was_imported_before_is_skipped(page: ImportPage, window: MainWindow, tmp_path: Path) -> None:
    path = log(tmp_path / "日志.xlsx")
    drop(page, path)
    page.go(4)
    page.only.click()
    assert not page.drafts
    drop(page, path)
    assert "已导入过" in cells(page.files.table, 0)[5]
    assert not page.next.isEnabled()


def test_an_import_is_undone_and_had_again(page: ImportPage, window: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    drop(page, log(tmp_path / "日志.xlsx"))
    page.go(4)
    page.only.click()
    project, store = window.frame.project or 0, window.frame.store
    assert len(store.visit_ids(project)) == 4
    qtbot.mouseClick(page.banner.action, Qt.MouseButton.LeftButton)
    assert len(store.visit_ids(project)) == 0
    page.files.former_table.selectRow(0)
    page.files.redo.click()
    assert len(store.visit_ids(project)) == 4
    window.undo.undo()
    assert len(store.visit_ids(project)) == 0
    window.undo.redo()
    assert len(store.visit_ids(project)) == 4


def test_a_file_that_is_none_says_so_and_the_others_go_on(page: ImportPage, tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 damaged")
    drop(page, bad, log(tmp_path / "日志.xlsx"))
    assert cells(page.files.table, 0)[5].startswith("✗")
    assert page.next.isEnabled()
    assert "1 个有问题" in page.hint.text()
    page.go(4)
    page.only.click()
    assert [draft.path.name for draft in page.drafts] == []


def test_a_held_file_is_retried(page: ImportPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path, desk = log(tmp_path / "日志.xlsx"), page.frame.desk
    look = desk.look

    def held(*_: object, **__: object) -> Any:
        raise PermissionError(13, "held")
        yield

    monkeypatch.setattr(desk, "look", held)
    drop(page, path)
    assert "Excel/WPS" in cells(page.files.table, 0)[5]
    monkeypatch.setattr(desk, "look", look)
    page.files.table.selectRow(0)
    page.files.retry.click()
    assert "已就绪" in cells(page.files.table, 0)[5]


def test_an_encrypted_workbook_asks_for_its_password(page: ImportPage, tmp_path: Path) -> None:
    import msoffcrypto  # noqa: F401 (skipped where it cannot encrypt)
    from msoffcrypto.format.ooxml import OOXMLFile

    plain, locked = log(tmp_path / "日志.xlsx"), tmp_path / "加密.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("2468", target)
    drop(page, locked)
    assert "需要密码" in cells(page.files.table, 0)[5]
    assert page.files.asked.isVisible()
    page.files.password.setText("1111")
    page.files.unlock.click()
    assert "需要密码" in cells(page.files.table, 0)[5]
    page.files.password.setText("2468")
    page.files.unlock.click()
    assert "已就绪" in cells(page.files.table, 0)[5]
    page.go(4)
    page.only.click()
    assert not page.drafts


def test_going_back_keeps_what_was_typed(page: ImportPage, tmp_path: Path) -> None:
    drop(page, log(tmp_path / "日志.xlsx"))
    page.go(4)
    page.confirm.name.setText("我的项目")
    page.confirm.name.setModified(True)
    page.back()
    page.forth()
    assert page.confirm.name.text() == "我的项目"


def test_an_import_stopped_in_its_middle_leaves_nothing_of_the_file(
    real_windows: Windows, real: StoreDesk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = real_windows.open(inline=False)
    qtbot.waitUntil(lambda: window.awake)
    window.go_to("import")
    page = window.page
    assert isinstance(page, ImportPage)
    page.add([log(tmp_path / "日志.xlsx", [row(n) for n in range(400)])])
    qtbot.waitUntil(lambda: bool(page.drafts[0].look), timeout=20_000)
    page.go(4)
    page.start(check=False)
    assert page._run is not None
    page._run.cancel()
    qtbot.waitUntil(lambda: page._run is None, timeout=20_000)
    assert "取消" in page.banner.sentence.text() or len(real.store.visit_ids(real.store.projects()[0].id)) == 400
    if "取消" in page.banner.sentence.text():
        assert real.store.projects() == ()


def test_personal_data_are_masked_in_the_preview(page: ImportPage, window: MainWindow, tmp_path: Path) -> None:
    drop(page, log(tmp_path / "日志.xlsx"))
    page.go(1)
    names = [page.tables.grid.index(r, 1).data() for r in range(1, 4)]
    assert all("*" in name for name in names)
    window.set_masked(False)
    assert all("*" not in page.tables.grid.index(r, 1).data() for r in range(1, 4))
    assert [entry.action for entry in window.frame.store.trail()][-1] == "unmask"


def test_a_failure_of_another_kind_is_told(page: ImportPage) -> None:
    draft = Draft(Path("x.xlsx"))
    page.drafts.append(draft)
    page._not_looked(draft, Failure.of(ValueError("张三")))
    assert "意料之外" in cells(page.files.table, 0)[5]
    assert "张三" not in cells(page.files.table, 0)[5]


def test_files_are_asked_as_the_kind_that_was_chosen(page: ImportPage, tmp_path: Path) -> None:
    drop(page, log(tmp_path / "日志.xlsx", [row(1), row(2, ALONE), row(3)]))
    page.go(1)
    page.tables.kind.setCurrentIndex(page.tables.kind.findData(FileKind.VISITS))
    page.tables.kind.activated.emit(page.tables.kind.currentIndex())
    page._look_changed()
    assert page.drafts[0].asked().kind is FileKind.VISITS
