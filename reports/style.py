"""How a page looks: sizes, colours and distances, in points. Everything must survive a black-and-white print."""

from __future__ import annotations

from dataclasses import dataclass

PAGE = (595.28, 841.89)  # A4
LEFT, RIGHT, TOP, BOTTOM = 64.0, 64.0, 76.0, 68.0
WIDTH = PAGE[0] - LEFT - RIGHT
FLOOR, CEILING = BOTTOM, PAGE[1] - TOP

INK, GREY, RULE, SHADE, MARK, ACCENT = "0 g", "0.35 g", "0.6 G", "0.93 g", "0.84 g", "0.11 0.23 0.42 rg"
ACCENT_LINE = "0.11 0.23 0.42 RG"
BOLD_STROKE = 0.024  # stroke around a bold glyph, in em


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of paragraph."""

    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    colour: str = INK
    indent: float = 0.0  # of every line, in points
    first: float = 0.0  # of the first line, in em
    align: str = "left"
    justify: bool = False


BODY = Style(10.5, 18, after=5, first=2, justify=True)
BODY_EN = Style(10, 15.5, after=6)
PLAIN = Style(10.5, 17, after=4, justify=True)
SMALL = Style(9, 14, after=4, colour=GREY)
CELL = Style(8.5, 12.5)
FINE = Style(7, 10)
QUOTE = Style(9.5, 15.5, indent=10)
TITLE = Style(21, 32, after=8, bold=True, align="centre")
HEADINGS = (
    Style(15, 22, before=14, after=8, bold=True, colour=ACCENT),
    Style(12, 18, before=10, after=5, bold=True),
    Style(10.5, 16, before=8, after=3, bold=True),
)
