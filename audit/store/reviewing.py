"""Reviewing: deciding many findings at once, how far it is, the next one to decide, and what was decided of its like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from audit.model import Text, Verdict
from audit.store import decisions, pages, queries, runs, steps
from audit.store.changes import Recorder
from audit.store.desk_tables import notes
from audit.store.nouns import Alike, DecisionEntry, NoteState, Preview, ReviewProgress, RunInfo, Step
from audit.store.rows import day, loads, moment
from audit.store.session import Session
from audit.store.tables import decisions as decisions_table
from audit.store.tables import findings, imports, projects, visits
from audit.store.tables import runs as runs_table
from audit.store.where import Where

#: So many of the latest decisions on the same rule and agency are compared.
_COMPARED = 2_000
_TITLES = {
    Verdict.CONFIRMED: Text("确认违规：{n} 条", "confirm {n} findings"),
    Verdict.DISMISSED: Text("标为误报：{n} 条", "dismiss {n} findings"),
    Verdict.WANTED: Text("要求补证：{n} 条", "ask evidence for {n} findings"),
    None: Text("撤回结论：{n} 条", "take {n} decisions back"),
}


class Reviewing:
    def __init__(self, session: Session):
        self._session = session

    def preview(self, run: int, ids: Sequence[int], verdict: Verdict | None) -> Preview:
        """What `decide` would do; a like verdict on evidence that has changed since would be given anew."""
        rules: Counter[str] = Counter()
        seen: dict[str, int] = {}
        standing = others = by_others = 0
        with self._session.reading() as conn:
            project = runs.one(conn, run).project
            for found in _parts(conn, project, ids):
                rules.update(found.rules.values())
                seen |= {mark: found.last[mark]["id"] if mark in found.last else 0 for mark in found.rules}
                stands = {mark: row for mark, row in found.last.items() if row["verdict"]}
                other = [row for mark, row in stands.items() if verdict is None or not found.holds(mark, verdict)]
                standing += len(stands)
                others += len(other)
                by_others += sum(row["by"] != self._session.user for row in other)
        fresh = len(seen) - standing
        return Preview(
            len(seen), fresh if verdict else 0, standing - others if verdict else fresh, others, dict(rules.most_common()), by_others, seen
        )  # fmt: skip

    def decide(
        self, run: int, ids: Sequence[int], verdict: Verdict | None, reason: str, note: str, seen: Mapping[str, int] | None
    ) -> Step | None:  # fmt: skip
        """One decision on all of them, one step to undo; those that say just that of the present evidence are left as they are."""
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            project = runs.one(conn, run).project
            recorder = Recorder(conn, project, session.user, at, _TITLES[verdict])
            decided, late, conflict = 0, 0, None
            for found in _parts(conn, project, ids):
                moved = {mark for mark in found.rules if seen is not None and decisions.moved(mark, seen, found.last)}
                new = [
                    DecisionEntry(0, mark, verdict, session.user, at, reason, note)
                    for mark in found.rules if mark in moved or not found.says(mark, verdict, reason, note)
                ]  # fmt: skip
                overtaken = next((d for d in new if d.fingerprint in moved), None)
                late += len(moved)
                if conflict is None and overtaken is not None:
                    conflict = (overtaken, found.last)
                if conflict is None:
                    decisions.add(conn, project, new, None, at, recorder.changes)
                    decided += len(new)
                    recorder.pack()
            if conflict is not None:
                raise decisions.overtaken(late, *conflict)
            recorder.title = _TITLES[verdict].format(n=decided)
            number = recorder.keep()
            return steps.one(conn, number) if number else None

    def progress(self, run: int) -> ReviewProgress:
        with self._session.reading() as conn:
            info = runs.one(conn, run)
            counted = conn.execute(queries.finding_counts(info, ["verdict", "changed"], (), False)).all()
            open_notes = conn.execute(
                select(func.count()).where(notes.c.project_id == info.project, notes.c.state == NoteState.OPEN.value)
            ).scalar_one()  # fmt: skip
        count: Counter[str] = Counter()
        for verdict, _, n in counted:
            count[verdict] += n
        changed = sum(n for _, moved, n in counted if moved)
        of = {v: count[v.value] for v in Verdict}
        return ReviewProgress(
            sum(count.values()), count[""], of[Verdict.CONFIRMED], of[Verdict.DISMISSED], of[Verdict.WANTED], changed, open_notes
        )  # fmt: skip

    def next_open(self, run: int, ids: Sequence[int], after: int | None, backwards: bool) -> int | None:
        """The next one of `ids` (in their order, from behind `after`, round the end) on which nothing was decided."""
        with self._session.reading() as conn:
            info = runs.one(conn, run)
            undecided = set(conn.execute(queries.finding_ids(info, [Where("verdict", "=", "")], (), False)).scalars())
        ordered = list(reversed(ids)) if backwards else list(ids)
        start = ordered.index(after) + 1 if after in ordered else 0
        return next((number for number in (*ordered[start:], *ordered[:start]) if number in undecided and number != after), None)

    def alike(self, finding: int, limit: int) -> tuple[Alike, ...]:
        """Decisions on the same agency's findings under the same rule, in all projects; the most similar quotes first."""
        with self._session.reading() as conn:
            own = pages.findings(conn, [finding]).get(finding)
            if own is None:
                return ()
            found = conn.execute(_decided(own.finding.rule, own.agency)).all()
            project = runs.one(conn, own.run).project
        mine = _quotes([[e.field, e.quote] for e in own.finding.evidence])
        seen: dict[tuple[int, str], Alike] = {}
        for row in found:
            key = (row.project_id, row.fingerprint)
            if key != (project, own.finding.fingerprint) and key not in seen:
                seen[key] = _alike(row, mine)
        return tuple(sorted(seen.values(), key=lambda a: (-a.similarity, -a.decision.id))[:limit])


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the findings that are asked about: rules, latest entries and present evidence by fingerprint."""

    rules: Mapping[str, str]
    last: Mapping[str, Mapping[str, Any]]
    digests: Mapping[str, str]

    def holds(self, mark: str, verdict: Verdict) -> bool:
        """Whether this verdict stands and was given on the evidence as it is now."""
        row = self.last.get(mark)
        return row is not None and row["verdict"] == verdict.value and row["digest"] == self.digests.get(mark, "")

    def says(self, mark: str, verdict: Verdict | None, reason: str, note: str) -> bool:
        row = self.last.get(mark)
        if row is None or not row["verdict"]:
            return verdict is None
        return verdict is not None and self.holds(mark, verdict) and (row["reason"], row["note"]) == (reason, note)


def _parts(conn: Connection, project: int, ids: Sequence[int]) -> Iterator[_Part]:
    """In the order of the ids, each fingerprint once. Some at a time: what is let go of all at once holds up every other thread."""
    known: set[str] = set()
    for part in pages.chunks(list(ids)):
        rules = {mark: rule for mark, rule in _prints(conn, part).items() if mark not in known}
        known |= rules.keys()
        marks = list(rules)
        yield _Part(rules, decisions.last_of(conn, project, marks), decisions.digests(conn, project, marks))


def _prints(conn: Connection, ids: Sequence[int]) -> dict[str, str]:
    """Rules by fingerprint, in the order of the ids."""
    wanted = select(findings.c.id, findings.c.fingerprint, findings.c.rule).where(findings.c.id.in_(ids))
    found = {row.id: row for row in conn.execute(wanted)}
    return {found[number].fingerprint: found[number].rule for number in ids if number in found}


def _decided(rule: str, agency: str) -> Any:
    """Findings with the decisions on them, the latest decisions first; of a finding in several runs the latest comes first."""
    d, f = decisions.latest, findings
    return (
        select(f.c.id, f.c.evidence, f.c.fingerprint, runs_table.c.project_id, projects.c.name, visits.c.visit_date,
               d.c.id.label("decision"), d.c.verdict, d.c.by, d.c.at, d.c.reason, d.c.note)
        .select_from(
            f.join(runs_table, runs_table.c.id == f.c.run_id)
            .join(projects, projects.c.id == runs_table.c.project_id)
            .join(visits, visits.c.id == f.c.visit)
            .join(d, (d.c.project_id == runs_table.c.project_id) & (d.c.fingerprint == f.c.fingerprint))
        )
        .where(f.c.rule == rule, visits.c.agency == agency, runs_table.c.finished == runs.FINISHED, d.c.verdict != "",
               d.c.id.in_(_last_decisions()))
        .order_by(d.c.id.desc(), f.c.id.desc())
        .limit(_COMPARED)
    )  # fmt: skip


def _last_decisions() -> Any:
    every = decisions_table.alias("every")
    return select(func.max(every.c.id)).group_by(every.c.project_id, every.c.fingerprint)


def _quotes(evidence: Sequence[Sequence[Any]]) -> str:
    """The words of an account if there are any, else the cells."""
    told = [e[1] for e in evidence if e[0] == "account"] or [e[1] for e in evidence]
    return "……".join(told)


def _alike(row: Any, mine: str) -> Alike:
    quote = _quotes(loads(row.evidence))
    entry = DecisionEntry(row.decision, row.fingerprint, Verdict(row.verdict), row.by, moment(row.at), row.reason, row.note)
    return Alike(row.id, row.project_id, row.name, day(row.visit_date), quote, ratio(mine, quote) / 100, entry)


def stale(conn: Connection, project: int, run: RunInfo | None) -> bool:
    """Whether the files that are shown are others than those of the last run."""
    live = set(conn.execute(select(imports.c.id).where(imports.c.project_id == project, imports.c.state == "live")).scalars())
    return run is not None and live != set(run.imports)
