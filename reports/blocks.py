"""What a report is made of, as plain data: sections of headings, paragraphs, tables, quotes and forms. Knows no PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from audit.model import Lang
from reports.typography import Run


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a section, 2 a part of it, 3 a case. Levels 1 and 2 stand in the contents and the outline."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """`kind`: body (indented prose), plain, small (remarks in grey); lead is plain and held is body, each on one page with
    what follows."""

    text: str | tuple[Run, ...]
    kind: Literal["body", "plain", "small", "lead", "held"] = "body"


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, line under line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the page's width; `numbers` are the columns set to the right; `fine` is for long annexes."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[float, ...]
    numbers: frozenset[int] = frozenset()
    fine: bool = False
    strong_last: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A cell's text, with the words that a finding rests on marked; `label` says which cell of which file."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """A form to be filled by hand: each line a label; `rows` is how many writing lines it gets."""

    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two quotes side by side: a column and what the account says against it, or two records that cannot both be true."""

    left: Quote
    right: Quote


@dataclass(frozen=True, slots=True)
class Headline:
    """The title of a paper without a cover; `under` are centred lines beneath it."""

    text: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers in shaded cells: the more the darker, and the number stands in each, so that grey print loses nothing.

    `framed` are columns with a bold frame around them; `note` says what shades and frames mean.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    label_share: float = 0.28
    framed: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A ranking: label, length (of the longest) and the figure as it is printed beside the bar."""

    caption: str
    rows: tuple[tuple[str, float, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """Columns over time with a line across them. Each point: label, share as column, share as line (0..1 or None), and its whole."""

    caption: str
    points: tuple[tuple[str, float | None, float | None, str], ...]
    column: str
    line: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Picture: TypeAlias = Grid | Bars | Trend
Block: TypeAlias = Heading | Para | Facts | Table | Quote | Beside | Blanks | Headline | Picture | NewPage


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section or an annex; its title stands in the contents."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Every figure and sentence of the report in one language. `cover` are label and value under the title, `cover_title` is the
    title as the cover breaks it.

    Without `front` it is a short paper (a notice, evidence sheets): neither cover nor contents, it begins with its first section.
    A section whose title is empty has no heading.
    """

    lang: Lang
    title: str
    subtitle: str
    number: str
    classification: str
    contents_title: str
    cover: tuple[tuple[str, str], ...]
    cover_note: str
    page_of: str  # "第 {page} 页 共 {total} 页"
    made: str  # D:20260930... of the PDF's dates, from the data, so that two builds are equal
    subject: str
    sections: tuple[Section, ...] = field(default_factory=tuple)
    front: bool = True
    cover_title: str = ""
