"""A mandatory part of the record is empty or cannot be read.

Case or borrower, collector, date, start time, place, person met (or "nobody") and outcome. Not broken when all are there. A log that
lacks a whole column has one finding for the log and none a row.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.casebook import Casebook
from audit.model import Evidence, Found, SheetReport, Text, Visit, listed
from audit.rules.rule import Rule, review, violation
from audit.values.clock import span

_NAMES: Mapping[str, Text] = {
    "case_id": Text("案件编号", "case"),
    "borrower_name": Text("借款人", "borrower"),
    "visitors": Text("外访人员", "collectors"),
    "visit_date": Text("外访日期", "date"),
    "start_time": Text("开始时间", "start time"),
    "visit_address": Text("外访地址", "place visited"),
    "person_met": Text("会见对象", "person met"),
    "outcome": Text("外访结果", "outcome"),
}
_EACH = ("visitors", "visit_date", "start_time", "visit_address", "person_met", "outcome")
_WHO = ("case_id", "borrower_name")


def check(visit: Visit, book: Casebook) -> Found | None:
    if not (visit.visitors and visit.visit_date and visit.start_time and visit.visit_address and visit.person_met and visit.outcome
            and (visit.case_id or visit.borrower_name)):  # fmt: skip
        gaps = [name for name in _EACH if not getattr(visit, name) and name in visit.columns and not _by_number(visit, name)]
        if not visit.case_id and not visit.borrower_name:
            gaps = [*(name for name in _WHO if name in visit.columns), *gaps]
        if gaps:
            return violation(_lay(visit, gaps), *(visit.cell(name) for name in gaps))
    if visit.start_time and visit.end_time and visit.end_time < visit.start_time and not span(visit.start_time, visit.end_time):
        text = _BACKWARDS.format(start=visit.start_time.strftime("%H:%M"), end=visit.end_time.strftime("%H:%M"))
        return review(text, visit.cell("start_time"), visit.cell("end_time"))
    return None


def check_log(sheet: SheetReport, book: Casebook) -> Found | None:
    missing = [name for name in _EACH if name in sheet.missing]
    if all(name in sheet.missing for name in _WHO):
        missing = [*_WHO, *missing]
    if not missing:
        return None
    named = listed(_NAMES[n] for n in missing)
    text = Text(f"整份日志没有以下必备栏目：{named.zh}。", f"The whole log has no column for: {named.en}.")
    return violation(text, *(Evidence("columns", header) for header in sheet.columns if header))


def _by_number(visit: Visit, name: str) -> bool:
    """Staff numbers say who went as well as names do."""
    return name == "visitors" and bool(visit.visitor_numbers)


def _lay(visit: Visit, gaps: list[str]) -> Text:
    zh, en = [], []
    for name in gaps:
        typed = visit.as_typed(name).strip()
        zh.append(f"{_NAMES[name].zh}“{typed}”无法识别" if typed else f"{_NAMES[name].zh}为空")
        en.append(f"{_NAMES[name].en} “{typed}” cannot be read" if typed else f"{_NAMES[name].en} is empty")
    return Text(f"记录必备要素缺失：{'，'.join(zh)}。", f"Mandatory parts of the record are missing: {', '.join(en)}.")


_BACKWARDS = Text(
    "结束时间{end}早于开始时间{start}，时间记录有误。", "The end {end} is before the start {start}: one of the times is wrong."
)

RULE = Rule(
    "record_gap",
    title=Text("记录要素缺失", "Gap in the record"),
    ground="R",
    grade=4,
    family="record",
    broken=Text(
        "必备要素为空或无法识别：案件或借款人、外访人员、日期、开始时间、地址、会见对象、结果；或整份日志没有该栏目。",
        "A mandatory part is empty or cannot be read: case or borrower, visitors, date, start, place, person met, outcome; or the whole log has no such column.",
    ),
    kept=Text(
        "各必备要素齐全；未见到人而填写“无人”；以工号代替姓名。",
        "All mandatory parts are there; “nobody” where nobody was met; staff numbers in place of names.",
    ),
    clears=Text("机构补正并附原始记录。", "The agency's correction with the original record."),
    check=check,
    check_log=check_log,
)
