"""Casebook: all visits, case files, staff, the policy and the audit day, with the indexes that rules ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from functools import cached_property

from audit.account import Cast, Reading, read
from audit.account.words import Vocabulary
from audit.bankwords import own
from audit.model import CaseFile, Evidence, StaffMember, Visit
from audit.policy import Limits, Policy
from audit.staff import Register


class Casebook:
    """What surrounds a visit. Indexes are built at first use, in near-linear time, and never change.

    `visits` are those to be audited; `earlier` are visits already stored from other imports: cross-row rules see both. The same
    visit in another file or on another row (`Visit.key`) is never held against itself.
    """

    def __init__(
        self, visits: Sequence[Visit], *, policy: Policy, as_of: date, cases: Iterable[CaseFile] = (),
        staff: Iterable[StaffMember] = (), earlier: Sequence[Visit] = (),
    ):  # fmt: skip
        self.visits = visits
        self.earlier = earlier
        self.policy = policy
        self.as_of = as_of
        self.cases: Mapping[str, CaseFile] = {c.case_id: c for c in cases}
        self.staff: tuple[StaffMember, ...] = tuple(staff)
        self._at_hand: Sequence[Visit] = ()
        self._readings: dict[int, dict[str, Reading]] = {}  # of each visit at hand, by its identity
        self._stocked: dict[str, Reading] = {}
        self._limits: dict[date | None, Limits] = {}
        self._of_borrowers: dict[str, Mapping[str, tuple[Visit, ...]]] = {}

    def limits(self, visit: Visit) -> Limits:
        """The limits in force on the day of the visit."""
        found = self._limits.get(visit.visit_date)
        if found is None:
            found = self._limits[visit.visit_date] = self.policy.on(visit.visit_date).limits
        return found

    def case(self, visit: Visit) -> CaseFile | None:
        """The case file of the visit's case, if there is one."""
        return self.cases.get(visit.case_id)

    def turn_to(self, visits: Sequence[Visit]) -> None:
        """These are the visits at hand now: what is read of them is kept until others are, be it one for whose reading is asked."""
        self._at_hand = tuple(visits)  # which keeps their identities theirs
        self._readings = {id(visit): {} for visit in visits}

    def reading(self, visit: Visit, name: str = "account") -> Reading:
        """Text field `name` of the visit as read; all rules share the readings of the visits at hand."""
        readings = self._readings.get(id(visit))
        if readings is None:
            self.turn_to((visit,))
            readings = self._readings[id(visit)]
        found = readings.get(name)
        if found is None:
            found = readings[name] = self._read(visit, name)
        return found

    def _read(self, visit: Visit, name: str) -> Reading:
        text = visit.as_typed(name)
        case = self.case(visit)
        liable = tuple(person.name for person in case.liable) if case else ()
        cast = Cast(visit.visitors, visit.borrower_name, liable, visit.person_met, visit.relation)
        if name != "account" and len(text) <= _STOCK and not (stock := self._stock(text)).names_any(cast):
            return stock
        return read(text, cast, self._words)

    def _stock(self, text: str) -> Reading:
        """承诺还款: a stock entry, read once for all visits whose people it does not name."""
        known = self._stocked.get(text)
        if known is None:
            if len(self._stocked) >= _MOST_STOCKED:
                self._stocked.clear()
            known = self._stocked[text] = read(text, words=self._words)
        return known

    @cached_property
    def _words(self) -> Vocabulary | None:
        """The vocabulary with the bank's own words; None: the one that ships."""
        return own(self.policy.vocabulary) if self.policy.vocabulary else None

    @cached_property
    def register(self) -> Register:
        """The staff register, by number and name."""
        return Register(self.staff)

    @cached_property
    def by_case(self) -> Mapping[str, tuple[Visit, ...]]:
        """All visits (earlier ones too) of a case in order of time; a visit that came in two files stands once."""
        found: dict[str, list[Visit]] = {}
        for visit in (*self.earlier, *self.visits):
            if visit.case_id:
                found.setdefault(visit.case_id, []).append(visit)
        return {case: _once(same) for case, same in found.items()}

    def same_case(self, visit: Visit) -> tuple[Visit, ...]:
        """The visits of the visit's case, itself among them. Case numbers of two agencies that mean two borrowers stay apart."""
        same = self.by_case.get(visit.case_id, (visit,))
        if len(same) == 1 or not visit.borrower_name:
            return same
        known = self._of_borrowers.get(visit.case_id)
        if known is None:
            known = self._of_borrowers[visit.case_id] = _by_borrower(same)
        return known[visit.borrower_name]

    def neighbours(self, visit: Visit) -> tuple[tuple[str, Visit], ...]:
        """(collector's name, other visit at another address) for the visits that he had right before and after, or meanwhile."""
        return self._neighbours.get(id(visit), ())

    def copies(self, visit: Visit) -> Copies:
        """Visits whose account is (nearly) the same text, the visit itself among them; none where it is the only one."""
        return self._copies.get(id(visit), _NO_COPIES)

    @cached_property
    def _neighbours(self) -> Mapping[int, tuple[tuple[str, Visit], ...]]:
        days: dict[tuple[str, str, date], list[tuple[str, Visit]]] = {}
        known: dict[object, tuple[tuple[str, str], ...]] = {}
        for visit in (*self.earlier, *self.visits):
            if visit.visit_date and visit.start_time:
                for name, key in zip(visit.visitors, self._people(visit, known), strict=True):
                    days.setdefault((*key, visit.visit_date), []).append((name, visit))
        found: dict[int, dict[int, tuple[str, Visit]]] = {}
        for same in days.values():
            if len(same) > 1:
                same.sort(key=_by_time)
                for (name, one), (_, other) in _meetings(same):
                    for here, there in ((one, other), (other, one)):  # two who went together meet the same visits
                        found.setdefault(id(here), {}).setdefault(id(there), (name, there))
        return {visit: tuple(others.values()) for visit, others in found.items()}

    def _people(self, visit: Visit, known: dict[object, tuple[tuple[str, str], ...]]) -> tuple[tuple[str, str], ...]:
        """As `people`, with the staff number of the register where the log gives only a name that is one person's."""
        if not self.staff or len(visit.visitor_numbers) == len(visit.visitors):
            return people(visit)
        found = known.get((visit.agency, visit.visitors))
        if found is None:
            members = {m.name: m.members for m in self.register.match(visit)}
            rows = [members.get(name, ()) for name in visit.visitors]
            found = known[visit.agency, visit.visitors] = tuple(
                (visit.agency, own[0].number if len(own) == 1 and own[0].number else name)
                for name, own in zip(visit.visitors, rows, strict=True)
            )
        return found

    @cached_property
    def _copies(self) -> Mapping[int, Copies]:
        from audit.values.similarity import bare, groups  # numpy and rapidfuzz only where an audit runs

        limits = self.policy.periods[-1].limits
        visits = (*self.earlier, *self.visits)
        texts = [bare(v.account, (*v.visitors, v.borrower_name, v.person_met)) for v in visits]
        texts = [t if len(t) >= limits.copied_min_length else "" for t in texts]
        known: dict[int, Copies] = {}  # equal texts have one group: a stock text may stand in all rows of a log
        found = {}
        for place, same in groups(texts, limits.copied_similarity).items():
            if id(same) not in known:
                known[id(same)] = Copies(tuple(sorted((visits[i] for i in same), key=order)))
            found[id(visits[place])] = known[id(same)]
        return found


