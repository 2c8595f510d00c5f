"""The rulebook: what belongs to each rule beside its sentences: its limits, its words, how often it fired and was overruled."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from audit.account.words import FOLDER
from audit.model import Text, Verdict
from audit.store.where import Where

if TYPE_CHECKING:
    from audit.store.nouns import FindingRow
    from audit.store.store import Store

#: The limits that a rule asks for. A test compares this with what the rules' sources name.
LIMITS_OF: Mapping[str, tuple[str, ...]] = {
    "lone_visitor": ("min_visitors",),
    "no_id_shown": ("id_on_own_initiative",),
    "third_party_address": ("guarantor_address_ok",),
    "third_party_collection": ("spouse_is_third_person",),
    "third_party_contact": ("third_party_contact",),
    "entry_without_consent": ("entry_needs_consent",),
    "indoor_photo": ("video",),
    "prohibited_hours": ("closed_from", "closed_until", "closed_from_open", "closed_until_open", "consent_opens_hours"),
    "no_recording": ("audio", "video"),
    "recording_mismatch": ("recording_slack_minutes", "audio", "video"),
    "untrained_visitor": ("training_months",),
    "excessive_visits": ("max_visits_a_day", "max_visits_in_window", "visit_window_days"),
    "late_record": ("late_record_hours",),
    "visitor_overlap": ("travel_km_per_hour", "other_city_travel_minutes", "same_city_travel_minutes"),
    "copied_account": ("copied_similarity", "copied_min_length"),
    "location_mismatch": ("location_metres",),
    "missed_follow_up": ("follow_up_days",),
}
#: Limits of no rule alone: what makes any breach a repeated one.
COMMON = ("repeat_days",)
EXAMPLES = 3


class Words(NamedTuple):
    """A concept that a rule listens for, and the terms that the program brings for it, in the notation of its vocabulary."""

    concept: str
    title: Text
    terms: tuple[str, ...]


class Record(NamedTuple):
    """How a rule did in a run: findings that count or wait, those that people decided, those of them that they overruled."""

    findings: int = 0
    decided: int = 0
    overruled: int = 0

    @property
    def overruled_share(self) -> float | None:
        return self.overruled / self.decided if self.decided else None


class Seen(NamedTuple):
    """Findings of a rule in the data at hand that people confirmed and overruled: examples on both sides."""

    confirmed: tuple[FindingRow, ...]
    overruled: tuple[FindingRow, ...]


@cache
def words_of(rule: str) -> tuple[Words, ...]:
    """The concepts of the rule's own file of the vocabulary; none for rules that read no account."""
    path = FOLDER / f"{rule}.toml"
    if not path.is_file():
        return ()
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Words(name, Text(entry.get("zh", name), entry.get("en", name)), tuple(_terms(entry.get("terms", {}))))
        for name, entry in raw.get("concept", {}).items()
        if entry.get("terms")
    )


def _terms(groups: Mapping[str, list[str]]) -> Iterator[str]:
    for terms in groups.values():
        yield from terms


def records(store: Store, run: int) -> dict[str, Record]:
    """By rule."""
    found: dict[str, Record] = {}
    for (rule, verdict), n in store.finding_counts(run, ["rule", "verdict"]).items():
        so_far = found.get(rule, Record())
        found[rule] = Record(
            so_far.findings + n,
            so_far.decided + (n if verdict else 0),
            so_far.overruled + (n if verdict == Verdict.DISMISSED else 0),
        )
    return found


def seen(store: Store, run: int, rule: str) -> Seen:
    """A few of each side."""

    def some(verdict: Verdict) -> tuple[FindingRow, ...]:
        ids = store.finding_ids(run, [Where("rule", "=", rule), Where("verdict", "=", verdict)])
        return tuple(store.findings_by_id(ids[:EXAMPLES]))

    return Seen(some(Verdict.CONFIRMED), some(Verdict.DISMISSED))
