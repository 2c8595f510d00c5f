"""The rows of the findings workbook, sheet by sheet: name, header, widths, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from audit.grading import Cell
from audit.rules import BY_CODE, RULES
from reports.fieldnames import field_name
from reports.tally import Item, RuleCount
from reports.telling import Telling
from reports.words import GRADES, KINDS, STANDINGS, VERDICTS

Row: TypeAlias = Sequence[str | int | float]
Rows: TypeAlias = tuple[str, Sequence[str], Sequence[int], Iterable[Row]]

FINDINGS: tuple[tuple[str, str, int], ...] = (
    ("序号", "No.", 7), ("外访编号", "Visit", 14), ("案件编号", "Case", 18), ("机构", "Agency", 18), ("借款人", "Borrower", 10),
    ("外访日期", "Date", 12), ("开始时间", "Start", 9), ("外访人员", "Visitors", 14), ("外访地址", "Address", 28), ("规则", "Rule", 20),
    ("规则代码", "Rule code", 18), ("级别", "Grade", 8), ("结果", "Result", 13), ("事实", "Fact", 40), ("引文", "Evidence", 46),
    ("依据", "Basis", 40), ("从重情形", "Aggravating", 16), ("核实所需", "What would settle it", 24), ("复核结论", "Decision", 10),
    ("复核人", "Decided by", 10), ("复核时间", "Decided at", 16), ("复核理由", "Reason", 24), ("文件", "File", 24), ("工作表", "Sheet", 12),
    ("行号", "Row", 7), ("指纹", "Fingerprint", 34),
)  # fmt: skip


def finding_rows(t: Telling) -> Rows:
    rows = (_finding(t, n, item) for n, item in enumerate(t.items, 1))
    return t.say("检查结果", "Findings"), [t.say(zh, en) for zh, en, _ in FINDINGS], [w for *_, w in FINDINGS], rows


def _finding(t: Telling, n: int, item: Item) -> Row:
    f, v, d = item.finding, item.visit, item.decision
    visit = (
        (v.visit_id, v.case_id, t.agency(v.agency), t.name(v.borrower_name), v.as_typed("visit_date") if not v.visit_date else
         v.visit_date.isoformat(), v.start_time.strftime("%H:%M") if v.start_time else v.as_typed("start_time"),
         t.join([t.visitor(name) for name in v.visitors]), t.masked(v.visit_address, f))
        if v else ("", "", t.agency(item.agency), "", "", "", "", "")
    )  # fmt: skip
    told = (
        t.title(f.rule), f.rule, t.text(GRADES[f.grade]), t.text(STANDINGS[item.standing]), t.masked(t.text(f.message), f), _evidence(t, item),
        t.text(f.basis), t.masked(t.say("", " ").join(t.text(a) for a in f.aggravated), f), t.masked(t.text(f.clears), f),
    )  # fmt: skip
    decision = (t.text(VERDICTS[d.verdict]), d.by, d.at.strftime("%Y-%m-%d %H:%M"), t.reason(item)) if d else ("", "", "", "")
    return (n, *visit, *told, *decision, f.source.file, f.source.sheet, f.source.row or "", f.fingerprint)


def _evidence(t: Telling, item: Item) -> str:
    """Every quote in full, one a line, with the place where it is not the visit's own row."""
    lines = []
    for e in item.finding.evidence:
        elsewhere = e.source and e.source != item.finding.source
        place = t.say("（{}）", " ({})").format(t.place(e.source)) if e.source and elsewhere else ""
        quote = t.masked(e.quote, item.finding, e.field) or t.say("（空）", "(empty)")
        lines.append(f"{t.column(e, e.source or item.finding.source)}{place}{t.say('：', ': ')}“{quote}”")
    return "\n".join(lines)


def issue_rows(t: Telling) -> Rows:
    head = [
        t.say("文件", "File"),
        t.say("工作表", "Sheet"),
        t.say("行号", "Row"),
        t.say("列", "Column"),
        t.say("问题", "Problem"),
        t.say("原值", "Value"),
    ]
    rows = ((p.file, p.sheet, p.row or "", p.column, t.text(p.problem), t.value(p)) for f in t.result.files for p in f.problems)
    return t.say("未读单元格", "Issues"), head, (28, 14, 8, 18, 50, 40), rows


def figure_rows(t: Telling) -> Rows:
    """By rule and agency: findings, and each agency's visits as the denominator."""
    agencies = t.tally.agencies
    head = [t.say("规则", "Rule"), t.say("级别", "Grade"), t.say("疑似违规合计", "Violations"), t.say("待核实合计", "To review"), t.say("已排除", "Dismissed"),
            *(t.agency(a.agency) for a in agencies)]  # fmt: skip
    return t.say("统计", "Figures"), head, (26, 8, 12, 12, 10, *(18 for _ in agencies)), _figures(t, agencies)


def _figures(t: Telling, agencies: Sequence[Cell]) -> Iterator[Row]:
    whole = t.tally.whole
    yield (t.say("检查记录数", "Visits checked"), "", whole.visits, "", "", *(a.visits for a in agencies))
    yield (t.say("存在疑似违规的记录数", "Visits with a violation"), "", whole.with_violation, whole.with_review, "",
           *(a.with_violation for a in agencies))  # fmt: skip
    for code in [r.code for r in RULES] + sorted(set(t.tally.by_rule) - set(BY_CODE)):
        count = t.tally.by_rule.get(code, RuleCount())
        grade = t.text(GRADES[BY_CODE[code].grade]) if code in BY_CODE else ""
        yield (t.title(code), grade, count.violations, count.standings["review"], count.standings["dismissed"],
               *(t.tally.rule_agency.get((code, a.agency), 0) for a in agencies))  # fmt: skip


def file_rows(t: Telling) -> Rows:
    head = [t.say("文件", "File"), t.say("类别", "Kind"), "SHA-256", t.say("工作表", "Sheet"), t.say("标题行", "Header row"), t.say("首行", "First row"),
            t.say("记录数", "Rows"), t.say("缺少的必备列", "Missing columns"), t.say("说明", "Note")]  # fmt: skip
    return t.say("文件", "Files"), head, (28, 12, 68, 14, 9, 9, 9, 24, 40), _files(t)


def _files(t: Telling) -> Iterator[Row]:
    for report in t.result.files:
        kind = t.text(KINDS[report.kind]) if report.kind else ""
        note = t.text(report.failed) if report.failed else ""
        for s in report.sheets:
            missing = t.join([t.text(field_name(m)) for m in s.missing])
            yield (report.name, kind, report.sha256, s.name, s.header_row, s.first_row, s.rows, missing, note)
        if not report.sheets:
            yield (report.name, kind, report.sha256, "", "", "", 0, "", note)
