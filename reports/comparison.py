"""The comparison with the last period: each agency's figures now beside those of its last audit, with the change."""

from __future__ import annotations

from collections.abc import Iterator

from audit.grading import Cell, Past, Rate
from reports.blocks import Block, Para, Table
from reports.tally import share
from reports.telling import Telling


def comparison(t: Telling) -> Iterator[Block]:
    """A table for the agencies that were audited before, and which were not."""
    former = {p.agency: p for p in t.result.past}
    known = [(cell, former[cell.agency]) for cell in t.tally.agencies if cell.agency in former]
    missing = [t.agency(cell.agency) for cell in t.tally.agencies if cell.agency not in former]
    if not known:
        yield Para(t.say("数据库中没有被检查机构更早期间的检查结果，无从与上期比较。",
                         "The database holds no audit of an earlier period of these agencies; there is nothing to compare with."))  # fmt: skip
        return
    yield Para(t.say("上期取同一机构在本期之前最近一次检查，按现有的人工复核结论重新计数；百分点为本期减上期。",
                     "The last period is the agency's newest audit before this one, counted with the decisions as they are now; "
                     "changes are this period less the last, in percentage points."))  # fmt: skip
    head = (
        t.say("机构", "Agency"),
        t.say("指标", "Figure"),
        t.say("上期", "Last period"),
        t.say("本期", "This period"),
        t.say("变化", "Change"),
    )
    rows = [row for cell, past in known for row in _rows(t, cell, past)]
    yield Table(head, tuple(rows), (24, 22, 22, 22, 14), frozenset({2, 3, 4}))
    packs = {past.policy for _, past in known} - {f"{t.result.policy.name} {t.result.policy.version}"}
    if packs:
        yield Para(t.say(f"上期所用规则包（{t.join(sorted(packs))}）与本期不同，数字不完全可比。",
                         f"The last period was judged by another policy pack ({t.join(sorted(packs))}); the figures compare only in part."), "small")  # fmt: skip
    if missing:
        yield Para(t.say(f"没有上期数据的机构：{t.join(missing)}。", f"Without a last period: {t.join(missing)}."), "small")


def _rows(t: Telling, now: Cell, past: Past) -> Iterator[tuple[str, ...]]:
    then, name = past.cell, t.agency(now.agency)  # the name stands in every row: a table may go on over the page
    yield (name, t.say("检查期间", "Period"), f"{past.first} – {past.last}", t.say("（本报告期间）", "(this report's)"), "")
    yield (
        name,
        t.say("检查记录数", "Visits checked"),
        f"{then.visits:,}",
        f"{now.visits:,}",
        _signed(now.visits - then.visits, ","),
    )
    for zh, en, a, b in (("违规率", "Violation rate", then.violation_rate, now.violation_rate),
                         ("待核率", "Review rate", then.review_rate, now.review_rate),
                         ("要素完整率", "Complete records", then.completeness, now.completeness),
                         ("重复违规率", "Repeated violations", then.repeat_rate, now.repeat_rate)):  # fmt: skip
        yield (name, t.say(zh, en), _of(a), _of(b), _points(t, a, b))
    for grade, zh, en in ((1, "重大", "Critical"), (2, "严重", "Serious")):
        a_count, b_count = then.by_grade.get(grade, 0), now.by_grade.get(grade, 0)
        yield (name, t.say(f"{zh}（项）", f"{en} findings"), f"{a_count:,}", f"{b_count:,}", _signed(b_count - a_count, ","))
    change = _signed(now.score - then.score, "g")
    yield (name, t.say("得分、评级", "Score, rating"), f"{then.score:g}  {then.rating}", f"{now.score:g}  {now.rating}", change)


def _signed(change: float, form: str) -> str:
    """A change with its sign; none is 0 without one."""
    return f"{change:+{form}}".replace("-", "−") if change else "0"


def _of(rate: Rate) -> str:
    return f"{share(rate.part, rate.whole)}\n{rate.part:,}/{rate.whole:,}"


def _points(t: Telling, then: Rate, now: Rate) -> str:
    if then.share is None or now.share is None:
        return "—"
    change = _signed(round((now.share - then.share) * 100, 1), ".1f")
    return t.say(f"{change}个百分点", f"{change} pp")
