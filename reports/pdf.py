"""The PDF: sections in order, contents with page numbers and links, headers and footers, written by ReportLab's canvas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from audit.model import Progress, Text
from reports import style as st
from reports.blocks import AuditReport, Block, Table
from reports.cidfont import FontSet
from reports.flow import Flow, Page
from reports.parts import draw
from reports.typography import Run

STAGE = Text("生成报告", "Building the report")
CONTENTS_LINE = st.Style(10.5, 18.5)
CONTENTS_SUB = st.Style(9.5, 14.5, indent=18)
HEADER = st.Style(8, 11, colour=st.GREY)


class _Canvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that puts nothing on a page by itself: ReportLab's own preamble would name a font that is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = ""


def write_pdf(report: AuditReport, out: BinaryIO) -> Iterator[Progress]:
    """Write the report. The same report gives the same bytes."""
    flow = Flow(FontSet(report.lang))
    yield from _body(flow, report)
    pages = (_front(flow, report) if report.front else []) + flow.pages
    yield from _emit(flow, pages, report, out)


def _body(flow: Flow, report: AuditReport) -> Iterator[Progress]:
    total = sum(_weight(block) for section in report.sections for block in section.blocks)
    done = 0
    for n, section in enumerate(report.sections):
        if section.new_page and n and not flow.fresh:
            flow.new_page()
        if section.title:
            flow.wait([Run(section.title)], st.HEADINGS[0], 0)
        for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            for _ in draw(flow, block, after, latin=report.lang == "en"):
                yield Progress(STAGE, done, total)
            done += _weight(block)
        flow.place(0)


def _weight(block: Block) -> int:
    return len(block.rows) if isinstance(block, Table) else 1


def _front(flow: Flow, report: AuditReport) -> list[Page]:
    """Cover and contents. How many pages the contents take is known from how many entries there are."""
    entries = [(n, anchor) for n, page in enumerate(flow.pages) for anchor in page.anchors]
    front = Flow(flow.fonts)
    _cover(front, report)
    first = _contents(Flow(flow.fonts), report, entries, 0)
    shift = 1 + len(first)
    return front.pages + _contents(Flow(flow.fonts), report, entries, shift)


def _cover(flow: Flow, report: AuditReport) -> None:
    right = st.Style(10.5, 17, align="right", bold=True)
    flow.paragraph([Run(report.classification)], right)
    flow.paragraph([Run(report.number)], st.Style(10.5, 17, align="right"))
    flow.y -= 130
    flow.paragraph([Run(report.cover_title or report.title)], st.TITLE)
    flow.paragraph([Run(report.subtitle)], st.Style(12, 20, align="centre", colour=st.GREY))
    flow.rule(st.LEFT + 120, flow.y - 8, st.LEFT + st.WIDTH - 120, flow.y - 8, st.ACCENT_LINE, 1.2)
    flow.y -= 70
    label_width = 118.0
    for label, value in report.cover:
        lines = flow.set([Run(value)], st.PLAIN, st.WIDTH - label_width - 40)
        for n, line in enumerate(lines):
            flow.y -= st.PLAIN.leading
            if not n:
                flow.line(st.LEFT + 30, flow.y, flow.set([Run(label, "strong")], st.PLAIN, label_width)[0], st.PLAIN, label_width)
            flow.line(st.LEFT + 30 + label_width, flow.y, line, st.PLAIN, st.WIDTH - label_width - 40)
        flow.y -= 5
    flow.y = min(flow.y - 30, 180)
    flow.paragraph([Run(report.cover_note)], st.SMALL)


def _contents(flow: Flow, report: AuditReport, entries: list[tuple[int, Any]], shift: int) -> list[Page]:
    flow.paragraph([Run(report.contents_title)], st.Style(16, 26, after=14, bold=True, align="centre"))
    for n, (page, anchor) in enumerate(entries):
        style = CONTENTS_SUB if anchor.level else CONTENTS_LINE
        if flow.room < style.leading:
            flow.new_page()
        flow.y -= style.leading
        _entry(flow, anchor.title, str(page + shift + 1), style)
        flow.page.links.append(((st.LEFT, flow.y, st.LEFT + st.WIDTH, flow.y + style.leading), f"a{n}"))
    return flow.pages


def _entry(flow: Flow, title: str, number: str, style: st.Style) -> None:
    width, size = st.WIDTH - style.indent, style.size
    line = flow.set([Run(title)], style, st.WIDTH - 50)[0]
    flow.line(st.LEFT, flow.y, line, style, st.WIDTH)
    right = st.Style(size, style.leading, align="right")
    flow.line(st.LEFT, flow.y, flow.set([Run(number)], right, st.WIDTH)[0], right, st.WIDTH)
    start = st.LEFT + style.indent + line.width * size + 6
    end = st.LEFT + style.indent + width - flow.fonts.width(number) * size - 6
    y = flow.y + (style.leading - size) / 2 + size * 0.14
    flow.page.ops.append(f"q [0.8 3] 0 d 0.5 G 0.8 w {start:.2f} {y:.2f} m {end:.2f} {y:.2f} l S Q")


def _emit(flow: Flow, pages: list[Page], report: AuditReport, out: BinaryIO) -> Iterator[Progress]:
    canvas = _canvas(report, flow, out)
    flow.fonts.attach(canvas._doc)
    margin = Flow(flow.fonts)
    key = 0
    for number, page in enumerate(pages, 1):
        margin.pages = [Page()]
        if number > 1 or not report.front:
            _margins(margin, report, number, len(pages))
        canvas._code = [*margin.page.ops, *page.ops]
        for rect, target in page.links:
            canvas.linkRect("", target, rect, relative=0, thickness=0)
        for anchor in page.anchors:
            canvas.bookmarkPage(f"a{key}", fit="XYZ", left=0, top=min(st.PAGE[1], anchor.y + 12))
            canvas.addOutlineEntry(anchor.title, f"a{key}", anchor.level, closed=anchor.level == 0)
            key += 1
        canvas.showPage()
        page.ops = []
        if number % 50 == 0:
            yield Progress(STAGE, number, len(pages))
    canvas.save()


def _canvas(report: AuditReport, flow: Flow, out: BinaryIO) -> Any:
    canvas = _Canvas(out, pagesize=st.PAGE, pageCompression=1, invariant=1, lang="zh-CN" if report.lang == "zh" else "en")
    canvas.setTitle(flow.clean(report.title))
    canvas.setSubject(flow.clean(report.subject))
    canvas.setAuthor("")
    canvas.setCreator("Visit Audit")
    canvas.setDateFormatter(lambda *_: report.made)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    return canvas


def _margins(flow: Flow, report: AuditReport, number: int, total: int) -> None:
    top, foot = st.PAGE[1] - 50, 40.0
    _aligned(flow, report.classification, top, "left")
    _aligned(flow, report.number, top, "right")
    flow.rule(st.LEFT, top - 3, st.LEFT + st.WIDTH, top - 3)
    _aligned(flow, report.page_of.format(page=number, total=total), foot, "centre")


def _aligned(flow: Flow, text: str, y: float, align: str) -> None:
    style = st.Style(HEADER.size, HEADER.leading, colour=HEADER.colour, align=align)
    flow.line(st.LEFT, y, flow.set([Run(text)], style, st.WIDTH)[0], style, st.WIDTH)
