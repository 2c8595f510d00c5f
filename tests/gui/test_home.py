"""Stories of the first page: the first start, the sample project, projects, what to do today."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.home.page import HomePage
from gui.home.project_card import ProjectCard
from gui.store_desk import StoreDesk
from gui.window import MainWindow
from tests.gui.conftest import Windows
from tests.gui.sample import SampleDesk


def home(window: MainWindow) -> HomePage:
    assert isinstance(window.page, HomePage)
    return window.page


def cards(page: HomePage) -> list[ProjectCard]:
    found = [page.projects.itemAt(n).widget() for n in range(page.projects.count())]
    return [card for card in found if isinstance(card, ProjectCard)]


def test_the_first_start_asks_one_page_and_opens_the_sample(real_windows: Windows, real: StoreDesk, qtbot: Any) -> None:
    window = real_windows.open(introduced=False)
    page = home(window)
    assert page.states.currentIndex() == 0
    page.welcome.name.clear()
    assert not page.welcome.sample.isEnabled()
    page.welcome.name.setText("王敏")
    page.welcome.roles.button(0).click()
    qtbot.mouseClick(page.welcome.sample, Qt.MouseButton.LeftButton)
    assert window.page_name == "review"
    assert window.frame.project is not None
    assert "王敏（编制）" in window.strip.person.text()
    assert [(u.name, u.role.value) for u in real.store.users()] == [("王敏", "preparer")]
    run = real.store.last_run(window.frame.project)
    assert run is not None
    assert run.findings > 20

    window.go_to("home")
    page.open_sample()  # not a second one
    assert len(real.store.projects()) == 1


def test_projects_show_how_far_they_are_and_what_waits(windows: Windows, desk: SampleDesk) -> None:
    window = windows.open()
    desk.fill()
    page = home(window)
    page.refresh()
    (card,) = cards(page)
    assert card.open.text() == "样例"
    assert card.figures.text() == "已处理 0 / 9 条问题"
    todo = page.todos.itemAt(0).widget()
    go = todo.findChild(QPushButton)
    assert go is not None
    assert "9 条问题待复核" in go.accessibleName()
    go.click()
    assert window.page_name == "review"
    assert window.windowTitle() == "外访合规审计 – 样例"


def test_a_project_is_made_on_the_page(windows: Windows, desk: SampleDesk) -> None:
    window = windows.open()
    window.menus.everywhere[0].trigger()
    page = home(window)
    assert page.form.isVisible()
    page.form.name.setText("2026年9月 瑞达")
    page.form.make.click()
    assert [p.name for p in desk.store.projects()] == ["2026年9月 瑞达"]
    assert window.page_name == "import"


def test_a_project_is_deleted_only_when_asked_twice(windows: Windows, desk: SampleDesk, qtbot: Any) -> None:
    window = windows.open()
    desk.fill()
    page = home(window)
    page.refresh()
    cards(page)[0].delete.click()
    assert len(desk.store.projects()) == 1
    assert "不能撤销" in page.banner.sentence.text()
    qtbot.mouseClick(page.banner.action, Qt.MouseButton.LeftButton)
    assert desk.store.projects() == ()
    assert not cards(page)


def test_a_pinned_project_stands_first(windows: Windows, desk: SampleDesk) -> None:
    window = windows.open()
    first, second = desk.store.create_project("甲").id, desk.store.create_project("乙").id
    page = home(window)
    page.refresh()
    assert [card.standing.project.id for card in cards(page)] == [second, first]
    cards(page)[1].pin.click()
    assert [card.standing.project.id for card in cards(page)] == [first, second]


def test_the_project_that_was_open_is_open_at_the_next_start(windows: Windows, desk: SampleDesk) -> None:
    first = windows.open()
    project = desk.project_of(desk.fill().run)
    first.open_project(project)
    assert windows.open().frame.project == project
