"""The casebook's indexes: what they answer, and that one value in all rows of a log does not make them endless."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import product

from audit.account import Actor
from audit.casebook import Casebook
from audit.model import Source, Visit
from audit.policy import load
from audit.rules import BY_CODE

STOCK = (
    "两人到场出示工作证说明来意后客户称下月发工资以后归还欠款全程录音录像随后离开现场返回公司整理材料归档备查特此记录以上情况属实"
)
MANY = 1_500


def book(visits: list[Visit]) -> Casebook:
    return Casebook(visits, policy=load("cn-default"), as_of=date(2026, 10, 15))


def test_a_text_is_read_with_the_people_of_its_own_visit() -> None:
    one = Visit(Source("a", "b", 1), visitors=("王伟",), account="王伟独自上门", outcome="王伟说改天")
    other = Visit(Source("a", "b", 2), visitors=("李强",), borrower_name="王伟", account="王伟独自上门", outcome="王伟说改天")
    asked = book([one, other])
    assert asked.reading(one) is asked.reading(one)
    for visit, actor in ((one, Actor.COLLECTORS), (other, Actor.BORROWER), (one, Actor.COLLECTORS)):
        assert actor in asked.reading(visit).people
        assert actor in asked.reading(visit, "outcome").people


def test_visits_at_hand_are_read_once() -> None:
    visits = [Visit(Source("a", "b", row), account=f"第{row}次上门。") for row in (1, 2, 3)]
    asked = book(visits)
    asked.turn_to(visits)
    readings = [asked.reading(visit) for visit in visits]
    assert all(asked.reading(visit) is reading for visit, reading in zip(visits, readings, strict=True))
    asked.turn_to(visits[1:])
    assert asked.reading(visits[1]) is not readings[1]  # kept for as long as they are at hand


def test_copies_of_other_cases_are_counted_as_one_by_one() -> None:
    cells = [*product(("A", "B", ""), ("赵", "钱", "")), ("A", "赵"), ("C", "孙"), ("", "")]
    visits = [
        Visit(Source("a", "b", n), case_id=case, borrower_name=name, visit_date=date(2026, 9, n + 1), account=STOCK)
        for n, (case, name) in enumerate(cells)
    ]
    whole = book(visits)
    for visit in visits:
        others = [v for v in visits if _of_other_case(visit, v)]
        assert whole.copies(visit).of_other_cases(visit) == (others[0] if others else None, len(others))


def _of_other_case(a: Visit, b: Visit) -> bool:
    return any(one and other and one != other for one, other in ((a.case_id, b.case_id), (a.borrower_name, b.borrower_name)))


def test_visits_of_one_number_are_told_apart_by_the_borrower() -> None:
    names = ("赵", "钱", "", "赵", "")
    visits = [
        Visit(Source("a", "b", n), case_id="A", borrower_name=name, visit_date=date(2026, 9, n + 1)) for n, name in enumerate(names)
    ]
    whole = book(visits)
    for visit in visits:
        meant = [v for v in visits if not visit.borrower_name or v.borrower_name in ("", visit.borrower_name)]
        assert list(whole.same_case(visit)) == meant


def test_one_text_in_all_rows_is_one_group() -> None:
    visits = [Visit(Source("a", "b", n), case_id=f"C{n}", borrower_name="赵", account=STOCK) for n in range(MANY)]
    whole = book(visits)
    assert len({id(whole.copies(visit)) for visit in visits}) == 1
    found = BY_CODE["copied_account"].check(visits[7], whole)
    assert found
    assert str(MANY - 1) in found.message.zh


def test_one_time_in_all_rows_does_not_pair_each_with_each() -> None:
    visits = [
        Visit(
            Source("a", "b", n), case_id=f"C{n}", visit_date=date(2026, 9, 1), start_time=time(10), end_time=time(11), visitors=("甲", "乙"),
            visit_address=f"苏州市人民路{n}号",
        )
        for n in range(MANY)
    ]  # fmt: skip
    whole = book(visits)
    met = [len(whole.neighbours(visit)) for visit in visits]
    assert min(met) >= 1
    assert max(met) <= 100
    assert all(BY_CODE["visitor_overlap"].check(visit, whole) for visit in visits)


def test_one_case_number_in_all_rows_quotes_some_and_counts_all() -> None:
    """A dash for the case."""
    visits = [
        Visit(
            Source("a", "b", n),
            visit_id=f"V{n:05d}",
            case_id="-",
            visit_date=date(2026, 9, 1) + timedelta(n % 20),
            visit_address=f"{n}号",
        )
        for n in range(MANY)
    ]
    found = BY_CODE["excessive_visits"].check(visits[-1], book(visits))
    assert found
    assert len(found.evidence) <= 52
    assert f"{MANY // 20}" in found.message.zh