#: Entries of outcome, remark … up to so many characters are kept, so many of them.
_STOCK, _MOST_STOCKED = 30, 5_000


class Copies:
    """Visits of (nearly) one text in order of time, and how many of them there are of a case and a borrower."""

    def __init__(self, visits: tuple[Visit, ...]):
        self.visits = visits

    @cached_property
    def _counts(self) -> Counter[tuple[str | None, str | None]]:
        cells = ((v.case_id, v.borrower_name) for v in self.visits)
        return Counter(key for case, name in cells for key in ((case, name), (case, None), (None, name), (None, None)))

    @cached_property
    def _at_one_time(self) -> Mapping[object, list[Visit]]:
        found: dict[object, list[Visit]] = {}
        for visit in self.visits:
            found.setdefault(_time_and_people(visit), []).append(visit)
        return found

    def at_one_time(self, visit: Visit) -> list[Visit]:
        """Those of other cases by the same people on the same day at the same time."""
        same = self._at_one_time.get(_time_and_people(visit), []) if visit.visit_date and visit.start_time else []
        return [v for v in same if _other_case(visit, v)]

    def of_other_cases(self, visit: Visit) -> tuple[Visit | None, int]:
        """The first of them that is of another case than the visit, and how many are."""
        cases = (visit.case_id, "") if visit.case_id else (None,)
        names = (visit.borrower_name, "") if visit.borrower_name else (None,)
        count = len(self.visits) - sum(self._counts[case, name] for case in cases for name in names)
        return next(v for v in self.visits if _other_case(visit, v)) if count else None, count


