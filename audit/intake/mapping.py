"""Which column is what: every header and the values below it are scored for every meaning, then all columns are settled at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from audit.intake.headers import combined, vocabulary
from audit.intake.profile import Profile
from audit.model import FileKind

THRESHOLD = 0.4
_MOST_COLUMNS = 160
_MISS = -9.0

#: What the values of a meaning look like: classes that speak for it, how much that weighs, and classes that speak against it.
_FITS: Mapping[str, tuple[tuple[str, ...], float, tuple[str, ...]]] = {
    "row_no": (("sequence",), 0.5, ()),
    "visit_id": (("code", "number"), 0.25, ("sequence", "date", "time", "long", "address")),
    "case_id": (("code", "number"), 0.25, ("sequence", "date", "time", "long", "address", "name")),
    "agency": (("words",), 0.1, ("date", "time", "number", "long", "yesno")),
    "borrower_name": (("name", "words"), 0.3, ("date", "time", "number", "long", "yesno", "names", "relation", "address", "code")),
    "visit_date": (("date", "monthday", "serial"), 0.5, ("time",)),
    "start_time": (("time", "span", "hhmm", "datetime"), 0.5, ()),
    "end_time": (("time", "hhmm", "datetime"), 0.5, ("minutes",)),
    "duration": (("minutes", "small", "number"), 0.3, ("name", "long")),
    "visitors": (("name", "names", "words"), 0.35, ("date", "number", "long", "yesno", "relation", "address", "headcount", "time")),
    "visitor_2": (("name", "names", "words"), 0.35, ("date", "number", "long", "address", "yesno", "headcount", "time")),
    "visitor_numbers": (("code", "number"), 0.35, ("date", "name", "names", "long", "address", "sequence", "yesno")),
    "visitor_count": (("headcount", "small"), 0.35, ("name", "names", "long")),
    "visit_address": (("address",), 0.35, ("date", "time", "yesno", "number", "kind_only", "phone", "coordinates")),
    "address_detail": (("address",), 0.3, ("date", "time", "yesno", "kind_only", "coordinates")),
    "home_address": (("address",), 0.4, ("date", "time", "yesno", "number", "kind_only", "phone")),
    "work_address": (("address",), 0.4, ("date", "time", "yesno", "number", "kind_only", "phone")),
    "household_address": (("address",), 0.4, ("date", "time", "yesno", "number", "kind_only", "phone")),
    "other_address": (("address",), 0.4, ("date", "time", "yesno", "number", "kind_only", "phone")),
    "address_type": (("kind",), 0.35, ("date", "reason", "number", "long", "verified", "yesno", "relation_only", "order")),
    "person_met": (("name", "names", "relation", "words", "outcome"), 0.25, ("date", "time", "number", "long", "yesno", "address")),
    "relation": (("relation",), 0.35, ("date", "number", "long", "yesno", "code", "idnumber")),
    "id_shown": (("yesno", "yesnoish"), 0.45, ("date", "time", "long", "code", "name", "idnumber")),
    "dress": (("dress", "yesno", "yesnoish"), 0.2, ("date", "time", "number", "code", "name")),
    "recorded": (("yesno", "yesnoish"), 0.45, ("date", "time", "code", "file", "minutes", "small", "long")),
    "record_ref": (("code", "file", "minutes", "number", "small", "time"), 0.45, ("yesno",)),
    "address_verified": (("yesno", "verified", "yesnoish"), 0.4, ("date", "long", "number", "kind_only", "address")),
    "recording_start": (("time", "datetime", "date", "serial"), 0.4, ("yesno", "long", "code")),
    "recording_end": (("time", "datetime", "date", "serial"), 0.4, ("yesno", "long", "code")),
    "account": (("long",), 0.5, ("date", "time", "number", "yesno", "code", "name")),
    "outcome": (("outcome", "words"), 0.2, ("date", "time", "long", "number", "order")),
    "order_status": (("order",), 0.5, ()),
    "promise_date": (("date", "monthday", "serial"), 0.45, ("yesno", "amount_only", "long")),
    "promise_amount": (("amount", "number"), 0.45, ("date", "long", "name")),
    "prior_contact": ((), 0.0, ()),
    "coordinates": (("coordinates",), 0.5, ("address", "yesno", "long")),
    "latitude": (("degrees", "number"), 0.4, ("address", "long", "date")),
    "longitude": (("degrees", "number"), 0.4, ("address", "long", "date")),
    "recorded_at": (("date", "datetime", "serial"), 0.45, ("name", "long", "yesno")),
    "incident": ((), 0.0, ("date", "number")),
    "visit_reason": (("reason",), 0.4, ("kind_only",)),
    "region": (("words",), 0.1, ()),
    "city": ((), 0.0, ("date", "number", "long", "code")), "district": ((), 0.0, ("date", "number", "long", "code")),
    "province": ((), 0.0, ("date", "number", "long", "code")), "street": ((), 0.0, ("date", "number", "long", "code")),
    "borrower_id_number": (("idnumber",), 0.3, ("yesno",)),
    "borrower_phone": (("phone",), 0.3, ()),
    "paid_amount": (("amount", "number", "yesno"), 0.2, ()),
    "amount_due": (("amount", "number"), 0.3, ("date", "time")),
    "address_valid": (("yesno",), 0.2, ("address",)),
    "outsourced_notice": (("date", "serial"), 0.4, ("long",)), "entrusted_from": (("date", "serial"), 0.4, ("long",)), "entrusted_to": (("date", "serial"), 0.4, ("long",)),
    "status": (("status", "words"), 0.3, ("date", "number", "address")),
    "status_start": (("date", "serial"), 0.4, ()), "status_end": (("date", "serial"), 0.4, ()), "contact_date": (("date", "serial"), 0.4, ("phone", "yesno")),
    "contact_channel": (("words",), 0.2, ("phone", "code", "number", "date")),
    "liable_name": (("name", "words", "names"), 0.3, ("address", "date", "number", "yesno", "idnumber")),
    "liable_address": (("address",), 0.3, ("date", "number")), "contact_address": (("address",), 0.3, ("date", "number")),
    "mailing_address": (("address",), 0.3, ("date", "number")), "address": (("address",), 0.3, ("date", "number", "yesno")),
    "address_kind": (("kind",), 0.3, ("date", "number")),
    "contact_name": (("name", "words"), 0.3, ("address", "phone", "number", "date")),
    "contact_relation": (("relation",), 0.3, ("address", "number")),
    "trained_on": (("date", "serial"), 0.4, ("yesno", "long")), "credential_until": (("date", "serial"), 0.4, ("long",)), "joined_on": (("date", "serial"), 0.4, ()),
    "left_on": (("date", "serial"), 0.4, ()), "name": (("name", "words"), 0.3, ("date", "number", "code", "long")),
    "number": (("code", "number"), 0.3, ("sequence", "name", "long", "date")), "credential": (("code", "number", "words"), 0.2, ("date",)),
    "barred": (("yesno", "yesnoish"), 0.2, ("date",)),
}  # fmt: skip


class Mapped(NamedTuple):
    """The settled meaning of every column (None: none), and how sure the whole is."""

    meanings: tuple[str | None, ...]
    score: float


def map_columns(headers: Sequence[tuple[str, ...]], profiles: Sequence[Profile], kind: FileKind) -> Mapped:
    """Give every column the meaning that makes the whole fit best; no meaning is given twice unless it may be shared."""
    known = vocabulary(kind)
    slots = [(m.name, copy) for m in known.meanings.values() if m.field for copy in range(m.many)]
    rows: list[list[float]] = []
    suggested: list[dict[str, float]] = []
    for parts, values, barred in zip(headers, profiles, _barred([combined(p, kind) for p in headers], profiles), strict=True):
        scores = {m: s for m, s in column_scores(parts, values, kind).items() if m not in barred}
        suggested.append(scores)
        aside = max([THRESHOLD, *(s for m, s in scores.items() if not known.meanings[m].field)])
        rows.append([_slot(scores.get(name, _MISS), name, copy) - aside for name, copy in slots])
    wanted = _wanted(rows)
    chosen: list[int | None] = [None] * len(rows)
    for i, slot in zip(wanted, _assign([rows[i] for i in wanted], len(slots)), strict=True):
        chosen[i] = slot
    meanings = [slots[j][0] if j is not None else None for j in chosen]
    if kind is FileKind.VISITS:
        _orphans(meanings, suggested, profiles)
        _free_text(meanings, profiles, known.meanings.keys())
    return Mapped(tuple(meanings), sum(rows[i][j] + THRESHOLD for i, j in enumerate(chosen) if j is not None))


def _wanted(rows: Sequence[Sequence[float]]) -> list[int]:
    """The columns that may have a meaning at all: a sheet may have thousands of others, or of one name."""
    wanted = [i for i, row in enumerate(rows) if max(row, default=0.0) > 0]
    if len(wanted) <= _MOST_COLUMNS:
        return wanted
    best = {i for slot in range(len(rows[0])) for i in sorted(wanted, key=lambda i: -rows[i][slot])[:2]}
    return sorted(best)


def _slot(score: float, name: str, copy: int) -> float:
    """A further column of the same meaning must be a little surer: more so for accounts, where a remark is near."""
    return score - copy * (0.15 if name == "account" else 0.01)


def column_scores(parts: tuple[str, ...], values: Profile, kind: FileKind) -> dict[str, float]:
    """Header likeness and value profile together, for every meaning that either of them suggests."""
    said = dict(combined(parts, kind))
    if kind is FileKind.VISITS and values.filled >= 3:
        if values.share("long") >= 0.5:
            said.setdefault("account", 0.0)
        if not any(parts):
            said |= dict.fromkeys(("visit_date", "start_time", "visitors", "visit_address"), 0.0)
    return {meaning: score + fit(meaning, values) for meaning, score in said.items()}


def fit(meaning: str, values: Profile) -> float:
    """What the values add to (or take from) the header's score."""
    if not values.filled or meaning not in _FITS:
        return 0.0
    speaks_for, weight, against = _FITS[meaning]
    good = _share(values, speaks_for)
    bad = max((_only(values, c, speaks_for) for c in against), default=0.0)
    score = weight * (2 * good - 1) if speaks_for else 0.0
    if bad > 0.5:
        score = min(score, -0.55 * bad)
    return score + _habit(meaning, values)


