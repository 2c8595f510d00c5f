"""Tables as the desk shows them: header filters, persons, finding anywhere, marks, views, health cards, the trail narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest

from audit.model import AuditError, FileKind, FileReport, Outcome, Problem, SheetReport, Text, Verdict
from audit.store.nouns import Conflict, Role, View, VisitMark
from audit.store.store import Store
from audit.store.where import AnyOf, Order, Where, WithFinding, of_plain, plain
from tests import make
from tests.audit.store.given import finding, imported, report, run, ticking, visits
from tests.steps import drained


@pytest.fixture
def store() -> Iterator[Store]:
    """One kind of store is enough here: the others have tests of their own."""
    with Store("memory", user="张", clock=ticking()) as opened:
        yield opened


ROWS = [
    make.visit(row=2, visit_id="V0", case_id="C0", agency="安信", visit_date=date(2026, 9, 7), start_time=time(9, 5), visitors=("张立", "李敏"),
               account="对方以现金归还，要求威胁性用语不再出现。"),
    make.visit(row=3, visit_id="V1", case_id="C1", agency="信达", visit_date=date(2026, 9, 12), start_time=time(21, 40),
               visitors=("张立", "王五"), visitor_numbers=("A1", "A2"), account="家中无人，留条。"),
    make.visit(row=4, visit_id="V2", case_id="C2", agency="信达", visit_date=None, start_time=None, visitors=('小"王', "张立国"), account="通话约见。",
               remark="50%_折"),
]  # fmt: skip


@pytest.fixture
def filled(store: Store, project: int) -> int:
    imported(store, project, ROWS)
    drained(store.index_text(project))
    return project


def found(store: Store, project: int, *where: Where | AnyOf | WithFinding) -> list[str]:
    return [v.visit_id for v in store.visits_by_id(store.visit_ids(project, where))]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (Where("person", "=", "张立"), ["V0", "V1"]), (Where("person", "=", ("张立", "A1")), ["V1"]), (Where("person", "=", ("张立", "")), ["V0"]),
        (Where("person", "=", ("张立", "A2")), ["V1"]), (Where("person", "=", '小"王'), ["V2"]), (Where("person", "=", "张"), []),
        (Where("weekday", "=", 0), ["V0"]), (Where("weekday", ">=", 5), ["V1"]), (Where("weekday", "empty"), ["V2"]),
        (Where("hour", ">=", 21), ["V1"]), (Where("month", "=", "2026-09"), ["V0", "V1"]), (Where("month", "=", ""), ["V2"]),
        (Where("", "text", "现金"), ["V0"]), (Where("", "text", "C1"), ["V1"]), (Where("", "text", "张立国"), ["V2"]),
        (Where("", "text", "50%_"), ["V2"]), (Where("", "text", " "), ["V0", "V1", "V2"]), (Where("", "search", "约见"), ["V2"]),
    ],
)  # fmt: skip
def test_conditions_on_visits(store: Store, filled: int, where: Where, ids: list[str]) -> None:
    assert found(store, filled, where) == ids


def test_header_filters_tell_values_with_counts(store: Store, filled: int) -> None:
    told = store.values(filled, "agency")
    assert [(v.value, v.count) for v in told.values] == [("信达", 2), ("安信", 1)]
    assert [(v.value, v.count) for v in store.values(filled, "person").values] == [
        ("张立", 2),
        ('小"王', 1),
        ("张立国", 1),
        ("李敏", 1),
        ("王五", 1),
    ]
    assert [v.value for v in store.values(filled, "person", search="立").values] == ["张立", "张立国"]
    assert [v.value for v in store.values(filled, "agency", search="安").values] == ["安信"]
    assert [v.value for v in store.values(filled, "agency", [Where("case_id", "=", "C1")]).values] == ["信达"]
    cut = store.values(filled, "case_id", limit=2)
    assert (len(cut.values), cut.more) == (2, 1)
    blank = store.values(filled, "visit_date").values
    assert {v.value for v in blank} == {None, "2026-09-07", "2026-09-12"}
    for v in blank:  # what a filter offers is what it finds
        assert len(found(store, filled, Where("visit_date", "=", v.value))) == v.count
    with pytest.raises(AuditError, match="no column"):
        store.values(filled, "nothing")


def test_visits_by_their_findings(store: Store, filled: int) -> None:
    numbers = list(store.numbered_visits(filled))
    told = [(numbers[0][0], finding(ROWS[0])), (numbers[0][0], finding(ROWS[0], "late_record", outcome=Outcome.REVIEW, grade=4)),
            (numbers[1][0], finding(ROWS[1], "late_record", outcome=Outcome.REVIEW, grade=4)), (None, finding(ROWS[2], "record_gap"))]  # fmt: skip
    checked = run(store, filled, told).run.id
    assert found(store, filled, WithFinding(checked, (Where("standing", "=", "violation"),))) == ["V0"]
    assert found(store, filled, WithFinding(checked, (Where("rule", "=", "late_record"),))) == ["V0", "V1"]
    assert found(store, filled, WithFinding(checked, (), negated=True)) == ["V2"]
    one = WithFinding(checked, (Where("rule", "=", "late_record"), Where("grade", "=", 2)))
    assert found(store, filled, one) == []  # one finding must meet all of it
    assert store.marks(checked, [n for n, _ in numbers]) == {
        numbers[0][0]: VisitMark(1, 1, 2, 2),
        numbers[1][0]: VisitMark(0, 1, 4, 1),
    }
    store.decide_ids(checked, list(store.finding_ids(checked, [Where("visit", "=", numbers[1][0])])), Verdict.DISMISSED)
    assert store.marks(checked, [numbers[1][0]]) == {numbers[1][0]: VisitMark(0, 0, 0, 0)}
    assert store.finding_counts(checked, ["visit.month"]) == {("2026-09",): 3, (None,): 1}
    assert len(store.finding_ids(checked, [Where("", "text", "现金")])) == 2
    assert len(store.finding_ids(checked, [Where("visit.person", "=", ("张立", "A1"))])) == 1


def test_findings_by_who_decided_when_and_why(store: Store, filled: int) -> None:
    checked = run(store, filled, [(n, finding(v)) for n, v in store.numbered_visits(filled)]).run.id
    ids = list(store.finding_ids(checked))
    store.decide_ids(checked, ids[:2], Verdict.DISMISSED, reason="misread", note="听过录音")
    store.user = "李"
    store.decide_ids(checked, ids[1:2], Verdict.DISMISSED, reason="exception")
    assert list(store.finding_ids(checked, [Where("reason", "=", "misread")])) == ids[:1]
    assert list(store.finding_ids(checked, [Where("decided_by", "=", "李")])) == ids[1:2]
    assert list(store.finding_ids(checked, [Where("note", "contains", "录音")])) == ids[:1]
    assert list(store.finding_ids(checked, [Where("decided_at", "empty")])) == ids[2:]
    assert store.finding_ids(checked, (), [Order("decided_at", True)])[0] == ids[1]
    assert store.finding_counts(checked, ["rule", "reason"], [Where("reason", "filled")]) == {
        ("lone_visitor", "misread"): 1, ("lone_visitor", "exception"): 1,
    }  # fmt: skip


def test_conditions_are_kept_as_they_find(store: Store, filled: int) -> None:
    checked = run(store, filled, [(n, finding(v)) for n, v in store.numbered_visits(filled)]).run.id
    where = (Where("visit_date", ">", date(2026, 9, 8)), AnyOf((Where("start_time", ">=", time(21)), Where("id_shown", "=", False))),
             WithFinding(checked, (Where("outcome", "=", Outcome.VIOLATION),)))  # fmt: skip
    view = store.save_view(
        filled, "visits", View("晚间", where, (Order("visit_date", True),), ("agency", "visit_date"), {"frozen": 2})
    )
    (kept,) = store.views(filled, "visits")
    assert kept == View("晚间", of_plain(plain(where)), view.order, view.columns, {"frozen": 2}, 1)
    assert found(store, filled, *kept.where) == found(store, filled, *where) == ["V1"]
    assert store.views(filled, "findings") == ()
    with pytest.raises(Conflict):
        store.save_view(filled, "visits", View("晚间"))
    changed = store.save_view(filled, "visits", View("晚间", version=kept.version))
    with pytest.raises(Conflict) as caught:
        store.save_view(filled, "visits", kept)
    assert (changed.version, caught.value.theirs is not None) == (2, True)


def test_settings_of_two_windows(store: Store) -> None:
    assert store.setting("theme", "light").value == "light"
    first = store.set_setting("theme", "dark", 0)
    with pytest.raises(Conflict) as caught:
        store.set_setting("theme", "light", 0)
    assert (caught.value.mine, caught.value.theirs) == ("light", "dark")
    assert store.set_setting("theme", "light", first.version).version == 2
    store.set_setting("theme", None)
    assert store.setting("theme").version == 0


def test_health_cards_open_their_rows(store: Store, project: int) -> None:
    unread = Text("看不懂这个日期。", "The date is not understood.")
    told = (
        *(Problem("a.xlsx", "9月", row, "外访日期", unread, f"13月{row}日") for row in (3, 4, 99)),
        Problem("a.xlsx", "9月", None, "", Text("空表", "empty")),
    )
    sheet = SheetReport("9月", 1, 2, 3, {"外访日期": "visit_date"}, ())
    info = imported(store, project, visits(3), FileReport("a.xlsx", "a" * 64, FileKind.VISITS, (sheet,), told))
    first, second = store.health(info.id)
    assert (first.problem, first.column, first.count) == (unread, "外访日期", 3)
    assert [v.source.row for v in store.visits_by_id(first.visits)] == [3, 4]
    assert second.visits == ()
    rows = store.health_rows(info.id, "zh")
    assert rows[0][:3] == ("文件", "工作表", "行号")
    assert rows[1] == ("a.xlsx", "9月", "3", "外访日期", "看不懂这个日期。", "13月3日")
    assert len(rows) == 5
    assert store.health_rows(info.id, "en")[1][4] == "The date is not understood."


def test_an_import_taken_back_is_seen_in_the_trail(store: Store, project: int) -> None:
    info = imported(store, project, visits(3))
    store.undo(project)
    assert store.imports(project, shown_only=True) == ()
    store.redo(project)
    store.undo_import(info.id, reason="错文件")
    assert [e.action for e in store.trail(project)] == ["create", "import", "step_undo", "step_redo", "undo"]
    assert store.undo(project) is not None
    assert len(store.imports(project, shown_only=True)) == 1


def test_the_trail_narrowed_and_as_a_table(store: Store, project: int) -> None:
    store.set_user("李", Role.REVIEWER)
    store.sign_in("李")
    store.log("unmask", "visit:7", project=project, reason="核对地址", after={"fields": ["visit_address"]})
    store.log("export", "report.pdf", project=project)
    with pytest.raises(ValueError, match="not an act"):
        store.log("decide", "finding:x")
    assert [e.action for e in store.trail(who="李")] == ["sign_in", "unmask", "export"]
    assert [e.what for e in store.trail(action="unmask")] == ["visit:7"]
    assert [e.action for e in store.trail(what="visit:")] == ["unmask"]
    assert [e.action for e in store.trail(text="核对")] == ["unmask"]
    assert [e.action for e in store.trail(limit=2)] == ["unmask", "export"]
    day = store.trail()[0].at.date()
    assert store.trail(since=day, until=day) == store.trail()
    assert store.trail(until=date(2020, 1, 1)) == ()
    rows = store.trail_rows("zh", project)
    assert rows[0][:4] == ("序号", "时间", "人员", "动作")
    assert [r[3] for r in rows[1:]] == ["新建项目", "显示敏感信息", "导出"]
    assert store.trail_rows("en", action="unmask")[1][3] == "show personal data"
    assert store.check_trail() is None


def test_every_act_of_the_trail_has_words(store: Store, project: int) -> None:
    from audit.store import trail_words
    from tests.audit.store.test_steps import ACTS

    imported(store, project, visits(6))
    checked = run(store, project, [(n, finding(v)) for n, v in store.numbered_visits(project)]).run.id
    for act in ACTS:
        act(store, project, checked)
    assert {e.action for e in store.trail()} <= set(trail_words.ACTIONS)


def test_runs_against_the_ones_before(store: Store, project: int) -> None:
    imported(store, project, visits(3), report())
    numbered = list(store.numbered_visits(project))
    run(store, project, [(n, finding(v)) for n, v in numbered[:2]])
    run(store, project, [(n, finding(v)) for n, v in numbered[1:]])
    second, first = store.run_history(project)
    assert (second.new, second.unchanged, second.gone) == (1, 1, 1)
    assert (first.new, first.unchanged, first.gone) == (2, 0, 0)
