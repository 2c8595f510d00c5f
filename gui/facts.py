"""What is said of a finding beside its account, as one escaped HTML document: evidence, basis, columns, source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from audit.model import FIELDS, Evidence, Source, Text, Visit
from gui import words
from gui.desk import FindingSheet, own_cell
from gui.theme import Colours
from gui.tongue import Tongue

Titled = Callable[[str], Text]
Row = tuple[str, str, bool]


def facts(sheet: FindingSheet, say: Tongue, title: Titled, colours: Colours) -> str:
    finding = sheet.row.finding
    parts = [
        _section(say(words.EVIDENCE), _quotes(sheet, say)),
        _section(say(words.BASIS), _paragraph(say(finding.basis))),
        _section(say(words.CLEARS), _paragraph(say(finding.clears))),
        _section(say(words.AGGRAVATED), "".join(_paragraph(say(t)) for t in finding.aggravated)),
        _section(say(words.OTHERS), _others(sheet, say, title)),
        _section(say(words.COLUMNS), _table(visit_rows(sheet, say), say, colours) if sheet.visit else ""),
        _section(say(words.SOURCE), _paragraph(source(finding.source, say))),
    ]
    return "".join(parts)


def visit_rows(sheet: FindingSheet, say: Tongue) -> list[Row]:
    """Every column of the visit that holds something, as it stood in the log, and whether it is evidence."""
    visit = sheet.visit
    if visit is None:
        return []
    cited = {e.field for e in sheet.row.finding.evidence if own_cell(e)}
    rows = [(say(words.FIELDS[name]), _shown(visit, name, say), name in cited) for name in FIELDS if name != "account"]
    rows += [(header, value, header in cited or f"extra.{header}" in cited) for header, value in visit.extra.items()]
    return [(name, value or say(words.EMPTY_CELL), cited) for name, value, cited in rows if value or cited]


def _shown(visit: Visit, name: str, say: Tongue) -> str:
    value = getattr(visit, name)
    if isinstance(value, bool) and name not in visit.typed:
        return say(words.YES_NO[value])
    return visit.as_typed(name)


def source(where: Source, say: Tongue) -> str:
    if not where.sheet:
        return say(words.AT_LINE if where.row else words.IN_FILE, file=where.file, row=where.row)
    if where.row:
        return say(words.AT_ROW, file=where.file, sheet=where.sheet, row=where.row)
    return say(words.AT_SHEET, file=where.file, sheet=where.sheet)


def field_title(name: str, visit: Visit | None, say: Tongue) -> str:
    known = words.FIELDS.get(name)
    return say(known) if known else name.removeprefix("extra.")


def _quotes(sheet: FindingSheet, say: Tongue) -> str:
    return "".join(_quote(e, sheet.visit, say) for e in sheet.row.finding.evidence)


def _quote(e: Evidence, visit: Visit | None, say: Tongue) -> str:
    quote = say(words.QUOTED, quote=e.quote) if e.quote else say(words.EMPTY_CELL)
    said = f"<b>{escape(field_title(e.field, visit, say))}</b>{escape(say(words.COLON))}{escape(quote)}"
    if e.source:
        said += f" <span>{escape(say(words.IN_BRACKETS, text=source(e.source, say)))}</span>"
    return f'<p style="margin:2px 0">{said}</p>'


def _others(sheet: FindingSheet, say: Tongue, title: Titled) -> str:
    return "".join(
        _paragraph(f"{say(words.OUTCOMES[r.finding.outcome])}  {say(title(r.finding.rule))}{say(words.COLON)}"
                   f"{say(r.finding.message)}")
        for r in sheet.others
    )  # fmt: skip


def _section(heading: str, inside: str) -> str:
    return f'<p style="margin:12px 0 2px 0"><b>{escape(heading)}</b></p>{inside}' if inside else ""


def _paragraph(text: str) -> str:
    return f'<p style="margin:2px 0">{escape(text)}</p>' if text else ""


def _table(rows: Iterable[Row], say: Tongue, colours: Colours) -> str:
    made = []
    for name, value, cited in rows:
        mark = f" <b>{escape(say(words.CITED))}</b>" if cited else ""
        ground = f' bgcolor="{colours.mark}"' if cited else ""
        shown = f"<b><u>{escape(value)}</u></b>" if cited else escape(value)
        made.append(
            f'<tr><td{ground} width="32%" style="color:{colours.text if cited else colours.muted}">{escape(name)}</td><td{ground}>{shown}{mark}</td></tr>'
        )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="4" border="1" style="border-collapse:collapse;'
        f'border-color:{colours.line}">{"".join(made)}</table>'
    )