def _share(values: Profile, classes: tuple[str, ...]) -> float:
    return min(1.0, max(values.share(*classes), sum(values.shares.get(c, 0.0) for c in classes if c not in ("words", "number"))))


def _only(values: Profile, against: str, speaks_for: tuple[str, ...]) -> float:
    """The share that speaks against, unless the same values speak as much for it."""
    if against.endswith("_only"):
        instead = {"kind_only": ("address",), "amount_only": ("date", "serial", "monthday")}.get(against, ("name",))
        share = values.share(against.removesuffix("_only")) - values.share(*instead)
        return max(share, 0.0) if values.length <= 8 else 0.0
    share = values.share(against)
    if against in speaks_for or (against in ("number", "small", "minutes", "code") and values.share(*speaks_for) >= share > 0):
        return 0.0
    if against == "yesno" and values.share("time", "date", "relation") >= share:
        return 0.0
    return share


def _habit(meaning: str, values: Profile) -> float:
    """Visitors come again and again, borrowers hardly; a day is one before it is also a time."""
    if values.filled >= 8 and meaning in ("visitors", "borrower_name", "visitor_2"):
        repeated = 0.06 if values.distinct < 0.5 else 0.0
        return repeated if meaning != "borrower_name" else -repeated
    if meaning in ("visit_id", "case_id") and values.filled >= 4 and values.distinct <= 1 / values.filled:
        return -0.2  # one and the same in all rows
    if meaning in ("person_met", "borrower_name") and values.share("relation", "nobody") > 0.1:
        return 0.12 if meaning == "person_met" else -0.12
    if meaning == "visit_date" and values.share("datetime") > 0.5:
        return 0.05
    return 0.0


