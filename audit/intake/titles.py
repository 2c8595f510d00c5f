"""What titles and lines by themselves say of the rows below: the agency, the visitors, the day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from audit.intake.cells import SheetInfo
from audit.intake.forms import key_values
from audit.intake.headers import likeness
from audit.intake.settle import Settled, field_of
from audit.intake.tables import Numbered, header_cell
from audit.intake.visits import LEAD
from audit.model import FileKind
from audit.values.agency import agency_of
from audit.values.dates import Hints, read_moment
from audit.values.names import read_names
from audit.values.text import fold, shown

Said = dict[str, tuple[Any, str]]  # field: value, and the text that said it


def said_above(titles: Sequence[Numbered], settled: Settled, info: SheetInfo, agencies: Collection[str] = ()) -> Said:
    """What the titles say of all rows, where no column does: the agency, the visitors, the day."""
    said: Said = {}
    if settled.kind is not FileKind.VISITS:
        return said
    for row in titles:
        texts = [shown(c) for c in row.cells if c not in (None, "")]
        said.update(
            {
                k: v
                for text in [*texts, "".join(texts[:2]) if len(texts) >= 2 and texts[0].endswith((":", "：")) else ""]
                for k, v in _pairs(text, settled).items()
            }
        )
        said.update(_agency(said.get("agency"), texts, agencies))
    if "visitors" not in said:
        said.pop("visitor_numbers", None)
    elif "visitor_2" in settled.meanings and "visitors" not in settled.meanings:
        said[LEAD] = said["visitors"]
    if "visit_date" not in settled.meanings and "start_time" in settled.meanings and "visit_date" not in said:
        moment = read_moment(info.name, _hints(settled))
        if moment.day and len(info.name) <= 12 and not moment.trouble:
            said["visit_date"] = (moment.day, info.name)
    return {k: v for k, v in said.items() if k not in _filled_by(settled)}


def _agency(said: tuple[Any, str] | None, texts: Sequence[str], agencies: Collection[str]) -> Said:
    """The agency that a row of titles names: one of those known under the name they are known by."""
    if said is not None:
        known, _ = agency_of(said[0], agencies)
        return {"agency": (known, said[0])} if known in agencies and known != said[0] else {}
    found = {name: words for name, words in (agency_of(t, agencies) for t in texts) if name}
    if len(found) != 1:
        return {}
    name, words = found.popitem()
    return {"agency": (name, words if words != name else "")}


def named_outside(names: Iterable[str], agencies: Collection[str]) -> tuple[str, str]:
    """The agency that the name of the sheet or of the file speaks of, and the words that do ('', '' where none does)."""
    return next((found for name in names if (found := agency_of(name, agencies))[0]), ("", ""))


def _filled_by(settled: Settled) -> set[str]:
    return {f for m in settled.meanings if (f := field_of(m))}


def _hints(settled: Settled) -> Hints:
    return next(iter(settled.hints.values()), Hints())


def said_in(text: str, settled: Settled) -> Said:
    pairs = _pairs(text, settled)
    if pairs:
        return pairs
    moment = read_moment(text, _hints(settled))
    if moment.day and not moment.trouble and len(fold(text)) <= 24:
        return {"visit_date": (moment.day, text)}
    return {}


def _pairs(text: str, settled: Settled) -> Said:
    said: Said = {}
    for name, value in key_values(text):
        scores = likeness(header_cell(name), FileKind.VISITS)
        meaning = max(scores, key=lambda m: scores[m])
        if meaning == "agency":
            said["agency"] = (value, "")
        elif meaning == "visitors" and (names := read_names(value)).names:
            said["visitors"] = (names.names, value)
        elif meaning == "visitor_numbers" and value and len(value) <= 40:
            said["visitor_numbers"] = (tuple(re.split(r"[\s、,，;；/]+", fold(value))), "")
        elif meaning == "visit_date" and (day := read_moment(value, _hints(settled)).day):
            said["visit_date"] = (day, value)
    return said
