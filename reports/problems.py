"""Sections five and six: the findings by grade and rule with marked quotes, and apart from them what is still to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.model import Text
from reports.blocks import Block, Heading, Para, Section
from reports.effects import EFFECTS
from reports.evidence import evidence
from reports.tally import Item, share
from reports.telling import Telling
from reports.typography import Run
from reports.words import GRADES, SETTLED_BY, VERDICTS

NUMERALS = "一二三四五六七八九十"
CAUSES_SHOWN = 5  # of those that an agency gave for one rule; section nine has them all


def problems(t: Telling) -> Section:
    """五、检查发现的主要问题"""
    blocks: list[Block] = [Para(t.say(
        "以下按依据、级别和规则列示。“疑似违规”系依据记录得出的检查结果，是否构成违规由银行复核认定。引文为原文摘录，相关文字以底纹、粗体和下划线标示；"
        "每处引文注明文件、工作表、行号、列标题和文件SHA-256的前12位（全值见附件三）。",
        "Listed by basis, grade and rule. A suspected violation is what the records show; whether it is one is for the bank to decide on "
        "review. Quotes are verbatim; the words in question are shaded, bold and underlined. Beside each stand file, sheet, row, column and "
        "the first 12 characters of the file's SHA-256 (in full in annex 3)."), "lead")]  # fmt: skip
    grounded, bare = by_ground(t, [i for i in t.items if i.counts])
    if not grounded and not bare:
        blocks.append(Para(t.say("本次检查未发现疑似违规。", "No suspected violation was found.")))
    first = 1
    for part, (title, said) in zip((grounded, bare), PARTS, strict=True):
        if part:
            blocks += [Heading(t.text(title), 2), Para(t.text(said), "held")]
            groups = _by_grade_and_rule(part)
            blocks += _groups(t, groups, first)
            first += len(groups)
    return Section(t.say("五、检查发现的主要问题", "5. Findings"), tuple(blocks))


#: What a citation grounds, and what rests on the bank's own word: never mixed, so that nobody cites the second as a breach of regulation.
PARTS = (
    (Text("甲、依据法律、监管规定、国家标准或行业规范的问题", "A. Findings grounded on law, regulation, standard or association guideline"),
     Text("下列各项所依据的条款见各项“依据”及第二节；条款原文已核对来源，未核对的不予引用。",
          "The clauses stand under “Basis” and in section 2; only clauses that were read in a source are cited.")),
    (Text("乙、仅以银行制度、委托合同或记录真实性要求为依据的事项",
          "B. Matters resting on bank policy, contract or the truth of records only"),
     Text("下列各项没有可引用的公开条款，依据为银行制度或委托合同，不宜作为违反监管规定引用。",
          "No public clause can be cited for these; they rest on bank policy or contract and should not be cited as breaches of regulation.")),
)  # fmt: skip


def by_ground(t: Telling, found: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Findings with a clause in force on the day of the visit, and those without."""
    parts: tuple[list[Item], list[Item]] = ([], [])
    for item in found:
        day = item.visit.visit_date if item.visit else None
        parts[0 if t.result.policy.citations(item.finding.rule, day) else 1].append(item)
    return parts


def _groups(t: Telling, groups: dict[tuple[int, str], list[Item]], first: int) -> Iterator[Block]:
    for n, ((grade, rule), found) in enumerate(groups.items(), first):
        title = f"{t.title(rule)}" + t.say(f"（{t.text(GRADES[grade])}）", f" – {t.text(GRADES[grade])}")
        yield Heading(_numbered(t, 5, n, title), 2)
        yield from _fact(t, rule, found, t.text(GRADES[grade]))
        if t.options.edition == "internal" and grade == 1:
            yield from _escalation(t, rule, found)
        yield from _cases(t, found)
        yield _weighed(t, rule, found)


def _weighed(t: Telling, rule: str, found: Sequence[Item]) -> Para:
    """Effect, cause and responsibility: the effect a breach may have, the causes that the agency gave, and who is concerned."""
    runs: list[Run] = []
    if rule in EFFECTS:
        runs += [Run(t.say("影响：", "Effect: "), "strong"), Run(t.text(EFFECTS[rule]) + t.say("", " "))]
    causes = dict.fromkeys(
        t.masked(r.cause, i.finding) for i in found if (r := t.result.replies.get(i.finding.fingerprint)) and r.cause
    )
    told = t.say("；", "; ").join(list(causes)[:CAUSES_SHOWN])
    cause = t.say(f"机构反馈为“{told}”。", f"as the agency replied: “{told}”. ") if told else t.say(
        "待被检查机构说明。", "for the agency to explain. ")  # fmt: skip
    runs += [Run(t.say("原因：", "Cause: "), "strong"), Run(cause)]
    people = {(i.visit.agency, name) for i in found if i.visit for name in i.visit.visitors}
    who = t.say(f"涉及外访人员{len(people):,}人，", f"visitors concerned: {len(people):,}; ") if people else ""
    runs += [Run(t.say("责任：", "Responsibility: "), "strong"),
             Run(who + t.say("由银行复核后认定。", "for the bank to decide on review."))]  # fmt: skip
    return Para(tuple(runs), "plain")


