"""A desk over a real store in a temporary folder, with invented visits; its long verbs do no real reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from audit.model import (
    FileKind,
    FileReport,
    Finding,
    Outcome,
    Problem,
    SheetReport,
    Source,
    Text,
    Visit,
)
from gui.store_desk import StoreDesk
from tests.steps import drained

AGENCY = "瑞达信用管理有限公司"
ACCOUNT = "𠮷先生到访登记住址，未出示工作证件。借款人问身份，才报了姓名。期间说“不还就天天来”，邻居在场。约一刻钟后离开。"
VISITS = 6
FAILED = Text(
    "文件已损坏，读不出任何表格。请让机构重新发送。", "The file is damaged and holds no readable sheet. Ask the agency again."
)


def visit(row: int, account: str = ACCOUNT) -> Visit:
    return Visit(
        Source("瑞达_日志.xlsx", "9月", row), visit_id=f"W{row:04d}", case_id=f"AJ2026{row:05d}", agency=AGENCY, borrower_name="𠮷小芳",
        visit_date=date(2026, 9, row % 28 + 1), start_time=time(15, 20), end_time=time(15, 35), visitors=("周志强", "王磊"),
        visit_address="某市某区某路1号2栋301室", id_shown=True, recorded=True, account=account, remark="联系电话13812345678", typed={"id_shown": "√"},
        extra={"组别": "三组"},
    )  # fmt: skip


def finding(rule: str, of: Visit, quote: str, outcome: Outcome = Outcome.VIOLATION, grade: int = 3) -> Finding:
    start = of.account.index(quote)
    return Finding(
        rule, outcome, grade, Text(f"原文写明“{quote}”。", f"The account says “{quote}”."), Text("银行制度或委托合同约定", "bank policy"),
        (of.quote("account", start, start + len(quote)), of.cell("id_shown")), f"{rule}-{of.visit_id}", of.source,
        Text("提供该次外访的录音录像。", "The recording of this visit."),
    )  # fmt: skip


def findings(of: Visit) -> list[Finding]:
    found = [finding("no_id_shown", of, "未出示工作证件")]
    if of.source.row % 2:
        found.append(finding("threat_or_abuse", of, "不还就天天来", Outcome.REVIEW, 2))
    return found


@dataclass(frozen=True, slots=True)
class Filled:
    run: int


class SampleDesk(StoreDesk):
    """A real store with invented visits and findings, filled at once."""

    def __init__(self, folder: Path, filled: Path | None = None):
        """`filled` is what `fill` made of another store: then it is copied."""
        self._place, self._filled = folder / "sample.db", filled
        super().__init__(str(self._place))
        self.visits = VISITS

    def fill(self, policy: str = "cn-default", as_of: date = date(2026, 10, 15)) -> Filled:
        store = self.store
        if self._filled and self.visits == VISITS and not store.trail() and not store.projects():
            with closing(sqlite3.connect(self._filled)) as source, closing(sqlite3.connect(self._place)) as target:
                source.backup(target)
            (project,) = store.projects()
            run = store.last_run(project.id)
            assert run is not None
            return Filled(run.id)
        project = store.create_project("样例").id
        all_visits = [visit(row) for row in range(3, 3 + self.visits)]
        problem = Problem("瑞达_日志.xlsx", "9月", 7, "外访时间", Text("读不出时间。", "No time can be read."), "下午")
        sheet = SheetReport("9月", 2, 3, self.visits, {"外访经过": "account"})
        report = FileReport("瑞达_日志.xlsx", "0" * 64, FileKind.VISITS, (sheet,), (problem,))

        def reading() -> Iterator[list[Visit]]:
            yield all_visits
            return report

        steps = store.add_import(project, reading())  # type: ignore[arg-type]
        imported = drained(steps)
        run = store.begin_run(project, policy, "2026.1", as_of, "0")
        numbered = zip(imported.ids, all_visits, strict=True)
        store.add_findings(run.id, [(number, f) for number, v in numbered for f in findings(v)])
        return Filled(store.finish_run(run.id, self.visits).run.id)
