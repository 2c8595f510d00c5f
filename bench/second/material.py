"""What the second reader learns from: phrases, whole visits and the lines beside this file, as folded texts with labels."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from audit.account import Reading
from audit.auditor import ask
from audit.model import Found, Visit
from audit.rules import BY_CODE
from audit.second.columns import flags, words
from audit.second.hearing import marks, named
from tests.make import casebook
from tests.rows import phrase, row

#: The rules that the words of an account decide; unmasked data is a matter of check digits.
CODES = (
    "cash_taken", "entry_without_consent", "impersonation", "inappropriate_dress", "indoor_photo", "induced_borrowing", "late_record",
    "lone_visitor", "no_id_shown", "no_prior_contact", "no_recording", "privacy_leak", "private_channel", "prohibited_hours",
    "public_posting", "recording_mismatch", "subcontracted_visit", "third_party_address", "third_party_collection", "third_party_contact",
    "threat_or_abuse", "unreported_incident", "untrained_visitor", "unverified_address", "visit_during_dispute", "vulnerable_person",
)  # fmt: skip
#: What is never more than for a person to look at.
REVIEW_ONLY = {"vulnerable_person", "indoor_photo", "visit_during_dispute"}
#: What a mere pointer counts for.
_POINTS = 0.6
PHRASES = ("open", "held", "own")
#: Exams that have been read and are learned from; the others stay blind.
LEARNED = ("visits_1", "visits_2", "visits_3", "visits_4")
_RULES = [BY_CODE[code] for code in CODES]


class Item(NamedTuple):
    """A text to learn from. `labels`: code to (wanted, weight), none where it is not known; `spans`: the words that show it."""

    before: str
    text: str
    flags: tuple[int, ...]
    marks: list[tuple[int, ...]]
    labels: Mapping[str, tuple[float, float]]
    spans: Mapping[str, list[tuple[int, int]]]
    group: str
    visit: Visit
    reading: Reading

    @property
    def whole(self) -> bool:
        """A whole visit: what is not labelled is silent."""
        return self.group not in PHRASES


def material(corpus: Path, own: Path, exams: Sequence[Path]) -> Iterator[Item]:
    """Groups: `open` and `held` phrases of the corpus, `own` lines beside this file, and the name of each file of whole visits."""
    for path in sorted((corpus / "phrases").glob("*.tsv")):
        if path.stem in CODES:
            yield from _phrases(path)
    for path in sorted(own.glob("*.txt")):
        yield from _own(path)
    for path in (corpus / "accounts.jsonl", *sorted(own.glob("*.jsonl")), *exams):
        yield from (_visit(one, path.stem) for one in rows(path))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _phrases(path: Path) -> Iterator[Item]:
    with path.open(encoding="utf-8", newline="") as file:
        for i, line in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            at = line["text"].find(line["quote"]) if line["quote"] else -1
            spans = [(at, at + len(line["quote"]))] if at >= 0 else []
            group = "held" if i // 10 % 4 == 3 else "open"
            yield _clause(line["text"], {path.stem: line["label"]}, {path.stem: spans}, group, 0.3)


def _own(path: Path) -> Iterator[Item]:
    """`codes | text with {quotes}`; `-` for none, `?code` where a person should look. Quotes and codes go in order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "|" not in line:
            continue
        codes, text = (part.strip() for part in line.split("|", 1))
        labels = {c.strip(" ?"): "review" if c.strip().startswith("?") else "violation" for c in codes.split(",") if c != "-"}
        parts = re.split(r"[{}]", text)
        ends = [sum(map(len, parts[: i + 1])) for i in range(len(parts))]
        spans = [(ends[i - 1], ends[i]) for i in range(1, len(parts), 2)]
        yield _clause("".join(parts), labels, dict.fromkeys(labels, spans), "own", 0.5 if labels else 0.8)


def _clause(text: str, told: Mapping[str, str], quotes: Mapping[str, list[tuple[int, int]]], group: str, silence: float) -> Item:
    visit = phrase(text)
    book = casebook(visit)
    found = dict(ask(_RULES, visit, book))
    labels: dict[str, tuple[float, float]] = {}
    for code in CODES:
        if code in told:
            labels[code] = (_wanted(code, told[code]), 1.0)
        elif code not in found:
            labels[code] = (0.0, silence)
        elif not told:
            labels[code] = (0.0, 0.5)
    return _item(visit, book.reading(visit), labels, quotes, group)


def _wanted(code: str, label: str) -> float:
    if label == "review":
        return 1.0 if code in REVIEW_ONLY else _POINTS
    return float(label == "violation")


def _visit(one: Mapping[str, Any], group: str) -> Item:
    """A whole visit: all is known, but what other columns show need not stand in its account."""
    visit = row(one["fields"])
    book = casebook(visit)
    found = dict(ask(_RULES, visit, book))
    labels: dict[str, tuple[float, float]] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    for code in CODES:
        if code not in one["expect"] and code not in one["review"]:
            labels[code] = (0.0, 1.0)
            continue
        quotes = _told(one, code, visit.account) or _quotes(found.get(code))
        if quotes or code not in found or code in one["review"]:
            labels[code] = (_wanted(code, "review" if code in one["review"] else "violation"), 1.0)
            spans[code] = quotes
    return _item(visit, book.reading(visit), labels, spans, group)


def _told(one: Mapping[str, Any], code: str, account: str) -> list[tuple[int, int]]:
    """Inspectors wrote the words down: under `words`, or in `why` as `code: “words”`."""
    quotes = [found.group(1) for found in re.finditer(rf"{code}:? “([^”]+)”", one["why"])]
    quotes += [one["words"][code]] if one.get("words", {}).get(code) else []
    return [(account.find(quote), account.find(quote) + len(quote)) for quote in quotes if quote in account]


def _quotes(found: Found | None) -> list[tuple[int, int]]:
    if found is None:
        return []
    return [(e.start, e.end) for e in found.evidence if e.field == "account" and e.start is not None and e.end is not None]


def _item(
    visit: Visit, reading: Reading, labels: Mapping[str, tuple[float, float]], quotes: Mapping[str, list[tuple[int, int]]], group: str
) -> Item:  # fmt: skip
    text, places = named(reading)
    known = marks(reading)
    moved: dict[str, list[tuple[int, int]]] = {}
    for code, spans in quotes.items():
        at = [[i for i, place in enumerate(places) if start <= place < end] for start, end in spans]
        moved[code] = [(one[0], one[-1] + 1) for one in at if one]
    inner = [tuple(known[p]) for p in places]
    return Item(words(visit), text, flags(visit), inner, labels, moved, group, visit, reading)
