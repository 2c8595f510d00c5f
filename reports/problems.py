"""Sections five and six: the findings by grade and rule with marked quotes, and apart from them what is still to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.blocks import Block, Facts, Heading, Para, Section
from reports.evidence import quotes
from reports.tally import Item, share
from reports.telling import Telling
from reports.typography import Run
from reports.words import GRADES, VERDICTS

NUMERALS = "一二三四五六七八九十"


def problems(t: Telling) -> Section:
    """五、检查发现的主要问题"""
    blocks: list[Block] = [Para(t.say(
        "以下按级别和规则列示。“疑似违规”系依据记录得出的检查结果，是否构成违规由银行复核认定。引文为原文摘录，相关文字以底纹、粗体和下划线标示。",
        "Listed by grade and rule. A suspected violation is what the records show; whether it is one is for the bank to decide on review. "
        "Quotes are verbatim; the words in question are shaded, bold and underlined."), "plain")]  # fmt: skip
    groups = _by_grade_and_rule([i for i in t.items if i.counts])
    if not groups:
        blocks.append(Para(t.say("本次检查未发现疑似违规。", "No suspected violation was found.")))
    for n, ((grade, rule), found) in enumerate(groups.items(), 1):
        blocks.append(
            Heading(
                _numbered(t, 5, n, f"{t.title(rule)}" + t.say(f"（{t.text(GRADES[grade])}）", f" – {t.text(GRADES[grade])}")), 2
            )
        )
        blocks += _fact(t, rule, found, t.text(GRADES[grade]))
        blocks += _cases(t, found)
    return Section(t.say("五、检查发现的主要问题", "5. Findings"), tuple(blocks))


def reviews(t: Telling) -> Section:
    """六、需进一步核实的事项"""
    blocks: list[Block] = [Para(t.say(
        "以下事项在记录中有线索但不足以认定，未计入违规数量、比率和评分。每项列明核实所需材料。",
        "The records hint at these matters but do not settle them. They are in no count of violations, no rate and no score. What would "
        "settle each is stated."), "plain")]  # fmt: skip
    groups = _by_rule([i for i in t.items if i.standing == "review"])
    if not groups:
        blocks.append(Para(t.say("无。", "None.")))
    for n, (rule, found) in enumerate(groups.items(), 1):
        blocks.append(Heading(_numbered(t, 6, n, t.title(rule)), 2))
        blocks += _fact(t, rule, found)
        blocks += _cases(t, found)
    return Section(t.say("六、需进一步核实的事项", "6. Matters for review"), tuple(blocks))


def _by_grade_and_rule(found: Sequence[Item]) -> dict[tuple[int, str], list[Item]]:
    groups: dict[tuple[int, str], list[Item]] = {}
    for item in sorted(found, key=lambda i: i.finding.grade):
        groups.setdefault((item.finding.grade, item.finding.rule), []).append(item)
    return groups


def _by_rule(found: Sequence[Item]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for item in found:
        groups.setdefault(item.finding.rule, []).append(item)
    return groups


def _numbered(t: Telling, section: int, n: int, title: str) -> str:
    return t.say(f"（{chinese(n)}）{title}", f"{section}.{n} {title}")


def chinese(n: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(n, 10)
    if not tens:
        return NUMERALS[n - 1]
    return ("" if tens == 1 else NUMERALS[tens - 1]) + "十" + (NUMERALS[ones - 1] if ones else "")


def _fact(t: Telling, rule: str, found: Sequence[Item], grade: str = "") -> Iterator[Block]:
    """The fact sentence with its denominator, and the basis; both stay with the first case. No grade: matters to be reviewed."""
    what = (
        t.say(f"疑似违规（{grade}）", f"suspected violations ({grade})") if grade else t.say("待核实事项", "matters to be reviewed")
    )
    sentences = []
    if of_visits := [i.visit for i in found if i.visit]:
        visits, total = len({v.source for v in of_visits}), t.tally.whole.visits
        cases = len({v.case_id for v in of_visits if v.case_id})
        sentences.append(t.say(
            f"共检查外访记录{total:,}条，其中{visits:,}条（{share(visits, total)}，{visits:,}/{total:,}）存在“{t.title(rule)}”{what}"
            + (f"，涉及案件{cases:,}件。" if cases else "。"),
            f"Of {total:,} visit records checked, {visits:,} ({share(visits, total)}, {visits:,}/{total:,}) hold {what} under "
            f"“{t.title(rule)}”" + (f"; number of cases: {cases:,}." if cases else ".")))  # fmt: skip
    if logs := sum(1 for i in found if i.visit is None):
        sentences.append(t.say(f"针对整份日志的{what}{logs:,}项。", f"About a whole log: {logs:,}."))
    yield Para(t.say("", " ").join(sentences), "held")
    for basis in dict.fromkeys(t.text(i.finding.basis) for i in found):
        yield Para((Run(t.say("依据：", "Basis: "), "strong"), Run(basis)), "lead")


def _cases(t: Telling, found: Sequence[Item]) -> Iterator[Block]:
    """The first cases in full, agencies in turn, then how many more the annex lists."""
    shown = _spread(found, t.options.cases_per_rule)
    for n, item in enumerate(shown, 1):
        yield from case(t, item, n)
    if left := len(found) - len(shown):
        yield Para(
            t.say(f"其余{left:,}条见附件二《明细表》及工作簿。", f"Listed in annex 2 and in the workbook: {left:,} more."), "plain"
        )


def _spread(found: Sequence[Item], limit: int) -> list[Item]:
    """The first `limit`, taken from the agencies in turn, in report order."""
    queues: dict[str, list[int]] = {}
    for n, item in enumerate(found):
        queues.setdefault(item.agency, []).append(n)
    order = sorted((turn, place) for queue in queues.values() for turn, place in enumerate(queue))
    return [found[place] for place in sorted(place for _, place in order[:limit])]


def case(t: Telling, item: Item, n: int) -> Iterator[Block]:
    """One finding: whose visit, what was found, the quotes, what would settle it and what was decided."""
    finding = item.finding
    if item.visit:
        who = t.dot.join(
            filter(
                None,
                (
                    item.visit.case_id or t.say("案件编号缺失", "no case number"),
                    t.day(item.visit.visit_date),
                    item.visit.agency,
                ),
            )
        )
    else:
        who = t.place(finding.source)
    yield Heading(t.say(f"案例{n}　{who}", f"Case {n}  {who}"), 3)
    yield Para((Run(t.say("事实：", "Fact: "), "strong"), Run(t.masked(t.text(finding.message), finding))), "lead")
    yield from quotes(t, finding)
    if finding.aggravated:
        reasons = t.say("", " ").join(t.text(a) for a in finding.aggravated)
        yield Para((Run(t.say("从重情形：", "Aggravating: "), "strong"), Run(t.masked(reasons, finding))), "plain")
    if t.text(finding.clears):
        label = t.say("核实所需：", "What would settle it: ")
        yield Para((Run(label, "strong"), Run(t.masked(t.text(finding.clears), finding))), "plain")
    if item.decision:
        yield Facts(((t.say("人工复核", "Decision"), decided(t, item)),))


def decided(t: Telling, item: Item) -> str:
    decision = item.decision
    if decision is None:
        return ""
    parts = (
        t.text(VERDICTS[decision.verdict]),
        decision.by,
        decision.at.strftime("%Y-%m-%d %H:%M"),
        t.masked(decision.reason, item.finding),
    )
    return t.say("，", ", ").join(filter(None, parts))
