"""Who stands on the other side: whom our words reach or press, by the account and, where it names nobody, by the columns.

Shared by the rules about third persons. A pronoun is whoever was named last; the borrower's own name in the words that are told (说他
欠钱) is what they are about, not who hears them.
"""

from __future__ import annotations

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Person, Reading
from audit.model import Visit

#: How many clauses a person is remembered who is not named again.
BACK = 5
_SELF = (
    "本人",
    "债务人",
    "借款人",
    "客户",
    "持卡人",
    "主贷",
    "担保",
    "保证人",
    "共借",
    "共同借款",
    "共债",
    "连带",
    "self",
    "borrower",
    "debtor",
    "guarantor",
)
_NONE = ("无", "没人", "未", "/", "-", "nobody", "none", "no one", "n/a")
_SPOUSE = ("妻", "夫", "配偶", "老婆", "老公", "媳妇", "太太", "爱人", "婆娘", "堂客", "wife", "husband", "spouse")


def met(visit: Visit) -> Actor:
    """Whom the columns say was met: BORROWER (or liable), OTHER for anybody else, NOBODY, UNKNOWN where they are silent."""
    named = [c.strip().lower() for c in (visit.relation, visit.person_met) if c.strip()]
    for cell in named:
        if "非共借" not in cell and any(word in cell for word in _SELF):
            return Actor.BORROWER
    if not named:
        return Actor.UNKNOWN
    if all(cell.startswith(_NONE) for cell in named):
        return Actor.NOBODY
    if visit.person_met and visit.person_met.strip() == visit.borrower_name.strip():
        return Actor.BORROWER
    return Actor.OTHER


def is_spouse(word: str) -> bool:
    return any(w in word for w in _SPOUSE) and not any(w in word for w in ("前妻", "前夫", "未婚", "ex-", "夫妻"))


def named_before(reading: Reading, at: int, clause: int, back: int = BACK) -> Person | None:
    """The last person on the other side named before a place, at most `back` clauses ago."""
    for person in reversed(reading.persons):
        if person.start < at and not person.pronoun and person.actor not in COLLECTING and person.actor is not Actor.NOBODY:
            return person if person.clause >= clause - back else None
    return None


def third_before(reading: Reading, at: int, clause: int, back: int = BACK) -> Person | None:
    """The last person named before a place who owes nothing, unless the borrower was called in between."""
    for person in reversed(reading.persons):
        if person.start >= at or person.pronoun:
            continue
        if person.clause < clause - back:
            return None
        if person.actor in THIRD:
            return person
    return None


def third_in(reading: Reading, first: int, last: int) -> Person | None:
    """A person who owes nothing named in the clauses from `first` to `last`."""
    return next((p for p in reading.persons if p.actor in THIRD and first <= p.clause <= last), None)


def hears_third(visit: Visit, reading: Reading, told: Mention, after: bool = False) -> bool:
    """Whether what `told` tells reaches somebody who owes nothing. `after`: the words may name him behind (拿给保安看)."""
    if after and (person := third_in(reading, told.clause, told.clause)) is not None and person.end > told.start:
        return True
    for person in reading.persons:
        if 0 <= person.start - told.end <= 1 and told.group == "direct" and not person.pronoun:
            return person.actor in THIRD
    for person in reversed(reading.persons):
        if person.start >= told.end or person.pronoun or person.actor in COLLECTING or person.actor is Actor.NOBODY:
            continue
        if person.clause < told.clause - BACK:
            break
        if person.actor in THIRD:
            return not _in_brackets(reading, person)
        if person.clause < told.clause or _addressed(reading, person):
            return False
    return met(visit) is Actor.OTHER


def _addressed(reading: Reading, person: Person) -> bool:
    """向客户, 跟他: spoken to, not only spoken of."""
    return reading.text[max(0, person.start - 1) : person.start] in tuple("向跟对和与同给请叫找问诉知為为對與給請問")


def _in_brackets(reading: Reading, person: Person) -> bool:
    """担保人（其表弟）: the relative is the liable person himself."""
    return reading.text[max(0, person.start - 1) : person.start] in ("（", "(") and any(
        p.actor in OWING and 0 <= person.start - p.end <= 2 for p in reading.persons
    )
