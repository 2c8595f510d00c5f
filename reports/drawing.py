"""Pictures and side-by-side quotes drawn as vectors: grids of shades, bars, columns over time. All in greys, each with its figures."""

from __future__ import annotations

from collections.abc import Iterator

from reports import style as st
from reports.blocks import Bars, Beside, Grid, Headline, Picture, Quote, Trend
from reports.flow import Flow
from reports.typography import Line, Run

CAPTION = st.Style(9.5, 15, bold=True)
NOTE = st.Style(8, 12, colour=st.GREY)
LABEL = st.Style(8, 11)
FIGURE = st.Style(7, 9, align="centre")
NARROW = st.Style(6.5, 8.5, align="centre")
SIDE = st.Style(9, 14.5)
#: Fills from nothing to most: five steps that a copier keeps apart.
SHADES = ("1 g", "0.9 g", "0.77 g", "0.62 g", "0.45 g", "0.27 g")
DARK = 4  # from this shade on figures are white
COLUMN, OUTLINE = "0.72 g", "0.25 G"
GAP = 12.0
WIDEST = 96.0  # of a grid's column: few columns make no slabs


def picture(flow: Flow, block: Picture) -> None:
    """A picture stands on one page with its caption and its note."""
    match block:
        case Grid():
            _grid(flow, block)
        case Bars():
            _bars(flow, block)
        case Trend():
            _trend(flow, block)


def headline(flow: Flow, block: Headline) -> None:
    """The title of a paper, its first page's whole width."""
    lines = flow.set([Run(block.text)], st.TITLE, st.WIDTH)
    under = [line for text in block.under for line in flow.set([Run(text)], st.Style(11, 18, align="centre"), st.WIDTH)]
    flow.place(len(lines) * st.TITLE.leading + len(under) * 18 + 20)
    for line in lines:
        flow.y -= st.TITLE.leading
        flow.line(st.LEFT, flow.y, line, st.TITLE, st.WIDTH)
    for line in under:
        flow.y -= 18
        flow.line(st.LEFT, flow.y, line, st.Style(11, 18, align="centre"), st.WIDTH)
    flow.y -= 8
    flow.rule(st.LEFT, flow.y, st.LEFT + st.WIDTH, flow.y, "0 G", 1)
    flow.y -= 10


def _caption(flow: Flow, caption: str, note: str, height: float) -> None:
    """Room for the whole picture, then its caption."""
    lines = flow.set([Run(caption)], CAPTION, st.WIDTH)
    notes = flow.set([Run(note)], NOTE, st.WIDTH) if note else []
    flow.place(len(lines) * CAPTION.leading + height + len(notes) * NOTE.leading + 6)
    for line in lines:
        flow.y -= CAPTION.leading
        flow.line(st.LEFT, flow.y, line, CAPTION, st.WIDTH)
    flow.y -= 3


def _note(flow: Flow, note: str) -> None:
    for line in flow.set([Run(note)], NOTE, st.WIDTH) if note else []:
        flow.y -= NOTE.leading
        flow.line(st.LEFT, flow.y, line, NOTE, st.WIDTH)
    flow.y -= GAP


