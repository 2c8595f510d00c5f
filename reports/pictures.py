"""The pictures of a report: rules by agencies, the trend, hours by weekdays, rankings of agencies and of visitors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.policy import Limits
from audit.rules import RULES
from reports.blocks import Bars, Block, Grid, Para, Trend
from reports.rhythm import Rhythm, Spell, rhythm, visitors
from reports.tally import share
from reports.telling import Telling

MOST_AGENCIES = 12  # columns of the grid; the others stand together in one more
MOST_BARS = 20
MOST_POINTS = 13
WEEKDAYS = (("周一", "Mon"), ("周二", "Tue"), ("周三", "Wed"), ("周四", "Thu"), ("周五", "Fri"), ("周六", "Sat"), ("周日", "Sun"))


def pictures(t: Telling) -> Iterator[Block]:
    """All that there is something to show for; an agency's own edition has no other agency to be compared with."""
    if not t.result.audited:
        yield Para(t.say("没有外访记录，无图。", "There are no visits, hence no pictures."))
        return
    for n, picture in enumerate(_shown(t), 1):
        yield replace(picture, caption=picture.caption.replace("{n}", str(n)))


def _shown(t: Telling) -> Iterator[Grid | Bars | Trend]:
    when = rhythm(t)
    if t.tally.violations:
        yield rules_by_agency(t) if len(t.tally.agencies) > 1 else rules(t)
    if trend := over_time(t, when):
        yield trend
    if when.timed:
        yield from hours(t, when)
    if len(t.tally.agencies) > 1:
        yield agencies(t)
    if people := collectors(t):
        yield people


def rules(t: Telling) -> Bars:
    """Of one agency: its rules by violations."""
    counts = sorted(t.tally.whole.violations.items(), key=lambda pair: -pair[1])
    rows = tuple((t.title(code), float(n), t.say(f"{n:,}项", f"{n:,}")) for code, n in counts)
    return Bars(t.say("图{n}　疑似违规项数：按规则", "Figure {n}  Suspected violations by rule"), rows, t.say(
        "不含待核实、已排除及针对整份日志的事项。", "Without matters to be reviewed, dismissed ones and findings about whole logs."))  # fmt: skip


def rules_by_agency(t: Telling) -> Grid:
    """Violations by rule and agency; reviews are not in it."""
    ordered = sorted(t.tally.agencies, key=lambda c: (-sum(c.violations.values()), c.agency))
    shown, rest = ordered[:MOST_AGENCIES], ordered[MOST_AGENCIES:]
    rows = []
    for rule in RULES:
        values = [cell.violations.get(rule.code, 0) for cell in shown]
        if rest:
            values.append(sum(cell.violations.get(rule.code, 0) for cell in rest))
        if any(values):
            rows.append((t.text(rule.title), tuple(values)))
    heads = [f"{t.agency(c.agency)}\n{c.visits:,}" for c in shown]
    if rest:
        visits = sum(c.visits for c in rest)
        heads.append(t.say(f"其余{len(rest)}家\n{visits:,}", f"{len(rest)} others\n{visits:,}"))
    return Grid(
        t.say("图{n}　疑似违规项数：规则 × 机构", "Figure {n}  Suspected violations: rules × agencies"), tuple(heads), tuple(rows),
        note=t.say("机构名下的数字为检查记录数。颜色越深项数越多，空白为零；格内数字即项数。不含待核实、已排除及针对整份日志的事项。",
                   "Below each agency: its visits checked. Darker means more, blank is none; the number in a cell is the count. "
                   "Without matters to be reviewed, dismissed ones and findings about whole logs."),
    )  # fmt: skip


def over_time(t: Telling, when: Rhythm) -> Trend | None:
    """By month, or by week where all visits are of one month."""
    monthly = len(when.months) > 1
    spells = (when.months if monthly else when.weeks)[-MOST_POINTS:]
    last = _last(t)
    if len(spells) + len(last) < 2:
        return None
    unit = t.say("月", "month") if monthly else t.say("周（周一为首日）", "week (from Monday)")
    return Trend(
        t.say(f"图{{n}}　违规率与待核率走势：按{unit}", f"Figure {{n}}  Violation and review rates by {unit}"),
        (*last, *(_point(t, spell, monthly) for spell in spells)),
        t.say("违规率：有疑似违规的记录占比", "violation rate: share of visits with a suspected violation"),
        t.say("待核率：有待核实事项的记录占比", "review rate: share with a matter to be reviewed"),
        t.say(f"柱下为“违规记录数/检查记录数”；日期已知的记录{when.dated:,}条。",
              f"Below each column: visits with a violation / visits checked; visits with a known date: {when.dated:,}."),
    )  # fmt: skip


