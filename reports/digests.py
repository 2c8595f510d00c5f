"""Digests of findings, field by field: told beside a report, they show later which finding and which field of it was changed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from audit.model import Text
from audit.rules import BY_CODE
from reports.fieldnames import field_name
from reports.findings_json import dump

#: Hexadecimal digits of a digest. They tell what was changed; that something was, the SHA-256 of the whole file tells.
LONG = 8
PARTS = {"visit": "visits", "log_finding": "log_findings", "issue": "issues"}
_Record = dict[str, Any]


class Change(NamedTuple):
    """Something that is not as it was sealed: where, and what became of it (changed, removed or added)."""

    where: Text
    what: Text


CHANGED, REMOVED, ADDED = Text("已更改", "changed"), Text("已删除", "removed"), Text("后来加入", "added")


def digest(value: Any) -> str:
    """Of a JSON value, whatever the order of its keys."""
    return hashlib.sha256(dump(value, orjson.OPT_SORT_KEYS)).hexdigest()[:LONG]


class Digests:
    """Notes each part of a findings JSON as it is written or read; `told` is what is kept of it."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {"audit": {}, "summary": {}, "visits": [], "log_findings": [], "issues": []}

    def note(self, part: str, value: Any) -> None:
        if part in ("audit", "summary"):
            self.told[part] = {key: digest(v) for key, v in value.items()}
        elif part == "visit":
            self.told["visits"].append(_visit(value))
        elif part == "log_finding":
            self.told["log_findings"].append(_finding(value, value.get("source")))
        else:
            self.told["issues"].append({"at": [value.get(k) for k in ("file", "sheet", "row", "column")], "all": digest(value)})

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Digests:
        """Of a findings JSON that was read. Raises KeyError, TypeError or AttributeError where it is none."""
        made = cls()
        made.note("audit", document["audit"])
        for part, name in PARTS.items():
            for value in document[name]:
                made.note(part, value)
        made.note("summary", document["summary"])
        return made


def _visit(value: Mapping[str, Any]) -> _Record:
    """Field by field where something was found; as a whole where nothing was."""
    told: _Record = {"at": _place(value.get("source")), "all": digest(value)}
    if findings := value.get("findings"):
        told["fields"] = {key: digest(v) for key, v in value["fields"].items()}
        told["findings"] = [_finding(f, None) for f in findings]
    return told


def _finding(value: Mapping[str, Any], source: Any) -> _Record:
    fields = {key: digest(v) for key, v in value.items() if key not in ("evidence", "source")}
    for n, evidence in enumerate(value.get("evidence", ()), 1):
        fields |= {f"evidence[{n}].{key}": digest(v) for key, v in evidence.items()}
    told: _Record = {"rule": str(value.get("rule")), "fingerprint": str(value.get("fingerprint")), "fields": fields}
    return told | {"at": _place(source)} if source else told


def _place(source: Any) -> list[Any]:
    return [source.get(k) for k in ("file", "sheet", "row")] if isinstance(source, Mapping) else []


