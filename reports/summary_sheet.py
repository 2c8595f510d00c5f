"""The workbook's summary: the cross tables that a clerk would make of the findings, each with its chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from audit.rules import RULES
from reports.cells import FORMULA, safe
from reports.rhythm import rhythm, visitors
from reports.telling import Telling
from reports.words import GRADES

MOST_PEOPLE = 30
Value = str | int | float
#: Bars in greys that a copier keeps apart.
GREYS = ("404040", "7F7F7F", "A6A6A6", "D0D0D0")


def summary_sheet(book: Workbook, t: Telling) -> None:
    """Tables one below the other in the columns on the left, their charts on the right. The book is written row by row."""
    sheet = book.create_sheet(t.say("汇总", "Summary"))
    sheet.column_dimensions["A"].width = 30
    for n in range(2, 12):
        sheet.column_dimensions[get_column_letter(n)].width = 12
    rows: dict[int, list[Any]] = {}
    row = 1
    for title, head, values, make in _tables(t):
        last = row + 1 + len(values)
        rows[row] = [_cell(sheet, title, t, Font(bold=True, size=12))]
        rows[row + 1] = [_cell(sheet, text, t, Font(bold=True), PatternFill("solid", fgColor="E4E7EC")) for text in head]
        rows.update((row + 2 + n, [_cell(sheet, value, t) for value in line]) for n, line in enumerate(values))
        if values:
            chart = make(sheet, row + 1, last, len(head))
            chart.title = title
            sheet.add_chart(chart, f"{get_column_letter(max(len(head) + 2, 11))}{row}")
        row = max(last + 3, row + 20)
    for n in range(1, max(rows, default=0) + 1):
        sheet.append(rows.get(n, []))


def _cell(sheet: Any, value: Value, t: Telling, font: Font | None = None, fill: PatternFill | None = None) -> Any:
    cell = WriteOnlyCell(sheet, safe(value, t.lang) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.quotePrefix = bool(FORMULA.match(value))
    elif isinstance(value, float):
        cell.number_format = "0.0%"
    if font:
        cell.font, cell.alignment = font, Alignment(wrap_text=fill is not None, vertical="center")
    if fill:
        cell.fill = fill
    return cell


def _tables(t: Telling) -> Iterator[tuple[str, Sequence[str], list[Sequence[Value]], Any]]:
    grades = [t.text(GRADES[g]) for g in GRADES]
    head = [t.say("机构", "Agency"), *grades, t.say("待核实", "To review"), t.say("检查记录数", "Visits"), t.say("违规记录数", "With violation"), t.say("违规率", "Rate")]  # fmt: skip
    cells = t.tally.agencies
    yield t.say("机构 × 级别（疑似违规项数）", "Agency × grade (suspected violations)"), head, [
        (t.agency(c.agency), *(c.by_grade.get(g, 0) for g in GRADES), sum(c.reviews.values()), c.visits, c.with_violation,
         round(c.violation_rate.share or 0.0, 4)) for c in cells], _stacked  # fmt: skip
    codes = [rule for rule in RULES if t.tally.whole.violations.get(rule.code) or t.tally.whole.reviews.get(rule.code)]
    yield t.say("规则（项数）", "Rule (findings)"), [t.say("规则", "Rule"), t.say("疑似违规", "Suspected"), t.say("待核实", "To review")], [
        (t.text(rule.title), t.tally.whole.violations.get(rule.code, 0), t.tally.whole.reviews.get(rule.code, 0)) for rule in codes
    ], _bars  # fmt: skip
    when = rhythm(t)
    spells, unit = (
        (when.months, t.say("月份", "Month")) if len(when.months) > 1 else (when.weeks, t.say("周（周一）", "Week (Monday)"))
    )
    yield t.say("走势（违规率、待核率）", "Trend (violation and review rates)"), [unit, t.say("违规率", "Violation rate"), t.say("待核率", "Review rate"), t.say("检查记录数", "Visits")], [
        (f"{s.first:%Y-%m}" if len(when.months) > 1 else s.first.isoformat(), round(s.broken / s.visits, 4), round(s.waiting / s.visits, 4), s.visits)
        for s in spells], _line  # fmt: skip
    people = visitors(t)[:MOST_PEOPLE]
    yield t.say("外访人员（涉及疑似违规项数，不表示个人责任）", "Visitors (findings in their records; nobody's fault is said)"), [
        t.say("外访人员", "Visitor"), t.say("疑似违规", "Findings"), t.say("检查记录数", "Visits"), t.say("机构", "Agency")], [
        (t.visitor(v.name) + (f" {v.number}" if v.number else ""), v.findings, v.visits, t.agency(v.agency)) for v in people], _first  # fmt: skip


def _bar_chart(sheet: Any, head: int, last: int, columns: int, kind: str) -> BarChart:
    chart = BarChart()
    chart.type = kind
    chart.add_data(Reference(sheet, min_col=2, max_col=columns, min_row=head, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    for n, series in enumerate(chart.series):
        series.graphicalProperties.solidFill = GREYS[n % len(GREYS)]
        series.graphicalProperties.line.solidFill = "000000"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.width, chart.height = 22, max(8.0, min(24.0, 0.55 * (last - head) + 4)) if kind == "bar" else 9
    if kind == "bar":
        chart.x_axis.scaling.orientation = "maxMin"
    return chart


def _stacked(sheet: Any, head: int, last: int, _: int) -> BarChart:
    chart = _bar_chart(sheet, head, last, 1 + len(GRADES), "col")
    chart.grouping, chart.overlap = "stacked", 100
    return chart


def _bars(sheet: Any, head: int, last: int, columns: int) -> BarChart:
    return _bar_chart(sheet, head, last, columns, "bar")


def _first(sheet: Any, head: int, last: int, _: int) -> BarChart:
    chart = _bar_chart(sheet, head, last, 2, "bar")
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    chart.legend = None
    return chart


def _line(sheet: Any, head: int, last: int, _: int) -> LineChart:
    chart = LineChart()
    chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=head, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    for series, dash, mark in zip(chart.series, ("solid", "dash"), ("circle", "square"), strict=True):
        series.graphicalProperties.line.solidFill = "000000"
        series.graphicalProperties.line.dashStyle = dash
        series.marker.symbol = mark
    chart.y_axis.number_format, chart.y_axis.scaling.min = "0%", 0
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.width, chart.height = 22, 9
    return chart
