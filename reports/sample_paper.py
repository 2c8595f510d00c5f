"""The working paper of a sample: how it was drawn, what was found, what it says of the whole, and every drawn visit, as a workbook."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from audit.model import Lang, Progress, Text, Visit
from audit.sampling import ESTIMATE, METHOD_NAMES, STANDARD
from reports.export import write_whole

if TYPE_CHECKING:
    from audit.store.nouns import Sample, SampleItem
    from audit.store.store import Store

STAGE = Text("写出抽样底稿", "Writing the sample's paper")
_SHEET = Text("抽样底稿", "Sample")
_HEAD = (
    (Text("序", "No."), 6), (Text("层", "Stratum"), 16), (Text("外访编号", "Visit"), 14), (Text("案件编号", "Case"), 18), (Text("机构", "Agency"), 24),
    (Text("外访日期", "Date"), 12), (Text("开始时间", "Begin"), 10), (Text("外访人员", "Visitors"), 20), (Text("文件", "File"), 28),
    (Text("行号", "Row"), 8), (Text("核查结果", "Result"), 12), (Text("说明", "Note"), 40), (Text("核查人", "Checked by"), 12),
    (Text("核查时间", "Checked at"), 17),
)  # fmt: skip
_STATES: Mapping[str, Text] = {
    "": Text("未查", "not checked"), "ok": Text("无偏差", "no deviation"), "deviation": Text("有偏差", "deviation"),
}  # fmt: skip


def write_sample(store: Store, sample: Sample, path: Path, lang: Lang = "zh") -> Generator[Progress, None, Path]:
    """No borrower is named in it: a visit is found by its numbers, its file and row."""

    def fill(out: BinaryIO) -> Iterator[Progress]:
        items = store.sample_items(sample.id)
        yield Progress(STAGE, 0, len(items))
        book = Workbook(write_only=True)
        sheet = book.create_sheet(_SHEET.in_(lang))
        for n, (_, width) in enumerate(_HEAD, 1):
            sheet.column_dimensions[get_column_letter(n)].width = width
        for name, said in _about(store, sample, lang):
            sheet.append([None, _cell(sheet, name, bold=True), _cell(sheet, said, wrap=False)])
        sheet.append([])
        sheet.append([_cell(sheet, title.in_(lang), bold=True) for title, _ in _HEAD])
        for number, item in enumerate(items):
            visit = next(iter(store.visits_by_id([item.visit])), None)  # one that is gone leaves its place empty
            sheet.append([_cell(sheet, said) for said in _line(item, visit, lang)])
            if number % 50 == 0:
                yield Progress(STAGE, number, len(items))
        book.save(out)

    return (yield from write_whole(path, fill))


def _about(store: Store, sample: Sample, lang: Lang) -> Sequence[tuple[str, str]]:
    plan, result = sample.plan, store.sample_result(sample.id)
    told = result.text.in_(lang)
    if result.extends and result.checked:
        told += " " + ESTIMATE.format(population=result.population, estimated=result.estimated, at_most=result.at_most).in_(lang)
    said = (
        (Text("项目", "Project"), store.project(sample.project).name), (Text("样本", "Sample"), sample.name),
        (Text("方法", "Method"), METHOD_NAMES[plan.method].in_(lang)), (Text("种子", "Seed"), plan.seed),
        (Text("总体", "Whole"), f"{sample.population:,}"), (Text("样本量", "Size"), f"{plan.size:,}"),
        (Text("可信赖程度", "Confidence"), f"{plan.confidence:.1%}"), (Text("可容忍偏差率", "Tolerable rate"), f"{plan.tolerable:.1%}"),
        (Text("预计偏差率", "Expected rate"), f"{plan.expected:.1%}"), (Text("抽取", "Drawn"), f"{sample.by} {_moment(sample.at)}".strip()),
        (Text("结果", "Result"), told), (Text("依据", "Standard"), STANDARD.in_(lang)),
    )  # fmt: skip
    return [(name.in_(lang), value) for name, value in said]


def _line(item: SampleItem, visit: Visit | None, lang: Lang) -> Sequence[str]:
    known = ("", "", "", "", "", "", "", "")
    if visit is not None:
        day, begin = visit.visit_date, visit.start_time
        known = (
            visit.visit_id, visit.case_id, visit.agency, day.isoformat() if day else "", f"{begin:%H:%M}" if begin else "",
            ("、" if lang == "zh" else ", ").join(visit.visitors), visit.source.file, str(visit.source.row),
        )  # fmt: skip
    return (str(item.place), item.stratum, *known, _STATES[item.state].in_(lang), item.note, item.by, _moment(item.at))


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else ""


def _cell(sheet: object, text: str, *, bold: bool = False, wrap: bool = True) -> WriteOnlyCell:
    """Text as text, never a formula."""
    cell = WriteOnlyCell(sheet, "".join(c for c in text[:32_000] if c.isprintable() or c == "\n"))
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    return cell
