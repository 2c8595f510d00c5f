"""How each kind of block is drawn. Long blocks yield now and then, so that a long report can be watched and cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports import style as st
from reports.blocks import Bars, Beside, Blanks, Block, Facts, Grid, Heading, Headline, NewPage, Para, Quote, Table, Trend
from reports.drawing import beside, headline, picture
from reports.flow import Flow
from reports.typography import Line, Run

ROWS_A_STEP = 100
PAD = 3.0
TAIL = st.PLAIN.leading + st.PLAIN.after  # one line under the last quote of a case


def draw(flow: Flow, block: Block, after: Block | None, *, latin: bool) -> Iterator[None]:
    """Draw one block. A paragraph stays with the table `after` it. `latin` reports set prose without indent and flush left."""
    match block:
        case Heading(text, level):
            flow.wait([Run(text)], st.HEADINGS[level - 1], level - 1 if level < 3 else None)
        case Para(text, kind) if kind in ("lead", "held") or isinstance(after, Table):
            flow.wait([Run(text)] if isinstance(text, str) else text, _prose(kind, latin), None)
        case Para(text, kind):
            flow.paragraph([Run(text)] if isinstance(text, str) else text, _prose(kind, latin))
        case Facts():
            _facts(flow, block)
        case Table():
            yield from _table(flow, block)
        case Quote():
            yield from _quote(flow, block, TAIL if isinstance(after, Para) else 0.0)
        case Beside():
            yield from beside(flow, block, TAIL if isinstance(after, Para) else 0.0)
        case Headline():
            headline(flow, block)
        case Grid() | Bars() | Trend():
            picture(flow, block)
        case Blanks():
            _blanks(flow, block)
        case NewPage():
            if not flow.fresh:
                flow.new_page()
    yield


def _prose(kind: str, latin: bool) -> st.Style:
    if kind == "small":
        return st.SMALL
    if latin:
        return st.BODY_EN
    return st.BODY if kind in ("body", "held") else st.PLAIN


def _facts(flow: Flow, block: Facts) -> None:
    style, label_width = st.PLAIN, 96.0
    for label, value in block.rows:
        labels = flow.set([Run(label, "strong")], style, label_width - 6)
        values = flow.set([Run(value)], style, st.WIDTH - label_width)
        flow.place(min(2, max(len(labels), len(values))) * style.leading)
        for n in range(max(len(labels), len(values))):
            if flow.room < style.leading:
                flow.new_page()
            flow.y -= style.leading
            if n < len(labels):
                flow.line(st.LEFT, flow.y, labels[n], style, label_width)
            if n < len(values):
                flow.line(st.LEFT + label_width, flow.y, values[n], style, st.WIDTH - label_width)
    flow.y -= 6


MOST_KEPT = 400.0  # points of a form that go to a new page together rather than leave one line behind


def _blanks(flow: Flow, block: Blanks) -> None:
    """Labels with writing lines, all on one page where that leaves no great gap."""
    style = st.PLAIN
    whole = sum(
        len(flow.set([Run(label, "strong")], style, st.WIDTH)) * style.leading + rows * 24 + 8 for label, rows in block.lines
    )
    if whole < MOST_KEPT:
        flow.place(whole - 8)
    for label, rows in block.lines:
        lines = flow.set([Run(label, "strong")], style, st.WIDTH)
        flow.place(len(lines) * style.leading + rows * 24)
        for line in lines:
            flow.y -= style.leading
            flow.line(st.LEFT, flow.y, line, style, st.WIDTH)
        for _ in range(rows):
            flow.y -= 24
            flow.rule(st.LEFT, flow.y, st.LEFT + st.WIDTH, flow.y)
        flow.y -= 8


def _quote(flow: Flow, block: Quote, tail: float) -> Iterator[None]:
    """A cell's text beside a bar, over as many pages as it needs; a short one leaves room for what is said of it, the `tail`."""
    label = flow.set([Run(block.label)], st.SMALL, st.WIDTH)
    lines = flow.set(block.runs, st.QUOTE, st.WIDTH)
    flow.place(len(label) * st.SMALL.leading + min(3, len(lines)) * st.QUOTE.leading + (tail if len(lines) < 4 else 0.0))
    for line in label:
        flow.y -= st.SMALL.leading
        flow.line(st.LEFT, flow.y, line, st.SMALL, st.WIDTH)
    top = flow.y
    for n, line in enumerate(lines):
        if flow.room < st.QUOTE.leading * (2 if n == len(lines) - 2 else 1):
            _bar(flow, top)
            flow.new_page()
            top = flow.y
            yield
        flow.y -= st.QUOTE.leading
        flow.line(st.LEFT, flow.y, line, st.QUOTE, st.WIDTH)
    _bar(flow, top)
    flow.y -= 6