def _barred(said: Sequence[Mapping[str, float]], profiles: Sequence[Profile]) -> list[frozenset[str]]:
    """What each column cannot be beside the others: 经办 beside 外访人员 is a clerk, a short 情况说明 beside 外访经过 a remark."""
    shared = ("visitors", "visitor_numbers")
    sure = {m for m in shared if any(s.get(m, 0.0) >= 0.85 for s in said)}
    told = any(s.get("account", 0.0) >= 0.6 and p.share("long") >= 0.5 for s, p in zip(said, profiles, strict=True))
    teams = any(s.get("visitors", 0.0) >= 0.6 and p.share("names") >= 0.5 for s, p in zip(said, profiles, strict=True))
    return [
        frozenset(m for m in sure if s.get(m, 0.0) < 0.85)
        | ({"visitors"} if teams and s.get("visitors", 0.0) < 0.85 and p.share("names") < 0.3 else frozenset())
        | ({"account"} if told and p.share("long") < 0.3 else frozenset())
        for s, p in zip(said, profiles, strict=True)
    ]


def _orphans(meanings: list[str | None], scores: Sequence[Mapping[str, float]], profiles: Sequence[Profile]) -> None:
    """What a log must have and no header names, where the values of a nameless or oddly named column can be nothing else."""
    known = vocabulary(FileKind.VISITS).meanings
    open_columns = [
        i for i, m in enumerate(meanings)
        if m is None and profiles[i].filled >= 3 and max((s for n, s in scores[i].items() if not known[n].field), default=0.0) < 0.75
    ]  # fmt: skip

    def only(*classes: str, least: float = 0.8) -> list[int]:
        return [i for i in open_columns if meanings[i] is None and profiles[i].share(*classes) >= least]

    days, times = (
        only("date", "monthday", least=0.9),
        [i for i in only("time", least=0.9) if profiles[i].share("date", "minutes") < 0.5],
    )
    if "visit_date" not in meanings and len(days) == 1:
        meanings[days[0]] = "visit_date"
    if "start_time" not in meanings and 1 <= len(times) <= 2:
        meanings[times[0]] = "start_time"
        times = times[1:]
    if "start_time" in meanings and "end_time" not in meanings and len(times) == 1 and meanings.index("start_time") < times[0]:
        meanings[times[0]] = "end_time"
    if "visitors" not in meanings and "visitor_2" not in meanings and len(people := only("names", least=0.5)) == 1:
        meanings[people[0]] = "visitors"
    if not {"visit_address", "address_detail"} & set(meanings) and len(places := only("address")) == 1:
        meanings[places[0]] = "visit_address"


