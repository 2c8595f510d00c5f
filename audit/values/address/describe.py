"""Two readings side by side, level by level, with the answer: for the command line and for whoever doubts a finding."""

from __future__ import annotations

import unicodedata

from audit.model import Lang, Text
from audit.values.address.answer import Verdict
from audit.values.address.decide import chosen, compare
from audit.values.address.divisions import CITY, COUNTY, PROVINCE
from audit.values.address.reading import LEVELS, Part, Reading

VERDICTS = {
    Verdict.SAME: Text("同一地址", "the same address"),
    Verdict.DIFFERENT: Text("不是同一地址", "different addresses"),
    Verdict.REVIEW: Text("文字不足以判定，需人工核对", "the text does not decide it; a person should look"),
}
_HEAD = (Text("层级", "level"), Text("登记地址", "on file"), Text("走访地址", "visited"))
_ANSWER = Text("结论：{verdict}", "answer: {verdict}")


def describe(on_file: str, visited: str, lang: Lang = "zh") -> list[str]:
    """The lines of a small table, one level a line, and the answer below it."""
    answer = compare(on_file, visited)
    a, b, parts_a, parts_b = chosen(on_file, visited)
    rows = [(*(title.in_(lang) for title in _HEAD), "")]
    for level, title in LEVELS.items():
        x, y = _told(a, parts_a, level), _told(b, parts_b, level)
        if x or y:
            rows.append(
                (title.in_(lang), x or "-", y or "-", "≠" if level == answer.level and answer.verdict != Verdict.SAME else "")
            )
    if a.latin or b.latin:
        rows.append((LEVELS["whole"].in_(lang), on_file, visited, ""))
    widths = [max(_width(row[i]) for row in rows) for i in range(3)]
    lines = ["  ".join(_pad(row[i], widths[i]) for i in range(3)).rstrip() + (f"  {row[3]}" if row[3] else "") for row in rows]
    last = _ANSWER.in_(lang).format(verdict=VERDICTS[answer.verdict].in_(lang))
    why = answer.why.in_(lang)
    return [*lines, "", f"{last}（{why}）" if lang == "zh" else f"{last} ({why})"]


def _told(r: Reading, numbers: tuple[Part, ...], level: str) -> str:
    """The words of a reading at one level, as they stand in the original."""
    rank = {"province": PROVINCE, "city": CITY, "county": COUNTY}.get(level)
    if rank:
        spans = [s[1:] for s in r.place.levels if s[0] == rank]
    elif level == "nearness":
        spans = [(r.near.start, r.near.end)] if r.near else []
    else:
        spans = [(p.start, p.end) for p in (*r.names, *numbers) if p.level == level]
    return " ".join(r.original[slice(*r.span(*span))] for span in spans)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
