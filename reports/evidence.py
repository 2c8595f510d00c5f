"""A finding's evidence as quotes: the cell's text with the words marked, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Evidence, Finding, Source, Visit
from reports.blocks import Quote
from reports.telling import Telling
from reports.typography import Run

SHORT = 140  # characters of a quote in a table


def quotes(telling: Telling, finding: Finding) -> tuple[Quote, ...]:
    """One quote for each cell, in the order of the evidence; several marks of one cell stand in one quote."""
    cells: dict[tuple[str, Source], list[Evidence]] = {}
    for evidence in finding.evidence:
        cells.setdefault((evidence.field, evidence.source or finding.source), []).append(evidence)
    return tuple(_quote(telling, finding, source, found) for (_, source), found in cells.items())


def _quote(telling: Telling, finding: Finding, source: Source, found: Sequence[Evidence]) -> Quote:
    visit = telling.visits.get(source)
    field = found[0].field
    column = telling.column(found[0], source)
    label = telling.say(f"“{column}”　{telling.place(source)}", f"“{column}”  {telling.place(source)}")
    text = _whole(visit, field) if any(e.start is not None for e in found) else None
    if text is None or not _fits(text, found):
        shown = [telling.masked(e.quote, finding, field) or telling.say("（空）", "(empty)") for e in found]
        runs = tuple(Run(part, "mark") for part in shown)
    else:
        spans = [(e.start, e.end) for e in found if e.start is not None and e.end is not None]
        runs = marked(telling.masked(text, finding, field), spans)
    return Quote(label, runs)


def _whole(visit: Visit | None, field: str) -> str | None:
    if visit is None:
        return None
    if field.startswith("extra"):
        return visit.extra.get(field[6:])
    return visit.as_typed(field) if hasattr(visit, field) else visit.extra.get(field)


def _fits(text: str, found: Sequence[Evidence]) -> bool:
    return all(e.start is None or text[e.start : e.end] == e.quote for e in found)


def marked(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """The text in runs; overlapping spans become one mark."""
    runs: list[Run] = []
    at = 0
    for first, end in sorted(spans):
        start = max(first, at)
        if end <= start:
            continue
        if start > at:
            runs.append(Run(text[at:start]))
        if runs and runs[-1].look == "mark":
            runs[-1] = Run(runs[-1].text + text[start:end], "mark")
        else:
            runs.append(Run(text[start:end], "mark"))
        at = end
    if at < len(text) or not runs:
        runs.append(Run(text[at:]))
    return tuple(runs)


def short_quotes(telling: Telling, finding: Finding) -> str:
    """The evidence in one cell of a table; what is cut says so."""
    parts = []
    for evidence in finding.evidence:
        column = telling.column(evidence, evidence.source or finding.source)
        quote = telling.masked(evidence.quote, finding, evidence.field) or telling.say("（空）", "(empty)")
        parts.append(telling.say(f"{column}：“{cut(telling, quote)}”", f"{column}: “{cut(telling, quote)}”"))
    return telling.say("；", "; ").join(parts)


def cut(telling: Telling, text: str, limit: int = SHORT) -> str:
    if len(text) <= limit:
        return text
    return text[:limit] + telling.say(f"…（共{len(text)}字，全文见工作簿）", f"… ({len(text)} characters; in full in the workbook)")