def _bar(flow: Flow, top: float) -> None:
    flow.rule(st.LEFT + 2, top - 1, st.LEFT + 2, flow.y - 1, "0.45 G", 2)


class _Grid:
    """Where a table's columns stand and how its cells are set."""

    def __init__(self, flow: Flow, table: Table):
        whole = sum(table.widths)
        self.widths = [st.WIDTH * w / whole for w in table.widths]
        self.lefts = [st.LEFT + sum(self.widths[:n]) for n in range(len(self.widths))]
        self.style = st.FINE if table.fine else st.CELL
        self.right = st.Style(self.style.size, self.style.leading, align="right")
        self.numbers = table.numbers
        self.flow = flow
        self.top = flow.y  # where this page's part of the table begins

    def cells(self, row: Sequence[str], look: str = "") -> list[list[Line]]:
        return [self.flow.set([Run(text, look)], self.style, width - 2 * PAD)
                for text, width in zip(row, self.widths, strict=True)]  # fmt: skip

    def height(self, cells: list[list[Line]]) -> float:
        return max(map(len, cells)) * self.style.leading + 2 * PAD

    def draw(self, cells: list[list[Line]], shade: bool = False) -> None:
        flow, height = self.flow, self.height(cells)
        if shade:
            flow.box(st.LEFT, flow.y - height, st.WIDTH, height, st.SHADE)
        for n, lines in enumerate(cells):
            style = self.right if n in self.numbers else self.style
            y = flow.y - PAD
            for line in lines:
                y -= style.leading
                flow.line(self.lefts[n] + PAD, y, line, style, self.widths[n] - 2 * PAD)
        flow.y -= height
        flow.rule(st.LEFT, flow.y, st.LEFT + st.WIDTH, flow.y)

    def close(self) -> None:
        """Top line and column lines of this page's part."""
        self.flow.rule(st.LEFT, self.top, st.LEFT + st.WIDTH, self.top, "0 G", 0.8)
        for x in (*self.lefts, st.LEFT + st.WIDTH):
            self.flow.rule(x, self.top, x, self.flow.y)


def _table(flow: Flow, table: Table) -> Iterator[None]:
    grid = _Grid(flow, table)
    head = grid.cells(table.head, "strong")
    flow.place(grid.height(head) + _together(grid, table.rows))
    grid.top = flow.y
    grid.draw(head, shade=True)
    for n, row in enumerate(table.rows):
        look = "strong" if table.strong_last and n == len(table.rows) - 1 else ""
        _row(grid, grid.cells(row, look), head)
        if n % ROWS_A_STEP == 0:
            yield
    grid.close()
    flow.y -= 10


SHORT_TABLE, MOST_TOGETHER = 8, 220.0  # rows, points


def _together(grid: _Grid, rows: Sequence[Sequence[str]]) -> float:
    """What stands with the head on one page: a short table whole, else the first row."""
    if not rows:
        return 0.0
    if len(rows) <= SHORT_TABLE and (whole := sum(grid.height(grid.cells(row)) for row in rows)) <= MOST_TOGETHER:
        return whole
    return min(grid.height(grid.cells(rows[0])), 160)


def _row(grid: _Grid, cells: list[list[Line]], head: list[list[Line]]) -> None:
    """One row; a row too high for what is left goes to a new page, a row too high for half a page is split."""
    flow = grid.flow
    while grid.height(cells) > flow.room:
        fit = int((flow.room - 2 * PAD) // grid.style.leading)
        if grid.height(cells) > 330 and fit >= 4:
            grid.draw([lines[:fit] for lines in cells])
            cells = [lines[fit:] for lines in cells]
        grid.close()
        flow.new_page()
        grid.top = flow.y
        grid.draw(head, shade=True)
    grid.draw(cells)