def changes(sealed: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    """What differs between two notes, down to the finding and its field."""
    for part, name in (("audit", Text("检查信息", "audit")), ("summary", Text("汇总", "summary"))):
        for key, what in _fields(sealed[part], now[part]):
            yield Change(Text(f"{name.zh} {key}", f"{name.en} {key}"), what)
    for before, after in _pairs(sealed["visits"], now["visits"], _at):
        yield from _visit_changes(before, after)
    for before, after in _pairs(sealed["log_findings"], now["log_findings"], _name):
        yield from _finding_changes(before, after, _where(before or after))
    for before, after in _pairs(sealed["issues"], now["issues"], _at):
        if before is None or after is None or before["all"] != after["all"]:
            place = _where(before or after)
            yield Change(Text(f"{place.zh} 未按原意读取的单元格", f"{place.en}, cell not read as meant"), _what(before, after))


def _visit_changes(before: _Record | None, after: _Record | None) -> Iterator[Change]:
    place = _where(before or after)
    if before is None or after is None:
        yield Change(Text(f"{place.zh} 外访记录", f"{place.en}, visit"), _what(before, after))
    elif before["all"] != after["all"]:
        found = False
        for key, what in _fields(before.get("fields", {}), after.get("fields", {})) if "fields" in before else ():
            found, label = True, field_name(key)
            yield Change(Text(f"{place.zh} 字段 {key}（{label.zh}）", f"{place.en}, field {key} ({label.en})"), what)
        for one, other in _pairs(before.get("findings", []), after.get("findings", []), _name):
            for change in _finding_changes(one, other, place):
                found = True
                yield change
        if not found:
            yield Change(Text(f"{place.zh} 外访记录", f"{place.en}, visit"), CHANGED)


def _finding_changes(before: _Record | None, after: _Record | None, place: Text) -> Iterator[Change]:
    rule = (before or after or {})["rule"]
    title = BY_CODE[rule].title if rule in BY_CODE else Text("规则不明", "unknown rule")
    name = Text(f"{place.zh} 检查结果 {rule}（{title.zh}）", f"{place.en}, finding {rule} ({title.en})")
    if before is None or after is None:
        yield Change(name, _what(before, after))
        return
    for key, what in _fields(before["fields"], after["fields"]):
        label = _label(key)
        yield Change(Text(f"{name.zh}的 {key}（{label.zh}）", f"{name.en}: {key} ({label.en})"), what)


def _label(key: str) -> Text:
    """What a person calls a key of a finding; `evidence[2].quote` is the words of the second piece of evidence."""
    head, _, last = key.rpartition(".")
    label = _LABELS.get(last, Text(last, last))
    number = head.removeprefix("evidence[").removesuffix("]")
    return Text(f"第{number}条证据的{label.zh}", f"{label.en} of evidence {number}") if head else label


_LABELS: Mapping[str, Text] = {
    "rule": Text("规则", "rule"), "outcome": Text("疑似违规或待核实", "violation or review"), "grade": Text("级别", "grade"),
    "message": Text("事实", "fact"), "basis": Text("依据", "basis"), "fingerprint": Text("标识", "fingerprint"),
    "clears": Text("核实所需", "what would settle it"), "aggravated": Text("从重情形", "aggravation"), "decision": Text("人工决定", "decision"),
    "field": Text("所在列", "column"), "quote": Text("引文", "quote"), "start": Text("起点", "start"), "end": Text("终点", "end"),
    "source": Text("出处", "source"),
}  # fmt: skip


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield key, _what(before.get(key), after.get(key))


def _what(before: object | None, after: object | None) -> Text:
    return ADDED if before is None else REMOVED if after is None else CHANGED


def _pairs(before: Sequence[_Record], after: Sequence[_Record], key: Any) -> Iterator[tuple[_Record | None, _Record | None]]:
    """Records of the same key in their order; then what is left on both sides of the same rule or none, in its order."""
    known: dict[Any, list[_Record]] = {}
    for record in after:
        known.setdefault(key(record), []).append(record)
    lost: list[_Record] = []
    for record in before:
        same = known.get(key(record))
        if same:
            yield record, same.pop(0)
        else:
            lost.append(record)
    left = [record for records in known.values() for record in records]
    for record in lost:
        other = next((r for r in left if r.get("rule") == record.get("rule")), None) if "rule" in record else None
        if other is not None:
            left.remove(other)
        yield record, other
    yield from ((None, record) for record in left)


def _at(record: _Record) -> Any:
    return tuple(record["at"])


def _name(record: _Record) -> Any:
    return record["rule"], record["fingerprint"]


def _where(record: _Record | None) -> Text:
    """File, sheet and row of a record."""
    at: list[Any] = (record or {}).get("at") or []
    file, sheet, row, *_ = [*at, None, None, None]
    if file is None:
        return Text("日志", "log")
    parts = [str(part) for part in (file, sheet) if part]
    return Text(" · ".join([*parts, *([f"第{row}行"] if row else [])]), " | ".join([*parts, *([f"row {row}"] if row else [])]))


def count(sealed: Mapping[str, Any]) -> Counter[str]:
    """How many visits and findings a note covers."""
    found = sum(len(v.get("findings", ())) for v in sealed["visits"]) + len(sealed["log_findings"])
    return Counter(visits=len(sealed["visits"]), findings=found)
