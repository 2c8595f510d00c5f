"""Sections one to four: what was checked, on what basis, how, and the figures."""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import FileKind, FileReport, Text
from audit.policy import RANKS, Clause
from audit.rules import RULES
from reports.blocks import Block, Facts, Heading, Para, Section, Table
from reports.gaps import unchecked
from reports.tally import Item
from reports.telling import Telling
from reports.words import KINDS


def basics(t: Telling) -> Section:
    """一、基本情况"""
    visits = t.result.audited
    cases = {a.visit.case_id for a in visits if a.visit.case_id}
    people = {name for a in visits for name in a.visit.visitors}
    agencies = [t.agency(cell.agency) for cell in t.tally.agencies]
    start, end = t.period
    rows = (
        (t.say("检查事由", "Reason"), t.say("核查委外催收机构外访行为及外访记录的合规性", "compliance of the agencies' field visits and their records")),
        (t.say("被检查机构", "Agencies"), t.join(agencies) or "—"),
        (t.say("检查期间", "Period"), t.say(f"{t.day(start)}至{t.day(end)}", f"{t.day(start)} to {t.day(end)}")),
        (t.say("审计基准日", "Audit date"), t.day(t.result.as_of)),
        (t.say("检查方式", "Kind of check"), t.say("非现场检查，外访记录全量核对", "off-site, all visit records")),
        (t.say("检查范围", "Extent"), t.say(
            f"外访记录{len(visits):,}条，涉及案件{len(cases):,}件、外访人员{len(people):,}人",
            f"{len(visits):,} visit records, {len(cases):,} cases, {len(people):,} visitors")),
        (t.say("规则包", "Policy pack"), f"{t.text(t.result.policy.title)}（{t.result.policy.name} {t.result.policy.version}）" if t.lang == "zh"
            else f"{t.text(t.result.policy.title)} ({t.result.policy.name} {t.result.policy.version})"),
        (t.say("程序版本", "Program"), f"Visit Audit {t.result.program_version}"),
        (t.say("检查组", "Team"), t.result.project.team or "________________"),
    )  # fmt: skip
    return Section(t.say("一、基本情况", "1. Overview"), (Facts(rows),), new_page=True)


def basis(t: Telling) -> Section:
    """二、检查依据: only clauses that a finding cites; what rests on the bank's own policy stands apart."""
    cited, bare = cited_clauses(t)
    blocks: list[Block] = []
    if cited:
        blocks.append(Para(t.say("本报告所列问题引用下列条款。效力层级与施行日期一并列明；每条记录适用其外访当日有效的规定。",
                                 "The findings of this report cite these clauses, given with rank and dates; each visit is judged by "
                                 "what was in force on its day.")))  # fmt: skip
        blocks.append(Table(
            (t.say("文件及条款", "Instrument and clause"), t.say("层级", "Rank"), t.say("施行期间", "In force"),
             t.say("原文摘录", "Wording"), t.say("适用规则", "Rules")),
            tuple(_clause_row(t, same, cited) for same in _by_article(cited)), (29, 16, 14, 26, 17)))  # fmt: skip
    if bare:
        blocks.append(Para(t.say(f"下列规则未引用公开条款，依据为{t.text(RANKS['policy'])}：{t.join([t.title(r) for r in bare])}。",
                                 f"These rules cite no public clause and rest on {t.text(RANKS['policy'])} only: "
                                 f"{t.join([t.title(r) for r in bare])}.")))  # fmt: skip
    if not blocks:
        blocks.append(Para(t.say("本次检查未形成需引用条款的问题。", "No finding of this check cites a clause.")))
    return Section(t.say("二、检查依据", "2. Basis"), tuple(blocks))


def cited_clauses(t: Telling) -> tuple[dict[Clause, list[str]], list[str]]:
    """The clauses that findings cite with the rules citing them, and the rules with findings that cite none."""
    seen: dict[tuple[str, tuple[Clause, ...]], None] = {}
    for item in t.items:
        if item.standing != "dismissed":
            day = item.visit.visit_date if item.visit else None
            seen[item.finding.rule, t.result.policy.citations(item.finding.rule, day)] = None
    cited: dict[Clause, list[str]] = {}
    bare: list[str] = []
    for rule, clauses in seen:
        for clause in clauses:
            if rule not in cited.setdefault(clause, []):
                cited[clause].append(rule)
        if not clauses and rule not in bare:
            bare.append(rule)
    order = list(RANKS)
    return dict(sorted(cited.items(), key=lambda pair: (order.index(pair[0].rank), pair[0].id))), bare