def _last(t: Telling) -> tuple[tuple[str, float | None, float | None, str], ...]:
    """The last period as the first point, where all agencies have one: half of them would compare unlike things."""
    cells = [past.cell for past in t.result.past]
    visits = sum(c.visits for c in cells)
    if not visits or {p.agency for p in t.result.past} != {c.agency for c in t.tally.agencies}:
        return ()
    broken, waiting = sum(c.with_violation for c in cells), sum(c.with_review for c in cells)
    return ((t.say("上期", "last period"), broken / visits, waiting / visits, f"{broken:,}/{visits:,}"),)


def _point(t: Telling, spell: Spell, monthly: bool) -> tuple[str, float | None, float | None, str]:
    label = f"{spell.first:%Y-%m}" if monthly else f"{spell.first:%m-%d}" + t.say("起", " on")
    whole = spell.visits or 1
    return label, spell.broken / whole, spell.waiting / whole, f"{spell.broken:,}/{spell.visits:,}"


def hours(t: Telling, when: Rhythm) -> Iterator[Grid]:
    """When visits began, and when those began that have a violation; the closed hours are framed."""
    limits = t.result.policy.on(t.period[1]).limits
    framed = frozenset(_closed(limits))
    head = tuple(str(hour) for hour in range(24))
    told = ((when.visits_at, "图{n}　外访开始时间：星期 × 小时（记录数）", "Figure {n}  When visits began: weekday × hour (visits)"),
            (when.broken_at, "图{n}　有疑似违规的外访开始时间（记录数）", "Figure {n}  When visits with a suspected violation began (visits)"))  # fmt: skip
    frame = t.say("粗框为规则包规定的禁止时段。", " Bold frames: closed hours of the policy pack.") if framed else ""
    for counted, zh, en in told:
        rows = tuple((t.say(*name), tuple(counted[day, hour] for hour in range(24))) for day, name in enumerate(WEEKDAYS))
        total = sum(counted.values())
        note = t.say(f"列为开始时间所在的小时；日期和开始时间均已知的记录{when.timed:,}条，本图{total:,}条。",
                     f"Columns: hour of the start; visits with known date and start: {when.timed:,}, in this figure: {total:,}.")  # fmt: skip
        yield Grid(t.say(zh, en), head, rows, 0.09, framed, note + frame)


def _closed(limits: Limits) -> tuple[int, ...]:
    """The hours of which every minute is closed."""
    first, until = limits.closed_from, limits.closed_until
    if first is None or until is None:
        return ()
    start = first.hour + (1 if first.minute else 0)
    return tuple(h for h in range(24) if (start <= h or h < until.hour if start > until.hour else start <= h < until.hour))


def agencies(t: Telling) -> Bars:
    """Agencies by the share of their visits that have a violation."""
    ordered = sorted(t.tally.agencies, key=lambda c: (-(c.violation_rate.share or 0), -c.with_violation, c.agency))
    rows = tuple((t.agency(c.agency), c.violation_rate.share or 0.0,
                  f"{share(c.with_violation, c.visits)}" + t.say("（{}/{}）", " ({}/{})").format(f"{c.with_violation:,}", f"{c.visits:,}"))
                 for c in ordered[:MOST_BARS])  # fmt: skip
    return Bars(t.say("图{n}　机构违规率排序", "Figure {n}  Agencies by violation rate"), rows, _cut(t, len(ordered), t.say(
        "违规率＝有疑似违规的记录数/检查记录数。记录少于30条的机构，比率仅供参考。",
        "Violation rate = visits with a suspected violation / visits checked. With fewer than 30 visits a rate says little.")))  # fmt: skip


def collectors(t: Telling) -> Bars | None:
    """Visitors by violations in the records of their visits."""
    found = visitors(t)
    if not found:
        return None
    several = len(t.tally.agencies) > 1
    rows = tuple((t.dot.join(filter(None, (t.visitor(v.name), v.number, t.agency(v.agency) if several else ""))), float(v.findings),
                  t.say(f"{v.findings:,}项 / {v.visits:,}条", f"{v.findings:,} / {v.visits:,} visits"))
                 for v in found[:MOST_BARS])  # fmt: skip
    return Bars(t.say("图{n}　外访人员涉及疑似违规项数排序", "Figure {n}  Visitors by suspected violations in their records"), rows, _cut(t, len(found), t.say(
        "“项/条”为涉及的疑似违规项数与其全部外访记录数。一条记录的多名人员分别计数，不表示个人责任。",
        "Findings, and all visits of that person. Each person of a visit is counted, which says nothing of anyone's fault.")))  # fmt: skip


def _cut(t: Telling, whole: int, note: str) -> str:
    if whole <= MOST_BARS:
        return note
    return note + t.say(f"共{whole:,}，列前{MOST_BARS}。", f" The first {MOST_BARS} of {whole:,}.")