_NO_COPIES = Copies(())


def _time_and_people(visit: Visit) -> object:
    return visit.visit_date, visit.start_time, frozenset(people(visit))


def _other_case(a: Visit, b: Visit) -> bool:
    """Two numbers tell two cases; where they are the same or one is missing, two names do."""
    if a.case_id and b.case_id and a.case_id != b.case_id:
        return True
    return bool(a.borrower_name and b.borrower_name and a.borrower_name != b.borrower_name)


def filed(row: CaseFile | StaffMember, name: str) -> Evidence:
    """A cell of a case file or register as evidence, as typed there."""
    value = row.typed.get(name)
    if value is None:
        value = getattr(row, name)
    return Evidence(name, "" if value is None else str(value), source=row.source)


def elsewhere(visit: Visit, name: str) -> Evidence:
    """A whole cell of another visit as evidence."""
    return Evidence(name, visit.as_typed(name), source=visit.source)


def people(visit: Visit) -> tuple[tuple[str, str], ...]:
    """What tells each collector of a visit from others, in their order: agency and staff number, else agency and name."""
    numbers = visit.visitor_numbers
    if len(numbers) == len(visit.visitors):
        return tuple((visit.agency, number or name) for name, number in zip(visit.visitors, numbers, strict=True))
    return tuple((visit.agency, name) for name in visit.visitors)


_MET = 50


def _by_time(entry: tuple[str, Visit]) -> tuple[time, str, str, str]:
    visit = entry[1]
    return (visit.start_time or time(), visit.visit_address, visit.case_id, visit.visit_id)


def _meetings(same: list[tuple[str, Visit]]) -> Iterator[tuple[tuple[str, Visit], tuple[str, Visit]]]:
    """Of one collector's day in order of time: each visit with the next one, and with those that begin before it ends.

    A log that has one time for all visits of a month must not pair each with each: so many after it are looked at, no more.
    """
    for place, (name, one) in enumerate(same):
        end = one.end_time or one.start_time
        for after in range(place + 1, min(len(same), place + 1 + _MET)):
            other = same[after][1]
            begins_later = end is None or other.start_time is None or other.start_time >= end
            if begins_later and after > place + 1:
                break
            same_row = one.visit_id and (one.visit_id, one.case_id) == (other.visit_id, other.case_id)  # the visit in another file
            if other.visit_address != one.visit_address and not same_row:
                yield (name, one), same[after]


def order(visit: Visit) -> tuple[str, ...]:
    """Order of time, and always the same one among visits of one moment."""
    return (
        str(visit.visit_date or ""),
        str(visit.start_time or ""),
        visit.case_id,
        visit.visit_id,
        visit.visit_address,
        visit.account,
    )


def _by_borrower(same: tuple[Visit, ...]) -> Mapping[str, tuple[Visit, ...]]:
    """Visits of one case number in order of time, by the borrower's name; those without a name are everybody's."""
    named: dict[str, list[Visit]] = {}
    for visit in same:
        named.setdefault(visit.borrower_name, []).append(visit)
    if len(named) == 1:
        return dict.fromkeys(named, same)
    nameless = named.pop("", [])
    return {name: tuple(sorted([*own, *nameless], key=order) if nameless else own) for name, own in named.items()}


def _once(same: list[Visit]) -> tuple[Visit, ...]:
    """Visits in order of time, each once; of two that are the same the one to be audited (the later in the list) stands."""
    if len(same) == 1:
        return (same[0],)
    return tuple(sorted({visit.key: visit for visit in same}.values(), key=order))
