"""Policy: every limit a rule may ask for, its default and what it means; packs of them with dates, as data files.

A pack is a TOML file in `policies/` (or one that the bank wrote). It holds periods; a visit is judged by the period in force on
its day. What a rule may be grounded on is in `policies/clauses.toml`: only clauses whose wording was read in a public source are
ever printed as a citation; everything else is called what it is, the bank's own policy.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from audit.model import AuditError, Text, listed

PACKS = Path(__file__).parent / "policies"
NOT_PACKS = ("clauses", "scorecard")
Rank = Literal["law", "interpretation", "regulation", "standard", "association", "policy"]
Second = Literal["auto", "always", "never"]

RANKS: Mapping[Rank, Text] = {
    "law": Text("法律", "law"),
    "interpretation": Text("司法解释及司法文件", "judicial interpretation"),
    "regulation": Text("部门规章及规范性文件", "ministry regulation"),
    "standard": Text("推荐性国家标准", "recommended national standard"),
    "association": Text("行业自律规范", "association guideline"),
    "policy": Text("银行制度或委托合同约定", "bank policy or contract"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that grounds rules. `article` is empty where its number was not seen. Dates are inclusive.

    `verified`: the words (or, if `paraphrase`, a report of them) were read in `source`; others are hints and never printed.
    `date_seen`: whether the dates were read too; if not, they bound the clause without being printed. `escalate`: named where a
    grave case is passed on (criminal law), not as the basis of a finding.
    """

    id: str
    instrument: Text
    article: Text
    rank: Rank
    quote: str
    rules: tuple[str, ...]
    effective_from: date | None
    effective_to: date | None
    verified: bool
    paraphrase: bool = False
    date_seen: bool = True
    escalate: bool = False
    source: str = ""

    def in_force(self, day: date | None) -> bool:
        if day is None:
            return self.effective_to is None
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)

    @property
    def citation(self) -> Text:
        rank = RANKS[self.rank]
        since = self.effective_from.isoformat() if self.effective_from and self.date_seen else ""
        title = self.instrument.zh if "《" in self.instrument.zh else f"《{self.instrument.zh}》"
        return Text(
            f"{title}{self.article.zh}（{rank.zh}{f'，{since}起施行' if since else ''}）",
            f"{self.instrument.en}{' ' if self.article.en else ''}{self.article.en} "
            f"({rank.en}{f', in force from {since}' if since else ''})",
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one period. `None` switches what depends on it off."""

    closed_from: time | None = time(22)  # first closed minute of the evening
    closed_until: time | None = time(8)  # end of the closed hours in the morning
    closed_from_open: bool = False  # whether the very minute `closed_from` is still open
    closed_until_open: bool = True  # whether the very minute `closed_until` is open again
    consent_opens_hours: bool = True  # the borrower's recorded consent or appointment lifts the closed hours
    min_visitors: int | None = 2
    audio: Literal["required", "if_agreed"] | None = "required"
    video: Literal["required", "if_agreed"] | None = "required"
    id_on_own_initiative: bool = True
    entry_needs_consent: tuple[str, ...] = ("home", "office")
    guarantor_address_ok: bool = True
    spouse_is_third_person: bool = True
    third_party_contact: Literal["if_lost", "barred", "allowed"] = "if_lost"
    max_visits_a_day: int | None = 1
    max_visits_in_window: int | None = 3
    visit_window_days: int = 30
    late_record_hours: float | None = 24.0
    training_months: int | None = 12
    location_metres: float | None = 500.0
    travel_km_per_hour: float = 60.0  # faster than this between two known positions is not believed
    other_city_travel_minutes: int = 45  # least gap between two cities whose distance is not known
    same_city_travel_minutes: int = 0  # least gap between two addresses of one town; 0: only overlap counts
    copied_similarity: float = 0.95  # share of equal text from which two accounts are called copies (0..1)
    copied_min_length: int = 30  # characters; shorter accounts are stock phrases
    recording_slack_minutes: float = 5.0  # a recording may start this much later, or end this much earlier, than the visit
    follow_up_days: int = 3  # days after a promise within which a missing follow-up is only a question
    repeat_days: int = 90  # a second violation of the same rule by the same visitor within these days is aggravated

    @property
    def unasked(self) -> frozenset[str]:
        """The rules that an account cannot break under these limits: one visitor is enough, no hour is closed, nothing need be recorded …"""
        none = {
            "lone_visitor": self.min_visitors is None or self.min_visitors < 2,
            "prohibited_hours": self.closed_from is None or self.closed_until is None,
            "no_recording": self.audio is None and self.video is None,
            "third_party_contact": self.third_party_contact == "allowed",
            "late_record": self.late_record_hours is None,
        }
        return frozenset(code for code, switched_off in none.items() if switched_off)


@dataclass(frozen=True, slots=True)
class Period:
    """The limits in force from `effective_from` (inclusive) until the next period begins."""

    effective_from: date
    title: Text
    limits: Limits
    instruments: tuple[str, ...]  # ids of clauses (or their prefixes before the dot) that this period may cite
    off: frozenset[str] = frozenset()
    grades: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """A named pack. `scorecard` holds points and caps by grade, see `grading`; `vocabulary` a bank's own words as TOML.

    `contract` names the clause of the bank's contract with its agencies that grounds its checks, as papers print it. `second`:
    whether accounts are read a second time; `auto` leaves out very large logs.
    """

    name: str
    version: str
    title: Text
    periods: tuple[Period, ...]
    scorecard: Mapping[str, Any] = field(default_factory=dict)
    vocabulary: str = ""
    contract: str = ""
    second: Second = "auto"

    def on(self, day: date | None) -> Period:
        """The period in force on `day` (the newest where the day is unknown, the oldest for a day before all)."""
        if day is None:
            return self.periods[-1]
        best = self.periods[0]
        for period in self.periods:
            if period.effective_from <= day:
                best = period
        return best

    def citations(self, rule: str, day: date | None) -> tuple[Clause, ...]:
        """The verified clauses that ground `rule` on `day` under this pack, highest rank first."""
        return _citations(self.on(day).instruments, rule, day, False)

    def escalations(self, rule: str, day: date | None) -> tuple[Clause, ...]:
        """The verified clauses (criminal and public security law) to be named where a grave case is passed on."""
        return _citations(self.on(day).instruments, rule, day, True)

    def basis(self, rule: str, day: date | None) -> Text:
        """What may be printed as the basis of a finding."""
        return _basis(self.on(day).instruments, rule, day)


@cache
def _basis(instruments: tuple[str, ...], rule: str, day: date | None) -> Text:
    """The citations, one an instrument with all its articles."""
    named: dict[Text, list[Clause]] = {}
    for clause in _citations(instruments, rule, day, False):
        named.setdefault(clause.instrument, []).append(clause)
    if not named:
        return RANKS["policy"]
    cited = [replace(same[0], article=_articles(same)).citation for same in named.values()]
    return Text("；".join(c.zh for c in cited), "; ".join(c.en for c in cited))


def _articles(same: list[Clause]) -> Text:
    return listed(c.article for c in same if c.article.zh)


@cache
def _citations(instruments: tuple[str, ...], rule: str, day: date | None, escalate: bool) -> tuple[Clause, ...]:
    order = list(RANKS)
    named = [
        c for c in clauses()
        if c.verified and c.escalate is escalate and rule in c.rules and (c.id in instruments or c.id.split(".")[0] in instruments)
        and c.in_force(day)
    ]  # fmt: skip
    return tuple(sorted(named, key=lambda c: order.index(c.rank)))


@cache
def clauses() -> tuple[Clause, ...]:
    """All clauses of `policies/clauses.toml`, in file order."""
    raw = tomllib.loads((PACKS / "clauses.toml").read_text(encoding="utf-8"))
    return tuple(_clause(c, raw["instrument"][c["id"].split(".")[0]]) for c in raw["clause"])


def _clause(c: Mapping[str, Any], instrument: Mapping[str, Any]) -> Clause:
    article = c.get("article", {"zh": "", "en": ""})
    return Clause(
        id=c["id"], instrument=Text(instrument["zh"], instrument["en"]), article=Text(article["zh"], article["en"]),
        rank=instrument["rank"], quote=c.get("quote", ""), rules=tuple(c["rules"]),
        effective_from=instrument.get("effective_from"), effective_to=instrument.get("effective_to"),
        verified=c["seen"] != "memory", paraphrase=c["seen"] == "paraphrase", date_seen=instrument.get("dates") != "memory",
        escalate=c.get("escalate", False), source=c.get("source", ""),
    )  # fmt: skip


def load(name_or_path: str) -> Policy:
    """A built-in pack by name, or a pack file by path. Raises AuditError naming what is wrong in it."""
    path = PACKS / f"{name_or_path}.toml"
    if not path.is_file() or name_or_path in NOT_PACKS:
        path = Path(name_or_path)
    if not path.is_file():
        known = "、".join(names())
        raise AuditError(
            Text(f"没有名为“{name_or_path}”的规则包，可用：{known}。", f"No policy pack “{name_or_path}”; there are: {known}.")
        )
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as e:
        what = f"{type(e).__name__}: {e}"
        raise AuditError(Text(f"规则包 {path.name} 无法读取：{what}", f"Policy pack {path.name} cannot be read: {what}")) from e


def names() -> Iterable[str]:
    return sorted(p.stem for p in PACKS.glob("*.toml") if p.stem not in NOT_PACKS)


def parse(raw: Mapping[str, Any]) -> Policy:
    """A policy from parsed TOML. Raises ValueError on a limit that does not exist."""
    periods, limits = [], Limits()
    for p in raw["period"]:
        limits = _limits(limits, p.get("limits", {}))
        periods.append(
            Period(p["effective_from"], Text(p["title"]["zh"], p["title"]["en"]), limits, tuple(p.get("instruments", ())),
                   frozenset(p.get("off", ())), dict(p.get("grades", {})))
        )  # fmt: skip
    if not periods:
        raise ValueError("no [[period]]")
    periods.sort(key=lambda p: p.effective_from)
    title = Text(raw["title"]["zh"], raw["title"]["en"])
    own = str(raw.get("vocabulary", "")), str(raw.get("contract", ""))
    second = raw.get("second", "auto")
    if second not in get_args(Second):
        raise ValueError(f"second is {second!r}, not one of {', '.join(get_args(Second))}")
    scorecard = raw.get("scorecard") or default_scorecard()
    return Policy(raw["name"], raw["version"], title, tuple(periods), scorecard, *own, second=second)


@cache
def default_scorecard() -> Mapping[str, Any]:
    """Points, caps and ratings where a pack brings none of its own."""
    raw: Mapping[str, Any] = tomllib.loads((PACKS / "scorecard.toml").read_text(encoding="utf-8"))
    return raw


def _limits(base: Limits, changed: Mapping[str, Any]) -> Limits:
    known = {f.name for f in fields(Limits)}
    if unknown := set(changed) - known:
        raise ValueError(f"unknown limit {sorted(unknown)[0]}")
    values = {name: getattr(base, name) for name in known} | {k: _value(v) for k, v in changed.items()}
    return Limits(**values)


def _value(v: Any) -> Any:
    """TOML has no null: `"off"` stands for it."""
    if isinstance(v, str) and v == "off":
        return None
    return tuple(v) if isinstance(v, list) else v