def _free_text(meanings: list[str | None], profiles: Sequence[Profile], _: object) -> None:
    """Where no column is the account, the one with the longest text is, whatever it is called."""
    if "account" in meanings:
        return
    open_to = (None, "remark", "outcome", "incident", "prior_contact", "person_met")
    best = max(range(len(meanings)), key=lambda i: profiles[i].length if meanings[i] in open_to else 0.0, default=None)
    if best is not None and meanings[best] in open_to and profiles[best].length >= 40 and profiles[best].share("long") >= 0.5:
        meanings[best] = "account"


def _assign(gain: Sequence[Sequence[float]], slots: int) -> list[int | None]:
    """The assignment of rows to slots with the greatest total gain; a row whose gain would be negative stays free."""
    n, m = len(gain), slots + len(gain)
    if not n:
        return []
    cost = [[-g for g in row] + [0.0] * n for row in gain]
    u, v = [0.0] * (n + 1), [0.0] * (m + 1)
    owner, way = [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        owner[0], column = i, 0
        least = [float("inf")] * (m + 1)
        used = [False] * (m + 1)
        while True:
            used[column] = True
            row, delta, following = owner[column], float("inf"), 0
            for j in range(1, m + 1):
                if used[j]:
                    continue
                reduced = cost[row - 1][j - 1] - u[row] - v[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, column
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[owner[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = following
            if not owner[column]:
                break
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    chosen: list[int | None] = [None] * n
    for j in range(1, slots + 1):
        if owner[j]:
            chosen[owner[j] - 1] = j - 1
    return chosen
