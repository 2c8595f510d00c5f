"""An audit by several processes answers as one process does."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from audit import crew
from audit.auditor import audit
from audit.casebook import Casebook
from audit.model import Source, Visit
from audit.policy import load

ACCOUNTS = (
    "我一个人上的门，收了客户现金500元。",
    "两人到场，出示工作证，客户称月底还款。",
    "",
    "搭档没来，客户要求看证件，没有出示。",
)


@pytest.fixture
def book() -> Casebook:
    start = date(2026, 9, 1)
    visits = [
        Visit(
            Source("log.xlsx", "1", n + 2), case_id=f"C{n // 2}", visit_date=start + timedelta(days=n % 20), start_time=time(9 + n % 8),
            end_time=time(10 + n % 8), visitors=("甲一", "乙二") if n % 3 else ("甲一",), visit_address=f"苏州市人民路{n}号", account=ACCOUNTS[n % 4],
        )
        for n in range(60)
    ]  # fmt: skip
    return Casebook(visits, policy=load("cn-default"), as_of=date(2026, 10, 15))


def test_a_crew_finds_what_one_process_finds(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "WORTH", 1)
    monkeypatch.setattr(crew, "CHUNK", 7)
    alone = list(audit(book))
    assert any(one.findings for one in alone)
    assert list(crew.audit_by_crew(book, 2)) == alone


def test_a_crew_that_dies_leaves_the_rest_to_the_caller(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "WORTH", 1)
    monkeypatch.setattr(crew, "_settle", _dies)
    assert list(crew.audit_by_crew(book, 2)) == list(audit(book))


def test_closing_ends_the_crew(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "WORTH", 1)
    monkeypatch.setattr(crew, "CHUNK", 7)
    job = crew.audit_by_crew(book, 2)
    next(job)
    job.close()


def _dies(*_: object) -> None:
    raise SystemExit(3)
