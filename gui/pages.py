"""The catalogue of pages, in the order of the navigation. Adding a page is one line here.

A page is named by "module:Class" and loaded when it is first gone to, so that the first paint waits for no other page.
"""

from __future__ import annotations

from collections.abc import Generator
from importlib import import_module
from typing import NamedTuple

from audit.model import Text
from gui.frame import Frame
from gui.page import Page


class Spec(NamedTuple):
    """`needs_project`: the page has nothing to say before a project is open. `group` begins after a gap in the navigation."""

    name: str
    icon: str
    title: Text
    made_by: str
    group: int = 0
    needs_project: bool = True


PAGES = (
    Spec("home", "house", Text("首页", "Home"), "gui.home.page:HomePage", 0, False),
    Spec("import", "file-input", Text("导入", "Import"), "gui.importing.page:ImportPage", 0, False),
    Spec("data", "table-2", Text("数据", "Data"), "gui.data.page:DataPage"),
    Spec("check", "list-checks", Text("检查", "Check"), "gui.check.page:CheckPage"),
    Spec("review", "flag", Text("问题", "Findings"), "gui.review.page:ReviewPage", 1),
    Spec("relations", "waypoints", Text("关联", "Relations"), "gui.relations.page:RelationsPage", 1),
    Spec("dashboard", "chart-column", Text("看板", "Dashboard"), "gui.dashboard.page:DashboardPage", 1),
    Spec("sampling", "dices", Text("抽样", "Sampling"), "gui.sampling.page:SamplingPage", 1),
    Spec("letters", "mail", Text("整改", "Letters"), "gui.letters.page:LettersPage", 2),
    Spec("signoff", "signature", Text("复核与签字", "Sign-off"), "gui.signoff.page:SignoffPage", 2),
    Spec("report", "file-text", Text("报告", "Report"), "gui.report.page:ReportPage", 2),
    Spec("rules", "scale", Text("规则与制度", "Rules"), "gui.rulebook.page:RulebookPage", 3, False),
    Spec("trail", "scroll-text", Text("日志", "Trail"), "gui.trail.page:TrailPage", 3, False),
    Spec("settings", "settings", Text("设置", "Settings"), "gui.preferences.page:PreferencesPage", 3, False),
)

#: What the pages are made of, with what they would load themselves at first use.
AHEAD = (*(spec.made_by.partition(":")[0] for spec in PAGES), "reports.editions")


def load(module: str) -> Generator[None, None, None]:
    """On another thread: when a page is gone to, only its widgets are left to make."""
    import_module(module)
    return
    yield


def make(spec: Spec, frame: Frame) -> Page:
    """The page itself."""
    module, _, name = spec.made_by.partition(":")
    made: Page = getattr(import_module(module), name)(frame)
    return made
