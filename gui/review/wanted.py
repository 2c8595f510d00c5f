"""Wanted: which findings the list shows, in what order and groups, as plain data; and the answer to it."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from audit.store.where import Condition, Order, Where

if TYPE_CHECKING:
    from audit.store.store import Store

#: In this order decisions stand as groups.
VERDICTS = ("", "wanted", "confirmed", "dismissed")
ORDERS: Mapping[str, tuple[Order, ...]] = {
    "grade": (Order("grade"), Order("outcome", True), Order("visit.visit_date"), Order("visit.case_id")),
    "date": (Order("visit.visit_date"), Order("visit.start_time"), Order("grade")),
    "case": (Order("visit.case_id"), Order("visit.visit_date"), Order("grade")),
    "row": (),
}
MORE: Mapping[str, tuple[Condition, ...]] = {
    "new": (Where("news", "=", "new"),),
    "changed": (Where("changed", "=", 1),),
    "noted": (Where("open_notes", ">", 0),),
    "loose": (Where("letter", "empty"),),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty means all. `verdict`: a verdict's value or "open"; `grade`: "1" … "4" or an outcome; `extra` came from another page."""

    run: int = 0
    text: str = ""
    verdict: str = ""
    grade: str = ""
    rule: str = ""
    agency: str | None = None
    more: str = ""
    extra: tuple[Condition, ...] = ()
    group: str = ""
    sort: str = "grade"

    @property
    def filtered(self) -> bool:
        return self != replace(Wanted(self.run), group=self.group, sort=self.sort)

    def where(self, without: str = "") -> list[Condition]:
        """As conditions of the store; `without` leaves one out, to count what it could be set to."""
        found: list[Condition] = [*self.extra, *MORE.get(self.more if without != "more" else "", ())]
        if self.verdict and without != "verdict":
            found.append(Where("verdict", "=", "" if self.verdict == "open" else self.verdict))
        if self.grade and without != "grade":
            found.append(Where("grade", "=", int(self.grade)) if self.grade.isdigit() else Where("outcome", "=", self.grade))
        if self.rule and without != "rule":
            found.append(Where("rule", "=", self.rule))
        if self.agency is not None and without != "agency":
            found.append(Where("visit.agency", "=", self.agency))
        if self.text:
            found.append(Where("", "text", self.text))
        return found


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that stand together: `count` of them from `start` on in the ids, `open` of them undecided."""

    value: Any
    start: int
    count: int
    open: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer: ids in display order, and the groups they fall into (none, if none were asked for)."""

    wanted: Wanted
    ids: Sequence[int] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """How many findings each filter would leave, by its values."""

    wanted: Wanted
    verdicts: Mapping[str, int]
    grades: Mapping[str, int]
    rules: Mapping[str, int]
    agencies: Mapping[str, int]
    open: Mapping[Any, int]  # what is undecided now in each group


def listing(store: Store, wanted: Wanted) -> Generator[None, None, Listing]:
    """Ids of what is wanted. In groups, every group's ids are one stretch of them."""
    where, order = wanted.where(), ORDERS[wanted.sort]
    if not wanted.group:
        return Listing(wanted, store.finding_ids(wanted.run, where, order))
    by = Order(wanted.group)
    ids = store.finding_ids(wanted.run, where, [by, *order])
    yield
    counts: dict[Any, list[int]] = {}
    for (value, verdict), number in store.finding_counts(wanted.run, [wanted.group, "verdict"], where).items():
        both = counts.setdefault(value or "", [0, 0])
        both[0] += number
        both[1] += 0 if verdict else number
    return Listing(wanted, *_grouped(wanted.group, ids, counts))


def _grouped(by: str, ids: Sequence[int], counts: Mapping[Any, Sequence[int]]) -> tuple[Sequence[int], tuple[Group, ...]]:
    """The store sorts groups by their values, blanks last; people want the graver or greater ones first."""
    stretches: dict[Any, Sequence[int]] = {}
    at = 0
    for value in sorted(counts, key=lambda v: (v == "", v)):
        stretches[value] = ids[at : at + counts[value][0]]
        at += counts[value][0]
    ordered, groups = array("q"), []
    for value in sorted(counts, key=lambda v: _rank(by, v, counts[v][0])):
        groups.append(Group(value, len(ordered), *counts[value]))
        ordered.extend(stretches[value])
    return ordered, tuple(groups)


def _rank(by: str, value: Any, count: int) -> tuple[Any, ...]:
    if by == "verdict":
        return (VERDICTS.index(value),)
    if by == "rule":
        return (-count, value)
    return (value == "", value)


def facets(store: Store, wanted: Wanted) -> Generator[None, None, Facets]:
    def counts(field: str, without: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for (value,), number in store.finding_counts(wanted.run, [field], wanted.where(without)).items():
            found[str(value or "")] = found.get(str(value or ""), 0) + number
        return found

    verdicts = counts("verdict", "verdict")
    yield
    grades = counts("outcome", "grade") | dict(sorted(counts("grade", "grade").items()))
    yield
    rules = counts("rule", "rule")
    yield
    agencies = counts("visit.agency", "agency")
    yield
    undecided: dict[Any, int] = {}
    if wanted.group:
        where = [*wanted.where(without="verdict"), Where("verdict", "=", "")]
        for (value,), number in store.finding_counts(wanted.run, [wanted.group], where).items():
            undecided[value or ""] = undecided.get(value or "", 0) + number
    return Facets(wanted, verdicts, grades, rules, agencies, undecided)


def only_open(store: Store, run: int, ids: Iterable[int]) -> Generator[None, None, list[int]]:
    """Those of `ids` on which nothing was decided, in their order."""
    undecided = set(store.finding_ids(run, [Where("verdict", "=", "")]))
    yield
    return [number for number in ids if number in undecided]
