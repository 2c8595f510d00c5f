"""Pages being filled from top to bottom: a cursor, lines of text, and headings that wait for what follows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports import style as st
from reports.cidfont import FontSet, covers
from reports.typography import Line, Printable, Run, readable, wrap

MOST_WAITING = 12  # lines; a longer lead is set as a paragraph


@dataclass(slots=True)
class Anchor:
    """A place that contents and outline point to."""

    title: str
    level: int
    y: float


@dataclass(slots=True)
class Page:
    """The drawing operators of a page, its anchors, and its links: rectangle and name of the target."""

    ops: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    links: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)


@dataclass(slots=True)
class _Waiting:
    lines: list[Line]
    style: st.Style
    anchor: Anchor | None
    height: float


class Flow:
    """Lays text on pages. `y` is where the next thing may begin; nothing is drawn below `st.FLOOR`."""

    def __init__(self, fonts: FontSet):
        self.fonts = fonts
        self.pages: list[Page] = [Page()]
        self.y = st.CEILING
        self._table = Printable(covers)
        self._waiting: list[_Waiting] = []

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def room(self) -> float:
        return self.y - st.FLOOR

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self.y == st.CEILING

    def clean(self, text: str) -> str:
        return readable(text, self._table)

    def new_page(self) -> None:
        self.pages.append(Page())
        self.y = st.CEILING

    def set(self, runs: Sequence[Run], style: st.Style, width: float) -> list[Line]:
        """The runs as lines for a column of `width` points."""
        cleaned = [Run(self.clean(run.text), run.look) for run in runs]
        if style.first and cleaned:
            cleaned.insert(0, Run("\u3000" * int(style.first)))
        return wrap(cleaned, self.fonts, (width - style.indent) / style.size)

    def wait(self, runs: Sequence[Run], style: st.Style, level: int | None) -> None:
        """A heading or its first sentence: drawn together with what comes next, never alone at the foot of a page."""
        lines = self.set(runs, style, st.WIDTH)
        if len(lines) > MOST_WAITING:
            return self.paragraph(runs, style)
        anchor = Anchor(self.clean("".join(run.text for run in runs)), level, 0.0) if level is not None else None
        self._waiting.append(_Waiting(lines, style, anchor, style.before + len(lines) * style.leading + style.after))

    def place(self, height: float) -> None:
        """Make room for `height` points under the headings that wait, on a new page if need be, and draw them."""
        waiting, self._waiting = self._waiting, []
        if self.room < height + sum(w.height for w in waiting) and not self.fresh:
            self.new_page()
        for w in waiting:
            self._draw_heading(w)

    def _draw_heading(self, w: _Waiting) -> None:
        if not self.fresh:
            self.y -= w.style.before
        if w.anchor:
            w.anchor.y = self.y
            self.page.anchors.append(w.anchor)
        for line in w.lines:
            self.y -= w.style.leading
            self.line(st.LEFT, self.y, line, w.style, st.WIDTH)
        self.y -= w.style.after

    def paragraph(self, runs: Sequence[Run], style: st.Style, x: float = st.LEFT, width: float = st.WIDTH) -> None:
        """A paragraph that may run over pages; its first two and its last two lines stay together, three are not parted."""
        lines = self.set(runs, style, width)
        self.place(style.before + (len(lines) if len(lines) < 4 else 2) * style.leading)
        if not self.fresh:
            self.y -= style.before
        for n, line in enumerate(lines):
            need = 2 if n == len(lines) - 2 and n > 1 else 1
            if self.room < need * style.leading:
                self.new_page()
            self.y -= style.leading
            self.line(x, self.y, line, style, width)
        self.y -= style.after

    def line(self, x: float, top: float, line: Line, style: st.Style, width: float) -> None:
        """Draw a set line; `top` is the foot of its leading box."""
        x += style.indent
        inner = width - style.indent
        used = line.width * style.size
        baseline = top + (style.leading - style.size) / 2 + style.size * 0.14
        gap = 0.0
        if style.align == "centre":
            x += (inner - used) / 2
        elif style.align == "right":
            x += inner - used
        elif style.justify and line.goes_on and 0 < inner - used < 2.2 * style.size:
            gap = (inner - used) / max(1, len(line.text) - 1)
        for run in line.runs:
            advance = self.fonts.width(run.text) * style.size + gap * len(run.text)
            self.run(x, baseline, run, style, advance, gap)
            x += advance

    def run(self, x: float, baseline: float, run: Run, style: st.Style, advance: float, gap: float = 0.0) -> None:
        """Draw one piece. Marked words are shaded, bold and underlined: they stand out in grey print too."""
        ops, size = self.page.ops, style.size
        if not run.text:
            return
        if run.look == "mark":
            ops.append(f"{st.MARK} {x:.2f} {baseline - size * 0.22:.2f} {advance:.2f} {size * 1.2:.2f} re f")
            ops.append(f"0 g {x:.2f} {baseline - size * 0.22:.2f} {advance:.2f} {size * 0.07:.2f} re f")
        bold = style.bold or run.look in ("mark", "strong")
        colour = st.INK if run.look else style.colour
        weight = f"2 Tr {size * st.BOLD_STROKE:.3f} w {_stroke(colour)} " if bold else ""
        spacing = f"{gap:.3f} Tc " if gap else ""
        shown = self.fonts.show(run.text, size)
        body = f"BT {colour} {weight}{spacing}1 0 0 1 {x:.2f} {baseline:.2f} Tm {shown} ET"
        ops.append(f"q {body} Q" if weight or spacing else body)

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: str = st.RULE, thick: float = 0.5) -> None:
        self.page.ops.append(f"{colour} {thick:g} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.page.ops.append(f"{colour} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")


def _stroke(colour: str) -> str:
    return colour.replace("rg", "RG").replace("g", "G") if "rg" not in colour else colour.replace("rg", "RG")
