"""The last period is found in the store, counted as today, and only where it lies before this one and is the same agency's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.past import past
from audit.policy import load
from audit.run import AuditRun, Inputs, run_audit
from audit.store.store import Store
from reports.content import tell
from reports.result import AuditResult
from tests.reports.test_content import section, text_of
from tests.steps import drained

HEAD = "外访编号,案件编号,机构,借款人,外访日期,开始时间,结束时间,外访人员,外访地址,见面人,外访经过,外访结果"
ROW = "{no},{no},{agency},赵六,{day},1{n}:00,1{n}:30,{who},杭州市西湖区文三路{n}号,本人,出示工作证，谈还款。,承诺还款"


def log(folder: Path, name: str, day: str, agency: str = "瑞达", lone: int = 0, visits: int = 3) -> Path:
    rows = [
        ROW.format(no=f"{name}{n}", agency=agency, day=day, n=n + 1, who="张三" if n < lone else "张三、李四")
        for n in range(visits)
    ]
    path = folder / f"{name}.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8-sig")
    return path


def audited(store: Store, *logs: Path) -> AuditRun:
    run: AuditRun = drained(run_audit(store, Inputs.of(logs), load("cn-default"), date(2026, 10, 15)))
    return run


def test_the_newest_earlier_audit_of_the_agency_is_the_last_period(tmp_path: Path) -> None:
    with Store("memory") as store:
        audited(store, log(tmp_path, "七月", "2026-07-06", lone=3))
        audited(store, log(tmp_path, "八月", "2026-08-03", lone=1))
        now = audited(store, log(tmp_path, "九月", "2026-09-07", lone=2))
        (found,) = drained(past(store, now))
    assert (found.agency, found.first, found.cell.visits, found.cell.violations["lone_visitor"]) == ("瑞达", date(2026, 8, 3), 3, 1)
    text = text_of(section(tell(replace(AuditResult.of(now), past=(found,))), "四"))
    assert "上期|1/3" in text  # the first point of the trend
    assert "违规率|33.3%\n1/3|66.7%\n2/3|+33.3个百分点" in text


def test_each_month_under_one_file_name_has_its_last_period_too(tmp_path: Path) -> None:
    with Store("memory") as store:
        audited(store, log(tmp_path, "日志", "2026-08-03", lone=1))
        audited(store, log(tmp_path, "日志", "2026-09-07", lone=2))
        now = audited(store, log(tmp_path, "日志", "2026-09-07", lone=2))  # again: nothing is compared with itself
        (found,) = drained(past(store, now))
    assert (found.first, found.cell.violations["lone_visitor"]) == (date(2026, 8, 3), 1)


@pytest.mark.parametrize(("day", "agency"), [("2026-09-10", "瑞达"), ("2026-08-03", "恒远")])
def test_later_audits_and_other_agencies_are_no_last_period(tmp_path: Path, day: str, agency: str) -> None:
    with Store("memory") as store:
        audited(store, log(tmp_path, "别的", day, agency))
        now = audited(store, log(tmp_path, "九月", "2026-09-07"))
        assert drained(past(store, now)) == ()
    assert "无从与上期比较" in text_of(section(tell(AuditResult.of(now)), "四"))


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("瑞达资产（杭州）有限公司", "瑞达资产 (杭州)"),
        ("瑞达", "瑞达有限责任公司"),
        ("Ruida Asset Co., Ltd.", "RUIDA ASSET"),
        ("瑞达 信用", "瑞达信用"),
    ],
)
def test_an_agency_is_known_again_however_its_name_is_written(tmp_path: Path, then: str, now: str) -> None:
    with Store("memory") as store:
        audited(store, log(tmp_path, "八月", "2026-08-03", f'"{then}"', lone=1))
        run = audited(store, log(tmp_path, "九月", "2026-09-07", f'"{now}"', lone=2))
        (found,) = drained(past(store, run))
    assert (found.agency, found.cell.agency, found.cell.visits, found.cell.violations["lone_visitor"]) == (now, now, 3, 1)


def test_two_agencies_that_share_a_stem_stay_two(tmp_path: Path) -> None:
    with Store("memory") as store:
        audited(store, log(tmp_path, "八月", "2026-08-03", "瑞达资产有限公司"))
        run = audited(store, log(tmp_path, "九月", "2026-09-07", "瑞达信用有限公司"))
        assert drained(past(store, run)) == ()


def test_two_spellings_then_are_counted_together_and_two_now_are_not_guessed_at(tmp_path: Path) -> None:
    with Store("memory") as store:
        audited(store, log(tmp_path, "七月上", "2026-07-03", "瑞达有限公司"), log(tmp_path, "七月下", "2026-07-20", "瑞达"))
        run = audited(store, log(tmp_path, "九月", "2026-09-07", "瑞达（有限公司）"))
        (found,) = drained(past(store, run))
        assert (found.first, found.last, found.cell.visits) == (date(2026, 7, 3), date(2026, 7, 20), 6)
        two = audited(store, log(tmp_path, "十月", "2026-10-03", "瑞 达"), log(tmp_path, "十月下", "2026-10-10", "瑞达公司"))
        assert drained(past(store, two)) == ()
