"""Grades, rates and scores: what aggravates, what counts, and arithmetic that can be done again."""

from datetime import date, datetime

import pytest

from audit import policy
from audit.auditor import Audited, fingerprint
from audit.grading import aggravate, figures, score
from audit.model import Decision, Evidence, Finding, Outcome, StatusEvent, Text, Verdict, Visit
from tests.make import case, casebook, visit

PACK = policy.load("cn-default")


def finding(
    v: Visit,
    rule: str = "lone_visitor",
    grade: int = 2,
    outcome: Outcome = Outcome.VIOLATION,
    fields: tuple[str, ...] = ("visitors",),
) -> Finding:
    said = Text("有违规。", "There is a breach.")
    return Finding(rule, outcome, grade, said, said, tuple(Evidence(f, "x") for f in fields), fingerprint(rule, v.key), v.source)


def grades(*audited: Audited, **more: object) -> list[list[int]]:
    book = casebook(*(a.visit for a in audited), **{k: v for k, v in more.items() if k == "cases"})
    rest = {k: v for k, v in more.items() if k != "cases"}
    return [[f.grade for f in a.findings] for a in aggravate(audited, book, **rest)]


def test_a_single_violation_keeps_its_grade() -> None:
    v = visit()
    assert grades(Audited(v, (finding(v),))) == [[2]]


def test_the_second_time_within_ninety_days_is_graver_and_the_first_is_not() -> None:
    first, second, late = (
        visit(visit_id=f"V{n}", visit_date=d) for n, d in enumerate((date(2026, 5, 1), date(2026, 7, 30), date(2026, 10, 29)))
    )
    audited = [Audited(v, (finding(v, "no_id_shown", 3),)) for v in (second, first, late)]
    assert grades(*audited) == [[2], [3], [3]]


def test_another_visitor_or_another_rule_is_no_second_time() -> None:
    first, second = visit(visit_date=date(2026, 7, 1)), visit(visit_id="V2", visitors=("王五", "赵六"))
    assert grades(Audited(first, (finding(first),)), Audited(second, (finding(second),))) == [[2], [2]]
    third = visit(visit_id="V3")
    assert grades(Audited(first, (finding(first),)), Audited(third, (finding(third, "no_recording"),))) == [[2], [2]]


def test_a_dismissed_finding_aggravates_nothing() -> None:
    first, second = visit(visit_date=date(2026, 7, 1)), visit(visit_id="V2")
    dropped = finding(first)
    decision = {dropped.fingerprint: Decision(dropped.fingerprint, Verdict.DISMISSED, "甲", datetime(2026, 10, 1))}
    assert grades(Audited(first, (dropped,)), Audited(second, (finding(second),)), decisions=decision) == [[2], [2]]


def test_the_lighter_of_two_grades_is_raised_and_never_by_more_than_a_step() -> None:
    v = visit(relation="小孩", outcome="已投诉")
    assert grades(Audited(v, (finding(v, grade=2), finding(v, "record_gap", 4)))) == [[1, 3]]
    calm = visit()
    assert grades(Audited(calm, (finding(calm, grade=2), finding(calm, "record_gap", 4)))) == [[2, 3]]


def test_a_complaint_in_the_case_file_after_the_visit_aggravates_and_an_older_one_does_not() -> None:
    v = visit(visit_date=date(2026, 9, 1))
    audited = Audited(v, (finding(v),))
    for start, grade in ((date(2026, 9, 10), 1), (date(2026, 8, 1), 2)):
        file = case(events=(StatusEvent("complaint", "投诉", start),))
        assert grades(audited, cases=[file]) == [[grade]]


def test_a_ticked_box_against_the_account_aggravates() -> None:
    v = visit(id_shown=True)
    assert grades(Audited(v, (finding(v, "no_id_shown", 3, fields=("account", "id_shown")),))) == [[2]]
    honest = visit(id_shown=False)
    assert grades(Audited(honest, (finding(honest, "no_id_shown", 3, fields=("account", "id_shown")),))) == [[3]]


def test_a_review_is_never_raised() -> None:
    v = visit(relation="小孩")
    assert grades(Audited(v, (finding(v, outcome=Outcome.REVIEW),))) == [[2]]


def test_the_score_is_a_hundred_less_capped_deductions() -> None:
    charges, left, rating = score({(2, "lone_visitor"): 3, (3, "no_id_shown"): 9, (4, "record_gap"): 2}, PACK)
    assert [c.cost for c in charges] == [0, 30, 20, 2]
    assert (left, rating) == (48, "D")
    assert charges[2].deductions[0].cost == 27


@pytest.mark.parametrize(
    ("by_rule", "left", "rating"),
    [({}, 100, "A"), ({(4, "record_gap"): 5}, 95, "A"), ({(2, "lone_visitor"): 1}, 90, "B"), ({(2, "lone_visitor"): 3}, 70, "C"),
     ({(1, "cash_taken"): 1}, 0, "D")],
)  # fmt: skip
def test_ratings(by_rule: dict[tuple[int, str], int], left: float, rating: str) -> None:
    assert score(by_rule, PACK)[1:] == (left, rating)


def test_only_what_counts_is_counted() -> None:
    visits = [visit(visit_id=f"V{n}") for n in range(5)]
    plain, guess, sure, dropped = (
        finding(v, outcome=o)
        for v, o in zip(visits, (Outcome.VIOLATION, Outcome.REVIEW, Outcome.REVIEW, Outcome.VIOLATION), strict=False)
    )
    audited = [*(Audited(v, (f,)) for v, f in zip(visits, (plain, guess, sure, dropped), strict=False)), Audited(visits[4], ())]
    decisions = {
        f.fingerprint: Decision(f.fingerprint, d, "甲", datetime(2026, 10, 1))
        for f, d in ((sure, Verdict.CONFIRMED), (dropped, Verdict.DISMISSED))
    }
    cell = figures(audited, decisions, PACK).agencies[0]
    assert (cell.visits, cell.violation_rate, cell.review_rate) == (5, (2, 5), (1, 5))
    assert (cell.violations, cell.reviews, cell.confirmed, cell.dismissed) == ({"lone_visitor": 2}, {"lone_visitor": 1}, 1, 1)
    assert (cell.score, cell.rating) == (80, "C")


def test_months_and_agencies_stand_apart_and_add_up() -> None:
    a, b = visit(visit_id="A"), visit(visit_id="B", visit_date=date(2026, 8, 3))
    c = visit(visit_id="C", agency="恒诚", visit_date=None)
    found = figures([Audited(a, (finding(a),)), Audited(b, (finding(b, "record_gap", 4),)), Audited(c, ())], {}, PACK)
    assert [(x.agency, x.month, x.visits) for x in found.cells] == [("安信", "2026-08", 1), ("安信", "2026-09", 1), ("恒诚", "", 1)]
    assert [(x.agency, x.visits, x.score) for x in found.agencies] == [("安信", 2, 89), ("恒诚", 1, 100)]
    assert found.whole.completeness == (2, 3)


def test_a_second_time_is_told_in_the_figures() -> None:
    first, second = visit(visit_date=date(2026, 7, 1)), visit(visit_id="V2")
    audited = aggravate([Audited(first, (finding(first),)), Audited(second, (finding(second),))], casebook(first, second))
    assert figures(audited, {}, PACK).whole.repeat_rate == (1, 2)
    assert "2026-07-01" in audited[1].findings[0].aggravated[0].zh
