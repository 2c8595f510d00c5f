"""A finding's evidence as quotes: the cell's text with the words marked, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Evidence, Finding, Source, Text, Visit
from reports.blocks import Beside, Quote
from reports.telling import Telling
from reports.typography import Run

SHORT = 140  # characters of a quote in a table
SIDE_BY_SIDE = 60  # whole cells up to this length share one quote
MOST_BESIDE = 2_400  # characters; longer quotes stand one below the other
BOXES = ("id_shown", "recorded", "address_verified")


def evidence(telling: Telling, finding: Finding) -> tuple[Quote | Beside, ...]:
    """The quotes, with what contradicts each other set side by side: a column and the account, two records, a place and the file."""
    found = quotes(telling, finding)
    if len(found) != 2 or sum(len(run.text) for quote in found for run in quote.runs) > MOST_BESIDE:
        return found
    sources = {e.source or finding.source for e in finding.evidence}
    if len(sources) == 2:
        return (Beside(*found),)
    if len(sources) == 1 and contradicted(telling.visits.get(finding.source), finding):
        account, cells = found if any(e.start is not None for e in finding.evidence[:1]) else found[::-1]
        return (Beside(cells, account),)
    return found


def contradicted(visit: Visit | None, finding: Finding) -> bool:
    """Whether a column says the contrary of the account: a box that was ticked, a second name where one person went."""
    own = {e.field for e in finding.evidence if e.source is None}
    if visit is None or "account" not in own:
        return False
    if any(name in own and getattr(visit, name) is True for name in BOXES):
        return True
    return finding.rule == "lone_visitor" and "visitors" in own and len(set(visit.visitors)) > 1


def quotes(telling: Telling, finding: Finding) -> tuple[Quote, ...]:
    """The evidence in its own order: a text with its marks is one quote, short whole cells of one row share one."""
    groups: dict[tuple[Source, str], list[Evidence]] = {}
    within = {(e.source or finding.source, e.field) for e in finding.evidence if e.start is not None}
    for evidence in finding.evidence:
        source = evidence.source or finding.source
        if evidence.start is None and (source, evidence.field) in within:
            continue  # the whole cell is shown anyhow, with the words in it marked
        alone = evidence.start is not None or len(evidence.quote) > SIDE_BY_SIDE
        groups.setdefault((source, evidence.field if alone else ""), []).append(evidence)
    return tuple(_text(telling, finding, source, found) if field else _cells(telling, finding, source, found)
                 for (source, field), found in groups.items())  # fmt: skip


def _cells(telling: Telling, finding: Finding, source: Source, found: Sequence[Evidence]) -> Quote:
    """Whole cells of one row: header and value, header and value."""
    runs: list[Run] = []
    for evidence in dict.fromkeys(found):
        value = telling.masked(evidence.quote, finding, evidence.field) or telling.say("（空）", "(empty)")
        gap = telling.say("　", "   ") if runs else ""
        runs += [Run(f"{gap}{telling.column(evidence, source)}" + telling.say("：", ": ")), Run(value, "mark")]
    return Quote(telling.proof(source), tuple(runs))


def _text(telling: Telling, finding: Finding, source: Source, found: Sequence[Evidence]) -> Quote:
    """One cell's text, with several marks if need be."""
    field = found[0].field
    label = telling.proof(source, telling.column(found[0], source))
    text = _whole(telling.visits.get(source), field)
    spans = [(e.start, e.end) for e in found if e.start is not None and e.end is not None]
    if text is None or not spans or not _fits(text, found):
        return Quote(label, tuple(Run(telling.masked(e.quote, finding, field), "mark") for e in found))
    return Quote(label, marked(telling.masked(text, finding, field), spans))


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
    parts: dict[str, list[str]] = {}
    for evidence in finding.evidence:
        column = telling.column(evidence, evidence.source or finding.source)
        quote = (
            f"“{cut(telling, telling.masked(evidence.quote, finding, evidence.field))}”"
            if evidence.quote
            else telling.say("（空）", "(empty)")
        )
        if quote not in parts.setdefault(column, []):
            parts[column].append(quote)
    return telling.say("；", "; ").join(column + telling.say("：", ": ") + telling.join(found) for column, found in parts.items())


def cut(telling: Telling, text: str, limit: int = SHORT) -> str:
    if len(text) <= limit:
        return text
    own = telling.options.edition == "agency"
    where = Text("原始记录", "the record itself") if own else Text("工作簿", "the workbook")
    return text[:limit] + telling.say(
        f"…（共{len(text)}字，全文见{where.zh}）", f"… ({len(text)} characters; in full in {where.en})"
    )