def shade(value: int, most: int) -> int:
    """0 for nothing, then 1 to 5 in equal steps up to the greatest value."""
    return 0 if value <= 0 or most <= 0 else max(1, -(-value * (len(SHADES) - 1) // most))


def _grid(flow: Flow, block: Grid) -> None:
    """Rows that do not fit go to the next page under the head again."""
    left = st.WIDTH * block.label_share
    width = min(WIDEST, (st.WIDTH - left) / max(1, len(block.head)))
    narrow = width < 24
    heads = [flow.set([Run(text, "strong")], NARROW if narrow else FIGURE, width - 2) for text in block.head]
    head = max((len(lines) for lines in heads), default=1) * FIGURE.leading + 4
    labels = [flow.set([Run(label)], LABEL, left - 6) for label, _ in block.rows]
    heights = [max(14.0, len(lines) * LABEL.leading + 3) for lines in labels]
    _caption(
        flow, block.caption, block.note, head + min(sum(heights), st.CEILING - st.FLOOR - head - 60 if len(heights) < 45 else 120)
    )
    most = max((n for _, values in block.rows for n in values), default=0)
    _grid_head(flow, heads, left, width, head, narrow)
    top = flow.y
    for (_, values), lines, height in zip(block.rows, labels, heights, strict=True):
        if flow.room < height:
            flow.new_page()
            _grid_head(flow, heads, left, width, head, narrow)
            top = flow.y
        flow.y -= height
        for n, line in enumerate(lines):
            flow.line(st.LEFT, flow.y + height - 2 - (n + 1) * LABEL.leading, line, LABEL, left)
        for column, value in enumerate(values):
            _cell(flow, st.LEFT + left + column * width, height, width, value, shade(value, most))
    for first, end in _runs(block.framed):
        flow.page.ops.append(
            f"0 G 1.3 w {st.LEFT + left + first * width:.2f} {flow.y:.2f} {(end - first) * width:.2f} {top - flow.y:.2f} re S"
        )
    flow.y -= 2
    _note(flow, block.note)


def _runs(columns: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns as (first, end)."""
    for column in sorted(columns):
        if column - 1 not in columns:
            end = column
            while end in columns:
                end += 1
            yield column, end


def _grid_head(flow: Flow, heads: list[list[Line]], left: float, width: float, height: float, narrow: bool) -> None:
    style = NARROW if narrow else FIGURE
    flow.y -= height
    for n, lines in enumerate(heads):
        for k, line in enumerate(lines):
            at = flow.y + 2 + (len(lines) - k - 1) * style.leading
            flow.line(st.LEFT + left + n * width, at, line, style, width)


def _cell(flow: Flow, x: float, height: float, width: float, value: int, step: int) -> None:
    ops = flow.page.ops
    ops.append(f"{SHADES[step]} {x:.2f} {flow.y:.2f} {width:.2f} {height:.2f} re f")
    ops.append(f"{st.RULE} 0.4 w {x:.2f} {flow.y:.2f} {width:.2f} {height:.2f} re S")
    if value:
        style = st.Style(
            FIGURE.size if width >= 24 else NARROW.size, FIGURE.leading, colour="1 g" if step >= DARK else st.INK, align="centre"
        )
        flow.line(x, flow.y + (height - style.leading) / 2, flow.set([Run(f"{value:,}")], style, width + 30)[0], style, width)


def _bars(flow: Flow, block: Bars) -> None:
    label, figure, height = st.WIDTH * 0.36, st.WIDTH * 0.2, 16.0
    room = st.WIDTH - label - figure
    _caption(flow, block.caption, block.note, min(len(block.rows), 35) * height)
    most = max((length for _, length, _ in block.rows), default=0.0)
    for text, length, shown in block.rows:
        if flow.room < height:
            flow.new_page()
        flow.y -= height
        line = flow.set([Run(text)], LABEL, 10_000)[0]
        if line.width * LABEL.size > label - 8:
            line = flow.set([Run(_shortened(flow, text, (label - 8) / LABEL.size))], LABEL, label)[0]
        flow.line(st.LEFT, flow.y + 2.5, line, LABEL, label)
        long = room * length / most if most else 0.0
        x = st.LEFT + label
        if long:
            flow.box(x, flow.y + 3, long, height - 6, COLUMN)
            flow.page.ops.append(f"{OUTLINE} 0.6 w {x:.2f} {flow.y + 3:.2f} {long:.2f} {height - 6:.2f} re S")
        flow.rule(x, flow.y, x, flow.y + height, OUTLINE, 0.6)
        flow.line(x + long + 5, flow.y + 2.5, flow.set([Run(shown)], LABEL, 10_000)[0], LABEL, figure)
    _note(flow, block.note)


def _shortened(flow: Flow, text: str, limit: float) -> str:
    """The text as far as there is room, with a sign that it goes on."""
    text, used = flow.clean(text), 1.0
    for n, char in enumerate(text):
        used += flow.fonts.width(char)
        if used > limit:
            return f"{text[:n]}…"
    return text


def _trend(flow: Flow, block: Trend) -> None:
    """Columns with their share above and their whole below; the line has round marks, so that nobody needs its colour."""
    height, foot = 110.0, 26.0
    _caption(flow, block.caption, block.note, height + foot + 22)
    _legend(flow, block)
    base = flow.y - height
    top = max((s for _, column, line, _ in block.points for s in (column, line) if s is not None), default=0.0) or 1.0
    each = st.WIDTH / max(1, len(block.points))
    wide = min(46.0, each * 0.6)
    marks: list[tuple[float, float]] = []
    for n, (label, column, line, whole) in enumerate(block.points):
        middle = st.LEFT + (n + 0.5) * each
        if column is not None:
            high = (height - 16) * column / top
            flow.page.ops.append(f"{COLUMN} {OUTLINE} 0.6 w {middle - wide / 2:.2f} {base:.2f} {wide:.2f} {high:.2f} re B")
            _centred(flow, f"{column * 100:.1f}%", middle, base + high + 2, each)
        if line is not None:
            marks.append((middle, base + (height - 16) * line / top))
        _centred(flow, label, middle, base - 12, each)
        _centred(flow, whole, middle, base - 22, each)
    flow.rule(st.LEFT, base, st.LEFT + st.WIDTH, base, "0 G", 0.8)
    _line(flow, marks)
    flow.y = base - foot
    _note(flow, block.note)


def _legend(flow: Flow, block: Trend) -> None:
    flow.y -= 14
    flow.page.ops.append(f"{COLUMN} {OUTLINE} 0.6 w {st.LEFT:.2f} {flow.y + 3:.2f} 12 8 re B")
    first = flow.set([Run(block.column)], LABEL, st.WIDTH)[0]
    flow.line(st.LEFT + 17, flow.y + 1.5, first, LABEL, st.WIDTH)
    x = st.LEFT + 17 + first.width * LABEL.size + 24
    flow.rule(x, flow.y + 7, x + 20, flow.y + 7, "0 G", 1)
    _dot(flow, x + 10, flow.y + 7)
    flow.line(x + 26, flow.y + 1.5, flow.set([Run(block.line)], LABEL, st.WIDTH)[0], LABEL, st.WIDTH)
    flow.y -= 6


def _line(flow: Flow, marks: list[tuple[float, float]]) -> None:
    if len(marks) > 1:
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(marks))
        flow.page.ops.append(f"0 G 1 w {path} S")
    for x, y in marks:
        _dot(flow, x, y)


def _dot(flow: Flow, x: float, y: float, radius: float = 2.4) -> None:
    """A white disc with a black rim, of four curves."""
    r, k = radius, radius * 0.5523
    flow.page.ops.append(
        f"1 g 0 G 1 w {x - r:.2f} {y:.2f} m {x - r:.2f} {y + k:.2f} {x - k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x + k:.2f} {y + r:.2f} {x + r:.2f} {y + k:.2f} {x + r:.2f} {y:.2f} c "
        f"{x + r:.2f} {y - k:.2f} {x + k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x - k:.2f} {y - r:.2f} {x - r:.2f} {y - k:.2f} {x - r:.2f} {y:.2f} c B"
    )


def _centred(flow: Flow, text: str, middle: float, y: float, width: float) -> None:
    line = flow.set([Run(text)], FIGURE, 10_000)[0]
    size = min(FIGURE.size, FIGURE.size * (width - 1) / max(0.1, line.width * FIGURE.size))
    flow.line(middle - width / 2, y, line, st.Style(size, FIGURE.leading, align="centre"), width)


def beside(flow: Flow, block: Beside, tail: float = 0.0) -> Iterator[None]:
    """Two boxes of one height, line by line, over as many pages as the longer one needs; short ones leave room for the `tail`."""
    width = (st.WIDTH - 12) / 2
    sides = [_side(flow, quote, width - 12) for quote in (block.left, block.right)]
    lefts = (st.LEFT, st.LEFT + width + 12)
    rows = max(map(len, sides))
    flow.place(min(rows, 4) * SIDE.leading + 12 + (tail if rows < 8 else 0.0))
    start = 0
    while start < rows:
        take = min(rows - start, max(1, int((flow.room - 6) // SIDE.leading)))
        top = flow.y
        for x, side in zip(lefts, sides, strict=True):  # one side after the other, so that it is copied as it is read
            for n, (line, style) in enumerate(side[start : start + take], 1):
                flow.line(x + 6, top - n * SIDE.leading - 2, line, style, width - 12)
        flow.y = top - take * SIDE.leading
        _boxes(flow, lefts, width, top)
        start += take
        if start < rows:
            flow.new_page()
            yield
    flow.y -= 12


def _side(flow: Flow, quote: Quote, width: float) -> list[tuple[Line, st.Style]]:
    """The label's lines, then the text's."""
    label = st.Style(8, SIDE.leading, colour=st.GREY)
    lines = [(line, label) for line in flow.set([Run(quote.label)], label, width)]
    return lines + [(line, SIDE) for line in flow.set(quote.runs, SIDE, width)]


def _boxes(flow: Flow, lefts: tuple[float, float], width: float, top: float) -> None:
    for x in lefts:
        flow.page.ops.append(f"{OUTLINE} 0.7 w {x:.2f} {flow.y - 5:.2f} {width:.2f} {top - flow.y + 3:.2f} re S")
