"""What the case file, other visits and the audit date decide."""

from datetime import date, time

import pytest

from audit.model import ContactEntry, Promise, StatusEvent
from tests.audit.rules.asking import ask, verdict
from tests.make import case, casebook, visit

DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("told", "expected"), [(date(2026, 8, 31), ""), (DAY, ""), (date(2026, 9, 3), "violation"), (None, "review")]
)
def test_outsourcing_notice(told: date | None, expected: str) -> None:
    assert verdict("no_outsourcing_notice", visit(), cases=[case(outsourced_notice=told)]) == expected


def test_no_such_column_or_case_is_no_breach() -> None:
    assert verdict("no_outsourcing_notice", visit(), cases=[case()]) == ""
    assert verdict("no_outsourcing_notice", visit(), cases=[case(case_id="C9", outsourced_notice=date(2026, 9, 3))]) == ""


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(date(2026, 8, 28), None, "review"), (DAY, DAY, "review"), (date(2026, 8, 1), date(2026, 8, 31), ""), (date(2026, 9, 2), None, ""),
     (None, None, "review"), (None, date(2026, 8, 30), "")],
)  # fmt: skip
def test_states_of_the_case(start: date | None, end: date | None, expected: str) -> None:
    file = case(events=(StatusEvent("complaint", "投诉处理中", start, end),))
    assert verdict("visit_during_dispute", visit(), cases=[file]) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(DAY, DAY, ""), (date(2026, 9, 2), None, "review"), (None, date(2026, 8, 31), "review"), (None, None, "")],
)
def test_outside_the_entrustment(since: date | None, until: date | None, expected: str) -> None:
    assert verdict("visit_during_dispute", visit(), cases=[case(entrusted_from=since, entrusted_to=until)]) == expected


def _visits(*days: int, hour: int = 10) -> list:
    return [visit(visit_id=f"V{n}", visit_date=date(2026, 9, d), start_time=time(hour + n)) for n, d in enumerate(days)]


def test_the_visit_that_exceeds_has_the_finding() -> None:
    visits = _visits(1, 1)
    book = casebook(*visits)
    assert [verdict("excessive_visits", v, book) for v in visits] == ["", "violation"]
    four = _visits(1, 8, 15, 30)
    book = casebook(*reversed(four))
    assert [verdict("excessive_visits", v, book) for v in four] == ["", "", "", "violation"]
    found = ask("excessive_visits", four[3], book)
    assert found
    assert "第4次" in found.message.zh
    assert len([e for e in found.evidence if e.source]) == 3


def test_the_window_is_thirty_days_and_earlier_imports_count() -> None:
    four = [
        visit(visit_id=f"V{n}", visit_date=d)
        for n, d in enumerate((date(2026, 8, 1), date(2026, 8, 10), date(2026, 8, 20), date(2026, 8, 31)))
    ]
    assert verdict("excessive_visits", four[3], casebook(*four)) == ""
    three = _visits(1, 8, 15)
    last = visit(visit_id="V9", visit_date=date(2026, 9, 20))
    assert verdict("excessive_visits", last, casebook(last, earlier=three)) == "violation"


def test_a_row_for_each_collector_and_a_second_file_are_one_visit() -> None:
    rows = [visit(row=5, visit_id="", visitors=("张立",)), visit(row=6, visit_id="", visitors=("李敏",))]
    assert [verdict("excessive_visits", v, casebook(*rows)) for v in rows] == ["", ""]
    again = visit(row=77)
    assert verdict("excessive_visits", again, casebook(again, earlier=[visit()])) == ""


def test_one_case_number_of_two_agencies_is_two_cases() -> None:
    other = visit(visit_id="V2", borrower_name="糜娟", agency="恒诚", start_time=time(15))
    assert verdict("excessive_visits", other, casebook(visit(), other)) == ""


@pytest.mark.parametrize(
    ("promise", "contacts", "expected"),
    [
        (date(2026, 9, 10), (), "violation"),
        (date(2026, 9, 10), (date(2026, 9, 10),), ""),
        (date(2026, 9, 10), (date(2026, 9, 5),), "violation"),
        (date(2026, 9, 10), (date(2026, 9, 30),), ""),
        (date(2026, 10, 13), (), "review"),
        (date(2026, 10, 15), (), ""),
        (date(2026, 11, 1), (), ""),
        (DAY, (DAY,), "violation"),
    ],
)
def test_promises(promise: date, contacts: tuple[date, ...], expected: str) -> None:
    log = tuple(ContactEntry(day, "电话") for day in contacts)
    by_case = case(promises=(Promise(promise),), contact_log=log)
    assert verdict("missed_follow_up", visit(), cases=[by_case]) == expected
    assert verdict("missed_follow_up", visit(promise_date=promise), cases=[case(contact_log=log)]) == expected


def test_the_visit_that_took_the_promise_has_the_one_finding() -> None:
    first, second = visit(visit_id="V1", visit_date=date(2026, 8, 1)), visit(visit_id="V2")
    book = casebook(first, second, cases=[case(promises=(Promise(date(2026, 9, 10)),))])
    assert [verdict("missed_follow_up", v, book) for v in (first, second)] == ["", "violation"]


def test_a_later_visit_or_a_newer_promise_follows_up() -> None:
    first = visit(visit_id="V1", visit_date=date(2026, 8, 9), promise_date=date(2026, 8, 14))
    assert verdict("missed_follow_up", first, casebook(first, visit(visit_id="V2", visit_date=date(2026, 8, 15)))) == ""
    assert verdict("missed_follow_up", first, casebook(first, visit(visit_id="V2", visit_date=date(2026, 8, 12)))) == "violation"
    newer = visit(visit_id="V2", visit_date=date(2026, 8, 12), promise_date=date(2026, 10, 30))
    assert verdict("missed_follow_up", first, casebook(first, newer)) == ""
