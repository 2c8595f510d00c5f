"""Builders for the store's tests: readings as intake would hand them over, findings, a clock that ticks."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from audit.model import (
    FIELDS,
    Decision,
    Evidence,
    FiledAddress,
    FileKind,
    FileReport,
    Finding,
    Outcome,
    Problem,
    SheetReport,
    Source,
    Text,
    Verdict,
    Visit,
)
from audit.store.nouns import ImportInfo, RunDiff
from audit.store.store import Reading, Store
from tests import make
from tests.steps import drained

DAY = date(2026, 10, 15)


def ticking(start: datetime = datetime(2026, 10, 15, 9, tzinfo=UTC)) -> Callable[[], datetime]:
    """A clock that is a minute later each time it is read."""
    minutes = iter(range(1_000_000))
    return lambda: start + timedelta(minutes=next(minutes))


def visits(n: int, agency: str = "安信", **fields: Any) -> list[Visit]:
    return [make.visit(row=i + 2, visit_id=f"V{i}", case_id=f"C{i % 3}", agency=agency, **fields) for i in range(n)]


def full_visit() -> Visit:
    """Something in every field, with what is hard to keep exactly."""
    return Visit(
        Source("安信 9月.xlsx", "第1周", 7), "V1", "C1", "安信", "欧阳𠮷", date(2026, 9, 30), time(9, 30), time(10, 15, 30),
        ("张立", "李敏"), ("A01", "A02"), "杭州市西湖区古墩路673弄9幢501室", "住址", "家", "单位", "户籍",
        (FiledAddress("mailing", "信箱 12", "liable"), FiledAddress("other", "老家")), "路遥遥", "本人", True, "工装", False,
        datetime(2026, 9, 30, 9, 29), time(10, 20), "对方说“别来”\n第二行\t=1+1 ' \" % _ \\", "承诺还款", date(2026, 10, 1),
        Decimal("1000.00"), False, "已电联", 30.28741, -0.5, datetime(2026, 9, 30, 18, 0, 5), "无", "备注", {"自定列": "值", "b": ""},
        {"recorded": "无", "start_time": "上午9点半"}, frozenset(FIELDS),
    )  # fmt: skip


def report(name: str = "a.xlsx", sha: str = "a" * 64, kind: FileKind | None = FileKind.VISITS, **fields: Any) -> FileReport:
    sheet = SheetReport("9月", 3, 4, 10, {"外访日期": "visit_date", "自定列": None, "案件号": "case_id"}, ("visitors",))
    problem = Problem(name, "9月", 9, "外访日期", Text("看不懂这个日期。", "The date is not understood."), "13月1日")
    return FileReport(name, sha, kind, (sheet,), (problem, Problem(name, "9月", None, "", Text("空表", "empty"))), **fields)


def reading(rows: Iterable[Any], told: FileReport | None = None, size: int = 4) -> Reading:
    """What intake hands over: rows in batches, then the report."""
    items = list(rows)

    def steps() -> Generator[Any, None, FileReport]:
        for start in range(0, len(items), size):
            yield items[start : start + size]
        return told or report()

    return steps()


def imported(store: Store, project: int, rows: Iterable[Any], told: FileReport | None = None, **more: Any) -> ImportInfo:
    info = drained(store.add_import(project, reading(rows, told), **more))
    assert isinstance(info, ImportInfo)
    return info


def finding(v: Visit, rule: str = "lone_visitor", quote: str = "两人到场", **fields: Any) -> Finding:
    given: dict[str, Any] = {
        "rule": rule, "outcome": Outcome.VIOLATION, "grade": 2, "message": Text("一句话", "a sentence"),
        "basis": Text("某条", "a clause"), "evidence": (Evidence("account", quote, 0, len(quote)),),
        "fingerprint": f"{rule}|{v.key}", "source": v.source, "clears": Text("录音", "a recording"),
    }  # fmt: skip
    return Finding(**{**given, **fields})


def run(store: Store, project: int, found: Iterable[tuple[int | None, Finding]], **more: Any) -> RunDiff:
    """A whole run of these findings."""
    begun = store.begin_run(project, "cn-default", "2026.1", DAY, "1.0", **more)
    store.add_findings(begun.id, found)
    return store.finish_run(begun.id, visits=3)


def decision(f: Finding, verdict: Verdict = Verdict.CONFIRMED, by: str = "王", **fields: Any) -> Decision:
    return Decision(f.fingerprint, verdict, by, datetime(2026, 10, 16, 8, tzinfo=UTC), **fields)
