"""Section four: the figures, each with its whole, and the score with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from audit.grading import Cell
from reports.blocks import Block, Heading, Para, Section, Table
from reports.comparison import comparison
from reports.pictures import pictures
from reports.tally import share
from reports.telling import Telling
from reports.words import GRADES


def opinion(t: Telling) -> Section:
    """四、总体评价"""
    blocks: list[Block] = [*_summary(t), _verdict(t), Heading(t.say("（一）各机构情况", "4.1 By agency"), 2), _agencies(t),
                           Heading(t.say("（二）按规则统计", "4.2 By rule"), 2), _rules(t),
                           Heading(t.say("（三）评分", "4.3 Score"), 2), *scores(t),
                           Heading(t.say("（四）与上期比较", "4.4 Comparison with the last period"), 2), *comparison(t),
                           Heading(t.say("（五）图示", "4.5 Pictures"), 2), *pictures(t)]  # fmt: skip
    return Section(t.say("四、总体评价", "4. Overall assessment"), tuple(blocks))


def _summary(t: Telling) -> Iterator[Block]:
    tally, whole = t.tally, t.tally.whole
    visits, bad, open_ = whole.visits, whole.with_violation, whole.with_review
    yield Para(t.say(
        f"共检查外访记录{visits:,}条。其中{bad:,}条存在疑似违规，占{share(bad, visits)}（{bad:,}/{visits:,}），形成疑似违规{tally.violations:,}项；"
        f"另有{open_:,}条存在待核实事项，占{share(open_, visits)}（{open_:,}/{visits:,}），共{tally.reviews:,}项，不计入违规。",
        f"{visits:,} visit records were checked. {bad:,} of them ({share(bad, visits)}, {bad:,}/{visits:,}) show suspected violations, "
        f"{tally.violations:,} in all; {open_:,} ({share(open_, visits)}, {open_:,}/{visits:,}) hold matters to be reviewed, "
        f"{tally.reviews:,} in all, which do not count as violations."))  # fmt: skip
    if tally.logs:
        yield Para(t.say(f"针对整份日志的疑似违规{tally.logs:,}项，不计入上述记录数、比率和评分。",
                         f"Suspected violations about whole logs, in none of these figures, rates and scores: {tally.logs:,}."))  # fmt: skip
    if tally.dismissed:
        yield Para(t.say(f"经人工核实排除{tally.dismissed:,}项，不计入上述数字。",
                         f"Dismissed after a person's review, and in none of these figures: {tally.dismissed:,}."))  # fmt: skip


def _verdict(t: Telling) -> Para:
    """The opinion in words: the ratings, the gravest findings, and how much of it a person has looked at."""
    cells = t.tally.agencies
    rated = [(letter, n) for letter in "ABCD" if (n := sum(c.rating == letter for c in cells))]
    ratings = t.join([t.say(f"{letter}级{n}家", f"{letter}: {n}") for letter, n in rated])
    by_grade = t.tally.whole.by_grade
    grades = t.join(
        [t.say(f"{name.zh}{by_grade[g]:,}项", f"{name.en} {by_grade[g]:,}") for g, name in GRADES.items() if by_grade.get(g)]
    )
    whole = len(t.items)
    decided = sum(1 for item in t.items if item.decision)
    if not cells:
        return Para(t.say("没有外访记录，不作评价。", "There are no visit records; no opinion is given."))
    found = t.say(f"疑似违规按级别分为{grades}", f"Suspected violations by grade: {grades}") if grades else t.say(
        "未发现疑似违规", "No suspected violation was found")  # fmt: skip
    state = t.say("，本评价为暂定意见", ", and this opinion is provisional") if decided < whole else ""
    return Para(t.say(
        f"总体意见：{found}；机构评级：{ratings}，评分办法见本节第（三）部分。检查结果{whole:,}项中经人工复核{decided:,}项（{share(decided, whole)}）{state}。",
        f"Opinion: {found}; agencies by rating: {ratings} (for the scoring see 4.3). Of {whole:,} findings a person has reviewed {decided:,} "
        f"({share(decided, whole)}){state}."))  # fmt: skip


def _agencies(t: Telling) -> Table:
    head = (t.say("机构", "Agency"), t.say("检查记录数", "Visits"), t.say("疑似违规记录", "With violation"),
            *(t.text(GRADES[g]) for g in GRADES), t.say("待核实记录", "To review"), t.say("要素完整记录", "Complete records"))  # fmt: skip
    rows = [_agency_row(t, t.agency(cell.agency), cell) for cell in t.tally.agencies]
    if len(rows) > 1:
        rows.append(_agency_row(t, t.say("合计", "All"), t.tally.whole))
    return Table(head, tuple(rows), (18, 12, 14, 9, 9, 9, 8, 13, 14), frozenset(range(1, 9)), strong_last=len(rows) > 1)


def _agency_row(t: Telling, name: str, c: Cell) -> tuple[str, ...]:
    of = t.say("{}\n{}/{}", "{}\n{}/{}")
    rates = [
        of.format(share(r.part, r.whole), f"{r.part:,}", f"{r.whole:,}") for r in (c.violation_rate, c.review_rate, c.completeness)
    ]
    return (name, f"{c.visits:,}", rates[0], *(f"{c.by_grade.get(g, 0):,}" for g in GRADES), *rates[1:])


def _rules(t: Telling) -> Table:
    visits = t.tally.whole.visits
    head = (t.say("规则", "Rule"), t.say("级别", "Grade"), t.say("疑似违规（项）", "Violations"), t.say("涉及记录占比", "Share of visits"),
            t.say("待核实（项）", "To review"), t.say("已排除（项）", "Dismissed"))  # fmt: skip
    rows = []
    for code, count in t.tally.by_rule.items():
        grades = t.join([t.text(GRADES[grade]) for grade in sorted(count.grades)]) or "—"
        rate = share(count.visits, visits) + t.say("（{}/{}）", " ({}/{})").format(f"{count.visits:,}", f"{visits:,}")
        rows.append((t.title(code), grades, f"{count.violations:,}", rate,
                     *(f"{count.standings[s]:,}" for s in ("review", "dismissed"))))  # fmt: skip
    return Table(head, tuple(rows), (30, 13, 17, 21, 14, 14), frozenset({2, 3, 4, 5}))


def scores(t: Telling) -> Iterator[Block]:
    """The score of each agency with its arithmetic."""
    yield Para(t.say("满分100分，按级别扣分并设上限，存在重大（一级）疑似违规的评为D级；待核实和已排除事项不扣分。疑似违规在人工确认前，得分为暂计。",
                     "From 100, points are taken by grade up to a cap; any finding of grade 1 is rated D. Matters to be reviewed and dismissed "
                     "ones cost nothing. Until violations are confirmed by a person the score is provisional."))  # fmt: skip
    head = (t.say("机构", "Agency"), t.say("扣分计算", "Arithmetic"), t.say("得分", "Score"), t.say("评级", "Rating"))
    rows = tuple((t.agency(c.agency), arithmetic(t, c), f"{c.score:g}", c.rating) for c in t.tally.agencies)
    yield Table(head, rows, (25, 52, 11, 12), frozenset({2}))


def arithmetic(t: Telling, cell: Cell) -> str:
    """Each grade's points, then the sum."""
    steps, cost = [], ""
    for charge in cell.charges:
        if not charge.deductions:
            continue
        number, points = sum(d.findings for d in charge.deductions), charge.deductions[0].points
        capped = t.say(f"（以{charge.cap:g}为限）", f" (cap {charge.cap:g})") if number * points > charge.cap else ""
        steps.append(f"{t.text(GRADES[charge.grade])} {number} × {points:g} = {number * points:g}{capped}")
        cost += f" − {charge.cost:g}"
    floor = t.say("，不低于0", ", not below 0") if sum(c.cost for c in cell.charges) > 100 else ""
    return t.say("；", "; ").join([*steps, f"100{cost} = {cell.score:g}{floor}"])


def score_rows(t: Telling) -> tuple[tuple[str, ...], ...]:
    """Every deduction by agency, grade and rule."""
    return tuple(
        (t.agency(c.agency), t.text(GRADES[d.grade]), t.title(d.rule), f"{d.findings:,}", f"{d.points:g}", f"{d.cost:g}", f"{charge.cap:g}")
        for c in t.tally.agencies for charge in c.charges for d in charge.deductions
    )  # fmt: skip
