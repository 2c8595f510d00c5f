"""Evidence that stands in several places, side by side: columns and account of a visit, the case file, another visit."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from audit.model import Evidence, Source
from gui import words as common
from gui.desk import FindingSheet
from gui.review import words
from gui.theme import Colours
from gui.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Side:
    """One place and what it says: title, where that is, and (field, words) pairs."""

    title: str
    where: str
    says: tuple[tuple[str, str], ...]


def sides(sheet: FindingSheet, say: Tongue) -> tuple[Side, ...]:
    """The places the evidence stands in; what two places say of the same field stands in the same line of both."""
    found: dict[object, list[Evidence]] = {}
    for e in sheet.row.finding.evidence:
        found.setdefault(_place(e), []).append(e)
    fields = list(dict.fromkeys(e.field for quotes in found.values() for e in quotes))
    made = []
    for place, quotes in found.items():
        ordered = sorted(quotes, key=lambda e: fields.index(e.field))
        says = tuple(dict.fromkeys((field_title(e.field, say), e.quote) for e in ordered))
        made.append(Side(_title(place, say), source(place, say) if isinstance(place, Source) else "", says))
    return tuple(made)


def _place(e: Evidence) -> object:
    if e.source is not None:
        return e.source
    return "account" if e.field == "account" else "columns"


def _title(place: object, say: Tongue) -> str:
    if isinstance(place, Source):
        return place.file
    return say(words.ACCOUNT if place == "account" else words.COLUMNS)


def comparison(sheet: FindingSheet, say: Tongue, colours: Colours) -> str:
    """The places beside one another as HTML; '' where there is only one."""
    places = sides(sheet, say)
    if len(places) < 2:
        return ""
    width = 100 // min(3, len(places))
    rows = [places[at : at + 3] for at in range(0, len(places), 3)]
    body = "".join(f"<tr>{''.join(_side(side, width, say, colours) for side in row)}</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="7" border="1" style="border-collapse:collapse; border-style:solid; margin-bottom:10px; border-color:{colours.line}">{body}</table>'


def _side(side: Side, width: int, say: Tongue, colours: Colours) -> str:
    where = side.where.removeprefix(side.title).strip(" ·")
    head = f'<span style="color:{colours.muted}">{escape(side.title)}{" · " if where else ""}{escape(where)}</span>'
    lines = "".join(_line(name, quote, side, say) for name, quote in side.says)
    return f'<td width="{width}%" valign="top" bgcolor="{colours.window}">{head}{lines}</td>'


def _line(name: str, quote: str, side: Side, say: Tongue) -> str:
    said = say(common.QUOTED, quote=quote) if quote else say(common.EMPTY_CELL)
    named = "" if name == side.title else f"{escape(name)}{escape(say(common.COLON))}"
    return f'<p style="margin:3px 0 0 0">{named}<b>{escape(said)}</b></p>'


def field_title(name: str, say: Tongue) -> str:
    known = common.FIELDS.get(name) or words.FILED.get(name)
    return say(known) if known else name.removeprefix("extra.")


def source(where: Source, say: Tongue) -> str:
    """File, sheet and row."""
    if not where.sheet:
        return say(common.AT_LINE if where.row else common.IN_FILE, file=where.file, row=where.row)
    if where.row:
        return say(common.AT_ROW, file=where.file, sheet=where.sheet, row=where.row)
    return say(common.AT_SHEET, file=where.file, sheet=where.sheet)
