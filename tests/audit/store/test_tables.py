"""Tables: ids in the order to show, pages by id, conditions as plain data, counts, and words found in accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

import pytest

from audit.model import AuditError, Outcome, Verdict
from audit.store.store import Store
from audit.store.where import AnyOf, Condition, Order, Where
from tests import make
from tests.audit.store.given import decision, finding, imported, report, run
from tests.steps import drained

ROWS = [
    make.visit(2, visit_id="A", visit_date=date(2026, 9, 3), promise_amount=Decimal("900"), agency="安信", remark="",
               account="当面收取现金300元", recorded=None),
    make.visit(3, visit_id="B", visit_date=date(2026, 9, 1), promise_amount=Decimal("1000.50"), agency="信达", remark="100%_\\",
               account="没有威胁客户，说“别来”", recorded=False),
    make.visit(4, visit_id="C", visit_date=None, promise_amount=None, agency="", remark="威，胁", account="现\n金", recorded=True),
    make.visit(5, visit_id="D", visit_date=date(2026, 9, 2), promise_amount=Decimal("1000.5"), agency="安信", remark="Cash ＡＢ",
               account="𠮷先生说𫚭鱼", start_time=time(21, 5), visitors=("陈一",), recorded=True),
]  # fmt: skip


@pytest.fixture
def shown(store: Store, project: int) -> int:
    imported(store, project, ROWS)
    return project


def names(store: Store, project: int, where: Sequence[Condition] = (), order: Sequence[Order] = ()) -> str:
    return "".join(v.visit_id for v in store.visits_by_id(store.visit_ids(project, where, order)))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where("agency", "=", "安信"), "AD"),
        (Where("agency", "=", ""), "C"),
        (Where("agency", "!=", "安信"), "BC"),
        (Where("agency", "in", ["信达", ""]), "BC"),
        (Where("agency", "in", []), ""),
        (Where("agency", "not in", ["信达"]), "ACD"),
        (Where("visit_date", "empty"), "C"),
        (Where("visit_date", "filled"), "ABD"),
        (Where("visit_date", ">=", date(2026, 9, 2)), "AD"),
        (Where("visit_date", "<", date(2026, 9, 2)), "B"),
        (Where("visit_date", "!=", date(2026, 9, 3)), "BCD"),
        (Where("start_time", ">", time(21)), "D"),
        (Where("promise_amount", "=", Decimal("1000.5")), "BD"),
        (Where("promise_amount", "<=", Decimal("900")), "A"),
        (Where("promise_amount", "empty"), "C"),
        (Where("recorded", "=", False), "B"),
        (Where("recorded", "=", None), "A"),
        (Where("recorded", "!=", True), "AB"),
        (Where("visitors", "contains", "陈一"), "D"),
        (Where("remark", "contains", "100%"), "B"),
        (Where("remark", "contains", "%"), "B"),
        (Where("remark", "contains", "\\"), "B"),
        (Where("remark", "lacks", "威"), "ABD"),
        (Where("account", "starts", "当面"), "A"),
        (Where("row", ">", 3), "CD"),
        (Where("sheet", "=", "9月"), "ABCD"),
        (AnyOf((Where("visit_id", "=", "A"), Where("visit_id", "=", "C"))), "AC"),
        (AnyOf(()), ""),
    ],
)
def test_conditions(store: Store, shown: int, where: Condition, expected: str) -> None:
    assert names(store, shown, [where]) == expected


def test_conditions_hold_together(store: Store, shown: int) -> None:
    assert names(store, shown, [Where("agency", "=", "安信"), Where("recorded", "=", True)]) == "D"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([], "ABCD"),
        ([Order("visit_date")], "BDAC"),
        ([Order("visit_date", descending=True)], "ADBC"),  # blanks come last either way
        ([Order("promise_amount")], "ABDC"),  # as numbers, and ties in file order
        ([Order("promise_amount", descending=True)], "BDAC"),
        ([Order("agency", descending=True), Order("row", descending=True)], "DABC"),
    ],
)
def test_orders(store: Store, shown: int, order: Sequence[Order], expected: str) -> None:
    assert names(store, shown, (), order) == expected


def test_a_page_comes_in_the_order_asked_and_leaves_out_what_is_gone(store: Store, shown: int) -> None:
    ids = store.visit_ids(shown)
    assert [v.visit_id for v in store.visits_by_id([ids[3], 999, ids[0]])] == ["D", "A"]


def test_any_number_of_ids_may_be_asked_for_at_once(store: Store, shown: int) -> None:
    many = [*range(5, 40_000), *store.visit_ids(shown)]
    assert len(store.visits_by_id(many)) == 4
    assert store.findings_by_id(many) == []


def test_an_unknown_column_is_a_sentence(store: Store, shown: int) -> None:
    with pytest.raises(AuditError, match="no column"):
        store.visit_ids(shown, [Where("1; DROP TABLE visits", "=", 1)])


def test_counts_of_visits(store: Store, shown: int) -> None:
    assert store.visit_counts(shown, ["agency"]) == {("安信",): 2, ("",): 1, ("信达",): 1}
    assert store.visit_counts(shown, ["agency", "recorded"], [Where("agency", "=", "安信")]) == {("安信", None): 1, ("安信", 1): 1}


@pytest.mark.parametrize("indexed", [False, True])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("现金", "A"), ("威胁", "B"), ("威，胁", "C"), ("威胁客户，说", "B"), ("威胁客户说", ""), ("300元", "A"), ("cash", "D"), ("CASH ＡＢ", "D"),
        ("𠮷", "D"), ("𠮷先生", "D"), ("𫚭鱼", "D"), ("“别来”", "B"), ("%_", "B"), ("，", "BC"), ("金", "AC"), ("现\n金", "C"), ("没有的", ""),
        ('"', ""), ("", "ABCD"), ("客户 OR 现金", ""),
    ],
)  # fmt: skip
def test_words_are_found_letter_for_letter(store: Store, shown: int, words: str, expected: str, indexed: bool) -> None:
    if indexed:
        drained(store.index_text(shown))
    found = store.visits_by_id(store.search(shown, words))
    assert "".join(v.visit_id for v in found) == expected


def test_the_index_may_be_stopped_taken_up_and_is_never_doubled(store: Store, shown: int) -> None:
    steps = store.index_text(shown)
    next(steps)
    steps.close()
    drained(store.index_text(shown))
    assert list(store.index_text(shown)) == []
    imported(store, shown, [make.visit(9, visit_id="E", account="又收现金")], report("b.xlsx", "b" * 64))
    assert "".join(v.visit_id for v in store.visits_by_id(store.search(shown, "现金"))) == "AE"  # not yet indexed
    assert [(p.done, p.total) for p in store.index_text(shown)] == [(1, 1)]
    assert "".join(v.visit_id for v in store.visits_by_id(store.search(shown, "现金"))) == "AE"


def test_findings_are_filtered_sorted_and_counted_by_their_visits_and_decisions(store: Store, shown: int) -> None:
    visits = list(store.numbered_visits(shown))
    found = [(number, finding(v, rule)) for number, v in visits for rule in ("cash_taken", "lone_visitor")]
    found[3] = (found[3][0], finding(visits[1][1], "lone_visitor", outcome=Outcome.REVIEW, grade=1))
    this = run(store, shown, found).run.id
    store.decide(shown, decision(found[0][1]), decision(found[1][1], Verdict.DISMISSED, by="李"))

    def marks(*where: Condition, order: Sequence[Order] = ()) -> list[str]:
        return [f"{r.visit_id}{r.finding.rule[0]}" for r in store.findings(this, where, order)]

    assert marks(Where("rule", "=", "cash_taken"), Where("visit.agency", "=", "安信")) == ["Ac", "Dc"]
    assert marks(Where("verdict", "=", Verdict.CONFIRMED)) == ["Ac"]
    assert marks(Where("verdict", "=", ""), Where("visit.visit_date", "filled")) == ["Bc", "Bl", "Dc", "Dl"]
    assert marks(Where("decided_by", "=", "李")) == ["Al"]
    assert marks(Where("outcome", "=", Outcome.REVIEW)) == ["Bl"]
    assert marks(Where("visit", "=", visits[2][0])) == ["Cc", "Cl"]
    assert marks(Where("", "search", "现金")) == ["Ac", "Al"]
    assert marks(Where("message", "contains", "sentence"), Where("rule", "starts", "cash")) == ["Ac", "Bc", "Cc", "Dc"]
    assert marks(order=[Order("grade"), Order("rule"), Order("visit.visit_date")])[:4] == ["Bl", "Bc", "Dc", "Ac"]
    assert store.finding_counts(this, ["rule"]) == {("cash_taken",): 4, ("lone_visitor",): 4}
    assert store.finding_counts(this, ["visit.agency", "verdict"], [Where("rule", "=", "cash_taken")]) == {
        ("安信", "confirmed"): 1, ("安信", ""): 1, ("", ""): 1, ("信达", ""): 1,
    }  # fmt: skip