def cited(t: Telling, item: Item) -> tuple[Text, ...]:
    """What a finding cites by itself, with rank and date; nothing where it rests on bank policy."""
    day = item.visit.visit_date if item.visit else None
    return tuple(clause.citation for clause in t.result.policy.citations(item.finding.rule, day))


def _by_article(cited: dict[Clause, list[str]]) -> list[list[Clause]]:
    """Clauses of one article stand together: an article may ground several rules with several sentences. One whose article's
    number was not seen stands by itself, or with the others of its instrument where its wording was not seen either."""
    groups: dict[tuple[str, str], list[Clause]] = {}
    for clause in cited:
        groups.setdefault((clause.instrument.zh, clause.article.zh or (clause.id if clause.quote else "")), []).append(clause)
    return list(groups.values())


def _clause_row(t: Telling, same: list[Clause], cited: dict[Clause, list[str]]) -> tuple[str, ...]:
    clause = same[0]
    rules = list(dict.fromkeys(rule for c in same for rule in cited[c]))
    wording = "\n".join(dict.fromkeys(c.quote for c in same if c.quote)) or t.say("（据公开转述）", "(by a public report of it)")
    article = t.text(clause.article)
    instrument = t.say(f"《{clause.instrument.zh}》{article}", f"{clause.instrument.en} {article}".strip())
    return (instrument, t.text(RANKS[clause.rank]), in_force(t, clause),
            wording, t.join([t.title(r) for r in rules]))  # fmt: skip


def in_force(t: Telling, clause: Clause) -> str:
    seen = clause.date_seen
    since, until = (day.isoformat() if day and seen else "" for day in (clause.effective_from, clause.effective_to))
    if since and until:
        return t.say(f"{since}至{until}", f"{since} to {until}")
    if since:
        return t.say(f"{since}起", f"from {since}")
    if until:
        return t.say(f"至{until}", f"until {until}")
    return t.say("现行", "in force") if seen else t.say("施行日期未核", "dates not verified")


def scope(t: Telling) -> Section:
    """三、检查范围与方法"""
    head = (t.say("文件", "File"), t.say("类别", "Kind"), t.say("工作表", "Sheets"), t.say("记录数", "Rows"), "SHA-256")
    ran = [r for r in RULES if not all(r.code in p.off for p in t.result.policy.periods)]
    blocks: list[Block] = [
        Heading(t.say("（一）检查的文件", "3.1 Files"), 2),
        Table(head, tuple(_file_row(t, f) for f in t.result.files), (25, 11, 12, 8, 46), frozenset({3})),
        Heading(t.say("（二）检查方法", "3.2 Method"), 2),
        Para(t.say(
            f"对导入的全部外访记录逐条执行{len(ran)}条规则（见附件一），规则按外访当日有效的规定适用。结论分为“疑似违规”和“待核实”："
            "前者在记录、案件台账、人员名册或其他外访记录中有直接依据，后者仅有线索，须由人工核实，不计入违规数量、比率和评分。"
            "每一项均引用原文并注明文件、工作表和行号。",
            f"{len(ran)} rules (annex 1) were applied to every imported record, each as in force on the day of the visit. Results are "
            "“suspected violation”, which the record, case file, register or other visits show directly, and “to be reviewed”, which is an "
            "indication only, must be settled by a person, and enters no count of violations, no rate and no score. Every item quotes its "
            "source with file, sheet and row.")),
        Heading(t.say("（三）未能检查的内容", "3.3 What could not be checked"), 2),
        *_unchecked(t),
    ]  # fmt: skip
    return Section(t.say("三、检查范围与方法", "3. Scope and method"), tuple(blocks))


def _file_row(t: Telling, report: FileReport) -> tuple[str, ...]:
    kind = t.text(KINDS[report.kind]) if report.kind else t.say("未识别", "unknown")
    if report.failed:
        return (report.name, t.say("未能读取", "not read"), t.text(report.failed), "0", report.sha256)
    sheets = t.join([s.name for s in report.sheets])
    rows = sum(s.rows for s in report.sheets)
    banks = (
        t.options.edition == "agency" and report.kind is not FileKind.VISITS
    )  # how many cases the bank has is not theirs to know
    return (report.name, kind, sheets, "—" if banks else f"{rows:,}", report.sha256)


def _unchecked(t: Telling) -> Iterator[Block]:
    rows = tuple((t.text(what), t.text(why)) for what, why in unchecked(t.result, t.options.left_out))
    if rows:
        yield Table((t.say("未能检查", "Not checked"), t.say("原因", "Why")), rows, (45, 55))
    else:
        yield Para(t.say("全部规则均具备检查条件。", "All rules could be checked."))
