"""Saved mappings: the columns of an agency's log as a person settled them once, recognised by themselves the next time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from audit.intake.headers import plain
from audit.model import AuditError, FileKind, SheetReport, Text
from audit.values.dates import Order

FORMAT = "visit-template/1"


@dataclass(frozen=True, slots=True)
class Template:
    """`fields` gives every header (in plain form) its meaning, or None for a column that is only kept."""

    name: str
    kind: FileKind
    fields: Mapping[str, str | None]
    order: Order | None = None  # of day and month in its dates
    agency: str = ""
    merged: bool = field(default=False, kw_only=True)  # a blank day means the day above, in formats that tell no merges


def template_from(
    name: str, kind: FileKind, sheet: SheetReport, *, order: Order | None = None, agency: str = "", merged: bool = False
) -> Template:
    """A template of a sheet as it was read (its `columns` may have been corrected by a person)."""
    return Template(name, kind, {plain(h): m for h, m in sheet.columns.items()}, order, agency, merged=merged)


def recognise(templates: Sequence[Template], headers: Sequence[str]) -> Template | None:
    """The template whose headers these are: all but one in ten of them, and none unknown that it would have to guess."""
    shown = {plain(h) for h in headers if h}
    best: tuple[float, Template] | None = None
    for template in templates:
        known = set(template.fields)
        share = len(shown & known) / max(len(shown | known), 1)
        if share >= 0.9 and (best is None or share > best[0]):
            best = (share, template)
    return best[1] if best else None


def to_json(template: Template) -> str:
    raw = {
        "format": FORMAT, "name": template.name, "kind": template.kind.value, "fields": dict(template.fields), "order": template.order,
        "agency": template.agency, "merged": template.merged,
    }  # fmt: skip
    return json.dumps(raw, ensure_ascii=False, indent=1)


def from_json(text: str) -> Template:
    """Raises AuditError where it is no template."""
    try:
        raw: Mapping[str, Any] = json.loads(text)
        if raw["format"] != FORMAT:
            raise ValueError(raw["format"])
        fields = {str(k): (str(v) if v is not None else None) for k, v in raw["fields"].items()}
        order = raw.get("order")
        if order not in (None, "dmy", "mdy", "ymd"):
            raise ValueError("order")
        return Template(
            str(raw["name"]), FileKind(raw["kind"]), fields, order, str(raw.get("agency", "")), merged=bool(raw.get("merged"))
        )
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise AuditError(Text("这不是列对应模板文件，或内容已损坏。", "This is not a column template, or it is damaged.")) from e