def _escalation(t: Telling, rule: str, found: Sequence[Item]) -> Iterator[Block]:
    """Criminal and public-security law to be looked at where a grave case is passed on; the bank's own edition only."""
    days = {i.visit.visit_date if i.visit else None for i in found}
    named = {c.citation: None for day in days for c in t.result.policy.escalations(rule, day)}
    if named:
        said = t.say("；", "; ").join(t.text(citation) for citation in named)
        label = t.say("移送线索时可对照：", "To be looked at if passed on: ")
        yield Para((Run(label, "strong"), Run(said)), "lead")


def reviews(t: Telling) -> Section:
    """六、需进一步核实的事项"""
    blocks: list[Block] = [Para(t.say(
        "以下事项在记录中有线索但不足以认定，未计入违规数量、比率和评分。每项列明核实所需材料。",
        "The records hint at these matters but do not settle them. They are in no count of violations, no rate and no score. What would "
        "settle each is stated."), "lead")]  # fmt: skip
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
    """The fact sentence with its denominator, which stays with the basis. No grade: matters to be reviewed."""
    confirmed = sum(1 for i in found if i.standing == "confirmed")
    what = _called(t, grade, confirmed == len(found))
    sentences = []
    if of_visits := [i.visit for i in found if i.visit]:
        visits, total = len({v.source for v in of_visits}), t.tally.whole.visits
        cases = len({v.case_id for v in of_visits if v.case_id})
        sentences.append(t.say(
            f"共检查外访记录{total:,}条，其中{visits:,}条（{share(visits, total)}，{visits:,}/{total:,}）存在“{t.title(rule)}”{what}"
            + (f"，涉及案件{cases:,}件。" if cases else "。"),
            f"{what[0].upper()}{what[1:]} under “{t.title(rule)}” stand in {visits:,} of {total:,} visit records checked "
            f"({share(visits, total)}, {visits:,}/{total:,})" + (f"; number of cases: {cases:,}." if cases else ".")))  # fmt: skip
    if logs := sum(1 for i in found if i.visit is None):
        sentences.append(t.say(f"针对整份日志的{what}{logs:,}项。", f"About a whole log: {logs:,}."))
    if grade and confirmed:
        sentences.append(_confirmed(t, confirmed, len(found) - confirmed))
    yield Para(t.say("", " ").join(sentences), "held")
    for basis in dict.fromkeys(t.text(i.finding.basis) for i in found):
        yield Para((Run(t.say("依据：", "Basis: "), "strong"), Run(basis)), "plain")


def _called(t: Telling, grade: str, sure: bool) -> str:
    """What the findings are called: suspected until a person has confirmed every one of them."""
    if not grade:
        return t.say("待核实事项", "matters to be reviewed")
    return (
        t.say(f"违规（{grade}）", f"violations ({grade})")
        if sure
        else t.say(f"疑似违规（{grade}）", f"suspected violations ({grade})")
    )


def _confirmed(t: Telling, confirmed: int, open_: int) -> str:
    if not open_:
        return t.say("以上均经人工确认。", "All of them were confirmed by a person.")
    return t.say(
        f"其中经人工确认{confirmed:,}项，尚未复核{open_:,}项。",
        f"Confirmed by a person: {confirmed:,}; not reviewed yet: {open_:,}.",
    )


def _cases(t: Telling, found: Sequence[Item]) -> Iterator[Block]:
    """The first cases in full, agencies in turn, then how many more the annex lists."""
    shown = _spread(found, t.options.cases_per_rule)
    for n, item in enumerate(shown, 1):
        yield from case(t, item, n)
    if left := len(found) - len(shown):
        yield Para(
            t.say(f"其余{left:,}条见附件二《明细表》及{t.elsewhere}。", f"Listed in annex 2 and in {t.elsewhere}: {left:,} more."),
            "plain",
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
    if finding.aggravated:
        reasons = t.say("", " ").join(t.text(a) for a in finding.aggravated)
        yield Para((Run(t.say("从重情形：", "Aggravating: "), "strong"), Run(t.masked(reasons, finding))), "lead")
    if item.decision:
        yield Para((Run(t.say("人工复核：", "Decision: "), "strong"), Run(decided(t, item))), "lead")
    yield from evidence(t, finding)
    if t.text(finding.clears) and item.standing != "confirmed":
        yield Para((Run(t.text(SETTLED_BY), "strong"), Run(t.masked(t.text(finding.clears), finding))), "plain")


def decided(t: Telling, item: Item) -> str:
    decision = item.decision
    if decision is None:
        return ""
    parts = (
        t.text(VERDICTS[decision.verdict]),
        decision.by or t.say("本行复核人员", "a reviewer of the bank"),
        decision.at.strftime("%Y-%m-%d %H:%M"),
        t.reason(item),
        t.masked(decision.note, item.finding) if t.options.edition == "internal" else "",
    )
    return t.say("，", ", ").join(filter(None, parts))
