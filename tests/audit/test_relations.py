"""Relations: days with overlaps and ways too long, equal passages, visits of a case against limits and promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import pytest

from audit.model import ContactEntry, FileKind, Promise
from audit.policy import load
from audit.relations import case, cases, compare, copies, day, of_case, of_day, people
from audit.store.store import Store
from tests import make
from tests.audit.store.given import finding, imported, report, run, ticking

ON = date(2026, 9, 1)
CN = load("cn-default")
HANGZHOU, NEARBY, SHANGHAI = (
    {"latitude": 30.287, "longitude": 120.10},
    {"latitude": 30.290, "longitude": 120.10},
    {"latitude": 31.23, "longitude": 121.47},
)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store("memory", user="张", clock=ticking()) as opened:
        yield opened


def line(*visits: dict[str, object]) -> tuple[list[str], list[int]]:
    given = [(n + 1, make.visit(row=n + 2, visit_id=f"V{n}", **v)) for n, v in enumerate(visits)]
    told = of_day("安信", "张立", "", ON, given, CN)
    return [g.kind for g in told.gaps], [s.lane for s in told.stops]


def test_overlaps_are_told_and_shown_on_two_lanes() -> None:
    kinds, lanes = line(
        {"start_time": time(10), "end_time": time(11), "visit_address": "甲路1号"},
        {"start_time": time(10, 30), "end_time": time(10, 40), "visit_address": "乙路2号"},
        {"start_time": time(12), "end_time": time(12, 30), "visit_address": "丙路3号"},
    )
    assert kinds == ["overlap", "unknown"]
    assert lanes == [0, 1, 0]


def test_a_visit_that_outlasts_two_others_meets_both() -> None:
    kinds, _ = line(
        {"start_time": time(10), "end_time": time(12), "visit_address": "甲路1号"},
        {"start_time": time(10, 10), "end_time": time(10, 20), "visit_address": "乙路2号"},
        {"start_time": time(10, 30), "end_time": time(10, 40), "visit_address": "丙路3号"},
    )
    assert kinds == ["overlap", "overlap", "unknown"]


def test_one_address_is_no_conflict() -> None:
    kinds, _ = line({"start_time": time(10), "end_time": time(11)}, {"start_time": time(10, 30), "end_time": time(10, 40)})
    assert kinds == ["ok"]


def test_the_way_is_measured_against_the_gap() -> None:
    first = {"start_time": time(10), "end_time": time(10, 30), "visit_address": "甲路1号", **HANGZHOU}
    far = {"start_time": time(11), "end_time": time(11, 10), "visit_address": "乙路2号", **SHANGHAI}
    near = {"start_time": time(10, 31), "visit_address": "丙路3号", **NEARBY}
    given = [(1, make.visit(**first)), (2, make.visit(row=6, visit_id="V2", **far))]
    (gap,) = of_day("安信", "张立", "", ON, given, CN).gaps
    assert gap.kind == "too_fast"
    assert gap.metres == pytest.approx(167_000, rel=0.03)
    assert gap.kmh == pytest.approx(334, rel=0.03)
    assert "来不及" in gap.text.zh
    assert line(first, near)[0] == ["ok"]  # 330 metres: nobody is accused for a walk


def test_a_visit_without_a_time_is_shown_and_compared_with_nothing() -> None:
    kinds, lanes = line({"start_time": None, "end_time": None}, {"start_time": time(10), "end_time": time(11)})
    assert kinds == []
    assert len(lanes) == 2


def test_full_days_come_first_and_namesakes_stay_apart(store: Store) -> None:
    project = store.create_project("九月").id
    rows = [
        make.visit(row=n + 2, visit_id=f"V{n}", visitors=("张立",), visitor_numbers=(f"A{n % 2}",), start_time=time(9 + n))
        for n in range(5)
    ]
    imported(store, project, rows)
    found = people(store, project)
    assert [(p.name, p.number, p.visits) for p in found] == [("张立", "A0", 3), ("张立", "A1", 2)]
    told = day(store, project, *found[0][:4], CN)
    assert [s.visit.visit_id for s in told.stops] == ["V0", "V2", "V4"]


def test_equal_passages_are_verbatim_and_in_order() -> None:
    one, other = "两人到场并出示工作证，客户表示月底还款。", "三人到场并出示工作证，家属表示月底还款。"
    found = compare(one, other)
    assert [one[p.a : p.a + p.length] for p in found] == ["人到场并出示工作证，", "表示月底还款。"]
    assert all(one[p.a : p.a + p.length] == other[p.b : p.b + p.length] for p in found)
    assert compare("", one) == ()


def test_copies_are_paired_once_and_never_within_a_case(store: Store) -> None:
    project = store.create_project("九月").id
    text = (
        "我们两人于上午到达客户住所，敲门后由客户本人开门，出示工作证后说明来意，客户表示近期资金紧张，承诺月底之前筹款归还欠款。"
    )
    rows = [make.visit(row=n + 2, visit_id=f"V{n}", case_id=case_, borrower_name=name, account=text)
            for n, (case_, name) in enumerate((("C1", "路遥遥"), ("C1", "路遥遥"), ("C2", "钱多多")))]  # fmt: skip
    imported(store, project, rows)
    checked = run(store, project, [(n, finding(v, "copied_account")) for n, v in store.numbered_visits(project)]).run.id
    found = copies(store, checked, CN)
    assert {frozenset((p.first, p.second)) for p in found} == {frozenset((1, 3)), frozenset((2, 3))}
    assert len(found) == 2
    assert all(p.similarity == 1.0 and set(p.cases) == {"C1", "C2"} for p in found)


def test_a_cases_visits_are_counted_against_the_limits(store: Store) -> None:
    project = store.create_project("九月").id
    days = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 20))
    rows = [
        make.visit(row=n + 2, visit_id=f"V{n}", visit_date=d, start_time=time(9 + (n if n != 3 else 2))) for n, d in enumerate(days)
    ]
    imported(store, project, rows)
    assert cases(store, project) == (("C1", "路遥遥", 6),)
    track = case(store, project, "C1", CN, date(2026, 10, 15))
    assert [(t.of_day, t.of_window, t.over) for t in track.visits] == [
        (1, 1, False), (1, 1, False), (2, 2, True), (2, 2, True), (1, 3, False), (1, 4, True),
    ]  # fmt: skip


def test_promises_are_followed_replaced_or_late(store: Store) -> None:
    project = store.create_project("九月").id
    first = make.visit(
        row=2, visit_id="V0", visit_date=date(2026, 9, 1), promise_date=date(2026, 9, 10), promise_amount=Decimal(500)
    )
    second = make.visit(row=3, visit_id="V1", visit_date=date(2026, 9, 5), promise_date=date(2026, 9, 20))
    imported(store, project, [first, second])
    filed = make.case(
        promises=(Promise(date(2026, 9, 3)), Promise(date(2026, 12, 1))), contact_log=(ContactEntry(date(2026, 9, 12)),)
    )
    imported(store, project, [filed], report("台账.xlsx", "c" * 64, FileKind.CASES))
    track = case(store, project, "C1", CN, date(2026, 10, 15))
    told = {p.day.isoformat(): (p.amount, p.followed_on, p.replaced, p.late) for p in track.promises}
    assert told == {
        "2026-09-10": ("500", date(2026, 9, 12), True, False), "2026-09-20": ("", None, False, True),
        "2026-09-03": ("", date(2026, 9, 5), False, False), "2026-12-01": ("", None, False, False),
    }  # fmt: skip


def test_a_case_without_visits_is_empty() -> None:
    track = of_case("C9", [(1, make.visit(visit_date=None))], None, CN, ON)
    assert (track.visits, track.undated) == ((), (1,))
